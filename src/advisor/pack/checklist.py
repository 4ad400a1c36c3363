"""Reading `pathways.yaml`: the ways of getting a batch made; and `checklists.yaml`: what must be at hand before a pathway begins, and what is welcome."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from advisor import ir
from advisor.ir import (
    TRUE,
    And,
    Checklist,
    ChecklistItem,
    Kind,
)
from advisor.pack.claim_reader import read_source
from advisor.pack.condition import Where, tests_of
from advisor.pack.vocabulary import Library
from advisor.yaml.fields import IDENTIFIER, Fields, mapping_of, named
from advisor.yaml.node import Node, Scalar
from advisor.yaml.text import quoted


def read_pathways(fields: Fields, sources: Mapping[str, ir.Source]) -> dict[str, ir.Pathway]:
    """Return the pathways by id, in order."""
    pathways: dict[str, ir.Pathway] = {}
    for key, node in fields.mapping("pathways", needed=True):
        with fields.faults.entry(key.text):
            item = mapping_of(node, fields.faults, f"pathway `{key.text}`")
            if item is not None and named(key, IDENTIFIER, fields.faults, "a pathway", pathways.__contains__):
                pathways[key.text] = _pathway_of(key, item, sources)
    return pathways


def _pathway_of(key: Scalar, item: Fields, sources: Mapping[str, ir.Source]) -> ir.Pathway:
    pathway = ir.Pathway(
        id=key.text,
        name=item.text("name", needed=True),
        summary=item.text("summary"),
        strengths=item.texts("strengths"),
        examples=item.texts("examples"),
        expects=item.texts("expects"),
        takes_quotes=item.flag("takes_quotes", default=True),
        short=item.text("short"),
        absent=item.text("absent"),
        sources=read_source(item, sources, f"pathway `{key.text}`"),
        at=key.at,
    )
    item.end()
    return pathway


def read_checklists(fields: Fields, library: Library) -> tuple[Checklist, ...]:
    """Return the checklists in order."""
    sets = {
        fact.name: fact for fact in library.vocabulary.facts.values() if fact.kind is Kind.SET and fact.of == "order"
    }
    found: list[Checklist] = []
    for node in fields.items("checklists"):
        item = mapping_of(node, fields.faults, "a checklist")
        if item is None:
            continue
        name, title = item.text("id", needed=True), item.text("title", needed=True)
        fact = item.choice("fact", sets, needed=True)
        pathways = item.names("pathways", "pathway", library.pathways, needed=True)
        nodes, when = item.items("items", needed=True), item.take("when")
        item.end()
        items = [_item(one, sets[fact].words, library) for one in nodes] if fact else []
        path = f"order.{fact}"
        kept = tuple(one for one in items if one is not None)
        where = Where(vocabulary=library.vocabulary, scope="option", faults=library.faults)
        asked = And(tests_of(when, where)) if when is not None else TRUE
        found.append(
            Checklist(id=name, title=title, path=path, pathways=pathways, items=kept, at=item.at, condition=asked)
        )
    return tuple(found)


def _item(node: Node, words: Mapping[str, str], library: Library) -> ChecklistItem | None:
    item = mapping_of(node, library.faults, "an item")
    if item is None:
        return None
    need = item.choice("need", ("required", "welcome"), needed=True)
    any_of = item.names("any_of", "member", words, needed=True)
    name = item.text("name", " or ".join(words[member] for member in any_of))
    sources = read_source(item, library.sources, f"item {quoted(name)}")
    item.end()
    kind: Literal["required", "welcome"] = "required" if need == "required" else "welcome"
    return ChecklistItem(name=name, need=kind, any_of=any_of, sources=sources, at=item.at)
