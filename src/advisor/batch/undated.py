"""Whether the days of tables need one to be counted from."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from itertools import islice

from advisor.batch.cell import TableColumn, node_of
from advisor.batch.entry import AS_OF
from advisor.batch.file_form import STDIN, TABLES
from advisor.batch.source import form_of, open_file
from advisor.batch.table import OrderTable, TableOptions, TableReader
from advisor.errors import AdvisorError
from advisor.order import OrderReader
from advisor.value.day import WHICH_DAY, QuantityError
from advisor.value.read import possible
from advisor.value.unit import DAYS
from advisor.yaml.fields import Faults

_LOOKED = 1000
"""Among how many rows it is looked whether days need one to be counted from."""


def needs_day(names: Iterable[str], form: str | None, reader: OrderReader, options: TableOptions) -> bool:
    """Return whether a table holds days that nobody can count: no column says which day it is, and nobody else."""
    tables = TableReader(reader, reader.names, options)
    for name in names if reader.as_of is None and not reader.strict else ():
        if name == STDIN or form_of(name, form) not in TABLES:
            continue
        try:
            with closing(open_file(name)) as stream:
                if _is_undated(tables.opened(tables.sheet(stream, name, form_of(name, form))), reader):
                    return True
        except AdvisorError:  # told when it is read
            continue
    return False


def _is_undated(table: OrderTable, reader: OrderReader) -> bool:
    if any(one.target and one.target.name == AS_OF for one in table.columns):
        return False
    timed = [
        at for at, one in enumerate(table.columns) if one.target and one.target.fact and one.target.fact.is_in(DAYS)
    ]
    rows = islice(table.sheet.body(table.locale), _LOOKED) if timed else ()
    cells = {(at, row.cells[at].strip()) for row in rows for at in timed if at < len(row.cells)}
    return any(_lacks_day(text, table.columns[at], table, reader) for at, text in sorted(cells) if text)


def _lacks_day(text: str, column: TableColumn, table: OrderTable, reader: OrderReader) -> bool:
    faults, target = Faults(), column.target
    if target is None or target.fact is None:
        return False
    try:
        node = node_of(text, column, target, column.at, table.locale)
    except QuantityError:
        return False
    possible(node, target.fact, reader.context(faults, None, fact=target.fact))
    return any(one.help == WHICH_DAY for one in faults.found)
