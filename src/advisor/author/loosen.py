"""Numbers of which more is no harm: as one of them grows, no rule rules out what it did not before. Proved of every order at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from advisor import ir, meaning
from advisor.check import domains
from advisor.meaning import Program, truth


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
