"""What the columns of a table say, by its header: which fact each holds, which are passed over, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from advisor.batch.by_size import sizes_apart
from advisor.batch.cell import TableColumn
from advisor.batch.entry import QUOTES, SHARED
from advisor.batch.found_columns import dates_apart, names_apart, refuse_twins, sides_apart
from advisor.batch.given_text import GIVEN
from advisor.batch.mapping import TableMap
from advisor.batch.sheet import Row, Sheet
from advisor.errors import Diagnostic, FaultsError, Place
from advisor.ir import CURRENCY, REQUEST, TITLE
from advisor.order import OrderReader
from advisor.order.naming import Names, Target
from advisor.value.slips import slip
from advisor.value.word_match import column_named
from advisor.yaml.fields import Faults
from advisor.yaml.text import quoted

_FAULTS_SHOWN = 20
_LONGEST = 60


class HeaderReader:
    """Reads the headers of tables. keep: columns that are echoed."""

    def __init__(self, reader: OrderReader, names: Names, read_by: TableMap, keep: Iterable[str]) -> None:
        self._reader = reader
        self._names = names
        self._map = read_by
        self._keep = {names.plain(one): one for one in keep}

    def is_known(self, header: str) -> bool:
        """Return whether a column called so is known, be it to say nothing."""
        plain = self._names.plain(header)
        named = self._map
        is_named = plain in named.columns or plain in named.ignore or plain in self._keep
        return is_named or plain in self._names.targets or self._names.is_unread(header)

    def columns(self, sheet: Sheet) -> tuple[TableColumn, ...]:
        """Return the columns that the header of a sheet names.

        Raises:
            FaultsError: it has none, or one with faults.
        """
        head, file, first = sheet.head(), sheet.file, sheet.first
        if head is None or not any(head.cells):
            told = (head.slip if head else "") or "the file holds no header"
            raise FaultsError([Diagnostic(Place(file, first, 1), told, "begin with a row of column names")])
        if len(head.cells) > self._reader.limits.keys:
            told = f"expected at most {self._reader.limits.keys:,} columns, got {len(head.cells):,}"
            raise FaultsError([Diagnostic(Place(file, first, 1), told)])
        faults = Faults()
        for index, (wrong, cure) in head.wrong.items():
            faults.add(Place(file, first, index + 1), wrong, cure)
        column = self._own_column if _is_answered(head) else self._column
        columns = tuple(column(cell.strip(), Place(file, first, at), faults) for at, cell in enumerate(head.cells, 1))
        columns = names_apart(columns if self._reader.strict else sizes_apart(columns), sheet, self._reader)
        columns = self._titled(columns)
        self._refuse_strangers(columns, faults)
        columns = sides_apart(dates_apart(columns, self._names), self._reader)
        refuse_twins(columns, faults)
        missing = self._keep.keys() - {self._names.plain(one.header) for one in columns}
        for one in self._keep.values():
            if self._names.plain(one) in missing:
                listed = [column.header for column in columns]
                faults.unknown(Place(file, first, 1), "column in --keep", one, listed)
        if faults.found:
            raise FaultsError(faults.found)
        if _is_answered(head) and sheet.guards:
            return tuple(replace(one, guarded=True) for one in columns)
        return columns

    def _own_column(self, header: str, at: Place, faults: Faults) -> TableColumn:
        """Return what a column of an OUT of ours says: what was given, and nothing else."""
        kept = self._keep.get(self._names.plain(header), "")
        name = header.removeprefix(GIVEN)
        if header == "order_id":
            return TableColumn(header=header, target=Target("id"), at=at, kept=kept, values={})
        if name == header or name in (SHARED, QUOTES):
            return TableColumn(header=header, target=None, at=at, kept=kept, values={})
        found = self._column(name, at, faults)
        return replace(found, header=header, kept=kept)

    def _column(self, header: str, at: Place, faults: Faults) -> TableColumn:
        named, plain = self._map, self._names.plain(header)
        kept = self._keep.get(plain, "")
        target = named.columns.get(plain) or (None if plain in named.ignore else self._names.target(header))
        is_passed = target is None and not kept and plain not in named.ignore and bool(header)
        is_currency = (is_passed or bool(kept and target is None)) and column_named(
            header, self._names.lexicon
        ) == CURRENCY
        is_unknown = is_passed and not (is_currency or self._names.is_unread(header))
        is_looked_at = is_unknown and len(faults.found) < _FAULTS_SHOWN and len(plain) <= _LONGEST  # it takes time
        if is_looked_at and (near := slip(header, self._names.targets, self._names.lexicon)):
            faults.add(at, *_unknown(header, self._names.targets[near].name))
        if target is not None and target.name in named.units and not target.unit:
            target = Target(target.name, target.fact, named.units[target.name])
        values = named.values.get(target.name, {}) if target else {}
        return TableColumn(
            header=header,
            target=target,
            at=at,
            kept=kept,
            values=values,
            is_passed=is_passed and not is_currency,
            is_unknown=is_unknown,
            is_currency=is_currency,
        )

    def _titled(self, columns: tuple[TableColumn, ...]) -> tuple[TableColumn, ...]:
        """Return the columns, the first that is called a title as that of what is ordered, where no other says that."""
        fact = self._reader.facts.get(self._names.lexicon.roles.thing)
        titles = [one for one in columns if one.is_passed and column_named(one.header, self._names.lexicon) == TITLE]
        says = any(one.target and (one.target.fact is fact or one.target.name == REQUEST) for one in columns)
        if self._reader.strict or fact is None or not titles or says:
            return columns
        titled = replace(titles[0], target=Target(fact.name, fact), is_passed=False)
        return tuple(titled if one is titles[0] else one for one in columns)

    def _refuse_strangers(self, columns: Sequence[TableColumn], faults: Faults) -> None:
        """Report columns that no fact is called, where one of them may be what is ordered or how many: no other says it, or names of the pack alone are read."""
        told = {one.target.name for one in columns if one.target is not None} | {name for name, _ in self._reader.sets}
        if not faults.found and not self._reader.is_clear(told):
            for one in columns:
                if one.is_unknown:
                    faults.add(one.at, *_unknown(one.header))


def _unknown(header: str, near: str = "") -> tuple[str, str]:
    """Return that a column is unknown, and the cure. near: what it may be a slip of."""
    cure = "say --keep COLUMN to echo it, or `columns` or `ignore` in a --map FILE"
    return f"unknown column {quoted(header)}", f"did you mean `{near}`? else {cure}" if near else cure


def _is_answered(head: Row) -> bool:
    """Return whether a header is that of a table of answers."""
    return {"order_id", "pack_sha256"} <= set(head.cells)
