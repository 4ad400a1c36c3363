"""From which values on something is another as a number grows: exact where all that reads it goes one way.

Estimates that read the number are looked into. Sums, multiples, quotients and extremes of what goes one way go one way. Where
the number itself decides between two formulas, that holds on either side of the break.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import pairwise
from typing import assert_never

from msgspec import Struct

from advisor import ir, meaning
from advisor.advice.turning import is_linear, turns
from advisor.analysis.lab import Lab
from advisor.meaning import Program, Touched, fact_path, reads, truth
from advisor.meaning.truth import Interval
from advisor.ranking import ranked_by
from advisor.trace import Outcome

MOST_STARTS = 300
FORESEEN = 4
"""How many pieces of a number's values are decided together."""


def starts(lab: Lab, path: str, low: int, high: int) -> tuple[int, ...] | None:
    """Return the values from which on something is another, if all that reads the number goes one way as it grows.

    From each to before the next the answer is one; high is the last of them. None, too, if they are more than `MOST_STARTS`, or
    if another fact is assumed by way of the number.
    """
    if len(lab.moved(path)) > 1:
        return None
    wide = lab.wide(path)
    found = _turns(path, wide.possible, lab.advisor.touched(None, path), low, high)
    if found is None:
        return None
    pieces = [(first, after - 1) for first, after in pairwise(sorted({low, high + 1, *found}))]
    lab.foresee([{path: ir.Numbers(*piece)} for piece in pieces[:FORESEEN]])
    for first, last in pieces:
        here = _between(lab, path, first, last)
        if here is None or len(found) > MOST_STARTS:
            return None
        found |= here
    return tuple(sorted({low, high, *found}))


def _between(lab: Lab, path: str, low: int, high: int) -> set[int] | None:
    """Return where something that options are weighed by becomes another, while all that is derived of the order stays."""
    decision = lab.decide({path: ir.Numbers(low, high)})
    if lab.advisor.brings_in(decision, frozenset([path])):
        return None
    found: set[int] = set()
    for one in decision.candidates:
        touched = lab.advisor.touched(one.option, path)
        if one.contestant.excluded is True:
            continue
        if _gives_points(lab.advisor.program, one.possible, touched):
            return None
        for here in (
            _turns(path, one.possible, touched, low, high),
            _ranks(path, one.assumed.memory, ranked_by(lab.advisor.pack), touched, low, high),
        ):
            if here is None:
                return None
            found |= here
    return found


def _turns(path: str, outcome: Outcome, touched: Touched, low: int, high: int) -> set[int] | None:
    """Return where open comparisons turn."""
    found: set[int] = set()
    for condition in _open_comparisons(outcome, touched):
        growth = GrowingNumber.of_what(condition, path, outcome.memory, touched)
        course = growth.of_condition(condition)
        if course is None:
            return None
        for first, last in growth.pieces(course, low, high):
            found |= {first, *turns(condition, path, growth.memory, first, last, growth.settle)}
    return found


def _ranks(
    path: str, memory: ir.Memory, rankers: Iterable[str], touched: Touched, low: int, high: int
) -> set[int] | None:
    """Return where an estimate by which options are ranked becomes another."""
    found: set[int] = set()
    for estimate in (ir.Read(f"{one}.likely") for one in rankers if one in touched.paths):
        growth = GrowingNumber.of_what(estimate, path, memory, touched)
        course = growth.of(estimate)
        if course is None:
            return None
        for first, last in growth.pieces(course, low, high):
            found |= {first, *_steps(cache(partial(growth.at, estimate)), first, last)}
            if len(found) > MOST_STARTS:
                return None
    return found


def _steps(at: Callable[[int], Interval], low: int, high: int) -> Iterator[int]:
    """Yield where what goes one way becomes another, until there are more than `MOST_STARTS`."""
    apart = [(low, high)]
    left = MOST_STARTS
    while apart and left >= 0:
        low, high = apart.pop()
        if at(low) != at(high):
            if high - low == 1:
                left -= 1
                yield high
            else:
                middle = (low + high) // 2
                apart += [(low, middle), (middle, high)]


def _gives_points(program: Program, outcome: Outcome, touched: Touched) -> bool:
    """Return whether points that are or may be given are made of what is touched."""
    conclusions = (meaning.conclusion_expressions(program.pack.rules[rule]) for rule in outcome.verdicts)
    return any(not touched.paths.isdisjoint(meaning.roots(*expressions)) for expressions in conclusions)


def _open_comparisons(outcome: Outcome, touched: Touched) -> Iterator[ir.Within | ir.Compare]:
    """Yield the comparisons of what is touched in rules that decide and are open."""
    for rule, condition in (one for stage in touched.stages for one in stage.rules):
        if outcome.verdicts.get(rule.id, False) is None and not isinstance(rule.conclusion, ir.Advise):
            for node in meaning.nodes(condition):
                if isinstance(node, ir.Within | ir.Compare) and not touched.paths.isdisjoint(meaning.roots(node)):
                    yield node


def _made_for(node: ir.Expression | ir.Condition, touched: Touched) -> list[tuple[str, ir.Expression]]:
    """Return the formulas of the estimates that are touched and that an expression or condition reads, each after those that it reads."""
    wanted = set(reads(node))
    found = []
    for path, formula in reversed([one for stage in touched.stages for one in stage.formulas]):
        if path in wanted:
            wanted.update(reads(formula))
            found.append((path, formula))
    return found[::-1]


