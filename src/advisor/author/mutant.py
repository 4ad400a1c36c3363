"""Mistakes made on purpose: which of them no case of a pack would notice, and the order that would notice each that survives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import numpy as np

from advisor import ir
from advisor.advice import Advisor
from advisor.analysis.case import Case, run_together
from advisor.author.box import Bench
from advisor.author.diff import profile_of
from advisor.author.edit import edits
from advisor.author.sample import points_of
from advisor.author.touch import changed, untouched
from advisor.check import refuse
from advisor.columnar import orders_of
from advisor.columnar.column import Array
from advisor.columnar.decide import Decided
from advisor.errors import AdvisorError
from advisor.trace import Order

TURNED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
TEN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A pack with one mistake. what: what was done, in words; name: of the rule or figure."""

    name: str
    what: str
    pack: ir.Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Survivor:
    """A mutant that no case notices. order: one that the pack and the mutant decide differently, None if none was found; pathway: the pack's."""

    mutant: Mutant
    order: ir.Memory | None
    pathway: str | None


def mutants(pack: ir.Pack, text: str = "") -> Iterator[Mutant]:
    """Yield the mutants of a pack's own rules and figures whose name holds a text."""
    for rule in pack.rules.values():
        if text in rule.id and rule.at.file not in pack.inherited and not isinstance(rule.conclusion, ir.Advise):
            for what, other in _of_rule(rule):
                yield Mutant(name=rule.id, what=what, pack=replace(pack, rules={**pack.rules, rule.id: other}))
    for name, figure in pack.figures.items():
        if text in name and figure.at.file not in pack.inherited:
            yield from _of_figure(pack, name)


def _of_rule(rule: ir.Rule) -> Iterator[tuple[str, ir.Rule]]:
    for key in ("tests", "joins"):
        parts: tuple[ir.Condition, ...] = getattr(rule, key)
        for place, part in enumerate(parts):
            rest = (parts[:place], parts[place + 1 :])
            if len(rule.tests) + len(rule.joins) > 1:
                yield f"condition {place + 1} of `{key}` dropped", _with(rule, key, (*rest[0], *rest[1]))
            for what, other in _of_condition(part):
                yield what, _with(rule, key, (*rest[0], other, *rest[1]))


def _with(rule: ir.Rule, key: str, parts: tuple[ir.Condition, ...]) -> ir.Rule:
    return replace(rule, tests=parts) if key == "tests" else replace(rule, joins=parts)


def _of_condition(part: ir.Condition) -> Iterator[tuple[str, ir.Condition]]:
    if isinstance(part, ir.Compare):
        yield f"`{part.op}` turned to `{TURNED[part.op]}`", replace(part, op=TURNED[part.op])  # type: ignore[arg-type]  # one of the same
    if isinstance(part, ir.Within):
        for end in ("low", "high"):
            held = getattr(part, end)
            for value in nudged(held.value) if isinstance(held, ir.Number) else ():
                yield f"{held.value} made {value}", _ended(part, end, ir.Number(value))


def _ended(part: ir.Within, end: str, value: ir.Number) -> ir.Within:
    return replace(part, low=value) if end == "low" else replace(part, high=value)


def nudged(value: int) -> tuple[int, ...]:
    """Return a number one more, one less, and ten times as large."""
    return tuple(dict.fromkeys((value + 1, max(0, value - 1), value * TEN)))


def _of_figure(pack: ir.Pack, name: str) -> Iterator[Mutant]:
    users = [one for one in pack.rules.values() if name in one.figures and not isinstance(one.conclusion, ir.Advise)]
    for how, change in (("one more", lambda value: value + 1), ("ten times as large", lambda value: value * TEN)):
        rules = {one.id: _replaced(one, name, change) for one in users}
        if any(rules[one.id] != one for one in users):
            yield Mutant(name=name, what=f"figure made {how}", pack=replace(pack, rules={**pack.rules, **rules}))


