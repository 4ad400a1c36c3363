"""Orders made short: each left without the facts that it does not need to notice what it notices, so that a pin of it can be looked at."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.author.mutant import Mutant
from advisor.author.noticed import Noticing
from advisor.columnar.column import Array
from advisor.trace import Order

_PASSES = 3
Told = tuple[Order, list[Mutant]]
"""An order, and mutants that it notices."""


def shortened(advisor: Advisor, told: Sequence[Told]) -> list[Told]:
    """Return each order with fewer facts, or as it was, each of which still notices its mutants."""
    found = [*told]
    for _ in range(_PASSES):
        spare = _spare(advisor, found)
        shorter = [*found]
        for part in (1, 2, 4):  # facts that can be spared one at a time can seldom all be
            left = [place for place, paths in enumerate(spare) if paths and shorter[place] is found[place]]
            tries = [
                (_without(found[one][0], spare[one][: -(-len(spare[one]) // part)]), found[one][1]) for one in left
            ]
            for place, one, still in zip(left, tries, _still(advisor, tries), strict=True):
                shorter[place] = one if still else shorter[place]
        if all(one is other for one, other in zip(found, shorter, strict=True)):
            break
        found = shorter
    return found


def _spare(advisor: Advisor, told: Sequence[Told]) -> list[list[str]]:
    """Return of each order the facts without any one of which it still notices its mutants."""
    at = [(place, path) for place, (order, _) in enumerate(told) for path in order.given]
    still = _still(advisor, [(_without(told[place][0], [path]), told[place][1]) for place, path in at])
    found: list[list[str]] = [[] for _ in told]
    for (place, path), is_spare in zip(at, still, strict=True):
        found[place] += [path] if is_spare else []
    return found


def _without(order: Order, paths: Collection[str]) -> Order:
    return replace(order, given={path: value for path, value in order.given.items() if path not in paths})


def _still(advisor: Advisor, told: Sequence[Told]) -> list[bool]:
    """Return of each order whether it notices all its mutants."""
    mutants = [*{id(one): one for _, several in told for one in several}.values()]
    if not mutants:
        return [True] * len(told)
    rows = {id(one): row for row, one in enumerate(mutants)}
    noticed: Array = np.array([*Noticing(advisor, [order for order, _ in told]).of(mutants)])
    return [bool(noticed[[rows[id(one)] for one in several], place].all()) for place, (_, several) in enumerate(told)]
