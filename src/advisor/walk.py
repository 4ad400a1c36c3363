"""The plain walk: every rule asked by `truth` alone, stratum by stratum. For trials and for holding engines equal."""

from __future__ import annotations

from collections.abc import Sequence

from advisor import strata, truth
from advisor.ir import Memory, Numbers, Possible, Scope, Verdict
from advisor.strata import Folded, Program, Stage
from advisor.trace import Outcome

_NOTHING: Memory = {}


class Walk:
    """The plain walk over one pack."""

    name = "walk"

    def __init__(self, program: Program) -> None:
        self._program = program
        self._left: dict[Scope, strata.Left] = {}

    def run(self, scope: Scope, memory: Memory, folded: Folded | None = None) -> Outcome:
        """Ask every rule of the scope on this memory. folded: the option that the memory is of, its constants in it."""
        known: dict[str, Possible] = dict(memory)
        verdicts: dict[str, Verdict] = {}
        for stage in self.left(scope, folded).stages:
            strata.open_stage(stage, known)
            for rule, condition in stage.rules:
                if folded is not None or strata.is_asked(rule, self._program, known):
                    verdict = truth.holds(condition, known)
                    if verdict is not False:
                        verdicts[rule.id] = verdict
            strata.close_stage(self._program, stage, verdicts, known)
        return Outcome(known, verdicts)

    def narrow(
        self, scope: Scope, memory: Memory, wider: Outcome, changed: frozenset[str], folded: Folded | None = None
    ) -> Outcome:
        """Ask again only what is open and depends on what changed: true and false stay so when facts become known.

        wider: the outcome on a memory that allowed all that this one allows, from which what this one does not say is taken;
        changed: the facts that differ.
        """
        stages = self.left(scope, folded).touched(self._program, changed).stages
        known = _without(wider.memory, memory, stages)
        verdicts = dict(wider.verdicts)
        for stage in stages:
            strata.open_stage(stage, known)
            for rule, condition in stage.rules:
                if verdicts.get(rule.id, False) is None:
                    verdict = truth.holds(condition, known)
                    if verdict is False:
                        del verdicts[rule.id]
                    else:
                        verdicts[rule.id] = verdict
            strata.close_stage(self._program, stage, verdicts, known)
        return Outcome(known, verdicts)

    def numbers(
        self, scope: Scope, memory: Memory, wider: Memory, folded: Folded | None = None
    ) -> tuple[Memory, Memory]:
        """Return a nominal memory with estimates and derived facts added, and what was assumed of the derived ones.

        Rules that derive nothing are not asked. wider: a memory that allows all that this one allows, its estimates
        included.
        """
        stages = self.left(scope, folded).numbers(self._program)
        return self._numbers(stages, dict(memory), wider)

    def narrow_numbers(
        self, scope: Scope, memory: Memory, before: Memory, changed: frozenset[str], folded: Folded | None = None
    ) -> tuple[Memory, Memory]:
        """Return what `numbers` would, with all that is not made of what changed taken over. before: as it was."""
        stages = self.left(scope, folded).numbers(self._program, changed)
        return self._numbers(stages, _without(before, memory, stages), _NOTHING)

    def _numbers(self, stages: Sequence[Stage], known: dict[str, Possible], wider: Memory) -> tuple[Memory, Memory]:
        assumed: dict[str, Possible] = {}
        verdicts: dict[str, Verdict] = {}
        for stage in stages:
            for path, formula in stage.formulas:
                value = wider.get(path)
                is_exact = isinstance(value, Numbers) and value.low == value.high
                known[path] = value if value is not None and is_exact else Numbers(*truth.number(formula, known))
            for rule, condition in stage.rules:
                verdicts[rule.id] = truth.holds(condition, known)
            strata.close_stage(self._program, stage, verdicts, known, assumed)
        return known, assumed

    def left(self, scope: Scope, folded: Folded | None) -> strata.Left:
        """Return what there is to do in a scope, or is left of it for an option."""
        if folded is not None:
            return folded.left
        if scope not in self._left:
            self._left[scope] = strata.unfolded(self._program, scope)
        return self._left[scope]


def _without(before: Memory, memory: Memory, stages: Sequence[Stage]) -> dict[str, Possible]:
    """Return what was known before with a new memory over it, less the derived facts that the stages close anew."""
    known = {**before, **memory}
    for stage in stages:
        for path in stage.closes:
            if path not in memory:
                del known[path]
    return known
