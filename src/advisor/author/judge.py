"""Cases held against orders decided in columns: which of them fail, of all that columns can tell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from zlib import crc32

import numpy as np
from msgspec import Struct

from advisor.analysis.case import NO_PATHWAY as NONE
from advisor.analysis.case import Case
from advisor.author.manifold import BEHIND
from advisor.columnar.column import PAIR, Array, Ends
from advisor.columnar.contest import NOBODY, STANDINGS
from advisor.columnar.decide import Decided
from advisor.columnar.point_columns import spread_over_rows
from advisor.ir import Pack, Rule, Verdict
from advisor.meaning.path import name_in
from advisor.trace import Standing


class _Asked(Struct, frozen=True):
    """What a case expects of one rule: on the best option of a pathway, a number, or anywhere."""

    case: int
    rule: Rule
    pathway: int
    wanted: bool | None


class Judge:
    """The cases of a pack, of which many may be judged at once.

    beyond: the cases that expect what only a whole answer tells: what decided, what could change it, limits not kept, rules about the
    whole answer. proofs: those for which it counts whether an answer is proved. told: rules about the whole answer -> cases that name them.
    """

    def __init__(self, pack: Pack, cases: Sequence[Case]) -> None:
        self.cases = cases
        self._pathways = {name: place for place, name in enumerate(pack.pathways)}
        self._won = np.array([self._allowed(one) for one in cases], np.bool_).reshape(
            len(cases), len(pack.pathways) + 1
        )
        self._option = np.array([_code(one.expect.option) if one.expect.option else 0 for one in cases], np.int64)
        labels = {one.value: place for place, one in enumerate(STANDINGS)}
        self._standing = np.array([labels.get(one.expect.standing, NOBODY) for one in cases], np.int64)
        self._claims = {
            name: np.array([_claim(getattr(one.expect, name)) for one in cases])
            for name in ("settled", "firm", "close")
        }
        spans = [one.expect.favours or (0, 0) for one in cases]
        self._favours = np.array([one.expect.favours is not None for one in cases], np.bool_)
        self._points = np.array(spans, np.int64).reshape(len(cases), 2)
        asked = [*self._asked(pack)]
        self._rules = [one for one in asked if one.rule.scope != "advice"]
        self.told: dict[str, set[int]] = {}
        for one in asked:
            if one.rule.scope == "advice":
                self.told.setdefault(one.rule.id, set()).add(one.case)
        naming = set().union(*self.told.values())
        self.naming = _marked(len(cases), naming)
        self.decided_by = _marked(len(cases), (place for place, one in enumerate(cases) if one.expect.decided_by))
        self.could_change = _marked(len(cases), (place for place, one in enumerate(cases) if one.expect.could_change))
        breaks = _marked(len(cases), (place for place, one in enumerate(cases) if one.expect.breaks is not None))
        self.beyond = self.naming | self.decided_by | self.could_change | breaks
        self.proofs = self.naming | (self._claims["settled"] >= 0) | (self._claims["firm"] >= 0)

    def _allowed(self, case: Case) -> list[bool]:
        """Return of each pathway, and of none, whether it may win."""
        wanted = case.expect.pathway
        return [not wanted or name in wanted for name in (*self._pathways, NONE)]

    def _asked(self, pack: Pack) -> Iterator[_Asked]:
        for place, case in enumerate(self.cases):
            expect = case.expect
            for wanted, names in ((True, expect.holds), (False, expect.fails), (None, expect.open)):
                for name in names:
                    rule, _, pathway = name.partition("@")
                    yield _Asked(place, pack.rules[rule], self._pathways.get(pathway, NOBODY), wanted)

    def deciding(self, paths: Collection[str]) -> Array:
        """Return the cases that expect one of some facts among what decided."""
        names = {name_in(path) for path in paths}
        return np.array([not names.isdisjoint(one.expect.decided_by) for one in self.cases], np.bool_)

    # --- which fail -------------------------------------------------------------------------------------------------------
    def failing(self, decided: Decided, cases: Array) -> Array:
        """Return of each order, the case of which is told, whether that fails in what columns tell."""
        they, winner = decided.contestants, decided.ranking.winner
        found = ~self._won[cases, decided.of_row(they.pathway, winner)]
        won = decided.of_row(codes(decided)[decided.pairs.option], winner)
        wanted = self._option[cases]
        found |= (wanted != 0) & (np.where(winner == NOBODY, _code(NONE), won) != wanted)
        standing = np.where(winner == NOBODY, STANDINGS.index(Standing.EXCLUDED), decided.of_row(they.standing, winner))
        label = self._standing[cases]
        found |= (label != NOBODY) & (standing != label)
        points = np.where(winner == NOBODY, 0, decided.of_row(they.favours, winner))
        low, high = self._points[cases].T
        found |= self._favours[cases] & ~((low <= points) & (points <= high))
        found |= self._misclaimed(decided, cases)
        return found | self._misheld(decided, cases)

    def _misclaimed(self, decided: Decided, cases: Array) -> Array:
        found = np.zeros(len(cases), np.bool_)
        for name, claims in self._claims.items():
            asked = claims[cases]
            if (asked >= 0).any():
                found |= (asked >= 0) & (claim_proved(decided, name, asked >= 0) != (asked > 0))
        return found

    def _misheld(self, decided: Decided, cases: Array) -> Array:
        found = np.zeros(len(cases), np.bool_)
        said = _Said(decided)
        for one in self._rules:
            rows = np.flatnonzero(cases == one.case)
            if len(rows):
                found[rows] |= ~said.of(one.rule, one.pathway, one.wanted)[rows]
        return found


class _Said:
    """What rules say of some orders decided, each asked for once."""

    def __init__(self, decided: Decided) -> None:
        self._decided = decided
        self._known: dict[tuple[str, int, bool | None], Array] = {}

    def of(self, rule: Rule, pathway: int, wanted: Verdict) -> Array:
        """Return of each order whether a rule has a verdict: on a pathway's best option, or wherever it is asked."""
        key = (rule.id, pathway, wanted)
        if key not in self._known:
            self._known[key] = self._made(rule, pathway, wanted)
        return self._known[key]

    def _made(self, rule: Rule, pathway: int, wanted: Verdict) -> Array:
        decided = self._decided
        count = decided.orders.count
        is_possible = wanted is None or rule.id in decided.engine.program.asks_known
        view = decided.possible if is_possible else decided.taken
        ends = view.of(view.graph.conditions[rule.id])
        if rule.scope == "order":
            low, high = (np.broadcast_to(end, count).astype(np.bool_) for end in (ends.low, ends.high))
            return np.zeros(count, np.bool_) if pathway != NOBODY else _meets(low, high, wanted)
        held = spread_over_rows(view, ends)
        meets = _meets(held.low.astype(np.bool_), held.high.astype(np.bool_), wanted)
        if pathway == NOBODY:
            return decided.pairs.any(meets)
        best = best_row(decided, pathway)
        return decided.of_row(meets, best) == 1


