"""Deciding many orders: candidates, estimates and verdicts as one long table, a row for each order and candidate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from advisor.columnar.candidates import Candidacy
from advisor.columnar.column import CONSTANT, PAIR, Array, Coded, Column, assumed
from advisor.columnar.condition import CONDITIONS, any_of
from advisor.columnar.contest import NOBODY, Contest, Contestants, Ranking
from advisor.columnar.formula import FORMULAS
from advisor.columnar.graph import Graph
from advisor.columnar.orders import OptionReader, Options, Orders, unsaid_columns
from advisor.columnar.points import Points, spread
from advisor.columnar.view import Given, Pairs, View
from advisor.ir import Exclude, Favour, Risk
from advisor.ranking import COST, LEAD
from advisor.strata import Program

ALL = -1
"""The bits of all facts."""
ROWS = 8_192
"""How many orders are decided at a time: so many that what is reckoned stays in the cache."""
FIRST = 2
"""How many of the options that wait for an order are weighed at first."""


class Upsetting:
    """How often each option, while it waited, kept an order from being settled. It changes no answer, only what is asked first."""

    def __init__(self, count: int) -> None:
        self._counts = np.zeros(count, np.int64)

    def order(self, options: Array) -> Array:
        """Return a rank for each of some options, the smallest for the one that upset the most."""
        return -self._counts[options]

    def note(self, waiting: Pairs, upset: Array) -> None:
        """Take in which orders options that waited kept from being settled."""
        np.add.at(self._counts, waiting.option[upset[waiting.order]], 1)


@dataclass(frozen=True)
class Decided:
    """Some orders decided.

    possible, taken: the views over every possible value, and as assumed. options: those of the pack, then the quotes.
    """

    engine: Engine
    orders: Orders
    options: Options
    possible: View
    taken: View
    waiting: Pairs
    stays: Array

    @property
    def pairs(self) -> Pairs:
        """The candidates."""
        return self.possible.pairs

    @cached_property
    def contestants(self) -> Contestants:
        """The candidates as they rank."""
        return self.engine.contestants(self.possible, self.taken, self.options, self.stays)

    @cached_property
    def ranking(self) -> Ranking:
        """How they rank."""
        return self.engine.contest.ranking(self.contestants)

    @cached_property
    def close(self) -> Array:
        """Of each order whether prices as they are known do not decide."""
        return self.engine.contest.close(self.contestants, self.ranking)

    @cached_property
    def settled(self) -> Array:
        """Of each order whether no value an unknown fact can still take changes the pathway that wins.

        What waits is weighed last, and of each order first the options that upset the most orders so far: most proofs fail
        by one of these, and the others need not be weighed.
        """
        contest, winner, upsetting = self.engine.contest, self.winning_pathway, self.engine.upsetting
        found = contest.settled(self.contestants, winner)
        waiting = self._waiting(found)
        for most in (FIRST, len(self.options.options)) if len(waiting) else ():
            some = _first_of_each(waiting, upsetting.order(waiting.option), most)
            again = contest.settled(self._with_waiting(some), np.where(found, winner, NOBODY))
            asked = np.zeros(self.orders.count, np.bool_)
            asked[some.order] = True
            upsetting.note(some, asked & found & ~again)
            found &= again | ~asked
            waiting = waiting.some(np.flatnonzero(found[waiting.order]))
            if not len(waiting):
                break
        return found

    def _waiting(self, seeming: Array) -> Pairs:
        """Return the options that wait, of the orders that seem settled, without those that are ruled out as it is."""
        view = self.possible.over(self.waiting.some(np.flatnonzero(seeming[self.waiting.order])))
        return view.pairs.some(self.engine.left(view)) if len(view.pairs) else view.pairs

    def _with_waiting(self, waiting: Pairs) -> Contestants:
        """Return the candidates of the orders that some options wait for, and these."""
        asked = np.zeros(self.orders.count, np.bool_)
        asked[waiting.order] = True
        own = np.flatnonzero(asked[self.pairs.order])
        order = np.concatenate((self.pairs.order[own], waiting.order))
        option = np.concatenate((self.pairs.option[own], waiting.option))
        stays = np.concatenate((self.stays[own], np.zeros(len(waiting), np.bool_)))
        place = np.argsort(order, kind="stable")
        possible = self.possible.over(Pairs(order[place], option[place], self.orders.count))
        taken = self.taken.over(possible.pairs, possible)
        return self.engine.contestants(possible, taken, self.options, stays[place])

    @property
    def winning_pathway(self) -> Array:
        """Of each order the number of the pathway that wins, NOBODY if none does."""
        return self.of_row(self.contestants.pathway, self.ranking.winner)

    @cached_property
    def winners(self) -> tuple[View, View]:
        """Both views over the options that win, a row for each order in which one does."""
        winner = self.ranking.winner
        rows = winner[winner != NOBODY]
        possible = self.possible.some(rows)
        return possible, self.taken.some(rows, possible)

    def of_row(self, values: Array, row: Array) -> Array:
        """Return the value of a row of candidates for each order, NOBODY where there is no row."""
        if not len(self.pairs):
            return np.full(self.orders.count, NOBODY, np.int64)
        return np.where(row == NOBODY, NOBODY, values[np.maximum(row, 0)])


class Engine:
    """The evaluator of one pack in open form, made once."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.graph = Graph(program, {**CONDITIONS, **FORMULAS})
        self.contest = Contest(self.graph)
        self.options = OptionReader(self.graph)
        self.upsetting = Upsetting(len(program.pack.options))
        self._candidacy = Candidacy(self.graph)
        self._derived = frozenset(program.derivers)
        self._unsaid = unsaid_columns(program.pack, self._derived)
        self._types = {f"order.{fact.name}": fact for fact in program.pack.facts.values() if fact.of == "order"}
        self._assumed = {path: assumed(one, self._types[path]) for path, one in self._unsaid.items()}
        self._always = sum(self.graph.fact(path) for path in self._derived if self._assumes(path))
        self.rules = [rule for stratum in (*program.order, *program.option) for rule in stratum.rules]
        rules = [rule for rule in self.rules if rule.scope == "option"]
        self._exclusions = [self.graph.conditions[one.id] for one in rules if isinstance(one.conclusion, Exclude)]
        self._exclusions.sort(key=lambda node: node.weight)
        self._light = [node for node in self._exclusions if not self.graph.reckons(node)]
        self._risks = [one for one in rules if isinstance(one.conclusion, Risk)]
        self._favours = [one for one in rules if isinstance(one.conclusion, Favour)]

    def _assumes(self, path: str) -> bool:
        return self.program.pack.facts[path.split(".")[1]].assume is not None

    # --- orders -------------------------------------------------------------------------------------------------------
    def pieces(self, orders: Orders, *, is_whole: bool = True) -> Iterator[Decided]:
        """Yield the orders decided, some at a time, in their order."""
        for first in range(0, orders.count, ROWS):
            is_all = orders.count <= ROWS
            some = orders if is_all else orders.take(np.arange(first, min(first + ROWS, orders.count)))
            yield self.decide(some, is_whole=is_whole)

    def decide(self, orders: Orders, *, is_whole: bool = True) -> Decided:
        """Return the orders decided, all at a time. is_whole: with all candidates, those surely excluded among them."""
        options = self.options.of(orders.quotes)
        columns, given, vague = self._as_assumed(orders)
        possible = View(
            self.graph, {**self._unsaid, **orders.facts, **options.columns}, {**orders.given, **options.given},
            base=options.view, anew=ALL,
        )  # fmt: skip
        found = self._candidacy.of(possible, orders)
        possible, stays = possible.over(found.pairs), found.stays
        if not is_whole:
            left = self.left(possible)
            possible, stays = possible.over(found.pairs.some(left)), stays[left]
        taken = View(
            self.graph, {**columns, **options.columns}, {**given, **options.given}, pairs=possible.pairs, base=possible,
            anew=vague, is_assumed=True,
        )  # fmt: skip
        return Decided(self, orders, options, possible, taken, found.waiting, stays)

    def left(self, view: View) -> Array:
        """Return the rows of candidates that no exclusion rules out which is asked without reckoning anything."""
        out = view.lift(any_of(view, self._light), PAIR).low
        return np.flatnonzero(np.broadcast_to(True ^ out, len(view.pairs)))

    def _as_assumed(self, orders: Orders) -> tuple[dict[str, Column], dict[str, Given], int]:
        """Return the vague facts as assumed, and a bit for each."""
        columns: dict[str, Column] = {}
        given: dict[str, Given] = {}
        vague = self._always
        for path, own in {**self._unsaid, **orders.facts}.items():
            one = assumed(own, self._types[path]) if path in orders.facts else self._assumed[path]
            if not _is_same(one, own):
                columns[path] = one
                vague |= self.graph.fact(path)
        for path, (own, said) in orders.given.items():
            one = assumed(own, self._types[path])
            given[path] = (one, said)
            if not _is_same(one, own):
                vague |= self.graph.fact(path)
        return columns, given, vague

    # --- candidates ---------------------------------------------------------------------------------------------------
    def contestants(self, possible: View, taken: View, options: Options, stays: Array) -> Contestants:
        """Return the candidates of two views as they rank."""
        option = possible.pairs.option
        excluded = spread(possible, any_of(possible, self._exclusions))
        risks, favours = Points.of(possible, taken, self._risks), Points.of(possible, taken, self._favours)
        cost, lead = (spread(taken, taken.ends(f"{path}.likely")) for path in (COST, LEAD))
        return Contestants(
            pairs=possible.pairs, pathway=options.pathway[option], place=options.place[option], stays=stays,
            excluded=excluded, at_risk=risks.holds, risk_open=risks.is_open,
            favours=favours.now, favour_ends=favours.ends, risks=risks.now, risk_ends=risks.ends,
            cost=cost.low, cost_known=cost.low == cost.high, lead=lead.low, lead_known=lead.low == lead.high,
            ends_of=lambda path: spread(possible, possible.ends(path)),
            taken_of=lambda path: spread(taken, taken.ends(path)),
        )  # fmt: skip


def _first_of_each(pairs: Pairs, ranks: Array, most: int) -> Pairs:
    """Return at most so many rows of each order, those of the smallest rank first."""
    rows = np.lexsort((ranks, pairs.order))
    counts = np.diff(np.append(pairs.starts, len(pairs)))
    place = np.arange(len(pairs)) - np.repeat(pairs.starts, counts)
    return pairs.some(rows[place < most])


def _is_same(one: Column, own: Column) -> bool:
    """Return whether what is assumed is what is known anyway."""
    if isinstance(one, Coded) and isinstance(own, Coded):
        return one.values == own.values
    return one is own or (one.level == CONSTANT and one == own)
