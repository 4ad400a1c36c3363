"""A part of a frame, whose rows have the same candidates as far as it pays to tell them apart, and the plan for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from advisor.columnar.compile import Compiler, Interval, Verdicts
from advisor.columnar.contest import Contest, Entrant, Outcome
from advisor.columnar.graph import Graph, Value
from advisor.columnar.lowering import Lowered, lower
from advisor.columnar.possible import Column, Number
from advisor.columnar.stage import Letters, OrderStage
from advisor.columnar.way import Way, Ways
from advisor.columnar.working import Working
from advisor.ir import Exclude, Favour, Risk, Rule
from advisor.strata import Program

COST, LEAD = "option.landed_unit_cost", "option.lead_time"
NOBODY = -1
WORD = 64
Unit = tuple[str, str | None]
"""A rule, and the option it is asked of, None for the order's own."""


@dataclass(frozen=True, slots=True)
class Candidacy:
    """A way, and in which rows it is a candidate, surely stays one, could become one."""

    way: Way
    is_in: Value
    stays: Value
    waits: Value


def candidacies(ways: Sequence[Way], compiler: Compiler) -> list[Candidacy]:
    """Return every way that is or could become a candidate (advice.decision.applicable)."""
    graph = compiler.graph
    quotes = [way for way in ways if way.is_quote]
    asked = {(way.pathway, way.process) for way in quotes}
    replaced = {way.pathway for way in quotes}
    found = [
        (way, compiler.holds(way.applies))
        for way in ways
        if not way.is_quote and (way.pathway, way.process) not in asked
    ]
    specific: dict[str, Value] = dict.fromkeys(replaced, 1)
    possible: dict[str, Value] = {}
    for way, held in found:
        if not way.generic:
            specific[way.pathway] = graph.either(specific.get(way.pathway, 0), held.every)
            open_now = graph.both(held.some, graph.negate(held.every))
            possible[way.pathway] = graph.either(possible.get(way.pathway, 0), open_now)
    rows = [Candidacy(way, 1, 1, 0) for way in quotes]
    for way, held in found:
        kept = graph.negate(specific.get(way.pathway, 0)) if way.generic else 1
        stays = graph.negate(possible.get(way.pathway, 0)) if way.generic else 1
        waits = graph.both(held.some, graph.negate(held.every), kept)
        rows.append(Candidacy(way, graph.both(held.every, kept), stays, waits))
    return [one for one in rows if one.is_in != 0 or one.waits != 0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a part is decided.

    entered: the candidates, as the numbers that `winner`, `follower` and the ranking give. lowered: what is computed of
    every row; units: what each bit of the trace stands for. waiting: of the rows that seem settled, whether they are once
    what could still become a candidate is looked at; None if nothing could.
    """

    entered: tuple[Way, ...]
    lowered: Lowered
    units: tuple[Unit, ...]
    waiting: Callable[[], Lowered] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planner:
    """Plans parts of frames of one form. possible, nominal: the order's memory in the part, its constants in it."""

    program: Program
    letters: Letters
    stage: OrderStage
    ways: Ways
    possible: Mapping[str, Column]
    nominal: Mapping[str, Column]

    @property
    def graph(self) -> Graph:
        return self.stage.graph

    def plan(self, candidates: Sequence[Candidacy], columns: Collection[str], *, trace: bool) -> Plan:
        """Return the plan for a part with these candidates. columns: those of the answer that are asked for."""
        weighed = [self._weighed(one, one.is_in, one.stays) for one in candidates if one.is_in != 0]
        contest = Contest(self.graph, [one.entrant for one in weighed])
        outputs: dict[str, Value] = {"winner": NOBODY}
        wins: tuple[Value, ...] = ()
        settled: Value = 1
        if weighed:
            outcome = contest.outcome(with_ranking="ranking" in columns)
            wins = outcome.wins
            outputs = self._outputs(contest, outcome, columns)
            settled = contest.is_settled(wins) if "settled" in columns else 0
        outputs["settled"] = self.graph.number(settled)
        units = self._units(weighed) if trace else {}
        words = self._words(units)
        waiting = self._waiting(candidates, contest, wins) if settled != 0 else None
        return Plan(
            entered=tuple(one.way for one in weighed),
            lowered=lower(outputs | words, words),
            units=tuple(units),
            waiting=waiting,
        )

    def _outputs(self, contest: Contest, outcome: Outcome, columns: Collection[str]) -> dict[str, Value]:
        graph, entrants = self.graph, contest.entrants
        numbers = list(range(len(entrants)))
        outputs = {"winner": contest.of(outcome.wins, numbers, NOBODY)}
        if not {"runner_up", "runner_up_pathway"}.isdisjoint(columns):
            outputs["follower"] = contest.of(outcome.follows, numbers, NOBODY)
        if "score" in columns:
            outputs["score"] = contest.of(outcome.wins, [contest.score(one, outcome.base) for one in entrants])
        if "premium" in columns:
            outputs["premium"] = contest.of(outcome.wins, [contest.premium(one, outcome.base) for one in entrants])
        if "standing" in columns:
            outputs["standing"] = contest.of(outcome.wins, [contest.standing(one) for one in entrants])
        if "close" in columns:
            outputs["close"] = graph.number(contest.is_close(outcome))
        for place in range(len(outcome.ranks)):
            here = [
                graph.both(one.is_in, graph.equal(rank, place))
                for one, rank in zip(entrants, outcome.ranks, strict=True)
            ]
            outputs[f"rank{place}"] = contest.of(here, numbers, NOBODY)
        return outputs

    def _waiting(
        self, candidates: Sequence[Candidacy], contest: Contest, wins: Sequence[Value]
    ) -> Callable[[], Lowered] | None:
        """Return what makes the plan, which is seldom asked for, None if nothing waits."""
        waiting = [one for one in candidates if one.waits != 0]

        @cache
        def lowered() -> Lowered:
            entrants = [self._weighed(one, one.waits, 0).entrant for one in waiting]
            wider = Contest(self.graph, contest.entrants, entrants)
            return lower({"settled": self.graph.number(wider.is_settled(wins))})

        return lowered if waiting else None

    # --- the trace ---
    def _units(self, weighed: Sequence[_Weighed]) -> dict[Unit, tuple[Value, Value]]:
        """Return in which rows each rule holds or is unknown of each candidate, as the bits of two words a row."""
        units: dict[Unit, tuple[Value, Value]] = {(rule, None): held for rule, held in self.stage.verdicts.items()}
        for one in weighed:
            is_in = one.entrant.is_in
            for rule in one.possible.conditions:
                held = one.possible.verdicts(rule)
                if held.some != 0:
                    units[rule, one.way.name] = (self.graph.both(is_in, held.every), self.graph.both(is_in, held.some))
        return units

    def _words(self, units: Mapping[Unit, tuple[Value, Value]]) -> dict[str, Value]:
        """Return the bits of the units as words; units that share a verdict are set together."""
        graph = self.graph
        shared: dict[tuple[str, Value], int] = {}
        words: dict[str, Value] = {}
        for number, (every, some) in enumerate(units.values()):
            word, bit = divmod(number, WORD)
            for name, verdict in (("held", every), ("open", graph.both(some, graph.negate(every)))):
                key = (f"{name}.{word}", verdict)
                shared[key] = shared.get(key, 0) | 1 << bit
                words[f"{name}.{word}"] = 0
        for (name, verdict), bits in shared.items():
            words[name] = graph.joined(words[name], graph.where(verdict, bits, 0, "bits"))
        return words

    # --- one candidate ---
    def told(self, way: Way, names: Sequence[str]) -> Lowered:
        """Return the readings of these estimates for one way, over the nominal order; likely is null while unknown."""
        memory = self._memories(way)[1]
        outputs: dict[str, Value] = {}
        for name in names:
            ends = {reading: memory[f"option.{name}.{reading}"] for reading in ("low", "likely", "high")}
            low, likely, high = (_number(ends[reading]) for reading in ("low", "likely", "high"))
            outputs |= {f"{name}.low": low.low, f"{name}.likely": likely.low, f"{name}.high": high.high}
            outputs[f"{name}.known"] = self.graph.number(self.graph.equal(likely.low, likely.high))
        return lower(outputs)

    def _memories(self, way: Way) -> tuple[Working, Working]:
        made = way.made()
        common = {
            "graph": self.graph, "letters": self.letters, "formulas": made.formulas, "conditions": made.conditions,
            "deriving": self.ways.deriving,
        }  # fmt: skip
        possible = Working(**common)  # type: ignore[arg-type]  # a dict of mixed kinds
        possible.update(self.possible)
        possible.update(made.memory)
        nominal = Working(**common, is_nominal=True)  # type: ignore[arg-type]  # as above
        nominal.update(self.nominal)
        nominal.update(made.memory)
        return possible, nominal

    def _weighed(self, one: Candidacy, is_in: Value, stays: Value) -> _Weighed:
        possible, nominal = self._memories(one.way)
        graph = self.graph
        excluded = [held for _, held in self._held(possible, Exclude)]
        risks = self._points(possible, nominal, Risk)
        favours = self._points(possible, nominal, Favour)
        cost, lead = (_number(nominal[f"{name}.likely"]) for name in (COST, LEAD))
        cost_ends, lead_ends = (_number(possible[f"{name}.likely"]) for name in (COST, LEAD))
        entrant = Entrant(
            pathway=one.way.pathway, place=one.way.place, is_in=is_in, stays=stays,
            is_excluded=graph.either(*(held.every for held in excluded)),
            may_be_excluded=graph.either(*(held.some for held in excluded)),
            at_risk=graph.either(*(held.every for held in risks.verdicts)),
            risk_open=graph.either(*(graph.both(held.some, graph.negate(held.every)) for held in risks.verdicts)),
            favours=favours.now, favour_ends=favours.ends, risks=risks.now, risk_ends=risks.ends,
            cost=cost.low, cost_known=graph.equal(cost.low, cost.high), cost_ends=(cost_ends.low, cost_ends.high),
            low_cost=_number(nominal[f"{COST}.low"]).low, high_cost=_number(nominal[f"{COST}.high"]).high,
            lead=lead.low, lead_known=graph.equal(lead.low, lead.high), lead_ends=(lead_ends.low, lead_ends.high),
        )  # fmt: skip
        return _Weighed(one.way, possible, entrant)

    def _held(self, memory: Working, kind: type[Exclude | Risk | Favour]) -> Iterable[tuple[Rule, Verdicts]]:
        rules = self.program.pack.rules
        for rule in memory.conditions:
            if isinstance(rules[rule].conclusion, kind) and (held := memory.verdicts(rule)).some != 0:
                yield rules[rule], held

    def _points(self, possible: Working, nominal: Working, kind: type[Risk | Favour]) -> _Points:
        """Return the points of one kind of rule (advice.decision.points)."""
        graph = self.graph
        now: Value = 0
        low: Value = 0
        high: Value = 0
        verdicts = []
        for rule, held in self._held(possible, kind):
            if isinstance(rule.conclusion, Risk | Favour):
                ends = possible.number(rule.conclusion.points)
                now = graph.add(now, graph.where(held.every, nominal.number(rule.conclusion.points)[0], 0))
                low = graph.add(low, graph.where(held.every, ends[0], 0))
                high = graph.add(high, graph.where(held.some, ends[1], 0))
                verdicts.append(held)
        return _Points(tuple(verdicts), now, (low, high))


@dataclass(frozen=True, slots=True)
class _Weighed:
    way: Way
    possible: Working
    entrant: Entrant


@dataclass(frozen=True, slots=True)
class _Points:
    verdicts: tuple[Verdicts, ...]
    now: Value
    ends: Interval


def _number(value: Column) -> Number:
    if not isinstance(value, Number):
        raise TypeError(f"expected a number, got {value!r}")
    return value