def _replaced(node: Any, name: str, change: Any) -> Any:  # noqa: ANN401  # any shape of the IR, and its parts
    """Return a shape with the value of one figure changed."""
    if isinstance(node, ir.Figure):
        return replace(node, value=change(node.value)) if node.name == name else node
    if isinstance(node, tuple):
        return tuple(_replaced(one, name, change) for one in node)
    if is_dataclass(node) and not isinstance(node, type):
        return replace(node, **{one.name: _replaced(getattr(node, one.name), name, change) for one in fields(node)})
    return node


# --- whether a case notices -------------------------------------------------------------------------------------------
class Trial:
    """The cases of a pack, that mutants are held against."""

    def __init__(self, advisor: Advisor, cases: Sequence[Case]) -> None:
        self.advisor = advisor
        self.cases = list(cases)
        self._passes: dict[str, bool] = {}
        self._bare = [one for one in self.cases if not one.order.quotes]
        self._orders = orders_of(advisor.pack, [one.order for one in self._bare])

    def survives(self, mutant: Mutant) -> Survivor | None:
        """Return the mutant if no case notices it; None, too, if it is no pack that could be used."""
        try:
            other = Advisor(mutant.pack, "walk")
            refuse(other.program)
            noticed = any(
                faults and self._passed(advice.order) for advice, faults in run_together(self._touched(other), other)
            )
        except (KeyError, AdvisorError):
            return None
        return None if noticed else self._survivor(mutant, other)

    def _passed(self, order: Order) -> bool:
        """Return whether the case of an order passes by the pack itself, asked once: else that it fails is no notice."""
        if order.id not in self._passes:
            mine = [one for one in self.cases if one.order.id == order.id]
            self._passes[order.id] = not any(faults for _, faults in run_together(mine, self.advisor))
        return self._passes[order.id]

    def _touched(self, other: Advisor) -> list[Case]:
        """Return the cases in which what differs may hold, and all that have quotes."""
        quoted = [one for one in self.cases if one.order.quotes]
        if not self._bare:
            return quoted
        asked = profile_of(self.advisor.pack, other.pack, [])
        sides = [Bench(one, asked) for one in (self.advisor, other)]
        decided: list[Decided] = [one.engine.decide(self._orders) for one in sides]
        spared: Array = untouched(sides[0], sides[1], (decided[0], decided[1]), changed(self.advisor.pack, other.pack))
        return [*(self._bare[row] for row in np.flatnonzero(~spared)), *quoted]

    def _survivor(self, mutant: Mutant, other: Advisor) -> Survivor:
        deciding = [one for one in edits(self.advisor.pack, other.pack) if one.decides]
        asked = profile_of(self.advisor.pack, other.pack, deciding)
        points = points_of(Bench(self.advisor, asked))
        won = [
            one.columnar.decide(Bench(one, asked).bare(points), ("pathway",))["pathway"]
            for one in (self.advisor, other)
        ]
        rows = won[0].ne_missing(won[1]).arg_true()
        if not len(rows):
            return Survivor(mutant=mutant, order=None, pathway=None)
        row = int(rows[0])
        return Survivor(mutant=mutant, order=points.said(row), pathway=won[0][row])


# --- what the cases reach ---------------------------------------------------------------------------------------------
def coverage(advisor: Advisor, cases: Sequence[Case]) -> str:
    """Return of how many conditions the cases see each verdict, in one line."""
    engine, pack = advisor.columnar.engine, advisor.pack
    own = [one for one in engine.rules if one.at.file not in pack.inherited]
    count = {True: 0, False: 0, None: 0}
    if cases:
        decided = engine.decide(orders_of(pack, [one.order for one in cases]))
        for rule in own:
            ends = decided.possible.of(engine.graph.conditions[rule.id])
            low, high = np.asarray(ends.low, np.bool_), np.asarray(ends.high, np.bool_)
            count[True] += bool(np.any(low))
            count[False] += bool(np.any(~high))
            count[None] += bool(np.any(high & ~low))
    return f"of {len(own)} rules that decide, cases see {count[True]} true, {count[False]} false, {count[None]} unknown"
