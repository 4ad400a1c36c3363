"""Workbooks that are no `.xlsx`: read as a person sees them there, too, or refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from advisor.batch.table import TableOptions, TableReader
from advisor.batch.workbook import shown_in
from advisor.errors import FaultsError, MissingExtraError
from advisor.ir import Numbers, Pack
from advisor.order import OrderReader

SHEETS = Path(__file__).parent / "sheets"
_NAMES = {"office": "office", "table": "table", "text": "text"}
_SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _NAMES)
MANIFEST = (
    '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.spreadsheet"/></m:manifest>'
)
HEAD = ("id", "quantity", "client_deposit", "deadline")


def told(text: str) -> str:
    """Return a cell of an `.ods` that holds a text."""
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def number(value: float, shown: str = "", kind: str = "float", more: str = "") -> str:
    """Return a cell of an `.ods` that holds a number."""
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}" {more}><text:p>{shown or value}</text:p></table:table-cell>'


def share(value: float) -> str:
    """Return a cell of an `.ods` that shows a number as a percentage."""
    return number(value, f"{value * 100:g} %", "percentage")


def ods(
    rows: list[tuple[str, list[str]]], columns: str = '<table:table-column table:number-columns-repeated="4"/>'
) -> bytes:
    """Return an `.ods` of one sheet below the header: what is said of a row, and its cells."""
    every = [("", [told(one) for one in HEAD]), *rows]
    body = "".join(f"<table:table-row {said}>{''.join(cells)}</table:table-row>" for said, cells in every)
    content = (
        f'<?xml version="1.0"?><office:document-content {_SPACES} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="orders">{columns}{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", MANIFEST)
    return held.getvalue()


def read(raw: bytes, pack: Pack, name: str = "o.ods") -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Return what each good order of a workbook is given, and what is said of the others and of the sheet."""
    reader = OrderReader(pack=pack)
    tables = TableReader(reader, reader.names, TableOptions())
    entries = list(tables.read(io.BytesIO(raw), name, "excel"))
    good = {one.order.id: dict(one.order.given) for one in entries if one.order}
    return good, [*(str(fault) for one in entries for fault in one.faults), *(one.said for one in entries if one.said)]


def test_an_old_workbook_is_read_as_it_is_shown(pack: Pack) -> None:
    """Of an `.xls`, percent and units in formats are read as shown, errors refused at the cell, hidden rows left out and told."""
    good, said = read((SHEETS / "shown.xls").read_bytes(), pack, "shown.xls")

    assert {name: one["order.client_deposit"] for name, one in good.items()} == {
        "good": Numbers(3000, 3000),
        "all": Numbers(10000, 10000),
    }
    assert {one["order.deadline"] for one in good.values()} == {Numbers(56, 56)}
    assert any(one.startswith("shown.xls:5:2: the cell holds an error, `#DIV/0!`") for one in said)
    assert any(one.startswith("shown.xls:6:3: the cell holds an error, `#N/A`") for one in said)
    assert "not its hidden rows: 4" in said[-1]


def test_an_open_workbook_is_read_as_it_is_shown(pack: Pack) -> None:
    """Of an `.ods`, percent, currencies and units are read as shown; what is hidden or filtered is left out and told."""
    rows = [
        ("", [told("third"), number(120), share(0.3), number(8, "8 weeks")]),
        ("", [told("whole"), number(120), share(1.0), number(8, "8 weeks")]),
        ('table:visibility="collapse"', [told("hidden"), number(120), share(0.3), told("")]),
        ('table:visibility="filter"', [told("filtered"), number(120), share(0.3), told("")]),
    ]  # fmt: skip
    good, said = read(ods(rows), pack)

    assert {name: one["order.client_deposit"] for name, one in good.items()} == {
        "third": Numbers(3000, 3000),
        "whole": Numbers(10000, 10000),
    }
    assert {one["order.deadline"] for one in good.values()} == {Numbers(56, 56)}
    assert "not its hidden rows: 4, 5" in said[-1]


@pytest.mark.parametrize(
    "error", ["#DIV/0!", "#N/A", "#NAME?", "#REF!", "#VALUE!", "#WERT!", "#NV", "Err:502", "Err:522"]
)
@pytest.mark.parametrize("kind", ["string", "float"])
def test_an_error_in_an_open_workbook_is_refused_at_its_cell(pack: Pack, error: str, kind: str) -> None:
    """Whatever error a formula of an `.ods` shows, and however it is held, the cell is refused, and no other row."""
    cell = f'<table:table-cell table:formula="of:=1/0" office:value-type="{kind}" office:value="0"><text:p>{error}</text:p></table:table-cell>'
    good, said = read(ods([("", [told("bad"), cell, share(0.3)]), ("", [told("good"), number(20), share(0.3)])]), pack)

    assert list(good) == ["good"]
    assert said[0].startswith(f"o.ods:2:2: the cell holds an error, `{error}`")


def test_a_formula_without_a_value_is_refused(pack: Pack) -> None:
    """A formula that nothing has worked out is no empty cell; a text that looks like an error, and is written so, stays text."""
    rows = [("", [told("bad"), '<table:table-cell table:formula="of:=A1"/>']), ("", [told("#N/A"), number(20)])]
    good, said = read(ods(rows), pack)

    assert list(good) == ["#N/A"]
    assert "a formula that was not worked out" in said[0]


def test_a_hidden_column_is_not_read(pack: Pack) -> None:
    """A column that an `.ods` hides says nothing."""
    columns = '<table:table-column/><table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    good, said = read(ods([("", [told("a"), number(20), share(0.3), number(8, "8 weeks")])], columns), pack)

    assert "order.client_deposit" not in good["a"]
    assert "not its hidden columns: `client_deposit`" in said[-1]


def test_repeated_cells_and_rows_are_each_minded(pack: Pack) -> None:
    """A cell or row that stands once for several is percent in each of them."""
    rows = [('table:number-rows-repeated="3"', [told("a"), number(20), share(0.5)])]
    found = shown_in(io.BytesIO(ods(rows)), "orders")

    assert found is not None
    assert sorted(found.formats) == [(1, 2), (2, 2), (3, 2)]


def test_a_workbook_that_does_not_tell_is_refused(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """An `.xlsb` tells no errors, percent and hidden rows: it is refused, with what to save it as."""
    monkeypatch.setattr("advisor.batch.sheet_excel.shown_in", lambda *_: None)

    with pytest.raises(FaultsError, match=r"cannot be known.*\n.*save it as \.xlsx"):
        read(ods([]), pack)


def test_an_old_workbook_needs_its_library(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without xlrd an `.xls` is not read as if it showed nothing more; a damaged one is refused."""
    raw = (SHEETS / "shown.xls").read_bytes()
    with pytest.raises(ValueError, match="damaged"):
        shown_in(io.BytesIO(raw[:600]), "orders")
    monkeypatch.setitem(__import__("sys").modules, "xlrd", None)
    with pytest.raises(MissingExtraError, match="xlsx"):
        read(raw, pack, "shown.xls")


@pytest.mark.parametrize("name", ["panics.xls", "hangs.xls"])
def test_a_damaged_old_workbook_is_refused(pack: Pack, name: str) -> None:
    """Damaged `.xls` files, found by fuzzing, at which the reader of values panics or never ends are unreadable, no crash of ours."""
    with pytest.raises(FaultsError, match="the workbook cannot be read"):
        read((SHEETS / name).read_bytes(), pack, name)
