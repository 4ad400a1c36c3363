"""One row of columns read as a working memory: each path when it is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from advisor.columnar.column import CONSTANT, OPTION, ORDER, Array, Coded, Column, Number
from advisor.columnar.view import View
from advisor.ir import Numbers, Possible, Table


class Row(Mapping[str, Possible]):
    """The working memory of an order, or of one of its candidates.

    place: the row of the order, the option and the candidate, as the levels count them; paths: all that it knows; known: what
    is said of it beside the columns.
    """

    __slots__ = ("_known", "_paths", "_place", "_view")

    def __init__(
        self, view: View, place: Mapping[int, int], paths: Collection[str], known: Mapping[str, Possible]
    ) -> None:
        self._view = view
        self._place = place
        self._paths = paths
        self._known = dict(known)

    @property
    def known(self) -> Mapping[str, Possible]:
        """What was read of it so far, and what is said of it beside the columns."""
        return self._known

    def __getitem__(self, path: str) -> Possible:
        found = self._known.get(path)
        if found is None:
            if path not in self._paths:
                raise KeyError(path)
            found = self._known[path] = possible_at(self._view.column(path), self._place)
        return found

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def possible_at(column: Column, place: Mapping[int, int]) -> Possible:
    """Return the possible values in a row of a column. place: the row, by level."""
    row = place[column.level]
    match column:
        case Number(_, low, high, none):
            return Numbers(_at(low, row), _at(high, row), bool(_at(none, row)))
        case Coded(_, codes, values):
            return values[_at(codes, row)]
        case _:
            rows = slice(int(column.first[row]), int(column.last[row]) + 1)
            return Table(tuple(zip(column.breaks[rows].tolist(), column.values[rows].tolist(), strict=True)))


def _at(values: Array, row: int) -> int:
    return int(values[row]) if hasattr(values, "__len__") else int(values)


def places(order: int, option: int = 0, pair: int = 0) -> dict[int, int]:
    """Return a row by level."""
    return {CONSTANT: 0, ORDER: order, OPTION: option, ORDER | OPTION: pair}
