"""Which orders are asked: each number from a least to a greatest value, each stratum a choice of the rest, all else as assumed.

A number's axis is cut where a pack compares that number with a figure. Each of at most `MOST_CELLS` cells weighs the same, and each
value in it as much as another: so the share of orders is not that of large numbers alone. A fact of which nothing is assumed is said
at its plainest, for what stays unknown can be proved of nothing; it is told which.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product

import numpy as np
from msgspec import Struct

from advisor import ir, meaning
from advisor.columnar.column import Array
from advisor.meaning.possible import is_known

MOST_CELLS = 16
MOST_AXES = 4
_FEW = 2
"""An axis of no more turns than these is cut all over."""
MOST_STRATA = 800
MOST_COMBINED = 24
"""How many combinations of what rules test are laid over what is ordered."""
MOST_USUAL = 32
"""How many objects, and how many materials, are asked."""
LONGEST = 1000
TOPS = {"units": 5_000, "days": 365, "money": 10_000_000}
"""Up to where numbers are asked that have no less greatest value, by unit: pieces, days, cents."""
NONE_AT = ir.Numbers(ir.UNLIMITED, ir.UNLIMITED)


class NumberAxis(Struct, frozen=True, dict=True):
    """One number. low, high: its ends, the last of them `none` if has_none; cuts: where a cell of it begins, ascending; all: where it may turn."""

    path: str
    low: int
    high: int
    has_none: bool
    cuts: tuple[int, ...]
    every: tuple[int, ...]

    @cached_property
    def _ends(self) -> tuple[Array, Array]:
        edges = np.array([*self.cuts, self.high + 1], np.float64)
        return edges, np.arange(len(edges), dtype=np.float64)

    def share(self, low: Array, high: Array) -> Array:
        """Return the share of the axis that lies from one value to another, both inclusive."""
        edges, at = self._ends
        return (np.interp(np.asarray(high) + 1, edges, at) - np.interp(low, edges, at)) / at[-1]

    def value(self, low: int, high: int) -> ir.Numbers:
        """Return the possible values from one to another."""
        if not self.has_none or high < self.high:
            return ir.Numbers(low, high)
        return NONE_AT if low == self.high else ir.Numbers(low, high - 1, or_none=True)


class Profile(Struct, frozen=True, dict=True):
    """Which orders are asked. strata: what each says of other facts than the axes; said: what all say."""

    axes: tuple[NumberAxis, ...]
    strata: tuple[ir.Memory, ...]
    said: ir.Memory
    left_out: int = 0
    unknown: tuple[str, ...] = ()


def profile(packs: Sequence[ir.Pack], read: Iterable[str] = (), named: Collection[bool | str] = ()) -> Profile:
    """Return the profile of a pack, or of two that are held against each other.

    read: given facts that must be varied; named: choices that must be among those asked.
    """
    pack = packs[-1]
    given = given_facts(pack)
    asked = [one for one in dict.fromkeys(read) if one in given]
    usual = [path for path in usual_paths(pack) if path in given]
    axes = tuple(axis(packs, given[path]) for path in _axis_paths(pack, given, asked))
    on_axes = {one.path for one in axes}
    strata, left_out = _strata(given, usual, [one for one in asked if one not in on_axes], on_axes, named)
    varied = on_axes.union(*strata)
    said = {
        path: plain
        for path, fact in given.items()
        if path not in varied and (plain := plainest(fact, usual)) is not None
    }
    for one in strata:
        said |= {
            path: plain for path in one if (plain := plainest(given[path], usual)) is not None and path not in usual
        }
    unknown = tuple(path for path, fact in given.items() if fact.assume is None and path not in {*said, *varied})
    return Profile(axes=axes, strata=strata, said=said, left_out=left_out, unknown=unknown)


def usual_paths(pack: ir.Pack) -> tuple[str, ...]:
    """Return the facts that say what is ordered and what it is of, as far as the pack's lexicon names them."""
    roles = pack.lexicon.roles
    return tuple(f"order.{name}" for name in (roles.thing, roles.stuff) if name)


def given_facts(pack: ir.Pack) -> dict[str, ir.FactType]:
    """Return the facts of an order that no rule derives and that can be tested, by path."""
    derived = {rule.conclusion.path for rule in pack.rules.values() if isinstance(rule.conclusion, ir.Derive)}
    found = {
        f"order.{one.name}": one for one in pack.facts.values() if one.of == "order" and one.kind is not ir.Kind.TEXT
    }
    return {path: one for path, one in found.items() if path not in derived}


