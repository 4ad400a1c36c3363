"""Values worth trying for a fact: those at which some condition turns, and the ends of what is possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor import truth
from advisor.ir import (
    UNLIMITED,
    Among,
    Compare,
    Expression,
    FactType,
    Holds,
    Memory,
    Numbers,
    OneOf,
    Pack,
    Possible,
    Read,
    Rule,
    Subset,
    Within,
)
from advisor.strata import Node, nodes

MOST_VALUES = 48


def values(path: str, wide: Possible, pack: Pack, rules: Iterable[Rule], memories: Iterable[Memory]) -> list[Possible]:
    """Return known values of a fact, all allowed by `wide`, on either side of every threshold that rules put to it."""
    fact = pack.facts[path.split(".")[1]]
    rules, memories = list(rules), list(memories)
    match wide:
        case Numbers():
            found: Iterable[Possible] = _numbers(path, wide, rules, memories)
        case OneOf(choices):
            found = _choices(path, choices, rules)
        case Subset():
            found = _sets(path, wide, rules, fact)
        case _:
            found = ()
    return list(dict.fromkeys(found))[:MOST_VALUES]


def _inside(rules: Iterable[Rule]) -> Iterator[Node]:
    for rule in rules:
        for part in (*rule.tests, *rule.joins):
            yield from nodes(part)


def _numbers(path: str, wide: Numbers, rules: list[Rule], memories: list[Memory]) -> list[Possible]:
    turns = {wide.low, wide.high}
    for node in _inside(rules):
        match node:
            case Within(own, low, high) if own == path:
                turns.update(end.value for end in (low, high) if end is not None)
            case Compare(_, left, right):
                for side, other in ((left, right), (right, left)):
                    if path in _paths(side):
                        turns.update(_reached(other, memories))
            case _:
                pass
    near = sorted({turn + step for turn in turns for step in (-1, 0, 1)})
    finite = [Numbers(one, one) for one in near if wide.low <= one <= wide.high]
    return [*finite, truth.NONE] if wide.or_none else [*finite]


def _paths(expression: Expression) -> set[str]:
    return {node.path for node in nodes(expression) if isinstance(node, Read)}


def _reached(expression: Expression, memories: list[Memory]) -> Iterator[int]:
    paths = _paths(expression)
    for memory in memories:
        if paths <= memory.keys():
            yield from (end for end in truth.number(expression, memory) if abs(end) < UNLIMITED)


def _choices(path: str, choices: tuple[bool | str, ...], rules: list[Rule]) -> list[Possible]:
    named = {value for node in _inside(rules) if isinstance(node, Among) and node.path == path for value in node.values}
    told = [value for value in choices if value in named]
    other = next((value for value in choices if value not in named), None)
    return [OneOf((value,)) for value in (*told, *(() if other is None else (other,)))]


def _sets(path: str, wide: Subset, rules: list[Rule], fact: FactType) -> list[Possible]:
    named = {
        member for node in _inside(rules) if isinstance(node, Holds) and node.path == path for member in node.members
    }
    members = [member for member in wide.maybe if member in named] or list(wide.maybe[:1])
    order = tuple(fact.words)

    def of(*added: str) -> Subset:
        return Subset(tuple(choice for choice in order if choice in (*wide.some, *added)))

    return [of(), *(of(member) for member in members), of(*wide.maybe)]
