"""What a condition means: the one definition, as a plain walk. Both engines answer to it.

The value of a fact is the set of values it can still have. A test of one fact is exact: true if it holds for every
possible value, false if for none, else unknown. `And`, `Or`, `Not` follow Kleene's tables. Arithmetic is by intervals on
the formula as written, so it is never wrong, and now and then unknown where a cleverer reader would not be.

Conditions and formulas stand in one room, since each is made of the other: a comparison holds formulas, a choice and a tally hold
conditions. Whoever asks what any of them means need look nowhere else, but for how a division is rounded (`rounding`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from advisor import ir
from advisor.meaning import rounding
from advisor.meaning.possible import is_known

Interval = tuple[int, int]


# --- conditions -------------------------------------------------------------------------------------------------------
def holds(condition: ir.Condition, memory: ir.Memory) -> ir.Verdict:
    """Return whether the condition holds: for every possible value True, for none False, else None."""
    return _HOLDS[type(condition)](condition, memory)


def negate(verdict: ir.Verdict) -> ir.Verdict:
    """Return Kleene's not."""
    return None if verdict is None else not verdict


def both(first: ir.Verdict, second: ir.Verdict) -> ir.Verdict:
    """Return Kleene's and."""
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def _verdict(every: bool, some: bool) -> ir.Verdict:  # noqa: FBT001  # all values, any value
    return True if every else (None if some else False)


def _kleene(parts: tuple[ir.Condition, ...], memory: ir.Memory, *, end: bool) -> ir.Verdict:
    """Return `end` if a part is that, which ends it; else None if one is unknown, else the other."""
    result: ir.Verdict = not end
    for part in parts:
        verdict = _HOLDS[type(part)](part, memory)
        if verdict is end:
            return end
        if verdict is None:
            result = None
    return result


def _and(condition: ir.And, memory: ir.Memory) -> ir.Verdict:
    return _kleene(condition.parts, memory, end=False)


def _or(condition: ir.Or, memory: ir.Memory) -> ir.Verdict:
    return _kleene(condition.parts, memory, end=True)


def _not(condition: ir.Not, memory: ir.Memory) -> ir.Verdict:
    return negate(holds(condition.part, memory))


def _within(condition: ir.Within, memory: ir.Memory) -> ir.Verdict:
    """Test each run of possible numbers; `none` lies above every number."""
    value = _numbers(memory[condition.path])
    least = -ir.UNLIMITED if condition.low is None else condition.low.value
    most = ir.UNLIMITED if condition.high is None else condition.high.value
    every = least <= value.low and value.high <= most
    some = value.low <= most and least <= value.high
    if value.or_none:
        none_inside = least <= ir.UNLIMITED <= most
        every, some = every and none_inside, some or none_inside
    return _verdict(every, some)


def _among(condition: ir.Among, memory: ir.Memory) -> ir.Verdict:
    value = _one_of(memory[condition.path])
    possible = value.values
    if len(possible) == 1:
        return possible[0] in condition.values
    asked = frozenset(condition.values)
    if value.whichever:
        return not asked.isdisjoint(possible)
    return _verdict(asked.issuperset(possible), not asked.isdisjoint(possible))


def _holds(condition: ir.Holds, memory: ir.Memory) -> ir.Verdict:
    value = _subset(memory[condition.path])
    certain = set(value.some)
    reach = certain | set(value.maybe)
    wanted = set(condition.members)
    match condition.mode:
        case "has":
            return _verdict(wanted <= certain, wanted <= reach)
        case "lacks":
            return _verdict(not wanted & reach, not wanted & certain)
        case _:
            return _verdict(reach <= wanted, certain <= wanted)


def _compare(condition: ir.Compare, memory: ir.Memory) -> ir.Verdict:
    left, right = _ends(condition, memory)
    match condition.op:
        case "<":
            return _verdict(left[1] < right[0], left[0] < right[1])
        case "<=":
            return _verdict(left[1] <= right[0], left[0] <= right[1])
        case ">":
            return _verdict(right[1] < left[0], right[0] < left[1])
        case ">=":
            return _verdict(right[1] <= left[0], right[0] <= left[1])
        case "==":
            return _equal(left, right)
        case _:
            return negate(_equal(left, right))


def _equal(left: Interval, right: Interval) -> ir.Verdict:
    return _verdict(left[0] == left[1] == right[0] == right[1], left[0] <= right[1] and right[0] <= left[1])


def _same(condition: ir.Same, memory: ir.Memory) -> ir.Verdict:
    left, right = _one_of(memory[condition.left]).values, _one_of(memory[condition.right]).values
    return _verdict(len(left) == len(right) == 1 and left == right, any(value in right for value in left))


def _known(condition: ir.Known, memory: ir.Memory) -> ir.Verdict:
    return is_known(memory[condition.path])


_HOLDS: dict[type, Callable[[Any, ir.Memory], ir.Verdict]] = {
    ir.And: _and,
    ir.Or: _or,
    ir.Not: _not,
    ir.Within: _within,
    ir.Among: _among,
    ir.Holds: _holds,
    ir.Compare: _compare,
    ir.Same: _same,
    ir.Known: _known,
}


