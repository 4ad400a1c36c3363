"""What a condition means: the one definition, as a plain walk. Both engines answer to it.

The value of a fact is the set of values it can still have. A test of one fact is exact: true if it holds for every
possible value, false if for none, else unknown. `And`, `Or`, `Not` follow Kleene's tables. Arithmetic is by intervals on
the formula as written, so it is never wrong, and now and then unknown where a cleverer reader would not be.
"""

from __future__ import annotations

from typing import assert_never

from advisor.ir import (
    UNLIMITED,
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
    Text,
    Verdict,
    Within,
)

Interval = tuple[int, int]
NONE = Numbers(UNLIMITED, UNLIMITED)


# --- conditions -------------------------------------------------------------------------------------------------------
def holds(condition: Condition, memory: Memory) -> Verdict:
    """Return whether the condition holds: for every possible value True, for none False, else None."""
    match condition:
        case And(parts):
            return _all(parts, memory)
        case Or(parts):
            return negate(_all(tuple(Not(part) for part in parts), memory))
        case Not(part):
            return negate(holds(part, memory))
        case Within(path, low, high):
            return _within(_numbers(memory[path]), low.value if low else None, high.value if high else None)
        case Among(path, values):
            return _among(_one_of(memory[path]).values, values)
        case Holds(path, mode, members):
            return _holds(_subset(memory[path]), mode, members)
        case Compare(op, left, right):
            return _compare(op, number(left, memory), number(right, memory))
        case Same(left, right):
            return _same(_one_of(memory[left]).values, _one_of(memory[right]).values)
        case Known(path):
            return is_known(memory[path])
    assert_never(condition)


def negate(verdict: Verdict) -> Verdict:
    """Return Kleene's not."""
    return None if verdict is None else not verdict


def both(first: Verdict, second: Verdict) -> Verdict:
    """Return Kleene's and."""
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def _all(parts: tuple[Condition, ...], memory: Memory) -> Verdict:
    result: Verdict = True
    for part in parts:
        verdict = holds(part, memory)
        if verdict is False:
            return False
        if verdict is None:
            result = None
    return result


def _verdict(*, every: bool, some: bool) -> Verdict:
    return True if every else (None if some else False)


def _within(value: Numbers, low: int | None, high: int | None) -> Verdict:
    """Test each run of possible numbers; `none` lies above every number."""
    least = -UNLIMITED if low is None else low
    most = UNLIMITED if high is None else high
    every = least <= value.low and value.high <= most
    some = value.low <= most and least <= value.high
    if value.or_none:
        none_inside = least <= UNLIMITED <= most
        every, some = every and none_inside, some or none_inside
    return _verdict(every=every, some=some)


def _among(possible: tuple[bool | str, ...], wanted: tuple[bool | str, ...]) -> Verdict:
    found = [value in wanted for value in possible]
    return _verdict(every=all(found), some=any(found))


def _holds(value: Subset, mode: str, members: tuple[str, ...]) -> Verdict:
    certain = set(value.some)
    reach = certain | set(value.maybe)
    wanted = set(members)
    if mode == "has":
        return _verdict(every=wanted <= certain, some=wanted <= reach)
    if mode == "lacks":
        return _verdict(every=not wanted & reach, some=not wanted & certain)
    return _verdict(every=reach <= wanted, some=certain <= wanted)


def _compare(op: str, left: Interval, right: Interval) -> Verdict:
    match op:
        case "<":
            return _verdict(every=left[1] < right[0], some=left[0] < right[1])
        case "<=":
            return _verdict(every=left[1] <= right[0], some=left[0] <= right[1])
        case ">":
            return _compare("<", right, left)
        case ">=":
            return _compare("<=", right, left)
        case "==":
            point = left[0] == left[1] == right[0] == right[1]
            return _verdict(every=point, some=left[0] <= right[1] and right[0] <= left[1])
        case _:
            return negate(_compare("==", left, right))


def _same(left: tuple[bool | str, ...], right: tuple[bool | str, ...]) -> Verdict:
    return _verdict(every=len(left) == len(right) == 1 and left == right, some=any(value in right for value in left))


