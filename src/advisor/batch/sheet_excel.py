"""Excel sheets as tables: each cell as it is shown, what is hidden left out and told, what cannot be known refused at its cell."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from copy import copy
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from advisor.batch.file_form import EXCEL_MISSING
from advisor.batch.header import LOOKED, known_in
from advisor.batch.merged import merges_in
from advisor.batch.notation import DECIMAL, Locale
from advisor.batch.sheet import PIECE_ROWS, Piece, Row, piece_of
from advisor.batch.sheet_text import marked_one_by_one
from advisor.batch.sheet_typed import cell_text
from advisor.batch.shown import Shown, Wrong, fault_of_cell, shown_text
from advisor.batch.workbook import shown_in
from advisor.batch.workbook_old import refuse_damaged
from advisor.errors import Diagnostic, FaultsError, MissingExtraError, Place
from advisor.yaml.ours import is_ours
from advisor.yaml.text import quoted

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

UNPACKED = 1 << 32
"""How many bytes a workbook may have once unpacked."""
PACKED = 1 << 28
"""How many bytes its file may have: more than the rows of a sheet can fill, and its reader holds all of it."""
_ZIPPED = b"PK"
_BEGINNINGS = (_ZIPPED, bytes.fromhex("D0CF11E0"))
"""How the file of a workbook begins: as a zip, or as the container of an `.xls`."""
UNTOLD = "what its cells show cannot be known: this form of workbook does not tell errors, percent and hidden rows"
_TOLD = 3
"""How many of a kind are named."""
_OF_HEADER = ("_header", "_named")


class ExcelSheet:
    """The first sheet of a workbook that is not hidden and has columns that are known, else the first that is not hidden; its header is the first row that says something, from `_begins` on."""

    guards = True
    first = _begins = 1

    def __init__(self, stream: BinaryIO, file: str, known: Callable[[str], bool] = bool) -> None:
        self.file = file
        self._known = known
        self._others: list[str] = []
        book = open_workbook(stream, file)
        self._sheet = self._first_visible(book)
        try:
            shown = shown_in(stream, self._sheet.name)
        except ValueError as error:
            raise unreadable_workbook(file, error) from None
        if shown is None:
            raise FaultsError([Diagnostic(Place(file), UNTOLD, "save it as .xlsx")])
        self._shown = shown
        self._left = (self._sheet.start or (0, 0))[1]
        self._merged = merges_in(self._sheet)

    def _first_visible(self, book: CalamineWorkbook) -> CalamineSheet:
        seen = [
            one.name for one in book.sheets_metadata if "Work" in repr(one.typ) and "Hidden" not in repr(one.visible)
        ]
        if not seen:
            raise FaultsError(
                [Diagnostic(Place(self.file), "the workbook shows no sheet", "unhide the sheet of orders")]
            )
        try:
            sheets = map(book.get_sheet_by_name, seen)
            first = next(sheets)
            found = first if self._names_columns(first) else next(filter(self._names_columns, sheets), first)
        except BaseException as error:
            if isinstance(error, OSError) or is_ours(error):
                raise unreadable_workbook(self.file, error) from None
            raise
        self._others = [one for one in seen if one != found.name]
        return found

    def _names_columns(self, sheet: CalamineSheet) -> bool:
        """Return whether a row near the top of a sheet names columns: of a cover none does."""
        rows = islice(sheet.iter_rows(), LOOKED)
        return any(known_in((cell_text(one, "en") for one in row), self._known) for row in rows)

    def over(self, stream: BinaryIO) -> ExcelSheet:  # noqa: ARG002  # its cells are held
        return self

    def under(self, number: int) -> ExcelSheet:
        found, told = copy(self), self.__dict__.items()
        found.__dict__ = {one: value for one, value in told if one not in _OF_HEADER} | {"_begins": number}
        return found

    # --- rows ---
    def _rows(self) -> Iterator[tuple[int, list[Any]]]:
        """Yield the rows from the first, each from column A; the reader leaves out empty columns, and no rows."""
        before = [""] * self._left
        for number, cells in enumerate(self._sheet.iter_rows(), 1):
            yield number, before + cells

    def _seen(self, locale: Locale) -> Iterator[Row]:
        """Yield the rows that are shown and hold something, the header first."""
        hidden = self._shown.rows
        for number, cells in self._rows():
            row = self._row(number, cells, locale)
            if number - 1 not in hidden and (row.wrong or any(one.strip() for one in row.cells)):
                yield row

    def _row(self, number: int, cells: list[Any], locale: Locale) -> Row:
        texts = [cell_text(one, locale) for one in cells]
        wrong: dict[int, Wrong] = {}
        if self._shown != Shown() or self._merged:
            self._merged_into(number, cells)
            for index, one in enumerate(cells):
                found = self._cell(number - 1, index, one, locale)
                texts[index] = found if isinstance(found, str) else ""
                if not isinstance(found, str):
                    wrong[index] = found
        return Row(number, tuple(texts), wrong=wrong)

    def _merged_into(self, number: int, cells: list[Any]) -> None:
        """Lay the value of a merged cell over the row, where it says the same of every row."""
        for one in self._merged.get(number - 1, ()):
            if number - 1 == one.top:
                one.value = cells[one.left] if one.left < len(cells) else ""
            elif one.left < len(cells):
                cells[one.left] = one.value

    def _cell(self, row: int, column: int, value: Any, locale: Locale) -> str | Wrong:  # noqa: ANN401  # whatever a cell holds
        if column in self._shown.columns:
            return ""
        merged = next((one for one in self._merged.get(row, ()) if one.left <= column <= one.right), None)
        at = (merged.top, merged.left) if merged else (row, column)
        if at in self._shown.broken:
            return fault_of_cell(self._shown.broken[at])
        formats = self._shown.formats.get(at)
        text = shown_text(value, formats, locale) if formats else cell_text(value, locale)
        wrong = merged.wrong(column, text, self._named) if merged and isinstance(text, str) else None
        return wrong or text

    # --- the header ---
    @cached_property
    def _header(self) -> Row | None:
        for number, cells in islice(self._rows(), self._begins - 1, None):
            texts = [cell_text(one, "en") for one in cells]
            is_wrong = any(row == number - 1 for row, _ in self._shown.broken)
            if number - 1 not in self._shown.rows and (is_wrong or any(one.strip() for one in texts)):
                return self._cut_header(number, texts)
        return None

    def _cut_header(self, number: int, texts: list[str]) -> Row:
        wrong = {at: fault_of_cell(told) for (row, at), told in self._shown.broken.items() if row == number - 1}
        for one in self._merged.get(number - 1, ()):
            if one.bottom >= number and one.top < number:
                wrong[one.left] = (
                    f"the header is merged with rows below, down to row {one.bottom + 1}",
                    "write it in one row",
                )
        texts = ["" if at in self._shown.columns else text for at, text in enumerate(texts)]
        wrong = {at: one for at, one in wrong.items() if at not in self._shown.columns}
        while texts and not texts[-1].strip() and len(texts) - 1 not in wrong:
            texts.pop()
        return Row(number, tuple(texts), wrong=wrong)

    @cached_property
    def _named(self) -> frozenset[int]:
        """The columns that have a name."""
        return frozenset(at for at, one in enumerate(self._header.cells if self._header else ()) if one.strip())

    def head(self) -> Row | None:
        if self._header is not None:
            self.first = self._header.number
        return self._header

    # --- as a table ---
    def body(self, locale: Locale) -> Iterator[Row]:
        self.head()
        yield from (row for row in self._seen(locale) if row.number > self.first)

    def marked(self, indexes: Sequence[int], mapped: frozenset[int]) -> Iterator[tuple[int, int, str]]:  # noqa: ARG002  # all are told
        rows = (
            Row(number, tuple(one if isinstance(one, str) else "" for one in cells)) for number, cells in self._rows()
        )
        hidden, columns = self._shown.rows, [one for one in indexes if one not in self._shown.columns]
        shown = (row for row in rows if row.number > self.first and row.number - 1 not in hidden)
        yield from marked_one_by_one(shown, columns)

    def pieces(self, locale: Locale, width: int) -> Iterator[Piece]:
        rows = self.body(locale)
        while held := list(islice(rows, PIECE_ROWS)):
            yield piece_of(held, width)

    def said(self, locale: Locale) -> str:
        told = [f"{self.file}: read the sheet {quoted(self._sheet.name)}, text in it with a decimal {DECIMAL[locale]}"]
        if self._others:
            told.append(f"not its other sheets: {_listed([quoted(one) for one in self._others])}")
        if rows := self._hidden_rows():
            told.append(f"not its hidden rows: {_listed([str(one) for one in rows])}")
        if columns := self._hidden_columns():
            told.append(f"not its hidden columns: {_listed(columns)}")
        return "; ".join(told)

    def _hidden_rows(self) -> list[int]:
        hidden = self._shown.rows
        if not hidden:
            return []
        return [
            number for number, cells in self._rows() if number - 1 in hidden and any(str(one).strip() for one in cells)
        ]

    def _hidden_columns(self) -> list[str]:
        if not self._shown.columns or self._header is None:
            return []
        heads = next(cells for number, cells in self._rows() if number == self.first)
        return [quoted(str(one)) for at, one in enumerate(heads) if at in self._shown.columns and str(one).strip()]


def open_workbook(stream: BinaryIO, file: str) -> CalamineWorkbook:
    """Return a workbook by its reader.

    Raises:
        FaultsError: it cannot be read.
        MissingExtraError: its reader is not installed.
    """
    need_reader()
    _refuse_alien(stream, file)
    from python_calamine import CalamineWorkbook

    try:
        refuse_damaged(stream)
        stream.seek(0)
        return CalamineWorkbook.from_filelike(stream)
    except BaseException as error:
        if isinstance(error, OSError) or is_ours(error):  # of a damaged one it panics, which is no Exception
            raise unreadable_workbook(file, error) from None
        raise


def need_reader() -> None:
    """Raise an error if the reader of workbooks is missing.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        import python_calamine  # noqa: F401  # only to see whether it is there
    except ImportError as error:
        raise MissingExtraError(EXCEL_MISSING) from error


