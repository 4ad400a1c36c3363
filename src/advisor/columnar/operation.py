"""What conditions and formulas mean of columns: `truth`, said of many rows at once.

Whatever is asked of the possible values of one fact that is no number is asked of `truth` itself. Only what is reckoned and
compared is said again here: sums, products, quotients, extremes, steps, and what is chosen by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any, cast

import numpy as np

from advisor import truth
from advisor.columnar.column import CONSTANT, OPTION, PAIR, Array, Ends, Number, Steps, known
from advisor.columnar.graph import Ask, Node, verdict_ends
from advisor.columnar.view import View
from advisor.ir import (
    UNLIMITED,
    Among,
    And,
    Arithmetic,
    Choose,
    Compare,
    Count,
    Divide,
    Extreme,
    Figure,
    Holds,
    Known,
    Lookup,
    Not,
    Or,
    Read,
    Same,
    Step,
    Tally,
    Within,
)
from advisor.ir import Number as Whole

FALSE, TRUE = Ends(CONSTANT, False, False), Ends(CONSTANT, True, True)  # noqa: FBT003  # both ends of a verdict
REACH = 1 << 41
"""Larger than any number that is looked up in steps."""


# --- conditions -------------------------------------------------------------------------------------------------------
def all_of(view: View, nodes: Iterable[Node]) -> Ends:
    """Return Kleene's and. What is false in every row ends it, before any more is asked.

    What is false of these candidates is so of no others: it stays of their level.
    """
    groups = _Groups(view, _both)
    for node in nodes:
        held = groups.add(node)
        if not anywhere(held.high):
            return held if held.level == PAIR else FALSE
    return groups.together(TRUE)


def any_of(view: View, nodes: Iterable[Node]) -> Ends:
    """Return Kleene's or."""
    groups = _Groups(view, _either)
    for node in nodes:
        held = groups.add(node)
        if held.level == CONSTANT and held.low:
            return TRUE
    return groups.together(FALSE)


class _Groups:
    """Nodes joined level by level: each on the fewest rows that it can be. A node that is alone on its level is lifted once for all."""

    def __init__(self, view: View, join: Callable[[Ends, Ends], Ends]) -> None:
        self._view = view
        self._join = join
        self._held: dict[int, Ends] = {}
        self._alone: dict[int, Node] = {}

    def add(self, node: Node) -> Ends:
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


def _either(one: Ends, other: Ends) -> Ends:
    low = one.low | other.low
    return Ends(one.level | other.level, low, low if one.is_known and other.is_known else one.high | other.high)


def _and(view: View, node: Node) -> Ends:
    return all_of(view, node.children)


def _or(view: View, node: Node) -> Ends:
    return any_of(view, node.children)


def _not(view: View, node: Node) -> Ends:
    return negated(view.of(node.children[0]))


def _within(view: View, node: Node) -> Ends:
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


def _compare(view: View, node: Node) -> Ends:
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


def _same(view: View, node: Node) -> Ends:
    ir = cast("Same", node.ir)
    one, other = view.coded(ir.left), view.coded(ir.right)
    told = [
        verdict_ends(truth.holds(ir, {ir.left: first, ir.right: second}))
        for first in one.values
        for second in other.values
    ]
    level = one.level | other.level
    codes = view.spread(one.codes, one.level, level) * len(other.values) + view.spread(other.codes, other.level, level)
    return _told(level, codes, told)


def _holds(view: View, node: Node) -> Ends:
    """Ask `truth` whether a condition on one fact holds, once of each possible value."""
    return _looked_up(view, node, lambda memory: verdict_ends(truth.holds(cast("Among", node.ir), memory)))


def _known(view: View, node: Node) -> Ends:
    found = view.column(cast("Known", node.ir).path)
    if not isinstance(found, Number):
        return _holds(view, node)
    told = known(found)
    if found.level != CONSTANT:
        told = np.broadcast_to(told, found.low.shape)
    return Ends(found.level, told, told)


def _looked_up(view: View, node: Node, tell: Callable[[dict[str, Any]], tuple[int, int]]) -> Ends:
    path = cast("Among | Lookup", node.ir).path
    found = view.coded(path)
    for value in found.values:
        if value not in node.told:
            node.told[value] = tell({path: value})
    return _told(found.level, found.codes, [node.told[value] for value in found.values])


def _told(level: int, codes: Array, told: list[tuple[int, int]]) -> Ends:
    """Return the ends told of each code."""
    if level == CONSTANT:
        low, high = told[int(codes)]
        return Ends(CONSTANT, low, high)
    if not told:  # of no rows
        return Ends(level, codes, codes)
    lows, highs = (np.array(ends) for ends in zip(*told, strict=True))
    low = lows.take(codes)
    return Ends(level, low, low if np.array_equal(lows, highs) else highs.take(codes))


# --- arithmetic -------------------------------------------------------------------------------------------------------
def _given(_: View, node: Node) -> Ends:
    value = cast("Whole | Figure", node.ir).value
    return Ends(CONSTANT, value, value)


def _read(view: View, node: Node) -> Ends:
    return view.ends(cast("Read", node.ir).path)


def _arithmetic(view: View, node: Node) -> Ends:
    level, (left, right) = view.aligned(*node.children)
    is_known = left.is_known and right.is_known
    match cast("Arithmetic", node.ir).op:
        case "+":
            low = left.low + right.low
            return Ends(level, low, low if is_known else left.high + right.high)
        case "-":
            low = left.low - right.high
            return Ends(level, low, low if is_known else left.high - right.low)
        case _ if is_known:
            low = left.low * right.low
            return Ends(level, low, low)
        case _ if all(one.is_positive for one in node.children):
            return Ends(level, left.low * right.low, left.high * right.high)
        case _:
            return _corners(level, left, right, lambda one, other: one * other)


