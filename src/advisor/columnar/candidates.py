"""Which options are candidates of which orders (advice.applicable), as rows of one long table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from advisor.columnar.column import Array
from advisor.columnar.graph import Graph
from advisor.columnar.orders import Orders
from advisor.columnar.view import Pairs, View
from advisor.ir import Option


@dataclass(frozen=True, slots=True)
class Applying:
    """Which of the pack's options apply to some orders, a row for each option and a column for each order, in one view.

    every, some: for every possible value, for any; generic ones that step aside do not. stays: no specific one may yet make it
    step aside.
    """

    every: Array
    some: Array
    stays: Array

    def surely(self, pairs: Pairs) -> Array:
        """Return of each row whether its option surely is a candidate; a quote is."""
        own = pairs.option < len(self.every)
        found = np.ones(len(pairs), np.bool_)
        order, option = pairs.order[own], pairs.option[own]
        found[own] = self.every[option, order] & self.stays[option, order]
        return found

    def beside(self, pairs: Pairs) -> Pairs:
        """Return the options that may be candidates and are not among these."""
        may = self.some.copy()
        own = pairs.option < len(may)
        may[pairs.option[own], pairs.order[own]] = False
        order, option = np.nonzero(may.T)
        return Pairs(order, option, pairs.count)


class Candidacy:
    """Finds the candidates of orders by one pack."""

    def __init__(self, graph: Graph) -> None:
        own = list(graph.program.pack.options.values())
        self._applies = [graph.applies[one.id] for one in own]
        self._own = own
        self._generic = np.array([one.generic for one in own])
        self._of_trade = np.array([one.id in graph.program.trades for one in own], np.bool_)
        pathways = np.array([one.pathway for one in own])
        self._of_pathway = {pathway: np.flatnonzero(pathways == pathway) for pathway in graph.program.pack.pathways}

    def applying(self, view: View, orders: Orders) -> Applying:
        """Return which options apply in a view."""
        count = orders.count
        every = np.zeros((len(self._own), count), np.bool_)
        some = np.zeros((len(self._own), count), np.bool_)
        for place, node in enumerate(self._applies):
            held = view.of(node)
            every[place], some[place] = held.low, held.high
        return Applying(every, some, self._stepped_aside(every, some, orders))

    def pairs(self, applying: Applying, orders: Orders) -> tuple[Pairs, Pairs]:
        """Return the candidates, by order, the quotes among them, and the options that could become candidates."""
        order, option = np.nonzero(applying.every.T)
        waiting, which = np.nonzero((applying.some & ~applying.every).T)
        return _with_quotes(order, option, orders, len(self._own)), Pairs(waiting, which, orders.count)

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
        """Let the options go whose pathway and process a quote has; return of each pathway which orders have a quote of it."""
        replaced: dict[str, Array] = {}
        for order, quote in zip(*orders.offers, strict=True):
            offer = orders.quotes[quote]
            alike = self._alike(offer)
            every[alike, order] = some[alike, order] = False
            replaced.setdefault(offer.pathway, np.zeros(orders.count, np.bool_))[order] = True
        return replaced

    def _alike(self, quote: Option) -> Sequence[int]:
        own = self._of_pathway[quote.pathway]
        return [place for place in own.tolist() if self._own[place].process == quote.process]


def _with_quotes(order: Array, option: Array, orders: Orders, known: int) -> Pairs:
    if not orders.quotes:
        return Pairs(order, option, orders.count)
    by, quote = orders.offers
    order, option = np.concatenate((order, by)), np.concatenate((option, quote + known))
    rows = np.argsort(order, kind="stable")
    return Pairs(order[rows], option[rows], orders.count)
