"""The measure among words that say nothing of it: `A6 folded`, `6 weeks from approval`, `300 in two colours`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.ir import Lexicon
from advisor.value.beside import beside_number
from advisor.value.hedge import unhedged
from advisor.value.spoken import SMALL, tidy
from advisor.value.word_match import normal

_WORD = re.compile(r"[^\s,;:()?!]+")
_FIGURE = re.compile(r"[0-9]")
_SCALED = re.compile(r"[0-9][0-9.,]* ?k")
_NO_FIGURE = re.compile(r"[^\W\d_]+|[^\w\s.,:;/-]")
_NEAR = 4  # how many words before its figures, and behind them, may be of a measure


def amid(text: str, lexicon: Lexicon, *, is_count: bool) -> Iterator[str]:
    """Yield what may be the measure that a text says among other words, the longest first: a part that holds all its figures.

    is_count: whether it needs no unit. What is denied, `not 300`, is none.
    """
    words = [(one.start(), one.end()) for one in _WORD.finditer(text)]
    figures = [at for at, place in enumerate(words) if _FIGURE.search(text[slice(*place)])]
    figures = figures or [at for at, place in enumerate(words) if text[slice(*place)].casefold() in SMALL]
    before = (normal(text[slice(*one)], lexicon.spellings) for one in words[: figures[0] if figures else 0])
    if not figures or not lexicon.negations.isdisjoint(before):
        return
    firsts = range(max(figures[0] - _NEAR, 0), figures[0] + 1)
    lasts = range(figures[-1], min(figures[-1] + _NEAR + 1, len(words)))
    parts = {(words[first][0], words[last][1]) for first in firsts for last in lasts}
    for start, end in sorted(parts - {(0, len(text))}, key=lambda one: one[0] - one[1]):
        is_rough = (
            _SCALED.fullmatch(text[start:end]) and text[:start].islower()
        )  # `can spend 4k`: no currency before it
        if is_count or is_rough or _has_unit(text[start:end]):
            yield text[start:end]


def _has_unit(text: str) -> bool:
    """Return whether a measure says its unit or currency, which it may not lack where a word beside it may be one: `AED 2k`."""
    words = unhedged(tidy(text))[1]
    return beside_number(words) != "" and any(one.casefold() not in SMALL for one in _NO_FIGURE.findall(words))
