"""What an `.ods` shows of its cells: errors, percent and currencies, what is hidden, and the text of a cell that shows another than its value."""

from __future__ import annotations

import re
from typing import IO

from advisor.batch.number_format import formats_of
from advisor.batch.shown import UNWORKED, Shown, parse_xml

CONTENT = "content.xml"
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|WERT!|BEZUG!|NV|ZAHL!|NAME)|(?:Err|Fehler):[0-9]{3}")
_HIDDEN = ("collapse", "filter")
_MOST = 1 << 20
_UNIT = re.compile(r"\s*(?P<before>[^-+0-9.,\s'\u2019]*)[-+0-9.,\s'\u2019]*(?P<after>.*?)\s*", re.DOTALL)


def shown_in_open(part: IO[bytes], name: str) -> Shown:
    """Return what the sheet of this name shows."""
    reader = _Reader(name)
    parse_xml(part, reader)
    return reader.shown


class _Reader:
    """Takes down what the table of one name says beyond values. Cells and rows that repeat stand once."""

    def __init__(self, name: str) -> None:
        self.shown = Shown()
        self._name = name
        self._is_here = False
        self._depth = 0
        self._row = self._column = self._next_row = self._next_column = self._header = 0
        self._cell: dict[str, str] = {}
        self._text: list[str] = []
        self._is_text = False

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "table:table":
                self._depth += 1
                self._is_here = self._is_here or attributes.get("table:name") == self._name
            case "table:table-column" if self._is_here:
                first, count = self._header, int(attributes.get("table:number-columns-repeated", "1"))
                self._header += count
                if attributes.get("table:visibility") in _HIDDEN:
                    self.shown.columns.update(range(first, first + min(count, 1 << 14)))
            case "table:table-row" if self._is_here:
                count = int(attributes.get("table:number-rows-repeated", "1"))
                self._row, self._next_row, self._next_column = self._next_row, self._next_row + count, 0
                if attributes.get("table:visibility") in _HIDDEN:
                    self.shown.rows.update(range(self._row, self._row + min(count, _MOST)))
            case "table:table-cell" | "table:covered-table-cell" if self._is_here:
                self._column, self._cell, self._text = self._next_column, attributes, []
                self._next_column += int(attributes.get("table:number-columns-repeated", "1"))
            case "text:p" if self._is_here:
                self._is_text = True

    def text(self, text: str) -> None:
        if self._is_text:
            self._text.append(text)

    def end(self, tag: str) -> None:
        if tag == "table:table":
            self._depth -= 1
            self._is_here = self._is_here and self._depth > 0
        elif tag == "text:p":
            self._is_text = False
        elif tag == "table:table-cell" and self._is_here and self._cell:
            self._take()
            self._cell = {}

    def _take(self) -> None:
        """Take down what a cell shows, in each place where it is repeated."""
        text = "".join(self._text).strip()
        kind = self._cell.get("office:value-type", "")
        is_formula = "table:formula" in self._cell
        rows = range(self._row, min(self._next_row, self._row + _MOST))
        places = (
            [(row, column) for row in rows for column in range(self._column, self._next_column)]
            if kind or is_formula
            else []
        )
        if _ERROR.fullmatch(text) and (is_formula or kind != "string"):
            self.shown.broken.update(dict.fromkeys(places, f"an error, `{text}`"))
        elif is_formula and not kind:
            self.shown.broken.update(dict.fromkeys(places, UNWORKED))
        elif kind in ("percentage", "currency", "float"):
            formats = formats_of("0%" if kind == "percentage" else _code(text))
            if not all(one.is_plain for one in formats):
                self.shown.formats.update(dict.fromkeys(places, formats))


def _code(text: str) -> str:
    """Return the format code that shows what stands before and after the digits of a text."""
    found = _UNIT.fullmatch(text)
    if found is None or "%" in text:
        return "0"
    before, after = (part.replace('"', "") for part in (found["before"], found["after"]))
    return (f'"{before} "' if before else "") + "0" + (f'" {after}"' if after else "")
