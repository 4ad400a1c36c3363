"""What conditions mean of columns: `truth`, said of many rows at once.

Whatever is asked of the possible values of one fact that is no number is asked of `truth` itself, once a distinct value. Only
what is compared is said again here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any, cast

import numpy as np

from advisor.columnar.column import CONSTANT, PAIR, Array, Ends, NumberColumn, known
from advisor.columnar.graph import Ask, GraphNode, verdict_ends
from advisor.columnar.view import ColumnView
from advisor.ir import UNLIMITED, Among, And, Compare, Holds, Known, Lookup, Not, Or, Same, Within
from advisor.meaning import truth

NOWHERE, EVERYWHERE = Ends(CONSTANT, False, False), Ends(CONSTANT, True, True)  # noqa: FBT003  # both ends of a verdict


def all_hold(view: ColumnView, nodes: Iterable[GraphNode]) -> Ends:
    """Return Kleene's and. What is false in every row ends it, before any more is asked.

    What is false of these candidates is so of no others: it stays of their level.
    """
    groups = _Groups(view, _both)
    for node in nodes:
        held = groups.add(node)
        if not anywhere(held.high):
            return held if held.level == PAIR else NOWHERE
    return groups.together(EVERYWHERE)


def any_holds(view: ColumnView, nodes: Iterable[GraphNode]) -> Ends:
    """Return Kleene's or."""
    groups = _Groups(view, either)
    for node in nodes:
        held = groups.add(node)
        if held.level == CONSTANT and held.low:
            return EVERYWHERE
    return groups.together(NOWHERE)


class _Groups:
    """Nodes joined level by level: each on the fewest rows that it can be. A node that is alone on its level is lifted once for all."""

    def __init__(self, view: ColumnView, join: Callable[[Ends, Ends], Ends]) -> None:
        self._view = view
        self._join = join
        self._held: dict[int, Ends] = {}
        self._alone: dict[int, GraphNode] = {}

    def add(self, node: GraphNode) -> Ends:
        """Return what its level comes to with a node."""
        part = self._view.of(node)
        held = self._held.get(part.level)
        if held is None:
            self._alone[part.level] = node
        else:
            part = self._join(part, held)
            self._alone.pop(part.level, None)
        self._held[part.level] = part
        return part

    def together(self, nothing: Ends) -> Ends:
        """Return what all come to, `nothing` where there is none."""
        constant = self._held.pop(CONSTANT, nothing)
        level = reduce(lambda one, other: one | other, self._held, CONSTANT)
        rows = [self._lifted(own, level) for own in self._held]
        if constant != nothing:
            rows.append(constant)
        return reduce(self._join, rows) if rows else nothing

    def _lifted(self, own: int, level: int) -> Ends:
        if level == PAIR and own in self._alone:
            return self._view.lifted(self._alone[own])
        return self._view.lift(self._held[own], level)


def anywhere(held: Array) -> bool:
    """Return whether something holds in any row."""
    return bool(held.any()) if isinstance(held, np.ndarray) else bool(held)


def negated(one: Ends) -> Ends:
    """Return Kleene's not."""
    low = True ^ one.high
    return Ends(one.level, low, low if one.is_known else True ^ one.low)


def _both(one: Ends, other: Ends) -> Ends:
    low = one.low & other.low
    return Ends(one.level | other.level, low, low if one.is_known and other.is_known else one.high & other.high)


def either(one: Ends, other: Ends) -> Ends:
    """Return Kleene's or of two, on rows of one level or one value for all."""
    low = one.low | other.low
    return Ends(one.level | other.level, low, low if one.is_known and other.is_known else one.high | other.high)


def _and(view: ColumnView, node: GraphNode) -> Ends:
    return all_hold(view, node.children)


def _or(view: ColumnView, node: GraphNode) -> Ends:
    return any_holds(view, node.children)


def _not(view: ColumnView, node: GraphNode) -> Ends:
    return negated(view.of(node.children[0]))


