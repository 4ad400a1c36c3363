"""What the rules of one kind give each candidate in points (advice.points), and ends as arrays on the rows of candidates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from advisor.columnar.column import PAIR, Array, Ends
from advisor.columnar.condition import anywhere
from advisor.columnar.view import View
from advisor.ir import Rule


@dataclass(frozen=True, slots=True)
class Points:
    """What the rules of one kind give each candidate (advice.points)."""

    now: Array
    ends: Ends
    holds: Array
    is_open: Array

    @classmethod
    def of(cls, possible: View, taken: View, rules: Iterable[Rule]) -> Points:
        count = len(possible.pairs)
        now = np.zeros(count, np.int64)
        low: Array = None
        high: Array = None
        holds, is_open = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
        for rule in rules:
            node, value = possible.graph.conditions[rule.id], possible.graph.values[rule.id]
            if not anywhere(possible.of(node).high):
                continue
            held = possible.lifted(node)
            ends, own = possible.lift(possible.of(value), PAIR), taken.lift(taken.of(value), PAIR)
            points = held.low * own.low
            is_sure = held.is_known and ends.is_known  # then there is nothing to assume
            if low is None and not is_sure:
                low, high = now.copy(), now.copy()
            if low is not None:
                low += points if is_sure else held.low * ends.low
                high += points if is_sure else held.high * ends.high
            now += points
            holds |= held.low
            if not held.is_known:
                is_open |= held.high & (True ^ held.low)
        return cls(now, Ends(PAIR, now, now) if low is None else Ends(PAIR, low, high), holds, is_open)


def spread(view: View, ends: Ends) -> Ends:
    """Return ends as arrays on the rows of candidates."""
    lifted = view.lift(ends, PAIR)
    count = len(view.pairs)
    low = np.broadcast_to(lifted.low, count)
    return Ends(PAIR, low, low if lifted.is_known else np.broadcast_to(lifted.high, count))
