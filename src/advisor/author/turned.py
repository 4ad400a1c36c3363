"""Orders on either side of where a rule turns: one of a pack's own orders for which it holds, or nearly, with one fact said otherwise.

A number is said at each value at which the rule begins or ceases to hold of some candidate, found by halving whatever its condition is
made of; a choice and a set at each value that is asked (`profile`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from zlib import crc32

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from advisor import ir
from advisor.advice import Advisor
from advisor.analysis.blocks import in_blocks
from advisor.author.equal import Equal
from advisor.author.mistake_row import PROCESS
from advisor.author.mutant import Mutant
from advisor.author.profile import LONGEST, TOPS, given_facts, read_by, values_asked, values_that_turn
from advisor.columnar import orders_of
from advisor.columnar.column import Array
from advisor.columnar.decide import Decided
from advisor.columnar.point_columns import spread_over_rows
from advisor.meaning.path import name_in
from advisor.trace import Advice, Order

BASES = 3
"""From how many orders for which a rule holds its turns are looked for."""
_GRID = 24
MOST_PAIRED = 12
_MOST_OPTIONS = 6
_MOST_VALUES = 40
_ROWS = 4_096


class _Line(Struct, frozen=True):
    """An order in which one number is said anew, and the rule that is watched meanwhile."""

    rule: str
    base: Order
    path: str

    def at(self, value: int) -> Order:
        return _said(self.base, self.path, ir.Numbers(value, value))


def _said(base: Order, path: str, value: ir.Possible) -> Order:
    """Return an order that says one fact otherwise."""
    return replace(base, given={**base.given, path: value})


def turned(advisor: Advisor, bases: Bases, mutants: Sequence[Mutant]) -> Iterator[Order]:
    """Yield orders at the turns of what mutants replace; any order may come more than once."""
    given = given_facts(advisor.pack)
    lines: dict[tuple[str, int, str], _Line] = {}
    for rule in (rule for one in mutants for rule in one.rules.values()):
        for base in bases.holding(rule.id):
            yield base
            for path in read_by(advisor.pack, [advisor.pack.rules[rule.id], rule], []):
                yield from (_said(base, path, value) for value in _values(given[path], rule))
                if isinstance(given[path].domain, ir.Numbers) and rule.scope != "advice":
                    lines[rule.id, id(base), path] = _Line(rule.id, base, path)
    for name in dict.fromkeys(name for one in mutants for name in one.options):
        several = [one.options[name] for one in mutants if name in one.options]
        for base in bases.best(name):
            yield from _of_row(advisor.pack, base, [advisor.pack.options[name], *several], given)
    yield from _halved(advisor, [*lines.values()], given)


def pairs_turned(advisor: Advisor, bases: Bases, mutants: Sequence[Mutant]) -> Iterator[Order]:
    """Yield orders in which two facts that a mutant's rules read are said otherwise at once."""
    given = given_facts(advisor.pack)
    for rule in {rule.id: rule for one in mutants for rule in one.rules.values()}.values():
        paths = read_by(advisor.pack, [advisor.pack.rules[rule.id], rule], [])
        for base in bases.holding(rule.id)[:1]:
            for one, other in combinations(paths, 2):
                values = ([*dict.fromkeys(_values(given[path], rule))][:MOST_PAIRED] for path in (one, other))
                yield from (_said(_said(base, one, a), other, b) for a, b in product(*values))