# --- one comparison ---------------------------------------------------------------------------------------------------
class Course(Struct, frozen=True):
    """How something goes as a number grows.

    sign: 1 if it never falls, -1 if it never rises, 0 if it stays. breaks: comparisons of the number itself; it goes so
    between the values at which they turn.
    """

    sign: int
    breaks: tuple[ir.Condition, ...] = ()


_STAYS = Course(0)


class GrowingNumber(Struct, frozen=True):
    """One number that grows, in one memory. touched: what is made of it; formulas: of the estimates among that, by path."""

    path: str
    memory: ir.Memory
    touched: Touched
    formulas: Mapping[str, ir.Expression]

    @classmethod
    def of_what(
        cls, node: ir.Expression | ir.Condition, path: str, memory: ir.Memory, touched: Touched
    ) -> GrowingNumber:
        """Return the growth as far as one expression or condition reads it."""
        formulas = dict(_made_for(node, touched))
        wanted = reads(node, *formulas.values())
        return cls(path, {one: memory[one] for one in wanted if one in memory}, touched, formulas)

    def settle(self, memory: dict[str, ir.Possible]) -> None:
        """Compute the formulas anew."""
        for path, formula in self.formulas.items():
            memory[path] = ir.Numbers(*truth.number(formula, memory))

    def at(self, node: ir.Expression, value: int) -> Interval:
        """Return the ends of an expression at a value of the number."""
        memory = {**self.memory, self.path: ir.Numbers(value, value)}
        self.settle(memory)
        return truth.number(node, memory)

    def pieces(self, course: Course, low: int, high: int) -> Iterator[tuple[int, int]]:
        """Yield the first and the last value of each piece between the breaks of a course."""
        breaks = {turn for one in course.breaks for turn in turns(one, self.path, self.memory, low, high)}
        for first, after in pairwise(sorted({low, high + 1, *breaks})):
            yield first, after - 1

    def of_condition(self, condition: ir.Within | ir.Compare) -> Course | None:
        """Return the course of a comparison from false over unknown to true, None if it is not known to be one."""
        match condition:
            case ir.Within(path, low, high):
                if path == self.path:
                    return Course(1, (condition,))
                found = self.of(ir.Read(path))
                return found if found is None or low is None or high is None or not found.sign else None
            case ir.Compare("==" | "!=", left, right):
                found = _joined([self.of(left), self.of(right)])
                return found if found == _STAYS else None
            case ir.Compare(_, left, right):
                return _joined([self.of(left), _turned(self.of(right))])

    def of(self, node: ir.Expression) -> Course | None:
        """Return the course of an expression, None if it is not known to have one."""
        if not self._moves(node):
            return _STAYS
        match node:
            case ir.Read(path):
                if path == self.path:
                    return Course(1)
                return self.of(self.formulas[path]) if path in self.formulas else None
            case ir.Arithmetic("*", left, right):
                return self._multiple(left, right)
            case ir.Arithmetic(op, left, right):
                other = self.of(right)
                return _joined([self.of(left), other if op == "+" else _turned(other)])
            case ir.Divide(_, left, right):
                return self._quotient(left, right)
            case ir.Extreme(_, parts):
                return _joined(map(self.of, parts))
            case ir.Choose(condition, then, otherwise):
                return self._chosen(condition, _joined([self.of(then), self.of(otherwise)]))
            case ir.Along(at, _, rows):
                return self.of(at) if rows[0][1] <= rows[-1][1] else _turned(self.of(at))
            case ir.Step() | ir.Count() | ir.Tally() | ir.Lookup() | ir.Number() | ir.Figure():
                return None
        assert_never(node)

    def _moves(self, node: ir.Expression | ir.Condition) -> bool:
        return any(fact_path(path) in self.touched.paths for path in reads(node))

    def _multiple(self, left: ir.Expression, right: ir.Expression) -> Course | None:
        """Return the course of a product of which one side stays."""
        fixed, moving = (right, left) if self._moves(left) else (left, right)
        if self._moves(fixed):
            return None
        low, high = truth.number(fixed, self.memory)
        if low >= 0:
            return self.of(moving)
        return _turned(self.of(moving)) if high <= 0 else None

    def _quotient(self, left: ir.Expression, right: ir.Expression) -> Course | None:
        """Return the course of a quotient, whose divisor is more than 0, of which one side stays."""
        if not self._moves(right):
            return self.of(left)
        if self._moves(left):
            return None
        low, high = truth.number(left, self.memory)
        if low >= 0:
            return _turned(self.of(right))
        return self.of(right) if high <= 0 else None

    def _chosen(self, condition: ir.Condition, found: Course | None) -> Course | None:
        """Return the course of a choice between two formulas whose courses agree."""
        if found is None or not self._moves(condition):
            return found
        if (
            isinstance(condition, ir.Within | ir.Compare)
            and reads(condition) == (self.path,)
            and is_linear(condition, self.path)
        ):
            return Course(found.sign, (*found.breaks, condition))
        return None


def _turned(course: Course | None) -> Course | None:
    return None if course is None else Course(-course.sign, course.breaks)


def _joined(courses: Iterable[Course | None]) -> Course | None:
    """Return the course of things together, None unless all go the same way."""
    found = list(courses)
    known = [one for one in found if one is not None]
    signs = {one.sign for one in known if one.sign}
    if len(known) < len(found) or len(signs) > 1:
        return None
    return Course(next(iter(signs), 0), tuple(one for course in known for one in course.breaks))
