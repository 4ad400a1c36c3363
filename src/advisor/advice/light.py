"""What is ruled out before anything is reckoned: exclusions that read only what an order is and what an option says."""

from __future__ import annotations

from advisor import estimate
from advisor.ir import And, Exclude, Memory, Option, Possible, Rule
from advisor.meaning import Program, fact_path, truth


class Light:
    """The light exclusions of one pack."""

    def __init__(self, program: Program) -> None:
        said = (rule for stratum in program.option for rule in stratum.rules if isinstance(rule.conclusion, Exclude))
        self._rules = [
            (program.reads[rule.id], And(rule.tests + rule.joins)) for rule in said if _is_light(program, rule)
        ]
        self._memories: dict[str, dict[str, Possible]] = {}

    def rules_out(self, option: Option, memory: Memory) -> bool:
        """Return whether one of them holds of an option; others still may. memory: of the order."""
        known = {**memory, **self._said(option)}
        return any(
            truth.holds(condition, known) is True
            for reads, condition in self._rules
            if all(path in known for path in reads)
        )

    def _said(self, option: Option) -> dict[str, Possible]:
        """Return what an option says; of the pack's own it is kept."""
        if option.is_quote:
            return estimate.option_memory(option)
        if option.id not in self._memories:
            self._memories[option.id] = estimate.option_memory(option)
        return self._memories[option.id]


def _is_light(program: Program, rule: Rule) -> bool:
    paths = program.reads[rule.id]
    return rule.id not in program.asks_known and not any(
        path.startswith("option.") and (fact_path(path) in program.made or path in program.derivers) for path in paths
    )
