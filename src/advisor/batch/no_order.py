"""Rows of a table that are no orders: totals below the others, and refunds among them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TOTAL = (
    "(?:grand |sub-?)?totals?|sum|subtotal|summe|gesamt|gesamtsumme|zwischensumme|endsumme|insgesamt|totaal|subtotaal|totale|subtotale"
    "|somme|total g\u00e9n\u00e9ral|sous-total|suma|razem|\u03a3"
)
_REFUND = (
    "refund|refunded|partially refunded|credit note|cancell?ed|cancellation|voided|r\u00fcckerstattung|erstattung|erstattet|gutschrift|storno"
    "|storniert|stornierung|retoure|remboursement|rembours\u00e9|rimborso|reembolso"
)
NO_ORDER = rf"(?i)^\s*(?:(?:{_TOTAL})\s*[:.=]?|(?:{_REFUND})(?:\s*[:.]?|[\s:]+(?:no\.?|nr\.?|#)?\s*#?[a-z]{{0,3}}-?[0-9][0-9-]*))\s*$"
"""A cell that says that its row is no order, as Python and Rust both read it."""
BARE_NUMBER = r"^\s*(?:[A-Z]{3}|[€$£¥])?\s*[-+]?[0-9][0-9.,'\u2019\s]*(?:[A-Z]{3}|[€$£¥])?\s*$"
"""A cell with a number and nothing beside it but a currency, as Python and Rust both read it."""
_BARE = re.compile(BARE_NUMBER)
NAMELESS = "the row has numbers alone and no id, where the first has one: a total, not an order to advise on"
CURE = "take it out, or give the order an id"
_TOTAL_CELL = re.compile(rf"(?i)^\s*(?:{_TOTAL})\s*[:.=]?\s*$")
_CELL = re.compile(NO_ORDER)


def no_order(cell: str) -> tuple[str, str] | None:
    """Return what a cell outside the facts says its row is, if that is no order, and the cure."""
    if not _CELL.match(cell):
        return None
    what = "a total" if _TOTAL_CELL.match(cell) else "a refund or a cancelled order"
    return f"the row is {what}, not an order to advise on", "take it out, or give the order another id"


def is_nameless(cells: Sequence[str], named: int) -> bool:
    """Return whether a row that is not empty has no id and bare numbers alone. named: the index of the ids."""
    return not any(cell.strip() for cell in cells[named : named + 1]) and all(
        not cell.strip() or _BARE.match(cell) for cell in cells
    )
