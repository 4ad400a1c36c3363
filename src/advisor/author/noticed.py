"""Which orders would notice which mutants, were the answers to them pinned: all of them, so that a few may be chosen that notice the most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from zlib import crc32

import numpy as np
from msgspec.structs import replace

from advisor import ir, meaning
from advisor.advice import Advisor, said_of
from advisor.analysis.blocks import LIGHT, in_blocks
from advisor.analysis.pinned import derived_numbers
from advisor.author.concern import Concern
from advisor.author.judge import best_row, codes
from advisor.author.manifold import BEHIND, Manifold
from advisor.author.mutant import Mutant
from advisor.columnar import orders_of
from advisor.columnar.column import Array
from advisor.columnar.contest import NOBODY
from advisor.columnar.decide import ColumnEngine, Decided
from advisor.columnar.graph import GraphNode
from advisor.columnar.point_columns import spread_over_rows
from advisor.columnar.view import ColumnView
from advisor.ir import READINGS, Rule
from advisor.trace import Order

_ROWS = 8_192
"""How many orders are decided at a time, as far as mutants can be decided together."""
_MANY = 96
"""For how many mutants one engine is made at most."""
_BESIDE = 256
"""How many mutants are asked at a time which orders they concern."""


class Noticing:
    """Some orders as if they were pinned."""

    def __init__(self, advisor: Advisor, orders: Sequence[Order]) -> None:
        self._advisor, self._told = advisor, orders
        self._orders = orders_of(advisor.pack, list(orders))

    def of(self, mutants: Sequence[Mutant]) -> Iterator[Array]:
        """Yield of each mutant which orders would notice it. Each must be a pack (`refusal`)."""
        advice = self._of_advice(mutants)
        for first in range(0, len(mutants), _BESIDE):
            block = mutants[first : first + _BESIDE]
            concern = Concern(self._advisor.program, self._orders, block)
            own = marks(concern.decided)
            for chunk in self._chunks(block, concern):
                for (place, _, _), found in zip(chunk, self._together(chunk, concern, own), strict=True):
                    yield found | advice.get(first + place, False)

    def _chunks(self, mutants: Sequence[Mutant], concern: Concern) -> Iterator[list[tuple[int, Mutant, Array]]]:
        held: list[tuple[int, Mutant, Array]] = []
        count = 0
        for place, mutant in enumerate(mutants):
            concerned = self._concerned(place, mutant, concern)
            more = int(np.count_nonzero(concerned))
            if held and (mutant.facts or held[-1][1].facts or count + more > _ROWS or len(held) == _MANY):
                yield held
                held, count = [], 0
            held.append((place, mutant, concerned))
            count += more
        if held:
            yield held

    def _concerned(self, place: int, mutant: Mutant, concern: Concern) -> Array:
        if mutant.facts:
            return np.ones(self._orders.count, np.bool_)
        found = concern.of(place)
        for name, row in mutant.options.items():
            if row.applies != self._advisor.pack.options[name].applies:
                return np.ones(self._orders.count, np.bool_)
            found |= concern.candidate_of[name]
        return found

    def _together(self, chunk: Sequence[tuple[int, Mutant, Array]], concern: Concern, own: Array) -> Iterator[Array]:
        """Yield of each mutant of a chunk which orders it decides otherwise, in anything that a pin holds."""
        found = np.zeros((len(chunk), self._orders.count), np.bool_)
        rows = [np.flatnonzero(concerned) for _, _, concerned in chunk]
        places = np.repeat(np.arange(len(chunk)), [len(one) for one in rows])
        every = np.concatenate(rows)
        if len(every):
            orders = self._orders.take(every)
            mutant = chunk[0][1]
            if not mutant.facts:
                manifold = Manifold(self._advisor.pack, [one for _, one, _ in chunk])
                decided = manifold.engine.decide(manifold.orders(self._orders, every, places + 1))
            elif mutant.rules or mutant.estimates or mutant.options:
                decided = ColumnEngine(meaning.stratify(mutant.of(self._advisor.pack))).decide(orders)
            else:
                decided = concern.engine.assuming(mutant.of(self._advisor.pack)).decide(orders)
            found[places, every] = marks(decided) != own[every]
        yield from found

    def _of_advice(self, mutants: Sequence[Mutant]) -> dict[int, Array]:
        """Return of mutants in rules about the whole answer which orders notice them: each is asked beside the rule itself, for it decides nothing."""
        doubles: dict[str, tuple[int, ir.Rule]] = {}
        for place, mutant in enumerate(mutants):
            for name, rule in mutant.rules.items():
                if rule.scope == "advice" and not _decides(mutant):
                    doubles[f"{name}{BEHIND}{place}"] = (place, rule)
        if not doubles:
            return {}
        others = {key: replace(rule, id=key) for key, (_, rule) in doubles.items()}
        pack = self._advisor.pack
        program = meaning.stratify(replace(pack, rules={**pack.rules, **others}))
        found = {place: np.zeros(len(self._told), np.bool_) for place, _ in doubles.values()}
        told = (
            self._advisor.advise_block(block, witnesses=False, tries=False) for block in in_blocks(self._told, LIGHT)
        )
        for row, advice in enumerate(chain.from_iterable(told)):
            said = said_of(program, advice).assumed.verdicts
            for double, (place, rule) in doubles.items():
                found[place][row] |= (said.get(double) is True) != (said.get(rule.id) is True)
        return found


def _decides(mutant: Mutant) -> bool:
    """Return whether a mutant changes what rules about the whole answer read."""
    return bool(mutant.estimates or mutant.options or mutant.facts)


_MIXING = np.uint64(0x9E3779B97F4A7C15)
_TURN = np.uint64(29)


def marks(decided: Decided) -> Array:
    """Return of each order a number that differs, all but surely, where what a pin holds of its answer does."""
    found = np.zeros(decided.orders.count, np.uint64)
    for rule in (one for one in decided.engine.rules if one.scope == "order"):
        low = np.broadcast_to(
            _view(decided, rule, decided.possible, decided.taken).of(_node(decided, rule)).low, len(found)
        )
        found += np.where(low.astype(np.bool_), _own(rule.id), np.uint64(0))
    for path in derived_numbers(decided.engine.program.pack):
        column = decided.taken.number(path)
        is_known = np.equal(column.low, column.high) & ~np.asarray(column.or_none, np.bool_)
        told = np.broadcast_to(np.where(is_known, column.low, NOBODY), len(found))
        found += _mixed(np.full(len(found), _own(path)), told)
    rows = np.concatenate([best_row(decided, place) for place in range(len(decided.engine.program.pack.pathways))])
    rows = np.sort(rows[rows != NOBODY])
    np.add.at(found, decided.pairs.order[rows], _of_best(decided, rows))
    place, stands = decided.contestants.pathway, decided.contestants.stands
    np.add.at(found, decided.pairs.order, _mixed(_mixed(np.zeros(len(place), np.uint64), place), stands))
    wins = decided.ranking.winner != NOBODY
    winner = np.zeros(int(np.count_nonzero(wins)), np.uint64)
    for part in _of_winners(decided):
        winner = _mixed(winner, part)
    found[wins] += winner
    return found


def _of_best(decided: Decided, rows: Array) -> Array:
    """Return a number for each row of a pathway's best option, of its points and of the rules that hold of it."""
    they = decided.contestants
    possible = decided.possible.some(rows)
    taken = decided.taken.some(rows, possible)
    held = np.zeros(len(rows), np.uint64)
    for rule in (one for one in decided.engine.rules if one.scope == "option"):
        view = _view(decided, rule, possible, taken)
        held += np.where(
            spread_over_rows(view, view.of(_node(decided, rule))).low.astype(np.bool_), _own(rule.id), np.uint64(0)
        )
    found = _mixed(np.zeros(len(rows), np.uint64), codes(decided)[decided.pairs.option[rows]])
    return _mixed(_mixed(found, (they.favours - they.risks)[rows]), held)


