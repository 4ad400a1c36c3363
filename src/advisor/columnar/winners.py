"""Who wins each of many orders, as names in arrays: what flips, sweeps and interviews ask, without a frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from msgspec import Struct

from advisor.columnar.column import Array
from advisor.columnar.decide import ColumnEngine
from advisor.columnar.orders import Orders

Won = tuple[str | None, str | None]
"""Pathway and option that win, None where nothing fits."""


class Winners(Struct, frozen=True):
    """Pathway and option that win, order by order."""

    pathways: Array
    options: Array

    def __len__(self) -> int:
        return len(self.options)

    def __iter__(self) -> Iterator[Won]:
        return zip(self.pathways.tolist(), self.options.tolist(), strict=True)

    def between(self, first: int, after: int) -> Winners:
        """Return those of the orders from the first up to one that is not among them."""
        return Winners(self.pathways[first:after], self.options[first:after])


def winners(engine: ColumnEngine, orders: Orders) -> Winners:
    """Return who wins each order."""
    pathways, own = _names(engine.program.pack.pathways), [*engine.program.pack.options]
    found = []
    for piece in engine.pieces(orders, kept="standing"):
        winner, option = piece.ranking.winner, _names([*own, *(quote.id for quote in piece.orders.quotes)])
        found.append(
            Winners(
                pathways[piece.of_row(piece.contestants.pathway, winner)],
                option[piece.of_row(piece.pairs.option, winner)],
            )
        )
    return together(found)


def together(found: Sequence[Winners]) -> Winners:
    """Return who wins the orders of several parts, one after the other."""
    nobody = np.empty(0, object)
    return Winners(
        np.concatenate([nobody, *(one.pathways for one in found)]),
        np.concatenate([nobody, *(one.options for one in found)]),
    )


def _names(names: Iterable[str]) -> Array:
    """Return names by their places, and None by that of nobody, which is -1 (`contest.NOBODY`)."""
    return np.array([*names, None], object)
