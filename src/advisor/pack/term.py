"""What a part of a formula is: a number with its unit, a condition, a symbol or words; and how units combine."""

from __future__ import annotations

import ast
from functools import reduce

from msgspec import Struct

from advisor.ir import Condition, Dimension, Expression
from advisor.pack.vocabulary import Name


class Quantity(Struct, frozen=True):
    """A whole-number formula. dimension None fits any unit (the number 0); least: no value is smaller, None: not proved."""

    expression: Expression
    dimension: Dimension | None
    least: int | None


class ConditionTerm(Struct, frozen=True):
    """A condition."""

    condition: Condition


class Symbol(Struct, frozen=True):
    """The name of a flag, choice, set or table."""

    name: Name


class Words(Struct, frozen=True):
    """A string, or several of them in a tuple or list."""

    texts: tuple[str, ...]


Term = Quantity | ConditionTerm | Symbol | Words


def times(left: Dimension | None, right: Dimension | None) -> Dimension | None:
    return None if left is None or right is None else _combine(left, right, 1)


def over(left: Dimension | None, right: Dimension | None) -> Dimension | None:
    return None if left is None else _combine(left, right or (), -1)


def _combine(left: Dimension, right: Dimension, sign: int) -> Dimension:
    powers = dict(left)
    for base, power in right:
        powers[base] = powers.get(base, 0) + sign * power
    return tuple(sorted((base, power) for base, power in powers.items() if power))


def dimension_told(dimension: Dimension | None) -> str:
    """Return a dimension in words."""
    words = {"money": "an amount of money", "days": "a time in days", "seconds": "work time", "points": "points"}
    if not dimension:
        return "a plain count"
    if len(dimension) == 1 and dimension[0][1] == 1:
        base = dimension[0][0]
        return words.get(base, f"a {base}")
    return reduce(lambda told, part: f"{told} {part[0]}^{part[1]}", dimension, "a product of").strip()


def depth(tree: ast.AST) -> int:
    """Return how deep a tree is nested, without recursion."""
    deepest, stack = 0, [(tree, 1)]
    while stack:
        node, depth = stack.pop()
        deepest = max(deepest, depth)
        stack.extend((child, depth + 1) for child in ast.iter_child_nodes(node))
    return deepest
