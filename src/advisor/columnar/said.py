"""What orders say, looked at over every possible value, as assumed or as usual; and what they share with those asked before.

An order is asked at many values of a fact or two, and of many orders most leave the same facts unsaid. What is made of facts that are
one value for all, and the same one as before, is kept from one asking to the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from advisor.columnar.column import CONSTANT, Array, ChoiceColumn, Column, Values
from advisor.columnar.graph import Graph
from advisor.columnar.orders import Options, Orders, unsaid_columns
from advisor.columnar.stand_in import stood_in_order
from advisor.columnar.view import ColumnView
from advisor.ir import FactType
from advisor.meaning import Program, StandIn, catch_alls

ALL = -1
"""The bits of all facts."""
_MOST_KEPT = 4
"""How many things that were said are kept."""
MOST_TURNED = 3
"""Of how many facts of one value what was said before may differ from what is shared with it."""


class Said(Struct, frozen=True, kw_only=True, dict=True):
    """What some orders say. facts, given: as of `Orders`, the unsaid ones among them."""

    facts: Mapping[str, Values]
    given: Mapping[str, tuple[Values, Array]]
    options: Options

    @cached_property
    def every(self) -> dict[str, Values]:
        """The column of each fact that is said, or not derived."""
        return {**self.facts, **{path: own for path, (own, _) in self.given.items()}}

    def unnamed(self, facts: Mapping[str, FactType], count: int) -> Array:
        """Return of each of so many orders whether what it is is none that is known (meaning.is_unnamed)."""
        found = np.zeros(count, np.bool_)
        for path, value in catch_alls(facts).items():
            column = self.every.get(path)
            if isinstance(column, ChoiceColumn) and value in column.values:
                found |= np.asarray(column.codes) == column.values.index(value)
        return found


class _Looked(Struct, frozen=True, kw_only=True, dict=True):
    """A view as one stands in for what is not said, and what then stands for each fact."""

    view: ColumnView
    found: Mapping[str, Values]


class Shared:
    """What some orders say that is one value for all, and the views of that."""

    def __init__(self, graph: Graph, said: Said) -> None:
        self._graph = graph
        self.said = said
        self.possible = _possible(graph, said)
        self._looked: dict[StandIn, _Looked] = {}

    def stood_in(self, how: StandIn) -> _Looked:
        """Return the view with what stands for what is not said."""
        if how not in self._looked:
            self._looked[how] = _stood_in(self._graph, self.said, self.possible, how)
        return self._looked[how]


class Base(Struct, frozen=True, kw_only=True, dict=True):
    """What orders share with others, and a bit for each fact in which they differ."""

    shared: Shared
    turned: int


class Sayings:
    """Looks at what orders say, by one pack."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._unsaid = unsaid_columns(graph.program.pack, frozenset(graph.program.derivers))
        self._kept: list[Shared] = []

    def of(self, orders: Orders, options: Options) -> tuple[Said, Base]:
        """Return what some orders say, and what they share with orders that were looked at before."""
        said = Said(facts={**self._unsaid, **orders.facts}, given=orders.given, options=options)
        one = {path: own for path, own in said.facts.items() if own.level == CONSTANT}
        given = {path: own for path, own in said.given.items() if own[0].level == CONSTANT and own[1] is True}
        constant = Said(facts={**self._unsaid, **one}, given=given, options=options)
        found = min(
            (kept for kept in self._kept if kept.said.options is options),
            key=lambda kept: _apart(constant, kept.said),
            default=None,
        )
        if found is None or _apart(constant, found.said) > MOST_TURNED:
            found = Shared(self._graph, constant)
        self._kept = [found, *(kept for kept in self._kept if kept is not found)][:_MOST_KEPT]
        return self._based(said, found)

    def _based(self, said: Said, shared: Shared) -> tuple[Said, Base]:
        """Return what is said in the very columns that are shared, and where it differs."""
        own = shared.said
        facts = {path: other if _is_one(one, other := own.facts[path]) else one for path, one in said.facts.items()}
        given = {
            path: own.given[path] if _is_given(one, own.given.get(path)) else one for path, one in said.given.items()
        }
        turned = 0
        for path, one in facts.items():
            if one is not own.facts[path]:
                turned |= self._graph.fact(path)
        for path in {**given, **own.given}:
            if given.get(path) is not own.given.get(path):
                turned |= self._graph.fact(path)
        return replace(said, facts=facts, given=given), Base(shared=shared, turned=turned)

    # --- looked at ------------------------------------------------------------------------------------------------------
    def possible(self, said: Said, base: Base) -> ColumnView:
        """Return the view over every possible value."""
        return _possible(self._graph, said, base)

    def stood_in(self, said: Said, possible: ColumnView, how: StandIn, base: Base) -> ColumnView:
        """Return the view with what stands for what is not said."""
        return _stood_in(self._graph, said, possible, how, base).view

    def found(self, orders: Orders, options: Options, how: StandIn) -> Mapping[str, Values]:
        """Return what stands for each given fact of some orders."""
        said, _ = self.of(orders, options)
        return stood_in_order(self._graph.program, said.every, how)


