"""The contest between the candidates of each order: `ranking` and `advice.settle`, said of many orders at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from advisor.columnar.column import PAIR, Array, Ends, NumberColumn
from advisor.columnar.graph import Graph
from advisor.columnar.view import ColumnView, Pairs
from advisor.ir import UNLIMITED
from advisor.ranking import LEAST_SURELY_OUT, MOST_RULED_OUT, ranked_by
from advisor.trace import Standing

STANDINGS = (Standing.FITS, Standing.AT_RISK, Standing.UNDECIDED, Standing.UNLIKELY, Standing.EXCLUDED)
"""The labels of standing, each at its number here."""
NOBODY = -1
_BEYOND = _MOST = 1 << 62
"""Larger than any cost; how large a number may get."""


class Contestants(Struct, frozen=True, kw_only=True, dict=True):
    """`ranking.Contestant`, a row for each candidate.

    pathway, place: of the option, and its place among ids. excluded: whether an exclusion surely holds as assumed, or may.
    find_surely: tells whether one holds whatever is still possible; find_barred: whether one holds that is of no limit. ends_of: the reading of an estimate as assumed.
    """

    pairs: Pairs
    pathway: Array
    place: Array
    excluded: Ends
    find_surely: Callable[[], Array]
    find_barred: Callable[[], Array]
    at_risk: Array
    risk_open: Array
    favours: Array
    risks: Array
    cost: Array
    cost_known: Array
    lead: Array
    lead_known: Array
    ends_of: Callable[[str], Ends]

    @cached_property
    def surely(self) -> Array:
        """Whether an exclusion holds whatever is still possible."""
        return self.find_surely()

    @cached_property
    def barred(self) -> Array:
        """Whether an exclusion holds as assumed that is of no limit."""
        return self.find_barred()

    @cached_property
    def stands(self) -> Array:
        """Whether no exclusion holds as assumed."""
        return ~self.excluded.low

    @cached_property
    def is_undecided(self) -> Array:
        return (self.excluded.high & ~self.excluded.low) | (~self.excluded.high & self.risk_open)

    @property
    def standing(self) -> Array:
        """The number of the first label that holds."""
        label = np.where(self.is_undecided, 2, np.where(self.at_risk, 1, 0))
        out = self.excluded.low
        return np.where(out, np.where(self.surely, 4, 3) if out.any() else 3, label)


class Prospects(Struct, frozen=True, kw_only=True, dict=True):
    """`ranking.Prospect`, a row for each option that is, or could become, a candidate."""

    pairs: Pairs
    pathway: Array
    place: Array
    excluded: Ends
    risk_open: Array
    favour_ends: Ends
    risk_ends: Ends
    cost_ends: Ends
    cost_known: Array
    lead_ends: Ends
    lead_known: Array
    stays: Array

    @cached_property
    def stands(self) -> Array:
        """Whether no exclusion surely holds."""
        return ~self.excluded.low


class Ranking(Struct, frozen=True, kw_only=True):
    """How the candidates rank: rows of the contestants, the best first within each order.

    winner, follower: of each order the row that wins and the best of another pathway that is not excluded, NOBODY if there is
    none. score, premium: of each row.
    """

    rows: Array
    winner: Array
    follower: Array
    score: Array
    premium: Array


class Contest:
    """Ranks contestants by the key of `ranking`."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def _view(self, pairs: Pairs, values: Mapping[str, Ends]) -> ColumnView:
        """Return a view of what the key reads."""
        columns = {f"contest.{name}": NumberColumn(ends.level, ends.low, ends.high) for name, ends in values.items()}
        return ColumnView(self._graph, columns, {}, pairs=pairs)

    # --- as things are known ------------------------------------------------------------------------------------------
    def ranking(self, they: Contestants, *, is_whole: bool = True) -> Ranking:
        """Return how they rank, and who wins. is_whole: those that are excluded are in their order too."""
        key, score, premium = self._key(they, is_whole=is_whole)
        rows = _sorted(they.pairs, key)
        winner = _first(they, rows, they.stands)
        rival = they.stands.copy()
        has_winner = winner[they.pairs.order] != NOBODY
        rival &= ~has_winner | (they.pathway != they.pathway[np.where(has_winner, winner[they.pairs.order], 0)])
        return Ranking(rows=rows, winner=winner, follower=_first(they, rows, rival), score=score, premium=premium)

    def _key(self, they: Contestants, *, is_whole: bool = False) -> tuple[Sequence[Array], Array, Array]:
        """Return the key of each, its score and its premium. is_whole: those that are excluded are in their order, too (`ranking.Contestant.ruled_out`)."""
        reference = self.reference(they)
        out = they.excluded.low * 1
        if is_whole and out.any():
            out = np.where(they.excluded.low, 2 * (1 + they.surely) - ~they.barred, 0)
        spread = reference[they.pairs.order]
        costs = self._view(they.pairs, {"likely_cost": _point(they.cost), "reference": _point(np.maximum(spread, 1))})
        premium = np.where(they.cost_known & (spread != 0), costs.of(self._graph.premium).low, 0)
        values = {
            "excluded": out, "favours": they.favours, "risks": they.risks, "premium": premium,
            "undecided": they.is_undecided, "likely_cost": np.where(they.cost_known, they.cost, UNLIMITED),
            "lead_time": np.where(they.lead_known, they.lead, UNLIMITED),
        }  # fmt: skip
        view = self._view(they.pairs, {name: _point(value * 1) for name, value in values.items()})
        parts = [view.of(part).low for part in self._graph.key]
        return [*parts, they.place], they.favours - they.risks - premium, premium

    def reference(self, they: Contestants) -> Array:
        """Return the smallest likely landed unit cost among those not excluded, of each order; 0 where there is none."""
        least = they.pairs.least(np.where(they.stands & they.cost_known, they.cost, _BEYOND), _BEYOND)
        return np.where(least == _BEYOND, 0, np.maximum(least, 1))

    # --- settled, firm (advice.outlook.is_proved) ---------------------------------------------------------------------
    def proved(self, they: Prospects, winner: Array) -> Array:
        """Return of each order whether nothing that is looked at changes the pathway that wins.

        winner: the number of the pathway, NOBODY if every option is excluded.
        """
        best, worst = self._key_ends(they)
        wins = winner[they.pairs.order]
        is_own = they.pathway == wins
        sure = is_own & ~they.excluded.high & they.stays
        counts = ~is_own | sure
        rows = np.flatnonzero(counts & (wins != NOBODY))
        keys = [np.where(sure[rows], own[rows], rival[rows]) for own, rival in zip(worst, best, strict=True)]
        pairs = they.pairs.some(rows)
        first = rows[_sorted(pairs, keys)[pairs.starts]] if len(rows) else rows
        found = (winner == NOBODY) & ~they.pairs.any(they.stands)
        found[they.pairs.order[first]] = sure[first]
        return found

    def _key_ends(self, they: Prospects) -> tuple[Sequence[Array], Sequence[Array]]:
        """Return the best and the worst key that each can still have (ranking.key_ends)."""
        base = [end[they.pairs.order] for end in self._reference_ends(they)]
        costs = {"likely_cost": they.cost_ends, "reference": Ends(PAIR, base[0], base[1])}
        premium = self._view(they.pairs, costs).of(self._graph.premium)
        unknown_now = ~they.cost_known | (base[1] == UNLIMITED)
        is_open = they.excluded.high & they.stands | ~they.excluded.high & they.risk_open
        values = {
            "excluded": Ends(PAIR, they.excluded.low * LEAST_SURELY_OUT, they.excluded.high * MOST_RULED_OUT),
            "favours": they.favour_ends, "risks": they.risk_ends,
            "premium": Ends(PAIR, np.where(unknown_now, 0, premium.low), premium.high),
            "undecided": Ends(PAIR, np.zeros_like(they.place), is_open * 1),
            "likely_cost": Ends(PAIR, they.cost_ends.low, np.where(they.cost_known, they.cost_ends.high, UNLIMITED)),
            "lead_time": Ends(PAIR, they.lead_ends.low, np.where(they.lead_known, they.lead_ends.high, UNLIMITED)),
        }  # fmt: skip
        view = self._view(they.pairs, values)
        ends = [view.of(part) for part in self._graph.key]
        return [*(one.low for one in ends), they.place], [*(one.high for one in ends), they.place]

    def _reference_ends(self, they: Prospects) -> tuple[Array, Array]:
        low = they.pairs.least(np.where(they.stands, they.cost_ends.low, _BEYOND), _BEYOND)
        certain = ~they.excluded.high & they.stays & they.cost_known
        high = they.pairs.least(np.where(certain, they.cost_ends.high, _BEYOND), _BEYOND)
        return np.where(low == _BEYOND, 1, np.maximum(low, 1)), np.where(
            high == _BEYOND, UNLIMITED, np.maximum(high, 1)
        )

    # --- close (advice.settle.is_close) -------------------------------------------------------------------------------
    def close(self, they: Contestants, found: Ranking) -> Array:
        """Return of each order whether the runner-up would win with its cost at `low` and the winner's at `high`."""
        both = (found.winner != NOBODY) & (found.follower != NOBODY)
        cost, known = they.cost.copy(), they.cost_known.copy()
        winner, follower = found.winner[both], found.follower[both]
        path, _ = ranked_by(self._graph.program.pack)
        high, low = they.ends_of(f"{path}.high").high, they.ends_of(f"{path}.low").low
        cost[winner], cost[follower] = high[winner], low[follower]
        known[winner] = known[follower] = True
        other = replace(they, cost=cost, cost_known=known)
        key, _, _ = self._key(other)
        result = np.zeros(they.pairs.count, np.bool_)
        result[both] = _is_less([part[follower] for part in key], [part[winner] for part in key])
        return result


