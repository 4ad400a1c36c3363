"""The lexicon: every word that people use for what is in the pack, from `also:` beside the thing and from `knowledge/words.yaml`.

One word means one thing of one fact; two meanings are a fault, told with both places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from advisor.errors import Place
from advisor.ir import OWN_COLUMNS, UNREAD, FactType, Kind, Lexicon, Pathway
from advisor.pack.fact_choices import REST, Called, Choices
from advisor.pack.fact_types import Declared
from advisor.pack.sentence_words import choices_named, words_of_sentences
from advisor.value.read import FLAGS
from advisor.value.word_match import NOTHING, UNKNOWN, normal
from advisor.yaml.fields import Faults, Fields, mapping_of, text_of, texts_of
from advisor.yaml.node import Node

LANGUAGES = ("en", "de")
"""The languages in which the names of territories are known."""
COUNTRY = 2
"""The length of a country's code; longer ones are parts of the world."""
NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes that CLDR has besides: unions, tests, and what is not known."""


class _Words(Struct):
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
        self.add(one.word, choices_named(fact, one.name), one.at)
        self.called.setdefault(one.name, []).append(one.word)


def read_lexicon(fields: Fields, declared: Declared, pathways: Mapping[str, Pathway]) -> Lexicon:
    """Return the lexicon of a pack. fields: of `knowledge/words.yaml`, empty if there is none."""
    spellings = {key.text: text_of(node, fields.faults, "a spelling") for key, node in fields.mapping("spellings")}
    said = _answers(fields, spellings)
    facts = _Words("a fact", spellings, fields.faults)
    ways = _Words("a pathway", spellings, fields.faults)
    _name_facts(facts, fields, declared.facts)
    _name_pathways(ways, fields, pathways)
    columns = _Words("a column", spellings, fields.faults)
    _name_columns(columns, fields, declared.facts)
    choices = _choices(declared, _called(fields, declared), spellings, fields.faults)
    return Lexicon(
        spellings=spellings,
        **words_of_sentences(fields, declared.facts, spellings),
        unknown=said[UNKNOWN] | {UNKNOWN},
        none=said[NOTHING] | {NOTHING},
        flags={**dict.fromkeys(said["yes"] | {"true", "yes"}, True), **dict.fromkeys(said["no"] | {"false", "no"}, False)},
        facts={word: str(meaning[0]) for word, meaning in facts.meanings.items()},
        pathways={word: str(meaning[0]) for word, meaning in ways.meanings.items()},
        columns={word: str(meaning[0]) for word, meaning in columns.meanings.items()},
        choices={name: words.meanings for name, words in choices.items()},
        called={name: {one: tuple(said) for one, said in words.called.items()} for name, words in choices.items()},
    )  # fmt: skip


def _answers(fields: Fields, spellings: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return what people say for unknown, none, yes and no, whichever fact they are asked for."""
    answers = {key.text: node for key, node in fields.mapping("answers")}
    said = {
        name: frozenset(normal(one, spellings) for one in _texts(answers.get(name), fields.faults))
        for name in (UNKNOWN, NOTHING, "yes", "no")
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


def _name_columns(words: _Words, fields: Fields, facts: Mapping[str, FactType]) -> None:
    """Take in what columns of tables are called; there a word may mean another fact than in an order, as `item` does."""
    known = (*OWN_COLUMNS, UNREAD, *(name for name, fact in facts.items() if fact.of == "order"))
    for key, node in fields.mapping("columns"):
        if key.text not in known:
            fields.faults.unknown(key.at, "fact", key.text, known)
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
        words.add(label, choices_named(fact, name), fact.at)
    for name in (*choices.words, *choices.groups):
        words.add(name, choices_named(fact, name), fact.at)
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


def _territories(words: dict[str, tuple[bool | str, ...]], choices: Choices, spellings: Mapping[str, str]) -> None:
    """Take in what Unicode's CLDR calls the territories of the world; the pack's own words go before it."""
    from babel import Locale  # only while a pack with territories is read

    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            choice = choices.territories.get(code, choices.territories.get(REST, ""))
            if choice and len(code) == COUNTRY and code not in NO_COUNTRIES:
                words.setdefault(normal(name, spellings), (choice,))
