"""Tables as shops and spreadsheets write them: each row becomes the order that YAML would have given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import PurePath
from typing import BinaryIO

from advisor.batch.cell import Column, cleaned, node_of
from advisor.batch.dialect import NAMES, Form, Row, encoding_of, form_of, rows
from advisor.batch.entry import Entry
from advisor.batch.mapping import TableMap
from advisor.batch.naming import Names, Target
from advisor.batch.notation import DECIMAL, Evidence, Locale
from advisor.errors import Diagnostic, FaultsError, OrderError, Place
from advisor.order import OrderReader
from advisor.pack.day import QuantityError
from advisor.pack.fields import Faults
from advisor.pack.node import Mapping, Node, Scalar
from advisor.pack.text import quoted

_FAULTS_SHOWN = 20
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """How tables are to be read; None is found out, for each file by itself."""

    locale: Locale | None = None
    encoding: str | None = None
    delimiter: str | None = None
    map: TableMap = field(default_factory=TableMap)
    keep: tuple[str, ...] = ()


class TableReader:
    """Reads tables of orders in pieces."""

    def __init__(self, reader: OrderReader, names: Names, options: TableOptions) -> None:
        self._reader = reader
        self._names = names
        self._options = options
        self._keep = {names.plain(one): one for one in options.keep}

    def read(self, stream: BinaryIO, file: str) -> Iterator[Entry]:
        """Yield how the table is read, then an entry for each row.

        Raises:
            FaultsError: the table as a whole cannot be read.
        """
        options = self._options
        encoding = encoding_of(stream, file, options.encoding)
        form = form_of(stream, file, encoding, options.delimiter, self._is_known)
        columns = self._columns(stream, file, form)
        locale = options.locale or self._locale(stream, file, form, columns)
        yield Entry(said=_said(file, form, locale))
        number = 0
        for row in _body(stream, form):
            number += 1
            yield self._entry(row, file, columns, locale, f"{PurePath(file).stem}-{number}")
        if not number:
            raise FaultsError([Diagnostic(Place(file, form.first, 1), "the table holds no order", "add a row")])

    # --- the header ---
    def _is_known(self, header: str) -> bool:
        plain = self._names.plain(header)
        named = self._options.map
        return plain in self._names.targets or plain in named.columns or plain in named.ignore or plain in self._keep

    def _columns(self, stream: BinaryIO, file: str, form: Form) -> tuple[Column, ...]:
        head = next(rows(stream, form), None)
        if head is None or not any(head.cells):
            told = (head.slip if head else "") or "the file holds no header"
            raise FaultsError([Diagnostic(Place(file, form.first, 1), told, "begin with a row of column names")])
        if len(head.cells) > self._reader.limits.keys:
            told = f"expected at most {self._reader.limits.keys:,} columns, got {len(head.cells):,}"
            raise FaultsError([Diagnostic(Place(file, form.first, 1), told)])
        faults = Faults()
        columns = tuple(
            self._column(cell.strip(), Place(file, form.first, at), faults) for at, cell in enumerate(head.cells, 1)
        )
        _refuse_twins(columns, faults)
        missing = self._keep.keys() - {self._names.plain(one.header) for one in columns}
        for one in self._options.keep:
            if self._names.plain(one) in missing:
                listed = [column.header for column in columns]
                faults.unknown(Place(file, form.first, 1), "column in --keep", one, listed)
        if faults.found:
            raise FaultsError(faults.found)
        return columns

    def _column(self, header: str, at: Place, faults: Faults) -> Column:
        named, plain = self._options.map, self._names.plain(header)
        kept = self._keep.get(plain, "")
        target = named.columns.get(plain) or (None if plain in named.ignore else self._names.target(header))
        if target is None and not (kept or plain in named.ignore or not header):
            is_near = len(faults.found) < _FAULTS_SHOWN and len(plain) <= _LONGEST  # looking for the nearest takes time
            near = get_close_matches(plain, self._names.targets, n=1, cutoff=0.6) if is_near else []
            cure = f"did you mean `{self._names.targets[near[0]].name}`? else " if near else ""
            cure += "say --keep COLUMN to echo it, or `columns` or `ignore` in a --map FILE"
            faults.add(at, f"unknown column {quoted(header)}", cure)
        if target is not None and target.name in named.units and not target.unit:
            target = Target(target.name, target.fact, named.units[target.name])
        values = named.values.get(target.name, {}) if target else {}
        return Column(header=header, target=target, at=at, kept=kept, values=values)

    def _locale(self, stream: BinaryIO, file: str, form: Form, columns: Sequence[Column]) -> Locale:
        evidence = Evidence()
        for row in _body(stream, form):
            for index, (cell, column) in enumerate(zip(row.cells, columns, strict=False), 1):
                if column.counts and cell and cell.strip().casefold() not in column.values:
                    evidence.note(cell.strip(), Place(file, row.number, index))
        found = evidence.locale()
        if isinstance(found, Diagnostic):
            raise FaultsError([found])
        return found

    # --- the rows ---
    def _entry(self, row: Row, file: str, columns: Sequence[Column], locale: Locale, name: str) -> Entry:
        faults = Faults()
        at = Place(file, row.number, 1)
        if row.slip:
            told = "; the rows below it were not read" if row.last else ""
            faults.add(at, row.slip + told, "put a cell with quotes in quotes, and write each quote in it twice")
        elif len(row.cells) < len(columns) or any(row.cells[len(columns) :]):
            faults.add(at, f"expected {len(columns)} cells, as in the header, got {len(row.cells)}")
        if faults.found:
            return Entry(faults=tuple(faults.found), refused=1)
        entries = self._facts(row, file, columns, locale, faults)
        try:
            order = self._reader.order(Mapping(tuple(entries), flow=False, at=at), name)
        except OrderError as error:
            faults.found.extend(error.faults)
        if faults.found:
            return Entry(faults=tuple(sorted(set(faults.found))), refused=1)
        kept = {one.kept: cell.strip() for one, cell in zip(columns, row.cells, strict=False) if one.kept}
        return Entry(order=order, kept=kept)

    def _facts(
        self, row: Row, file: str, columns: Sequence[Column], locale: Locale, faults: Faults
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


def _refuse_twins(columns: Sequence[Column], faults: Faults) -> None:
    """Report columns that say the same."""
    first: dict[str, Column] = {}
    for column in columns:
        name = column.target.name if column.target else column.header if column.kept else ""
        if name in first:
            told = f"columns {quoted(first[name].header)} and {quoted(column.header)} both say {quoted(name)}"
            faults.add(column.at, told, "take one out, or `ignore` it in a --map file")
        elif name:
            first[name] = column


def _body(stream: BinaryIO, form: Form) -> Iterator[Row]:
    """Yield the rows below the header that are not empty."""
    found = rows(stream, form)
    next(found, None)
    for row in found:
        if row.slip or any(cell.strip() for cell in row.cells):
            yield row


def _said(file: str, form: Form, locale: Locale) -> str:
    between = NAMES.get(form.delimiter, quoted(form.delimiter))
    encoding = form.encoding.upper().removesuffix("-SIG") if form.encoding.startswith("utf") else form.encoding
    return f"{file}: read as {encoding}, cut at {between}, with a decimal {DECIMAL[locale]}"
