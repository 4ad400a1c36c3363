"""Excel sheets are read as a person sees them; what cannot be known is refused at its cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from advisor.advice import Advisor
from advisor.batch.entry import Entry
from advisor.batch.mapping import TableMap
from advisor.batch.number_format import formats_of, section
from advisor.batch.quote_filled import read_sheet
from advisor.batch.quote_sheet import write_sheet
from advisor.batch.table import TableOptions, TableReader
from advisor.batch.table_frame import FrameReader
from advisor.batch.workbook import cell_of
from advisor.errors import FaultsError, OrderError, Place
from advisor.ir import Numbers, Pack
from advisor.order import OrderReader
from pieces import chunks_of
from test_quote_sheet import FILLED, ORDER, filled, read
from test_quote_sheet import sheet as sheet  # noqa: PLC0414  # a fixture

ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
HEAD = ("id", "quantity", "material", "selling_price", "deadline")
ROWS = (("a", 100, "oak", 5, "6 weeks"), ("b", 200, "steel", 6, "7 weeks"), ("c", 300, "oak", 7, "8 weeks"))
Make = Callable[[Worksheet], None]


def nothing(_: Worksheet) -> None:
    """Leave the sheet as it is."""


class Sheets:
    """Writes a sheet of three orders, changed as asked, and reads it row by row and in pieces."""

    def __init__(self, pack: Pack, folder: Path) -> None:
        self.path = folder / "o.xlsx"
        reader = OrderReader(pack=pack)
        self._reader = reader
        options = TableOptions(locale="en", map=TableMap(ignore=frozenset({"margin"})))
        self._tables = TableReader(reader, reader.names, options)

    def write(self, change: Make = nothing, *, at: str = "A1") -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        top, left = cell_of(at)
        for row, cells in enumerate((HEAD, *ROWS), top + 1):
            for column, value in enumerate(cells, left + 1):
                sheet.cell(row, column).value = value
        change(sheet)
        book.save(self.path)

    def read(self) -> list[Entry]:
        with self.path.open("rb") as stream:
            entries = list(self._tables.read(stream, "o.xlsx", "excel"))
            table = self._tables.opened(self._tables.sheet(stream, "o.xlsx", "excel"))
            frames = FrameReader(self._reader, self._tables, table)
            chunks = list(chunks_of(frames, table))
        bad = {number for chunk in chunks for _, number in chunk.bad}

        assert bad == {at for at, one in enumerate(entries[1:], 1) if one.order is None}
        return entries


@pytest.fixture
def sheets(pack: Pack, tmp_path: Path) -> Sheets:
    return Sheets(pack, tmp_path)


def set_cell(name: str, value: Any, form: str = "General") -> Make:  # whatever a cell holds
    def change(sheet: Worksheet) -> None:
        sheet[name] = value
        sheet[name].number_format = form

    return change


def merge(cells: str) -> Make:
    return lambda sheet: sheet.merge_cells(cells)


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("cell", ["B3", "C3", "E3"])
def test_an_error_is_refused_at_its_cell(sheets: Sheets, error: str, cell: str) -> None:
    """Each of the seven errors, in a number, a choice or a time: its order is refused, and no other."""
    sheets.write(set_cell(cell, error))
    found = sheets.read()[1:]

    assert [one.refused for one in found] == [0, 1, 0]
    assert found[1].faults[0].at == Place("o.xlsx", 3, cell_of(cell)[1] + 1)
    assert error in found[1].faults[0].message


@pytest.mark.parametrize(
    ("change", "column"),
    [
        (set_cell("B3", "=100+100"), 2),
        (set_cell("C3", '=CONCATENATE("o","ak")'), 3),
        (set_cell("E3", 42, ";;;"), 5),
        (set_cell("B3", 200, "0,"), 2),
        (set_cell("A3", "#N/A"), 1),
    ],
)
def test_what_shows_no_value_is_refused_at_its_cell(sheets: Sheets, change: Make, column: int) -> None:
    """A formula that nothing worked out, a format that shows nothing, or thousands only, an id that is an error."""
    sheets.write(change)
    found = sheets.read()[1:]

    assert [one.refused for one in found] == [0, 1, 0]
    assert found[1].faults[0].at == Place("o.xlsx", 3, column)


def test_a_formula_is_known_where_it_was_worked_out(sheets: Sheets) -> None:
    """A stored value counts, empty text too; the 0 that xlsxwriter leaves for the spreadsheet to replace does not."""
    with xlsxwriter.Workbook(sheets.path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        for number, row in enumerate(ROWS, 1):
            sheet.write_row(number, 0, row)
        sheet.write_formula("B2", "=50+50", value=100)
        sheet.write_formula("E3", '=""', value="")
        sheet.write_formula("B4", "=150+150")
    _rewrite(sheets.path, "xl/worksheets/sheet1.xml", (b'r="E3"', b'r="E3" t="str"'))
    found = sheets.read()[1:]

    assert [one.refused for one in found] == [0, 0, 1]
    assert found[0].order is not None
    assert found[0].order.given["order.quantity"] == Numbers(100, 100)
    assert found[1].order is not None
    assert "order.deadline" not in found[1].order.given


def _rewrite(path: Path, part: str, change: tuple[bytes, bytes]) -> None:
    """Change the XML of one part of a workbook."""
    held = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            raw = old.read(name)
            new.writestr(name, raw.replace(*change) if name == part else raw)
    path.write_bytes(held.getvalue())


def test_an_error_where_nothing_is_read_is_no_fault(sheets: Sheets) -> None:
    """A column that the map ignores may hold errors, and formulas that nothing worked out."""

    def change(sheet: Worksheet) -> None:
        sheet["F1"], sheet["F2"], sheet["F3"] = "Margin", "=1/3", "#REF!"

    sheets.write(change)

    assert [one.refused for one in sheets.read()[1:]] == [0, 0, 0]


@pytest.mark.parametrize(
    ("value", "form", "said"),
    [
        (6, '0 "weeks"', Numbers(42, 42)),
        (6, '0" wk"', Numbers(42, 42)),
        (3, '0" months"', None),
    ],
)
def test_a_unit_in_the_format_counts(sheets: Sheets, value: float, form: str, said: Numbers | None) -> None:
    """`6` that shows as `6 weeks` is six weeks, not six days; a format without words changes nothing."""
    sheets.write(set_cell("E2", value, form))
    found = sheets.read()[1].order

    assert found is not None
    if said is not None:
        assert found.given["order.deadline"] == said
    else:
        low = found.given["order.deadline"]
        assert isinstance(low, Numbers)
        assert low.low > 80


@pytest.mark.parametrize(("form", "refused"), [('#,##0.00 "€"', 0), ("[$€-407] 0", 0), ("0%", 1), ("[$XYZ] 0", 1)])
def test_a_currency_in_the_format_counts(sheets: Sheets, form: str, refused: int) -> None:
    """A price in the pack's currency is read; one in percent, or in a currency that nobody knows, is refused at its cell."""
    sheets.write(set_cell("D2", 5, form))
    found = sheets.read()[1]

    assert found.refused == refused
    assert all(one.at == Place("o.xlsx", 2, 4) for one in found.faults)


