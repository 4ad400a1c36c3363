"""What a text says beside its number, and which of several numbers parted by strokes is one of them: `350pp`, `500/1000`."""

from __future__ import annotations

import re

from advisor.value.day import QuantityError
from advisor.value.hedge import ends, unhedged
from advisor.value.spoken import number_at

_STROKES = re.compile(r"[0-9]+(?:/[0-9]+)+")
LEAST, _NO_DAY, _WHOLE = 10, 32, 100
"""From what on alternatives are counts; the last of them is no day of a month, and they are not the shares of a whole (`60/40 cotton`)."""


def beside_number(words: str) -> str | None:
    """Return what stands after a number in a tidy text, None if there is none."""
    _, words = unhedged(words)
    for low, high, _ in ends(words):
        if beside_number(low) == "" and (rest := beside_number(high)) is not None:
            return rest
    return _number(words.strip())


def _number(words: str) -> str | None:
    try:
        said = number_at(unhedged(words)[1].strip(), whole=True)
    except QuantityError:
        return None
    return None if said is None else said.rest


def are_parted(text: str) -> bool:
    """Return whether a text is numbers with strokes between that are no alternatives, and so no count: `50/50`."""
    return _STROKES.fullmatch(text) is not None and not strokes(text)


def strokes(text: str) -> list[int]:
    """Return the numbers of which one is meant, parted by strokes; none if the text is none or may be a day: `500/1000/2000`."""
    numbers = [int(one) for one in text.split("/")] if _STROKES.fullmatch(text) else []
    is_count = (
        bool(numbers)
        and sum(numbers) != _WHOLE
        and numbers == sorted(set(numbers))
        and numbers[0] >= LEAST
        and numbers[-1] >= _NO_DAY
    )
    return numbers if is_count else []
