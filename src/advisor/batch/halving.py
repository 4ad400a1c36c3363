"""What is made of many rows at once, without those at which the program fails: they are found by halving."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from advisor.yaml.ours import is_ours

_Made = TypeVar("_Made")


def halved(rows: range, make: Callable[[range], _Made], lost: dict[int, BaseException]) -> Iterator[_Made]:
    """Yield what is made of some rows, in their order: halved where the program fails, until a row is alone, and lost."""
    try:
        found = make(rows)
    except BaseException as error:
        if not is_ours(error):
            raise
        if len(rows) <= 1:
            lost.update(dict.fromkeys(rows, error))
            return
    else:
        yield found
        return
    middle = len(rows) // 2
    yield from halved(rows[:middle], make, lost)
    yield from halved(rows[middle:], make, lost)
