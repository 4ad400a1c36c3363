"""The plain walk: every rule asked by `truth` alone, stratum by stratum. For trials and for holding engines equal."""

from __future__ import annotations

from advisor import meaning
from advisor.ir import Memory, Possible, Scope, Verdict
from advisor.meaning import Folded, Program, truth
from advisor.trace import Outcome


class Walk:
    """The plain walk over one pack."""

    name = "walk"

    def __init__(self, program: Program) -> None:
        self._program = program
        self._left: dict[Scope, meaning.Remaining] = {}

    def run(self, scope: Scope, memory: Memory, folded: Folded | None = None) -> Outcome:
        """Ask every rule of the scope on this memory. folded: the option that the memory is of, its constants in it."""
        known: dict[str, Possible] = dict(memory)
        verdicts: dict[str, Verdict] = {}
        for stage in self.left(scope, folded).stages:
            meaning.open_stage(stage, known)
            for rule, condition in stage.rules:
                if folded is not None or meaning.is_asked(rule, self._program, known):
                    verdict = truth.holds(condition, known)
                    if verdict is not False:
                        verdicts[rule.id] = verdict
            meaning.close_stage(self._program, stage, verdicts, known)
        return Outcome(known, verdicts)

    def narrow(
        self, scope: Scope, memory: Memory, wider: Outcome, changed: frozenset[str], folded: Folded | None = None,
        stand_in: meaning.StandIn | None = None,
    ) -> Outcome:  # fmt: skip
        """Ask again only what is open and depends on what changed: true and false stay so when facts become known.

        wider: the outcome on a memory that allowed all that this one allows, from which what this one does not say is taken;
        changed: the facts that differ. stand_in: what stands for derived facts that are unknown, all of which are among `changed`;
        rules that ask what is known are not asked again then, since nothing became known.
        """
        stages = self.left(scope, folded).touched(self._program, changed).stages
        known = meaning.without(wider.memory, memory, stages)
        verdicts = dict(wider.verdicts)
        for stage in stages:
            meaning.open_stage(stage, known)
            for rule, condition in stage.rules:
                if verdicts.get(rule.id, False) is None and not (stand_in and rule.id in self._program.asks_known):
                    verdict = truth.holds(condition, known)
                    if verdict is False:
                        del verdicts[rule.id]
                    else:
                        verdicts[rule.id] = verdict
            meaning.close_stage(self._program, stage, verdicts, known, stand_in)
        return Outcome(known, verdicts)

    def change(
        self, scope: Scope, memory: Memory, before: Outcome, changed: frozenset[str], folded: Folded | None = None
    ) -> Outcome:
        """Ask again all that depends on what changed, as assumed. before: the outcome as assumed, from which the rest is taken."""
        stages = self.left(scope, folded).touched(self._program, changed).stages
        known = meaning.without(before.memory, memory, stages)
        verdicts = dict(before.verdicts)
        for stage in stages:
            meaning.open_stage(stage, known)
            for rule, condition in stage.rules:
                verdict = truth.holds(condition, known)
                if verdict is not False:
                    verdicts[rule.id] = verdict
                else:
                    verdicts.pop(rule.id, None)
            meaning.close_stage(self._program, stage, verdicts, known, "assumed")
        return Outcome(known, verdicts)

    def left(self, scope: Scope, folded: Folded | None) -> meaning.Remaining:
        """Return what there is to do in a scope, or is left of it for an option."""
        if folded is not None:
            return folded.left
        if scope not in self._left:
            self._left[scope] = meaning.unfolded(self._program, scope)
        return self._left[scope]
