"""The formula language of `if`, points, derived values and estimates, as conditions and whole-number formulas.

It is the subset that Python and Jinja share; see docs/pack-language.md. Every name is resolved, every unit must fit, every
divisor must be proved positive; whatever does not is a fault at its line and column.
"""

from __future__ import annotations

import ast
from typing import Literal, NoReturn

from advisor import ir
from advisor.pack.arithmetic import FormulaJoiner, FormulaPart
from advisor.pack.comparison import OPERATORS, ComparedTerms
from advisor.pack.formula_text import FaultyError, FormulaText
from advisor.pack.term import ConditionTerm, Quantity, Symbol, Term, Words
from advisor.pack.vocabulary import Vocabulary
from advisor.yaml.fields import Faults, nearest
from advisor.yaml.node import Scalar
from advisor.yaml.text import quoted

FREE = (0, 1)
"""The numbers that need no name."""
ARITHMETIC: dict[type[ast.operator], Literal["+", "-", "*"]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
TAKES = {"ceil_div": 2, "half_up": 2, "per_unit": 2, "step": 2, "along": 2, "if_": 3}
"""How many things a function takes; the others take any number."""
TERM = "a sum, difference, product, min, max, ceil_div, half_up, per_unit, step, along, count or if_"


def parse_quantity(
    node: Scalar, scope: str, vocabulary: Vocabulary, faults: Faults, *, spans: bool = False
) -> Quantity | None:
    """Return the formula in a scalar, or None after a report. spans: names may leave their reading open (estimates)."""
    parser = _Parser(FormulaText(node, faults), scope, vocabulary, spans=spans)
    return parser.quantity_of_text()


def parse_claim(node: Scalar, scope: str, vocabulary: Vocabulary, faults: Faults) -> ir.Condition | None:
    """Return the condition in a scalar, or None after a report."""
    return _Parser(FormulaText(node, faults), scope, vocabulary, spans=False).claim_of_text()


class _Parser:
    def __init__(self, text: FormulaText, scope: str, vocabulary: Vocabulary, *, spans: bool) -> None:
        self._text = text
        self._arithmetic = FormulaJoiner(text)
        self._scope = scope
        self._vocabulary = vocabulary
        self._spans = spans

    # --- doors ---
    def quantity_of_text(self) -> Quantity | None:
        try:
            return self._number(self._text.tree())
        except FaultyError:
            return None

    def claim_of_text(self) -> ir.Condition | None:
        try:
            tree = self._text.tree()
            return self._claim(self._term(tree), tree)
        except FaultyError:
            return None

    # --- terms ---
    def _term(self, tree: ast.expr) -> Term:
        match tree:
            case ast.Constant(value=value):
                return self._constant(value, tree)
            case ast.Name(id=text):
                return self._bare_name(text, tree)
            case ast.Attribute():
                return self._name(tree)
            case ast.BoolOp(op=op, values=values):
                parts = tuple(self._claim(self._term(value), value) for value in values)
                return ConditionTerm(ir.And(parts) if isinstance(op, ast.And) else ir.Or(parts))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return ConditionTerm(ir.Not(self._claim(self._term(operand), operand)))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self._arithmetic.joined("-", (Quantity(ir.Number(0), None, 0), tree), self._part(operand), tree)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
                return self._arithmetic.joined(ARITHMETIC[type(op)], self._part(left), self._part(right), tree)
            case ast.Compare(left=left, ops=ops, comparators=rights):
                return self._comparisons(left, ops, rights)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                return self._call(name, args, tree)
            case ast.Tuple(elts=items) | ast.List(elts=items):
                return Words(tuple(text for item in items for text in self._words(item)))
        self._text.fail(tree, f"a formula cannot hold this: {quoted(ast.unparse(tree))}", f"it may hold {TERM}")

    def _constant(self, value: object, tree: ast.expr) -> Term:
        if isinstance(value, bool):
            return ConditionTerm(ir.And(()) if value else ir.Or(()))
        if isinstance(value, int):
            if value > ir.UNLIMITED:
                self._text.fail(tree, f"numbers go up to {ir.UNLIMITED}")
            if value not in FREE:
                self._text.note(tree, f"a bare number `{value}` in a formula", "name it as a figure")
            return Quantity(ir.Number(value), None if value == 0 else (), value)
        if isinstance(value, str):
            return Words((value,))
        self._text.fail(
            tree, f"expected a whole number or text, got {quoted(str(value))}", "money and times go into figures"
        )

    def _bare_name(self, text: str, tree: ast.expr) -> Term:
        if text in {"true", "false"}:
            return ConditionTerm(ir.And(()) if text == "true" else ir.Or(()))
        for owner in ("order", "option", "figure"):
            if self._vocabulary.find(f"{owner}.{text}", self._scope):
                self._text.fail(tree, f"unknown name {quoted(text)}", f"did you mean `{owner}.{text}`?")
        if any(text in fact.words or text in fact.choice_groups for fact in self._vocabulary.facts.values()):
            self._text.fail(tree, f"expected a text in quotes, got {quoted(text)}", f"write `'{text}'`")
        self._text.unknown(tree, "name", text, self._vocabulary.names(self._scope))

    def _name(self, tree: ast.Attribute) -> Term:
        dotted = ast.unparse(tree)
        name = self._vocabulary.find(dotted, self._scope)
        if name is None:
            self._unknown(dotted, tree)
        if name.kind in (ir.Kind.NUMBER, ir.Kind.DATE):
            if name.span and not self._spans:
                self._text.fail(
                    tree, f"`{dotted}` is uncertain: say which reading", f"write `{dotted}.low`, `.likely` or `.high`"
                )
            unit = name.unit.dimension if name.unit else (("date", 1),)
            expression = ir.Read(name.path) if name.span else name.expression
            return Quantity(expression, unit, name.least)
        return Symbol(name)

    def _unknown(self, dotted: str, tree: ast.Attribute) -> NoReturn:
        head, _, reading = dotted.rpartition(".")
        known = self._vocabulary.find(head, self._scope) if head.count(".") == 1 else None
        if known is not None:
            meant = nearest(reading, ir.READINGS) or ir.READINGS[0]
            cure = f"did you mean `{head}.{meant}`?" if known.span else "it is one number"
            self._text.fail(tree, f"`{head}` has no reading `{reading}`", cure)
        self._text.unknown(tree, "name", dotted, self._vocabulary.names(self._scope))

    # --- what a term must be ---
    def _number(self, tree: ast.expr) -> Quantity:
        return self._quantity(self._term(tree), tree)

    def _part(self, tree: ast.expr) -> FormulaPart:
        return self._number(tree), tree

    def _quantity(self, term: Term, tree: ast.expr) -> Quantity:
        if isinstance(term, Quantity):
            return term
        self._text.fail(tree, f"expected a number, got {quoted(ast.unparse(tree))}")

    def _claim(self, term: Term, tree: ast.expr) -> ir.Condition:
        if isinstance(term, ConditionTerm):
            return term.condition
        if isinstance(term, Symbol) and term.name.kind is ir.Kind.FLAG:
            return ir.Among(term.name.path, (True,))
        self._text.fail(tree, f"expected a condition, got {quoted(ast.unparse(tree))}", "compare it with something")

    def _words(self, tree: ast.expr) -> tuple[str, ...]:
        term = self._term(tree)
        if isinstance(term, Words):
            return term.texts
        self._text.fail(tree, f"expected a text in quotes, got {quoted(ast.unparse(tree))}")

    # --- calls ---
    def _call(self, name: str, args: list[ast.expr], tree: ast.expr) -> Term:
        if name in TAKES and len(args) != TAKES[name]:
            self._text.fail(tree, f"`{name}` takes {TAKES[name]} things, got {len(args)}")
        match name:
            case "min" | "max" if args:
                op: Literal["min", "max"] = "min" if name == "min" else "max"
                return self._arithmetic.extreme(op, [self._number(arg) for arg in args], tree)
            case "ceil_div":
                return self._arithmetic.divided("ceil", self._part(args[0]), self._part(args[1]), tree)
            case "half_up" | "per_unit":
                return self._arithmetic.divided("half_up", self._part(args[0]), self._part(args[1]), tree)
            case "step":
                at = self._quantity(self._strict(args[0]), args[0])
                return self._arithmetic.step((at, args[0]), self._term(args[1]), args[1], spans=self._spans)
            case "along":
                return self._arithmetic.along(self._part(args[0]), self._term(args[1]), args[1])
            case "count" if args:
                return self._count(args)
            case "if_":
                condition = self._claim(self._strict(args[0]), args[0])
                return self._arithmetic.chosen(condition, self._number(args[1]), self._number(args[2]), tree)
        self._text.unknown(tree, "function", name, (*TAKES, "min", "max", "count"))

    def _strict(self, tree: ast.expr) -> Term:
        """Read a term whose uncertain names need a reading, as in every condition."""
        outer, self._spans = self._spans, False
        try:
            return self._term(tree)
        finally:
            self._spans = outer

    def _count(self, args: list[ast.expr]) -> Quantity:
        first = self._strict(args[0])
        if len(args) == 1 and isinstance(first, Symbol) and first.name.kind is ir.Kind.SET:
            return Quantity(ir.Count(first.name.path), (), 0)
        return Quantity(ir.Tally(tuple(self._claim(self._strict(arg), arg) for arg in args)), (), 0)

    # --- comparisons ---
    def _comparisons(self, left: ast.expr, ops: list[ast.cmpop], rights: list[ast.expr]) -> ConditionTerm:
        lefts = [left, *rights[:-1]]
        parts = [
            self._comparison(OPERATORS.get(type(op), ""), one, other)
            for one, op, other in zip(lefts, ops, rights, strict=True)
        ]
        return ConditionTerm(parts[0] if len(parts) == 1 else ir.And(tuple(parts)))

    def _comparison(self, op: str, left: ast.expr, right: ast.expr) -> ir.Condition:
        return ComparedTerms(self._text, (self._strict(left), left), (self._strict(right), right)).condition(op)
