"""Where an order is, by the places that it names anywhere: how its money, its days and its lengths are written there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from advisor.ir import OneOf, Possible
from advisor.value.here import Here, here
from advisor.value.measure import factor_of
from advisor.value.unit import LENGTH
from advisor.value.word_match import heads, meant
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode

if TYPE_CHECKING:
    from advisor.order.fact_reader import FactReader

_INCH = "in"
_NAME = "id"
"""The key of an order's name, which says nothing of a place, and is another in each."""
_UNIT = re.compile(r"[0-9] ?(?P<unit>[^\W\d_]+\b|[\"″])")
_NAMED = re.compile(r"[^\W\d_][^,;()\n]*")


def here_by(blocks: Iterable[Node | None], reader: FactReader) -> Here:
    """Return how one writes where an order is, by all that says something of it."""
    texts = [one for block in blocks if block is not None for one in _texts(block) if one[0] != _NAME]
    roles, lexicon = reader.pack.lexicon.roles, reader.pack.lexicon
    asked = [
        (fact.name, text) for key, text in texts if (fact := reader.fact(key)) and fact.name in (roles.home, roles.away)
    ]
    told = [(name, found) for name, text in asked for found in _places(text, reader)]
    sold = [found for name, found in told if name == roles.away]
    named = [found for _, found in told] or [found for _, text in texts for found in _places(text, reader)]
    units = {one["unit"] for _, text in texts for one in _UNIT.finditer(text) if factor_of(one["unit"], LENGTH)}
    by_key = (reader.names.said_with_unit(key) for key in dict(texts))
    units |= {told.unit for told in by_key if told and told.fact and told.fact.is_in(LENGTH)}
    inches = factor_of(_INCH, LENGTH)
    is_inch = bool(units) and all(factor_of(one, LENGTH) == inches for one in units)
    return here(named, lexicon, reader.pack.rates, _INCH if is_inch else "", sold=sold)


def here_given(given: Mapping[str, Possible], reader: FactReader) -> Here:
    """Return how one writes where an order is, by the places that are given of it."""
    roles = reader.pack.lexicon.roles
    home, away = (
        [one.values] if isinstance(one := given.get(f"order.{name}"), OneOf) else []
        for name in (roles.home, roles.away)
    )
    return here(home + away, reader.pack.lexicon, reader.pack.rates, sold=away)


def _texts(node: Node, key: str = "") -> Iterator[tuple[str, str]]:
    match node:
        case Scalar(text=text):
            yield key, text
        case MappingNode(entries=entries):
            for name, held in entries:
                yield from _texts(held, name.text)
        case SequenceNode(items=items):
            for one in items:
                yield from _texts(one, key)


def _places(text: str, reader: FactReader) -> Iterator[tuple[bool | str, ...]]:
    """Yield the places that a text names, each as what it may be: `Austin, TX`, `a hotel in Copenhagen`."""
    home, lexicon = reader.pack.lexicon.roles.home, reader.pack.lexicon
    for part in _NAMED.findall(text):
        found = next((told for one in (part, *heads(part)) if (told := meant(one.strip(), home, lexicon))), ())
        if found:
            yield found
