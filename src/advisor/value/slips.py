"""Which known word a text may be by a slip of the finger, for a message to ask: no word is bent by it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from advisor.ir import Lexicon
from advisor.value.word_match import normal

_SHORTEST, _LONG = 5, 8
"""From how many letters on a word may hold one slip of the finger, and two."""
_MOST = 2
"""So many letters of all its words."""


def slip(text: str, known: Iterable[str], lexicon: Lexicon) -> str:
    """Return the known word that a text may be by a slip of the finger, or nothing.

    One letter too many, missing, wrong or in another's place in a word of five, two in one of eight; never the first one.
    """
    word = normal(text, lexicon.spellings)
    near = [
        (found, one)
        for other, one in _by_letter(tuple(known), tuple(lexicon.spellings.items())).get(word[:1], ())
        if abs(len(other) - len(word)) <= _MOST + 1 or " " in other
        for found in (_slips(word, other), _slips(text.casefold(), one.casefold()))  # `stainles` is no plural
        if found is not None
    ]
    return min(near)[1] if near else ""


@lru_cache(maxsize=1 << 7)
def _by_letter(known: tuple[str, ...], spellings: tuple[tuple[str, str], ...]) -> dict[str, list[tuple[str, str]]]:
    """Return first letter -> the known words, each behind its normal form: one fact has thousands, and a file may hold many slips."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in known:
        other = normal(one, dict(spellings))
        found.setdefault(other[:1], []).append((other, one))
    return found


def _slips(text: str, other: str) -> int | None:
    """Return how many letters of a text are slips, if it is the other one word by word, or but for a space; else None."""
    from rapidfuzz.distance import OSA  # only a fault needs it

    ours, theirs = text.split(), other.split()
    if len(ours) != len(theirs):
        return 1 if len(text) >= _SHORTEST and "".join(ours) == "".join(theirs) else None
    found = 0
    for one, two in zip(ours, theirs, strict=True):
        if one != two:
            allowed = 1 if _has_letter_twice(one, two) else 0 if len(one) < _SHORTEST else 1 if len(one) < _LONG else 2
            distance = OSA.distance(one, two, score_cutoff=allowed)
            if not allowed or distance > allowed:
                return None
            found += distance
    return found if found <= _MOST else None


def _has_letter_twice(text: str, other: str) -> bool:
    """Return whether a text is the other with its last letter once more, as only a finger writes it: `mugg`."""
    return len(other) > 2 and text == other + other[-1]  # noqa: PLR2004  # of two letters it may be anything
