"""A pack's formulas and conditions with one option's own numbers folded in: the same answers, with less to compute.

What an option says never changes from order to order, so whatever is made of that alone is computed once. A condition
that is then false for good never has to be asked of that option again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from advisor.ir import (
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
    Or,
    Possible,
    Read,
    Same,
    Step,
    Table,
    Tally,
    Within,
)
from advisor.meaning import truth
from advisor.meaning.possible import is_known
from advisor.meaning.program import Program
from advisor.meaning.reading import reads
from advisor.meaning.stage import Left, Stage, roots

FALSE = Or(())
TRUE = And(())


@dataclass(frozen=True, slots=True)
class Folded:
    """What one option's own numbers leave of a pack.

    constants: its facts, and the estimates that no order can change. formulas: path -> what is left of each other
    estimate. conditions: rule -> what is left of its conditions; a rule that can never hold is not in it. left: the
    same, stratum by stratum, in the program's order.
    """

    constants: Memory
    formulas: Mapping[str, Expression]
    conditions: Mapping[str, Condition]
    left: Left


@dataclass(slots=True)
class Folding:
    """Folds options into one program; what is alike in several of them is folded once."""

    program: Program
    _formulas: dict[object, Expression] = field(default_factory=dict)
    _conditions: dict[object, Condition] = field(default_factory=dict)
    _own: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _read: dict[int, frozenset[str]] = field(default_factory=dict)

    def of(self, own: Memory) -> Folded:
        """Return what is left for an option of which `own` is all it says."""
        constants: dict[str, Possible] = dict(own)
        formulas: dict[str, Expression] = {}
        for path, formula in (one for stratum in self.program.option for one in stratum.estimates):
            left = self._formula(path, formula, constants)
            if isinstance(left, Number):
                constants[path] = Numbers(left.value, left.value)
            else:
                formulas[path] = left
        return self._staged(constants, formulas, dict(self._left(constants)))

    def _staged(
        self, constants: Memory, formulas: Mapping[str, Expression], conditions: Mapping[str, Condition]
    ) -> Folded:
        stages = tuple(
            Stage(
                tuple((path, formulas[path]) for path, _ in stratum.estimates if path in formulas),
                tuple(path for path in stratum.closes if path not in constants),
                tuple((rule, conditions[rule.id]) for rule in stratum.rules if rule.id in conditions),
            )
            for stratum in self.program.option
        )
        return Folded(constants, formulas, conditions, Left(stages, self._roots))

    def _roots(self, kept: Expression | Condition) -> frozenset[str]:
        """Return what a formula or condition that this folding keeps reads, found once."""
        if id(kept) not in self._read:
            self._read[id(kept)] = roots(kept)
        return self._read[id(kept)]

    def _left(self, constants: Memory) -> Iterator[tuple[str, Condition]]:
        for rule in (rule for stratum in self.program.option for rule in stratum.rules):
            condition = And(rule.tests + rule.joins)
            paths = self._paths(rule.id, condition)
            key = (rule.id, *(constants.get(path) for path in paths))
            if key not in self._conditions:
                self._conditions[key] = folded_condition(condition, constants)
            if self._conditions[key] != FALSE:
                yield rule.id, self._conditions[key]

    def _formula(self, path: str, formula: Expression, constants: Memory) -> Expression:
        key = (path, *(constants.get(one) for one in self._paths(path, formula)))
        if key not in self._formulas:
            self._formulas[key] = folded(formula, constants)
        return self._formulas[key]

    def _paths(self, name: str, root: Expression | Condition) -> tuple[str, ...]:
        if name not in self._own:
            self._own[name] = tuple(path for path in reads(root) if path.startswith("option."))
        return self._own[name]


# --- expressions ------------------------------------------------------------------------------------------------------
def folded(expression: Expression, constants: Memory) -> Expression:
    """Return an expression that lies between the same ends on every memory that agrees with the constants."""
    match expression:
        case Number():
            return expression
        case Figure(_, _, value):
            return Number(value)
        case Read(path):
            return _read(expression, constants.get(path))
        case Arithmetic(op, left, right):
            return _arithmetic(Arithmetic(op, folded(left, constants), folded(right, constants)))
        case Divide(mode, left, right):
            return _divided(Divide(mode, folded(left, constants), folded(right, constants)))
        case Extreme(op, parts):
            return _extreme(Extreme(op, tuple(folded(part, constants) for part in parts)))
        case Step(at, path, rows):
            return _step(Step(folded(at, constants), path, rows), constants.get(path))
        case Along(at, name, rows):
            line = Along(folded(at, constants), name, rows)
            return _constant(line, {}) if isinstance(line.at, Number) else line
        case Choose(condition, then, otherwise):
            return _chosen(folded_condition(condition, constants), then, otherwise, constants)
        case Count(path) if path in constants:
            return _constant(expression, constants)
        case Tally(parts):
            return Tally(tuple(folded_condition(part, constants) for part in parts))
        case Lookup() | Count():
            return expression
    assert_never(expression)


def _constant(expression: Expression, constants: Memory) -> Expression:
    low, high = truth.number(expression, constants)
    return Number(low) if low == high else expression


def _read(expression: Read, value: Possible | None) -> Expression:
    return Number(value.low) if isinstance(value, Numbers) and is_known(value) else expression


def _arithmetic(expression: Arithmetic) -> Expression:
    left, right = expression.left, expression.right
    if isinstance(left, Number) and isinstance(right, Number):
        return _constant(expression, {})
    if expression.op == "*":
        if Number(0) in (left, right):
            return Number(0)
        if left == Number(1):
            return right
        return left if right == Number(1) else expression
    if right == Number(0):
        return left
    return right if left == Number(0) and expression.op == "+" else expression


def _divided(expression: Divide) -> Expression:
    left, right = expression.left, expression.right
    if left == Number(0):
        return Number(0)
    if right == Number(1):
        return left
    return _constant(expression, {}) if isinstance(left, Number) and isinstance(right, Number) else expression


def _extreme(expression: Extreme) -> Expression:
    known = [part.value for part in expression.parts if isinstance(part, Number)]
    rest = tuple(part for part in expression.parts if not isinstance(part, Number))
    kept = (Number(max(known) if expression.op == "max" else min(known)),) if known else ()
    parts = (*kept, *rest)
    return parts[0] if len(parts) == 1 else Extreme(expression.op, parts)


def _step(expression: Step, table: Possible | None) -> Expression:
    rows = expression.rows or (table.rows if isinstance(table, Table) else ())
    if len(rows) == 1:
        return Number(rows[0][1])
    found = Step(expression.at, expression.path, rows)
    return _constant(found, {}) if rows and isinstance(expression.at, Number) else found


def _chosen(condition: Condition, then: Expression, otherwise: Expression, constants: Memory) -> Expression:
    if condition == TRUE:
        return folded(then, constants)
    if condition == FALSE:
        return folded(otherwise, constants)
    one, other = folded(then, constants), folded(otherwise, constants)
    return one if one == other and isinstance(one, Number) else Choose(condition, one, other)


# --- conditions -------------------------------------------------------------------------------------------------------
def folded_condition(condition: Condition, constants: Memory) -> Condition:
    """Return a condition with the same verdict on every memory that agrees with the constants."""
    match condition:
        case And(parts):
            return _all(tuple(folded_condition(part, constants) for part in parts))
        case Or(parts):
            return _any(tuple(folded_condition(part, constants) for part in parts))
        case Not(part):
            return _not(folded_condition(part, constants))
        case Compare(op, left, right):
            return _verdict(Compare(op, folded(left, constants), folded(right, constants)), constants)
        case Within() | Among() | Holds() | Known() | Same():
            return _verdict(condition, constants)
    assert_never(condition)


def _verdict(condition: Condition, constants: Memory) -> Condition:
    match condition:
        case Within(path) | Among(path) | Holds(path) | Known(path):
            is_constant = path in constants
        case Compare(_, Number(), Number()):
            is_constant = True
        case _:
            is_constant = all(path in constants for path in reads(condition))
    if not is_constant:
        return condition
    found = truth.holds(condition, constants)
    return condition if found is None else TRUE if found else FALSE


def _not(part: Condition) -> Condition:
    if part == TRUE:
        return FALSE
    return TRUE if part == FALSE else Not(part)


def _all(parts: tuple[Condition, ...]) -> Condition:
    if FALSE in parts:
        return FALSE
    left = tuple(part for part in parts if part != TRUE)
    return left[0] if len(left) == 1 else And(left)


def _any(parts: tuple[Condition, ...]) -> Condition:
    if TRUE in parts:
        return TRUE
    left = tuple(part for part in parts if part != FALSE)
    return left[0] if len(left) == 1 else Or(left)
