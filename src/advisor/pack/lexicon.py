"""The lexicon: every word that people use for what is in the pack, from `also:` beside the thing and from `knowledge/words.yaml`.

One word means one thing of one fact; two meanings are a fault, told with both places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from advisor.errors import Place
from advisor.ir import FactType, Kind, Lexicon, Pathway
from advisor.pack.choices import REST, Called, Choices
from advisor.pack.fact import Declared
from advisor.pack.speech import each_of, group_of, read_groups, read_roles, read_speech
from advisor.value.words import UNKNOWN, normal
from advisor.yaml.fields import Faults, Fields, mapping_of, text_of, texts_of
from advisor.yaml.node import Node

LANGUAGES = ("en", "de")
"""The languages in which the names of territories are known."""
COUNTRY = 2
"""The length of a country's code; longer ones are parts of the world."""
NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes that CLDR has besides: unions, tests, and what is not known."""
FLAGS = {"true": True, "false": False}
NONE = "none"


@dataclass(slots=True)
class _Words:
    """The words of one fact, or of all facts or pathways, as they are gathered: normal form -> meaning, and where it was said."""

    what: str
    spellings: Mapping[str, str]
    faults: Faults
    meanings: dict[str, tuple[bool | str, ...]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    called: dict[str, list[str]] = field(default_factory=dict)

    def add(self, text: str, meaning: tuple[bool | str, ...], at: Place) -> None:
        """Take in a word; one that means something else already is a fault."""
        word = normal(text, self.spellings)
        known = self.meanings.setdefault(word, meaning)
        if known != meaning:
            said = " or ".join(f"`{one}`" for one in known[:2])
            told = f"`{text}` is a word for {said} of {self.what} already, in {self.places[word]}"
            self.faults.add(at, told, "let a word mean one thing")
        self.places.setdefault(word, at)

    def call(self, one: Called, fact: FactType) -> None:
        """Take in what people call a choice."""
        self.add(one.word, _members(fact, one.name), one.at)
        self.called.setdefault(one.name, []).append(one.word)


def read_lexicon(fields: Fields, declared: Declared, pathways: Mapping[str, Pathway]) -> Lexicon:
    """Return the lexicon of a pack. fields: of `knowledge/words.yaml`, empty if there is none."""
    spellings = {key.text: text_of(node, fields.faults, "a spelling") for key, node in fields.mapping("spellings")}
    said = _answers(fields, spellings)
    facts = _Words("a fact", spellings, fields.faults)
    ways = _Words("a pathway", spellings, fields.faults)
    _name_facts(facts, fields, declared.facts)
    _name_pathways(ways, fields, pathways)
    choices = _choices(declared, _called(fields, declared), spellings, fields.faults)
    needs_cue = fields.texts("needs_cue")
    groups = read_groups(fields)
    cues = {
        key.text: tuple(beside(one, spellings) for one in each_of(_cued(node, groups, fields.faults), groups))
        for key, node in fields.mapping("cues")
    }
    sure = _of_facts(fields, "sure", spellings, groups=groups)
    never = _of_facts(fields, "never", spellings)
    others = _of_facts(fields, "others", spellings, beside)
    roles = read_roles(fields, declared.facts)
    for name in (*cues, *needs_cue, *sure, *never):
        if name not in declared.facts:
            fields.faults.unknown(fields.at, "fact", name, declared.facts)
    for name in others:
        if name not in ("before", "after"):
            fields.faults.unknown(fields.at, "side", name, ("before", "after"))
    return Lexicon(
        spellings=spellings,
        cues=cues,
        needs_cue=frozenset(needs_cue),
        sure=sure,
        never=never,
        beside=_beside_objects(fields, declared.facts, roles.thing, spellings),
        others_before=others.get("before", frozenset()),
        others_after=others.get("after", frozenset()),
        **{
            key: frozenset(normal(one, spellings) for one in fields.texts(key))
            for key in ("ignored", "negations", "limits", "breaks", "faint", "small_talk", "instead", "past", "present")
        },
        per_one=frozenset(beside(one, spellings) for one in fields.texts("per_one")),
        qualifiers=frozenset(normal(one, spellings) for one in fields.texts("qualifiers")),
        speech=read_speech(fields),
        roles=roles,
        unknown=said[UNKNOWN] | {UNKNOWN},
        none=said[NONE] | {NONE},
        flags={**dict.fromkeys(said["yes"] | {"true", "yes"}, True), **dict.fromkeys(said["no"] | {"false", "no"}, False)},
        facts={word: str(meaning[0]) for word, meaning in facts.meanings.items()},
        pathways={word: str(meaning[0]) for word, meaning in ways.meanings.items()},
        choices={name: words.meanings for name, words in choices.items()},
        called={name: {one: tuple(said) for one, said in words.called.items()} for name, words in choices.items()},
    )  # fmt: skip


def _answers(fields: Fields, spellings: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return what people say for unknown, none, yes and no, whichever fact they are asked for."""
    answers = {key.text: node for key, node in fields.mapping("answers")}
    said = {
        name: frozenset(normal(one, spellings) for one in _texts(answers.get(name), fields.faults))
        for name in (UNKNOWN, NONE, "yes", "no")
    }
    for name in answers:
        if name not in said:
            fields.faults.unknown(fields.at, "answer", name, said)
    return said


