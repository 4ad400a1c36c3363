"""Conditions and formulas in words: what a rule asks, its thresholds with their units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from advisor import ir
from advisor.meaning import fact_at
from advisor.render import words
from advisor.render.names import PackNames

_COMPARED = {
    "==": "is",
    "!=": "is not",
    "<": "is less than",
    "<=": "is at most",
    ">": "is more than",
    ">=": "is at least",
}
ROUNDED = {"ceil": "rounded up", "half_up": "rounded to the nearest", "floor": "rounded down"}
_READ = {"low": "lowest", "likely": "likely", "high": "highest"}


class Claims:
    """Says conditions of one pack in words."""

    def __init__(self, names: PackNames) -> None:
        self._pack = names.pack
        self._names = names

    # --- facts ---
    def label(self, path: str) -> str:
        """Return what a path is called, its reading said before it: `lowest tooling`."""
        parts = path.split(".")
        label = self._names.label(path)
        return f"{_READ[parts[2]]} {label}" if len(parts) > 2 else label  # noqa: PLR2004  # owner, name, reading

    def _fact(self, path: str) -> ir.FactType:
        fact = fact_at(self._pack, path)
        if fact is None:
            raise TypeError(f"`{path}` is no fact")
        return fact

    def _choices(self, path: str, values: Sequence[bool | str], last: str) -> str:
        fact = self._fact(path)
        return words.joined([words.choice(value, fact) for value in values], last)

    # --- conditions ---
    def clauses(self, conditions: Iterable[ir.Condition]) -> list[str]:
        """Return conditions that must hold together, each as a phrase."""
        return [self._whole(part) for condition in conditions for part in _apart(condition)]

    def _whole(self, condition: ir.Condition) -> str:
        return (
            " or ".join(map(self.clause, condition.parts)) if isinstance(condition, ir.Or) else self.clause(condition)
        )

    def clause(self, condition: ir.Condition) -> str:
        """Return the condition as a phrase."""
        match condition:
            case ir.Within():
                return self._within(condition)
            case ir.Among(path, values):
                return f"{self.label(path)}: {self._choices(path, values, 'or')}"
            case ir.Holds(path, mode, members):
                said = {"has": ("with", "and"), "lacks": ("without", "or"), "only": ("only", "and")}[mode]
                return f"{self.label(path)}: {said[0]} {self._choices(path, members, said[1])}"
            case ir.Known(path):
                return f"{self.label(path)} is known"
            case ir.Compare(op, left, right):
                return f"{self.formula(left)} {_COMPARED[op]} {self.formula(right)}"
            case ir.Same(left, right):
                return f"{self.label(left)} is the same as {self.label(right)}"
            case ir.And(parts):
                return self._several(parts, "and")
            case ir.Or(parts):
                return self._several(parts, "or")
            case ir.Not(part):
                return self._not(part)
        assert_never(condition)

    def _not(self, part: ir.Condition) -> str:
        match part:
            case ir.Among(path, values):
                return f"{self.label(path)}: not {self._choices(path, values, 'or')}"
            case ir.Within():
                return self._within(part, negated="other than ")
            case ir.Known(path):
                return f"{self.label(path)} is unknown"
            case ir.Same(left, right):
                return f"{self.label(left)} is not the same as {self.label(right)}"
            case _:
                return f"not ({self.clause(part)})"

    def _several(self, parts: Sequence[ir.Condition], last: str) -> str:
        told = [self.clause(part) for part in parts]
        if len(told) == 1:
            return told[0]
        return f"({f' {last} '.join(told)})" if told else "always"

    def _within(self, test: ir.Within, negated: str = "") -> str:
        fact = self._fact(test.path)
        label = f"{self.label(test.path)}: {negated}"
        low, high = (None if end is None else end.value for end in (test.low, test.high))
        if low == ir.UNLIMITED:
            return f"{label}{fact.none_words}"
        if low is not None and high is not None:
            return label + words.span(low, high, fact.unit, self._names.tender)
        if low is not None:
            return f"{label}at least {self._amount(low, fact)}"
        return f"{label}at most {self._amount(high, fact)}" if high is not None else f"{label}any"

    def _amount(self, value: int, fact: ir.FactType) -> str:
        if fact.unit is None:
            return words.on_day(value)
        return words.amount(value, fact.unit, self._names.tender)

    # --- formulas ---
    def formula(self, expression: ir.Expression) -> str:
        """Return the formula in words."""
        match expression:
            case ir.Number(value):
                return words.grouped(value)
            case ir.Figure(name, _, value):
                return words.amount(value, self._pack.figures[name].unit, self._names.tender)
            case ir.Read(path):
                return self.label(path)
            case ir.Lookup(name, _, _, _):
                return self._pack.figures[name].label
            case ir.Arithmetic(op, left, right):
                sign = {"+": "+", "-": "−", "*": "×"}[op]
                return f"{self._inner(left)} {sign} {self._inner(right)}"
            case ir.Divide(mode, left, right):
                return f"{self._inner(left)} ÷ {self._inner(right)} ({ROUNDED[mode]})"
            case ir.Extreme(op, parts):
                which = "smallest" if op == "min" else "largest"
                return f"the {which} of {words.joined([self.formula(part) for part in parts])}"
            case ir.Step(at, path, rows):
                label = self._pack.figures[path.removeprefix("figure.")].label if rows else self.label(path)
                return f"{label} at {self.formula(at)}"
            case ir.Along(at, name, _):
                return f"{self._pack.figures[name].label} at {self.formula(at)}"
            case ir.Count(path):
                return f"how many there are of {self.label(path)}"
            case ir.Tally(tests):
                return f"how many hold of: {'; '.join(self.clause(test) for test in tests)}"
            case ir.Choose(condition, then, otherwise):
                return f"{self.formula(then)} if {self.clause(condition)}, else {self.formula(otherwise)}"
        assert_never(expression)

    def _inner(self, expression: ir.Expression) -> str:
        told = self.formula(expression)
        return f"({told})" if isinstance(expression, ir.Arithmetic | ir.Divide | ir.Choose) else told


def _apart(condition: ir.Condition) -> tuple[ir.Condition, ...]:
    return condition.parts if isinstance(condition, ir.And) else (condition,)
