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
    """What the rules of one kind give each candidate in a view: the ends of their sum, and whether any holds or is unknown.

    The least is what is given by those that hold, the unknown ones left out.
    """

    ends: Ends
    holds: Array
    is_open: Array

    @classmethod
    def of(cls, view: View, rules: Iterable[Rule]) -> Points:
        count = len(view.pairs)
        low = np.zeros(count, np.int64)
        high = low
        holds, is_open = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
        for rule in rules:
            node = view.graph.conditions[rule.id]
            if not anywhere(view.of(node).high):
                continue
            held, value = view.lifted(node), view.lift(view.of(view.graph.values[rule.id]), PAIR)
            is_sure = held.is_known and value.is_known
            points = held.low * value.low
            if high is low and not is_sure:
                high = low.copy()
            if high is not low:
                high += points if is_sure else held.high * value.high
            low += points
            holds |= held.low
            if not held.is_known:
                is_open |= held.high & (True ^ held.low)
        return cls(Ends(PAIR, low, high), holds, is_open)


def spread(view: View, ends: Ends) -> Ends:
    """Return ends as arrays on the rows of candidates."""
    lifted = view.lift(ends, PAIR)
    count = len(view.pairs)
    low = np.broadcast_to(lifted.low, count)
    return Ends(PAIR, low, low if lifted.is_known else np.broadcast_to(lifted.high, count))
