"""How people lay an order out: what it is comes first, keys stand in groups, and a key names the thing it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.ir import CURRENCY, REQUEST, TITLE, FactType, Kind, Numbers
from advisor.order.order_file import OWN_KEYS
from advisor.value import read
from advisor.value.measure import is_measure
from advisor.value.unit import MONEY
from advisor.value.word_match import column_named, heads, meant, normal
from advisor.yaml.fields import Faults
from advisor.yaml.node import MappingNode, Node, Scalar

if TYPE_CHECKING:
    from advisor.order.among_keys import Said
    from advisor.order.fact_reader import FactReader


_YEARS, _YEAR = range(2000, 2100), re.compile(r"\b20[0-9]{2}\b(?! ?(?:x|pcs|pieces|units)\b)")
"""What may be a year, and is no count then: `tasting menu 2027`."""
_PARTS = frozenset({"some", "maybe"})
"""How a set says in a block what it holds."""


def ungrouped(entries: Iterable[tuple[Scalar, Node]], reader: FactReader) -> Iterator[tuple[Scalar, Node]]:
    """Yield the keys of an order with what they say; those that people group under one are the order's own: `price: {sells for: 85 EUR}`."""
    for key, node in entries:
        if isinstance(node, MappingNode) and (aside := _beside_sides(key, node, reader)):
            yield key, replace(node, entries=tuple(one for one in node.entries if one not in aside))
            yield from aside
            continue
        inner = node.entries if isinstance(node, MappingNode) and _is_group(key, node, reader) else None
        if inner is None:
            yield key, node
            continue
        for own, value in inner:
            name = next((one for one in _names(key, own) if reader.fact(one)), own.text)
            yield replace(own, text=name), value


def _beside_sides(key: Scalar, node: MappingNode, reader: FactReader) -> tuple[tuple[Scalar, Node], ...]:
    """Return what stands among the sides of a thing and is none of them: the wall and the weight of `size: {height: 26 cm, wall: 5 mm, weight: 2 kg}`."""
    fact = None if reader.strict else reader.fact(key.text)
    if fact is None or not fact.sides:
        return ()
    sides = (fact.name, *fact.sides)
    aside = [one for one in node.entries if not _may_be_side(*one, sides, reader)]
    if len(node.entries) - len(aside) > len(sides):
        aside += [one for one in node.entries if one not in aside and not _runs(*one, reader)]
    is_sized = any(_runs(*one, reader) for one in node.entries)
    return tuple(one for one in node.entries if is_sized and one in aside)


def _may_be_side(key: Scalar, node: Node, sides: Sequence[str], reader: FactReader) -> bool:
    """Return whether a length stands under a key that is no other fact's, or what says of the others what they are in: `unit: cm`."""
    if _is_unit(node):
        return True
    fact = reader.fact(key.text)
    if (fact is not None and fact.name not in sides) or not isinstance(node, Scalar):
        return False
    is_bare = not any(sign.isalpha() for sign in node.text)
    if is_bare or _runs(key, node, reader):
        return True
    side = reader.facts[sides[0]]
    return read.possible(node, side, reader.context(Faults(), None)) not in (None, side.domain)


def _runs(key: Scalar, node: Node, reader: FactReader) -> bool:
    return reader.runs(key.text) or (isinstance(node, Scalar) and reader.runs(node.text))


def _is_unit(node: Node) -> bool:
    """Return whether a text is the unit of what stands beside it: `unit: cm`."""
    return isinstance(node, Scalar) and not any(sign.isdigit() for sign in node.text) and is_measure(node.text)


def _is_group(key: Scalar, node: MappingNode, reader: FactReader) -> bool:
    """Return whether a key has other keys under it, of which some name facts, and is no fact said in parts."""
    fact = None if reader.strict else reader.fact(key.text)
    is_other = reader.strict or key.text in (*OWN_KEYS, *reader.facts) or reader.is_unread(key.text)
    in_parts = fact is not None and (
        fact.sides or (fact.kind is Kind.SET and _PARTS.issuperset(own.text for own, _ in node.entries))
    )
    is_money = fact is not None and fact.is_in(MONEY)
    told = [
        next((one for name in _names(key, own) if (one := reader.fact(name))), None)
        for own, _ in node.entries
        if column_named(own.text, reader.pack.lexicon) != CURRENCY
    ]
    named = [one for one in told if one and (not is_money or one.is_in(MONEY))]
    is_one = is_money and len(told) > 1 and all(one is fact for one in told)  # `price: {shop: 11, us: 22}`
    return bool(named) and not (is_other or in_parts or is_one)


def _names(key: Scalar, own: Scalar) -> tuple[str, ...]:
    """Return what a key in a group may be called."""
    return f"{key.text} {own.text}", f"{own.text} {key.text}", own.text


