"""The fewest orders, pinned, that notice what nothing that a pack has noticed: a greedy cover of the mutants that survive."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import count, islice

import numpy as np
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.analysis.case import Case
from advisor.author.drawn import OrderDraw
from advisor.author.mutant import Mutant, MutantOutcome, refusal
from advisor.author.mutant_trial import Trial
from advisor.author.noticed import Noticing
from advisor.author.turned import Bases, options_turned, pairs_turned, turned
from advisor.columnar.column import Array
from advisor.trace import Order

POOL = 2_500
"""How many orders are tried at a time."""
_LEFT_OUT = re.compile(r"`([a-z][a-z0-9_]*)` left out")
_ROUNDS = 8
"""How often so many orders are drawn."""
TOGETHER = 24
"""For how many mutants orders are made at a time."""


def tried(
    advisor: Advisor, cases: Sequence[Case], pinned: Sequence[Order], mutants: Sequence[Mutant]
) -> Iterator[MutantOutcome]:
    """Yield what becomes of each mutant, in their order: noticed by a pinned order, else by a case."""
    refused = [refusal(advisor.pack, one) for one in mutants]
    asked = [one for one, why in zip(mutants, refused, strict=True) if not why]
    by_pin = dict(
        zip(map(id, asked), (_first(one, pinned) for one in Noticing(advisor, pinned).of(asked)), strict=True)
    )
    left = Trial(advisor, cases).run([one for one in asked if not by_pin[id(one)]])
    for mutant, why in zip(mutants, refused, strict=True):
        name = "" if why else by_pin[id(mutant)]
        yield MutantOutcome(mutant=mutant, noticed=name, refused=why) if why or name else next(left)


def _first(noticed: Array, orders: Sequence[Order]) -> str:
    return orders[int(np.argmax(noticed))].id if noticed.any() else ""


def chosen(
    advisor: Advisor, bases: Sequence[Order], survivors: Sequence[Mutant], taken: Iterable[str]
) -> list[tuple[Order, list[Mutant]]]:
    """Return a few orders of a pack's own, or at the turns of its rules, each with the mutants that it notices and none before it does.

    Together they notice all survivors that any order does that is tried. Each is named after what it holds. taken: the names that they may not have.
    """
    found: dict[str, Order] = {}
    left = [*survivors]
    for orders, asked in _pools(advisor, bases, left):
        noticed = _noticed(advisor, orders, asked)
        for place, rows in cover(noticed):
            found.setdefault(_said(orders[place]), orders[place])
            gone = {id(asked[row]) for row in rows}
            left[:] = [one for one in left if id(one) not in gone]
    several = [*found.values()]
    covering = cover(_noticed(advisor, several, survivors))
    told = shortened(advisor, [(several[place], [survivors[row] for row in rows]) for place, rows in covering])
    used = set(taken)
    for at, (order, held) in enumerate(told):
        told[at] = (replace(order, id=_free(held_by(held), used)), held)
        used.add(told[at][0].id)
    return told


def fewest(advisor: Advisor, cases: Sequence[Case], pinned: Sequence[Order], mutants: Sequence[Mutant]) -> list[Order]:
    """Return of some pinned orders few that notice, of the mutants that no case does by what columns tell, all that any of them notices."""
    left = [one.mutant for one in Trial(advisor, cases, whole=False).run(mutants) if one.survives]
    noticed = _noticed(advisor, pinned, left)
    kept = [place for place, _ in cover(noticed)]
    for place in reversed(kept):
        others = [one for one in kept if one != place]
        if np.array_equal(noticed[:, others].any(axis=1), noticed.any(axis=1)):
            kept = others
    return [pinned[place] for place in sorted(kept)]


def _noticed(advisor: Advisor, orders: Sequence[Order], mutants: Sequence[Mutant]) -> Array:
    found = [*Noticing(advisor, orders).of(mutants)] if orders and mutants else []
    return np.array(found, np.bool_).reshape(len(mutants), len(orders))


def _pools(
    advisor: Advisor, bases: Sequence[Order], left: Sequence[Mutant]
) -> Iterator[tuple[list[Order], list[Mutant]]]:
    """Yield the orders that are tried, and on which mutants: a pack's own, those drawn, then those at turns. left: what survives, when each is asked for."""
    yield from (([*bases[at : at + POOL]], [*left]) for at in range(0, len(bases), POOL) if left)
    if not left:
        return
    if bases:
        drawing = OrderDraw(advisor, bases, left)
        yield from ((drawing.orders(left, POOL), [*left]) for _ in range(_ROUNDS) if left)
    ready = Bases(advisor, bases)
    for make in (turned, pairs_turned, options_turned):
        tried = [*left]
        for first in range(0, len(tried), TOGETHER):
            some = tried[first : first + TOGETHER]
            several = [*{_said(order): order for order in make(advisor, ready, some)}.values()]
            for at in range(0, len(several), POOL):
                now = {id(one) for one in left}
                yield several[at : at + POOL], [one for one in some if id(one) in now]


