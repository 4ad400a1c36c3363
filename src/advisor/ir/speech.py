"""The little words of a language: what they do in a free sentence, and which facts its parts are said of."""

from __future__ import annotations

from msgspec import Struct

_Words = frozenset[str]
"""Single words in small letters, as they stand in a sentence; `due` has phrases too, `joints` and `endings` are parts of words."""


class Speech(Struct, frozen=True, kw_only=True):
    """Little words by what they do: each says where it stands, and of what."""

    own: _Words = frozenset()  # before what one has
    alike: _Words = frozenset()  # of other things or sellers, where such a verb follows ...
    priced: _Words = frozenset()  # ... that says what things cost
    asking: _Words = frozenset()  # verbs by which somebody asks an amount
    ours: _Words = frozenset()  # of what is one's own, where others are named too
    common: _Words = frozenset()  # words that name a place with a capital only
    lasting: _Words = frozenset()  # verbs before a time that something goes on
    paperwork: _Words = frozenset()  # at the head of a clause, what else than the things a day is said of
    bidding: _Words = frozenset()  # what is wanted before the things are, by a day of its own
    another: _Words = frozenset()  # somebody else, who asks an amount
    most: _Words = frozenset()  # before the number that is the most there may be
    least: _Words = frozenset()  # beside a number that somebody asks for at least
    equipment: _Words = frozenset()  # all that one may have to make things with
    business: _Words = frozenset()  # behind what is sold or done there
    past: _Words = frozenset()  # verbs that say what was
    acted: _Words = frozenset()  # verbs that say what was, behind a subject only
    unbent: _Words = frozenset()  # verbs that may say as well what is
    which: _Words = frozenset()  # before words that tell what is wanted, and behind which it is named
    lately: _Words = frozenset()  # before such a verb that has no subject
    subject: _Words = frozenset()  # who does something, before such a verb
    hoped: _Words = frozenset()  # in a clause whose past is what is wanted
    boxed: _Words = frozenset()  # of a language in which a word for a number is a thing too
    bearing: _Words = frozenset()  # things behind which a weight is what they bear
    barring: _Words = frozenset()  # at the end of several words that deny what follows
    state: _Words = frozenset()  # codes of the parts of a country, in capitals behind a town
    upon: _Words = frozenset()  # before what something is put on
    where: _Words = frozenset()  # before a place, and nothing that a thing is made of
    every: _Words = frozenset()  # at the head of what is said of each of several
    bent: _Words = frozenset()  # what the name of a material ends in that says of what a thing is
    article: _Words = frozenset()  # before a noun
    either: _Words = frozenset()  # between two of which one is meant
    ways: _Words = frozenset()  # at the head of a key under which one of several ways stands: `option B`, `later`
    listing: _Words = frozenset()  # between two things of one list
    joined: _Words = frozenset()  # before what comes with the thing ordered
    inside: _Words = frozenset()  # before what it is made of or comes in
    made_of: _Words = frozenset()  # before what it is made of alone
    purpose: _Words = frozenset()  # before what it is for
    lacking: _Words = frozenset()  # behind what it is not made of
    part: _Words = frozenset()  # words for a part of many things
    each: _Words = frozenset()  # behind an amount, that it is of one
    amount: _Words = frozenset()  # before a number that may be money
    whole: _Words = frozenset()  # before an amount that may be for all
    money: _Words = frozenset()  # names of currencies
    inches: _Words = frozenset()  # names and codes of currencies of those who measure in inches
    gauge: _Words = frozenset()  # beside the number by which a trade says how thick a sheet is
    reckoned: _Words = frozenset()  # behind a time that counts from another day than today
    span: _Words = frozenset()  # beside the end of a span
    due: _Words = frozenset()  # before a day or a time; phrases too
    due_month: _Words = frozenset()  # words before a month or season that is one
    latest: _Words = frozenset()  # words behind a time that make it the last
    part_of_time: _Words = frozenset()  # at the head of a time without digits
    long_time: _Words = frozenset()  # units of time too long for a deadline
    open_end: _Words = frozenset()  # behind a number that has no end
    once: _Words = frozenset()  # how often: one time
    twice: _Words = frozenset()  # two times
    thrice: _Words = frozenset()  # three times
    stroke: _Words = frozenset()  # what `/` behind an amount says
    short: _Words = frozenset()  # what a full stop behind ends no clause
    endings: _Words = frozenset()  # what a noun in the plural ends in
    joints: _Words = frozenset()  # letters between the parts of a compound
    main: _Words = frozenset()  # what most of a thing is
    being: _Words = frozenset()  # before what one is, or has as a place of one's own
    third: _Words = frozenset()  # endings of what somebody else does, before `made_things`
    made_things: _Words = frozenset()  # words for the things made, behind such a verb
    sized: _Words = frozenset()  # behind a number, before the noun that is of so many
    single: _Words = frozenset()  # one, which beside a larger number counts nothing
    more: _Words = frozenset()  # behind a number to which more is added
    earlier: _Words = frozenset()  # behind a time before a day that is said too
    onward: _Words = frozenset()  # before a time from which on something is so
    goes_on: _Words = frozenset()  # at the head of a clause that speaks on of the same
    inside_the: _Words = frozenset()  # such words as `inside` with an article in them
    spot: _Words = frozenset()  # where on a thing a mark is, whose size may follow
    layer: _Words = frozenset()  # behind a number, of how many sheets a material is
    contrast: _Words = frozenset()  # between two clauses of which the second speaks on of the same
    toward: _Words = frozenset()  # before the place to which something goes
    sending: _Words = frozenset()  # verbs and nouns by which things go to a place
    buyers: _Words = frozenset()  # those who buy the things, whose country is where they go
    region: _Words = frozenset()  # behind a town, which part of it or what around it
    preferring: _Words = frozenset()  # behind a place where one would have things made
    trailing: _Words = frozenset()  # behind things, that one has them at hand
    measured: _Words = frozenset()  # right before a length, what that is of: a mark, an opening
    staying: _Words = frozenset()  # before such a word, where nothing goes: `close to`
    callings: _Words = frozenset()  # what somebody is or runs, whose country is where one works: `a Danish brand`
    making: _Words = frozenset()  # verbs that say that a thing is made, before where or by whom
    made_by: _Words = frozenset()  # ... before who makes it
    origin: _Words = frozenset()  # before the place that one is from
    thousand: _Words = frozenset()  # behind an amount, that it is of thousands
    participle: _Words = frozenset()  # what a word for something done ends in
    kinds: _Words = frozenset()  # behind a number, of how many unlike ones the things are
    measures: _Words = frozenset()  # beside a number, of which size of clothes so many are
    unlike: _Words = frozenset()  # behind a number, that so many things are each another
    spare: _Words = frozenset()  # behind a number, that so many more are ordered than are needed
    numbered: _Words = frozenset()  # before a number that is a name
    ordering: _Words = frozenset()  # verbs by which one asks for things
    parting: _Words = frozenset()  # verbs for what is sold or used up in a time, not made
    gathered: _Words = frozenset()  # persons or firms as one, of how many a number says
    holder: _Words = frozenset()  # what things come in
    sheets: _Words = frozenset()  # what a material comes in, behind how thick that is
    by: _Words = frozenset()  # before the day of an event by which something is wanted
    having: _Words = frozenset()  # with `done` in one clause, that something is over
    further: _Words = frozenset()  # between a number and what is ordered again
    adding: _Words = frozenset()  # before what is ordered besides, or before a word for what comes with it
    besides: _Words = frozenset()  # in a clause that says what is wanted as well
    holding: _Words = frozenset()  # before what one has already
    done: _Words = frozenset()  # with `having`
    equal: _Words = frozenset()  # right before a day that an event is on
    crowd: _Words = frozenset()  # those who like or sell a thing, behind its name: `fountain pen people`
    whom: _Words = frozenset()  # behind a verb that may be a noun: `ring me`, `box them`
    saying: _Words = frozenset()  # verbs of what somebody does, and no thing: `the planner says`
    merely: _Words = frozenset()  # behind what is denied, before what is wanted: `no paint, just oil`
    cloth: _Words = frozenset()  # behind a thing, of which that is made: `kimono fabric`
    particle: _Words = frozenset()  # between two parts of one name
    settled: _Words = frozenset()  # in a clause that says what is wanted after all
    joining: _Words = frozenset()  # words of languages that join nouns to one word
    resale: _Words = frozenset()  # beside what shops pay, where what their customers pay is said too


class Roles(Struct, frozen=True, kw_only=True):
    """Which facts the parts of a sentence are said of, each empty if the pack names none."""

    thing: str = ""  # what is ordered
    stuff: str = ""  # what it is made of
    tools: str = ""  # the machines one has
    home: str = ""  # where one works
    away: str = ""  # where the things go
    abroad: str = ""  # whether one would have them made abroad
    before: str = ""  # what was sold before
    count: str = ""  # how many
    pace: str = ""  # how many one makes in a time
    again: str = ""  # how often so many are ordered again in a year
    of_parts: _Words = frozenset()  # what may be said of a part of the thing, of its label or its box
    describe: _Words = frozenset()  # what the first part of a compound may say (`Glas|vase`)
    freely: _Words = (
        frozenset()
    )  # in the place of which, as in that of the thing, people describe it in words of their own
    details: _Words = frozenset()  # what such a description may say besides

    @property
    def ways(self) -> _Words:
        """The facts of how a thing is made, each said by a word of its own."""
        return (self.describe & self.of_parts) - self.freely - {self.stuff}
