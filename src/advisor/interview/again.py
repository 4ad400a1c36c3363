"""An order that was kept, read again: what no longer reads is left out and told, so that it is asked again."""

from __future__ import annotations

from pathlib import PurePath

from msgspec import Struct

from advisor.errors import Diagnostic, OrderError, Place
from advisor.order import OWN_KEYS, OrderReader
from advisor.trace import Order
from advisor.yaml.node import MappingNode as Mapping
from advisor.yaml.node import Node
from advisor.yaml.node import SequenceNode as Sequence
from advisor.yaml.reader import read_yaml


class Again(Struct, frozen=True):
    """An order as it reads today. lost: what of it no longer reads, and why."""

    order: Order
    lost: tuple[Diagnostic, ...] = ()


def read_again(raw: bytes, file: str, reader: OrderReader) -> Again:
    """Return the one order in a file's bytes.

    Raises:
        OrderError: it cannot be read at all, or the file holds several orders.
    """
    held = reader.read(raw, file)
    if len(held.orders) == 1 and not held.faults:
        return Again(held.orders[0])
    if not held.faults:
        raise OrderError(
            [Diagnostic(Place(file), "the file holds several orders", "put the one into a file of its own")]
        )
    node = only_order_node(raw, file, reader)
    bad = [fault.at.line for fault in held.faults]
    starts = [*(key.at.line for key, _ in node.entries[1:]), 10**9] if node else []
    entries = tuple(
        (key, value)
        for (key, value), following in zip(node.entries if node else (), starts, strict=True)
        if key.text in OWN_KEYS or not any(key.at.line <= line < following for line in bad)
    )
    if node is None or len(entries) == len(node.entries):
        raise OrderError(held.faults)
    order = reader.order(Mapping(entries, flow=node.flow, at=node.at), f"{PurePath(file).stem}-1")
    return Again(order, held.faults)


def only_order_node(raw: bytes, file: str, reader: OrderReader) -> Mapping | None:
    """Return the node of the one order in a file's bytes; None where there is none, or the text itself has faults."""
    documents, faults = read_yaml(raw, file, reader.limits)
    nodes = [one for document in documents for one in _orders(document)]
    return nodes[0] if len(nodes) == 1 and isinstance(nodes[0], Mapping) and not faults else None


def _orders(document: Node) -> tuple[Node, ...]:
    if isinstance(document, Mapping):
        held = document.get("orders")
        return (document,) if held is None else _orders(held)
    return document.items if isinstance(document, Sequence) else ()
