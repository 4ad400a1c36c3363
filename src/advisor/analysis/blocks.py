"""How many orders are advised on together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

IN_BLOCK = 128
"""So many that what orders share is worked out once, and so few that the traces of all are held at once."""
LIGHT = 512
"""So many where no trace of all verdicts is held."""
_T = TypeVar("_T")


def in_blocks(asked: Sequence[_T], most: int = IN_BLOCK) -> Iterator[Sequence[_T]]:
    """Yield what is asked, a block of at most so many at a time."""
    for first in range(0, len(asked), most):
        yield asked[first : first + most]
