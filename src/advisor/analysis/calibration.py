"""Calibration: published prices and times, held against what the pack reckons for the same order, pathway and process.

The file names the estimates that it is held against. Its entries are split in two by a hash of their ids, before anything is
fitted: one half to work with, one kept aside. What is found later and says `half: fresh` is of neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from statistics import median
from typing import Literal

from msgspec import Struct

from advisor import estimate
from advisor.advice import Advisor
from advisor.advice.decision import Candidate, Decision
from advisor.analysis.blocks import in_blocks
from advisor.errors import OrderError, PackError, Place
from advisor.ir import FactType, Kind, Numbers
from advisor.order import OrderReader
from advisor.trace import Order, Spread
from advisor.value import read
from advisor.value.number import unit_named
from advisor.yaml.fields import Faults, Fields, mapping_of
from advisor.yaml.limits import PACK_LIMITS
from advisor.yaml.node import Node, Scalar, SequenceNode
from advisor.yaml.reader import read_yaml

Half = Literal["work", "kept", "fresh"]
Measure = Literal["price", "price_with_tooling", "days", "made_in"]
PRICES: tuple[Measure, ...] = ("price", "price_with_tooling")
MEASURES: tuple[Measure, ...] = (*PRICES, "days", "made_in")


class Published(Struct, frozen=True, kw_only=True):
    """What a page says an order costs or takes, by one of some pathways. said: measure -> low and high, in cents or days.

    unlike: why the pack need not agree, empty where it should.
    """

    id: str
    order: Order
    pathways: tuple[str, ...]
    said: dict[Measure, tuple[int, int]]
    source: str
    unlike: str
    at: Place
    is_fresh: bool = False

    @property
    def half(self) -> Half:
        """Which half it is of: it goes by its id alone, but for what was found later."""
        if self.is_fresh:
            return "fresh"
        return "kept" if sha256(self.id.encode()).digest()[0] % 2 else "work"


class Compared(Struct, frozen=True, kw_only=True):
    """One published number beside the pack's. option: the row that reckons it; None, with no spread, where there is none."""

    published: Published
    measure: Measure
    said: tuple[int, int]
    option: str | None
    process: str
    spread: Spread | None

    @property
    def is_inside(self) -> bool:
        """Whether what is published overlaps what is reckoned."""
        return self.spread is not None and self.spread.low <= self.said[1] and self.said[0] <= self.spread.high

    @property
    def ratio(self) -> float | None:
        """What is reckoned as likely over the middle of what is published."""
        if self.spread is None or self.spread.likely is None:
            return None
        return 2 * self.spread.likely / max(1, sum(self.said))


class Score(Struct, frozen=True, kw_only=True):
    """How many published numbers lie inside; narrow: of those reckoned, how many have a high at most four times their low."""

    count: int
    inside: int
    narrow: int
    missing: int
    median: float | None
    worst: Compared | None


class Calibration(Struct, frozen=True, kw_only=True):
    """A file of published numbers. compare: measure -> the estimate that it is held against."""

    compare: dict[Measure, str]
    published: tuple[Published, ...]


# --- reading ----------------------------------------------------------------------------------------------------------
def read_calibration(raw: bytes, file: str, advisor: Advisor) -> Calibration:
    """Return the published numbers of a file.

    Raises:
        PackError: with every fault in it.
    """
    faults = Faults()
    documents, found = read_yaml(raw, file, PACK_LIMITS)
    faults.found.extend(found)
    fields = mapping_of(documents[0], faults, f"`{file}`") if documents else None
    if fields is None:
        raise PackError(faults.found or [])
    compare = _compare(fields, advisor)
    reader = _Reader(advisor.reader(), faults)
    items = fields.items("published", needed=True)
    fields.end()
    published = tuple(one for node in items if (one := reader.published(node)) is not None)
    for measure in {measure for one in published for measure in one.said} - set(compare):
        faults.add(Place(file, 1, 1), f"`compare` does not say which estimate `{measure}` is held against")
    if faults.found:
        raise PackError(faults.found)
    return Calibration(compare=compare, published=published)


def _compare(fields: Fields, advisor: Advisor) -> dict[Measure, str]:
    found: dict[Measure, str] = {}
    for key, node in fields.mapping("compare", needed=True):
        measure = next((one for one in MEASURES if one == key.text), None)
        if measure is None:
            fields.faults.unknown(key.at, "measure", key.text, MEASURES)
        elif not isinstance(node, Scalar) or node.text not in advisor.pack.estimates:
            fields.faults.unknown(node.at, "estimate", getattr(node, "text", ""), advisor.pack.estimates)
        else:
            found[measure] = node.text
    return found


