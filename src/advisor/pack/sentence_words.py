"""What only a free sentence needs of `knowledge/words.yaml`: cues, and words that mean a fact there or do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from advisor.ir import FactType, Kind
from advisor.pack.little_words import each_of, group_of, read_roles, read_speech, read_word_groups
from advisor.value.read import FLAGS
from advisor.value.word_match import normal, normal_beside
from advisor.yaml.fields import Faults, Fields, mapping_of, texts_of
from advisor.yaml.node import Node

LISTS = (
    "qualifiers",
    "ignored",
    "negations",
    "elsewhere",
    "limits",
    "breaks",
    "small_talk",
    "instead",
    "past",
    "present",
    "another",
    "events",
    "persons",
    "per_person",
    "parties",
)
"""The lists of words that stand in their normal form."""
BESIDE = ("per_one", "faint")
"""The lists of words in which `a` says something."""
NEEDS_CUE, SURE, NEVER, OTHERS = "needs_cue", "sure", "never", "others"
LEAST_EACH, MOST_WHOLE = "least_each", "most_whole"
"""Bounds of what money can be: cents of one piece, and thousands of all."""
SIDES = ("before", "after")


def words_of_sentences(fields: Fields, facts: Mapping[str, FactType], spellings: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a lexicon that only sentences read."""
    groups, roles = read_word_groups(fields), read_roles(fields, facts)
    cues = {
        key.text: tuple(normal_beside(one, spellings) for one in each_of(_cued(node, groups, fields.faults), groups))
        for key, node in fields.mapping("cues")
    }
    sure, never = (_of_facts(fields, name, spellings, groups=groups) for name in (SURE, NEVER))
    needs_cue, others = fields.texts(NEEDS_CUE), _of_facts(fields, OTHERS, spellings, normal_beside)
    for name in (*cues, *needs_cue, *sure, *never):
        if name not in facts:
            fields.faults.unknown(fields.at, "fact", name, facts)
    for name in others:
        if name not in SIDES:
            fields.faults.unknown(fields.at, "side", name, SIDES)
    return {
        **{name: frozenset(normal(one, spellings) for one in each_of(fields.texts(name), groups)) for name in LISTS},
        **{f"others_{side}": others.get(side, frozenset()) for side in SIDES},
        **{
            name: frozenset(normal_beside(one, spellings) for one in each_of(fields.texts(name), groups))
            for name in BESIDE
        },
        LEAST_EACH: fields.whole(LEAST_EACH, 0, 0, 9999),
        MOST_WHOLE: fields.whole(MOST_WHOLE, 9999, 1, 9999),
        "cues": cues,
        "needs_cue": frozenset(needs_cue),
        "sure": sure,
        "never": never,
        "beside": _beside_objects(fields, facts, roles.thing, spellings),
        "speech": read_speech(fields),
        "roles": roles,
    }


def _cued(node: Node, groups: Mapping[str, tuple[str, ...]], faults: Faults) -> tuple[str, ...]:
    """Return the texts of a list; the name of a group that there is not is a fault."""
    texts = texts_of(node, faults, "a cue")
    for name in filter(None, map(group_of, texts)):
        if name not in groups:
            faults.unknown(node.at, "group of words", name, groups)
    return texts


def _of_facts(
    fields: Fields,
    key: str,
    spellings: Mapping[str, str],
    form: Callable[[str, Mapping[str, str]], str] = normal,
    groups: Mapping[str, tuple[str, ...]] | None = None,
) -> dict[str, frozenset[str]]:
    """Return lists of words under one key, each word in its normal form."""
    return {
        name.text: frozenset(
            form(one, spellings) for one in each_of(_cued(node, groups or {}, fields.faults), groups or {})
        )
        for name, node in fields.mapping(key)
    }


def _beside_objects(
    fields: Fields, facts: Mapping[str, FactType], thing: str, spellings: Mapping[str, str]
) -> dict[str, dict[str, frozenset[bool | str]]]:
    """Return what `beside` says: fact -> word -> the objects beside which it means that fact. `of` names objects and groups of them."""
    found: dict[str, dict[str, frozenset[bool | str]]] = {}
    for key, node in fields.mapping("beside"):
        if key.text not in facts:
            fields.faults.unknown(key.at, "fact", key.text, facts)
        entry = mapping_of(node, fields.faults, f"`{key.text}`")
        if entry is None:
            continue
        words, objects = entry.texts("words"), entry.texts("of")
        entry.end()
        known = (*facts[thing].words, *facts[thing].choice_groups) if thing in facts else ()
        for one in objects:
            if one not in known:
                fields.faults.unknown(node.at, "object", one, known)
        told = frozenset(member for one in objects if one in known for member in choices_named(facts[thing], one))
        found[key.text] = {normal(word, spellings): told for word in words}
    return found


def choices_named(fact: FactType, name: str) -> tuple[bool | str, ...]:
    """Return the choices that a name of a fact's means: a group's each, a flag's truth."""
    if fact.kind is Kind.FLAG:
        return (FLAGS[name],)
    return fact.choice_groups.get(name, (name,))
