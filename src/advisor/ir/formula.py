"""Whole-number formulas and conditions, over named values."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from advisor.ir.value import Reading


class Number(Struct, frozen=True):
    value: int


class Figure(Struct, frozen=True):
    """A figure of the pack in the reading it is named in; its value is folded in."""

    name: str
    reading: Reading
    value: int


class Read(Struct, frozen=True):
    path: str


class Lookup(Struct, frozen=True):
    """A figure that differs `by` a choice: the value for the fact's choice, else otherwise."""

    name: str
    path: str
    cases: tuple[tuple[str, int], ...]
    otherwise: int


class Arithmetic(Struct, frozen=True):
    op: Literal["+", "-", "*"]
    left: Expression
    right: Expression


class Extreme(Struct, frozen=True):
    op: Literal["min", "max"]
    parts: tuple[Expression, ...]


class Divide(Struct, frozen=True):
    """left / right, right > 0, rounded up, half up (towards plus infinity) or down."""

    mode: Literal["ceil", "half_up", "floor"]
    left: Expression
    right: Expression


class Step(Struct, frozen=True):
    """The value of the table at `path` that holds at `at`; below the first break the first row holds.

    rows: those of a figure's table, folded in; the path then names the figure and is in no memory.
    """

    at: Expression
    path: str
    rows: tuple[tuple[int, int], ...] = ()


class Along(Struct, frozen=True):
    """The value at `at` on the line through the rows of a figure's table, rounded half up; the first or last row's beyond them.

    rows: ascending in their argument, their values all rising or all falling; at least two.
    """

    at: Expression
    figure: str
    rows: tuple[tuple[int, int], ...]


class Count(Struct, frozen=True):
    """How many members the set at `path` has."""

    path: str


class Tally(Struct, frozen=True):
    """How many of the conditions hold."""

    parts: tuple[Condition, ...]


class Choose(Struct, frozen=True):
    condition: Condition
    then: Expression
    otherwise: Expression


Expression = Number | Figure | Read | Lookup | Arithmetic | Extreme | Divide | Step | Along | Count | Tally | Choose


# --- conditions -------------------------------------------------------------------------------------------------------
class Within(Struct, frozen=True):
    """A number from low to high, both inclusive; None is no bound; `none` is above every number."""

    path: str
    low: Number | Figure | None
    high: Number | Figure | None


class Among(Struct, frozen=True):
    """A flag or choice that is one of these."""

    path: str
    values: tuple[bool | str, ...]


class Holds(Struct, frozen=True):
    """A set that has all of `members`, lacks every one of them, or has only those."""

    path: str
    mode: Literal["has", "lacks", "only"]
    members: tuple[str, ...]


class Known(Struct, frozen=True):
    """Exactly one value is possible. Only rules that advise may test it."""

    path: str


class Compare(Struct, frozen=True):
    op: Literal["==", "!=", "<", "<=", ">", ">="]
    left: Expression
    right: Expression


class Same(Struct, frozen=True):
    """Two flags or choices that have the same value."""

    left: str
    right: str


class And(Struct, frozen=True):
    parts: tuple[Condition, ...]


class Or(Struct, frozen=True):
    parts: tuple[Condition, ...]


class Not(Struct, frozen=True):
    part: Condition


Condition = Within | Among | Holds | Known | Compare | Same | And | Or | Not

TRUE = And(())
