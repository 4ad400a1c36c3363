"""What stands for facts that are not said, as columns (meaning.assumed): the one value that is assumed, or all that are usual."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial, reduce
from operator import and_, or_
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from advisor import meaning
from advisor.columnar.column import (
    CONSTANT,
    Array,
    ChoiceColumn,
    NumberColumn,
    Values,
    either_column,
    known,
    number_column,
    united,
)
from advisor.columnar.joint import by_case, coded, paired
from advisor.ir import UNLIMITED, Assumption, FactType, Growth, Guess, Memory, Numbers, Possible
from advisor.meaning import Program, StandIn
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE, allows, is_known, join

EXACT = 1 << 62
"""Up to where numbers are multiplied as they are."""
_EXACTLY = np.frompyfunc(lambda end, by, size: min(int(end) * int(by) // int(size), UNLIMITED), 3, 1)
"""Numbers that are too large together, multiplied one by one."""
_Told = Any
"""What stands for a fact: a guess or none, or the values that are usual."""


class Way(Struct, frozen=True):
    """How one fact is stood in for: what is told where the facts it goes by have some values, the number in that, and what comes of it.

    grows: whether what is told grows with others.
    """

    told: Callable[[FactType, Memory], _Told]
    grows: Callable[[Assumption, Memory], bool]
    number: Callable[[_Told], Numbers | None]
    of_value: Callable[[Possible, FactType, _Told], Possible]
    of_numbers: Callable[[NumberColumn, FactType, NumberColumn | None], NumberColumn]


class _Side(Struct, frozen=True):
    """A number that others grow with, row by row: where it counts, how much it is and from what, where it is a sheet's.

    is_plain: where it counts whatever the form is; thick: how much it counts as what is enclosed.
    """

    level: int
    by_said: Array
    said: Array
    thick: Array
    base: Array
    is_sheet: Array
    is_plain: Array


def stood_in_order(
    program: Program,
    facts: Mapping[str, Values],
    how: StandIn,
    known: tuple[Mapping[str, Values], Mapping[str, Values]] | None = None,
) -> dict[str, Values]:
    """Return the given facts of orders as assumed or as usual. known: other facts with these; what is the same in both is taken over."""
    types, found = program.pack.facts, dict[str, Values]()
    way, assumed = (_TAKEN, None) if how == "assumed" else (_USUAL, stood_in_order(program, facts, "assumed"))
    own, before = known or ({}, {})
    for path in (*(path for path in facts if path not in program.looked_up), *program.looked_up):
        if path not in facts:
            continue
        by = program.looked_up.get(path, ())
        if facts[path] is own.get(path) and all(found.get(other) is before.get(other) for other in by):
            found[path] = before[path]
            continue
        fact = types[name_in(path)]
        found[path] = stood_in(facts[path], fact, way, found)
        if assumed is not None and fact.assume is not None and fact.assume.is_beyond_usual:
            found[path] = _with_assumed(found[path], assumed[path], facts[path], fact)
    return found


def stood_in(found: Values, fact: FactType, way: Way, others: Mapping[str, Values]) -> Values:
    """Return a column stood in for. others: what the fact goes by, stood in for too, on rows of the same level."""
    assume = fact.assume

    def told(memory: Memory) -> tuple[_Told, bool]:
        return way.told(fact, memory), assume is not None and way.grows(assume, memory)

    level, codes, cases = by_case(assume, others, told)
    if isinstance(found, ChoiceColumn):
        return paired((coded(found), (level, codes, cases)), lambda value, case: way.of_value(value, fact, case[0]))
    if len(cases) == 1 and not cases[0][1]:
        return _one(found, fact, cases[0][0], way)
    numbers = [way.number(one) for one, _ in cases]
    guess = _numbers_told(level, codes, [NONE if one is None else one for one in numbers])
    if assume is not None:
        moves = np.array([grows and one not in (None, NONE) for one, (_, grows) in zip(numbers, cases, strict=True)])
        guess = _grown(guess, moves[codes], assume, others)
    level = found.level | guess.level
    low, high, least, most = np.broadcast_arrays(found.low, found.high, guess.low, guess.high)
    wide, guess = number_column(level, low, high, found.or_none), NumberColumn(guess.level, least, most, guess.or_none)
    result = way.of_numbers(wide, fact, guess)
    if None in numbers:
        untold = np.array([one is None for one in numbers])[codes]
        result = _number(either_column(result, way.of_numbers(wide, fact, None), untold, level), fact)
    if level == CONSTANT:
        return NumberColumn(CONSTANT, int(result.low), int(result.high), bool(result.or_none))
    return result


def _number(found: Values, fact: FactType) -> NumberColumn:
    if not isinstance(found, NumberColumn):
        raise TypeError(f"`{fact.name}` is no number")
    return found


def _numbers_told(level: int, codes: Array, told: Sequence[Numbers]) -> NumberColumn:
    low, high = np.array([one.low for one in told], np.int64), np.array([one.high for one in told], np.int64)
    return NumberColumn(level, low[codes], high[codes], np.array([one.or_none for one in told])[codes])


def _grown(told: NumberColumn, moves: Array, assume: Assumption, others: Mapping[str, Values]) -> NumberColumn:
    """Return what is told, grown row by row with other numbers where it moves (meaning.grown)."""
    if not assume.grows or not np.any(moves):
        return told
    ends, sides = [told.low, told.high], [_side(growth, others) for growth in assume.grows]
    level, is_skin, is_body = _forms(assume, sides, others)
    steps = [(side.by_said & (side.is_plain | is_body) & (True ^ is_skin), side.thick, side.base) for side in sides]
    if np.any(is_skin):
        steps.append((is_skin, meaning.skin([one.said for one in sides]), meaning.skin([one.base for one in sides])))
    for counts, said, base in steps:
        by_said = moves & counts
        by = np.where(by_said, said, base)
        grown = (np.clip(_times(np.where(by_said, end, 0), by, base), *assume.bounds) for end in ends)
        ends = [np.where(by_said, one, end) for one, end in zip(grown, ends, strict=True)]
    low, high = ends
    return NumberColumn(reduce(or_, (one.level for one in sides), told.level | level), low, high, told.or_none)


def _side(growth: Growth, others: Mapping[str, Values]) -> _Side:
    """Return what a number grows with, row by row."""
    said = others[growth.path]
    if not isinstance(said, NumberColumn):
        raise TypeError(f"`{growth.path}` is no number")
    own, base = _size(growth, others)
    by_said, is_sheet = known(said) & (said.low != NONE.low), base <= growth.sheet
    side, is_plain = np.where(by_said, said.low, base), is_sheet | (growth.sheet == 0)
    thick = np.where(is_sheet, side, np.maximum(side, growth.sheet))
    return _Side(said.level | own, by_said, side, thick, base, is_sheet, is_plain)


def _forms(assume: Assumption, sides: Sequence[_Side], others: Mapping[str, Values]) -> tuple[int, Array, Array]:
    """Return where what is told grows as the skin of all sides does, and where as what they enclose, and of which level that is (meaning.as_assumed)."""
    form = others.get(assume.by_form)
    if not isinstance(form, ChoiceColumn):
        return CONSTANT, np.zeros((), bool), np.zeros((), bool)
    skins, bodies = (
        np.array([meaning.is_of(one, forms) for one in form.values])[form.codes]
        for forms in (assume.skin_of, assume.body_of)
    )
    is_whole = reduce(and_, (one.by_said & (True ^ one.is_sheet) for one in sides))
    return form.level, skins & is_whole, bodies


def _times(end: Array, by: Array, size: Array) -> Array:
    """Return numbers by as many times as others are larger than what they grow from, at most UNLIMITED."""
    is_exact = int(np.max(end)) * int(np.max(by)) < EXACT
    if is_exact:
        return end * by // size
    return np.asarray(_EXACTLY(end, by, size), np.int64)


def _size(growth: Growth, others: Mapping[str, Values]) -> tuple[int, Array]:
    """Return how large the number is that another grows with, row by row, and of which level that is (meaning.size_of)."""
    level, codes, sizes = by_case(
        growth.base, others, lambda memory: meaning.size_of(growth, meaning.looked_up_guess(growth.base, memory))
    )
    return level, np.array(sizes, np.int64)[codes]


def _one(found: NumberColumn, fact: FactType, told: _Told, way: Way) -> NumberColumn:
    if found.level == CONSTANT:
        value = way.of_value(Numbers(found.low, found.high, bool(found.or_none)), fact, told)
        if not isinstance(value, Numbers):
            raise TypeError(f"`{fact.name}` is no number")
        return NumberColumn(CONSTANT, value.low, value.high, value.or_none)
    if found.low is found.high and found.or_none is False:
        return found
    guess = way.number(told)
    return way.of_numbers(
        found, fact, None if guess is None else NumberColumn(CONSTANT, guess.low, guess.high, guess.or_none)
    )


def _guess(fact: FactType, memory: Memory) -> Guess | None:
    return meaning.guess_of(fact.assume, memory)


def _always_grows(assumption: Assumption, _: Memory) -> bool:
    return bool(assumption.grows)


# --- as assumed -------------------------------------------------------------------------------------------------------
def _guessed(value: Possible, _: FactType, guess: Guess | None) -> Possible:
    if guess is None or is_known(value) or not allows(value, guess.value):
        return value
    return guess.value


def _number_of(guess: Guess | None) -> Numbers | None:
    return guess.value if guess is not None and isinstance(guess.value, Numbers) else None


def _guessed_numbers(
    found: NumberColumn, fact: FactType, guess: NumberColumn | None, *, is_given: bool = False
) -> NumberColumn:
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
    return number_column(found.level, low, high, none)


def _allow(found: NumberColumn, value: NumberColumn) -> Array:
    is_none = (value.low == NONE.low) & (value.high == NONE.high)
    within = (found.low <= value.low) & (value.high <= found.high)
    return np.where(is_none, found.or_none | ((found.low == NONE.low) & (found.high == NONE.high)), within)


# --- as usual ---------------------------------------------------------------------------------------------------------
def _usual(value: Possible, fact: FactType, usual: Possible) -> Possible:
    return usual if value == fact.domain and not is_known(value) else meaning.usual_of_said(value, usual)


def _numbers_in(usual: Possible) -> Numbers | None:
    return usual if isinstance(usual, Numbers) else None


def _usual_numbers(found: NumberColumn, fact: FactType, usual: NumberColumn | None) -> NumberColumn:
    if usual is None:
        raise TypeError(f"`{fact.name}` is no number")
    unsaid = _unsaid(found, fact) & (True ^ known(found))
    low, high = np.where(unsaid, usual.low, found.low), np.where(unsaid, usual.high, found.high)
    return number_column(found.level, low, high, np.where(unsaid, usual.or_none, found.or_none))


def _unsaid(found: NumberColumn, fact: FactType) -> Array:
    """Return where a number is not said."""
    domain = fact.domain
    if not isinstance(domain, Numbers):
        raise TypeError(f"`{fact.name}` is no number")
    return (found.low == domain.low) & (found.high == domain.high) & (found.or_none == domain.or_none)


def _with_assumed(found: Values, assumed: Values, given: Values, fact: FactType) -> Values:
    """Return what is usual of a fact that is not said, with what is assumed of it (meaning.usual_order)."""
    if isinstance(found, NumberColumn) and isinstance(assumed, NumberColumn) and isinstance(given, NumberColumn):
        level = found.level | assumed.level | given.level
        return united(level, ((True, found), (_unsaid(given, fact) & known(assumed), assumed)))
    if not (isinstance(found, ChoiceColumn) and isinstance(assumed, ChoiceColumn) and isinstance(given, ChoiceColumn)):
        raise TypeError(f"`{fact.name}` is of two kinds")

    def of(usual: Possible, own: Possible, said: Possible) -> Possible:
        return join(usual, own) if said == fact.domain and is_known(own) else usual

    return paired([coded(one) for one in (found, assumed, given)], of)


GUESSED = Way(_guess, _always_grows, _number_of, _guessed, _guessed_numbers)
"""A derived fact as assumed."""
_TAKEN = replace(GUESSED, of_value=meaning.taken_value, of_numbers=partial(_guessed_numbers, is_given=True))
_USUAL = Way(meaning.usual, meaning.may_grow, _numbers_in, _usual, _usual_numbers)
