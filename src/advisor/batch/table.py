"""Tables as shops and spreadsheets write them: each row becomes the order that YAML would have given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import BinaryIO

from msgspec import Struct, field
from msgspec.structs import replace

from advisor.batch.by_size import with_sizes
from advisor.batch.cell import TableColumn, cleaned, node_of
from advisor.batch.dialect import encoding_of, form_by_header
from advisor.batch.entry import Entry
from advisor.batch.found_columns import id_column, locale_of
from advisor.batch.header import below_title
from advisor.batch.header_columns import HeaderReader
from advisor.batch.mapping import TableMap
from advisor.batch.notation import Locale
from advisor.batch.row_places import with_places
from advisor.batch.sheet import Row, Sheet, fits
from advisor.batch.sheet_text import TextSheet
from advisor.batch.spoilt import CURE, NAMELESS, is_alien, is_nameless, no_order, telling_columns, wrong_cells
from advisor.errors import Diagnostic, FaultsError, OrderError, Place
from advisor.order import OrderReader
from advisor.order.naming import Names
from advisor.trace import Order
from advisor.value.day import QuantityError
from advisor.value.unit import UNITS
from advisor.yaml.fields import Faults
from advisor.yaml.node import MappingNode, Node, Scalar
from advisor.yaml.ours import fault_of_ours, is_ours
from advisor.yaml.text import quoted

TYPED = "typed"
"""The column in which the words that were read are echoed."""


class TableOptions(Struct, frozen=True, kw_only=True):
    """How tables are to be read; None is found out, for each file by itself. typed: whether words read are echoed, as `typed`."""

    locale: Locale | None = None
    encoding: str | None = None
    delimiter: str | None = None
    map: TableMap = field(default_factory=TableMap)
    keep: tuple[str, ...] = ()
    typed: bool = False


class OrderTable(Struct, frozen=True, kw_only=True):
    """A sheet of orders, and how it is read. named: the index of the ids, None unless the first row says one; above: what was passed over, in words."""

    sheet: Sheet
    columns: tuple[TableColumn, ...]
    locale: Locale
    named: int | None
    above: str = ""

    @property
    def said(self) -> str:
        """How the table is read, in words, and what of it is not."""
        passed = [quoted(one.header) for one in self.columns if one.is_passed and not one.is_unknown]
        unknown = [quoted(one.header) for one in self.columns if one.is_unknown]
        told = f"; not its columns {', '.join(passed)}: --keep COLUMN echoes one" if passed else ""
        warned = (
            f"; no fact is called {', '.join(unknown)}: not read, but `columns` in a --map FILE can say what they mean"
            if unknown
            else ""
        )
        return self.sheet.said(self.locale) + self.above + told + warned

    def name(self, number: int) -> str:
        """Return the id of the row of this number that says none; rows without a cell are not counted."""
        return f"{PurePath(self.sheet.file).stem}-{number}"

    def over(self, stream: BinaryIO) -> OrderTable:
        """Return the same table over its file opened again."""
        return replace(self, sheet=self.sheet.over(stream))

    def is_empty(self) -> FaultsError:
        """Return the fault of a table without a row."""
        return FaultsError(
            [Diagnostic(Place(self.sheet.file, self.sheet.first, 1), "the table holds no order", "add a row")]
        )


def typed_in(order: Order) -> str:
    """Return the words of an order that were read as people write them, each after its fact."""
    return "; ".join(f"{one.path.removeprefix('order.')}: {one.text}" for one in order.readings)


class TableReader:
    """Reads tables of orders in pieces."""

    def __init__(self, reader: OrderReader, names: Names, options: TableOptions) -> None:
        self._reader = reader
        self._names = names
        self.options = options
        self._header = HeaderReader(reader, names, options.map, options.keep)

    def read(self, stream: BinaryIO, file: str, form: str = "csv") -> Iterator[Entry]:
        """Yield how the table is read, then an entry for each row.

        Raises:
            FaultsError: the table as a whole cannot be read.
        """
        yield from self.entries(self.opened(self.sheet(stream, file, form)))

    def sheet(self, stream: BinaryIO, file: str, form: str) -> Sheet:
        """Return a table as a sheet.

        Raises:
            FaultsError: how it is written cannot be told, or it cannot be read so.
            MissingExtraError: an Excel sheet, and the library for it is not installed.
        """
        if form in ("csv", "tsv"):
            return self.text(stream, file)
        from advisor.batch.sheet_excel import ExcelSheet
        from advisor.batch.sheet_typed import ParquetSheet

        return ExcelSheet(stream, file, self._header.is_known) if form == "excel" else ParquetSheet(stream, file)

    def text(self, stream: BinaryIO, file: str) -> TextSheet:
        """Return a table in text as a sheet.

        Raises:
            FaultsError: how it is written cannot be told.
        """
        options = self.options
        encoding = encoding_of(stream, file, options.encoding)
        form = form_by_header(stream, file, encoding, options.delimiter, self._header.is_known)
        return TextSheet(stream, file, form)

    def opened(self, sheet: Sheet) -> OrderTable:
        """Return a sheet whose header is read and whose decimal mark is known.

        Raises:
            FaultsError: it has no header, one with faults, or marks that contradict each other.
        """
        sheet, above = below_title(sheet, self._header.is_known)
        sheet = sheet if self._reader.strict else with_sizes(sheet, self._names)
        columns = self._header.columns(sheet)
        locale = self.options.locale or locale_of(sheet, columns)
        columns = with_places(columns, sheet, self._reader)
        named = id_column(sheet, columns, locale)
        return OrderTable(sheet=sheet, columns=columns, locale=locale, named=named, above=above)

    def entries(self, table: OrderTable) -> Iterator[Entry]:
        """Yield how the table is read, then an entry for each row.

        Raises:
            FaultsError: it holds no order.
        """
        yield Entry(said=table.said)
        number = 0
        for row in table.sheet.body(table.locale):
            number += 1
            yield self.entry(row, table, table.name(number))
        if not number:
            raise table.is_empty()

    @property
    def counted(self) -> tuple[str, ...]:
        """The words for what bare amounts are counted in."""
        return self._names.words(UNITS["money"])

    # --- the rows ---
    def entry(self, row: Row, table: OrderTable, name: str) -> Entry:
        """Return what becomes of one row: refused, too, where the program fails at it. name: the order's id, if the row says none."""
        try:
            return self._entry(row, table, name)
        except BaseException as error:
            if not is_ours(error):
                raise
            return Entry(faults=(fault_of_ours(Place(table.sheet.file, row.number, 1), error),), refused=1)

    def _entry(self, row: Row, table: OrderTable, name: str) -> Entry:
        node, faults = self.mapping(row, table)
        order = None
        if node is not None:
            try:
                order = self._reader.order(node, name)
            except OrderError as error:
                faults.found.extend(error.faults)
        if order is None or faults.found:
            return Entry(faults=tuple(sorted(set(faults.found))), refused=1)
        kept = {one.kept: cell.strip() for one, cell in zip(table.columns, row.cells, strict=False) if one.kept}
        return Entry(order=order, kept=kept | ({TYPED: typed_in(order)} if self.options.typed else {}))

    def mapping(self, row: Row, table: OrderTable) -> tuple[MappingNode | None, Faults]:
        """Return what one row says as the mapping that YAML would have given, None if it is no row at all, and every fault in it."""
        faults, columns, file = Faults(), table.columns, table.sheet.file
        at = Place(file, row.number, 1)
        if row.slip:
            told = "; the rows below it were not read" if row.last else ""
            faults.add(at, row.slip + told, "put a cell with quotes in quotes, and write each quote in it twice")
        elif not fits(row, len(columns)):
            faults.add(at, f"expected {len(columns)} cells, as in the header, got {len(row.cells)}")
        for index, told, cure in wrong_cells(row, columns):
            faults.add(Place(file, row.number, index + 1), told, cure)
        for index, column in enumerate(columns):
            if column.is_currency and is_alien(
                cell := row.cells[index] if index < len(row.cells) else "", self.counted
            ):
                told = f"the row's money is in {quoted(cell.strip())}, and a bare amount is read in {self.counted[0]}"
                faults.add(
                    Place(file, row.number, index + 1),
                    told,
                    "write the currency with each amount, and leave this column out",
                )
        for index in (index for index in telling_columns(columns) if index < len(row.cells)):
            if (said := no_order(row.cells[index])) is not None:
                faults.add(Place(file, row.number, index + 1), *said)
        if not faults.found and table.named is not None and is_nameless(row.cells, table.named):
            faults.add(at, NAMELESS, CURE)
        if faults.found:
            return None, faults
        entries = self._facts(row, file, columns, table.locale, faults)
        return MappingNode(tuple(entries), flow=False, at=at), faults

    def _facts(
        self, row: Row, file: str, columns: Sequence[TableColumn], locale: Locale, faults: Faults
    ) -> Iterator[tuple[Scalar, Node]]:
        limit = self._reader.limits.scalar
        found = []
        for index, (cell, column) in enumerate(zip(row.cells, columns, strict=False), 1):
            at = Place(file, row.number, index)
            target = column.target
            called = target.name if target else column.header
            try:
                if target is not None and (text := cleaned(cell, limit)):
                    found.append((Scalar(target.name, True, column.at), node_of(text, column, target, at, locale)))  # noqa: FBT003  # as the reader does
                elif not column.header and cell.strip():
                    faults.add(at, f"expected no value in a column without a name, got {quoted(cell.strip())}")
            except QuantityError as error:
                faults.add(at, f"`{called}`: {error.message}", error.help)
        return iter(found)
