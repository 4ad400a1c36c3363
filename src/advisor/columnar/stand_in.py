"""What stands for facts that are not said, as columns (meaning.assumed): the one value that is assumed, or all that are usual."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from advisor import meaning
from advisor.columnar.column import CONSTANT, Array, Coded, Number, Values, joined, known, number
from advisor.ir import FactType, Guess, Numbers, Possible
from advisor.meaning import Program, StandIn
from advisor.meaning.possible import NONE, allows, is_known

Told = Any
"""What stands for a fact: a guess or none, or the values that are usual."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How one fact is stood in for: what is told where the fact it goes by has a value, and what comes of that."""

    told: Callable[[FactType, Mapping[str, Possible]], Told]
    of_value: Callable[[Possible, FactType, Told], Possible]
    of_numbers: Callable[[Number, FactType, Told], Number]


def stood_in_order(program: Program, facts: Mapping[str, Values], how: StandIn) -> dict[str, Values]:
    """Return the given facts of orders as assumed or as usual."""
    types, found = program.pack.facts, dict[str, Values]()
    for path in (*(path for path in facts if path not in program.looked_up), *program.looked_up):
        if path in facts:
            fact = types[path.split(".")[1]]
            by = fact.assume.by if fact.assume is not None else ""
            found[path] = stood_in(facts[path], fact, found[by] if by else None, how)
    return found


def stood_in(found: Values, fact: FactType, by: Values | None, how: StandIn, *, is_derived: bool = False) -> Values:
    """Return a column as assumed or as usual. by: what the fact goes by, as assumed or usual too, on rows of the same level."""
    way = _USUAL if how == "usual" else _GUESSED if is_derived else _TAKEN
    return _by(found, fact, by, way)


def _by(found: Values, fact: FactType, by: Values | None, way: _Way) -> Values:
    path = fact.assume.by if fact.assume is not None else ""
    if not isinstance(by, Coded):
        return _one(found, fact, way.told(fact, {}), way)
    told = [way.told(fact, {path: value}) for value in by.values]
    distinct = [*dict.fromkeys(told)]
    columns = [_one(found, fact, one, way) for one in distinct]
    if len(distinct) == 1 or by.level == CONSTANT:
        return columns[distinct.index(told[int(by.codes)])] if len(distinct) > 1 else columns[0]
    which = np.array([distinct.index(one) for one in told])[by.codes]
    result = columns[0]
    for place, column in enumerate(columns[1:], 1):
        result = joined(result, column, which == place, found.level | by.level)
    return result


def _one(found: Values, fact: FactType, told: Told, way: _Way) -> Values:
    if isinstance(found, Coded):
        return replace(found, values=tuple(way.of_value(value, fact, told) for value in found.values))
    if found.level == CONSTANT:
        value = way.of_value(Numbers(found.low, found.high, bool(found.or_none)), fact, told)
        if not isinstance(value, Numbers):
            raise TypeError(f"`{fact.name}` is no number")
        return Number(CONSTANT, value.low, value.high, value.or_none)
    return found if found.low is found.high and found.or_none is False else way.of_numbers(found, fact, told)


def _guess(fact: FactType, memory: Mapping[str, Possible]) -> Guess | None:
    return meaning.guess_of(fact.assume, memory)


# --- as assumed -------------------------------------------------------------------------------------------------------
def _guessed(value: Possible, _: FactType, guess: Guess | None) -> Possible:
    if guess is None or is_known(value) or not allows(value, guess.value):
        return value
    return guess.value


def _guessed_numbers(found: Number, fact: FactType, guess: Guess | None, *, is_given: bool = False) -> Number:
    """Return numbers as assumed. is_given: one that is vague and cannot be so is its middle, rounded down (meaning.taken)."""
    low, high, none = found.low, found.high, found.or_none
    is_open = True ^ known(found)
    if is_given:
        domain = fact.domain
        if not isinstance(domain, Numbers):
            raise TypeError(f"`{fact.name}` is no number")
        is_vague = is_open & ((low != domain.low) | (high != domain.high) | (none != domain.or_none))
        middle = (found.low + found.high) // 2
        low, high, none = np.where(is_vague, middle, low), np.where(is_vague, middle, high), none & (True ^ is_vague)
    if guess is not None and isinstance(guess.value, Numbers):
        fits = is_open & _allow(found, guess.value)
        low, high = np.where(fits, guess.value.low, low), np.where(fits, guess.value.high, high)
        none = none & (True ^ fits)
    return number(found.level, low, high, none)


def _allow(found: Number, value: Numbers) -> Array:
    if value == NONE:
        return found.or_none | ((found.low == NONE.low) & (found.high == NONE.high))
    return (found.low <= value.low) & (value.high <= found.high)


# --- as usual ---------------------------------------------------------------------------------------------------------
def _usual(value: Possible, fact: FactType, usual: Possible) -> Possible:
    return usual if value == fact.domain and not is_known(value) else value


def _usual_numbers(found: Number, fact: FactType, usual: Possible) -> Number:
    domain = fact.domain
    if not (isinstance(domain, Numbers) and isinstance(usual, Numbers)):
        raise TypeError(f"`{fact.name}` is no number")
    unsaid = (found.low == domain.low) & (found.high == domain.high) & (found.or_none == domain.or_none)
    unsaid &= True ^ known(found)
    low, high = np.where(unsaid, usual.low, found.low), np.where(unsaid, usual.high, found.high)
    return number(found.level, low, high, np.where(unsaid, usual.or_none, found.or_none))


_TAKEN = _Way(_guess, meaning.taken, partial(_guessed_numbers, is_given=True))
_GUESSED = _Way(_guess, _guessed, _guessed_numbers)
_USUAL = _Way(meaning.usual, _usual, _usual_numbers)
