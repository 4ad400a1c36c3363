"""Regions of a number's values: what is told is the same all over each, and another in the next.

Where two neighbours that were asked differ and do not touch, values between are asked until they do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, pairwise
from typing import TypeVar

from advisor.analysis.lab import Lab, Won
from advisor.variation import Region

_PARTS = 16
"""Into how many parts what lies between two neighbours is cut: so few rounds are asked, each of which costs much the same."""
_Told = TypeVar("_Told")
_Stretch = tuple[int, int, _Told]
"""The first and the last value asked of several in a row of which the same is told, and that."""


def regions(lab: Lab, path: str, values: Sequence[int], high: int) -> tuple[Region, ...]:
    """Return who wins from the first of some ascending values to a high end."""
    (found,) = lab.along([(path, values)])
    return narrowed(lab, path, found, high)


def narrowed(lab: Lab, path: str, found: Sequence[_Stretch[Won]], high: int) -> tuple[Region, ...]:
    """Return the regions of which stretches were asked, each to where it ends."""
    return closed_regions(refined(found, lambda middles: lab.at(path, middles)), high)


def refined(
    stretches: Iterable[_Stretch[_Told]], ask: Callable[[Sequence[int]], Sequence[_Told]]
) -> list[_Stretch[_Told]]:
    """Return stretches of which neighbours touch, if what is told of them differs."""
    found = merged(stretches)
    while apart := [(last, first) for (_, last, _), (first, _, _) in pairwise(found) if first - last > 1]:
        cut = {last + (first - last) * part // _PARTS for last, first in apart for part in range(1, _PARTS)}
        middles = sorted(cut - {last for last, _ in apart})
        found = merged([*found, *zip(middles, middles, ask(middles), strict=True)])
    return found


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
