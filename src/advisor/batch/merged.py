"""Merged cells: one value that stands for several rows, where it says the same of each."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_COUNT = re.compile(
    r"[-+(]?[0-9][0-9.,'\u2019 \u00a0]*[)kK]?(?: ?(?:pieces?|pcs?|units?|st\u00fcck|stck|stk|stuks?|pi\u00e8ces?|pezzi|x)\.?)?",
    re.IGNORECASE,
)
"""A number that may be counted for each row, or once for all."""


class Merged(Struct):
    """A block of cells, its edges counted from 0. value: what its first cell holds, once it has been read."""

    top: int
    left: int
    bottom: int
    right: int
    value: Any = ""

    def wrong(self, column: int, text: str, named: Collection[int]) -> tuple[str, str] | None:
        """Return why what one of its cells says cannot be known, and the cure. named: the columns that say something."""
        if not text and column == self.left:
            return None
        spanned = [one for one in range(self.left, self.right + 1) if one in named]
        if len(spanned) > 1 and self.value not in ("", None):
            told = f"the cell is merged with columns beside it, of rows {self.top + 1} to {self.bottom + 1}"
            return told, "unmerge it, and write in each column what it says"
        if self.bottom > self.top and _COUNT.fullmatch(text.strip()):
            told = f"the number is merged over rows {self.top + 1} to {self.bottom + 1}: for each, or for all together"
            return told, "unmerge it, and write in each row its own number"
        return None


def merges_in(sheet: CalamineSheet) -> dict[int, list[Merged]]:
    """Return row -> the merged blocks that lie in it, within the rows that hold something."""
    found: dict[int, list[Merged]] = {}
    last = (sheet.end or (-1, -1))[0]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        block = Merged(top, left, min(bottom, last), right)
        for row in range(block.top, block.bottom + 1):
            found.setdefault(row, []).append(block)
    return found
