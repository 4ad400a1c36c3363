"""The reading back of a quote sheet that a supplier filled in, as the quote that YAML would have given.

A number is read as the decimal that the sheet shows, never reckoned with as a float; what cannot be known is refused at its cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from advisor.batch.number_format import Format, section
from advisor.batch.quote_sheet import BREAK, KEY_COLUMN, TITLE, VALUE_COLUMN, ladder
from advisor.batch.sheet_excel import need_reader, open_workbook, unreadable_workbook
from advisor.batch.shown import Shown, fault_of_cell, shown_text
from advisor.batch.source import open_file
from advisor.batch.workbook import shown_in
from advisor.errors import FaultsError, OrderError, Place
from advisor.ir import Kind, Pack, Unit
from advisor.meaning.path import name_in
from advisor.yaml.fields import Faults
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode
from advisor.yaml.text import quoted

_PLACES = 2
Merge = tuple[tuple[int, int], tuple[int, int]]


class _Filled(Struct, frozen=True, kw_only=True):
    """The sheet as it was filled in: its cells from A1, what it shows of them, and which are merged."""

    cells: list[list[Any]]
    shown: Shown
    merges: tuple[Merge, ...]


def read_sheet(path: Path, pack: Pack) -> MappingNode:
    """Return what a filled sheet says, as the mapping of a quote.

    Raises:
        MissingExtraError: python-calamine is not installed.
        OrderError: it is no sheet of ours, or cells in it cannot be read; with every fault in it.
    """
    filled, faults = _filled(path), Faults()
    found = _keyed(filled, path, faults)
    if "pathway" not in found:
        cure = "write one with `advisor rfq`, and keep its first column"
        faults.add(Place(str(path), 1, 1), "this is no quote sheet: its first column names nothing", cure)
        raise OrderError(sorted(faults.found))
    currency = str(found.get("currency", (0, ""))[1]).strip() or pack.currency
    reading = _Reading(path, pack, currency, faults, filled.shown)
    entries, breaks = _entries(found, reading)
    if faults.found:
        raise OrderError(sorted(faults.found))
    at = Place(str(path), found["pathway"][0], 1)
    if breaks:
        key_node = Scalar(ladder(pack), plain=True, at=breaks[0][0].at)
        entries.append((key_node, MappingNode(tuple(breaks), flow=False, at=at)))
    return MappingNode(tuple(entries), flow=False, at=at)


def _filled(path: Path) -> _Filled:
    need_reader()
    cure = "fill in the `.xlsx` that `advisor rfq` wrote"
    try:
        stream = open_file(str(path))
    except FaultsError as error:
        raise OrderError([replace(one, help=cure) for one in error.faults]) from None
    try:
        with stream:
            filled = _sheet(stream, path)
    except FaultsError as error:
        raise OrderError([replace(one, help=cure) for one in error.faults]) from None
    if filled is None:
        faults = Faults()
        faults.add(Place(str(path)), "this is no `.xlsx`: what its cells show cannot be known", cure)
        raise OrderError(faults.found)
    return filled


def _sheet(stream: BinaryIO, path: Path) -> _Filled | None:
    """Return the sheet of ours, or else the first; None if the workbook does not tell what its cells show."""
    book = open_workbook(stream, str(path))
    sheet = book.get_sheet_by_name(TITLE) if TITLE in book.sheet_names else book.get_sheet_by_index(0)
    try:
        shown = shown_in(stream, sheet.name)
    except ValueError as error:
        raise unreadable_workbook(str(path), error) from None
    if shown is None:
        return None
    cells: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    for row, column in shown.broken:
        _widen(cells, row, column)
    return _Filled(cells=cells, shown=shown, merges=tuple(sheet.merged_cell_ranges or ()))


def _widen(cells: list[list[Any]], row: int, column: int) -> None:
    """Give a cell that the reader left out its place."""
    cells.extend([] for _ in range(row + 1 - len(cells)))
    cells[row].extend("" for _ in range(column + 1 - len(cells[row])))


def _entries(
    found: Mapping[str, tuple[int, Any]], reading: _Reading
) -> tuple[list[tuple[Scalar, Node]], list[tuple[Scalar, Node]]]:
    """Return what rows say as entries of a quote, and of its price breaks; what cannot be read is reported."""
    entries: list[tuple[Scalar, Node]] = []
    breaks: list[tuple[Scalar, Node]] = []
    for key, (number, value) in found.items():
        node = reading.node(key, number, value)
        if node is not None:
            place = Place(str(reading.path), number, KEY_COLUMN + 1)
            name = key.removeprefix(BREAK)
            (breaks if key.startswith(BREAK) else entries).append((Scalar(name, plain=True, at=place), node))
    return entries, breaks


def _keyed(filled: _Filled, path: Path, faults: Faults) -> dict[str, tuple[int, Any]]:
    """Return the machine's name -> row number, from 1, and value of each row that has a value; what would be lost is reported."""
    found: dict[str, tuple[int, Any]] = {}
    for number, row in enumerate(filled.cells, start=1):
        key = row[KEY_COLUMN].strip() if row and isinstance(row[KEY_COLUMN], str) else ""
        value = row[VALUE_COLUMN] if len(row) > VALUE_COLUMN else ""
        if isinstance(value, str):
            value = value.strip()
        wrong = _lost(filled, number - 1, key, is_filled=value not in ("", None))
        if wrong is not None:
            faults.add(Place(str(path), number, VALUE_COLUMN + 1), *wrong)
        elif not key or value in ("", None):
            continue
        elif key in found:
            told = f"{quoted(key)} is filled in twice, first in row {found[key][0]}"
            faults.add(Place(str(path), number, VALUE_COLUMN + 1), told, "empty one of the two cells")
        else:
            found[key] = (number, value)
    return found


