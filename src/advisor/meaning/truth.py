"""What a condition means: the one definition, as a plain walk. Both engines answer to it.

The value of a fact is the set of values it can still have. A test of one fact is exact: true if it holds for every
possible value, false if for none, else unknown. `And`, `Or`, `Not` follow Kleene's tables. Arithmetic is by intervals on
the formula as written, so it is never wrong, and now and then unknown where a cleverer reader would not be.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from advisor.ir import (
    UNLIMITED,
    Along,
    Among,
    And,
    Arithmetic,
    Choose,
    Compare,
    Condition,
    Count,
    Divide,
    Expression,
    Extreme,
    Figure,
    Holds,
    Known,
    Lookup,
    Memory,
    Not,
    Number,
    Numbers,
    OneOf,
    Or,
    Possible,
    Read,
    Same,
    Step,
    Subset,
    Table,
    Tally,
    Verdict,
    Within,
)
from advisor.meaning.possible import is_known

Interval = tuple[int, int]


# --- conditions -------------------------------------------------------------------------------------------------------
def holds(condition: Condition, memory: Memory) -> Verdict:
    """Return whether the condition holds: for every possible value True, for none False, else None."""
    return _HOLDS[type(condition)](condition, memory)


def negate(verdict: Verdict) -> Verdict:
    """Return Kleene's not."""
    return None if verdict is None else not verdict


def both(first: Verdict, second: Verdict) -> Verdict:
    """Return Kleene's and."""
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def _verdict(every: bool, some: bool) -> Verdict:  # noqa: FBT001  # all values, any value
    return True if every else (None if some else False)


def _kleene(parts: tuple[Condition, ...], memory: Memory, *, end: bool) -> Verdict:
    """Return `end` if a part is that, which ends it; else None if one is unknown, else the other."""
    result: Verdict = not end
    for part in parts:
        verdict = _HOLDS[type(part)](part, memory)
        if verdict is end:
            return end
        if verdict is None:
            result = None
    return result


def _and(condition: And, memory: Memory) -> Verdict:
    return _kleene(condition.parts, memory, end=False)


def _or(condition: Or, memory: Memory) -> Verdict:
    return _kleene(condition.parts, memory, end=True)


def _not(condition: Not, memory: Memory) -> Verdict:
    return negate(holds(condition.part, memory))


def _within(condition: Within, memory: Memory) -> Verdict:
    """Test each run of possible numbers; `none` lies above every number."""
    value = _numbers(memory[condition.path])
    least = -UNLIMITED if condition.low is None else condition.low.value
    most = UNLIMITED if condition.high is None else condition.high.value
    every = least <= value.low and value.high <= most
    some = value.low <= most and least <= value.high
    if value.or_none:
        none_inside = least <= UNLIMITED <= most
        every, some = every and none_inside, some or none_inside
    return _verdict(every, some)


def _among(condition: Among, memory: Memory) -> Verdict:
    value = _one_of(memory[condition.path])
    possible = value.values
    if len(possible) == 1:
        return possible[0] in condition.values
    asked = frozenset(condition.values)
    if value.whichever:
        return not asked.isdisjoint(possible)
    return _verdict(asked.issuperset(possible), not asked.isdisjoint(possible))


def _holds(condition: Holds, memory: Memory) -> Verdict:
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


def _compare(condition: Compare, memory: Memory) -> Verdict:
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


def _equal(left: Interval, right: Interval) -> Verdict:
    return _verdict(left[0] == left[1] == right[0] == right[1], left[0] <= right[1] and right[0] <= left[1])


def _same(condition: Same, memory: Memory) -> Verdict:
    left, right = _one_of(memory[condition.left]).values, _one_of(memory[condition.right]).values
    return _verdict(len(left) == len(right) == 1 and left == right, any(value in right for value in left))


def _known(condition: Known, memory: Memory) -> Verdict:
    return is_known(memory[condition.path])


_HOLDS: dict[type, Callable[[Any, Memory], Verdict]] = {
    And: _and,
    Or: _or,
    Not: _not,
    Within: _within,
    Among: _among,
    Holds: _holds,
    Compare: _compare,
    Same: _same,
    Known: _known,
}


# --- arithmetic -------------------------------------------------------------------------------------------------------
def number(expression: Expression, memory: Memory) -> Interval:
    """Return the ends between which the expression must lie, whatever the unknown facts turn out to be."""
    return _NUMBER[type(expression)](expression, memory)


def _given(expression: Number | Figure, _: Memory) -> Interval:
    return expression.value, expression.value


