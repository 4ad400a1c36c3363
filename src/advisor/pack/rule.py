"""Reading `rules/*.yaml` and `checklists.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from advisor.ir import (
    LEVELS,
    Advise,
    Among,
    And,
    Conclusion,
    Condition,
    Derive,
    Exclude,
    Expression,
    Favour,
    Holds,
    Kind,
    Known,
    Not,
    Number,
    OneOf,
    Pathway,
    Risk,
    Rule,
    Scope,
    Source,
    Subset,
    Within,
)
from advisor.pack.claim import read_source
from advisor.pack.condition import Where, tests_of
from advisor.pack.expression import at_least_0, parse_claim, parse_quantity
from advisor.pack.sentence import check_sentence
from advisor.pack.vocabulary import Vocabulary
from advisor.value import read
from advisor.yaml.fields import Faults, Fields, described, mapping_of, named, text_of
from advisor.yaml.node import MappingNode, Node, Scalar
from advisor.yaml.text import quoted

RULE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FIGURE_NAME = re.compile(r"figure\.([a-z][a-z0-9_]*)")
ABOUT_OPTION = ("exclude", "risk", "favour")
BREAKS = "breaks"
"""Beside a risk: the limit that is likely not kept then."""
CONCLUSIONS = (*ABOUT_OPTION, "derive", "advise")
MOST_POINTS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What reading rules needs."""

    vocabulary: Vocabulary
    sources: Mapping[str, Source]
    pathways: Mapping[str, Pathway]
    faults: Faults


def read_rules(nodes: tuple[Node, ...], library: Library, rules: dict[str, Rule]) -> None:
    """Add the rules of one file."""
    for node in nodes:
        item = mapping_of(node, library.faults, "a rule")
        if item is None:
            continue
        key = item.need("id")
        if isinstance(key, Scalar) and named(key, RULE_ID, library.faults, "a rule", rules.__contains__):
            rule = _rule(key, item, library)
            if rule is not None:
                rules[key.text] = rule


def _rule(key: Scalar, item: Fields, library: Library) -> Rule | None:
    faults = library.faults
    before = len(faults.found)
    asked, when, claim, then = item.take("for"), item.take("when"), item.take("if"), item.need("then")
    because, short = item.need("because"), item.take("short")
    sources = read_source(item, library.sources, f"rule `{key.text}`")
    item.end()
    scope, narrowing = _scope(asked, library)
    conclusion = _conclusion(then, scope, library) if then is not None else None
    advises = isinstance(conclusion, Advise)
    where = Where(vocabulary=library.vocabulary, scope=scope, faults=faults, may_ask_known=advises)
    conditions = narrowing + (tests_of(when, where) if when is not None else ())
    formula = _formula(claim, scope, library)
    says = _says(because, "because", scope, library) + _says(short, "short", scope, library)
    if conclusion is None or len(faults.found) > before:
        return None
    if scope == "advice" and not advises:
        faults.add(key.at, "a rule for advice may only advise")
    tests = tuple(part for part in conditions if _tested(part) is not None)
    joins = tuple(part for part in conditions if _tested(part) is None) + formula
    return Rule(
        id=key.text, scope=scope, tests=tests, joins=joins, conclusion=conclusion, at=key.at, sources=sources, says=says,
        because=because.text if isinstance(because, Scalar) else "", short=short.text if isinstance(short, Scalar) else None,
        figures=_figures(item_texts(when, claim, then, because, short)),
    )  # fmt: skip


def _says(node: Node | None, key: str, scope: Scope, library: Library) -> tuple[str, ...]:
    """Return the paths that the sentence under a key names, after reporting what it may not hold."""
    if node is None or (key == "short" and is_empty(node)) or not text_of(node, library.faults, f"`{key}`"):
        return ()
    if not isinstance(node, Scalar):
        return ()
    return check_sentence(node, scope, library.vocabulary, library.faults)


def is_empty(node: Node) -> bool:
    """Return whether a node is an empty text in quotes."""
    return isinstance(node, Scalar) and not node.plain and not node.text


def _tested(condition: Condition) -> str | None:
    """Return the path of a test of one fact, or None if the condition reads several."""
    match condition:
        case Within(path, _, _) | Among(path, _) | Holds(path, _, _) | Known(path):
            return path
        case Not(part):
            return _tested(part)
        case And(parts) if parts:
            paths = {_tested(part) for part in parts}
            return paths.pop() if len(paths) == 1 else None
        case _:
            return None


def item_texts(*nodes: Node | None) -> list[str]:
    """Return every text in the nodes, keys left out."""
    texts: list[str] = []
    stack = [node for node in nodes if node is not None]
    while stack:
        node = stack.pop()
        match node:
            case Scalar(text):
                texts.append(text)
            case MappingNode(entries):
                stack.extend(value for _, value in entries)
            case _:
                stack.extend(node.items)
    return texts


def _figures(texts: list[str]) -> tuple[str, ...]:
    return tuple(sorted({name for text in texts for name in FIGURE_NAME.findall(text)}))


