"""Which cells of a row make it one that cannot be read, whatever it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.batch.cell import TableColumn
from advisor.batch.sheet import Row, fits
from advisor.ir import Kind


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
