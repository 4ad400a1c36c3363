"""Two terms of a formula compared: numbers by their size, choices, flags and sets by what they are or hold."""

from __future__ import annotations

import ast

from advisor import ir
from advisor.pack.formula_text import FormulaText
from advisor.pack.term import ConditionTerm, Quantity, Symbol, Term, Words, dimension_told
from advisor.pack.vocabulary import Name

OPERATORS = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip


class ComparedTerms:
    """Two terms around an operator, each with what it was written as."""

    def __init__(self, text: FormulaText, left: tuple[Term, ast.expr], right: tuple[Term, ast.expr]) -> None:
        self._text = text
        self._first, self._left = left
        self._second, self._right = right

    def condition(self, op: str) -> ir.Condition:
        """Return what is claimed, after `op` as Python writes it; empty for one that a formula does not have."""
        first, second = self._first, self._second
        if op in ("in", "not in"):
            found = self._membership()
            return found if op == "in" else ir.Not(found)
        if isinstance(first, Quantity) and isinstance(second, Quantity):
            return self._by_size(op, first, second)
        if op in ("==", "!="):
            same = self._sameness()
            return same if op == "==" else ir.Not(same)
        self._text.fail(self._left, f"expected two numbers around `{op}`")

    def _by_size(self, op: str, first: Quantity, second: Quantity) -> ir.Condition:
        dimensions = {one.dimension for one in (first, second) if one.dimension is not None}
        if len(dimensions) > 1:
            one, other = (dimension_told(term.dimension) for term in (first, second))
            self._text.fail(self._left, f"{one} and {other} cannot be compared")
        match op:
            case "==" | "!=" | "<" | "<=" | ">" | ">=":
                return ir.Compare(op, first.expression, second.expression)
        self._text.fail(self._left, "numbers are compared by == != < <= > >=")

    def _membership(self) -> ir.Condition:
        match self._first, self._second:
            case Symbol(name), Words(texts) if name.kind is ir.Kind.CHOICE:
                return ir.Among(name.path, self._choices(name, texts, self._right))
            case Words(texts), Symbol(name) if name.kind is ir.Kind.SET:
                return ir.Holds(name.path, "has", self._choices(name, texts, self._left))
            case Symbol(one), Symbol(other) if one.kind is ir.Kind.CHOICE and other.kind is ir.Kind.SET:
                return self._shared(one, other)
        self._text.fail(self._left, "`in` asks whether a choice is among texts, or a text or a choice is in a set")

    def _shared(self, choice: Name, members: Name) -> ir.Condition:
        """Return that a choice is in a set: it is one of those that both know, and the set has that."""
        known = members.fact.words if members.fact else {}
        both = [one for one in (choice.fact.words if choice.fact else ()) if one in known]
        if not both:
            self._text.fail(self._left, f"`{choice.path}` and `{members.path}` have no choice in common")
        return ir.Or(
            tuple(ir.And((ir.Among(choice.path, (one,)), ir.Holds(members.path, "has", (one,)))) for one in both)
        )

    def _sameness(self) -> ir.Condition:
        first, second = self._first, self._second
        match first, second:
            case Symbol(name), Words(texts) if name.kind is ir.Kind.CHOICE:
                return ir.Among(name.path, self._choices(name, texts, self._right))
            case Words(texts), Symbol(name) if name.kind is ir.Kind.CHOICE:
                return ir.Among(name.path, self._choices(name, texts, self._left))
            case Symbol(name), ConditionTerm(ir.And(())) | ConditionTerm(ir.Or(())) if name.kind is ir.Kind.FLAG:
                return ir.Among(
                    name.path, (isinstance(second, ConditionTerm) and isinstance(second.condition, ir.And),)
                )
            case Symbol(one), Symbol(other) if one.kind is other.kind and one.kind in (ir.Kind.FLAG, ir.Kind.CHOICE):
                return ir.Same(one.path, other.path)
        self._text.fail(self._left, "these two cannot be equal: one is of another kind")

    def _choices(self, name: Name, texts: tuple[str, ...], tree: ast.expr) -> tuple[str, ...]:
        words = name.fact.words if name.fact else {}
        groups = name.fact.choice_groups if name.fact else {}
        for text in texts:
            if text not in words and text not in groups:
                self._text.unknown(tree, f"choice of `{name.path}`", text, (*words, *groups))
        return tuple(choice for text in texts for choice in groups.get(text, (text,)))
