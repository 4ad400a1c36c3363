"""An estimate as a curve over the quantity: every other fact folded in, what is spread over the order left unrounded.

Rounded to the cent, the costs of two options are the same over dozens of quantities where they cross. So a division by
what hangs on the quantity (`per_unit`) is exact here; every other one is rounded as its formula says. The curve lies
within half a cent, for each amount that is spread, of the estimate as it is shown.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from fractions import Fraction

from advisor import ir, meaning
from advisor.advice.moving import Moving
from advisor.meaning import rounding, truth

Value = int | Fraction
Function = Callable[[int], Value]
_Part = Value | Function
Test = bool | Callable[[int], bool]
MOST_LOTS = 32
"""Of how many tools or lots, one after the other, the quantities at which the next begins are known to be knots."""


class OpenError(Exception):
    """Raised within this module: the estimate hangs on something that is not known, or on the quantity through a rule."""


class Curve:
    """An estimate of one option as a curve. knots: quantities at which it may jump or bend."""

    def __init__(self, moving: Moving, memory: ir.Memory, estimate: str) -> None:
        """Raise OpenError where the estimate has no curve. memory: the option's, as assumed."""
        self.knots: set[int] = set()
        self._moving = moving
        self._program = moving.program
        self._quantity = moving.quantity
        self._memory = memory
        self._parts: dict[str, _Part] = {}
        self._hangs: dict[str, bool] = {}
        part = self._read(f"option.{estimate}.likely")
        self._curve = part if callable(part) else lambda _: part
        self._values: dict[int, Value] = {}

    def at(self, quantity: int) -> Value:
        """Return the estimate at a quantity, in base units."""
        if quantity not in self._values:
            self._values[quantity] = self._curve(quantity)
        return self._values[quantity]

    # --- which parts hang on the quantity ---
    def _is_moved(self, node: meaning.ConditionOrExpression) -> bool:
        return any(self._moves(path) for path in self._moving.reads(node))

    def _moves(self, path: str) -> bool:
        """Return whether what stands at a path hangs on the quantity; a given or derived fact of that kind is open."""
        if path not in self._hangs:
            root = meaning.fact_path(path)
            self._hangs[path] = root == self._quantity or self._quantity in self._program.depends.get(root, ())
            if root in self._moving.ruled:
                raise OpenError(path)
        return self._hangs[path]

    def _read(self, path: str) -> _Part:
        if not self._moves(path):
            return self._settled(ir.Read(path))
        if path == self._quantity:
            return lambda quantity: quantity
        if path not in self._parts:
            _, name, reading = path.split(".")
            readings = self._program.pack.estimates[name].readings
            part = self._part(next(formula for known, formula in readings.items() if known == reading))
            self._parts[path] = _remembered(part) if callable(part) else part
        return self._parts[path]

    def _settled(self, node: ir.Expression) -> int:
        low, high = truth.number(node, self._memory)
        if low != high:
            raise OpenError(node)
        return low

    # --- numbers ---
    def _part(self, node: ir.Expression) -> _Part:
        if not self._is_moved(node):
            return self._settled(node)
        match node:
            case ir.Read(path):
                return self._read(path)
            case ir.Arithmetic(op, left, right):
                return self._arithmetic(op, left, right)
            case ir.Extreme(op, parts):
                return _extreme(op, [self._part(part) for part in parts])
            case ir.Divide(mode, left, right):
                return self._divide(mode, left, right)
            case ir.Step(at, path, rows):
                return self._step(at, path, rows)
            case ir.Along(at, _, rows):
                return self._along(at, rows)
            case ir.Choose(condition, then, otherwise):
                return self._choose(condition, then, otherwise)
            case ir.Tally(parts):
                tests = [self._test(part) for part in parts]
                return lambda quantity: sum(_asked(test, quantity) for test in tests)
            case _:
                raise OpenError(node)

    def _arithmetic(self, op: str, left: ir.Expression, right: ir.Expression) -> _Part:
        if op == "*":
            return self._product(left, right)
        first, second = self._part(left), self._part(right)
        if second == 0:
            return first
        if first == 0 and op == "+":
            return second
        if op == "+":
            return _sum(first, second)
        one, other = _function(first), _function(second)
        return lambda quantity: one(quantity) - other(quantity)

    def _product(self, left: ir.Expression, right: ir.Expression) -> _Part:
        """Return the product; nothing times what is open is nothing."""
        parts = []
        for node in sorted((left, right), key=self._is_moved):  # what is settled first
            parts.append(self._attempt(node))
            if parts[-1] == 0:
                return 0
        if parts[0] is None or parts[1] is None:
            raise OpenError(left)
        share, other = parts[0], _function(parts[1])
        if callable(share):
            one = share
            return lambda quantity: one(quantity) * other(quantity)
        return other if share == 1 else lambda quantity: share * other(quantity)

    def _attempt(self, node: ir.Expression) -> _Part | None:
        try:
            return self._part(node)
        except OpenError:
            return None

    def _divide(self, mode: str, left: ir.Expression, right: ir.Expression) -> _Part:
        dividend, divisor = _function(self._part(left)), self._part(right)
        if callable(divisor):
            by = divisor
            if mode == "half_up":
                return lambda quantity: Fraction(dividend(quantity)) / by(quantity)
            return lambda quantity: _whole(mode, dividend(quantity), by(quantity))
        size = divisor
        if mode != "half_up" and isinstance(size, int) and size > 1:
            self._begin(dividend, size)
        return lambda quantity: _whole(mode, dividend(quantity), size)

    def _begin(self, dividend: Function, size: int) -> None:
        """Note the quantities at which the next tool or lot begins, found by bisection of a growing dividend."""
        low, high = truth.number(ir.Read(self._quantity), {self._quantity: self._domain()})
        quantities = range(low, high + 1)
        start = 0
        for number in range(1, MOST_LOTS + 1):
            full = number * size
            start = bisect_left(quantities, 1, start, key=lambda quantity: int(dividend(quantity) > full))
            if start == len(quantities):
                break
            self.knots.add(quantities[start])

    def _domain(self) -> ir.Possible:
        return meaning.domain_of(self._program.pack, self._quantity) or ir.Numbers(1, ir.UNLIMITED)

    def _step(self, at: ir.Expression, path: str, rows: Sequence[tuple[int, int]]) -> _Part:
        table = self._memory[path] if not rows else ir.Table(tuple(rows))
        if not isinstance(table, ir.Table):
            raise OpenError(path)
        starts, values = [start for start, _ in table.rows], [value for _, value in table.rows]
        self.knots.update(starts)
        argument = _function(self._part(at))
        return lambda quantity: values[max(0, bisect_right(starts, argument(quantity)) - 1)]

    def _along(self, at: ir.Expression, rows: tuple[tuple[int, int], ...]) -> _Part:
        self.knots.update(start for start, _ in rows)
        argument = _function(self._part(at))
        return lambda quantity: rounding.along(int(argument(quantity)), rows)

    def _choose(self, condition: ir.Condition, then: ir.Expression, otherwise: ir.Expression) -> _Part:
        test = self._test(condition)
        if isinstance(test, bool):
            return self._part(then if test else otherwise)
        one, other = _function(self._part(then)), _function(self._part(otherwise))
        return lambda quantity: one(quantity) if test(quantity) else other(quantity)

    # --- conditions ---
    def _test(self, node: ir.Condition) -> Test:
        if not self._is_moved(node):
            verdict = truth.holds(node, self._memory)
            if verdict is None:
                raise OpenError(node)
            return verdict
        match node:
            case ir.And(parts):
                return self._all(parts)
            case ir.Or(parts):
                return self._any(parts)
            case ir.Not(part):
                test = self._test(part)
                return not test if isinstance(test, bool) else lambda quantity: not test(quantity)
            case ir.Compare(op, left, right):
                one, other = _function(self._part(left)), _function(self._part(right))
                return lambda quantity: _compared(op, one(quantity), other(quantity))
            case ir.Within(path, low, high):
                self.knots.update(end.value for end in (low, high) if end is not None)
                value = _function(self._read(path))
                least, most = (None if end is None else end.value for end in (low, high))
                return lambda quantity: _is_within(value(quantity), least, most)
            case ir.Among() | ir.Holds() | ir.Same() | ir.Known():
                raise OpenError(node)

    def _all(self, parts: Sequence[ir.Condition]) -> Test:
        """Return whether every part holds; one that surely does not decides, whatever is open beside it."""
        tests = self._tests(parts, decisive=False)
        return False if tests is None else lambda quantity: all(_asked(test, quantity) for test in tests)

    def _any(self, parts: Sequence[ir.Condition]) -> Test:
        """Return whether any part holds; one that surely does decides, whatever is open beside it."""
        tests = self._tests(parts, decisive=True)
        return True if tests is None else lambda quantity: any(_asked(test, quantity) for test in tests)

    def _tests(self, parts: Sequence[ir.Condition], *, decisive: bool) -> list[Test] | None:
        """Return what hangs on the quantity of some parts, None if a part that does not decides them all."""
        settled = [truth.holds(part, self._memory) for part in parts if not self._is_moved(part)]
        if decisive in settled:
            return None
        if None in settled:
            raise OpenError(parts)
        return [self._test(part) for part in parts if self._is_moved(part)]


