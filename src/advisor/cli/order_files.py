"""The orders of the files that a command names: read, the refused ones shown, one of them picked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct
from msgspec.structs import replace

from advisor.batch.file_form import STDIN
from advisor.errors import Diagnostic, FaultsError, OrderError, Place

if TYPE_CHECKING:
    from advisor.cli.session import Opening
    from advisor.order import OrderReader
from advisor.cli.common import show_faults, today
from advisor.trace import TYPED, Order

_FILES = (".yaml", ".yml", ".json")
"""How files of orders end that a command can be given again."""
_Command = TypeVar("_Command", bound=Callable[..., Any])


def order_option(command: _Command) -> _Command:
    """Add `--order ID`, which names one order of a file that holds several."""
    return click.option("--order", "order_id", metavar="ID", help="Which order of the file.")(command)


class NamedOrders(Struct, frozen=True):
    """The orders of some files: the good ones, and how many were refused; their faults were shown."""

    good: tuple[Order, ...]
    refused: int


def read_orders(names: Sequence[str], reader: OrderReader, order_id: str | None = None) -> NamedOrders:
    """Return the orders of the files, or those of one id, showing every fault on standard error."""
    good: list[Order] = []
    refused = 0
    reader = for_a_person(reader)
    taken: dict[str, str] = {}
    for name in names:
        try:
            held = reader.read(raw_bytes(name, reader), "<stdin>" if name == STDIN else name)
        except FaultsError as error:
            show_faults(error.faults)
            refused += 1
            continue
        show_faults(held.faults)
        refused += held.refused
        for order in held.orders:
            if order.id in taken:
                told = f"order id `{order.id}` is used in `{taken[order.id]}` too"
                show_faults([Diagnostic(order.at, told, "give each order an id of its own")])
                refused += 1
            else:
                taken[order.id] = name
                good.append(order)
    wanted = tuple(order for order in good if order_id in (None, order.id))
    if good and not wanted:
        show_faults([_unnamed(", ".join(names), order_id, good)])
        refused += 1
    return NamedOrders(wanted, refused)


def raw_bytes(name: str, reader: OrderReader) -> bytes:
    """Return the bytes of a file, or of standard input for `-`."""
    from advisor.yaml.opening import read_bytes, read_stream

    if name == STDIN:
        return read_stream(sys.stdin.buffer, "<stdin>", reader.limits)
    return read_bytes(Path(name), reader.limits)


def one_order(name: str, order_id: str | None, reader: OrderReader) -> Order:
    """Return the order asked for, or the only one of the file.

    Raises:
        OrderError: the file has faults, holds several orders, or none of that id.
    """
    return order_in(raw_bytes(name, reader), name, order_id, reader)


def order_in(raw: bytes, name: str, order_id: str | None, reader: OrderReader) -> Order:
    """Return the order asked for in a file's bytes, or the only one; raise as `one_order` does."""
    held = for_a_person(reader).read(raw, "<stdin>" if name == STDIN else name)
    wanted = [order for order in held.orders if order_id in (None, order.id)]
    if len(wanted) == 1:
        return wanted[0]
    if held.faults:
        raise OrderError(held.faults)
    raise OrderError([_unnamed(name, order_id, held.orders)])


def _unnamed(name: str, order_id: str | None, orders: Sequence[Order]) -> Diagnostic:
    """Return the refusal of an id that no order of a file has, or of none where there are several."""
    listed = ", ".join(f"`{order.id}`" for order in orders[:12])
    told = f"no order has the id `{order_id}`" if order_id else "the file holds several orders"
    return Diagnostic(Place(name), told, f"say --order ID; there are {listed}")


def for_a_person(reader: OrderReader) -> OrderReader:
    """Return a reader that takes the day it is where an order needs one and says none, said once, when it is taken."""
    return reader if reader.today else replace(reader, today=cache(lambda: date.fromisoformat(today())))


def named_by(order: Order, opening: Opening, *, is_one_of: bool = False) -> str:
    """Return how a command names an order as it was read: its file, what was laid over it, its id where others are in the file; empty if it has no file."""
    file = order.at.file
    if not file.endswith(_FILES):
        return TYPED if file == TYPED else ""
    which = f" --order {quote(order.id)}" if is_one_of or order.among is not None else ""
    return f"{quote(file)}{opening.typed()}{which}"
