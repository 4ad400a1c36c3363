"""How people say that a number is not exact: about, up to, at least, nearly; and where one end of a span stops."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from advisor.value.late import late

Hedge = Literal["about", "up to", "under", "at least", "over", "nearly", "just over"]

_FIRST: tuple[tuple[Hedge, str], ...] = (
    ("just over", "just over|slightly over|slightly more than|a (?:bit|little) (?:more than|over)|a good|gut"),
    ("nearly", "nearly|almost|just under|not quite|slightly (?:under|less than)|a (?:bit|little) (?:under|less than)"),
    ("nearly", "knapp|fast"),
    (
        "under",
        "less than|fewer than|sub-|sub|under|below|weniger als|unter|moins de|menos de|meno di|minder dan|<(?!=)",
    ),
    ("over", "more than|over|above|mehr als|über|>(?!=)"),
    (
        "up to",
        "up to|at (?:the )?most|(?:a )?max(?:imum|imal)?(?: of)?|no more than|(?:(?:must|should|may|can|shall) )?not (?:be |cost |go )?(?:more than|over|above)",
    ),
    (
        "up to",
        "bis zu|bis|(?:darf )?nicht (?:mehr als|über)|höchstens|hooguit|hoogstens|au (?:plus|maximum)|jusqu'à|como máximo|hasta|al massimo|fino a|<=|=<|≤",
    ),
    (
        "at least",
        "at least|(?:a )?min(?:imum|destens)?(?: of)?|(?:no|not) (?:less|fewer) than|upwards of|from|ab|>=|=>|≥",
    ),
    (
        "about",
        r"about|around(?: the(?= [0-9]))?|um die|approx(?:imately)?|circa|zirka|ca|c(?=\.)|abt\.?|roughly|some|say|maybe|perhaps|probably|~|≈|∼",
    ),
    ("about", "vielleicht|vllt\\.?|evtl\\.?|eventuell|ungefähr|in etwa|etwa|rund|somewhere around|in the region of"),
    ("about", "een stuk of|zo'n|zowat|ongeveer|environ|unos|unas|alrededor de|più o meno"),
)
_LAST: tuple[tuple[Hedge, str], ...] = (
    (
        "about",
        r"(?<=[0-9k])[ -]?ish(?![a-z])|-ish(?![a-z])| or so(?![a-z])| or thereabouts|,? give or take| more or less",
    ),
    ("about", r"(?<=[0-9k]) mark$|,? (?:approx(?:\.|imately)?|roughly|circa)$"),
    ("at least", r"(?<=[0-9k])\+(?= |$)| or more(?![a-z])| and up(?:wards)?$| upwards$|,? minimum$|,? at least$"),
    ("at least", r" plus$| or above$| oder mehr"),
    (
        "up to",
        r" or (?:less|fewer|under)(?![a-z])|(?: each| apiece)?,? (?:max(?:imum|imal|imaal)?|massimo|massima|máximo|máxima)$|,? at (?:the )?most$| tops$",
    ),
)
_PREFIXES = tuple(
    (hedge, late(rf"(?:{words})(?:(?<=[a-zäöü])[.:]? ?(?<=[ .:])|(?<=[^a-zäöü]) ?)(?=.)")) for hedge, words in _FIRST
)
_SUFFIXES = tuple((hedge, late(words)) for hedge, words in _LAST)
_BETWEEN = late(
    r"(?:anything |somewhere )?(?:between|zwischen|entre|tussen|tra|fra) (?P<low>.+?) (?:and|und|et|en|y|e|&) (?P<high>.+)"
)
_FROM = late(r"(?:from|von) (?P<low>.+?) (?:(?:up )?to|bis(?: zu)?|until|till) (?P<high>.+)")
_SHORT_END = late(r"(?<![0-9.,])(?P<low>[2-8])(?= ?- ?(?P<high>[3-9]0{2,3})(?![0-9.,]))")
_NEXT = 3
"""How many hundreds more the last end has at most, where the first leaves them out."""
_OR = late(r",? (?:(?:or|oder)(?: maybe| perhaps| even)?|maybe|perhaps|possibly|vielleicht) ")
_TO = (
    late(r" ?\.\. ?"),
    late(r" (?:up to|to|bis zu|bis|through|until|till|à|tot) "),
    late(r" [-–] "),
    late(r" ?– ?"),
    late(r"(?<=[^ -])-(?=[-0-9€$£¥])(?![0-9]+/[0-9])"),
)
TOLERANCE = late(r" ?(?:±|\+/-|\+-|plus or minus|plus minus|give or take) ?(?=[0-9])")


def unhedged(words: str) -> tuple[Hedge | None, str]:
    """Return how inexact a tidy text says its number to be, and the text without that."""
    for hedge, pattern in _PREFIXES:
        if found := pattern.match(words):
            return hedge, words[found.end() :]
    for hedge, pattern in _SUFFIXES:
        if found := pattern.search(words):
            return hedge, words[: found.start()] + words[found.end() :]
    return None, words


def ends(words: str) -> Iterator[tuple[str, str, bool]]:
    """Yield each way a tidy text can be two ends of a span, and whether either may be the smaller one."""
    for pattern in (_BETWEEN, _FROM):
        if found := pattern.fullmatch(words):
            yield found["low"], found["high"], pattern is _BETWEEN
    for pattern in (*_TO, _OR):
        for found in pattern.finditer(words):
            low, high = words[: found.start()].strip(), words[found.end() :].strip()
            if low and high:
                yield low, high, pattern is _OR


def in_hundreds(text: str) -> str:
    """Return a span whose first end leaves out the hundreds or thousands of the last with them, `400-500` of `4-500`; else the text.

    One that may begin with one piece, `1-200`, is what it says, and so is one with the dash that this program writes.
    """
    found = _SHORT_END.search(text)
    low, high = (found["low"], found["high"]) if found else ("", "")
    is_meant = bool(found) and 1 < int(low) < int(high[0]) <= int(low) + _NEXT
    return f"{text[: found.start()]}{low}{high[1:]}{text[found.end('low') :]}" if found and is_meant else text
