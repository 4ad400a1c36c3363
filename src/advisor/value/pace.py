"""Numbers of so many days that are said of another time: `5 per day` of what is counted by the week."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

from advisor.value.measure import factor_of
from advisor.value.unit import DAYS

_PACED = re.compile(
    r"(?P<many>.+?) ?(?:/|\b(?:per|a|an|each|every|pro|je|am|im|in der|in a|par|por|al)\b) ?(?P<time>[^\W\d]+)"
)
_ALSO = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "täglich": "tag",
    "wöchentlich": "woche",
}
_DAY, _WEEK, _WORKED = 1, 7, 5
Ends = tuple[int | None, int | None]
"""Both ends of a number, None for an open one."""


def paced(text: str, over: int, read: Callable[[str], Ends]) -> Ends | None:
    """Return both ends of a number that is of so many days, said of another time; None if the text says none, or the same.

    A day is one of five to seven in a week. read: reads the number itself. What is no whole number is rounded outwards.
    """
    told = text.strip().casefold()
    adverb = next((word for word in _ALSO if told.endswith(f" {word}")), "")
    found = _PACED.fullmatch(f"{told.removesuffix(adverb).strip()} a {_ALSO[adverb]}" if adverb else told)
    days = factor_of(found["time"], DAYS) if found else None
    if found is None or not days or days == over:
        return None
    low, high = read(found["many"])
    most = Fraction(over) / days
    least = most * _WORKED / _WEEK if days == _DAY and over % _WEEK == 0 else most
    return None if low is None else floor(low * least), None if high is None else ceil(high * most)
