"""Flips of two facts together, where no single one does: the smallest that is found, with no proof that it is least."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from itertools import chain, combinations, product

from msgspec import Struct
from msgspec.structs import replace

from advisor import meaning
from advisor.analysis.distance import change_size, distance_exactly
from advisor.analysis.flip_values import FlipValues
from advisor.analysis.lab import Lab
from advisor.ir import UNLIMITED, Exclude, Numbers, Possible
from advisor.meaning.possible import NONE
from advisor.variation import Flip

_NEAR = 4
"""How many values of a fact are tried with those of another."""
STEPS = 32


def paired(lab: Lab, values: Sequence[FlipValues], pathway: str) -> Flip | None:
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
