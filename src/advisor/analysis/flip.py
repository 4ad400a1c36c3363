"""Flips: the smallest change of a fact one can act on that makes each other pathway win, else of two facts together.

A number that only comparisons read is asked on either side of every turn, which is all there is to ask. One that estimates
are made of, such as the quantity, is asked value by value in one frame as far as `most` allows; where neighbours differ, the
values between are halved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby, pairwise, product

from advisor import strata, truth
from advisor.advice import Advisor
from advisor.advice.change import distance
from advisor.advice.decision import Decision
from advisor.analysis.frame import Answers, rows
from advisor.analysis.tries import deciding, kinds, tries
from advisor.ir import UNLIMITED, Derive, Exclude, FactType, Memory, Numbers, OneOf, Possible, Subset
from advisor.strata import Program
from advisor.trace import Order
from advisor.variation import Flip, Flips

MOST_DENSE = 6000
MOST_SUBSETS = 64
NEAR = 4
"""How many values of a fact are tried with those of another."""
STEPS = 32
MOST_PIECES = 12
FEW = 200
"""Up to how many tries of the same facts are walked one by one: a frame costs the making of its plan."""
Won = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    """One fact's values in ascending or declared order, with who wins at each. turns: those worth trying with another fact's."""

    path: str
    given: Possible
    won: tuple[tuple[Possible, Won], ...]
    turns: tuple[Possible, ...]
    is_proved: bool


def flips(advisor: Advisor, answers: Answers, order: Order, *, most: int = MOST_DENSE, in_pairs: bool = True) -> Flips:
    """Return what would make each other pathway win. most: how many values of a fact are asked one by one."""
    decision = advisor.weigh(order)
    lab = _Lab(advisor, answers, order, decision)
    values = [one for fact in mattering(advisor.program) if (one := _values(lab, fact, most))]
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


class _Lab:
    """One order, asked at many values. given: its facts, unknown ones at their whole domain."""

    def __init__(self, advisor: Advisor, answers: Answers, order: Order, decision: Decision) -> None:
        self.advisor = advisor
        self.order = order
        self.decision = decision
        self.given: Memory = decision.given
        self._answers = answers
        self._trials: dict[tuple[str, ...], Callable[[Memory], Decision]] = {}

    def ask(self, tries: Sequence[Mapping[str, Possible]]) -> list[Won]:
        """Return who wins at each try: of many tries of the same facts in one frame, of few by the plain walk."""
        found: dict[int, Won] = {}
        groups: dict[tuple[str, ...], list[int]] = {}
        for index, one in enumerate(tries):
            groups.setdefault(tuple(one), []).append(index)
        for paths, places in groups.items():
            several = [tries[place] for place in places]
            found |= zip(
                places, self._framed(several) if len(places) > FEW else self._walked(paths, several), strict=True
            )
        return [found[index] for index in range(len(tries))]

    def _framed(self, tries: Sequence[Mapping[str, Possible]]) -> list[Won]:
        told = self._answers(rows(self.advisor, self.order, tries)).select("pathway", "option")
        return [(pathway, option) for pathway, option in told.iter_rows()]

    def _walked(self, paths: tuple[str, ...], tries: Sequence[Mapping[str, Possible]]) -> list[Won]:
        if paths not in self._trials:
            self._trials[paths] = self.advisor.trial(self.order, paths)
        decided = [self._trials[paths](one) for one in tries]
        return [(one.pathway, one.winner.option.id if one.winner else None) for one in decided]


# --- which values -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class _Values:
    """The values to ask of a fact. turns: those to try with another fact's; is_proved: no others need be asked.

    ends: where the answer is one from each number to before the next, the last number of all; else None.
    """

    path: str
    values: tuple[Possible, ...]
    turns: tuple[Possible, ...]
    is_proved: bool
    ends: int | None = None


def _values(lab: _Lab, fact: FactType, most: int) -> _Values | None:
    """Return the values to ask of an actionable fact; None where it has none that a rule could test."""
    path = f"order.{fact.name}"
    given = lab.given.get(path)
    match fact.domain:
        case Numbers(low, high, or_none) if given is not None:
            found = tries(lab.advisor, lab.order, path, low, high, most=most, decision=lab.decision)
            if found.is_proved and set(found.turns) <= {low, low + 1, high - 1, high} and not or_none:
                return None
            is_proved = found.is_proved or _is_decided_beyond(lab, path, found.values, high)
            none = (truth.NONE,) if or_none else ()
            numbers = found.starts or found.values
            values, turns = (tuple(Numbers(one, one) for one in several) for several in (numbers, found.turns))
            ends = high if found.starts else None
            return _Values(path=path, values=values + none, turns=turns + none, is_proved=is_proved, ends=ends)
        case OneOf(choices) if given is not None:
            named = tuple(OneOf((one,)) for one in kinds(lab.advisor.program, lab.decision, path, choices))
            return _Values(path=path, values=named, turns=named, is_proved=True)
        case Subset(some, maybe) if given is not None:
            sets, is_proved = _subsets((*some, *maybe), given)
            return _Values(path=path, values=tuple(sets), turns=tuple(sets), is_proved=is_proved)
        case _:
            return None


def mattering(program: Program) -> Iterable[FactType]:
    """Yield the actionable facts of an order of which a rule that decides, or a number that ranks, is made."""
    made = strata.inputs(program.pack)
    read = {path for rule in deciding(program) for path in program.depends[rule.id]}
    read |= {*program.depends["option.landed_unit_cost"], *program.depends["option.lead_time"]}
    read |= {
        path for option in program.pack.options.values() for path in strata.origins(strata.reads(option.applies), made)
    }
    return (
        fact
        for fact in program.pack.facts.values()
        if fact.of == "order" and fact.actionable and f"order.{fact.name}" in read
    )


def _subsets(members: Sequence[str], given: Possible) -> tuple[list[Possible], bool]:
    """Return every set there can be, or, if those are too many, the given one with one member more or less."""
    if 2 ** len(members) <= MOST_SUBSETS:
        chosen = product((False, True), repeat=len(members))
        return [Subset(tuple(name for name, held in zip(members, one, strict=True) if held)) for one in chosen], True
    has = set(given.some) if isinstance(given, Subset) else set()
    return [Subset(tuple(name for name in members if name in has ^ {turned})) for turned in members], False


# --- asking -----------------------------------------------------------------------------------------------------------
def _asked(lab: _Lab, values: Sequence[_Values]) -> list[_Tried]:
    """Return who wins at every value; values of a number are added between neighbours that differ until those touch."""
    found: dict[str, dict[Possible, Won]] = {one.path: {} for one in values}
    wanted = [(one.path, value) for one in values for value in one.values]
    while wanted:
        for (path, value), won in zip(wanted, lab.ask([dict([one]) for one in wanted]), strict=True):
            found[path][value] = won
        for one in values:
            if one.ends is not None:
                found[one.path] |= _last_of_each(found[one.path], one.ends)
        wanted = [(path, value) for path, held in found.items() for value in _between(held)]
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
    numbers = sorted((one for one in held if isinstance(one, Numbers) and one.low < UNLIMITED), key=lambda one: one.low)
    apart = [(a.low, b.low) for a, b in pairwise(numbers) if b.low - a.low > 1 and held[a] != held[b]]
    return [Numbers(middle, middle) for low, high in apart for middle in [(low + high) // 2]]


def _is_decided_beyond(lab: _Lab, path: str, values: Sequence[int], high: int) -> bool:
    """Return whether, past the last value that was asked together with the one before it, one pathway or none can win."""
    low = 1 + next((one for one, other in pairwise(values) if other > one + 1), high)
    decide = lab.advisor.trial(lab.order, [path])
    for _ in range(MOST_PIECES):
        if low > high:
            return True
        ends = (end for end in _reaches(low, high) if _is_one(lab, decide({path: Numbers(low, end)}), path))
        reach = next(ends, None)
        if reach is None:
            return False
        low = reach + 1
    return False


def _reaches(low: int, high: int) -> Iterator[int]:
    """Yield ends of ever shorter runs of values."""
    end = high
    while end > low:
        yield end
        end = low + (end - low) // 8
    yield low


def _is_one(lab: _Lab, decision: Decision, path: str) -> bool:
    """Return whether at every value of a run the same pathway wins: no other has an option that is not surely excluded."""
    program = lab.advisor.program
    open_ones = [one for one in decision.candidates if one.contestant.excluded is not True]
    turning = {
        rule.conclusion.path
        for name, verdict in decision.order.verdicts.items()
        if isinstance((rule := program.pack.rules[name]).conclusion, Derive)
        and verdict is None
        and path in program.depends[name]
    }
    if any(not turning.isdisjoint(strata.reads(option.applies)) for option in decision.waiting):
        return False
    if len({one.option.pathway for one in open_ones}) > 1:
        return False
    return not open_ones or any(
        all(
            verdict is None and path not in program.depends[rule]
            for rule, verdict in one.outcome.verdicts.items()
            if isinstance(program.pack.rules[rule].conclusion, Exclude)
        )
        for one in open_ones
    )


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
def _pairs(lab: _Lab, tried: Sequence[_Tried], pathway: str) -> list[Flip]:
    """Return for a pathway that no single fact makes win the smallest change of two that was found; no proof that it is least."""
    paths = _excluding(lab, pathway)
    near = {one.path: _near(one) for one in tried if one.path in paths}
    pairs = [
        ((one, first), (other, second))
        for one, other in combinations(near, 2)
        for first, second in product(near[one], near[other])
    ]
    found = [
        Flip(pathway=pathway, option=option, values=pair, run=None, is_least=False)
        for pair, (who, option) in zip(pairs, lab.ask([dict(pair) for pair in pairs]), strict=True)
        if who == pathway and option is not None
    ]
    return [min(found, key=lambda flip: _size(lab, flip))] if found else []


def _excluding(lab: _Lab, pathway: str) -> set[str]:
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
    values = [value for value in tried.turns if value != tried.given]
    return sorted(values, key=lambda value: distance_exactly(tried.given, value))[:NEAR]


def _nearer(lab: _Lab, flip: Flip) -> Flip:
    """Return a flip of two facts with each number as near to what is given as the other allows."""
    for path, value in flip.values:
        given = lab.given[path]
        if isinstance(value, Numbers) and value != truth.NONE and isinstance(given, Numbers) and given.high < UNLIMITED:
            flip = _pulled(lab, flip, path, given.high if value.low > given.high else given.low)
    return flip


def _pulled(lab: _Lab, flip: Flip, path: str, towards: int) -> Flip:
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


def _size(lab: _Lab, flip: Flip) -> tuple[int, int, int, str]:
    """Return how great a change is: what is not said last, then its distances together, then the efforts."""
    facts = [lab.advisor.pack.facts[path.removeprefix("order.")] for path, _ in flip.values]
    far = sum(distance(lab.given[path], value) for path, value in flip.values)
    unsaid = sum(1 for fact, (path, _) in zip(facts, flip.values, strict=True) if lab.given[path] == fact.domain)
    return unsaid, far, sum(fact.effort for fact in facts), flip.pathway
