"""Whole-number formulas and conditions, over named values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from advisor.ir.value import Reading


@dataclass(frozen=True, slots=True)
class Number:
    value: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the pack in the reading it is named in; its value is folded in."""

    name: str
    reading: Reading
    value: int


@dataclass(frozen=True, slots=True)
class Read:
    path: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """A figure that differs `by` a choice: the value for the fact's choice, else otherwise."""

    name: str
    path: str
    cases: tuple[tuple[str, int], ...]
    otherwise: int


@dataclass(frozen=True, slots=True)
class Arithmetic:
    op: Literal["+", "-", "*"]
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Extreme:
    op: Literal["min", "max"]
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Divide:
    """left / right, right > 0, rounded up, half up (towards plus infinity) or down."""

    mode: Literal["ceil", "half_up", "floor"]
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Step:
    """The value of the table at `path` that holds at `at`; below the first break the first row holds.

    rows: those of a figure's table, folded in; the path then names the figure and is in no memory.
    """

    at: Expression
    path: str
    rows: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Along:
    """The value at `at` on the line through the rows of a figure's table, rounded half up; the first or last row's beyond them.

    rows: ascending in their argument, their values all rising or all falling; at least two.
    """

    at: Expression
    figure: str
    rows: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many members the set at `path` has."""

    path: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the conditions hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Choose:
    condition: Condition
    then: Expression
    otherwise: Expression


Expression = Number | Figure | Read | Lookup | Arithmetic | Extreme | Divide | Step | Along | Count | Tally | Choose


# --- conditions -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Within:
    """A number from low to high, both inclusive; None is no bound; `none` is above every number."""

    path: str
    low: Number | Figure | None
    high: Number | Figure | None


@dataclass(frozen=True, slots=True)
class Among:
    """A flag or choice that is one of these."""

    path: str
    values: tuple[bool | str, ...]


@dataclass(frozen=True, slots=True)
class Holds:
    """A set that has all of `members`, lacks every one of them, or has only those."""

    path: str
    mode: Literal["has", "lacks", "only"]
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Exactly one value is possible. Only rules that advise may test it."""

    path: str


@dataclass(frozen=True, slots=True)
class Compare:
    op: Literal["==", "!=", "<", "<=", ">", ">="]
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Same:
    """Two flags or choices that have the same value."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


Condition = Within | Among | Holds | Known | Compare | Same | And | Or | Not

TRUE = And(())
