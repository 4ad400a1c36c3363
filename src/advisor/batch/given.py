"""What many orders say, as columns: what is given, null where a fact is not said, and the engine's orders made of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from advisor.batch.codec import coded, decoded, schema_of
from advisor.batch.entry import AS_OF, QUOTES, SHARED
from advisor.batch.given_text import quotes_text, shared_text
from advisor.columnar import Orders
from advisor.columnar.column import ORDER, Array, ChoiceColumn, NumberColumn, number_column
from advisor.ir import FactType, Kind
from advisor.trace import Order

ID = "id"
_NUMBERS = (Kind.NUMBER, Kind.DATE)


def own(name: str) -> str:
    """Return the column of what is no fact, which no fact's column can be called."""
    return f"={name}"


def columns_of(fact: FactType) -> dict[str, Any]:
    """Return the columns of a fact in a frame of what is given, with their types."""
    return {column_of(fact, part): dtype for part, dtype in schema_of(fact).items()}


def column_of(fact: FactType, part: str) -> str:
    """Return the name of the column that holds one part of a fact's values."""
    return fact.name if part in ("choices", "text") else f"{fact.name}.{part}"


def given_of(orders: Sequence[Order], facts: Iterable[FactType]) -> pl.DataFrame:
    """Return what orders say as columns."""
    told: dict[str, pl.Series] = {
        own(ID): pl.Series([order.id for order in orders], dtype=pl.String),
        own(AS_OF): pl.Series([order.as_of for order in orders], dtype=pl.Date),
        own(SHARED): pl.Series([shared_text(order) for order in orders], dtype=pl.String),
        own(QUOTES): pl.Series([quotes_text(order) for order in orders], dtype=pl.String),
    }
    for fact in facts:
        path = f"order.{fact.name}"
        columns = columns_of(fact)
        nothing = (None,) * len(columns)
        values = [order.given.get(path) for order in orders]
        rows = [nothing if value is None else coded(value, fact) for value in values]
        for index, (name, dtype) in enumerate(columns.items()):
            told[name] = pl.Series([row[index] for row in rows], dtype=dtype)
    return pl.DataFrame(told)


def orders_in(given: pl.DataFrame, facts: Mapping[str, FactType], derived: Collection[str] = frozenset()) -> Orders:
    """Return what is given as the orders that the columnar engine reads. facts: by name.

    derived: paths of facts that rules may derive.
    """
    told: dict[str, NumberColumn | ChoiceColumn] = {}
    also: dict[str, tuple[NumberColumn | ChoiceColumn, Array]] = {}
    for fact in facts.values():
        names = list(columns_of(fact))
        if names[0] not in given.columns or given[names[0]].null_count() == given.height:
            continue
        path, is_said = f"order.{fact.name}", given[names[0]].is_not_null()
        found = _column([given[name] for name in names], fact)
        if path in derived:
            also[path] = (found, True if is_said.all() else is_said.to_numpy())
        else:
            told[path] = found
    return Orders(count=given.height, facts=told, given=also)


def _column(parts: Sequence[pl.Series], fact: FactType) -> NumberColumn | ChoiceColumn:
    """Return the possible values of a fact in every row, those of one that nobody says where it is null."""
    value = fact.domain
    filled = [_filled(part, one) for part, one in zip(parts, coded(value, fact), strict=True)]
    if fact.kind in _NUMBERS:
        return number_column(ORDER, *(part.to_numpy() for part in filled))
    codes, distinct = _distinct(filled)
    return ChoiceColumn(ORDER, codes, tuple(decoded(row, fact) for row in distinct))


def _distinct(parts: Sequence[pl.Series]) -> tuple[Array, Sequence[tuple[Any, ...]]]:
    """Return for each row the place of its values among the distinct ones, and those."""
    names = [f"{place}" for place in range(len(parts))]
    rows = pl.DataFrame([part.alias(name) for name, part in zip(names, parts, strict=True)])
    distinct = rows.unique(maintain_order=True)
    places = distinct.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("place"))
    return rows.join(places, on=names, how="left", maintain_order="left")["place"].to_numpy(), distinct.rows()


def _filled(column: pl.Series, value: int | bool | str) -> pl.Series:  # noqa: FBT001  # a value of the column
    return column.fill_null(value) if not isinstance(value, bool) else column.fill_null(value=value)