def options_turned(advisor: Advisor, bases: Bases, mutants: Sequence[Mutant]) -> Iterator[Order]:
    """Yield orders in which an option of which a mutant's rule says another thing is likely the best of its pathway, with a fact or two said otherwise."""
    given, equal = given_facts(advisor.pack), Equal(advisor)
    for mutant in mutants:
        options = [one for one in equal.options_told(mutant) if bases.best(one.id)]
        for rule in mutant.rules.values() if mutant.rules else ():
            paths = read_by(advisor.pack, [advisor.pack.rules[rule.id], rule], [])
            for base in (bases.best(one.id)[0] for one in options[:: -(-len(options) // _MOST_OPTIONS) or 1]):
                values = {path: [*dict.fromkeys(_values(given[path], rule))] for path in paths}
                yield from (_said(base, path, value) for path in paths for value in values[path])
                for one, other in combinations(paths, 2):
                    few = (values[path][:: -(-len(values[path]) // MOST_PAIRED) or 1] for path in (one, other))
                    yield from (_said(_said(base, one, a), other, b) for a, b in product(*few))


def _of_row(pack: ir.Pack, base: Order, rows: Sequence[ir.Option], given: Mapping[str, ir.FactType]) -> Iterator[Order]:
    """Yield an order at and beside each number that some versions of a row say, in each fact that counts alike."""
    for path, fact in given.items():
        if isinstance(fact.domain, ir.Numbers):
            of = {name: one.unit for name, one in pack.facts.items() if one.of == "option"}
            numbers = {
                number
                for row in rows
                for name, value in row.values.items()
                if of.get(name_in(name)) == fact.unit and fact.unit is not None
                for number in _numbers(value)
            }
            low, high = fact.domain.low, fact.domain.high
            at = sorted({one + step for one in numbers for step in (-1, 0, 1) if low <= one + step <= high})
            yield from (_said(base, path, ir.Numbers(one, one)) for one in at)


def _numbers(value: object) -> Iterator[int]:
    match value:
        case ir.Numbers(low, high):
            yield from (low, high)
        case ir.Span(low=low, likely=likely, high=high):
            yield from (low, likely, high)
        case ir.SpanTable(rows=rows):
            yield from (start for start, _ in rows)
        case _:
            return


class Bases:
    """Of each rule a few orders for which it holds, of each option a few in which it is the best of its pathway: those first that say the least."""

    def __init__(self, advisor: Advisor, bases: Sequence[Order]) -> None:
        self._any = [*bases[:BASES]]
        self._holding: dict[str, list[Order]] = {}
        self._best: dict[str, list[Order]] = {}
        short = sorted(bases, key=lambda one: len(one.given))
        for block in in_blocks(short):
            told = advisor.advise_block(block, trace="all", witnesses=False, tries=False)
            for base, advice in zip(block, told, strict=True):
                self._take(advisor.pack, base, advice)

    def _take(self, pack: ir.Pack, base: Order, advice: Advice) -> None:
        best = {one.option.pathway: one.option.id for one in reversed(advice.ranking)}
        for one in advice.firings:
            if one.as_assumed and len(held := self._holding.setdefault(one.rule, [])) < BASES:
                option = pack.options.get(one.option or "")
                new = base if option is None else _asked_for(base, option, best)
                if new not in held:
                    held.append(new)
        for row in advice.ranking:
            of = self._best.setdefault(row.option.id, [])
            if len(of) < BASES and row.option.id in pack.options:
                of.append(_asked_for(base, row.option, best))

    def holding(self, rule: str) -> Sequence[Order]:
        return self._holding.get(rule, self._any)

    def best(self, option: str) -> Sequence[Order]:
        return self._best.get(option, ())


def _asked_for(base: Order, option: ir.Option, best: Mapping[str, str]) -> Order:
    """Return an order in which an option is likely the best of its pathway: one that asks for its process, if it is not so already."""
    is_best = best.get(option.pathway) == option.id or option.generic
    return base if is_best else _said(base, PROCESS, ir.OneOf((option.process,)))


def _values(fact: ir.FactType, rule: ir.Rule) -> Iterator[ir.Possible]:
    """Yield the values of a fact that are asked: of a number those at which a rule compares it, too."""
    every = values_asked(fact)
    yield from every[:: -(-len(every) // _MOST_VALUES)]
    if isinstance(fact.domain, ir.Numbers):
        at = {
            one + step
            for one in values_that_turn((*rule.tests, *rule.joins), f"order.{fact.name}")
            for step in (-1, 0, 1)
        }
        yield from (ir.Numbers(one, one) for one in sorted(at) if fact.domain.low <= one <= fact.domain.high)


# --- where a rule begins or ceases to hold ------------------------------------------------------------------------------
def _halved(advisor: Advisor, lines: Sequence[_Line], given: Mapping[str, ir.FactType]) -> Iterator[Order]:
    """Yield the orders on both sides of each turn of a rule along a line."""
    grid = [(line, value) for line in lines for value in _grid(given[line.path])]
    told = _watched(advisor, grid)
    open_: list[tuple[_Line, int, int, int, int]] = [
        (one, low, high, before, after)
        for (one, low), (other, high), before, after in zip(grid, grid[1:], told, told[1:], strict=False)
        if one is other and before != after
    ]
    while open_:
        for line, low, high, _, _ in open_:
            if high - low == 1:
                yield from (line.at(low), line.at(high))
        open_ = [one for one in open_ if one[2] - one[1] > 1]
        middle = [(line, (low + high) // 2) for line, low, high, _, _ in open_]
        halves = []
        for (line, low, high, before, after), (_, at), now in zip(
            open_, middle, _watched(advisor, middle), strict=True
        ):
            halves += [(line, low, at, before, now)] if now != before else []
            halves += [(line, at, high, now, after)] if now != after else []
        open_ = halves


def _grid(fact: ir.FactType) -> list[int]:
    domain = fact.domain
    if not isinstance(domain, ir.Numbers):
        return []
    most = min(domain.high, max(domain.low + LONGEST, TOPS.get(fact.unit.name if fact.unit else "", domain.high)))
    steps = (
        np.geomspace(1, most - domain.low + 1, _GRID).astype(np.int64) if most > domain.low else np.ones(1, np.int64)
    )
    return sorted({domain.low + int(step) - 1 for step in steps})


def _watched(advisor: Advisor, points: Sequence[tuple[_Line, int]]) -> list[int]:
    """Return of each order on a line a number that differs where the candidates do of which its rule holds."""
    found: list[int] = []
    for at in range(0, len(points), _ROWS):
        some = points[at : at + _ROWS]
        decided = advisor.columns.decide(orders_of(advisor.pack, [line.at(value) for line, value in some]))
        names = np.array([line.rule for line, _ in some])
        told = np.zeros(len(some), np.int64)
        for name in np.unique(names).tolist():
            own = names == name
            told[own] = _held(decided, advisor.pack.rules[name])[own]
        found += told.tolist()
    return found


def _held(decided: Decided, rule: ir.Rule) -> Array:
    ends = decided.taken.of(decided.engine.graph.conditions[rule.id])
    if rule.scope == "order":
        return np.broadcast_to(ends.low, decided.orders.count).astype(np.int64)
    ids = np.array([crc32(one.id.encode()) for one in decided.options.options], np.int64)
    held = spread_over_rows(decided.taken, ends).low.astype(np.bool_)
    found = np.zeros(decided.orders.count, np.int64)
    np.add.at(found, decided.pairs.order, np.where(held, ids[decided.pairs.option], 0))
    return found
