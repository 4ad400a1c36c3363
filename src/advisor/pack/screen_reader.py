"""Reading `knowledge/screen.yaml`: how the first screen says what an order is, and where those are found who may be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.ir import Among, FactType, Find, Kind, Pathway, Phrase
from advisor.pack.because import check_sentence
from advisor.pack.vocabulary import Vocabulary
from advisor.yaml.fields import Fields, mapping_of, text_of
from advisor.yaml.node import Scalar


def read_order_line(fields: Fields, vocabulary: Vocabulary) -> tuple[Phrase, ...]:
    """Return the phrases that say an order in one line, in order."""
    nodes = fields.items("order_line", needed=True)
    texts = [node for node in nodes if text_of(node, fields.faults, "a phrase") and isinstance(node, Scalar)]
    return tuple(Phrase(text=node.text, says=_says(node, vocabulary, fields)) for node in texts)


def _says(node: Scalar, vocabulary: Vocabulary, fields: Fields) -> tuple[str, ...]:
    return tuple(sorted(check_sentence(node, "order", vocabulary, fields.faults), key=node.text.index))


def read_finds(fields: Fields, facts: Mapping[str, FactType], pathways: Mapping[str, Pathway]) -> tuple[Find, ...]:
    """Return where those who make by an option are found. What an entry tests is its pathway, its process, a choice of the option, or what the order says."""
    choices = {name: fact for name, fact in facts.items() if fact.kind is Kind.CHOICE}
    tested = tested_by_finds(choices)
    found = []
    for node in fields.items("find"):
        entry = mapping_of(node, fields.faults, "where makers are found")
        if entry is not None:
            tests = tuple(
                Among(path, _values(entry, name, choices, pathways))
                for name, path in (("pathway", "option.pathway"), *tested.items())
                if entry.has(name)
            )
            found.append(Find(text=entry.text("text", needed=True), tests=tests))
            entry.end()
    return tuple(found)


def tested_by_finds(choices: Mapping[str, FactType]) -> dict[str, str]:
    """Return fact -> path, for the facts by which makers may be found: the choices of an option, its process, and what an order says."""
    own = {name: f"option.{name}" for name, fact in choices.items() if fact.of == "option" or name == "process"}
    said = {name: f"order.{name}" for name, fact in choices.items() if fact.of == "order" and fact.question}
    return {**said, **own}


def _values(
    entry: Fields, name: str, choices: Mapping[str, FactType], pathways: Mapping[str, Pathway]
) -> tuple[str, ...]:
    """Return the values that an entry names, those of a group each."""
    known = tuple(pathways if name == "pathway" else choices[name].words)
    groups = {} if name == "pathway" else {**choices[name].choice_groups}
    return tuple(one for told in entry.texts(name) for one in _each(told, known, groups, entry))


def _each(told: str, known: tuple[str, ...], groups: Mapping[str, tuple[str, ...]], entry: Fields) -> Iterator[str]:
    if told in groups:
        yield from groups[told]
    elif told in known:
        yield told
    else:
        entry.faults.unknown(entry.at, "choice", told, (*known, *groups))
