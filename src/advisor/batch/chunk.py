"""What a piece of a table says, as columns: of facts as they are read, and of the orders it comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import polars as pl
from msgspec import Struct, field

from advisor.batch.column_reader import CellsRead
from advisor.batch.given import columns_of
from advisor.batch.sheet import Piece
from advisor.ir import FactType, ReadAs


class Chunk(Struct, frozen=True, kw_only=True):
    """Orders of a piece: what the good ones say, and the rows that have to be read one by one, to be told why they are bad.

    given: as `given_of` has it, with the row and its number. bad: row -> its number. kept: the columns that are echoed. readings: how often
    which word was read as what.
    """

    given: pl.DataFrame
    bad: tuple[tuple[int, int], ...]
    kept: pl.DataFrame
    piece: Piece
    readings: Mapping[ReadAs, int]


def chunks_together(piece: Piece, chunks: Sequence[Chunk]) -> Chunk:
    """Return chunks of one piece, in the order of its rows, as one."""
    readings: Counter[ReadAs] = Counter()
    for one in chunks:
        readings.update(one.readings)
    return Chunk(
        given=pl.concat([one.given for one in chunks]), bad=tuple(row for one in chunks for row in one.bad),
        kept=pl.concat([one.kept for one in chunks]), piece=piece, readings=readings,
    )  # fmt: skip


class FactsRead(Struct):
    """What the columns of facts say, one after another.

    bad: the rows in which one cannot be read. columns: as `columns_of` has them; said: by the fact's name, the rows in which its cell says
    it; readings: how often which word was read as what; typed: those words, with the fact they are typed for.
    """

    bad: pl.Series
    columns: dict[str, pl.Series] = field(default_factory=dict)
    said: dict[str, pl.Series] = field(default_factory=dict)
    readings: Counter[ReadAs] = field(default_factory=Counter)
    typed: list[pl.Series] = field(default_factory=list)
    _beside: list[dict[str, pl.DataFrame]] = field(default_factory=list)

    def take(self, fact: FactType, found: CellsRead) -> None:
        """Take in what the column of a fact says."""
        self.bad |= found.bad
        self.said[fact.name] = found.said
        self.columns |= {column: found.values.to_series(at) for at, column in enumerate(columns_of(fact))}
        self._beside.append(found.beside)
        self.readings.update(found.readings)
        if found.typed is not None:
            self.typed.append(f"{fact.name}: " + found.typed)

    def known(self, name: str) -> pl.Series | None:
        """Return what is known so far of a fact of one column, where its own does not say it by what others say besides; None if nothing is."""
        beside = (found[name].to_series(0) for found in self._beside if name in found)
        known = self.columns.get(name)
        for new in beside:
            said = self.said.get(name)
            known = (
                new
                if known is None
                else known.zip_with(known.is_not_null() | (said if said is not None else False), new)
            )
        return known

    def say_beside(self, facts: Mapping[str, FactType]) -> None:
        """Add what cells say of other facts than their column's, where no column of its own says them."""
        for name, values in (entry for found in self._beside for entry in found.items()):
            is_new = values.to_series(0).is_not_null()
            if name in self.said:
                is_new &= ~self.said[name]
            for at, column in enumerate(columns_of(facts[name])):
                new = values.to_series(at)
                self.columns[column] = new.zip_with(is_new, self.columns[column]) if column in self.columns else new
            self.said[name] = self.said[name] | is_new if name in self.said else is_new
