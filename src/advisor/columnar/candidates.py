"""Which options are candidates of which orders (advice.applicable), as rows of one long table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from advisor.columnar.column import CONSTANT, Array, Ends
from advisor.columnar.condition_columns import anywhere
from advisor.columnar.graph import Graph, GraphNode
from advisor.columnar.orders import Orders
from advisor.columnar.steady import Steady
from advisor.columnar.view import ColumnView, Pairs
from advisor.ir import Option


class Applying(Struct, frozen=True):
    """Which of the pack's options apply to some orders in one view, a row for each option, and a column for each order or one for all.

    every, some: for every possible value, for any; generic ones that step aside do not. stays: no specific one may yet make it
    step aside. count: of the orders.
    """

    every: Array
    some: Array
    stays: Array
    count: int

    def surely(self, pairs: Pairs) -> Array:
        """Return of each row whether its option surely is a candidate; a quote is."""
        own = pairs.option < len(self.every)
        found = np.ones(len(pairs), np.bool_)
        order, option = pairs.order[own], pairs.option[own]
        if self.every.shape[1] != self.count:
            order = 0
        found[own] = self.every[option, order] & self.stays[option, order]
        return found

    def beside(self, pairs: Pairs) -> Pairs:
        """Return the options that may be candidates and are not among these."""
        may = np.array(np.broadcast_to(self.some, (len(self.some), self.count)))
        own = pairs.option < len(may)
        may[pairs.option[own], pairs.order[own]] = False
        return _pairs(may, pairs.count)

    @property
    def candidates(self) -> Pairs:
        """The options that apply, by order."""
        return _pairs(self.every, self.count)

    @property
    def waiting(self) -> Pairs:
        """The options that could become candidates, by order."""
        return _pairs(self.some & ~self.every, self.count)


def _pairs(held: Array, count: int) -> Pairs:
    """Return the orders and options of which something holds."""
    if held.shape[1] == count:
        order, option = np.nonzero(held.T)
        return Pairs(order, option, count)
    option = np.flatnonzero(held)
    return Pairs(np.repeat(np.arange(count), len(option)), np.tile(option, count), count)


_Held = tuple[Sequence[int], Ends]
"""Places of options, and whether each of them applies."""


class Candidacy:
    """Finds the candidates of orders by one pack."""

    def __init__(self, graph: Graph) -> None:
        own = list(graph.program.pack.options.values())
        self._own = own
        places: dict[GraphNode, list[int]] = {}
        for place, one in enumerate(own):
            places.setdefault(graph.applies[one.id], []).append(place)
        self._applies = Steady([*places.items()], lambda one: one[0].facts, _held)
        self._generic = np.array([one.generic for one in own])
        self._of_trade = np.array([one.id in graph.program.trades for one in own], np.bool_)
        pathways = np.array([one.pathway for one in own])
        self._of_pathway = {pathway: np.flatnonzero(pathways == pathway) for pathway in graph.program.pack.pathways}

    def applying(self, view: ColumnView, orders: Orders) -> Applying:
        """Return which options apply in a view."""
        told = [one for several in self._applies.of(view) for one in several]
        is_one = not orders.quotes and all(held.level == CONSTANT for _, held in told)
        shape = len(self._own), 1 if is_one else orders.count
        every, some = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
        for places, held in told:
            if anywhere(held.high):
                every[places], some[places] = held.low, held.high
        return Applying(every, some, self._stepped_aside(every, some, orders), orders.count)

    def pairs(self, applying: Applying, orders: Orders) -> Pairs:
        """Return the candidates, by order, the quotes among them."""
        return _with_quotes(applying.candidates, orders, len(self._own))

    def _stepped_aside(self, every: Array, some: Array, orders: Orders) -> Array:
        """Let options go that a quote replaces, and generic ones where a specific one applies (applicable); return which surely stay."""
        stays = np.ones(every.shape, np.bool_)
        replaced = self._replaced(every, some, orders)
        is_aside = every[self._of_trade].any(axis=0)
        may_be_aside = (some[self._of_trade] & ~every[self._of_trade]).any(axis=0)
        for pathway, own in self._of_pathway.items():
            generic = own[self._generic[own]]
            specific = own[~self._generic[own]]
            if not len(generic):
                continue
            aside = is_aside | every[specific].any(axis=0) | replaced.get(pathway, False)
            stays[generic] = ~(may_be_aside | (some[specific] & ~every[specific]).any(axis=0))
            every[generic] &= ~aside
            some[generic] &= ~aside
        return stays

    def _replaced(self, every: Array, some: Array, orders: Orders) -> dict[str, Array]:
        """Let the options go that a quote is alike; return of each pathway which orders have a quote of it."""
        replaced: dict[str, Array] = {}
        for order, quote in zip(*orders.offers, strict=True):
            offer = orders.quotes[quote]
            alike = self._alike(offer)
            every[alike, order] = some[alike, order] = False
            replaced.setdefault(offer.pathway, np.zeros(orders.count, np.bool_))[order] = True
        return replaced

    def _alike(self, quote: Option) -> Sequence[int]:
        own = self._of_pathway[quote.pathway]
        return [place for place in own.tolist() if self._own[place].is_alike(quote)]


def _held(view: ColumnView, several: Sequence[tuple[GraphNode, Sequence[int]]]) -> Sequence[_Held]:
    return [(places, view.of(node)) for node, places in several]


def _with_quotes(found: Pairs, orders: Orders, known: int) -> Pairs:
    if not orders.quotes:
        return found
    by, quote = orders.offers
    order, option = np.concatenate((found.order, by)), np.concatenate((found.option, quote + known))
    rows = np.argsort(order, kind="stable")
    return Pairs(order[rows], option[rows], orders.count)
