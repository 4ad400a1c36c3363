"""Decisions read off columns: many orders decided at once, each then told as one that was decided by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
from msgspec import Struct

from advisor import meaning
from advisor.advice.column_trials import ColumnTrials
from advisor.advice.decision import Candidate, Decision, Outlook
from advisor.columnar import orders_of
from advisor.columnar.column import PAIR, Array, Ends
from advisor.columnar.condition_columns import anywhere
from advisor.columnar.contest import Contestants
from advisor.columnar.decide import ColumnEngine, Decided
from advisor.columnar.derived_facts import VERDICTS
from advisor.columnar.row import RowMemory, Rows, places
from advisor.columnar.view import ColumnView, Pairs
from advisor.ir import Memory, Option, Possible, Rule, Verdict
from advisor.ranking import Contestant
from advisor.trace import Order, Outcome


class DecisionReader:
    """Reads decisions off some orders decided in columns.

    unknown: what is possible of an order's facts while nobody says them.
    """

    def __init__(self, decided: Decided, unknown: Memory) -> None:
        self._decided = decided
        self._unknown = unknown
        program = decided.engine.program
        self.program = program
        self._derived = [path for path in program.derivers if path.startswith("order.")]
        option = [path for path in program.derivers if path.startswith("option.")]
        self._option_paths = dict.fromkeys(
            (*unknown, *self._derived, *decided.options.columns, *decided.possible.graph.formulas, *option)
        )
        self._possible = _Reader(decided, decided.possible)
        self._taken = self._possible if decided.taken is decided.possible else _Reader(decided, decided.taken)
        rows = decided.ranking.rows
        bounds = np.searchsorted(decided.pairs.order[rows], np.arange(decided.orders.count + 1))
        self._ranked = [rows[first:last].tolist() for first, last in pairwise(bounds.tolist())]
        self._contestants = _Contestants(decided.contestants, decided.options.options)

    @cached_property
    def _usual(self) -> _Reader:
        return _Reader(self._decided, self._decided.usual)

    def decisions(self, orders: Sequence[Order]) -> Iterator[Decision]:
        """Yield the decision of each order, as they were decided."""
        for row, order in enumerate(orders):
            yield self._decision(row, order)

    def usual(self, row: int, decision: Decision) -> Outlook:
        """Return the outlook of an order over what is usual of what it does not say."""
        at = {one.option.id: pair for one, pair in zip(decision.candidates, self._ranked[row], strict=True)}
        paths = dict.fromkeys((*decision.given, *self._derived))
        return _ColumnOutlook(self, row, at, self._usual.order(row, paths, {}))

    def _decision(self, row: int, order: Order) -> Decision:
        given = dict(self._unknown) | dict(order.given)
        paths = dict.fromkeys((*given, *self._derived))
        possible = self._possible.order(row, paths, given)
        assumed = possible if self._taken is self._possible else self._taken.order(row, paths, {})
        assumptions: dict[str, Possible] = {}
        if self._decided.taken is not self._decided.possible:
            assumptions = {path: assumed.memory[path] for path, one in given.items() if assumed.memory[path] != one}
            assumptions |= meaning.guessed_order(self.program, assumed.verdicts, assumed.memory, given)
        candidates = tuple(self._candidate(row, pair, given) for pair in self._ranked[row])
        return Decision(
            amount=self.program.pack.roles.amount, given=given, quotes=order.quotes, possible=possible, assumed=assumed, assumptions=assumptions,
            candidates=candidates, waiting=tuple(self._waiting(self._decided.waiting, row)), weighed={},
        )  # fmt: skip

    def _candidate(self, row: int, pair: int, given: Memory) -> Candidate:
        place, paths = int(self._decided.pairs.option[pair]), self._option_paths
        possible = self._possible.option(row, place, pair, paths, given)
        assumed = possible if self._taken is self._possible else self._taken.option(row, place, pair, paths, {})
        contestant = self._contestants.at(pair, place)
        return Candidate(
            option=self._decided.options.options[place], possible=possible, assumed=assumed, contestant=contestant
        )

    def _waiting(self, waiting: Pairs, row: int) -> Iterator[Option]:
        first, last = np.searchsorted(waiting.order, (row, row + 1))
        return (self._decided.options.options[place] for place in waiting.option[first:last].tolist())

    # --- for the outlook ----------------------------------------------------------------------------------------------
    def as_usual(self, row: int, pair: int) -> Outcome:
        """Return a candidate over what is usual."""
        place = int(self._decided.pairs.option[pair])
        return self._usual.option(row, place, pair, self._option_paths, {})

    @cached_property
    def _beside(self) -> Pairs:
        return self._decided.engine.beside(self._decided, self._decided.usual)

    def beside(self, row: int) -> tuple[Option, ...]:
        """Return the options that could become candidates, over what is usual."""
        return tuple(self._waiting(self._beside, row))


class _ColumnOutlook(Struct, frozen=True):
    """What can still become of an order's decision over what is usual, in columns."""

    _reader: DecisionReader
    _row: int
    _pairs: Mapping[str, int]
    order: Outcome

    @property
    def waiting(self) -> tuple[Option, ...]:
        return self._reader.beside(self._row)

    def outcome(self, one: Candidate) -> Outcome:
        return self._reader.as_usual(self._row, self._pairs[one.option.id])


