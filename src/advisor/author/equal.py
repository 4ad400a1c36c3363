"""Mutants that are proved to be no mistake: whatever the order, as long as it brings no quote, they say what the pack says.

Two proofs. Folded: with the own numbers of each option put in, what a mutant has instead is the same formula, so that what was changed is
never read. In boxes: all orders cut in boxes by the facts that a mutant's rules read, in each of which its conditions are known, and the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from advisor import ir, meaning
from advisor.advice import Advisor
from advisor.author.concern import Concern
from advisor.author.mutant import Mutant
from advisor.author.profile import given_facts, values_that_turn
from advisor.columnar import orders_of
from advisor.errors import Place
from advisor.estimate import option_memory
from advisor.meaning.fold import folded, folded_condition
from advisor.meaning.path import name_in
from advisor.trace import Order

_MOST_BOXES = 600
MOST_MEMBERS = 3
"""By how many members of a set it is cut at most."""


class Equal:
    """Proofs about the mutants of one pack."""

    def __init__(self, advisor: Advisor) -> None:
        self._advisor, self._pack = advisor, advisor.pack
        folding = meaning.Folding(advisor.program)
        self._constants = [folding.of(option_memory(one)).constants for one in self._pack.options.values()]

    def proved(self, mutant: Mutant) -> bool:
        """Return whether a mutant is proved to say what the pack says of every order without a quote."""
        if mutant.options or mutant.facts or not (mutant.rules or mutant.estimates):
            return False
        estimates = all(self._is_folded(name, one) for name, one in mutant.estimates.items())
        return estimates and all(
            self._is_alike(name, one) or self._in_boxes(mutant) for name, one in mutant.rules.items()
        )

    def _is_folded(self, name: str, estimate: ir.Estimate) -> bool:
        own = self._pack.estimates[name].readings
        return all(
            own[reading] == formula or all(folded(own[reading], one) == folded(formula, one) for one in self._constants)
            for reading, formula in estimate.readings.items()
        )

    def _is_alike(self, name: str, rule: ir.Rule) -> bool:
        """Return whether, of each option, a rule's conditions are the same formula."""
        own = self._pack.rules[name]
        tests, others = (meaning.condition_of(one) for one in (own, rule))
        if own.conclusion != rule.conclusion or own.scope != "option":
            return False
        return not any(self._differ(tests, others))

    def options_told(self, mutant: Mutant) -> list[ir.Option]:
        """Return the options of which the conditions of some rule of a mutant are another formula."""
        told = [False] * len(self._constants)
        for name, rule in mutant.rules.items():
            tests, others = (meaning.condition_of(one) for one in (self._pack.rules[name], rule))
            told = [one or other for one, other in zip(told, self._differ(tests, others), strict=True)]
        return [one for one, differs in zip(self._pack.options.values(), told, strict=True) if differs]

    def _differ(self, tests: ir.Condition, others: ir.Condition) -> Iterator[bool]:
        yield from (folded_condition(tests, one) != folded_condition(others, one) for one in self._constants)

    # --- in boxes ---------------------------------------------------------------------------------------------------------
    def _in_boxes(self, mutant: Mutant) -> bool:
        asks_known = self._advisor.program.asks_known
        if any(one.scope == "advice" or name in asks_known for name, one in mutant.rules.items()):
            return False
        boxes = self._boxes(mutant)
        if not boxes:
            return False
        orders = [Order(id=str(place), given=one, at=Place("boxes")) for place, one in enumerate(boxes)]
        concern = Concern(self._advisor.program, orders_of(self._pack, orders), [mutant])
        return not concern.may_be(0).any()

    def _boxes(self, mutant: Mutant) -> list[ir.Memory]:
        """Return all orders as boxes, none where they would be too many."""
        rules = [*(self._pack.rules[name] for name in mutant.rules), *mutant.rules.values()]
        rules += self._derivers(rules)
        read = {meaning.fact_path(path) for rule in rules for path in meaning.rule_reads(rule)}
        given, paths = given_facts(self._pack), sorted(path for path in read if path.startswith("order."))
        cells: dict[str, list[ir.Possible | None]] = {}
        for path in paths:
            cells[path] = [*_cells(self._pack.facts[name_in(path)], path, rules)]
            cells[path] += [] if path in given else [None]  # derived, unless an order says it
        if not cells or prod(map(len, cells.values())) > _MOST_BOXES:
            return []
        rows = product(*cells.values())
        return [{path: one for path, one in zip(cells, row, strict=True) if one is not None} for row in rows]

    def _derivers(self, rules: Sequence[ir.Rule]) -> list[ir.Rule]:
        """Return the rules that derive what some rules read, and what these read."""
        made = [one for one in self._pack.rules.values() if isinstance(one.conclusion, ir.Derive)]
        found: list[ir.Rule] = []
        left = [*rules]
        while left:
            read = {meaning.fact_path(path) for path in meaning.rule_reads(left.pop())}
            more = [
                one
                for one in made
                if isinstance(one.conclusion, ir.Derive) and one.conclusion.path in read and one not in found
            ]
            found += more
            left += more
        return found


def _cells(fact: ir.FactType, path: str, rules: Sequence[ir.Rule]) -> Iterator[ir.Possible]:
    """Yield the values of a fact, cut where rules tell them apart."""
    roots = [part for rule in rules for part in (*rule.tests, *rule.joins)]
    match fact.domain:
        case ir.Numbers(low, high, or_none):
            starts = sorted({low, *(one for one in values_that_turn(roots, path) if low < one <= high)})
            yield from (
                ir.Numbers(start, after - 1) for start, after in zip(starts, [*starts[1:], high + 1], strict=True)
            )
            yield from (ir.Numbers(ir.UNLIMITED, ir.UNLIMITED),) if or_none else ()
        case ir.OneOf(values):
            named = _named(roots, path)
            yield from (ir.OneOf((one,)) for one in values if one in named)
            if rest := tuple(one for one in values if one not in named):
                yield ir.OneOf(rest)
        case ir.Subset(_, maybe):
            named = _named(roots, path)
            told = tuple(one for one in maybe if one in named)[:MOST_MEMBERS]
            others = tuple(one for one in maybe if one not in told)
            for has in product((False, True), repeat=len(told)):
                yield ir.Subset(tuple(one for one, is_in in zip(told, has, strict=True) if is_in), others)
        case other:
            yield other


def _named(roots: Sequence[ir.Condition], path: str) -> set[bool | str]:
    """Return the choices that some conditions name of a fact."""
    found: set[bool | str] = set()
    for node in (node for root in roots for node in meaning.nodes(root)):
        match node:
            case ir.Among(own, values) if own == path:
                found.update(values)
            case ir.Holds(_, _, members) if node.path == path:
                found.update(members)
            case _:
                pass
    return found
