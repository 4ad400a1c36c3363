"""What the rules of one kind give each candidate in points (advice.points), and ends as arrays on the rows of candidates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from advisor.columnar.column import PAIR, Array, Ends
from advisor.columnar.condition_columns import anywhere
from advisor.columnar.graph import Graph
from advisor.columnar.steady import Steady
from advisor.columnar.view import ColumnView
from advisor.ir import Rule


class PointColumns(Struct, frozen=True):
    """What the rules of one kind give each candidate in a view: the ends of their sum, and whether any holds or is unknown.

    The least is what is given by those that hold, the unknown ones left out.
    """

    ends: Ends
    holds: Array
    is_open: Array


Sum = tuple[Array, Array, Array, Array]
"""On the rows of one level: the ends of what is given, whether any rule holds, and whether any is unknown."""


class Giving:
    """What the rules of one kind give, by one pack."""

    def __init__(self, graph: Graph, rules: Sequence[Rule]) -> None:
        self._graph = graph
        self._rules = Steady(rules, self._facts, self._sums)

    def of(self, view: ColumnView) -> PointColumns:
        """Return what the rules give each candidate in a view."""
        count = len(view.pairs)
        low, high = np.zeros(count, np.int64), np.zeros(count, np.int64)
        holds, is_open = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
        is_sure = True
        for sums in self._rules.of(view):
            for level, (least, most, held, unknown) in sums.items():
                is_sure = is_sure and least is most
                low += view.spread(least, level, PAIR)
                high += view.spread(most, level, PAIR)
                holds |= view.spread(held, level, PAIR)
                is_open |= view.spread(unknown, level, PAIR)
        return PointColumns(Ends(PAIR, low, low if is_sure else high), holds, is_open)

    def _facts(self, rule: Rule) -> int:
        return self._graph.conditions[rule.id].facts | self._graph.values[rule.id].facts

    def _sums(self, view: ColumnView, rules: Sequence[Rule]) -> Mapping[int, Sum]:
        """Return what some rules give, summed up on the fewest rows that each can be asked on."""
        sums: dict[int, Sum] = {}
        for rule in rules:
            node, value = self._graph.conditions[rule.id], self._graph.values[rule.id]
            if not anywhere(view.of(node).high):
                continue
            level, (held, given) = view.aligned(node, value)
            is_sure = held.is_known and given.is_known
            points = held.low * given.low
            most = points if is_sure else held.high * given.high
            unknown = False if held.is_known else held.high & (True ^ held.low)
            sums[level] = _added(sums.get(level), (points, most, held.low, unknown))
        return sums


def _added(one: Sum | None, other: Sum) -> Sum:
    if one is None:
        return other
    low = one[0] + other[0]
    high = low if one[0] is one[1] and other[0] is other[1] else one[1] + other[1]
    return low, high, one[2] | other[2], one[3] | other[3]


def spread_over_rows(view: ColumnView, ends: Ends) -> Ends:
    """Return ends as arrays on the rows of candidates."""
    lifted = view.lift(ends, PAIR)
    count = len(view.pairs)
    low = np.broadcast_to(lifted.low, count)
    return Ends(PAIR, low, low if lifted.is_known else np.broadcast_to(lifted.high, count))
