"""`advisor pack test`: orders whose answers are pinned, held against the pack, and written anew with `--pin`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.exits import Exit
from advisor.cli.session import open_session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

    from advisor.advice import Advisor
    from advisor.errors import Diagnostic
    from advisor.trace import Order


def held(folder: str | None) -> tuple[int, Sequence[Diagnostic]]:
    """Return how many orders a pack has pinned, and those of which it answers another thing now."""
    from advisor.analysis.pin_file import read_pins
    from advisor.analysis.pinned import moved

    advisor = open_session(folder, engine="walk").advisor
    pins = read_pins(pack_root(folder), folder or "", advisor)
    return len(pins), [*moved(pins, advisor)]


def pin(folder: str | None) -> int:
    """Write the pinned orders of a pack with what it answers of them now."""
    from advisor.analysis.pin_file import FILE, read_pins

    advisor = open_session(folder, engine="walk").advisor
    pins = read_pins(pack_root(folder), folder or "", advisor)
    if not pins:
        raise click.UsageError(f"the pack pins no order; begin {FILE} with `pinned: [{{id: NAME, order: {{...}}}}]`")
    written = write(folder, [one.order for one in pins], advisor)
    click.echo(f"{written}: {counted(len(pins))}")
    return Exit.ADVISED


def write(folder: str | None, orders: Sequence[Order], advisor: Advisor) -> str:
    """Pin some orders in place of those that were, and return the file."""
    from advisor.analysis.pin_file import FILE, pin_lines
    from advisor.batch.output import write_lines

    file = Path(str(pack_root(folder))) / FILE
    write_lines(str(file), pin_lines(orders, advisor))
    return f"{folder}/{FILE}" if folder else FILE


def counted(pins: int) -> str:
    """Return how many orders, in words."""
    return f"{pins} order{'s' if pins != 1 else ''}"


def pack_root(folder: str | None) -> Traversable:
    from advisor.pack.folder import builtin

    return Path(folder) if folder else builtin()
