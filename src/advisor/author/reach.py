"""Which rules hold and which options win at all: looked for among the orders that they ask for, a wave at a time, until all are seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from advisor import ir
from advisor.author.box import Bench, Boxes
from advisor.author.profile import Profile, given_facts, profile, read_by, values_asked
from advisor.author.sample import Sample, points_of, seen
from advisor.columnar.column import Array

AMOUNTS, FEW = 8, 4
"""How many amounts each option is asked for; how many where something else is said besides."""
_POINTS = 400
"""How many orders are asked for each rule."""


class Reached(Struct, frozen=True, kw_only=True, dict=True):
    """What was seen in some order, and how many were looked at. held: rules that hold; won: options that win."""

    held: frozenset[str]
    won: frozenset[str]
    count: int

    def with_seen(self, bench: Bench, points: Boxes) -> Reached:
        """Return what was seen, with what is seen in some more orders."""
        if not len(points):
            return self
        held, won = seen(bench, bench.engine.decide(bench.bare(points)))
        return Reached(held=self.held | held, won=self.won | won, count=self.count + len(points))


def reached(sample: Sample) -> Reached:
    """Return what is seen in the orders of a sample, or in orders that an option or a rule not seen there asks for."""
    found = Reached(held=sample.held, won=sample.won, count=len(sample.points))
    advisor = sample.bench.advisor
    rules, options = own_of(advisor.pack)
    for said, most in (({}, AMOUNTS), *((one, FEW) for one in _besides(advisor.pack))):
        left = [one for one in options if one.id not in found.won]
        asked = _profile_for(left, sample.bench.profile, advisor.pack, said)
        found = found.with_seen(Bench(advisor, asked), _amounts(left, asked, advisor.pack, most)) if left else found
    for rule in rules:
        if rule.id not in found.held:
            asked = profile([advisor.pack], read_by(advisor.pack, [rule], []))
            wanted = _asking((*rule.tests, *rule.joins), advisor.pack)
            for own in (asked, _with_strata(asked, [{**one, **wanted} for one in asked.strata])):
                bench = Bench(advisor, own)
                found = found.with_seen(bench, points_of(bench, _POINTS)) if rule.id not in found.held else found
    return found


def own_of(pack: ir.Pack) -> tuple[list[ir.Rule], list[ir.Option]]:
    """Return the rules that decide and the options, without those of a pack below, which are that pack's own matter."""
    rules = [one for one in pack.rules.values() if one.scope != "advice" and one.at.file not in pack.inherited]
    return rules, [one for one in pack.options.values() if one.at.file not in pack.inherited]


def _besides(pack: ir.Pack) -> Iterator[ir.Memory]:
    """Yield each value of what the rules that exclude ask of an order, but its numbers and what tells options apart."""
    given = given_facts(pack)
    rules = [one for one in pack.rules.values() if isinstance(one.conclusion, ir.Exclude)]
    for path in read_by(pack, rules, []):
        if (
            not given[path].identifies
            and not isinstance(given[path].domain, ir.Numbers)
            and len(values_asked(given[path])) < AMOUNTS**2
        ):
            yield from ({path: one} for one in values_asked(given[path]))


def _profile_for(options: Sequence[ir.Option], asked: Profile, pack: ir.Pack, said: ir.Memory) -> Profile:
    """Return the profile with a stratum for each option: an order that asks for its process, and for what it applies to."""
    strata = [{**_asking((ir.Among("order.process", (one.process,)), one.applies), pack), **said} for one in options]
    return _with_strata(asked, strata)


def _with_strata(asked: Profile, strata: Sequence[ir.Memory]) -> Profile:
    varied = {*(one.path for one in asked.axes)}.union(*strata)
    axes = {one.path for one in asked.axes}
    kept = tuple({path: value for path, value in one.items() if path not in axes} for one in strata)
    return replace(asked, strata=kept, said={path: one for path, one in asked.said.items() if path not in varied})


def _asking(parts: Sequence[ir.Condition], pack: ir.Pack) -> ir.Memory:
    """Return an order of which all these hold, if each asks for one fact."""
    found: dict[str, tuple[ir.Possible, ...]] = {}
    for part in parts:
        for path, values in _asked(part, pack):
            left = tuple(one for one in values if one in found.get(path, values))
            found[path] = left or values
    return {path: values[0] for path, values in found.items() if values}


def _asked(node: ir.Condition, pack: ir.Pack) -> Iterator[tuple[str, tuple[ir.Possible, ...]]]:
    """Yield facts of an order with the values with which each part of a condition holds; of one or the other, of the first."""
    match node:
        case ir.And(parts):
            for part in parts:
                yield from _asked(part, pack)
        case ir.Or(parts) if parts:
            yield from _asked(parts[0], pack)
        case ir.Among(path, values) if path.startswith("order."):
            yield path, tuple(ir.OneOf((one,)) for one in values)
        case ir.Not(ir.Among(path, values)) if path.startswith("order."):
            domain = pack.facts[path.removeprefix("order.")].domain
            left = [one for one in domain.values if one not in values] if isinstance(domain, ir.OneOf) else []
            yield path, tuple(ir.OneOf((one,)) for one in left)
        case ir.Holds(path, mode, members) if path.startswith("order."):
            yield path, (ir.Subset(members if mode == "has" else ()),)
        case ir.Within(path, low, high) if path.startswith("order.") and (low or high):
            end = (low or high).value  # type: ignore[union-attr]  # one of them is there
            yield path, (ir.Numbers(end, end),)
        case _:
            pass


def _amounts(options: Sequence[ir.Option], asked: Profile, pack: ir.Pack, most: int) -> Boxes:
    """Return orders for each option, from one less than it takes to one more, with all else that is a number at its greatest."""
    rows = np.repeat(np.arange(len(options)), most)
    low = np.tile(np.array([one.high for one in asked.axes], np.int64), (len(rows), 1))
    for at, axis in enumerate(asked.axes):
        if axis.path == pack.roles.amount:
            low[:, at] = np.concatenate([_between(one, pack, axis.low, axis.high, most) for one in options])
    return Boxes(asked, rows, low, low)


def _between(option: ir.Option, pack: ir.Pack, low: int, high: int, most: int) -> Array:
    least, greatest = option.values.get(pack.roles.least), option.values.get(pack.roles.most)
    begin = least.low - 1 if isinstance(least, ir.Numbers) else low
    end = greatest.high + 1 if isinstance(greatest, ir.Numbers) else high
    begin, end = (min(max(low, one), high) for one in (begin, end))
    return np.geomspace(max(1, begin), max(1, begin, end), most).round().astype(np.int64)
