"""One order: its id, its date, its rates, its facts and its quotes, with every fault in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.errors import OrderError, Place
from advisor.ir import REQUEST, Lexicon, Option, Possible, Rate
from advisor.order.apart import Part, parted
from advisor.order.fact_reader import FactReader
from advisor.order.gathered import Gathered
from advisor.order.order_file import STUDIO, OrderFile, emptied, is_inside, order_nodes
from advisor.order.ordered_on import ordered_on
from advisor.order.whereabouts import here_by
from advisor.trace import Order
from advisor.value.day import WHICH_DAY
from advisor.value.here import Here
from advisor.value.read import ReadContext
from advisor.yaml.fields import Faults, mapping_of, text_of
from advisor.yaml.node import MappingNode, Node, Scalar
from advisor.yaml.ours import fault_of_ours, is_ours
from advisor.yaml.reader import read_yaml
from advisor.yaml.text import quoted

if TYPE_CHECKING:
    from advisor.pack.option import OptionContext

ID_LENGTH = 200


class OrderReader(FactReader, frozen=True, kw_only=True, dict=True):
    """Reads order files for one pack.

    sets: facts laid over each; studio: what every order shares, said
    in a file of its own; today: tells the day where a person asks, for an order that needs one to count from and says none;
    None where nobody does: such an order, and `as_of: today`, is refused then.
    """

    derived: frozenset[str] = frozenset()
    sets: Sequence[tuple[str, str]] = ()
    studio: MappingNode | None = None
    today: Callable[[], date] | None = None

    def read(self, raw: bytes, file: str) -> OrderFile:
        """Return the orders in a file's bytes; a fault inside one order refuses that order only."""
        documents, found = read_yaml(raw, file, self.limits)
        faults = Faults(list(found))
        nodes = order_nodes(documents, faults)
        del documents
        is_whole, is_one, stem = all(is_inside(fault, nodes) for fault in found), len(nodes) == 1, PurePath(file).stem
        orders: list[Order] = []
        taken: dict[str, Place] = {}
        count = 0
        for number, (node, last_line, studio) in enumerate(emptied(nodes), start=1):
            inside = [fault for fault in found if node.at.line <= fault.at.line <= last_line]
            parts = self._parted(node, faults)
            count += max(1, len(parts))
            for part in parts:
                name = stem if part.name and is_one else f"{stem}-{number}"
                order = self._order(part, name, faults, studio)
                if order is None or inside:
                    continue
                if order.id in taken:
                    first = f"first in line {taken[order.id].line}"
                    faults.add(order.at, f"order id {quoted(order.id)} is used twice, {first}")
                    continue
                taken[order.id] = order.at
                orders.append(order)
        if not count and not faults.found:
            faults.add(Place(file, 1, 1), "the file holds no order", "write one, such as `quantity: 120`")
        if not is_whole:
            orders = []
        told = tuple(sorted(set(faults.found)))
        return OrderFile(orders=tuple(orders), refused=max(1, count) - len(orders), faults=told, is_lost=not count)

    def order(self, node: Node, name: str) -> Order:
        """Return one order from its node.

        Raises:
            OrderError: with every fault in it.
        """
        faults = Faults()
        order = self._order(Part(node), name, faults, None)
        if order is None:
            raise OrderError(faults.found)
        return order

    def _parted(self, node: Node, faults: Faults) -> list[Part]:
        """Return the orders that a node holds, none after a report of a fault of this program's own at them."""
        try:
            return parted(node, self)
        except BaseException as error:
            if not is_ours(error):
                raise
            faults.found.append(fault_of_ours(node.at, error))
        return []

    # --- one order ---
    def _order(self, part: Part, name: str, faults: Faults, studio: Node | None) -> Order | None:
        """Return an order, read as of today where a person asks and it lacks only that; None after a report: of a fault of this program's own at it, too."""
        before = len(faults.found)
        try:
            order = self.read_part(part, name, faults, studio)
            lacks_day = any(one.help == WHICH_DAY for one in faults.found[before:])
            if self.today is None or not lacks_day:
                return order
            del faults.found[before:]
            return replace(self, as_of=self.today()).read_part(part, name, faults, studio)
        except BaseException as error:
            if not is_ours(error):
                raise
            faults.found.append(fault_of_ours(part.node.at, error))
        return None

    def read_part(self, part: Part, name: str, faults: Faults, studio: Node | None) -> Order | None:
        """Return one order of those in a node, None after a report of what is wrong in it. studio: what the file says of all."""
        before, node = len(faults.found), part.node
        item = mapping_of(node, faults, "an order")
        if item is None:
            return None
        order_id = "-".join(filter(None, (self._id(item.take("id"), name, faults), part.name)))
        told = Gathered(reader=self, as_of=ordered_on(item, self, self.today), faults=faults)
        quotes, own_studio, request = (
            item.items("quotes"),
            item.take(STUDIO),
            None if self.strict else item.take(REQUEST),
        )
        told.here = Here() if self.strict else here_by((node, own_studio, studio, self.studio), self)
        told.say_rates(item.take("rates"))
        for block in (own_studio, studio, self.studio):  # money in the order is read by what its studio says, too
            told.say_rates(block.get("rates") if isinstance(block, MappingNode) else None)
        told.say_all(item, asks=request is not None)
        if isinstance(own_studio, Scalar) and own_studio.text and not self.strict:
            told.say_place(own_studio)
            own_studio = None
        told.say_beside()
        if request is not None:
            told.say_request(request)
        told.turn()
        for shared in (own_studio, studio, self.studio):
            if shared is not None:
                told.share(shared)
        for fact, text in self.sets:
            told.lay_over(fact, text)
            told.say_beside()
        told.tell_undated()
        told.order_sides()
        told.narrow()
        options = self._quotes(quotes, told.as_of, told.rates, told.given, faults) if quotes else ()
        if len(faults.found) > before:
            return None
        return Order(
            id=order_id, given=told.given, quotes=options, as_of=told.as_of, at=node.at, origins=told.origins,
            shared=tuple(told.shared), rates=told.rates, readings=tuple(dict.fromkeys(told.readings)), unread=tuple(told.unread),
            among=part.among,
        )  # fmt: skip

    def with_quotes(self, order: Order, nodes: Iterable[Node]) -> Order:
        """Return the order with more quotes, read as its own are: against its date, by its rates.

        Raises:
            OrderError: with every fault in them.
        """
        faults = Faults()
        taken = {quote.id for quote in order.quotes}
        more = self._quotes(tuple(nodes), order.as_of, order.rates, order.given, faults, taken)
        if faults.found:
            raise OrderError(faults.found)
        return replace(order, quotes=(*order.quotes, *more))

    def _quotes(
        self,
        nodes: tuple[Node, ...],
        as_of: date | None,
        rates: Mapping[str, Rate],
        given: Mapping[str, Possible],
        faults: Faults,
        taken: frozenset[str] | set[str] = frozenset(),
    ) -> tuple[Option, ...]:
        from advisor.pack.quote import read_quotes  # a first answer is quicker without: most orders hold no quotes

        lexicon = None if self.strict else self.pack.lexicon
        how = ReadContext(currency=self.pack.currency, faults=faults, as_of=as_of, lexicon=lexicon)
        return read_quotes(nodes, self._shelf(faults, given), how, rates={**self.pack.rates, **rates}, taken=taken)

    def _id(self, node: Node | None, name: str, faults: Faults) -> str:
        if node is None:
            return name
        text = text_of(node, faults, "`id`").strip()
        if len(text) > ID_LENGTH or not text.isprintable():
            faults.add(node.at, f"an order id is printable text of at most {ID_LENGTH} characters")
        return text or name

    def _shelf(self, faults: Faults, given: Mapping[str, Possible]) -> OptionContext:
        from advisor.pack.option import OptionContext  # as for quotes
        from advisor.pack.vocabulary import Vocabulary  # as for quotes

        pack = self.pack
        units = {name: estimate.unit for name, estimate in pack.estimates.items()}
        vocabulary = Vocabulary(
            currency=pack.currency,
            facts=pack.facts,
            built_in=pack.built_in,
            figures=pack.figures,
            estimates=units,
            roles=pack.roles,
        )
        return OptionContext(
            vocabulary=vocabulary, pathways=pack.pathways, sources=pack.sources, derived=self.derived, faults=faults,
            lexicon=Lexicon() if self.strict else pack.lexicon, options=pack.options, given=given,
        )  # fmt: skip
