"""The values that facts can have, what a fact can still be, and spans with three readings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

UNLIMITED = 10**12
"""The number that stands for `none` where a limit allows it (no deadline, no maximum)."""

ANY_VALUE = "*"
"""Stands for whichever value a fact has."""

READINGS = ("low", "likely", "high")

Reading = Literal["low", "likely", "high"]

Verdict = bool | None
"""True, False, or None for unknown (Kleene)."""


class Numbers(Struct, frozen=True):
    """Every whole number from low to high, and `none` besides if or_none; `none` alone is (UNLIMITED, UNLIMITED)."""

    low: int
    high: int
    or_none: bool = False


NONE = Numbers(UNLIMITED, UNLIMITED)
"""What a number is that is said to be `none`: above every number."""


class OneOf(Struct, frozen=True):
    """One of these: booleans for a flag, names for a choice; never empty, in declared order.

    whichever: as assumed, it is no one of them but whichever suits, so that a test of any of them holds.
    """

    values: tuple[bool | str, ...]
    whichever: bool = False


class Subset(Struct, frozen=True):
    """A set that holds all of `some` and any of `maybe`, both in declared order and disjoint."""

    some: tuple[str, ...]
    maybe: tuple[str, ...] = ()


class Text(Struct, frozen=True):
    """Words that are shown and never tested; empty when not given."""

    text: str = ""


class Table(Struct, frozen=True):
    """Steps of one reading, as (smallest quantity, value), ascending: the row with the largest break not above n holds."""

    rows: tuple[tuple[int, int], ...]


Possible = Numbers | OneOf | Subset | Text | Table

Memory = Mapping[str, Possible]
"""The working memory: path -> the values still possible."""


class Span(Struct, frozen=True, kw_only=True):
    """Three readings of one uncertain number."""

    low: int
    likely: int
    high: int


class SpanTable(Struct, frozen=True, kw_only=True):
    """Price breaks: (smallest quantity, span), ascending."""

    rows: tuple[tuple[int, Span], ...]


OptionValue = Possible | Span | SpanTable
