"""A table in text, cut at a delimiter: by Polars where nothing in it is quoted, else by the one reader of quotes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from io import SEEK_END
from typing import TYPE_CHECKING, BinaryIO

from msgspec.structs import replace

from advisor.batch.dialect import NAMES, Form, lines_of, rows_of
from advisor.batch.notation import DECIMAL, Locale
from advisor.batch.sheet import PIECE_ROWS, ROW, Piece, Row, piece_of
from advisor.batch.source import LINE
from advisor.yaml.text import quoted

if TYPE_CHECKING:
    import polars as pl

_PIECE = 1 << 22
"""How many characters are cut at a time."""
_FEW = 1 << 21
"""A table of fewer bytes is not worth the wait for Polars."""
BLANK = r"^[\s\x1c-\x1f]*$"
"""A cell of which Python's `strip` leaves nothing, as Rust's regular expressions say it."""
MARKED = re.compile(r"[0-9][.,][0-9]|^\s*[0-9]{1,2}[-/][0-9]{1,2}[-/](?:[0-9]{2}|[0-9]{4})\s*$")
"""Without it, a cell tells nothing of its decimal mark, nor which of day and month stands first."""
PLAIN_MARK = r"^(?:[^0-9]*[^A-Za-z0-9])?[0-9]+([.,])[0-9]{1,2}[^0-9]*$"
"""One number with one mark and two decimals at most: all of these tell the same."""


class TextSheet:
    """A table in CSV or the like."""

    guards = True

    def __init__(self, stream: BinaryIO, file: str, form: Form) -> None:
        self.file = file
        self.first = form.first
        self._stream = stream
        self._form = form

    def over(self, stream: BinaryIO) -> TextSheet:
        return TextSheet(stream, self.file, self._form)

    def under(self, number: int) -> TextSheet:
        return TextSheet(self._stream, self.file, replace(self._form, first=number))

    def head(self) -> Row | None:
        with self._opened() as text:
            return next(self._rows(text), None)

    def body(self, locale: Locale) -> Iterator[Row]:  # noqa: ARG002  # text is as it is
        with self._opened() as text:
            found = self._rows(text)
            next(found, None)
            yield from (row for row in found if row.slip or any(cell.strip() for cell in row.cells))

    def marked(self, indexes: Sequence[int], mapped: frozenset[int]) -> Iterator[tuple[int, int, str]]:
        if self._stream.seek(0, SEEK_END) < _FEW:
            yield from marked_one_by_one(self.body("en"), indexes)
            return
        head = self.head()
        for piece in self.pieces("en", len(head.cells) if head else 0):
            yield from telling(piece, indexes, mapped)
            for row in piece.odd.values():
                yield from ((row.number, one, row.cells[one]) for one in indexes if one < len(row.cells))

    def pieces(self, locale: Locale, width: int) -> Iterator[Piece]:  # noqa: ARG002  # text is as it is
        with self._opened() as text:
            found = self._rows(text)
            next(found, None)
            number = self.first
            while held := text.read(_PIECE):
                held += text.readline(LINE + 1)
                cut = self._cut(held, width)
                if cut is None:
                    cut = self._cut_with_quotes(held, width)
                if cut is not None:
                    yield Piece(cells=without_blank(_numbered(cut, number + 1)))
                    number += cut.height
                    continue
                is_last = False
                for rows in self._slowly(held, text, number):
                    number, is_last = rows[-1].number, rows[-1].last
                    yield piece_of([row for row in rows if row.slip or any(cell.strip() for cell in row.cells)], width)
                if is_last:
                    return

    def said(self, locale: Locale) -> str:
        form = self._form
        between = NAMES.get(form.delimiter, quoted(form.delimiter))
        encoding = form.encoding.upper().removesuffix("-SIG") if form.encoding.startswith("utf") else form.encoding
        return f"{self.file}: read as {encoding}, cut at {between}, with a decimal {DECIMAL[locale]}"

    def _opened(self) -> Decoded:
        return Decoded(self._stream, self._form.encoding)

    def _rows(self, text: io.TextIOBase) -> Iterator[Row]:
        lines = lines_of(text)
        for _ in range(1, self.first):
            next(lines, "")
        return rows_of(lines, self._form.delimiter, self.first)

    def _cut(self, held: str, width: int) -> pl.DataFrame | None:
        """Return the rows of some lines, or None if they are not as plain as Polars needs them to be."""
        import polars as pl

        plain = _plain(held, self._form.delimiter, width)
        if plain is None:
            return None
        text, lines = plain
        try:
            cut = pl.read_csv(
                text.encode(), has_header=False, separator=self._form.delimiter, quote_char=None, empty_string_is_null=False,
                schema={str(index): pl.String for index in range(width)},
            )  # fmt: skip
        except pl.exceptions.PolarsError:
            return None
        if cut.height != lines:
            return None
        longest = [cut[name].str.len_bytes().max() or 0 for name in cut.columns]
        if max(longest) > csv.field_size_limit() or sum(longest) + width > LINE:  # type: ignore[arg-type,operator]  # lengths are whole numbers
            return None
        return cut

    def _cut_with_quotes(self, held: str, width: int) -> pl.DataFrame | None:
        """Return the rows of some lines, or None if any is cut otherwise than the header, has a slip, or does not end there."""
        import polars as pl

        if max(map(len, held.split("\n"))) >= LINE:
            return None
        try:
            rows = list(csv.reader(io.StringIO(held, newline=""), delimiter=self._form.delimiter, strict=True))
        except csv.Error:
            return None
        if set(map(len, rows)) != {width}:
            return None
        columns = [pl.Series(str(index), cells, dtype=pl.String) for index, cells in enumerate(zip(*rows, strict=True))]
        return pl.DataFrame(columns)

    def _slowly(self, held: str, text: io.TextIOBase, number: int) -> Iterator[list[Row]]:
        """Yield the rows that begin in the lines held, some at a time; a quoted cell may need more lines than those."""
        begun = io.StringIO(held, newline="")
        is_used_up = False

        def lines() -> Iterator[str]:
            nonlocal is_used_up
            yield from lines_of(begun)
            is_used_up = True
            yield from lines_of(text)

        rows: list[Row] = []
        end = len(held)
        for row in rows_of(lines(), self._form.delimiter, number + 1):
            rows.append(row)
            if len(rows) == PIECE_ROWS:
                yield rows
                rows = []
            if is_used_up or begun.tell() == end:
                break
        if rows:
            yield rows


class Decoded:
    """A stream as text, from its beginning; the stream stays open."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._encoding = encoding

    def __enter__(self) -> io.TextIOWrapper:
        self._stream.seek(0)
        self._text = io.TextIOWrapper(self._stream, encoding=self._encoding, newline="")
        return self._text

    def __exit__(self, *_: object) -> None:
        with suppress(ValueError):  # the stream may be closed by now
            self._text.detach()


