"""Tables whose cells have types: each cell as the text that a table in text would have. Parquet is read here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO

from advisor.batch.notation import DECIMAL, MARKS, Locale
from advisor.batch.sheet import PIECE_ROWS, ROW, Piece, Row
from advisor.batch.sheet_text import telling, without_blank
from advisor.errors import Diagnostic, FaultsError, Place

if TYPE_CHECKING:
    import polars as pl
    from polars.datatypes import DataTypeClass

DIGITS = 15
"""How many digits a spreadsheet keeps of a number."""


def number_text(value: float, locale: Locale) -> str:
    """Return a number as the locale writes it, without an exponent; what is no number by its name."""
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124  # not a number is what is unlike itself
        return str(value)
    text = format(Decimal(f"{value:.{DIGITS}g}"), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", MARKS[locale][1])


def cell_text(value: object, locale: Locale) -> str:
    """Return a typed cell as text."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return number_text(value, locale)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case _:
            return str(value)


class ParquetSheet:
    """A Parquet file; its columns' names are its header, in row 1."""

    guards = False
    first = 1

    def __init__(self, stream: BinaryIO, file: str) -> None:
        import polars as pl

        self.file = file
        self._path = getattr(stream, "name", "")
        try:
            scanned = pl.scan_parquet(self._path if isinstance(self._path, str) else stream)
            self._schema = scanned.collect_schema()
            self.rows = int(scanned.select(pl.len()).collect().item())
        except (pl.exceptions.PolarsError, OSError) as error:
            told = "the Parquet file cannot be read: " + " ".join(str(error).split()).lower()[:100]
            raise FaultsError([Diagnostic(Place(file), told, "write it again")]) from None
        self._scanned = scanned

    def over(self, stream: BinaryIO) -> ParquetSheet:
        return ParquetSheet(stream, self.file)

    def under(self, number: int) -> None:  # noqa: ARG002  # the names of its columns are no row
        return None

    def head(self) -> Row | None:
        return Row(1, tuple(self._schema)) if self._schema else None

    def body(self, locale: Locale) -> Iterator[Row]:
        import polars as pl

        for piece in self.pieces(locale, len(self._schema)):
            texts = piece.cells.with_columns(pl.exclude(ROW).cast(pl.String).fill_null(""))
            for number, *cells in texts.iter_rows():
                yield Row(number, tuple(cells))

    def marked(self, indexes: Sequence[int], mapped: frozenset[int]) -> Iterator[tuple[int, int, str]]:
        import polars as pl

        texts = [index for index in indexes if _is_text(self._schema.dtypes()[index])]
        if not texts:
            return
        names = list(self._schema)
        asked = [pl.col(names[index]).cast(pl.String).alias(str(index)) for index in texts]
        for before, batch in _slices(self._scanned.select(asked), self.rows):
            yield from telling(Piece(cells=_numbered(batch, before)), texts, mapped)

    def pieces(self, locale: Locale, width: int) -> Iterator[Piece]:  # noqa: ARG002  # its width is the header's
        for before, batch in _slices(self._scanned, self.rows):
            columns = [as_cells(batch.to_series(index), locale).alias(str(index)) for index in range(batch.width)]
            yield Piece(cells=without_blank(_numbered(batch.select(columns), before)))

    def said(self, locale: Locale) -> str:
        return f"{self.file}: {self.rows:,} rows in Parquet, text in it with a decimal {DECIMAL[locale]}"


def _slices(scanned: pl.LazyFrame, rows: int) -> Iterator[tuple[int, pl.DataFrame]]:
    """Yield how many rows came before, and the rows, some at a time."""
    for before in range(0, rows, PIECE_ROWS):
        yield before, scanned.slice(before, PIECE_ROWS).collect()


def _numbered(cells: pl.DataFrame, before: int) -> pl.DataFrame:
    """Return the rows with their numbers, as they would have below a header."""
    import polars as pl

    numbers = pl.int_range(before + 2, before + 2 + cells.height, dtype=pl.Int64, eager=True)
    return cells.insert_column(0, numbers.alias(ROW))


def _is_text(dtype: pl.DataType | DataTypeClass) -> bool:
    import polars as pl

    return dtype in (pl.String, pl.Categorical) or isinstance(dtype, pl.Enum)


def as_cells(column: pl.Series, locale: Locale) -> pl.Series:
    """Return a typed column as cells: whole numbers stay, all else becomes text."""
    import polars as pl

    dtype = column.dtype
    if dtype == pl.String:
        return column
    if dtype.is_integer():
        fits = dtype not in (pl.UInt64, pl.Int128) or not (column.cast(pl.Int128).abs() > 10**18).any()
        return column.cast(pl.Int64 if fits else pl.String)
    if dtype == pl.Boolean or _is_text(dtype) or dtype == pl.Date:
        return column.cast(pl.String)
    if isinstance(dtype, pl.List) and (_is_text(dtype.inner) or dtype.inner == pl.Null or dtype.inner.is_integer()):
        return _as_lists(column)
    if dtype.is_float() or dtype.is_decimal() or dtype == pl.Datetime:
        distinct = column.unique().drop_nulls()
        texts = [cell_text(float(one) if isinstance(one, Decimal) else one, locale) for one in distinct]
        return column.replace_strict(distinct, pl.Series(texts, dtype=pl.String), return_dtype=pl.String, default=None)
    told = f"a cell of type {dtype}"
    return pl.DataFrame({"at": column.is_null()}).select(pl.when("at").then(None).otherwise(pl.lit(told))).to_series()


def _as_lists(column: pl.Series) -> pl.Series:
    """Return lists as they are written in JSON: an empty one, a null and a text of any letters stay what they are."""
    import polars as pl

    text = pl.element().cast(pl.String).str.replace_all(r'(["\\])', r"\${1}")
    members = column.list.eval(pl.concat_str(pl.lit('"'), text, pl.lit('"')).fill_null("null")).list.join(", ")
    return pl.select(pl.concat_str(pl.lit("["), members, pl.lit("]"))).to_series()
