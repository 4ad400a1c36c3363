"""How whole numbers are divided: a remainder is rounded as the formula says, and half up on a line through rows."""

from __future__ import annotations

from itertools import pairwise


def divide(mode: str, left: int, right: int) -> int:
    """Return left / right (right > 0) rounded up, down, or half up, which is towards plus infinity."""
    match mode:
        case "ceil":
            return -(-left // right)
        case "half_up":
            return (2 * left + right) // (2 * right)
        case _:
            return left // right


def along(at: int, rows: tuple[tuple[int, int], ...]) -> int:
    """Return the value at a place on the line through the rows."""
    place = min(max(at, rows[0][0]), rows[-1][0])
    (start, value), (end, other) = next(pair for pair in pairwise(rows) if place <= pair[1][0])
    return value + divide("half_up", (other - value) * (place - start), end - start)
