"""Orders that show what is wrong with a pack: sampled where its rules turn, and confirmed by the plain walk, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.author.box import Bench, Boxes
from advisor.author.claim import Claim
from advisor.author.profile import profile, read_by
from advisor.author.sample import points_of
from advisor.columnar.column import Array
from advisor.columnar.decide import Decided
from advisor.columnar.point_columns import spread_over_rows
from advisor.errors import AdvisorError, Place
from advisor.ir import Memory
from advisor.trace import Advice, Order, Standing

TRIED = 12
"""How many orders are asked one by one whether they show a fault."""
_AHEAD = (Standing.FITS, Standing.AT_RISK)


def order_that_shows(claim: Claim, advisor: Advisor) -> Memory:
    """Return an order that shows a fault, as the plain walk confirms, else an empty one."""
    for given in _tried(claim, advisor):
        order = Order(id="shown", given=given, at=Place("shown"))
        if _shows(claim, advisor.advise(order, trace="all", witnesses=False)):
            return given
    return {}


def _tried(claim: Claim, advisor: Advisor) -> Iterator[Memory]:
    """Yield orders of which the columns say that they may show a fault."""
    if claim.dead:
        for other in _without_a_part(claim.dead, advisor):
            yield from _found(Claim(fault=claim.fault, holds=(claim.dead,)), other)
    else:
        yield from _found(claim, advisor)


def _without_a_part(name: str, advisor: Advisor) -> Iterator[Advisor]:
    """Yield packs whose rule lacks one of its tests; one of the order or of what it makes, not of whom it is asked."""
    rule = advisor.pack.rules[name]
    for one in (*rule.joins, *rule.tests):
        less = replace(
            rule,
            tests=tuple(part for part in rule.tests if part is not one),
            joins=tuple(part for part in rule.joins if part is not one),
        )
        try:
            yield Advisor(replace(advisor.pack, rules={**advisor.pack.rules, name: less}), "walk")
        except AdvisorError:
            continue


def _found(claim: Claim, advisor: Advisor) -> Iterator[Memory]:
    bench = _bench(claim, advisor)
    points = _pinned(points_of(bench), claim.at)
    decided = bench.engine.decide(bench.bare(points))
    rows = np.unique(
        _of_rules(claim, bench, decided) if claim.holds or claim.fails else _of_options(claim, bench, decided)
    )
    step = -(-len(rows) // TRIED) or 1
    yield from (points.said(row) for row in rows[::step].tolist())


def _bench(claim: Claim, advisor: Advisor) -> Bench:
    """Return a pack over orders in which all varies that a claim's rules and options read."""
    pack = advisor.pack
    rules = [pack.rules[name] for name in (*claim.holds, *claim.fails)]
    options = [pack.options[name] for name in (claim.barred, *claim.behind) if name]
    read = list(read_by(pack, rules, options))
    named: set[bool | str] = {one.process for one in options}
    read += ["order.process"] if options else []
    return Bench(advisor, profile([pack], read, named))


def _pinned(points: Boxes, at: tuple[str, int] | None) -> Boxes:
    """Return points all of which say one number."""
    places = [place for place, one in enumerate(points.profile.axes) if at is not None and one.path == at[0]]
    if at is None or not places:
        return points
    low = points.low.copy()
    low[:, places[0]] = at[1]
    return Boxes(points.profile, points.stratum, low, low)


def _of_rules(claim: Claim, bench: Bench, decided: Decided) -> Array:
    """Return the rows of the orders in which a claim's rules hold or fail as it says."""
    view, pairs = decided.taken, decided.pairs
    found = np.ones(len(pairs), np.bool_)
    alone = np.ones(decided.orders.count, np.bool_)
    for name, wanted in (*((one, True) for one in claim.holds), *((one, False) for one in claim.fails)):
        ends = view.of(bench.engine.graph.conditions[name])
        if bench.advisor.pack.rules[name].scope == "option":
            found &= np.broadcast_to(spread_over_rows(view, ends).low, len(pairs)).astype(np.bool_) == wanted
        else:
            alone &= np.broadcast_to(ends.low, decided.orders.count).astype(np.bool_) == wanted
    if not any(bench.advisor.pack.rules[name].scope == "option" for name in (*claim.holds, *claim.fails)):
        return np.flatnonzero(alone)
    return pairs.order[found & alone[pairs.order]]


def _of_options(claim: Claim, bench: Bench, decided: Decided) -> Array:
    """Return the rows of the orders in which all of a claim's options are candidates, as it says."""
    pairs, every = decided.pairs, np.ones(decided.orders.count, np.bool_)
    stands = decided.contestants.stands
    for name, wanted in (*((claim.barred, False),) * bool(claim.barred), *((one, True) for one in claim.behind)):
        every &= pairs.any((pairs.option == bench.options.index(name)) & (stands == wanted))
    if claim.behind:
        one, other = (_cost(name, bench, decided) for name in claim.behind)
        dearer = every & (one > other)
        every = dearer if dearer.any() else every
    return np.flatnonzero(every)


def _cost(name: str, bench: Bench, decided: Decided) -> Array:
    """Return of each order what an option costs, 0 where it is no candidate."""
    rows = np.flatnonzero(decided.pairs.option == bench.options.index(name))
    found = np.zeros(decided.orders.count, np.int64)
    found[decided.pairs.order[rows]] = np.broadcast_to(decided.contestants.cost, len(decided.pairs))[rows]
    return found


# --- one order --------------------------------------------------------------------------------------------------------
def _shows(claim: Claim, advice: Advice) -> bool:
    """Return whether an answer, with every firing, is as a claim says."""
    ranking = {one.option.id: one for one in advice.ranking}
    if claim.dead:
        return not any(one.as_assumed for one in advice.firings if one.rule == claim.dead)
    if claim.barred:
        return claim.barred in ranking and ranking[claim.barred].standing not in _AHEAD
    if claim.behind:
        both = [ranking[name] for name in claim.behind if name in ranking]
        ids = [one.option.id for one in both if one.standing in _AHEAD]
        return len(ids) == len(claim.behind) and list(ranking).index(ids[0]) > list(ranking).index(ids[1])
    options: Sequence[str | None] = [*ranking, None]
    return any(_all(claim, advice, option) for option in options)


def _all(claim: Claim, advice: Advice, option: str | None) -> bool:
    held = {one.rule: one.as_assumed for one in advice.firings if one.option in (option, None)}
    return _are(claim.holds, held, True) and _are(claim.fails, held, False)  # noqa: FBT003  # the verdict


def _are(rules: Iterable[str], held: Mapping[str, object], wanted: bool) -> bool:  # noqa: FBT001  # the verdict
    return all(name in held and held[name] is wanted for name in rules)
