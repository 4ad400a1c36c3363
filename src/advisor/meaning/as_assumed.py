"""The order as assumed: each fact that is vague or not said at one value, from which the answer is made.

A fact that is known is as it is. Any other is what the pack assumes of it, where that is still possible. Else a number is
the middle of what is possible, rounded down, a choice the first possible one as declared, a set what is surely in it; and a fact
of which nothing is said and nothing assumed stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import reduce
from itertools import chain
from typing import Literal

from msgspec.structs import replace

from advisor.ir import Assumption, FactType, Growth, Guess, Memory, Numbers, OneOf, Possible, Subset, Table, Text
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE, allows, is_known, join
from advisor.meaning.program import Program
from advisor.meaning.within import of_any

StandIn = Literal["assumed", "usual"]
"""What stands for a fact that is not said: the one value that is assumed, or all that are usual."""
THOUSAND = 1000
"""Micrometres in nanometres: finer no side is measured."""
EMPTY = "none"
"""The case of a set that is empty."""


def taken_value(value: Possible, fact: FactType, guess: Guess | None) -> Possible:
    """Return the one value that a fact is taken to have, or the value as it is where nothing may be taken."""
    if is_known(value) or isinstance(value, Text | Table):
        return value
    meant = None if guess is None else next((one for one in (guess.value, *guess.others) if allows(value, one)), None)
    if meant is not None:
        return meant
    if value == fact.domain:
        return value
    match value:
        case Numbers(low, high, _):
            return Numbers((low + high) // 2, (low + high) // 2)
        case OneOf(values):
            return OneOf(values, whichever=True) if fact.is_whichever else OneOf(values[:1])
        case Subset(some, _):
            return Subset(some)


def guess_of(assumption: Assumption | None, memory: Memory) -> Guess | None:
    """Return what is assumed of a fact where others are as the memory says."""
    guess = looked_up_guess(assumption, memory)
    if assumption is None or guess is None or not assumption.grows:
        return guess
    return replace(guess, value=grown(guess.value, assumption, memory), usual=grown(guess.usual, assumption, memory))


def grown(value: Possible, assumption: Assumption, memory: Memory) -> Possible:
    """Return a number as many times as large as what it grows with is larger than is assumed of it, step by step rounded down."""
    if not isinstance(value, Numbers) or value == NONE:
        return value
    low, high = value.low, value.high
    least, most = assumption.bounds
    for by, base in _growths(assumption, memory):
        low, high = (min(max(end * by // base, least), most) for end in (low, high))
    return Numbers(low, high, value.or_none)


def _growths(assumption: Assumption, memory: Memory) -> Iterator[tuple[int, int]]:
    """Yield by what a guess grows, and from what: each number, or the skin of all of them."""
    form, is_sheet = memory.get(assumption.by_form), False
    known: list[tuple[int, int]] = []
    each: list[tuple[int, int]] = []
    for growth in assumption.grows:
        side = memory.get(growth.path)
        if isinstance(side, Numbers) and is_known(side) and side != NONE:
            base = size_of(growth, looked_up_guess(growth.base, memory))
            known.append((side.low, base))
            is_sheet = is_sheet or base <= growth.sheet
            if base <= growth.sheet:
                each.append((side.low, base))
            elif not growth.sheet or is_of(form, assumption.body_of):
                each.append((max(side.low, growth.sheet), base))  # what is thin fills more of its box
    if not is_sheet and len(known) == len(assumption.grows) and is_of(form, assumption.skin_of):
        yield skin([side for side, _ in known]), skin([base for _, base in known])
    else:
        yield from each


def is_of(form: Possible | None, forms: Collection[bool | str]) -> bool:
    """Return whether a choice is surely one of some: a box is a skin about what its sides enclose, a knob is a body."""
    return isinstance(form, OneOf) and bool(form.values) and all(one in forms for one in form.values)


def skin(sides: Sequence[int]) -> int:
    """Return half the skin of a box by its sides, numbers or columns of them, each in thousands, so that it stays a number of 64 bits."""
    one, other, third = (side // THOUSAND + 1 for side in sides)
    return one * other + other * third + third * one


def may_grow(assumption: Assumption, memory: Memory) -> bool:
    """Return whether a guess grows with others; it does not where several things are possible that the others go by, too."""
    by = {path for growth in assumption.grows if growth.base is not None for path in growth.base.goes_by}
    if not assumption.grows or not _is_one(assumption, memory, by):
        return False
    return None not in [*_guesses(assumption, memory)]


def _is_one(assumption: Assumption, memory: Memory, bases: Collection[str]) -> bool:
    """Return whether there is one value of each fact that an assumption goes by, of those that what it grows with goes by."""
    if not assumption.by:
        return True
    value = memory[assumption.by]
    if assumption.then is not None and falls_through(assumption, value):
        return _is_one(assumption.then, memory, bases)
    met = met_by(assumption, value)
    if isinstance(met, Assumption):
        return _is_one(met, memory, bases)
    return assumption.by not in bases or is_known(value) or value == assumption.unsaid


def size_of(growth: Growth, guess: Guess | None) -> int:
    """Return how large the number is that another grows with, as it is guessed; what it is usually, where that is nothing to grow from."""
    value = None if guess is None else guess.value
    return value.low if isinstance(value, Numbers) and value != NONE and value.low > 0 else growth.usually


def looked_up_guess(assumption: Assumption | None, memory: Memory) -> Guess | None:
    """Return what is assumed of a fact before it grows with any other."""
    if assumption is None:
        return None
    met = met_by(assumption, memory[assumption.by]) if assumption.by else None
    if met is not None:
        return looked_up_guess(met, memory) if isinstance(met, Assumption) else met
    return assumption.otherwise if assumption.then is None else looked_up_guess(assumption.then, memory)


def met_by(assumption: Assumption, value: Possible) -> Guess | Assumption | None:
    """Return what the first case that a value is one of tells; None if it is of none, or of several that do not all have one."""
    held = _cases(value) if is_known(value) or (assumption.is_strict and value != assumption.unsaid) else ()
    cases = assumption.told_by_case
    met = [one for _, one in sorted((cases[case] for case in held if case in cases), key=lambda one: one[0])]
    if assumption.is_strict and len(held) > 1:
        return _of_any(assumption, frozenset(held), met)
    return met[0] if met else None


def _of_any(
    assumption: Assumption, held: frozenset[bool | str], met: Sequence[Guess | Assumption]
) -> Guess | Assumption | None:
    """Return what is assumed by several strict cases, one of which it is (`within.of_any`), made once; None where not each of them has one."""
    if held not in assumption.joined:
        if len(met) < len(held):
            return None
        then = assumption.then
        assumption.joined[held] = of_any(met, None if then is None or then.by == assumption.by else then)
    return assumption.joined[held]


def falls_through(assumption: Assumption, value: Possible) -> bool:
    """Return whether what is usual is what comes `then`, where the fact that an assumption goes by has a value: no case counts."""
    can_be_met = is_known(value) or assumption.is_strict
    unmet = value == assumption.unsaid or (can_be_met and met_by(assumption, value) is None)
    return assumption.then is not None and unmet


def _cases(value: Possible) -> tuple[bool | str, ...]:
    """Return the cases that a known value is one of."""
    match value:
        case OneOf(values):
            return values
        case Subset(some, _):
            return some or (EMPTY,)
        case _:
            return ()


def guesses(assumption: Assumption | None) -> tuple[Guess, ...]:
    """Return all that may be assumed of a fact."""
    if assumption is None:
        return ()
    rest = guesses(assumption.then) if assumption.otherwise is None else (assumption.otherwise,)
    cases = (*assumption.cases, *assumption.families)
    told = (guesses(one) if isinstance(one, Assumption) else (one,) for _, one in cases)
    return (*chain.from_iterable(told), *rest)


def assumed_order(program: Program, given: Memory) -> dict[str, Possible]:
    """Return the given facts of an order as assumed."""
    return _in_turn(program, given, _taken)


def assumed_anew(program: Program, given: Memory, before: Memory, values: Memory) -> dict[str, Possible]:
    """Return the given facts of an order as assumed with some other values: as before, but for these and what goes by them.

    before: the given facts as assumed (`assumed_order`). values: by path, of given facts or others.
    """
    found = dict(before)
    for path, value in values.items():
        found[path] = _taken(value, program.pack.facts[name_in(path)], found)
    turned = {path for path in values if found[path] != before.get(path)}
    for path, by in program.looked_up.items():
        if path in found and (path in values or not turned.isdisjoint(by)):
            value = values[path] if path in values else given[path]
            found[path] = _taken(value, program.pack.facts[name_in(path)], found)
            if found[path] != before.get(path):
                turned.add(path)
    return found


def _taken(value: Possible, fact: FactType, found: Memory) -> Possible:
    return taken_value(value, fact, guess_of(fact.assume, found))


def usual_order(program: Program, given: Memory) -> dict[str, Possible]:
    """Return the given facts of an order, each that is not said with the values that it usually has; a limit is none then.

    What is assumed of a fact is among them, also where it grew with others of which much is usual (Assumption.is_beyond_usual). Of a
    word for several choices, `paper` of a book, those are usual that such a thing is made of.
    """
    assumed = assumed_order(program, given)

    def of(value: Possible, fact: FactType, found: Memory) -> Possible:
        if value != fact.domain:
            return usual_of_said(value, usual(fact, found))
        own = assumed[f"{fact.of}.{fact.name}"]
        is_beyond = fact.assume is not None and fact.assume.is_beyond_usual and is_known(own)
        return join(usual(fact, found), own) if is_beyond else usual(fact, found)

    return _in_turn(program, given, of)


def usual_of_said(value: Possible, usually: Possible) -> Possible:
    """Return which of several choices that a word means are usual; all of them where none is."""
    if not (isinstance(value, OneOf) and isinstance(usually, OneOf)) or value.whichever or len(value.values) == 1:
        return value
    both = tuple(one for one in value.values if one in usually.values)
    return OneOf(both) if both else value


def _in_turn(
    program: Program, given: Memory, of: Callable[[Possible, FactType, Memory], Possible]
) -> dict[str, Possible]:
    """Return what is made of each fact, after those that it goes by; in the order in which they are given."""
    found: dict[str, Possible] = {}
    for path in (*(path for path in given if path not in program.looked_up), *program.looked_up):
        if path in given:
            found[path] = of(given[path], program.pack.facts[name_in(path)], found)
    return {path: found[path] for path in given}


def usual(fact: FactType, memory: Memory | None = None) -> Possible:
    """Return the values that a fact usually has while nobody says it. memory: what it may be looked up by, as usual; None for any."""
    if fact.is_limit:
        return NONE
    guesses = [*_guesses(fact.assume, memory)]
    told = [guess.usual for guess in guesses if guess is not None]
    if not told or None in guesses:
        return reduce(join, told, fact.domain if fact.usual is None else fact.usual)
    found = reduce(join, told)
    grows = memory is not None and fact.assume is not None and may_grow(fact.assume, memory)
    return grown(found, fact.assume, memory) if grows and fact.assume is not None and memory is not None else found


def _guesses(assumption: Assumption | None, memory: Memory | None) -> Iterator[Guess | None]:
    """Yield each guess that may be the one. memory: what it may be looked up by; None for any."""
    if assumption is None:
        return
    for told in may_tell(assumption, memory[assumption.by] if assumption.by and memory is not None else None):
        if isinstance(told, Assumption):
            yield from _guesses(told, memory)
        else:
            yield told


def may_tell(assumption: Assumption, value: Possible | None) -> Iterator[Guess | Assumption | None]:
    """Yield what may tell the guess where the fact that an assumption goes by has a value, None for any: a guess or another lookup."""
    if value is None:
        yield from (told for _, told in assumption.cases)
        yield assumption.otherwise
        if assumption.then is not None:
            yield assumption.then
    elif falls_through(assumption, value):
        yield assumption.then
    elif is_known(value):
        met = met_by(assumption, value)
        yield assumption.otherwise if met is None else met
    elif value == assumption.unsaid:
        yield assumption.otherwise
    elif assumption.is_strict:
        yield met_by(assumption, value)
    else:
        possible = value.values if isinstance(value, OneOf) else None
        yield from (told for case, told in assumption.cases if possible is None or case in possible)
        yield assumption.otherwise