def begun(said: Sequence[Said], reader: FactReader) -> list[Said]:
    """Return what is said, the key with which an order begins as what is ordered where no other key says that: `make: menus`, `order: oak benches`."""
    thing = reader.facts.get(reader.pack.lexicon.roles.thing)
    first = next((at for at, one in enumerate(said) if not _is_aside(one, reader)), None)
    if thing is None or first is None or any(fact is thing for *_, fact in said):
        return list(said)
    place, key, node, fact = said[first]
    is_open = fact is None and isinstance(node, Scalar)
    told = read.possible(node, thing, reader.context(Faults(), None)) if is_open else None
    if told is not None and told != thing.domain:
        return [(place, key, node, thing) if at == first else one for at, one in enumerate(said)]
    if is_open and meant(key.text, thing.name, reader.pack.lexicon):  # `book: The Herring Atlas`
        named = [
            (place, key, Scalar(key.text, plain=True, at=key.at), thing),
            (place, replace(key, text=TITLE), node, None),
        ]
        return [*said[:first], *named, *said[first + 1 :]]
    return list(said)


def _is_aside(one: Said, reader: FactReader) -> bool:
    """Return whether a key says nothing of the thing itself, but for whom or where it is, or what the work is called."""
    _, key, _, fact = one
    roles = reader.pack.lexicon.roles
    if fact is not None and fact.name in (roles.home, roles.away):
        return True
    return reader.is_unread(key.text) or column_named(key.text, reader.pack.lexicon) == TITLE


def requested(said: Sequence[Said], reader: FactReader) -> list[Said]:
    """Return what is said, what is ordered as a request where it says how many, and no key does: `we want: 12 oak benches`."""
    roles = reader.pack.lexicon.roles
    is_counted = any(fact is not None and fact.name == roles.count for *_, fact in said)
    return [
        (at, replace(key, text=REQUEST), node, None)
        if not is_counted and fact is not None and fact.name == roles.thing and _counts(node, reader)
        else (at, key, node, fact)
        for at, key, node, fact in said
    ]


def _counts(node: Node, reader: FactReader) -> bool:
    """Return whether a text says as a sentence how many of what there are, and is understood."""
    if not isinstance(node, Scalar) or not any(sign.isdigit() for sign in node.text):
        return False
    told = reader.ask(node.text, reader.as_of)
    if told is None:
        return False
    order, faults, _ = told
    roles = reader.pack.lexicon.roles
    count = order.said.get(f"order.{roles.count}")
    is_year = isinstance(count, Numbers) and count.low in _YEARS and _YEAR.search(node.text) is not None
    return not (faults or is_year) and count is not None and f"order.{roles.thing}" in order.said


def of_the_thing(said: Sequence[Said], reader: FactReader) -> list[Said]:
    """Return what is said, a key that is no fact as the one it is without words for the thing ordered: `tile size`, `Number of Puzzles`, `heritage piece`."""
    lexicon = reader.pack.lexicon
    things_said = (node for *_, node, fact in said if _is(fact, lexicon.roles.thing))
    texts = [node.text for node in things_said if isinstance(node, Scalar) and normal(node.text, lexicon.spellings)]
    ends = {normal(next(heads(text), text), lexicon.spellings).split()[-1] for text in texts}
    things = {
        value for one in texts for end in (one, *heads(one)) for value in meant(end, lexicon.roles.thing, lexicon)
    }
    words = {
        word
        for text in texts
        for word in normal(text, lexicon.spellings).split()
        if word in ends or not things.isdisjoint(meant(word, lexicon.roles.thing, lexicon))
    }
    return [
        (at, key, node, fact if fact is not None or reader.is_unread(key.text) else _without(key.text, words, reader))
        for at, key, node, fact in said
    ]


def _without(key: str, words: set[str], reader: FactReader) -> FactType | None:
    """Return the fact that a key names without words for the thing or a piece of it, of which an amount of money then is one."""
    lexicon = reader.pack.lexicon
    whole = normal(key, lexicon.spellings)
    of_one = (phrase for phrase in sorted(lexicon.per_one, key=len, reverse=True) if whole.endswith(f" {phrase}"))
    left = " ".join(
        word
        for word in whole.removesuffix(next(of_one, "")).split()
        if word not in words and f"per {word}" not in lexicon.per_one
    )
    fact = reader.fact(left) if left and left != whole else None
    is_money = fact is not None and fact.is_in(MONEY)
    return None if fact is None or (is_money and fact.name not in lexicon.of_one) else fact


def _is(fact: FactType | None, name: str) -> bool:
    return fact is not None and fact.name == name
