"""What a sheet shows of its cells beyond the values that the reader of workbooks gives."""

from __future__ import annotations

from typing import IO, Any
from xml.parsers.expat import ParserCreate

from msgspec import Struct, field

from advisor.batch.number_format import Format
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
