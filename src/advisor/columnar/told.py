"""What `truth` says of the possible values of one fact, gathered by their numbers (Graph.numbers): each is asked about once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from advisor.columnar.column import Array

MOST_TOLD = 1 << 16
"""Of how many possible values it is remembered what `truth` said."""


class Told:
    """The ends told of possible values, where they were asked for. kind: of each end."""

    def __init__(self, kind: type[np.generic]) -> None:
        self._kind = kind
        self._begin(0)

    def _begin(self, first: int) -> None:
        self._first = first
        self._is_asked = np.zeros(0, np.bool_)
        self._low = self._high = np.zeros(0, self._kind)

    def ends(self, numbers: Array, ask: Callable[[int], tuple[int, int]]) -> tuple[Array, Array]:
        """Return the ends of some numbered values, at least one. ask: tells of the one that stands at a place."""
        places = numbers - self._reached(int(numbers.min()), int(numbers.max()))
        for place in np.flatnonzero(~self._is_asked[places]).tolist():
            self._low[places[place]], self._high[places[place]] = ask(place)
        self._is_asked[places] = True
        return self._low[places], self._high[places]

    def _reached(self, least: int, most: int) -> int:
        """Return the number of the first value that there is room for, once there is room for all of some."""
        if least < self._first or most - self._first >= MOST_TOLD:
            self._begin(least)
        lacking = most - self._first + 1 - len(self._is_asked)
        if lacking > 0:
            more = max(lacking, len(self._is_asked))
            self._is_asked, self._low, self._high = (
                np.concatenate((one, np.zeros(more, one.dtype))) for one in (self._is_asked, self._low, self._high)
            )
        return self._first