def _numbered(cells: pl.DataFrame, first: int) -> pl.DataFrame:
    import polars as pl

    numbers = pl.int_range(first, first + cells.height, dtype=pl.Int64, eager=True)
    return cells.insert_column(0, numbers.alias(ROW))


def _plain(held: str, delimiter: str, width: int) -> tuple[str, int] | None:
    """Return lines as Polars reads them to the same meaning, and how many there are; None if it would not."""
    if width == 1 or not delimiter.isascii():
        return None
    if "\r" in held:
        held = held.replace("\r\n", "\n")
    if '"' in held and _quotes_mean_nothing(held, delimiter):
        held = held.replace('"', "")
    if '"' in held or "\r" in held or held.startswith("\ufeff"):
        return None  # what Polars would take for a quote, a line end or a byte order mark
    lines = held.count("\n") + (not held.endswith("\n"))
    if held.count(delimiter) != (width - 1) * lines:
        return None  # some row has too few cells, or too many, which Polars refuses
    return held, lines


def _quotes_mean_nothing(held: str, delimiter: str) -> bool:
    """Return whether every quote stands around a whole cell in which there is nothing that needs it."""
    import polars as pl

    cut = re.escape(delimiter)
    whole = rf'[{cut}\n]"[^"{cut}\n]*"'
    cells = pl.Series([f"\n{held}"]).str.count_matches(whole)[0]
    closed = held.count(f'"{delimiter}') + held.count('"\n') + held.endswith('"')
    return bool(cells == closed and held.count('"') == 2 * cells)


def without_blank(cells: pl.DataFrame) -> pl.DataFrame:
    """Return the rows in which some cell says something."""
    names = [name for name in cells.columns if name != ROW]
    is_blank = _is_blank(cells[names[0]])
    if not is_blank.any():
        return cells
    doubtful = cells.filter(is_blank)
    is_empty = _is_blank(doubtful[names[0]])
    for name in names[1:]:
        is_empty &= _is_blank(doubtful[name])
    gone = doubtful[ROW].filter(is_empty)
    return cells.filter(~cells[ROW].is_in(gone.implode())) if len(gone) else cells


def _is_blank(cells: pl.Series) -> pl.Series:
    import polars as pl

    return cells.str.contains(BLANK).fill_null(value=True) if cells.dtype == pl.String else cells.is_null()


def marked_one_by_one(rows: Iterable[Row], indexes: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Yield row, index and cell of those that may tell a decimal mark."""
    for row in rows:
        for index in indexes:
            if index < len(row.cells) and MARKED.search(row.cells[index]):
                yield row.number, index, row.cells[index]


def telling(piece: Piece, indexes: Sequence[int], mapped: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    """Yield row, index and cell of those that may tell a decimal mark, one of each make that tells the same."""
    import polars as pl

    for index in indexes:
        name = str(index)
        if piece.cells[name].dtype != pl.String:
            continue
        marked = piece.cells.lazy().filter(pl.col(name).str.contains(MARKED.pattern)).select(ROW, name)
        make = pl.col(name) if index in mapped else pl.col(name).str.extract(PLAIN_MARK).fill_null(pl.col(name))
        one_each = marked.group_by(make.alias("make")).agg(pl.all().sort_by(ROW).first()).collect()
        yield from ((row, index, cell) for row, cell in one_each.select(ROW, name).iter_rows())
