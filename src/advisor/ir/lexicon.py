"""The words that people use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct, field

from advisor.ir.speech import Roles, Speech

REQUEST = "request"
"""What an order wants in a sentence: read as one, of the facts that it does not say by themselves."""
OWN_COLUMNS, UNREAD = ("id", "as_of", REQUEST), "unread"
"""What columns of a table say that no fact does, and what those are called that say nothing of how a thing is made."""
REMARKS = "notes"
"""What an order says in words of its own that are for people alone."""
TITLE = "title"
"""What is called so says nothing of how a thing is made either, but what it is where nothing else says that."""
CURRENCY = "currency"
"""What columns are called in which each row names what its money is counted in."""
QUOTE_KEYS = ("supplier", "pathway", "process", CURRENCY, "valid_until", "reference")
"""What a quote says besides the facts of an option."""


class Lexicon(Struct, frozen=True, kw_only=True, dict=True):
    """How people call things. Every word stands in its normal form (`advisor.value.word_match.normal`)."""

    spellings: Mapping[str, str] = field(default_factory=dict)  # parts of words -> how the normal form spells them
    qualifiers: frozenset[str] = frozenset()  # words before a choice that leave it what it is
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Fact -> words beside which a free sentence means it; the facts in the order in which they are preferred."""
    needs_cue: frozenset[str] = frozenset()
    """Facts that a free sentence means only beside a cue, except by words that are `sure`."""
    sure: Mapping[str, frozenset[str]] = field(default_factory=dict)  # fact -> words that say it without a cue
    of_thing: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Fact -> words that say it without a cue only right beside the thing ordered, or alone in their clause."""
    never: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Fact -> words too general to mean it in a free sentence."""
    beside: Mapping[str, Mapping[str, frozenset[bool | str]]] = field(default_factory=dict)
    """Fact -> such a word -> the objects and materials beside which it does mean it."""
    ignored: frozenset[str] = frozenset()  # words that say nothing
    others_before: frozenset[str] = frozenset()  # words before a number or word that is not the order's
    others_after: frozenset[str] = frozenset()  # such words behind one
    negations: frozenset[str] = frozenset()  # words after which nothing in the clause is said
    elsewhere: frozenset[str] = frozenset()  # words in whose whole clause nothing is said
    limits: frozenset[str] = frozenset()  # words after a negation that make it the most there may be (`no more than`)
    breaks: frozenset[str] = frozenset()  # words that begin a clause
    per_one: frozenset[str] = frozenset()  # words behind an amount that make it that of one
    faint: frozenset[str] = frozenset()  # cues that count only where no other stands near
    small_talk: frozenset[str] = frozenset()  # words that may stand unread and need not be told
    instead: frozenset[str] = frozenset()  # words that take back what stands before them
    past: frozenset[str] = frozenset()  # words for what was, which is not wanted
    present: frozenset[str] = frozenset()  # words for what is
    another: frozenset[str] = frozenset()  # words from which on nothing is said of the order, up to such as say what is
    events: frozenset[str] = frozenset()  # words of a clause whose day and place are an event's
    persons: frozenset[str] = frozenset()  # those for whom there is one thing each
    per_person: frozenset[str] = frozenset()  # words that say so
    parties: frozenset[str] = frozenset()  # those who may make the thing
    lives: frozenset[str] = frozenset()  # words before the place where one is now
    summing: frozenset[str] = frozenset()  # words before the number that all before it come to
    later: frozenset[str] = frozenset()  # words between the number that is ordered and one that may be later
    summed: frozenset[str] = frozenset()  # such words behind it
    supplied: frozenset[str] = frozenset()  # words behind what one buys in
    standards: frozenset[str] = frozenset()  # marks and standards that a thing has to meet, which are no fact
    labour: frozenset[str] = frozenset()  # words behind money that is for work alone
    aside: frozenset[str] = frozenset()  # words before a thing that is not the one ordered
    whence: frozenset[str] = frozenset()  # words before a thing that is none if an article follows them
    theirs: frozenset[str] = frozenset()  # words before a thing that is another's
    declared: frozenset[str] = frozenset()  # words before the thing that is the one ordered
    trade: frozenset[str] = frozenset()  # words before what one makes besides
    oneself: frozenset[str] = frozenset()  # such words behind it
    wanted: frozenset[str] = frozenset()  # words before a thing that is wanted
    directions: frozenset[str] = (
        frozenset()
    )  # words for a side by the way it runs: of two for one side the other is another side
    asking: frozenset[str] = frozenset()  # words about the name of a fact in a header, as a form asks for it
    in_pieces: Mapping[str, frozenset[bool | str]] = field(default_factory=dict)
    """Words -> the objects whose pieces are their parts."""
    marks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Fact -> how trades write a number of it -> that number."""
    gauges: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What a sheet is of -> the number of a gauge -> how thick that is."""
    counted: Mapping[str, frozenset[str]] = field(default_factory=dict)  # fact -> names of what it counts
    least_each: int = 0  # below how many cents a piece no whole order is paid
    least_of_kg: int = 0  # how many cents a kilogram of a thing costs at least, whatever it is of
    most_whole: int = 9999  # above how many thousands of the currency no whole order is paid
    least_whole: int = 0  # below how much of the currency money without a cue is not for a whole order
    speech: Speech = field(default_factory=Speech)  # little words by what they do
    roles: Roles = field(default_factory=Roles)  # which facts the parts of a sentence are said of
    unknown: frozenset[str] = frozenset()  # what says that one does not know
    none: frozenset[str] = frozenset()  # what says that there is none
    flags: Mapping[str, bool] = field(default_factory=dict)  # yes and no -> which of them
    facts: Mapping[str, str] = field(default_factory=dict)  # word -> fact
    pathways: Mapping[str, str] = field(default_factory=dict)  # word -> pathway
    quotes: Mapping[str, str] = field(default_factory=dict)  # word -> key of a quote: a fact of an option, or its own
    choices: Mapping[str, Mapping[str, tuple[bool | str, ...]]] = field(default_factory=dict)
    """Fact -> word -> what it may mean: a choice, several of which one is meant, or a flag."""
    by_thing: Mapping[str, Mapping[str, tuple[bool | str, ...]]] = field(default_factory=dict)
    """Fact -> one of its words -> what it means instead where that is sooner what the thing ordered usually is."""
    called: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Fact -> choice, group or flag -> its words as the pack writes them, besides its name and label."""
    tender: Mapping[str, str] = field(default_factory=dict)  # choice of a place -> the currency in which all of it pays
    months_first: Mapping[str, bool] = field(default_factory=dict)
    """Choice of a place where days are written one way -> whether that begins with the month, not the day."""
    feasts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Choice of a place where feasts are kept on another day than in most -> name of the feast -> that day."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """What only columns of a table are called -> a fact, `id`, `as_of`, or UNREAD."""

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word that says something in a sentence, or nothing."""
        return frozenset().union(self.ignored, self.facts, *self.choices.values(), *self.cues.values())

    @cached_property
    def count_names(self) -> frozenset[str]:
        """The names of what facts count, a colour among them."""
        return frozenset().union(*self.counted.values())

    @cached_property
    def of_one(self) -> frozenset[str]:
        """The facts that are said of one piece."""
        return frozenset(name for name, cues in self.cues.items() if not self.per_one.isdisjoint(cues))

    @cached_property
    def needs_both(self) -> frozenset[str]:
        """The facts whose noun says them only where one of their cues is said too."""
        named = {name for name, cues in self.cues.items() if any(self.facts.get(cue) == name for cue in cues)}
        return self.needs_cue - named

    @cached_property
    def run_together(self) -> dict[str, dict[str, tuple[bool | str, ...]]]:
        """Fact -> the words of its choices without spaces and accents, once they were asked for (`advisor.value.run_together`)."""
        return {}

    @cached_property
    def spelt(self) -> dict[str, tuple[str, ...]]:
        """Fact -> the words of its choices as the pack writes them, once they were asked for (`advisor.value.word_match.spelt`)."""
        return {}
