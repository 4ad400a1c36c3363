"""Deciding many orders: candidates, estimates and verdicts as one long table, a row for each order and candidate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from functools import cached_property
from typing import Literal

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from advisor.columnar.candidates import Applying, Candidacy
from advisor.columnar.column import PAIR, Array, Values
from advisor.columnar.condition_columns import CONDITIONS
from advisor.columnar.contest import NOBODY, Contest, Contestants, Prospects, Ranking
from advisor.columnar.formula_columns import FORMULAS
from advisor.columnar.graph import Graph
from advisor.columnar.orders import OptionReader, Options, Orders
from advisor.columnar.point_columns import Giving, spread_over_rows
from advisor.columnar.said import Base, Said, Sayings
from advisor.columnar.steady import AnyOf
from advisor.columnar.upsetting import Upsetting
from advisor.columnar.view import ColumnView, Pairs
from advisor.ir import Exclude, Favour, Pack, Risk
from advisor.meaning import Program, StandIn
from advisor.ranking import ranked_by

_ROWS = 8_192
"""How many orders are decided at a time: so many that what is reckoned stays in the cache."""
_FIRST = 2
"""How many of the options that wait for an order are weighed at first."""


WhichKept = Literal["all", "possible", "standing"]
"""Which candidates are kept: all, those not surely excluded, or those not excluded as assumed; as far as nothing has to be reckoned."""


class Decided(Struct, frozen=True, dict=True):
    """Some orders decided.

    possible, taken: the views over every possible value, and as assumed. options: those of the pack, then the quotes. said, base: what they
    say, and what they share with others. applying: which options of the pack are candidates. is_whole: all candidates are kept.
    """

    engine: ColumnEngine
    orders: Orders
    options: Options
    said: Said
    base: Base
    possible: ColumnView
    taken: ColumnView
    applying: Applying
    is_whole: bool

    @property
    def pairs(self) -> Pairs:
        """The candidates."""
        return self.taken.pairs

    @cached_property
    def waiting(self) -> Pairs:
        """The options that could become candidates even as assumed."""
        return self.applying.waiting

    @cached_property
    def contestants(self) -> Contestants:
        """The candidates as they rank."""
        return self.engine.contestants(self.possible, self.taken, self.options)

    @cached_property
    def ranking(self) -> Ranking:
        """How they rank."""
        return self.engine.contest.ranking(self.contestants, is_whole=self.is_whole)

    @cached_property
    def close(self) -> Array:
        """Of each order whether prices as they are known do not decide."""
        return self.engine.contest.close(self.contestants, self.ranking)

    @cached_property
    def settled(self) -> Array:
        """Of each order whether no value still possible changes the pathway that wins."""
        return self.engine.proved(self, self.possible) & ~self.unnamed

    @cached_property
    def firm(self) -> Array:
        """Of each order whether no value that is usual of what it does not say changes the pathway that wins."""
        return self.settled | self.engine.proved(self, self.usual, ~self.settled & ~self.unnamed)

    @cached_property
    def unnamed(self) -> Array:
        """Of each order whether general figures speak for what it is not known to be (meaning.is_unnamed), so that nothing is proved."""
        generic = np.array([one.generic for one in self.options.options], np.bool_)[self.pairs.option]
        found = self.said.unnamed(self.engine.program.pack.facts, self.orders.count)
        return found & (self.of_row(generic, self.ranking.winner) == 1)

    @cached_property
    def usual(self) -> ColumnView:
        """The view over what is usual of what is not said."""
        return self.engine.usual(self)

    @property
    def winning_pathway(self) -> Array:
        """Of each order the number of the pathway that wins, NOBODY if none does."""
        return self.of_row(self.contestants.pathway, self.ranking.winner)

    @cached_property
    def winners(self) -> tuple[ColumnView, ColumnView]:
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


class ColumnEngine:
    """The evaluator of one pack in open form, made once."""

    name = "columnar"

    def __init__(self, program: Program) -> None:
        self.program = program
        self.graph = Graph(program, {**CONDITIONS, **FORMULAS})
        self.contest = Contest(self.graph)
        self.options = OptionReader(self.graph)
        self.upsetting = Upsetting(len(program.pack.options))
        self._candidacy = Candidacy(self.graph)
        self._sayings = Sayings(self.graph)
        self.rules = [rule for stratum in (*program.order, *program.option) for rule in stratum.rules]
        rules = [rule for rule in self.rules if rule.scope == "option"]
        excluding = [one for one in rules if isinstance(one.conclusion, Exclude)]
        exclusions = sorted((self.graph.conditions[one.id] for one in excluding), key=lambda node: node.weight)
        self._exclusions = AnyOf(exclusions)
        self._bars = AnyOf([self.graph.conditions[one.id] for one in excluding if one.id not in program.limiting])
        self._light = AnyOf([node for node in exclusions if not self.graph.reckons(node)])
        self._risks = Giving(self.graph, [one for one in rules if isinstance(one.conclusion, Risk)])
        self._favours = Giving(self.graph, [one for one in rules if isinstance(one.conclusion, Favour)])

    def assuming(self, pack: Pack) -> ColumnEngine:
        """Return the engine of a pack that assumes other things of facts, and is else the same: of that, what is compiled knows nothing."""
        found, graph = copy(self), copy(self.graph)
        found.program = graph.program = replace(self.program, pack=pack)
        found.graph = graph
        found._sayings = Sayings(graph)  # noqa: SLF001  # its own copy
        return found

    # --- orders -------------------------------------------------------------------------------------------------------
    def pieces(self, orders: Orders, *, kept: WhichKept = "all") -> Iterator[Decided]:
        """Yield the orders decided, some at a time, in their order."""
        for first in range(0, orders.count, _ROWS):
            is_all = orders.count <= _ROWS
            some = orders if is_all else orders.take(np.arange(first, min(first + _ROWS, orders.count)))
            yield self.decide(some, kept=kept)

    def decide(self, orders: Orders, *, kept: WhichKept = "all", assume: bool = True) -> Decided:
        """Return the orders decided, all at a time. assume: what is not said; else every possible value counts."""
        options = self.options.of(orders.quotes)
        said, base = self._sayings.of(orders, options)
        possible = self._sayings.possible(said, base)
        taken = self._sayings.stood_in(said, possible, "assumed", base) if assume else possible
        applying = self._candidacy.applying(taken, orders)
        pairs = self._candidacy.pairs(applying, orders)
        possible = possible.over(pairs)
        taken = taken.over(pairs, possible) if assume else possible
        if kept != "all":
            left = self.left(possible if kept == "possible" else taken)
            possible = possible.over(pairs.some(left))
            taken = taken.over(possible.pairs, possible) if assume else possible
        return Decided(self, orders, options, said, base, possible, taken, applying, kept == "all")

    def usual(self, decided: Decided) -> ColumnView:
        """Return the view of some orders over what is usual of what they do not say."""
        found = self._sayings.stood_in(decided.said, decided.possible, "usual", decided.base)
        return found.over(decided.pairs, decided.possible)

    def left(self, view: ColumnView) -> Array:
        """Return the rows of candidates that no exclusion rules out which is asked without reckoning anything."""
        out = view.lift(self._light.of(view), PAIR).low
        return np.flatnonzero(np.broadcast_to(True ^ out, len(view.pairs)))

    def stood_in(self, orders: Orders, how: StandIn) -> Mapping[str, Values]:
        """Return the columns of the given facts with what stands for what the orders do not say."""
        return self._sayings.found(orders, self.options.of(orders.quotes), how)

    # --- candidates ---------------------------------------------------------------------------------------------------
    def contestants(self, possible: ColumnView, taken: ColumnView, options: Options) -> Contestants:
        """Return the candidates of two views as they rank."""
        option = taken.pairs.option
        risks, favours = self._risks.of(taken), self._favours.of(taken)
        cost, lead = (spread_over_rows(taken, taken.ends(f"{path}.likely")) for path in ranked_by(self.program.pack))
        return Contestants(
            pairs=taken.pairs, pathway=options.pathway[option], place=options.place[option],
            excluded=spread_over_rows(taken, self._exclusions.of(taken)),
            find_surely=lambda: spread_over_rows(possible, self._exclusions.of(possible)).low,
            find_barred=lambda: spread_over_rows(taken, self._bars.of(taken)).low,
            at_risk=risks.holds, risk_open=risks.is_open, favours=favours.ends.low, risks=risks.ends.low,
            cost=cost.low, cost_known=cost.low == cost.high, lead=lead.low, lead_known=lead.low == lead.high,
            ends_of=lambda path: spread_over_rows(taken, taken.ends(path)),
        )  # fmt: skip

    # --- what can still become of them --------------------------------------------------------------------------------
    def proved(self, decided: Decided, view: ColumnView, doubtful: Array | None = None) -> Array:
        """Return of each order whether nothing in a view changes the pathway that wins. doubtful: the orders to look at, None all.

        What is no candidate is weighed last, and of each order first the options that upset the most orders so far: most proofs fail
        by one of these, and the others need not be weighed.
        """
        winner = decided.winning_pathway
        applying = self._candidacy.applying(view, decided.orders)
        stays = applying.surely(decided.pairs)
        found = self._hopeful(decided, stays, winner, doubtful)
        rows = np.flatnonzero(found[decided.pairs.order])
        found &= self._still(decided, view, decided.pairs.some(rows), stays[rows], winner)
        waiting = applying.beside(decided.pairs)
        waiting = waiting.some(np.flatnonzero(found[waiting.order]))
        over = (
            view.over(waiting, decided.possible.over(waiting)) if view is not decided.possible else view.over(waiting)
        )
        waiting = waiting.some(self.left(over)) if len(waiting) else waiting
        for most in (_FIRST, len(decided.options.options)) if len(waiting) else ():
            some = waiting.first_of_each(self.upsetting.order(waiting.option), most)
            asked = np.zeros(decided.orders.count, np.bool_)
            asked[some.order] = True
            again = self._still(
                decided, view, *_together((decided.pairs, stays), (some, applying.surely(some)), asked), winner
            )
            self.upsetting.note(some, asked & found & ~again)
            found &= again | ~asked
            waiting = waiting.some(np.flatnonzero(found[waiting.order]))
            if not len(waiting):
                break
        return found

    def surely_fits(self, decided: Decided) -> Array:
        """Return of each order whether something is a candidate and ruled out by nothing, whatever is still possible."""
        view = decided.possible
        stays = self._candidacy.applying(view, decided.orders).surely(decided.pairs)
        return decided.pairs.any(stays & ~spread_over_rows(view, self._exclusions.of(view)).high)

    def beside(self, decided: Decided, view: ColumnView) -> Pairs:
        """Return the options that are no candidates, but could become so in a view."""
        return self._candidacy.applying(view, decided.orders).beside(decided.pairs)

    def _hopeful(self, decided: Decided, stays: Array, winner: Array, doubtful: Array | None) -> Array:
        """Return of each order whether the pathway that wins has an option that surely stays, or none does."""
        own = stays & (decided.options.pathway[decided.pairs.option] == winner[decided.pairs.order])
        found = decided.pairs.any(own) | (winner == NOBODY)
        return found if doubtful is None else found & doubtful

    def _still(self, decided: Decided, view: ColumnView, pairs: Pairs, stays: Array, winner: Array) -> Array:
        """Return of each order whether its pathway wins, whatever becomes of some options."""
        possible = decided.possible.over(pairs)
        over = possible if view is decided.possible else view.over(pairs, possible)
        taken = decided.taken.over(pairs, possible)
        option = pairs.option
        risks, favours = self._risks.of(over), self._favours.of(over)
        cost, lead = (spread_over_rows(over, over.ends(f"{path}.likely")) for path in ranked_by(self.program.pack))
        own_cost, own_lead = (
            spread_over_rows(taken, taken.ends(f"{path}.likely")) for path in ranked_by(self.program.pack)
        )
        they = Prospects(
            pairs=pairs, pathway=decided.options.pathway[option], place=decided.options.place[option],
            excluded=spread_over_rows(over, self._exclusions.of(over)), risk_open=risks.is_open,
            favour_ends=favours.ends, risk_ends=risks.ends, cost_ends=cost, lead_ends=lead, stays=stays,
            cost_known=own_cost.low == own_cost.high, lead_known=own_lead.low == own_lead.high,
        )  # fmt: skip
        return self.contest.proved(they, winner)


Staying = tuple[Pairs, Array]
"""Orders with options, and whether each surely is a candidate."""


def _together(candidates: Staying, others: Staying, asked: Array) -> Staying:
    """Return the candidates of some orders, and options beside them."""
    (pairs, stays), (waiting, sure) = candidates, others
    own = np.flatnonzero(asked[pairs.order])
    order, option = (
        np.concatenate(both) for both in ((pairs.order[own], waiting.order), (pairs.option[own], waiting.option))
    )
    at = np.argsort(order, kind="stable")
    return Pairs(order[at], option[at], pairs.count), np.concatenate((stays[own], sure))[at]
