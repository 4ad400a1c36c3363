"""From known facts to ranked candidates: one pass over the order's rules, then one over each option's, then both as assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from advisor import estimate, ir, meaning
from advisor.advice.applicable import applicable
from advisor.advice.decision import Candidate, Decision, Engine, Only, decided
from advisor.advice.dependency import Dependency
from advisor.advice.fold_cache import FoldCache
from advisor.advice.points import barred, excluded, points
from advisor.ir import Condition, Exclude, Memory, Option, Rule
from advisor.meaning import Program, fact_path, truth
from advisor.meaning.fold import FALSE, folded_condition
from advisor.meaning.path import name_in
from advisor.meaning.possible import is_known
from advisor.meaning.reading import condition_of, reads
from advisor.meaning.walk import Walk
from advisor.ranking import Contestant
from advisor.trace import Outcome

_Asked = tuple[Condition, Memory]
"""A condition, and what the option says, where the order's fact is held against one of the option."""


class Light:
    """The light exclusions of one pack."""

    def __init__(self, program: Program) -> None:
        said = (rule for stratum in program.option for rule in stratum.rules if isinstance(rule.conclusion, Exclude))
        self._rules = [(program.reads[rule.id], condition_of(rule)) for rule in said if _is_light(program, rule)]
        self._left: dict[str, tuple[_Asked, ...]] = {}

    def rules_out(self, option: Option, memory: Memory) -> bool:
        """Return whether one of them holds of an option; others still may. memory: of the order."""
        return any(
            truth.holds(condition, {**memory, **own} if own else memory) is True for condition, own in self._of(option)
        )

    def _of(self, option: Option) -> tuple[_Asked, ...]:
        """Return what an option leaves of them; of the pack's own it is kept."""
        if option.is_quote:
            return (*self._folded(option),)
        if option.id not in self._left:
            self._left[option.id] = (*self._folded(option),)
        return self._left[option.id]

    def _folded(self, option: Option) -> Iterator[_Asked]:
        """Yield what is left of them to ask, but for those that read what the option does not say and those that never hold."""
        own = estimate.option_memory(option)
        for paths, condition in self._rules:
            if all(path in own for path in paths if path.startswith("option.")):
                left = folded_condition(condition, own)
                if left != FALSE:
                    yield left, own if any(path.startswith("option.") for path in reads(left)) else {}


def _is_light(program: Program, rule: Rule) -> bool:
    paths = program.reads[rule.id]
    return rule.id not in program.asks_known and not any(
        path.startswith("option.") and (fact_path(path) in program.made or path in program.derivers) for path in paths
    )


class _Order(Struct, frozen=True):
    """An order asked: over every possible value, as assumed, the facts that differ, and by whom."""

    possible: Outcome
    assumed: Outcome
    changed: frozenset[str]
    engine: Engine


class Applies(Struct, frozen=True):
    """Which options of the pack apply to an order as assumed, its candidates, and those that wait (`applicable`)."""

    verdicts: Mapping[str, ir.Verdict]
    candidates: Sequence[tuple[ir.Option, bool]]
    waiting: Sequence[ir.Option]


