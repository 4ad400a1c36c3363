"""Orders that are refused: how many a run bears, and how they are told."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from advisor.batch.entry import Entry
from advisor.errors import AdvisorError
from advisor.value.unit import WHOLE

REFUSED_SUFFIX = ".refused.jsonl"
"""What the name of OUT is followed by, for the orders that were refused."""
_PATIENCE = 1_000
"""How many orders are read before a share of refused ones ends the run."""


class Refused(Struct, frozen=True, kw_only=True):
    """An order that was refused: why, and what stood in its cells, if it was a row."""

    entry: Entry
    cells: Mapping[str, str] = field(default_factory=dict)


class HopelessError(AdvisorError):
    """Raised when more orders were refused than the run allows."""


class Allowed(Struct, frozen=True):
    """How many orders may be refused, as a number or as a share of those read, in hundredths of a percent; None: any."""

    number: int | None = None
    share: int | None = None

    def check(self, advised: int, refused: int, *, is_end: bool) -> None:
        """Raise an error if more were refused.

        Raises:
            HopelessError: that is so.
        """
        read = advised + refused
        if self.number is not None and refused > self.number:
            raise HopelessError(
                f"{refused:,} orders were refused, --max-refused allows {self.number:,}; nothing is written"
            )
        is_due = read >= _PATIENCE or is_end
        if self.share is not None and is_due and refused * WHOLE > self.share * read:
            told = f"{refused:,} of {read:,} orders were refused, --max-refused allows {self.share / 100:g} %"
            raise HopelessError(f"{told}; nothing is written")


def refused_lines(refused: Sequence[Refused]) -> Iterator[str]:
    """Yield a line of JSON for each refused order: its place, what is wrong with it, and its cells."""
    for one in refused:
        faults = [
            {"file": f.at.file, "line": f.at.line, "column": f.at.column, "message": f.message, "help": f.help}
            for f in one.entry.faults
        ]
        first = faults[0] if faults else {}
        told = {**first, "faults": faults, "cells": dict(one.cells), "orders": one.entry.refused}
        yield json.dumps(told, ensure_ascii=True) + "\n"
