"""The exit codes, in one table."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What a command ended with. REFUSED outranks EXCLUDED; CRASHED is a fault of this program's own."""

    ADVISED = 0
    EXCLUDED = 1
    USAGE = 2
    FAULT = 3
    REFUSED = 4
    OUTPUT = 5
    CRASHED = 70
    INTERRUPTED = 130
    TERMINATED = 143


def worst(*, advised: int, refused: int, excluded: int) -> Exit:
    """Return the code for so many orders advised, refused, and advised with every option excluded."""
    if refused:
        return Exit.REFUSED if advised else Exit.FAULT
    return Exit.EXCLUDED if excluded else Exit.ADVISED
