"""Numbers as people write them, read exactly: amounts, times, spans. What could mean two things is refused.

A pack's files are read strictly. What people type where they are asked is read so where it can be, else by `typed`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from advisor.ir import Rate, Unit
from advisor.value.cure import proved
from advisor.value.day import QuantityError, Vague, parse_date, parse_dates
from advisor.value.strict import Strict
from advisor.value.unit import count_unit, expected, rate_unit, unit_named

__all__ = [
    "QuantityError",
    "Vague",
    "count_unit",
    "parse_bounds",
    "parse_date",
    "parse_dates",
    "parse_number",
    "parse_sides",
    "rate_unit",
    "unit_named",
]


_POWER = re.compile(r"(?<![^\W_])[0-9][0-9.,]*[eE][+-]?[0-9]+(?![^\W_])")
"""A number as programs write it, with a power of ten."""


def parse_number(text: str, unit: Unit, *, currency: str, as_of: date | None = None) -> int:
    """Return the number in base units of the unit, read strictly. A date is a number of days, counted from as_of.

    Raises: QuantityError if it is a span, of another unit or currency, not whole in base units, or ambiguous.
    """
    try:
        return Strict(text, unit, currency, as_of).number()
    except QuantityError as error:
        usual = expected(unit, currency)[1]
        raise proved(error, text, lambda other: Strict(other, unit, currency, as_of).number(), usual) from None


def parse_bounds(
    text: str,
    unit: Unit,
    *,
    currency: str,
    as_of: date | None = None,
    typed: bool = False,
    rates: Mapping[str, Rate] | None = None,
    used: list[str] | None = None,
) -> tuple[int | None, int | None]:
    """Return both ends of a span in base units, None for an open one; a single number is both ends.

    typed: whether a person typed it, and not a pack's author: words, nouns, dates, other measures are read too.
    rates: currency -> what one unit of it is in `currency`; with typed, money in it is converted, and its code added to
    `used` once.

    Raises: QuantityError as parse_number does, and if the first end is above the second; Vague for `asap`.
    """
    try:
        return _strict_bounds(text, unit, currency, as_of)
    except QuantityError as error:
        if not typed:
            raise
        refused = error
    return _typed(text, unit, currency, as_of, rates, used, refused)


@lru_cache(maxsize=4096)
def _strict_bounds(text: str, unit: Unit, currency: str, as_of: date | None) -> tuple[int | None, int | None]:
    try:
        return Strict(text, unit, currency, as_of).bounds()
    except QuantityError as error:
        usual = expected(unit, currency)[1]
        raise proved(error, text, lambda other: Strict(other, unit, currency, as_of).bounds(), usual) from None


def _typed(
    text: str, unit: Unit, currency: str, as_of: date | None, rates: Mapping[str, Rate] | None, used: list[str] | None,
    refused: QuantityError,
) -> tuple[int | None, int | None]:  # fmt: skip
    from advisor.value.typed import typed_bounds

    if _POWER.search(text):
        raise refused  # of `1e3`, the 1 is not what is meant
    return typed_bounds(text, unit, currency, as_of, rates, used, refused)


def parse_sides(text: str) -> tuple[tuple[int, int], ...] | None:
    """Return two or three lengths, each from and to in nm, longest first, or None if the text is not that of several sides.

    `30 x 20 x 5 cm` has its unit once, at either end; a sheet (`A5`, `letter`) is as large as its standard says.

    Raises: QuantityError if one of the sides is no length, if none has a unit, or if there are more than three.
    """
    from advisor.value.sides import sides

    return sides(text)
