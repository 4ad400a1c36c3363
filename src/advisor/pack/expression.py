"""The formula language of `if`, points, derived values and estimates: one line, parsed with `ast`, never evaluated.

It is the subset that Python and Jinja share; see docs/pack-language.md. Every name is resolved, every unit must fit, every
divisor must be proved positive; whatever does not is a fault at its line and column.
"""

from __future__ import annotations

import ast
from typing import Literal, NoReturn

from advisor import ir
from advisor.errors import Place
from advisor.pack.term import Claim, Quantity, Symbol, Term, Words, depth, over, times, told
from advisor.pack.vocabulary import Name, Vocabulary
from advisor.yaml.fields import Faults
from advisor.yaml.node import Scalar
from advisor.yaml.text import quoted

LENGTH = 1000
SHORT = 100
"""So long a formula is said whole in a cure."""
DEPTH = 30
FREE = (0, 1)
OPERATORS = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], Literal["+", "-", "*"]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
TERM = "a sum, difference, product, min, max, ceil_div, half_up, per_unit, step, along, count or if_"


def at_least_0(formula: str) -> str:
    """Return the cure of a formula that could be negative: in quotes, so that it can be put wherever the formula stands."""
    return (
        f"write `'max(0, {formula})'`"
        if len(formula) <= SHORT and "'" not in formula
        else "write max(0, ...) around it"
    )


_Part = tuple[Quantity, ast.expr]
"""A term with what it was written as."""


class _FaultyError(Exception):
    """Raised inside the parser once a fault has been reported."""


def parse_quantity(
    node: Scalar, scope: str, vocabulary: Vocabulary, faults: Faults, *, spans: bool = False
) -> Quantity | None:
    """Return the formula in a scalar, or None after a report. spans: names may leave their reading open (estimates)."""
    parser = _Parser(node, scope, vocabulary, faults, spans=spans)
    return parser.quantity_of_text()


def parse_claim(node: Scalar, scope: str, vocabulary: Vocabulary, faults: Faults) -> ir.Condition | None:
    """Return the condition in a scalar, or None after a report."""
    return _Parser(node, scope, vocabulary, faults, spans=False).claim_of_text()


