"""The plain walk: every rule asked by `truth` alone, stratum by stratum. For trials and for holding engines equal."""

from __future__ import annotations

from collections.abc import Iterator

from advisor import strata, truth
from advisor.ir import READINGS, Derive, Memory, Numbers, Possible, Scope, Verdict
from advisor.strata import Folded, Program, Stage, Stratum
from advisor.trace import Outcome

SCOPES: tuple[Scope, ...] = ("order", "option", "advice")


class Walk:
    """The plain walk over one pack."""

    name = "walk"

    def __init__(self, program: Program) -> None:
        self._program = program
        self._derives = {
            scope: any(
                isinstance(rule.conclusion, Derive) for stratum in program.strata(scope) for rule in stratum.rules
            )
            for scope in SCOPES
        }
        self._untouched: dict[frozenset[str], tuple[str, ...]] = {}
        self._estimates = [f"option.{name}.{reading}" for name in program.pack.estimates for reading in READINGS]

    def _stages(self, scope: Scope, folded: Folded | None) -> Iterator[tuple[Stratum, Stage | None]]:
        stages = self._program.strata(scope)
        return zip(stages, folded.stages if folded is not None else [None] * len(stages), strict=True)

    def run(self, scope: Scope, memory: Memory, folded: Folded | None = None) -> Outcome:
        """Ask every rule of the scope on this memory. folded: the option that the memory is of, its constants in it."""
        known: dict[str, Possible] = dict(memory)
        verdicts: dict[str, Verdict] = {}
        for stratum, stage in self._stages(scope, folded):
            strata.open_stratum(stratum, known, folded=stage)
            for rule, condition in strata.asked(stratum, stage):
                if folded is not None or strata.is_asked(rule, self._program, known):
                    verdict = truth.holds(condition, known)
                    if verdict is not False:
                        verdicts[rule.id] = verdict
            strata.close_stratum(self._program, stratum, verdicts, known)
        return Outcome(known, verdicts)

    def narrow(
        self, scope: Scope, memory: Memory, wider: Outcome, changed: frozenset[str], folded: Folded | None = None
    ) -> Outcome:
        """Ask again only what is open and depends on what changed: true and false stay so when facts become known.

        wider: the outcome on a memory that allowed all that this one allows; changed: the facts that differ.
        """
        known: dict[str, Possible] = dict(memory)
        verdicts: dict[str, Verdict] = {}
        kept = self._kept(wider.memory, changed)
        for stratum, stage in self._stages(scope, folded):
            strata.open_stratum(stratum, known, kept, stage)
            for rule, condition in strata.asked(stratum, stage):
                verdict = wider.verdicts.get(rule.id, False)
                if verdict is None and not changed.isdisjoint(self._program.depends[rule.id]):
                    verdict = truth.holds(condition, known)
                if verdict is not False:
                    verdicts[rule.id] = verdict
            strata.close_stratum(self._program, stratum, verdicts, known)
        return Outcome(known, verdicts)

    def numbers(
        self, scope: Scope, memory: Memory, wider: Memory, folded: Folded | None = None
    ) -> tuple[Memory, Memory]:
        """Return a nominal memory with estimates and derived facts added, and what was assumed of the derived ones.

        Rules that derive nothing are not asked. wider: a memory that allows all that this one allows, its estimates
        included.
        """
        assumed: dict[str, Possible] = {}
        known: dict[str, Possible] = dict(memory)
        verdicts: dict[str, Verdict] = {}
        left = self._estimates if folded is None else folded.formulas
        exact = {
            path: value for path in left if isinstance(value := wider.get(path), Numbers) and value.low == value.high
        }
        for stratum, stage in self._stages(scope, folded):
            strata.open_stratum(stratum, known, exact, stage)
            for rule, condition in strata.asked(stratum, stage) if self._derives[scope] else ():
                if isinstance(rule.conclusion, Derive):
                    verdicts[rule.id] = truth.holds(condition, known)
            strata.close_stratum(self._program, stratum, verdicts, known, assumed)
        return known, assumed

    def _kept(self, wider: Memory, changed: frozenset[str]) -> Memory:
        """Return the estimates that do not depend on what changed."""
        if changed not in self._untouched:
            depends = self._program.depends
            names = [f"option.{name}" for name in self._program.pack.estimates]
            self._untouched[changed] = tuple(
                f"{name}.{reading}" for name in names if changed.isdisjoint(depends[name]) for reading in READINGS
            )
        return {path: wider[path] for path in self._untouched[changed] if path in wider}