def _called(fields: Fields, declared: Declared) -> dict[str, Node]:
    """Return what `words.yaml` says of choices, by the fact that has them."""
    called = {key.text: node for key, node in fields.mapping("choices")}
    for name, node in called.items():
        if name not in declared.facts:
            fields.faults.unknown(node.at, "fact", name, declared.facts)
    return called


def _texts(node: Node | None, faults: Faults) -> tuple[str, ...]:
    return () if node is None else texts_of(node, faults, "an answer")


def _cued(node: Node, groups: Mapping[str, tuple[str, ...]], faults: Faults) -> tuple[str, ...]:
    """Return the texts of a list; the name of a group that there is not is a fault."""
    texts = texts_of(node, faults, "a cue")
    for name in filter(None, map(group_of, texts)):
        if name not in groups:
            faults.unknown(node.at, "group of words", name, groups)
    return texts


def beside(text: str, spellings: Mapping[str, str]) -> str:
    """Return the normal form of words beside another, in which `a` says something: `a week` is each, `week` is not."""
    article, _, rest = text.strip().casefold().partition(" ")
    return f"a {normal(rest, spellings)}" if article in ("a", "an") and rest else normal(text, spellings)


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
        told = frozenset(member for one in objects if one in known for member in _members(facts[thing], one))
        found[key.text] = {normal(word, spellings): told for word in words}
    return found


def _name_facts(words: _Words, fields: Fields, facts: Mapping[str, FactType]) -> None:
    """Take in what facts are called: a fact's own names go before the words of another, so that a pack may declare what it likes."""
    for fact in facts.values():
        if fact.of == "order":
            for name in (fact.name, fact.label, *fact.also):
                words.add(name, (fact.name,), fact.at)
    own = frozenset(words.meanings)
    for key, node in fields.mapping("facts"):
        if key.text not in facts:
            fields.faults.unknown(key.at, "fact", key.text, facts)
        for word in texts_of(node, fields.faults, f"`{key.text}`"):
            if normal(word, words.spellings) not in own:
                words.add(word, (key.text,), node.at)


def _name_pathways(words: _Words, fields: Fields, pathways: Mapping[str, Pathway]) -> None:
    for name, pathway in pathways.items():
        for told in filter(None, (name, pathway.name, pathway.short)):
            words.add(told, (name,), pathway.at)
    for key, node in fields.mapping("pathways"):
        if key.text not in pathways:
            fields.faults.unknown(key.at, "pathway", key.text, pathways)
        for word in texts_of(node, fields.faults, f"`{key.text}`"):
            words.add(word, (key.text,), node.at)


# --- choices ----------------------------------------------------------------------------------------------------------
def _choices(
    declared: Declared, called: Mapping[str, Node], spellings: Mapping[str, str], faults: Faults
) -> dict[str, _Words]:
    """Return the words of each fact; facts that share their choices share them too."""
    found: dict[str, _Words] = {}
    shared: dict[int, _Words] = {}
    for name, choices in declared.choices.items():
        fact, node = declared.facts[name], called.get(name)
        if fact.of != "order":
            continue
        words = shared.get(id(choices)) if choices.words else None
        if words is None:
            words = shared[id(choices)] = _Words(f"`{name}`", spellings, faults)
            _own(words, fact, choices)
        for word in _said(fact, node, faults):
            words.call(word, fact)
        if words.meanings:
            found[name] = words
    for name, choices in declared.choices.items():
        if choices.territories and name in found:
            _territories(found[name].meanings, choices, spellings)
    return found


def _own(words: _Words, fact: FactType, choices: Choices) -> None:
    """Take in the names and labels of choices, and the words beside them."""
    for name, label in (*choices.words.items(), *choices.group_words.items()):
        words.add(label, _members(fact, name), fact.at)
    for name in (*choices.words, *choices.groups):
        words.add(name, _members(fact, name), fact.at)
    for one in choices.called:
        words.call(one, fact)


def _said(fact: FactType, node: Node | None, faults: Faults) -> Iterator[Called]:
    """Yield what `words.yaml` says of a fact's choices."""
    fields = None if node is None else mapping_of(node, faults, f"the words of `{fact.name}`")
    known: Iterable[str] = FLAGS if fact.kind is Kind.FLAG else (*fact.words, *fact.choice_groups)
    for key, words in () if fields is None else fields.rest():
        if key.text not in known:
            faults.unknown(key.at, f"choice of `{fact.name}`", key.text, known)
            continue
        yield from (Called(word, key.text, words.at) for word in texts_of(words, faults, f"`{key.text}`"))


def _members(fact: FactType, name: str) -> tuple[bool | str, ...]:
    if fact.kind is Kind.FLAG:
        return (FLAGS[name],)
    return fact.choice_groups.get(name, (name,))


def _territories(words: dict[str, tuple[bool | str, ...]], choices: Choices, spellings: Mapping[str, str]) -> None:
    """Take in what Unicode's CLDR calls the territories of the world; the pack's own words go before it."""
    from babel import Locale  # only while a pack with territories is read

    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            choice = choices.territories.get(code, choices.territories.get(REST, ""))
            if choice and len(code) == COUNTRY and code not in NO_COUNTRIES:
                words.setdefault(normal(name, spellings), (choice,))
