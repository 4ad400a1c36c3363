"""A pack in open form: each condition and formula once, whatever reads it and whichever option it is asked of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from advisor import check, meaning
from advisor.columnar.column import Array, Ends
from advisor.columnar.told import MOST_TOLD, Told
from advisor.ir import And, Condition, Expression, Memory, Numbers, Or, Possible, Verdict
from advisor.meaning import Program, truth
from advisor.ranking import KEY, PREMIUM

if TYPE_CHECKING:
    from advisor.columnar.view import ColumnView

CONTEST: Memory = {
    f"contest.{name}": Numbers(0, 10**12)
    for name in ("excluded", "favours", "risks", "premium", "undecided", "likely_cost", "lead_time", "reference")
}
"""What the key that options rank by reads: no cost is below 0, and nothing else of these is multiplied."""
Ask = Callable[["ColumnView", "GraphNode"], Ends]


class GraphNode(Struct, eq=False):
    """A condition or formula. facts: a bit for each fact that it is made of; weight: how much stands below it.

    is_positive: it is never below 0. told: what `truth` said so far of possible values of the one fact it reads.
    """

    ir: Condition | Expression
    index: int
    children: tuple[GraphNode, ...]
    facts: int
    weight: int
    is_positive: bool
    ask: Ask
    told: Told


class Graph:
    """The nodes of a pack. operations: what asks each shape of the IR.

    conditions: rule -> its conditions; values: rule -> what it derives, or its points; formulas: path of an estimate's reading
    -> formula; applies: option -> when it does; key, premium: what options rank by.
    """

    def __init__(self, program: Program, operations: Mapping[type, Ask]) -> None:
        self.program = program
        self.nodes: list[GraphNode] = []
        self._operations = operations
        self._known: dict[Condition | Expression, GraphNode] = {}
        self._bounds = {**check.domains(program), **CONTEST}
        self._bits = self._lettered()
        self._facts: dict[str, int] = {}
        self._numbers: dict[Possible, int] = {}
        self._count = count()
        self.formulas: dict[str, GraphNode] = {}
        for path, formula in (one for stratum in program.option for one in stratum.estimates):
            self.formulas[path] = self.node(formula)
        rules = [rule for scope in (program.order, program.option) for stratum in scope for rule in stratum.rules]
        self.conditions = {rule.id: self.node(meaning.condition_of(rule)) for rule in rules}
        self.values = {rule.id: self.node(value) for rule in rules for value in meaning.conclusion_expressions(rule)}
        self.applies = {option.id: self.node(option.applies) for option in program.pack.options.values()}
        self.premium = self.node(PREMIUM)
        self.key = tuple(self.node(part) for part in KEY)

    def node(self, ir: Condition | Expression) -> GraphNode:
        """Return the node of a condition or formula, made once."""
        found = self._known.get(ir)
        if found is None:
            found = self._known[ir] = self._made(ir)
        return found

    def _made(self, ir: Condition | Expression) -> GraphNode:
        children = tuple(map(self.node, meaning.children(ir)))
        read = self._reads(ir)
        if isinstance(ir, And | Or):  # what is light is asked first, and may be all that is asked
            children = tuple(sorted(children, key=lambda one: one.weight))
        below = [self.formulas[path] for path in read if path in self.formulas]
        facts = 0
        for child in children:
            facts |= child.facts
        for path in read:
            facts |= self.facts(path)
        found = GraphNode(
            ir=ir, index=len(self.nodes), children=children, facts=facts,
            weight=1 + sum(one.weight for one in (*children, *below)),
            is_positive=isinstance(ir, Expression) and truth.number(ir, self._bounds)[0] >= 0,
            ask=self._operations[type(ir)], told=Told(np.int64 if isinstance(ir, Expression) else np.bool_),
        )  # fmt: skip
        self.nodes.append(found)
        return found

    def _reads(self, ir: Condition | Expression) -> Iterable[str]:
        """Return the paths that a node reads itself."""
        return () if meaning.children(ir) and not hasattr(ir, "path") else meaning.reads(ir)

    # --- what things are made of ------------------------------------------------------------------------------------------
    def _lettered(self) -> dict[str, int]:
        facts = [f"order.{fact.name}" for fact in self.program.pack.facts.values() if fact.of == "order"]
        return {path: 1 << place for place, path in enumerate(dict.fromkeys((*facts, *self.program.derivers)))}

    def facts(self, path: str) -> int:
        """Return a bit for each fact that what stands at a path is made of: the order's own, and derived ones."""
        if path not in self._facts:
            below = meaning.origins([path], self.program.made)
            self._facts[path] = sum(self._bits.get(one, 0) for one in below)
        return self._facts[path]

    def fact(self, path: str) -> int:
        """Return the bit of one fact."""
        return self._bits[path]

    def numbers(self, values: Iterable[Possible]) -> Array:
        """Return a number for each possible value, the same whenever it is the same one, as far as it is remembered; none is given twice."""
        if len(self._numbers) > MOST_TOLD:
            self._numbers.clear()
        own = self._numbers
        told = [own[value] if value in own else own.setdefault(value, next(self._count)) for value in values]
        return np.array(told, np.int64)

    def reckons(self, node: GraphNode) -> bool:
        """Return whether an estimate stands below a node."""
        return any(path in self.formulas for path in meaning.reads(node.ir))


def verdict_ends(verdict: Verdict) -> tuple[int, int]:
    """Return whether something holds for every possible value, and whether for any."""
    return verdict is True, verdict is not False
