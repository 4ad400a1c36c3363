"""One order, asked at other values of its facts: many tries of the same facts in one frame, few by the plain walk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.advice import Advisor
from advisor.advice.decision import Trial
from advisor.analysis.frame import Answers, rows
from advisor.ir import Memory, Possible
from advisor.trace import Order

FEW = 200
"""Up to how many tries of the same facts are walked one by one: a frame costs the making of its plan."""
Won = tuple[str | None, str | None]
"""Pathway and option that win."""


class Lab:
    """One order, asked at many values. given: its facts, as said or else as derived, unknown ones at their whole domain."""

    def __init__(self, advisor: Advisor, answers: Answers, order: Order) -> None:
        self.advisor = advisor
        self.order = order
        self.decision = advisor.weigh(order)
        self.given: Memory = self.decision.order.memory
        self._answers = answers
        self._trials: dict[tuple[str, ...], Trial] = {}

    def ask(self, tries: Sequence[Mapping[str, Possible]]) -> list[Won]:
        """Return who wins at each try: of many tries of the same facts in one frame, of few by the plain walk."""
        found: dict[int, Won] = {}
        groups: dict[tuple[str, ...], list[int]] = {}
        for index, one in enumerate(tries):
            groups.setdefault(tuple(one), []).append(index)
        for paths, places in groups.items():
            several = [tries[place] for place in places]
            found |= zip(
                places, self._framed(several) if len(places) > FEW else self._walked(paths, several), strict=True
            )
        return [found[index] for index in range(len(tries))]

    def _framed(self, tries: Sequence[Mapping[str, Possible]]) -> list[Won]:
        told = self._answers(rows(self.advisor, self.order, tries)).select("pathway", "option")
        return [(pathway, option) for pathway, option in told.iter_rows()]

    def _walked(self, paths: tuple[str, ...], tries: Sequence[Mapping[str, Possible]]) -> list[Won]:
        decide = self.trial(paths)
        decided = [decide(one) for one in tries]
        return [(one.pathway, one.winner.option.id if one.winner else None) for one in decided]

    def opens(self, values: Mapping[str, Possible], pathway: str) -> bool:
        """Return whether at a try some option of a pathway is a candidate that is not excluded."""
        tried = self.trial(tuple(values))(values, lambda option: option.pathway == pathway)
        return any(one.contestant.excluded is not True for one in tried.candidates)

    def trial(self, paths: tuple[str, ...]) -> Trial:
        """Return what decides the order at values of some facts (`Advisor.trial`), made ready once."""
        if paths not in self._trials:
            self._trials[paths] = self.advisor.trial(self.order, self.decision, paths)
        return self._trials[paths]
