"""What a walk does with one stratum: estimates to compute, rules to ask, derived facts to close."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from msgspec import Struct

from advisor.ir import Condition, Derive, Expression, Rule, Scope
from advisor.meaning.program import Program, Stratum
from advisor.meaning.reading import conclusion_expressions, condition_of, fact_path, reads


class Stage(Struct, frozen=True):
    """A stratum, or what is left of it: formulas to compute, then rules to ask, then derived facts to close."""

    formulas: tuple[tuple[str, Expression], ...]
    closes: tuple[str, ...]
    rules: tuple[tuple[Rule, Condition], ...]


def roots(*read: Expression | Condition) -> frozenset[str]:
    """Return the paths that conditions and expressions read, without readings."""
    return frozenset(map(fact_path, reads(*read)))


_MOST_KEPT = 128
"""For how many changes it is kept what is to be done anew."""


class Touched(Struct, frozen=True):
    """What is to be done anew when some facts change.

    paths: those facts and all that is made of them, without readings. rules: those whose conditions read any of that.
    """

    stages: tuple[Stage, ...]
    paths: frozenset[str]
    rules: frozenset[str]


class Remaining:
    """What there is to do in every stratum, and what of it is to be done anew when some facts change, kept for next time."""

    __slots__ = ("_parts", "_touched", "roots", "stages")

    def __init__(self, stages: tuple[Stage, ...], roots: Callable[[Expression | Condition], frozenset[str]]) -> None:
        """roots: tells what a formula or a condition of these reads (`roots`)."""
        self.stages = stages
        self.roots = roots
        self._parts: dict[frozenset[str] | None, tuple[Stage, ...]] = {}
        self._touched: dict[frozenset[str], Touched] = {}

    def touched(self, program: Program, changed: frozenset[str]) -> Touched:
        """Return the formulas, the rules and the derived facts that are made of what changed."""
        if changed not in self._touched:
            _make_room(self._touched)
            self._touched[changed] = self._followed(program, changed)
        return self._touched[changed]

    def _followed(self, program: Program, changed: frozenset[str]) -> Touched:
        paths = {*changed, *(path for path in program.derivers if not changed.isdisjoint(program.depends[path]))}
        asked: set[str] = set()
        stages = []
        for stage in self.stages:
            formulas = []
            for path, formula in stage.formulas:
                if not paths.isdisjoint(self.roots(formula)):
                    formulas.append((path, formula))
                    paths.add(fact_path(path))
            rules = tuple(one for one in stage.rules if not paths.isdisjoint(self.roots(one[1])))
            asked.update(rule.id for rule, _ in rules)
            closes = tuple(
                path
                for path in stage.closes
                if path in changed
                or any(
                    one.id in asked or not paths.isdisjoint(roots(*conclusion_expressions(one)))
                    for one in program.derivers[path]
                )
            )
            paths.update(closes)
            stages.append(Stage(tuple(formulas), closes, rules))
        return Touched(tuple(stages), frozenset(paths), frozenset(asked))

    def numbers(self, program: Program, changed: frozenset[str] | None = None) -> tuple[Stage, ...]:
        """Return the formulas and the derived facts, or those that are made of what changed, and the rules that derive these."""
        if changed not in self._parts:
            _make_room(self._parts)
            wanted = self.stages if changed is None else self.touched(program, changed).stages
            closed = {path for stage in wanted for path in stage.closes}
            self._parts[changed] = tuple(
                Stage(one.formulas, one.closes, _deriving(stage, closed))
                for one, stage in zip(wanted, self.stages, strict=True)
            )
        return self._parts[changed]


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= _MOST_KEPT:
        kept.clear()


def _deriving(stage: Stage, closed: Collection[str]) -> tuple[tuple[Rule, Condition], ...]:
    return tuple(
        one for one in stage.rules if isinstance(one[0].conclusion, Derive) and one[0].conclusion.path in closed
    )


def all_strata(strata: Sequence[Stratum]) -> tuple[Stage, ...]:
    """Return the strata with nothing left out."""
    return tuple(
        Stage(one.estimates, one.closes, tuple((rule, condition_of(rule)) for rule in one.rules)) for one in strata
    )


def unfolded(program: Program, scope: Scope) -> Remaining:
    """Return all there is to do in a scope, whatever an option says."""
    return Remaining(all_strata(program.strata(scope)), roots)
