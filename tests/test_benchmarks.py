"""The benchmarks run: every part that needs no other engine, at sizes that say nothing of speed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTS = "engines,first,text-memory,million,parquet,growth"


@pytest.mark.slow
def test_the_parts_of_a_run_agree_and_report(tmp_path: Path) -> None:
    """Engines are held equal to the reference, and the report has a line for each goal and a chart for each growth."""
    command = [sys.executable, "benchmarks/run.py", "--quick", "--only", PARTS, "--out", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)

    told = (tmp_path / "speed.md").read_text(encoding="utf-8")
    assert "say the same as the reference" in told
    assert all(
        f"| {job}" in told for job in ("first answer", "5,000 orders Parquet", "memory for text", "cost against rules")
    )
    assert {path.name for path in tmp_path.glob("*.svg")} == {"orders.svg", "rules.svg", "options.svg"}


def test_the_measured_pack_has_no_fault() -> None:
    """What every engine is measured on passes `pack check`."""
    command = [sys.executable, "-m", "advisor", "pack", "check", "benchmarks/packs/forty_three"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert said.returncode == 0, said.stderr
