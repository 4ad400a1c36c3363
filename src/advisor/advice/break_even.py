"""From which quantity on another option is the cheaper one: the crossings of two curves of landed unit cost.

The curves are compared on a grid: the ends of the range, every knot (a price break, a new tool or lot, a smallest order)
and the quantity before it, and the doublings between. Where the cheaper option differs from one quantity of the grid to
the next, the first whole unit at which the order of the two changes is bisected.

What is proved: at each quantity returned the cheaper option is another than at the quantity before it (or they cost
the same there, and before that it was another), exactly, without rounding. If the difference of the two curves is
monotone between neighbours on the grid, as it is where both are an amount a unit plus an amount spread over the order,
those are all the crossings. What is not: that two crossings between neighbours, which undo each other, are seen; a new
tool or lot beyond the thirty-second, or a minimum that is outgrown, can hide such a pair.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable

from advisor import meaning
from advisor.advice.curve import Curve, OpenError
from advisor.advice.decision import Candidate, Decision
from advisor.advice.moving import Moving
from advisor.ir import UNLIMITED, Numbers, Pack
from advisor.trace import BreakEven, Run

_DOUBLE = 2


class Costs:
    """The landed unit costs of candidates over the quantity, each worked out once."""

    def __init__(self, moving: Moving) -> None:
        self.program = moving.program
        self._moving = moving
        self._curves: dict[str, Curve | None] = {}

    def of(self, one: Candidate) -> Curve | None:
        """Return a candidate's curve, None where its cost hangs on what is not known."""
        if one.option.id not in self._curves:
            try:
                self._curves[one.option.id] = Curve(self._moving, one.assumed.memory, self.program.pack.roles.cost)
            except OpenError:
                self._curves[one.option.id] = None
        return self._curves[one.option.id]


def quantity_bounds(pack: Pack) -> Numbers | None:
    """Return the quantities that an order can have, None where nothing plays the role `amount`."""
    domain = meaning.domain_of(pack, pack.roles.amount)
    return domain if isinstance(domain, Numbers) else None


def common(pack: Pack, one: Candidate, other: Candidate) -> tuple[int, int] | None:
    """Return the least and the greatest quantity that both options take, None if there is none."""
    domain = quantity_bounds(pack)
    ends = [_ends(pack, one), _ends(pack, other)]
    if domain is None:
        return None
    low, high = max(domain.low, *(end[0] for end in ends)), min(domain.high, *(end[1] for end in ends))
    return (low, high) if low <= high else None


def _ends(pack: Pack, one: Candidate) -> tuple[int, int]:
    least, most = (one.assumed.memory[path] for path in (pack.roles.least, pack.roles.most))
    if not (isinstance(least, Numbers) and isinstance(most, Numbers)):
        raise TypeError("the smallest and the largest order are no numbers")
    return least.low, UNLIMITED if most.or_none else most.high


def runs(one: Curve, other: Curve, low: int, high: int) -> tuple[Run, ...]:
    """Return the runs over which one of two curves is the cheaper, from low to high; see above for what is proved.

    The break-even quantities are where the second run and those after it begin. None: they cost the same throughout.
    """

    def cheaper(quantity: int) -> int:
        """Return -1 where the first is cheaper, 1 where the second is, 0 where they cost the same."""
        first, second = one.at(quantity), other.at(quantity)
        return (first > second) - (first < second)

    found: list[Run] = []
    last, since = 0, low - 1
    for quantity in compared_quantities(one.knots | other.knots, low, high):
        now = cheaper(quantity)
        if now not in (0, last):
            found.append(Run(quantity=_first(cheaper, now, since, quantity), second_is_cheaper=now > 0))
        if now or not last:
            last, since = now, quantity
    return tuple(found)


def compared_quantities(knots: Iterable[int], low: int, high: int) -> list[int]:
    """Return the quantities at which curves are compared, ascending."""
    points = {low, high} | {quantity for knot in knots for quantity in (knot - 1, knot)}
    double = low
    while (double := double * _DOUBLE) < high:
        points.add(double)
    return sorted(quantity for quantity in points if low <= quantity <= high)


def _first(cheaper: Callable[[int], int], sign: int, low: int, high: int) -> int:
    """Return the first quantity above low at which the order is `sign`; it is at high, and is not at low."""
    return bisect_left(range(low + 1, high), 1, key=lambda quantity: int(cheaper(quantity) == sign)) + low + 1


def against_winner(costs: Costs, decision: Decision, rivals: Iterable[Candidate]) -> tuple[BreakEven, ...]:
    """Return from which quantity on each rival is cheaper than the winner, those left out whose cost is not known."""
    winner, pack = decision.winner, costs.program.pack
    own = costs.of(winner) if winner is not None else None
    if winner is None or own is None or quantity_bounds(pack) is None:
        return ()
    asked = decision.assumed.memory.get(pack.roles.amount)
    quantity = asked.low if isinstance(asked, Numbers) and asked.low == asked.high else None
    return tuple(
        _break_even(pack, winner, rival, own, curve, quantity)
        for rival in rivals
        if (curve := costs.of(rival)) is not None
    )


def _break_even(
    pack: Pack, winner: Candidate, rival: Candidate, own: Curve, curve: Curve, quantity: int | None
) -> BreakEven:
    """Return the start of the run of quantities, the order's own or the next after it, over which the rival is cheaper."""
    ends = common(pack, winner, rival)
    option, pathway = rival.option.id, rival.option.pathway
    if ends is None:
        return BreakEven(option=option, pathway=pathway, quantity=None, low=None, high=None, is_cheaper=False)
    low, high = ends
    now = low if quantity is None else max(low, quantity)
    found = runs(own, curve, low, high)
    stops = [*(one.quantity for one in found), high + 1]
    cheap = [(one.quantity, stop) for one, stop in zip(found, stops[1:], strict=True) if one.second_is_cheaper]
    start = next((start for start, stop in cheap if now < stop), None)
    is_cheaper = start is not None and start <= now and quantity == now
    return BreakEven(option=option, pathway=pathway, quantity=start, low=low, high=high, is_cheaper=is_cheaper)
