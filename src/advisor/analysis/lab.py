"""One order, asked at other values of its facts: many tries of the same facts in one frame, few by the plain walk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from advisor.advice import Advisor
from advisor.advice.decision import Decision, Only
from advisor.analysis.frame import Answers, variants
from advisor.ir import Memory, Numbers, Possible
from advisor.trace import Order

FEW = 48
"""Up to how many tries of the same facts are walked one by one: a frame costs the making of its plan."""
Won = tuple[str | None, str | None]
"""Pathway and option that win."""
Pair = tuple[tuple[str, Possible], tuple[str, Possible]]
"""Two facts, each with a value."""
WON: dict[str, Any] = {"pathway": pl.String, "option": pl.String}


class Lab:
    """One order, asked at many values. given: its facts, as said or else as derived, unknown ones at their whole domain."""

    def __init__(self, advisor: Advisor, answers: Answers, order: Order) -> None:
        self.advisor = advisor
        self.order = order
        self.decision = advisor.weigh(order)
        self.given: Memory = self.decision.order.memory
        self._answers = answers
        self._halves: dict[tuple[str, Possible, str, str], Decision] = {}
        self._wide: dict[tuple[tuple[str, ...], str | None], Decision] = {}

    def ask(self, tries: Sequence[Mapping[str, Possible]]) -> list[Won]:
        """Return who wins at each try: of many tries of the same facts in one frame, of few by the plain walk."""
        found: dict[int, Won] = {}
        groups: dict[tuple[str, ...], list[int]] = {}
        for index, one in enumerate(tries):
            groups.setdefault(tuple(one), []).append(index)
        for places in groups.values():
            several = [tries[place] for place in places]
            found |= zip(places, self._framed(several) if len(places) > FEW else self._walked(several), strict=True)
        return [found[index] for index in range(len(tries))]

    def at(self, path: str, values: Sequence[int]) -> list[Won]:
        """Return who wins at some values of a number."""
        return [*self._told_at(path, values).iter_rows()]

    def along(self, path: str, values: Sequence[int]) -> list[tuple[int, int, Won]]:
        """Return who wins at ascending values of a number: the first and the last of each run of them that one option wins."""
        told = self._told_at(path, values)
        starts = [0, *(place for place in told["option"].ne_missing(told["option"].shift()).arg_true() if place)]
        ends = [*(start - 1 for start in starts[1:]), len(values) - 1]
        return [(values[start], values[end], told.row(start)) for start, end in zip(starts, ends, strict=True)]

    def _told_at(self, path: str, values: Sequence[int]) -> pl.DataFrame:
        if len(values) > FEW:
            return self._answers(variants(self.advisor, self.order, {path: np.array(values)})).select(*WON)
        return pl.DataFrame(self._walked([{path: Numbers(one, one)} for one in values]), schema=WON, orient="row")

    def _framed(self, tries: Sequence[Mapping[str, Possible]]) -> list[Won]:
        values = {path: [one[path] for one in tries] for path in tries[0]}
        return [*self._answers(variants(self.advisor, self.order, values)).select(*WON).iter_rows()]

    def _walked(self, tries: Sequence[Mapping[str, Possible]]) -> list[Won]:
        decided = [self.decide(one) for one in tries]
        return [(one.pathway, one.winner.option.id if one.winner else None) for one in decided]

    def may_open(self, paths: tuple[str, ...], pathway: str) -> bool:
        """Return whether at some values of facts an option of a pathway could be a candidate that is not excluded."""
        return self._may_stand(self.wide(paths, pathway), paths, pathway)

    def opens(self, pair: Pair, pathway: str) -> bool:
        """Return whether at two facts' values some option of a pathway is a candidate that is not excluded."""
        (one, first), (other, second) = pair
        key = (one, first, other, pathway)
        if key not in self._halves:
            wide = self.wide((one, other), pathway)
            self._halves[key] = self.advisor.narrower(wide, {one: first}, _of(pathway))
        half = self._halves[key]
        if not self._may_stand(half, (other,), pathway):
            return False
        return _stands(self.advisor.narrower(half, {other: second}, _of(pathway)), pathway)

    def _may_stand(self, wide: Decision, paths: tuple[str, ...], pathway: str) -> bool:
        return _stands(wide, pathway) or self.advisor.brings_in(wide, paths, _of(pathway))

    def decide(self, values: Mapping[str, Possible]) -> Decision:
        """Return the decision at a try, by the plain walk."""
        return self.advisor.narrower(self.wide(tuple(values)), values)

    def wide(self, paths: tuple[str, ...], pathway: str | None = None) -> Decision:
        """Return the decision with some facts unknown, made once. pathway: only its options need be weighed."""
        key = (paths, pathway)
        if key not in self._wide:
            self._wide[key] = self.advisor.wider(self.decision, paths, _of(pathway))
        return self._wide[key]


def _of(pathway: str | None) -> Only | None:
    return None if pathway is None else lambda option: option.pathway == pathway


def _stands(decision: Decision, pathway: str) -> bool:
    return any(one.option.pathway == pathway and one.contestant.excluded is not True for one in decision.candidates)
