"""A pack's formulas and conditions with one option's own numbers folded in: the same answers, with less to compute.

What an option says never changes from order to order, so whatever is made of that alone is computed once. A condition
that is then false for good never has to be asked of that option again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from msgspec import Struct, field

from advisor import ir
from advisor.meaning import truth
from advisor.meaning.possible import is_known
from advisor.meaning.program import Program
from advisor.meaning.reading import condition_of, reads
from advisor.meaning.stage import Remaining, Stage, roots

FALSE = ir.Or(())


class Folded(Struct, frozen=True):
    """What one option's own numbers leave of a pack.

    constants: its facts, and the estimates that no order can change. formulas: path -> what is left of each other
    estimate. conditions: rule -> what is left of its conditions; a rule that can never hold is not in it. left: the
    same, stratum by stratum, in the program's order.
    """

    constants: ir.Memory
    formulas: Mapping[str, ir.Expression]
    conditions: Mapping[str, ir.Condition]
    left: Remaining


class Folding(Struct):
    """Folds options into one program; what is alike in several of them is folded once."""

    program: Program
    _formulas: dict[object, ir.Expression] = field(default_factory=dict)
    _conditions: dict[object, ir.Condition] = field(default_factory=dict)
    _own: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _read: dict[int, frozenset[str]] = field(default_factory=dict)

    def of(self, own: ir.Memory) -> Folded:
        """Return what is left for an option of which `own` is all it says."""
        constants: dict[str, ir.Possible] = dict(own)
        formulas: dict[str, ir.Expression] = {}
        for path, formula in (one for stratum in self.program.option for one in stratum.estimates):
            left = self._formula(path, formula, constants)
            if isinstance(left, ir.Number):
                constants[path] = ir.Numbers(left.value, left.value)
            else:
                formulas[path] = left
        return self._staged(constants, formulas, dict(self._left(constants)))

    def _staged(
        self, constants: ir.Memory, formulas: Mapping[str, ir.Expression], conditions: Mapping[str, ir.Condition]
    ) -> Folded:
        stages = tuple(
            Stage(
                tuple((path, formulas[path]) for path, _ in stratum.estimates if path in formulas),
                tuple(path for path in stratum.closes if path not in constants),
                tuple((rule, conditions[rule.id]) for rule in stratum.rules if rule.id in conditions),
            )
            for stratum in self.program.option
        )
        return Folded(constants, formulas, conditions, Remaining(stages, self._roots))

    def _roots(self, kept: ir.Expression | ir.Condition) -> frozenset[str]:
        """Return what a formula or condition that this folding keeps reads, found once."""
        if id(kept) not in self._read:
            self._read[id(kept)] = roots(kept)
        return self._read[id(kept)]

    def _left(self, constants: ir.Memory) -> Iterator[tuple[str, ir.Condition]]:
        for rule in (rule for stratum in self.program.option for rule in stratum.rules):
            condition = condition_of(rule)
            paths = self._paths(rule.id, condition)
            key = (rule.id, *(constants.get(path) for path in paths))
            if key not in self._conditions:
                self._conditions[key] = folded_condition(condition, constants)
            if self._conditions[key] != FALSE:
                yield rule.id, self._conditions[key]

    def _formula(self, path: str, formula: ir.Expression, constants: ir.Memory) -> ir.Expression:
        key = (path, *(constants.get(one) for one in self._paths(path, formula)))
        if key not in self._formulas:
            self._formulas[key] = folded(formula, constants)
        return self._formulas[key]

    def _paths(self, name: str, root: ir.Expression | ir.Condition) -> tuple[str, ...]:
        if name not in self._own:
            self._own[name] = tuple(path for path in reads(root) if path.startswith("option."))
        return self._own[name]


# --- expressions ------------------------------------------------------------------------------------------------------
def folded(expression: ir.Expression, constants: ir.Memory) -> ir.Expression:
    """Return an expression that lies between the same ends on every memory that agrees with the constants."""
    match expression:
        case ir.Number():
            return expression
        case ir.Figure(_, _, value):
            return ir.Number(value)
        case ir.Read(path):
            return _read(expression, constants.get(path))
        case ir.Arithmetic(op, left, right):
            return _arithmetic(ir.Arithmetic(op, folded(left, constants), folded(right, constants)))
        case ir.Divide(mode, left, right):
            return _divided(ir.Divide(mode, folded(left, constants), folded(right, constants)))
        case ir.Extreme(op, parts):
            return _extreme(ir.Extreme(op, tuple(folded(part, constants) for part in parts)))
        case ir.Step(at, path, rows):
            return _step(ir.Step(folded(at, constants), path, rows), constants.get(path))
        case ir.Along(at, name, rows):
            line = ir.Along(folded(at, constants), name, rows)
            return _constant(line, {}) if isinstance(line.at, ir.Number) else line
        case ir.Choose(condition, then, otherwise):
            return _chosen(folded_condition(condition, constants), then, otherwise, constants)
        case ir.Count(path) if path in constants:
            return _constant(expression, constants)
        case ir.Tally(parts):
            return ir.Tally(tuple(folded_condition(part, constants) for part in parts))
        case ir.Lookup() | ir.Count():
            return expression
    assert_never(expression)


def _constant(expression: ir.Expression, constants: ir.Memory) -> ir.Expression:
    low, high = truth.number(expression, constants)
    return ir.Number(low) if low == high else expression


def _read(expression: ir.Read, value: ir.Possible | None) -> ir.Expression:
    return ir.Number(value.low) if isinstance(value, ir.Numbers) and is_known(value) else expression


def _arithmetic(expression: ir.Arithmetic) -> ir.Expression:
    left, right = expression.left, expression.right
    if isinstance(left, ir.Number) and isinstance(right, ir.Number):
        return _constant(expression, {})
    if expression.op == "*":
        if ir.Number(0) in (left, right):
            return ir.Number(0)
        if left == ir.Number(1):
            return right
        return left if right == ir.Number(1) else expression
    if right == ir.Number(0):
        return left
    return right if left == ir.Number(0) and expression.op == "+" else expression


def _divided(expression: ir.Divide) -> ir.Expression:
    left, right = expression.left, expression.right
    if left == ir.Number(0):
        return ir.Number(0)
    if right == ir.Number(1):
        return left
    return _constant(expression, {}) if isinstance(left, ir.Number) and isinstance(right, ir.Number) else expression


def _extreme(expression: ir.Extreme) -> ir.Expression:
    known = [part.value for part in expression.parts if isinstance(part, ir.Number)]
    rest = tuple(part for part in expression.parts if not isinstance(part, ir.Number))
    kept = (ir.Number(max(known) if expression.op == "max" else min(known)),) if known else ()
    parts = (*kept, *rest)
    return parts[0] if len(parts) == 1 else ir.Extreme(expression.op, parts)


def _step(expression: ir.Step, table: ir.Possible | None) -> ir.Expression:
    rows = expression.rows or (table.rows if isinstance(table, ir.Table) else ())
    if len(rows) == 1:
        return ir.Number(rows[0][1])
    found = ir.Step(expression.at, expression.path, rows)
    return _constant(found, {}) if rows and isinstance(expression.at, ir.Number) else found


def _chosen(
    condition: ir.Condition, then: ir.Expression, otherwise: ir.Expression, constants: ir.Memory
) -> ir.Expression:
    if condition == ir.TRUE:
        return folded(then, constants)
    if condition == FALSE:
        return folded(otherwise, constants)
    one, other = folded(then, constants), folded(otherwise, constants)
    return one if one == other and isinstance(one, ir.Number) else ir.Choose(condition, one, other)


# --- conditions -------------------------------------------------------------------------------------------------------
def folded_condition(condition: ir.Condition, constants: ir.Memory) -> ir.Condition:
    """Return a condition with the same verdict on every memory that agrees with the constants."""
    match condition:
        case ir.And(parts):
            return _all(tuple(folded_condition(part, constants) for part in parts))
        case ir.Or(parts):
            return _any(tuple(folded_condition(part, constants) for part in parts))
        case ir.Not(part):
            return _not(folded_condition(part, constants))
        case ir.Compare(op, left, right):
            return _verdict(ir.Compare(op, folded(left, constants), folded(right, constants)), constants)
        case ir.Within() | ir.Among() | ir.Holds() | ir.Known() | ir.Same():
            return _verdict(condition, constants)
    assert_never(condition)


def _verdict(condition: ir.Condition, constants: ir.Memory) -> ir.Condition:
    match condition:
        case ir.Within(path) | ir.Among(path) | ir.Holds(path) | ir.Known(path):
            is_constant = path in constants
        case ir.Compare(_, ir.Number(), ir.Number()):
            is_constant = True
        case _:
            is_constant = all(path in constants for path in reads(condition))
    if not is_constant:
        return condition
    found = truth.holds(condition, constants)
    return condition if found is None else ir.TRUE if found else FALSE


def _not(part: ir.Condition) -> ir.Condition:
    if part == ir.TRUE:
        return FALSE
    return ir.TRUE if part == FALSE else ir.Not(part)


def _all(parts: tuple[ir.Condition, ...]) -> ir.Condition:
    if FALSE in parts:
        return FALSE
    left = tuple(part for part in parts if part != ir.TRUE)
    return left[0] if len(left) == 1 else ir.And(left)


def _any(parts: tuple[ir.Condition, ...]) -> ir.Condition:
    if ir.TRUE in parts:
        return ir.TRUE
    left = tuple(part for part in parts if part != FALSE)
    return left[0] if len(left) == 1 else ir.Or(left)
