"""An empty table of orders: a column for each fact that people are asked, its unit in the header, choices to pick from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from msgspec import Struct

from advisor.batch.output import write_bytes, write_workbook
from advisor.ir import FactType, Kind, Numbers, Pack
from advisor.order import OrderReader
from advisor.order.naming import Names
from advisor.render.as_typed import typed
from advisor.render.tender import pack_tender
from advisor.value.unit import DAYS, LENGTH, MASS, MONEY, VOLUME

_ROWS = 1_000
"""How many rows have their choices to pick from."""
LIST_LENGTH = 255
"""How many characters a list of choices may have in a sheet."""
_UNITS = {DAYS: "days", LENGTH: "mm", VOLUME: "cm3", MASS: "g"}
_AMOUNT = "120"
"""An example of how many are ordered."""


class Asked(Struct, frozen=True, kw_only=True):
    """One column: its header, an example, what to write, and what may be picked."""

    header: str
    example: str = ""
    help: str = ""
    choices: tuple[str, ...] = ()


def write_template(path: str, reader: OrderReader) -> None:
    """Write the table, as an Excel sheet or as CSV, whole or not at all.

    Raises:
        MissingExtraError: xlsxwriter is not installed.
        OutputError: the file could not be written.
    """
    asked = [Asked(header="id", example="example-1", help="A name of your own for the order."), *_columns(reader)]
    if PurePath(path).suffix.lower() == ".xlsx":
        write_workbook(path, lambda book: _fill(book, asked))
    else:
        write_bytes(path, _csv(asked))


def _columns(reader: OrderReader) -> Iterator[Asked]:
    """Yield a column for each fact that people are asked."""
    names = reader.names
    asked = {fact.name: fact for fact in reader.facts.values() if fact.question}
    for fact in asked.values():
        header = _header(fact, names, reader.pack.currency)
        yield Asked(
            header=header, example=_example(fact, reader.pack, is_bare=header != fact.name),
            help=" ".join((fact.question, fact.help, _notation(fact))).strip(), choices=_choices(fact),
        )  # fmt: skip


def _header(fact: FactType, names: Names, currency: str) -> str:
    """Return the fact's name, with a unit behind it if bare numbers are then read in that."""
    if fact.kind is not Kind.NUMBER or fact.unit is None:
        return fact.name
    word = currency.lower() if fact.unit.dimension == MONEY else _UNITS.get(fact.unit.dimension, "")
    header = f"{fact.name}_{word}" if word else fact.name
    target = names.target(header)
    return header if target is not None and target.name == fact.name else fact.name


def _example(fact: FactType, pack: Pack, *, is_bare: bool) -> str:
    if f"{fact.of}.{fact.name}" == pack.roles.amount:
        return _AMOUNT
    if not isinstance(fact.domain, Numbers) or fact.effort > 1:
        return ""
    text = typed(Numbers(fact.domain.low, fact.domain.low), fact, pack_tender(pack))
    return "28" if is_bare and fact.is_in(DAYS) else "" if is_bare else text


def _choices(fact: FactType) -> tuple[str, ...]:
    if fact.kind is Kind.FLAG:
        return ("true", "false")
    return tuple(fact.words) if fact.kind is Kind.CHOICE else ()


def _notation(fact: FactType) -> str:
    match fact.kind:
        case Kind.SET:
            return f"Any of these, with | between them, or none: {', '.join(fact.words)}."
        case Kind.CHOICE:
            return f"One of: {', '.join(fact.words)}."
        case Kind.NUMBER | Kind.DATE:
            return "A number, or a range such as 80..150" + (", or none." if fact.none_words else ".")
        case _:
            return ""


def _csv(asked: list[Asked]) -> bytes:
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(one.header for one in asked)
    writer.writerow(one.example for one in asked)
    return held.getvalue().encode()


def _fill(book: Any, asked: list[Asked]) -> None:  # noqa: ANN401  # xlsxwriter has no types
    sheet, notes = book.add_worksheet("Orders"), book.add_worksheet("How to fill in")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 1)
    notes.set_column(0, 0, 28)
    notes.set_column(1, 1, 100)
    for at, one in enumerate(asked):
        sheet.write_string(0, at, one.header, bold)
        sheet.set_column(at, at, max(12, len(one.header) + 2))
        if one.example.isdecimal():
            sheet.write_number(1, at, int(one.example))
        elif one.example:
            sheet.write_string(1, at, one.example)
        notes.write_string(at, 0, one.header, bold)
        notes.write_string(at, 1, one.help, wrapped)
        if one.choices:
            _let_pick(book, sheet, at, one)


def _let_pick(book: Any, sheet: Any, at: int, one: Asked) -> None:  # noqa: ANN401  # xlsxwriter has no types
    """Let the cells below a header be picked; a long list stands in a sheet of its own."""
    source: Any = list(one.choices)
    if len(",".join(one.choices)) > LIST_LENGTH:
        lists = book.get_worksheet_by_name("Choices") or book.add_worksheet("Choices")
        lists.hide()
        for row, choice in enumerate(one.choices):
            lists.write_string(row, at, choice)
        from xlsxwriter.utility import xl_range_abs

        source = f"=Choices!{xl_range_abs(0, at, len(one.choices) - 1, at)}"
    sheet.data_validation(1, at, _ROWS, at, {"validate": "list", "source": source, "error_type": "warning"})