@pytest.mark.parametrize(
    ("code", "value", "before", "after", "scale"),
    [
        ("0.00%", 0.3, "", "%", 2),
        ('0.0"%"', 30, "", "%", 0),
        ("0;-0%", -0.3, "", "%", 2),
        ('_-* #,##0.00 "€"_-', 5, "", "€", 0),
        ('0.0,,"M"', 5, "", "M", -6),
        ("0.00E+00", 5, "", "", 0),
        ("[Red]#,##0", 5, "", "", 0),
        ("[$$-409]#,##0", 5, "$", "", 0),
        ("# ?/?", 0.5, "", "", 0),
    ],
)
def test_what_a_format_shows(code: str, value: float, before: str, after: str, scale: int) -> None:
    """Words, currencies and shares are told from colours, fillers, exponents and marks."""
    found = section(formats_of(code), value)

    assert (found.before, found.after, found.scale, found.is_blank) == (before, after, scale, False)


def test_a_merged_word_stands_for_each_of_its_rows(sheets: Sheets) -> None:
    """A material and a time that are merged over three rows are those of all three."""

    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("C2:C4")
        sheet.merge_cells("E2:E4")

    sheets.write(change)
    orders = [one.order for one in sheets.read()[1:]]

    assert all(order is not None for order in orders)
    assert len({(order.given["order.deadline"], order.given["order.material"]) for order in orders if order}) == 1


@pytest.mark.parametrize(
    ("cells", "refused", "column"),
    [("B2:B4", [1, 1, 1], 2), ("B3:B4", [0, 1, 1], 2), ("C3:D3", [0, 1, 0], 3), ("D2:E3", [1, 1, 0], 4)],
)
def test_a_merged_number_or_one_over_columns_is_refused(
    sheets: Sheets, cells: str, refused: list[int], column: int
) -> None:
    """Nobody can know whether a number is meant for each row or for all, or which column a cell over two is of."""
    sheets.write(merge(cells))
    found = sheets.read()[1:]

    assert [one.refused for one in found] == refused
    assert {one.faults[0].at.column for one in found if one.faults} == {column}


