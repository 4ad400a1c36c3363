"""An estimate's formula in its three readings: low and high are the ends it can reach over its uncertain numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from advisor.ir import (
    Along,
    Arithmetic,
    Choose,
    Count,
    Divide,
    Expression,
    Extreme,
    Figure,
    Lookup,
    Number,
    Read,
    Reading,
    Step,
    Tally,
)

OPPOSITE: dict[Reading, Reading] = {"low": "high", "likely": "likely", "high": "low"}
Resolve = Callable[[str, Reading], Expression | None]
"""Return the number at an uncertain path in a reading, or None where the path has one value only."""


def in_reading(formula: Expression, reading: Reading, resolve: Resolve) -> Expression:
    """Return the formula in one reading.

    Sums and minima follow it; what is subtracted, and a divisor, takes the opposite one. Factors and dividends have been
    proved not to be negative, divisors to be positive, so the ends are reached there.
    """

    def same(part: Expression) -> Expression:
        return in_reading(part, reading, resolve)

    def opposite(part: Expression) -> Expression:
        return in_reading(part, OPPOSITE[reading], resolve)

    match formula:
        case Read(path):
            return resolve(path, reading) or formula
        case Arithmetic("-", left, right):
            return Arithmetic("-", same(left), opposite(right))
        case Arithmetic(op, left, right):
            return Arithmetic(op, same(left), same(right))
        case Divide(mode, left, right):
            return Divide(mode, same(left), opposite(right))
        case Extreme(op, parts):
            return Extreme(op, tuple(same(part) for part in parts))
        case Choose(condition, then, otherwise):
            return Choose(condition, same(then), same(otherwise))
        case Step(at, path, rows):
            return formula if rows else Step(at, f"{path}.{reading}")
        case Along(at, name, rows):
            return Along(same(at) if rows[0][1] <= rows[-1][1] else opposite(at), name, rows)
        case Number() | Figure() | Lookup() | Count() | Tally():
            return formula
    assert_never(formula)
