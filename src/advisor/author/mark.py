"""All that a pin holds of an answer, as one number for each order decided in columns: two answers have the same where a pin of one holds of the other."""

from __future__ import annotations

from collections.abc import Iterator
from zlib import crc32

import numpy as np

from advisor.analysis.pinned import derived_numbers
from advisor.author.judge import best_row, codes
from advisor.columnar.column import Array
from advisor.columnar.contest import NOBODY
from advisor.columnar.decide import Decided
from advisor.columnar.graph import GraphNode
from advisor.columnar.point_columns import spread_over_rows
from advisor.columnar.view import ColumnView
from advisor.ir import READINGS, Rule

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
