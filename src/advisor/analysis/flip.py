"""Flips: the smallest change of a fact one can act on that makes each other pathway win, else of two facts together.

A number of which all that reads it goes one way (`one_way`) is asked from every turn on, which is all there is to ask. One by
which options are ranked, such as the quantity, is asked value by value in one frame as far as `most` allows; where neighbours
differ, the values between are halved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import chain, combinations, groupby, product

from msgspec import Struct
from msgspec.structs import replace

from advisor import meaning
from advisor.advice import Advisor
from advisor.advice.change import distance
from advisor.analysis.flip_values import FlipValues, foreseen, mattering, values_to_flip
from advisor.analysis.lab import Lab
from advisor.analysis.order_variants import Answers
from advisor.analysis.regions import closed_regions, narrowed
from advisor.columnar.winners import Won
from advisor.ir import UNLIMITED, Exclude, Numbers, Possible
from advisor.meaning.possible import NONE
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
        found += [flip for pathway in left if (flip := _paired(lab, values, pathway))]
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


_NEAR = 4
"""How many values of a fact are tried with those of another."""
STEPS = 32


def _paired(lab: Lab, values: Sequence[FlipValues], pathway: str) -> Flip | None:
    """Return for a pathway that no single fact makes win the smallest change of two that was found; no proof that it is least."""
    ways = _Ways.of(lab, pathway)
    near = {one.path: cache(partial(_near, lab, one, pathway)) for one in values if one.path in ways.weighing}
    pairs = [
        ((one, first), (other, second))
        for one, other in combinations(near, 2)
        if ways.are_open_by(one, other)
        for first, second in product(near[one](), near[other]())
    ]
    pairs.sort(key=lambda pair: change_size(lab, pair))
    won = lab.ask([dict(pair) for pair in pairs])
    for pair, (who, option) in zip(pairs, won, strict=True):
        if who == pathway and option is not None:
            return _nearer(lab, Flip(pathway=pathway, option=option, values=pair, run=None, is_least=False))
    return None


class _Ways(Struct, frozen=True, kw_only=True):
    """What stands in a pathway's way, told by the facts that it is made of.

    exclusions: of each of its candidates, those that hold; entering: what it hangs on whether another becomes a candidate.
    weighing: the facts that the exclusions, or else all that weighs for and against it, are made of. Those that identify the
    object are left out: to change two of them is another order.
    """

    exclusions: tuple[tuple[frozenset[str], ...], ...]
    entering: frozenset[str]
    weighing: frozenset[str]

    @classmethod
    def of(cls, lab: Lab, pathway: str) -> _Ways:
        program, decision = lab.advisor.program, lab.decision
        own = [one for one in decision.candidates if one.option.pathway == pathway]
        held = [[rule for rule, verdict in one.possible.verdicts.items() if verdict] for one in own]
        excluding = [
            [rule for rule in rules if isinstance(program.pack.rules[rule].conclusion, Exclude)] for rules in held
        ]
        weighing = chain(*excluding) if any(excluding) else chain(*held)
        paths = {path for rule in weighing for path in program.depends[rule] if path.startswith("order.")}
        applies = [one.applies for one in decision.waiting if one.pathway == pathway]
        return cls(
            exclusions=tuple(tuple(program.depends[rule] for rule in rules) for rules in excluding),
            entering=frozenset(meaning.origins(meaning.reads(*applies), program.made)),
            weighing=frozenset(
                path for path in paths if not program.pack.facts[path.removeprefix("order.")].identifies
            ),
        )

    def are_open_by(self, *paths: str) -> bool:
        """Return whether some facts could lift all that excludes a candidate, or bring in another."""
        return not self.entering.isdisjoint(paths) or any(
            all(not made.isdisjoint(paths) for made in several) for several in self.exclusions
        )


def _near(lab: Lab, values: FlipValues, pathway: str) -> list[Possible]:
    """Return the values nearest to the given one on either side of a turn, for a pathway's options."""
    given = lab.given[values.path]
    turns = [value for value in values.turns(pathway) if value != given]
    return sorted(turns, key=lambda value: distance_exactly(given, value))[:_NEAR]


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


def distance_exactly(before: Possible, after: Possible) -> int:
    """Return how far a number is from what is given, in its own unit; other values are one apart."""
    if isinstance(before, Numbers) and isinstance(after, Numbers):
        return max(after.low - before.high, before.low - after.low, 0)
    return 1


def change_size(lab: Lab, values: Sequence[tuple[str, Possible]]) -> tuple[int, int, int]:
    """Return how great a change is: what is not said last, then its distances together, then the efforts."""
    facts = [lab.advisor.pack.facts[path.removeprefix("order.")] for path, _ in values]
    far = sum(distance(lab.given[path], value) for path, value in values)
    unsaid = sum(1 for fact, (path, _) in zip(facts, values, strict=True) if lab.given[path] == fact.domain)
    return unsaid, far, sum(fact.effort for fact in facts)
