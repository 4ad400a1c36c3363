"""The quote sheet: an `.xlsx` that a supplier fills in, and its reading back as the quote that YAML would have given.

Each row asks for one thing. The first column names it for the machine, so that reading back is exact whatever becomes of
the labels; a number is read as the decimal it shows, never reckoned with as a float.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from advisor.batch.output import write_bytes
from advisor.errors import MissingExtraError, OrderError, Place
from advisor.ir import FactType, Kind, Pack, Unit
from advisor.trace import Order
from advisor.yaml.fields import Faults
from advisor.yaml.node import Mapping, Node, Scalar
from advisor.yaml.node import Sequence as SequenceNode

TITLE = "Quote"
BREAK = "price_breaks."
"""Begins the machine's name of a price at one quantity."""
KEY, LABEL, VALUE, HELP = range(4)
FIRST_ROW = 4
FIRST_SHEET = "xl/worksheets/sheet1.xml"
ERROR_CELL = re.compile(rb'<c r="([A-Z])([0-9]+)"[^>]*\bt="e"')
OWN = {
    "pathway": "pathway (leave as it is)",
    "supplier": "your name",
    "process": "process you would use",
    "currency": "currency of all prices below",
    "reference": "your reference",
    "valid_until": "the quote stands until",
}
WORDS = {"days": "days", "units": "units", "share": "percent, such as 30", "money": "in the currency above"}
PLACES = 2
MISSING = "Excel sheets need an extra: pip install 'advisor[excel]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing to fill in. choices: what may be picked; said: what stands there already."""

    key: str
    label: str
    help: str
    choices: tuple[str, ...] = ()
    said: str = ""


def can_write() -> bool:
    """Return whether the library that writes sheets is installed."""
    return find_spec("xlsxwriter") is not None


