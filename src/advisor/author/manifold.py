"""Many mutants as one pack: each entry that any of them replaces is theirs where the order says so, and the pack's own where it says none.

An order says by one fact of its own, a number, which mutant it is decided by; 0 is none of them. So the orders of all mutants are decided
together, in columns, by a pack that is compiled once. That fact is always known, so that no verdict and no number is wider for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from msgspec.structs import replace

from advisor import ir, meaning
from advisor.author.mutant import Mutant
from advisor.columnar import Orders
from advisor.columnar.column import ORDER, Array, number_column
from advisor.columnar.decide import ColumnEngine
from advisor.errors import Place

FACT = "which mutant"
"""No fact of a pack has a space in its name."""
PATH = f"order.{FACT}"
BEHIND = "\0"
"""Before all that an id may hold, so that a row's double ranks among other ids as the row does."""
_MOST = 1 << 20
T = TypeVar("T")


class Manifold:
    """Some mutants as one engine. Each may replace rules, estimates and rows; what it assumes is asked of a program of its own.

    origin: of each option of the engine, the place of the row of the pack that it is or is made of.
    """

    def __init__(self, pack: ir.Pack, mutants: Sequence[Mutant]) -> None:
        rules = _merged(pack.rules, [one.rules for one in mutants], _rule)
        estimates = _merged(pack.estimates, [one.estimates for one in mutants], _estimate)
        options, self.origin = _rows(pack, [one.options for one in mutants])
        facts = {**pack.facts, FACT: _fact()}
        self.pack = replace(pack, rules=rules, estimates=estimates, options=options, facts=facts)
        program = meaning.stratify(self.pack)
        own = meaning.stratify(pack).trades
        trades = frozenset(name for name in options if name.partition(BEHIND)[0] in own)
        self.engine = ColumnEngine(replace(program, trades=trades))

    def orders(self, orders: Orders, rows: Array, mutants: Array) -> Orders:
        """Return some orders, each to be decided by one of the mutants, counted from 1."""
        found = orders.take(rows)
        return replace(found, facts={**found.facts, PATH: number_column(ORDER, mutants, mutants)})


def _fact() -> ir.FactType:
    return ir.FactType(
        name=FACT, of="order", kind=ir.Kind.NUMBER, domain=ir.Numbers(0, _MOST), at=Place(""), words={}, choice_groups={}, label=FACT,
        assume=ir.Assumption(otherwise=ir.Guess(value=ir.Numbers(0, 0), usual=ir.Numbers(0, 0))),
    )  # fmt: skip


def _is(place: int) -> ir.Condition:
    return ir.Within(PATH, ir.Number(place), ir.Number(place))


def _merged(
    own: Mapping[str, T], others: Sequence[Mapping[str, T]], merge: Callable[[T, list[tuple[int, T]]], T]
) -> dict[str, T]:
    """Return the entries of a pack, those merged that some mutants replace."""
    versions: dict[str, list[tuple[int, T]]] = {}
    for place, entries in enumerate(others, 1):
        for name, entry in entries.items():
            versions.setdefault(name, []).append((place, entry))
    return {name: merge(entry, versions[name]) if name in versions else entry for name, entry in own.items()}


def _rule(rule: ir.Rule, versions: list[tuple[int, ir.Rule]]) -> ir.Rule:
    held = meaning.condition_of(rule)
    tests = [(place, meaning.condition_of(one)) for place, one in versions]
    differing = [(place, one) for place, one in tests if one != held]
    conclusion = rule.conclusion
    match conclusion:
        case ir.Risk() | ir.Favour():
            told = [
                (place, one.conclusion.points)
                for place, one in versions
                if isinstance(one.conclusion, ir.Risk | ir.Favour)
            ]
            conclusion = replace(conclusion, points=_chosen(conclusion.points, told))
        case ir.Derive(_, value) if not isinstance(value, ir.OneOf | ir.Subset):
            derived = [
                (place, one.conclusion.value) for place, one in versions if isinstance(one.conclusion, ir.Derive)
            ]
            conclusion = replace(conclusion, value=_chosen(value, derived))  # type: ignore[arg-type]  # numbers, all of them
    if not differing:
        return replace(rule, conclusion=conclusion)
    parts = (
        ir.And((_none(place for place, _ in differing), held)),
        *(ir.And((_is(place), one)) for place, one in differing),
    )
    return replace(rule, tests=(), joins=(ir.Or(parts),), conclusion=conclusion)


def _none(places: Iterable[int]) -> ir.Condition:
    return ir.Not(ir.Or(tuple(map(_is, places))))


def _chosen(own: ir.Expression, versions: Iterable[tuple[int, ir.Expression]]) -> ir.Expression:
    found = own
    for place, other in versions:
        if other != own:
            found = ir.Choose(_is(place), other, found)
    return found


def _estimate(estimate: ir.Estimate, versions: list[tuple[int, ir.Estimate]]) -> ir.Estimate:
    readings = {
        reading: _chosen(own, [(place, one.readings[reading]) for place, one in versions])
        for reading, own in estimate.readings.items()
    }
    return replace(estimate, readings=readings)


def _rows(pack: ir.Pack, others: Sequence[Mapping[str, ir.Option]]) -> tuple[dict[str, ir.Option], Array]:
    """Return the rows of a pack, behind each its doubles by a mutant, each candidate only where its mutant is asked; and whose double each is."""
    doubles: dict[str, list[tuple[int, ir.Option]]] = {}
    for place, entries in enumerate(others, 1):
        for name, row in entries.items():
            doubles.setdefault(name, []).append((place, row))
    found: dict[str, ir.Option] = {}
    origin: list[int] = []
    for own, (name, option) in enumerate(pack.options.items()):
        versions = doubles.get(name, [])
        applies = ir.And((option.applies, _none(place for place, _ in versions))) if versions else option.applies
        found[name] = replace(option, applies=applies)
        for place, row in versions:
            double = f"{name}{BEHIND}{place}"
            found[double] = replace(row, id=double, applies=ir.And((row.applies, _is(place))))
        origin += [own] * (1 + len(versions))
    return found, np.array(origin, np.int64)
