"""Sentences (`because`, questions): Jinja held to a whitelist, so that checking one costs time linear in its length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes

from advisor.errors import Place
from advisor.pack.vocabulary import Vocabulary
from advisor.yaml.fields import Faults
from advisor.yaml.node import Scalar
from advisor.yaml.text import quoted

_LENGTH = 4096
FILTERS = ("money", "days", "units", "span", "words", "number", "percent", "date", "length", "points")
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Filter, nodes.Const,
    nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
)  # fmt: skip
_ONE_BRACE = re.compile(r"(?<!\{)\{ *(?:order|option|figure|winner|runner_up|advice)\.[^{}]*\}(?!\})")
_PARSER = Environment(autoescape=False)  # noqa: S701  # parses only; nothing is rendered with it


def check_sentence(node: Scalar, scope: str, vocabulary: Vocabulary, faults: Faults) -> tuple[str, ...]:
    """Return the paths a sentence names, reporting whatever it may not hold."""
    if len(node.text) > _LENGTH:
        faults.add(node.at, f"a sentence may have {_LENGTH} characters")
        return ()
    if node.plain and (node.text[:1] in "“”„«" or (node.text.endswith('"') and node.text.count('"') == 1)):
        faults.add(node.at, f"expected a sentence in quotes, got {quoted(node.text)}", 'put `"` at both ends')
        return ()
    if found := _ONE_BRACE.search(node.text):
        faults.add(
            _near(node, found[0]),
            f"expected two braces around a value, got {quoted(found[0])}",
            f"write `{{{found[0]}}}`",
        )
        return ()
    try:
        tree = _PARSER.parse(node.text)
    except (TemplateSyntaxError, RecursionError) as error:
        told = error.message if isinstance(error, TemplateSyntaxError) and error.message else "nested too deep"
        faults.add(node.at, f"this sentence cannot be read: {_lower(told)}", "values stand as {{ order.quantity }}")
        return ()
    return tuple(_names(tree, node, scope, vocabulary, faults))


def _lower(text: str) -> str:
    return (text[:1].lower() + text[1:]).rstrip(".").replace("'", "`").replace("\n", " ")


def _names(tree: nodes.Node, node: Scalar, scope: str, vocabulary: Vocabulary, faults: Faults) -> Iterator[str]:
    stack: list[nodes.Node] = [tree]
    while stack:
        current = stack.pop()
        if not isinstance(current, ALLOWED):
            what = type(current).__name__.lower()
            faults.add(
                node.at, f"a sentence cannot hold `{what}`", "it holds {{ name }}, {{ name | filter }} and {% if %}"
            )
            return
        if isinstance(current, nodes.Getattr):
            yield from _path(current, node, scope, vocabulary, faults)
            continue
        if isinstance(current, nodes.Name):
            faults.add(
                _near(node, current.name),
                f"unknown name {quoted(current.name)} in a sentence",
                "write order.… or option.…",
            )
            continue
        if isinstance(current, nodes.Filter):
            _filter(current, node, faults)
        stack.extend(current.iter_child_nodes())


def _filter(tree: nodes.Filter, node: Scalar, faults: Faults) -> None:
    if tree.name not in FILTERS:
        faults.unknown(_near(node, tree.name), "filter", tree.name, FILTERS)
    elif tree.kwargs or tree.args:
        faults.add(
            _near(node, tree.name), f"the filter `{tree.name}` takes nothing in brackets", f"write `{tree.name}`"
        )


def _path(tree: nodes.Getattr, node: Scalar, scope: str, vocabulary: Vocabulary, faults: Faults) -> Iterator[str]:
    parts: list[str] = []
    current: nodes.Node = tree
    while isinstance(current, nodes.Getattr):
        parts.append(current.attr)
        current = current.node
    dotted = ".".join([getattr(current, "name", "?"), *reversed(parts)])
    if vocabulary.find(dotted, scope) is None:
        faults.unknown(_near(node, dotted), "name", dotted, vocabulary.names(scope))
        return
    yield dotted


def _near(node: Scalar, text: str) -> Place:
    """Return the place of a word in a sentence of one line, or the sentence's own."""
    offset = node.text.find(text)
    if offset < 0 or "\n" in node.text or "\\" in node.text:
        return node.at
    return Place(node.at.file, node.at.line, node.at.column + offset + (0 if node.plain else 1))