class _Reader:
    """Outcomes read off one view."""

    def __init__(self, decided: Decided, view: ColumnView) -> None:
        self._rows = Rows(view)
        rules = decided.engine.rules
        self._order = _Verdicts(decided, view, [rule for rule in rules if rule.scope == "order"])
        self._option = _Verdicts(decided, view, [rule for rule in rules if rule.scope == "option"])

    def order(self, row: int, paths: Collection[str], known: Memory) -> Outcome:
        return Outcome(RowMemory(self._rows, places(row), paths, known), self._order.at(row))

    def option(self, row: int, place: int, pair: int, paths: Collection[str], known: Memory) -> Outcome:
        return Outcome(RowMemory(self._rows, places(row, place, pair), paths, known), self._option.at(pair))


class _Verdicts:
    """What some rules say in a view, row by row, those left out that hold nowhere. Those that ask what is known are asked of every possible value."""

    def __init__(self, decided: Decided, view: ColumnView, rules: Sequence[Rule]) -> None:
        is_order = bool(rules) and rules[0].scope == "order"
        count = decided.orders.count if is_order else len(decided.pairs)
        asks_known = decided.engine.program.asks_known
        told: list[tuple[str, Ends]] = []
        for rule in rules:
            over = decided.possible if rule.id in asks_known else view
            held = over.of(over.graph.conditions[rule.id])
            if anywhere(held.high):
                told.append((rule.id, held if is_order else over.lift(held, PAIR)))
        self._rules = [rule for rule, _ in told]
        low, high = (np.zeros((count, len(told)), np.bool_) for _ in range(2))
        for place, (_, held) in enumerate(told):
            low[:, place], high[:, place] = held.low, held.high
        row, which = np.nonzero(high)
        self._told = [*zip(which.tolist(), low[row, which].tolist(), strict=True)]
        self._starts = np.searchsorted(row, np.arange(count + 1)).tolist()

    def at(self, row: int) -> dict[str, Verdict]:
        """Return the rules that hold or are unknown in a row, with their verdicts."""
        told = self._told[self._starts[row] : self._starts[row + 1]]
        return {self._rules[place]: True if holds else None for place, holds in told}


class _Contestants:
    """Contestants as lists, from which one is read at a time."""

    def __init__(self, they: Contestants, options: Sequence[Option]) -> None:
        self._options = options
        names = (
            "surely",
            "barred",
            "at_risk",
            "risk_open",
            "favours",
            "risks",
            "cost",
            "cost_known",
            "lead",
            "lead_known",
        )
        self._one: Mapping[str, list[int]] = {name: _listed(getattr(they, name)) for name in names}
        self._excluded = tuple(map(_listed, (they.excluded.low, they.excluded.high)))

    def at(self, row: int, place: int) -> Contestant:
        """Return the contestant of a row. place: of its option."""
        one = {name: values[row] for name, values in self._one.items()}
        low, high = self._excluded
        return Contestant(
            option=self._options[place].id, pathway=self._options[place].pathway,
            excluded=VERDICTS[low[row] + high[row]], surely=bool(one["surely"]) and bool(low[row]), barred=bool(one["barred"]),
            at_risk=bool(one["at_risk"]), risk_open=bool(one["risk_open"]), favours=one["favours"], risks=one["risks"],
            cost=one["cost"] if one["cost_known"] else None, lead=one["lead"] if one["lead_known"] else None,
        )  # fmt: skip


def _listed(values: Array) -> list[int]:
    return values.tolist()  # type: ignore[no-any-return]  # an array of NumPy


# --- blocks -----------------------------------------------------------------------------------------------------------
class DecidedBlock:
    """Some orders decided in columns together: what is decided of each, what is proved of it, and what tries it further."""

    def __init__(self, engine: ColumnEngine, unknown: Memory, orders: Sequence[Order]) -> None:
        table = orders_of(engine.program.pack, orders)
        decided = engine.decide(table)
        reader = DecisionReader(decided, unknown)
        self.decisions = [*reader.decisions(orders)]
        self.settled: list[bool] = decided.settled.tolist()
        self.firm: list[bool] = decided.firm.tolist()
        self.close: list[bool] = decided.close.tolist()
        self.outlooks: list[Outlook] = [reader.usual(row, one) for row, one in enumerate(self.decisions)]
        self.trials = ColumnTrials(engine, table)