def _point(value: Array) -> Ends:
    return Ends(PAIR, value, value)


def _sorted(pairs: Pairs, key: Sequence[Array]) -> Array:
    """Return the rows, the smallest key first within each order: by one number for all of a key, where it has room for that."""
    parts = [np.broadcast_to(part, len(pairs)) for part in key]
    packed, room = pairs.order.copy(), _MOST // max(1, pairs.count * len(pairs))
    for part in parts if len(pairs) else ():
        least, most = int(part.min()), int(part.max())
        room //= most - least + 1
        if not room:
            return np.lexsort((*reversed(parts), pairs.order))
        packed *= most - least + 1
        packed += part
        packed -= least
    packed *= max(1, len(pairs))
    packed += np.arange(len(pairs))
    packed.sort()
    return packed % max(1, len(pairs))


def _first(they: Contestants, rows: Array, counts: Array) -> Array:
    """Return of each order the first of these rows that counts, NOBODY if none does."""
    found = np.full(they.pairs.count, NOBODY, np.int64)
    kept = rows[counts[rows]][::-1]
    found[they.pairs.order[kept]] = kept
    return found


def _is_less(one: Sequence[Array], other: Sequence[Array]) -> Array:
    """Return whether one key is less than another, row by row."""
    result = np.zeros(len(one[-1]), np.bool_)
    for first, second in zip(reversed(one), reversed(other), strict=True):
        result = np.where(first == second, result, first < second)
    return result
