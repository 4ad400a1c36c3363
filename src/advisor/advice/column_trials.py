"""Values tried on many orders at once, each try an order of its own in columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

import numpy as np
from msgspec import Struct

from advisor.advice.trials import Asking, Returned, Tried, breaking
from advisor.columnar import Orders
from advisor.columnar.column import PAIR, Array
from advisor.columnar.contest import NOBODY
from advisor.columnar.decide import ColumnEngine, Decided
from advisor.columnar.view import Pairs
from advisor.ir import Memory, Verdict

_MOST_TRIED = 8_192
"""How many tries are decided at a time."""


class ColumnTrials:
    """Tries values on many orders at once. orders: as columns, each at its place."""

    def __init__(self, engine: ColumnEngine, orders: Orders) -> None:
        self._engine = engine
        self._orders = orders

    def answer(self, askings: Mapping[int, Asking[Returned]]) -> dict[int, Returned]:
        """Return what is made of the answers, by the place of the order that is asked about."""
        returned: dict[int, Returned] = {}
        asked: dict[int, Sequence[Memory]] = {}
        told: dict[int, Sequence[Tried]] = {}
        waiting = dict(askings)
        while waiting:
            for place, asking in [*waiting.items()]:
                try:
                    asked[place] = asking.send(told[place]) if place in told else next(asking)
                except StopIteration as end:
                    returned[place] = end.value
                    del waiting[place]
            told = self._told({place: asked[place] for place in waiting})
        return returned

    def _told(self, asked: Mapping[int, Sequence[Memory]]) -> dict[int, Sequence[Tried]]:
        """Return what became of each try of each order."""
        tries = [(place, values) for place, several in asked.items() for values in several]
        became = [
            one
            for first in range(0, len(tries), _MOST_TRIED)
            for one in self._tried(tries[first : first + _MOST_TRIED])
        ]
        left = iter(became)
        return {place: list(islice(left, len(several))) for place, several in asked.items()}

    def _tried(self, tries: Sequence[tuple[int, Memory]]) -> Iterator[Tried]:
        pack = self._engine.program.pack
        table = self._orders.take(np.array([place for place, _ in tries], np.int64))
        for path in dict.fromkeys(path for _, values in tries for path in values):
            rows = [row for row, (_, values) in enumerate(tries) if path in values]
            table = table.with_fact(pack, path, [tries[row][1][path] for row in rows], np.array(rows))
        for decided in self._engine.pieces(table, kept="standing"):
            yield from _became(decided)


def _became(decided: Decided) -> Iterator[Tried]:
    they, winner = decided.contestants, decided.ranking.winner
    pathways = list(decided.engine.program.pack.pathways)
    amount = decided.engine.program.pack.roles.amount
    quantity = decided.taken.number(amount) if amount else None
    known = True if quantity is None else quantity.low == quantity.high
    wins = winner != NOBODY
    is_told = wins & decided.of_row(they.cost_known, winner) & known
    sums = decided.of_row(they.cost, winner) * (0 if quantity is None else quantity.low)
    days, has_days = decided.of_row(they.lead, winner), wins & decided.of_row(they.lead_known, winner)
    limits = _Limits(decided)
    options = decided.options.options
    columns = (
        decided.winning_pathway, decided.of_row(decided.pairs.option, winner), np.broadcast_to(is_told, len(winner)), sums, has_days, days
    )  # fmt: skip
    for row, (pathway, option, has_sum, likely, has_lead, lead) in enumerate(
        zip(*(one.tolist() for one in columns), strict=True)
    ):
        yield _Became(
            pathways[pathway] if pathway != NOBODY else None, options[option].id if option != NOBODY else None,
            likely if has_sum and quantity is not None else None, lead if has_lead else None, decided, row, limits,
        )  # fmt: skip


class _Limits:
    """Which candidates likely do not keep a limit, found once it is asked of one."""

    def __init__(self, decided: Decided) -> None:
        self._decided = decided

    @cached_property
    def broken(self) -> Array:
        """Of each candidate, whether a rule of what breaks a limit holds as assumed."""
        view = self._decided.taken
        rules = [rule for rule, _ in breaking(self._decided.engine.rules)]
        found = np.zeros(len(self._decided.pairs), np.bool_)
        for rule in rules:
            found |= view.lift(view.of(view.graph.conditions[rule.id]), PAIR).low
        return found


class _Became(Struct, frozen=True):
    """What became of an order at some values, in columns."""

    pathway: str | None
    option: str | None
    likely_sum: int | None
    likely_days: int | None
    decided: Decided
    row: int
    limits: _Limits

    def excluded(self, option: str) -> Verdict:
        """Return whether an option is excluded, or none at all; None where it could become a candidate."""
        decided = self.decided
        if option in self._ids(decided.pairs, decided.contestants.stands):
            return False
        return None if option in self._ids(decided.waiting, None) else True

    def keeps(self, option: str) -> bool:
        """Return whether an option is a candidate that is not excluded, and likely keeps every limit."""
        decided, pairs = self.decided, self.decided.pairs
        first, last = np.searchsorted(pairs.order, (self.row, self.row + 1))
        place = next(
            (one for one in range(first, last) if decided.options.options[pairs.option[one]].id == option), None
        )
        return place is not None and bool(decided.contestants.stands[place]) and not self.limits.broken[place]

    def _ids(self, pairs: Pairs, counts: Array | None) -> set[str]:
        first, last = np.searchsorted(pairs.order, (self.row, self.row + 1))
        places = pairs.option[first:last] if counts is None else pairs.option[first:last][counts[first:last]]
        return {self.decided.options.options[place].id for place in places.tolist()}