class _Parser:
    def __init__(self, node: Scalar, scope: str, vocabulary: Vocabulary, faults: Faults, *, spans: bool) -> None:
        self._node = node
        self._scope = scope
        self._vocabulary = vocabulary
        self._faults = faults
        self._spans = spans

    # --- doors ---
    def quantity_of_text(self) -> Quantity | None:
        try:
            tree = self._tree()
            return self._quantity(self._term(tree), tree)
        except _FaultyError:
            return None

    def claim_of_text(self) -> ir.Condition | None:
        try:
            tree = self._tree()
            return self._claim(self._term(tree), tree)
        except _FaultyError:
            return None

    def _tree(self) -> ast.expr:
        text = self._node.text
        if len(text) > LENGTH or "\n" in text:
            self._fail(None, f"a formula must be one line of at most {LENGTH} characters")
        if not text.isascii():
            self._fail(None, "a formula is written in plain ASCII", "write <= for ≤, - for –, and figures for amounts")
        try:
            tree = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            column = getattr(error, "offset", None) or 1
            self._fail_at(column - 1, f"this is no formula: {quoted(text)}", "see `if` in docs/pack-language.md")
        if depth(tree) > DEPTH:
            self._fail(tree, f"a formula may be nested {DEPTH} deep at most")
        return tree

    def _fail(self, tree: ast.AST | None, message: str, cure: str = "") -> NoReturn:
        self._fail_at(getattr(tree, "col_offset", 0), message, cure)

    def _fail_at(self, offset: int, message: str, cure: str = "") -> NoReturn:
        self._faults.add(self._place(offset), message, cure)
        raise _FaultyError

    def _place(self, offset: int) -> Place:
        at = self._node.at
        return Place(at.file, at.line, at.column + offset + (0 if self._node.plain else 1))

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
                return Claim(ir.And(parts) if isinstance(op, ast.And) else ir.Or(parts))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Claim(ir.Not(self._claim(self._term(operand), operand)))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self._arithmetic(
                    "-", (Quantity(ir.Number(0), None, 0), tree), (self._number(operand), operand), tree
                )
            case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
                return self._arithmetic(
                    ARITHMETIC[type(op)], (self._number(left), left), (self._number(right), right), tree
                )
            case ast.Compare(left=left, ops=ops, comparators=rights):
                return self._comparisons(left, ops, rights)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                return self._call(name, args, tree)
            case ast.Tuple(elts=items) | ast.List(elts=items):
                return Words(tuple(text for item in items for text in self._words(item)))
        self._fail(tree, f"a formula cannot hold this: {quoted(ast.unparse(tree))}", f"it may hold {TERM}")

    def _constant(self, value: object, tree: ast.expr) -> Term:
        if isinstance(value, bool):
            return Claim(ir.And(()) if value else ir.Or(()))
        if isinstance(value, int):
            if value > ir.UNLIMITED:
                self._fail(tree, f"numbers go up to {ir.UNLIMITED}")
            if value not in FREE:
                self._bare_number(value, tree)
            return Quantity(ir.Number(value), None if value == 0 else (), value)
        if isinstance(value, str):
            return Words((value,))
        self._fail(
            tree, f"expected a whole number or text, got {quoted(str(value))}", "money and times go into figures"
        )

    def _bare_number(self, value: int, tree: ast.expr) -> None:
        """Note a magic number; it is a finding for `pack check`, no fault of meaning."""
        self._faults.note(self._place(tree.col_offset), f"a bare number `{value}` in a formula", "name it as a figure")

    def _bare_name(self, text: str, tree: ast.expr) -> Term:
        if text in {"true", "false"}:
            return Claim(ir.And(()) if text == "true" else ir.Or(()))
        for owner in ("order", "option", "figure"):
            if self._vocabulary.find(f"{owner}.{text}", self._scope):
                self._fail(tree, f"unknown name {quoted(text)}", f"did you mean `{owner}.{text}`?")
        self._faults.unknown(self._place(tree.col_offset), "name", text, self._vocabulary.names(self._scope))
        raise _FaultyError

    def _name(self, tree: ast.Attribute) -> Term:
        dotted = ast.unparse(tree)
        name = self._vocabulary.find(dotted, self._scope)
        if name is None:
            self._unknown(dotted, tree)
        if name.kind in (ir.Kind.NUMBER, ir.Kind.DATE):
            if name.span and not self._spans:
                self._fail(
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
            self._fail(tree, f"`{head}` has no reading `{reading}`", "it is one number" if not known.span else "")
        self._faults.unknown(self._place(tree.col_offset), "name", dotted, self._vocabulary.names(self._scope))
        raise _FaultyError

    # --- what a term must be ---
    def _number(self, tree: ast.expr) -> Quantity:
        return self._quantity(self._term(tree), tree)

    def _quantity(self, term: Term, tree: ast.expr) -> Quantity:
        if isinstance(term, Quantity):
            return term
        self._fail(tree, f"expected a number, got {quoted(ast.unparse(tree))}")

    def _claim(self, term: Term, tree: ast.expr) -> ir.Condition:
        if isinstance(term, Claim):
            return term.condition
        if isinstance(term, Symbol) and term.name.kind is ir.Kind.FLAG:
            return ir.Among(term.name.path, (True,))
        self._fail(tree, f"expected a condition, got {quoted(ast.unparse(tree))}", "compare it with something")

    def _words(self, tree: ast.expr) -> tuple[str, ...]:
        term = self._term(tree)
        if isinstance(term, Words):
            return term.texts
        self._fail(tree, f"expected a text in quotes, got {quoted(ast.unparse(tree))}")

    # --- arithmetic ---
    def _arithmetic(self, op: Literal["+", "-", "*"], first: _Part, second: _Part, tree: ast.expr) -> Quantity:
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

    def _agree(self, terms: list[Quantity], tree: ast.expr) -> ir.Dimension | None:
        dimensions = {term.dimension for term in terms if term.dimension is not None}
        if len(dimensions) > 1:
            first, second, *_ = sorted(map(told, dimensions))
            self._fail(tree, f"{first} and {second} do not fit together in {quoted(ast.unparse(tree))}")
        return next(iter(dimensions), None)

    def _need_positive(self, term: Quantity, least: int, part: ast.expr, tree: ast.expr, what: str) -> None:
        if term.least is None or term.least < least:
            size = "less than 1" if least == 1 else "negative"
            inner = ast.unparse(part)
            cure = (
                f"write `max({least}, {inner})` for `{inner}`"
                if len(inner) <= SHORT
                else f"write max({least}, ...) around it"
            )
            self._fail(tree, f"{what} in {quoted(ast.unparse(tree))} could be {size}", cure)

    def _divide(self, mode: Literal["ceil", "half_up"], args: list[ast.expr], tree: ast.expr) -> Quantity:
        left, right = (self._number(arg) for arg in args)
        self._need_positive(left, 0, args[0], tree, "the dividend")
        self._need_positive(right, 1, args[1], tree, "the divisor")
        return Quantity(ir.Divide(mode, left.expression, right.expression), over(left.dimension, right.dimension), 0)

    # --- calls ---
    def _call(self, name: str, args: list[ast.expr], tree: ast.expr) -> Term:
        counts = {"ceil_div": 2, "half_up": 2, "per_unit": 2, "step": 2, "along": 2, "if_": 3}
        if name in counts and len(args) != counts[name]:
            self._fail(tree, f"`{name}` takes {counts[name]} things, got {len(args)}")
        match name:
            case "min" | "max" if args:
                return self._extreme("min" if name == "min" else "max", args, tree)
            case "ceil_div":
                return self._divide("ceil", args, tree)
            case "half_up" | "per_unit":
                return self._divide("half_up", args, tree)
            case "step":
                return self._step(args)
            case "along":
                return self._along(args)
            case "count" if args:
                return self._count(args)
            case "if_":
                condition = self._claim(self._strict(args[0]), args[0])
                then, otherwise = self._number(args[1]), self._number(args[2])
                least = min((part.least for part in (then, otherwise) if part.least is not None), default=None)
                least = None if None in (then.least, otherwise.least) else least
                choose = ir.Choose(condition, then.expression, otherwise.expression)
                return Quantity(choose, self._agree([then, otherwise], tree), least)
        functions = (*counts, "min", "max", "count")
        self._faults.unknown(self._place(tree.col_offset), "function", name, functions)
        raise _FaultyError

    def _strict(self, tree: ast.expr) -> Term:
        """Read a term whose uncertain names need a reading, as in every condition."""
        outer, self._spans = self._spans, False
        try:
            return self._term(tree)
        finally:
            self._spans = outer

    def _extreme(self, op: Literal["min", "max"], args: list[ast.expr], tree: ast.expr) -> Quantity:
        parts = [self._number(arg) for arg in args]
        known = [part.least for part in parts if part.least is not None]
        pick = max(known, default=None) if op == "max" else (min(known) if len(known) == len(parts) else None)
        return Quantity(ir.Extreme(op, tuple(part.expression for part in parts)), self._agree(parts, tree), pick)

    def _along(self, args: list[ast.expr]) -> Quantity:
        at, table = self._quantity(self._term(args[0]), args[0]), self._term(args[1])
        if not isinstance(table, Symbol) or len(table.name.rows) < 2:  # noqa: PLR2004  # a line has two ends
            self._fail(
                args[1], f"expected a figure that is a table of two rows or more, got {quoted(ast.unparse(args[1]))}"
            )
        self._check_steps(at, table.name, args[0])
        values = [value for _, value in table.name.rows]
        if values not in (sorted(values), sorted(values, reverse=True)):
            self._fail(args[1], f"`{ast.unparse(args[1])}` rises and falls", "a line must do one of the two")
        figure = table.name.path.removeprefix("figure.")
        unit = table.name.unit.dimension if table.name.unit else ()
        return Quantity(ir.Along(at.expression, figure, table.name.rows), unit, min(values))

    def _check_steps(self, at: Quantity, table: Name, tree: ast.expr) -> None:
        steps_by = table.steps_by.dimension if table.steps_by else ()
        if at.dimension not in (None, steps_by):
            self._fail(tree, f"the steps go by {told(steps_by)}, got {told(at.dimension)}")

    def _step(self, args: list[ast.expr]) -> Quantity:
        at = self._quantity(self._strict(args[0]), args[0])
        table = self._term(args[1])
        if not isinstance(table, Symbol) or table.name.kind is not ir.Kind.TABLE:
            self._fail(args[1], f"expected a table of price breaks, got {quoted(ast.unparse(args[1]))}")
        if table.name.span and not self._spans:
            dotted = ast.unparse(args[1])
            self._fail(args[1], f"`{dotted}` is uncertain: say which reading", f"write `{dotted}.low`")
        self._check_steps(at, table.name, args[0])
        unit = table.name.unit.dimension if table.name.unit else ()
        return Quantity(ir.Step(at.expression, table.name.path, table.name.rows), unit, table.name.least)

    def _count(self, args: list[ast.expr]) -> Quantity:
        first = self._strict(args[0])
        if len(args) == 1 and isinstance(first, Symbol) and first.name.kind is ir.Kind.SET:
            return Quantity(ir.Count(first.name.path), (), 0)
        return Quantity(ir.Tally(tuple(self._claim(self._strict(arg), arg) for arg in args)), (), 0)

    # --- comparisons ---
    def _comparisons(self, left: ast.expr, ops: list[ast.cmpop], rights: list[ast.expr]) -> Claim:
        lefts = [left, *rights[:-1]]
        parts = [
            self._comparison(OPERATORS.get(type(op), ""), one, other)
            for one, op, other in zip(lefts, ops, rights, strict=True)
        ]
        return Claim(parts[0] if len(parts) == 1 else ir.And(tuple(parts)))

    def _comparison(self, op: str, left: ast.expr, right: ast.expr) -> ir.Condition:
        first, second = self._strict(left), self._strict(right)
        if op in ("in", "not in"):
            found = self._membership(first, second, left, right)
            return found if op == "in" else ir.Not(found)
        if isinstance(first, Quantity) and isinstance(second, Quantity):
            dimensions = {one.dimension for one in (first, second) if one.dimension is not None}
            if len(dimensions) > 1:
                one, other = (told(term.dimension) for term in (first, second))
                self._fail(left, f"{one} and {other} cannot be compared")
            return self._compare(op, first, second, left)
        if op in ("==", "!="):
            same = self._sameness(first, second, left, right)
            return same if op == "==" else ir.Not(same)
        self._fail(left, f"expected two numbers around `{op}`")

    def _compare(self, op: str, first: Quantity, second: Quantity, tree: ast.expr) -> ir.Condition:
        match op:
            case "==" | "!=" | "<" | "<=" | ">" | ">=":
                return ir.Compare(op, first.expression, second.expression)
        self._fail(tree, "numbers are compared by == != < <= > >=")

    def _membership(self, first: Term, second: Term, left: ast.expr, right: ast.expr) -> ir.Condition:
        match first, second:
            case Symbol(name), Words(texts) if name.kind is ir.Kind.CHOICE:
                return ir.Among(name.path, self._choices(name, texts, right))
            case Words(texts), Symbol(name) if name.kind is ir.Kind.SET:
                return ir.Holds(name.path, "has", self._choices(name, texts, left))
            case Symbol(one), Symbol(other) if one.kind is ir.Kind.CHOICE and other.kind is ir.Kind.SET:
                return self._shared(one, other, left)
        self._fail(left, "`in` asks whether a choice is among texts, or a text or a choice is in a set")

    def _shared(self, choice: Name, members: Name, tree: ast.expr) -> ir.Condition:
        """Return that a choice is in a set: it is one of those that both know, and the set has that."""
        known = members.fact.words if members.fact else {}
        both = [one for one in (choice.fact.words if choice.fact else ()) if one in known]
        if not both:
            self._fail(tree, f"`{choice.path}` and `{members.path}` have no choice in common")
        return ir.Or(
            tuple(ir.And((ir.Among(choice.path, (one,)), ir.Holds(members.path, "has", (one,)))) for one in both)
        )

    def _sameness(self, first: Term, second: Term, left: ast.expr, right: ast.expr) -> ir.Condition:
        match first, second:
            case Symbol(name), Words(texts) if name.kind is ir.Kind.CHOICE:
                return ir.Among(name.path, self._choices(name, texts, right))
            case Words(texts), Symbol(name) if name.kind is ir.Kind.CHOICE:
                return ir.Among(name.path, self._choices(name, texts, left))
            case Symbol(name), Claim(ir.And(())) | Claim(ir.Or(())) if name.kind is ir.Kind.FLAG:
                return ir.Among(name.path, (isinstance(second, Claim) and isinstance(second.condition, ir.And),))
            case Symbol(one), Symbol(other) if one.kind is other.kind and one.kind in (ir.Kind.FLAG, ir.Kind.CHOICE):
                return ir.Same(one.path, other.path)
        self._fail(left, "these two cannot be equal: one is of another kind")

    def _choices(self, name: Name, texts: tuple[str, ...], tree: ast.expr) -> tuple[str, ...]:
        words = name.fact.words if name.fact else {}
        groups = name.fact.choice_groups if name.fact else {}
        for text in texts:
            if text not in words and text not in groups:
                self._faults.unknown(self._place(tree.col_offset), f"choice of `{name.path}`", text, (*words, *groups))
                raise _FaultyError
        return tuple(choice for text in texts for choice in groups.get(text, (text,)))
