"""Orders from files: read strictly, each fact as the kind the pack declares, quotes as options of their own.

What every order of a studio shares stands in a `studio:` block, beside `orders:` or in an order, or in a file of its own; an
order overrides it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

from advisor.errors import Diagnostic, OrderError, Place
from advisor.ir import FactType, Lexicon, OneOf, Option, Pack, Possible, Rate, ReadAs
from advisor.trace import Order
from advisor.value import read
from advisor.value.number import QuantityError, parse_date
from advisor.value.read import ReadContext
from advisor.value.words import normal
from advisor.yaml.fields import Faults, Fields, described, mapping_of, text_of
from advisor.yaml.limits import ORDER_LIMITS, Limits
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode
from advisor.yaml.ours import fault_of_ours, is_ours
from advisor.yaml.reader import read_yaml
from advisor.yaml.text import quoted

if TYPE_CHECKING:
    from advisor.pack.way import Shelf

ID_LENGTH = 200
STUDIO = "studio"
OWN_KEYS = ("id", "as_of", "quotes", "rates", STUDIO)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFile:
    """What a file of orders held: the good ones in order, how many were refused, and every fault."""

    orders: tuple[Order, ...]
    refused: int
    faults: tuple[Diagnostic, ...]


@dataclass(slots=True, kw_only=True)
class _Told:
    """The facts of one order as they are gathered: path -> value, where it was said, what the studio shares, the rates.

    readings: what was read as people write it; beside: what was said of a fact under another, path -> value and place.
    """

    as_of: date | None
    faults: Faults
    given: dict[str, Possible] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    shared: list[str] = field(default_factory=list)
    rates: dict[str, Rate] = field(default_factory=dict)
    readings: list[ReadAs] = field(default_factory=list)
    beside: dict[str, tuple[Possible, str]] = field(default_factory=dict)
    how: ReadContext | None = None


@dataclass(frozen=True, kw_only=True)
class OrderReader:
    """Reads order files for one pack.

    strict: whether facts and choices are read by the pack's own names only. weighs: whether a weight is read as a volume by the order's material. as_of: the date of orders that do not say theirs; sets: facts laid over each; studio: what every order shares, said
    in a file of its own.
    """

    pack: Pack
    derived: frozenset[str] = frozenset()
    as_of: date | None = None
    sets: Sequence[tuple[str, str]] = ()
    studio: MappingNode | None = None
    limits: Limits = field(default=ORDER_LIMITS)
    weighs: bool = True
    strict: bool = False

    @cached_property
    def facts(self) -> dict[str, FactType]:
        """Every fact of an order, by each name it may be written under."""
        own = [fact for fact in self.pack.facts.values() if fact.of == "order"]
        return {name: fact for fact in own for name in (fact.name, *fact.also)}

    def fact(self, name: str) -> FactType | None:
        """Return the fact that people call so, None if there is none."""
        found = self.facts.get(name)
        if found is None and not self.strict:
            lexicon = self.pack.lexicon
            found = self.facts.get(lexicon.facts.get(normal(name, lexicon.spellings), ""))
        return found

    def read(self, raw: bytes, file: str) -> OrderFile:
        """Return the orders in a file's bytes; a fault inside one order refuses that order only."""
        documents, found = read_yaml(raw, file, self.limits)
        faults = Faults(list(found))
        nodes = _order_nodes(documents, faults)
        del documents
        count, is_whole = len(nodes), all(_is_inside(fault, nodes) for fault in found)
        orders: list[Order] = []
        taken: dict[str, Place] = {}
        for number, (node, last_line, studio) in enumerate(_emptied(nodes), start=1):
            inside = [fault for fault in found if node.at.line <= fault.at.line <= last_line]
            order = self._order(node, f"{PurePath(file).stem}-{number}", faults, studio)
            if order is None or inside:
                continue
            if order.id in taken:
                faults.add(order.at, f"order id {quoted(order.id)} is used twice, first in line {taken[order.id].line}")
                continue
            taken[order.id] = order.at
            orders.append(order)
        if not count and not faults.found:
            faults.add(Place(file, 1, 1), "the file holds no order", "write one, such as `quantity: 120`")
        if not is_whole:
            orders = []
        told = tuple(sorted(set(faults.found)))
        return OrderFile(orders=tuple(orders), refused=max(1, count) - len(orders), faults=told)

    def order(self, node: Node, name: str) -> Order:
        """Return one order from its node.

        Raises:
            OrderError: with every fault in it.
        """
        faults = Faults()
        order = self._order(node, name, faults, None)
        if order is None:
            raise OrderError(faults.found)
        return order

    # --- one order ---
    def _order(self, node: Node, name: str, faults: Faults, studio: Node | None) -> Order | None:
        """Return an order, None after a report: of a fault of this program's own at it, too."""
        try:
            return self._read_order(node, name, faults, studio)
        except BaseException as error:
            if not is_ours(error):
                raise
            faults.found.append(fault_of_ours(node.at, error))
        return None

    def _read_order(self, node: Node, name: str, faults: Faults, studio: Node | None) -> Order | None:
        before = len(faults.found)
        item = mapping_of(node, faults, "an order")
        if item is None:
            return None
        order_id = self._id(item.take("id"), name, faults)
        told = _Told(as_of=self._as_of(item), faults=faults)
        quotes, own_studio = item.items("quotes"), item.take(STUDIO)
        self._say_rates(item.take("rates"), told)
        for block in (own_studio, studio, self.studio):  # money in the order is read by what its studio says, too
            self._say_rates(block.get("rates") if isinstance(block, MappingNode) else None, told)
        self._say_all(item, told)
        self._say_beside(told)
        for shared in (own_studio, studio, self.studio):
            if shared is not None:
                self._share(shared, told)
        for fact, text in self.sets:
            self._set(fact, text, told)
            self._say_beside(told)
        options = self._quotes(quotes, told.as_of, told.rates, faults) if quotes else ()
        if len(faults.found) > before:
            return None
        return Order(
            id=order_id, given=told.given, quotes=options, as_of=told.as_of, at=node.at, origins=told.origins,
            shared=tuple(told.shared), rates=told.rates, readings=tuple(dict.fromkeys(told.readings)),
        )  # fmt: skip

    def with_quotes(self, order: Order, nodes: Iterable[Node]) -> Order:
        """Return the order with more quotes, read as its own are: against its date, by its rates.

        Raises:
            OrderError: with every fault in them.
        """
        faults = Faults()
        taken = {quote.id for quote in order.quotes}
        more = self._quotes(tuple(nodes), order.as_of, order.rates, faults, taken)
        if faults.found:
            raise OrderError(faults.found)
        return replace(order, quotes=(*order.quotes, *more))

    def _quotes(
        self,
        nodes: tuple[Node, ...],
        as_of: date | None,
        rates: Mapping[str, Rate],
        faults: Faults,
        taken: frozenset[str] | set[str] = frozenset(),
    ) -> tuple[Option, ...]:
        from advisor.pack.quote import read_quotes  # a first answer is quicker without: most orders hold no quotes

        how = read.ReadContext(currency=self.pack.currency, faults=faults, as_of=as_of)
        return read_quotes(nodes, self._shelf(faults), how, rates={**self.pack.rates, **rates}, taken=taken)

    def _say_rates(self, node: Node | None, told: _Told) -> None:
        """Add the rates that an order or its studio says; what was said before stays."""
        if node is not None:
            from advisor.pack.rates import read_rates  # as for quotes

            told.rates = read_rates(node, self.pack.currency, told.faults) | told.rates

    def _id(self, node: Node | None, name: str, faults: Faults) -> str:
        if node is None:
            return name
        text = text_of(node, faults, "`id`").strip()
        if len(text) > ID_LENGTH or not text.isprintable():
            faults.add(node.at, f"an order id is printable text of at most {ID_LENGTH} characters")
        return text or name

    def _as_of(self, item: Fields) -> date | None:
        node = item.take("as_of")
        if node is None:
            return self.as_of
        try:
            return parse_date(text_of(node, item.faults, "`as_of`"))
        except QuantityError as error:
            item.faults.add(node.at, f"`as_of`: {error.message}", error.help)
            return None

    def _say_all(self, item: Fields, told: _Told) -> None:
        said = [(key, node, self.fact(key.text)) for key, node in item.rest()]
        for key, node, fact in sorted(said, key=lambda one: one[2] is not None and bool(one[2].weighed_by)):
            if fact is None:
                told.faults.unknown(key.at, "fact", key.text, (*self.facts, *OWN_KEYS))
                continue
            if f"order.{fact.name}" in told.origins:
                told.faults.add(node.at, f"`{fact.name}` is said twice")
            self._say(fact, node, told, str(node.at))

    def context(
        self,
        faults: Faults,
        as_of: date | None,
        rates: Mapping[str, Rate] | None = None,
        fact: FactType | None = None,
        given: Mapping[str, Possible] | None = None,
    ) -> ReadContext:
        """Return what people's texts are read with. fact: the one they say, where what is given besides bears on it."""
        return ReadContext(
            currency=self.pack.currency, faults=faults, as_of=as_of,
            lexicon=None if self.strict else self.pack.lexicon,
            rates={**self.pack.rates, **rates} if rates else self.pack.rates,
            density=self._density(fact, given or {}) if fact and fact.weighed_by and self.weighs else None,
        )  # fmt: skip

    def _say(self, fact: FactType, node: Node, told: _Told, place: str) -> None:
        if told.how is None or fact.weighed_by:
            told.how = self.context(told.faults, told.as_of, told.rates, fact, told.given)
        how = told.how
        found = read.possible(node, fact, how)
        path = f"order.{fact.name}"
        told.origins[path] = place
        if how.notes or how.beside:
            told.readings += how.notes
            told.beside |= {path: (value, place) for path, value in how.beside.items()}
            how.notes.clear()
            how.beside.clear()
        if found is not None and found != fact.domain:
            told.given[path] = found

    def _density(self, fact: FactType, given: Mapping[str, Possible]) -> tuple[int, int] | None:
        """Return between what and what a cubic centimetre of the object weighs; None while its material is not said."""
        material, said = self.pack.facts[fact.weighed_by], given.get(f"order.{fact.weighed_by}")
        kinds = said.values if isinstance(said, OneOf) else ()
        known = [material.densities[one] for one in kinds if isinstance(one, str) and one in material.densities]
        return (min(known), max(known)) if known else None

    @staticmethod
    def _say_beside(told: _Told) -> None:
        """Add what was said of facts under others, unless the order says them itself."""
        for path, (value, place) in told.beside.items():
            if path not in told.origins:
                told.origins[path] = place
                told.given[path] = value

    def _share(self, node: Node, told: _Told) -> None:
        """Add what a studio's block says of facts that the order itself does not name."""
        block = mapping_of(node, told.faults, "`studio`")
        shared = _Told(as_of=told.as_of, faults=told.faults, rates=told.rates)
        if block is not None:
            block.take("rates")
            self._say_all(block, shared)
        self._say_beside(shared)
        told.readings += [one for one in shared.readings if one.path not in told.origins]
        for path, place in shared.origins.items():
            if path not in told.origins:
                told.origins[path] = place
                told.shared.append(path)
                if path in shared.given:
                    told.given[path] = shared.given[path]

    def _set(self, name: str, text: str, told: _Told) -> None:
        """Lay `--set name=text` over the order."""
        place = f"--set {name}"
        fact = self.fact(name)
        if fact is None:
            told.faults.unknown(Place(place), "fact", name, self.facts)
            return
        path = f"order.{fact.name}"
        told.given.pop(path, None)
        told.shared = [one for one in told.shared if one != path]
        told.readings = [one for one in told.readings if one.path != path]
        self._say(fact, self._typed_node(text, place, told.faults), told, place)

    def _typed_node(self, text: str, place: str, faults: Faults) -> Node:
        """Return what is typed for one fact: a list or mapping as YAML has it, anything else as it is."""
        if text.lstrip().startswith(("[", "{", '"', "'")):
            documents, found = read_yaml(text.encode(), place, self.limits)
            faults.found.extend(found)
            if len(documents) == 1:
                return documents[0]
        return Scalar(unicodedata.normalize("NFC", text.strip()), plain=True, at=Place(place))

    def _shelf(self, faults: Faults) -> Shelf:
        from advisor.pack.vocabulary import Vocabulary  # as for quotes
        from advisor.pack.way import Shelf  # as for quotes

        pack = self.pack
        units = {name: estimate.unit for name, estimate in pack.estimates.items()}
        vocabulary = Vocabulary(
            currency=pack.currency, facts=pack.facts, built_in=pack.built_in, figures=pack.figures, estimates=units
        )
        return Shelf(
            vocabulary=vocabulary, pathways=pack.pathways, sources=pack.sources, derived=self.derived, faults=faults,
            lexicon=Lexicon() if self.strict else pack.lexicon,
        )  # fmt: skip


