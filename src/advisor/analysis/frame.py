"""One order at many values, answered row for row by the columnar engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import polars as pl

from advisor.advice import Advisor
from advisor.columnar import Orders, repeated
from advisor.ir import Possible
from advisor.trace import Order

Answers = Callable[[Orders], pl.DataFrame]
"""Answers orders, row for row, with at least `pathway` and `option`."""


def variants(advisor: Advisor, order: Order, values: Mapping[str, Sequence[Possible] | np.ndarray]) -> Orders:
    """Return an order, its quotes included, with other values of some facts, as many of each as there are rows."""
    found = repeated(advisor.pack, order, max(map(len, values.values())))
    for path, own in values.items():
        found = found.with_fact(advisor.pack, path, own)
    return found


def columnar(advisor: Advisor) -> Answers:
    """Return the columnar engine's answers, as far as flips and sweeps read them."""
    return lambda orders: advisor.columnar.decide(orders, ("pathway", "option"))
