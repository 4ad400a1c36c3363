"""Words that are known but for how they are written: with a space or without, with accents or without, and in the plural of German."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from advisor.ir import Lexicon

_GERMAN_PLURALS = ("n", "en", "e")
_SHORTEST = 5
"""So many letters a word has at least that stands in such a plural."""


def written_otherwise(word: str, fact: str, lexicon: Lexicon) -> tuple[bool | str, ...] | None:
    """Return what a normal form means that is known but for a space or an accent, `name plate`, `giclée print`, or in the singular, `Postkarten`.

    None if nothing is known so, or if two things are.
    """
    if fact not in lexicon.run_together:
        lexicon.run_together[fact] = _run_together(lexicon.choices.get(fact, {}))
    known, bare = lexicon.run_together[fact], _bare(word)
    stems = (bare.removesuffix(ending) for ending in _GERMAN_PLURALS if bare.endswith(ending))
    return known.get(bare) or next((known[one] for one in stems if len(one) >= _SHORTEST and known.get(one)), None)


def _run_together(words: Mapping[str, tuple[bool | str, ...]]) -> dict[str, tuple[bool | str, ...]]:
    """Return the words without spaces and accents; of those that mean two things so nothing is known."""
    found: dict[str, tuple[bool | str, ...]] = {}
    for word, meaning in words.items():
        bare = _bare(word)
        found[bare] = meaning if found.get(bare, meaning) == meaning else ()
    return found


def _bare(word: str) -> str:
    if not word.isascii():
        word = "".join(one for one in unicodedata.normalize("NFD", word) if not unicodedata.combining(one))
    return word.replace(" ", "")
