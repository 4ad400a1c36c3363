"""The little words of a language: what they do in a free sentence, and which facts its parts are said of."""

from __future__ import annotations

from msgspec import Struct

_Words = frozenset[str]
"""Single words in small letters, as they stand in a sentence; `due` has phrases too, `joints` and `endings` are parts of words."""


class Speech(Struct, frozen=True, kw_only=True):
    """Little words by what they do.

    article: before a noun. every: at the head of what is said of each of several. own: before what one has. business: behind what is sold or done there. past: verbs that say what was; acted: such behind a subject only; hoped: in a clause whose past is what is wanted. bent: what the name of a material ends in that says of what a thing is. either: between two of which one is meant. listing: between two things of one list. joined: before
    what comes with the thing ordered. inside: before what it is made of or comes in. made_of: before what it is made of alone. purpose: before what it is for. lacking: behind what it is not made of. part: a part of many things. each: behind an amount, that it is of one.
    amount: before a number that may be money. whole: before an amount that may be for all. money: names of currencies.
    reckoned: behind a time that counts from another day than today. span: beside the end of a span. due: before a day or a time.
    due_month: such only before a month or season. latest: behind one. part_of_time: at the head of a time without digits. long_time: units of time too long
    for a deadline. participle: what a word for something done ends in. holder: what things come in. kinds: behind a number, of how many unlike ones the things are. open_end: behind a number that has no end. once, twice, thrice: how often. stroke: what `/` behind an amount says.
    short: what a full stop behind ends no clause. endings: what a noun in the plural ends in. joints: letters between the parts of
    a compound. main: what most of a thing is. being: before what one is, or has as a place of one's own. third: endings of what somebody else does, before such as `them` (made_things). sized: behind a number, before the noun that is of so many. single: one, which beside a larger number counts nothing. more: behind a number to which more is added. layer: behind a number, of how many sheets a material is. earlier: behind a time before a day that is said too. onward: before a time from which on something is so. goes_on: at the head of a clause that speaks on of the same. inside_the: such with an article in it. spot: where on a thing a mark is, whose size may follow. contrast: between two clauses of which the second speaks on of the same. origin: before the place that one is from. thousand: behind an amount, that it is of thousands.
    having, done: the two words that say, in one clause, that something is over. by: before the day of an event by which something is wanted. equal: right before a day that an event is on. particle: between two parts of one name. settled: in a clause that says what is wanted after all. joining: words of languages that join nouns to one word.
    """

    own: _Words = frozenset()
    business: _Words = frozenset()
    past: _Words = frozenset()
    acted: _Words = frozenset()
    subject: _Words = frozenset()
    hoped: _Words = frozenset()
    every: _Words = frozenset()
    bent: _Words = frozenset()
    article: _Words = frozenset()
    either: _Words = frozenset()
    listing: _Words = frozenset()
    joined: _Words = frozenset()
    inside: _Words = frozenset()
    made_of: _Words = frozenset()
    purpose: _Words = frozenset()
    lacking: _Words = frozenset()
    part: _Words = frozenset()
    each: _Words = frozenset()
    amount: _Words = frozenset()
    whole: _Words = frozenset()
    money: _Words = frozenset()
    reckoned: _Words = frozenset()
    span: _Words = frozenset()
    due: _Words = frozenset()
    due_month: _Words = frozenset()
    latest: _Words = frozenset()
    part_of_time: _Words = frozenset()
    long_time: _Words = frozenset()
    open_end: _Words = frozenset()
    once: _Words = frozenset()
    twice: _Words = frozenset()
    thrice: _Words = frozenset()
    stroke: _Words = frozenset()
    short: _Words = frozenset()
    endings: _Words = frozenset()
    joints: _Words = frozenset()
    main: _Words = frozenset()
    being: _Words = frozenset()
    third: _Words = frozenset()
    made_things: _Words = frozenset()
    sized: _Words = frozenset()
    single: _Words = frozenset()
    more: _Words = frozenset()
    earlier: _Words = frozenset()
    onward: _Words = frozenset()
    goes_on: _Words = frozenset()
    inside_the: _Words = frozenset()
    spot: _Words = frozenset()
    layer: _Words = frozenset()
    contrast: _Words = frozenset()
    origin: _Words = frozenset()
    thousand: _Words = frozenset()
    participle: _Words = frozenset()
    kinds: _Words = frozenset()
    holder: _Words = frozenset()
    by: _Words = frozenset()
    having: _Words = frozenset()
    done: _Words = frozenset()
    equal: _Words = frozenset()
    particle: _Words = frozenset()
    settled: _Words = frozenset()
    joining: _Words = frozenset()


class Roles(Struct, frozen=True, kw_only=True):
    """Which facts the parts of a sentence are said of, each empty if the pack names none.

    thing: what is ordered. stuff: what it is made of. tools: the machines one has. home: where one works. away: where the things go. before: what was sold before. count: how many. of_parts: what may be said of a part of the thing, of its
    label or its box. describe: what the first part of a compound may say (`Glas|vase`).
    """

    thing: str = ""
    stuff: str = ""
    tools: str = ""
    home: str = ""
    away: str = ""
    before: str = ""
    count: str = ""
    of_parts: frozenset[str] = frozenset()
    describe: frozenset[str] = frozenset()
