"""What a walk does with one stratum: estimates to compute, rules to ask, derived facts to close."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from advisor.ir import And, Condition, Derive, Expression, Rule
from advisor.strata.program import Program, Stratum
from advisor.strata.reading import root


@dataclass(frozen=True, slots=True)
class Stage:
    """A stratum, or what is left of it: formulas to compute, then rules to ask, then derived facts to close."""

    formulas: tuple[tuple[str, Expression], ...]
    closes: tuple[str, ...]
    rules: tuple[tuple[Rule, Condition], ...]


def whole(strata: Sequence[Stratum]) -> tuple[Stage, ...]:
    """Return the strata with nothing left out."""
    return tuple(
        Stage(one.estimates, one.closes, tuple((rule, And(rule.tests + rule.joins)) for rule in one.rules))
        for one in strata
    )


MOST_KEPT = 128
"""For how many changes it is kept what is to be done anew."""


@dataclass(frozen=True, slots=True)
class Left:
    """What there is to do in every stratum, and what of it is to be done anew when some facts change, kept for next time."""

    stages: tuple[Stage, ...]
    _parts: dict[frozenset[str] | None, tuple[Stage, ...]] = field(default_factory=dict, compare=False, repr=False)
    _asked: dict[frozenset[str], tuple[Stage, ...]] = field(default_factory=dict, compare=False, repr=False)

    def touched(self, program: Program, changed: frozenset[str]) -> tuple[Stage, ...]:
        """Return the formulas, the rules and the derived facts that are made of what changed."""
        if changed not in self._asked:
            _make_room(self._asked)
            self._asked[changed] = tuple(
                Stage(*_made_of(program, stage, changed), _hanging(program, stage, changed)) for stage in self.stages
            )
        return self._asked[changed]

    def numbers(self, program: Program, changed: frozenset[str] | None = None) -> tuple[Stage, ...]:
        """Return the formulas and the derived facts, or those that are made of what changed, and the rules that derive these."""
        if changed not in self._parts:
            _make_room(self._parts)
            made = [
                (stage.formulas, stage.closes) if changed is None else _made_of(program, stage, changed)
                for stage in self.stages
            ]
            closed = {path for _, closes in made for path in closes}
            self._parts[changed] = tuple(
                Stage(*parts, _deriving(stage, closed)) for parts, stage in zip(made, self.stages, strict=True)
            )
        return self._parts[changed]


def _make_room(kept: dict[Any, tuple[Stage, ...]]) -> None:
    if len(kept) >= MOST_KEPT:
        kept.clear()


def _made_of(
    program: Program, stage: Stage, changed: frozenset[str]
) -> tuple[tuple[tuple[str, Expression], ...], tuple[str, ...]]:
    depends = program.depends
    return (
        tuple(one for one in stage.formulas if not changed.isdisjoint(depends[root(one[0])])),
        tuple(path for path in stage.closes if not changed.isdisjoint(depends[path])),
    )


def _hanging(program: Program, stage: Stage, changed: frozenset[str]) -> tuple[tuple[Rule, Condition], ...]:
    return tuple(one for one in stage.rules if not changed.isdisjoint(program.depends[one[0].id]))


def _deriving(stage: Stage, closed: Collection[str]) -> tuple[tuple[Rule, Condition], ...]:
    return tuple(
        one for one in stage.rules if isinstance(one[0].conclusion, Derive) and one[0].conclusion.path in closed
    )
