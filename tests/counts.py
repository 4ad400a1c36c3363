"""How many cases of a law are drawn: few, so that the suite is done in minutes; THOROUGH=10 draws ten times as many of each."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import product
from typing import TypeVar

_A = TypeVar("_A")
_B = TypeVar("_B")

THOROUGH = max(1, int(os.environ.get("THOROUGH", "1")))
"""How many times as many cases as usual are drawn (`make thorough`)."""


def count(few: int, most: int | None = None) -> int:
    """Return how many cases are drawn where few are usual, and no more than most are of use."""
    return few * THOROUGH if most is None else min(few * THOROUGH, most)


def every(step: int) -> int:
    """Return in how many cases one is taken, where one in so many is usual."""
    return max(1, step // THOROUGH)


def pairs(some: Iterable[_A], others: Iterable[_B]) -> list[tuple[_A, _B]]:
    """Return each of some with one of as many others; if thorough, with every one of them."""
    return [*(product(some, others) if THOROUGH > 1 else zip(some, others, strict=True))]
