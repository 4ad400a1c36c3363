"""Reading quotes: what a supplier really asked, as an option of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from advisor.ir import TRUE, FactType, Numbers, Option, OptionValue, SpanTable
from advisor.pack import value
from advisor.pack.fact import option_value
from advisor.pack.fields import Fields, mapping_of
from advisor.pack.node import Mapping as MappingNode
from advisor.pack.node import Node, Scalar
from advisor.pack.text import quoted
from advisor.pack.way import ANY, Shelf, built_in_values, left_out, named_by

OWN_KEYS = ("supplier", "pathway", "process")


def read_quotes(nodes: tuple[Node, ...], shelf: Shelf, how: value.Reading) -> tuple[Option, ...]:
    """Return the quotes as options, each under an id of its own; faulty ones are reported and left out."""
    found: dict[str, Option] = {}
    for number, node in enumerate(nodes, start=1):
        item = mapping_of(node, shelf.faults, "a quote")
        if item is not None:
            option = _quote(item, number, shelf, how)
            name = option.id if option.id not in found else f"{option.id}-{number}"
            found[name] = replace(option, id=name, said=plain(node))
    return tuple(found.values())


def plain(node: Node) -> object:
    """Return a node as texts, lists and mappings of texts."""
    match node:
        case Scalar(text):
            return text
        case MappingNode(entries):
            return {key.text: plain(value) for key, value in entries}
        case _:
            return [plain(one) for one in node.items]


def _quote(item: Fields, number: int, shelf: Shelf, how: value.Reading) -> Option:
    supplier = item.text("supplier", needed=True)
    pathway = item.choice("pathway", shelf.pathways, needed=True)
    process = item.choice("process", (*shelf.processes, ANY), ANY)
    if pathway and not shelf.pathways[pathway].takes_quotes:
        item.faults.add(item.at, f"{shelf.pathways[pathway].name} takes no quotes")
    values = _said(item, shelf.facts, how)
    values |= _smallest_order(values)
    values |= left_out(values, shelf.facts, shelf.derived, item)
    name = f"{supplier} ({named_by(shelf, pathway, process)})"
    return Option(
        id=_slug(f"quote-{supplier}-{process}") or f"quote-{number}", pathway=pathway, process=process, name=name,
        generic=False, applies=TRUE, sources=(), figures=(), at=item.at, supplier=supplier, is_quote=True,
        values=built_in_values(pathway, process, name, quoted_by=supplier or "quote") | values,
    )  # fmt: skip


def _said(item: Fields, facts: Mapping[str, FactType], how: value.Reading) -> dict[str, OptionValue]:
    """Return path -> value of the option's facts that a quote says."""
    values: dict[str, OptionValue] = {}
    for key, node in item.rest():
        fact = facts.get(key.text)
        if fact is None:
            how.faults.unknown(key.at, "fact of a quote", key.text, (*OWN_KEYS, *facts))
        else:
            _say(key, node, fact, values, how)
    return values


def _say(key: Scalar, node: Node, fact: FactType, values: dict[str, OptionValue], how: value.Reading) -> None:
    found = option_value(node, fact, how)
    if found is not None and f"option.{fact.name}" in values:
        how.faults.add(key.at, f"{quoted(key.text)} is said twice, once under another name")
    if found is not None:
        values[f"option.{fact.name}"] = found


def _smallest_order(values: Mapping[str, OptionValue]) -> dict[str, OptionValue]:
    """Return the MOQ of a quote that names none: its smallest price break, else 1."""
    if "option.moq" in values:
        return {}
    table = values.get("option.unit_cost")
    least = max(1, table.rows[0][0]) if isinstance(table, SpanTable) else 1
    return {"option.moq": Numbers(least, least)}


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-")[:64]
