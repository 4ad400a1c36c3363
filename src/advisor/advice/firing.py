"""The trace of a decision: which rules fired, on which premises, in the order of their telling."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.advice.decision import Decision
from advisor.advice.settle import best_candidates
from advisor.advice.whole import SaidOfAnswer
from advisor.ir import Memory, Possible, Scope
from advisor.meaning import Program
from advisor.trace import Firing, Outcome


def firings(program: Program, decision: Decision, said: SaidOfAnswer, *, everything: bool) -> list[Firing]:
    """Return the firings of the order, of each pathway's best option, and of the whole answer. everything: of every candidate, false ones too."""
    told = decision.candidates if everything else best_candidates(decision)
    found = _fired(program, "order", None, decision.possible, decision.assumed, everything=everything)
    for one in told:
        found += _fired(program, "option", one.option.id, one.possible, one.assumed, everything=everything)
    return found + _fired(program, "advice", None, said.possible, said.assumed, everything=everything)


def _fired(
    program: Program, scope: Scope, option: str | None, possible: Outcome, assumed: Outcome, *, everything: bool
) -> list[Firing]:
    verdicts, memory = possible.verdicts, possible.memory
    return [
        Firing(
            rule=rule.id, option=option, verdict=verdict, as_assumed=assumed.verdicts.get(rule.id, False),
            premises=_known(program.premises[rule.id], memory),
        )
        for stratum in program.strata(scope)
        for rule in stratum.rules
        if (verdict := verdicts.get(rule.id, False)) is not False or everything
    ]  # fmt: skip


def _known(paths: Sequence[str], memory: Memory) -> tuple[tuple[str, Possible], ...]:
    """Return the values of those paths that a memory has; nearly always it has all, which is taken in one go."""
    try:
        return tuple(zip(paths, map(memory.__getitem__, paths), strict=True))
    except KeyError:
        return tuple((path, memory[path]) for path in paths if path in memory)
