"""The guard of cells: text of an order, in a table that a spreadsheet opens, is never run as a formula, and reads back as it was."""

from __future__ import annotations

from advisor.render.inert import inert

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell begins with that a spreadsheet may run (OWASP, CSV injection)."""


def cell(text: str) -> str:
    """Return text as a cell that no spreadsheet runs, with what cannot be seen written out."""
    seen = "".join(one if one in "\t\r\n" else inert(one) for one in text) if not text.isprintable() else inert(text)
    return f"'{seen}" if seen.lstrip("'").startswith(FORMULA) else seen


def uncell(text: str) -> str:
    """Return what `cell` was given, of text in which all can be seen; a text that stands behind more than one `'` loses one."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text
