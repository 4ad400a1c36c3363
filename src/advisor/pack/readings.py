"""An estimate's formula in its three readings: low and high are the ends it can reach over its uncertain numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from advisor import ir

OPPOSITE: dict[ir.Reading, ir.Reading] = {"low": "high", "likely": "likely", "high": "low"}
Resolve = Callable[[str, ir.Reading], ir.Expression | None]
"""Return the number at an uncertain path in a reading, or None where the path has one value only."""


def in_reading(formula: ir.Expression, reading: ir.Reading, resolve: Resolve) -> ir.Expression:
    """Return the formula in one reading.

    Sums and minima follow it; what is subtracted, and a divisor, takes the opposite one. Factors and dividends have been
    proved not to be negative, divisors to be positive, so the ends are reached there.
    """

    def same(part: ir.Expression) -> ir.Expression:
        return in_reading(part, reading, resolve)

    def opposite(part: ir.Expression) -> ir.Expression:
        return in_reading(part, OPPOSITE[reading], resolve)

    match formula:
        case ir.Read(path):
            return resolve(path, reading) or formula
        case ir.Arithmetic("-", left, right):
            return ir.Arithmetic("-", same(left), opposite(right))
        case ir.Arithmetic(op, left, right):
            return ir.Arithmetic(op, same(left), same(right))
        case ir.Divide(mode, left, right):
            return ir.Divide(mode, same(left), opposite(right))
        case ir.Extreme(op, parts):
            return ir.Extreme(op, tuple(same(part) for part in parts))
        case ir.Choose(condition, then, otherwise):
            return ir.Choose(condition, same(then), same(otherwise))
        case ir.Step(at, path, rows):
            return formula if rows else ir.Step(at, f"{path}.{reading}")
        case ir.Along(at, name, rows):
            return ir.Along(same(at) if rows[0][1] <= rows[-1][1] else opposite(at), name, rows)
        case ir.Number() | ir.Figure() | ir.Lookup() | ir.Count() | ir.Tally():
            return formula
    assert_never(formula)