def unreadable_workbook(file: str, error: BaseException) -> FaultsError:
    """Return the fault of a workbook that cannot be read."""
    told = "the workbook cannot be read: " + " ".join(str(error).split()).lower()[:100]
    return FaultsError([Diagnostic(Place(file), told, "save it as .xlsx or .csv")])


def _refuse_alien(stream: BinaryIO, file: str) -> None:
    """Refuse what is no workbook at all, before its reader takes all of it into memory, or one that is too large.

    Raises:
        FaultsError: it is.
    """
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    beginning = stream.read(4)
    if not beginning.startswith(_BEGINNINGS):
        told = "expected a workbook, got a file that does not begin as one"
        raise FaultsError([Diagnostic(Place(file), told, "save it as .xlsx, or say with --from what it is")])
    if size > PACKED:
        told = f"expected a workbook of at most {PACKED >> 20} MB, got {size >> 20:,} MB"
        raise FaultsError([Diagnostic(Place(file), told, "save it as .csv")])
    if beginning.startswith(_ZIPPED):
        _refuse_bomb(stream, file)


def _refuse_bomb(stream: BinaryIO, file: str) -> None:
    """Refuse a workbook that is too large once unpacked.

    Raises:
        FaultsError: it is.
    """
    try:
        with closing(ZipFile(stream)) as packed:
            size = sum(one.file_size for one in packed.infolist())
    except (BadZipFile, OSError, NotImplementedError):
        return  # told by the reader of workbooks
    if size > UNPACKED:
        told = f"expected a workbook of at most {UNPACKED >> 30} GB unpacked, got {size >> 30} GB"
        raise FaultsError([Diagnostic(Place(file), told, "save it as .csv")])


def _listed(names: Sequence[str]) -> str:
    """Return names in a row, the first of many."""
    more = f" and {len(names) - _TOLD:,} more" if len(names) > _TOLD else ""
    return ", ".join(names[:_TOLD]) + more
