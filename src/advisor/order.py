"""Orders from files: read strictly, each fact as the kind the pack declares, quotes as options of their own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping as MappingType
from collections.abc import Sequence as SequenceType
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import PurePath

from advisor.errors import Diagnostic, Place
from advisor.ir import TRUE, FactType, Numbers, Option, OptionValue, Pack, Possible, SpanTable
from advisor.pack import value
from advisor.pack.fact import option_value
from advisor.pack.fields import Faults, Fields, described, mapping_of, text_of
from advisor.pack.limits import ORDER_LIMITS, Limits
from advisor.pack.node import Mapping, Node, Scalar, Sequence
from advisor.pack.quantity import QuantityError, parse_date
from advisor.pack.reader import read_yaml
from advisor.pack.text import quoted
from advisor.pack.vocabulary import Vocabulary
from advisor.pack.way import ANY, Shelf, built_in_values, left_out, named_by
from advisor.trace import Order

ID_LENGTH = 200
OWN_KEYS = ("id", "as_of", "quotes")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFile:
    """What a file of orders held: the good ones in order, how many were refused, and every fault."""

    orders: tuple[Order, ...]
    refused: int
    faults: tuple[Diagnostic, ...]


@dataclass(frozen=True, kw_only=True)
class OrderReader:
    """Reads order files for one pack. as_of: the date of orders that do not say theirs; sets: facts laid over each."""

    pack: Pack
    derived: frozenset[str] = frozenset()
    as_of: date | None = None
    sets: SequenceType[tuple[str, str]] = ()
    limits: Limits = field(default=ORDER_LIMITS)

    @cached_property
    def _facts(self) -> dict[str, FactType]:
        own = [fact for fact in self.pack.facts.values() if fact.of == "order"]
        return {name: fact for fact in own for name in (fact.name, *fact.also)}

    def read(self, raw: bytes, file: str) -> OrderFile:
        """Return the orders in a file's bytes; a fault inside one order refuses that order only."""
        documents, found = read_yaml(raw, file, self.limits)
        nodes, faults = _order_nodes(documents, Faults(list(found)), file)
        orders: list[Order] = []
        taken: dict[str, Place] = {}
        for number, (node, last_line) in enumerate(nodes, start=1):
            inside = [fault for fault in found if node.at.line <= fault.at.line <= last_line]
            order = self._order(node, f"{PurePath(file).stem}-{number}", faults)
            if order is None or inside:
                continue
            if order.id in taken:
                faults.add(order.at, f"order id {quoted(order.id)} is used twice, first in line {taken[order.id].line}")
                continue
            taken[order.id] = order.at
            orders.append(order)
        if not nodes and not faults.found:
            faults.add(Place(file, 1, 1), "the file holds no order", "write one, such as `quantity: 120`")
        if any(not _is_inside(fault, nodes) for fault in found):
            orders = []
        return OrderFile(orders=tuple(orders), refused=max(1, len(nodes)) - len(orders), faults=_told(faults))

    def order(self, node: Node, name: str) -> Order:
        """Return one order from its node.

        Raises:
            FaultsError: with every fault in it.
        """
        from advisor.errors import OrderError  # kept beside its only use

        faults = Faults()
        order = self._order(node, name, faults)
        if order is None:
            raise OrderError(faults.found)
        return order

    # --- one order ---
    def _order(self, node: Node, name: str, faults: Faults) -> Order | None:
        before = len(faults.found)
        item = mapping_of(node, faults, "an order")
        if item is None:
            return None
        told = item.take("id")
        order_id = self._id(told, name, faults)
        as_of = self._as_of(item)
        quotes = item.items("quotes")
        given, origins = self._given(item, as_of, faults)
        for fact, text in self.sets:
            self._set(fact, text, given, origins, as_of, faults)
        options = self._quotes(quotes, as_of, faults)
        if len(faults.found) > before:
            return None
        return Order(id=order_id, given=given, quotes=options, as_of=as_of, at=node.at, origins=origins)

    def _id(self, node: Node | None, name: str, faults: Faults) -> str:
        if node is None:
            return name
        text = text_of(node, faults, "`id`").strip()
        if len(text) > ID_LENGTH or not text.isprintable():
            faults.add(node.at, f"an order id is printable text of at most {ID_LENGTH} characters")
        return text or name

    def _as_of(self, item: Fields) -> date | None:
        node = item.take("as_of")
        if node is None:
            return self.as_of
        try:
            return parse_date(text_of(node, item.faults, "`as_of`"))
        except QuantityError as error:
            item.faults.add(node.at, f"`as_of`: {error.message}", error.help)
            return None

    def _given(self, item: Fields, as_of: date | None, faults: Faults) -> tuple[dict[str, Possible], dict[str, str]]:
        given: dict[str, Possible] = {}
        origins: dict[str, str] = {}
        for key, node in item.rest():
            fact = self._facts.get(key.text)
            if fact is None:
                faults.unknown(key.at, "fact", key.text, (*self._facts, *OWN_KEYS))
                continue
            self._give(fact, node, given, as_of, faults)
            origins[f"order.{fact.name}"] = str(node.at)
        return given, origins

    def _give(self, fact: FactType, node: Node, given: dict[str, Possible], as_of: date | None, faults: Faults) -> None:
        how = value.Reading(currency=self.pack.currency, faults=faults, as_of=as_of)
        found = value.possible(node, fact, how)
        if found is None:
            return
        if f"order.{fact.name}" in given:
            faults.add(node.at, f"`{fact.name}` is said twice")
        if found != fact.domain:
            given[f"order.{fact.name}"] = found

    def _set(
        self,
        name: str,
        text: str,
        given: dict[str, Possible],
        origins: dict[str, str],
        as_of: date | None,
        faults: Faults,
    ) -> None:
        """Lay `--set name=text` over the order."""
        place = f"--set {name}"
        fact = self._facts.get(name)
        if fact is None:
            faults.unknown(Place(place), "fact", name, self._facts)
            return
        documents, found = read_yaml(text.encode(), place, self.limits)
        faults.found.extend(found)
        given.pop(f"order.{fact.name}", None)
        if len(documents) == 1:
            self._give(fact, documents[0], given, as_of, faults)
            origins[f"order.{fact.name}"] = place
        elif not found:
            faults.add(Place(place), f"`{name}` needs a value", f"write --set {name}=VALUE")

    # --- quotes ---
    def _shelf(self, faults: Faults) -> Shelf:
        pack = self.pack
        units = {name: estimate.unit for name, estimate in pack.estimates.items()}
        vocabulary = Vocabulary(
            currency=pack.currency, facts=pack.facts, built_in=pack.built_in, figures=pack.figures, estimates=units
        )
        return Shelf(
            vocabulary=vocabulary, pathways=pack.pathways, sources=pack.sources, derived=self.derived, faults=faults
        )

    def _quotes(self, nodes: tuple[Node, ...], as_of: date | None, faults: Faults) -> tuple[Option, ...]:
        shelf = self._shelf(faults) if nodes else None
        found: dict[str, Option] = {}
        for number, node in enumerate(nodes, start=1):
            item = mapping_of(node, faults, "a quote")
            option = self._quote(item, number, shelf, as_of) if item and shelf else None
            if option is not None:
                name = option.id if option.id not in found else f"{option.id}-{number}"
                found[name] = replace(option, id=name)
        return tuple(found.values())

    def _quote(self, item: Fields, number: int, shelf: Shelf, as_of: date | None) -> Option | None:
        supplier = item.text("supplier", needed=True)
        pathway = item.choice("pathway", shelf.pathways, needed=True)
        process = item.choice("process", (*shelf.processes, ANY), ANY)
        if pathway and not shelf.pathways[pathway].takes_quotes:
            item.faults.add(item.at, f"{shelf.pathways[pathway].name} takes no quotes")
        values: dict[str, OptionValue] = {}
        facts = shelf.facts
        item.knows(facts)
        how = value.Reading(currency=self.pack.currency, faults=item.faults, as_of=as_of)
        for key, node in item.rest():
            self._say(key, node, facts, values, how)
        values |= _smallest_order(values)
        values |= left_out(values, facts, self.derived, item)
        name = f"{supplier} ({named_by(shelf, pathway, process)})"
        return Option(
            id=_slug(f"quote-{supplier}-{process}") or f"quote-{number}", pathway=pathway, process=process, name=name,
            generic=False, applies=TRUE, sources=(), figures=(), at=item.at, supplier=supplier, is_quote=True,
            values=built_in_values(pathway, process, name, quoted_by=supplier or "quote") | values,
        )  # fmt: skip

    def _say(
        self,
        key: Scalar,
        node: Node,
        facts: MappingType[str, FactType],
        values: dict[str, OptionValue],
        how: value.Reading,
    ) -> None:
        fact = facts.get(key.text)
        if fact is None:
            how.faults.unknown(key.at, "fact of a quote", key.text, ("supplier", "pathway", "process", *facts))
            return
        found = option_value(node, fact, how)
        if found is not None and f"option.{fact.name}" in values:
            how.faults.add(key.at, f"{quoted(key.text)} is said twice, once under another name")
        if found is not None:
            values[f"option.{fact.name}"] = found


