"""Reading `then` of a rule: what it concludes, of an option, of a fact or for the person who is told."""

from __future__ import annotations

import re

from advisor import ir
from advisor.pack.arithmetic import at_least_0
from advisor.pack.expression import FREE, parse_quantity
from advisor.pack.vocabulary import Library
from advisor.value import read
from advisor.yaml.fields import Faults, Fields, described, text_of
from advisor.yaml.node import MappingNode, Node, Scalar
from advisor.yaml.text import quoted

ABOUT_OPTION = ("exclude", "risk", "favour")

BREAKS = "breaks"
"""Beside a risk: the limit that is likely not kept then."""

CONCLUSIONS = (*ABOUT_OPTION, "derive", "advise")

_MOST_POINTS = 1000


def read_conclusion(node: Node, scope: ir.Scope, library: Library) -> ir.Conclusion | None:
    """Return what a rule concludes, None after a report."""
    entry = _entry(node, scope, library)
    if entry is None:
        return None
    kind, told, breaks = entry
    match kind:
        case "exclude":
            return _exclude(told, library.faults)
        case "risk" | "favour":
            points = _points(kind, told, scope, library)
            if points is None:
                return None
            return ir.Favour(points) if kind == "favour" else ir.Risk(points, _limit(breaks, library))
        case "derive":
            return _derive(told, scope, library)
        case _:
            return _advise(told, scope, library)


def _entry(node: Node, scope: ir.Scope, library: Library) -> tuple[str, Node, Node | None] | None:
    """Return the kind of a conclusion that a rule of this scope may have, what is said of it, and the limit that it breaks."""
    said = node.entries if isinstance(node, MappingNode) else ()
    entries = [(key, told) for key, told in said if key.text != BREAKS]
    if len(entries) != 1:
        _tell_number(node, [key for key, _ in entries], library.faults)
        return None
    key, told = entries[0]
    breaks = node.get(BREAKS) if isinstance(node, MappingNode) else None
    if breaks is not None and key.text != "risk":
        library.faults.add(breaks.at, f"`{BREAKS}` stands beside a `risk`, got `{key.text}`")
        return None
    if key.text not in CONCLUSIONS:
        library.faults.unknown(key.at, "conclusion", key.text, CONCLUSIONS)
        return None
    if key.text in ABOUT_OPTION and scope != "option":
        library.faults.add(key.at, f"`{key.text}` is said of an option", "add `for: option`")
        return None
    return key.text, told, breaks


def _tell_number(node: Node, kinds: list[Scalar], faults: Faults) -> None:
    """Report that a rule concludes nothing, or more than one thing."""
    if kinds:
        told = f"a rule concludes one thing, got {quoted(kinds[0].text)} and {quoted(kinds[1].text)}"
        faults.add(kinds[1].at, told, "write a rule for each")
    else:
        told = f"`then` must hold one of {', '.join(CONCLUSIONS)}, got {described(node)}"
        faults.add(node.at, told, "write such as `then: {exclude: true}`")


def _limit(node: Node | None, library: Library) -> str:
    """Return the path of the limit that a risk says is likely not kept, empty for none."""
    if node is None:
        return ""
    limits = [one.name for one in library.vocabulary.facts.values() if one.of == "order" and one.is_limit]
    name = text_of(node, library.faults, f"`{BREAKS}`")
    if name in limits:
        return f"order.{name}"
    library.faults.unknown(node.at, "limit", name, limits)
    return ""


def _exclude(node: Node, faults: Faults) -> ir.Exclude | None:
    if isinstance(node, Scalar) and node.text == "true":
        return ir.Exclude()
    faults.add(node.at, f"`exclude` must be true, got {described(node)}", "write `true`")
    return None


def _points(word: str, node: Node, scope: ir.Scope, library: Library) -> ir.Expression | None:
    if not isinstance(node, Scalar):
        library.faults.add(node.at, f"points must be a number, a figure or a formula, got {described(node)}")
        return None
    if below := re.fullmatch(r"-\s?([0-9]{1,6})", node.text):
        other = "risk" if word == "favour" else "favour"
        library.faults.add(
            node.at,
            f"points are never below 0, got {quoted(node.text)}",
            f"write `{other}: {int(below[1])}` for it, the number as a figure",
        )
        return None
    if node.text.isascii() and node.text.isdigit():
        if int(node.text[:6]) > _MOST_POINTS:
            library.faults.add(node.at, f"a rule gives {_MOST_POINTS} points at most, got {quoted(node.text)}")
            return None
        if int(node.text) not in FREE:
            library.faults.hint(node.at, f"a bare number of points, `{int(node.text)}`", "name it as a figure")
        return ir.Number(int(node.text))
    found = parse_quantity(node, scope, library.vocabulary, library.faults)
    if found is None:
        return None
    if found.dimension not in (None, (), (("points", 1),)):
        library.faults.add(node.at, f"points are a plain count, {quoted(node.text)} is not")
    if found.least is None or found.least < 0:
        library.faults.add(node.at, f"points could be negative in {quoted(node.text)}", at_least_0(node.text))
    return found.expression


def _derive(node: Node, scope: ir.Scope, library: Library) -> ir.Derive | None:
    if not isinstance(node, MappingNode) or len(node.entries) != 1:
        library.faults.add(node.at, "`derive` names one fact and its value")
        return None
    key, told = node.entries[0]
    facts = {fact.name: fact for fact in library.vocabulary.facts.values() if fact.of == scope}
    fact = facts.get(key.text)
    if fact is None:
        library.faults.unknown(key.at, f"fact of the {scope}", key.text, facts)
        return None
    path = f"{scope}.{fact.name}"
    if fact.span or fact.kind in (ir.Kind.TEXT, ir.Kind.TABLE):
        library.faults.add(key.at, f"`{fact.name}` cannot be derived: it is a text, a table or uncertain")
        return None
    if fact.kind in (ir.Kind.NUMBER, ir.Kind.DATE):
        if not isinstance(told, Scalar):
            library.faults.add(told.at, f"`{fact.name}` is derived by a formula, got {described(told)}")
            return None
        found = parse_quantity(told, scope, library.vocabulary, library.faults)
        if found is not None and fact.unit is not None and found.dimension not in (None, fact.unit.dimension):
            library.faults.add(told.at, f"the formula for `{fact.name}` is not in {fact.unit.name}")
        return None if found is None else ir.Derive(path, found.expression)
    how = read.ReadContext(currency=library.vocabulary.currency, faults=library.faults)
    given = read.possible(told, fact, how)
    return ir.Derive(path, given) if isinstance(given, ir.OneOf | ir.Subset) else None


def _advise(node: Node, scope: ir.Scope, library: Library) -> ir.Advise | None:
    if not isinstance(node, MappingNode):
        told = f"`advise` must say a level and a topic, got {described(node)}"
        library.faults.add(node.at, told, "write such as `advise: {level: note, topic: time}`")
        return None
    item = Fields(node, library.faults, "`advise`")
    level, topic, due = item.choice("level", ir.LEVELS, needed=True), item.text("topic", needed=True), item.take("due")
    item.end()
    if due is None:
        return ir.Advise(level, topic)
    if not isinstance(due, Scalar):
        library.faults.add(due.at, f"`due` is a formula in days, got {described(due)}")
        return None
    found = parse_quantity(due, scope, library.vocabulary, library.faults)
    if found is not None and found.dimension not in (None, (("days", 1),)):
        library.faults.add(due.at, "`due` must be in days")
    return None if found is None else ir.Advise(level, topic, found.expression)
