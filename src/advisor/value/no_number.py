"""Texts in the place of a number that are none of a fact: names with figures in them, prose, a measure of something else."""

from __future__ import annotations

import re

from advisor import ir
from advisor.value.measure import factor_of, is_measure
from advisor.value.spoken import SMALL
from advisor.value.unit import DAYS, MASS, VOLUME
from advisor.value.word_match import normal

_NAME = re.compile(r"\b(?:(?P<letters>[A-Z]{1,4})[ -]?[0-9]{1,4}[A-Z]?|[0-9]{1,4}[A-Z]{1,2})\b")
"""A name with a figure in it, as trades and shops call sizes and shades: `125B`, `M8`, `EU 42`, `RAL 7035 light grey`."""
_HELD = re.compile(r"[0-9.,]+ ?(?P<unit>[^\W\d_]+)")
"""What a thing holds or weighs: `11 oz`, `500 ml`."""
_IN_A_TIME = re.compile(
    r"(?P<many>[0-9]+)(?: [^\W\d_]+)??(?: ?(?P<stroke>/) ?| (?P<sign>[^\W\d_]+) )(?P<time>[^\W\d_]+)", re.IGNORECASE
)


def is_measure_of_another(text: str, fact: ir.FactType) -> bool:
    """Return whether a text is a number with a measure in which the fact is not: `350 ml` of what one makes in a week."""
    found = _HELD.fullmatch(text.strip()) if fact.unit is not None else None
    word = found["unit"].casefold() if found else ""
    own = () if fact.unit is None else (fact.unit.dimension, *((MASS,) if fact.weighed_by else ()))
    is_own = not own or any(factor_of(word, one) is not None for one in own)
    return bool(word) and is_measure(word) and not is_own


def says_no_number(text: str, fact: ir.FactType, lexicon: ir.Lexicon) -> bool:
    """Return whether a text is no number written amiss: a name where there may be one, or words, `only if it must be`, but of how many are ordered."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    is_prose = len(words) > 1 and not any(one.isdigit() for one in text) and SMALL.keys().isdisjoint(words)
    return (bool(fact.catch_all) and _is_a_name(text, fact, lexicon)) or (is_prose and fact.name != lexicon.roles.count)


def _is_a_name(text: str, fact: ir.FactType, lexicon: ir.Lexicon) -> bool:
    """Return whether a text names what it says, or measures it otherwise, so that it is no number written amiss."""
    if not any(one.isdigit() for one in text):
        return True
    if found := _HELD.fullmatch(text.strip()):
        word = normal(found["unit"], lexicon.spellings)
        if factor_of(word, VOLUME) or factor_of(word, MASS):
            return True
    named = [one for one in _NAME.finditer(text) if (one["letters"] or "").casefold() not in lexicon.directions]
    is_all = _NAME.fullmatch(text.strip()) or not fact.sides  # `A4 folded to A5` names sheets
    return bool(named) and bool(is_all) and not re.search("[0-9]", _NAME.sub("", text))


def is_rate(text: str, fact: ir.FactType, lexicon: ir.Lexicon) -> bool:
    """Return whether a text says so many in a time where it is asked how many in all: `10 per day`."""
    return fact.name == lexicon.roles.count and in_a_time(text, lexicon) is not None


def in_a_time(text: str, lexicon: ir.Lexicon) -> tuple[int, int] | None:
    """Return how many a text says, and in how many days; None if it says no such thing."""
    found = _IN_A_TIME.fullmatch(text.strip())
    is_sign = found is not None and (found["stroke"] or found["sign"].casefold() in lexicon.speech.each)
    days = factor_of(found["time"].casefold(), DAYS) if found and is_sign else None
    return (int(found["many"]), int(days)) if found and days else None
