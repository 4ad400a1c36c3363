"""What the command line asks of a run, and whether so many orders are told of one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from advisor.batch.file_form import STDIN
from advisor.cli.session import Session
from advisor.errors import FaultsError

if TYPE_CHECKING:
    from advisor.batch.table import TableOptions


class Wanted(Struct, frozen=True, kw_only=True):
    """What the command line asks of a run."""

    names: tuple[str, ...]
    output: str
    form: str
    source: str | None
    explain: str
    engine: str
    keep: tuple[str, ...]
    is_german: bool
    columns: tuple[str, ...]
    flipping: tuple[str, ...]
    workers: int
    verify: int | None
    allowed: tuple[int | None, int | None]
    shard: int | None
    resume: bool
    tables: TableOptions
    options: dict[str, Any] = field(default_factory=dict)


def holds_more_than(most: int, session: Session, wanted: Wanted) -> bool:
    """Return whether the files hold more orders than that. What standard input holds is not known beforehand."""
    from advisor.batch.file_form import TABLES
    from advisor.batch.source import form_of, lines_in

    left = most
    for name in wanted.names:
        form = form_of(name, wanted.source)
        if name == STDIN:
            continue
        if form in ("excel", "parquet"):
            left -= _rows(name, session, wanted)
        elif form in TABLES or form == "jsonl":
            left -= lines_in(name, left)
        elif lines_in(name, left) > left:
            left -= _orders_in(name, session)
        if left < 0:
            return True
    return False


def _orders_in(name: str, session: Session) -> int:
    from advisor.cli.order_files import raw_bytes

    try:
        return len(session.reader.read(raw_bytes(name, session.reader), name).orders)
    except FaultsError:
        return 0  # told when it is read


def _rows(name: str, session: Session, wanted: Wanted) -> int:
    from contextlib import closing, suppress

    from advisor.batch.source import form_of, open_file
    from advisor.batch.table import TableReader

    reader = session.reader
    tables = TableReader(reader, reader.names, wanted.tables)
    with suppress(FaultsError, OSError), closing(open_file(name)) as stream:
        sheet = tables.sheet(stream, name, form_of(name, wanted.source))
        return getattr(sheet, "rows", 0) or sum(1 for _ in sheet.body("en"))
    return 0  # told when it is read
