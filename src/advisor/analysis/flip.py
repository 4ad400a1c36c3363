"""Flips: the smallest change of a fact one can act on that makes each other pathway win, else of two facts together.

A number that only comparisons read is asked on either side of every turn, which is all there is to ask. One that estimates
are made of, such as the quantity, is asked value by value in one frame as far as `most` allows; where neighbours differ, the
values between are halved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import combinations, groupby, product

from advisor.advice import Advisor
from advisor.advice.change import distance
from advisor.analysis.flip_values import Values, mattering, values_of
from advisor.analysis.frame import Answers
from advisor.analysis.lab import Lab, Won
from advisor.analysis.regions import closed, regions
from advisor.ir import UNLIMITED, Exclude, Numbers, Possible
from advisor.possible import NONE
from advisor.trace import Order
from advisor.variation import Flip, Flips, Region

MOST_DENSE = 6000
NEAR = 4
"""How many values of a fact are tried with those of another."""
STEPS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    """One fact with who wins: in each region of its numbers, ascending, and at each other value."""

    values: Values
    given: Possible
    regions: tuple[Region, ...]
    others: tuple[tuple[Possible, Won], ...]


def flips(advisor: Advisor, answers: Answers, order: Order, *, most: int = MOST_DENSE, in_pairs: bool = True) -> Flips:
    """Return what would make each other pathway win. most: how many values of a fact are asked one by one."""
    lab = Lab(advisor, answers, order)
    decision = lab.decision
    values = [one for fact in mattering(advisor.program) if (one := values_of(lab, fact, most))]
    tried = [_asked(lab, one) for one in values]
    found = [flip for one in tried for flip in _single(one, decision.pathway)]
    reached = {decision.pathway, *(flip.pathway for flip in found)}
    left = [one for one in dict.fromkeys(each.option.pathway for each in decision.candidates) if one not in reached]
    if left and in_pairs:
        found += [_nearer(lab, flip) for pathway in left for flip in _pairs(lab, tried, pathway)]
    return Flips(
        order=order,
        pathway=decision.pathway,
        flips=tuple(sorted(found, key=lambda flip: (_size(lab, flip.values), flip.pathway))),
        unproved=tuple(one.path for one in values if not one.is_proved),
    )


# --- one fact ---------------------------------------------------------------------------------------------------------
def _asked(lab: Lab, values: Values) -> _Tried:
    """Return who wins at every value. Not to have a number is told as the last of its regions."""
    path = values.path
    told = zip(values.others, lab.ask([{path: value} for value in values.others]), strict=True)
    if not values.numbers:
        return _Tried(values=values, given=lab.given[path], regions=(), others=tuple(told))
    found = regions(lab, path, values.numbers, values.high, is_stepped=values.is_stepped)
    beyond = closed([(UNLIMITED, UNLIMITED, won) for _, won in told], UNLIMITED)
    return _Tried(values=values, given=lab.given[path], regions=found + beyond, others=())


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


def distance_exactly(before: Possible, after: Possible) -> int:
    """Return how far a number is from what is given, in its own unit; other values are one apart."""
    if isinstance(before, Numbers) and isinstance(after, Numbers):
        return max(after.low - before.high, before.low - after.low, 0)
    return 1


# --- two facts --------------------------------------------------------------------------------------------------------
def _pairs(lab: Lab, tried: Sequence[_Tried], pathway: str) -> list[Flip]:
    """Return for a pathway that no single fact makes win the smallest change of two that was found; no proof that it is least."""
    paths = _excluding(lab, pathway)
    near = {one.values.path: cache(partial(_near, one, pathway)) for one in tried if one.values.path in paths}
    pairs = [
        ((one, first), (other, second))
        for one, other in combinations(near, 2)
        if lab.may_open((one, other), pathway)
        for first, second in product(near[one](), near[other]())
    ]
    for pair in sorted(pairs, key=lambda pair: _size(lab, pair)):
        if lab.opens(pair, pathway):
            ((who, option),) = lab.ask([dict(pair)])
            if who == pathway and option is not None:
                return [Flip(pathway=pathway, option=option, values=pair, run=None, is_least=False)]
    return []


def _excluding(lab: Lab, pathway: str) -> set[str]:
    """Return the facts that the exclusions of a pathway's options, or else all that weighs for and against it, are made of.

    Facts that identify the object are left out: to change two of them is another order.
    """
    program = lab.advisor.program
    own = [one for one in lab.decision.candidates if one.option.pathway == pathway]
    held = [rule for one in own for rule, verdict in one.outcome.verdicts.items() if verdict]
    excluding = [rule for rule in held if isinstance(program.pack.rules[rule].conclusion, Exclude)]
    paths = {path for rule in excluding or held for path in program.depends[rule]}
    return {
        path
        for path in paths
        if path.startswith("order.") and not program.pack.facts[path.removeprefix("order.")].identifies
    }


def _near(tried: _Tried, pathway: str) -> list[Possible]:
    """Return the values nearest to the given one on either side of a turn, for a pathway's options."""
    values = [value for value in tried.values.turns(pathway) if value != tried.given]
    return sorted(values, key=lambda value: distance_exactly(tried.given, value))[:NEAR]


def _nearer(lab: Lab, flip: Flip) -> Flip:
    """Return a flip of two facts with each number as near to what is given as the other allows."""
    for path, value in flip.values:
        given = lab.given[path]
        if isinstance(value, Numbers) and value != NONE and isinstance(given, Numbers) and given.high < UNLIMITED:
            flip = _pulled(lab, flip, path, given.high if value.low > given.high else given.low)
    return flip


def _pulled(lab: Lab, flip: Flip, path: str, towards: int) -> Flip:
    """Return the flip with one number moved towards what is given, as far as its pathway still wins, in a few frames."""
    values = dict(flip.values)
    held = values[path]
    far = held.low if isinstance(held, Numbers) else towards
    while abs(far - towards) > 1:
        tries = [one for one in _steps(towards, far) if one != far]
        won = lab.ask([{**values, path: Numbers(one, one)} for one in tries])
        wins = [one for one, (pathway, _) in zip(tries, won, strict=True) if pathway == flip.pathway]
        nearest = min(wins, key=lambda one: abs(one - towards), default=far)
        before = [one for one in tries if abs(one - towards) < abs(nearest - towards)]
        towards, far = (max(before, key=lambda one: abs(one - towards), default=towards)), nearest
    final = {**values, path: Numbers(far, far)}
    (_, option), *_ = lab.ask([final])
    return replace(flip, values=tuple(final.items()), option=option or flip.option)


def _steps(low: int, high: int) -> list[int]:
    """Return values evenly spread between two, both ends among them."""
    return sorted({low + (high - low) * step // STEPS for step in range(STEPS + 1)})


def _size(lab: Lab, values: Sequence[tuple[str, Possible]]) -> tuple[int, int, int]:
    """Return how great a change is: what is not said last, then its distances together, then the efforts."""
    facts = [lab.advisor.pack.facts[path.removeprefix("order.")] for path, _ in values]
    far = sum(distance(lab.given[path], value) for path, value in values)
    unsaid = sum(1 for fact, (path, _) in zip(facts, values, strict=True) if lab.given[path] == fact.domain)
    return unsaid, far, sum(fact.effort for fact in facts)
