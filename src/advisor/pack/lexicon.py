"""The lexicon: every word that people use for what is in the pack, from `also:` beside the thing and from `knowledge/words.yaml`.

One word means one thing of one fact; two meanings are a fault, told with both places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct, field

from advisor.errors import Place
from advisor.ir import CURRENCY, OWN_COLUMNS, QUOTE_KEYS, TITLE, UNREAD, FactType, Kind, Lexicon, Pathway
from advisor.pack.fact_choices import Called, Choices
from advisor.pack.fact_types import Declared
from advisor.pack.little_words import Groups, grouped, read_word_groups
from advisor.pack.sentence_words import BY_THING, choices_named, words_of_choice, words_of_sentences
from advisor.pack.territory import feasts, months_first, tender, territories_named
from advisor.value.number import QuantityError, parse_bounds
from advisor.value.read import FLAGS
from advisor.value.word_match import NOTHING, UNKNOWN, normal
from advisor.yaml.fields import Faults, Fields, mapping_of, text_of
from advisor.yaml.node import Node


class _Said(Struct, frozen=True):
    """A word as it was said: what it means, where, and whether it is a name or label rather than another word for it."""

    meaning: tuple[bool | str, ...]
    at: Place
    is_name: bool


class _Words(Struct):
    """The words of one fact, or of all facts or pathways, as they are gathered: normal form -> how it was said.

    inherited: the files of the packs below. Its own names and labels go before the other words of those; each that gives way is a hint.
    """

    what: str
    spellings: Mapping[str, str]
    faults: Faults
    inherited: Collection[str] = ()
    said: dict[str, _Said] = field(default_factory=dict)
    called: dict[str, list[str]] = field(default_factory=dict)

    @property
    def meanings(self) -> dict[str, tuple[bool | str, ...]]:
        """Normal form -> meaning."""
        return {word: one.meaning for word, one in self.said.items()}

    def add(self, text: str, meaning: tuple[bool | str, ...], at: Place, *, is_name: bool = True) -> bool:
        """Take in a word, and return whether it means this: one that means something else already is a fault, unless either gives way."""
        word, new = normal(text, self.spellings), _Said(meaning, at, is_name)
        known = self.said.setdefault(word, new)
        if known.meaning == meaning:
            return True
        if self._gives_way(known, new):
            self._note(text, stays=new, goes=known)
            for name in map(str, known.meaning):
                kept = [one for one in self.called.get(name, ()) if normal(one, self.spellings) != word]
                self.called[name] = kept
            self.said[word] = new
        elif self._gives_way(new, known):
            self._note(text, stays=known, goes=new)
        else:
            self._refuse(text, known, new)
        return self.said[word] is new

    def _is_own(self, said: _Said) -> bool:
        return said.at.file not in self.inherited

    def _gives_way(self, goes: _Said, stays: _Said) -> bool:
        return stays.is_name and not goes.is_name and self._is_own(stays) and not self._is_own(goes)

    def _note(self, text: str, stays: _Said, goes: _Said) -> None:
        told = f"`{text}` means {_either(stays)} of {self.what} here, and no longer {_either(goes)}, as in {goes.at}"
        self.faults.hint(stays.at, told, "call it something else if it should mean that still")

    def _refuse(self, text: str, known: _Said, new: _Said) -> None:
        """Report a word that means two things, where this pack says it: the other may stand where its author cannot write."""
        here, there = (known, new) if self._is_own(known) and not self._is_own(new) else (new, known)
        called = "the name of" if there.is_name else "a word for"
        told = f"`{text}` is {called} {_either(there)} of {self.what} already, in {there.at}"
        cure = "call this something else" if here.is_name else "leave the word out here"
        self.faults.add(here.at, told, f"let a word mean one thing: {cure}")

    def call(self, one: Called, fact: FactType) -> None:
        """Take in what people call a choice."""
        if self.add(one.word, choices_named(fact, one.name), one.at, is_name=False):
            self.called.setdefault(one.name, []).append(one.word)


def _either(said: _Said) -> str:
    return " or ".join(f"`{one}`" for one in said.meaning[:2])


def read_lexicon(
    fields: Fields, declared: Declared, pathways: Mapping[str, Pathway], inherited: Collection[str] = ()
) -> Lexicon:
    """Return the lexicon of a pack. fields: of `knowledge/words.yaml`, empty if there is none; inherited: the files of packs below."""
    spellings = {key.text: text_of(node, fields.faults, "a spelling") for key, node in fields.mapping("spellings")}
    groups = read_word_groups(fields)
    said = _answers(fields, spellings, groups)
    facts = _Words("a fact", spellings, fields.faults, inherited)
    ways = _Words("a pathway", spellings, fields.faults, inherited)
    _name_facts(facts, fields, declared.facts, groups)
    _name_pathways(ways, fields, pathways, groups)
    quotes = _Words("a key of a quote", spellings, fields.faults, inherited)
    _name_quotes(quotes, fields, declared.facts, groups)
    columns = _Words("a column", spellings, fields.faults, inherited)
    _name_columns(columns, fields, declared.facts, groups)
    called = _called(fields, declared, groups)
    choices = _choices(declared, called, spellings, fields.faults, inherited)
    sure = {
        name: frozenset(normal(one.word, spellings) for one in words if one.is_sure) for name, words in called.items()
    }
    spoken = words_of_sentences(fields, declared.facts, spellings, groups, sure)
    spoken["never"] |= {
        name: frozenset(choices[name].meanings) - sure[name]
        for name in called
        if declared.facts[name].kind is Kind.NUMBER
    }
    return Lexicon(
        spellings=spellings,
        tender=tender(declared.choices),
        months_first=months_first(declared.choices),
        feasts=feasts(declared.choices),
        **spoken,
        unknown=said[UNKNOWN] | {UNKNOWN},
        none=said[NOTHING] | {NOTHING},
        flags={**dict.fromkeys(said["yes"] | {"true", "yes"}, True), **dict.fromkeys(said["no"] | {"false", "no"}, False)},
        facts={word: str(meaning[0]) for word, meaning in facts.meanings.items()},
        pathways={word: str(meaning[0]) for word, meaning in ways.meanings.items()},
        quotes={word: str(meaning[0]) for word, meaning in quotes.meanings.items()},
        columns={word: str(meaning[0]) for word, meaning in columns.meanings.items()},
        choices={name: words.meanings for name, words in choices.items()},
        by_thing=_by_thing(fields, declared.facts, choices, groups),
        called={name: {one: tuple(said) for one, said in words.called.items()} for name, words in choices.items()},
    )  # fmt: skip


def _answers(fields: Fields, spellings: Mapping[str, str], groups: Groups) -> dict[str, frozenset[str]]:
    """Return what people say for unknown, none, yes and no, whichever fact they are asked for."""
    answers = {key.text: node for key, node in fields.mapping("answers")}
    said = {
        name: frozenset(
            normal(one, spellings) for one in grouped(answers.get(name), "an answer", groups, fields.faults)
        )
        for name in (UNKNOWN, NOTHING, "yes", "no")
    }
    for name in answers:
        if name not in said:
            fields.faults.unknown(fields.at, "answer", name, said)
    return said


def _called(fields: Fields, declared: Declared, groups: Groups) -> dict[str, list[Called]]:
    """Return what `words.yaml` says of choices, in however many files, by the fact that has them."""
    called: dict[str, list[Called]] = {}
    for key, node in fields.mapping("choices"):
        if key.text not in declared.facts:
            fields.faults.unknown(node.at, "fact", key.text, declared.facts)
        elif declared.facts[key.text].of == "order":
            called.setdefault(key.text, []).extend(_said(declared.facts[key.text], node, groups, fields.faults))
    return called


def _name_facts(words: _Words, fields: Fields, facts: Mapping[str, FactType], groups: Groups) -> None:
    """Take in what facts are called: a fact's own names go before the words of another, so that a pack may declare what it likes."""
    for fact in facts.values():
        if fact.of == "order":
            for name in (fact.name, fact.label, *fact.also):
                words.add(name, (fact.name,), fact.at)
    own = frozenset(words.said)
    for key, node in fields.mapping("facts"):
        if key.text not in facts:
            fields.faults.unknown(key.at, "fact", key.text, facts)
        for word in grouped(node, f"`{key.text}`", groups, fields.faults):
            if normal(word, words.spellings) not in own:
                words.add(word, (key.text,), node.at, is_name=False)


