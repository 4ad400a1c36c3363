"""What stands for facts that are not said, as columns (meaning.assumed): the one value that is assumed, or all that are usual."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from advisor import ir, meaning
from advisor.columnar.column import CONSTANT, Array, ChoiceColumn, NumberColumn, Values, joined, known, number, united
from advisor.meaning import Program, StandIn
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE, allows, is_known, join

EXACT = 1 << 62
"""Up to where numbers are multiplied as they are."""
Told = Any
"""What stands for a fact: a guess or none, or the values that are usual."""


@dataclass(frozen=True, slots=True)
class Way:
    """How one fact is stood in for: what is told where the facts it goes by have a value, the number in that, and what comes of it.

    falls_through: whether a value of the fact that it goes by leaves it to what comes `then`; grows: whether what is told grows with others.
    """

    told: Callable[[ir.FactType, ir.Memory], Told]
    falls_through: Callable[[ir.Assumption, ir.Possible], bool]
    grows: Callable[[ir.Assumption, ir.Memory], bool]
    number: Callable[[Told], ir.Numbers | None]
    of_value: Callable[[ir.Possible, ir.FactType, Told], ir.Possible]
    of_numbers: Callable[[NumberColumn, ir.FactType, NumberColumn | None], NumberColumn]


def stood_in_order(program: Program, facts: Mapping[str, Values], how: StandIn) -> dict[str, Values]:
    """Return the given facts of orders as assumed or as usual."""
    types, found = program.pack.facts, dict[str, Values]()
    way, assumed = (_TAKEN, None) if how == "assumed" else (_USUAL, stood_in_order(program, facts, "assumed"))
    for path in (*(path for path in facts if path not in program.looked_up), *program.looked_up):
        if path in facts:
            fact = types[name_in(path)]
            found[path] = stood_in(facts[path], fact, way, found)
            if assumed is not None and fact.assume is not None and fact.assume.is_beyond_usual:
                found[path] = _with_assumed(found[path], assumed[path], facts[path], fact)
    return found


def stood_in(found: Values, fact: ir.FactType, way: Way, others: Mapping[str, Values]) -> Values:
    """Return a column stood in for. others: what the fact goes by, stood in for too, on rows of the same level."""
    assume = fact.assume
    by = None if assume is None else others.get(assume.by)
    if assume is None or not isinstance(by, ChoiceColumn):
        return _grown(found, fact, {}, way, others)
    columns: dict[Told, Values] = {}
    told: list[Told] = []
    for value in by.values:
        case = {assume.by: value}
        met, falls = meaning.met_by(assume, value), way.falls_through(assume, value)
        if isinstance(met, ir.Assumption):
            one: Told = next((own,) for own, lookup in assume.cases if lookup is met)
            if one not in columns:
                columns[one] = stood_in(found, replace(fact, assume=met), way, others)
        else:
            one = falls or (way.told(fact, case), way.grows(assume, case))
            if one not in columns:
                columns[one] = _then(found, fact, way, others) if falls else _grown(found, fact, case, way, others)
        told.append(one)
    return _told_by(by, columns, told)


def _told_by(by: ChoiceColumn, columns: Mapping[Told, Values], told: Sequence[Told]) -> Values:
    """Return row by row the column of what is told there. told: of each value of `by`, what its column is found under."""
    if by.level == CONSTANT:
        return columns[told[int(by.codes)]]
    distinct = [*columns]
    which = np.array([distinct.index(one) for one in told])[by.codes]
    result = columns[distinct[0]]
    for place, one in enumerate(distinct[1:], 1):
        result = joined(result, columns[one], which == place, by.level | columns[one].level | result.level)
    return result


def _then(found: Values, fact: ir.FactType, way: Way, others: Mapping[str, Values]) -> Values:
    """Return a column with what comes where no case counts; it grows with the same numbers."""
    own = fact.assume
    then = None if own is None or own.then is None else replace(own.then, grows=own.grows, bounds=own.bounds)
    return stood_in(found, replace(fact, assume=then), way, others)


def _grown(found: Values, fact: ir.FactType, case: ir.Memory, way: Way, others: Mapping[str, Values]) -> Values:
    """Return a column with what is told of it in one case, grown row by row with other numbers (meaning.grown)."""
    told, assume = way.told(fact, case), fact.assume
    value = way.number(told)
    if (
        assume is None
        or value is None
        or value == NONE
        or not isinstance(found, NumberColumn)
        or not way.grows(assume, case)
    ):
        return _one(found, fact, told, way)
    ends: tuple[Array, ...] = (value.low, value.high)
    level = found.level
    for growth in assume.grows:
        said = others[growth.path]
        if not isinstance(said, NumberColumn):
            raise TypeError(f"`{growth.path}` is no number")
        own, size = _size(growth, growth.base, others)
        moves = known(said) & (said.low != NONE.low)
        by = np.where(moves, said.low, size)
        ends = tuple(np.where(moves, np.clip(_times(end, by, size), *assume.bounds), end) for end in ends)
        level |= said.level | own
    low, high, least, most = np.broadcast_arrays(found.low, found.high, *ends)
    result = way.of_numbers(
        number(level, low, high, found.or_none), fact, NumberColumn(level, least, most, value.or_none)
    )
    if level == CONSTANT:
        return NumberColumn(CONSTANT, int(result.low), int(result.high), bool(result.or_none))
    return result


def _times(end: Array, by: Array, size: Array) -> Array:
    """Return numbers by as many times as others are larger than what they grow from, at most UNLIMITED."""
    is_exact = int(np.max(end)) * int(np.max(by)) < EXACT
    grown = (end if is_exact else np.asarray(end, object)) * by // size
    return grown if is_exact else np.asarray(np.minimum(grown, ir.UNLIMITED), np.int64)


def _size(growth: ir.Growth, base: ir.Assumption | None, others: Mapping[str, Values]) -> tuple[int, Array]:
    """Return how large the number is that another grows with, row by row, and of which level that is (meaning.size_of)."""
    if base is None:
        return CONSTANT, growth.usually
    level, rest = (
        (CONSTANT, meaning.size_of(growth, base.otherwise)) if base.then is None else _size(growth, base.then, others)
    )
    by = others.get(base.by)
    if not isinstance(by, ChoiceColumn):
        return level, rest
    told = (meaning.met_by(base, value) for value in by.values)
    met = [None if isinstance(one, ir.Assumption) else one for one in told]  # of no number another lookup is told
    sizes = np.array([meaning.size_of(growth, one) for one in met], np.int64)[by.codes]
    return level | by.level, np.where(np.array([one is None for one in met])[by.codes], rest, sizes)


def _one(found: Values, fact: ir.FactType, told: Told, way: Way) -> Values:
    if isinstance(found, ChoiceColumn):
        return replace(found, values=tuple(way.of_value(value, fact, told) for value in found.values))
    if found.level == CONSTANT:
        value = way.of_value(ir.Numbers(found.low, found.high, bool(found.or_none)), fact, told)
        if not isinstance(value, ir.Numbers):
            raise TypeError(f"`{fact.name}` is no number")
        return NumberColumn(CONSTANT, value.low, value.high, value.or_none)
    if found.low is found.high and found.or_none is False:
        return found
    guess = way.number(told)
    return way.of_numbers(
        found, fact, None if guess is None else NumberColumn(CONSTANT, guess.low, guess.high, guess.or_none)
    )


def _guess(fact: ir.FactType, memory: ir.Memory) -> ir.Guess | None:
    return meaning.guess_of(fact.assume, memory)


def _is_unmet(assumption: ir.Assumption, value: ir.Possible) -> bool:
    return assumption.then is not None and meaning.met_by(assumption, value) is None


def _always_grows(assumption: ir.Assumption, _: ir.Memory) -> bool:
    return bool(assumption.grows)


# --- as assumed -------------------------------------------------------------------------------------------------------
def _guessed(value: ir.Possible, _: ir.FactType, guess: ir.Guess | None) -> ir.Possible:
    if guess is None or is_known(value) or not allows(value, guess.value):
        return value
    return guess.value


def _number_of(guess: ir.Guess | None) -> ir.Numbers | None:
    return guess.value if guess is not None and isinstance(guess.value, ir.Numbers) else None


def _guessed_numbers(
    found: NumberColumn, fact: ir.FactType, guess: NumberColumn | None, *, is_given: bool = False
) -> NumberColumn:
    """Return numbers as assumed. is_given: one that is vague and cannot be so is its middle, rounded down (meaning.taken)."""
    low, high, none = found.low, found.high, found.or_none
    is_open = True ^ known(found)
    if is_given:
        domain = fact.domain
        if not isinstance(domain, ir.Numbers):
            raise TypeError(f"`{fact.name}` is no number")
        is_vague = is_open & ((low != domain.low) | (high != domain.high) | (none != domain.or_none))
        middle = (found.low + found.high) // 2
        low, high, none = np.where(is_vague, middle, low), np.where(is_vague, middle, high), none & (True ^ is_vague)
    if guess is not None:
        fits = is_open & _allow(found, guess)
        low, high = np.where(fits, guess.low, low), np.where(fits, guess.high, high)
        none = none & (True ^ fits)
    return number(found.level, low, high, none)


def _allow(found: NumberColumn, value: NumberColumn) -> Array:
    is_none = (value.low == NONE.low) & (value.high == NONE.high)
    within = (found.low <= value.low) & (value.high <= found.high)
    return np.where(is_none, found.or_none | ((found.low == NONE.low) & (found.high == NONE.high)), within)


# --- as usual ---------------------------------------------------------------------------------------------------------
def _usual(value: ir.Possible, fact: ir.FactType, usual: ir.Possible) -> ir.Possible:
    return usual if value == fact.domain and not is_known(value) else value


def _numbers_in(usual: ir.Possible) -> ir.Numbers | None:
    return usual if isinstance(usual, ir.Numbers) else None


def _usual_numbers(found: NumberColumn, fact: ir.FactType, usual: NumberColumn | None) -> NumberColumn:
    if usual is None:
        raise TypeError(f"`{fact.name}` is no number")
    unsaid = _unsaid(found, fact) & (True ^ known(found))
    low, high = np.where(unsaid, usual.low, found.low), np.where(unsaid, usual.high, found.high)
    return number(found.level, low, high, np.where(unsaid, usual.or_none, found.or_none))


def _unsaid(found: NumberColumn, fact: ir.FactType) -> Array:
    """Return where a number is not said."""
    domain = fact.domain
    if not isinstance(domain, ir.Numbers):
        raise TypeError(f"`{fact.name}` is no number")
    return (found.low == domain.low) & (found.high == domain.high) & (found.or_none == domain.or_none)


def _with_assumed(found: Values, assumed: Values, given: Values, fact: ir.FactType) -> Values:
    """Return what is usual of a fact that is not said, with what is assumed of it (meaning.usual_order)."""
    if isinstance(found, NumberColumn) and isinstance(assumed, NumberColumn) and isinstance(given, NumberColumn):
        level = found.level | assumed.level | given.level
        return united(level, ((True, found), (_unsaid(given, fact) & known(assumed), assumed)))
    if not (isinstance(found, ChoiceColumn) and isinstance(assumed, ChoiceColumn) and isinstance(given, ChoiceColumn)):
        raise TypeError(f"`{fact.name}` is of two kinds")
    sizes = (len(found.values), len(assumed.values), len(given.values))
    all_codes = np.broadcast_arrays(found.codes, assumed.codes, given.codes)
    places, codes = np.unique(np.ravel_multi_index(all_codes, sizes), return_inverse=True)
    values = []
    for usual, own, said in zip(*np.unravel_index(places, sizes), strict=True):
        is_open = given.values[said] == fact.domain and is_known(assumed.values[own])
        values.append(join(found.values[usual], assumed.values[own]) if is_open else found.values[usual])
    level = found.level | assumed.level | given.level
    return ChoiceColumn(level, 0 if level == CONSTANT else codes.reshape(-1), tuple(values))


GUESSED = Way(_guess, _is_unmet, _always_grows, _number_of, _guessed, _guessed_numbers)
"""A derived fact as assumed."""
_TAKEN = replace(GUESSED, of_value=meaning.taken, of_numbers=partial(_guessed_numbers, is_given=True))
_USUAL = Way(meaning.usual, meaning.falls_through, meaning.may_grow, _numbers_in, _usual, _usual_numbers)
