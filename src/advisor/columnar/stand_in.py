"""What stands for facts that are not said, as columns (meaning.assumed): the one value that is assumed, or all that are usual."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial, reduce
from operator import or_
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
    """How one fact is stood in for: what is told where the facts it goes by have a value, the number in that, and what comes of it."""

    told: Callable[[FactType, Mapping[str, Possible]], Told]
    number: Callable[[Told], Numbers | None]
    of_value: Callable[[Possible, FactType, Told], Possible]
    of_numbers: Callable[[Number, FactType, Number | None], Number]


def stood_in_order(program: Program, facts: Mapping[str, Values], how: StandIn) -> dict[str, Values]:
    """Return the given facts of orders as assumed or as usual."""
    types, found = program.pack.facts, dict[str, Values]()
    for path in (*(path for path in facts if path not in program.looked_up), *program.looked_up):
        if path in facts:
            fact = types[path.split(".")[1]]
            by = fact.assume.by if fact.assume is not None else ""
            found[path] = stood_in(facts[path], fact, found[by] if by else None, how, found)
    return found


def stood_in(
    found: Values, fact: FactType, by: Values | None, how: StandIn, others: Mapping[str, Values] | None = None
) -> Values:
    """Return a column as assumed or as usual. by: what the fact goes by, as assumed or usual too, on rows of the same level.

    others: the facts of an order that are stood in for, among which are those that it grows with; None if it is derived.
    """
    way = _USUAL if how == "usual" else _GUESSED if others is None else _TAKEN
    if not isinstance(by, Coded):
        return _grown(found, fact, {}, way, others or {})
    cases = [{_by_of(fact): value} for value in by.values]
    columns: dict[Told, Values] = {}
    told = [
        _falls_through(fact, value) or (way.told(fact, case), _bases(fact, case))
        for value, case in zip(by.values, cases, strict=True)
    ]
    for one, case in zip(told, cases, strict=True):
        if one not in columns:
            columns[one] = (
                _then(found, fact, how, others or {}) if one is True else _grown(found, fact, case, way, others or {})
            )
    if by.level == CONSTANT:
        return columns[told[int(by.codes)]]
    distinct = [*columns]
    which = np.array([distinct.index(one) for one in told])[by.codes]
    result = columns[distinct[0]]
    for place, one in enumerate(distinct[1:], 1):
        result = joined(
            result, columns[one], which == place, found.level | by.level | columns[one].level | result.level
        )
    return result


def _by_of(fact: FactType) -> str:
    return fact.assume.by if fact.assume is not None else ""


def _falls_through(fact: FactType, value: Possible) -> bool:
    return fact.assume is not None and meaning.falls_through(fact.assume, value)


def _then(found: Values, fact: FactType, how: StandIn, others: Mapping[str, Values]) -> Values:
    """Return a column with what comes where no case counts."""
    then = replace(fact, assume=fact.assume.then if fact.assume is not None else None)
    return stood_in(found, then, others.get(_by_of(then)), how, others)


def _bases(fact: FactType, case: Mapping[str, Possible]) -> tuple[int, ...]:
    """Return what is assumed of each number that a guess grows with; nothing where it does not grow."""
    assume = fact.assume
    return (
        ()
        if assume is None or not meaning.may_grow(assume, case)
        else tuple(meaning.base_of(one, case) for one in assume.grows)
    )


def _grown(
    found: Values, fact: FactType, case: Mapping[str, Possible], way: _Way, others: Mapping[str, Values]
) -> Values:
    """Return a column with what is told of it in one case, grown row by row with other numbers (meaning.grown)."""
    told, bases, assume = way.told(fact, case), _bases(fact, case), fact.assume
    if assume is None or not bases or not others or not isinstance(found, Number):
        return _one(found, fact, told, way)
    said = {one.path: column for one in assume.grows if isinstance(column := others[one.path], Number)}
    level = reduce(or_, (one.level for one in said.values()), found.level)
    if level == CONSTANT:
        memory = {path: Numbers(one.low, one.high, bool(one.or_none)) for path, one in said.items()}
        return _one(found, fact, way.told(fact, {**case, **memory}), way)
    value = way.number(told)
    if value is None or value == NONE:
        return _one(found, fact, told, way)
    bounds = assume.bounds
    ends: list[Array] = [value.low, value.high]
    for path, base in zip((one.path for one in assume.grows), bases, strict=True):
        moves = known(said[path]) & (said[path].low != NONE.low)
        by = np.where(moves, said[path].low, base)
        ends = [np.clip(end * by // base, *bounds) for end in ends]
    low, high, least, most = np.broadcast_arrays(found.low, found.high, *ends)
    return way.of_numbers(number(level, low, high, found.or_none), fact, Number(level, least, most, value.or_none))


def _one(found: Values, fact: FactType, told: Told, way: _Way) -> Values:
    if isinstance(found, Coded):
        return replace(found, values=tuple(way.of_value(value, fact, told) for value in found.values))
    if found.level == CONSTANT:
        value = way.of_value(Numbers(found.low, found.high, bool(found.or_none)), fact, told)
        if not isinstance(value, Numbers):
            raise TypeError(f"`{fact.name}` is no number")
        return Number(CONSTANT, value.low, value.high, value.or_none)
    if found.low is found.high and found.or_none is False:
        return found
    guess = way.number(told)
    return way.of_numbers(
        found, fact, None if guess is None else Number(CONSTANT, guess.low, guess.high, guess.or_none)
    )


def _guess(fact: FactType, memory: Mapping[str, Possible]) -> Guess | None:
    return meaning.guess_of(fact.assume, memory)


# --- as assumed -------------------------------------------------------------------------------------------------------
def _guessed(value: Possible, _: FactType, guess: Guess | None) -> Possible:
    if guess is None or is_known(value) or not allows(value, guess.value):
        return value
    return guess.value


def _number_of(guess: Guess | None) -> Numbers | None:
    return guess.value if guess is not None and isinstance(guess.value, Numbers) else None


def _guessed_numbers(found: Number, fact: FactType, guess: Number | None, *, is_given: bool = False) -> Number:
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
    if guess is not None:
        fits = is_open & _allow(found, guess)
        low, high = np.where(fits, guess.low, low), np.where(fits, guess.high, high)
        none = none & (True ^ fits)
    return number(found.level, low, high, none)


def _allow(found: Number, value: Number) -> Array:
    is_none = (value.low == NONE.low) & (value.high == NONE.high)
    within = (found.low <= value.low) & (value.high <= found.high)
    return np.where(is_none, found.or_none | ((found.low == NONE.low) & (found.high == NONE.high)), within)


# --- as usual ---------------------------------------------------------------------------------------------------------
def _usual(value: Possible, fact: FactType, usual: Possible) -> Possible:
    return usual if value == fact.domain and not is_known(value) else value


def _numbers_in(usual: Possible) -> Numbers | None:
    return usual if isinstance(usual, Numbers) else None


def _usual_numbers(found: Number, fact: FactType, usual: Number | None) -> Number:
    domain = fact.domain
    if usual is None or not isinstance(domain, Numbers):
        raise TypeError(f"`{fact.name}` is no number")
    unsaid = (found.low == domain.low) & (found.high == domain.high) & (found.or_none == domain.or_none)
    unsaid &= True ^ known(found)
    low, high = np.where(unsaid, usual.low, found.low), np.where(unsaid, usual.high, found.high)
    return number(found.level, low, high, np.where(unsaid, usual.or_none, found.or_none))


_TAKEN = _Way(_guess, _number_of, meaning.taken, partial(_guessed_numbers, is_given=True))
_GUESSED = _Way(_guess, _number_of, _guessed, _guessed_numbers)
_USUAL = _Way(meaning.usual, _numbers_in, _usual, _usual_numbers)
