"""One row of columns read as a working memory: each path when it is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Protocol

import numpy as np

from advisor.columnar.column import CONSTANT, OPTION, ORDER, Array, ChoiceColumn, NumberColumn
from advisor.columnar.view import ColumnView
from advisor.ir import Numbers, Possible, Table


class Listing(Protocol):
    """Possible values by their row."""

    def __getitem__(self, row: int, /) -> Possible: ...


Listed = tuple[int, Listing]
"""The level of a column, and its values row by row."""


class Rows:
    """The rows of a view, each column made into possible values once."""

    def __init__(self, view: ColumnView) -> None:
        self._view = view
        self._known: dict[str, Listed] = {}

    def column(self, path: str) -> Listed:
        """Return what stands at a path, row by row of its level."""
        found = self._known.get(path)
        if found is None:
            found = self._known[path] = self._listed(path)
        return found

    def _listed(self, path: str) -> Listed:
        column = self._view.column(path)
        match column:
            case NumberColumn(level, low, high, none):
                lengths = [len(one) for one in (low, high, none) if np.ndim(one)]
                count = lengths[0] if lengths else 1
                ends = (_list(low, count), _list(high, count), _list(none, count))
                return level if lengths else CONSTANT, _NumberRows(*ends)
            case ChoiceColumn(level, codes, values):
                shared = level if np.ndim(codes) else CONSTANT  # one value that all rows share
                return shared, [values[code] for code in _list(codes, 1)]
            case _:
                rows = [slice(first, last + 1) for first, last in zip(column.first, column.last, strict=True)]
                return OPTION, [_table(column.breaks[one], column.values[one]) for one in rows]


class _NumberRows:
    """Numbers by their row, each made when it is looked at: most of them never are."""

    __slots__ = ("_high", "_known", "_low", "_none")

    def __init__(self, low: list[int], high: list[int], none: list[int]) -> None:
        self._low, self._high, self._none = low, high, none
        self._known: list[Numbers | None] = [None] * len(low)

    def __getitem__(self, row: int) -> Numbers:
        found = self._known[row]
        if found is None:
            found = self._known[row] = Numbers(self._low[row], self._high[row], bool(self._none[row]))
        return found


def _list(values: Array, count: int) -> list[int]:
    """Return an array as a list; one value that all rows share, be it an array of no dimension, so many times."""
    return values.tolist() if np.ndim(values) else [np.asarray(values).item()] * count


def _table(breaks: Array, values: Array) -> Table:
    return Table(tuple(zip(breaks.tolist(), values.tolist(), strict=True)))


class RowMemory(Mapping[str, Possible]):
    """The working memory of an order, or of one of its candidates.

    place: the row of the order, the option and the candidate, by level; paths: all that it knows; known: what is said of it
    beside the columns.
    """

    __slots__ = ("_known", "_paths", "_place", "_rows")

    def __init__(
        self, rows: Rows, place: Mapping[int, int], paths: Collection[str], known: Mapping[str, Possible]
    ) -> None:
        self._rows = rows
        self._place = place
        self._paths = paths
        self._known = known

    def __getitem__(self, path: str) -> Possible:
        found = self._known.get(path)
        if found is not None:
            return found
        if path not in self._paths:
            raise KeyError(path)
        level, values = self._rows.column(path)
        return values[self._place[level]]

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def __reduce__(self) -> tuple[type[dict[str, Possible]], tuple[dict[str, Possible]]]:
        return dict, (dict(self),)  # another process has no use for the columns


def places(order: int, option: int = 0, pair: int = 0) -> dict[int, int]:
    """Return a row by level."""
    return {CONSTANT: 0, ORDER: order, OPTION: option, ORDER | OPTION: pair}
