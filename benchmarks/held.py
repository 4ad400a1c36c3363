"""The winner of every order, and which rules hold of it or of any of its candidates: what is timed against other engines."""

from __future__ import annotations

import numpy as np
import polars as pl

from advisor.columnar import Orders
from advisor.columnar.answers import Columnar
from advisor.columnar.column import PAIR, Array
from advisor.columnar.decide import Decided

BYTE, WORD = 8, 64


def winners_and_masks(columnar: Columnar, orders: Orders) -> tuple[Array, Array]:
    """Return of each order the number of the option that wins, -1 if none does, and its mask (`masks`)."""
    winners, held = [], []
    for decided in columnar.engine.pieces(orders):
        winners.append(decided.of_row(decided.pairs.option, decided.ranking.winner))
        held.append(masks(decided))
    return np.concatenate(winners), np.concatenate(held)


def masks(decided: Decided) -> Array:
    """Return a row of words for each order, with a bit for each rule, in the engine's order, that holds of any candidate."""
    view, pairs = decided.taken, decided.pairs
    own, asked = _Bits(decided, decided.orders.count), _Bits(decided, len(pairs))
    for bit, rule in enumerate(decided.engine.rules):
        ends = view.of(view.graph.conditions[rule.id])
        if rule.scope == "order":
            own.lay(bit, ends.low)
        else:
            asked.lay(bit, view.lift(ends, PAIR).low)
    found = own.words()
    if len(pairs):
        found[pairs.order[pairs.starts]] |= np.bitwise_or.reduceat(asked.words(), pairs.starts)
    return found


class _Bits:
    """A bit for each rule and row. Eight rules share a byte, and are laid into it where they lie close together."""

    def __init__(self, decided: Decided, rows: int) -> None:
        words = -(-len(decided.engine.rules) // WORD)
        self._bytes = np.zeros((words * WORD // BYTE, rows), np.uint8)

    def lay(self, bit: int, held: Array) -> None:
        """Let a bit be set where something holds."""
        self._bytes[bit // BYTE] |= np.multiply(held, 1 << bit % BYTE, dtype=np.uint8)

    def words(self) -> Array:
        """Return the rows as words, the first rule in the lowest bit."""
        return np.ascontiguousarray(self._bytes.T).view(np.uint64)


def everything(columnar: Columnar, orders: Orders) -> pl.DataFrame:
    """Return all that the engine tells of orders: ranking, estimates, what is settled and close, and the rules of the winner."""
    return columnar.decide(orders, (*columnar.schema(), "rules"))


def names(columnar: Columnar, mask: Array) -> list[str]:
    """Return the ids of the rules whose bits a mask has."""
    bits = np.unpackbits(mask.view(np.uint8), bitorder="little")
    return [rule.id for bit, rule in enumerate(columnar.engine.rules) if bits[bit]]
