"""What occurs together of several columns of choices, and what is made of it, once for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

import numpy as np

from advisor.columnar.column import CONSTANT, Array, ChoiceColumn, Values
from advisor.ir import Assumption, Memory, Possible

Coded = tuple[int, Array, Sequence[Any]]
"""A column of whatever there is: its level, the code of each row, and what the codes stand for."""


def by_case(assume: Assumption | None, others: Mapping[str, Values], of: Callable[[Memory], Any]) -> Coded:
    """Return what is made of each case of the facts that an assumption is looked up by: level, code row by row, and what there is."""
    paths = () if assume is None else assume.looked_up_by
    columns = {path: coded(one) for path in paths if isinstance(one := others.get(path), ChoiceColumn)}
    level, codes, held = together([*columns.values()])
    made = [of(dict(zip(columns, values, strict=True))) for values in held]
    if level == CONSTANT or len({*made}) == 1:
        return CONSTANT, 0, (made[int(codes) if level == CONSTANT else 0],)
    distinct = {one: code for code, one in enumerate(dict.fromkeys(made))}
    return level, np.array([distinct[one] for one in made])[codes], tuple(distinct)


def coded(column: ChoiceColumn) -> Coded:
    """Return a column of choices as one of whatever there is."""
    return column.level, column.codes, column.values


def together(columns: Sequence[Coded]) -> tuple[int, Array, list[tuple[Any, ...]]]:
    """Return what occurs together of several columns: level, code row by row, and what there is."""
    level = reduce(or_, (own for own, _, _ in columns), CONSTANT)
    if not columns:
        return CONSTANT, 0, [()]
    if len(columns) == 1:
        return level, columns[0][1], [(value,) for value in columns[0][2]]
    sizes = tuple(len(values) for _, _, values in columns)
    codes = np.ravel_multi_index(np.broadcast_arrays(*(codes for _, codes, _ in columns)), sizes)
    places, found = np.unique(codes, return_inverse=True)
    held = zip(*np.unravel_index(places, sizes), strict=True)
    made = [tuple(values[code] for (_, _, values), code in zip(columns, some, strict=True)) for some in held]
    return level, 0 if level == CONSTANT else found.reshape(np.shape(codes)), made


def paired(columns: Sequence[Coded], of: Callable[..., Possible]) -> ChoiceColumn:
    """Return what is made of the values of several columns, row by row, once for each that occur together."""
    level, codes, held = together(columns)
    return ChoiceColumn(level, codes, tuple(of(*some) for some in held))
