"""With which numbers what is assumed of another grows: `grows_with` of a fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from advisor.ir import Assumption, FactType, Growth, Kind, Numbers, OneOf
from advisor.meaning.path import name_in
from advisor.meaning.possible import is_known
from advisor.value import read
from advisor.value.unit import LENGTH
from advisor.yaml.fields import Fields, mapping_of
from advisor.yaml.node import MappingNode, Node, Scalar

_SIDES = 3
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
        usually, sheet, forms = _usually(node, fact, other, how)
        if usually:
            grows.append(Growth(path=f"order.{other.name}", base=found[other.name], usually=usually, sheet=sheet))
        if forms is not None:
            own = _with_forms(own, forms, [facts[one.text] for one, _ in entries if one.text in facts], facts, how)
    return replace(own, grows=tuple(grows), bounds=(max(1, fact.domain.low), fact.domain.high))


def _usually(node: Node, fact: FactType, other: FactType, how: read.ReadContext) -> tuple[int, int, Fields | None]:
    """Return what a number is from which another grows, 0 after a report, up to which it is a sheet's, and what tells of what forms it is."""
    if not isinstance(node, MappingNode):
        return _size(node, fact, other, how), 0, None
    item = Fields(node, how.faults, f"what `{fact.name}` grows with")
    usually, sheet = item.need("usually"), item.need("sheet")
    if usually is None or sheet is None:
        item.end()
        return 0, 0, None
    return _size(usually, fact, other, how), _size(sheet, fact, other, how), item


def _with_forms(
    own: Assumption, item: Fields, sides: Sequence[FactType], facts: Mapping[str, FactType], how: read.ReadContext
) -> Assumption:
    """Return what is assumed with the forms of which it grows as the skin of three sides does, or as what they enclose."""
    choices = [one.name for one in facts.values() if one.of == "order" and one.kind is Kind.CHOICE]
    for way in ("skin", "body"):
        node = item.take(way)
        told = None if node is None else mapping_of(node, how.faults, f"`{way}`")
        if told is None:
            continue
        if [one.unit.dimension for one in sides if one.unit is not None] != [LENGTH] * _SIDES:
            how.faults.add(
                told.at, f"a {way} is of three lengths", f"let it grow with three lengths, or leave `{way}` out"
            )
        for key, forms in told.rest():
            if key.text not in choices:
                how.faults.unknown(key.at, "choice of an order", key.text, choices)
            elif own.by_form not in ("", f"order.{key.text}"):
                how.faults.add(key.at, "a skin and a body go by one choice", f"name `{name_in(own.by_form)}`")
            elif isinstance(said := read.possible(forms, facts[key.text], how), OneOf):
                own = replace(own, by_form=f"order.{key.text}", **{f"{way}_of": frozenset(said.values)})
    item.end()
    return own


def _size(node: Node, fact: FactType, other: FactType, how: read.ReadContext) -> int:
    """Return a number above 0, 0 after a report."""
    found = read.possible(node, other, how)
    if isinstance(found, Numbers) and is_known(found) and found.low > 0:
        return found.low
    if found is not None:
        told = f"`{fact.name}` grows with `{other.name}` from one number on"
        how.faults.add(node.at, told, "write what that is where nothing is known of the thing, above 0")
    return 0
