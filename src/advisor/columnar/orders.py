"""Many orders as columns, and the options they may be made by."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace

from advisor import estimate
from advisor.columnar.column import (
    CONSTANT,
    OPTION,
    ORDER,
    Array,
    ChoiceColumn,
    Column,
    NumberColumn,
    Values,
    column,
    either_column,
    number_column,
    take,
)
from advisor.columnar.graph import Graph
from advisor.columnar.view import ColumnView
from advisor.ir import Derive, Option, Pack, Possible
from advisor.trace import Order


class Orders(Struct, frozen=True, kw_only=True):
    """Orders, a row each.

    facts: path -> what is possible, for facts that no rule derives; one that is not in it is unsaid in every row. given: facts
    that rules may derive, and in which rows they are given. quotes: the quotes of all, each once; offers: which order has
    which of them, as two arrays, ascending by order.
    """

    count: int
    facts: Mapping[str, Values] = field(default_factory=dict)
    given: Mapping[str, tuple[Values, Array]] = field(default_factory=dict)
    quotes: tuple[Option, ...] = ()
    offers: tuple[Array, Array] = (np.zeros(0, np.int64), np.zeros(0, np.int64))

    def take(self, rows: Array) -> Orders:
        """Return the orders of these rows, in this order, with the quotes that they have."""
        facts = {path: take(one, rows) for path, one in self.facts.items()}
        given = {path: (take(one, rows), _taken(said, rows)) for path, (one, said) in self.given.items()}
        found = replace(self, count=len(rows), facts=facts, given=given)
        return found if not self.quotes else self._with_quotes(found, rows)

    def _with_quotes(self, found: Orders, rows: Array) -> Orders:
        """Return the orders with the offers of these rows of this one's."""
        order, quote = self.offers
        begin, end = np.searchsorted(order, rows), np.searchsorted(order, rows, "right")
        counts = end - begin
        places = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts - begin, counts)
        of, which = np.repeat(np.arange(len(rows)), counts), quote[places]
        used, codes = np.unique(which, return_inverse=True)
        if len(used) == len(self.quotes):
            return replace(found, offers=(of, which))
        return replace(found, quotes=tuple(self.quotes[one] for one in used), offers=(of, codes))

    def with_fact(self, pack: Pack, path: str, values: Sequence[Possible] | Array, rows: Array | None = None) -> Orders:
        """Return the orders with another value of a fact, in each row or in these. values: possible ones, or an array of whole numbers."""
        found = number_column(ORDER, values, values) if isinstance(values, np.ndarray) else column(values, ORDER)
        if not isinstance(found, NumberColumn | ChoiceColumn):
            raise TypeError(f"`{path}` is no fact of an order")
        said: Array = True
        is_derived = path in derived_paths(pack)
        if rows is not None:
            fact = pack.facts[path.removeprefix("order.")]
            before, said = self.given.get(path, (None, False)) if is_derived else (self.facts.get(path), True)
            own = before or column([fact.domain], ORDER)
            found, is_laid = _laid(own, found, rows, self.count)  # type: ignore[arg-type]  # of one fact of an order both
            said = said | is_laid
        if is_derived:
            return replace(self, given={**self.given, path: (found, said)})
        return replace(self, facts={**self.facts, path: found})


def _laid(own: Values, other: Values, rows: Array, count: int) -> tuple[Values, Array]:
    """Return one column with some rows of another, and which those are."""
    is_laid = np.zeros(count, np.bool_)
    is_laid[rows] = True
    place = np.zeros(count, np.int64)
    place[rows] = np.arange(len(rows))
    return either_column(own, take(other, place), is_laid, ORDER), is_laid


def _taken(said: Array, rows: Array) -> Array:
    return said if isinstance(said, bool) else said.take(rows)


def derived_paths(pack: Pack) -> Collection[str]:
    """Return the paths of the facts that rules derive."""
    return {rule.conclusion.path for rule in pack.rules.values() if isinstance(rule.conclusion, Derive)}


