"""Things asked of views, of which those that hang on nothing in which orders differ are asked once for all that share the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from advisor.columnar.column import Ends
from advisor.columnar.condition_columns import NOWHERE, any_holds, either
from advisor.columnar.graph import GraphNode
from advisor.columnar.view import ColumnView

Thing = TypeVar("Thing")
_Told = TypeVar("_Told")
_MOST_KEPT = 64
"""For how many sets of facts that differ it is kept what hangs on none of them."""


class Steady(Generic[Thing, _Told]):
    """Some things that are asked together. facts: tells of what one is made, a bit for each; ask: asks some of them of a view."""

    def __init__(
        self,
        things: Sequence[Thing],
        facts: Callable[[Thing], int],
        ask: Callable[[ColumnView, Sequence[Thing]], _Told],
    ) -> None:
        self._things = [(one, facts(one)) for one in things]
        self._all = tuple(things)
        self._ask = ask
        self._kept: WeakKeyDictionary[ColumnView, dict[int, tuple[_Told, tuple[Thing, ...]]]] = WeakKeyDictionary()

    def of(self, view: ColumnView) -> Iterator[_Told]:
        """Yield what is told of all: of those that hang on nothing that turned, if the view shares any, then of the others."""
        if view.shared is None:
            yield self._ask(view, self._all)
            return
        kept = self._kept.setdefault(view.shared, {})
        if view.turned not in kept:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            steady = [one for one, facts in self._things if not facts & view.turned]
            turned = tuple(one for one, facts in self._things if facts & view.turned)
            kept[view.turned] = self._ask(view.shared, steady), turned
        told, turned = kept[view.turned]
        yield told
        if turned:
            yield self._ask(view, turned)


class AnyOf:
    """Kleene's or of some nodes."""

    def __init__(self, nodes: Sequence[GraphNode]) -> None:
        self._nodes = Steady(nodes, lambda node: node.facts, any_holds)

    def of(self, view: ColumnView) -> Ends:
        """Return what the nodes come to in a view."""
        found = NOWHERE
        for told in self._nodes.of(view):
            level = found.level | told.level
            found = either(view.lift(found, level), view.lift(told, level))
        return found
