"""The quote sheet: an `.xlsx` that a supplier fills in. `quote_filled` reads it back.

Each row asks for one thing. The first column names it for the machine, so that reading back is exact whatever becomes of
the labels. What is filled in is said as people say it, and read so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from msgspec import Struct

from advisor.batch.output import write_workbook
from advisor.ir import FactType, Kind, Pack
from advisor.meaning.path import name_in
from advisor.trace import Order

TITLE = "Quote"
BREAK = "price_breaks."
"""Begins the machine's name of a price at one quantity."""
KEY_COLUMN, LABEL_COLUMN, VALUE_COLUMN, HELP_COLUMN = range(4)
FIRST_ROW = 4
_OWN = {
    "pathway": "pathway (leave as it is)",
    "supplier": "your name",
    "process": "process you would use",
    "currency": "currency of all prices below",
    "reference": "your reference",
    "valid_until": "the quote stands until",
}
_WORDS = {"days": "days", "units": "units", "share": "percent, such as 30", "money": "in the currency above"}


class QuoteRow(Struct, frozen=True, kw_only=True):
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
    title = f"Quote for order {order.id}: {pack.pathways[pathway].name}"
    write_workbook(str(path), lambda book: _fill(book, quote_rows(pack, pathway, quantities), title))


def quote_rows(pack: Pack, pathway: str, quantities: Sequence[int]) -> tuple[QuoteRow, ...]:
    """Return what a sheet asks, from top to bottom: who quotes, the price at each quantity, then the facts the pack asks for."""
    processes = tuple(label for name, label in pack.facts["process"].words.items() if name != "any")
    said = {"pathway": pack.pathways[pathway].name, "currency": pack.currency}
    own = [
        QuoteRow(key=key, label=label, help="", choices=processes if key == "process" else (), said=said.get(key, ""))
        for key, label in _OWN.items()
    ]
    breaks = [
        QuoteRow(
            key=f"{BREAK}{one}",
            label=f"{pack.facts[name_in(pack.roles.unit_price)].label} at {one:,} units",
            help=_WORDS["money"],
        )
        for one in quantities
    ]
    return (*own, *breaks, *(_row(pack.facts[name]) for name in pack.asks if name in pack.facts))


def ladder(pack: Pack) -> str:
    """Return the key under which a quote says its prices by quantity: the other name of its price, if it has one."""
    fact = pack.facts[name_in(pack.roles.unit_price)]
    return next(iter(fact.also), fact.name)


def _row(fact: FactType) -> QuoteRow:
    helps = _WORDS.get(fact.unit.name, fact.unit.name) if fact.unit else ""
    if fact.kind is Kind.SET:
        helps = f"any of: {', '.join(fact.words.values())}"
    if fact.kind is Kind.FLAG:
        return QuoteRow(key=fact.name, label=fact.label, help="", choices=("yes", "no"))
    choices = tuple(fact.words.values()) if fact.kind is Kind.CHOICE else ()
    return QuoteRow(key=fact.name, label=fact.label, help=helps, choices=choices)


def _lay_out(sheet: Any, title: str, head: Any) -> None:  # noqa: ANN401  # xlsxwriter has no types
    """Set the columns of a sheet in which only what is asked can be written, and say above them what it is for. head: a format."""
    sheet.protect("", {"format_columns": True, "format_rows": True})
    for column, width in ((KEY_COLUMN, 14), (LABEL_COLUMN, 44), (VALUE_COLUMN, 26), (HELP_COLUMN, 44)):
        sheet.set_column(column, column, width)
    sheet.write_string(0, LABEL_COLUMN, title, head)
    sheet.write_string(
        1,
        LABEL_COLUMN,
        "Fill in the yellow cells; leave out what does not apply. A price of 0 says that it costs nothing extra.",
    )


def _fill(book: Any, asked: Iterable[QuoteRow], title: str) -> None:  # noqa: ANN401  # xlsxwriter has no types
    from xlsxwriter.utility import xl_range_abs

    sheet = book.add_worksheet(TITLE)
    head, small = (
        book.add_format({"bold": True, "font_size": 14}),
        book.add_format({"font_color": "#888888", "font_size": 8}),
    )
    fill = book.add_format({"locked": False, "bg_color": "#FFF8DC", "border": 1, "align": "left"})
    _lay_out(sheet, title, head)
    lists = book.add_worksheet("Choices")
    lists.hide()
    for number, row in enumerate(asked, start=FIRST_ROW):
        sheet.write_string(number, KEY_COLUMN, row.key, small)
        sheet.write_string(number, LABEL_COLUMN, row.label)
        sheet.write(number, VALUE_COLUMN, row.said or None, fill)
        sheet.write_string(number, HELP_COLUMN, row.help, small)
        if row.choices:
            lists.write_row(number, 0, row.choices)
            source = f"=Choices!{xl_range_abs(number, 0, number, len(row.choices) - 1)}"
            sheet.data_validation(number, VALUE_COLUMN, number, VALUE_COLUMN, {"validate": "list", "source": source})