def _corners(level: int, left: Ends, right: Ends, join: Callable[[Array, Array], Array]) -> Ends:
    """Return the least and greatest of what the ends make."""
    corners = [join(one, other) for one in (left.low, left.high) for other in (right.low, right.high)]
    return Ends(level, _extreme_of("min", corners, level), _extreme_of("max", corners, level))


def _extreme_of(op: str, parts: list[Array], level: int) -> Array:
    if level == CONSTANT:
        return min(parts) if op == "min" else max(parts)
    return reduce(np.minimum if op == "min" else np.maximum, parts)


def _divide(view: View, node: Node) -> Ends:
    level, (left, right) = view.aligned(*node.children)
    mode = cast("Divide", node.ir).mode

    def join(one: Array, other: Array) -> Array:
        return divided(mode, one, other)

    if left.is_known and right.is_known:
        low = join(left.low, right.low)
        return Ends(level, low, low)
    if node.children[0].is_positive:
        return Ends(level, join(left.low, right.high), join(left.high, right.low))
    return _corners(level, left, right, join)


def divided(mode: str, left: Array, right: Array) -> Array:
    """Return left / right, right > 0, rounded as `truth.divide` does, without a number beyond 64 bits on the way."""
    match mode:
        case "ceil":
            return (left + (right - 1)) // right
        case "half_up":
            return (left + right // 2) // right
        case _:
            return left // right


def _extreme(view: View, node: Node) -> Ends:
    op = cast("Extreme", node.ir).op
    level, parts = view.aligned(*node.children)
    low = _extreme_of(op, [one.low for one in parts], level)
    if all(one.is_known for one in parts):
        return Ends(level, low, low)
    return Ends(level, low, _extreme_of(op, [one.high for one in parts], level))


def _step(view: View, node: Node) -> Ends:
    """Return the least and the greatest row that any number in the argument meets."""
    ir = cast("Step", node.ir)
    at = view.of(node.children[0])
    if ir.rows:
        breaks, values = (np.array(part, np.int64) for part in zip(*ir.rows, strict=True))
        return _met(at.level, values, at, lambda end: np.maximum(breaks.searchsorted(end, "right") - 1, 0))
    steps = view.column(ir.path)
    if not isinstance(steps, Steps):
        raise TypeError(f"expected `{ir.path}` to be a table, got {steps!r}")
    level = at.level | OPTION
    if level == PAIR:
        at = view.lifted(node.children[0])
    options = np.arange(len(steps.first)) if level == OPTION else view.pairs.option
    owners = np.repeat(np.arange(len(steps.first)), steps.last - steps.first + 1)
    keys = owners * REACH + steps.breaks
    first = steps.first.take(options)

    def place(end: Array) -> Array:
        return np.maximum(keys.searchsorted(options * REACH + np.clip(end, 0, REACH - 1), "right") - 1, first)

    return _met(level, steps.values, at, place)


def _met(level: int, values: Array, at: Ends, place: Callable[[Array], Array]) -> Ends:
    first = place(at.low)
    if at.is_known:
        low = values.take(first) if level != CONSTANT else values[first].item()
        return Ends(level, low, low)
    last = place(at.high)
    low = high = values.take(first)
    for step in range(1, int(np.max(last - first, initial=0)) + 1):
        one = values.take(np.minimum(first + step, last))
        low, high = np.minimum(low, one), np.maximum(high, one)
    return Ends(level, low, high) if level != CONSTANT else Ends(level, low.item(), high.item())


def _choose(view: View, node: Node) -> Ends:
    condition, then, otherwise = node.children
    held = view.of(condition)
    if held.level == CONSTANT and held.is_known:
        return view.of(then if held.low else otherwise)
    level, (held, one, other) = view.aligned(condition, then, otherwise)
    if level == CONSTANT:
        return Ends(level, min(one.low, other.low), max(one.high, other.high))
    if held.is_known:
        low = np.where(held.low, one.low, other.low)
        is_known = one.is_known and other.is_known
        return Ends(level, low, low if is_known else np.where(held.low, one.high, other.high))
    low = np.where(held.high, np.minimum(one.low, other.low), other.low)
    high = np.where(held.high, np.maximum(one.high, other.high), other.high)
    return Ends(level, np.where(held.low, one.low, low), np.where(held.low, one.high, high))


def _number_of(view: View, node: Node) -> Ends:
    """Ask `truth` what number goes with a fact, once of each possible value."""
    return _looked_up(view, node, lambda memory: truth.number(cast("Lookup", node.ir), memory))


def _tally(view: View, node: Node) -> Ends:
    level, parts = view.aligned(*node.children)
    low = sum(np.multiply(one.low, 1) for one in parts) if level != CONSTANT else sum(bool(one.low) for one in parts)
    if all(one.is_known for one in parts):
        return Ends(level, low, low)
    if level == CONSTANT:
        return Ends(level, low, sum(bool(one.high) for one in parts))
    return Ends(level, low, sum(np.multiply(one.high, 1) for one in parts))


OPERATIONS: Mapping[type, Ask] = {
    And: _and,
    Or: _or,
    Not: _not,
    Within: _within,
    Among: _holds,
    Holds: _holds,
    Compare: _compare,
    Same: _same,
    Known: _known,
    Whole: _given,
    Figure: _given,
    Read: _read,
    Arithmetic: _arithmetic,
    Divide: _divide,
    Extreme: _extreme,
    Step: _step,
    Choose: _choose,
    Lookup: _number_of,
    Count: _number_of,
    Tally: _tally,
}
