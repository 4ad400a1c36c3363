"""What is ruled out before anything is reckoned: exclusions that read only what an order is and what an option says."""

from __future__ import annotations

from collections.abc import Iterator

from advisor import estimate
from advisor.ir import Condition, Exclude, Memory, Option, Rule
from advisor.meaning import Program, fact_path, truth
from advisor.meaning.fold import FALSE, folded_condition
from advisor.meaning.reading import condition_of, reads

_Asked = tuple[Condition, Memory]
"""A condition, and what the option says, where the order's fact is held against one of the option."""


class Light:
    """The light exclusions of one pack."""

    def __init__(self, program: Program) -> None:
        said = (rule for stratum in program.option for rule in stratum.rules if isinstance(rule.conclusion, Exclude))
        self._rules = [(program.reads[rule.id], condition_of(rule)) for rule in said if _is_light(program, rule)]
        self._left: dict[str, tuple[_Asked, ...]] = {}

    def rules_out(self, option: Option, memory: Memory) -> bool:
        """Return whether one of them holds of an option; others still may. memory: of the order."""
        return any(
            truth.holds(condition, {**memory, **own} if own else memory) is True for condition, own in self._of(option)
        )

    def _of(self, option: Option) -> tuple[_Asked, ...]:
        """Return what an option leaves of them; of the pack's own it is kept."""
        if option.is_quote:
            return (*self._folded(option),)
        if option.id not in self._left:
            self._left[option.id] = (*self._folded(option),)
        return self._left[option.id]

    def _folded(self, option: Option) -> Iterator[_Asked]:
        """Yield what is left of them to ask, but for those that read what the option does not say and those that never hold."""
        own = estimate.option_memory(option)
        for paths, condition in self._rules:
            if all(path in own for path in paths if path.startswith("option.")):
                left = folded_condition(condition, own)
                if left != FALSE:
                    yield left, own if any(path.startswith("option.") for path in reads(left)) else {}


def _is_light(program: Program, rule: Rule) -> bool:
    paths = program.reads[rule.id]
    return rule.id not in program.asks_known and not any(
        path.startswith("option.") and (fact_path(path) in program.made or path in program.derivers) for path in paths
    )
