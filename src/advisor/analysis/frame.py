"""One order at many values, as a frame that the columnar engine answers row for row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from advisor import estimate
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


def rows(advisor: Advisor, order: Order, tries: Sequence[Mapping[str, Possible]]) -> pl.DataFrame:
    """Return a row for each try: the order, its quotes included, with the try's facts laid over it."""
    base = frame_of(advisor.pack, [order]).drop(ROW)
    tried = {path: advisor.pack.facts[path.removeprefix("order.")] for one in tries for path in one}
    stale = {
        f"{fact.name}{end}" for fact in tried.values() for end in ("", ".low", ".high", ".none", ".some", ".maybe")
    }
    columns = [column.new_from_index(0, len(tries)) for column in base.get_columns() if column.name not in stale]
    for path, fact in tried.items():
        unsaid = None if path in advisor.derived else estimate.unsaid(fact)
        own = order.given.get(path, unsaid)
        columns += series_of(fact, [one.get(path, own) for one in tries])
    return pl.DataFrame(columns)
