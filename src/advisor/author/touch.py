"""Where edits cannot matter: no rule that differs can hold, and no option that differs can be a candidate that is not ruled out anyway.

There the one pack and the other do the same, step for step, whatever either decides: the same option wins, at the same price.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from advisor import meaning
from advisor.author.box import Bench
from advisor.author.pack_edit import decides, renamed
from advisor.columnar.column import PAIR, Array, ChoiceColumn, NumberColumn, Values
from advisor.columnar.condition_columns import any_holds
from advisor.columnar.decide import Decided
from advisor.columnar.point_columns import spread_over_rows
from advisor.columnar.view import ColumnView, Pairs
from advisor.ir import Advise, Derive, Exclude, Kind, OneOf, Option, Pack, Rule
from advisor.ranking import ranked_by

_OPEN_CHOICES: Mapping[Kind, Mapping[str, Any]] = {Kind.CHOICE: {"domain": OneOf(()), "choice_groups": {}}}


class Changed(Struct, frozen=True, kw_only=True):
    """What differs between two packs. rules: of which conditions or conclusion differ; alike: those of them that conclude the same.

    options: of which values differ that their price, time or points are made from; asked: rules -> options of which another value differs
    that the rule asks for; moved: options that come, go, or apply otherwise. facts: of the order, paths, of which other values are
    assumed, or other choices possible. everywhere: an estimate, or what a fact is, differs: nothing is spared.
    """

    rules: frozenset[str]
    alike: frozenset[str]
    options: frozenset[str]
    asked: Mapping[str, frozenset[str]]
    moved: frozenset[str]
    facts: frozenset[str]
    everywhere: bool

    def __bool__(self) -> bool:
        """Return whether anything differs that can decide."""
        return bool(self.rules or self.options or self.asked or self.moved or self.facts or self.everywhere)


def changed(before: Pack, after: Pack) -> Changed:
    """Return what differs between two packs and can decide."""
    again = renamed(before, after)
    rules = {
        name
        for name in {*before.rules, *after.rules} - {*again, *again.values()}
        if decides(before.rules.get(name)) != decides(after.rules.get(name))
        and not all(isinstance(one.conclusion, Advise) for one in _both(before.rules, after.rules, name))
    }
    options = {
        name
        for name in {*before.options, *after.options}
        if decides(before.options.get(name)) != decides(after.options.get(name))
    }
    moved = {name for name in options if _candidacy(before.options.get(name)) != _candidacy(after.options.get(name))}
    priced, asked = _by_values(before, after, options - moved)
    return Changed(
        rules=frozenset(rules), alike=frozenset(name for name in rules if _concludes_alike(before, after, name)),
        options=priced, asked=asked, moved=frozenset(moved),
        facts=frozenset(f"order.{name}" for name, one in after.facts.items() if decides(one) != decides(before.facts.get(name))),
        everywhere=_differ(before.estimates, after.estimates) or _differ(_bare(before), _bare(after)),
    )  # fmt: skip


def _by_values(before: Pack, after: Pack, names: Iterable[str]) -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """Return the options of which a value differs that price, time or points are made from, and the rules that ask for others, each with its options."""
    priced, asked = set[str](), dict[str, set[str]]()
    for name in names:
        one, other = before.options[name].values, after.options[name].values
        paths = {path for path in {*one, *other} if one.get(path) != other.get(path)}
        for pack in (before, after):
            made = meaning.inputs(pack)
            if not paths.isdisjoint(meaning.origins(ranked_by(pack), made)):
                priced.add(name)
            for rule in (rule for rule in pack.rules.values() if rule.scope == "option"):
                points = () if isinstance(rule.conclusion, Derive) else meaning.conclusion_expressions(rule)
                if not paths.isdisjoint(meaning.origins(meaning.reads(*points), made)):
                    priced.add(name)
                if not paths.isdisjoint(meaning.origins(meaning.rule_reads(rule), made)):
                    asked.setdefault(rule.id, set()).add(name)
    return frozenset(priced), {rule: frozenset(several) for rule, several in asked.items()}


def _concludes_alike(before: Pack, after: Pack, name: str) -> bool:
    one, other = before.rules.get(name), after.rules.get(name)
    return one is not None and other is not None and (one.scope, one.conclusion) == (other.scope, other.conclusion)


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
    """Return the facts without what is assumed of those of an order, and which choices they have: each box tells what it says of them."""
    return {
        name: replace(one, assume=None, usual=None, **_OPEN_CHOICES.get(one.kind, {})) if one.of == "order" else one
        for name, one in pack.facts.items()
    }


def untouched(one: Bench, other: Bench, decided: tuple[Decided, Decided], what: Changed) -> Array:
    """Return of each box, decided by both packs with all candidates kept, whether what differs cannot matter in any of its orders."""
    count = decided[0].orders.count
    if what.everywhere:
        return np.zeros(count, np.bool_)
    found = _assumed_alike(*decided, what.facts)
    sides = [_Side(bench, own) for bench, own in zip((one, other), decided, strict=True)]
    for side in sides:
        found &= ~side.pairs.any(np.isin(side.pairs.option, side.places(what.moved)))
    for rule in what.rules:
        found &= ~_differs(*(side.of_order(rule) for side in sides), is_alike=rule in what.alike)
    ids = {name: place for place, name in enumerate(sorted({*one.options, *other.options}))}
    keys = _touched(sides, what, ids)
    spared = np.ones(len(keys), np.bool_)
    for side in sides:
        spared &= np.isin(keys, side.excluded(keys, ids))
    found[keys[~spared] // max(1, len(ids))] = False
    return found


def _touched(sides: Sequence[_Side], what: Changed, ids: dict[str, int]) -> Array:
    """Return the numbers of the orders and options that an edit can matter to, as far as they are no less ruled out than before."""
    found = [side.keys(side.of(what.options), ids) for side in sides]
    for rule in {*what.rules, *what.asked}:
        options = None if rule in what.rules else what.asked[rule]
        rows = [side.of_pairs(rule, options) for side in sides]
        may = np.concatenate([side.keys(own, ids) for side, (own, _) in zip(sides, rows, strict=True)])
        sure = [side.keys(own, ids) for side, (_, own) in zip(sides, rows, strict=True)]
        is_alike = rule in what.alike or rule not in what.rules
        found.append(np.setdiff1d(may, np.intersect1d(*sure)) if is_alike else may)
    return np.unique(np.concatenate(found))


class _Side:
    """Some boxes in one pack, with all that could be a candidate in any of their orders."""

    def __init__(self, bench: Bench, decided: Decided) -> None:
        self._bench, self._view, self._options = bench, decided.possible, bench.options
        self.pairs = all_pairs(bench, decided)
        self._over, self._count = decided.possible.over(self.pairs), decided.orders.count
        self._rules = {rule.id: rule for rule in bench.engine.rules}

    def of(self, options: Iterable[str]) -> Array:
        """Return the rows of some options."""
        return np.flatnonzero(np.isin(self.pairs.option, self.places(options)))

    def of_order(self, name: str) -> tuple[Array, Array]:
        """Return of each box whether a rule that is asked of orders may hold, and surely holds."""
        rule = self._rules.get(name)
        if rule is None or rule.scope == "option":
            return (np.zeros(self._count, np.bool_),) * 2
        ends = self._over.of(self._bench.engine.graph.conditions[name])
        may, sure = (np.broadcast_to(end, self._count).astype(np.bool_) for end in (ends.high, ends.low))
        return may, sure

    def of_pairs(self, name: str, options: Iterable[str] | None) -> tuple[Array, Array]:
        """Return the rows of which a rule that is asked of options may hold, and surely holds. options: which of them, None all."""
        rule = self._rules.get(name)
        if rule is None or rule.scope != "option":
            return (np.zeros(0, np.int64),) * 2
        ends = spread_over_rows(self._over, self._over.of(self._bench.engine.graph.conditions[name]))
        own = True if options is None else np.isin(self.pairs.option, self.places(options))
        may, sure = (
            np.flatnonzero(np.broadcast_to(end, len(self.pairs)).astype(np.bool_) & own)
            for end in (ends.high, ends.low)
        )
        return may, sure

    def places(self, names: Iterable[str]) -> list[int]:
        wanted = set(names)
        return [place for place, name in enumerate(self._options) if name in wanted]

    def excluded(self, keys: Array, ids: dict[str, int]) -> Array:
        """Return those of some keys that are surely ruled out."""
        rows = np.flatnonzero(np.isin(self.keys(np.arange(len(self.pairs)), ids), keys))
        if not len(rows):
            return keys[:0]
        view = self._view.over(self.pairs.some(rows))
        return self.keys(rows[surely_excluded(self._bench, view)], ids)

    def keys(self, rows: Array, ids: dict[str, int]) -> Array:
        """Return a number for each order and option of some rows, the same in both packs."""
        known = np.array([ids[name] for name in self._options], np.int64)
        return self.pairs.order[rows] * max(1, len(ids)) + known[self.pairs.option[rows]]


def _differs(one: tuple[Array, Array], other: tuple[Array, Array], *, is_alike: bool) -> Array:
    """Return of each box whether a rule may hold in one of two packs, unless it concludes the same in both and surely holds in both."""
    may = one[0] | other[0]
    return may & ~(one[1] & other[1]) if is_alike else may


def surely_excluded(bench: Bench, view: ColumnView) -> Array:
    """Return of each row of a view whether it is ruled out in every order."""
    graph = bench.engine.graph
    nodes = [graph.conditions[one.id] for one in bench.engine.rules if _excludes(one)]
    return np.broadcast_to(view.lift(any_holds(view, nodes), PAIR).low, len(view.pairs)).astype(np.bool_)


def _excludes(rule: Rule) -> bool:
    return rule.scope == "option" and isinstance(rule.conclusion, Exclude)


def all_pairs(bench: Bench, decided: Decided) -> Pairs:
    """Return all that may be a candidate in any order of some boxes, of which all candidates are kept."""
    one, other = decided.pairs, bench.engine.beside(decided, decided.possible)
    order, option = np.concatenate((one.order, other.order)), np.concatenate((one.option, other.option))
    place = np.argsort(order, kind="stable")
    return Pairs(order[place], option[place], one.count)


# --- what is assumed --------------------------------------------------------------------------------------------------
def _assumed_alike(one: Decided, other: Decided, paths: Iterable[str]) -> Array:
    """Return of each box whether both packs assume the same of facts of which they do not assume the same everywhere."""
    found = np.ones(one.orders.count, np.bool_)
    for path in paths:
        own, others = one.orders.facts.get(path), other.orders.facts.get(path)
        found &= False if own is None or others is None else alike(own, others)
    return found


def alike(one: Values, other: Values) -> Array:
    """Return of each row whether two columns of one fact say the same."""
    if isinstance(one, ChoiceColumn) and isinstance(other, ChoiceColumn):
        if one.values == other.values:
            return np.equal(one.codes, other.codes)
        same = np.array([[value == own for own in other.values] for value in one.values])
        return same[one.codes, other.codes]
    if isinstance(one, NumberColumn) and isinstance(other, NumberColumn):
        return np.equal(one.low, other.low) & np.equal(one.high, other.high) & np.equal(one.or_none, other.or_none)
    return False
