"""The orders that one block of a file holds: several things, the parts of one thing, or ways to have it of which one is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from advisor.ir import REQUEST
from advisor.order.block import Block, first_name, said_in_text, short_name, times, without_many
from advisor.order.keys import KeyNode, Keys, how_many, in_one_text, numbered
from advisor.order.order_file import OWN_KEYS
from advisor.trace import Among
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode
from advisor.yaml.text import slug

if TYPE_CHECKING:
    from advisor.order.fact_reader import FactReader

_UNLIKE = 2
"""So many times the least of several counts the greatest is, where they are runs to choose from and no doubt of one number."""


class Part(Struct, frozen=True):
    """One order of those in one block: its node, what it is called there (empty: it is alone), and among which it is."""

    node: Node
    name: str = ""
    among: Among | None = None


def parted(node: Node, reader: FactReader) -> list[Part]:
    """Return the orders that a node holds, each with what is said for all of them; one alone where it is one order, what is told of sorts of it added up."""
    if reader.strict or not isinstance(node, MappingNode):
        return [Part(node)]
    return _Parting(reader, node).parts()


class _Parting(Keys):
    """Finds the orders in one node."""

    def __init__(self, reader: FactReader, node: MappingNode) -> None:
        super().__init__(reader)
        self._at = node.at
        self._entries = self.of_one_thing(self.with_count(self.added_up(node.entries)))

    def parts(self) -> list[Part]:
        """Return the orders."""
        in_blocks = (self._in_one_key, self._in_keys, self._numbered, self._by_name)
        to_choose = (self._of_runs, self._of_counts, self._of_ways)
        found = next((found for way in (*in_blocks, *to_choose) if (found := way())), [])
        return found or [Part(MappingNode(tuple(self._entries), flow=False, at=self._at))]

    # --- where they stand ---
    def _in_one_key(self) -> list[Part]:
        """Return the orders that stand as a list or as keys under one key: `items: [...]`, `order: {mug: {...}, saucer: {...}}`."""
        for entry in self._entries:
            key, held = entry
            is_told = isinstance(held, SequenceNode) and self.reader.is_unread(key.text)
            if key.text not in OWN_KEYS and not is_told:
                blocks, left = self._blocks(key, held)
                rest = self.with_remarks([one for one in self._entries if one is not entry], left)
                if len(blocks) > 1 and (found := self._orders(key, blocks, self._of_key(key, rest))):
                    return found
        return []

    def _blocks(self, key: Scalar, held: Node) -> tuple[list[Block], list[Scalar]]:
        """Return what stands under a key as several that say facts each, and what stands there besides."""
        if isinstance(held, MappingNode):
            places = [(one, node) for one, node in held.entries if not self.is_amount(one.text) or self.is_one(node)]
        else:
            places = [(first_name(node), node) for node in held.items] if isinstance(held, SequenceNode) else []
        own = self.fact(key.text)
        may_be_text = own is None or own.name == self.roles.thing or all(self.is_thing(one.text) for one, _ in places)
        may_be_text |= own is not None and bool(own.sides) and self.may_ask(held) and self.tells_each(held, own.name)
        may_be_text &= self.may_ask(held)
        blocks, left = [], []
        for name, node in places:
            if isinstance(node, MappingNode) and self.names_facts(node):
                blocks.append(Block(name, tuple(self.added_up(node.entries))))
            elif may_be_text and isinstance(node, Scalar) and isinstance(held, SequenceNode) and self.counts(node):
                blocks.append(said_in_text(replace(node, text=short_name(node.text)), node))
            elif (
                may_be_text and isinstance(node, Scalar) and isinstance(held, MappingNode) and self.is_told(name, node)
            ):
                called = without_many(name.text)  # `2 shuttles` of each kit
                blocks.append(said_in_text(name, replace(node, text=f"{node.text}, {called}")))
            else:
                text = node.text if isinstance(node, Scalar) else ""
                left.append(replace(name, text=f"{name.text}: {text}" if name is not node and text else name.text))
        return blocks, left

    def _of_key(self, key: Scalar, rest: list[KeyNode]) -> list[KeyNode]:
        """Return what is said for all, with the thing that a key names where nothing else says one: `lamp: {base: {...}, shade: {...}}`."""
        if self.roles.thing in self.said(rest) or not self.is_thing(key.text):
            return rest
        return [(replace(key, text=self.roles.thing), key), *rest]

    def _in_keys(self) -> list[Part]:
        """Return the orders that stand each under a key of its own: `plan_a: {...}`, `plan_b: {...}`; `scenario 1: acrylic, 400 EUR`."""
        blocks = [
            Block(key, tuple(self.added_up(held.entries)))
            for key, held in self._entries
            if isinstance(held, MappingNode)
            and key.text not in OWN_KEYS
            and not self.is_amount(key.text)
            and self.names_facts(held)
        ]
        telling = {self.roles.thing, self.roles.count, *self.making}
        said = [self.said(block.entries) & telling for block in blocks]
        alike = [
            block
            for at, block in enumerate(blocks)
            if any(said[at] & other for place, other in enumerate(said) if place != at)
        ]
        texts = [
            said_in_text(key, text)
            for key, held in self._entries
            if self.is_way(key.text) and self.fact(key.text) is None and (text := in_one_text(held))
        ]
        found = alike if len(alike) > 1 else texts if len(texts) > 1 else self._in_texts()
        names = {block.name.text for block in found}
        rest = [one for one in self._entries if one[0].text not in names]
        return self._orders(None, found, rest) if len(found) > 1 else []

    def _in_texts(self) -> list[Block]:
        """Return what keys that are things say with how many of each: `plinths: 16 pcs, MDF 19 mm`, `labels: 140 pcs, aluminium`."""
        if self.roles.count in self.said(self._entries):
            return []
        texts = [(key, held) for key, held in self._entries if isinstance(held, Scalar) and self.fact(key.text) is None]
        told = [(key, replace(held, text=f"{held.text}, {key.text}")) for key, held in texts if self.counts(held)]
        told += [(key, replace(key, text=f"{key.text}, {held.text}")) for key, held in texts if self.counts(key)]
        return [said_in_text(key, text) for key, text in told if self.asked(text) & self.making]

    def _numbered(self) -> list[Part]:
        """Return the orders whose keys are numbered: `object1: bowl`, `quantity1: 60`, `object2: spoon`, ..."""
        found: dict[str, list[KeyNode]] = {}
        for key, held, name, number in self.numbered_keys(self._entries):
            found.setdefault(number, []).append((replace(key, text=name), held))
        if len(found) < 2:  # noqa: PLR2004  # one alone is a name
            return []
        blocks = [Block(replace(one[0][0], text=number), tuple(one)) for number, one in found.items()]
        rest = [one for one in self._entries if not any(one[0] is key for key, *_ in self.numbered_keys([one]))]
        return self._orders(None, blocks, rest)

    def _by_name(self) -> list[Part]:
        """Return the orders that stand as names of things with how many of each: `mugs: 120`, `saucers: 120`; one alone, too."""
        said = self.said(self._entries)
        if self.roles.count in said:
            return []
        held = ((key, node) for key, node in self._entries if isinstance(node, MappingNode | SequenceNode))
        for key, entries in [(None, self._entries), *((key, numbered(node)) for key, node in held)]:
            things = [one for one in entries if self.is_thing_counted(*one)]
            is_named = self.roles.thing not in said if key is None else len(things) == len(entries)
            if things and is_named:
                count = self.roles.count
                blocks = [Block(name, ((replace(name, text=count), many),)) for name, many in things]
                names = {key.text} if key else {name.text for name, _ in things}
                rest = [one for one in self._entries if one[0].text not in names]
                rest = [one for one in rest if not self.is_of(one[0].text, self.roles.thing)]
                found = self._made(key, blocks, rest, "things")
                return found if len(found) > 1 else [Part(found[0].node)]
        return []

    def _of_ways(self) -> list[Part]:
        """Return the orders of several numbers to choose from: `deadline: {either: .., or: ..}`."""
        for entry in self._entries:
            key, held = entry
            is_number = self.is_amount(key.text) or self.is_of(key.text, self.roles.count)
            ways = held.entries if isinstance(held, MappingNode) and is_number else ()
            if len(ways) > 1 and all(isinstance(node, Scalar) and self.is_way(name.text) for name, node in ways):
                blocks = [Block(name, ((key, node),)) for name, node in ways]
                return self._made(key, blocks, [one for one in self._entries if one is not entry], "ways")
        return []

    def _of_runs(self) -> list[Part]:
        """Return the orders of counts that are keys, with what is said of each: `how many: {500: then 7 EUR each, 1000: then 5 EUR}`."""
        for entry in self._entries:
            key, held = entry
            is_open = self.fact(key.text) is None or self.is_of(key.text, self.roles.count)
            runs = held.entries if isinstance(held, MappingNode) and is_open else ()
            if len(runs) > 1 and all(how_many(name) and isinstance(node, Scalar) for name, node in runs):
                many = replace(key, text=self.roles.count)
                blocks = [Block(name, ((many, name), (replace(name, text=REQUEST), node))) for name, node in runs]
                return self._made(key, blocks, [one for one in self._entries if one is not entry], "ways")
        return []

    def _of_counts(self) -> list[Part]:
        """Return the orders of several counts to choose from: `quantity: [150, 300]`, `50 or 200 or 500`."""
        said = next((one for one in self._entries if self.is_of(one[0].text, self.roles.count)), None)
        counts = self.alternatives(said[1]) if said else []
        if said is None or not counts[1:] or how_many(counts[-1]) < _UNLIKE * how_many(counts[0]):
            return []
        blocks = [Block(one, ((said[0], one),)) for one in counts]
        return self._made(said[0], blocks, [one for one in self._entries if one is not said], "ways")

    # --- what they are ---
    def _orders(self, key: Scalar | None, blocks: list[Block], rest: list[KeyNode]) -> list[Part]:
        """Return the orders of some blocks by what is said in them and for all: things with counts of their own, parts, ways; none if they are none."""
        said, count = self.said(rest), self.roles.count
        own = [self.said(block.entries) for block in blocks]
        are_ways = all(self.is_way(block.name.text) for block in blocks)
        if sum(count in one for one in own) > 1:
            if all(REQUEST in one for one in own) and count in said:
                return []  # what is in each: `110 cards`, `2 dice`
            if key and all(one <= {count, *self.sorts_by(key)} for one in own) and not are_ways:
                return self._of_sorts(key, blocks, rest)
            return self._made(key, blocks, rest, "ways" if are_ways else "things")
        made = [(block, one) for block, one in zip(blocks, own, strict=True) if one & self.making or REQUEST in one]
        if not made[1:] or count not in said:
            return []
        found = [block for block, _ in made]
        if are_ways or (key and self.is_way(key.text)):
            return self._made(key, found, rest, "ways")
        many = next(node for name, node in rest if self.is_of(name.text, count))
        whole = {self.roles.thing, count, *self.of_the_whole}
        left = [one for one in rest if (fact := self.fact(one[0].text)) is None or fact.name not in whole]
        return self._made(key, [times(one, many, self.roles.count) for one in found], left, "parts")

    def _of_sorts(self, key: Scalar, blocks: list[Block], rest: list[KeyNode]) -> list[Part]:
        """Return the one order of which sorts are told with their counts: `colours: [{name: forest, qty: 100}, ...]`."""
        counts = [next(node for name, node in one.entries if self.is_of(name.text, self.roles.count)) for one in blocks]
        sorts = [(one.name, many) for one, many in zip(blocks, counts, strict=True)]
        return [Part(MappingNode(tuple(self.sorted_out(key, sorts, rest)), flow=False, at=self._at))]

    # --- each of them ---
    def _made(self, key: Scalar | None, blocks: Sequence[Block], rest: Sequence[KeyNode], how: str) -> list[Part]:
        """Return the orders of blocks, each with the rest that it does not say itself."""
        common = () if how == "ways" else tuple(self.for_all(rest))
        slugs = Counter(slug(block.name.text) for block in blocks)
        parts: list[Part] = []
        for number, block in enumerate(blocks, start=1):
            entries = block.entries if how == "ways" else tuple(self._with_thing(block, rest, how))
            own = self.said(entries)
            shared = [one for one in rest if (fact := self.fact(one[0].text)) is None or fact.name not in own]
            node = MappingNode((*shared, *entries), flow=False, at=block.name.at)
            name = block.name.text or str(number)
            among = Among(
                key=key.text if key else "", name=name, number=number, many=len(blocks), how=how, common=common
            )
            own_id = slug(name)
            parts.append(
                Part(node, own_id if own_id and slugs[own_id] == 1 else f"{own_id}-{number}".strip("-"), among)
            )
        return parts

    def _with_thing(self, block: Block, rest: Sequence[KeyNode], how: str) -> Iterator[KeyNode]:
        """Yield what a block says, with its name as the thing where it says none: unless that names a sort of the thing that is said for all.

        Of a part only a name that is known as it stands is one: a wall plate is no plate.
        """
        thing, said = self.roles.thing, self.said(block.entries)
        is_known = self.is_phrase(block.name.text) if how == "parts" else self.is_thing(block.name.text)
        is_said = thing in said
        if not is_said and (is_known or (how == "things" and thing not in self.said(rest))):
            yield replace(block.name, text=thing), block.name
        yield from (one for one in block.entries if is_said or one[0].text == REQUEST or one[1].at != block.name.at)
