"""What conditions and formulas mean, as values of the graph: `truth`, said of many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar, assert_never

from advisor.columnar.graph import LIMIT, Graph, Value, high_of, low_of
from advisor.columnar.possible import Alphabet, Choice, Column, Columns, Members, Rows, hull, is_known
from advisor.columnar.possible import Number as NumberColumn
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
    Not,
    Number,
    Or,
    Read,
    Same,
    Step,
    Tally,
    Within,
)

Interval = tuple[Value, Value]
Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Whether something holds, row by row: for every possible value (`every`), for some (`some`); else it is false."""

    every: Value
    some: Value

    @property
    def is_sure(self) -> bool:
        """Whether no row leaves it unknown."""
        return self.every is self.some or (isinstance(self.every, int) and self.every == self.some)


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles over one memory. letters: path -> its alphabet."""

    graph: Graph
    memory: Columns
    letters: Callable[[str], Alphabet]

    # --- conditions ---
    def holds(self, condition: Condition) -> Verdicts:
        """Return whether the condition holds (truth.holds)."""
        match condition:
            case And(parts):
                return self.all(parts)
            case Or(parts):
                return self.negate(self.all(tuple(Not(part) for part in parts)))
            case Not(part):
                return self.negate(self.holds(part))
            case Within(path, low, high):
                return self._within(self._number(path), low.value if low else None, high.value if high else None)
            case Among(path, values):
                return self._among(self._choice(path), self.letters(path).of(values))
            case Holds(path, mode, members):
                return self._holds(self._members(path), mode, members, self.letters(path))
            case Compare(op, left, right):
                return self.compare(op, self.number(left), self.number(right))
            case Same(left, right):
                return self._same(left, right)
            case Known(path):
                known = is_known(self.graph, self.memory[path])
                return Verdicts(known, known)
        assert_never(condition)

    def negate(self, verdicts: Verdicts) -> Verdicts:
        """Return Kleene's not."""
        every = self.graph.negate(verdicts.some)
        return Verdicts(every, every if verdicts.is_sure else self.graph.negate(verdicts.every))

    def all(self, parts: Sequence[Condition]) -> Verdicts:
        """Return whether all hold."""
        every: Value = 1
        some: Value = 1
        for part in parts:
            found = self.holds(part)
            every, some = self.graph.both(every, found.every), self.graph.both(some, found.some)
            if some == 0:
                return Verdicts(0, 0)
        return Verdicts(every, some)

    def _within(self, value: NumberColumn, low: int | None, high: int | None) -> Verdicts:
        graph = self.graph
        least, most = -UNLIMITED if low is None else low, UNLIMITED if high is None else high
        every = graph.both(graph.at_most(least, value.low), graph.at_most(value.high, most))
        some = graph.both(graph.at_most(value.low, most), graph.at_most(least, value.high))
        if value.or_none != 0:
            if least <= UNLIMITED <= most:
                return Verdicts(every, graph.either(some, value.or_none))
            every = graph.both(every, graph.negate(value.or_none))
        return Verdicts(every, some)

    def _among(self, value: Choice, wanted: int) -> Verdicts:
        some = self.graph.has_any(value.bits, wanted)
        return Verdicts(some if value.is_known else self.graph.has_only(value.bits, wanted), some)

    def _holds(self, value: Members, mode: str, members: tuple[str, ...], letters: Alphabet) -> Verdicts:
        graph, wanted = self.graph, letters.of(members)
        reach = graph.joined(value.some, value.maybe)
        if mode == "has":
            return Verdicts(graph.has_all(value.some, wanted), graph.has_all(reach, wanted))
        if mode == "lacks":
            return Verdicts(graph.negate(graph.has_any(reach, wanted)), graph.negate(graph.has_any(value.some, wanted)))
        return Verdicts(graph.has_only(reach, wanted), graph.has_only(value.some, wanted))

    def compare(self, op: str, left: Interval, right: Interval) -> Verdicts:
        """Return how two intervals compare (truth._compare)."""
        graph = self.graph
        match op:
            case "<":
                return Verdicts(graph.less(left[1], right[0]), graph.less(left[0], right[1]))
            case "<=":
                return Verdicts(graph.at_most(left[1], right[0]), graph.at_most(left[0], right[1]))
            case ">":
                return self.compare("<", right, left)
            case ">=":
                return self.compare("<=", right, left)
            case "==":
                some = graph.both(graph.at_most(left[0], right[1]), graph.at_most(right[0], left[1]))
                if left[0] is left[1] and right[0] is right[1]:
                    found = graph.equal(left[0], right[0])
                    return Verdicts(found, found)
                points = graph.both(graph.equal(left[0], left[1]), graph.equal(right[0], right[1]))
                return Verdicts(graph.both(points, graph.equal(left[0], right[0])), some)
            case _:
                return self.negate(self.compare("==", left, right))

    def _same(self, left: str, right: str) -> Verdicts:
        graph = self.graph
        one, other = self._choice(left), self._choice(right)
        first, second = self.letters(left).bits, self.letters(right).bits
        common = [(first[value], second[value]) for value in first if value in second]
        some = graph.either(*(graph.both(graph.has_any(one.bits, a), graph.has_any(other.bits, b)) for a, b in common))
        known = graph.both(is_known(graph, one), is_known(graph, other))
        return Verdicts(graph.both(known, some), some)

    # --- arithmetic ---
    def number(self, expression: Expression) -> Interval:
        """Return the ends of an expression (truth.number)."""
        match expression:
            case Number(value) | Figure(_, _, value):
                return value, value
            case Read(path):
                return hull(self.graph, self._number(path))
            case Arithmetic(op, left, right):
                return self._arithmetic(op, self.number(left), self.number(right))
            case Divide(mode, left, right):
                return self._divide(mode, self.number(left), self.number(right))
            case Extreme(op, parts):
                pick = self.graph.least if op == "min" else self.graph.greatest
                ends = [self.number(part) for part in parts]
                low = pick(*(low for low, _ in ends))
                return low, low if all(_is_point(one) for one in ends) else pick(*(high for _, high in ends))
            case Step(at, path, rows):
                return self._step(self.number(at), rows or self._rows(path))
            case Choose(condition, then, otherwise):
                return self._choose(self.holds(condition), then, otherwise)
            case Lookup(_, path, cases, otherwise_value):
                return self._lookup(self._choice(path), self.letters(path), dict(cases), otherwise_value)
            case Count(path):
                return self._count(self._members(path))
            case Tally(parts):
                return self._tally([self.holds(part) for part in parts])
        assert_never(expression)

    def _arithmetic(self, op: str, left: Interval, right: Interval) -> Interval:
        graph = self.graph
        is_point = _is_point(left) and _is_point(right)
        match op:
            case "+":
                low = graph.add(left[0], right[0])
                return low, low if is_point else graph.add(left[1], right[1])
            case "-":
                low = graph.subtract(left[0], right[1])
                return low, low if is_point else graph.subtract(left[1], right[0])
            case _:
                return self._corners(graph.multiply, left, right)

    def _corners(self, join: Callable[[Value, Value], Value], left: Interval, right: Interval) -> Interval:
        """Return the least and greatest of what the ends make, without the corners that bounds rule out."""
        if _is_point(left) and _is_point(right):
            found = join(left[0], right[0])
            return found, found
        if low_of(left[0]) >= 0 and low_of(right[0]) >= 0 and join == self.graph.multiply:
            return join(left[0], right[0]), join(left[1], right[1])
        corners = [join(one, other) for one in left for other in right]
        return self.graph.least(*corners), self.graph.greatest(*corners)

    def _divide(self, mode: str, left: Interval, right: Interval) -> Interval:
        def join(one: Value, other: Value) -> Value:
            return divided(self.graph, mode, one, other)

        if low_of(left[0]) >= 0 and not (_is_point(left) and _is_point(right)):
            return join(left[0], right[1]), join(left[1], right[0])
        return self._corners(join, left, right)

    def _step(self, at: Interval, rows: Sequence[tuple[Value, Value]]) -> Interval:
        graph = self.graph
        if _is_point(at):
            found = rows[0][1]
            for start, value in rows[1:]:
                found = graph.where(graph.at_most(start, at[0]), value, found)
            return found, found
        lows: list[Value] = []
        highs: list[Value] = []
        values = [value for _, value in rows]
        most, least = max(map(high_of, values)), min(map(low_of, values))
        for index, (start, value) in enumerate(rows):
            reached: Value = 1 if index == 0 else graph.at_most(start, at[1])
            passed: Value = 0 if index + 1 == len(rows) else graph.at_most(rows[index + 1][0], at[0])
            meets = graph.both(reached, graph.negate(passed))
            lows.append(graph.where(meets, value, most))
            highs.append(graph.where(meets, value, least))
        return graph.least(*lows), graph.greatest(*highs)

    def _choose(self, verdicts: Verdicts, then: Expression, otherwise: Expression) -> Interval:
        graph = self.graph
        if verdicts.every == 1:
            return self.number(then)
        if verdicts.some == 0:
            return self.number(otherwise)
        one, other = self.number(then), self.number(otherwise)
        if verdicts.is_sure:
            low = graph.where(verdicts.every, one[0], other[0])
            return low, low if _is_point(one) and _is_point(other) else graph.where(verdicts.every, one[1], other[1])
        low = graph.where(verdicts.some, graph.least(one[0], other[0]), other[0])
        high = graph.where(verdicts.some, graph.greatest(one[1], other[1]), other[1])
        return graph.where(verdicts.every, one[0], low), graph.where(verdicts.every, one[1], high)

    def _lookup(self, value: Choice, letters: Alphabet, cases: dict[str, int], otherwise: int) -> Interval:
        """Return the least and greatest number of the choices still possible."""
        having: dict[int, int] = {}
        for choice, bit in letters.bits.items():
            number = cases.get(str(choice), otherwise)
            having[number] = having.get(number, 0) | bit
        low = self._first(value, sorted(having.items()))
        return low, low if value.is_known else self._first(value, sorted(having.items(), reverse=True))

    def _first(self, value: Choice, having: Sequence[tuple[int, int]]) -> Value:
        found: Value = having[-1][0]
        for number, bits in reversed(having[:-1]):
            found = self.graph.where(self.graph.has_any(value.bits, bits), number, found)
        return found

    def _count(self, value: Members) -> Interval:
        certain = self.graph.count(value.some)
        if value.maybe == 0:
            return certain, certain
        return certain, self.graph.add(certain, self.graph.count(value.maybe))

    def _tally(self, found: Sequence[Verdicts]) -> Interval:
        low: Value = 0
        high: Value = 0
        for one in found:
            low = self.graph.add(low, self.graph.number(one.every))
            high = self.graph.add(high, self.graph.number(one.some))
        return low, high

    # --- reading the memory ---
    def _number(self, path: str) -> NumberColumn:
        return _of(NumberColumn, path, self.memory[path])

    def _choice(self, path: str) -> Choice:
        return _of(Choice, path, self.memory[path])

    def _members(self, path: str) -> Members:
        return _of(Members, path, self.memory[path])

    def _rows(self, path: str) -> Sequence[tuple[Value, Value]]:
        return _of(Rows, path, self.memory[path]).rows


def divided(graph: Graph, mode: str, left: Value, right: Value) -> Value:
    """Return left / right, right > 0, rounded as `truth.divide` does, without a number beyond 64 bits on the way."""
    match mode:
        case "ceil":
            return graph.floor_divide(graph.add(left, graph.subtract(right, 1)), right)
        case "floor":
            return graph.floor_divide(left, right)
    doubled = graph.add(graph.multiply(2, left), right)
    if max(abs(low_of(doubled)), abs(high_of(doubled))) <= LIMIT:
        return graph.floor_divide(doubled, graph.multiply(2, right))
    whole = graph.floor_divide(left, right)
    rest = graph.subtract(left, graph.multiply(whole, right))
    return graph.add(whole, graph.number(graph.at_most(right, graph.multiply(2, rest))))


def _is_point(ends: Interval) -> bool:
    return ends[0] is ends[1] or (isinstance(ends[0], int) and ends[0] == ends[1])


def _of(kind: type[Kind], path: str, value: Column) -> Kind:
    if not isinstance(value, kind):
        raise TypeError(f"expected `{path}` to be a {kind.__name__}, got {value!r}")
    return value
