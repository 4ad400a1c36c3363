"""Which orders a mutant can matter to: those in which an entry that it replaces says another thing, of what the pack makes of all the rest.

Each condition and formula of a mutant is one more node of the pack's own graph, asked of the cases as the pack decides them: only what a
mutant changes is reckoned. Where none of them says another thing, all that is made of them is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from advisor import meaning
from advisor.author.judge import fingerprints
from advisor.author.mutant import Mutant
from advisor.columnar import Orders
from advisor.columnar.column import PAIR, Array, Ends
from advisor.columnar.decide import ColumnEngine
from advisor.columnar.graph import GraphNode
from advisor.columnar.orders import OptionReader
from advisor.columnar.view import ColumnView, Pairs

_Pair = tuple[bool, GraphNode, GraphNode]
"""Whether it is asked of options, what the pack has, and what a mutant has instead."""


class Concern:
    """Some orders decided by a pack, with all that mutants replace in rules and estimates."""

    def __init__(self, program: meaning.Program, orders: Orders, mutants: Sequence[Mutant]) -> None:
        self.engine = ColumnEngine(program)
        self._replaced = [[*self._nodes(one)] for one in mutants]
        self._places = {id(one): place for place, one in enumerate(mutants)}
        self.engine.options = OptionReader(self.engine.graph)  # read anew: its rows are asked of these nodes too
        self.decided = self.engine.decide(orders)
        pairs = (self.decided.pairs, self.engine.beside(self.decided, self.decided.possible))
        names = list(program.pack.options)
        is_of = np.zeros((2, len(names), orders.count), np.bool_)
        for place, some in enumerate(pairs):
            own = some.option < len(names)
            is_of[place, some.option[own], some.order[own]] = True
        self.candidate_of = dict(zip(names, is_of[0], strict=True))
        self.may_be_of = dict(zip(names, is_of[0] | is_of[1], strict=True))

    def place(self, mutant: Mutant) -> int:
        """Return the place of one of the mutants."""
        return self._places[id(mutant)]

    @cached_property
    def prints(self) -> Array:
        """Of each order what its decision is made of, as a number."""
        return fingerprints(self.decided)

    def proved(self, name: str) -> Array:
        """Return of each order whether a claim of it is proved."""
        return self.decided.settled if name == "settled" else self.decided.firm

    def _nodes(self, mutant: Mutant) -> Iterator[_Pair]:
        graph, pack = self.engine.graph, self.engine.program.pack
        for name, rule in mutant.rules.items():
            if rule.scope != "advice":
                is_option = rule.scope == "option"
                yield is_option, graph.conditions[name], graph.node(meaning.condition_of(rule))
                for value in meaning.conclusion_expressions(rule):
                    yield is_option, graph.values[name], graph.node(value)
        for name, estimate in mutant.estimates.items():
            for reading, formula in estimate.readings.items():
                if formula != pack.estimates[name].readings[reading]:
                    yield True, graph.formulas[f"option.{name}.{reading}"], graph.node(formula)

    def of(self, place: int) -> Array:
        """Return of each order whether a mutant's rules or estimates say another thing than the pack's."""
        found = np.zeros(self.decided.orders.count, np.bool_)
        for is_option, own, other in self._replaced[place]:
            if own is not other:
                for view in (self.decided.possible, self.decided.taken):
                    found |= self._differs(view, view.of(own), view.of(other), is_option=is_option)
        return found

    def may_be(self, place: int) -> Array:
        """Return of each order whether, at any value that is possible of it, a mutant could say another thing: what is open counts as such."""
        found = np.zeros(self.decided.orders.count, np.bool_)
        pairs, view = self._wide
        for is_option, own, other in self._replaced[place]:
            if own is not other:
                ends = [view.lift(view.of(one), PAIR) if is_option else view.of(one) for one in (own, other)]
                differs = (
                    np.not_equal(ends[0].low, ends[1].low)
                    | ~np.equal(ends[0].low, ends[0].high)
                    | ~np.equal(ends[1].low, ends[1].high)
                )
                found |= (
                    pairs.any(np.broadcast_to(differs, len(pairs)))
                    if ends[0].level | ends[1].level == PAIR
                    else differs
                )
        return found

    @cached_property
    def _wide(self) -> tuple[Pairs, ColumnView]:
        """All that may be a candidate in any order of those that are possible."""
        decided = self.decided
        beside = self.engine.beside(decided, decided.possible)
        order = np.concatenate((decided.pairs.order, beside.order))
        rows = np.argsort(order, kind="stable")
        pairs = Pairs(order[rows], np.concatenate((decided.pairs.option, beside.option))[rows], decided.orders.count)
        return pairs, decided.possible.over(pairs)

    def _differs(self, view: ColumnView, own: Ends, other: Ends, *, is_option: bool) -> Array:
        level = own.level | other.level
        if is_option or level == PAIR:
            one, another = view.lift(own, PAIR), view.lift(other, PAIR)
            differs = np.not_equal(one.low, another.low) | np.not_equal(one.high, another.high)
            return self.decided.pairs.any(np.broadcast_to(differs, len(self.decided.pairs)))
        differs = np.not_equal(own.low, other.low) | np.not_equal(own.high, other.high)
        return np.broadcast_to(differs, self.decided.orders.count)
