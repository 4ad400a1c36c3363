"""One order at many values, as a frame that the columnar engine answers row for row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from advisor.advice import Advisor
from advisor.columnar import frame_of, series_of
from advisor.columnar.frame import ROW
from advisor.ir import Possible
from advisor.trace import Order

Answers = Callable[[pl.DataFrame], pl.DataFrame]
"""Answers a frame of orders, row for row, with at least `pathway` and `option`."""


def columnar(advisor: Advisor) -> Answers:
    """Return the columnar engine's answers, as far as flips and sweeps read them."""
    return lambda orders: advisor.columnar.decide(orders, ("pathway", "option"))


def rows(advisor: Advisor, order: Order, tried: Sequence[pl.Series]) -> pl.DataFrame:
    """Return a row for each try: the order, its quotes included, with some facts' columns laid over it."""
    stale = {_fact_of(one) for one in tried}
    base = frame_of(advisor.pack, [order]).drop(ROW).get_columns()
    return pl.DataFrame([*(one.new_from_index(0, len(tried[0])) for one in base if _fact_of(one) not in stale), *tried])


def _fact_of(column: pl.Series) -> str:
    return column.name.partition(".")[0]


def columns_at(advisor: Advisor, path: str, values: Sequence[Possible]) -> list[pl.Series]:
    """Return the columns of a fact of the order at some values."""
    return series_of(advisor.pack.facts[path.removeprefix("order.")], values)


def numbers_at(path: str, values: Sequence[int]) -> pl.Series:
    """Return the column of a number of the order at some values."""
    return pl.Series(path.removeprefix("order."), values, pl.Int64)
