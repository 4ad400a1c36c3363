"""What reads what: the paths in conditions, expressions and rules."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import assert_never

from advisor.ir import (
    READINGS,
    Advise,
    Along,
    Among,
    And,
    Arithmetic,
    Choose,
    Compare,
    Count,
    Derive,
    Divide,
    Exclude,
    Expression,
    Extreme,
    Favour,
    Figure,
    Holds,
    Known,
    Lookup,
    Not,
    Number,
    OneOf,
    Or,
    Read,
    Risk,
    Rule,
    Same,
    Step,
    Subset,
    Tally,
    Within,
)

Node = (
    Number | Figure | Read | Lookup | Arithmetic | Extreme | Divide | Step | Along | Count | Tally | Choose
    | Within | Among | Holds | Known | Compare | Same | And | Or | Not
)  # fmt: skip


def children(node: Node) -> tuple[Node, ...]:
    """Return the conditions and expressions directly inside this one."""
    match node:
        case Arithmetic(_, left, right) | Divide(_, left, right) | Compare(_, left, right):
            return left, right
        case Extreme(_, parts):
            return parts
        case Tally(parts) | And(parts) | Or(parts):
            return parts
        case Not(part):
            return (part,)
        case Choose(condition, then, otherwise):
            return condition, then, otherwise
        case Step(at) | Along(at):
            return (at,)
        case Within(_, low, high):
            return tuple(end for end in (low, high) if end is not None)
        case Number() | Figure() | Read() | Lookup() | Count() | Among() | Holds() | Known() | Same():
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
            case Read(path) | Count(path) | Within(path, _, _) | Among(path, _) | Holds(path, _, _) | Known(path):
                found[path] = None
            case Step(_, path, ()) | Lookup(_, path, _, _):
                found[path] = None
            case Same(left, right):
                found[left] = found[right] = None
            case _:
                pass
    return tuple(found)


def figures(*roots: Node) -> Iterator[str]:
    """Yield the names of the figures in the conditions and expressions."""
    for node in chain.from_iterable(nodes(root) for root in roots):
        match node:
            case Figure(name) | Lookup(name) | Along(_, name):
                yield name
            case Step(_, path, rows) if rows:
                yield path.removeprefix("figure.")
            case _:
                pass


def conclusion_expressions(rule: Rule) -> tuple[Expression, ...]:
    """Return the expressions in the rule's conclusion."""
    match rule.conclusion:
        case Risk(points) | Favour(points):
            return (points,)
        case Derive(_, value) if not isinstance(value, OneOf | Subset):
            return (value,)
        case Advise(_, _, due) if due is not None:
            return (due,)
        case Exclude() | Derive() | Advise():
            return ()
    assert_never(rule.conclusion)


def premises(rule: Rule) -> tuple[str, ...]:
    """Return the paths that the rule's conditions read."""
    return reads(*rule.tests, *rule.joins)


def rule_reads(rule: Rule) -> tuple[str, ...]:
    """Return the paths that the rule's conditions and conclusion read."""
    return reads(*rule.tests, *rule.joins, *conclusion_expressions(rule))


def talked_of(rule: Rule) -> tuple[str, ...]:
    """Return a path of the winner and the runner-up if the rule's sentence names them: it needs them to be there."""
    owners = dict.fromkeys(path.partition(".")[0] for path in rule.says)
    return tuple(f"{owner}.pathway" for owner in ("winner", "runner_up") if owner in owners)


def root(path: str) -> str:
    """Return the path without its reading."""
    head, _, tail = path.rpartition(".")
    return head if tail in READINGS and "." in head else path
