"""The shapes of an answer: what fired, how the options rank, and the advice made of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from msgspec import Struct, field

from advisor.errors import Place
from advisor.ir import REMARKS, Memory, Option, Possible, Rate, ReadAs, Verdict

TYPED = "your words"
"""The name of the file of an order that is in none: it was typed with the command."""


class Among(Struct, frozen=True, kw_only=True):
    """Which of several orders in one block of a file an order is.

    key: what they stand under, empty where each has a key of its own; name: what this one is called there; how: whether they are `things`,
    `parts` of one, or `ways` of which one is chosen; common: the facts said that are money for all of them.
    """

    key: str
    name: str
    number: int
    many: int
    how: str
    common: tuple[str, ...] = ()


class Order(Struct, frozen=True, kw_only=True):
    """One order as given.

    given: path -> possible values; origins: path -> where it was said; shared: paths that the studio says of every order;
    as_of: the order's date, if it has one. rates: currency -> rate, as the order or its studio says it. readings: what was read where
    the order says something in words that are not the pack's own; unread: words of it that say nothing known. among: of which orders in
    one block it is one.
    """

    id: str
    given: Memory
    quotes: tuple[Option, ...] = ()
    as_of: date | None = None
    at: Place
    origins: Mapping[str, str] = field(default_factory=dict)
    shared: tuple[str, ...] = ()
    rates: Mapping[str, Rate] = field(default_factory=dict)
    readings: tuple[ReadAs, ...] = ()
    unread: tuple[str, ...] = ()
    among: Among | None = None

    @property
    def remarks(self) -> tuple[str, ...]:
        """What it says besides its facts: words of it that say nothing known, its notes without the key that they stand under."""
        return tuple(text.removeprefix(f"{REMARKS}: ") for text in self.unread)

    @property
    def said(self) -> Memory:
        """What is given but for what other facts alone say of a fact (`narrowed`)."""
        told = {one.path for one in self.readings if not one.is_said} - self.origins.keys()
        return {path: value for path, value in self.given.items() if path not in told} if told else self.given


class Firing(Struct, frozen=True, kw_only=True):
    """One rule's verdict over every possible value, and as assumed, with the values its conditions read.

    option: the candidate's id, or None.
    """

    rule: str
    option: str | None
    verdict: Verdict
    as_assumed: Verdict
    premises: tuple[tuple[str, Possible], ...]


class Standing(Enum):
    FITS = "fits"
    AT_RISK = "at_risk"
    UNDECIDED = "undecided"
    UNLIKELY = "unlikely"
    EXCLUDED = "excluded"


class Spread(Struct, frozen=True):
    """Three readings of an estimate as assumed; likely is None while it is unknown."""

    low: int
    likely: int | None
    high: int


class Ranked(Struct, frozen=True, kw_only=True):
    """One candidate's place in the ranking. Points are pairs of rule id and points.

    excluded_by: exclusions that hold whatever is still possible; unlikely_by: those that hold as assumed only; undecided_by:
    exclusions and risks that are unknown even as assumed. memory: its values as they are told, which is what the order says, else as
    assumed; possible: over every possible value.
    """

    option: Option
    standing: Standing
    score: int
    premium: int
    estimates: Mapping[str, Spread]
    favoured_by: tuple[tuple[str, int], ...]
    risked_by: tuple[tuple[str, int], ...]
    excluded_by: tuple[str, ...]
    unlikely_by: tuple[str, ...]
    undecided_by: tuple[str, ...]
    memory: Memory
    possible: Memory

    @property
    def ruled_out_by(self) -> tuple[str, ...]:
        """The exclusions that hold, as assumed or surely."""
        return self.excluded_by + self.unlikely_by


class Witness(Struct, frozen=True, kw_only=True):
    """Values that, if the facts turned out to have them, would make `pathway` (None: no pathway) win instead, by that option.

    stake_cents: by how much the likely landed cost of the whole order would be another then, None where it is not known.
    """

    values: tuple[tuple[str, Possible], ...]
    pathway: str | None
    option: str | None
    stake_cents: int | None = None


class Assumed(Struct, frozen=True, kw_only=True):
    """A fact that stands at an assumed value, and what the answer would be if it had another.

    other: that value, of the usual ones the one that changes most. pathway, option: which would win then, None if none would, or
    nothing fits now and that would break a limit. cents, days: by
    how much the whole order's likely landed cost and likely lead time would be another, None where that is not known.
    """

    path: str
    value: Possible
    other: Possible
    pathway: str | None
    option: str | None
    cents: int | None
    days: int | None


class Change(Struct, frozen=True, kw_only=True):
    """The least change of one given fact found to lift every exclusion of an option: from what it is, to `value`.

    is_realistic: a person could mean it; keeps: every limit is likely kept then.
    """

    option: str
    path: str
    value: Possible
    is_realistic: bool = True
    keeps: bool = True

    @property
    def is_cure(self) -> bool:
        """Whether a person could make it, and would then have an answer that keeps every limit."""
        return self.is_realistic and self.keeps


class Together(Struct, frozen=True, kw_only=True):
    """What several limits would have to be together for an option to keep every limit, where no one change would do: path and value of each that changes."""

    option: str
    values: tuple[tuple[str, Possible], ...]


class Loosened(Struct, frozen=True, kw_only=True):
    """A fact that an order names and could leave open, where nothing fits or the winner breaks a limit: its value then, and which pathway would win, by which option, and whether that likely keeps every limit."""

    path: str
    value: Possible
    pathway: str
    option: str | None
    keeps: bool = True


class Lift(Struct, frozen=True, kw_only=True):
    """An exclusion that holds as assumed, and of each actionable fact it reads the value nearest to the given one that lifts it alone.

    beyond: of those facts, the ones of which a person could not mean that value, by path.
    """

    rule: str
    changes: tuple[tuple[str, Possible], ...]
    beyond: tuple[str, ...] = ()


class Breach(Struct, frozen=True, kw_only=True):
    """A limit of the order that the winner likely does not keep, by path, and what would mend it."""

    path: str
    lift: Lift


class Loser(Struct, frozen=True, kw_only=True):
    """A pathway that does not win, by its best option. place: among the pathways, were its exclusions lifted.

    behind: by how many points it would still lose then, not above 0 if it would win; None where no pathway wins. breaks: paths of
    the limits that it likely does not keep.
    """

    option: str
    pathway: str
    lifts: tuple[Lift, ...]
    place: int
    behind: int | None
    breaks: tuple[str, ...] = ()


class Note(Struct, frozen=True, kw_only=True):
    """A sentence of advice by `rule`; due: days from the order's date, for a step."""

    level: str
    topic: str
    rule: str
    option: str | None
    due_days: int | None = None


