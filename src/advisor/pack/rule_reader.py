"""Reading `rules/*.yaml`: whom a rule is asked of, its tests, what it concludes, and its sentence."""

from __future__ import annotations

import re

from advisor import ir
from advisor.pack.because import check_sentence
from advisor.pack.claim_reader import read_source
from advisor.pack.conclusion import ABOUT_OPTION, read_conclusion
from advisor.pack.condition import Where, tests_of
from advisor.pack.expression import parse_claim
from advisor.pack.vocabulary import Library
from advisor.yaml.fields import Fields, described, mapping_of, named, text_of
from advisor.yaml.node import MappingNode, Node, Scalar

RULE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FIGURE_NAME = re.compile(r"figure\.([a-z][a-z0-9_]*)")


def read_rules(nodes: tuple[Node, ...], library: Library, rules: dict[str, ir.Rule]) -> None:
    """Add the rules of one file."""
    for node in nodes:
        item = mapping_of(node, library.faults, "a rule")
        if item is None:
            continue
        key = item.need("id")
        if not isinstance(key, Scalar):
            continue
        with library.faults.entry(key.text, *_derived_in(node)):
            if named(key, RULE_ID, library.faults, "a rule", rules.__contains__):
                rule = _rule(key, item, library)
                if rule is not None:
                    rules[key.text] = rule


def _derived_in(node: Node) -> tuple[Node, ...]:
    """Return what a rule says that it derives."""
    then = node.get("then") if isinstance(node, MappingNode) else None
    told = then.get("derive") if isinstance(then, MappingNode) else None
    return () if told is None else (told,)


def _rule(key: Scalar, item: Fields, library: Library) -> ir.Rule | None:
    faults = library.faults
    before = faults.count
    asked, when, claim, then = item.take("for"), item.take("when"), item.take("if"), item.need("then")
    because, short = item.need("because"), item.take("short")
    sources = read_source(item, library.sources, f"rule `{key.text}`")
    item.end()
    scope, narrowing = _scope(asked, library)
    scope = _meant(scope, then, library)
    conclusion = read_conclusion(then, scope, library) if then is not None else None
    advises = isinstance(conclusion, ir.Advise)
    where = Where(vocabulary=library.vocabulary, scope=scope, faults=faults, may_ask_known=advises, names_figures=True)
    conditions = narrowing + (tests_of(when, where) if when is not None else ())
    formula = _formula(claim, scope, library)
    says = _says(because, "because", scope, library) + _says(short, "short", scope, library)
    if conclusion is None or faults.count > before:
        return None
    if scope == "advice" and not advises:
        faults.add(key.at, "a rule for advice may only advise")
    tests = tuple(part for part in conditions if _tested(part) is not None)
    joins = tuple(part for part in conditions if _tested(part) is None) + formula
    return ir.Rule(
        id=key.text, scope=scope, tests=tests, joins=joins, conclusion=conclusion, at=key.at, sources=sources, says=says,
        because=because.text if isinstance(because, Scalar) else "", short=short.text if isinstance(short, Scalar) else None,
        figures=_figures(item_texts(when, claim, then, because, short)),
    )  # fmt: skip


def _says(node: Node | None, key: str, scope: ir.Scope, library: Library) -> tuple[str, ...]:
    """Return the paths that the sentence under a key names, after reporting what it may not hold."""
    if node is None or (key == "short" and is_empty(node)) or not text_of(node, library.faults, f"`{key}`"):
        return ()
    if not isinstance(node, Scalar):
        return ()
    return check_sentence(node, scope, library.vocabulary, library.faults)


def is_empty(node: Node) -> bool:
    """Return whether a node is an empty text in quotes."""
    return isinstance(node, Scalar) and not node.plain and not node.text


def _tested(condition: ir.Condition) -> str | None:
    """Return the path of a test of one fact, or None if the condition reads several."""
    match condition:
        case ir.Within(path, _, _) | ir.Among(path, _) | ir.Holds(path, _, _) | ir.Known(path):
            return path
        case ir.Not(part):
            return _tested(part)
        case ir.And(parts) if parts:
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


def _scope(node: Node | None, library: Library) -> tuple[ir.Scope, tuple[ir.Condition, ...]]:
    """Return what a rule is asked of, and the tests by which `for` narrows it."""
    if node is None:
        return "order", ()
    if isinstance(node, MappingNode):
        where = Where(
            vocabulary=library.vocabulary, scope="option", faults=library.faults, owner="option",
            allowed=lambda name: name.path.startswith("option."), refusal="is no fact of an option", names_figures=True,
        )  # fmt: skip
        return "option", tests_of(node, where)
    text = text_of(node, library.faults, "`for`")
    if text in ("option", "advice", "order"):
        return "option" if text == "option" else "advice" if text == "advice" else "order", ()
    if text in library.pathways:
        library.faults.add(
            node.at, f"expected whom it is asked of, got the pathway `{text}`", f"write `{{pathway: [{text}]}}`"
        )
    elif text:
        library.faults.unknown(node.at, "`for`", text, ("option", "advice"))
    return "option", ()


def _meant(scope: ir.Scope, then: Node | None, library: Library) -> ir.Scope:
    """Return the scope of a rule, that of an option after a report where it says something of one and is not asked of any."""
    about = [key for key, _ in then.entries if key.text in ABOUT_OPTION] if isinstance(then, MappingNode) else []
    if scope != "order" or not about:
        return scope
    library.faults.add(about[0].at, f"`{about[0].text}` is said of an option", "add `for: option`")
    return "option"


def _formula(node: Node | None, scope: ir.Scope, library: Library) -> tuple[ir.Condition, ...]:
    if node is None:
        return ()
    if not isinstance(node, Scalar):
        library.faults.add(node.at, f"`if` must be one line, got {described(node)}")
        return ()
    found = parse_claim(node, scope, library.vocabulary, library.faults)
    return () if found is None else (found,)
