"""What would be if an order said something else: asked in batches, answered by the plain walk or in columns.

What asks is a generator: it yields the values to try, each with what the facts would be, and is sent what became of each. So one
order can be answered as far as it is looked at, and many orders' tries in one go.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol, TypeVar, overload

from advisor import meaning
from advisor.advice.decision import Candidate, Decision
from advisor.advice.weigher import Weigher
from advisor.ir import Memory, Numbers, Possible, Risk, Rule, Verdict

Returned = TypeVar("Returned")


class Tried(Protocol):
    """What became of an order."""

    @property
    def pathway(self) -> str | None:
        """The pathway that wins."""

    @property
    def option(self) -> str | None:
        """The option that wins."""

    @property
    def likely_sum(self) -> int | None:
        """The likely landed cost of the whole order, None where it is not known."""

    @property
    def likely_days(self) -> int | None:
        """The likely lead time of the winner, None where it is not known."""

    def excluded(self, option: str) -> Verdict:
        """Return whether an option is excluded, or none at all; None where it is no candidate, but could become one."""

    def keeps(self, option: str) -> bool:
        """Return whether an option is a candidate that is not excluded, and likely keeps every limit."""


Asking = Generator[Sequence[Mapping[str, Possible]], "Sequence[Tried]", Returned]
"""Asks what would be if some facts had other values, and returns what it makes of it."""


def breaking(rules: Iterable[Rule]) -> list[tuple[Rule, str]]:
    """Return the rules by which an option likely does not keep a limit, with the path of that."""
    return [
        (rule, rule.conclusion.breaks) for rule in rules if isinstance(rule.conclusion, Risk) and rule.conclusion.breaks
    ]


def broken_by(rules: Iterable[Rule], one: Candidate) -> list[tuple[Rule, str]]:
    """Return those of the rules by which a candidate, as assumed, likely does not keep a limit, with the path of that."""
    return [(rule, path) for rule, path in breaking(rules) if one.assumed.verdicts.get(rule.id) is True]


def likely_sum(decision: Decision) -> int | None:
    """Return the likely landed cost of the whole order, None where it is not known or nothing says how many are ordered."""
    winner = decision.winner
    quantity = decision.assumed.memory.get(decision.amount)
    if winner is None or winner.contestant.cost is None or not isinstance(quantity, Numbers):
        return None
    return winner.contestant.cost * quantity.low if quantity.low == quantity.high else None


class WalkTrials:
    """Tries values on one decided order by the plain walk, each when it is looked at.

    A try is decided as assumed.
    """

    def __init__(self, weigher: Weigher, decision: Decision) -> None:
        self._weigher = weigher
        self._decision = decision
        self._taken = meaning.assumed_order(weigher.program, decision.given)
        self._applies = weigher.applies(decision)
        self._known: dict[frozenset[tuple[str, Possible]], Tried] = {}
        self.pack = weigher.pack

    def tried(self, values: Memory) -> Tried:
        """Return what became of a try."""
        key = frozenset(values.items())
        if key not in self._known:
            self._known[key] = _Walked(self, values)
        return self._known[key]

    def answer(self, asking: Asking[Returned]) -> Returned:
        """Return what is made of the answers."""
        try:
            asked = next(asking)
            while True:
                asked = asking.send(_Lazily(self, asked))
        except StopIteration as end:
            returned: Returned = end.value
            return returned

    def decide(self, values: Memory, option: str | None = None) -> Decision:
        """Return the decision at some values. option: only this one need be weighed."""
        weigher, decision = self._weigher, self._decision
        taken = meaning.assumed_anew(weigher.program, decision.given, self._taken, values)
        if all(decision.assumed.memory[path] == value for path, value in taken.items()):
            return decision
        return weigher.changed(decision, taken, self._applies, None if option is None else lambda one: one.id == option)


class _Lazily(Sequence["Tried"]):
    """What became of each try, found out when it is looked at."""

    def __init__(self, trials: WalkTrials, asked: Sequence[Memory]) -> None:
        self._trials = trials
        self._asked = asked

    def __len__(self) -> int:
        return len(self._asked)

    @overload
    def __getitem__(self, index: int) -> Tried: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Tried]: ...

    def __getitem__(self, index: int | slice) -> Tried | Sequence[Tried]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        return self._trials.tried(self._asked[index])


class _Walked:
    """What becomes of an order at some values, by the plain walk."""

    def __init__(self, trials: WalkTrials, values: Memory) -> None:
        self._trials = trials
        self._values = values

    @cached_property
    def _decision(self) -> Decision:
        return self._trials.decide(self._values)

    @property
    def pathway(self) -> str | None:
        return self._decision.pathway

    @property
    def option(self) -> str | None:
        winner = self._decision.winner
        return None if winner is None else winner.option.id

    @property
    def likely_sum(self) -> int | None:
        return likely_sum(self._decision)

    @property
    def likely_days(self) -> int | None:
        winner = self._decision.winner
        return None if winner is None else winner.contestant.lead

    def excluded(self, option: str) -> Verdict:
        decision = self.__dict__.get("_decision") or self._trials.decide(self._values, option)
        one = decision.weighed.get(option)
        if one is not None:
            return one.contestant.excluded is True
        return None if any(each.id == option for each in decision.waiting) else True

    def keeps(self, option: str) -> bool:
        one = self._decision.weighed.get(option)
        rules = self._trials.pack.rules.values()
        return one is not None and one.contestant.excluded is not True and not broken_by(rules, one)