def _scope(node: Node | None, library: Library) -> tuple[Scope, tuple[Condition, ...]]:
    """Return what a rule is asked of, and the tests by which `for` narrows it."""
    if node is None:
        return "order", ()
    if isinstance(node, MappingNode):
        where = Where(
            vocabulary=library.vocabulary, scope="option", faults=library.faults, owner="option",
            allowed=lambda name: name.path.startswith("option."), refusal="is no fact of an option",
        )  # fmt: skip
        return "option", tests_of(node, where)
    text = text_of(node, library.faults, "`for`")
    if text in ("option", "advice", "order"):
        return "option" if text == "option" else "advice" if text == "advice" else "order", ()
    if text:
        library.faults.unknown(node.at, "`for`", text, ("option", "advice"))
    return "option", ()


def _formula(node: Node | None, scope: Scope, library: Library) -> tuple[Condition, ...]:
    if node is None:
        return ()
    if not isinstance(node, Scalar):
        library.faults.add(node.at, f"`if` must be one line, got {described(node)}")
        return ()
    found = parse_claim(node, scope, library.vocabulary, library.faults)
    return () if found is None else (found,)


# --- conclusions ------------------------------------------------------------------------------------------------------
def _conclusion(node: Node, scope: Scope, library: Library) -> Conclusion | None:
    if not isinstance(node, MappingNode):
        entries: list[tuple[Scalar, Node]] = []
    else:
        entries = [(key, told) for key, told in node.entries if key.text != BREAKS]
    if len(entries) != 1:
        library.faults.add(node.at, "`then` must hold one of exclude, risk, favour, derive, advise")
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
    match key.text:
        case "exclude":
            return _exclude(told, library.faults)
        case "risk" | "favour":
            points = _points(key.text, told, scope, library)
            if points is None:
                return None
            return Favour(points) if key.text == "favour" else Risk(points, _limit(breaks, library))
        case "derive":
            return _derive(told, scope, library)
        case _:
            return _advise(told, scope, library)


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


def _exclude(node: Node, faults: Faults) -> Exclude | None:
    if isinstance(node, Scalar) and node.text == "true":
        return Exclude()
    faults.add(node.at, f"`exclude` must be true, got {described(node)}")
    return None


def _points(word: str, node: Node, scope: Scope, library: Library) -> Expression | None:
    if not isinstance(node, Scalar):
        library.faults.add(node.at, f"points must be a number, a figure or a formula, got {described(node)}")
        return None
    if below := re.fullmatch(r"-\s?([0-9]{1,6})", node.text):
        other = "risk" if word == "favour" else "favour"
        library.faults.add(
            node.at, f"points are never below 0, got {quoted(node.text)}", f"write `{other}: {int(below[1])}` for it"
        )
        return None
    if node.text.isascii() and node.text.isdigit():
        if int(node.text[:6]) > MOST_POINTS:
            library.faults.add(node.at, f"a rule gives {MOST_POINTS} points at most, got {quoted(node.text)}")
            return None
        return Number(int(node.text))
    found = parse_quantity(node, scope, library.vocabulary, library.faults)
    if found is None:
        return None
    if found.dimension not in (None, (), (("points", 1),)):
        library.faults.add(node.at, f"points are a plain count, {quoted(node.text)} is not")
    if found.least is None or found.least < 0:
        library.faults.add(node.at, f"points could be negative in {quoted(node.text)}", at_least_0(node.text))
    return found.expression


def _derive(node: Node, scope: Scope, library: Library) -> Derive | None:
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
    if fact.span or fact.kind in (Kind.TEXT, Kind.TABLE):
        library.faults.add(key.at, f"`{fact.name}` cannot be derived: it is a text, a table or uncertain")
        return None
    if fact.kind in (Kind.NUMBER, Kind.DATE):
        if not isinstance(told, Scalar):
            library.faults.add(told.at, f"`{fact.name}` is derived by a formula, got {described(told)}")
            return None
        found = parse_quantity(told, scope, library.vocabulary, library.faults)
        if found is not None and fact.unit is not None and found.dimension not in (None, fact.unit.dimension):
            library.faults.add(told.at, f"the formula for `{fact.name}` is not in {fact.unit.name}")
        return None if found is None else Derive(path, found.expression)
    how = read.ReadContext(currency=library.vocabulary.currency, faults=library.faults)
    given = read.possible(told, fact, how)
    return Derive(path, given) if isinstance(given, OneOf | Subset) else None


def _advise(node: Node, scope: Scope, library: Library) -> Advise | None:
    item = mapping_of(node, library.faults, "`advise`")
    if item is None:
        return None
    level, topic, due = item.choice("level", LEVELS, needed=True), item.text("topic", needed=True), item.take("due")
    item.end()
    if due is None:
        return Advise(level, topic)
    if not isinstance(due, Scalar):
        library.faults.add(due.at, f"`due` is a formula in days, got {described(due)}")
        return None
    found = parse_quantity(due, scope, library.vocabulary, library.faults)
    if found is not None and found.dimension not in (None, (("days", 1),)):
        library.faults.add(due.at, "`due` must be in days")
    return None if found is None else Advise(level, topic, found.expression)


# --- checklists -------------------------------------------------------------------------------------------------------