def _name_pathways(words: _Words, fields: Fields, pathways: Mapping[str, Pathway], groups: Groups) -> None:
    for name, pathway in pathways.items():
        for told in filter(None, (name, pathway.name, pathway.short)):
            words.add(told, (name,), pathway.at)
    _name_keys(words, "pathways", "pathway", fields, pathways, groups)


def _name_quotes(words: _Words, fields: Fields, facts: Mapping[str, FactType], groups: Groups) -> None:
    """Take in what keys of a quote are called; there `price` is what a maker asks."""
    known = (*QUOTE_KEYS, *(name for name, fact in facts.items() if fact.of == "option"))
    _name_keys(words, "quotes", "key of a quote", fields, known, groups)


def _name_columns(words: _Words, fields: Fields, facts: Mapping[str, FactType], groups: Groups) -> None:
    """Take in what columns of tables are called; there a word may mean another fact than in an order, as `item` does."""
    known = (*OWN_COLUMNS, CURRENCY, TITLE, UNREAD, *(name for name, fact in facts.items() if fact.of == "order"))
    _name_keys(words, "columns", "fact", fields, known, groups)


def _name_keys(words: _Words, under: str, what: str, fields: Fields, known: Collection[str], groups: Groups) -> None:
    """Take in what the keys under a name are called. what: one of them is."""
    for key, node in fields.mapping(under):
        if key.text not in known:
            fields.faults.unknown(key.at, what, key.text, known)
        for word in grouped(node, f"`{key.text}`", groups, fields.faults):
            words.add(word, (key.text,), node.at, is_name=False)


