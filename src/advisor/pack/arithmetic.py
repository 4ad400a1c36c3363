"""Numbers of a formula joined to one: their units must fit, a factor must be proved not negative, a divisor positive."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Literal

from advisor import ir
from advisor.pack.formula_text import FormulaText
from advisor.pack.term import Quantity, Symbol, Term, dimension_told, over, times
from advisor.pack.vocabulary import Name
from advisor.yaml.text import quoted

_SHORT = 100
"""So long a formula is said whole in a cure."""

FormulaPart = tuple[Quantity, ast.expr]
"""A number with what it was written as."""


def at_least_0(formula: str) -> str:
    """Return the cure of a formula that could be negative: in quotes, so that it can be put wherever the formula stands."""
    return (
        f"write `'max(0, {formula})'`"
        if len(formula) <= _SHORT and "'" not in formula
        else "write max(0, ...) around it"
    )


class FormulaJoiner:
    """Joins the numbers of one formula; what does not fit is told as a fault of its text. tree: the whole that they are joined in."""

    def __init__(self, text: FormulaText) -> None:
        self._text = text

    def joined(self, op: Literal["+", "-", "*"], first: FormulaPart, second: FormulaPart, tree: ast.expr) -> Quantity:
        """Return a sum, difference or product."""
        (left, left_tree), (right, right_tree) = first, second
        expression = ir.Arithmetic(op, left.expression, right.expression)
        if op == "*":
            dimension = times(left.dimension, right.dimension)
            self._need_positive(left, 0, left_tree, tree, "a factor")
            self._need_positive(right, 0, right_tree, tree, "a factor")
            return Quantity(expression, dimension, (left.least or 0) * (right.least or 0))
        dimension = self._agree([left, right], tree)
        known = left.least is not None and right.least is not None
        return Quantity(expression, dimension, (left.least or 0) + (right.least or 0) if op == "+" and known else None)

    def divided(
        self, mode: Literal["ceil", "half_up"], first: FormulaPart, second: FormulaPart, tree: ast.expr
    ) -> Quantity:
        (left, left_tree), (right, right_tree) = first, second
        self._need_positive(left, 0, left_tree, tree, "the dividend")
        self._need_positive(right, 1, right_tree, tree, "the divisor")
        return Quantity(ir.Divide(mode, left.expression, right.expression), over(left.dimension, right.dimension), 0)

    def extreme(self, op: Literal["min", "max"], parts: Sequence[Quantity], tree: ast.expr) -> Quantity:
        known = [part.least for part in parts if part.least is not None]
        pick = max(known, default=None) if op == "max" else (min(known) if len(known) == len(parts) else None)
        return Quantity(ir.Extreme(op, tuple(part.expression for part in parts)), self._agree(parts, tree), pick)

    def chosen(self, condition: ir.Condition, then: Quantity, otherwise: Quantity, tree: ast.expr) -> Quantity:
        """Return one of two numbers, by a condition."""
        least = min((part.least for part in (then, otherwise) if part.least is not None), default=None)
        least = None if None in (then.least, otherwise.least) else least
        choose = ir.Choose(condition, then.expression, otherwise.expression)
        return Quantity(choose, self._agree([then, otherwise], tree), least)

    def along(self, first: FormulaPart, table: Term, tree: ast.expr) -> Quantity:
        """Return the place on the line through a figure's rows. tree: the table as it is written."""
        at, at_tree = first
        if not isinstance(table, Symbol) or len(table.name.rows) < 2:  # noqa: PLR2004  # a line has two ends
            self._text.fail(
                tree, f"expected a figure that is a table of two rows or more, got {quoted(ast.unparse(tree))}"
            )
        self._check_steps(at, table.name, at_tree)
        values = [value for _, value in table.name.rows]
        if values not in (sorted(values), sorted(values, reverse=True)):
            self._text.fail(tree, f"`{ast.unparse(tree)}` rises and falls", "a line must do one of the two")
        figure = table.name.path.removeprefix("figure.")
        unit = table.name.unit.dimension if table.name.unit else ()
        return Quantity(ir.Along(at.expression, figure, table.name.rows), unit, min(values))

    def step(self, first: FormulaPart, table: Term, tree: ast.expr, *, spans: bool) -> Quantity:
        """Return the row of a table that a number meets. tree: the table as it is written; spans: its reading may be left open."""
        at, at_tree = first
        if not isinstance(table, Symbol) or table.name.kind is not ir.Kind.TABLE:
            self._text.fail(tree, f"expected a table of price breaks, got {quoted(ast.unparse(tree))}")
        if table.name.span and not spans:
            dotted = ast.unparse(tree)
            self._text.fail(tree, f"`{dotted}` is uncertain: say which reading", f"write `{dotted}.low`")
        self._check_steps(at, table.name, at_tree)
        unit = table.name.unit.dimension if table.name.unit else ()
        return Quantity(ir.Step(at.expression, table.name.path, table.name.rows), unit, table.name.least)

    def _agree(self, terms: Sequence[Quantity], tree: ast.expr) -> ir.Dimension | None:
        dimensions = {term.dimension for term in terms if term.dimension is not None}
        if len(dimensions) > 1:
            first, second, *_ = sorted(map(dimension_told, dimensions))
            self._text.fail(tree, f"{first} and {second} do not fit together in {quoted(ast.unparse(tree))}")
        return next(iter(dimensions), None)

    def _need_positive(self, term: Quantity, least: int, part: ast.expr, tree: ast.expr, what: str) -> None:
        if term.least is None or term.least < least:
            size = "less than 1" if least == 1 else "negative"
            inner = ast.unparse(part)
            cure = (
                f"write `max({least}, {inner})` for `{inner}`"
                if len(inner) <= _SHORT
                else f"write max({least}, ...) around it"
            )
            self._text.fail(tree, f"{what} in {quoted(ast.unparse(tree))} could be {size}", cure)

    def _check_steps(self, at: Quantity, table: Name, tree: ast.expr) -> None:
        steps_by = table.steps_by.dimension if table.steps_by else ()
        if at.dimension not in (None, steps_by):
            self._text.fail(tree, f"the steps go by {dimension_told(steps_by)}, got {dimension_told(at.dimension)}")
