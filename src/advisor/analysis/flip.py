"""Flips: the smallest change of a fact one can act on that makes each other pathway win, else of two facts together.

A number that only comparisons read is asked on either side of every turn, which is all there is to ask. One that estimates
are made of, such as the quantity, is asked value by value in one frame as far as `most` allows; where neighbours differ, the
values between are halved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby, pairwise, product

from advisor.advice import Advisor
from advisor.advice.change import distance
from advisor.analysis.flip_values import Values, mattering, values_of
from advisor.analysis.frame import Answers
from advisor.analysis.lab import Lab, Won
from advisor.ir import UNLIMITED, Exclude, Numbers, Possible
from advisor.possible import NONE
from advisor.trace import Order
from advisor.variation import Flip, Flips

MOST_DENSE = 6000
NEAR = 4
"""How many values of a fact are tried with those of another."""
STEPS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    """One fact's values in ascending or declared order, with who wins at each. turns: those worth trying with another fact's."""

    path: str
    given: Possible
    won: tuple[tuple[Possible, Won], ...]
    turns: Callable[[], tuple[Possible, ...]]
    is_proved: bool


def flips(advisor: Advisor, answers: Answers, order: Order, *, most: int = MOST_DENSE, in_pairs: bool = True) -> Flips:
    """Return what would make each other pathway win. most: how many values of a fact are asked one by one."""
    lab = Lab(advisor, answers, order)
    decision = lab.decision
    values = [one for fact in mattering(advisor.program) if (one := values_of(lab, fact, most))]
    tried = _asked(lab, values)
    found = [flip for one in tried for flip in _single(one, decision.pathway)]
    reached = {decision.pathway, *(flip.pathway for flip in found)}
    left = [one for one in dict.fromkeys(each.option.pathway for each in decision.candidates) if one not in reached]
    if left and in_pairs:
        found += [_nearer(lab, flip) for pathway in left for flip in _pairs(lab, tried, pathway)]
    return Flips(
        order=order,
        pathway=decision.pathway,
        flips=tuple(sorted(found, key=lambda flip: _size(lab, flip))),
        unproved=tuple(one.path for one in tried if not one.is_proved),
    )


# --- asking -----------------------------------------------------------------------------------------------------------
def _asked(lab: Lab, values: Sequence[Values]) -> list[_Tried]:
    """Return who wins at every value; values of a number are added between neighbours that differ until those touch."""
    found: dict[str, dict[Possible, Won]] = {one.path: {} for one in values}
    ends = {one.path: one.ends for one in values}
    wanted = [(one.path, value) for one in values for value in one.values]
    while wanted:
        for (path, value), won in zip(wanted, lab.ask([dict([one]) for one in wanted]), strict=True):
            found[path][value] = won
        asked = dict.fromkeys(path for path, _ in wanted)
        for path in asked:
            if (high := ends[path]) is not None:
                found[path] |= _last_of_each(found[path], high)
        wanted = [(path, value) for path in asked for value in _between(found[path])]
    return [
        _Tried(path=one.path, given=lab.given[one.path], won=tuple(sorted(found[one.path].items(), key=_place)),
               turns=one.turns, is_proved=one.is_proved)
        for one in values
    ]  # fmt: skip


def _last_of_each(held: Mapping[Possible, Won], high: int) -> dict[Possible, Won]:
    """Return the last value before each next one, at which the answer is what it is at the value it follows."""
    starts = sorted(one.low for one in held if isinstance(one, Numbers) and one.low < UNLIMITED)
    lasts = [*(start - 1 for start in starts[1:]), high]
    return {Numbers(last, last): held[Numbers(start, start)] for start, last in zip(starts, lasts, strict=True)}


def _place(item: tuple[Possible, Won]) -> int:
    return item[0].low if isinstance(item[0], Numbers) else 0


def _between(held: Mapping[Possible, Won]) -> list[Numbers]:
    numbers = sorted((one.low, won) for one, won in held.items() if isinstance(one, Numbers) and one.low < UNLIMITED)
    apart = [(low, high) for (low, won), (high, other) in pairwise(numbers) if high - low > 1 and won != other]
    return [Numbers(middle, middle) for low, high in apart for middle in [(low + high) // 2]]


# --- one fact ---------------------------------------------------------------------------------------------------------
def _single(tried: _Tried, winner: str | None) -> list[Flip]:
    """Return for each other pathway the value nearest to the given one at which it wins."""
    found: dict[str, Flip] = {}
    size: dict[str, int] = {}
    for (pathway, _), group in groupby(tried.won, key=lambda item: (item[1][0], isinstance(item[0], Numbers))):
        run = list(group)
        if pathway is None or pathway == winner:
            continue
        value, won = min(run, key=lambda item: distance_exactly(tried.given, item[0]))
        far = distance_exactly(tried.given, value)
        if pathway not in found or far < size[pathway]:
            size[pathway] = far
            found[pathway] = _flip(tried, pathway, won[1] or "", value, [one for one, _ in run])
    return [*found.values()]


def _flip(tried: _Tried, pathway: str, option: str, value: Possible, run: Sequence[Possible]) -> Flip:
    numbers = [one.low for one in run if isinstance(one, Numbers)]
    ends = (numbers[0], numbers[-1]) if isinstance(value, Numbers) and numbers else None
    return Flip(pathway=pathway, option=option, values=((tried.path, value),), run=ends, is_least=tried.is_proved)


def distance_exactly(before: Possible, after: Possible) -> int:
    """Return how far a number is from what is given, in its own unit; other values are one apart."""
    if isinstance(before, Numbers) and isinstance(after, Numbers):
        return max(after.low - before.high, before.low - after.low, 0)
    return 1


# --- two facts --------------------------------------------------------------------------------------------------------
def _pairs(lab: Lab, tried: Sequence[_Tried], pathway: str) -> list[Flip]:
    """Return for a pathway that no single fact makes win the smallest change of two that was found; no proof that it is least."""
    paths = _excluding(lab, pathway)
    near = {one.path: _near(one) for one in tried if one.path in paths}
    pairs = [
        pair
        for one, other in combinations(near, 2)
        for first, second in product(near[one], near[other])
        if lab.opens(dict(pair := ((one, first), (other, second))), pathway)
    ]
    found = [
        Flip(pathway=pathway, option=option, values=pair, run=None, is_least=False)
        for pair, (who, option) in zip(pairs, lab.ask([dict(pair) for pair in pairs]), strict=True)
        if who == pathway and option is not None
    ]
    return [min(found, key=lambda flip: _size(lab, flip))] if found else []


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


def _near(tried: _Tried) -> list[Possible]:
    """Return the values nearest to the given one on either side of a turn."""
    values = [value for value in tried.turns() if value != tried.given]
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


def _size(lab: Lab, flip: Flip) -> tuple[int, int, int, str]:
    """Return how great a change is: what is not said last, then its distances together, then the efforts."""
    facts = [lab.advisor.pack.facts[path.removeprefix("order.")] for path, _ in flip.values]
    far = sum(distance(lab.given[path], value) for path, value in flip.values)
    unsaid = sum(1 for fact, (path, _) in zip(facts, flip.values, strict=True) if lab.given[path] == fact.domain)
    return unsaid, far, sum(fact.effort for fact in facts), flip.pathway
