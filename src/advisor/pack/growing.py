"""With which numbers what is assumed of another grows: `grows_with` of a fact."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from advisor.ir import UNLIMITED, Assumption, FactType, Growth, Kind, Numbers
from advisor.meaning.possible import is_known
from advisor.value import read
from advisor.yaml.fields import Fields
from advisor.yaml.node import MappingNode, Node, Scalar

_Entries = tuple[tuple[Scalar, Node], ...]


def grown_with(
    fact: FactType, entries: _Entries, found: Mapping[str, Assumption | None], facts: Mapping[str, FactType], how: read.ReadContext
) -> Assumption | None:  # fmt: skip
    """Return what is assumed of a number that grows with others, as it was after a report. found: what is assumed of each fact."""
    own, grows = found[fact.name], []
    if own is None and how.faults.count:
        return None  # what it assumes may be what has a fault
    if own is None or not isinstance(fact.domain, Numbers):
        told = f"`{fact.name}` grows with others, and is no number of which something is assumed"
        how.faults.add(fact.at, told, "say what it is at first by `assume`, or leave `grows_with` out")
        return own
    numbers = [one for one in facts.values() if one.of == "order" and one.kind is Kind.NUMBER and one is not fact]
    for key, node in entries:
        other = next((one for one in numbers if one.name == key.text), None)
        if other is None:
            how.faults.unknown(key.at, "number of an order", key.text, [one.name for one in numbers])
            continue
        usually, at_most = _usually(node, fact, other, how)
        if usually:
            path = f"order.{other.name}"
            grows.append(Growth(path=path, base=found[other.name], usually=usually, at_most=at_most))
    return replace(own, grows=tuple(grows), bounds=(max(1, fact.domain.low), fact.domain.high))


def _usually(node: Node, fact: FactType, other: FactType, how: read.ReadContext) -> tuple[int, int]:
    """Return what a number is from which another grows, 0 after a report, and up to which it does."""
    if not isinstance(node, MappingNode):
        return _size(node, fact, other, how), UNLIMITED
    item = Fields(node, how.faults, f"what `{fact.name}` grows with")
    usually, at_most = item.need("usually"), item.need("at_most")
    item.end()
    if usually is None or at_most is None:
        return 0, UNLIMITED
    return _size(usually, fact, other, how), _size(at_most, fact, other, how)


def _size(node: Node, fact: FactType, other: FactType, how: read.ReadContext) -> int:
    """Return a number above 0, 0 after a report."""
    found = read.possible(node, other, how)
    if isinstance(found, Numbers) and is_known(found) and found.low > 0:
        return found.low
    if found is not None:
        told = f"`{fact.name}` grows with `{other.name}` from one number on"
        how.faults.add(node.at, told, "write what that is where nothing is known of the thing, above 0")
    return 0