def _read(expression: Read, memory: Memory) -> Interval:
    value = _numbers(memory[expression.path])
    return value.low, UNLIMITED if value.or_none else value.high


def _arithmetic(expression: Arithmetic, memory: Memory) -> Interval:
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


def _ends(node: Divide | Compare, memory: Memory) -> tuple[Interval, Interval]:
    """Return both sides' ends."""
    left, right = node.left, node.right
    return _NUMBER[type(left)](left, memory), _NUMBER[type(right)](right, memory)


def divide(mode: str, left: int, right: int) -> int:
    """Return left / right (right > 0) rounded up, down, or half up, which is towards plus infinity."""
    match mode:
        case "ceil":
            return -(-left // right)
        case "half_up":
            return (2 * left + right) // (2 * right)
        case _:
            return left // right


def _divide(expression: Divide, memory: Memory) -> Interval:
    (low, high), (least, most) = _ends(expression, memory)
    mode = expression.mode
    if low == high and least == most:
        value = divide(mode, low, least)
        return value, value
    corners = [divide(mode, one, other) for one in (low, high) for other in (least, most)]
    return min(corners), max(corners)


def _extreme(expression: Extreme, memory: Memory) -> Interval:
    ends = [_NUMBER[type(part)](part, memory) for part in expression.parts]
    pick = min if expression.op == "min" else max
    return pick([low for low, _ in ends]), pick([high for _, high in ends])


def _step(expression: Step, memory: Memory) -> Interval:
    """Return the least and the greatest row that any quantity in the argument meets."""
    rows = expression.rows or _table(memory[expression.path]).rows
    low, high = number(expression.at, memory)
    values = [value for _, value in rows[_row(low, rows) : _row(high, rows) + 1]]
    return min(values), max(values)


def _along(expression: Along, memory: Memory) -> Interval:
    """Return the ends between which the line lies; as it only rises or only falls, they are where the argument ends."""
    low, high = number(expression.at, memory)
    ends = along(low, expression.rows), along(high, expression.rows)
    return min(ends), max(ends)


def along(at: int, rows: tuple[tuple[int, int], ...]) -> int:
    """Return the value at a place on the line through the rows."""
    place = min(max(at, rows[0][0]), rows[-1][0])
    (start, value), (end, other) = next(pair for pair in pairwise(rows) if place <= pair[1][0])
    return value + divide("half_up", (other - value) * (place - start), end - start)


def _row(at: int, rows: tuple[tuple[int, int], ...]) -> int:
    return max(0, sum(1 for start, _ in rows if start <= at) - 1)


def _choose(expression: Choose, memory: Memory) -> Interval:
    verdict = holds(expression.condition, memory)
    if verdict is not None:
        return number(expression.then if verdict else expression.otherwise, memory)
    one, other = number(expression.then, memory), number(expression.otherwise, memory)
    return min(one[0], other[0]), max(one[1], other[1])


def _lookup(expression: Lookup, memory: Memory) -> Interval:
    possible = {str(value) for value in _one_of(memory[expression.path]).values}
    values = [value for case, value in expression.cases if case in possible]
    if len(values) < len(possible):
        values.append(expression.otherwise)
    return min(values), max(values)


def _count(expression: Count, memory: Memory) -> Interval:
    members = _subset(memory[expression.path])
    return len(members.some), len(members.some) + len(members.maybe)


def _tally(expression: Tally, memory: Memory) -> Interval:
    verdicts = [holds(part, memory) for part in expression.parts]
    return verdicts.count(True), len(verdicts) - verdicts.count(False)


_NUMBER: dict[type, Callable[[Any, Memory], Interval]] = {
    Number: _given,
    Figure: _given,
    Read: _read,
    Arithmetic: _arithmetic,
    Divide: _divide,
    Extreme: _extreme,
    Step: _step,
    Along: _along,
    Choose: _choose,
    Lookup: _lookup,
    Count: _count,
    Tally: _tally,
}


# --- reading ----------------------------------------------------------------------------------------------------------
def _numbers(value: Possible) -> Numbers:
    if not isinstance(value, Numbers):
        raise TypeError(f"expected a number, got {value!r}")
    return value


def _one_of(value: Possible) -> OneOf:
    if not isinstance(value, OneOf):
        raise TypeError(f"expected a flag or choice, got {value!r}")
    return value


def _subset(value: Possible) -> Subset:
    if not isinstance(value, Subset):
        raise TypeError(f"expected a set, got {value!r}")
    return value


def _table(value: Possible) -> Table:
    if not isinstance(value, Table):
        raise TypeError(f"expected a table, got {value!r}")
    return value
