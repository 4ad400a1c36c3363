"""What people say of one fact under several keys, as one value: `material: {either: slate, or: bronze}`, `budget: {grant: 3000, own: 1500}`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.ir import CURRENCY, FactType, Kind, Numbers, Possible
from advisor.order.by_thing import again
from advisor.order.keys import KeyNode, Keys, how_many
from advisor.value.several import first_and_rest
from advisor.value.unit import MONEY
from advisor.value.word_match import UNKNOWN, column_named
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode

if TYPE_CHECKING:
    from advisor.order.fact_reader import FactReader
_AMOUNT = re.compile(r"(?P<before>\D*)(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<behind>\D*)")


def as_one(
    key: Scalar, node: Node, reader: FactReader, read: Callable[[FactType, Node], Possible | None]
) -> tuple[Node, tuple[str, ...]]:
    """Return what stands under the key of a fact as one value, and what of it is left unread. read: what a fact is by a text.

    Of ways one is meant; money for all adds up, prices span; several choices are said at once; of other numbers the greatest counts:
    what must be stands beside what would be nice, the delivery behind the samples.
    """
    if isinstance(node, Scalar):
        return _first_alone(key, node, reader, read)
    fact = reader.fact(key.text) if isinstance(node, MappingNode) and not reader.strict else None
    if fact is None or fact.kind is Kind.SET:
        return node, ()
    keys, held = Keys(reader), _scalars(_in_own_currency(key, node, reader))
    is_money = fact.is_in(MONEY)
    if not held or (not is_money and any(keys.fact(name.text) not in (None, fact) for name, _ in held)):
        return node, ()
    values = [value for _, value in held]
    if all(how_many(name) for name, _ in held):  # `budget: {100: 2200, 250: 4500}` goes with how many there are
        left = tuple(f"{key.text} {name.text}: {value.text}" for name, value in held)
        return replace(values[0], text=UNKNOWN), left
    if fact.kind is Kind.CHOICE and all(keys.is_way(name.text) for name, _ in held):
        return SequenceNode(tuple(values), flow=False, at=node.at), ()
    if fact.kind is Kind.CHOICE:
        return replace(values[0], text=" and ".join(value.text for value in values)), ()
    ends = [(told.high, at) for at, one in enumerate(values) if isinstance(told := read(fact, one), Numbers)]
    if fact.sides or not ends:
        return node, ()
    (_, first), (_, last) = min(ends), max(ends)
    if is_money:
        is_of_one = fact.name in reader.pack.lexicon.of_one
        return (_span(values[first], values[last]) if is_of_one else _sum(values) or node), ()
    return values[last], tuple(f"{key.text} {one.text}: {told.text}" for one, told in held if told is not values[last])


def _first_alone(
    key: Scalar, node: Scalar, reader: FactReader, read: Callable[[FactType, Node], Possible | None]
) -> tuple[Node, tuple[str, ...]]:
    """Return how many are ordered of what a text says of several numbers, and what it goes on to say: `400 now, 2000 next year`."""
    fact = None if reader.strict else reader.fact(key.text)
    found = first_and_rest(node.text) if fact is not None and fact.name == reader.pack.lexicon.roles.count else None
    if fact is None or found is None or again(node.text, fact, reader.pack):
        return node, ()
    first, told = replace(node, text=found[0]), (f"{key.text}: {found[1]}",)
    whole, alone = read(fact, node), read(fact, first)
    speech = reader.pack.lexicon.speech
    is_of_each = not (speech.each - speech.article).isdisjoint(found[0].casefold().split())
    if is_of_each or alone is None or whole not in (None, alone):  # `250 (maybe 300)` may be either
        return node, ()
    return (first if whole is None else node), told


def _in_own_currency(key: Scalar, node: Node, reader: FactReader) -> Node:
    """Return what stands under a key, its money in the currency that is named there: `price: {currency: USD, shop: 28, us: 14}`."""
    entries: Sequence[KeyNode] = node.entries if isinstance(node, MappingNode) else ()
    named = [one for one in entries if column_named(one[0].text, reader.pack.lexicon) == CURRENCY]
    money = named[0][1].text if named and isinstance(named[0][1], Scalar) else ""
    left = tuple(one for one in entries if one not in named)
    return reader.in_currency(key.text, replace(node, entries=left), money) if money else node


def _scalars(node: Node) -> list[tuple[Scalar, Scalar]]:
    """Return what a mapping says where all of it is texts; nothing else."""
    entries: Sequence[KeyNode] = node.entries if isinstance(node, MappingNode) else ()
    found = [(name, value) for name, value in entries if isinstance(value, Scalar)]
    return found if len(found) == len(entries) else []


def _span(low: Scalar, high: Scalar) -> Scalar:
    return replace(low, text=f"{low.text} - {high.text}")


def _sum(values: Sequence[Scalar]) -> Scalar | None:
    """Return amounts added up, None where they are not all written alike: `£3000`, `£1500`."""
    found = [_AMOUNT.fullmatch(value.text.strip()) for value in values]
    signs = {(one["before"], one["behind"]) for one in found if one}
    if len(signs) > 1 or not all(found):
        return None
    before, behind = signs.pop()
    total = sum(int(one["whole"].replace(",", "")) for one in found if one)
    return replace(values[0], text=f"{before}{total}{behind}")
