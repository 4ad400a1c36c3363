"""Tables of orders read a piece at a time into columns, to the same meaning as row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

import polars as pl

from advisor.batch.cell import cleaned, node_of
from advisor.batch.chunk import Chunk, FactsRead
from advisor.batch.column_reader import ColumnReader
from advisor.batch.entry import AS_OF, QUOTES, SHARED, Entry
from advisor.batch.given import ID, columns_of, own
from advisor.batch.narrowed_columns import narrowed_columns
from advisor.batch.shared_facts import Common
from advisor.batch.sheet import ROW, Piece, Row
from advisor.batch.sheet_text import BLANK
from advisor.batch.side_columns import in_order
from advisor.batch.spoilt import BARE_NUMBER, NO_ORDER, is_alien, is_spoilt, telling_columns
from advisor.batch.table import TYPED, OrderTable, TableReader
from advisor.errors import Place
from advisor.ir import REQUEST, FactType
from advisor.order import ID_LENGTH, OrderReader
from advisor.value.number import QuantityError, parse_date
from advisor.yaml.fields import Faults, text_of
from advisor.yaml.node import Scalar

PLAIN_ID = r"^[!-~](?:[ -~]{0,198}[!-~])?$"
"""An id that needs no second look."""
NUMBER = "number"
"""The column of a row's number among those that are not empty."""


