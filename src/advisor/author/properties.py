"""`tests/properties.yaml`: what must never or always win, or stay possible as a number grows; held against every order that it is said of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import product

import numpy as np
from msgspec import Struct

from advisor import ir, meaning
from advisor.advice import Advisor
from advisor.author.box import Bench, Boxes, boxes_together, whole
from advisor.author.profile import NumberAxis, Profile, axis, given_facts, plainest, usual_paths
from advisor.author.touch import all_pairs, surely_excluded
from advisor.check import domains
from advisor.columnar.column import Array
from advisor.columnar.decide import Decided
from advisor.errors import Place
from advisor.ir import Memory, Numbers, OneOf
from advisor.meaning import Program, truth
from advisor.meaning.possible import is_known

_WAVE = 2_048


class Property(Struct, frozen=True, kw_only=True):
    """What must be true of all orders that say `over`. pathways: that never, or always, win; grows: facts, and whether up or down."""

    id: str
    over: Memory
    mode: str
    pathways: tuple[str, ...]
    grows: tuple[tuple[str, str], ...]
    because: str
    at: Place


class PropertyHeld(Struct, frozen=True, kw_only=True):
    """What was found of a property. order: one that breaks it, None if none was found; open: the share of which nothing is proved."""

    told: str
    open: float
    order: Memory | None = None


def profile_over(advisor: Advisor, over: Memory) -> Profile:
    """Return the profile of all orders that say some values, the rest as assumed."""
    pack, given = advisor.pack, given_facts(advisor.pack)
    axes: list[NumberAxis] = []
    fixed: dict[str, list[OneOf]] = {}
    said: dict[str, object] = {}
    for path, value in over.items():
        if isinstance(value, Numbers) and not is_known(value):
            base = axis([pack], pack.facts[path.removeprefix("order.")])
            inside = tuple(one for one in base.every if value.low < one <= value.high)
            axes.append(
                NumberAxis(path, value.low, value.high, has_none=False, cuts=(value.low, *inside), every=inside)
            )
        elif isinstance(value, OneOf) and not is_known(value):
            fixed[path] = [OneOf((one,)) for one in value.values]
        else:
            said[path] = value
    usual = usual_paths(pack)
    rest = {
        path: plain for path, fact in given.items() if path not in over and (plain := plainest(fact, usual)) is not None
    }
    strata = tuple(dict(zip(fixed, row, strict=True)) for row in product(*fixed.values()))
    return Profile(axes=tuple(axes), strata=strata, said={**rest, **said})  # type: ignore[dict-item]  # possible values


def order_that_breaks(one: Property, advisor: Advisor, most: int) -> PropertyHeld:
    """Return an order that breaks a property, or how much of what it is said of is open."""
    bench = Bench(advisor, profile_over(advisor, one.over))
    if one.mode == "monotone":
        if all(only_loosens(advisor.program, path, up=way == "up") for path, way in one.grows):
            return PropertyHeld(told="proved of all orders", open=0)
        found = _grown(one, bench)
        if found is not None:
            return found
    waiting, count, open_share = whole(bench.profile), 0, 0.0
    while len(waiting):
        boxes, rest = (
            waiting.some(np.arange(min(_WAVE, len(waiting)))),
            waiting.some(np.arange(_WAVE, max(_WAVE, len(waiting)))),
        )
        count += len(boxes)
        won, known = _won(bench, boxes, one)
        wrong = np.array([_is_wrong(one, name) for name in won], np.bool_)
        for row in np.flatnonzero(wrong):
            point = boxes.some([row]).middle()
            pathway = _won(bench, point, one)[0][0]
            if one.mode != "monotone" and _is_wrong(one, pathway):
                return PropertyHeld(told=f"{pathway or 'nothing'} wins", open=0, order=point.said(0))
        left = boxes.some(np.flatnonzero(~known | wrong))
        if count >= most or (one.mode == "monotone" and wrong.any()):
            open_share += float(left.share.sum() + rest.share.sum())
            break
        stuck = left.is_point
        open_share += float(left.share[stuck].sum())
        waiting = boxes_together([rest, left.some(np.flatnonzero(~stuck)).split()])
    told = "proved" if open_share == 0 else f"no counterexample; {open_share:.2%} of its orders open"
    return PropertyHeld(told=told, open=open_share)


def _won(bench: Bench, boxes: Boxes, one: Property) -> tuple[list[str | None], Array]:
    """Return the pathway of each box, and whether it is proved of all its orders what a property asks."""
    decided = bench.decide(boxes)
    names = [bench.pathway(place) for place in decided.winning_pathway.tolist()]
    known = boxes.is_point | _sure(one, bench, decided)
    return names, known if known.all() else known | decided.engine.proved(decided, decided.possible, ~known)


def _sure(one: Property, bench: Bench, decided: Decided) -> Array:
    """Return of each box whether a property surely holds in all its orders, by what fits or is ruled out alone, whatever wins."""
    count = decided.orders.count
    if one.mode == "always" and "none" not in one.pathways:
        return np.zeros(count, np.bool_)
    barred = {"never": {*one.pathways}, "always": {*bench.pathways} - {*one.pathways}}.get(one.mode, {"none"})
    fits = decided.engine.surely_fits(decided) if "none" in barred else np.ones(count, np.bool_)
    options = bench.advisor.pack.options
    places = [place for place, name in enumerate(bench.options) if options[name].pathway in barred]
    pairs = all_pairs(bench, decided)
    pairs = pairs.some(np.flatnonzero(np.isin(pairs.option, places)))
    stays = ~surely_excluded(bench, decided.possible.over(pairs)) if len(pairs) else np.zeros(0, np.bool_)
    return fits & ~pairs.any(stays)


def _is_wrong(one: Property, pathway: str | None) -> bool:
    match one.mode:
        case "never":
            return (pathway or "none") in one.pathways
        case "always":
            return (pathway or "none") not in one.pathways
        case _:
            return pathway is None


def _grown(one: Property, bench: Bench) -> PropertyHeld | None:
    """Return two orders of which the one fits and the other, which grants more, does not; None if none were found."""
    for path, way in one.grows:
        at = next((place for place, axis in enumerate(bench.profile.axes) if axis.path == path), None)
        for stratum in range(len(bench.profile.strata)) if at is not None else ():
            line = _line(bench, stratum, at or 0)
            won = bench.advisor.columnar.decide(bench.bare(line), ("pathway",))["pathway"].to_list()
            rows: Sequence[int] = range(len(won)) if way == "up" else range(len(won) - 1, -1, -1)
            fits = False
            for row in rows:
                if fits and won[row] is None:
                    return PropertyHeld(
                        told=f"nothing fits any more as `{path.partition('.')[2]}` goes {way}",
                        open=0,
                        order=line.said(row),
                    )
                fits = fits or won[row] is not None
    return None


def _line(bench: Bench, stratum: int, at: int) -> Boxes:
    one = bench.profile.axes[at]
    values = np.array(
        sorted({one.low, one.high, *one.every, *np.linspace(one.low, one.high, 64).astype(int).tolist()}), np.int64
    )
    low = np.tile(np.array([axis.low for axis in bench.profile.axes], np.int64), (len(values), 1))
    low[:, at] = values
    return Boxes(bench.profile, np.full(len(values), stratum), low, low)


def only_loosens(program: Program, path: str, *, up: bool) -> bool:
    """Return whether it is proved that nothing is ruled out any more as a number of an order grows, or falls.

    It is, if options apply without it, nothing else is assumed by it, and whatever rules out reads it itself, on the side where more of it
    only makes the rule fail.
    """
    made = meaning.inputs(program.pack)
    derived = {one for one in made if path in meaning.origins(made[one], made)}
    if path in program.identifying or any(path in others for others in program.looked_up.values()):
        return False
    way = _Way(path=path, up=up, program=program)
    for rule in program.pack.rules.values():
        if rule.scope == "option" and isinstance(rule.conclusion, ir.Exclude):
            read = {meaning.fact_path(one) for one in meaning.rule_reads(rule)}
            if not read.isdisjoint(derived) or not all(way.falls(part) for part in (*rule.tests, *rule.joins)):
                return False
    return True


class _Way(Struct, frozen=True, dict=True):
    """A number that grows, or falls unless `up`."""

    path: str
    up: bool
    program: Program

    @cached_property
    def _memory(self) -> ir.Memory:
        return domains(self.program)

    def _is_free(self, node: ir.Condition | ir.Expression) -> bool:
        return self.path not in meaning.reads(node)

    def falls(self, node: ir.Condition) -> bool:
        """Return whether a condition surely never comes to hold."""
        return self._goes(node, rises=False)

    def _goes(self, node: ir.Condition, *, rises: bool) -> bool:
        """Return whether a condition surely never comes to fail, or to hold."""
        if self._is_free(node):
            return True
        match node:
            case ir.And(parts) | ir.Or(parts):
                return all(self._goes(part, rises=rises) for part in parts)
            case ir.Not(part):
                return self._goes(part, rises=not rises)
            case ir.Within(_, low, high):
                return (high is None or high.value >= ir.UNLIMITED) if rises == self.up else low is None
            case ir.Compare("<" | "<=", left, right):
                return self._grows(left, up=not rises) and self._grows(right, up=rises)
            case ir.Compare(">" | ">=", left, right):
                return self._grows(left, up=rises) and self._grows(right, up=not rises)
            case _:
                return False

    def _grows(self, node: ir.Expression, *, up: bool) -> bool:
        """Return whether an expression surely never gets less, or never more."""
        if self._is_free(node):
            return True
        match node:
            case ir.Read():
                return up == self.up
            case ir.Extreme(_, parts):
                return self._all(parts, up=up)
            case ir.Arithmetic("+", left, right):
                return self._all((left, right), up=up)
            case ir.Arithmetic("-", left, right):
                return self._grows(left, up=up) and self._grows(right, up=not up)
            case ir.Arithmetic("*", left, right):
                return self._all((left, right), up=up) and self._is_no_less_than_nothing(left, right)
            case ir.Divide(_, left, right):
                return self._grows(left, up=up) and self._is_free(right)
            case _:
                return False

    def _all(self, parts: Iterable[ir.Expression], *, up: bool) -> bool:
        return all(self._grows(part, up=up) for part in parts)

    def _is_no_less_than_nothing(self, *parts: ir.Expression) -> bool:
        return all(truth.number(part, self._memory)[0] >= 0 for part in parts)
