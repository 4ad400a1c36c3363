"""What only a free sentence needs of `knowledge/words.yaml`: cues, and words that mean a fact there or do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from advisor.errors import Place
from advisor.ir import FactType, Kind
from advisor.pack.little_words import Groups, grouped, read_roles, read_speech
from advisor.value.read import FLAGS
from advisor.value.word_match import NOTHING, normal, normal_beside
from advisor.yaml.fields import Faults, Fields, mapping_of, text_of
from advisor.yaml.node import MappingNode, Node, SequenceNode

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
    "lives",
    "summing",
    "later",
    "summed",
    "supplied",
    "standards",
    "labour",
    "aside",
    "whence",
    "theirs",
    "declared",
    "trade",
    "oneself",
    "wanted",
    "directions",
    "asking",
)
"""The lists of words that stand in their normal form."""
BESIDE = ("per_one", "faint")
"""The lists of words in which `a` says something."""
NEEDS_CUE, SURE, OF_THING, NEVER, OTHERS, COUNTED = "needs_cue", "sure", "of_thing", "never", "others", "counted"
LEAST_EACH, MOST_WHOLE, LEAST_WHOLE, LEAST_OF_KG = "least_each", "most_whole", "least_whole", "least_of_kg"
"""Bounds of what money can be: cents of one piece, and thousands of all."""
SIDES = ("before", "after")
IN_PIECES, SHORTHAND, BY_THING, GAUGES = "in_pieces", "marks", "by_thing", "gauges"


def words_of_sentences(
    fields: Fields,
    facts: Mapping[str, FactType],
    spellings: Mapping[str, str],
    groups: Groups,
    by_choice: Mapping[str, frozenset[str]],
) -> dict[str, Any]:
    """Return the fields of a lexicon that only sentences read. by_choice: the words of choices that are `sure`, of each fact."""
    roles = read_roles(fields, facts)
    cues = {
        key.text: tuple(normal_beside(one, spellings) for one in grouped(node, "a cue", groups, fields.faults))
        for key, node in fields.mapping("cues")
    }
    sure, of_thing, never, counted = (
        _of_facts(fields, name, spellings, groups) for name in (SURE, OF_THING, NEVER, COUNTED)
    )
    for name in filter(by_choice.get, by_choice):
        sure[name] = sure.get(name, frozenset()) | by_choice[name]
    needs_cue, others = fields.texts(NEEDS_CUE), _of_facts(fields, OTHERS, spellings, groups, normal_beside)
    for name in (*cues, *needs_cue, *sure, *of_thing, *never, *counted):
        if name not in facts:
            fields.faults.unknown(fields.at, "fact", name, facts)
    for name in others:
        if name not in SIDES:
            fields.faults.unknown(fields.at, "side", name, SIDES)
    return {
        **{
            name: frozenset(
                normal(one, spellings) for one in grouped(fields.take(name), f"`{name}`", groups, fields.faults)
            )
            for name in LISTS
        },
        **{f"others_{side}": others.get(side, frozenset()) for side in SIDES},
        **{
            name: frozenset(
                normal_beside(one, spellings) for one in grouped(fields.take(name), f"`{name}`", groups, fields.faults)
            )
            for name in BESIDE
        },
        LEAST_EACH: fields.whole(LEAST_EACH, 0, 0, 9999),
        MOST_WHOLE: fields.whole(MOST_WHOLE, 9999, 1, 9999),
        LEAST_OF_KG: fields.whole(LEAST_OF_KG, 0, 0, 9999),
        LEAST_WHOLE: fields.whole(LEAST_WHOLE, 0, 0, 9999),
        "cues": cues,
        NEEDS_CUE: frozenset(needs_cue),
        SURE: sure,
        OF_THING: of_thing,
        NEVER: never,
        COUNTED: counted,
        "beside": {
            name: _beside(nodes, fields.faults, facts, (roles.thing, roles.stuff), spellings)
            for name, nodes in _of_each(fields, "beside", facts)
        },
        IN_PIECES: _beside(fields.items(IN_PIECES), fields.faults, facts, (roles.thing,), spellings),
        SHORTHAND: _marks(fields, facts),
        GAUGES: _gauges(fields, facts.get(roles.stuff)),
        "speech": read_speech(fields),
        "roles": roles,
    }


def words_of_choice(node: Node, what: str, groups: Groups, faults: Faults) -> Iterator[tuple[str, bool]]:
    """Yield the words of a choice, and whether a free sentence means it by the word alone: `[local, {sure: [local to us]}]`."""
    for item in node.items if isinstance(node, SequenceNode) else (node,):
        if isinstance(item, MappingNode):
            fields = Fields(item, faults, f"the words of {what}")
            sure = fields.need(SURE)
            fields.end()
            yield from ((word, True) for word in (grouped(sure, what, groups, faults) if sure else ()))
        else:
            yield from ((word, False) for word in grouped(item, what, groups, faults))


def _of_facts(
    fields: Fields,
    key: str,
    spellings: Mapping[str, str],
    groups: Groups,
    form: Callable[[str, Mapping[str, str]], str] = normal,
) -> dict[str, frozenset[str]]:
    """Return lists of words under one key, each word in its normal form."""
    found: dict[str, frozenset[str]] = {}
    for name, node in fields.mapping(key):
        words = frozenset(form(one, spellings) for one in grouped(node, "a cue", groups, fields.faults))
        found[name.text] = found.get(name.text, frozenset()) | words
    return found


def _of_each(fields: Fields, key: str, facts: Mapping[str, FactType]) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Yield facts, each with what is said of it under one key: a mapping, or several in a list."""
    for name, node in fields.mapping(key):
        if name.text not in facts:
            fields.faults.unknown(name.at, "fact", name.text, facts)
        yield name.text, node.items if isinstance(node, SequenceNode) else (node,)