# --- arithmetic -------------------------------------------------------------------------------------------------------
def number(expression: Expression, memory: Memory) -> Interval:
    """Return the ends between which the expression must lie, whatever the unknown facts turn out to be."""
    match expression:
        case Number(value) | Figure(_, _, value):
            return value, value
        case Read(path):
            return _hull(_numbers(memory[path]))
        case Arithmetic(op, left, right):
            return _arithmetic(op, number(left, memory), number(right, memory))
        case Divide(mode, left, right):
            return _divide(mode, number(left, memory), number(right, memory))
        case Extreme(op, parts):
            ends = [number(part, memory) for part in parts]
            pick = min if op == "min" else max
            return pick(low for low, _ in ends), pick(high for _, high in ends)
        case Step(at, path, rows):
            return _step(number(at, memory), rows or _table(memory[path]).rows)
        case Choose(condition, then, otherwise):
            return _choose(holds(condition, memory), then, otherwise, memory)
        case Lookup(_, path, cases, otherwise_value):
            found = dict(cases)
            values = [found.get(str(value), otherwise_value) for value in _one_of(memory[path]).values]
            return min(values), max(values)
        case Count(path):
            members = _subset(memory[path])
            return len(members.some), len(members.some) + len(members.maybe)
        case Tally(parts):
            verdicts = [holds(part, memory) for part in parts]
            return verdicts.count(True), len(verdicts) - verdicts.count(False)
    assert_never(expression)


def _hull(value: Numbers) -> Interval:
    return value.low, UNLIMITED if value.or_none else value.high


def _arithmetic(op: str, left: Interval, right: Interval) -> Interval:
    match op:
        case "+":
            return left[0] + right[0], left[1] + right[1]
        case "-":
            return left[0] - right[1], left[1] - right[0]
        case _:
            corners = [one * other for one in left for other in right]
            return min(corners), max(corners)


def divide(mode: str, left: int, right: int) -> int:
    """Return left / right (right > 0) rounded up, down, or half up, which is towards plus infinity."""
    match mode:
        case "ceil":
            return -(-left // right)
        case "half_up":
            return (2 * left + right) // (2 * right)
        case _:
            return left // right


def _divide(mode: str, left: Interval, right: Interval) -> Interval:
    corners = [divide(mode, one, other) for one in left for other in right]
    return min(corners), max(corners)


def _step(at: Interval, rows: tuple[tuple[int, int], ...]) -> Interval:
    """Return the least and the greatest row that any quantity in `at` meets."""
    first, last = _row(at[0], rows), _row(at[1], rows)
    values = [value for _, value in rows[first : last + 1]]
    return min(values), max(values)


def _row(at: int, rows: tuple[tuple[int, int], ...]) -> int:
    return max(0, sum(1 for start, _ in rows if start <= at) - 1)


def _choose(verdict: Verdict, then: Expression, otherwise: Expression, memory: Memory) -> Interval:
    if verdict is True:
        return number(then, memory)
    if verdict is False:
        return number(otherwise, memory)
    one, other = number(then, memory), number(otherwise, memory)
    return min(one[0], other[0]), max(one[1], other[1])


# --- possible values --------------------------------------------------------------------------------------------------
def is_known(value: Possible) -> bool:
    """Return whether exactly one value is possible."""
    match value:
        case Numbers(low, high, or_none):
            return low == high and not or_none
        case OneOf(values):
            return len(values) == 1
        case Subset(_, maybe):
            return not maybe
        case Text(text):
            return bool(text)
        case Table():
            return True
    assert_never(value)


def join(first: Possible, second: Possible) -> Possible:
    """Return every value that either allows; both of one kind."""
    match first, second:
        case Numbers(), Numbers():
            return _join_numbers(first, second)
        case OneOf(one), OneOf(other):
            return OneOf(one + tuple(value for value in other if value not in one))
        case Subset(), Subset():
            some = tuple(value for value in first.some if value in second.some)
            rest = dict.fromkeys(first.some + first.maybe + second.some + second.maybe)
            return Subset(some, tuple(value for value in rest if value not in some))
        case _:
            return first


def _join_numbers(first: Numbers, second: Numbers) -> Numbers:
    or_none = first.or_none or second.or_none or NONE in (first, second)
    finite = [value for value in (first, second) if (value.low, value.high) != (UNLIMITED, UNLIMITED)]
    if not finite:
        return NONE
    return Numbers(min(value.low for value in finite), max(value.high for value in finite), or_none)


def allows(wide: Possible, narrow: Possible) -> bool:
    """Return whether every value that `narrow` allows is allowed by `wide`."""
    match wide, narrow:
        case Numbers(), Numbers():
            none_fits = wide.or_none or wide == NONE or not (narrow.or_none or narrow == NONE)
            return none_fits and (narrow == NONE or (wide.low <= narrow.low and narrow.high <= wide.high))
        case OneOf(one), OneOf(other):
            return set(other) <= set(one)
        case Subset(), Subset():
            reach = set(wide.some) | set(wide.maybe)
            return set(wide.some) <= set(narrow.some) and set(narrow.some) | set(narrow.maybe) <= reach
        case _:
            return type(wide) is type(narrow)


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