def _possible(graph: Graph, said: Said, base: Base | None = None) -> ColumnView:
    options = said.options
    return ColumnView(
        graph, {**said.facts, **options.columns}, {**said.given, **options.given}, base=options.view, anew=ALL,
        shared=None if base is None else base.shared.possible, turned=0 if base is None else base.turned,
    )  # fmt: skip


def _stood_in(graph: Graph, said: Said, possible: ColumnView, how: StandIn, base: Base | None = None) -> _Looked:
    before = None if base is None else base.shared.stood_in(how)
    known = None if base is None or before is None else (base.shared.said.every, before.found)
    found = stood_in_order(graph.program, said.every, how, known)
    vague = sum(graph.fact(path) for path in graph.program.guessed)
    for path, one in found.items():
        if not _is_same(one, said.every[path]):
            vague |= graph.fact(path)
    turned = 0 if base is None or before is None else _turned(graph, found, before.found, base.turned)
    options = said.options
    given = {path: (found[path], where) for path, (_, where) in said.given.items()}
    view = ColumnView(
        graph, {**{path: found[path] for path in said.facts}, **options.columns}, {**given, **options.given}, base=possible, anew=vague,
        stand_in=how, shared=None if before is None else before.view, turned=turned,
    )  # fmt: skip
    return _Looked(view=view, found=found)


def _turned(graph: Graph, found: Mapping[str, Values], before: Mapping[str, Values], turned: int) -> int:
    """Return a bit for each fact that is said, stood in for or guessed otherwise than before."""
    program: Program = graph.program
    for path, one in found.items():
        if one is not before.get(path):
            turned |= graph.fact(path)
    for path in program.guessed:
        if any(graph.facts(other) & turned for other in program.looked_up.get(path, ())):
            turned |= graph.fact(path)
    return turned


def _apart(one: Said, other: Said) -> int:
    """Return of how many facts of one value others say something else."""
    facts = sum(not _is_one(own, other.facts[path]) for path, own in one.facts.items())
    return facts + sum(
        not _is_given(one.given.get(path), other.given.get(path)) for path in {**one.given, **other.given}
    )


def _is_given(one: tuple[Values, Array] | None, other: tuple[Values, Array] | None) -> bool:
    if one is None or other is None:
        return one is other
    return one[1] is True and other[1] is True and _is_one(one[0], other[0])


def _is_one(one: Values, other: Values) -> bool:
    """Return whether both are the same one value for all rows."""
    return one is other or (one.level == CONSTANT and other.level == CONSTANT and one == other)


def _is_same(one: Column, own: Column) -> bool:
    """Return whether what is assumed is what is known anyway."""
    if isinstance(one, ChoiceColumn) and isinstance(own, ChoiceColumn):
        return one is own or (one.values == own.values and np.array_equal(one.codes, own.codes))
    return one is own or (one.level == CONSTANT and one == own)
