"""A file of orders: which of its nodes are orders, where each of them ends, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from advisor.errors import Diagnostic
from advisor.ir import OWN_COLUMNS
from advisor.trace import Order
from advisor.yaml.fields import Faults, described
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode

STUDIO = "studio"
OWN_KEYS = (*OWN_COLUMNS, "quotes", "rates", STUDIO)
"""What an order may say besides facts."""
_FEW = 2
"""So many orders of one fact each may be a list of them."""


class OrderFile(Struct, frozen=True, kw_only=True):
    """What a file of orders held: the good ones in order, how many were refused, and every fault. is_lost: no order could be found in it at all."""

    orders: tuple[Order, ...]
    refused: int
    is_lost: bool = False
    faults: tuple[Diagnostic, ...]


OrderPlace = tuple[Node, int, Node | None]
"""An order's node, the last line that can belong to it, and the studio's block of its file."""


def order_nodes(documents: tuple[Node, ...], faults: Faults) -> list[OrderPlace]:
    nodes = [found for document in documents for found in _orders_of(document, faults)]
    following = [node.at.line for node, _ in nodes[1:]]
    ends = [max(node.at.line, line - 1) for (node, _), line in zip(nodes, following, strict=False)] + [10**9]
    return [(node, end, studio) for (node, studio), end in zip(nodes, ends, strict=False)]


def _orders_of(document: Node, faults: Faults) -> list[tuple[Node, Node | None]]:
    if isinstance(document, SequenceNode):
        together = _in_one(document.items)
        return [(node, None) for node in ((together,) if together else document.items)]
    if isinstance(document, MappingNode):
        held, studio = document.get("orders"), document.get(STUDIO)
        if held is None:
            return [(document, None)]
        for key, _ in document.entries:
            if key.text not in ("orders", STUDIO):
                faults.unknown(key.at, "key beside `orders`", key.text, ("orders", STUDIO))
        if isinstance(held, SequenceNode):
            return [(node, studio) for node in held.items]
        faults.add(held.at, f"`orders` must be a list, got {described(held)}")
        return []
    faults.add(
        document.at,
        f"expected an order, got {described(document)}",
        f"write facts, such as `quantity: 120`{_say(document)}",
    )
    return []


def _say(document: Node) -> str:
    """Return how what a file holds is asked, where it is a sentence of one's own."""
    is_sentence = isinstance(document, Scalar) and " " in document.text.strip()
    return '; a sentence of your own is asked by advisor advise --words "..."' if is_sentence else ""


def _in_one(nodes: Sequence[Node]) -> MappingNode | None:
    """Return a list of facts, one after another, as the one order they are: `- item: owls`, `- quantity: 700`; None if it is no such list."""
    entries = [node.entries[0] for node in nodes if isinstance(node, MappingNode) and len(node.entries) == 1]
    is_one = len(entries) == len(nodes) == len({key.text for key, _ in entries}) > _FEW
    return MappingNode(tuple(entries), flow=False, at=nodes[0].at) if is_one else None


def emptied(nodes: list[OrderPlace]) -> Iterator[OrderPlace]:
    """Yield the nodes in order and let go of each: a file's nodes and its orders are never held both."""
    nodes.reverse()
    while nodes:
        yield nodes.pop()


def is_inside(fault: Diagnostic, nodes: Sequence[OrderPlace]) -> bool:
    return any(node.at.line <= fault.at.line <= last for node, last, _ in nodes)
