"""What reads what: the paths in conditions, expressions and rules."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import assert_never

from advisor import ir

Node = (
    ir.Number | ir.Figure | ir.Read | ir.Lookup | ir.Arithmetic | ir.Extreme | ir.Divide | ir.Step | ir.Along | ir.Count | ir.Tally | ir.Choose
    | ir.Within | ir.Among | ir.Holds | ir.Known | ir.Compare | ir.Same | ir.And | ir.Or | ir.Not
)  # fmt: skip


def children(node: Node) -> tuple[Node, ...]:
    """Return the conditions and expressions directly inside this one."""
    match node:
        case ir.Arithmetic(_, left, right) | ir.Divide(_, left, right) | ir.Compare(_, left, right):
            return left, right
        case ir.Extreme(_, parts):
            return parts
        case ir.Tally(parts) | ir.And(parts) | ir.Or(parts):
            return parts
        case ir.Not(part):
            return (part,)
        case ir.Choose(condition, then, otherwise):
            return condition, then, otherwise
        case ir.Step(at) | ir.Along(at):
            return (at,)
        case ir.Within(_, low, high):
            return tuple(end for end in (low, high) if end is not None)
        case (
            ir.Number()
            | ir.Figure()
            | ir.Read()
            | ir.Lookup()
            | ir.Count()
            | ir.Among()
            | ir.Holds()
            | ir.Known()
            | ir.Same()
        ):
            return ()
    assert_never(node)


def nodes(node: Node) -> Iterator[Node]:
    """Yield the node and everything inside it."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(children(current))


def reads(*roots: Node) -> tuple[str, ...]:
    """Return the paths that the conditions and expressions read, in order of first appearance."""
    found: dict[str, None] = {}
    for node in chain.from_iterable(nodes(root) for root in roots):
        match node:
            case (
                ir.Read(path)
                | ir.Count(path)
                | ir.Within(path, _, _)
                | ir.Among(path, _)
                | ir.Holds(path, _, _)
                | ir.Known(path)
            ):
                found[path] = None
            case ir.Step(_, path, ()) | ir.Lookup(_, path, _, _):
                found[path] = None
            case ir.Same(left, right):
                found[left] = found[right] = None
            case _:
                pass
    return tuple(found)


def figures(*roots: Node) -> Iterator[str]:
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


def root(path: str) -> str:
    """Return the path without its reading."""
    head, _, tail = path.rpartition(".")
    return head if tail in ir.READINGS and "." in head else path
