"""Reading `when`, `applies` and `for`: tests of one fact each, and the groups any, all, none."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from advisor import ir
from advisor.meaning.path import name_in
from advisor.pack.fact_values import FIGURE
from advisor.pack.merge import node_on_one_line
from advisor.pack.vocabulary import Name, Vocabulary, reading_of
from advisor.value.choices import member_names
from advisor.value.description import in_declared_order
from advisor.value.fact_numbers import bounds
from advisor.value.read import FLAGS, ReadContext
from advisor.value.unit import COUNT
from advisor.yaml.fields import Faults, described
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode
from advisor.yaml.text import quoted

GROUPS = ("any", "all", "none")
MORE_THAN_ONE = 2
SET_TESTS = ("has", "lacks", "only")


class Where(Struct, frozen=True, kw_only=True):
    """What reading tests needs: names, the rule's scope, where faults go, and which facts may be tested.

    names_figures: whether a number that is no end of its fact is to be a figure, as in rules.
    """

    vocabulary: Vocabulary
    scope: str
    faults: Faults
    may_ask_known: bool = False
    allowed: Callable[[Name], bool] = lambda _: True
    refusal: str = ""
    cure_for: Callable[[Name], str] = lambda _: ""
    names_figures: bool = False
    owner: str = ""


def tests_of(node: Node, where: Where) -> tuple[ir.Condition, ...]:
    """Return the tests in a mapping, one for each entry; faulty ones are reported and left out."""
    if not isinstance(node, MappingNode):
        said = [entry for item in getattr(node, "items", ()) if isinstance(item, MappingNode) for entry in item.entries]
        cure = f"write `{node_on_one_line(MappingNode(tuple(said), flow=True, at=node.at))}`" if said else ""
        where.faults.add(node.at, f"expected a mapping from fact to test, got {described(node)}", cure)
        return ()
    parts = [_entry(key, value, where) for key, value in node.entries]
    return tuple(part for part in parts if part is not None)


def _entry(key: Scalar, node: Node, where: Where) -> ir.Condition | None:
    if key.text in GROUPS:
        return _group(key.text, node, where)
    name = where.vocabulary.find(f"{where.owner}.{key.text}", where.scope) if where.owner else None
    name = name or where.vocabulary.tested(key.text, where.scope)
    if name is None:
        where.faults.unknown(key.at, "fact", key.text, (*where.vocabulary.test_names(where.scope), *GROUPS))
        return None
    if name.fact is None or name.span or name.kind in (ir.Kind.TEXT, ir.Kind.TABLE):
        where.faults.add(key.at, f"`{key.text}` cannot be tested here", "uncertain numbers are compared in `if`")
        return None
    if not where.allowed(name):
        where.faults.add(key.at, f"`{key.text}` {where.refusal}", where.cure_for(name))
        return None
    return test_of(node, name, where)


def _group(word: str, node: Node, where: Where) -> ir.Condition | None:
    items = node.items if isinstance(node, SequenceNode) else ()
    if not items:
        where.faults.add(node.at, f"`{word}` must be a list of mappings, got {described(node)}")
        return None
    parts = tuple(_one(ir.And, tests_of(item, where)) for item in items)
    match word:
        case "all":
            return ir.And(parts)
        case "any":
            return ir.Or(parts)
        case _:
            return ir.Not(ir.Or(parts))


def _one(group: type[ir.And], parts: tuple[ir.Condition, ...]) -> ir.Condition:
    return parts[0] if len(parts) == 1 else group(parts)


def test_of(node: Node, name: Name, where: Where) -> ir.Condition | None:
    """Return one test of one fact, or None after a report."""
    fact = name.fact
    if fact is None:
        raise TypeError(f"`{name.path}` is no fact")
    if isinstance(node, MappingNode) and [key.text for key, _ in node.entries] == ["not"]:
        inner = test_of(node.entries[0][1], name, where)
        return None if inner is None else ir.Not(inner)
    if isinstance(node, Scalar) and node.text in ("known", "unknown") and node.text not in fact.words:
        return _known(node, name, where)
    match name.kind:
        case ir.Kind.FLAG:
            return _flag(node, name, where.faults)
        case ir.Kind.CHOICE:
            return _choice(node, name.path, fact, where.faults)
        case ir.Kind.SET:
            return _set(node, name.path, fact, where.faults)
        case _:
            return _number(node, name, fact, where)


def _known(node: Scalar, name: Name, where: Where) -> ir.Condition | None:
    if not where.may_ask_known:
        cure = "an answer must not undo a settled one; test a value instead"
        where.faults.add(node.at, "only rules that advise may test known and unknown", cure)
        return None
    return ir.Known(name.path) if node.text == "known" else ir.Not(ir.Known(name.path))


def _flag(node: Node, name: Name, faults: Faults) -> ir.Condition | None:
    if isinstance(node, Scalar) and node.text in FLAGS:
        return ir.Among(name.path, (FLAGS[node.text],))
    faults.add(node.at, f"`{name.path}` is tested by true or false, got {described(node)}")
    return None


def _choice(node: Node, path: str, fact: ir.FactType, faults: Faults) -> ir.Condition | None:
    items = node.items if isinstance(node, SequenceNode) else (node,)
    found = [member for item in items for member in member_names(item, fact, faults)]
    return ir.Among(path, in_declared_order(found, fact)) if found else None


def _set(node: Node, path: str, fact: ir.FactType, faults: Faults) -> ir.Condition | None:
    if (
        not isinstance(node, MappingNode)
        or not all(key.text in SET_TESTS for key, _ in node.entries)
        or not node.entries
    ):
        faults.add(node.at, f"a set is tested by has, lacks or only, got {described(node)}", "write {has: [...]}")
        return None
    parts: list[ir.Condition] = []
    for key, value in node.entries:
        items = value.items if isinstance(value, SequenceNode) else (value,)
        members = in_declared_order([member for item in items for member in member_names(item, fact, faults)], fact)
        mode: Literal["has", "lacks", "only"] = (
            "has" if key.text == "has" else "lacks" if key.text == "lacks" else "only"
        )
        parts.append(ir.Holds(path, mode, members))
    return _one(ir.And, tuple(parts))


# --- numbers ----------------------------------------------------------------------------------------------------------
End = ir.Number | ir.Figure | ir.Lookup | None
_COMPARED = re.compile(r"\s*(?P<op>>=|=>|<=|=<|==|=|>|<)\s*(?P<value>figure\.[a-z0-9_.]+?)\s*")


def _number(node: Node, name: Name, fact: ir.FactType, where: Where) -> ir.Condition | None:
    if not isinstance(node, Scalar) or not node.text:
        where.faults.add(node.at, f"`{name.path}` is tested by a number or span, got {described(node)}")
        return None
    if node.text == "none" and fact.none_words:
        return ir.Within(name.path, ir.Number(ir.UNLIMITED), ir.Number(ir.UNLIMITED))
    ends = _figures(node, fact.unit, name.path, where) if FIGURE in node.text else _literals(node, fact, where)
    if ends is None:
        return None
    low, high = ends
    if isinstance(low, ir.Lookup) or isinstance(high, ir.Lookup):
        return _looked_up(name.path, low, high)
    domain = fact.domain
    if isinstance(domain, ir.Numbers) and _outside(low, high, domain):
        where.faults.add(node.at, f"no value of `{fact.name}` can be {quoted(node.text)}", "see its bounds")
        return None
    return ir.Within(name.path, low, high)


def _outside(low: ir.Number | ir.Figure | None, high: ir.Number | ir.Figure | None, domain: ir.Numbers) -> bool:
    least = domain.low if low is None else low.value
    most = ir.UNLIMITED if high is None else high.value
    return least > most or most < domain.low or (least > domain.high and not (domain.or_none and most >= ir.UNLIMITED))


def _looked_up(path: str, low: End, high: End) -> ir.Condition:
    parts: list[ir.Condition] = []
    if low is not None:
        parts.append(ir.Compare(">=", ir.Read(path), low))
    if high is not None:
        parts.append(ir.Compare("<=", ir.Read(path), high))
    return ir.And(tuple(parts))


def _literals(node: Scalar, fact: ir.FactType, where: Where) -> tuple[End, End] | None:
    how = ReadContext(currency=where.vocabulary.currency, faults=where.faults)
    ends = bounds(node, fact, how)
    if ends is None:
        return None
    if where.names_figures and fact.unit is not None:
        _tell_bare(node, ends, fact, where.faults)
    low, high = (None if end is None else ir.Number(end) for end in ends)
    return low, high


def _tell_bare(node: Scalar, ends: tuple[int | None, int | None], fact: ir.FactType, faults: Faults) -> None:
    """Report a threshold that should be a figure: a number but 0, 1, the ends of the fact itself, and `2..`, which is more than one."""
    low, high = ends
    own = (fact.domain.low, fact.domain.high) if isinstance(fact.domain, ir.Numbers) else ()
    is_several = low == MORE_THAN_ONE and high is None and fact.is_in(COUNT)
    free = (None, 0, 1, *own, ir.UNLIMITED)
    if (low not in free and not is_several) or high not in free:
        faults.hint(
            node.at, f"a bare number in {quoted(node.text)}, which `{fact.name}` is held against", "name it as a figure"
        )


def _tell_compared(op: str, value: str, node: Scalar, path: str, where: Where) -> None:
    """Report a comparison where a span is to stand, with the span it means, or what compares where no span means it."""
    name = where.vocabulary.find(value, where.scope)
    ends = (f"{value}.low", f"{value}.high") if name and name.span else (value, value)
    spans = {
        ">=": f"{ends[0]}..",
        "=>": f"{ends[0]}..",
        "<=": f"..{ends[1]}",
        "=<": f"..{ends[1]}",
        "=": value,
        "==": value,
    }
    strict = f"say it in `if` of the rule: `if: {path} {op} {ends[1] if op == '>' else ends[0]}`"
    cure = f"write `{spans[op]}`" if op in spans else strict
    where.faults.add(node.at, f"a figure here is an end of a span, got {quoted(node.text)}", cure)


def _figures(node: Scalar, unit: ir.Unit | None, path: str, where: Where) -> tuple[End, End] | None:
    """Return the ends `figure.a..figure.b`, `..figure.a`, or one figure from its low to its high."""
    low, dots, high = node.text.partition("..")
    if compared := _COMPARED.fullmatch(node.text):
        _tell_compared(compared["op"], compared["value"], node, path, where)
        return None
    if not dots:
        only = _figure(low, unit, node, where)
        if only is None:
            return None
        name = where.vocabulary.figures[name_in(low.strip())]
        return (reading_of(name, "low"), reading_of(name, "high")) if only.span else (_end(only), _end(only))
    ends: list[End] = []
    for text in (low, high):
        found = _figure(text, unit, node, where) if text.strip() else None
        if text.strip() and found is None:
            return None
        if found is not None and found.span:
            where.faults.add(
                node.at, f"{quoted(text.strip())} is uncertain: say which reading", f"write `{text.strip()}.low`"
            )
            return None
        ends.append(_end(found) if found else None)
    return ends[0], ends[1]


def _end(name: Name) -> End:
    return name.expression if isinstance(name.expression, ir.Figure | ir.Number | ir.Lookup) else None


def _figure(text: str, unit: ir.Unit | None, node: Scalar, where: Where) -> Name | None:
    dotted = text.strip()
    name = where.vocabulary.find(dotted, where.scope) if dotted.startswith(FIGURE) else None
    if name is None:
        figures = [f"{FIGURE}{figure}" for figure in where.vocabulary.figures]
        where.faults.unknown(node.at, "figure", dotted, figures)
        return None
    dimension = unit.dimension if unit else (("date", 1),)
    if name.unit is None or name.unit.dimension != dimension:
        where.faults.add(node.at, f"{quoted(dotted)} is in {name.unit.name if name.unit else 'dates'}, the fact is not")
        return None
    return name
