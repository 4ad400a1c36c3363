"""Whether an amount is said to be that of one piece: `9 euros each`, `€14 per copy`, `80 euro per stuk`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from advisor.ir import FactType, Lexicon
from advisor.value.measure import is_measure
from advisor.value.unit import MONEY
from advisor.value.word_match import normal

_REACH = 3
"""How many words behind an amount, its currency among them, may say that it is of one."""
_PARTS = re.compile(r"[0-9][0-9.,']*(?: ?[-–] ?[0-9][0-9.,']*)?|[^\W\d_][^\s\d/,;()]*|[/,;()]")


def is_for_another(text: str, fact: FactType, lexicon: Lexicon) -> bool:
    """Return whether a text says an amount of one piece where the fact is money that is not of one."""
    is_whole = fact.is_in(MONEY) and fact.name not in lexicon.of_one
    return is_whole and bool(behind_one(text, lexicon))


def behind_one(text: str, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return where in a text stand the words that an amount is of one piece, None if none do."""
    parts = [(one.group(), *one.span()) for one in _PARTS.finditer(text.casefold())]
    words = [word for word, *_ in parts]
    for at, word in enumerate(words):
        if word[0].isdigit():
            for first in range(at + 1, min(at + _REACH, len(words))):
                if words[first][0].isdigit():
                    break
                if last := _ends(words, first, lexicon):
                    return parts[first][1], parts[last][2]
    return None


def _ends(words: Sequence[str], first: int, lexicon: Lexicon) -> int:
    """Return the last of the words from one on that say `of one`, 0 if none do."""
    speech = lexicon.speech
    for last in range(min(first + 1, len(words) - 1), first - 1, -1):
        phrase = normal(" ".join(words[first : last + 1]), lexicon.spellings)
        if phrase in lexicon.per_one and lexicon.facts.get(phrase) != lexicon.roles.count:
            return last
    if first + 1 == len(words):
        return 0
    sign, noun = words[first], words[first + 1]
    is_last = first + 2 >= len(words) or not words[first + 2][0].isalnum()
    signs: Collection[str] = {"/", *(speech.each - speech.every - (frozenset() if is_last else speech.article))}
    return first + 1 if sign in signs and noun[0].isalpha() and not is_measure(noun) else 0
