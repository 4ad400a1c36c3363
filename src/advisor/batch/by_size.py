"""A sheet in which sizes are columns, `S`, `M`, `L`, as one that says them under how many: what a row orders is their sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from advisor.batch.cell import TableColumn
from advisor.batch.notation import Locale
from advisor.batch.sheet import Piece, Row, Sheet
from advisor.order.naming import Names
from advisor.value.several import is_size

_FEWEST = 2
"""How many columns have to be called by sizes."""


def with_sizes(sheet: Sheet, names: Names) -> Sheet:
    """Return a sheet whose columns of sizes are one of how many, where no other says that; else the sheet."""
    head = sheet.head()
    cells = [cell.strip() for cell in head.cells] if head else []
    sizes = _sizes_in(cells)
    others = (names.target(cell) for at, cell in enumerate(cells) if cell and at not in sizes)
    count = names.lexicon.roles.count
    is_counted = any(target is not None and target.name == count for target in others)
    if not sizes or is_counted or not count:
        return sheet
    return SizesTogether(sheet, tuple((at, cells[at]) for at in sizes), count)


def sizes_apart(columns: Sequence[TableColumn]) -> tuple[TableColumn, ...]:
    """Return columns of which those that sizes are called by say nothing else: `L` beside `M` is no length."""
    sizes = _sizes_in([one.header for one in columns])
    return tuple(
        replace(one, target=None, is_passed=not one.kept, is_unknown=not one.kept) if at in sizes else one
        for at, one in enumerate(columns)
    )


def _sizes_in(headers: Sequence[str]) -> list[int]:
    """Return the indexes of headers that are sizes, each another; none if they are fewer than two."""
    found = [at for at, one in enumerate(headers) if is_size(one)]
    return found if len({headers[at].casefold() for at in found}) >= max(_FEWEST, len(found)) else []


class SizesTogether(Struct, frozen=True):
    """The sheet below, its columns of sizes said in the first of them. sizes: index and name; count: what that one is called."""

    below: Sheet
    sizes: tuple[tuple[int, str], ...]
    count: str

    @property
    def file(self) -> str:
        """The name that faults call it by."""
        return self.below.file

    @property
    def guards(self) -> bool:
        """Whether text in an answer of this form is guarded from being run as a formula."""
        return self.below.guards

    @property
    def first(self) -> int:
        """The row of the header."""
        return self.below.first

    def over(self, stream: BinaryIO) -> Sheet:
        """Return the same sheet over its file opened again."""
        return SizesTogether(self.below.over(stream), self.sizes, self.count)

    def under(self, number: int) -> Sheet | None:
        """Return the sheet below with the header in another row, None where it cannot be."""
        return self.below.under(number)

    def head(self) -> Row | None:
        """Return the header, how many in the place of the first size and nothing in those of the others."""
        head = self.below.head()
        return head and replace(head, cells=self._cells(head.cells, self.count))

    def body(self, locale: Locale) -> Iterator[Row]:
        """Yield the rows below the header that are not empty."""
        return (self._row(row) for row in self.below.body(locale))

    def marked(self, indexes: Sequence[int], mapped: frozenset[int]) -> Iterator[tuple[int, int, str]]:
        """Yield what may tell the decimal mark: of how many nothing does."""
        return self.below.marked([at for at in indexes if at != self.sizes[0][0]], mapped)

    def pieces(self, locale: Locale, width: int) -> Iterator[Piece]:
        """Yield the rows below the header in pieces."""
        for piece in self.below.pieces(locale, width):
            yield self._piece(piece)

    def said(self, locale: Locale) -> str:
        """Return how the sheet is read, in words."""
        named = ", ".join(f"`{name}`" for _, name in self.sizes)
        return f"{self.below.said(locale)}; how many is the sum of its columns {named}"

    def _piece(self, piece: Piece) -> Piece:
        import polars as pl

        texts = [pl.col(str(at)).cast(pl.String).str.strip_chars() for at, _ in self.sizes]
        said = [
            pl.when(text != "").then(pl.format("{} {}", pl.lit(name), text))
            for text, (_, name) in zip(texts, self.sizes, strict=True)
        ]
        first, *others = (str(at) for at, _ in self.sizes)
        cells = piece.cells.with_columns(
            pl.concat_str(said, separator=", ", ignore_nulls=True).alias(first),
            *(pl.lit("").alias(name) for name in others),
        )
        return Piece(cells=cells, odd={number: self._row(row) for number, row in piece.odd.items()})

    def _row(self, row: Row) -> Row:
        said = (
            (name, row.cells[at].strip()) for at, name in self.sizes if at < len(row.cells) and row.cells[at].strip()
        )
        return replace(row, cells=self._cells(row.cells, ", ".join(f"{name} {many}" for name, many in said)))

    def _cells(self, cells: Sequence[str], text: str) -> tuple[str, ...]:
        found = dict.fromkeys((at for at, _ in self.sizes), "") | {self.sizes[0][0]: text}
        return tuple(found.get(at, cell) for at, cell in enumerate(cells))
