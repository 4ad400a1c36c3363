"""One outcome from its mapping: what became of an order, taken out, and the facts of the order that are left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from advisor.analysis.calibration import Measure
from advisor.analysis.outcome import OrderOutcome
from advisor.errors import OrderError, Place
from advisor.ir import FactType, Kind, Numbers, Text, Unit
from advisor.order import OWN_KEYS, OrderReader
from advisor.trace import Order
from advisor.value import read, word_match
from advisor.value.number import unit_named
from advisor.yaml.fields import Faults, Fields, described, text_of
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode

_MOST = 10**12
STATUSES = ("done", "quoted")
OUTCOME_FACTS: dict[str, tuple[Kind, str, Numbers]] = {
    "price": (Kind.NUMBER, "money", Numbers(1, _MOST)),
    "total": (Kind.NUMBER, "money", Numbers(1, _MOST)),
    "tools": (Kind.NUMBER, "money", Numbers(0, _MOST)),
    "days": (Kind.NUMBER, "days", Numbers(1, 3650)),
    "rejects": (Kind.NUMBER, "units", Numbers(0, _MOST)),
    "date": (Kind.DATE, "", Numbers(date.min.toordinal(), date.max.toordinal())),
    **dict.fromkeys(("pathway", "supplier", "status"), (Kind.TEXT, "", Numbers(0, 0))),
}
"""What may be said of an outcome beside the facts of its order: the price of a unit or all that was paid, tools, days from order
to delivery, units that came and were not good, when, by which pathway, by whom, and whether it is done or only quoted."""
_Ends = tuple[int, int]
_BARE = re.compile(r"[0-9]+(?: ?(?:\.\.|-|\u2013) ?[0-9]+)?")
"""A number or span without a unit: under `days` its unit is said already."""


def facts_of_outcomes() -> dict[str, FactType]:
    """Return what may be said of an outcome, as facts: so a table's columns of them are read like any others."""
    return {name: _fact(name, *told) for name, told in OUTCOME_FACTS.items()}


def _fact(name: str, kind: Kind, unit: str, bounds: Numbers) -> FactType:
    named: Unit | None = unit_named(unit) if unit else None
    return FactType(
        name=name, of="order", kind=kind, domain=Text() if kind is Kind.TEXT else bounds, unit=named, at=Place(""),
        words={}, choice_groups={}, label=name,
    )  # fmt: skip


class OutcomeReader(Struct, frozen=True):
    """Reads outcomes for one pack."""

    orders: OrderReader

    def outcome(self, node: Node, name: str) -> OrderOutcome:
        """Return one outcome from its node. name: its id, if it says none.

        Raises:
            OrderError: with every fault in it.
        """
        faults = Faults()
        if not isinstance(node, MappingNode):
            faults.add(node.at, f"an outcome must be a mapping, got {described(node)}")
            raise OrderError(faults.found)
        own, left = self._parted(node, faults)
        order, process = Order(id=name, given={}, at=node.at), self.orders.facts["process"]
        try:
            order = self.orders.order(left, name)
        except OrderError as error:
            faults.found.extend(error.faults)
        for one in order.readings:
            if one.path == "order.process" and one.is_strange:
                at = next(value.at for key, value in node.entries if self.orders.fact(key.text) is process)
                faults.unknown(at, "choice of `process`", one.text, process.words)
        outcome = _Said(own, self.orders, order, faults).outcome(dict(self._told(left)))
        if faults.found:
            raise OrderError(sorted(set(faults.found)))
        return outcome

    def _parted(self, node: MappingNode, faults: Faults) -> tuple[MappingNode, MappingNode]:
        """Return what is said of the outcome itself, and of its order; keys of neither are reported and left out."""
        own = tuple(one for one in node.entries if one[0].text in OUTCOME_FACTS)
        left = tuple(one for one in node.entries if one[0].text not in OUTCOME_FACTS and self._is_known(one[0], faults))
        return replace(node, entries=own), replace(node, entries=left)

    def _is_known(self, key: Scalar, faults: Faults) -> bool:
        """Return whether an order may say a key, after a report that names what an outcome may say, too."""
        known = (*OUTCOME_FACTS, *OWN_KEYS, *self.orders.facts)
        if key.text in known or self.orders.fact(key.text) is not None:
            return True
        faults.unknown(key.at, "key of an outcome", key.text, known)
        return False

    def _told(self, left: MappingNode) -> Iterator[tuple[str, str | list[str]]]:
        """Yield what an order says, by the pack's own names; what is neither a text nor a list of texts is left out."""
        for key, value in left.entries:
            fact = self.orders.fact(key.text)
            name = fact.name if fact is not None else key.text
            if fact is not None or name == "as_of":
                if isinstance(value, Scalar):
                    yield name, value.text
                elif isinstance(value, SequenceNode):
                    yield name, [one.text for one in value.items if isinstance(one, Scalar)]


