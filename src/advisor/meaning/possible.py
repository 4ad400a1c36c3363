"""Possible values: whether one is known, what either of two allows, and whether one allows all that another does."""

from __future__ import annotations

from typing import assert_never

from advisor import ir
from advisor.ir import NONE

__all__ = ["NONE", "allows", "is_known", "join"]


def is_known(value: ir.Possible) -> bool:
    """Return whether exactly one value is possible."""
    match value:
        case ir.Numbers(low, high, or_none):
            return low == high and not or_none
        case ir.OneOf(values):
            return len(values) == 1
        case ir.Subset(_, maybe):
            return not maybe
        case ir.Text(text):
            return bool(text)
        case ir.Table():
            return True
    assert_never(value)


def join(first: ir.Possible, second: ir.Possible) -> ir.Possible:
    """Return every value that either allows; both of one kind."""
    match first, second:
        case ir.Numbers(), ir.Numbers():
            return _join_numbers(first, second)
        case ir.OneOf(one), ir.OneOf(other):
            return ir.OneOf(one + tuple(value for value in other if value not in one))
        case ir.Subset(), ir.Subset():
            some = tuple(value for value in first.some if value in second.some)
            rest = dict.fromkeys(first.some + first.maybe + second.some + second.maybe)
            return ir.Subset(some, tuple(value for value in rest if value not in some))
        case _:
            return first


def _join_numbers(first: ir.Numbers, second: ir.Numbers) -> ir.Numbers:
    or_none = first.or_none or second.or_none or NONE in (first, second)
    finite = [value for value in (first, second) if (value.low, value.high) != (ir.UNLIMITED, ir.UNLIMITED)]
    if not finite:
        return NONE
    return ir.Numbers(min(value.low for value in finite), max(value.high for value in finite), or_none)


def allows(wide: ir.Possible, narrow: ir.Possible) -> bool:
    """Return whether every value that `narrow` allows is allowed by `wide`."""
    match wide, narrow:
        case ir.Numbers(), ir.Numbers():
            none_fits = wide.or_none or wide == NONE or not (narrow.or_none or narrow == NONE)
            return none_fits and (narrow == NONE or (wide.low <= narrow.low and narrow.high <= wide.high))
        case ir.OneOf(one), ir.OneOf(other):
            return set(other) <= set(one)
        case ir.Subset(), ir.Subset():
            reach = set(wide.some) | set(wide.maybe)
            return set(wide.some) <= set(narrow.some) and set(narrow.some) | set(narrow.maybe) <= reach
        case _:
            return type(wide) is type(narrow)
