"""What a text of a choice denies: `not ceramic`, `anything but wood`, `silver, no brass`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from advisor.ir import FactType, Lexicon, OneOf
from advisor.value.word_match import BUT, meant, normal, word_parts

_LONGEST_DENIAL = 2
"""Of how many words what denies is at most: `anything but`."""


def but(text: str, fact: FactType, lexicon: Lexicon) -> tuple[str, ...]:
    """Return every choice but what a text denies: `not ceramic`; nothing where it denies none."""
    words = text.split()
    heads = (at for at in range(min(len(words) - 1, _LONGEST_DENIAL), 0, -1) if _denies(words[:at], lexicon))
    head = next(heads, 0) if isinstance(fact.domain, OneOf) else 0
    parts = word_parts(" ".join(words[head:]), fact, lexicon) if head else ()
    told = takewhile(bool, (meant(part, fact.name, lexicon) for part in parts))  # `not from China, made in the EU`
    denied = frozenset(str(one) for named in told for one in named)
    return tuple(one for one in fact.words if one not in denied) if denied else ()


def undenied(text: str, fact: FactType, lexicon: Lexicon) -> str:
    """Return a text without what it denies: `oak` of `oak but not pine`; empty if it denies all."""
    words = text.split()
    if meant(text, fact.name, lexicon):
        return text
    ends = (at for at in range(len(words)) if but(" ".join(words[at:]), fact, lexicon))
    said = words[: next(ends, len(words))]
    return " ".join(said[:-1] if said and said[-1].casefold() in lexicon.breaks else said)


def _denies(words: Sequence[str], lexicon: Lexicon) -> bool:
    return normal(" ".join(words), lexicon.spellings) in (BUT, *lexicon.negations)
