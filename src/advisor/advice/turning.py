"""Values of a number at which a condition turns: exact for every condition whose verdict goes one way as the number grows.

That is every condition that is linear in the number, whatever else it reads: as the number grows it goes from one verdict to
another once, or once to unknown and once on. Each turn is bisected to the unit.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping

from advisor import ir, meaning
from advisor.meaning import truth

_PLACES: Mapping[ir.Verdict, int] = {False: 0, None: 1, True: 2}


def comparisons_in(conditions: Iterable[ir.Condition], path: str) -> Iterator[ir.Condition]:
    """Yield the comparisons in some conditions that read a number by its own path."""
    for condition in conditions:
        for node in meaning.nodes(condition):
            if isinstance(node, ir.Within | ir.Compare) and path in meaning.reads(node):
                yield node


def is_linear(condition: ir.Condition, path: str) -> bool:
    """Return whether a comparison is a sum of multiples of the number on either side, so that it turns one way."""
    match condition:
        case ir.Within():
            return True
        case ir.Compare(op, left, right):
            return op not in ("==", "!=") and _is_linear(left, path) and _is_linear(right, path)
        case _:
            return False


def _is_linear(node: ir.Expression, path: str) -> bool:
    if path not in meaning.reads(node):
        return True
    match node:
        case ir.Arithmetic("*", left, right):
            reading = [side for side in (left, right) if path in meaning.reads(side)]
            return len(reading) == 1 and _is_linear(reading[0], path)
        case ir.Arithmetic(_, left, right):
            return _is_linear(left, path) and _is_linear(right, path)
        case ir.Choose() | ir.Divide() | ir.Step():
            return False
        case _:
            return not meaning.children(node)


def turns(
    condition: ir.Condition, path: str, memory: ir.Memory, low: int, high: int,
    settle: Callable[[dict[str, ir.Possible]], None] | None = None,
) -> set[int]:  # fmt: skip
    """Return the values after low from which on a comparison's verdict is another, as far as they are at most high.

    Bisected: exact where the verdict goes one way; `Within` with two ends goes up and down, and is asked at its ends.
    settle: computes anew what the comparison reads that is made of the number.
    """
    known = {one: memory[one] for one in meaning.reads(condition) if one in memory} if settle is None else dict(memory)

    def place(value: int) -> int:
        known[path] = ir.Numbers(value, value)
        if settle is not None:
            settle(known)
        return _PLACES[truth.holds(condition, known)]

    if isinstance(condition, ir.Within) and condition.path == path:
        ends = (condition.low, condition.high)
        starts = [end.value + step for end, step in zip(ends, (0, 1), strict=True) if end is not None]
        return {start for start in starts if low < start <= high}
    return _between(place, low, high)


def _between(place: Callable[[int], int], low: int, high: int) -> set[int]:
    """Return where a function that goes one way leaves each of its values."""
    first, last = place(low), place(high)
    sign = 1 if last >= first else -1

    def risen(value: int) -> int:
        return sign * (place(value) - first)

    return {low + bisect_left(range(low, high + 1), level, key=risen) for level in range(1, abs(last - first) + 1)}
