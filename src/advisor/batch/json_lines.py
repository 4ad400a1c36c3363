"""JSON Lines: one order a line, read one line at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from msgspec.structs import replace

from advisor.batch.dialect import BINARY
from advisor.batch.entry import Entry
from advisor.batch.source import LINE, unreadable
from advisor.errors import Diagnostic, OrderError, Place
from advisor.order import OrderReader
from advisor.yaml.ours import fault_of_ours, is_ours
from advisor.yaml.reader import read_yaml

_ALONE = "write each order on a line of its own"


def read_json_lines(stream: BinaryIO, file: str, reader: OrderReader) -> Iterator[Entry]:
    """Yield an entry for each line that is not empty.

    Raises:
        FaultsError: the stream cannot be read any further.
    """
    reader = replace(reader, passes=True)  # a form sends more than was asked
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
