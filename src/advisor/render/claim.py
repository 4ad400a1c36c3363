"""Conditions and formulas in words: what a rule asks, its thresholds with their units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from advisor.ir import (
    UNLIMITED,
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
    FactType,
    Figure,
    Holds,
    Known,
    Lookup,
    Not,
    Number,
    Or,
    Pack,
    Read,
    Same,
    Step,
    Tally,
    Within,
)
from advisor.meaning import fact_at
from advisor.render import words
from advisor.render.names import Names

COMPARED = {
    "==": "is",
    "!=": "is not",
    "<": "is less than",
    "<=": "is at most",
    ">": "is more than",
    ">=": "is at least",
}
ROUNDED = {"ceil": "rounded up", "half_up": "rounded to the nearest", "floor": "rounded down"}
READ = {"low": "lowest", "likely": "likely", "high": "highest"}


class Claims:
    """Says conditions of one pack in words."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._names = Names(pack)

    # --- facts ---
    def label(self, path: str) -> str:
        """Return what a path is called, its reading said before it: `lowest tooling`."""
        parts = path.split(".")
        label = self._names.label(path)
        return f"{READ[parts[2]]} {label}" if len(parts) > 2 else label  # noqa: PLR2004  # owner, name, reading

    def _fact(self, path: str) -> FactType:
        fact = fact_at(self._pack, path)
        if fact is None:
            raise TypeError(f"`{path}` is no fact")
        return fact

    def _choices(self, path: str, values: Sequence[bool | str], last: str) -> str:
        fact = self._fact(path)
        return words.joined([words.choice(value, fact) for value in values], last)

    # --- conditions ---
    def clauses(self, conditions: Iterable[Condition]) -> list[str]:
        """Return conditions that must hold together, each as a phrase."""
        return [self._whole(part) for condition in conditions for part in _apart(condition)]

    def _whole(self, condition: Condition) -> str:
        return " or ".join(map(self.clause, condition.parts)) if isinstance(condition, Or) else self.clause(condition)

    def clause(self, condition: Condition) -> str:
        """Return the condition as a phrase."""
        match condition:
            case Within():
                return self._within(condition)
            case Among(path, values):
                return f"{self.label(path)}: {self._choices(path, values, 'or')}"
            case Holds(path, mode, members):
                said = {"has": ("with", "and"), "lacks": ("without", "or"), "only": ("only", "and")}[mode]
                return f"{self.label(path)}: {said[0]} {self._choices(path, members, said[1])}"
            case Known(path):
                return f"{self.label(path)} is known"
            case Compare(op, left, right):
                return f"{self.formula(left)} {COMPARED[op]} {self.formula(right)}"
            case Same(left, right):
                return f"{self.label(left)} is the same as {self.label(right)}"
            case And(parts):
                return self._several(parts, "and")
            case Or(parts):
                return self._several(parts, "or")
            case Not(part):
                return self._not(part)
        assert_never(condition)

    def _not(self, part: Condition) -> str:
        match part:
            case Among(path, values):
                return f"{self.label(path)}: not {self._choices(path, values, 'or')}"
            case Within():
                return self._within(part, negated="other than ")
            case Known(path):
                return f"{self.label(path)} is unknown"
            case Same(left, right):
                return f"{self.label(left)} is not the same as {self.label(right)}"
            case _:
                return f"not ({self.clause(part)})"

    def _several(self, parts: Sequence[Condition], last: str) -> str:
        told = [self.clause(part) for part in parts]
        if len(told) == 1:
            return told[0]
        return f"({f' {last} '.join(told)})" if told else "always"

    def _within(self, test: Within, negated: str = "") -> str:
        fact = self._fact(test.path)
        label = f"{self.label(test.path)}: {negated}"
        low, high = (None if end is None else end.value for end in (test.low, test.high))
        if low == UNLIMITED:
            return f"{label}{fact.none_words}"
        if low is not None and high is not None:
            return label + words.span(low, high, fact.unit, self._pack.currency)
        if low is not None:
            return f"{label}at least {self._amount(low, fact)}"
        return f"{label}at most {self._amount(high, fact)}" if high is not None else f"{label}any"

    def _amount(self, value: int, fact: FactType) -> str:
        if fact.unit is None:
            return words.on_day(value)
        return words.amount(value, fact.unit, self._pack.currency)

    # --- formulas ---
    def formula(self, expression: Expression) -> str:
        """Return the formula in words."""
        match expression:
            case Number(value):
                return words.grouped(value)
            case Figure(name, _, value):
                return words.amount(value, self._pack.figures[name].unit, self._pack.currency)
            case Read(path):
                return self.label(path)
            case Lookup(name, _, _, _):
                return self._pack.figures[name].label
            case Arithmetic(op, left, right):
                sign = {"+": "+", "-": "−", "*": "×"}[op]
                return f"{self._inner(left)} {sign} {self._inner(right)}"
            case Divide(mode, left, right):
                return f"{self._inner(left)} ÷ {self._inner(right)} ({ROUNDED[mode]})"
            case Extreme(op, parts):
                which = "smallest" if op == "min" else "largest"
                return f"the {which} of {words.joined([self.formula(part) for part in parts])}"
            case Step(at, path, rows):
                label = self._pack.figures[path.removeprefix("figure.")].label if rows else self.label(path)
                return f"{label} at {self.formula(at)}"
            case Along(at, name, _):
                return f"{self._pack.figures[name].label} at {self.formula(at)}"
            case Count(path):
                return f"how many there are of {self.label(path)}"
            case Tally(tests):
                return f"how many hold of: {'; '.join(self.clause(test) for test in tests)}"
            case Choose(condition, then, otherwise):
                return f"{self.formula(then)} if {self.clause(condition)}, else {self.formula(otherwise)}"
        assert_never(expression)

    def _inner(self, expression: Expression) -> str:
        told = self.formula(expression)
        return f"({told})" if isinstance(expression, Arithmetic | Divide | Choose) else told


def _apart(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, And) else (condition,)