# --- writing ----------------------------------------------------------------------------------------------------------
def write_sheet(path: Path, pack: Pack, order: Order, pathway: str, quantities: Sequence[int]) -> None:
    """Write the sheet for one pathway, whole or not at all. quantities: those at which a price is asked.

    Raises:
        MissingExtraError: xlsxwriter is not installed.
        OutputError: the file could not be written.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError(MISSING) from error
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        _fill(book, rows(pack, pathway, quantities), f"Quote for order {order.id}: {pack.pathways[pathway].name}")
    write_bytes(str(path), held.getvalue())


def rows(pack: Pack, pathway: str, quantities: Sequence[int]) -> tuple[Row, ...]:
    """Return what a sheet asks, from top to bottom: who quotes, the price at each quantity, then the facts the pack asks for."""
    processes = tuple(name for name in pack.facts["process"].words if name != "any")
    said = {"pathway": pathway, "currency": pack.currency}
    own = [
        Row(key=key, label=label, help="", choices=processes if key == "process" else (), said=said.get(key, ""))
        for key, label in OWN.items()
    ]
    breaks = [
        Row(key=f"{BREAK}{one}", label=f"{pack.facts['unit_cost'].label} at {one:,} units", help=WORDS["money"])
        for one in quantities
    ]
    return (*own, *breaks, *(_row(pack.facts[name]) for name in pack.asks if name in pack.facts))


def _row(fact: FactType) -> Row:
    helps = WORDS.get(fact.unit.name, fact.unit.name) if fact.unit else ""
    if fact.kind is Kind.SET:
        helps = f"any of: {', '.join(fact.words)}"
    if fact.kind is Kind.FLAG:
        return Row(key=fact.name, label=fact.label, help="", choices=("true", "false"))
    choices = tuple(fact.words) if fact.kind is Kind.CHOICE else ()
    return Row(key=fact.name, label=fact.label, help=helps, choices=choices)


def _fill(book: Any, asked: Iterable[Row], title: str) -> None:  # noqa: ANN401  # xlsxwriter has no types
    from xlsxwriter.utility import xl_range_abs

    sheet = book.add_worksheet(TITLE)
    head, small = (
        book.add_format({"bold": True, "font_size": 14}),
        book.add_format({"font_color": "#888888", "font_size": 8}),
    )
    fill = book.add_format({"locked": False, "bg_color": "#FFF8DC", "border": 1, "align": "left"})
    sheet.protect("", {"format_columns": True, "format_rows": True})
    for column, width in ((KEY, 14), (LABEL, 44), (VALUE, 26), (HELP, 44)):
        sheet.set_column(column, column, width)
    sheet.write_string(0, LABEL, title, head)
    sheet.write_string(
        1,
        LABEL,
        "Fill in the yellow cells; leave out what does not apply. A price of 0 says that it costs nothing extra.",
    )
    lists = book.add_worksheet("Choices")
    lists.hide()
    for number, row in enumerate(asked, start=FIRST_ROW):
        sheet.write_string(number, KEY, row.key, small)
        sheet.write_string(number, LABEL, row.label)
        sheet.write(number, VALUE, row.said or None, fill)
        sheet.write_string(number, HELP, row.help, small)
        if row.choices:
            lists.write_row(number, 0, row.choices)
            source = f"=Choices!{xl_range_abs(number, 0, number, len(row.choices) - 1)}"
            sheet.data_validation(number, VALUE, number, VALUE, {"validate": "list", "source": source})


# --- reading ----------------------------------------------------------------------------------------------------------
def read_sheet(path: Path, pack: Pack) -> Mapping:
    """Return what a filled sheet says, as the mapping of a quote.

    Raises:
        MissingExtraError: python-calamine is not installed.
        OrderError: it is no sheet of ours, or cells in it cannot be read; with every fault in it.
    """
    faults, cells = Faults(), _cells(path)
    found = {key: (number, value) for number, key, value in _keyed(cells)}
    if "pathway" not in found:
        cure = "write one with `advisor rfq`, and keep its first column"
        faults.add(Place(str(path), 1, 1), "this is no quote sheet: its first column names nothing", cure)
        raise OrderError(faults.found)
    reading = _Reading(path, pack, str(found.get("currency", (0, ""))[1]).strip() or pack.currency, faults)
    entries: list[tuple[Scalar, Node]] = []
    breaks: list[tuple[Scalar, Node]] = []
    for key, (number, value) in found.items():
        node = reading.node(key, number, value)
        if node is not None:
            place = Place(str(path), number, KEY + 1)
            name = key.removeprefix(BREAK)
            (breaks if key.startswith(BREAK) else entries).append((Scalar(name, plain=True, at=place), node))
    for number, column in _errors(path):
        told = "the cell holds an error of the sheet"
        faults.add(Place(str(path), number, column), told, "write the number itself")
    if faults.found:
        raise OrderError(faults.found)
    at = Place(str(path), FIRST_ROW + 1, 1)
    if breaks:
        entries.append(
            (Scalar("price_breaks", plain=True, at=breaks[0][0].at), Mapping(tuple(breaks), flow=False, at=at))
        )
    return Mapping(tuple(entries), flow=False, at=at)


def _cells(path: Path) -> list[list[Any]]:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError as error:
        raise MissingExtraError(MISSING) from error
    try:
        with path.open("rb") as stream:
            cells: list[list[Any]] = (
                CalamineWorkbook.from_filelike(stream).get_sheet_by_index(0).to_python(skip_empty_area=False)
            )
    except OSError as error:
        faults = Faults()
        faults.add(Place(str(path)), f"cannot be read: {(error.strerror or str(error)).lower()}")
        raise OrderError(faults.found) from error
    except (CalamineError, ValueError, IndexError) as error:
        faults = Faults()
        faults.add(
            Place(str(path)), "this is no Excel sheet that can be read", "fill in the `.xlsx` that `advisor rfq` wrote"
        )
        raise OrderError(faults.found) from error
    return cells


def _errors(path: Path) -> Iterator[tuple[int, int]]:
    """Yield row and column of the cells that hold an error: calamine gives them as empty, and nothing may be lost."""
    with ZipFile(path) as book:
        raw = book.read(FIRST_SHEET) if FIRST_SHEET in book.namelist() else b""
    for found in ERROR_CELL.finditer(raw):
        yield int(found[2]), ord(found[1]) - ord("A") + 1


def _keyed(cells: list[list[Any]]) -> Iterator[tuple[int, str, Any]]:
    """Yield row number, from 1, the machine's name and the value of each row that has a name and a value."""
    for number, row in enumerate(cells[FIRST_ROW:], start=FIRST_ROW + 1):
        if len(row) > VALUE and isinstance(row[KEY], str) and row[KEY] and row[VALUE] not in ("", None):
            yield number, row[KEY], row[VALUE]


@dataclass(frozen=True, slots=True)
class _Reading:
    path: Path
    pack: Pack
    currency: str
    faults: Faults

    def node(self, key: str, number: int, value: Any) -> Node | None:  # noqa: ANN401  # whatever a cell holds
        """Return a cell as YAML would give it, or None after a report."""
        at = Place(str(self.path), number, VALUE + 1)
        fact = self.pack.facts.get("unit_cost" if key.startswith(BREAK) else key)
        if fact is not None and fact.kind is Kind.SET and isinstance(value, str):
            return SequenceNode(
                tuple(Scalar(one.strip(), plain=True, at=at) for one in value.split(",") if one.strip()),
                flow=True,
                at=at,
            )
        text = self._text(value, fact.unit if fact else None, at)
        return None if text is None else Scalar(text, plain=True, at=at)

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
        places = PLACES if name in ("money", "share") else 0
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
