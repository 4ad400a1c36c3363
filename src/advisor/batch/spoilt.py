"""Rows of a table that are no orders: totals below the others, refunds among them, and those that cannot be read, whatever they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from advisor.batch.cell import TableColumn
from advisor.batch.sheet import Row, fits
from advisor.ir import Kind

# --- rows that are no order -------------------------------------------------------------------------------------------
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


# --- rows beyond reading ----------------------------------------------------------------------------------------------
def wrong_cells(row: Row, columns: Sequence[TableColumn]) -> Iterator[tuple[int, str, str]]:
    """Yield the cells whose value cannot be known: index, why, and the cure. A column that says nothing may hold what it likes."""
    for index, (told, cure) in row.wrong.items():
        column = columns[index] if index < len(columns) else None
        if column is None or column.target is not None or column.kept or not column.header:
            yield index, told, cure


def telling_columns(columns: Sequence[TableColumn]) -> Iterator[int]:
    """Yield the columns in which a row may say that it is no order: ids, choices, and what is kept or passed over."""
    for at, one in enumerate(columns):
        fact = one.target.fact if one.target else None
        if fact.kind is Kind.CHOICE if fact else one.target is None or one.target.name == "id":
            yield at


def is_spoilt(row: Row, columns: Sequence[TableColumn]) -> bool:
    """Return whether a row cannot be read for what its cells are, whatever they say."""
    return not fits(row, len(columns)) or any(wrong_cells(row, columns))


def is_alien(cell: str, words: Sequence[str]) -> bool:
    """Return whether a cell says that the money of its row is not counted as the pack does. words: for the pack's currency."""
    return cell.strip().upper() not in ("", *words)
