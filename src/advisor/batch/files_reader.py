"""Orders of many files, whatever each is written in, one entry at a time and in the order of the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import PurePath
from typing import BinaryIO

from msgspec.structs import replace

from advisor.batch.dialect import BINARY
from advisor.batch.entry import Entry
from advisor.batch.file_form import STDIN, TABLES
from advisor.batch.source import LINE, form_of, open_file, spooled, unreadable
from advisor.batch.table import TableOptions, TableReader
from advisor.errors import Diagnostic, FaultsError, OrderError, Place
from advisor.order import OrderReader
from advisor.yaml.opening import read_stream
from advisor.yaml.ours import fault_of_ours, file_fault_of_ours, is_ours
from advisor.yaml.reader import read_yaml
from advisor.yaml.text import quoted


class FilesReader:
    """Reads orders from files. stdin: what `-` stands for; form: how every file is written, None by its suffix."""

    def __init__(
        self, reader: OrderReader, stdin: BinaryIO, *, form: str | None = None, tables: TableOptions | None = None
    ) -> None:
        self._reader = reader
        self._stdin = stdin
        self._form = form
        self._tables = TableReader(reader, reader.names, tables or TableOptions())

    def read(self, names: Sequence[str]) -> Iterator[Entry]:
        """Yield an entry for every order of the files; an id that was used before refuses its order."""
        taken: dict[str, Place] = {}
        for name in names:
            for entry in self._file(name):
                if entry.order is None:
                    yield entry
                elif entry.order.id in taken:
                    yield Entry(faults=(twin(entry.order.id, entry.order.at, taken[entry.order.id]),), refused=1)
                else:
                    taken[entry.order.id] = entry.order.at
                    yield entry

    def _file(self, name: str) -> Iterator[Entry]:
        try:
            yield from self._opened(name)
        except FaultsError as error:
            yield Entry(faults=error.faults, refused=1, is_file=True)
        except OSError as error:
            yield Entry(faults=unreadable(name, error).faults, refused=1, is_file=True)
        except BaseException as error:
            if not is_ours(error):
                raise
            yield Entry(faults=(file_fault_of_ours(name, error),), refused=1, is_file=True)

    def _opened(self, name: str) -> Iterator[Entry]:
        form = form_of(name, self._form)
        file = "<stdin>" if name == STDIN else name
        if form in TABLES:
            with closing(spooled(self._stdin, file) if name == STDIN else open_file(name)) as stream:
                yield from self._tables.read(stream, file, form)
        elif form == "jsonl":
            if name == STDIN:
                yield from read_json_lines(self._stdin, file, self._reader)
                return
            with closing(open_file(name)) as stream:
                yield from read_json_lines(stream, file, self._reader)
        else:
            yield from self._whole(name, file)

    def _whole(self, name: str, file: str) -> Iterator[Entry]:
        """Yield the orders of a YAML or JSON file, which is read in one piece."""
        held = self._reader.read(self._raw(name, file), file)
        if held.faults:
            is_doubtful = name == STDIN and self._form is None and not held.orders
            faults = _unlike(held.faults) if is_doubtful else held.faults
            yield Entry(faults=faults, refused=held.refused, is_file=held.is_lost)
        for order in held.orders:
            yield Entry(order=order)

    def _raw(self, name: str, file: str) -> bytes:
        if name == STDIN:
            return read_stream(self._stdin, file, self._reader.limits)
        with closing(open_file(name)) as stream:
            return read_stream(stream, file, self._reader.limits)


def _unlike(faults: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the faults of standard input that was taken for YAML, the first saying how to say what it is."""
    first, *others = faults
    told = "standard input is read as YAML or JSON; if it is another, say --from csv, jsonl, excel or parquet"
    return replace(first, help=f"{first.help}; {told}" if first.help else told), *others


def twin(order_id: str, at: Place, first: Place) -> Diagnostic:
    """Return the fault of an order whose id was used before."""
    told = f"order id {quoted(order_id)} is used twice, first at {first}"
    return Diagnostic(at, told, "give each order an id of its own")


_ALONE = "write each order on a line of its own"


def read_json_lines(stream: BinaryIO, file: str, reader: OrderReader) -> Iterator[Entry]:
    """Yield an entry for each line that is not empty.

    Raises:
        FaultsError: the stream cannot be read any further.
    """
    number = line_number = 0
    while line := _line(stream, file):
        line_number += 1
        if not line.strip():
            continue
        number += 1
        at = Place(file, line_number, 1)
        if len(line) > LINE and b"\x00" in line:
            yield Entry(faults=(Diagnostic(at, BINARY, _ALONE),), refused=1)
            return  # a hole in it may be as long as the disk is large
        if len(line) > LINE:
            _skip_line(stream, file, line)
            told = f"expected at most {LINE:,} bytes in a line, got more"
            yield Entry(faults=(Diagnostic(at, told, _ALONE),), refused=1)
        else:
            yield _alone(line, at, reader, f"{PurePath(file).stem}-{number}")
    if not number:
        yield Entry(faults=(Diagnostic(Place(file, 1, 1), "the file holds no order"),), refused=1)


def _alone(line: bytes, at: Place, reader: OrderReader, name: str) -> Entry:
    """Return what becomes of one line: refused, too, where the program fails at it."""
    try:
        return _entry(line, at, reader, name)
    except BaseException as error:
        if not is_ours(error):
            raise
        return Entry(faults=(fault_of_ours(at, error),), refused=1)


def _entry(line: bytes, at: Place, reader: OrderReader, name: str) -> Entry:
    documents, faults = read_yaml(line.rstrip(b"\r\n"), at.file, reader.limits, first_line=at.line)
    if faults:
        alone = (
            Diagnostic(one.at, one.message, _ALONE if "JSON object a line" in one.help else one.help) for one in faults
        )
        return Entry(faults=tuple(alone), refused=1)
    if len(documents) != 1:
        told = f"expected one order in the line, got {len(documents)}"
        return Entry(faults=(Diagnostic(at, told, _ALONE),), refused=1)
    try:
        return Entry(order=reader.order(documents[0], name))
    except OrderError as error:
        return Entry(faults=error.faults, refused=1)


def _line(stream: BinaryIO, file: str) -> bytes:
    try:
        return stream.readline(LINE + 1)
    except OSError as error:
        raise unreadable(file, error) from None


def _skip_line(stream: BinaryIO, file: str, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = _line(stream, file)
