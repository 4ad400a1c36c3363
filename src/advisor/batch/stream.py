"""The orders of many files in blocks of columns, each read when it is wanted, so that some can be passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import cached_property
from itertools import islice
from typing import BinaryIO, NoReturn

import polars as pl
from msgspec.structs import replace

from advisor.batch.block import Block
from advisor.batch.chunk import Chunk, chunks_together
from advisor.batch.entry import Entry, keys_unread
from advisor.batch.file_form import STDIN, TABLES
from advisor.batch.files_reader import FilesReader, twin
from advisor.batch.given import ID, given_of, orders_in, own
from advisor.batch.halving import halved
from advisor.batch.refusal import Refused
from advisor.batch.sheet import ROW, Piece, Sheet, pieces_together
from advisor.batch.source import form_of, open_file, spooled, unreadable
from advisor.batch.table import TYPED, OrderTable, TableOptions, TableReader, typed_in
from advisor.batch.table_frame import NUMBER, FrameReader
from advisor.batch.twins import Ids
from advisor.columnar import Orders, orders_of
from advisor.errors import Diagnostic, FaultsError, Place
from advisor.ir import FactType
from advisor.order import OrderReader
from advisor.trace import Order
from advisor.yaml.ours import fault_of_ours, file_fault_of_ours, is_ours

ROWS_IN_BLOCK = 1 << 15
"""How many orders of a table are decided at a time."""
_TOLD = 4_096
"""How many orders that are read one by one make a block."""


class Stream:
    """The orders of some files."""

    def __init__(
        self,
        names: Sequence[str],
        reader: OrderReader,
        stdin: BinaryIO,
        *,
        form: str | None = None,
        options: TableOptions | None = None,
        block: int = ROWS_IN_BLOCK,
    ) -> None:
        self._names = names
        self._reader = reader
        self._form = form
        self._block = block
        self._stdin = stdin
        self._spooled: BinaryIO | None = None
        self._options = options or TableOptions()
        self._tables = TableReader(reader, reader.names, self._options)
        self._opened: dict[str, OrderTable] = {}
        self.taken: dict[str, Place] = {}
        """Ids that may come twice and were used by a good order."""
        self.unread: list[Diagnostic] = []
        """Why tables cannot be read, so that not every fact that orders say is known."""

    # --- before anything is decided ---
    @cached_property
    def facts(self) -> dict[str, FactType]:
        """The facts that the orders may say, in the order of the pack; every one where a file is no table."""
        told: set[str] = set()
        for name in self._names:
            if form_of(name, self._form) not in TABLES:
                return {fact.name: fact for fact in self._reader.facts.values()}
            try:
                with closing(self._stream(name)) as stream:
                    told |= set(self._frames(self._table(name, stream)).facts)
            except BaseException as error:  # noqa: BLE001  # what is no fault of the file is raised again
                self.unread.extend(_cause(name, error).faults)  # told when it is read
        return {fact.name: fact for fact in self._reader.facts.values() if fact.name in told}

    @cached_property
    def survey(self) -> tuple[int, pl.Series | None]:
        """How many orders the tables hold, and the hashes of ids that are there twice; None if any may be."""
        ids = Ids()
        is_whole = all(form_of(name, self._form) in TABLES for name in self._names)
        count = 0
        for name in self._names:
            if form_of(name, self._form) not in TABLES:
                continue
            try:
                with closing(self._stream(name)) as stream:
                    frames = self._frames(self._table(name, stream))
                    for found in frames.ids():
                        count += len(found)
                        ids.add(found)
            except BaseException as error:  # noqa: BLE001  # as above
                _cause(name, error)
                is_whole = is_whole and not is_ours(error)  # its ids are looked at once it is read
        return count, ids.twice() if is_whole else None

    # --- the orders ---
    def blocks(self, passed: int = 0) -> Iterator[Block]:
        """Yield the orders, from the block after so many."""
        left = passed
        for name in self._names:
            try:
                for read in self._file(name):
                    if left:
                        left -= 1
                    else:
                        yield self._without_twins(read())
            except BaseException as error:  # noqa: BLE001  # as above
                yield self._lost(_cause(name, error))

    def _file(self, name: str) -> Iterator[Callable[[], Block]]:
        if form_of(name, self._form) in TABLES:
            with closing(self._stream(name)) as stream:
                table = self._table(name, stream)
                yield lambda: self._nothing(table.said)
                frames = self._frames(table)
                before = 0
                for piece in self._cut(table):
                    yield lambda piece=piece, before=before: self._of_piece(frames, piece, before, table)  # type: ignore[misc]  # its defaults have no types
                    before += piece.cells.height
                if not before:
                    raise table.is_empty()
            return
        entries = FilesReader(self._reader, self._stdin, form=self._form, tables=self._options).read((name,))
        while held := list(islice(entries, min(_TOLD, self._block))):
            yield lambda held=held: self._of_sound(held)  # type: ignore[misc]  # its default has no type

    def _cut(self, table: OrderTable) -> Iterator[Piece]:
        """Yield the pieces of a table, each as large as a block but the last, so that shards are as large as they should be."""
        held: Piece | None = None
        for piece in table.sheet.pieces(table.locale, len(table.columns)):
            if held is not None and held.cells.schema != piece.cells.schema:
                yield held
                held = None
            held = piece if held is None else pieces_together(held, piece)
            full = held.cells.height // self._block * self._block
            for cells in held.cells[:full].iter_slices(self._block):
                yield replace(held, cells=cells)
            held = replace(held, cells=held.cells[full:]) if full < held.cells.height else None
        if held is not None:
            yield held

    def _stream(self, name: str) -> BinaryIO:
        if name != STDIN:
            return open_file(name)
        if self._spooled is None:
            self._spooled = spooled(self._stdin, "<stdin>")
        return open(self._spooled.fileno(), "rb", closefd=False)  # closed by the caller, and the file stays

    def _table(self, name: str, stream: BinaryIO) -> OrderTable:
        file = "<stdin>" if name == STDIN else name
        if name in self._opened:
            return self._opened[name].over(stream)
        sheet: Sheet = self._tables.sheet(stream, file, form_of(name, self._form))
        table = self._tables.opened(sheet)
        self._opened[name] = table
        return table

    def _frames(self, table: OrderTable) -> FrameReader:
        return FrameReader(self._reader, self._tables, table)

    def _of_piece(self, frames: FrameReader, piece: Piece, before: int, table: OrderTable) -> Block:
        """Return the orders of a piece; those at which the program fails are refused, and the others read as ever."""

        def read(rows: range) -> tuple[Chunk, Block]:
            cells = piece.cells if len(rows) == piece.cells.height else piece.cells[rows.start : rows.stop]
            chunk = frames.chunk(replace(piece, cells=cells), before + rows.start)
            return chunk, self._of_chunk(frames, chunk, table)

        failed: dict[int, BaseException] = {}
        found = [*halved(range(piece.cells.height), read, failed)]
        if not failed:
            return found[0][1]
        whole = (
            self._of_chunk(frames, chunks_together(piece, [chunk for chunk, _ in found]), table)
            if found
            else self._nothing()
        )
        lost = [_lost_row(frames, piece, at, error, table) for at, error in failed.items()]
        return replace(whole, refused=(*whole.refused, *lost))

    def _of_chunk(self, frames: FrameReader, chunk: Chunk, table: OrderTable) -> Block:
        refused, sound = [], dict[int, Entry]()
        for row, number in chunk.bad:
            entry = frames.entry(chunk, row, number)
            if entry.order is None:
                refused.append(Refused(entry=entry, cells=frames.cells(chunk.piece, row)))
            else:
                sound[row] = entry
        if sound and not frames.is_by_order:  # no column says what counts parts of which thing: `48 leaves`
            told = chunk.given.select(ROW, own(NUMBER)).iter_rows()
            sound = dict(sorted({**sound, **{row: frames.entry(chunk, row, number) for row, number in told}}.items()))
        if sound:  # then no row is read by columns
            block, kept = self._of_entries([*sound.values()]), frames.kept(chunk.piece, [*sound])
            typed = block.kept.select(one for one in block.kept.columns if one in kept.columns)
            return replace(block, kept=kept.with_columns(typed), refused=(*block.refused, *refused))
        rows = chunk.given.select(ROW, own(NUMBER))

        def order(index: int) -> Order:
            found = frames.entry(chunk, *rows.row(index)).order
            if found is None:
                raise AssertionError(f"two readers of tables disagree at {table.sheet.file}:{rows.row(index)[0]}")
            return found

        orders = orders_in(chunk.given, frames.facts, self._reader.derived)
        return Block(
            given=chunk.given, orders=orders, kept=chunk.kept, refused=tuple(refused), order=order,
            readings=chunk.readings, place=lambda index: Place(table.sheet.file, rows.row(index)[0], 1),
        )  # fmt: skip

    def _of_sound(self, entries: Sequence[Entry]) -> Block:
        """Return the orders of some entries; those of which no columns can be made, for the program fails, are refused."""
        lost: dict[int, BaseException] = {}
        found = [*halved(range(len(entries)), lambda rows: self._of_entries(entries[rows.start : rows.stop]), lost)]
        if not lost:
            return found[0]
        sound = [
            replace(one, order=None, faults=(fault_of_ours(one.order.at, lost[at]),), refused=1)
            if at in lost and one.order is not None else one
            for at, one in enumerate(entries)
        ]  # fmt: skip
        return self._of_entries(sound)

    def _of_entries(self, entries: Sequence[Entry]) -> Block:
        good = [one.order for one in entries if one.order is not None]
        refused = tuple(Refused(entry=one) for one in entries if one.order is None and (one.faults or one.refused))
        given = given_of(good, self.facts.values())
        said = "\n".join(one.said for one in entries if one.said)
        return Block(
            given=given,
            orders=orders_of(self._reader.pack, good),
            kept=pl.DataFrame({TYPED: pl.Series([typed_in(one) for one in good], dtype=pl.String)}),
            readings=Counter(reading for one in good for reading in one.readings),
            unread=Counter(key for one in good for key in keys_unread(one)),
            refused=refused,
            order=good.__getitem__,
            place=lambda index: good[index].at,
            said=said,
        )

    def _nothing(self, said: str = "") -> Block:
        given = given_of([], self.facts.values())
        return Block(
            given=given, orders=Orders(count=0), kept=pl.DataFrame(), order=_no_order, place=_no_order, said=said
        )

    def _lost(self, error: FaultsError) -> Block:
        empty = self._nothing()
        return Block(
            given=empty.given, orders=empty.orders, kept=empty.kept, order=empty.order, place=empty.place,
            refused=(Refused(entry=Entry(faults=error.faults, refused=1, is_file=True)),),
        )  # fmt: skip

    # --- twins ---
    def _without_twins(self, block: Block) -> Block:
        """Return the block without orders whose id was used before."""
        doubtful = self.survey[1]
        ids = block.given[own(ID)]
        if not len(ids) or (doubtful is not None and not len(doubtful)):
            return block
        maybe = ids.hash().is_in(doubtful.implode()).arg_true() if doubtful is not None else range(len(ids))
        lost: dict[int, Diagnostic] = {}
        for index in maybe:
            order_id = ids[index]
            place = block.place(index)
            if order_id in self.taken:
                lost[index] = twin(order_id, place, self.taken[order_id])
            else:
                self.taken[order_id] = place
        return block.lose(lost) if lost else block


def _lost_row(frames: FrameReader, piece: Piece, at: int, error: BaseException, table: OrderTable) -> Refused:
    """Return the order of a row at which the program itself fails. at: which row of the piece."""
    row = piece.cells[ROW][at]
    fault = fault_of_ours(Place(table.sheet.file, row, 1), error)
    return Refused(entry=Entry(faults=(fault,), refused=1), cells=frames.cells(piece, row))


def _no_order(_: int) -> NoReturn:
    raise IndexError("there is no order in this block")


def _cause(name: str, error: BaseException) -> FaultsError:
    """Return why a file is not read on, be it a fault of this program's own; what ends a run is raised again."""
    if isinstance(error, FaultsError):
        return error
    if isinstance(error, OSError):
        return unreadable(name, error)
    if not is_ours(error):
        raise error
    return FaultsError([file_fault_of_ours("<stdin>" if name == STDIN else name, error)])
