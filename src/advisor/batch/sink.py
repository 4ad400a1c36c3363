"""Tables of answers written: CSV, JSON Lines, Parquet, Excel; made piece by piece, and whole or not at all."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from advisor.batch.file_form import EXCEL_MISSING
from advisor.errors import MissingExtraError, OutputError
from advisor.render.cell_guard import FORMULA, cell

MOST_EXCEL_ROWS = 1_048_575
"""How many orders an Excel sheet has room for below its header."""
_GROUP = 1 << 17
"""How many rows a group of a Parquet file has."""
_PIECE = 1 << 20
CREATED = datetime(2026, 1, 1, tzinfo=UTC)
"""When every sheet says it was made, so that its bytes are the same whenever it is."""
_LONGEST = 32_767
_WIDE = re.compile(r"[^\x00-\x7f]")
_PLAIN = r"^[^\x00-\x1f\x7f-\uffff]*$"
Fill = Callable[[BinaryIO], None]
"""Writes a whole file into a stream."""


def filler(form: str, frames: Iterable[pl.DataFrame], *, is_german: bool = False) -> Fill:
    """Return what writes frames, of which there is at least one, in a format: csv, tsv, jsonl, parquet or excel."""
    match form:
        case "parquet":
            return lambda stream: _parquet(frames, stream)
        case "excel":
            return lambda stream: _excel(frames, stream)
        case "jsonl":
            return lambda stream: stream.writelines(map(_json_lines, frames))
        case _:
            return lambda stream: stream.writelines(_text(frames, "\t" if form == "tsv" else ",", is_german=is_german))


def inert_cells(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with texts that no spreadsheet runs and that hide nothing, as `render.batch.cell` has it."""
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    return frame.with_columns(_inert(frame[name]) for name in texts)


def _inert(column: pl.Series) -> pl.Series:
    name = column.name
    odd = column.to_frame("t").filter(
        pl.col("t").str.contains(_PLAIN).not_()
        | pl.col("t").str.starts_with("'")
        | pl.any_horizontal(pl.col("t").str.starts_with(one) for one in FORMULA)
    )
    distinct = odd["t"].unique()
    if not len(distinct):
        return column
    return column.replace_strict(
        distinct, pl.Series([cell(one) for one in distinct], dtype=pl.String), default=column
    ).alias(name)


# --- text -------------------------------------------------------------------------------------------------------------
def _text(frames: Iterable[pl.DataFrame], delimiter: str, *, is_german: bool) -> Iterator[bytes]:
    """Yield a table as text; as a German Excel reads it: semicolons, decimal commas and a byte order mark."""
    for number, frame in enumerate(frames):
        told = inert_cells(frame).with_columns(pl.col(pl.String).replace("", None))
        if is_german:
            raw = told.write_csv(separator=";", decimal_comma=True, line_terminator="\r\n", include_header=number == 0)
            yield ("\ufeff" if number == 0 else "").encode() + raw.encode()
        else:
            yield told.write_csv(separator=delimiter, include_header=number == 0).encode()


def _json_lines(frame: pl.DataFrame) -> bytes:
    """Return the rows as JSON Lines in plain ASCII."""
    text = frame.write_ndjson()
    return (text if text.isascii() else _WIDE.sub(_escaped, text)).encode()


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


# --- binary -----------------------------------------------------------------------------------------------------------
def _parquet(frames: Iterable[pl.DataFrame], stream: BinaryIO) -> None:
    """Write one Parquet file; its pieces wait in files of their own, so that none of it has to be held."""
    with tempfile.TemporaryDirectory() as folder:
        paths: list[Path] = []
        for number, frame in enumerate(frames):
            paths.append(Path(folder) / f"{number:06}.parquet")
            with _told_as_output():
                frame.write_parquet(paths[-1], compression="lz4")
        whole = Path(folder) / "out.parquet"
        with _told_as_output():
            pl.scan_parquet(paths).sink_parquet(whole, row_group_size=_GROUP, maintain_order=True)
        _copy(whole, stream)


@contextmanager
def _told_as_output() -> Iterator[None]:
    """Tell what keeps Polars from writing, such as a full disk, as an error of the output."""
    try:
        yield
    except (OSError, pl.exceptions.PolarsError) as error:
        told = " ".join(str(error).split()).lower()[:150]
        raise OutputError(f"a temporary file could not be written: {told}; $TMPDIR says where they are") from error


def _copy(path: Path, stream: BinaryIO) -> None:
    with path.open("rb") as written:
        while piece := written.read(_PIECE):
            stream.write(piece)


def _excel(frames: Iterable[pl.DataFrame], stream: BinaryIO) -> None:
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError(EXCEL_MISSING) from error
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.xlsx"
        try:
            with closing(xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": folder})) as book:
                book.set_properties({"created": CREATED})
                _fill(book, frames)
        except xlsxwriter.exceptions.XlsxWriterException as error:
            raise OutputError(f"the sheet could not be written: {error}") from error
        _copy(path, stream)


def _fill(book: Any, frames: Iterable[pl.DataFrame]) -> None:  # noqa: ANN401  # xlsxwriter has no types
    sheet = book.add_worksheet("Advice")
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "0.00"})
    sheet.freeze_panes(1, 1)
    row = 0
    for frame in frames:
        told = inert_cells(frame)
        if row == 0:
            for at, name in enumerate(told.columns):
                sheet.write_string(0, at, name, bold)
        formats = [money if dtype.is_decimal() else None for dtype in told.dtypes]
        for cells in told.iter_rows():
            row += 1
            if row > MOST_EXCEL_ROWS:
                raise OutputError(f"an Excel sheet has room for {MOST_EXCEL_ROWS:,} orders; write Parquet or CSV")
            for at, value in enumerate(cells):
                _write(sheet, row, at, value, formats[at])
    if row:
        sheet.autofilter(0, 0, row, len(formats) - 1)


def _write(sheet: Any, row: int, at: int, value: Any, shown: Any) -> None:  # noqa: ANN401  # xlsxwriter has no types
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, at, value)
    elif isinstance(value, str):
        sheet.write_string(row, at, value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…")
    else:
        sheet.write_number(row, at, value, shown)