# --- choices ----------------------------------------------------------------------------------------------------------
def _choices(
    declared: Declared,
    called: Mapping[str, Iterable[Called]],
    spellings: Mapping[str, str],
    faults: Faults,
    inherited: Collection[str],
) -> dict[str, _Words]:
    """Return the words of each fact, also those that mean a number of it; facts that share their choices share them too."""
    found: dict[str, _Words] = {}
    shared: dict[int, _Words] = {}
    for name, choices in declared.choices.items():
        fact = declared.facts[name]
        if fact.of != "order":
            continue
        words = shared.get(id(choices)) if choices.words else None
        if words is None:
            words = shared[id(choices)] = _Words(f"`{name}`", spellings, faults, inherited)
            _own(words, fact, choices)
        for word in called.get(name, ()):
            words.call(word, fact)
        if words.said:
            found[name] = words
    for name, said in called.items():
        if declared.facts[name].kind is Kind.NUMBER:
            found[name] = _Words(f"`{name}`", spellings, faults, inherited)
            for word in said:
                found[name].call(word, declared.facts[name])
    for name, choices in declared.choices.items():
        fact = declared.facts[name]
        if choices.territories and name in found:
            for called_so, choice in territories_named(choices):  # the pack's own words go before them
                found[name].said.setdefault(normal(called_so, spellings), _Said((choice,), fact.at, is_name=False))
    return found


def _by_thing(
    fields: Fields, facts: Mapping[str, FactType], choices: Mapping[str, _Words], groups: Groups
) -> dict[str, dict[str, tuple[bool | str, ...]]]:
    """Return fact -> word -> what it means instead by the thing ordered; one that means nothing else of the fact is a fault."""
    found: dict[str, dict[str, tuple[bool | str, ...]]] = {}
    for key, node in fields.mapping(BY_THING):
        if key.text not in choices:
            fields.faults.unknown(key.at, "fact", key.text, choices)
            continue
        words = choices[key.text]
        for one in _said(facts[key.text], node, groups, fields.faults):
            word, meaning = normal(one.word, words.spellings), choices_named(facts[key.text], one.name)
            if words.meanings.get(word, meaning) == meaning:
                told = f"`{one.word}` means nothing else of `{key.text}`"
                fields.faults.add(one.at, told, f"write it among the words of `{one.name}`")
            found.setdefault(key.text, {})[word] = meaning
    return found


def _own(words: _Words, fact: FactType, choices: Choices) -> None:
    """Take in the names and labels of choices, and the words beside them."""
    for name, label in (*choices.words.items(), *choices.group_words.items()):
        words.add(label, choices_named(fact, name), choices.places[name])
    for name in (*choices.words, *choices.groups):
        words.add(name, choices_named(fact, name), choices.places[name])
    for one in choices.called:
        words.call(one, fact)


def _said(fact: FactType, node: Node, groups: Groups, faults: Faults) -> Iterator[Called]:
    """Yield what `words.yaml` says of a fact's choices, or of its numbers."""
    fields = mapping_of(node, faults, f"the words of `{fact.name}`")
    known: Iterable[str] = FLAGS if fact.kind is Kind.FLAG else (*fact.words, *fact.choice_groups)
    known = (*known, NOTHING) if fact.kind is Kind.SET else known
    for key, words in () if fields is None else fields.rest():
        if fact.kind is Kind.NUMBER and not _is_number(key.text, fact):
            faults.add(key.at, f"`{key.text}` is no number of `{fact.name}`", "write it as in an order")
            continue
        if fact.kind is not Kind.NUMBER and key.text not in known:
            faults.unknown(key.at, f"choice of `{fact.name}`", key.text, known)
            continue
        for word, is_sure in words_of_choice(words, f"`{key.text}`", groups, faults):
            yield Called(word, key.text, words.at, is_sure)


def _is_number(text: str, fact: FactType) -> bool:
    """Return whether a text is a number of a fact as an order may write it, or says that there is none."""
    try:
        return bool((fact.none_words and text == NOTHING) or (fact.unit and parse_bounds(text, fact.unit, currency="")))
    except QuantityError:
        return False
