"""Where edits cannot matter: no rule that differs can hold, and no option that differs can be a candidate that is not ruled out anyway.

There the one pack and the other do the same, step for step, whatever either decides: the same option wins, at the same price.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from advisor.author.box import Bench
from advisor.author.edit import decides
from advisor.columnar.column import PAIR, Array, ChoiceColumn, NumberColumn, Values
from advisor.columnar.condition import any_of
from advisor.columnar.decide import Decided
from advisor.columnar.points import spread
from advisor.columnar.view import Pairs, View
from advisor.ir import Advise, Exclude, Option, Pack, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What differs between two packs. options: of which values differ; moved: those that come, go, or apply otherwise.

    facts: of the order, paths, of which other values are assumed. everywhere: an estimate, or what a fact is, differs: nothing is spared.
    """

    rules: frozenset[str]
    options: frozenset[str]
    moved: frozenset[str]
    facts: frozenset[str]
    everywhere: bool


def changed(before: Pack, after: Pack) -> Changed:
    """Return what differs between two packs and can decide."""
    rules = {
        name
        for name in {*before.rules, *after.rules}
        if decides(before.rules.get(name)) != decides(after.rules.get(name))
        and not all(isinstance(one.conclusion, Advise) for one in _both(before.rules, after.rules, name))
    }
    options = {
        name
        for name in {*before.options, *after.options}
        if decides(before.options.get(name)) != decides(after.options.get(name))
    }
    moved = {name for name in options if _candidacy(before.options.get(name)) != _candidacy(after.options.get(name))}
    return Changed(
        rules=frozenset(rules), options=frozenset(options - moved), moved=frozenset(moved),
        facts=frozenset(f"order.{name}" for name, one in after.facts.items() if decides(one) != decides(before.facts.get(name))),
        everywhere=_differ(before.estimates, after.estimates) or _differ(_bare(before), _bare(after)),
    )  # fmt: skip


def _both(one: object, other: object, name: str) -> Iterator[Rule]:
    for held in (one, other):
        found = held.get(name)  # type: ignore[attr-defined]  # both are mappings of rules
        if found is not None:
            yield found


def _candidacy(option: Option | None) -> object:
    return None if option is None else (option.pathway, option.process, option.generic, option.applies)


def _differ(one: object, other: object) -> bool:
    before, after = dict(one), dict(other)  # type: ignore[call-overload]  # both are mappings
    return before.keys() != after.keys() or any(decides(before[name]) != decides(after[name]) for name in before)


def _bare(pack: Pack) -> dict[str, object]:
    """Return the facts without what is assumed of those of an order."""
    return {
        name: replace(one, assume=None, usual=None) if one.of == "order" else one for name, one in pack.facts.items()
    }


def untouched(one: Bench, other: Bench, decided: tuple[Decided, Decided], what: Changed) -> Array:
    """Return of each box, decided by both packs with all candidates kept, whether what differs cannot matter in any of its orders."""
    count = decided[0].orders.count
    if what.everywhere:
        return np.zeros(count, np.bool_)
    found = _assumed_alike(*decided, what.facts)
    sides = [_Side(bench, own, what) for bench, own in zip((one, other), decided, strict=True)]
    for side in sides:
        found &= ~side.moved & ~side.of_order
    ids = {name: place for place, name in enumerate(sorted({*one.options, *other.options}))}
    keys = np.unique(np.concatenate([side.keys(side.touched, ids) for side in sides]))
    spared = np.ones(len(keys), np.bool_)
    for side in sides:
        spared &= np.isin(keys, side.excluded(keys, ids))
    found[keys[~spared] // max(1, len(ids))] = False
    return found


class _Side:
    """What the edits touch of some boxes in one pack."""

    def __init__(self, bench: Bench, decided: Decided, what: Changed) -> None:
        self._bench, self._view, self._options = bench, decided.possible, bench.options
        beside = bench.engine.beside(decided, decided.possible)
        pairs = _all(decided.pairs, beside)
        self.pairs, view = pairs, decided.possible.over(pairs)
        count = decided.orders.count
        self.of_order: Array = np.zeros(count, np.bool_)
        touched = np.isin(pairs.option, self._places(what.options))
        for rule in (rule for rule in bench.engine.rules if rule.id in what.rules):
            ends = view.of(bench.engine.graph.conditions[rule.id])
            if rule.scope == "option":
                touched = touched | np.broadcast_to(spread(view, ends).high, len(pairs)).astype(np.bool_)
            else:
                self.of_order = self.of_order | np.broadcast_to(ends.high, count).astype(np.bool_)
        self.touched = np.flatnonzero(touched)
        self.moved = pairs.any(np.isin(pairs.option, self._places(what.moved)))

    def _places(self, names: Iterable[str]) -> list[int]:
        wanted = set(names)
        return [place for place, name in enumerate(self._options) if name in wanted]

    def excluded(self, keys: Array, ids: dict[str, int]) -> Array:
        """Return those of some keys that are surely ruled out."""
        rows = np.flatnonzero(np.isin(self.keys(np.arange(len(self.pairs)), ids), keys))
        if not len(rows):
            return keys[:0]
        view = self._view.over(self.pairs.some(rows))
        return self.keys(rows[_surely_excluded(self._bench, view)], ids)

    def keys(self, rows: Array, ids: dict[str, int]) -> Array:
        """Return a number for each order and option of some rows, the same in both packs."""
        known = np.array([ids[name] for name in self._options], np.int64)
        return self.pairs.order[rows] * max(1, len(ids)) + known[self.pairs.option[rows]]


def _surely_excluded(bench: Bench, view: View) -> Array:
    graph = bench.engine.graph
    nodes = [graph.conditions[one.id] for one in bench.engine.rules if _excludes(one)]
    return np.broadcast_to(view.lift(any_of(view, nodes), PAIR).low, len(view.pairs)).astype(np.bool_)


def _excludes(rule: Rule) -> bool:
    return rule.scope == "option" and isinstance(rule.conclusion, Exclude)


def _all(one: Pairs, other: Pairs) -> Pairs:
    order, option = np.concatenate((one.order, other.order)), np.concatenate((one.option, other.option))
    place = np.argsort(order, kind="stable")
    return Pairs(order[place], option[place], one.count)


# --- what is assumed --------------------------------------------------------------------------------------------------
def _assumed_alike(one: Decided, other: Decided, paths: Iterable[str]) -> Array:
    """Return of each box whether both packs assume the same of facts of which they do not assume the same everywhere."""
    found = np.ones(one.orders.count, np.bool_)
    for path in paths:
        own, others = one.orders.facts.get(path), other.orders.facts.get(path)
        found &= False if own is None or others is None else _alike(own, others)
    return found


def _alike(one: Values, other: Values) -> Array:
    if isinstance(one, ChoiceColumn) and isinstance(other, ChoiceColumn):
        if one.values == other.values:
            return np.equal(one.codes, other.codes)
        same = np.array([[value == own for own in other.values] for value in one.values])
        return same[one.codes, other.codes]
    if isinstance(one, NumberColumn) and isinstance(other, NumberColumn):
        return np.equal(one.low, other.low) & np.equal(one.high, other.high) & np.equal(one.or_none, other.or_none)
    return False
