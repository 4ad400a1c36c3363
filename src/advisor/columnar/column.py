"""Possible values as columns: what a fact can still be, row by row.

A number is an array of its least and one of its greatest values, the same one where every row knows it. Every other fact is
an array of codes into its distinct possible values, so that whatever is asked of one fact is asked of `truth` itself, once a
distinct value, and looked up. In place of an array may stand one value that all rows share.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from advisor.ir import UNLIMITED, Numbers, Possible, Table
from advisor.meaning.possible import is_known

Array = Any
"""An array of NumPy, a row each, or one value that all rows share."""
CONSTANT, ORDER, OPTION, PAIR = range(4)
"""What the rows of an array are: one value for all, orders, options, or an order with one of its candidates each.

What is made of two is of level `one | other`.
"""


class Ends(NamedTuple):
    """Between what a number lies, row by row; of a condition, whether it holds for every possible value and for any.

    Where both are the same object it is known.
    """

    level: int
    low: Array
    high: Array

    @property
    def is_known(self) -> bool:
        """Whether every row knows it."""
        return self.low is self.high or (self.level == CONSTANT and bool(self.low == self.high))


class NumberColumn(Struct, frozen=True):
    """Every whole number from low to high, and `none` besides where or_none."""

    level: int
    low: Array
    high: Array
    or_none: Array = False

    @property
    def hull(self) -> Ends:
        """The ends, `none` above every number."""
        if self.or_none is False:
            return Ends(self.level, self.low, self.high)
        return Ends(self.level, self.low, np.where(self.or_none, UNLIMITED, self.high))


class ChoiceColumn(Struct, frozen=True):
    """The possible value of each row, as its place among `values`."""

    level: int
    codes: Array
    values: tuple[Possible, ...]


class Steps(Struct, frozen=True):
    """A table of each option: where its rows start among all rows, which is the last, and each row's break and value."""

    first: Array
    last: Array
    breaks: Array
    values: Array

    level: int = OPTION


Values = NumberColumn | ChoiceColumn
"""What a fact of an order can be."""
Column = Values | Steps


def _coded(values: Sequence[Possible], level: int) -> ChoiceColumn:
    """Return possible values as codes."""
    codes, distinct = codes_of(values)
    return ChoiceColumn(level, codes, distinct) if len(distinct) > 1 else ChoiceColumn(CONSTANT, 0, distinct)


def codes_of(values: Sequence[Any]) -> tuple[Array, tuple[Any, ...]]:
    """Return the place of each value among the distinct ones, and those."""
    places: dict[Hashable, int] = {}
    codes = [places.setdefault(value, len(places)) for value in values]
    return np.array(codes, np.int64), tuple(places)


def column(values: Sequence[Possible], level: int) -> Column:
    """Return possible values, of one kind and at least one, as a column."""
    if isinstance(values[0], Numbers):
        return _numbers([value for value in values if isinstance(value, Numbers)], level)
    if isinstance(values[0], Table):
        return _steps([value for value in values if isinstance(value, Table)])
    return _coded(values, level)


def _numbers(values: Sequence[Numbers], level: int) -> NumberColumn:
    if len(values) == 1 or all(value == values[0] for value in values):
        only = values[0]
        return NumberColumn(CONSTANT, only.low, only.high, only.or_none)
    low = np.array([value.low for value in values], np.int64)
    high = np.array([value.high for value in values], np.int64)
    none = np.array([value.or_none for value in values], np.bool_)
    return number_column(level, low, high, none)


def number_column(level: int, low: Array, high: Array, none: Array = None) -> NumberColumn:
    """Return a column of numbers, the same array for both ends if every row knows it. none: where `none` may be, None nowhere."""
    none = none if none is not None and np.any(none) else False
    return NumberColumn(level, low, low if low is high or np.array_equal(low, high) else high, none)


def _steps(tables: Sequence[Table]) -> Steps:
    counts = np.array([len(one.rows) for one in tables], np.int64)
    last = np.cumsum(counts) - 1
    rows = [row for one in tables for row in one.rows]
    breaks = np.array([start for start, _ in rows], np.int64)
    return Steps(last - counts + 1, last, breaks, np.array([value for _, value in rows], np.int64))


# --- some of the rows ---------------------------------------------------------------------------------------------------
def take(found: Values, rows: Array) -> Values:
    """Return the values of these rows, in this order."""
    if found.level == CONSTANT:
        return found
    if isinstance(found, ChoiceColumn):
        return replace(found, codes=found.codes.take(rows))
    low = found.low.take(rows)
    high = low if found.low is found.high else found.high.take(rows)
    return number_column(found.level, low, high, rows_taken(found.or_none, rows))


def rows_taken(values: Array, rows: Array) -> Array:
    """Return an array's rows, or the one value that all share."""
    return values.take(rows) if isinstance(values, np.ndarray) else values


# --- what is known of a value -------------------------------------------------------------------------------------------
def known(found: Column) -> Array:
    """Return whether exactly one value is possible (possible.is_known)."""
    match found:
        case NumberColumn(_, low, high, none):
            return True ^ none if low is high else (low == high) & (True ^ none)
        case ChoiceColumn(_, codes, values):
            told = np.array([is_known(value) for value in values], np.bool_)
            return told[codes]
        case Steps():
            return True


def either_column(one: Values, other: Values, second: Array, level: int) -> Values:
    """Return the one column, and the other where `second` holds; arrays of both are of this level or one value."""
    if isinstance(one, ChoiceColumn) and isinstance(other, ChoiceColumn):
        codes = np.where(second, other.codes + len(one.values), one.codes)
        return ChoiceColumn(level, codes, one.values + other.values)
    if isinstance(one, NumberColumn) and isinstance(other, NumberColumn):
        low = np.where(second, other.low, one.low)
        is_known_whole = one.low is one.high and other.low is other.high
        high = low if is_known_whole else np.where(second, other.high, one.high)
        return number_column(level, low, high, np.where(second, other.or_none, one.or_none))
    raise TypeError(f"{one!r} and {other!r} are of two kinds")


def united(level: int, parts: Sequence[tuple[Array, NumberColumn]]) -> NumberColumn:
    """Return every number that a part allows that counts (possible.join); in every row at least one of them does."""
    most, least = UNLIMITED, -(1 << 62)
    low: Array = most
    high: Array = least
    finite: Array = False
    none: Array = False
    for counts, one in parts:
        alone = (one.low == UNLIMITED) & (one.high == UNLIMITED)
        here = counts & (True ^ alone)
        low, high = np.minimum(low, np.where(here, one.low, most)), np.maximum(high, np.where(here, one.high, least))
        finite, none = finite | here, none | (counts & (one.or_none | alone))
    low, high = np.where(finite, low, UNLIMITED), np.where(finite, high, UNLIMITED)
    none = none & finite
    if level == CONSTANT:
        return NumberColumn(CONSTANT, int(low), int(high), bool(none))
    return number_column(level, low, high, none)
