"""Facts and choices of a pack that no answer hangs on: nothing reads the fact, nothing tells the choices apart."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import astuple

from advisor import ir, meaning
from advisor.check import read_anywhere
from advisor.errors import Diagnostic
from advisor.meaning import ConditionOrExpression, Program
from advisor.yaml.fields import MOST_LISTED

RANKED = ("order.process",)
"""What ranking reads itself, besides the facts that play a role."""


def unread_facts(program: Program) -> Iterator[Diagnostic]:
    """Yield the facts that an order can say and nothing reads."""
    read = {*RANKED, *astuple(program.pack.roles), *read_anywhere(program), *_beside(program.pack)}
    for fact in program.pack.facts.values():
        if fact.of == "order" and fact.question and not fact.is_limit and f"order.{fact.name}" not in read:
            yield Diagnostic(fact.at, f"fact `{fact.name}` is read by nobody", "let a rule read it, or delete it")


def _beside(pack: ir.Pack) -> Iterator[str]:
    """Yield the facts that other facts and figures go by."""
    for fact in pack.facts.values():
        names = (*fact.elsewhere, *fact.or_else, *fact.sides, fact.weighed_by, fact.fixed_by)
        yield from (f"order.{name}" for name in names if name)
    yield from (f"order.{figure.by}" for figure in pack.figures.values() if figure.by)


def unread_choices(program: Program) -> Iterator[Diagnostic]:
    """Yield the facts of which several choices are named by nobody: of these it does not matter which is said.

    One that nobody names is what is neither of the others. Facts by which others are assumed are left out: each choice says something.
    """
    named = _named(program)
    for fact in program.pack.facts.values():
        path = f"order.{fact.name}"
        left = [one for one in fact.words if one not in named.get(path, ())]
        if fact.of == "order" and path in named and len(left) > 1:
            listed = ", ".join(f"`{one}`" for one in left[:MOST_LISTED]) + " and others" * (len(left) > MOST_LISTED)
            yield Diagnostic(fact.at, f"nothing tells these choices of `{fact.name}` apart: {listed}")


def _named(program: Program) -> dict[str, set[object]]:
    """Return fact -> the choices of it that conditions and figures name; without the facts by which others are assumed, or that a checklist ticks."""
    found: dict[str, set[object]] = {}
    for node in _nodes(program.pack):
        match node:
            case ir.Among(path, values) | ir.Holds(path, _, values):
                found.setdefault(path, set()).update(values)
            case _:
                pass
    for figure in program.pack.figures.values():
        if figure.by:
            found.setdefault(f"order.{figure.by}", set()).update(case for case, _ in figure.cases)
    by = {path for fact in program.pack.facts.values() if fact.assume for path in fact.assume.goes_by}
    by |= {one.path for one in program.pack.checklists}
    return {path: names for path, names in found.items() if path not in by}


def _nodes(pack: ir.Pack) -> Iterator[ConditionOrExpression]:
    roots: list[ConditionOrExpression] = [one.applies for one in pack.options.values()]
    roots += [
        one for rule in pack.rules.values() for one in (*rule.tests, *rule.joins, *meaning.conclusion_expressions(rule))
    ]
    roots += [one for estimate in pack.estimates.values() for one in estimate.readings.values()]
    roots += [line.condition for part in pack.rfq for line in (*part.rows, *part.lines)]
    roots += [line.unless for line in pack.lines.values()]
    return (node for one in roots for node in meaning.nodes(one))
