"""What many orders say, as columns: what is given, null where a fact is not said, and the orders frame made of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from advisor.batch.column import coded, schema_of
from advisor.estimate import unsaid
from advisor.ir import FactType, Kind
from advisor.trace import Order

ID, AS_OF, SHARED, QUOTES = "id", "as_of", "shared", "quotes"
"""What an order says beside its facts; shared: the facts that its studio says, each with its place; quotes: how many."""
_NUMBERS = (Kind.NUMBER, Kind.DATE)


def own(name: str) -> str:
    """Return the column of what is no fact, which no fact's column can be called."""
    return f"={name}"


def columns_of(fact: FactType) -> dict[str, Any]:
    """Return the columns of a fact in a frame of what is given, with their types."""
    return {column_of(fact, part): dtype for part, dtype in schema_of(fact).items()}


def column_of(fact: FactType, part: str) -> str:
    """Return the name of the column that holds one part of a fact's values."""
    return fact.name if part in ("mask", "text") else f"{fact.name}.{part}"


def shared_text(order: Order) -> str:
    """Return the facts that an order's studio says, each with its place."""
    return "|".join(f"{path.removeprefix('order.')}@{order.origins[path]}" for path in order.shared)


def given_of(orders: Sequence[Order], facts: Iterable[FactType]) -> pl.DataFrame:
    """Return what orders say as columns."""
    told: dict[str, pl.Series] = {
        own(ID): pl.Series([order.id for order in orders], dtype=pl.String),
        own(AS_OF): pl.Series([order.as_of for order in orders], dtype=pl.Date),
        own(SHARED): pl.Series([shared_text(order) for order in orders], dtype=pl.String),
        own(QUOTES): pl.Series([str(len(order.quotes)) if order.quotes else "" for order in orders], dtype=pl.String),
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


def orders_frame(
    given: pl.DataFrame, facts: Mapping[str, FactType], derived: Collection[str] = frozenset()
) -> pl.DataFrame:
    """Return the orders frame that the columnar engine reads. facts: by name; a fact that no row says has no column.

    derived: paths of facts that rules may derive; they are null where they are not given.
    """
    told: list[pl.Series] = []
    for fact in facts.values():
        names = list(columns_of(fact))
        if names[0] not in given.columns or given[names[0]].null_count() == given.height:
            continue
        if fact.kind is Kind.TEXT:
            told.append((given[fact.name].fill_null("").str.len_bytes() > 0).alias(f"{fact.name}.said"))
            continue
        if f"order.{fact.name}" in derived:
            own_values = [given[name] for name in names]
            told.extend(_numbers(own_values, fact) if fact.kind in _NUMBERS else own_values)
            continue
        filled = [_filled(given[name], one) for name, one in zip(names, coded(unsaid(fact), fact), strict=True)]
        told.extend(_numbers(filled, fact) if fact.kind in _NUMBERS else filled)
    return pl.DataFrame(told) if told else pl.DataFrame(height=given.height)


def _filled(column: pl.Series, value: int | bool) -> pl.Series:  # noqa: FBT001  # a value of the column
    return column.fill_null(value) if not isinstance(value, bool) else column.fill_null(value=value)


def _numbers(columns: Sequence[pl.Series], fact: FactType) -> list[pl.Series]:
    """Return one column if every row knows the number, else its ends, and whether it may be `none` if any may."""
    low, high, none = columns
    if (low == high).all() and not none.any():
        return [low.alias(fact.name)]
    return [low, high, none] if none.any() else [low, high]
