"""Mistakes in rules: a test dropped or turned, a choice left out, a bound by one and by ten times."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from advisor import ir, meaning
from advisor.author.changed import nudged

TURNED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}


def of_rule(pack: ir.Pack, rule: ir.Rule) -> Iterator[tuple[str, str, ir.Rule]]:
    for key in ("tests", "joins"):
        parts: tuple[ir.Condition, ...] = getattr(rule, key)
        for place, part in enumerate(parts):
            if len(rule.tests) + len(rule.joins) > 1:
                rest = (*parts[:place], *parts[place + 1 :])
                yield "condition", f"condition {place + 1} of `{key}` dropped", _with(rule, key, rest)
            for kind, what, other in of_condition(pack, part):
                yield kind, what, _with(rule, key, (*parts[:place], other, *parts[place + 1 :]))


def _with(rule: ir.Rule, key: str, parts: tuple[ir.Condition, ...]) -> ir.Rule:
    return replace(rule, tests=parts) if key == "tests" else replace(rule, joins=parts)


def of_condition(pack: ir.Pack, part: ir.Condition) -> Iterator[tuple[str, str, ir.Condition]]:
    """Yield what a condition may be mistaken for, by kind and in words."""
    match part:
        case ir.Compare(op):
            yield "condition", f"`{op}` turned to `{TURNED[op]}`", replace(part, op=TURNED[op])
        case ir.Within():
            yield from (("bound", what, other) for what, other in _of_bounds(part))
        case ir.Among(path, values):
            for name, kinds in _listed(pack, path, values):
                left = tuple(one for one in values if one not in kinds)
                if left:
                    yield "condition", f"`{name}` left out of {path}", replace(part, values=left)
        case ir.Holds(_, _, members) if len(members) > 1:
            for member in members:
                kept = tuple(one for one in members if one != member)
                yield "condition", f"`{member}` left out of {part.path}", replace(part, members=kept)
        case ir.Not(inner):
            yield "condition", f"`not` dropped before {_paths(inner)}", inner
            yield from ((kind, what, ir.Not(other)) for kind, what, other in of_condition(pack, inner))
        case ir.And(parts) | ir.Or(parts):
            for place, inner in enumerate(parts):
                rest = (parts[:place], parts[place + 1 :])
                if len(parts) > 1:
                    yield "condition", f"{_paths(inner)} dropped", replace(part, parts=(*rest[0], *rest[1]))
                for kind, what, other in of_condition(pack, inner):
                    yield kind, what, replace(part, parts=(*rest[0], other, *rest[1]))
        case _:
            pass


def _listed(
    pack: ir.Pack, path: str, values: tuple[bool | str, ...]
) -> Iterator[tuple[bool | str, Collection[bool | str]]]:
    """Yield the names in which a list of choices can be said, each with the choices it stands for: the widest groups first."""
    fact = meaning.fact_at(pack, path)
    groups = sorted(fact.choice_groups.items() if fact else (), key=lambda one: -len(one[1]))
    left = dict.fromkeys(values)
    for name, kinds in (*groups, *((value, (value,)) for value in values)):
        if kinds and all(one in left for one in kinds):
            yield name, kinds
            left = {one: None for one in left if one not in kinds}


def _paths(part: ir.Condition) -> str:
    return " and ".join(f"`{path}`" for path in meaning.reads(part)) or "nothing"


def _of_bounds(part: ir.Within) -> Iterator[tuple[str, ir.Within]]:
    for end in ("low", "high"):
        held = getattr(part, end)
        for value in nudged(held.value) if isinstance(held, ir.Number) and held.value != ir.UNLIMITED else ():
            number = ir.Number(value)
            yield (
                f"{held.value} of {part.path} made {value}",
                replace(part, low=number) if end == "low" else replace(part, high=number),
            )