def _smallest_order(values: MappingType[str, OptionValue]) -> dict[str, OptionValue]:
    """Return the MOQ of a quote that names none: its smallest price break, else 1."""
    if "option.moq" in values:
        return {}
    table = values.get("option.unit_cost")
    least = max(1, table.rows[0][0]) if isinstance(table, SpanTable) else 1
    return {"option.moq": Numbers(least, least)}


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-")[:64]


# --- the nodes of a file ----------------------------------------------------------------------------------------------
def _order_nodes(documents: tuple[Node, ...], faults: Faults, file: str) -> tuple[list[tuple[Node, int]], Faults]:
    """Return each order's node with the last line that can belong to it."""
    nodes: list[Node] = []
    for document in documents:
        nodes.extend(_orders_of(document, faults))
    following = [node.at.line for node in nodes[1:]]
    ends = [max(node.at.line, line - 1) for node, line in zip(nodes, following, strict=False)] + [10**9]
    del file
    return list(zip(nodes, ends, strict=False)), faults


def _orders_of(document: Node, faults: Faults) -> tuple[Node, ...]:
    if isinstance(document, Sequence):
        return document.items
    if isinstance(document, Mapping):
        held = document.get("orders")
        if held is None:
            return (document,)
        for key, _ in document.entries:
            if key.text != "orders":
                faults.unknown(key.at, "key beside `orders`", key.text, ("orders",))
        if isinstance(held, Sequence):
            return held.items
        faults.add(held.at, f"`orders` must be a list, got {described(held)}")
        return ()
    faults.add(document.at, f"expected an order, got {described(document)}", "write facts, such as `quantity: 120`")
    return ()


def _is_inside(fault: Diagnostic, nodes: SequenceType[tuple[Node, int]]) -> bool:
    return any(node.at.line <= fault.at.line <= last for node, last in nodes)


def _told(faults: Faults) -> tuple[Diagnostic, ...]:
    return tuple(sorted(set(faults.found)))
