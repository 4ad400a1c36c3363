"""What formulas come to of columns: `truth.number`, said of many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import cast

import numpy as np

from advisor.columnar.column import CONSTANT, OPTION, PAIR, Array, Ends, Steps
from advisor.columnar.condition_columns import looked_up
from advisor.columnar.graph import Ask, GraphNode
from advisor.columnar.view import ColumnView
from advisor.ir import Along, Arithmetic, Choose, Count, Divide, Extreme, Figure, Lookup, Number, Read, Step, Tally
from advisor.meaning import truth

_REACH = 1 << 41
"""Larger than any number that is looked up in steps."""


def _given(_: ColumnView, node: GraphNode) -> Ends:
    value = cast("Number | Figure", node.ir).value
    return Ends(CONSTANT, value, value)


def _read(view: ColumnView, node: GraphNode) -> Ends:
    return view.ends(cast("Read", node.ir).path)


def _arithmetic(view: ColumnView, node: GraphNode) -> Ends:
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


def _divide(view: ColumnView, node: GraphNode) -> Ends:
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
    """Return left / right, right > 0, rounded as `rounding.divide` does, without a number beyond 64 bits on the way."""
    match mode:
        case "ceil":
            return (left + (right - 1)) // right
        case "half_up":
            return (left + right // 2) // right
        case _:
            return left // right


def _extreme(view: ColumnView, node: GraphNode) -> Ends:
    op = cast("Extreme", node.ir).op
    level, parts = view.aligned(*node.children)
    low = _extreme_of(op, [one.low for one in parts], level)
    if all(one.is_known for one in parts):
        return Ends(level, low, low)
    return Ends(level, low, _extreme_of(op, [one.high for one in parts], level))


def _step(view: ColumnView, node: GraphNode) -> Ends:
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
    keys = owners * _REACH + steps.breaks
    first = steps.first.take(options)

    def place(end: Array) -> Array:
        return np.maximum(keys.searchsorted(options * _REACH + np.clip(end, 0, _REACH - 1), "right") - 1, first)

    return _met(level, steps.values, at, place)


def _along(view: ColumnView, node: GraphNode) -> Ends:
    """Return the ends of a line that only rises or only falls, which are where its argument ends."""
    rows = cast("Along", node.ir).rows
    at = view.of(node.children[0])
    starts, values = (np.array(part, np.int64) for part in zip(*rows, strict=True))

    def on_line(end: Array) -> Array:
        place = np.clip(end, starts[0], starts[-1])
        row = np.minimum(np.maximum(starts.searchsorted(place, "right") - 1, 0), len(starts) - 2)
        start, value = starts.take(row), values.take(row)
        rise = (values.take(row + 1) - value) * (place - start)
        found = value + divided("half_up", rise, starts.take(row + 1) - start)
        return found.item() if at.level == CONSTANT else found

    low = on_line(at.low)
    if at.is_known:
        return Ends(at.level, low, low)
    high = on_line(at.high)
    return Ends(at.level, low, high) if values[0] <= values[-1] else Ends(at.level, high, low)


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


def _choose(view: ColumnView, node: GraphNode) -> Ends:
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


def _number_of(view: ColumnView, node: GraphNode) -> Ends:
    """Ask `truth` what number goes with a fact, once of each possible value."""
    return looked_up(view, node, lambda memory: truth.number(cast("Lookup", node.ir), memory))


def _tally(view: ColumnView, node: GraphNode) -> Ends:
    level, parts = view.aligned(*node.children)
    low = sum(np.multiply(one.low, 1) for one in parts) if level != CONSTANT else sum(bool(one.low) for one in parts)
    if all(one.is_known for one in parts):
        return Ends(level, low, low)
    if level == CONSTANT:
        return Ends(level, low, sum(bool(one.high) for one in parts))
    return Ends(level, low, sum(np.multiply(one.high, 1) for one in parts))


FORMULAS: Mapping[type, Ask] = {
    Number: _given,
    Figure: _given,
    Read: _read,
    Arithmetic: _arithmetic,
    Divide: _divide,
    Extreme: _extreme,
    Step: _step,
    Along: _along,
    Choose: _choose,
    Lookup: _number_of,
    Count: _number_of,
    Tally: _tally,
}
"""What reckons each shape of a formula."""