class _Said:
    """What is said of one outcome, beside its order."""

    def __init__(self, own: MappingNode, orders: OrderReader, order: Order, faults: Faults) -> None:
        self._item = item = Fields(own, faults, "an outcome")
        self._orders = orders
        self._order = order
        self._faults = faults
        self._is_read = not faults.found
        self._how = orders.context(item.faults, order.as_of, order.rates)
        self._places = {key.text: value.at for key, value in own.entries}
        count = order.given.get("order.quantity")
        self._units = count.low if isinstance(count, Numbers) and count.low == count.high else 0

    def outcome(self, told: Mapping[str, str | list[str]]) -> OrderOutcome:
        """Return the outcome; whatever is wrong with it was reported. told: the facts of its order."""
        rejects = self._number("rejects")
        said = self._prices(rejects[1] if rejects else 0)
        days, day = self._number("days"), self._number("date")
        if days:
            said["days"] = days
        if not said and not self._faults.found:
            self._faults.add(
                self._item.at,
                "the outcome says neither what was paid nor how long it took",
                "say `price`, `total` or `days`",
            )
        return OrderOutcome(
            id=self._order.id, order=self._order, pathways=self._pathway(), said=said, source="", unlike="", at=self._order.at,
            supplier=self._text("supplier"), is_quote=self._status() == "quoted", rejects=rejects[1] if rejects else 0,
            quantity=self._units, day=date.fromordinal(day[1]) if day else None, told=told,
        )  # fmt: skip

    def _number(self, name: str) -> _Ends | None:
        """Return both ends of what is said, None where nothing is, or what is said is not known."""
        node = self._item.take(name)
        if node is None:
            return None
        if name == "days" and isinstance(node, Scalar) and _BARE.fullmatch(node.text.strip()):
            node = replace(node, text=f"{node.text.strip()} days")
        fact = _fact(name, *OUTCOME_FACTS[name])
        found = read.possible(node, fact, self._how)
        return (found.low, found.high) if isinstance(found, Numbers) and found != fact.domain else None

    def _text(self, name: str) -> str:
        node = self._item.take(name)
        return "" if node is None else text_of(node, self._faults, f"`{name}`").strip()

    def _prices(self, rejects: int) -> dict[Measure, _Ends]:
        """Return the price of a good unit, by whether its tools are in it."""
        price, total, tools = (self._number(name) for name in ("price", "total", "tools"))
        if not self._is_read or not (price or total):
            return {}
        apart = tools[1] if tools and total else 0
        wrong = self._unclear(is_twice=bool(price and total), paid=total[0] - apart if total else 1, rejects=rejects)
        if wrong:
            self._faults.add(self._place("total" if total else "price"), *wrong)
            return {}
        if price:
            of, by = (self._units, self._units - rejects) if rejects else (1, 1)
        else:
            of, by = 1, self._units - rejects
        low, high = (max(1, _divided((end - apart) * of, by)) for end in price or total or (0, 0))
        return {"price_with_tooling" if tools is None else "price": (low, high)}

    def _unclear(self, *, is_twice: bool, paid: int, rejects: int) -> tuple[str, str] | None:
        """Return why the price of a good unit does not follow from what is said, and the cure."""
        if is_twice:
            return "`price` and `total` both say what was paid", "say the price of a unit, or all that was paid"
        if not self._units and (rejects or self._place("total") != self._item.at):
            return "for how many units it was paid is not said", "say one `quantity`"
        if rejects >= self._units > 0:
            told = f"expected fewer rejects than units, got {rejects:,} of {self._units:,}"
            return told, "say in `rejects` how many of the units that came were not good"
        return None if paid > 0 else ("`tools` take all of `total`", "say in `total` all that was paid, tools in it")

    def _place(self, name: str) -> Place:
        return self._places.get(name, self._item.at)

    def _pathway(self) -> tuple[str, ...]:
        pack = self._orders.pack
        node = self._item.take("pathway")
        if node is None:
            cure = f"say `pathway`: {', '.join(pack.pathways)}"
            self._faults.add(self._item.at, "the outcome does not say which pathway made it", cure)
            return ("",)
        text = text_of(node, self._faults, "`pathway`").strip()
        found = word_match.pathway(text, pack.lexicon)
        if text and found not in pack.pathways:
            self._faults.unknown(node.at, "pathway", text, pack.pathways)
        return (found,)

    def _status(self) -> str:
        return self._item.choice("status", STATUSES, STATUSES[0])


def _divided(number: int, by: int) -> int:
    """Return a quotient, half up."""
    return (2 * number + by) // (2 * by)
