"""What a text answers to a question of yes or no."""

from __future__ import annotations

import re

from advisor.ir import FactType, Lexicon
from advisor.value.word_match import meant, normal

_FIRST_CLAUSE = re.compile(r"\s*[,;:.\u2013\u2014]\s+|\s+-\s+")
"""What ends an answer before more that is said."""


def flag(text: str, fact: FactType, lexicon: Lexicon) -> bool | None:
    """Return what a text says of a flag, None if it says neither."""
    found = meant(text, fact.name, lexicon)
    if found:
        return bool(found[0])
    said = lexicon.flags.get(normal(text, lexicon.spellings))
    return _answered(text, fact, lexicon) if said is None else said


def _answered(text: str, fact: FactType, lexicon: Lexicon) -> bool | None:
    """Return what a text answers that goes on to say more, `no, third run`; None where more may take it back."""
    parts = _FIRST_CLAUSE.split(text.strip(), maxsplit=1)
    is_apart = len(parts) > 1
    head, more = parts if is_apart else text.strip().partition(" ")[::2]
    said = flag(head, fact, lexicon) if is_apart else lexicon.flags.get(normal(head, lexicon.spellings))
    words = re.findall(r"\w+", more.casefold())
    if said is None or any(
        one in lexicon.breaks or one in lexicon.unknown or lexicon.flags.get(one, said) is not said for one in words
    ):
        return None
    return said if words and (is_apart or said) else None