def _function(part: _Part) -> Function:
    return part if callable(part) else lambda _: part


def _remembered(curve: Function) -> Function:
    """Return the curve with its last value kept: several formulas read the same estimate at one quantity."""
    last: list[tuple[int, Value]] = []

    def at(quantity: int) -> Value:
        if not last or last[0][0] != quantity:
            last[:] = [(quantity, curve(quantity))]
        return last[0][1]

    return at


def _sum(first: _Part, second: _Part) -> _Part:
    if callable(first) and callable(second):
        one, other = first, second
        return lambda quantity: one(quantity) + other(quantity)
    curve, amount = (first, second) if callable(first) else (second, first)
    if callable(curve) and not callable(amount):
        moved, rest = curve, amount
        return lambda quantity: moved(quantity) + rest
    return _function(first)(0) + _function(second)(0)


def _extreme(op: str, parts: Sequence[_Part]) -> Function:
    curves = [part for part in parts if callable(part)]
    fixed = [part for part in parts if not callable(part)]
    pick = min if op == "min" else max
    ends = [pick(fixed)] if fixed else []
    return lambda quantity: pick([*ends, *[curve(quantity) for curve in curves]])


def _asked(test: Test, quantity: int) -> bool:
    return test if isinstance(test, bool) else test(quantity)


def _whole(mode: str, dividend: Value, divisor: Value) -> int:
    """Return the division rounded as its formula says."""
    if isinstance(dividend, int) and isinstance(divisor, int):
        return rounding.divide(mode, dividend, divisor)
    share = Fraction(dividend) / Fraction(divisor)
    return rounding.divide(mode, share.numerator, share.denominator)


def _compared(op: str, one: Value, other: Value) -> bool:
    match op:
        case "<":
            return one < other
        case "<=":
            return one <= other
        case ">":
            return one > other
        case ">=":
            return one >= other
        case "==":
            return one == other
        case _:
            return one != other


def _is_within(value: Value, low: int | None, high: int | None) -> bool:
    return (low is None or low <= value) and (high is None or value <= high)
