"""Flips: the smallest change of a fact one can act on that makes each other pathway win, else of two facts together.

A number of which all that reads it goes one way (`one_way`) is asked from every turn on, which is all there is to ask. One by
which options are ranked, such as the quantity, is asked value by value in one frame as far as `most` allows; where neighbours
differ, the values between are halved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from advisor.advice import Advisor
from advisor.analysis.distance import change_size, distance_exactly
from advisor.analysis.flip_pairs import paired
from advisor.analysis.flip_values import FlipValues, foreseen, mattering, values_to_flip
from advisor.analysis.lab import Lab, Won
from advisor.analysis.order_variants import Answers
from advisor.analysis.regions import closed_regions, narrowed
from advisor.ir import UNLIMITED, Numbers, Possible
from advisor.trace import Order
from advisor.variation import Flip, Flips, Region

MOST_DENSE = 6000


class _Tried(Struct, frozen=True, kw_only=True):
    """One fact with who wins: in each region of its numbers, ascending, and at each other value."""

    values: FlipValues
    given: Possible
    regions: tuple[Region, ...]
    others: tuple[tuple[Possible, Won], ...]


def flips(
    advisor: Advisor,
    answers: Answers,
    order: Order,
    *,
    most: int = MOST_DENSE,
    in_pairs: bool = True,
    proves: bool = True,
) -> Flips:
    """Return what would make each other pathway win.

    most: how many values of a fact are asked one by one; proves: whether it is proved that none beyond those matters, half of the time.
    """
    lab = Lab(advisor, answers, order)
    facts = [*mattering(advisor.program)]
    lab.foresee([{}, *(one for fact in facts for one in foreseen(fact))])
    decision = lab.decision
    values = [one for fact in facts if (one := values_to_flip(lab, fact, most, proves=proves))]
    found = [flip for one in _asked(lab, values) for flip in _single(one, decision.pathway)]
    reached = {decision.pathway, *(flip.pathway for flip in found)}
    left = [one for one in dict.fromkeys(each.option.pathway for each in decision.candidates) if one not in reached]
    if in_pairs:
        found += [flip for pathway in left if (flip := paired(lab, values, pathway))]
    return Flips(
        order=order,
        pathway=decision.pathway,
        flips=tuple(sorted(found, key=lambda flip: (change_size(lab, flip.values), flip.pathway))),
        unproved=tuple(one.path for one in values if not one.is_proved),
    )


# --- one fact ---------------------------------------------------------------------------------------------------------
def _asked(lab: Lab, several: Sequence[FlipValues]) -> Iterator[_Tried]:
    """Yield who wins at every value of each fact. Not to have a number is told as the last of its regions."""
    stretches = dict(
        zip((one.path for one in several), lab.along([(one.path, one.numbers) for one in several]), strict=True)
    )
    stretches |= narrowed(lab, {one.path: stretches[one.path] for one in several if not one.is_stepped})
    told = iter(lab.ask([{one.path: value} for one in several for value in one.others]))
    for one in several:
        others = [(value, next(told)) for value in one.others]
        given = lab.given[one.path]
        if not one.numbers:
            yield _Tried(values=one, given=given, regions=(), others=tuple(others))
            continue
        whole = closed_regions(stretches[one.path], one.high)
        beyond = closed_regions([(UNLIMITED, UNLIMITED, won) for _, won in others], UNLIMITED)
        yield _Tried(values=one, given=given, regions=whole + beyond, others=())


def _single(tried: _Tried, winner: str | None) -> list[Flip]:
    """Return for each other pathway the value nearest to the given one at which it wins."""
    found: dict[str, tuple[int, Flip]] = {}
    for far, flip in _reached(tried):
        if flip.pathway != winner and (flip.pathway not in found or far < found[flip.pathway][0]):
            found[flip.pathway] = far, flip
    return [flip for _, flip in found.values()]


def _reached(tried: _Tried) -> Iterator[tuple[int, Flip]]:
    """Yield for each run of values over which one pathway wins how far it is from what is given, and the change that reaches it."""
    path, given, is_least = tried.values.path, tried.given, tried.values.is_proved
    for pathway, group in groupby(tried.regions, key=lambda one: one.pathway):
        run = list(group)
        far, nearest = min(
            ((distance_exactly(given, _nearest(given, one)), one) for one in run), key=lambda item: item[0]
        )
        if pathway is not None:
            yield far, Flip(
                pathway=pathway, option=nearest.option or "", values=((path, _nearest(given, nearest)),),
                run=(run[0].low, run[-1].high), is_least=is_least,
            )  # fmt: skip
    for value, (pathway, option) in tried.others:
        if pathway is not None:
            yield (
                distance_exactly(given, value),
                Flip(pathway=pathway, option=option or "", values=((path, value),), run=None, is_least=is_least),
            )


def _nearest(given: Possible, region: Region) -> Numbers:
    """Return the value of a region that is nearest to what is given."""
    low = given.low if isinstance(given, Numbers) else region.low
    value = region.high if low > region.high else max(low, region.low)
    return Numbers(value, value)