def test_an_id_merged_over_rows_is_one_order_twice(cli: Any, sheets: Sheets) -> None:  # the fixture's type is its own
    """The second row of a merged id is refused, as if its id had been written twice."""
    sheets.write(merge("A2:A3"))
    done = cli("batch", str(sheets.path), "-o", "-", "--format", "jsonl", "--as-of", "2026-12-01")

    assert done.returncode == 4
    assert "order id `a` is used twice" in done.stderr


@pytest.mark.parametrize("at", ["A1", "A4", "B1", "C5"])
def test_a_table_may_begin_anywhere(sheets: Sheets, at: str) -> None:
    """Blank rows above the header and blank columns before it change no order, and faults name the sheet's own cells."""
    top, left = cell_of(at)

    def change(sheet: Worksheet) -> None:
        sheet.cell(top + 3, left + 2).value = "lots"

    sheets.write(change, at=at)
    found = sheets.read()[1:]

    assert [one.order.id if one.order else "" for one in found] == ["a", "", "c"]
    assert found[1].faults[0].at == Place("o.xlsx", top + 3, left + 2)


def _hide_by_height(sheet: Worksheet) -> None:
    sheet.sheet_format.zeroHeight = True
    for row in (1, 2, 4):
        sheet.row_dimensions[row].height = 15


