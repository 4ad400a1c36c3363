"""From which values on something is another as a number grows: exact where all that reads it goes one way.

Estimates that read the number are looked into. Sums, multiples, quotients and extremes of what goes one way go one way. Where the number itself decides between two
formulas, that holds on either side of the break.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import assert_never

from advisor import strata, truth
from advisor.advice.decision import RANKING_ESTIMATES
from advisor.advice.turning import is_linear, turns
from advisor.analysis.lab import Lab
from advisor.ir import (
    Advise,
    Arithmetic,
    Choose,
    Compare,
    Condition,
    Count,
    Divide,
    Expression,
    Extreme,
    Figure,
    Lookup,
    Memory,
    Number,
    Numbers,
    Possible,
    Read,
    Step,
    Tally,
    Within,
)
from advisor.strata import Program, Touched, reads, root
from advisor.trace import Outcome


def starts(lab: Lab, path: str, low: int, high: int) -> tuple[int, ...] | None:
    """Return the values from which on something is another, if all that reads the number goes one way as it grows.

    From each to before the next the answer is one; high is the last of them.
    """
    wide = lab.wide((path,))
    if lab.advisor.brings_in(wide, [path]):
        return None
    found = {low, high}
    standing = [one for one in wide.candidates if one.contestant.excluded is not True]
    for option, outcome in ((None, wide.order), *((one.option, one.outcome) for one in standing)):
        touched = lab.advisor.touched(option, path)
        if option is not None and _is_ranked_by(lab.advisor.program, outcome, touched):
            return None
        for condition in _open_comparisons(outcome, touched):
            formulas = dict(_made_for(condition, touched))
            course = Growth(path, outcome.memory, touched, formulas).of_condition(condition)
            if course is None:
                return None
            breaks = {turn for one in course.breaks for turn in turns(one, path, outcome.memory, low, high)}
            found |= breaks
            for first, after in pairwise(sorted({low, high + 1, *breaks})):
                found |= turns(condition, path, outcome.memory, first, after - 1, partial(_settle, formulas))
    return tuple(sorted(found))


def _is_ranked_by(program: Program, outcome: Outcome, touched: Touched) -> bool:
    """Return whether an estimate that ranks, or points that are or may be given, are made of what is touched."""
    conclusions = (strata.conclusion_expressions(program.pack.rules[rule]) for rule in outcome.verdicts)
    points = (strata.roots(*expressions) for expressions in conclusions)
    return any(not touched.paths.isdisjoint(paths) for paths in (RANKING_ESTIMATES, *points))


def _open_comparisons(outcome: Outcome, touched: Touched) -> Iterator[Within | Compare]:
    """Yield the comparisons of what is touched in rules that decide and are open."""
    for rule, condition in (one for stage in touched.stages for one in stage.rules):
        if outcome.verdicts.get(rule.id, False) is None and not isinstance(rule.conclusion, Advise):
            for node in strata.nodes(condition):
                if isinstance(node, Within | Compare) and not touched.paths.isdisjoint(strata.roots(node)):
                    yield node


def _made_for(condition: Condition, touched: Touched) -> list[tuple[str, Expression]]:
    """Return the formulas of the estimates that are touched and that a condition reads, each after those that it reads."""
    wanted = set(reads(condition))
    found = []
    for path, formula in reversed([one for stage in touched.stages for one in stage.formulas]):
        if path in wanted:
            wanted.update(reads(formula))
            found.append((path, formula))
    return found[::-1]


def _settle(formulas: Mapping[str, Expression], memory: dict[str, Possible]) -> None:
    for path, formula in formulas.items():
        memory[path] = Numbers(*truth.number(formula, memory))


# --- one comparison ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Course:
    """How something goes as a number grows.

    sign: 1 if it never falls, -1 if it never rises, 0 if it stays. breaks: comparisons of the number itself; it goes so
    between the values at which they turn.
    """

    sign: int
    breaks: tuple[Condition, ...] = ()


_STAYS = Course(0)


@dataclass(frozen=True, slots=True)
class Growth:
    """One number that grows, in one memory. touched: what is made of it; formulas: of the estimates among that, by path."""

    path: str
    memory: Memory
    touched: Touched
    formulas: Mapping[str, Expression]

    def of_condition(self, condition: Within | Compare) -> Course | None:
        """Return the course of a comparison from false over unknown to true, None if it is not known to be one."""
        match condition:
            case Within(path, low, high):
                if path == self.path:
                    return Course(1, (condition,))
                found = self.of(Read(path))
                return found if found is None or low is None or high is None or not found.sign else None
            case Compare("==" | "!=", left, right):
                found = _joined([self.of(left), self.of(right)])
                return found if found == _STAYS else None
            case Compare(_, left, right):
                return _joined([self.of(left), _turned(self.of(right))])

    def of(self, node: Expression) -> Course | None:
        """Return the course of an expression, None if it is not known to have one."""
        if not self._moves(node):
            return _STAYS
        match node:
            case Read(path):
                if path == self.path:
                    return Course(1)
                return self.of(self.formulas[path]) if path in self.formulas else None
            case Arithmetic("*", left, right):
                return self._multiple(left, right)
            case Arithmetic(op, left, right):
                other = self.of(right)
                return _joined([self.of(left), other if op == "+" else _turned(other)])
            case Divide(_, left, right):
                return self.of(left) if not self._moves(right) else None
            case Extreme(_, parts):
                return _joined(map(self.of, parts))
            case Choose(condition, then, otherwise):
                return self._chosen(condition, _joined([self.of(then), self.of(otherwise)]))
            case Step() | Count() | Tally() | Lookup() | Number() | Figure():
                return None
        assert_never(node)

    def _moves(self, node: Expression | Condition) -> bool:
        return any(root(path) in self.touched.paths for path in reads(node))

    def _multiple(self, left: Expression, right: Expression) -> Course | None:
        """Return the course of a product of which one side stays."""
        fixed, moving = (right, left) if self._moves(left) else (left, right)
        if self._moves(fixed):
            return None
        low, high = truth.number(fixed, self.memory)
        if low >= 0:
            return self.of(moving)
        return _turned(self.of(moving)) if high <= 0 else None

    def _chosen(self, condition: Condition, found: Course | None) -> Course | None:
        """Return the course of a choice between two formulas whose courses agree."""
        if found is None or not self._moves(condition):
            return found
        if (
            isinstance(condition, Within | Compare)
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
