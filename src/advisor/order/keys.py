"""What the keys of a block of an order say before any value is read: which facts, how many, of which money; and what is added up of sorts of one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.ir import REMARKS, REQUEST, FactType, Kind
from advisor.meaning.path import name_in
from advisor.order.among_keys import counts_things
from advisor.order.order_file import OWN_KEYS
from advisor.value.several import first_and_later, is_size
from advisor.value.unit import COUNT, MONEY
from advisor.value.word_match import heads, is_phrase, meant, normal
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode

if TYPE_CHECKING:
    from advisor.order.fact_reader import FactReader

KeyNode = tuple[Scalar, Node]
_WHOLE = re.compile(r"(?P<many>[0-9]{1,6})(?: ?(?:pcs|pieces|x|units|st))?")
_NAMED = re.compile(r"(?P<name>[^\d,;]*[^\W\d_][^\d,;]*?)[ :=x]+(?P<many>[0-9]{1,6})")
_ASKED = re.compile(r",[^\d,]*$")
"""What stands behind a list of numbers: `100 or 250, please compare`."""
_NUMBERED = re.compile(r"(?P<name>.*[^\W\d_])[ _-]?(?P<number>[1-9][0-9]?)")
_MOST_ASKED = 100
_LETTER = re.compile(r"[a-h1-9]")


class Keys:
    """Reads the keys of blocks of an order."""

    def __init__(self, reader: FactReader) -> None:
        self.reader = reader
        self.lexicon = reader.pack.lexicon
        self.roles = reader.pack.lexicon.roles

    # --- keys ---
    def fact(self, key: str) -> FactType | None:
        return None if key in OWN_KEYS else self.reader.fact(key)

    def is_of(self, key: str, name: str) -> bool:
        """Return whether a key is called as a fact."""
        fact = self.fact(key)
        return fact is not None and fact.name == name

    def is_amount(self, key: str) -> bool:
        """Return whether a key names a fact that is a number of its own, such as a size or money: what stands under it is said of that."""
        fact = self.fact(key)
        return fact is not None and fact.kind in (Kind.NUMBER, Kind.DATE) and fact.name != self.roles.count

    def is_thing(self, text: str) -> bool:
        """Return whether a text is called as something that is ordered."""
        return any(meant(one, self.roles.thing, self.lexicon) for one in (text, *heads(text)))

    def is_phrase(self, text: str) -> bool:
        """Return whether a text as it stands is called as something that is ordered."""
        return is_phrase(text, self.roles.thing, self.lexicon)

    def is_way(self, key: str) -> bool:
        """Return whether a key is one of ways to choose from: `option A`, `plan_b`, `later`, `b`."""
        first, *rest = normal(key, self.lexicon.spellings).split() or [""]
        return first in self.lexicon.speech.ways or (not rest and _LETTER.fullmatch(first) is not None)

    @cached_property
    def making(self) -> frozenset[str]:
        """The facts that say how a thing is made, and of what."""
        return frozenset({self.roles.stuff, *self.roles.ways})

    @cached_property
    def of_the_whole(self) -> frozenset[str]:
        """The facts that are said of one whole thing, and of none of its parts: how large it is, what it costs."""
        sides = {name for fact in self.reader.sides for name in (fact.name, *fact.sides)}
        weights = {fact.name for fact in self.reader.own_facts if fact.weighed_by}
        return frozenset({*sides, *weights, *self.lexicon.of_one, *self.roles.details})

    def for_all(self, entries: Iterable[KeyNode]) -> Iterator[str]:
        """Yield the facts said there that are money for all of it."""
        for name in self.said(entries):
            fact = self.reader.facts.get(name)
            is_money = fact is not None and fact.is_in(MONEY)
            if is_money and name not in self.lexicon.of_one:
                yield name

    # --- what stands under them ---
    def said(self, entries: Iterable[KeyNode]) -> set[str]:
        """Return the facts that keys say, those in groups too, and `request` where a text says them."""
        found: set[str] = set()
        for key, held in entries:
            fact = self.fact(key.text)
            if key.text == REQUEST:
                found |= {REQUEST, *self.asked(held)}
            elif fact is not None and not (fact.name == self.roles.count and isinstance(held, MappingNode)):
                found.add(fact.name)
            elif isinstance(held, MappingNode) and key.text not in OWN_KEYS:
                found |= self.said(held.entries)
        return found

    def names_facts(self, node: MappingNode) -> bool:
        return bool(self.said(node.entries))

    def asked(self, node: Node) -> frozenset[str]:
        """Return the facts that a text says as a sentence, none where something is wrong in it."""
        told = self.reader.ask(node.text, self.reader.as_of) if isinstance(node, Scalar) else None
        if told is None:
            return frozenset()
        order, faults, _ = told
        return frozenset() if faults else frozenset(map(name_in, order.said))

    def counts(self, node: Node) -> bool:
        """Return whether a text says as a sentence how many there are, and is understood."""
        has_figure = isinstance(node, Scalar) and any(one.isdigit() for one in node.text)
        return has_figure and self.roles.count in self.asked(node)

    def may_ask(self, held: Node) -> bool:
        """Return whether what stands under a key is few enough to be read as sentences, one after another."""
        return len(_items(held)) <= _MOST_ASKED

    def tells_each(self, held: Node, name: str) -> bool:
        """Return whether each of a list says a fact and how many of it: `heights: [small 14 cm, 60 pcs, tall 35 cm, 20 pcs]`."""
        items = held.items if isinstance(held, SequenceNode) else ()
        return bool(items) and all({name, self.roles.count} <= self.asked(one) for one in items)

    def is_told(self, key: Scalar, node: Scalar) -> bool:
        """Return whether a key that is no fact says how something is made that is not bought in, or how many of a thing."""
        words = node.text.casefold()
        if self.fact(key.text) is not None or any(one in words for one in self.lexicon.supplied):
            return False
        return bool(self.asked(node) & self.making) or (self.is_thing(key.text) and self.counts(node))

    def is_one(self, node: Node) -> bool:
        """Return whether a block says how many or how made, so that it is one of several whatever its key: `tall: {height: 65 cm, quantity: 30}`."""
        said = self.said(node.entries) if isinstance(node, MappingNode) else set()
        return not said.isdisjoint({self.roles.count, *self.making})

    def sorts_by(self, key: Scalar) -> tuple[str, ...]:
        """Return what a key counts by which pieces of one thing are sorted: `colours: [{colour: moss, quantity: 40}]`."""
        fact = self.fact(key.text)
        return (fact.name,) if fact is not None and fact.is_in(COUNT) and fact.name != self.roles.count else ()

    def is_thing_counted(self, key: Scalar, held: Node) -> bool:
        """Return whether a key is called as a thing, and says how many of it."""
        is_whole = isinstance(held, Scalar) and _WHOLE.fullmatch(held.text.strip()) is not None
        is_plain = self.fact(key.text) is None and self.lexicon.speech.each.isdisjoint(key.text.casefold().split())
        return is_whole and is_plain and self.is_thing(key.text)

    def alternatives(self, node: Node) -> list[Scalar]:
        """Return the counts of which one is meant, rising: of a list, or of a text such as `50 or 200 or 500`; none if it is none."""
        if isinstance(node, Scalar) and (later := first_and_later(node.text)):
            parts = [replace(node, text=one) for one in later]
        elif isinstance(node, Scalar):
            either = "|".join(sorted(self.lexicon.speech.either))
            told = _ASKED.sub("", node.text)
            parts = [replace(node, text=one.strip()) for one in re.split(rf" (?:{either}) | ?/ ?|, ", told)]
        else:
            parts = [one for one in node.items if isinstance(one, Scalar)] if isinstance(node, SequenceNode) else []
        is_all = bool(parts) and all(_WHOLE.fullmatch(one.text.strip()) for one in parts)
        return sorted(parts, key=how_many) if is_all else []

    def with_count(self, entries: list[KeyNode]) -> list[KeyNode]:
        """Return what keys say, the number under the plural of the thing ordered as how many: `what: table lamp`, `lamps: 100`."""
        named = [
            node.text for key, node in entries if self.is_of(key.text, self.roles.thing) and isinstance(node, Scalar)
        ]
        others = [] if not named else [one for one in entries if self.fact(one[0].text) is None]
        found = [one for one in others if counts_things(*one, named[0], self.reader)]
        if len(found) != 1 or self.roles.count in self.said(entries):
            return entries
        ((key, many),) = found
        told = replace(many, text=f"{many.text} {key.text}") if isinstance(many, Scalar) else many
        return [(replace(key, text=self.roles.count), told) if one == found[0] else one for one in entries]

    # --- numbered keys ---
    def numbered_keys(self, entries: Iterable[KeyNode]) -> Iterator[tuple[Scalar, Node, str, str]]:
        """Yield the keys that name facts with a number behind, `object1`, with what they say, the name and the number."""
        for key, held in entries:
            found = _NUMBERED.fullmatch(key.text)
            if found and self.fact(key.text) is None and self.fact(found["name"]):
                yield key, held, found["name"], found["number"]

    def of_one_thing(self, entries: list[KeyNode]) -> list[KeyNode]:
        """Return what keys say, numbered ones that say no thing and no count under one key: `material 1: oak`, `material 2: steel`."""
        told: dict[str, list[KeyNode]] = {}
        for key, held, name, _ in self.numbered_keys(entries):
            told.setdefault(name, []).append((key, held))
        telling = {self.roles.thing, self.roles.count}
        if not told or any(fact.name in telling for name in told if (fact := self.fact(name))):
            return entries
        keys = [key for pairs in told.values() for key, _ in pairs]
        joined = [
            (replace(pairs[0][0], text=name), MappingNode(tuple(pairs), flow=False, at=pairs[0][0].at))
            for name, pairs in told.items()
        ]
        return [*(one for one in entries if not any(one[0] is key for key in keys)), *joined]

    # --- sorts of one thing ---
    def added_up(self, entries: Iterable[KeyNode]) -> list[KeyNode]:
        """Return what keys say, counts of sorts of one thing as one count: `sizes: {S: 20, M: 40}`, `scents: {fig: 120, cedar: 80}`."""
        found = list(entries)
        for entry in list(found):
            key, held = entry
            sorts = self._sorts(key, held)
            if sorts:
                found = self.sorted_out(key, sorts, [one for one in found if one is not entry])
        return found

    def _sorts(self, key: Scalar, held: Node) -> Sequence[KeyNode]:
        """Return sorts of one thing with how many of each; none where a key holds something else."""
        fact, found = self.fact(key.text), numbered(held)
        is_money = fact is not None and fact.is_in(MONEY)
        is_other = key.text in OWN_KEYS or is_money or self.reader.is_unread(key.text)
        names = [name.text for name, _ in found if not is_size(name.text)]
        if is_other or not found[1:] or any(self.fact(name) or self.is_way(name) for name in names):
            return ()
        are_things = all(self.is_thing(name.text) for name, _ in found)
        return () if are_things and (fact is None or fact.name == self.roles.count) else found

    def sorted_out(self, key: Scalar, sorts: Sequence[KeyNode], rest: list[KeyNode]) -> list[KeyNode]:
        """Return what is said besides sorts of one thing, with how many they are in all where that is not said; the sorts are kept as they are called."""
        count = self.roles.count
        told = ", ".join(f"{name.text} {how_many(many)}" for name, many in sorts)
        total = replace(key, text=" + ".join(str(how_many(many)) for _, many in sorts))
        is_counted = count in self.said(rest)
        counted: list[KeyNode] = [] if is_counted else [(replace(key, text=count), total)]
        if self.sorts_by(key):
            return [*rest, *counted, (key, SequenceNode(tuple(name for name, _ in sorts), flow=False, at=key.at))]
        return [*self.with_remarks(rest, [replace(key, text=f"{key.text}: {told}")]), *counted]

    def with_remarks(self, entries: list[KeyNode], remarks: Sequence[Scalar]) -> list[KeyNode]:
        """Return what keys say, with what stands there besides as remarks."""
        if not remarks:
            return entries
        held = [one for key, node in entries if key.text == REMARKS for one in _items(node)]
        left = [one for one in entries if one[0].text != REMARKS]
        at = remarks[0].at
        return [*left, (Scalar(REMARKS, plain=True, at=at), SequenceNode((*held, *remarks), flow=False, at=at))]


def numbered(node: Node) -> list[KeyNode]:
    """Return the names with whole numbers that all of a mapping or list is: `{S: 20, M: 40}`, `[green 400, navy 200]`; none if it is none."""
    found: list[KeyNode] = []
    if isinstance(node, MappingNode):
        found = [(key, held) for key, held in node.entries if isinstance(held, Scalar)]
        is_all = len(found) == len(node.entries)
    elif isinstance(node, SequenceNode):
        for one in node.items:
            if isinstance(one, MappingNode) and len(one.entries) == 1:
                found.append(one.entries[0])
            elif isinstance(one, Scalar) and (told := _NAMED.fullmatch(one.text.strip())):
                found.append((replace(one, text=told["name"]), replace(one, text=told["many"])))
        is_all = len(found) == len(node.items)
    else:
        return []
    is_whole = all(isinstance(held, Scalar) and _WHOLE.fullmatch(held.text.strip()) for _, held in found)
    return found if is_all and is_whole else []


def in_one_text(node: Node) -> Scalar | None:
    """Return a text, or a list of texts as one; None if a node is neither."""
    items = _items(node)
    texts = [one.text for one in items if isinstance(one, Scalar)]
    return Scalar(", ".join(texts), plain=True, at=node.at) if len(texts) == len(items) else None


def how_many(node: Node) -> int:
    """Return the whole number that a text is, with or without a word for pieces; 0 if it is none."""
    found = _WHOLE.fullmatch(node.text.strip()) if isinstance(node, Scalar) else None
    return int(found["many"]) if found else 0


def _items(node: Node) -> Sequence[Node]:
    return node.items if isinstance(node, SequenceNode) else (node,)
