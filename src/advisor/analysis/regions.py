"""Regions of a number's values: what is told is the same all over each, and another in the next.

Where two neighbours that were asked differ and do not touch, values between are asked until they do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import TypeVar

from advisor.analysis.lab import Lab
from advisor.columnar.winners import Won
from advisor.variation import Region

_PARTS = 256
"""Into how many parts what lies between two neighbours is cut: so few rounds are asked, each of which costs much the same."""
_Told = TypeVar("_Told")
_Stretch = tuple[int, int, _Told]
"""The first and the last value asked of several in a row of which the same is told, and that."""


def regions(lab: Lab, path: str, values: Sequence[int], high: int) -> tuple[Region, ...]:
    """Return who wins from the first of some ascending values to a high end."""
    (found,) = narrowed(lab, {path: lab.along([(path, values)])[0]}).values()
    return closed_regions(found, high)


def narrowed(lab: Lab, found: Mapping[str, Sequence[_Stretch[Won]]]) -> dict[str, list[_Stretch[Won]]]:
    """Return the stretches asked of each number so that neighbours touch which differ. All numbers are asked together."""
    known = {path: merged(stretches) for path, stretches in found.items()}
    while open_ones := {path: middles for path, stretches in known.items() if (middles := _between(stretches))}:
        for path, more in zip(open_ones, lab.along([*open_ones.items()]), strict=True):
            known[path] = merged([*known[path], *more])
    return known


def refined(
    stretches: Iterable[_Stretch[_Told]], ask: Callable[[Sequence[int]], Sequence[_Told]]
) -> list[_Stretch[_Told]]:
    """Return stretches of which neighbours touch, if what is told of them differs."""
    found = merged(stretches)
    while middles := _between(found):
        found = merged([*found, *zip(middles, middles, ask(middles), strict=True)])
    return found


def _between(stretches: Sequence[_Stretch[_Told]]) -> list[int]:
    """Return values to ask between neighbours that do not touch, ascending."""
    apart = [(last, first) for (_, last, _), (first, _, _) in pairwise(stretches) if first - last > 1]
    cut = {last + (first - last) * part // _PARTS for last, first in apart for part in range(1, _PARTS)}
    return sorted(cut - {last for last, _ in apart})


def merged(stretches: Iterable[_Stretch[_Told]]) -> list[_Stretch[_Told]]:
    """Return stretches in ascending order, neighbours of which the same is told as one."""
    ordered = sorted(stretches, key=lambda one: one[0])
    groups = (list(group) for _, group in groupby(ordered, key=lambda one: one[2]))
    return [(group[0][0], group[-1][1], group[0][2]) for group in groups]


def reaching(stretches: Sequence[_Stretch[_Told]], high: int) -> list[_Stretch[_Told]]:
    """Return stretches that reach to before the next, the last one to a high end."""
    bounds = pairwise([*(first for first, _, _ in stretches), high + 1])
    return [(first, after - 1, told) for (_, _, told), (first, after) in zip(stretches, bounds, strict=True)]


def closed_regions(stretches: Sequence[_Stretch[Won]], high: int) -> tuple[Region, ...]:
    """Return stretches of who wins as regions."""
    return tuple(
        Region(low=low, high=end, pathway=pathway, option=option)
        for low, end, (pathway, option) in reaching(stretches, high)
    )
