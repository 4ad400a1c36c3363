"""Which rows share a plan: those with the same candidates, and those for which one plan more would cost more than it saves.

A plan costs time to make and, each time it runs, much the same for one row as for a thousand. So a handful of rows with a
candidate more or less is better decided by the plan of others. What was chosen is kept: chunk after chunk of one table
then runs the same plans.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Names = frozenset[str]
"""Candidates, by name."""

ROW_NS = 300
PART_NS, PART_CANDIDATE_NS = 8_000_000, 5_000_000
PLAN_CANDIDATE_NS = 25_000_000
"""What it takes, about, for each candidate of a row; to run a plan, and for each of its candidates; to make a plan, for each
of its candidates. Only time hangs on these, never an answer. Measured on the built-in pack, 2026-11-25."""


@dataclass(slots=True)
class _Bin:
    """A plan to be made. members: the sets of candidates that run it, with their rows."""

    names: Names
    members: dict[Names, int]

    def rows_ns(self, names: Names) -> int:
        return sum(rows * (len(names) - len(own)) for own, rows in self.members.items()) * ROW_NS


@dataclass(slots=True)
class Sharing:
    """Chooses plans for the rows of frames of one form. most: how many candidates a shared plan may have."""

    most: int
    _kept: dict[Names, None] = field(default_factory=dict)

    def chosen(self, rows: Mapping[Names, int]) -> dict[Names, Names]:
        """Return the candidates of the plan that each set of candidates runs. rows: how many have just this set."""
        running: dict[Names, None] = {}
        found: dict[Names, Names] = {}
        fresh: dict[Names, _Bin] = {}
        for own, count in sorted(rows.items(), key=lambda item: (-len(item[0]), -item[1], sorted(item[0]))):
            best = min(
                (self._cost(plan, own, count, running, fresh) for plan in self._plans(own, fresh)),
                key=lambda cost: (cost[0], sorted(cost[1])),
            )[1]
            running[best] = None
            if best in self._kept:
                found[own] = best
            else:
                fresh.setdefault(best, _Bin(best, {})).members[own] = count
        for one in self._joined(list(fresh.values())):
            self._kept[one.names] = None
            found |= dict.fromkeys(one.members, one.names)
        return found

    def _plans(self, own: Names, fresh: Iterable[Names]) -> Iterable[Names]:
        """Return the plans that these candidates could run: one of their own, or one that has them all."""
        wider = [plan for plan in (*self._kept, *fresh) if own < plan and len(plan) <= self.most]
        return dict.fromkeys([own, *wider])

    def _cost(
        self, plan: Names, own: Names, rows: int, running: Mapping[Names, None], fresh: Mapping[Names, _Bin]
    ) -> tuple[int, Names]:
        cost = rows * (len(plan) - len(own)) * ROW_NS
        if plan not in running:
            cost += _running_ns(plan)
        if plan not in self._kept and plan not in fresh:
            cost += _making_ns(plan)
        return cost, plan

    def _joined(self, bins: list[_Bin]) -> list[_Bin]:
        """Return the plans to be made, two made one as long as that saves."""
        while True:
            saved, pair = max(
                ((self._saving(one, other), (n, m)) for n, one in enumerate(bins) for m, other in enumerate(bins[:n])),
                default=(0, (0, 0)),
            )
            if saved <= 0:
                return bins
            one, other = bins.pop(pair[0]), bins.pop(pair[1])
            bins.append(_Bin(one.names | other.names, one.members | other.members))

    def _saving(self, one: _Bin, other: _Bin) -> int:
        both = one.names | other.names
        if len(both) > self.most:
            return 0
        apart = sum(
            _running_ns(each.names) + _making_ns(each.names) + each.rows_ns(each.names) for each in (one, other)
        )
        return apart - _running_ns(both) - _making_ns(both) - one.rows_ns(both) - other.rows_ns(both)


def _running_ns(names: Names) -> int:
    return PART_NS + len(names) * PART_CANDIDATE_NS


def _making_ns(names: Names) -> int:
    return len(names) * PLAN_CANDIDATE_NS