class FrameReader:
    """Reads the pieces of one table."""

    def __init__(self, reader: OrderReader, tables: TableReader, table: OrderTable) -> None:
        self._reader = reader
        self._tables = tables
        self._table = table
        self._places = {column.target.name: index for index, column in enumerate(table.columns) if column.target}
        self._columns = {
            str(index): ColumnReader(column, column.target, table.locale, reader)
            for index, column in enumerate(table.columns)
            if column.target is not None and column.target.fact is not None
        }

    @cached_property
    def facts(self) -> dict[str, FactType]:
        """The facts that the table, the studio or `--set` say, by name, in the order of the pack."""
        reader = self._reader
        common = [name for name, _ in reader.sets] + [
            key.text for key, _ in (reader.studio.entries if reader.studio else ())
        ]
        if REQUEST in self._places:
            return {fact.name: fact for fact in reader.facts.values()}
        told = {fact.name for one in self._columns.values() for fact in (one.fact, *one.others)}
        told |= {fact.name for name in common if (fact := reader.fact(name))}
        told |= {longest.name for longest in reader.sides if not told.isdisjoint(longest.sides)}
        told |= {fact.name for fact in reader.own_facts if not told.isdisjoint(fact.narrowed_by)}
        while more := {one.name for name in told for one in reader.others(reader.facts[name])} - told:
            told |= more  # so that what is written, read again, has the same columns
        return {fact.name: fact for fact in self._reader.facts.values() if fact.name in told}

    def ids(self) -> Iterator[pl.Series]:
        """Yield the ids of all rows, a piece at a time; those of bad rows too, null where the id itself is bad."""
        number = 0
        for piece in self._table.sheet.pieces(self._table.locale, len(self._table.columns)):
            if piece.cells.height:
                yield self._ids(piece.cells, number)[0]
            number += piece.cells.height

    def cells(self, piece: Piece, row: int) -> dict[str, str]:
        """Return what stands in the cells of one row, by the names of its columns."""
        texts = self._row(piece, row).cells
        return {column.header: text for column, text in zip(self._table.columns, texts, strict=False) if text}

    @cached_property
    def is_by_order(self) -> bool:
        """Whether orders are read one by one, so that rows left by the columns may be sound: they ask in sentences, or by what they say `--set` is read."""
        return REQUEST in self._places or (bool(self._reader.sets) and self._common(self._reader.as_of).is_by_order)

    def kept(self, piece: Piece, rows: Sequence[int]) -> pl.DataFrame:
        """Return what is echoed of some rows."""
        return self._kept(piece.cells.filter(piece.cells[ROW].is_in(rows)), [])

    def entry(self, chunk: Chunk, row: int, number: int) -> Entry:
        """Return one row of a chunk, read by itself."""
        return self._tables.entry(self._row(chunk.piece, row), self._table, self._table.name(number))

    def _row(self, piece: Piece, row: int) -> Row:
        found = piece.odd.get(row)
        if found is not None:
            return found
        index = piece.cells[ROW].search_sorted(row)
        return Row(row, tuple("" if one is None else _text(one) for one in piece.cells.row(int(index))[1:]))

    def chunk(self, piece: Piece, before: int) -> Chunk:
        """Return the orders of one piece. before: how many rows came before it."""
        cells = piece.cells
        odd = [number for number, row in piece.odd.items() if is_spoilt(row, self._table.columns)]
        is_bad = _nowhere(cells) | (REQUEST in self._places)
        is_bad |= cells[ROW].is_in(odd)
        as_of, bad = self._as_of(cells)
        is_bad |= bad
        ids, bad = self._ids(cells, before)
        is_bad |= bad
        facts = self._read(cells, as_of)
        is_bad |= facts.bad | self._nameless(cells)
        for index in telling_columns(self._table.columns):
            is_bad |= cells[str(index)].cast(pl.String).fill_null("").str.contains(NO_ORDER)
        is_bad |= self._numbers_alone(cells) | self._alien(cells)
        own_columns = {
            ROW: cells[ROW], own(NUMBER): self._numbers(cells, before), own(ID): ids,
            own(AS_OF): as_of if isinstance(as_of, pl.Series) else pl.repeat(as_of, cells.height, dtype=pl.Date, eager=True),
            own(QUOTES): pl.repeat("", cells.height, dtype=pl.String, eager=True),
        }  # fmt: skip
        given, bad = self._with_common(pl.DataFrame(own_columns | facts.columns), facts.said)
        is_bad |= bad
        sound, since = narrowed_columns(given.filter(~is_bad), self._reader.own_facts)
        return Chunk(
            given=sound, bad=tuple(given.filter(is_bad).select(ROW, own(NUMBER)).iter_rows()),
            kept=self._kept(cells, facts.typed).filter(~is_bad), piece=piece, readings=facts.readings + since,
        )  # fmt: skip

    def _read(self, cells: pl.DataFrame, as_of: date | pl.Series | None) -> FactsRead:
        """Return what the columns of facts say: those by which others are read before these."""
        read = FactsRead(_nowhere(cells))
        for name, column in sorted(self._columns.items(), key=lambda one: len(one[1].read_by)):
            by = {one.name: told for one in column.read_by if (told := read.known(one.name)) is not None}
            read.take(column.fact, column.read(cells[name], as_of, by))
        read.say_beside(self.facts)
        read.columns |= in_order(read.columns, self._reader)
        unsaid = {name: dtype for one in self.facts.values() for name, dtype in columns_of(one).items()}
        read.columns |= {
            name: pl.repeat(None, cells.height, dtype=dtype, eager=True)
            for name, dtype in unsaid.items()
            if name not in read.columns
        }
        return read

    # --- what is no fact ---
    def _numbers(self, cells: pl.DataFrame, before: int) -> pl.Series:
        return pl.int_range(before + 1, before + 1 + cells.height, dtype=pl.Int64, eager=True)

    def _ids(self, cells: pl.DataFrame, before: int) -> tuple[pl.Series, pl.Series]:
        """Return the orders' ids, and which rows have a bad one."""
        stem = self._table.name(0).removesuffix("0")
        named = pl.select(pl.lit(stem) + pl.lit(self._numbers(cells, before)).cast(pl.String)).to_series()
        place = self._places.get(ID)
        if place is None:
            return named, _nowhere(cells)
        text = cells[str(place)].cast(pl.String).fill_null("")
        column = self._table.columns[place]
        is_plain = pl.lit(value=False) if column.values or column.guarded else pl.col("text").str.contains(PLAIN_ID)
        odd = text.alias("text").to_frame().filter(is_plain.not_()).to_series().unique()
        if not len(odd):
            return text, _nowhere(cells)
        text = text.replace_strict(odd, pl.Series([self._id(one) for one in odd], dtype=pl.String), default=text)
        return text.set(text == "", None).fill_null(named), text.is_null()

    def _id(self, text: str) -> str | None:
        """Return the id that a cell says, none as an empty text, None if it is bad; as the reader of orders has it."""
        column = self._table.columns[self._places[ID]]
        try:
            text = cleaned(text, self._reader.limits.scalar)
            if not text or column.target is None:
                return ""
            node = node_of(text, column, column.target, Place(""), self._table.locale)
        except QuantityError:
            return None
        faults = Faults()
        told = text_of(node, faults, "`id`").strip()
        return None if faults.found or len(told) > ID_LENGTH or not told.isprintable() else told

    def _as_of(self, cells: pl.DataFrame) -> tuple[date | pl.Series | None, pl.Series]:
        """Return the date of each row, or of all, and which rows have a bad one."""
        nowhere = _nowhere(cells)
        place = self._places.get(AS_OF)
        if place is None:
            return self._reader.as_of, nowhere
        text = cells[str(place)].cast(pl.String).fill_null("")
        distinct = text.unique()
        days = [self._day(one) for one in distinct]
        bad = pl.Series([isinstance(one, str) for one in days], dtype=pl.Boolean)
        dates = pl.Series([None if isinstance(one, str) else one for one in days], dtype=pl.Date)
        return text.replace_strict(distinct, dates), text.replace_strict(distinct, bad)

    def _day(self, text: str) -> date | str | None:
        """Return the day that a cell says, or of the run if it is empty; a text if it is bad."""
        column = self._table.columns[self._places[AS_OF]]
        try:
            text = cleaned(text, self._reader.limits.scalar)
            if not text or column.target is None:
                return self._reader.as_of
            node = node_of(text, column, column.target, Place(""), self._table.locale)
            return (
                parse_date(node.text, typed=not self._reader.strict)
                if isinstance(node, Scalar) and node.text.strip()
                else "bad"
            )
        except QuantityError:
            return "bad"

    def _nameless(self, cells: pl.DataFrame) -> pl.Series:
        """Return which rows say something in a column that has no name."""
        is_bad = _nowhere(cells)
        for index, column in enumerate(self._table.columns):
            if not column.header and column.target is None:
                is_bad |= cells[str(index)].cast(pl.String).fill_null("").str.contains(r"[^\s\x1c-\x1f]")
        return is_bad

    def _numbers_alone(self, cells: pl.DataFrame) -> pl.Series:
        """Return which rows have no id and bare numbers alone, where the first row of the table has an id."""
        nowhere = _nowhere(cells)
        if self._table.named is None:
            return nowhere
        texts = pl.exclude(ROW).cast(pl.String).fill_null("")
        is_blank = texts.str.contains(BLANK)
        found = cells.filter(pl.col(str(self._table.named)).cast(pl.String).fill_null("").str.contains(BLANK))
        rows = found.filter(pl.all_horizontal(is_blank | texts.str.contains(BARE_NUMBER)))[ROW]
        return cells[ROW].is_in(rows.implode()) if len(rows) else nowhere

    def _alien(self, cells: pl.DataFrame) -> pl.Series:
        """Return which rows say that their money is counted in another currency."""
        is_bad = _nowhere(cells)
        for index in (index for index, column in enumerate(self._table.columns) if column.is_currency):
            text = cells[str(index)].cast(pl.String).fill_null("")
            alien = [one for one in text.unique() if is_alien(one, self._tables.counted)]
            is_bad |= text.is_in(pl.Series(alien, dtype=pl.String).implode())
        return is_bad

    def _kept(self, cells: pl.DataFrame, typed: list[pl.Series]) -> pl.DataFrame:
        kept = {column.kept: cells[str(index)] for index, column in enumerate(self._table.columns) if column.kept}
        strip = pl.all().cast(pl.String).fill_null("").str.replace_all(r"^[\s\x1c-\x1f]+|[\s\x1c-\x1f]+$", "")
        echoed = pl.DataFrame(kept).select(strip) if kept else pl.DataFrame(height=cells.height)
        if not self._tables.options.typed:
            return echoed
        told = pl.concat_str(typed, separator="; ", ignore_nulls=True) if typed else pl.lit("")
        return echoed.with_columns(told.alias(TYPED))

    # --- what all rows share ---
    def _common(self, as_of: date | None) -> Common:
        return Common.read(self._reader, as_of)

    def _with_common(self, given: pl.DataFrame, said: dict[str, pl.Series]) -> tuple[pl.DataFrame, pl.Series]:
        """Return what is given with the studio's facts under it and those of `--set` over it, and which rows are bad by them."""
        reader = self._reader
        if not reader.sets and reader.studio is None:
            return given.with_columns(pl.lit("").alias(own(SHARED))), _nowhere(given)
        days = given[own(AS_OF)].unique().to_list()
        parts, bad = [], _nowhere(given)
        flags = {f"={name}=said": one for name, one in said.items()}
        flagged = given.with_columns(**flags, **{"=order": pl.int_range(given.height)})
        for day in days:
            common = self._common(day)
            rows = flagged.filter(pl.col(own(AS_OF)).eq_missing(pl.lit(day, pl.Date)))
            if common.is_bad:
                bad |= (
                    given[own(AS_OF)].eq_missing(pl.lit(day, pl.Date))
                    if day is not None
                    else given[own(AS_OF)].is_null()
                )
            parts.append(rows.with_columns(common.over(said, self.facts)))
        whole = pl.concat(parts, how="diagonal").sort("=order").drop("=order", *flags)
        return whole, bad


def _nowhere(cells: pl.DataFrame) -> pl.Series:
    """Return that it is so in no row."""
    return pl.repeat(value=False, n=cells.height, eager=True)


def _text(cell: object) -> str:
    return ("true" if cell else "false") if isinstance(cell, bool) else str(cell)