def _within(view: ColumnView, node: GraphNode) -> Ends:
    """Test each run of possible numbers; `none` lies above every number."""
    ir = cast("Within", node.ir)
    value = view.number(ir.path)
    least = -UNLIMITED if ir.low is None else ir.low.value
    most = UNLIMITED if ir.high is None else ir.high.value
    every = (value.low >= least) & (value.high <= most)
    if value.low is value.high and value.or_none is False:
        return Ends(value.level, every, every)
    some = (value.low <= most) & (value.high >= least)
    if value.or_none is not False:
        inside = least <= UNLIMITED <= most
        every, some = every & (inside | (True ^ value.or_none)), some | (inside & value.or_none)
    return Ends(value.level, every, some)


def _compare(view: ColumnView, node: GraphNode) -> Ends:
    op = cast("Compare", node.ir).op
    level, (left, right) = view.aligned(*node.children)
    if op in ("==", "!="):
        found = _equal(level, left, right)
        return found if op == "==" else negated(found)
    if op in (">", ">="):
        left, right = right, left
    is_less = op in ("<", ">")
    low = left.high < right.low if is_less else left.high <= right.low
    if left.is_known and right.is_known:
        return Ends(level, low, low)
    return Ends(level, low, left.low < right.high if is_less else left.low <= right.high)


def _equal(level: int, left: Ends, right: Ends) -> Ends:
    if left.is_known and right.is_known:
        low = left.low == right.low
        return Ends(level, low, low)
    some = (left.low <= right.high) & (right.low <= left.high)
    return Ends(level, (left.low == left.high) & (right.low == right.high) & (left.low == right.low), some)


def _same(view: ColumnView, node: GraphNode) -> Ends:
    ir = cast("Same", node.ir)
    one, other = view.coded(ir.left), view.coded(ir.right)
    told = [
        verdict_ends(truth.holds(ir, {ir.left: first, ir.right: second}))
        for first in one.values
        for second in other.values
    ]
    lows, highs = np.array(told, np.bool_).reshape(-1, 2).T
    level = one.level | other.level
    codes = view.spread(one.codes, one.level, level) * len(other.values) + view.spread(other.codes, other.level, level)
    return _ends(level, codes, lows, highs)


def _holds(view: ColumnView, node: GraphNode) -> Ends:
    """Ask `truth` whether a condition on one fact holds, once of each possible value."""
    return looked_up(view, node, lambda memory: verdict_ends(truth.holds(cast("Among", node.ir), memory)))


def _known(view: ColumnView, node: GraphNode) -> Ends:
    found = view.column(cast("Known", node.ir).path)
    if not isinstance(found, NumberColumn):
        return _holds(view, node)
    told = known(found)
    if found.level != CONSTANT:
        told = np.broadcast_to(told, found.low.shape)
    return Ends(found.level, told, told)


def looked_up(view: ColumnView, node: GraphNode, tell: Callable[[dict[str, Any]], tuple[int, int]]) -> Ends:
    """Return what is told of the one fact that a node reads, row by row. tell: asked once of each possible value."""
    path = cast("Among | Lookup", node.ir).path
    found = view.coded(path)
    if not found.values:  # of no rows
        return Ends(found.level, found.codes, found.codes)
    lows, highs = node.told.ends(view.numbers(path), lambda place: tell({path: found.values[place]}))
    return _ends(found.level, found.codes, lows, highs)


def _ends(level: int, codes: Array, lows: Array, highs: Array) -> Ends:
    """Return the ends told of each code."""
    if level == CONSTANT:
        return Ends(CONSTANT, lows[int(codes)].item(), highs[int(codes)].item())
    low = lows.take(codes)
    return Ends(level, low, low if np.array_equal(lows, highs) else highs.take(codes))


CONDITIONS: Mapping[type, Ask] = {
    And: _and,
    Or: _or,
    Not: _not,
    Within: _within,
    Among: _holds,
    Holds: _holds,
    Compare: _compare,
    Same: _same,
    Known: _known,
}
"""What asks each shape of a condition."""
