"""One order, asked at other values of its facts, in columns: many tries at once cost little more than one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.advice.decision import Decision
from advisor.analysis.order_variants import Answers, variants
from advisor.columnar.winners import Winners, Won, together
from advisor.ir import Memory, Possible
from advisor.meaning.path import name_in
from advisor.trace import Order

_MANY = 256
"""So many values of one number are asked by themselves."""
_Stretch = tuple[int, int, Won]
"""The first and the last of several values in a row that one option wins, and that."""


class Lab:
    """One order, asked at many values."""

    def __init__(self, advisor: Advisor, answers: Answers, order: Order) -> None:
        self.advisor = advisor
        self.order = order
        self._answers = answers
        self._decisions: dict[frozenset[tuple[str, Possible]], Decision] = {}

    @cached_property
    def decision(self) -> Decision:
        """The order's own decision."""
        return next(iter(self.advisor.weigh_block([self.order])))

    @property
    def given(self) -> Memory:
        """The order's facts as assumed, derived ones among them."""
        return self.decision.assumed.memory

    # --- who wins -----------------------------------------------------------------------------------------------------
    def ask(self, tries: Sequence[Mapping[str, Possible]]) -> list[Won]:
        """Return who wins at each try."""
        if not tries:
            return []
        return [*self._answers(variants(self.advisor, self.order, tries))]

    def at(self, path: str, values: Sequence[int]) -> list[Won]:
        """Return who wins at some values of a number."""
        return [*self._at([(path, values)])]

    def along(self, asked: Sequence[tuple[str, Sequence[int]]]) -> list[list[_Stretch]]:
        """Return who wins at ascending values of each number: the first and the last of each run of them that one option wins."""
        told = self._at(asked) if any(len(values) for _, values in asked) else together([])
        found, first = [], 0
        for _, values in asked:
            found.append(_runs(told.between(first, first + len(values)), values))
            first += len(values)
        return found

    def _at(self, asked: Sequence[tuple[str, Sequence[int]]]) -> Winners:
        """Return who wins at some values of each number. Of many the rest of the order is reckoned once: they are asked by themselves."""
        few = [one for one in asked if len(one[1]) < _MANY]
        told = {id(one): self._together([one]) for one in asked if len(one[1]) >= _MANY}
        found, first = self._together(few), 0
        for one in few:
            told[id(one)] = found.between(first, first + len(one[1]))
            first += len(one[1])
        return together([told[id(one)] for one in asked])

    def _together(self, asked: Sequence[tuple[str, Sequence[int]]]) -> Winners:
        tried = variants(self.advisor, self.order, [{}] * sum(len(values) for _, values in asked))
        first = 0
        for path, values in (one for one in asked if len(one[1])):
            is_all = len(values) == tried.count
            rows = None if is_all else np.arange(first, first + len(values))
            tried = tried.with_fact(self.advisor.pack, path, np.array(values, np.int64), rows)
            first += len(values)
        return self._answers(tried)

    # --- what each option is weighed by -------------------------------------------------------------------------------
    def decide(self, values: Mapping[str, Possible]) -> Decision:
        """Return every option weighed over all that some values of the order as assumed allow."""
        self.foresee([values])
        return self._decisions[frozenset(values.items())]

    def wide(self, path: str) -> Decision:
        """Return the decision with a fact unknown."""
        return self.decide({path: self.advisor.pack.facts[name_in(path)].domain})

    def moved(self, path: str) -> frozenset[str]:
        """Return a fact with those that are assumed by way of it."""
        return self.advisor.moved(self.decision, path)

    def foresee(self, tries: Iterable[Mapping[str, Possible]]) -> None:
        """Make the decisions at some tries together, since they will be looked at."""
        wanted = {frozenset(one.items()): one for one in tries}
        new = {key: one for key, one in wanted.items() if key not in self._decisions}
        orders = [replace(self.order, given=self.advisor.held(self.decision, one) | dict(one)) for one in new.values()]
        self._decisions |= dict(zip(new, self.advisor.weigh_block(orders, assume=False), strict=True))


def _runs(told: Winners, values: Sequence[int]) -> list[_Stretch]:
    if not len(values):
        return []
    starts = [0, *(1 + np.flatnonzero(told.options[1:] != told.options[:-1])).tolist()]
    ends = [*(start - 1 for start in starts[1:]), len(values) - 1]
    won = [*told]
    return [(int(values[start]), int(values[end]), won[start]) for start, end in zip(starts, ends, strict=True)]