def _hide_all_but_some(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.auto_filter.ref = "A1:E4"


@pytest.mark.parametrize("change", [_hide_all_but_some, _hide_by_height])
def test_hidden_rows_are_left_out_and_told(sheets: Sheets, change: Make) -> None:
    """A row that is hidden, filtered away or without height is no order, and the run says which it was."""
    sheets.write(change)
    found = sheets.read()

    assert [one.order.id for one in found[1:] if one.order] == ["a", "c"]
    assert "not its hidden rows: 3" in found[0].said


def test_hidden_columns_and_other_sheets_are_left_out_and_told(sheets: Sheets) -> None:
    """A hidden column says nothing; the first sheet that is shown is read; the run says both."""

    def change(sheet: Worksheet) -> None:
        sheet.column_dimensions["E"].hidden = True
        sheet.parent.create_sheet("old", 0).sheet_state = "hidden"
        sheet.parent.active = 1
        sheet.parent.create_sheet("notes")

    sheets.write(change)
    found = sheets.read()

    assert all("order.deadline" not in one.order.given for one in found[1:] if one.order)
    assert len(found) == 4
    assert "hidden columns: `deadline`" in found[0].said
    assert "other sheets: `notes`" in found[0].said


def test_a_damaged_sheet_is_refused(sheets: Sheets) -> None:
    """XML that ends early, or declares entities, is told with the file's name."""
    sheets.write(set_cell("B3", "#REF!"))
    _rewrite(sheets.path, "xl/styles.xml", (b"<cellXfs", b"<cellXfs <"))

    with pytest.raises(FaultsError, match=r"o\.xlsx: the workbook cannot be read"):
        sheets.read()


# --- quote sheets ---
def _at(path: Path, key: str, change: Callable[[Worksheet, int], None]) -> Path:
    book = openpyxl.load_workbook(path)
    found = book.worksheets[0]
    row = next(one for one in range(1, found.max_row + 1) if found.cell(one, 1).value == key)
    change(found, row)
    book.save(path)
    return path


def _value(value: object, form: str = "General") -> Callable[[Worksheet, int], None]:
    def change(sheet: Worksheet, row: int) -> None:
        sheet.cell(row, 3).value = value
        sheet.cell(row, 3).number_format = form

    return change


def _hidden(sheet: Worksheet, row: int) -> None:
    sheet.row_dimensions[row].hidden = True


def _nameless(sheet: Worksheet, row: int) -> None:
    sheet.cell(row, 1).value = None


def _merged(sheet: Worksheet, row: int) -> None:
    sheet.merge_cells(start_row=row - 1, end_row=row, start_column=3, end_column=3)


def _twice(sheet: Worksheet, row: int) -> None:
    sheet.cell(row + 1, 1).value = sheet.cell(row, 1).value
    sheet.cell(row + 1, 3).value = 7


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_in_a_quote_sheet_is_refused(walk: Advisor, sheet: Path, error: str) -> None:
    """Each of the seven errors, at its cell."""
    path = _at(filled(sheet, FILLED), "price_breaks.400", _value(error))

    with pytest.raises(OrderError, match=f":3: the cell holds an error, `{error}`".replace("?", r"\?")):
        read_sheet(path, walk.pack)


@pytest.mark.parametrize(
    "change", [_value("=10*2"), _hidden, _nameless, _merged, _twice, _value(5, ";;;"), _value(0.333333, "0%")]
)
def test_nothing_filled_in_is_lost(walk: Advisor, sheet: Path, change: Callable[[Worksheet, int], None]) -> None:
    """A formula that was not worked out, a hidden, merged, nameless or repeated row is refused: none vanishes from the total."""
    path = _at(filled(sheet, FILLED), "goods_deposit", change)

    with pytest.raises(OrderError) as caught:
        read_sheet(path, walk.pack)

    assert {one.at.column for one in caught.value.faults} == {3}


@pytest.mark.parametrize(
    ("value", "form", "plain"),
    [(1, "0%", 100), (0.3, "0%", 30), (0.3, "0.00%", 30), (40, '0"%"', 40), (0.125, "0.0%", 12.5)],
)
def test_percent_is_read_as_it_is_shown(walk: Advisor, sheet: Path, value: float, form: str, plain: float) -> None:
    """A cell in percent holds a hundredth of what it shows; what it shows is what the supplier wrote."""
    reader, order = OrderReader(pack=walk.pack, derived=walk.derived), read(walk, ORDER)
    shown = reader.with_quotes(
        order, [read_sheet(_at(filled(sheet, FILLED), "goods_deposit", _value(value, form)), walk.pack)]
    )
    said = reader.with_quotes(order, [read_sheet(_at(sheet, "goods_deposit", _value(f"{plain:g} %")), walk.pack)])

    assert shown.quotes[0].values["option.goods_deposit"] == said.quotes[0].values["option.goods_deposit"]


def test_a_quote_in_another_currency_than_it_says_is_refused(walk: Advisor, sheet: Path) -> None:
    """A price that shows dollars in a quote in euros is not read as euros."""
    path = _at(filled(sheet, FILLED), "price_breaks.200", _value(15.5, "[$XYZ] 0.00"))
    reader = OrderReader(pack=walk.pack, derived=walk.derived)

    with pytest.raises(OrderError, match=":3"):
        reader.with_quotes(read(walk, ORDER), [read_sheet(path, walk.pack)])


def test_our_own_sheet_says_all_it_shows(walk: Advisor, tmp_path: Path) -> None:
    """A sheet that was written and not filled in reads back as what stood in it."""
    path = tmp_path / "new.xlsx"
    write_sheet(path, walk.pack, read(walk, ORDER), "fab_network", (200,))

    assert [key.text for key, _ in read_sheet(path, walk.pack).entries] == ["pathway", "currency"]


def test_a_title_merged_over_the_columns_is_passed_over(sheets: Sheets) -> None:
    """A title and a line below it, each in a cell merged over all columns, are no header; faults keep the rows of the sheet."""

    def titled(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"], sheet["B6"] = "Orders December", "of the studio", "lots"
        sheet.merge_cells("A1:E1")
        sheet.merge_cells("A2:E2")

    sheets.write(titled, at="A4")
    said, *found = sheets.read()

    assert said.said.endswith("its header is row 4, below `Orders December`, `of the studio`")
    assert [one.refused for one in found] == [0, 1, 0]
    assert found[1].faults[0].at == Place("o.xlsx", 6, 2)


def test_a_cover_before_the_orders_is_passed_over_and_told(pack: Pack, tmp_path: Path) -> None:
    """The first sheet whose columns are known is read; where none has any, the first that is not hidden."""
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    book.active["A1"] = "Joinery Huber"
    for cells in (HEAD, *ROWS):
        (book["Orders"] if "Orders" in book.sheetnames else book.create_sheet("Orders")).append(cells)
    book.save(tmp_path / "o.xlsx")
    reader = Advisor(pack).reader()
    tables = TableReader(reader, reader.names, TableOptions())
    with (tmp_path / "o.xlsx").open("rb") as stream:
        said, *entries = tables.read(stream, "o.xlsx", "excel")

    assert "read the sheet `Orders`" in said.said
    assert "not its other sheets: `Cover`" in said.said
    assert [one.order and one.order.id for one in entries] == ["a", "b", "c"]
