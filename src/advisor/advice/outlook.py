"""What can still become of a decision: its candidates, and the options that could become candidates, over some possible values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from advisor import meaning, ranking
from advisor.advice.applicable import applicable
from advisor.advice.decision import Candidate, Decision
from advisor.advice.points import excluded, point_ends
from advisor.advice.weigher import Weigher
from advisor.ir import Favour, Memory, Numbers, Option, Pack, Risk
from advisor.meaning import truth
from advisor.ranking import Prospect
from advisor.trace import Outcome


class WalkOutlook:
    """A decision over the values that its facts may still have, or those usual of what the order does not say, by the plain walk."""

    def __init__(self, weigher: Weigher, decision: Decision, *, usual: bool = False) -> None:
        self._weigher = weigher
        self._decision = decision
        self._stand_in: meaning.StandIn | None = "usual" if usual else None
        self.given = meaning.usual_order(weigher.program, decision.given) if usual else decision.given
        changed = frozenset(path for path, value in self.given.items() if value != decision.given[path])
        self._changed = changed | weigher.open_guesses(decision.possible, "order.") if usual else changed
        self._weighed: dict[str, Outcome] = {}

    @property
    def pack(self) -> Pack:
        """The pack by which it is weighed."""
        return self._weigher.pack

    @cached_property
    def order(self) -> Outcome:
        """The order over these values."""
        if not self._changed:
            return self._decision.possible
        return self._weigher.walk.narrow(
            "order", self.given, self._decision.possible, self._changed, None, self._stand_in
        )

    @cached_property
    def _applicable(self) -> tuple[frozenset[str], tuple[Option, ...]]:
        """Return the ids of options that surely stay candidates, and those that are none but could become so."""
        options = self._weigher.pack.options.values()
        verdicts = ((one, truth.holds(one.applies, self.order.memory)) for one in options)
        sure, open_ones = applicable(verdicts, self._decision.quotes, self._weigher.program.trades)
        own = {one.option.id for one in self._decision.candidates}
        waiting = [one for one in (*(option for option, _ in sure), *open_ones) if one.id not in own]
        return frozenset(option.id for option, stays in sure if stays), tuple(waiting)

    @property
    def waiting(self) -> tuple[Option, ...]:
        """The options that are no candidates, but could become so."""
        return self._applicable[1]

    def outcome(self, one: Candidate) -> Outcome:
        """Return a candidate over these values."""
        if one.option.id not in self._weighed:
            self._weighed[one.option.id] = self._narrowed(one.option, one.possible)
        return self._weighed[one.option.id]

    def _narrowed(self, option: Option, possible: Outcome) -> Outcome:
        changed = self._changed | (self._weigher.open_guesses(possible) if self._stand_in else set())
        if not changed:
            return possible
        own = self._weigher.folds.of(option)
        return self._weigher.walk.narrow("option", self.order.memory, possible, changed, own, self._stand_in)

    # --- what ranking reads -------------------------------------------------------------------------------------------
    def candidates(self) -> Iterator[Prospect]:
        """Yield what can still become of each candidate."""
        for one in self._decision.candidates:
            yield self._prospect(one.option, self.outcome(one), one.contestant.cost, one.contestant.lead)

    def others(self) -> Iterator[Prospect]:
        """Yield what can become of each option that is no candidate."""
        walk, decision = self._weigher.walk, self._decision
        assumed = decision.assumed.memory
        changed = frozenset(path for path, value in decision.possible.memory.items() if assumed[path] != value)
        for option in self.waiting:
            own = self._weigher.folds.of(option)
            possible = walk.run("option", {**decision.possible.memory, **own.constants}, own)
            outcome = self._narrowed(option, possible)
            if excluded(self._weigher.pack, outcome) is True:
                yield self._prospect(option, outcome, None, None)
                continue
            touched = changed | self._weigher.open_guesses(possible)
            taken = walk.narrow("option", assumed, possible, touched, own, "assumed").memory
            cost, lead = (_known(taken, path) for path in ranking.ranked_by(self._weigher.pack))
            yield self._prospect(option, outcome, cost, lead)

    def _prospect(self, option: Option, outcome: Outcome, cost: int | None, lead: int | None) -> Prospect:
        pack = self._weigher.pack
        rules = pack.rules
        ends = [outcome.memory[f"{path}.likely"] for path in ranking.ranked_by(pack)]
        cost_ends, lead_ends = ((one.low, one.high) for one in ends if isinstance(one, Numbers))
        return Prospect(
            option=option.id, pathway=option.pathway, excluded=excluded(pack, outcome),
            risk_open=any(
                one is None and isinstance(rules[rule].conclusion, Risk) for rule, one in outcome.verdicts.items()
            ),
            favour_ends=point_ends(pack, Favour, outcome), risk_ends=point_ends(pack, Risk, outcome),
            cost_ends=cost_ends, cost_known=cost is not None, lead_ends=lead_ends, lead_known=lead is not None,
            stays=option.id in self._applicable[0],
        )  # fmt: skip


def _known(memory: Memory, path: str) -> int | None:
    value = memory[f"{path}.likely"]
    return value.low if isinstance(value, Numbers) and value.low == value.high else None


def is_proved(decision: Decision, outlook: WalkOutlook) -> bool:
    """Return whether it is proved that none of these values changes the pathway that wins.

    Sound: some option of the winning pathway surely stays a candidate that is not excluded, and its worst key beats the
    best key of every option of another pathway that is, or could become, a candidate. The candidates alone are asked first:
    others only ever make it harder. Nothing is proved where general figures speak for an order of which it is not known what it is.
    """
    facts = outlook.pack.facts
    if decision.winner is not None and decision.winner.option.generic and meaning.is_unnamed(facts, decision.given):
        return False
    candidates = [*outlook.candidates()]
    return _is_proved(decision, candidates) and _is_proved(decision, [*candidates, *outlook.others()])


def _is_proved(decision: Decision, everyone: Sequence[Prospect]) -> bool:
    if decision.winner is None:
        return all(one.excluded is True for one in everyone)
    own = [one for one in everyone if one.pathway == decision.pathway and one.excluded is False and one.stays]
    if not own:
        return False
    base = ranking.reference_ends(everyone)
    best_rival = min(
        (ranking.key_ends(one, base)[0] for one in everyone if one.pathway != decision.pathway), default=None
    )
    return any(best_rival is None or ranking.key_ends(one, base)[1] < best_rival for one in own)
