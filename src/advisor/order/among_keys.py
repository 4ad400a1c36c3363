"""What the keys of an order say of one another: how many in all, of which sale a price is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from advisor.ir import TITLE, FactType
from advisor.order.laid_out import begun, of_the_thing, requested
from advisor.value.currency import CHANNEL
from advisor.value.of_one import behind_one
from advisor.value.several import by_size
from advisor.value.unit import MONEY
from advisor.value.word_match import column_named, heads, is_none, meant, normal
from advisor.yaml.node import Node, Scalar

if TYPE_CHECKING:
    from advisor.order.fact_reader import FactReader

Said = tuple[int, Scalar, Node, FactType | None]
"""Where among the keys a key stands, the key, what stands behind it, the fact it names."""
_LISTED = re.compile(r" ?[,;+&] ?| and ")
_WHOLE = re.compile(r"[0-9]+")
_OF_EACH = re.compile(
    r"(?P<many>[0-9]+)(?: [^\W\d_]+)? (?:of |per |à |pro |je |in )?(?:each |every )?(?P<kind>[^\W\d_]+)"
)


def settled(said: Sequence[Said], reader: FactReader, *, asks: bool, opens: bool = True) -> list[Said]:
    """Return what is said, each key with what others say of it. asks: whether a sentence says more; opens: whether the order begins here."""
    said = _formed(said, reader)
    named = list(said) if asks else _titled(said, reader)
    if opens and not asks:
        named = requested(_titled(begun(said, reader), reader), reader)
    named = [_of_machines(one, reader) for one in named]
    return _of_two_sales(_times_kinds(_counted(of_the_thing(named, reader), reader), reader), reader)


def _formed(said: Sequence[Said], reader: FactReader) -> list[Said]:
    """Return what is said, what is ordered where people's word for a size names that and no key does: `format: magazine`."""
    lexicon, thing = reader.pack.lexicon, reader.facts.get(reader.pack.lexicon.roles.thing)
    is_said = thing is None or any(fact is thing for *_, fact in said)
    forms = [
        at
        for at, key, node, fact in said
        if fact is not None and fact.sides and key.text != fact.name and isinstance(node, Scalar)
        and meant(node.text, lexicon.roles.thing, lexicon)
    ]  # fmt: skip
    return [(at, key, node, thing if not is_said and at in forms[:1] else fact) for at, key, node, fact in said]


def _of_machines(one: Said, reader: FactReader) -> Said:
    """Return what a key says, of none that may be a word for one's machines or a way of making where its value is of no machine: `kit: 3 parts in a bag`."""
    at, key, node, fact = one
    lexicon, roles = reader.pack.lexicon, reader.pack.lexicon.roles
    is_open = fact is not None and fact.name == roles.tools != key.text and isinstance(node, Scalar)
    if not is_open or not isinstance(node, Scalar) or not any(meant(key.text, way, lexicon) for way in roles.ways):
        return one
    parts = [end for part in _LISTED.split(node.text) for end in (part, *heads(part))]
    is_said = is_none(node.text, lexicon) or any(meant(part, roles.tools, lexicon) for part in parts)
    return one if is_said else (at, key, node, None)


def _titled(said: Sequence[Said], reader: FactReader) -> list[Said]:
    """Return what is said, the title of an order as what is ordered where nothing else says that."""
    lexicon = reader.pack.lexicon
    thing = reader.facts.get(lexicon.roles.thing)
    titles = [at for at, key, _, fact in said if fact is None and column_named(key.text, lexicon) == TITLE]
    if thing is None or not titles or any(fact is thing for *_, fact in said):
        return list(said)
    return [(at, key, node, thing if at == titles[0] else fact) for at, key, node, fact in said]


