"""One way of looking at some orders and their candidates: over every possible value, as assumed, or over what is usual.

Each node is asked when something reads it, once, on the fewest rows that it can be: of one value for all, of orders, of options
or of candidates. The strata are what makes that sound: nothing is made of itself, so it does not matter when it is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TypeVar

import numpy as np
from msgspec import Struct

from advisor.columnar.column import (
    CONSTANT,
    ORDER,
    PAIR,
    Array,
    ChoiceColumn,
    Column,
    Ends,
    NumberColumn,
    Values,
    rows_taken,
)
from advisor.columnar.derived_facts import derived_value
from advisor.columnar.graph import Graph, GraphNode
from advisor.meaning import StandIn, fact_path

_Kind = TypeVar("_Kind", NumberColumn, ChoiceColumn)
_Given = tuple[Values, Array]
"""A fact that rules may derive, as it is given, and in which rows it is."""


class Pairs(Struct, frozen=True, dict=True):
    """Orders with their candidates, a row each: the place of the order, ascending, and of the option. count: of the orders."""

    order: Array
    option: Array
    count: int

    def __len__(self) -> int:
        return len(self.order)

    @cached_property
    def starts(self) -> Array:
        """Where the rows of each order that has any begin."""
        if not len(self):
            return np.zeros(0, np.int64)
        return np.flatnonzero(np.concatenate(([True], self.order[1:] != self.order[:-1])))

    def some(self, rows: Array) -> Pairs:
        """Return some of the rows."""
        return Pairs(self.order[rows], self.option[rows], self.count)

    def first_of_each(self, ranks: Array, most: int) -> Pairs:
        """Return at most so many rows of each order, those of the smallest rank first."""
        rows = np.lexsort((ranks, self.order))
        counts = np.diff(np.append(self.starts, len(self)))
        place = np.arange(len(self)) - np.repeat(self.starts, counts)
        return self.some(rows[place < most])

    def least(self, values: Array, nothing: int) -> Array:
        """Return of each order the least value of its rows, `nothing` where it has none."""
        found = np.full(self.count, nothing, np.int64)
        if len(self):
            found[self.order[self.starts]] = np.minimum.reduceat(values, self.starts)
        return found

    def any(self, held: Array) -> Array:
        """Return of each order whether something holds in any of its rows."""
        found = np.zeros(self.count, np.bool_)
        if np.ndim(held):
            found[self.order[held]] = True
        elif held:
            found[self.order] = True
        return found


class ColumnView:
    """What is asked of some orders, by node and by path.

    columns: what is said, by path; given: facts that rules may derive, where they are given. base: a view from which is taken
    whatever is made of none of the facts in `anew`, each a bit. stand_in: what stands for derived facts that are not known. shared: a
    view of no candidates, looked at alike, from which is taken what is made of none of the facts in `turned`.
    """

    def __init__(
        self, graph: Graph, columns: Mapping[str, Column], given: Mapping[str, _Given], *, pairs: Pairs | None = None,
        base: ColumnView | None = None, anew: int = 0, stand_in: StandIn | None = None, shared: ColumnView | None = None, turned: int = 0,
    ) -> None:  # fmt: skip
        self.graph = graph
        self.given = given
        self.base = base
        self.anew = anew
        self.stand_in = stand_in
        self.shared = shared
        self.turned = turned
        self._pairs = pairs
        self._columns: dict[str, Column] = dict(columns)
        self._numbers: dict[str, Array] = {}
        self._held: list[Ends | None] = [None] * len(graph.nodes)
        self._lifted: list[Ends | None] = [None] * len(graph.nodes)

    @property
    def pairs(self) -> Pairs:
        """The candidates, once they are known."""
        if self._pairs is None:
            raise TypeError("candidates are not known yet")
        return self._pairs

    def over(self, pairs: Pairs, base: ColumnView | None = None) -> ColumnView:
        """Return this view over other candidates: what hangs on none of them is taken over. base: another one to take from."""
        found = ColumnView(
            self.graph, {path: one for path, one in self._columns.items() if one.level != PAIR}, self.given, pairs=pairs,
            base=base or self.base, anew=self.anew, stand_in=self.stand_in, shared=self.shared, turned=self.turned,
        )  # fmt: skip
        found._held = [one if one is None or one.level != PAIR else None for one in self._held]  # another of this class
        return found

    def some(self, rows: Array, base: ColumnView | None = None) -> ColumnView:
        """Return this view over some rows of its candidates: what is known of them is taken over."""
        found = self.over(self.pairs.some(rows), base)
        for index, one in enumerate(self._held):
            if one is not None and one.level == PAIR:
                low = one.low.take(rows)
                found._held[index] = Ends(PAIR, low, low if one.is_known else one.high.take(rows))  # noqa: SLF001  # as above
        return found

    # --- nodes --------------------------------------------------------------------------------------------------------
    def of(self, node: GraphNode) -> Ends:
        """Return between what a node lies."""
        found = self._held[node.index]
        if found is None:
            source = self._source(node.facts)
            found = self._held[node.index] = node.ask(self, node) if source is None else source.of(node)
        return found

    def _source(self, facts: int) -> ColumnView | None:
        """Return the view from which is taken what is made of some facts, None if it is to be made here."""
        if self.shared is not None and not facts & self.turned:
            return self.shared
        return None if self.base is None or facts & self.anew else self.base

    def lifted(self, node: GraphNode) -> Ends:
        """Return a node's ends on the rows of candidates."""
        found = self._lifted[node.index]
        if found is None:
            base = self.base
            if base is not None and base._pairs is self._pairs and not node.facts & self.anew:  # noqa: SLF001  # another of this class
                found = base.lifted(node)
            else:
                found = self.lift(self.of(node), PAIR)
            self._lifted[node.index] = found
        return found

    def aligned(self, *nodes: GraphNode) -> tuple[int, list[Ends]]:
        """Return the ends of some nodes on rows of one level, or one value for all rows, and that level."""
        found = [self.of(node) for node in nodes]
        level = CONSTANT
        for one in found:
            level |= one.level
        if level == PAIR:
            found = [
                one if one.level in (PAIR, CONSTANT) else self.lifted(node)
                for one, node in zip(found, nodes, strict=True)
            ]
        return level, found

    def lift(self, ends: Ends, level: int) -> Ends:
        """Return ends on the rows of another level, which they may be lifted to."""
        if level != PAIR or ends.level in (PAIR, CONSTANT):
            return ends
        low = self.spread(ends.low, ends.level, level)
        return Ends(level, low, low if ends.is_known else self.spread(ends.high, ends.level, level))

    def spread(self, values: Array, level: int, wanted: int) -> Array:
        """Return an array with a value for each row of another level."""
        if wanted != PAIR or level in (PAIR, CONSTANT):
            return values
        return rows_taken(values, self.pairs.order if level == ORDER else self.pairs.option)

    # --- paths --------------------------------------------------------------------------------------------------------
    def column(self, path: str) -> Column:
        """Return what stands at a path: what is said, an estimate, or what is derived."""
        found = self._columns.get(path)
        if found is None:
            found = self._columns[path] = self._made(path)
        return found

    def _made(self, path: str) -> Column:
        source = self._source(self.graph.facts(path))
        if source is not None:
            return source.column(path)
        if path in self.graph.formulas:
            ends = self.of(self.graph.formulas[path])
            return NumberColumn(ends.level, ends.low, ends.high)
        if fact_path(path) not in self.graph.program.derivers:
            raise KeyError(path)
        return derived_value(self, path)

    def ends(self, path: str) -> Ends:
        """Return between what the number at a path lies."""
        formula = self.graph.formulas.get(path)
        return self.number(path).hull if formula is None else self.of(formula)

    def number(self, path: str) -> NumberColumn:
        """Return the column of a number."""
        return _of(NumberColumn, path, self.column(path))

    def coded(self, path: str) -> ChoiceColumn:
        """Return the column of a fact that is no number."""
        return _of(ChoiceColumn, path, self.column(path))

    def numbers(self, path: str) -> Array:
        """Return the numbers of the values of a fact that is no number (Graph.numbers)."""
        found = self._numbers.get(path)
        if found is None:
            found = self._numbers[path] = self.graph.numbers(self.coded(path).values)
        return found


def _of(kind: type[_Kind], path: str, value: Column) -> _Kind:
    if not isinstance(value, kind):
        raise TypeError(f"expected `{path}` to be a {kind.__name__}, got {value!r}")
    return value
