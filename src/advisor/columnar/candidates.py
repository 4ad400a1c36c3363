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
class Candidates:
    """The candidates, whether each surely stays one, and the options that could become candidates."""

    pairs: Pairs
    stays: Array
    waiting: Pairs


class Candidacy:
    """Finds the candidates of orders by one pack."""

    def __init__(self, graph: Graph) -> None:
        own = list(graph.program.pack.options.values())
        self._applies = [graph.applies[one.id] for one in own]
        self._own = own
        self._generic = np.array([one.generic for one in own])
        pathways = np.array([one.pathway for one in own])
        self._of_pathway = {pathway: np.flatnonzero(pathways == pathway) for pathway in graph.program.pack.pathways}

    def of(self, view: View, orders: Orders) -> Candidates:
        """Return the candidates of some orders, by order. Those that wait are as far as the pack's options are known."""
        count = orders.count
        every = np.zeros((len(self._own), count), np.bool_)
        some = np.zeros((len(self._own), count), np.bool_)
        for place, node in enumerate(self._applies):
            held = view.of(node)
            every[place], some[place] = held.low, held.high
        stays = self._stepped_aside(every, some, orders)
        is_in, waits = every.T, (some & ~every).T
        order, option = np.nonzero(is_in)
        sure = stays.T[order, option] if not stays.all() else np.ones(len(order), np.bool_)
        pairs, stays = _with_quotes(order, option, sure, orders, len(self._own))
        order, option = np.nonzero(waits)
        return Candidates(pairs, stays, Pairs(order, option, count))

    def _stepped_aside(self, every: Array, some: Array, orders: Orders) -> Array:
        """Let options go that a quote replaces, and generic ones where a specific one applies; return which surely stay."""
        stays = np.ones(every.shape, np.bool_)
        replaced = self._replaced(every, some, orders)
        for pathway, own in self._of_pathway.items():
            generic = own[self._generic[own]]
            specific = own[~self._generic[own]]
            if not len(generic):
                continue
            aside = every[specific].any(axis=0) | replaced.get(pathway, False)
            stays[generic] = ~(some[specific] & ~every[specific]).any(axis=0)
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


def _with_quotes(order: Array, option: Array, stays: Array, orders: Orders, known: int) -> tuple[Pairs, Array]:
    if not orders.quotes:
        return Pairs(order, option, orders.count), stays
    by, quote = orders.offers
    order, option = np.concatenate((order, by)), np.concatenate((option, quote + known))
    stays = np.concatenate((stays, np.ones(len(by), np.bool_)))
    rows = np.argsort(order, kind="stable")
    return Pairs(order[rows], option[rows], orders.count), stays[rows]
