"""The benchmarks run: every part that needs no other engine, at sizes that say nothing of speed; the longest parts if thorough."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from counts import THOROUGH

ROOT = Path(__file__).parents[1]
PARTS = "engines,first,text-memory,million,parquet,growth" + (",builtin" if THOROUGH > 1 else "")
BOTH = "mixed" + (",explained,inside" if THOROUGH > 1 else "")


@pytest.mark.slow
def test_the_parts_of_a_run_agree_and_report(tmp_path: Path) -> None:
    """Engines are held equal to the reference, and the report has a line for each goal and a chart for each growth."""
    command = [sys.executable, "benchmarks/run.py", "--quick", "--only", PARTS, "--out", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)

    told = (tmp_path / "speed.md").read_text(encoding="utf-8")
    assert "say the same as the reference" in told
    assert all(
        f"| {job}" in told
        for job in (
            "first answer",
            "5,000 orders Parquet",
            "memory for text",
            "cost against rules",
        )
    )
    assert {path.name for path in tmp_path.glob("*.svg")} == {"orders.svg", "rules.svg", "options.svg"}


@pytest.mark.slow
def test_mixed_orders_are_measured_before_and_after(tmp_path: Path) -> None:
    """With the checkout of another commit, here this one, every table has both and their ratio."""
    asked = ["--quick", "--only", BOTH, "--base", str(ROOT), "--out", str(tmp_path)]
    subprocess.run([sys.executable, "benchmarks/run.py", *asked], cwd=ROOT, check=True, capture_output=True, text=True)

    told = (tmp_path / "speed.md").read_text(encoding="utf-8")
    assert told.count("before by after") == (8 if THOROUGH > 1 else 4)
    assert all(f"| {count} | {kind} |" in told for count in (3,) for kind in ("mixed", "one kind"))
    assert ("| all flips of one order |" in told) == (THOROUGH > 1)


def test_orders_of_one_kind_say_the_same_facts() -> None:
    """No cell is empty, and the material is one."""
    code = "import _orders, sys; f = _orders.alike(_orders.orders(0, 500)); sys.exit((f == '').to_numpy().any() or f['material'].n_unique() - 1)"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "benchmarks", check=False)

    assert said.returncode == 0


def test_the_measured_pack_has_no_fault() -> None:
    """What every engine is measured on passes `pack check`."""
    command = [sys.executable, "-m", "advisor", "pack", "check", "benchmarks/packs/forty_three"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert said.returncode == 0, said.stderr
