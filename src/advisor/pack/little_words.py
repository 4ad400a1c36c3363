"""The little words of a language, and the facts that the parts of a sentence are said of, from `knowledge/words.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from advisor.ir import FactType, Roles, Speech
from advisor.yaml.fields import Faults, Fields, texts_of
from advisor.yaml.node import Node, Scalar, SequenceNode

Groups = Mapping[str, tuple[str, ...]]
"""Words of which each may stand where their name does."""
SPEECH = Speech.__struct_fields__
"""What little words can do."""
_GROUP = re.compile(r"<(?P<name>[a-z_]+)>|<(?P<each>[^<>|]+(?:\|[^<>|]+)+)>")
"""Words of which each may stand there: a group's, `<client> pays`, or those named at once, `<hand|machine> made`."""
SENTENCE_ROLES = Roles.__struct_fields__
PHRASES = ("due",)
"""What more than one word together may do."""
_SEVERAL = ("of_parts", "describe", "freely", "details")
"""The roles that several facts can have."""


def read_speech(fields: Fields) -> Speech:
    """Return the little words under `speech`. What they should do that none can is a fault, and so is a phrase."""
    found: dict[str, frozenset[str]] = {}
    for key, node in fields.mapping("speech"):
        if key.text not in SPEECH:
            fields.faults.unknown(key.at, "part of speech", key.text, SPEECH)
            continue
        words = texts_of(node, fields.faults, f"each of `{key.text}`")
        for word in words:
            if len(word.split()) > 1 and key.text not in PHRASES:
                fields.faults.add(node.at, f"`{key.text}` has single words, got `{word}`")
        found[key.text] = frozenset(word.casefold() for word in words)
    return Speech(**found)


def read_roles(fields: Fields, facts: Mapping[str, FactType]) -> Roles:
    """Return the facts under `roles`. One that the order does not have is a fault."""
    found: dict[str, tuple[str, ...]] = {}
    for key, node in fields.mapping("roles"):
        if key.text not in SENTENCE_ROLES:
            fields.faults.unknown(key.at, "role", key.text, SENTENCE_ROLES)
            continue
        found[key.text] = texts_of(node, fields.faults, f"`{key.text}`")
        for one in _scalars(node):
            if one.text not in facts or facts[one.text].of != "order":
                fields.faults.unknown(one.at, "fact of the order", one.text, facts)
    several = {name: frozenset(found.pop(name, ())) for name in _SEVERAL}
    for name, told in found.items():
        if len(told) > 1:
            fields.faults.add(fields.at, f"`{name}` is one fact, got {len(told)}")
    single = {name: told[0] for name, told in found.items() if told}
    return Roles(**single, **several)  # type: ignore[arg-type]  # each by its own name


def grouped(node: Node | None, what: str, groups: Groups, faults: Faults) -> tuple[str, ...]:
    """Return the texts of a list, each with every word that may stand in it; a group that there is not is a fault."""
    texts = () if node is None else texts_of(node, faults, what)
    for found in (one for text in texts for one in _GROUP.finditer(text)):
        if node is not None and found["name"] and found["name"] not in groups:
            faults.unknown(node.at, "group of words", found["name"], groups)
    return tuple(_each_of(texts, groups))


def _each_of(texts: Iterable[str], groups: Groups) -> Iterator[str]:
    """Yield texts; one that names words of which each may stand there once with each of them."""
    for text in texts:
        found = _GROUP.search(text)
        if found is None:
            yield text
        else:
            words = groups.get(found["name"], ()) if found["name"] else found["each"].split("|")
            yield from _each_of((text.replace(found[0], word, 1) for word in words), groups)


def read_word_groups(fields: Fields) -> Groups:
    """Return the lists of words under `groups`."""
    return {key.text: texts_of(node, fields.faults, f"`{key.text}`") for key, node in fields.mapping("groups")}


def _scalars(node: Node) -> tuple[Scalar, ...]:
    items = node.items if isinstance(node, SequenceNode) else (node,)
    return tuple(one for one in items if isinstance(one, Scalar))