class Weigher:
    """Weighs options for one pack. Facts that became known are tried on the plain walk, answers come from the engine."""

    def __init__(self, program: Program, engine: Engine, derived: frozenset[str]) -> None:
        self.program = program
        self.pack: ir.Pack = program.pack
        self.engine = engine
        self.walk = Walk(program)
        self.unknown = estimate.unknown_order(self.pack, derived)
        self.made = program.made
        points = {rule.id: meaning.roots(*meaning.conclusion_expressions(rule)) for rule in self.pack.rules.values()}
        self.folds = FoldCache(program)
        self.dependency = Dependency(program, self.walk, self.folds, points)
        self.light = Light(program)

    # --- decisions ----------------------------------------------------------------------------------------------------
    def decide(self, given: ir.Memory, quotes: tuple[ir.Option, ...]) -> Decision:
        """Return every candidate weighed and ranked."""
        return self._decided(given, quotes, self.engine)

    def weigh(self, given: ir.Memory, quotes: tuple[ir.Option, ...]) -> Decision:
        """Return what `decide` would, by the plain walk."""
        return self._decided(given, quotes, self.walk)

    def _decided(self, given: ir.Memory, quotes: tuple[ir.Option, ...], engine: Engine) -> Decision:
        self.folds.begin()
        memory = self.unknown | dict(given)
        possible = engine.run("order", memory)
        taken = meaning.assumed_order(self.program, memory)
        changed = frozenset(path for path, value in taken.items() if value != memory[path])
        changed |= self.open_guesses(possible, "order.")
        assumed = self._assumed(taken, possible, changed, engine)
        assumptions = {path: value for path, value in taken.items() if value != memory[path]}
        assumptions |= meaning.guessed_order(self.program, assumed.verdicts, assumed.memory, memory)
        return self._ranked(memory, quotes, _Order(possible, assumed, changed, engine), assumptions)

    def _ranked(
        self, memory: ir.Memory, quotes: tuple[ir.Option, ...], order: _Order, assumptions: Mapping[str, ir.Possible]
    ) -> Decision:
        applies = ((one, truth.holds(one.applies, order.assumed.memory)) for one in self.pack.options.values())
        on_table, waiting = applicable(applies, quotes, self.program.trades)
        return decided(
            amount=self.pack.roles.amount, given=memory, quotes=quotes, possible=order.possible, assumed=order.assumed, assumptions=assumptions,
            candidates=[self._weighed(option, order) for option, _ in on_table], waiting=waiting,
        )  # fmt: skip

    def _weighed(self, option: ir.Option, order: _Order) -> Candidate:
        own = self.folds.of(option)
        possible = order.engine.run("option", {**order.possible.memory, **own.constants}, own)
        touched = order.changed | self.open_guesses(possible)
        assumed = self._assumed(order.assumed.memory, possible, touched, order.engine, option)
        return self._candidate(option, possible, assumed)

    def _assumed(
        self,
        memory: ir.Memory,
        possible: Outcome,
        changed: frozenset[str],
        engine: Engine,
        option: ir.Option | None = None,
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
    def moved(self, decision: Decision, paths: Iterable[str]) -> frozenset[str]:
        """Return some facts with those that are assumed by way of them."""
        moved = {*paths}
        for path, by in self.program.looked_up.items():
            if path in decision.assumptions and not moved.isdisjoint(by):
                moved.add(path)
        return frozenset(moved)

    def held(self, decision: Decision, paths: Iterable[str]) -> dict[str, ir.Possible]:
        """Return the order as assumed, with some facts, and those that are assumed by way of them, at their whole domain."""
        opened = self.moved(decision, paths)
        given = {path: decision.assumed.memory[path] for path in decision.given}
        given |= {
            path: value
            for path, value in decision.assumptions.items()
            if path not in given and opened.isdisjoint(self.program.depends[path])
        }
        return given | {path: self.pack.facts[name_in(path)].domain for path in opened}

    def applies(self, decision: Decision) -> Applies:
        """Return which options of the pack apply, as assumed."""
        memory, options = decision.assumed.memory, self.pack.options.values()
        verdicts = {one.id: truth.holds(one.applies, memory) for one in options}
        table = applicable(((one, verdicts[one.id]) for one in options), decision.quotes, self.program.trades)
        return Applies(verdicts, *table)

    def changed(self, decision: Decision, taken: ir.Memory, applies: Applies, only: Only | None = None) -> Decision:
        """Return what the answer would be if an order were assumed to be otherwise, by the plain walk.

        taken: its given facts as assumed then. applies: of the decision. only: the options to weigh, no others. What is not made of what
        changed is taken over as it was. An option that is ruled out before anything is reckoned is left out: it wins nothing.
        """
        changed = self._turned(decision, taken)
        order = self.walk.change("order", taken, decision.assumed, changed)

        def weighed(option: ir.Option) -> Candidate | None:
            one = decision.weighed.get(option.id)
            if one is None:
                if self.light.rules_out(option, order.memory):
                    return None
                own = self.folds.of(option)
                found = self.walk.run("option", {**order.memory, **own.constants}, own)
                found = self._assumed(order.memory, found, self.open_guesses(found), self.walk, option)
            elif self.dependency.is_touched(option, changed) and not self._stays_excluded(one, changed):
                if self.light.rules_out(option, order.memory):
                    return None
                found = self.walk.change("option", order.memory, one.assumed, changed, self.folds.of(option))
            else:
                return one
            return self._candidate(option, found, found)

        on_table, waiting = self._on_table(decision, order.memory, changed, applies)
        asked = (weighed(option) for option, _ in on_table if only is None or only(option))
        return decided(
            amount=self.pack.roles.amount, given=taken, quotes=decision.quotes, possible=order, assumed=order, assumptions={}, waiting=waiting,
            candidates=[one for one in asked if one is not None],
        )  # fmt: skip

    def _on_table(
        self, decision: Decision, memory: ir.Memory, changed: frozenset[str], applies: Applies
    ) -> tuple[Sequence[tuple[ir.Option, bool]], Sequence[ir.Option]]:
        """Return the candidates and the options that wait, once some facts changed: those of before where each option applies as before."""
        options = self.pack.options
        told = {one: truth.holds(options[one].applies, memory) for one in self.dependency.told_by(changed)}
        if all(applies.verdicts[one] is verdict for one, verdict in told.items()):
            return applies.candidates, applies.waiting
        verdicts = ((one, told.get(one.id, applies.verdicts[one.id])) for one in options.values())
        return applicable(verdicts, decision.quotes, self.program.trades)

    def _turned(self, decision: Decision, taken: ir.Memory) -> frozenset[str]:
        """Return the given facts that are otherwise than as assumed, and the derived ones of which another guess may then be made."""
        before = decision.assumed.memory
        paths = {path for path, value in taken.items() if before[path] != value}
        guesses = {path: self.pack.facts[name_in(path)].assume for path in self.program.guessed}
        return frozenset(paths) | {
            path
            for path, one in guesses.items()
            if path not in taken and one is not None and not paths.isdisjoint(one.goes_by)
        }

    def _stays_excluded(self, one: Candidate, changed: frozenset[str]) -> bool:
        """Return whether an exclusion holds as assumed that is not made of what changed."""
        if one.contestant.excluded is not True:
            return False
        touched = self.dependency.touched(one.option, changed).rules
        return any(held and rule not in touched for rule, held in self._exclusions(one.assumed))

    # --- candidates ---------------------------------------------------------------------------------------------------
    def _candidate(self, option: ir.Option, possible: Outcome, assumed: Outcome) -> Candidate:
        out = excluded(self.pack, assumed)
        risks, favours = points(self.pack, ir.Risk, assumed), points(self.pack, ir.Favour, assumed)
        contestant = Contestant(
            option=option.id, pathway=option.pathway,
            excluded=out,
            surely=out is True and (assumed is possible or excluded(self.pack, possible) is True),
            barred=out is True and barred(self.program, assumed),
            at_risk=any(one.verdict is True for one in risks),
            risk_open=any(one.verdict is None for one in risks),
            favours=sum(one.points for one in favours), risks=sum(one.points for one in risks),
            cost=estimate.spread(self.pack.roles.cost, assumed.memory).likely,
            lead=estimate.spread(self.pack.roles.time, assumed.memory).likely,
        )  # fmt: skip
        return Candidate(option=option, possible=possible, assumed=assumed, contestant=contestant)

    def _exclusions(self, outcome: Outcome) -> Iterator[tuple[str, ir.Verdict]]:
        rules = self.pack.rules
        return ((rule, one) for rule, one in outcome.verdicts.items() if isinstance(rules[rule].conclusion, ir.Exclude))
