"""One order decided: its candidates, the best first, and what each was weighed by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from advisor import ranking
from advisor.ir import Memory, Option, Possible, Scope
from advisor.meaning import Folded, StandIn
from advisor.ranking import Contestant
from advisor.trace import Outcome

if TYPE_CHECKING:
    from advisor.variation import Stake

Only = Callable[[Option], bool]
"""Whether an option is to be weighed."""


class Engine(Protocol):
    """A reader of the pack: asks every rule of a scope on a memory, or only those that are open on a narrower one."""

    @property
    def name(self) -> str: ...

    def run(self, scope: Scope, memory: Memory, folded: Folded | None = None) -> Outcome: ...

    def narrow(
        self, scope: Scope, memory: Memory, wider: Outcome, changed: frozenset[str], folded: Folded | None = None,
        stand_in: StandIn | None = None,
    ) -> Outcome: ...  # fmt: skip


class Candidate(Struct, frozen=True, kw_only=True):
    """One option weighed. possible: over every possible value; assumed: as assumed."""

    option: Option
    possible: Outcome
    assumed: Outcome
    contestant: Contestant


class Decision(Struct, frozen=True, kw_only=True):
    """Everything weighed for one order.

    amount: the path of the fact that says how many are ordered, empty where the pack has none. given: the facts of the order before derivation, unknown ones at their whole domain. possible, assumed: the order over every
    possible value, and as assumed. assumptions: what was assumed. candidates: as assumed, the best first.
    waiting: options that are no candidates yet, but could become so even as assumed. weighed: the candidates by their option, and
    those that wait once they were asked for.
    """

    amount: str
    given: Memory
    quotes: tuple[Option, ...]
    possible: Outcome
    assumed: Outcome
    assumptions: Mapping[str, Possible]
    candidates: tuple[Candidate, ...]
    waiting: tuple[Option, ...]
    weighed: dict[str, Candidate]

    @property
    def winner(self) -> Candidate | None:
        """The best candidate, or None if every one is excluded as assumed."""
        first = self.candidates[0] if self.candidates else None
        return first if first is not None and first.contestant.excluded is not True else None

    @property
    def pathway(self) -> str | None:
        return self.winner.option.pathway if self.winner else None

    @property
    def runner_up(self) -> Candidate | None:
        """The best candidate of another pathway that is not excluded as assumed."""
        others = (one for one in self.candidates if one.option.pathway != self.pathway)
        return next((one for one in others if one.contestant.excluded is not True), None)


def decided(
    *, amount: str, given: Memory, quotes: tuple[Option, ...], possible: Outcome, assumed: Outcome, assumptions: Mapping[str, Possible],
    candidates: Sequence[Candidate], waiting: Sequence[Option],
) -> Decision:  # fmt: skip
    """Return the decision: its candidates ranked, the best first."""
    base = ranking.reference(one.contestant for one in candidates)
    return Decision(
        amount=amount, given=given, quotes=quotes, possible=possible, assumed=assumed, assumptions=assumptions, waiting=tuple(waiting),
        candidates=tuple(sorted(candidates, key=lambda one: ranking.key(one.contestant, base))),
        weighed={one.option.id: one for one in candidates},
    )  # fmt: skip


class OrderStanding(Struct, frozen=True, kw_only=True):
    """Where an order stands: decided, whether that is proved, and what is at stake.

    stakes: of every fact that is not known and could bear on who wins or on money and days, limits among them.
    """

    decision: Decision
    settled: bool
    firm: bool
    stakes: tuple[Stake, ...]


class Outlook(Protocol):
    """What can still become of a decision: its candidates, and the options beside them, over some possible values."""

    @property
    def order(self) -> Outcome:
        """The order over these values."""

    @property
    def waiting(self) -> tuple[Option, ...]:
        """The options that are no candidates, but could become so."""

    def outcome(self, one: Candidate) -> Outcome:
        """Return a candidate over these values."""
