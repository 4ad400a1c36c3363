"""A sweep: which option wins at every value of a number, exactly where it changes, and what each pathway costs on the way.

Every value of a fact that counts things or days is asked; of money and lengths, the values on either side of each at which
a condition turns. Where two neighbours have different winners, the values between are halved until the change is exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from advisor import estimate
from advisor.advice import Advisor
from advisor.advice.decision import Candidate
from advisor.advice.settle import best_candidates
from advisor.analysis.lab import Lab
from advisor.analysis.order_variants import Answers
from advisor.analysis.regions import closed_regions, merged, reaching, refined, regions
from advisor.analysis.values_to_try import MOST_VALUES, doublings, tries
from advisor.ir import Exclude, Memory, Numbers, PackRoles
from advisor.trace import Order
from advisor.variation import Band, Map, Mark, Point, Region, Sweep

_MOST_POINTS = 40


def sweep(advisor: Advisor, answers: Answers, order: Order, path: str, span: Numbers) -> Sweep:
    """Return who wins at every value of a number, and the curves of every pathway."""
    lab = Lab(advisor, answers, order)
    asked = tries(lab, path, span.low, span.high)
    found = regions(lab, path, asked.values, span.high)
    here = _here(order, path)
    return Sweep(
        order=order, path=path, low=span.low, high=span.high, here=here, regions=found,
        points=_points(advisor, order, path, span, found, here), is_proved=asked.is_proved,
        against=dict(_against(advisor, order, path, found)),
    )  # fmt: skip


def _here(order: Order, path: str) -> int | None:
    value = order.given.get(path)
    return value.low if isinstance(value, Numbers) and value.low == value.high and not value.or_none else None


def _against(
    advisor: Advisor, order: Order, path: str, regions: Sequence[Region]
) -> Iterator[tuple[int, tuple[str, Memory]]]:
    """Yield what rules out the option that comes nearest, of each region where nothing fits: at its end, the one that wins beside it."""
    for place, region in enumerate(regions):
        if region.pathway is None:
            is_last = place == len(regions) - 1
            beside = regions[place - 1 if is_last else place + 1].option if len(regions) > 1 else None
            value = region.low if is_last else region.high
            decision = advisor.weigh(replace(order, given={**order.given, path: Numbers(value, value)}))
            for one in sorted(decision.candidates, key=lambda one: one.option.id != beside)[:1]:
                held = next(
                    name for name, verdict in one.assumed.verdicts.items() if verdict and _excludes(advisor, name)
                )
                yield region.low, (held, one.assumed.memory)


def _excludes(advisor: Advisor, rule: str) -> bool:
    return isinstance(advisor.pack.rules[rule].conclusion, Exclude)


# --- curves -----------------------------------------------------------------------------------------------------------
def _points(
    advisor: Advisor, order: Order, path: str, span: Numbers, regions: Sequence[Region], here: int | None
) -> tuple[Point, ...]:
    """Return what the curves are drawn through: both ends of every region, the order's own value, and values between."""
    edges = {end for one in regions for end in (one.low, one.high)} | {span.low, span.high}
    if here is not None and span.low <= here <= span.high:
        edges.add(here)
    wanted = sorted(edges)[:_MOST_POINTS] if len(edges) > _MOST_POINTS else sorted(edges | set(_between(span)))
    asked = [replace(order, given={**order.given, path: Numbers(value, value)}) for value in wanted]
    roles = advisor.pack.roles
    decided = zip(wanted, advisor.weigh_block(asked), strict=True)
    return tuple(
        Point(value=value, marks=tuple(_mark(roles, rival) for rival in best_candidates(one))) for value, one in decided
    )


def _between(span: Numbers) -> list[int]:
    spread = [value for value in doublings(span.low, span.high) if value > span.low]
    step = max(1, (span.high - span.low) // (_MOST_POINTS // 2))
    even = range(span.low, span.high, step)
    return sorted({*spread[-_MOST_POINTS // 2 :], *even})[:_MOST_POINTS]


def _mark(roles: PackRoles, one: Candidate) -> Mark:
    return Mark(
        pathway=one.option.pathway, option=one.option.id, is_excluded=one.contestant.excluded is True,
        cost=estimate.spread(roles.cost, one.assumed.memory), lead_days=estimate.spread(roles.time, one.assumed.memory),
    )  # fmt: skip


# --- two facts --------------------------------------------------------------------------------------------------------
def sweep_two(
    advisor: Advisor, answers: Answers, order: Order, path: str, span: Numbers, by: str, by_span: Numbers, *,
    most: int = MOST_VALUES,
) -> Map:  # fmt: skip
    """Return who wins at every pair of values: bands of the second fact, in each of which the regions of the first are the same.

    most: how many pairs are asked at first; where there are more, both facts are thinned, and bands refined where they differ.
    """
    lab = Lab(advisor, answers, order)
    across = tries(lab, path, span.low, span.high, alone=False)
    up = tries(lab, by, by_span.low, by_span.high, alone=False)
    is_whole = len(across.values) * len(up.values) <= most
    values = up.values if is_whole else _thinned(up.values, max(2, most // len(across.values)))

    def strips(asked: Sequence[int]) -> list[tuple[Region, ...]]:
        return _strips(lab, path, across.values, by, asked)

    return Map(
        order=order, path=path, by=by, here=_here(order, path), here_by=_here(order, by),
        bands=tuple(
            Band(low=low, high=high, regions=strip)
            for low, high, strip in reaching(refined(zip(values, values, strips(values), strict=True), strips), by_span.high)
        ),
        is_proved=across.is_proved and up.is_proved and is_whole,
    )  # fmt: skip


def _thinned(values: Sequence[int], most: int) -> list[int]:
    step = max(1, -(-len(values) // max(2, most)))
    return sorted({*values[::step], values[-1]})


def _strips(lab: Lab, path: str, across: Sequence[int], by: str, values: Sequence[int]) -> list[tuple[Region, ...]]:
    """Return the regions of the first fact at each value of the second."""
    won = lab.ask([{path: Numbers(one, one), by: Numbers(value, value)} for value in values for one in across])
    width = len(across)
    return [
        closed_regions(merged(zip(across, across, won[start : start + width], strict=True)), across[-1])
        for start in range(0, len(won), width)
    ]
