"""The values that facts can have, what a fact can still be, and spans with three readings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

UNLIMITED = 10**12
"""The number that stands for `none` where a limit allows it (no deadline, no maximum)."""

ANY_VALUE = "*"
"""Stands for whichever value a fact has."""

READINGS = ("low", "likely", "high")

Reading = Literal["low", "likely", "high"]

Verdict = bool | None
"""True, False, or None for unknown (Kleene)."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Every whole number from low to high, and `none` besides if or_none; `none` alone is (UNLIMITED, UNLIMITED)."""

    low: int
    high: int
    or_none: bool = False


NONE = Numbers(UNLIMITED, UNLIMITED)
"""What a number is that is said to be `none`: above every number."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of these: booleans for a flag, names for a choice; never empty, in declared order.

    whichever: as assumed, it is no one of them but whichever suits, so that a test of any of them holds.
    """

    values: tuple[bool | str, ...]
    whichever: bool = False


@dataclass(frozen=True, slots=True)
class Subset:
    """A set that holds all of `some` and any of `maybe`, both in declared order and disjoint."""

    some: tuple[str, ...]
    maybe: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """Words that are shown and never tested; empty when not given."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Steps of one reading, as (smallest quantity, value), ascending: the row with the largest break not above n holds."""

    rows: tuple[tuple[int, int], ...]


Possible = Numbers | OneOf | Subset | Text | Table

Memory = Mapping[str, Possible]
"""The working memory: path -> the values still possible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Three readings of one uncertain number."""

    low: int
    likely: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanTable:
    """Price breaks: (smallest quantity, span), ascending."""

    rows: tuple[tuple[int, Span], ...]


OptionValue = Possible | Span | SpanTable
