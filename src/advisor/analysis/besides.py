"""What an order says in words of its own, as far as a maker should read it: all that became no fact, but the buyer's own business."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from advisor.ir import Kind, OneOf, Pack, ReadAs, Subset
from advisor.meaning import reads
from advisor.meaning.path import name_in
from advisor.trace import Order
from advisor.value.own_words import is_of_buyer, is_private
from advisor.value.unit import MONEY
from advisor.value.word_match import normal

_NUMBER = re.compile(r"[0-9][0-9.,]*\s?[^\W\d_]*")
"""A number with its unit."""
_WORD = re.compile(r"[^\W\d_]{2,}")


class Besides(Struct, frozen=True, kw_only=True):
    """An order's own words. told: fact's path, or nothing -> words that a maker is to read; kept_back: such as are of the buyer's own business."""

    told: tuple[tuple[str, str], ...]
    kept_back: tuple[str, ...]


def besides(pack: Pack, order: Order) -> Besides:
    """Return what an order says besides its facts, each text once."""
    found: dict[str, str] = {}
    for path, text in (*_of_facts(pack, order), *(("", one) for one in order.remarks if not is_of_buyer(one, pack))):
        found.setdefault(text, path)
    labels = {path: f"{pack.facts[name_in(path)].label} " if path else "" for path in found.values()}
    private = [text for text, path in found.items() if is_private(labels[path] + text, pack)]
    told = tuple((path, text) for text, path in found.items() if text not in private)
    return Besides(told=told, kept_back=tuple(private))


def _of_facts(pack: Pack, order: Order) -> Iterator[tuple[str, str]]:
    """Yield the texts of facts that are no money: those not understood, then those that say more than what was read of them."""
    places = {f"order.{name}" for name in (pack.lexicon.roles.home, pack.lexicon.roles.away)}
    own = [one for one in order.readings if one.path not in places and not pack.facts[name_in(one.path)].is_in(MONEY)]
    yield from ((one.path, one.text) for one in own if one.is_strange)
    asked = _asked(pack)
    for one in own:
        if one.how in ("word", "parts") and one.path in asked:
            alike = [other for other in own if other.text == one.text]
            if _says_more(one.text, alike, pack):
                yield one.path, one.text


def _asked(pack: Pack) -> Collection[str]:
    """Return the paths of which a letter says anything, but for when all is due, which is told as a day."""
    lines = [line for part in pack.rfq for line in (*part.rows, *part.lines)]
    named = {path for line in lines for path in (*line.says, *reads(line.condition))}
    return {path for path in named if path.startswith("order.")} - {pack.roles.due}


def _says_more(text: str, readings: Iterable[ReadAs], pack: Pack) -> bool:
    """Return whether a text has words in it that what was read of it does not say. A weight stands for how much material there is."""
    spellings, known = pack.lexicon.spellings, list[str]()
    for one in readings:
        fact, value = pack.facts[name_in(one.path)], one.value
        members = value.values if isinstance(value, OneOf) else value.some if isinstance(value, Subset) else ()
        known += [fact.label, *map(str, members), *(fact.words.get(str(one), "") for one in members)]
        if fact.weighed_by:
            return True
        if fact.kind is Kind.NUMBER:
            text = _NUMBER.sub(" ", text)
    said = {word for told in known for word in normal(told, spellings).replace("_", " ").split()}
    return not said.issuperset(_WORD.findall(normal(text, spellings)))
