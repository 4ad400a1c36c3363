"""The contest between the candidates of a part: `ranking` and `advice.settle`, said of many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from advisor import ranking
from advisor.columnar.compile import Compiler, Interval
from advisor.columnar.graph import Graph, Node, Value, high_of, low_of
from advisor.columnar.possible import Alphabet, Column, Number
from advisor.ir import UNLIMITED, Expression

FITS, AT_RISK, UNDECIDED, EXCLUDED = range(4)
STANDINGS = ("fits", "at_risk", "undecided", "excluded")
"""The labels of standing, each at its number here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrant:
    """`ranking.Contestant`, row by row.

    place: the option's place among ids in their order. is_in: whether it is a candidate; stays: whether it surely remains
    one. excluded: whether an exclusion surely holds, or still may. low_cost, high_cost: landed unit cost at its low and
    its high reading.
    """

    pathway: str
    place: Value
    is_in: Value
    stays: Value
    is_excluded: Value
    may_be_excluded: Value
    at_risk: Value
    risk_open: Value
    favours: Value
    favour_ends: Interval
    risks: Value
    risk_ends: Interval
    cost: Value
    cost_known: Value
    cost_ends: Interval
    low_cost: Value
    high_cost: Value
    lead: Value
    lead_known: Value
    lead_ends: Interval