def _counted(said: list[Said], reader: FactReader) -> list[Said]:
    """Return what is said, how many there are under the key that names what is counted: `guests: 120`, `decks: 1000`, sizes with numbers."""
    count = reader.facts.get(reader.pack.lexicon.roles.count)
    if count is None:
        return said
    is_said = any(fact is count for *_, fact in said)
    counting = [at for at, one in enumerate(said) if _is_counted(one, said, reader)]
    if len(counting) == 1 and not is_said:
        place, key, node, _ = said[counting[0]]
        said[counting[0]] = (
            place,
            key,
            _text(f"{node.text} {key.text}" if isinstance(node, Scalar) else "", node),
            count,
        )
        is_said = True
    for at, (place, key, node, fact) in enumerate(said):
        if fact is not None and fact.sides and isinstance(node, Scalar) and by_size(node.text):
            said[at] = (place, key, node, None if is_said else count)
            is_said = True
    return said


def _is_counted(one: Said, said: Iterable[Said], reader: FactReader) -> bool:
    """Return whether a key that is no fact names those for whom there is one each, or what is ordered, with a number."""
    _, key, node, fact = one
    thing = reader.pack.lexicon.roles.thing
    named = [
        node.text for *_, node, fact in said if fact is not None and fact.name == thing and isinstance(node, Scalar)
    ]
    return fact is None and bool(named) and counts_things(key, node, named[0], reader)


def counts_things(key: Scalar, node: Node, named: str, reader: FactReader) -> bool:
    """Return whether a key with a number names those for whom there is one each, or is the plural of what is ordered, `named` in the order."""
    lexicon, thing = reader.pack.lexicon, reader.pack.lexicon.roles.thing
    if not isinstance(node, Scalar) or not _WHOLE.fullmatch(node.text.strip()):
        return False
    word = normal(key.text, lexicon.spellings)
    things = set(meant(key.text, thing, lexicon))
    wanted = {value for one in (named, *heads(named)) for value in meant(one, thing, lexicon)}
    return word in lexicon.persons or (word != key.text.casefold() and not things.isdisjoint(wanted))


def _times_kinds(said: list[Said], reader: FactReader) -> list[Said]:
    """Return what is said, so many of each kind as that many times the kinds that another key says: `100 of each design`, `designs: 6`."""
    lexicon = reader.pack.lexicon
    kinds = {
        normal(key.text, lexicon.spellings): (node.text.strip(), at)
        for at, (_, key, node, _) in enumerate(said)
        if isinstance(node, Scalar) and _WHOLE.fullmatch(node.text.strip())
    }
    for at, (place, key, node, fact) in enumerate(said):
        is_count = fact is not None and fact.name == lexicon.roles.count and isinstance(node, Scalar)
        found = _OF_EACH.fullmatch(node.text.strip()) if is_count and isinstance(node, Scalar) else None
        many, of = kinds.get(normal(found["kind"], lexicon.spellings), ("", at)) if found else ("", at)
        if found and of != at:
            said[at] = (place, key, _text(f"{many} {said[of][1].text} of {found['many']} each", node), fact)
            return [one for number, one in enumerate(said) if number != of or one[3] is not None]
    return said


def _of_two_sales(said: Sequence[Said], reader: FactReader) -> list[Said]:
    """Return what is said, the prices of two sales under keys of one fact as what lies between them: `wholesale: 42`, `retail: 95`."""
    first: dict[str, int] = {}
    left: list[Said] = []
    for place, key, node, fact in said:
        is_sale = fact is not None and fact.is_in(MONEY) and fact.name != key.text
        if not (is_sale and fact and isinstance(node, Scalar) and CHANNEL.search(key.text)):
            left.append((place, key, node, fact))
        elif fact.name not in first:
            first[fact.name] = len(left)
            left.append((place, key, node, fact))
        else:
            at = first[fact.name]
            other = left[at][2]
            text = ", ".join(_of_sale(*one, reader) for one in ((left[at][1], other), (key, node)))
            left[at] = (*left[at][:2], _text(text, other), fact)
    return left


def _of_sale(key: Scalar, node: Node, reader: FactReader) -> str:
    """Return a price with the word of its key that says of which sale it is, `wholesale 1.50`, without that it is of one."""
    sale, text = CHANNEL.search(key.text), node.text if isinstance(node, Scalar) else ""
    place = behind_one(text, reader.pack.lexicon)
    return f"{sale.group() if sale else ''} {text[: place[0]].rstrip() if place else text}"


def _text(text: str, node: Node) -> Scalar:
    return Scalar(text, plain=True, at=node.at)