def _beside(
    nodes: Iterable[Node],
    faults: Faults,
    facts: Mapping[str, FactType],
    things: Iterable[str],
    spellings: Mapping[str, str],
) -> dict[str, frozenset[bool | str]]:
    """Return words -> the objects or materials beside which they mean something. `of` names such and groups of them."""
    found: dict[str, frozenset[bool | str]] = {}
    declared = [facts[name] for name in things if name in facts]
    for node in nodes:
        entry = mapping_of(node, faults, "what words mean beside something")
        if entry is None:
            continue
        words, names = entry.texts("words"), entry.texts("of")
        entry.end()
        told = frozenset(one for name in names for one in _things_called(name, declared, node.at, faults))
        found |= {normal(word, spellings): told for word in words}
    return found


def _things_called(name: str, declared: Sequence[FactType], at: Place, faults: Faults) -> Iterator[bool | str]:
    """Yield the objects, or the materials, that a name stands for; none after a report."""
    known = next((one for one in declared if name in one.words or name in one.choice_groups), None)
    if known is None:
        faults.unknown(at, "object", name, [word for one in declared for word in one.words])
        return
    of = "" if known is declared[0] else f"{known.name}."  # a material may be called as an object is
    yield from (f"{of}{one}" if of else one for one in choices_named(known, name))


def _marks(fields: Fields, facts: Mapping[str, FactType]) -> dict[str, dict[str, str]]:
    """Return fact -> how trades write a number of it -> that number: `4/0` for four colours."""
    found: dict[str, dict[str, str]] = {}
    for name, node in fields.mapping(SHORTHAND):
        if name.text not in facts:
            fields.faults.unknown(name.at, "fact", name.text, facts)
        entry = mapping_of(node, fields.faults, f"`{name.text}`")
        found[name.text] = (
            {} if entry is None else {key.text: text_of(one, fields.faults, "a number") for key, one in entry.rest()}
        )
    return found


def _gauges(fields: Fields, stuff: FactType | None) -> dict[str, dict[str, str]]:
    """Return what a sheet is of -> the number of a gauge -> how thick that is. `of` names what it is of."""
    found: dict[str, dict[str, str]] = {}
    for node in fields.items(GAUGES):
        entry = mapping_of(node, fields.faults, "a gauge")
        if entry is None:
            continue
        names = entry.texts("of")
        sizes = {key.text: text_of(one, fields.faults, "a thickness") for key, one in entry.mapping("sizes")}
        entry.end()
        for name in names:
            if stuff is None or name not in stuff.words:
                fields.faults.unknown(node.at, "material", name, stuff.words if stuff else ())
            found[name] = sizes
    return found


def choices_named(fact: FactType, name: str) -> tuple[bool | str, ...]:
    """Return the choices that a name of a fact's means: a group's each, a flag's truth; no choice of a set by `none`."""
    if fact.kind is Kind.FLAG:
        return (FLAGS[name],)
    if fact.kind is Kind.SET and name == NOTHING and name not in fact.words:
        return ()
    return fact.choice_groups.get(name, (name,))
