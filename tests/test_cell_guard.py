"""The guard that keeps a spreadsheet from running a text: no two texts become one, and each comes back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.render.cell_guard import FORMULA, cell, uncell
from conftest import Run

IDS = ("-5", "'-5", "''-5", "'x", "=1+1", "'=1+1", "@a", "+1")


@given(st.text(st.sampled_from("'=+-@\tax5"), max_size=6))
def test_the_guard_is_taken_off_again(text: str) -> None:
    """What was guarded reads back as it was, however many `'` stood before it; no guarded text is a formula."""
    assert uncell(cell(text)) == text
    assert not cell(text).startswith(FORMULA)


@pytest.mark.parametrize("explain", ["none", "brief"])
def test_each_order_is_explained_by_its_own_facts(cli: Run, tmp_path: Path, explain: str) -> None:
    """Orders whose ids differ in a leading `'` alone are explained each by its own quantity, and read again under their ids."""
    table, out = tmp_path / "o.csv", tmp_path / "out.csv"
    with table.open("w", newline="") as stream:
        csv.writer(stream).writerows(
            [("id", "quantity", "material"), *((one, at * 11, "oak") for at, one in enumerate(IDS, 2))]
        )
    done = cli("batch", str(table), "-o", str(out), "--explain", explain, "--as-of", "2026-12-01")

    assert done.returncode == 0
    for at, one in list(enumerate(IDS, 2))[:3]:
        told = cli("explain", str(out), "--", one)

        assert f"{at * 11} " in told.stdout
        assert told.stdout.startswith(f"Order {one}\n")

    again = tmp_path / "again.csv"

    assert cli("batch", str(out), "-o", str(again), "--explain", explain).returncode == 0
    with again.open(newline="") as stream:
        assert tuple(row["order_id"] for row in csv.DictReader(stream)) == tuple(map(cell, IDS))
