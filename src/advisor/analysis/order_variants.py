"""One order at many values, answered row for row by the columnar engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from advisor.advice import Advisor
from advisor.columnar import Orders, repeated
from advisor.columnar.winners import Winners, winners
from advisor.ir import Possible
from advisor.trace import Order

Answers = Callable[[Orders], Winners]
"""Tells who wins each order."""


def variants(advisor: Advisor, order: Order, tries: Sequence[Mapping[str, Possible]]) -> Orders:
    """Return a row for each try: an order, its quotes included, with other values of some facts."""
    found = repeated(advisor.pack, order, len(tries))
    for path in dict.fromkeys(path for one in tries for path in one):
        rows = [row for row, one in enumerate(tries) if path in one]
        laid = None if len(rows) == len(tries) else np.array(rows)
        found = found.with_fact(advisor.pack, path, [tries[row][path] for row in rows], laid)
    return found


def columnar(advisor: Advisor) -> Answers:
    """Return the columnar engine's answers, as far as flips and sweeps read them."""
    return lambda orders: winners(advisor.columns, orders)
