"""All orders of a table, read a piece at a time."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.batch.chunk import Chunk
from advisor.batch.table import OrderTable
from advisor.batch.table_frame import FrameReader


def chunks_of(frames: FrameReader, table: OrderTable) -> Iterator[Chunk]:
    """Yield the orders of a table, a piece at a time."""
    number = 0
    for piece in table.sheet.pieces(table.locale, len(table.columns)):
        if piece.cells.height:
            yield frames.chunk(piece, number)
        number += piece.cells.height
