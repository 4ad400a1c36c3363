"""Decisions read off columns: many orders decided at once, each then told as one that was decided by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np

from advisor import estimate, strata
from advisor.advice.decision import Candidate, Decision
from advisor.advice.trials import Asking, Returned, Tried
from advisor.columnar import Orders
from advisor.columnar.column import PAIR, Array, Ends
from advisor.columnar.contest import NOBODY, Contestants
from advisor.columnar.decide import Decided, Engine
from advisor.columnar.row import Row, Rows, places
from advisor.columnar.view import Pairs
from advisor.ir import Memory, Option, Possible, Rule, Verdict
from advisor.possible import allows, is_known
from advisor.ranking import Contestant
from advisor.trace import Order, Outcome
from advisor.truth import Interval

VERDICTS: tuple[Verdict, ...] = (False, None, True)


class DecisionReader:
    """Reads decisions off some orders decided in columns.

    unknown: what is possible of an order's facts while nobody says them.
    """

    def __init__(self, decided: Decided, unknown: Memory) -> None:
        self._decided = decided
        self._unknown = unknown
        self._possible, self._taken = Rows(decided.possible), Rows(decided.taken)
        program = decided.engine.program
        self.program = program
        self._derived = [path for path in program.derivers if path.startswith("order.")]
        option = [path for path in program.derivers if path.startswith("option.")]
        self._option_paths = dict.fromkeys(
            (*unknown, *self._derived, *decided.options.columns, *decided.possible.graph.formulas, *option)
        )
        self._order_rules = _Verdicts(decided, [rule for rule in decided.engine.rules if rule.scope == "order"])
        self._option_rules = _Verdicts(decided, [rule for rule in decided.engine.rules if rule.scope == "option"])
        rows = decided.ranking.rows
        bounds = np.searchsorted(decided.pairs.order[rows], np.arange(decided.orders.count + 1))
        self._ranked = [rows[first:last].tolist() for first, last in pairwise(bounds.tolist())]
        self._contestants = _Contestants(decided.contestants, decided.options.options)

    def decisions(self, orders: Sequence[Order]) -> Iterator[Decision]:
        """Yield the decision of each order, as they were decided."""
        for row, order in enumerate(orders):
            yield self._decision(row, order)

    def _decision(self, row: int, order: Order) -> Decision:
        given = dict(self._unknown) | dict(order.given)
        taken, assumed = estimate.nominal_order(self.program.pack, given)
        paths = dict.fromkeys((*given, *self._derived))
        own = Row(self._possible, places(row), paths, given)
        outcome = Outcome(own, self._order_rules.at(row))
        nominal = Row(self._taken, places(row), paths, taken)
        assumed |= self._assumed(row, order.given, nominal)
        candidates = tuple(self._candidate(row, pair, given, taken) for pair in self._ranked[row])
        return Decision(
            given=given, quotes=order.quotes, order=outcome, nominal=nominal, assumed=assumed, candidates=candidates,
            waiting=tuple(self._waiting(row)), weighed={}, met=set(),
        )  # fmt: skip

    def _candidate(self, row: int, pair: int, given: Memory, taken: Memory) -> Candidate:
        decided = self._decided
        place = int(decided.pairs.option[pair])
        at = places(row, place, pair)
        return Candidate(
            option=decided.options.options[place],
            outcome=Outcome(Row(self._possible, at, self._option_paths, given), self._option_rules.at(pair)),
            nominal=Row(self._taken, at, self._option_paths, taken),
            contestant=self._contestants.at(pair, place),
        )

    def _waiting(self, row: int) -> Iterator[Option]:
        waiting = self._decided.waiting
        first, last = np.searchsorted(waiting.order, (row, row + 1))
        return (self._decided.options.options[place] for place in waiting.option[first:last].tolist())

    def _assumed(self, row: int, given: Memory, nominal: Row) -> dict[str, Possible]:
        """Return what is assumed of facts that are derived (strata.close_stage)."""
        found = {}
        for path, rules in self.program.derivers.items():
            assume = self.program.pack.facts[path.split(".")[1]].assume
            if assume is None or path in given or not path.startswith("order."):
                continue
            graph, taken = self._decided.engine.graph, self._decided.taken
            asked = [(rule, _verdict(taken.of(graph.conditions[rule.id]), row)) for rule in rules]
            value = strata.close(self.program.pack, path, asked, nominal)
            if not is_known(value) and allows(value, assume):
                found[path] = assume
        return found


def _verdict(ends: Ends, row: int) -> Verdict:
    low, high = (bool(end[row]) if isinstance(end, np.ndarray) else bool(end) for end in (ends.low, ends.high))
    return VERDICTS[low + high]


class _Verdicts:
    """What some rules say, row by row."""

    def __init__(self, decided: Decided, rules: Sequence[Rule]) -> None:
        view = decided.possible
        is_order = bool(rules) and rules[0].scope == "order"
        count = decided.orders.count if is_order else len(decided.pairs)
        self._rules = [rule.id for rule in rules]
        self._low = np.zeros((count, len(rules)), np.bool_)
        self._high = np.zeros((count, len(rules)), np.bool_)
        for place, rule in enumerate(rules):
            held = view.of(view.graph.conditions[rule.id])
            held = held if is_order else view.lift(held, PAIR)
            self._low[:, place], self._high[:, place] = held.low, held.high

    def at(self, row: int) -> dict[str, Verdict]:
        """Return the rules that hold or are unknown in a row, with their verdicts."""
        low = self._low[row]
        return {self._rules[place]: True if low[place] else None for place in np.flatnonzero(self._high[row]).tolist()}


class _Contestants:
    """Contestants as lists, from which one is read at a time."""

    def __init__(self, they: Contestants, options: Sequence[Option]) -> None:
        self._options = options
        single = ("at_risk", "risk_open", "favours", "risks", "cost", "cost_known", "lead", "lead_known", "stays")
        self._one: Mapping[str, list[int]] = {name: _listed(getattr(they, name)) for name in single}
        ends = ("excluded", "favour_ends", "risk_ends", "cost_ends", "lead_ends")
        self._two = {name: tuple(map(_listed, (getattr(they, name).low, getattr(they, name).high))) for name in ends}

    def at(self, row: int, place: int) -> Contestant:
        """Return the contestant of a row. place: of its option."""
        one = {name: values[row] for name, values in self._one.items()}
        two: dict[str, Interval] = {name: (low[row], high[row]) for name, (low, high) in self._two.items()}
        return Contestant(
            option=self._options[place].id, pathway=self._options[place].pathway,
            excluded=VERDICTS[sum(two["excluded"])], at_risk=bool(one["at_risk"]), risk_open=bool(one["risk_open"]),
            favours=one["favours"], favour_ends=two["favour_ends"], risks=one["risks"], risk_ends=two["risk_ends"],
            cost=one["cost"] if one["cost_known"] else None, cost_ends=two["cost_ends"],
            lead=one["lead"] if one["lead_known"] else None, lead_ends=two["lead_ends"], stays=bool(one["stays"]),
        )  # fmt: skip


def _listed(values: Array) -> list[int]:
    return values.tolist()  # type: ignore[no-any-return]  # an array of NumPy


# --- tries ------------------------------------------------------------------------------------------------------------
MOST_TRIED = 8_192
"""How many tries are decided at a time."""


class ColumnTrials:
    """Tries values on many orders at once. orders: as columns, each at its place."""

    def __init__(self, engine: Engine, orders: Orders) -> None:
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
            one for first in range(0, len(tries), MOST_TRIED) for one in self._tried(tries[first : first + MOST_TRIED])
        ]
        left = iter(became)
        return {place: list(islice(left, len(several))) for place, several in asked.items()}

    def _tried(self, tries: Sequence[tuple[int, Memory]]) -> Iterator[Tried]:
        pack = self._engine.program.pack
        table = self._orders.take(np.array([place for place, _ in tries], np.int64))
        for path in dict.fromkeys(path for _, values in tries for path in values):
            rows = [row for row, (_, values) in enumerate(tries) if path in values]
            table = table.with_fact(pack, path, [tries[row][1][path] for row in rows], np.array(rows))
        for decided in self._engine.pieces(table, is_whole=False):
            yield from _became(decided)


def _became(decided: Decided) -> Iterator[Tried]:
    they, winner = decided.contestants, decided.ranking.winner
    pathways = list(decided.engine.program.pack.pathways)
    quantity = decided.taken.number("order.quantity") if "quantity" in decided.engine.program.pack.facts else None
    known = True if quantity is None else quantity.low == quantity.high
    wins = winner != NOBODY
    is_told = wins & decided.of_row(they.cost_known, winner) & known
    sums = decided.of_row(they.cost, winner) * (0 if quantity is None else quantity.low)
    rows = zip(
        decided.winning_pathway.tolist(), np.broadcast_to(is_told, len(winner)).tolist(), sums.tolist(), strict=True
    )
    for row, (pathway, has_sum, likely) in enumerate(rows):
        yield _Became(
            pathways[pathway] if pathway != NOBODY else None, likely if has_sum and quantity is not None else None,
            decided, row,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Became:
    """What became of an order at some values, in columns."""

    pathway: str | None
    likely_sum: int | None
    decided: Decided
    row: int

    def excluded(self, option: str) -> Verdict:
        """Return whether an option is surely excluded, or none at all; None where it could become a candidate."""
        decided = self.decided
        if option in self._ids(decided.pairs, decided.contestants.stands):
            return False
        return None if option in self._ids(decided.waiting, None) else True

    def _ids(self, pairs: Pairs, counts: Array | None) -> set[str]:
        first, last = np.searchsorted(pairs.order, (self.row, self.row + 1))
        places = pairs.option[first:last] if counts is None else pairs.option[first:last][counts[first:last]]
        return {self.decided.options.options[place].id for place in places.tolist()}
