"""Plain text on the page: lines wrapped, columns aligned, nothing cut, no space at the end of a line."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Sequence

from markupsafe import Markup

from advisor.render.inert import inert

WIDTH = 80
GAP = "  "
_BLANK_LINES = re.compile(r"\n{3,}")
_INDENT = re.compile(r" *(?:[-+x] )?")
_APART = re.compile(r"(?<=\b[A-Z]{3}) (?=-?\d)|(?<=\d) (?=[^\W\d_]|%)")
_TIED = "\x00"
"""Stands for the space between a number and its currency or unit while lines are broken; cannot occur in inert text."""


def tidy_lines(text: str, width: int | None = None) -> str:
    """Return the text without trailing spaces and with single blank lines, ending in one line feed; wrapped to width."""
    lines = [line.rstrip() for line in text.splitlines()]
    if width is not None:
        lines = [part for line in lines for part in wrapped(line, width)]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n") + "\n"


def wrapped(line: str, width: int) -> list[str]:
    """Return the line in pieces of at most width; what follows the first is set under its first word."""
    if len(line) <= width:
        return [line]
    lead = _INDENT.match(line)
    return filled(line, width, indent=" " * (lead.end() if lead else 0))


def filled(text: str, width: int, *, lead: str = "", indent: str = "", breaks_words: bool = False) -> list[str]:
    """Return a text in lines of at most width, the first after `lead`, the others after `indent`; no number without its unit."""
    pieces = textwrap.wrap(
        _APART.sub(_TIED, text), width, initial_indent=lead, subsequent_indent=indent, break_long_words=breaks_words,
        break_on_hyphens=False,
    )  # fmt: skip
    return [piece.replace(_TIED, " ") for piece in pieces] or [lead.rstrip()]


def tied(text: str) -> str:
    """Return a text in which no number stands on another line than its currency or unit."""
    return _APART.sub("\u00a0", text)


def underline(title: str) -> str:
    """Return a rule as long as the title, or as the page is wide."""
    return "-" * min(len(title), WIDTH)


def aligned(rows: Sequence[Sequence[str]], head: Sequence[str], width: int = WIDTH) -> Markup:
    """Return a table for plain text, every cell made inert."""
    safe = [[inert_lines(cell) for cell in row] for row in (head, *rows)]
    return Markup(table_lines(safe[0], safe[1:], width))  # noqa: S704  # each cell was made inert


def inert_lines(text: str) -> str:
    """Return a text of several lines made inert."""
    return "\n".join(inert(line) for line in text.split("\n"))


def table_lines(head: Sequence[str], rows: Sequence[Sequence[str]], width: int = WIDTH) -> str:
    """Return a table in aligned columns; cells that do not fit are wrapped, and a line feed in a cell is kept."""
    table = [list(head), *(list(row) for row in rows)]
    widths = _widths(table, width)
    lines = ["-" * size for size in widths]
    told = [_row(row, widths) for row in table]
    told.insert(1, GAP.join(lines))
    if any("\n" in row for row in told):
        told = [told[0], told[1], *(f"{row}\n" for row in told[2:])]
    return "\n".join(told).rstrip("\n")


def side_by_side(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a small table without rules; cells that do not fit are wrapped."""
    table = [list(head), *(list(row) for row in rows)]
    widths = _widths(table, WIDTH)
    return [line for row in table for line in _row(row, widths).split("\n")]


def breadth(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for a wide letter, none for a mark set over another."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text
    )


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    blocks = [
        [piece for line in cell.split("\n") for piece in wrapped(line, size)]
        for cell, size in zip(cells, widths, strict=True)
    ]
    height = max(len(block) for block in blocks)
    filled = [block + [""] * (height - len(block)) for block in blocks]
    lines = [
        GAP.join(piece + " " * (size - breadth(piece)) for piece, size in zip(line, widths, strict=True)).rstrip()
        for line in zip(*filled, strict=True)
    ]
    return "\n".join(lines)


def _widths(table: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the width of each column: what it needs, or less where all do not fit, but never less than a word."""
    cells = [[row[index] for row in table] for index in range(len(table[0]))]
    needed = [max(breadth(line) for cell in column for line in cell.split("\n")) for column in cells]
    least = [max(breadth(word) for cell in column for word in (cell.split() or [""])) for column in cells]
    room = width - len(GAP) * (len(cells) - 1)
    while sum(needed) > room:
        index = max(range(len(needed)), key=lambda one: needed[one] - least[one])
        if needed[index] == least[index]:
            break
        needed[index] -= 1
    return needed
