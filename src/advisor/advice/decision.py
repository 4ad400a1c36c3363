"""One order decided: its candidates, the best first, and what each was weighed by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from advisor import ranking
from advisor.ir import (
    Memory,
    Option,
    Possible,
    Scope,
)
from advisor.ranking import Contestant
from advisor.strata import Folded
from advisor.trace import Outcome

Only = Callable[[Option], bool]
"""Whether an option is to be weighed."""


class Engine(Protocol):
    """A reader of the pack: asks every rule of a scope on a memory."""

    @property
    def name(self) -> str: ...

    def run(self, scope: Scope, memory: Memory, folded: Folded | None = None) -> Outcome: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One option weighed. nominal: its memory over the nominal order."""

    option: Option
    outcome: Outcome
    nominal: Memory
    contestant: Contestant


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Everything weighed for one order.

    given: the facts of the order before derivation, unknown ones at their whole domain. candidates: best first.
    waiting: options that are no candidates yet, but could become so. weighed: the candidates by their option, and those that
    wait once they were asked for. met: options that wait and were weighed once as candidates of a narrower order.
    """

    given: Memory
    quotes: tuple[Option, ...]
    order: Outcome
    nominal: Memory
    assumed: Mapping[str, Possible]
    candidates: tuple[Candidate, ...]
    waiting: tuple[Option, ...]
    weighed: dict[str, Candidate]
    met: set[str]

    @property
    def winner(self) -> Candidate | None:
        """The best candidate, or None if every one is excluded."""
        first = self.candidates[0] if self.candidates else None
        return first if first is not None and first.contestant.excluded is not True else None

    @property
    def pathway(self) -> str | None:
        return self.winner.option.pathway if self.winner else None

    @property
    def runner_up(self) -> Candidate | None:
        """The best candidate of another pathway that is not excluded."""
        others = (one for one in self.candidates if one.option.pathway != self.pathway)
        return next((one for one in others if one.contestant.excluded is not True), None)


def decided(
    *, given: Memory, quotes: tuple[Option, ...], order: Outcome, nominal: Memory, assumed: Mapping[str, Possible],
    candidates: Sequence[Candidate], waiting: Sequence[Option],
) -> Decision:  # fmt: skip
    """Return the decision: its candidates ranked, the best first."""
    base = ranking.reference(one.contestant for one in candidates)
    return Decision(
        given=given, quotes=quotes, order=order, nominal=nominal, assumed=assumed, waiting=tuple(waiting),
        candidates=tuple(sorted(candidates, key=lambda one: ranking.key(one.contestant, base))),
        weighed={one.option.id: one for one in candidates}, met=set(),
    )  # fmt: skip
