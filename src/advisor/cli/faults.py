"""Faults told on standard error as they come: the same one at many places once, and at the end how often it came."""

from __future__ import annotations

from collections.abc import Iterable

import click
from msgspec import Struct, field

from advisor.cli.common import show_faults
from advisor.errors import Diagnostic

MOST_TOLD_APART = 100
"""How many different faults are told."""
ALIKE = 1
"""So many times the same fault is told with its place; from then on it is counted."""


class FaultTeller(Struct):
    """The faults of a run. where: what holds those that are not told, empty if nothing does."""

    where: str = ""
    _count: dict[tuple[str, str, str], int] = field(default_factory=dict)
    _first: dict[tuple[str, str, str], Diagnostic] = field(default_factory=dict)
    _left: int = 0

    def tell(self, faults: Iterable[Diagnostic]) -> None:
        """Tell the faults that are new, and count those told before."""
        for fault in faults:
            whole = "" if fault.at.line else fault.at.file  # a file that is missing is a fault of its own
            key = whole, fault.message, fault.help
            if key not in self._count and len(self._count) >= MOST_TOLD_APART:
                self._left += 1
                continue
            self._count[key] = self._count.get(key, 0) + 1
            self._first.setdefault(key, fault)
            if self._count[key] <= ALIKE:
                show_faults((fault,))

    def end(self) -> None:
        """Say how often each fault came that was not told every time, and where it came first."""
        for key, count in self._count.items():
            if count > ALIKE:
                first = self._first[key]
                click.echo(f"{count:,} times in all, first at {first.at}: {first.message}", err=True)
        if self._left:
            told = f", told in {self.where}" if self.where else ""
            click.echo(f"and {self._left:,} more faults of other kinds{told}", err=True)