def _of_winners(decided: Decided) -> Iterator[Array]:
    """Yield of each winner which it is, and the readings of its estimates."""
    winner = decided.ranking.winner
    yield codes(decided)[decided.pairs.option[winner[winner != NOBODY]]]
    taken = decided.winners[1]
    for name in decided.engine.program.pack.roles.estimates:
        for reading in READINGS:
            ends = spread_over_rows(taken, taken.ends(f"option.{name}.{reading}"))
            yield ends.high if reading == "high" else ends.low
            if reading == "likely":
                yield ends.low == ends.high


def _view(decided: Decided, rule: Rule, possible: ColumnView, taken: ColumnView) -> ColumnView:
    return possible if rule.id in decided.engine.program.asks_known else taken


def _node(decided: Decided, rule: Rule) -> GraphNode:
    return decided.engine.graph.conditions[rule.id]


def _own(name: str) -> np.uint64:
    """Return a number for a rule, such that sums of several are all but surely apart."""
    one, other = crc32(name.encode()), crc32(name[::-1].encode() + b"-")
    return np.uint64((one << 32 | other) | 1)


def _mixed(found: Array, part: Array) -> Array:
    mixed = (
        found ^ np.asarray(part).astype(np.uint64 if part.dtype == np.uint64 else np.int64).astype(np.uint64)
    ) * _MIXING
    return mixed ^ (mixed >> _TURN)
