"""Many orders at once: a stratum of a profile, and from where to where each of its numbers goes; decided by a pack, a row each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from msgspec import Struct

from advisor import estimate
from advisor.advice import Advisor
from advisor.author.profile import NumberAxis, Profile
from advisor.columnar import Orders
from advisor.columnar.column import (
    CONSTANT,
    ORDER,
    Array,
    ChoiceColumn,
    NumberColumn,
    Values,
    codes_of,
    column,
    number_column,
)
from advisor.columnar.contest import NOBODY
from advisor.columnar.decide import Decided
from advisor.columnar.orders import derived_paths, unsaid_columns
from advisor.ir import UNLIMITED, Memory, Numbers, Possible, Text
from advisor.meaning import Program, assumed_order
from advisor.meaning.possible import is_known

CELLS = 2
"""How many values an axis must have to be split."""


class Boxes(Struct, frozen=True, dict=True):
    """Boxes, a row each. stratum: its place in the profile; low, high: a column for each axis, both ends inclusive."""

    profile: Profile
    stratum: Array
    low: Array
    high: Array

    def __len__(self) -> int:
        return len(self.stratum)

    @cached_property
    def is_point(self) -> Array:
        """Of each box whether it is one order."""
        return (self.low == self.high).all(axis=1)

    @cached_property
    def share(self) -> Array:
        """Return the share of all orders that each box is."""
        found = np.full(len(self), 1 / max(1, len(self.profile.strata)))
        for place, one in enumerate(self.profile.axes):
            found = found * one.share(self.low[:, place], self.high[:, place])
        return found

    def some(self, rows: Array) -> Boxes:
        """Return some of the boxes."""
        return Boxes(self.profile, self.stratum[rows], self.low[rows], self.high[rows])

    def corner(self) -> Boxes:
        """Return the least order of each box."""
        return Boxes(self.profile, self.stratum, self.low, self.low)

    def middle(self) -> Boxes:
        """Return the order in the middle of each box."""
        middle = (self.low + self.high) // 2
        return Boxes(self.profile, self.stratum, middle, middle)

    def said(self, row: int) -> Memory:
        """Return all that the orders of a box say."""
        ends = zip(self.profile.axes, self.low[row].tolist(), self.high[row].tolist(), strict=True)
        found = {axis.path: axis.value(low, high) for axis, low, high in ends}
        return {**self.profile.said, **self.profile.strata[int(self.stratum[row])], **found}

    def cut(self, at: int, value: int) -> Boxes:
        """Return the boxes, each that goes across a value of an axis in two, the second of which begins there."""
        across = (self.low[:, at] < value) & (value <= self.high[:, at])
        high, low = self.high.copy(), self.low[across].copy()
        high[across, at], low[:, at] = value - 1, value
        return Boxes(
            self.profile, np.concatenate((self.stratum, self.stratum[across])), np.concatenate((self.low, low)),
            np.concatenate((high, self.high[across])),
        )  # fmt: skip

    def split(self) -> Boxes:
        """Return each box, none of them a point, in two: along the axis of which it holds the most, at the median of where that may turn."""
        wide = np.stack(
            [
                np.where(self.high[:, at] > self.low[:, at], one.share(self.low[:, at], self.high[:, at]), -1.0)
                for at, one in enumerate(self.profile.axes)
            ],
            axis=1,
        )
        along = wide.argmax(axis=1)
        rows = np.arange(len(self))
        cut = np.zeros(len(self), np.int64)
        for at, one in enumerate(self.profile.axes):
            here = along == at
            cut[here] = _cuts(one, self.low[here, at], self.high[here, at])
        first, second = self.high.copy(), self.low.copy()
        first[rows, along], second[rows, along] = cut - 1, cut
        return Boxes(
            self.profile, np.concatenate((self.stratum, self.stratum)), np.concatenate((self.low, second)),
            np.concatenate((first, self.high)),
        )  # fmt: skip


def _cuts(axis: NumberAxis, low: Array, high: Array) -> Array:
    """Return where boxes are cut along an axis: the median of its turns inside them, else their middle."""
    turns = np.array(axis.every, np.int64)
    begin, end = np.searchsorted(turns, low, "right"), np.searchsorted(turns, high, "right")
    median = turns[np.minimum((begin + end) // 2, max(0, len(turns) - 1))] if len(turns) else low
    return np.where(end > begin, median, (low + high + 1) // 2)


def whole(profile: Profile) -> Boxes:
    """Return a box for each stratum: all its orders."""
    count = len(profile.strata)
    low = np.tile(np.array([one.low for one in profile.axes], np.int64), (count, 1))
    high = np.tile(np.array([one.high for one in profile.axes], np.int64), (count, 1))
    return Boxes(profile, np.arange(count), low, high)


def boxes_together(parts: Sequence[Boxes]) -> Boxes:
    """Return boxes of one profile together; at least one part."""
    return Boxes(
        parts[0].profile,
        *(np.concatenate([getattr(one, name) for one in parts]) for name in ("stratum", "low", "high")),
    )


class Bench:
    """One pack, decided over boxes of a profile."""

    def __init__(self, advisor: Advisor, profile: Profile) -> None:
        self.advisor, self.profile = advisor, profile
        self.engine = advisor.columns
        self.options = list(advisor.pack.options)
        self.pathways = list(advisor.pack.pathways)
        self._unsaid = unsaid_columns(advisor.pack, advisor.derived)
        self._derived = derived_paths(advisor.pack)
        self._asked = {*self._unsaid, *self._derived}
        self._said = {path: column([value], ORDER) for path, value in profile.said.items() if path in self._asked}
        self._strata = {
            path: self._codes(path) for path in dict.fromkeys(path for one in profile.strata for path in one)
        }

    def _codes(self, path: str) -> tuple[Array, tuple[Possible, ...]]:
        other = self.profile.said.get(path, self.advisor.pack.facts[path.removeprefix("order.")].domain)
        return codes_of([one.get(path, other) for one in self.profile.strata])

    def orders(self, boxes: Boxes) -> Orders:
        """Return boxes as orders in which every fact is said that is assumed: its value, or all from the least to the greatest it takes."""
        taken = {path: self._column(codes, values, boxes) for path, (codes, values) in self._assumed.items()}
        return self._orders(len(boxes), {**self._facts(boxes), **taken})

    def bare(self, boxes: Boxes) -> Orders:
        """Return boxes as orders that say what the profile says, and nothing else."""
        return self._orders(len(boxes), self._facts(boxes))

    def decide(self, boxes: Boxes) -> Decided:
        """Return the boxes decided."""
        return self.engine.decide(self.orders(boxes))

    def _orders(self, count: int, said: dict[str, Values]) -> Orders:
        """Return orders that say these facts, among them such as rules derive where nobody says them."""
        given = {path: (one, True) for path, one in said.items() if path in self._derived}
        return Orders(count=count, facts={path: one for path, one in said.items() if path not in given}, given=given)

    @cached_property
    def _assumed(self) -> dict[str, tuple[Array, tuple[Possible, ...]]]:
        """Return what each stratum's orders are assumed to be, of facts for which no number of the axes is looked at.

        A fact that is not here stays unsaid: an order says the same by it, and a box more than it need.
        """
        axes = {axis.path for axis in self.profile.axes}
        hanging = _hanging(self.engine.program, axes)
        unknown = estimate.unknown_order(self.advisor.pack, frozenset(self.advisor.derived))
        taken = [
            assumed_order(self.engine.program, {**unknown, **self.profile.said, **one}) for one in self.profile.strata
        ]
        found = {}
        for path in (path for path in unknown if path not in hanging | axes and path in self._unsaid):
            values = [one[path] for one in taken]
            if all(map(_is_sayable, values)) and not isinstance(values[0], Text):
                found[path] = codes_of(values)
        return found

    def _facts(self, boxes: Boxes) -> dict[str, Values]:
        found: dict[str, Values] = {
            path: one for path, one in self._said.items() if isinstance(one, NumberColumn | ChoiceColumn)
        }
        for path, (codes, values) in self._strata.items():
            if path in self._asked:
                found[path] = self._column(codes, values, boxes)
        return found | self._numbers(boxes)

    @staticmethod
    def _column(codes: Array, values: tuple[Possible, ...], boxes: Boxes) -> Values:
        """Return what the strata of some boxes say of a fact."""
        rows = codes[boxes.stratum]
        if not isinstance(values[0], Numbers):
            return ChoiceColumn(ORDER, rows, values) if len(values) > 1 else ChoiceColumn(CONSTANT, 0, values)
        numbers = [one for one in values if isinstance(one, Numbers)]
        low, high, none = (
            np.array([getattr(one, name) for one in numbers])[rows] for name in ("low", "high", "or_none")
        )
        return number_column(ORDER, low, high, none)

    def _numbers(self, boxes: Boxes) -> dict[str, Values]:
        """Return the columns of the axes; the last value of one that has `none` is that."""
        found: dict[str, Values] = {}
        for at, axis in enumerate(self.profile.axes):
            low, high = boxes.low[:, at], boxes.high[:, at]
            none: Array = False
            if axis.has_none:
                alone, ends = low == axis.high, high == axis.high
                none = ends & ~alone
                low, high = np.where(alone, UNLIMITED, low), np.where(alone, UNLIMITED, np.where(ends, high - 1, high))
            found[axis.path] = number_column(ORDER, low, high, none)
        return {path: one for path, one in found.items() if path in self._asked}

    # --- what wins ----------------------------------------------------------------------------------------------------
    def pathway(self, place: int) -> str | None:
        """Return the pathway of a number, None for nobody."""
        return None if place == NOBODY else self.pathways[place]


def _hanging(program: Program, axes: set[str]) -> set[str]:
    """Return the facts of which what is assumed goes by a number of the axes."""
    found = set[str]()
    while True:
        more = {path for path, others in program.looked_up.items() if not (axes | found).isdisjoint(others)}
        if more <= found:
            return found
        found |= more


def _is_sayable(value: Possible) -> bool:
    """Return whether to say a value that is assumed changes nothing: one that suits whichever is asked is no such."""
    return is_known(value) or not getattr(value, "whichever", False)
