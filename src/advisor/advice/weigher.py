"""From known facts to ranked candidates: one pass over the order's rules, then one over each option's, then both as assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from advisor import estimate, strata, truth
from advisor.advice.applicable import applicable
from advisor.advice.decision import Candidate, Decision, Engine, Only, decided
from advisor.advice.folds import Folds
from advisor.advice.hanging import Hanging
from advisor.advice.points import points
from advisor.ir import Exclude, Favour, Memory, Option, Pack, Possible, Risk, Verdict
from advisor.possible import is_known
from advisor.ranking import Contestant
from advisor.strata import Program
from advisor.trace import Outcome
from advisor.walk import Walk

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Order:
    """An order asked: over every possible value, as assumed, the facts that differ, and by whom. is_box: nothing is assumed."""

    possible: Outcome
    assumed: Outcome
    changed: frozenset[str]
    engine: Engine
    is_box: bool = False


class Weigher:
    """Weighs options for one pack. Facts that became known are tried on the plain walk, answers come from the engine."""

    def __init__(self, program: Program, engine: Engine, derived: frozenset[str]) -> None:
        self.program = program
        self.pack: Pack = program.pack
        self.engine = engine
        self.walk = Walk(program)
        self.unknown = estimate.unknown_order(self.pack, derived)
        self.made = program.made
        points = {rule.id: strata.roots(*strata.conclusion_expressions(rule)) for rule in self.pack.rules.values()}
        self.folds = Folds(program)
        self.hanging = Hanging(program, self.walk, self.folds, points)

    # --- decisions ----------------------------------------------------------------------------------------------------
    def decide(self, given: Memory, quotes: tuple[Option, ...]) -> Decision:
        """Return every candidate weighed and ranked."""
        return self._decided(given, quotes, self.engine)

    def weigh(self, given: Memory, quotes: tuple[Option, ...]) -> Decision:
        """Return what `decide` would, by the plain walk."""
        return self._decided(given, quotes, self.walk)

    def _decided(self, given: Memory, quotes: tuple[Option, ...], engine: Engine) -> Decision:
        self.folds.begin()
        memory = self.unknown | dict(given)
        possible = engine.run("order", memory)
        taken = strata.assumed_order(self.program, memory)
        changed = frozenset(path for path, value in taken.items() if value != memory[path])
        changed |= self.open_guesses(possible, "order.")
        assumed = self._assumed(taken, possible, changed, engine)
        assumptions = {path: value for path, value in taken.items() if value != memory[path]}
        assumptions |= strata.guessed_order(self.program, assumed.verdicts, assumed.memory, memory)
        return self._ranked(memory, quotes, _Order(possible, assumed, changed, engine), assumptions)

    def box(self, given: Memory, quotes: tuple[Option, ...]) -> Decision:
        """Return every option weighed over every possible value, by the plain walk: nothing is assumed."""
        self.folds.begin()
        memory = self.unknown | dict(given)
        possible = self.walk.run("order", memory)
        return self._ranked(memory, quotes, _Order(possible, possible, _NOTHING, self.walk, is_box=True), {})

    def _ranked(
        self, memory: Memory, quotes: tuple[Option, ...], order: _Order, assumptions: Mapping[str, Possible]
    ) -> Decision:
        applies = ((one, truth.holds(one.applies, order.assumed.memory)) for one in self.pack.options.values())
        on_table, waiting = applicable(applies, quotes)
        return decided(
            given=memory, quotes=quotes, possible=order.possible, assumed=order.assumed, assumptions=assumptions,
            candidates=[self._weighed(option, order) for option, _ in on_table], waiting=waiting,
        )  # fmt: skip

    def _weighed(self, option: Option, order: _Order) -> Candidate:
        own = self.folds.of(option)
        possible = order.engine.run("option", {**order.possible.memory, **own.constants}, own)
        assumed = possible
        if not order.is_box:
            touched = order.changed | self.open_guesses(possible)
            assumed = self._assumed(order.assumed.memory, possible, touched, order.engine, option)
        return self._candidate(option, possible, assumed)

    def _assumed(
        self, memory: Memory, possible: Outcome, changed: frozenset[str], engine: Engine, option: Option | None = None
    ) -> Outcome:
        """Return the rules that are open asked again as assumed, of an order or an option; the outcome as it is where nothing is."""
        if not changed:
            return possible
        own = None if option is None else self.folds.of(option)
        return engine.narrow("order" if option is None else "option", memory, possible, changed, own, "assumed")

    def open_guesses(self, outcome: Outcome, owner: str = "option.") -> frozenset[str]:
        """Return the derived facts that something may be assumed of, since they are not known."""
        memory = outcome.memory
        return frozenset(
            path
            for path in self.program.guessed
            if path.startswith(owner) and path in memory and not is_known(memory[path])
        )

    # --- tries --------------------------------------------------------------------------------------------------------
    def held(self, decision: Decision, paths: Iterable[str]) -> dict[str, Possible]:
        """Return the order as assumed, with some facts, and those that are assumed by way of them, at their whole domain."""
        facts, opened = self.pack.facts, {*paths}
        for path in self.program.looked_up:
            assume = facts[path.split(".")[1]].assume
            if assume is not None and assume.by in opened and path in decision.assumptions:
                opened.add(path)
        given = {path: decision.assumed.memory[path] for path in decision.given}
        given |= {
            path: value
            for path, value in decision.assumptions.items()
            if path not in given and opened.isdisjoint(self.program.depends[path])
        }
        return given | {path: facts[path.split(".")[1]].domain for path in opened}

    def narrower(self, box: Decision, values: Mapping[str, Possible], only: Only | None = None) -> Decision:
        """Return what the answer would be if the open facts of a box had become known. only: the options to weigh, no others.

        What is not made of the changed facts is taken over as it was: of options, too, that were not yet candidates. So are
        options excluded before, which stay so; what else would become of those is not looked at.
        """
        memory = dict(box.given) | dict(values)
        changed = frozenset(values) | self.open_guesses(box.possible, "order.")
        known = self._assumed(memory, box.possible, changed, self.walk)
        boxed = _Order(box.possible, box.possible, _NOTHING, self.walk, is_box=True)

        def narrowed(option: Option) -> Candidate:
            if option.id not in box.weighed:
                box.weighed[option.id] = self._weighed(option, boxed)
            one = box.weighed[option.id]
            touched = changed | self.open_guesses(one.possible)
            if one.contestant.excluded is True or not self.hanging.is_touched(one, touched):
                return one
            found = self._assumed(known.memory, one.possible, touched, self.walk, option)
            return self._candidate(option, found, found)

        kept: list[tuple[Option, Verdict]] = [(one.option, True) for one in box.candidates if not one.option.is_quote]
        on_table, waiting = applicable(chain(kept, self.hanging.asked(box, changed, known.memory)), box.quotes)
        return decided(
            given=memory, quotes=box.quotes, possible=known, assumed=known, assumptions={}, waiting=waiting,
            candidates=[narrowed(option) for option, _ in on_table if only is None or only(option)],
        )  # fmt: skip

    # --- candidates ---------------------------------------------------------------------------------------------------
    def _candidate(self, option: Option, possible: Outcome, assumed: Outcome) -> Candidate:
        verdicts = [verdict for _, verdict in self._exclusions(assumed)]
        surely = assumed is possible or any(verdict is True for _, verdict in self._exclusions(possible))
        risks, favours = points(self.pack, Risk, assumed), points(self.pack, Favour, assumed)
        contestant = Contestant(
            option=option.id, pathway=option.pathway,
            excluded=True if True in verdicts else None if None in verdicts else False,
            surely=surely and True in verdicts,
            at_risk=any(one.verdict is True for one in risks),
            risk_open=any(one.verdict is None for one in risks),
            favours=sum(one.points for one in favours), risks=sum(one.points for one in risks),
            cost=estimate.spread("landed_unit_cost", assumed.memory).likely,
            lead=estimate.spread("lead_time", assumed.memory).likely,
        )  # fmt: skip
        return Candidate(option=option, possible=possible, assumed=assumed, contestant=contestant)

    def _exclusions(self, outcome: Outcome) -> Iterator[tuple[str, Verdict]]:
        rules = self.pack.rules
        return ((rule, one) for rule, one in outcome.verdicts.items() if isinstance(rules[rule].conclusion, Exclude))
