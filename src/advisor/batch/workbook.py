"""What a workbook shows of its cells beyond the values that its reader gives: errors, formats, what is hidden or merged.

The reader of values gives an error, and a formula that nothing has worked out, as an empty cell. Nothing may be lost so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from posixpath import join, normpath
from typing import BinaryIO
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from advisor.batch.number_format import BUILT_IN, Format, formats_of
from advisor.batch.shown import UNWORKED, Cell, Shown, parse_xml
from advisor.batch.source import PIECE
from advisor.batch.workbook_old import OLD, shown_in_old
from advisor.batch.workbook_open import CONTENT, shown_in_open

BOOK = "xl/workbook.xml"
OVERLAP = 64
_NAME = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TRUE = ("1", "true")


def shown_in(stream: BinaryIO, sheet: str) -> Shown | None:
    """Return what the sheet of this name shows, None if the workbook is not written in a form that tells (`.xlsb`).

    Raises:
        ValueError: the workbook is damaged.
        MissingExtraError: it is an `.xls`, and the library that tells is not installed.
    """
    stream.seek(0)
    try:
        if stream.read(len(OLD)) == OLD:
            return shown_in_old(stream, sheet)
        with ZipFile(stream) as packed:
            names = packed.namelist()
            if CONTENT in names and BOOK not in names:
                with packed.open(CONTENT) as part:
                    return shown_in_open(part, sheet)
            return _Book(packed).shown(sheet) if BOOK in names else None
    except (BadZipFile, NotImplementedError):
        return None
    except (ExpatError, KeyError, IndexError) as error:
        raise ValueError(f"it is damaged: {error}") from error


def cell_of(name: str) -> Cell:
    """Return the row and column of a cell that is named as in `B3`.

    Raises:
        ValueError: that is no name of a cell.
    """
    found = _NAME.fullmatch(name)
    if found is None:
        raise ValueError(f"no cell has the name {name[:20]}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


class _Book:
    def __init__(self, packed: ZipFile) -> None:
        self._packed = packed

    def shown(self, sheet: str) -> Shown:
        path, is_stale = self._sheet(sheet)
        if self._is_plain(path):
            return Shown()
        reader = _SheetReader(self._formats, is_stale=is_stale)
        with self._packed.open(path) as part:
            parse_xml(part, reader)
        return reader.shown

    def _is_plain(self, path: str) -> bool:
        """Return whether a glance finds nothing in a sheet's part that would have to be taken down: most are so, and a look takes long."""
        styles = "|".join(self._formats) or "none"
        mark = re.compile(
            rf"""[<:]f[ />]|t=["']e["']|hidden=|zeroHeight=|(?:ht|width)=["']0|s=["'](?:{styles})["']""".encode()
        )
        with self._packed.open(path) as part:
            kept = b""
            while piece := part.read(PIECE):
                if mark.search(kept + piece) or b"\x00" in piece:
                    return False
                kept = piece[-OVERLAP:]
        return True

    def _sheet(self, name: str) -> tuple[str, bool]:
        """Return the part that holds a sheet, and whether no formula of the workbook was worked out by what wrote it."""
        book = list(self._elements(BOOK))
        relation = next(
            value
            for tag, attributes in book
            if tag == "sheet" and attributes["name"] == name
            for key, value in attributes.items()
            if key.rpartition(":")[2] == "id"
        )
        targets = {
            one["Id"]: one["Target"]
            for tag, one in self._elements("xl/_rels/workbook.xml.rels")
            if tag == "Relationship"
        }
        target = targets[relation]
        is_stale = any(tag == "calcPr" and one.get("fullCalcOnLoad") in _TRUE for tag, one in book)
        return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target)), is_stale

    @cached_property
    def _formats(self) -> Mapping[str, tuple[Format, ...]]:
        """Style -> the sections of its number format, of those that show more than the number."""
        if "xl/styles.xml" not in self._packed.namelist():
            return {}
        codes, styles, is_cell = {str(key): code for key, code in BUILT_IN.items()}, [], False
        for tag, one in self._elements("xl/styles.xml"):
            if tag == "numFmt":
                codes.setdefault(one["numFmtId"], one["formatCode"])
            elif tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
                is_cell = tag == "cellXfs"
            elif tag == "xf" and is_cell:
                styles.append(codes.get(one.get("numFmtId", "0"), ""))
        told = {str(at): formats_of(code) for at, code in enumerate(styles)}
        return {style: formats for style, formats in told.items() if not all(one.is_plain for one in formats)}

    def _elements(self, path: str) -> Iterator[tuple[str, dict[str, str]]]:
        found: list[tuple[str, dict[str, str]]] = []
        with self._packed.open(path) as part:
            parse_xml(part, _Elements(found))
        yield from found


class _Elements:
    """Takes down the elements of a small part."""

    def __init__(self, found: list[tuple[str, dict[str, str]]]) -> None:
        self._found = found

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        self._found.append((tag.rpartition(":")[2], attributes))

    def end(self, tag: str) -> None:
        """Take no note of an end."""

    def text(self, text: str) -> None:
        """Take no note of text."""


class _SheetReader:
    """Takes down what a sheet's part says beyond values."""

    def __init__(self, formats: Mapping[str, tuple[Format, ...]], *, is_stale: bool) -> None:
        self.shown = Shown()
        self._formats = formats
        self._unworked = ("", "0") if is_stale else ("",)  # what writes no values writes none, or 0
        self._row = self._column = -1
        self._type = ""
        self._has_formula = self._is_value = self._hides = False
        self._value = ""

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "c":
                self._cell(attributes)
            case "v":
                self._is_value = True
            case "f":
                self._has_formula = True
            case "row":
                self._begin_row(attributes)
            case "col" if attributes.get("hidden") in _TRUE or attributes.get("width") in ("0", "0.0"):
                first, last = int(attributes["min"]) - 1, int(attributes["max"])
                self.shown.columns.update(range(first, min(last, 1 << 14)))
            case "sheetFormatPr":
                self._hides = attributes.get("zeroHeight") in _TRUE

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        self._column = -1
        is_hidden = attributes["hidden"] in _TRUE if "hidden" in attributes else self._hides and "ht" not in attributes
        if is_hidden or attributes.get("ht") in ("0", "0.0"):
            self.shown.rows.add(self._row)

    def _cell(self, attributes: dict[str, str]) -> None:
        self._row, self._column = cell_of(attributes["r"]) if "r" in attributes else (self._row, self._column + 1)
        self._type = attributes.get("t", "n")
        self._value, self._has_formula = "", False
        formats = self._formats.get(attributes.get("s", "0"))
        if formats and self._type == "n":
            self.shown.formats[self._row, self._column] = formats

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "v":
            self._is_value = False
        elif name == "c" and self._type == "e":
            self.shown.broken[self._row, self._column] = f"an error, `{self._value.strip()[:20]}`"
        elif name == "c" and self._has_formula and self._type != "str" and self._value.strip() in self._unworked:
            self.shown.broken[self._row, self._column] = UNWORKED

    def text(self, text: str) -> None:
        if self._is_value and (self._type == "e" or self._has_formula):
            self._value += text
