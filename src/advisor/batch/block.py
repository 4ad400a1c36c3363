"""Some orders as columns, with what was refused beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import polars as pl
from msgspec import Struct, field
from msgspec.structs import replace

from advisor.batch.entry import Entry
from advisor.batch.refusal import Refused
from advisor.columnar import Orders
from advisor.errors import Diagnostic, Place
from advisor.ir import ReadAs
from advisor.trace import Order


class Block(Struct, frozen=True, kw_only=True):
    """Some orders. given: as `given_of` has it; orders: the same as the engine reads it; order: one of them by its index; place: where it stands.

    readings: how often which word was read as what; unread: how often which key was not read.
    """

    given: pl.DataFrame
    orders: Orders
    kept: pl.DataFrame
    refused: tuple[Refused, ...] = ()
    order: Callable[[int], Order]
    place: Callable[[int], Place]
    said: str = ""
    readings: Mapping[ReadAs, int] = field(default_factory=dict)
    unread: Mapping[str, int] = field(default_factory=dict)

    def take(self, rows: Sequence[int]) -> Block:
        """Return the block with these of its orders only, and nothing of what was refused or is told of it."""
        indexes, own_rows = list(rows), pl.Series(rows, dtype=pl.UInt32)
        return Block(
            given=self.given[own_rows], orders=self.orders.take(np.array(indexes, np.int64)),
            kept=self.kept[own_rows] if self.kept.width else self.kept, order=lambda index: self.order(indexes[index]),
            place=lambda index: self.place(indexes[index]),
        )  # fmt: skip

    def lose(self, rows: Mapping[int, Diagnostic]) -> Block:
        """Return the block without these of its orders, which are refused by a fault each."""
        left = self.take([row for row in range(self.given.height) if row not in rows])
        lost = (Refused(entry=Entry(faults=(fault,), refused=1)) for fault in rows.values())
        return replace(left, refused=(*self.refused, *lost), said=self.said, readings=self.readings, unread=self.unread)