def orders_of(pack: Pack, orders: Sequence[Order]) -> Orders:
    """Return orders as columns, quotes included."""
    derived = derived_paths(pack)
    facts: dict[str, Values] = {}
    given: dict[str, tuple[Values, Array]] = {}
    for fact in pack.facts.values():
        path = f"order.{fact.name}"
        if fact.of != "order" or not any(path in order.given for order in orders):
            continue
        unsaid = fact.domain
        found = column([order.given.get(path, unsaid) for order in orders], ORDER)
        if not isinstance(found, NumberColumn | ChoiceColumn):
            raise TypeError(f"`{path}` is no fact of an order")
        if path in derived:
            said = np.array([path in order.given for order in orders])
            given[path] = (found, True if said.all() else said)
        else:
            facts[path] = found
    quotes = tuple(quote for order in orders for quote in order.quotes)
    counts = [len(order.quotes) for order in orders]
    offers = (np.repeat(np.arange(len(orders)), counts), np.arange(len(quotes)))
    return Orders(count=len(orders), facts=facts, given=given, quotes=quotes, offers=offers)


def repeated(pack: Pack, order: Order, count: int) -> Orders:
    """Return so many rows of one order, its quotes included."""
    one = orders_of(pack, [order])
    offers = (np.repeat(np.arange(count), len(one.quotes)), np.tile(np.arange(len(one.quotes)), count))
    return replace(one, count=count, offers=offers)


def unsaid_columns(pack: Pack, derived: Collection[str]) -> dict[str, Values]:
    """Return what is possible of each fact of an order while nobody says it."""
    found = {}
    for path, value in estimate.unknown_order(pack, frozenset(derived)).items():
        one = column([value], CONSTANT)
        if isinstance(one, NumberColumn | ChoiceColumn):
            found[path] = one
    return found


# --- options ----------------------------------------------------------------------------------------------------------
class Options(Struct, frozen=True, kw_only=True, dict=True):
    """The options of a pack, and quotes after them.

    view: what is made of options alone. place: of each one's id among all ids, in their order; pathway: its number.
    """

    options: tuple[Option, ...]
    columns: Mapping[str, Column]
    given: Mapping[str, tuple[Values, Array]]
    view: ColumnView
    place: Array
    pathway: Array


class OptionReader:
    """Makes options into columns; those of a pack once."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.pack = graph.program.pack
        self._derived = frozenset(path for path in graph.program.derivers if path.startswith("option."))
        self._own = tuple(self.pack.options.values())
        self._memories = [estimate.option_memory(one) for one in self._own]
        self._pathways = {pathway: place for place, pathway in enumerate(self.pack.pathways)}
        self._bare = self._read(self._own, self._memories)
        self._last: tuple[tuple[Option, ...], Options] = ((), self._bare)

    def of(self, quotes: tuple[Option, ...]) -> Options:
        """Return the pack's options with some quotes after them."""
        if quotes is not self._last[0] and quotes != ():
            memories = [*self._memories, *map(estimate.option_memory, quotes)]
            self._last = (quotes, self._read((*self._own, *quotes), memories))
        return self._last[1] if quotes else self._bare

    def _read(self, options: tuple[Option, ...], memories: Sequence[Mapping[str, Possible]]) -> Options:
        columns: dict[str, Column] = {}
        given: dict[str, tuple[Values, Array]] = {}
        for path in dict.fromkeys(path for memory in memories for path in memory):
            values = [memory.get(path) for memory in memories]
            known = [value for value in values if value is not None]
            found = column([known[0] if value is None else value for value in values], OPTION)
            if path in self._derived and isinstance(found, NumberColumn | ChoiceColumn):
                said = np.array([value is not None for value in values])
                given[path] = (found, True if said.all() else said)
            else:
                columns[path] = found
        ids = [one.id for one in options]
        place = np.empty(len(ids), np.int64)
        place[sorted(range(len(ids)), key=lambda index: ids[index])] = np.arange(len(ids))
        pathway = np.array([self._pathways[one.pathway] for one in options], np.int64)
        view = ColumnView(self._graph, columns, given)
        return Options(options=options, columns=columns, given=given, view=view, place=place, pathway=pathway)
