"""From known facts to ranked candidates: one pass over the order's rules, then one over each option's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from advisor import estimate, strata, truth
from advisor.advice.applicable import applicable
from advisor.advice.decision import Candidate, Decision, Engine, Only, decided
from advisor.advice.folds import Folds
from advisor.advice.hanging import Hanging
from advisor.advice.points import both_ends, points
from advisor.ir import (
    READINGS,
    Exclude,
    Favour,
    Memory,
    Numbers,
    Option,
    Pack,
    Possible,
    Risk,
    Verdict,
)
from advisor.ranking import RANKING_ESTIMATES, Contestant
from advisor.strata import Folded, Program
from advisor.trace import Outcome
from advisor.truth import Interval
from advisor.walk import Walk

_Ask = Callable[[Memory, Folded | None], Outcome]
"""Asks the rules for options: an option's memory, and what it leaves of the pack, None if the whole pack is asked."""


class Weigher:
    """Weighs options for one pack. Facts that became known are tried on the plain walk, answers come from the engine."""

    def __init__(self, program: Program, engine: Engine, derived: frozenset[str]) -> None:
        self.program = program
        self.pack: Pack = program.pack
        self.engine = engine
        self._walk = Walk(program)
        self.unknown = estimate.unknown_order(self.pack, derived)
        self.made = made = program.made
        points = {rule.id: strata.roots(*strata.conclusion_expressions(rule)) for rule in self.pack.rules.values()}
        self._points_from = {rule: frozenset(strata.origins(read, made)) for rule, read in points.items()}
        ranking_reads = [
            *RANKING_ESTIMATES,
            *derived,
            *(path for paths in self._points_from.values() for path in paths),
        ]
        self.folds = Folds(program, frozenset(strata.origins(ranking_reads, made)))
        self.hanging = Hanging(program, self._walk, self.folds, points)
        self._estimates_read = {
            name: {strata.root(path) for formula in one.readings.values() for path in strata.reads(formula)}
            for name, one in self.pack.estimates.items()
        }
        facts = [self.pack.facts[path.split(".")[1]] for path in derived]
        self._assumes_of_options = any(fact.of == "option" and fact.assume is not None for fact in facts)

    def decide(self, given: Memory, quotes: tuple[Option, ...]) -> Decision:
        """Return every candidate weighed and ranked."""
        self.folds.begin()
        memory = self.unknown | dict(given)
        outcome = self.engine.run("order", memory)
        return self._decide(memory, quotes, outcome, lambda known, own: self.engine.run("option", known, own))

    def try_change(self, given: Memory, quotes: tuple[Option, ...], *, lean: bool = False) -> Decision:
        """Return what `decide` would, by the plain walk. lean: nominal memories have only what ranking reads."""
        self.folds.begin()
        memory = self.unknown | dict(given)
        return self._decide(memory, quotes, self._walk.run("order", memory), self._ask, lean=lean)

    def wider(self, decision: Decision, paths: Iterable[str]) -> Decision:
        """Return a decision with some facts unknown: the same, if it says none of them."""
        open_facts = {path: self.pack.facts[path.split(".")[1]].domain for path in paths}
        if all(decision.given.get(path) == domain for path, domain in open_facts.items()):
            return decision
        return self.try_change({**decision.given, **open_facts}, decision.quotes, lean=True)

    def _ask(self, known: Memory, own: Folded | None) -> Outcome:
        return self._walk.run("option", known, own)

    def try_narrower(self, decision: Decision, values: Mapping[str, Possible], only: Only | None = None) -> Decision:
        """Return what `decide` would if these facts had become known. only: the options to weigh, without any others.

        What is not made of the changed facts is taken over as it was: of options, too, that were not yet candidates. So are
        options excluded before, which stay so; what else would become of those is not looked at.
        """
        changed = frozenset(values)
        memory = dict(decision.given) | dict(values)
        order = self._walk.narrow("order", memory, decision.order, changed)
        nominal, assumed = self._narrower_nominal(decision, values, order)

        def narrowed(option: Option, *, stays: bool) -> Candidate:
            if option.id not in decision.weighed and option.id not in decision.met:
                decision.met.add(option.id)
                return self._weigh(option, order, nominal, self._ask, stays=stays, lean=True, once=True)
            one = self._weighed(decision, option)
            if one.contestant.excluded is not True and self.hanging.is_touched(one, changed):
                return self._narrower(one, order, nominal, changed, stays=stays)
            is_as_it_was = one.contestant.stays == stays
            return one if is_as_it_was else replace(one, contestant=replace(one.contestant, stays=stays))

        if not self.hanging.tells_apart(decision, changed):
            on_table = [(one.option, one.contestant.stays) for one in decision.candidates]
            waiting: Sequence[Option] = decision.waiting
        else:
            kept: list[tuple[Option, Verdict]] = [
                (one.option, True) for one in decision.candidates if not one.option.is_quote
            ]
            on_table, waiting = applicable(
                chain(kept, self.hanging.asked(decision, changed, order.memory)), decision.quotes
            )
        return decided(
            given=memory, quotes=decision.quotes, order=order, nominal=nominal, assumed=assumed, waiting=waiting,
            candidates=[narrowed(option, stays=stays) for option, stays in on_table if only is None or only(option)],
        )  # fmt: skip

    def _narrower(
        self, one: Candidate, order: Outcome, nominal_order: Memory, changed: frozenset[str], *, stays: bool
    ) -> Candidate:
        """Return a candidate weighed again, for what is made of the changed facts."""
        own = self.folds.of(one.option)
        outcome = self._walk.narrow("option", order.memory, one.outcome, changed, own)
        nominal = outcome.memory
        if not self._is_nominal(order, nominal_order):
            lean = self.folds.lean(one.option)
            before = dict(one.nominal)
            for path in own.formulas.keys() - lean.formulas.keys():
                before.pop(path, None)
            nominal, _ = self._walk.narrow_numbers("option", nominal_order, before, changed, lean)
        contestant = self._contestant(one.option, outcome, nominal, stays=stays)
        return Candidate(option=one.option, outcome=outcome, nominal=nominal, contestant=contestant)

    def mattering(self, decision: Decision) -> dict[str, Possible]:
        """Return what was assumed and bears on a number: of a fact left unsaid, only if an open estimate reads it."""
        open_reads: set[str] = set()
        for one in decision.candidates:
            for name, paths in self._estimates_read.items():
                if paths - open_reads and any(_is_open(one.outcome.memory, f"option.{name}.{end}") for end in READINGS):
                    open_reads |= paths
            for rule in one.outcome.verdicts:
                open_reads |= self._points_from[rule]
        said = {path for path, value in decision.given.items() if value != self.unknown.get(path)}
        return {path: value for path, value in decision.assumed.items() if path in said or path in open_reads}

    # --- one decision ---
    def _decide(
        self, memory: Memory, quotes: tuple[Option, ...], order: Outcome, ask: _Ask, *, lean: bool = False
    ) -> Decision:  # fmt: skip
        """Return the decision. lean: nominal memories have only what ranking reads."""
        nominal, assumed = self._nominal(memory, order)
        applies = ((one, truth.holds(one.applies, order.memory)) for one in self.pack.options.values())
        on_table, waiting = applicable(applies, quotes)
        return decided(
            given=memory, quotes=quotes, order=order, nominal=nominal, assumed=assumed, waiting=waiting,
            candidates=[
                self._weigh(option, order, nominal, ask, stays=stays, lean=lean)
                for option, stays in on_table
            ],
        )  # fmt: skip

    def waiting(self, decision: Decision) -> tuple[Candidate, ...]:
        """Return the options that could become candidates, weighed by the plain walk."""
        return tuple(self._weighed(decision, option) for option in decision.waiting)

    def _weighed(self, decision: Decision, option: Option) -> Candidate:
        """Return a candidate, or an option that waits weighed by the plain walk, once for a decision."""
        if option.id not in decision.weighed:
            decision.weighed[option.id] = self._weigh(
                option, decision.order, decision.nominal, self._ask, stays=False, lean=True
            )
        return decision.weighed[option.id]

    def _nominal(self, memory: Memory, order: Outcome) -> tuple[Memory, Mapping[str, Possible]]:
        """Return the nominal order with what is derived of it, and what was assumed."""
        given, assumed = estimate.nominal_order(self.pack, memory)
        nominal, besides = self._walk.numbers("order", given, {})
        assumed.update(besides)
        return (nominal if assumed else order.memory), assumed

    def _narrower_nominal(
        self, decision: Decision, values: Memory, order: Outcome
    ) -> tuple[Memory, Mapping[str, Possible]]:
        """Return the nominal order and what was assumed, as `_nominal` would, if some facts have become known."""
        given, assumed = estimate.nominal_order(self.pack, values)
        if not decision.assumed and not assumed:
            return order.memory, {}
        changed, depends = frozenset(values), self.program.depends
        known = {path: given.get(path, decision.nominal[path]) for path in decision.given}
        nominal, besides = self._walk.narrow_numbers("order", known, decision.nominal, changed)
        kept = {
            path: value
            for path, value in decision.assumed.items()
            if path not in changed and (path in decision.given or changed.isdisjoint(depends[path]))
        }
        assumed = kept | assumed | dict(besides)
        return (nominal if assumed else order.memory), assumed

    def _is_nominal(self, order: Outcome, nominal_order: Memory) -> bool:
        """Return whether nothing was assumed, so that the nominal order is the order."""
        return nominal_order is order.memory and not self._assumes_of_options

    def _weigh(
        self, option: Option, order: Outcome, nominal_order: Memory, ask: _Ask, *, stays: bool, lean: bool = False,
        once: bool = False,
    ) -> Candidate:  # fmt: skip
        """Return an option weighed. lean: its nominal memory has only what ranking reads. once: it may not be weighed again."""
        own = self.folds.of_known(option) if once else self.folds.of(option)
        said = estimate.option_memory(option) if own is None else own.constants
        outcome = ask({**order.memory, **said}, own)
        nominal = outcome.memory
        if not self._is_nominal(order, nominal_order):
            left = self.folds.lean(option) if lean and own is not None else own
            nominal, _ = self._walk.numbers("option", {**nominal_order, **said}, outcome.memory, left)
        contestant = self._contestant(option, outcome, nominal, stays=stays)
        return Candidate(option=option, outcome=outcome, nominal=nominal, contestant=contestant)

    def _contestant(self, option: Option, outcome: Outcome, nominal: Memory, *, stays: bool) -> Contestant:
        rules = self.pack.rules
        exclusions = [
            verdict for rule, verdict in outcome.verdicts.items() if isinstance(rules[rule].conclusion, Exclude)
        ]
        risks = points(self.pack, Risk, outcome, nominal)
        favours = points(self.pack, Favour, outcome, nominal)
        cost, cost_ends = _likely("landed_unit_cost", outcome.memory, nominal)
        lead, lead_ends = _likely("lead_time", outcome.memory, nominal)
        return Contestant(
            option=option.id,
            pathway=option.pathway,
            excluded=True if True in exclusions else None if None in exclusions else False,
            at_risk=any(one.verdict is True for one in risks),
            risk_open=any(one.verdict is None for one in risks),
            favours=sum(one.points for one in favours),
            favour_ends=both_ends(favours),
            risks=sum(one.points for one in risks),
            risk_ends=both_ends(risks),
            cost=cost, cost_ends=cost_ends, lead=lead, lead_ends=lead_ends, stays=stays,
        )  # fmt: skip


def _is_open(memory: Memory, path: str) -> bool:
    value = memory[path]
    return isinstance(value, Numbers) and value.low != value.high


def _likely(name: str, memory: Memory, nominal: Memory) -> tuple[int | None, Interval]:
    """Return an estimate's likely reading over the nominal order, and its ends over all that is possible."""
    path = f"option.{name}.likely"
    ends = memory[path]
    if not isinstance(ends, Numbers):
        raise TypeError(f"`{path}` is no number")
    return estimate.spread(name, nominal).likely, (ends.low, ends.high)
