"""What an `.xls` shows of its cells, as xlrd tells it: errors, number formats, what is hidden."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, BinaryIO, TypeVar

from advisor.batch.number_format import formats_of
from advisor.batch.shown import Shown
from advisor.errors import MissingExtraError

OLD = b"\xd0\xcf\x11\xe0"
"""How such a file begins."""
_MISSING = "an .xls is read with an extra: pip install 'advisor[excel]'; or save it as .xlsx"
_NUMBER, _ERROR = 2, 5
_Made = TypeVar("_Made")


def refuse_damaged(stream: BinaryIO) -> None:
    """Refuse an `.xls` that is damaged: at some of those the reader of values panics, or never ends. Others are not looked at.

    Raises:
        ValueError: it is damaged.
        MissingExtraError: xlrd is not installed.
    """
    stream.seek(0)
    if stream.read(len(OLD)) == OLD:
        _read(stream, lambda book, _: book)


def shown_in_old(stream: BinaryIO, name: str) -> Shown:
    """Return what the sheet of this name shows.

    Raises:
        ValueError: the workbook is damaged, or in a form older than xlrd reads.
        MissingExtraError: xlrd is not installed.
    """
    return _read(stream, lambda book, xlrd: _shown(book, book.sheet_by_name(name), xlrd.error_text_from_code))


def _read(stream: BinaryIO, take: Callable[[Any, Any], _Made]) -> _Made:
    try:
        import xlrd  # type: ignore[import-untyped]  # it has no types
    except ImportError as error:
        raise MissingExtraError(_MISSING) from error
    stream.seek(0)
    try:
        book = xlrd.open_workbook(file_contents=stream.read(), formatting_info=True, logfile=io.StringIO())
        return take(book, xlrd)
    except Exception as error:  # xlrd raises whatever a damaged file leads it to
        raise ValueError(f"it is damaged: {type(error).__name__}") from error


def _shown(book: Any, sheet: Any, errors: Any) -> Shown:  # noqa: ANN401  # xlrd has no types
    shown = Shown()
    shown.rows = {
        row for row, one in sheet.rowinfo_map.items() if one.hidden or (one.height == 0 and one.height_mismatch)
    }
    shown.columns = {column for column, one in sheet.colinfo_map.items() if one.hidden or one.width == 0}
    codes = {at: book.format_map[style.format_key].format_str for at, style in enumerate(book.xf_list)}
    formats = {at: formats_of(code) for at, code in codes.items()}
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == _ERROR:
                shown.broken[row, column] = f"an error, `{errors.get(sheet.cell_value(row, column), '#ERROR!')}`"
            elif kind == _NUMBER:
                found = formats.get(sheet.cell_xf_index(row, column), ())
                if not all(one.is_plain for one in found):
                    shown.formats[row, column] = found
    return shown