# --- arithmetic -------------------------------------------------------------------------------------------------------
def number(expression: ir.Expression, memory: ir.Memory) -> Interval:
    """Return the ends between which the expression must lie, whatever the unknown facts turn out to be."""
    return _NUMBER[type(expression)](expression, memory)


def _given(expression: ir.Number | ir.Figure, _: ir.Memory) -> Interval:
    return expression.value, expression.value


def _read(expression: ir.Read, memory: ir.Memory) -> Interval:
    value = _numbers(memory[expression.path])
    return value.low, ir.UNLIMITED if value.or_none else value.high


def _arithmetic(expression: ir.Arithmetic, memory: ir.Memory) -> Interval:
    left, right = expression.left, expression.right
    low, high = _NUMBER[type(left)](left, memory)
    least, most = _NUMBER[type(right)](right, memory)
    match expression.op:
        case "+":
            return low + least, high + most
        case "-":
            return low - most, high - least
        case _ if low == high and least == most:
            return low * least, low * least
        case _:
            corners = (low * least, low * most, high * least, high * most)
            return min(corners), max(corners)


def _ends(node: ir.Divide | ir.Compare, memory: ir.Memory) -> tuple[Interval, Interval]:
    """Return both sides' ends."""
    left, right = node.left, node.right
    return _NUMBER[type(left)](left, memory), _NUMBER[type(right)](right, memory)


def _divide(expression: ir.Divide, memory: ir.Memory) -> Interval:
    (low, high), (least, most) = _ends(expression, memory)
    mode = expression.mode
    if low == high and least == most:
        value = rounding.divide(mode, low, least)
        return value, value
    corners = [rounding.divide(mode, one, other) for one in (low, high) for other in (least, most)]
    return min(corners), max(corners)


def _extreme(expression: ir.Extreme, memory: ir.Memory) -> Interval:
    ends = [_NUMBER[type(part)](part, memory) for part in expression.parts]
    pick = min if expression.op == "min" else max
    return pick([low for low, _ in ends]), pick([high for _, high in ends])


def _step(expression: ir.Step, memory: ir.Memory) -> Interval:
    """Return the least and the greatest row that any quantity in the argument meets."""
    rows = expression.rows or _table(memory[expression.path]).rows
    low, high = number(expression.at, memory)
    values = [value for _, value in rows[_row(low, rows) : _row(high, rows) + 1]]
    return min(values), max(values)


def _along(expression: ir.Along, memory: ir.Memory) -> Interval:
    """Return the ends between which the line lies; as it only rises or only falls, they are where the argument ends."""
    low, high = number(expression.at, memory)
    ends = rounding.along(low, expression.rows), rounding.along(high, expression.rows)
    return min(ends), max(ends)


def _row(at: int, rows: tuple[tuple[int, int], ...]) -> int:
    return max(0, sum(1 for start, _ in rows if start <= at) - 1)


def _choose(expression: ir.Choose, memory: ir.Memory) -> Interval:
    verdict = holds(expression.condition, memory)
    if verdict is not None:
        return number(expression.then if verdict else expression.otherwise, memory)
    one, other = number(expression.then, memory), number(expression.otherwise, memory)
    return min(one[0], other[0]), max(one[1], other[1])


def _lookup(expression: ir.Lookup, memory: ir.Memory) -> Interval:
    possible = {str(value) for value in _one_of(memory[expression.path]).values}
    values = [value for case, value in expression.cases if case in possible]
    if len(values) < len(possible):
        values.append(expression.otherwise)
    return min(values), max(values)


def _count(expression: ir.Count, memory: ir.Memory) -> Interval:
    members = _subset(memory[expression.path])
    return len(members.some), len(members.some) + len(members.maybe)


def _tally(expression: ir.Tally, memory: ir.Memory) -> Interval:
    verdicts = [holds(part, memory) for part in expression.parts]
    return verdicts.count(True), len(verdicts) - verdicts.count(False)


_NUMBER: dict[type, Callable[[Any, ir.Memory], Interval]] = {
    ir.Number: _given,
    ir.Figure: _given,
    ir.Read: _read,
    ir.Arithmetic: _arithmetic,
    ir.Divide: _divide,
    ir.Extreme: _extreme,
    ir.Step: _step,
    ir.Along: _along,
    ir.Choose: _choose,
    ir.Lookup: _lookup,
    ir.Count: _count,
    ir.Tally: _tally,
}


# --- reading ----------------------------------------------------------------------------------------------------------
def _numbers(value: ir.Possible) -> ir.Numbers:
    if not isinstance(value, ir.Numbers):
        raise TypeError(f"expected a number, got {value!r}")
    return value


def _one_of(value: ir.Possible) -> ir.OneOf:
    if not isinstance(value, ir.OneOf):
        raise TypeError(f"expected a flag or choice, got {value!r}")
    return value


def _subset(value: ir.Possible) -> ir.Subset:
    if not isinstance(value, ir.Subset):
        raise TypeError(f"expected a set, got {value!r}")
    return value


def _table(value: ir.Possible) -> ir.Table:
    if not isinstance(value, ir.Table):
        raise TypeError(f"expected a table, got {value!r}")
    return value
