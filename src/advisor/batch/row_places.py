"""Where the orders of a table are, by the places that its rows name: how money and days are written there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from advisor.batch.cell import TableColumn
from advisor.batch.sheet import Sheet
from advisor.order import OrderReader
from advisor.order.whereabouts import here_by
from advisor.value.currency import is_of_several
from advisor.value.here import Here, has_feast
from advisor.value.unit import DAYS, MONEY
from advisor.yaml.node import MappingNode, Node, Scalar

_LOOKED = 1000
"""Among how many rows it is looked whether anything hangs on a place."""
_SLASHED = re.compile(r"[0-9]{1,2}/[0-9]{1,2}(?:/(?:[0-9]{2}|[0-9]{4}))?")


def with_places(columns: tuple[TableColumn, ...], sheet: Sheet, reader: OrderReader) -> tuple[TableColumn, ...]:
    """Return columns of money and days that know how these are written where the orders of a table are, if a cell hangs on it."""
    if reader.strict:
        return columns
    hanging = [at for at, one in enumerate(columns) if _may_hang(one)]
    rows = islice(sheet.body("en"), _LOOKED) if hanging else ()
    if not any(_hangs(row.cells[at], columns[at]) for row in rows for at in hanging if at < len(row.cells)):
        return columns
    here = _here(columns, sheet, reader)
    return tuple(replace(one, here=here) if at in hanging else one for at, one in enumerate(columns))


def _may_hang(column: TableColumn) -> bool:
    fact = column.target.fact if column.target else None
    return fact is not None and (fact.is_in(MONEY) or fact.is_in(DAYS))


def _hangs(cell: str, column: TableColumn) -> bool:
    """Return whether what a cell says hangs on where one is."""
    fact, unit = (column.target.fact, column.target.unit) if column.target else (None, "")
    is_money = fact is not None and fact.is_in(MONEY)
    return is_of_several(f"{cell} {unit}") if is_money else bool(_SLASHED.fullmatch(cell.strip())) or has_feast(cell)


def _here(columns: Sequence[TableColumn], sheet: Sheet, reader: OrderReader) -> Here:
    """Return how one writes in all the places that rows name, and the studio that they share."""
    roles, at = reader.pack.lexicon.roles, columns[0].at
    named = {str(index): one.target.name for index, one in enumerate(columns) if one.target}
    places = {index: name for index, name in named.items() if name in (roles.home, roles.away)}
    entries = [(name, cell) for name, cell in _cells(places, sheet, len(columns))] + list(reader.sets)
    node = MappingNode(
        tuple((Scalar(name, plain=True, at=at), Scalar(cell, plain=True, at=at)) for name, cell in entries),
        flow=False, at=at,
    )  # fmt: skip
    blocks: tuple[Node | None, ...] = (node, reader.studio)
    return here_by(blocks, reader)


def _cells(places: dict[str, str], sheet: Sheet, width: int) -> Iterator[tuple[str, str]]:
    """Yield what stands in the columns of places, each text once in a piece."""
    for piece in sheet.pieces("en", width) if places else ():
        for index, name in places.items():
            yield from ((name, str(one)) for one in piece.cells[index].unique().drop_nulls())