# --- numbers ----------------------------------------------------------------------------------------------------------
def _axis_paths(pack: ir.Pack, given: Mapping[str, ir.FactType], asked: Sequence[str]) -> list[str]:
    usual = [path for path in (pack.roles.amount, pack.roles.due) if path in given]
    numbers = [path for path in asked if isinstance(given[path].domain, ir.Numbers)]
    first = usual[:1]
    return list(dict.fromkeys((*first, *numbers, *usual)))[:MOST_AXES]


def axis(packs: Sequence[ir.Pack], fact: ir.FactType) -> NumberAxis:
    """Return the axis of a number, cut at what the packs compare it with."""
    domain, path = fact.domain, f"order.{fact.name}"
    if not isinstance(domain, ir.Numbers):
        raise TypeError(f"`{path}` is no number")
    turns = sorted({one for pack in packs for one in _turning(pack, path) if domain.low < one <= domain.high})
    usual = fact.usual.high if isinstance(fact.usual, ir.Numbers) else domain.low
    most = TOPS.get(fact.unit.name if fact.unit else "", max([*turns, LONGEST // 2, usual]) * 2)
    top = domain.high if domain.high - domain.low <= LONGEST else min(domain.high, most)
    turns = [one for one in turns if one <= top]
    cells = _thinned(turns if len(turns) > _FEW else _spread(domain.low, top), MOST_CELLS - 1)
    none = (top + 1,) if domain.or_none else ()
    return NumberAxis(
        path, domain.low, top + len(none), domain.or_none, (domain.low, *cells, *none), (*turns, *none)
    )  # fmt: skip


def _turning(pack: ir.Pack, path: str) -> Iterator[int]:
    """Yield the values of a number from which on a comparison with it can turn."""
    yield from values_that_turn(conditions(pack), path)
    for option in pack.options.values() if path == pack.roles.amount else ():
        yield from breaks(pack.roles, option)


def values_that_turn(roots: Iterable[ir.Condition], path: str) -> Iterator[int]:
    """Yield the values of a number from which on some conditions can turn."""
    for node in (node for root in roots for node in meaning.nodes(root)):
        match node:
            case ir.Within(own, low, high) if own == path:
                yield from (one.value + step for one, step in ((low, 0), (high, 1)) if one is not None)
            case ir.Compare(_, ir.Read(own), ir.Number(end) | ir.Figure(_, _, end)) if own == path:
                yield from (end, end + 1)
            case ir.Compare(_, ir.Number(end) | ir.Figure(_, _, end), ir.Read(own)) if own == path:
                yield from (end, end + 1)
            case _:
                pass


def conditions(pack: ir.Pack) -> Iterator[ir.Condition]:
    """Yield every condition of a pack: of its rules and of its options."""
    for rule in pack.rules.values():
        yield from (*rule.tests, *rule.joins)
    yield from (option.applies for option in pack.options.values())


def breaks(roles: ir.PackRoles, option: ir.Option) -> Iterator[int]:
    """Yield the amounts from which on an option says something else."""
    for path, value in option.values.items():
        if isinstance(value, ir.SpanTable):
            yield from (start for start, _ in value.rows)
        elif isinstance(value, ir.Numbers) and path in (roles.least, roles.most) and value.high < ir.UNLIMITED:
            yield value.low + (path == roles.most)


def _spread(low: int, high: int) -> list[int]:
    """Return values all over an axis: evenly over a short one, else each twice the one before."""
    if high - low <= LONGEST // 2:
        return sorted({low + (high - low + 1) * part // 8 for part in range(1, 8)} - {low})
    return sorted({high >> part for part in range(1, MOST_CELLS - 1)} - {low, 0})


def _thinned(values: Sequence[int], most: int) -> list[int]:
    if len(values) <= most:
        return list(values)
    return sorted({values[place * (len(values) - 1) // (most - 1)] for place in range(most)})


# --- everything else --------------------------------------------------------------------------------------------------
def _strata(
    given: Mapping[str, ir.FactType],
    usual: Sequence[str],
    asked: Sequence[str],
    axes: set[str],
    named: Collection[bool | str],
) -> tuple[tuple[ir.Memory, ...], int]:
    """Return what is ordered, alone and with each combination of what rules test; and how many were left out for their number."""
    some = {path: _some(values_asked(given[path]), named) for path in usual}
    made: list[ir.Memory] = [_ordered(path, value, given) for path in usual for value in some[path]]
    made = [_whole(one, place, given, some) for place, one in enumerate(made)]
    out = sum(len(values_asked(given[path])) - len(some[path]) for path in usual)
    others = [path for path in asked if path not in usual]
    if not usual:
        others += [
            path
            for path, one in given.items()
            if path not in others and path not in axes and not isinstance(one.domain, ir.Numbers)
        ]
    combined = _combined({path: values_asked(given[path]) for path in others})
    every = [{**one, **more} for more in combined for one in made or [{}]]
    step = -(-len(every) // MOST_STRATA)
    kept = every[::step] if step > 1 else every
    return tuple(kept), out * len(combined) + len(every) - len(kept)


def _ordered(path: str, value: ir.Possible, given: Mapping[str, ir.FactType]) -> ir.Memory:
    """Return what is ordered: beside a material an object that usually is of it, if there is one, since of objects nothing is assumed."""
    assume = own.unconfined if (own := given[path].assume) is not None else None
    cases = assume.cases if assume is not None and assume.by in given else ()
    usual = next((case for case, guess in cases if isinstance(guess, ir.Guess) and guess.value == value), None)
    return {path: value} if assume is None or usual is None else {assume.by: ir.OneOf((usual,)), path: value}


def _whole(
    one: ir.Memory, place: int, given: Mapping[str, ir.FactType], some: Mapping[str, list[ir.Possible]]
) -> ir.Memory:
    """Return what is ordered with a value, each in its turn, of what nothing is assumed of beside it."""
    found = dict(one)
    for path in (path for path in some if path not in one):
        assume = own.unconfined if (own := given[path].assume) is not None else None
        told = assume.cases if assume is not None else ()
        cases = {case for case, guess in told if isinstance(guess, ir.Assumption) or is_known(guess.value)}
        by = one.get(assume.by) if assume is not None else None
        if not (isinstance(by, ir.OneOf) and by.values[0] in cases):
            found[path] = some[path][place % len(some[path])]
    return found


def _some(values: Sequence[ir.Possible], named: Collection[bool | str]) -> list[ir.Possible]:
    """Return at most `MOST_USUAL` values: those that are named first, then some all over the rest, in their order."""
    wanted = [one for one in values if isinstance(one, ir.OneOf) and one.values[0] in named]
    first = wanted[:: -(-len(wanted) // MOST_USUAL) or 1]
    rest = [one for one in values if one not in wanted]
    left = MOST_USUAL - len(first)
    kept = {*first, *(rest[:: -(-len(rest) // left)] if rest and left else ())}
    return [one for one in values if one in kept]


def _combined(values: Mapping[str, Sequence[ir.Possible]]) -> list[ir.Memory]:
    """Return every combination; where they are too many, what each fact says while the others say nothing."""
    count = 1
    for one in values.values():
        count *= len(one)
    if count <= MOST_COMBINED:
        return [dict(zip(values, row, strict=True)) for row in product(*values.values())]
    return [{}, *({path: one} for path, several in values.items() for one in several)]


def values_asked(fact: ir.FactType) -> list[ir.Possible]:
    """Return the known values of a fact that are asked: of a number its ends, of a set none, each and all."""
    match fact.domain:
        case ir.OneOf(values):
            return [ir.OneOf((one,)) for one in values]
        case ir.Subset(_, maybe):
            return list(dict.fromkeys([ir.Subset(()), *(ir.Subset((one,)) for one in maybe), ir.Subset(maybe)]))
        case ir.Numbers(low, high, or_none):
            return [ir.Numbers(low, low), ir.Numbers(high, high), *([NONE_AT] if or_none else [])]
        case other:
            return [other]


def plainest(fact: ir.FactType, usual_paths: Collection[str]) -> ir.Possible | None:
    """Return what is said of a fact, unless it is one of those that say what is ordered, of which nothing is assumed: no, none, or the first that is usual; None if it stays unsaid."""
    if fact.assume is not None or f"order.{fact.name}" in usual_paths:
        return None
    match fact.domain, fact.usual:
        case ir.OneOf(values), usual:
            among = usual.values if isinstance(usual, ir.OneOf) else values
            return ir.OneOf((next((one for one in among if one in (False, "none")), among[0]),))
        case ir.Subset(), _:
            return ir.Subset(())
        case ir.Numbers(_, _, True), _:
            return NONE_AT
        case ir.Numbers(), ir.Numbers(low, high, _):
            return ir.Numbers(low, low) if low <= high else None
        case _:
            return None


def read_by(pack: ir.Pack, rules: Iterable[ir.Rule], options: Iterable[ir.Option]) -> tuple[str, ...]:
    """Return the given facts that some rules and options read, those by way of derived ones among them."""
    made = meaning.inputs(pack)
    paths = [path for rule in rules for path in map(meaning.fact_path, meaning.rule_reads(rule))]
    paths += [path for option in options for path in map(meaning.fact_path, meaning.reads(option.applies))]
    derived: Mapping[str, tuple[str, ...]] = {path: one for path, one in made.items() if path.startswith("order.")}
    near = [path for path in paths if path.startswith("order.")]
    found = (*near, *meaning.origins(near, derived))
    return tuple(path for path in dict.fromkeys(found) if path in given_facts(pack))