def _said(order: Order) -> str:
    return repr((sorted(order.given.items(), key=lambda one: one[0]), order.quotes, order.as_of))


def cover(noticed: Array) -> Iterator[tuple[int, list[int]]]:
    """Yield the columns, the one first that holds most of what is left, that together hold every row that any does; each with its rows."""
    left = np.flatnonzero(noticed.any(axis=1))
    while len(left):
        best = int(noticed[left].sum(axis=0).argmax())
        held = noticed[left, best]
        yield best, left[held].tolist()
        left = left[~held]


def held_by(noticed: Iterable[Mutant]) -> str:
    """Return the rule, figure or row that most of some mutants are mistakes in, with a choice that one leaves out, as a name for the pin that notices them."""
    told = [*noticed]
    ((name, _),) = Counter(one.name for one in told).most_common(1)
    choices = (found[1] for one in told if one.name == name and (found := _LEFT_OUT.match(one.what)))
    return "-".join((name, *islice(choices, 1))).replace("_", "-")


def _free(name: str, used: Collection[str]) -> str:
    return next(one for place in count(1) if (one := name if place == 1 else f"{name}-{place}") not in used)


_PASSES = 3
Told = tuple[Order, list[Mutant]]
"""An order, and mutants that it notices."""


def shortened(advisor: Advisor, told: Sequence[Told]) -> list[Told]:
    """Return each order with fewer facts, or as it was, each of which still notices its mutants."""
    found = [*told]
    for _ in range(_PASSES):
        spare = _spare(advisor, found)
        shorter = [*found]
        for part in (1, 2, 4):  # facts that can be spared one at a time can seldom all be
            left = [place for place, paths in enumerate(spare) if paths and shorter[place] is found[place]]
            tries = [
                (_without(found[one][0], spare[one][: -(-len(spare[one]) // part)]), found[one][1]) for one in left
            ]
            for place, one, still in zip(left, tries, _still(advisor, tries), strict=True):
                shorter[place] = one if still else shorter[place]
        if all(one is other for one, other in zip(found, shorter, strict=True)):
            break
        found = shorter
    return found


def _spare(advisor: Advisor, told: Sequence[Told]) -> list[list[str]]:
    """Return of each order the facts without any one of which it still notices its mutants."""
    at = [(place, path) for place, (order, _) in enumerate(told) for path in order.given]
    still = _still(advisor, [(_without(told[place][0], [path]), told[place][1]) for place, path in at])
    found: list[list[str]] = [[] for _ in told]
    for (place, path), is_spare in zip(at, still, strict=True):
        found[place] += [path] if is_spare else []
    return found


def _without(order: Order, paths: Collection[str]) -> Order:
    return replace(order, given={path: value for path, value in order.given.items() if path not in paths})


def _still(advisor: Advisor, told: Sequence[Told]) -> list[bool]:
    """Return of each order whether it notices all its mutants."""
    mutants = [*{id(one): one for _, several in told for one in several}.values()]
    if not mutants:
        return [True] * len(told)
    rows = {id(one): row for row, one in enumerate(mutants)}
    noticed: Array = np.array([*Noticing(advisor, [order for order, _ in told]).of(mutants)])
    return [bool(noticed[[rows[id(one)] for one in several], place].all()) for place, (_, several) in enumerate(told)]
