"""Reading `knowledge/rfq.yaml`: what a request for quotation says, of which pathways, and when."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.ir import And, Condition, Kind, OwnWords, RequestLine, RequestSection
from advisor.pack.because import check_sentence
from advisor.pack.claim_reader import read_source
from advisor.pack.condition import Where, tests_of
from advisor.pack.expression import parse_claim
from advisor.pack.rule_reader import FIGURE_NAME, item_texts
from advisor.pack.vocabulary import Library
from advisor.yaml.fields import SLUG, Fields, described, mapping_of, named, text_of
from advisor.yaml.node import Node, Scalar, SequenceNode
from advisor.yaml.text import quoted

SCOPE = "option"
"""Whose names a sentence may use: those of a rule of an option."""


def read_rfq(fields: Fields, library: Library) -> tuple[tuple[RequestSection, ...], tuple[str, ...], OwnWords]:
    """Return the sections in order, faulty ones reported and left out, the facts that a quote sheet asks for, and which own words are a maker's business."""
    found: dict[str, RequestSection] = {}
    for node in fields.items("sections", needed=True):
        item = mapping_of(node, library.faults, "a section")
        key = item.need("id") if item else None
        if item and isinstance(key, Scalar) and named(key, SLUG, library.faults, "a section", found.__contains__):
            found[key.text] = _section(key, item, library)
    return tuple(found.values()), _asks(fields, library), _own_words(fields, library)


def _own_words(fields: Fields, library: Library) -> OwnWords:
    node = fields.take("own_words")
    item = mapping_of(node, library.faults, "`own_words`") if node is not None else None
    if item is None:
        return OwnWords()
    private, of_buyer, takers, of_thing = map(item.texts, ("private", "of_buyer", "takers", "of_thing"))
    found = OwnWords(private=private, of_buyer=of_buyer, takers=takers, of_thing=of_thing)
    item.end()
    return found


def _asks(fields: Fields, library: Library) -> tuple[str, ...]:
    vocabulary = library.vocabulary
    facts = [fact.name for fact in vocabulary.facts.values() if fact.of == "option"]
    known = [name for name in facts if f"option.{name}" != vocabulary.roles.unit_price]
    return fields.names("asks", "fact of an option", known)


def _section(key: Scalar, item: Fields, library: Library) -> RequestSection:
    title, head = item.text("title", needed=True), item.texts("head")
    own = [fact.name for fact in library.vocabulary.facts.values() if fact.of == "order"]
    sets = [name for name in own if library.vocabulary.facts[name].kind is Kind.SET]
    checklist = item.choice("checklist", sets)
    rows = tuple(_lines(item.items("rows"), "cells", library))
    lines = tuple(_lines(item.items("lines"), "say", library))
    needs = tuple(f"order.{name}" for name in item.names("needs", "fact of the order", own))
    is_assumed, has_remarks = item.flag("assumed"), item.flag("remarks")
    item.end()
    for row in rows:
        if len(row.texts) != len(head):
            told = f"a row of section {quoted(key.text)} has {len(row.texts)} cells, its `head` {len(head)}"
            library.faults.add(row.at, told, "give every row a cell for each column")
    return RequestSection(
        id=key.text, title=title, head=head, rows=rows, path=f"order.{checklist}" if checklist else "", lines=lines,
        needs=needs, at=key.at, is_assumed=is_assumed, has_remarks=has_remarks,
    )  # fmt: skip


# --- lines ------------------------------------------------------------------------------------------------------------
def _lines(nodes: tuple[Node, ...], says: str, library: Library) -> Iterator[RequestLine]:
    """Yield the lines of a list; says: the key that holds the sentence, or the cells, of each."""
    for node in nodes:
        item = mapping_of(node, library.faults, "a line")
        if item is not None:
            yield _line(item, says, library)


def _line(item: Fields, says: str, library: Library) -> RequestLine:
    told, when, claim = item.need(says), item.take("when"), item.take("if")
    pathways = item.names("pathways", "pathway", library.pathways)
    sources = read_source(item, library.sources, "this line")
    item.end()
    found = tuple(_sentences(told, says, library))
    return RequestLine(
        texts=tuple(text for text, _ in found), says=tuple(path for _, paths in found for path in paths), condition=_condition(when, claim, library), pathways=pathways,
        sources=sources, at=item.at,
        figures=tuple(sorted({name for text in item_texts(told, when, claim) for name in FIGURE_NAME.findall(text)})),
    )  # fmt: skip


def _sentences(node: Node | None, says: str, library: Library) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the sentences in a node with the paths they name, after reporting what they may not hold: one of `say`, a list of `cells`."""
    if node is None:
        return
    if says == "cells" and not isinstance(node, SequenceNode):
        library.faults.add(node.at, f"`cells` must be a list of sentences, got {described(node)}")
        return
    for one in node.items if isinstance(node, SequenceNode) and says == "cells" else (node,):
        if text_of(one, library.faults, f"`{says}`") and isinstance(one, Scalar):
            yield one.text, check_sentence(one, SCOPE, library.vocabulary, library.faults)


def _condition(when: Node | None, claim: Node | None, library: Library) -> Condition:
    """Return when a line is said. It concludes nothing, so it may test what is known."""
    where = Where(vocabulary=library.vocabulary, scope=SCOPE, faults=library.faults, may_ask_known=True)
    parts = tests_of(when, where) if when is not None else ()
    if isinstance(claim, Scalar):
        found = parse_claim(claim, SCOPE, library.vocabulary, library.faults)
        parts += () if found is None else (found,)
    elif claim is not None:
        library.faults.add(claim.at, f"`if` must be one line, got {described(claim)}")
    return And(parts)