# --- the nodes of a file ----------------------------------------------------------------------------------------------
_Place = tuple[Node, int, Node | None]
"""An order's node, the last line that can belong to it, and the studio's block of its file."""


def _order_nodes(documents: tuple[Node, ...], faults: Faults) -> list[_Place]:
    nodes = [found for document in documents for found in _orders_of(document, faults)]
    following = [node.at.line for node, _ in nodes[1:]]
    ends = [max(node.at.line, line - 1) for (node, _), line in zip(nodes, following, strict=False)] + [10**9]
    return [(node, end, studio) for (node, studio), end in zip(nodes, ends, strict=False)]


def _orders_of(document: Node, faults: Faults) -> list[tuple[Node, Node | None]]:
    if isinstance(document, SequenceNode):
        return [(node, None) for node in document.items]
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
    faults.add(document.at, f"expected an order, got {described(document)}", "write facts, such as `quantity: 120`")
    return []


def _emptied(nodes: list[_Place]) -> Iterator[_Place]:
    """Yield the nodes in order and let go of each: a file's nodes and its orders are never held both."""
    nodes.reverse()
    while nodes:
        yield nodes.pop()


def _is_inside(fault: Diagnostic, nodes: Sequence[_Place]) -> bool:
    return any(node.at.line <= fault.at.line <= last for node, last, _ in nodes)
