"""All that a report on one order is made of, worked out once."""

from __future__ import annotations

from advisor.advice import Advisor
from advisor.analysis.flip import flips
from advisor.analysis.order_variants import Answers
from advisor.analysis.winners_by_value import sweep, sweep_two
from advisor.ir import UNLIMITED, Numbers
from advisor.trace import Order
from advisor.variation import Map, Report, Sweep

AROUND = 10
"""How many times the order's quantity a curve reaches, and to what part of it."""
_NEAR = 4
"""The same for a map."""
MOST_PAIRS = 60_000
MOST_MAPPED = 20_000
"""Up to what quantity a map is drawn: beyond, its borders are too many to ask for in a report."""
DENSE = 1500
"""How many values of a fact are asked one by one for what would flip the answer; `why-not` asks more, and proves the rest."""


def report(advisor: Advisor, answers: Answers, order: Order) -> Report:
    """Return what the report says: the answer, what would flip it, and who wins around the order's quantity and deadline, if the pack has them."""
    advice = advisor.advise(order)
    return Report(
        advice=advice,
        flips=flips(advisor, answers, order, most=DENSE, proves=False),
        sweep=_sweep(advisor, answers, order),
        plane=_map(advisor, answers, order),
    )


def _point(order: Order, path: str) -> int | None:
    value = order.given.get(path)
    is_point = isinstance(value, Numbers) and value.low == value.high < UNLIMITED and not value.or_none
    return value.low if is_point and isinstance(value, Numbers) else None


def _around(advisor: Advisor, path: str, value: int, times: int) -> Numbers:
    domain = advisor.pack.facts[path.removeprefix("order.")].domain
    least, most = (domain.low, domain.high) if isinstance(domain, Numbers) else (value, value)
    return Numbers(max(least, value // times), min(most, value * times))


def _sweep(advisor: Advisor, answers: Answers, order: Order) -> Sweep | None:
    amount = advisor.pack.roles.amount
    quantity = _point(order, amount)
    if quantity is None:
        return None
    return sweep(advisor, answers, order, amount, _around(advisor, amount, quantity, AROUND))


def _map(advisor: Advisor, answers: Answers, order: Order) -> Map | None:
    amount, due = advisor.pack.roles.amount, advisor.pack.roles.due
    quantity, deadline = _point(order, amount), _point(order, due)
    if quantity is None or deadline is None or quantity > MOST_MAPPED:
        return None
    across, up = (_around(advisor, path, value, _NEAR) for path, value in ((amount, quantity), (due, deadline)))
    return sweep_two(advisor, answers, order, amount, across, due, up, most=MOST_PAIRS)
