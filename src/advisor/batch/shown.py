"""What a sheet shows of its cells beyond the values that the reader of workbooks gives."""

from __future__ import annotations

from decimal import Decimal
from typing import IO, Any
from xml.parsers.expat import ParserCreate

from msgspec import Struct, field

from advisor.batch.notation import MARKS, Locale
from advisor.batch.number_format import Format, section
from advisor.batch.sheet_typed import DIGITS, cell_text
from advisor.batch.source import PIECE

Cell = tuple[int, int]
"""Row and column of a cell, from 0."""
UNWORKED = "a formula that was not worked out"


class Shown(Struct):
    """What one sheet shows.

    broken: cell -> what it holds in place of a value. formats: cell -> the sections of its number format, where they show more than
    the number. rows, columns: those that are hidden.
    """

    broken: dict[Cell, str] = field(default_factory=dict)
    formats: dict[Cell, tuple[Format, ...]] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)


def parse_xml(part: IO[bytes], reader: Any) -> None:  # noqa: ANN401  # whatever takes down elements
    """Read a part of XML, telling the reader each element and text; an entity is refused."""
    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reader.begin, reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = _refuse_entity
    while piece := part.read(PIECE):
        parser.Parse(piece, False)  # noqa: FBT003  # expat takes it by place only
    parser.Parse(b"", True)  # noqa: FBT003  # as above


def _refuse_entity(*_: object) -> None:
    raise ValueError("it declares an entity of XML")


Wrong = tuple[str, str]
"""Why a cell cannot be read, and the cure."""


def fault_of_cell(told: str) -> Wrong:
    """Return what is wrong with a cell that holds an error, or a formula without a value."""
    if told.startswith("an error"):
        return f"the cell holds {told}", "mend its formula, or write the value itself"
    return f"the cell holds {told}", "open the workbook, let it calculate and save it, or write the value itself"


def shown_text(value: object, formats: tuple[Format, ...], locale: Locale) -> str | Wrong:
    """Return a cell as its number format shows it, with all its digits."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # noqa: PLR0124  # not a number
        return cell_text(value, locale)
    form = section(formats, value)
    number = Decimal(f"{value:.{DIGITS}g}")
    shown = _plain(number.scaleb(form.scale), locale)
    if form.is_blank:
        return f"the cell holds {_plain(number, 'en')} and shows nothing", "give it a number format, or empty it"
    if form.scale < 0 and not (form.before or form.after):
        told = f"the cell holds {_plain(number, 'en')} and shows {_plain(number.scaleb(form.scale), 'en')}"
        return told, "give it a number format that shows the whole number"
    unit = form.after if form.after == "" or form.after in ("k", "K") else f" {form.after}"
    return f"{form.before} {shown}{unit}".strip()


def _plain(number: Decimal, locale: Locale) -> str:
    """Return a number as the locale writes it, without an exponent."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", MARKS[locale][1])