class Run(Struct, frozen=True, kw_only=True):
    """From this quantity on, until the next run begins, one of two options is the cheaper: the second, or the first."""

    quantity: int
    second_is_cheaper: bool


class BreakEven(Struct, frozen=True, kw_only=True):
    """From which quantity on an option costs less a unit than the winner.

    quantity: where the run of quantities begins, the order's own or the next after it, over which it is cheaper; None:
    there is none. low, high: the quantities that both take, None if they share none. is_cheaper: at the order's already.
    """

    option: str
    pathway: str
    quantity: int | None
    low: int | None
    high: int | None
    is_cheaper: bool


class Document(Struct, frozen=True, kw_only=True):
    """A checklist item for the winner. verdict: whether the studio has it (None: it did not say)."""

    name: str
    need: str
    verdict: Verdict
    checklist: str


class Advice(Struct, frozen=True, kw_only=True):
    """The whole answer to one order.

    It is the answer to the order as assumed. pathway and winner are None when every option is excluded then; `nearest` then names the least change that would help, `loosened` what could be left open, `together` what the limits would have to be.
    could_change: witnesses, the least effort to find out first; most_worth: the one that is worth it most. open_facts: facts without one that were not ruled out.
    decided_by: paths of the facts that separate the winner from the rest, the weightiest first.
    breaches: limits that the winner likely does not keep. break_even: of each other pathway's best option, the ranking's order kept. settled: proved that nothing still possible changes the pathway; firm: that nothing usual does.
    assumed: what stands for facts that are vague or not said, and bears on the answer, the weightiest first. more: quotes that would be less in all for more pieces than are ordered. memory: the order's facts as they are told, which is as said, else as assumed, derived ones included;
    possible: over every possible value. advice_memory: what the rules about the whole answer read, as assumed.
    """

    order: Order
    pathway: str | None
    winner: Ranked | None
    runner_up: Ranked | None
    ranking: tuple[Ranked, ...]
    settled: bool
    firm: bool
    close: bool
    could_change: tuple[Witness, ...]
    most_worth: Witness | None
    open_facts: tuple[str, ...]
    decided_by: tuple[str, ...]
    nearest: tuple[Change, ...]
    loosened: tuple[Loosened, ...]
    together: Together | None
    breaches: tuple[Breach, ...]
    lost: tuple[Loser, ...]
    assumed: tuple[Assumed, ...]
    more: tuple[Witness, ...]
    notes: tuple[Note, ...]
    documents: tuple[Document, ...]
    ask_quotes_from: tuple[str, ...]
    break_even: tuple[BreakEven, ...]
    firings: tuple[Firing, ...]
    memory: Memory
    possible: Memory
    advice_memory: Memory
    engine: str


class Outcome(Struct, frozen=True):
    """What an engine found in one scope: the memory with what was derived, and rule -> true or unknown (rest: false)."""

    memory: Memory
    verdicts: Mapping[str, Verdict]
