"""What reading many orders yields, one at a time."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from advisor.errors import Diagnostic
from advisor.trace import Order

AS_OF, SHARED, QUOTES = "as_of", "shared", "quotes"
"""What an order says beside its facts, as the columns that keep it are called. quotes: how many, for they are not kept."""


class Entry(Struct, frozen=True, kw_only=True):
    """One order, or what became of it.

    order: None if it was refused. refused: how many orders these faults refuse; is_file: a file as a whole, of nobody knows how many orders. kept: columns that are echoed.
    said: how a file is read, where that had to be decided.
    """

    order: Order | None = None
    faults: tuple[Diagnostic, ...] = ()
    refused: int = 0
    is_file: bool = False
    kept: Mapping[str, str] = field(default_factory=dict)
    said: str = ""


class Counts(Struct):
    """What became of the orders so far. refused: orders, and files as a whole, each as one; files: these alone."""

    advised: int = 0
    excluded: int = 0
    refused: int = 0
    files: int = 0


def keys_unread(order: Order) -> tuple[str, ...]:
    """Return the keys of an order, or its words, that say nothing known."""
    return tuple(one.partition(":")[0] for one in order.unread)
