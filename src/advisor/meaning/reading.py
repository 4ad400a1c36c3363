"""What reads what: the paths in conditions, expressions and rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, assert_never

from advisor import ir

ConditionOrExpression = (
    ir.Number | ir.Figure | ir.Read | ir.Lookup | ir.Arithmetic | ir.Extreme | ir.Divide | ir.Step | ir.Along | ir.Count | ir.Tally | ir.Choose
    | ir.Within | ir.Among | ir.Holds | ir.Known | ir.Compare | ir.Same | ir.And | ir.Or | ir.Not
)  # fmt: skip


def children(node: ConditionOrExpression) -> tuple[ConditionOrExpression, ...]:
    """Return the conditions and expressions directly inside this one."""
    return _CHILDREN[type(node)](node)


def _none(_: ConditionOrExpression) -> tuple[ConditionOrExpression, ...]:
    return ()


def _sides(node: ir.Arithmetic | ir.Divide | ir.Compare) -> tuple[ConditionOrExpression, ...]:
    return node.left, node.right


def _parts(node: ir.Extreme | ir.Tally | ir.And | ir.Or) -> tuple[ConditionOrExpression, ...]:
    return node.parts


_CHILDREN: dict[type, Callable[[Any], tuple[ConditionOrExpression, ...]]] = {
    **dict.fromkeys((ir.Arithmetic, ir.Divide, ir.Compare), _sides),
    **dict.fromkeys((ir.Extreme, ir.Tally, ir.And, ir.Or), _parts),
    **dict.fromkeys((ir.Number, ir.Figure, ir.Read, ir.Lookup, ir.Count, ir.Among, ir.Holds, ir.Known, ir.Same), _none),
    **dict.fromkeys((ir.Step, ir.Along), lambda node: (node.at,)),
    ir.Not: lambda node: (node.part,),
    ir.Choose: lambda node: (node.condition, node.then, node.otherwise),
    ir.Within: lambda node: tuple(end for end in (node.low, node.high) if end is not None),
}
"""What stands directly inside each shape. It is asked so often that no shape is looked for case by case."""


def nodes(node: ConditionOrExpression) -> Iterator[ConditionOrExpression]:
    """Yield the node and everything inside it."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(children(current))


def reads(*roots: ConditionOrExpression) -> tuple[str, ...]:
    """Return the paths that the conditions and expressions read, in order of first appearance."""
    found: dict[str, None] = {}
    for node in chain.from_iterable(nodes(root) for root in roots):
        own = _PATHS.get(type(node))
        if own is not None:
            found.update(dict.fromkeys(own(node)))
    return tuple(found)


def _path(node: ir.Read | ir.Count | ir.Within | ir.Among | ir.Holds | ir.Known | ir.Lookup) -> tuple[str, ...]:
    return (node.path,)


_PATHS: dict[type, Callable[[Any], tuple[str, ...]]] = {
    **dict.fromkeys((ir.Read, ir.Count, ir.Within, ir.Among, ir.Holds, ir.Known, ir.Lookup), _path),
    ir.Step: lambda node: () if node.rows else (node.path,),
    ir.Same: lambda node: (node.left, node.right),
}
"""Which paths each shape reads itself."""


def figures_read(*roots: ConditionOrExpression) -> Iterator[str]:
    """Yield the names of the figures in the conditions and expressions."""
    for node in chain.from_iterable(nodes(root) for root in roots):
        match node:
            case ir.Figure(name) | ir.Lookup(name) | ir.Along(_, name):
                yield name
            case ir.Step(_, path, rows) if rows:
                yield path.removeprefix("figure.")
            case _:
                pass


def conclusion_expressions(rule: ir.Rule) -> tuple[ir.Expression, ...]:
    """Return the expressions in the rule's conclusion."""
    match rule.conclusion:
        case ir.Risk(points) | ir.Favour(points):
            return (points,)
        case ir.Derive(_, value) if not isinstance(value, ir.OneOf | ir.Subset):
            return (value,)
        case ir.Advise(_, _, due) if due is not None:
            return (due,)
        case ir.Exclude() | ir.Derive() | ir.Advise():
            return ()
    assert_never(rule.conclusion)


def condition_of(rule: ir.Rule) -> ir.And:
    """Return what must hold for a rule to conclude: its tests and its joins."""
    return ir.And(rule.tests + rule.joins)


def premises(rule: ir.Rule) -> tuple[str, ...]:
    """Return the paths that the rule's conditions read."""
    return reads(*rule.tests, *rule.joins)


def rule_reads(rule: ir.Rule) -> tuple[str, ...]:
    """Return the paths that the rule's conditions and conclusion read."""
    return reads(*rule.tests, *rule.joins, *conclusion_expressions(rule))


def talked_of(rule: ir.Rule) -> tuple[str, ...]:
    """Return a path of the winner and the runner-up if the rule's sentence names them: it needs them to be there."""
    owners = dict.fromkeys(path.partition(".")[0] for path in rule.says)
    return tuple(f"{owner}.pathway" for owner in ("winner", "runner_up") if owner in owners)


def fact_path(path: str) -> str:
    """Return the path without its reading."""
    head, _, tail = path.rpartition(".")
    return head if tail in ir.READINGS and "." in head else path
