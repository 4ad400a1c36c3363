"""The order as assumed: each fact that is vague or not said at one value, from which the answer is made.

A fact that is known is as it is. Any other is what the pack assumes of it, where that is still possible. Else a number is
the middle of what is possible, rounded down, a choice the first possible one as declared, a set what is surely in it; and a fact
of which nothing is said and nothing assumed stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import reduce
from itertools import chain
from typing import Literal

from advisor import ir
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE, allows, is_known, join
from advisor.meaning.program import Program

StandIn = Literal["assumed", "usual"]
"""What stands for a fact that is not said: the one value that is assumed, or all that are usual."""
EMPTY = "none"
"""The case of a set that is empty."""


def taken(value: ir.Possible, fact: ir.FactType, guess: ir.Guess | None) -> ir.Possible:
    """Return the one value that a fact is taken to have, or the value as it is where nothing may be taken."""
    if is_known(value) or isinstance(value, ir.Text | ir.Table):
        return value
    meant = None if guess is None else next((one for one in (guess.value, *guess.others) if allows(value, one)), None)
    if meant is not None:
        return meant
    if value == fact.domain:
        return value
    match value:
        case ir.Numbers(low, high, _):
            return ir.Numbers((low + high) // 2, (low + high) // 2)
        case ir.OneOf(values):
            return ir.OneOf(values, whichever=True) if fact.is_whichever else ir.OneOf(values[:1])
        case ir.Subset(some, _):
            return ir.Subset(some)


def guess_of(assumption: ir.Assumption | None, memory: ir.Memory) -> ir.Guess | None:
    """Return what is assumed of a fact where others are as the memory says."""
    guess = looked_up_guess(assumption, memory)
    if assumption is None or guess is None or not assumption.grows:
        return guess
    return replace(guess, value=grown(guess.value, assumption, memory), usual=grown(guess.usual, assumption, memory))


def grown(value: ir.Possible, assumption: ir.Assumption, memory: ir.Memory) -> ir.Possible:
    """Return a number as many times as large as what it grows with is larger than is assumed of it, step by step rounded down."""
    if not isinstance(value, ir.Numbers) or value == NONE:
        return value
    low, high = value.low, value.high
    least, most = assumption.bounds
    for growth in assumption.grows:
        said = memory.get(growth.path)
        if isinstance(said, ir.Numbers) and is_known(said) and said != NONE:
            base = size_of(growth, looked_up_guess(growth.base, memory))
            low, high = (min(max(end * said.low // base, least), most) for end in (low, high))
    return ir.Numbers(low, high, value.or_none)


def may_grow(assumption: ir.Assumption, memory: ir.Memory) -> bool:
    """Return whether there is one guess, which grows with others; what is usual of several things at once does not."""
    return bool(assumption.grows) and _is_one(assumption, memory) and looked_up_guess(assumption, memory) is not None


def _is_one(assumption: ir.Assumption, memory: ir.Memory) -> bool:
    if not assumption.by:
        return True
    value = memory[assumption.by]
    if assumption.then is not None and falls_through(assumption, value):
        return _is_one(assumption.then, memory)
    met = met_by(assumption, value)
    return _is_one(met, memory) if isinstance(met, ir.Assumption) else is_known(value) or value == assumption.unsaid


def size_of(growth: ir.Growth, guess: ir.Guess | None) -> int:
    """Return how large the number is that another grows with, as it is guessed; what it is usually, where that is nothing to grow from."""
    value = None if guess is None else guess.value
    return value.low if isinstance(value, ir.Numbers) and value != NONE and value.low > 0 else growth.usually


def looked_up_guess(assumption: ir.Assumption | None, memory: ir.Memory) -> ir.Guess | None:
    """Return what is assumed of a fact before it grows with any other."""
    if assumption is None:
        return None
    met = met_by(assumption, memory[assumption.by]) if assumption.by else None
    if met is not None:
        return looked_up_guess(met, memory) if isinstance(met, ir.Assumption) else met
    return assumption.otherwise if assumption.then is None else looked_up_guess(assumption.then, memory)


def met_by(assumption: ir.Assumption, value: ir.Possible) -> ir.Guess | ir.Assumption | None:
    """Return what the first case that a value is one of tells; None if it is of none, or of several that do not all have one."""
    held = _cases(value) if is_known(value) or (assumption.is_strict and value != assumption.unsaid) else ()
    if assumption.is_strict and not {*held} <= {case for case, _ in assumption.cases}:
        return None
    return next((guess for case, guess in assumption.cases if case in held), None)


def falls_through(assumption: ir.Assumption, value: ir.Possible) -> bool:
    """Return whether what is usual is what comes `then`, where the fact that an assumption goes by has a value: no case counts."""
    can_be_met = is_known(value) or assumption.is_strict
    unmet = value == assumption.unsaid or (can_be_met and met_by(assumption, value) is None)
    return assumption.then is not None and unmet


def _cases(value: ir.Possible) -> tuple[bool | str, ...]:
    """Return the cases that a known value is one of."""
    match value:
        case ir.OneOf(values):
            return values
        case ir.Subset(some, _):
            return some or (EMPTY,)
        case _:
            return ()


def guesses(assumption: ir.Assumption | None) -> tuple[ir.Guess, ...]:
    """Return all that may be assumed of a fact."""
    if assumption is None:
        return ()
    rest = guesses(assumption.then) if assumption.otherwise is None else (assumption.otherwise,)
    told = (guesses(one) if isinstance(one, ir.Assumption) else (one,) for _, one in assumption.cases)
    return (*chain.from_iterable(told), *rest)


def assumed_order(program: Program, given: ir.Memory) -> dict[str, ir.Possible]:
    """Return the given facts of an order as assumed."""
    return _in_turn(program, given, lambda value, fact, found: taken(value, fact, guess_of(fact.assume, found)))


def usual_order(program: Program, given: ir.Memory) -> dict[str, ir.Possible]:
    """Return the given facts of an order, each that is not said with the values that it usually has; a limit is none then.

    What is assumed of a fact is among them, also where it grew with others of which much is usual (Assumption.is_beyond_usual).
    """
    assumed = assumed_order(program, given)

    def of(value: ir.Possible, fact: ir.FactType, found: ir.Memory) -> ir.Possible:
        if value != fact.domain:
            return value
        own = assumed[f"{fact.of}.{fact.name}"]
        is_beyond = fact.assume is not None and fact.assume.is_beyond_usual and is_known(own)
        return join(usual(fact, found), own) if is_beyond else usual(fact, found)

    return _in_turn(program, given, of)


def _in_turn(
    program: Program, given: ir.Memory, of: Callable[[ir.Possible, ir.FactType, ir.Memory], ir.Possible]
) -> dict[str, ir.Possible]:
    """Return what is made of each fact, after those that it goes by; in the order in which they are given."""
    found: dict[str, ir.Possible] = {}
    for path in (*(path for path in given if path not in program.looked_up), *program.looked_up):
        if path in given:
            found[path] = of(given[path], program.pack.facts[name_in(path)], found)
    return {path: found[path] for path in given}


def usual(fact: ir.FactType, memory: ir.Memory | None = None) -> ir.Possible:
    """Return the values that a fact usually has while nobody says it. memory: what it may be looked up by, as usual; None for any."""
    if fact.is_limit:
        return NONE
    guesses = [*_guesses(fact.assume, memory)]
    if memory is not None and fact.assume is not None and may_grow(fact.assume, memory) and guesses[0] is not None:
        return grown(guesses[0].usual, fact.assume, memory)
    if not guesses or None in guesses:
        told = fact.domain if fact.usual is None else fact.usual
        return reduce(join, (guess.usual for guess in guesses if guess is not None), told)
    return reduce(join, (guess.usual for guess in guesses if guess is not None))


def _guesses(assumption: ir.Assumption | None, memory: ir.Memory | None) -> Iterator[ir.Guess | None]:
    """Yield each guess that may be the one."""
    if assumption is None:
        return
    if memory is None:
        yield from (*_told(assumption, None, None), assumption.otherwise)
        yield from _guesses(assumption.then, None)
        return
    if assumption.by and falls_through(assumption, memory[assumption.by]):
        yield from _guesses(assumption.then, memory)
        return
    if not assumption.by or is_known(memory[assumption.by]):
        yield looked_up_guess(assumption, memory)
        return
    value = memory[assumption.by]
    if value == assumption.unsaid:
        yield assumption.otherwise
        return
    possible = set(value.values) if isinstance(value, ir.OneOf) else None
    yield from _told(assumption, memory, possible)
    if not assumption.is_strict:
        yield assumption.otherwise


def _told(
    assumption: ir.Assumption, memory: ir.Memory | None, possible: Collection[bool | str] | None
) -> Iterator[ir.Guess | None]:
    """Yield what the cases tell that are possible; None for any."""
    for case, told in assumption.cases:
        if possible is None or case in possible:
            yield from _guesses(told, memory) if isinstance(told, ir.Assumption) else (told,)
