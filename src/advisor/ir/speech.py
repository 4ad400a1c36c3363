"""The little words of a language: what they do in a free sentence, and which facts its parts are said of."""

from __future__ import annotations

from dataclasses import dataclass

Words = frozenset[str]
"""Single words in small letters, as they stand in a sentence; `due` has phrases too, `joints` and `endings` are parts of words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Little words by what they do.

    article: before a noun. own: before what one has. bent: what the name of a material ends in that says of what a thing is. either: between two of which one is meant. listing: between two things of one list. joined: before
    what comes with the thing ordered. inside: before what it is made of or comes in. made_of: before what it is made of alone. purpose: before what it is for. lacking: behind what it is not made of. part: a part of many things. each: behind an amount, that it is of one.
    amount: before a number that may be money. whole: before an amount that may be for all. money: names of currencies.
    reckoned: behind a time that counts from another day than today. span: beside the end of a span. due: before a day or a time.
    due_month: such only before a month or season. latest: behind one. part_of_time: at the head of a time without digits. long_time: units of time too long
    for a deadline. open_end: behind a number that has no end. once, twice, thrice: how often. stroke: what `/` behind an amount says.
    short: what a full stop behind ends no clause. endings: what a noun in the plural ends in. joints: letters between the parts of
    a compound. main: what most of a thing is. being: before what one is, or has as a place of one's own. third: endings of what somebody else does, before such as `them` (made_things).
    """

    own: Words = frozenset()
    bent: Words = frozenset()
    article: Words = frozenset()
    either: Words = frozenset()
    listing: Words = frozenset()
    joined: Words = frozenset()
    inside: Words = frozenset()
    made_of: Words = frozenset()
    purpose: Words = frozenset()
    lacking: Words = frozenset()
    part: Words = frozenset()
    each: Words = frozenset()
    amount: Words = frozenset()
    whole: Words = frozenset()
    money: Words = frozenset()
    reckoned: Words = frozenset()
    span: Words = frozenset()
    due: Words = frozenset()
    due_month: Words = frozenset()
    latest: Words = frozenset()
    part_of_time: Words = frozenset()
    long_time: Words = frozenset()
    open_end: Words = frozenset()
    once: Words = frozenset()
    twice: Words = frozenset()
    thrice: Words = frozenset()
    stroke: Words = frozenset()
    short: Words = frozenset()
    endings: Words = frozenset()
    joints: Words = frozenset()
    main: Words = frozenset()
    being: Words = frozenset()
    third: Words = frozenset()
    made_things: Words = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Which facts the parts of a sentence are said of, each empty if the pack names none.

    thing: what is ordered. stuff: what it is made of. tools: the machines one has. home: where one works. count: how many. of_parts: what may be said of a part of the thing, of its
    label or its box. describe: what the first part of a compound may say (`Glas|vase`).
    """

    thing: str = ""
    stuff: str = ""
    tools: str = ""
    home: str = ""
    count: str = ""
    of_parts: frozenset[str] = frozenset()
    describe: frozenset[str] = frozenset()
