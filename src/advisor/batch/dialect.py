"""What a table is written in: its encoding, what stands between its cells, its decimal mark. Decided once a file."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count, islice
from typing import BinaryIO

from msgspec import Struct

from advisor.batch.header import LOOKED, known_in
from advisor.batch.sheet import Row
from advisor.batch.source import LINE, PIECE, unreadable
from advisor.errors import Diagnostic, FaultsError, Place
from advisor.yaml.text import quoted

DELIMITERS = (",", ";", "\t")
NAMES = {",": "commas", ";": "semicolons", "\t": "tabs"}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
BINARY = "expected text, got a binary file"
_SEP = re.compile(r"sep=(.)\s*")


class Form(Struct, frozen=True):
    """How a table is written. first: the row of the header, 2 below a line such as `sep=;`."""

    encoding: str
    delimiter: str
    first: int = 1


def encoding_of(stream: BinaryIO, file: str, asked: str | None) -> str:
    """Return the encoding that the whole file can be read in: as asked, else by its mark, else UTF-8, else cp1252.

    Raises:
        FaultsError: it cannot be read so.
    """
    stream.seek(0)
    head = stream.read(4)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    tried = [asked] if asked else [marked] if marked else ["utf-8", "cp1252"]
    told = "no encoding"
    for encoding in tried:
        told = _undecodable(stream, file, encoding)
        if not told:
            return "utf-8-sig" if marked == "utf-8-sig" and codecs.lookup(encoding).name == "utf-8" else encoding
        if told == BINARY:
            break
        if encoding == "utf-8" and not asked:
            _refuse_stray(stream, file)
    raise FaultsError([Diagnostic(Place(file), told, "save the table as UTF-8, or say --encoding NAME")])


def _refuse_stray(stream: BinaryIO, file: str) -> None:
    """Refuse a file that is UTF-8 in some places and not in others: in any one encoding, some of its words would be garbled.

    Raises:
        FaultsError: it is so; at the first byte that is no UTF-8.
    """
    stream.seek(0)
    first: Diagnostic | None = None
    is_utf8, number = False, 0
    while (line := stream.readline(PIECE)) and not (is_utf8 and first):
        number += 1
        if line.isascii():
            continue
        text = line.decode("utf-8", "surrogateescape")
        strays = [at for at, one in enumerate(text) if "\udc80" <= one <= "\udcff"]
        is_utf8 |= any(not one.isascii() and not "\udc80" <= one <= "\udcff" for one in text)
        if strays and first is None:
            told = f"expected UTF-8 text, as elsewhere in the file, got the byte 0x{ord(text[strays[0]]) - 0xDC00:02X}"
            cure = "mend it, and save the table as UTF-8, or say --encoding cp1252 if the whole file is so"
            first = Diagnostic(Place(file, number, strays[0] + 1), told, cure)
    if is_utf8 and first:
        raise FaultsError([first])


def _undecodable(stream: BinaryIO, file: str, encoding: str) -> str:
    """Return what keeps the whole stream from being text in the encoding, or nothing."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    try:
        while piece := stream.read(PIECE):
            text = decoder.decode(piece)
            if "\x00" in text:
                return BINARY
            line += text.count("\n")
        decoder.decode(b"", final=True)
    except UnicodeError as error:
        where = ""
        if isinstance(error, UnicodeDecodeError) and isinstance(error.object, bytes):
            line += error.object[: error.start].count(b"\n")
            where = f", got the byte 0x{error.object[error.start]:02X} in line {line}"
        return f"expected {encoding} text{where}"
    except OSError as error:
        raise unreadable(file, error) from None
    return ""


def form_by_header(
    stream: BinaryIO, file: str, encoding: str, delimiter: str | None, known: Callable[[str], bool]
) -> Form:
    """Return the form under which most columns of the header are known.

    Raises:
        FaultsError: two forms do equally well.
    """
    first_line = _first_line(stream, encoding)
    found = _SEP.fullmatch(first_line.strip("\r\n"))
    if found:
        return Form(encoding, delimiter or found[1], 2)
    if delimiter:
        return Form(encoding, delimiter)
    scores: dict[str, tuple[int, int]] = {}
    below: dict[str, tuple[int, int]] = {}
    for one in DELIMITERS:
        rows = [row.cells for row in islice(_rows(stream, Form(encoding, one)), LOOKED + 1) if any(row.cells)]
        cells = rows[0] if rows else ()
        scores[one] = (sum(1 for cell in cells if known(cell)), len(cells))
        below[one] = max(((len(known_in(cells, known)), len(cells)) for cells in rows), default=(0, 0))
    if max(below.values())[0] > max(scores.values())[0]:
        scores = below  # a title stands above the header
    best = max(scores.values())
    ways = [one for one in DELIMITERS if scores[one] == best]
    if len(ways) > 1 and best[1] > 1:
        told = f"the header {quoted(first_line.strip())} can be cut at {' or at '.join(NAMES[one] for one in ways)}"
        raise FaultsError([Diagnostic(Place(file, 1, 1), told, "say --delimiter ';' or --delimiter ','")])
    return Form(encoding, ways[0])


def _rows(stream: BinaryIO, form: Form) -> Iterator[Row]:
    """Yield the rows from the header on."""
    lines = _lines(stream, form.encoding)
    for _ in range(1, form.first):
        next(lines, "")
    return rows_of(lines, form.delimiter, form.first)


def rows_of(lines: Iterator[str], delimiter: str, number: int) -> Iterator[Row]:
    """Yield rows, numbered from `number` on. A slip in quotes spoils its row; one that swallows what follows is the last."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    for number in count(number):  # noqa: B020, PLR1704  # counted on from there
        try:
            yield Row(number, tuple(next(reader)))
        except StopIteration:
            return
        except csv.Error as error:
            slip, last = _slip(str(error))
            yield Row(number, (), slip, last)
            if last:
                return


def _slip(told: str) -> tuple[str, bool]:
    """Return what is wrong in words, and whether nothing below can be trusted."""
    if "expected after" in told:
        return "expected the end of the cell after its closing quote, got more", False
    if "end of data" in told:
        return "expected a closing quote, got none before the end of the file", True
    if "field larger" in told:
        return f"expected at most {csv.field_size_limit():,} characters in a cell, got more", True
    return "this row cannot be read as cells: " + " ".join(told.split()).lower(), True


def _first_line(stream: BinaryIO, encoding: str) -> str:
    try:
        return next(_lines(stream, encoding), "")
    except csv.Error:
        return ""  # told when the rows are read


def _lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        yield from lines_of(text)
    finally:
        with suppress(ValueError):  # the stream may be closed by now
            text.detach()


def lines_of(text: io.TextIOBase) -> Iterator[str]:
    """Yield the lines that are left in a text.

    Raises:
        csv.Error: a line is too long.
    """
    while line := text.readline(LINE + 1):
        if len(line) > LINE:
            raise csv.Error(f"a line of more than {LINE:,} characters")
        yield line
