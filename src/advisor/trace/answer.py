"""What fired, how the options rank, and the advice made of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from advisor.ir import Memory, Option, Possible, Verdict
from advisor.trace.order import Order
from advisor.trace.otherwise import Assumed, Breach, BreakEven, Change, Loosened, Loser, Together, Witness


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


class Note(Struct, frozen=True, kw_only=True):
    """A sentence of advice by `rule`; due: days from the order's date, for a step."""

    level: str
    topic: str
    rule: str
    option: str | None
    due_days: int | None = None


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
