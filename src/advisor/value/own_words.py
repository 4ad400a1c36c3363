"""Which of an order's own words are a maker's business: what is of the thing is, the buyer's own money, hours, machines and worries and whose the order is are not."""

from __future__ import annotations

import re
import unicodedata

from advisor.ir import Lexicon, Pack
from advisor.value.currency import currency_codes
from advisor.value.word_match import normal, says_nothing

_BESIDE = re.compile(
    r"(?:(?<![^\W\d_])([^\W\d_]{2,})\.?\s?(?=[0-9]))|(?:(?<=[0-9k.,-])\s?([^\W\d_]{2,}))", re.IGNORECASE
)
"""A word right before or behind a number."""
_WORDS = re.compile(r"[^\W\d_]+")
_SHARE = re.compile(
    r"(?<![0-9])(?!100\s?[%％p])[0-9]+(?:[.,][0-9]+)?\s?(?:%|％|\bper\s?cent\b|\bpercent\b)", re.IGNORECASE
)
"""A number in percent; what is 100 % of something is no share of it."""
_CODE = 3
"""How many letters the code of a currency has."""
_STEM = 5
"""From how many letters on a word of the pack is found in one that it ends, `Verkaufspreis`, or begins."""


def is_private(text: str, pack: Pack) -> bool:
    """Return whether a text is of the buyer's own business: an amount stands in it, a share of somebody who sells it, or a word of the pack for what one has, pays, takes or fears."""
    if any(unicodedata.category(one) == "Sc" for one in text):
        return True
    if any(_is_currency(word, pack) for pair in _BESIDE.findall(text) for word in pair if word):
        return True
    own = pack.own_words
    words = (*own.private, *(own.takers if _SHARE.search(text) else ()))
    told = _told(text, pack)
    return any(_holds(told, normal(word, pack.lexicon.spellings)) for word in words) or _is_under_own(text, pack)


def _told(text: str, pack: Pack) -> str:
    """Return the words of a text, spelled one way."""
    return " ".join(_WORDS.findall(normal(text, pack.lexicon.spellings)))


def _is_under_own(text: str, pack: Pack) -> bool:
    """Return whether a text stands under a key of the buyer's own hours, hands, machines or shops, such as `my hours`."""
    key, colon, _ = text.partition(": ")
    told = f" {_told(key, pack)}"
    return bool(colon) and any(told.endswith(f" {_told(word, pack)}") for word in pack.own_words.of_buyer)


def _is_currency(word: str, pack: Pack) -> bool:
    """Return whether a word beside a number is a currency; a code that is no word of the pack's only in capitals, `TRY`."""
    is_code = word.isupper() or len(word) != _CODE or word.lower() in pack.lexicon.speech.money
    return is_code and bool(currency_codes(word.lower(), pack.currency, pack.rates))


def _holds(told: str, word: str) -> bool:
    """Return whether a text has a word or phrase in it, a long word as the beginning or end of another too."""
    if f" {word} " in f" {told} ":
        return True
    return (
        len(word) >= _STEM
        and " " not in word
        and any(one.startswith(word) or one.endswith(word) for one in told.split())
    )


def is_of_buyer(text: str, pack: Pack) -> bool:
    """Return whether what stands under a key says whose an order is or how it is filed, and nothing of the thing."""
    key = normal(text.partition(": ")[0], pack.lexicon.spellings)
    of_thing = {normal(word, pack.lexicon.spellings) for word in pack.own_words.of_thing}
    return key not in of_thing and _is_of_whom(text, pack.lexicon)


def _is_of_whom(text: str, lexicon: Lexicon) -> bool:
    """Return whether what stands under a key says whose an order is, and nothing of the thing: `brand: Tidal`, `customer: Café Lumen`."""
    key, _, value = text.partition(": ")
    roles = lexicon.roles
    is_place = lexicon.facts.get(normal(key, lexicon.spellings)) in (roles.home, roles.away)
    return bool(value) and (is_place or says_nothing(key, lexicon, is_header=False))
