"""A sheet: rows of cells below a header, whatever file they stand in, one by one or in pieces of many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO, Protocol

from msgspec import Struct, field

from advisor.batch.notation import Locale

if TYPE_CHECKING:
    import polars as pl

ROW = "row"
"""The column of a piece that holds the rows' numbers."""
PIECE_ROWS = 1 << 16
"""How many rows a piece holds at most, where rows are told one by one."""


class Row(Struct, frozen=True):
    """The cells of one row, numbered as a spreadsheet does; slip: what is wrong with its quotes; last: none follows.

    wrong: index of a cell whose value cannot be known -> why, and the cure. It is empty in `cells`.
    """

    number: int
    cells: tuple[str, ...]
    slip: str = ""
    last: bool = False
    wrong: Mapping[int, tuple[str, str]] = field(default_factory=dict)


class Piece(Struct, frozen=True, kw_only=True):
    """Many rows of a sheet, those without a cell left out.

    cells: `row` and, named by their index, the header's columns: text, or whole numbers or truth values as they are typed.
    odd: row number -> a row that is not cut as the header is, whose cells are empty in `cells`, or that has wrong cells.
    """

    cells: pl.DataFrame
    odd: Mapping[int, Row] = field(default_factory=dict)


class Sheet(Protocol):
    """Where the rows of one table come from. Numbers that are typed as such are written as the locale would."""

    @property
    def file(self) -> str:
        """The name that faults call it by."""
        ...

    @property
    def guards(self) -> bool:
        """Whether text in an answer of this form is guarded from being run as a formula."""
        ...

    @property
    def first(self) -> int:
        """The row of the header."""
        ...

    def over(self, stream: BinaryIO) -> Sheet:
        """Return the same sheet over its file opened again."""
        ...

    def under(self, number: int) -> Sheet | None:
        """Return the same sheet with the header in another row, None where it cannot be."""
        ...

    def head(self) -> Row | None:
        """Return the header, or None if there is none."""
        ...

    def body(self, locale: Locale) -> Iterator[Row]:
        """Yield the rows below the header that are not empty."""
        ...

    def marked(self, indexes: Sequence[int], mapped: frozenset[int]) -> Iterator[tuple[int, int, str]]:
        """Yield row, index and text of the cells in these columns that may tell the decimal mark.

        Of cells that tell the same the first is enough, but in the columns that are mapped.
        """
        ...

    def pieces(self, locale: Locale, width: int) -> Iterator[Piece]:
        """Yield the rows below the header in pieces, cut to the width of the header."""
        ...

    def said(self, locale: Locale) -> str:
        """Return how the sheet is read, in words."""
        ...


def fits(row: Row, width: int) -> bool:
    """Return whether a row is cut as a header of this width is."""
    return not row.slip and len(row.cells) >= width and not any(row.cells[width:])


def piece_of(rows: Sequence[Row], width: int) -> Piece:
    """Return rows that are not empty as a piece."""
    import polars as pl

    odd = {row.number: row for row in rows if row.wrong or not fits(row, width)}
    blank = ("",) * width
    cut = [row.cells[:width] if fits(row, width) else blank for row in rows]
    columns = zip(*cut, strict=True) if cut else [()] * width
    numbers = pl.Series(ROW, [row.number for row in rows], dtype=pl.Int64)
    cells = [pl.Series(str(index), column, dtype=pl.String) for index, column in enumerate(columns)]
    return Piece(cells=pl.DataFrame([numbers, *cells]), odd=odd)


def pieces_together(one: Piece, other: Piece) -> Piece:
    """Return the rows of two pieces of a sheet as one; of rows that are odd only those that are left in the first."""
    import polars as pl

    rows = one.cells[ROW]
    left = {number: row for number, row in one.odd.items() if len(rows) and number >= rows[0]}
    return Piece(cells=pl.concat([one.cells, other.cells]), odd={**left, **other.odd})