Base = tuple[Value, Value]
"""The reference cost, and whether there is one."""
Key = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    """Ranks the entrants. Absent ones come after all others. waiting: those that could still enter."""

    graph: Graph
    entrants: Sequence[Entrant]
    waiting: Sequence[Entrant] = ()

    @property
    def known(self) -> Sequence[Entrant]:
        return [*self.entrants, *self.waiting]

    # --- the key (ranking.key) ---
    def reference(self, entrants: Iterable[Entrant]) -> Base:
        """Return the smallest likely landed unit cost among entrants not excluded, and whether there is one."""
        graph = self.graph
        counted = [(self._stands(one, one.cost_known), one.cost) for one in entrants]
        return self._smallest(counted, 1), graph.either(*(counts for counts, _ in counted))

    def _stands(self, one: Entrant, also: Value = 1) -> Value:
        return self.graph.both(one.is_in, self.graph.negate(one.is_excluded), also)

    def _smallest(self, counted: Iterable[tuple[Value, Value]], least: int) -> Value:
        graph = self.graph
        return graph.greatest(
            least, graph.least(UNLIMITED, *(graph.where(held, cost, UNLIMITED) for held, cost in counted))
        )

    def premium(self, one: Entrant, base: Base) -> Value:
        """Return how many points an entrant loses for being dearer than the cheapest."""
        graph = self.graph
        found, _ = self._read(ranking.PREMIUM, {"likely_cost": (one.cost, one.cost), "reference": (base[0], base[0])})
        return graph.where(graph.both(base[1], one.cost_known), found, 0)

    def score(self, one: Entrant, base: Base) -> Value:
        """Return favours less risks less premium."""
        points = {"favours": one.favours, "risks": one.risks, "premium": self.premium(one, base)}
        return self._read(ranking.SCORE, {name: (value, value) for name, value in points.items()})[0]

    def is_undecided(self, one: Entrant) -> Value:
        graph = self.graph
        open_now = graph.both(one.may_be_excluded, graph.negate(one.is_excluded))
        return graph.either(open_now, graph.both(graph.negate(one.may_be_excluded), one.risk_open))

    def standing(self, one: Entrant) -> Value:
        """Return the number of the first label that holds."""
        graph = self.graph
        label = graph.where(one.at_risk, AT_RISK, FITS)
        return graph.where(one.is_excluded, EXCLUDED, graph.where(self.is_undecided(one), UNDECIDED, label))

    def key(self, one: Entrant, base: Base) -> Key:
        """Return the key of an entrant as things are known; its place comes last."""
        graph = self.graph
        values = {
            "excluded": graph.number(one.is_excluded),
            "favours": one.favours,
            "risks": one.risks,
            "premium": self.premium(one, base),
            "undecided": graph.number(self.is_undecided(one)),
            "likely_cost": graph.where(one.cost_known, one.cost, self._beyond("cost")),
            "lead_time": graph.where(one.lead_known, one.lead, self._beyond("lead")),
        }
        return self._key({name: (value, value) for name, value in values.items()}, one, 0)

    def _beyond(self, name: Literal["cost", "lead"]) -> int:
        """Return what stands for an unknown number: larger than any known one, and no larger than that asks for."""
        numbers = [
            value
            for one in self.known
            for value in (
                (one.cost, *one.cost_ends, one.low_cost, one.high_cost)
                if name == "cost"
                else (one.lead, *one.lead_ends)
            )
        ]
        return min(UNLIMITED, 1 + max(map(high_of, numbers)))

    def _key(self, values: Mapping[str, Interval], one: Entrant, end: int) -> Key:
        return (*(self._read(part, values)[end] for part in ranking.KEY), one.place)

    def _read(self, expression: Expression, values: Mapping[str, Interval]) -> Interval:
        memory: dict[str, Column] = {f"contest.{name}": Number(*ends) for name, ends in values.items()}
        return Compiler(self.graph, memory, _no_letters).number(expression)

    def packed(self, keys: Sequence[Key], is_in: Sequence[Value]) -> list[Node]:
        """Return each key as one number; where an entrant is not in, one that is larger than any that is."""
        graph = self.graph
        columns = list(zip(*keys, strict=True))
        least = [min(map(low_of, column)) for column in columns]
        most = [max(map(high_of, column)) for column in columns]
        packed = []
        for key, held in zip(keys, is_in, strict=True):
            absent = graph.number(graph.negate(held))
            parts = tuple(zip(key, least, most, strict=True))
            packed.append(graph.pack(((absent, 0, 1), *parts)))
        return packed

    # --- who wins ---
    def outcome(self, *, with_ranking: bool) -> Outcome:
        """Return who wins and by what, as values of the graph."""
        graph = self.graph
        base = self.reference(self.entrants)
        keys = self.packed([self.key(one, base) for one in self.entrants], [one.is_in for one in self.entrants])
        most = high_of(keys[0])
        stands = [self._stands(one) for one in self.entrants]
        first = graph.least(*keys)
        wins = [graph.both(stand, graph.equal(key, first)) for stand, key in zip(stands, keys, strict=True)]
        best_of: dict[str, Value] = {}
        for one, stand, key in zip(self.entrants, stands, keys, strict=True):
            own = graph.where(stand, key, most)
            best_of[one.pathway] = graph.least(best_of.get(one.pathway, most), own)
        others = [graph.where(graph.equal(best, first), most, best) for best in best_of.values()]
        second = graph.least(*others)
        follows = [graph.both(stand, graph.equal(key, second)) for stand, key in zip(stands, keys, strict=True)]
        ranks: tuple[Value, ...] = ()
        if with_ranking:
            ranks = tuple(self._ranks(keys))
        return Outcome(base=base, keys=tuple(keys), wins=tuple(wins), follows=tuple(follows), ranks=ranks)

    def _ranks(self, keys: Sequence[Node]) -> Iterable[Value]:
        graph = self.graph
        for one in keys:
            rank: Value = 0
            for other in keys:
                if other is not one:
                    ahead = graph.less(other, one) if other.index < one.index else graph.negate(graph.less(one, other))
                    rank = graph.add(rank, graph.number(ahead))
            yield rank

    def of(self, chosen: Sequence[Value], values: Sequence[Value], otherwise: Value = 0) -> Value:
        """Return the value of the entrant chosen in each row."""
        found = otherwise
        for held, value in zip(chosen, values, strict=True):
            found = self.graph.where(held, value, found)
        return found

    # --- settled (advice.settle.is_settled) ---
    def is_settled(self, wins: Sequence[Value]) -> Value:
        """Return whether no value an unknown fact can still take changes the winning pathway. wins: of the entrants."""
        graph, everyone = self.graph, self.known
        base = self._reference_ends(everyone)
        best, worst = self._comparable(everyone, base)
        pathways = dict.fromkeys(one.pathway for one in everyone)
        top = max(map(high_of, (*best, *worst))) + 1
        proofs: list[Value] = []
        for pathway in pathways:
            wins_here = graph.either(
                *(held for held, one in zip(wins, self.entrants, strict=False) if one.pathway == pathway)
            )
            rivals = [
                graph.where(one.is_in, key, top)
                for one, key in zip(everyone, best, strict=True)
                if one.pathway != pathway
            ]
            own = [
                graph.where(graph.both(one.is_in, one.stays, graph.negate(one.may_be_excluded)), key, top)
                for one, key in zip(everyone, worst, strict=True)
                if one.pathway == pathway
            ]
            proofs.append(graph.both(wins_here, graph.less(graph.least(top, *own), graph.least(top, *rivals))))
        nobody = graph.negate(graph.either(*wins))
        all_out = graph.both(*(graph.either(graph.negate(one.is_in), one.is_excluded) for one in everyone))
        return graph.either(graph.both(nobody, all_out), *proofs)

    def _comparable(self, everyone: Sequence[Entrant], base: Interval) -> tuple[list[Node], list[Node]]:
        """Return the best and the worst key of each, packed alike."""
        ends = [self._key_end(one, base, end) for end in (0, 1) for one in everyone]
        packed = self.packed(ends, [1] * len(ends))
        return packed[: len(everyone)], packed[len(everyone) :]

    def _reference_ends(self, entrants: Sequence[Entrant]) -> Interval:
        graph = self.graph
        possible = [(self._stands(one), one.cost_ends[0]) for one in entrants]
        certain = [
            (graph.both(one.is_in, one.stays, graph.negate(one.may_be_excluded), one.cost_known), one.cost_ends[1])
            for one in entrants
        ]
        stands = graph.either(*(held for held, _ in possible))
        low = graph.where(stands, self._smallest(possible, 1), 1)
        return low, self._smallest(certain, 1)

    def _key_end(self, one: Entrant, base: Interval, end: int) -> Key:
        """Return the best (0) or the worst (1) key that the entrant can still have (ranking.key_ends)."""
        graph = self.graph
        least, most = self._read(ranking.PREMIUM, {"likely_cost": one.cost_ends, "reference": base})
        unknown_now = graph.either(graph.negate(one.cost_known), graph.equal(base[1], UNLIMITED))
        values: dict[str, Interval] = {
            "excluded": (graph.number(one.is_excluded), graph.number(one.may_be_excluded)),
            "favours": one.favour_ends,
            "risks": one.risk_ends,
            "premium": (graph.where(unknown_now, 0, least), most),
            "undecided": (0, graph.number(self.is_undecided(one))),
            "likely_cost": (one.cost_ends[0], graph.where(one.cost_known, one.cost_ends[1], self._beyond("cost"))),
            "lead_time": (one.lead_ends[0], graph.where(one.lead_known, one.lead_ends[1], self._beyond("lead"))),
        }
        return self._key(values, one, end)

    # --- close (advice.settle.is_close) ---
    def is_close(self, outcome: Outcome) -> Value:
        """Return whether the runner-up would win with its cost at `low` and the winner's at `high`."""
        graph = self.graph
        dear = self._gathered(outcome.wins, [one.high_cost for one in self.entrants])
        cheap = self._gathered(outcome.follows, [one.low_cost for one in self.entrants])
        others = [
            replace(one, is_in=graph.both(one.is_in, graph.negate(wins), graph.negate(follows)))
            for one, wins, follows in zip(self.entrants, outcome.wins, outcome.follows, strict=True)
        ]
        base = self.reference([dear, cheap, *others])
        best, second = self.packed([self.key(cheap, base), self.key(dear, base)], [1, 1])
        both = graph.both(graph.either(*outcome.wins), graph.either(*outcome.follows))
        return graph.both(both, graph.less(best, second))

    def _gathered(self, chosen: Sequence[Value], costs: Sequence[Value]) -> Entrant:
        """Return the entrant chosen in each row, at another cost."""
        graph = self.graph

        def of(read: Callable[[Entrant], Value], otherwise: Value = 0) -> Value:
            return self.of(chosen, [read(one) for one in self.entrants], otherwise)

        cost = self.of(chosen, costs)
        return Entrant(
            pathway="",
            place=of(lambda one: one.place),
            is_in=graph.either(*chosen),
            stays=1,
            is_excluded=0,
            may_be_excluded=self._flag(chosen, self.is_undecided),  # all that its key reads of what is undecided
            at_risk=0,
            risk_open=0,
            favours=of(lambda one: one.favours),
            favour_ends=(0, 0),
            risks=of(lambda one: one.risks),
            risk_ends=(0, 0),
            cost=cost,
            cost_known=1,
            cost_ends=(cost, cost),
            low_cost=cost,
            high_cost=cost,
            lead=of(lambda one: one.lead),
            lead_known=self._flag(chosen, lambda one: one.lead_known),
            lead_ends=(0, 0),
        )

    def _flag(self, chosen: Sequence[Value], read: Callable[[Entrant], Value]) -> Value:
        held = [self.graph.both(one, read(entrant)) for one, entrant in zip(chosen, self.entrants, strict=True)]
        return self.graph.either(*held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Who wins, as values of the graph, an entrant each: whether it wins, whether it is the runner-up, its rank if asked."""

    base: Base
    keys: tuple[Node, ...]
    wins: tuple[Value, ...]
    follows: tuple[Value, ...]
    ranks: tuple[Value, ...]


def _no_letters(path: str) -> Alphabet:
    raise KeyError(path)
