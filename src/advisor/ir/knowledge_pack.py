"""A whole pack, and the words that people use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from advisor.errors import Diagnostic
from advisor.ir.fact import FactType, Group
from advisor.ir.knowledge import Estimate, FigureType, Option, Pathway, Rate, Source
from advisor.ir.role import PackRoles
from advisor.ir.rule import Checklist, Contradiction, Find, Line, Phrase, RequestSection, Rule
from advisor.ir.speech import Roles, Speech
from advisor.ir.value import Possible


class ReadAs(Struct, frozen=True, kw_only=True):
    """What was read where a text says a fact in words that are not the pack's own.

    how: by a `word` or number as people write it; as the choice for what is not known, `other`; as `unknown`, since it says nothing
    that is known; or as `parts`, since several materials of one object are named. rate: at which money in another currency was converted.
    """

    path: str
    text: str
    value: Possible
    how: Literal["word", "other", "unknown", "parts"] = "word"
    rate: Rate | None = None


OWN_COLUMNS, UNREAD = ("id", "as_of"), "unread"
"""What columns of a table say that no fact does, and what those are called that say nothing of how a thing is made."""


class Lexicon(Struct, frozen=True, kw_only=True):
    """How people call things. Every word stands in its normal form (`advisor.value.word_match.normal`).

    spellings: parts of words -> how the normal form spells them. qualifiers: words before a choice that leave it what it is.
    cues: fact -> words beside which a free sentence means it, in the order in which facts are preferred; needs_cue: facts that it means only
    so, except by words that are `sure`; never: words too general to mean a fact there; beside: fact -> such a word -> the objects and materials beside which it
    does mean it; ignored: words that say nothing. others_before,
    others_after: words before and after a number or word that is not the order's; negations: words after which nothing in the clause is
    said; elsewhere: words in whose whole clause nothing is said; limits: words after a negation that make it the most there may be (`no more than`); breaks: words that begin a clause; per_one: words
    behind an amount that make it that of one; faint: cues that count only where no other stands near; small_talk: words that may stand
    unread and need not be told; instead: words that take back what stands before them; past, present: words for what was, which is not
    wanted, and for what is; another: words from which on nothing is said of the order, up to such as say what is; events: words of a clause whose day and place are an event's; persons, per_person:
    those for whom there is one thing each, and words that say so; parties: those who may make the thing; lives: words before the place where one is now; summing, summed: words before and behind the number that all before it come to;
    supplied: words behind what one buys in; labour: words behind money that is for work alone; aside, whence, theirs, trade, declared, wanted, and oneself behind: words before a thing that is not the one
    ordered, is none if an article follows them, is another's, is what one makes besides, is the one ordered, or is wanted; in_pieces: words -> the objects whose pieces are their parts; marks: fact -> how trades write a number of it -> that number; least_each: below how many cents a piece no whole order is paid; most_whole: above how many thousands none is; least_whole: below how many of the currency money without a cue is not for a whole order; speech: little words by what they do; roles: which facts the parts of a sentence are said of. unknown: what says that one does not know; none: that there is none; flags: yes and no. facts, pathways: word -> name.
    choices: fact -> word -> what it may mean: a choice, several of which one is meant, or a flag. called: fact -> choice, group or flag ->
    its words as the pack writes them, besides its own name and label. columns: what only columns of a table are called -> a fact, `id`, `as_of`, or
    UNREAD for one that says nothing of how a thing is made.
    """

    spellings: Mapping[str, str] = field(default_factory=dict)
    qualifiers: frozenset[str] = frozenset()
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs_cue: frozenset[str] = frozenset()
    sure: Mapping[str, frozenset[str]] = field(default_factory=dict)
    never: Mapping[str, frozenset[str]] = field(default_factory=dict)
    beside: Mapping[str, Mapping[str, frozenset[bool | str]]] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    others_before: frozenset[str] = frozenset()
    others_after: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    breaks: frozenset[str] = frozenset()
    per_one: frozenset[str] = frozenset()
    faint: frozenset[str] = frozenset()
    small_talk: frozenset[str] = frozenset()
    instead: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    another: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    per_person: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    lives: frozenset[str] = frozenset()
    summing: frozenset[str] = frozenset()
    summed: frozenset[str] = frozenset()
    supplied: frozenset[str] = frozenset()
    labour: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    whence: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()
    trade: frozenset[str] = frozenset()
    oneself: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()
    in_pieces: Mapping[str, frozenset[bool | str]] = field(default_factory=dict)
    marks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    least_each: int = 0
    most_whole: int = 9999
    least_whole: int = 0
    speech: Speech = field(default_factory=Speech)
    roles: Roles = field(default_factory=Roles)
    unknown: frozenset[str] = frozenset()
    none: frozenset[str] = frozenset()
    flags: Mapping[str, bool] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    pathways: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, tuple[bool | str, ...]]] = field(default_factory=dict)
    called: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


class Pack(Struct, frozen=True, kw_only=True):
    """A knowledge pack, read and resolved. Mappings keep the order of the files.

    currency_sign: what stands before an amount, `€`. built_in: path -> type of the facts every pack has. rates: currency -> rate into the pack's. lines: what a quote's price
    may leave out. rfq: the parts of a request for quotation; asks: what its sheet asks of an option. findings: what `pack check` refuses though its meaning is clear.
    inherited: the files read from packs that this one extends, as places name them. lexicon: how people call what is in it.
    order_line: what an order is, in one line: each phrase where the order says the first fact that it names. finds: where those who make
    are found, the last that is of an option standing over those before it. roles: the facts and estimates that its answers turn on.
    """

    id: str
    version: str
    title: str
    currency: str
    currency_sign: str
    language: str
    sha256: str
    facts: Mapping[str, FactType]
    groups: tuple[Group, ...]
    figures: Mapping[str, FigureType]
    sources: Mapping[str, Source]
    pathways: Mapping[str, Pathway]
    options: Mapping[str, Option]
    estimates: Mapping[str, Estimate]
    rules: Mapping[str, Rule]
    checklists: tuple[Checklist, ...]
    contradictions: Mapping[str, Contradiction]
    built_in: Mapping[str, FactType]
    rates: Mapping[str, Rate] = field(default_factory=dict)
    lines: Mapping[str, Line] = field(default_factory=dict)
    rfq: tuple[RequestSection, ...] = ()
    asks: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    inherited: frozenset[str] = frozenset()
    lexicon: Lexicon = field(default_factory=Lexicon)
    order_line: tuple[Phrase, ...] = ()
    finds: tuple[Find, ...] = ()
    roles: PackRoles = field(default_factory=PackRoles)