def _meets(low: Array, high: Array, wanted: Verdict) -> Array:
    return {True: low, False: ~high, None: high & ~low}[wanted]


def best_row(decided: Decided, pathway: int) -> Array:
    """Return of each order the row of a pathway's best candidate, NOBODY if it has none."""
    rows = decided.ranking.rows
    own = rows[decided.contestants.pathway[rows] == pathway][::-1]
    found = np.full(decided.orders.count, NOBODY, np.int64)
    found[decided.pairs.order[own]] = own
    return found


def claim_proved(decided: Decided, name: str, asked: Array) -> Array:
    """Return of the orders that are asked whether a claim of them is proved."""
    if name == "close":
        return decided.close
    settled = decided.engine.proved(decided, decided.possible, asked)
    if name == "settled":
        return settled
    return settled | decided.engine.proved(decided, decided.usual, asked & ~settled)


def codes(decided: Decided) -> Array:
    """Return a number for each option, of a row's double the row's own."""
    return np.array([_code(one.id.partition(BEHIND)[0]) for one in decided.options.options], np.int64)


def _code(text: str) -> int:
    return crc32(text.encode()) + 1


def _claim(told: Verdict) -> int:
    return -1 if told is None else int(told)


def _marked(count: int, places: object) -> Array:
    found = np.zeros(count, np.bool_)
    found[sorted(places)] = True  # type: ignore[call-overload]  # places of cases
    return found


# --- what a decision is made of -----------------------------------------------------------------------------------------
_MIXING = np.uint64(0x9E3779B97F4A7C15)
_TURN = np.uint64(31)


def fingerprints(decided: Decided) -> Array:
    """Return of each order a number that differs, all but surely, where its candidates do, their ranks, or what rules or estimates say of them."""
    pairs, they = decided.pairs, decided.contestants
    place = np.empty(len(pairs), np.int64)
    place[decided.ranking.rows] = np.arange(len(pairs))
    row = _mixed(
        np.zeros(len(pairs), np.uint64), place - pairs.starts.repeat(np.diff(np.append(pairs.starts, len(pairs))))
    )
    for part in (codes(decided)[pairs.option], they.at_risk, they.risk_open, they.favours, they.risks):
        row = _mixed(row, part)
    for ends in _said_of_pairs(decided):
        for end in (ends.low, ends.high):
            row = _mixed(row, end)
    found = np.zeros(decided.orders.count, np.uint64)
    np.add.at(found, pairs.order, row)
    return _mixed(found, decided.close)


def _said_of_pairs(decided: Decided) -> Iterator[Ends]:
    for view in (decided.possible, decided.taken):
        for rule in decided.engine.rules:
            if rule.scope == "option":
                yield view.lift(view.of(view.graph.conditions[rule.id]), PAIR)
    for path in decided.taken.graph.formulas:
        yield decided.taken.lift(decided.taken.ends(path), PAIR)


def _mixed(found: Array, part: Array) -> Array:
    mixed = (found ^ np.asarray(part).astype(np.int64).astype(np.uint64)) * _MIXING
    return mixed ^ (mixed >> _TURN)
