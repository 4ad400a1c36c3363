"""Orders of a profile, each decided by itself: what wins in them, which rules hold, and which of them have no candidate."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from msgspec import Struct

from advisor.author.box import Bench, Boxes
from advisor.columnar.column import Array
from advisor.columnar.contest import NOBODY
from advisor.columnar.decide import Decided

_MOST = 3_000


class Sample(Struct, frozen=True, kw_only=True, dict=True):
    """Orders that were decided. held: rules that hold as assumed for some candidate; won: options that win; without: rows with no candidate."""

    bench: Bench
    points: Boxes
    held: frozenset[str]
    won: frozenset[str]
    without: tuple[int, ...]

    def line(self, stratum: int, at: int) -> Boxes:
        """Return the orders of one stratum along one axis, the other numbers in the middle of where they turn."""
        axes = self.bench.profile.axes
        turns = sorted({axes[at].low, *axes[at].cuts, *axes[at].every})
        values = np.array(sorted({*turns, *((one + other) // 2 for one, other in pairwise(turns))}), np.int64)
        middle = [one.cuts[len(one.cuts) // 2] for one in axes]
        low = np.tile(np.array(middle, np.int64), (len(values), 1))
        low[:, at] = values
        return Boxes(self.bench.profile, np.full(len(values), stratum), low, low)


def sampled(bench: Bench) -> Sample:
    """Return orders at the values where numbers may turn, evenly over all strata."""
    points = points_of(bench)
    decided = bench.engine.decide(bench.bare(points))
    held, won = seen(bench, decided)
    has = np.zeros(len(points), np.bool_)
    has[decided.pairs.order] = True
    return Sample(bench=bench, points=points, held=held, won=won, without=tuple(np.flatnonzero(~has).tolist()))


def seen(bench: Bench, decided: Decided) -> tuple[frozenset[str], frozenset[str]]:
    """Return the rules that hold as assumed in some of the orders decided, and the options that win in some."""
    winner = decided.ranking.winner
    won = np.unique(decided.pairs.option[winner[winner != NOBODY]])
    held = (one.id for one in bench.engine.rules if np.any(decided.taken.of(bench.engine.graph.conditions[one.id]).low))
    return frozenset(held), frozenset(bench.options[place] for place in won.tolist())


def points_of(bench: Bench, most: int = _MOST) -> Boxes:
    """Return some orders at the values where numbers may turn, evenly over all strata."""
    axes, count = bench.profile.axes, len(bench.profile.strata)
    each = max(1, most // count)
    rows = np.repeat(np.arange(count), each)
    columns: list[Array] = []
    stride = 1
    for one in axes:
        values = np.array(sorted({one.low, *one.cuts, *one.every, one.high}), np.int64)
        columns.append(values[(np.arange(len(rows)) // stride) % len(values)])
        stride *= 7
    low = np.stack(columns, axis=1) if columns else np.zeros((len(rows), 0), np.int64)
    return Boxes(bench.profile, rows, low, low)