class _Reader(Struct, frozen=True):
    orders: OrderReader
    faults: Faults

    def _measured(self, item: Fields) -> dict[Measure, tuple[int, int]]:
        """Return between what and what it was published that things cost and take; a price holds tools where none are named."""
        price: Measure = "price_with_tooling" if item.take("tooling") is None else "price"
        keys: dict[Measure, str] = {price: "price", "days": "days", "made_in": "made_in"}
        return {measure: ends for measure, key in keys.items() if (ends := self._ends(item, key))}

    def published(self, node: Node) -> Published | None:
        item = mapping_of(node, self.faults, "a published number")
        if item is None:
            return None
        name, order_node, source = item.text("id", needed=True), item.need("order"), item.text("source", needed=True)
        pathways = self._pathways(item)
        said = self._measured(item)
        unlike, half = item.text("unlike"), item.text("half")
        if half not in ("", "fresh"):
            self.faults.add(item.at, "`half` is `fresh` or left out: the others go by the id")
        for key in ("date", "region", "says"):
            item.take(key)
        item.end()
        if order_node is None:
            return None
        try:
            order = self.orders.order(order_node, name)
        except OrderError as error:
            self.faults.found.extend(error.faults)
            return None
        return Published(
            id=name, order=order, pathways=pathways, said=said, source=source, unlike=unlike, at=item.at,
            is_fresh=half == "fresh",
        )  # fmt: skip

    def _pathways(self, item: Fields) -> tuple[str, ...]:
        named = item.texts("pathway")
        known = self.orders.pack.pathways
        for name in named:
            if name not in known:
                self.faults.unknown(item.at, "pathway", name, known)
        return tuple(name for name in named if name in known)

    def _ends(self, item: Fields, key: str) -> tuple[int, int] | None:
        """Return money, or a list of two whole days."""
        node = item.take(key)
        if isinstance(node, SequenceNode):
            ends = [int(one.text) for one in node.items if isinstance(one, Scalar) and one.text.isdigit()]
            if len(ends) == len(node.items) == 2 and ends[0] <= ends[1]:  # noqa: PLR2004  # low and high
                return ends[0], ends[1]
            self.faults.add(node.at, f"`{key}` is two whole numbers of days", "write them as [10, 14]")
        if not isinstance(node, Scalar):
            return None
        pack = self.orders.pack
        how = read.ReadContext(currency=pack.currency, faults=self.faults, lexicon=pack.lexicon, rates=pack.rates)
        price = FactType(
            name=key,
            of="order",
            kind=Kind.NUMBER,
            domain=Numbers(0, 10**12),
            unit=unit_named("money"),
            at=node.at,
            words={},
            choice_groups={},
            label=key,
        )
        found = read.possible(node, price, how)
        return (found.low, found.high) if isinstance(found, Numbers) else None


# --- comparing --------------------------------------------------------------------------------------------------------
def compared(calibration: Calibration, advisor: Advisor, half: Half | None = None) -> Iterator[Compared]:
    """Yield every published number, of one half or of both, beside what the pack reckons."""
    asked = [one for one in calibration.published if half is None or one.half == half]
    for block in in_blocks(asked):
        for one, decision in zip(block, advisor.weigh_block([one.order for one in block]), strict=True):
            yield from _numbers(one, row_of(one, decision), calibration)


def _numbers(one: Published, row: Candidate | None, calibration: Calibration) -> Iterator[Compared]:
    for measure, said in one.said.items():
        yield Compared(
            published=one, measure=measure, said=said, option=row.option.id if row else None,
            process=row.option.process if row else "",
            spread=estimate.spread(calibration.compare[measure], row.assumed.memory) if row else None,
        )  # fmt: skip


def row_of(one: Published, decision: Decision) -> Candidate | None:
    """Return the best row of the pathways that were published, whatever else stands against it; None if it has none of its own."""
    rows = (row for row in decision.candidates if row.option.pathway in one.pathways and not row.option.generic)
    return next(rows, None)


def agreement(numbers: Sequence[Compared]) -> Score:
    """Return how published numbers agree with what is reckoned."""
    reckoned = [one for one in numbers if one.spread is not None]
    ratios = [one.ratio for one in reckoned if one.ratio is not None]
    return Score(
        count=len(numbers),
        inside=sum(one.is_inside for one in reckoned),
        narrow=sum(one.spread is not None and one.spread.high <= 4 * max(1, one.spread.low) for one in reckoned),
        missing=len(numbers) - len(reckoned),
        median=median(ratios) if ratios else None,
        worst=max(reckoned, key=_distance, default=None),
    )


def _distance(one: Compared) -> float:
    ratio = one.ratio or 1
    return max(ratio, 1 / ratio) if ratio > 0 else float("inf")


def by_trade(numbers: Iterable[Compared], advisor: Advisor) -> dict[tuple[str, str], list[Compared]]:
    """Return the numbers by material and process, as the pack calls them, in the order in which they come."""
    found: dict[tuple[str, str], list[Compared]] = {}
    for one in numbers:
        found.setdefault((_material(one.published.order, advisor), one.process or "no row"), []).append(one)
    return found


def _material(order: Order, advisor: Advisor) -> str:
    """Return the group that an order's first identifying material is of, or nothing where it says none."""
    name = advisor.pack.lexicon.roles.stuff
    value, fact = order.given.get(f"order.{name}"), advisor.pack.facts.get(name)
    if value is None or fact is None:
        return "material not said"
    values = set(getattr(value, "values", ()))
    return next((name for name, members in fact.choice_groups.items() if values <= set(members)), "several materials")