def _lost(filled: _Filled, row: int, key: str, *, is_filled: bool) -> tuple[str, str] | None:
    """Return why a cell to be filled in says nothing that can be known, and the cure."""
    shown = filled.shown
    if (row, VALUE_COLUMN) in shown.broken:
        return fault_of_cell(shown.broken[row, VALUE_COLUMN])
    if is_filled and not key:
        return "the cell says something, and nothing in the first column names it", "keep the first column as it was"
    if is_filled and (row in shown.rows or VALUE_COLUMN in shown.columns):
        return "the cell is filled in and hidden", "unhide its row and column, or empty it"
    merge = next((one for one in filled.merges if _covers(one, row)), None)
    if key and merge is not None and (merge[0][0] < merge[1][0] or merge[0][1] < VALUE_COLUMN):
        return "the cell is merged with others", "unmerge it, and write in each cell what it says"
    return None


def _covers(merge: Merge, row: int) -> bool:
    (top, left), (bottom, right) = merge
    return top <= row <= bottom and left <= VALUE_COLUMN <= right


class _Reading(Struct, frozen=True):
    path: Path
    pack: Pack
    currency: str
    faults: Faults
    shown: Shown

    def node(self, key: str, number: int, value: Any) -> Node | None:  # noqa: ANN401  # whatever a cell holds
        """Return a cell as YAML would give it, or None after a report."""
        at = Place(str(self.path), number, VALUE_COLUMN + 1)
        fact = self.pack.facts.get(name_in(self.pack.roles.unit_price) if key.startswith(BREAK) else key)
        if fact is not None and fact.kind is Kind.SET and isinstance(value, str):
            return SequenceNode(
                tuple(Scalar(one.strip(), plain=True, at=at) for one in value.split(",") if one.strip()),
                flow=True,
                at=at,
            )
        formats = self.shown.formats.get((number - 1, VALUE_COLUMN))
        if formats and isinstance(value, int | float) and not isinstance(value, bool):
            text = self._formatted(value, formats, fact.unit if fact else None, at)
        else:
            text = self._text(value, fact.unit if fact else None, at)
        return None if text is None else Scalar(text, plain=True, at=at)

    def _formatted(self, value: float, formats: tuple[Format, ...], unit: Unit | None, at: Place) -> str | None:
        """Return a number with what its format shows beside it, such as percent or a currency; None after a report."""
        shown, form = shown_text(value, formats, "en"), section(formats, value)
        if not isinstance(shown, str):
            self.faults.add(at, *shown)
            return None
        if form.scale > 0:
            is_exact = self._number(Decimal(repr(value)).scaleb(form.scale).normalize(), unit, at) is not None
            return shown if is_exact else None
        return shown if form.before or form.after else self._text(value, unit, at)

    def _text(self, value: Any, unit: Unit | None, at: Place) -> str | None:  # noqa: ANN401  # whatever a cell holds
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, datetime | date):
            return (value.date() if isinstance(value, datetime) else value).isoformat()
        if isinstance(value, int | float):
            return self._number(Decimal(repr(value)), unit, at)
        text = str(value).strip()
        return (
            self._measured(text, unit)
            if text.replace(".", "").replace(",", "").replace("-", "").replace(" ", "").isdigit()
            else text
        )

    def _number(self, number: Decimal, unit: Unit | None, at: Place) -> str | None:
        name = unit.name if unit else ""
        places = _PLACES if name in ("money", "share") else 0
        try:
            exact = number.quantize(Decimal(1).scaleb(-places))
        except InvalidOperation:
            exact = None
        if exact is None or exact != number:
            told = "at most two decimals" if places else "a whole number"
            self.faults.add(at, f"expected {told}, got `{number}`", "round it yourself: it would change the price")
            return None
        if name == "share" and 0 < exact < 1:
            self.faults.add(at, f"`{number}` is less than one percent", "write 30 for 30 %")
            return None
        return self._measured(format(exact.normalize() if exact == exact.to_integral() else exact, "f"), unit)

    def _measured(self, text: str, unit: Unit | None) -> str:
        """Return a bare number with its unit."""
        match unit.name if unit else "":
            case "money":
                return f"{self.currency} {text}"
            case "days":
                return f"{text} days"
            case "share":
                return f"{text} %"
            case _:
                return text
