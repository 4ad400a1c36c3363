"""A sweep as a template reads it: regions, curves as charts, a table twin; and as a JSON document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from advisor.ir import Numbers, Pack, Unit
from advisor.render import words
from advisor.render.chart import DASH, LETTERS, framed
from advisor.render.inert import show
from advisor.render.line_chart import DrawnCurve, LineChart, Plane, Stretch, graph, plane
from advisor.render.reason import Teller, View, named_option
from advisor.render.sweep_document import map_document, sweep_document
from advisor.trace import Order, Spread
from advisor.value.word_match import UNKNOWN
from advisor.variation import Map, Mark, Point, Region, Sweep

ROOM = 2
"""How many times the dearest winner's cost a chart is high."""


class Sweeps:
    """Says sweeps of one pack."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.pack: Pack = teller.pack
        self._places = {pathway: place for place, pathway in enumerate(teller.pack.pathways)}

    # --- names ---
    def letter(self, pathway: str | None) -> str:
        """Return the letter that stands for a pathway in every chart."""
        return DASH if pathway is None else LETTERS[self._places[pathway] % len(LETTERS)]

    def kind(self, pathway: str | None) -> str:
        """Return the class of its colour."""
        return "" if pathway is None else f"p{self._places[pathway] % 8}"

    def option(self, option: str | None, order: Order) -> str:
        """Return an option's full name, or that nothing fits."""
        return "nothing fits" if option is None else named_option(option, order, self.pack)

    def amount(self, path: str, value: int) -> str:
        """Return a value of a fact in words."""
        return self.teller.names.told(path, Numbers(value, value))

    def short(self, path: str, value: int) -> str:
        """Return a value of a fact as an axis says it: a count or days without the noun, which stands beside the axis."""
        return words.grouped(value) if self._is_bare(path) else self.amount(path, value)

    def axis(self, path: str) -> str:
        """Return what an axis is called, with its unit where the numbers on it have none."""
        fact = self.teller.names.fact(path)
        unit = fact.unit if fact is not None else None
        label = self.teller.names.label(path)
        return f"{label}, in days" if unit is not None and unit.dimension and self._is_bare(path) else label

    def _is_bare(self, path: str) -> bool:
        fact = self.teller.names.fact(path)
        unit = fact.unit if fact is not None else None
        return unit is not None and (not unit.dimension or unit.dimension[0][0] == "days")

    def run(self, path: str, low: int, high: int) -> str:
        """Return a run of values in words."""
        fact = self.teller.names.fact(path)
        return words.span(low, high, fact.unit if fact else None, self.teller.names.tender)

    def unit(self, name: str) -> Unit:
        return self.pack.estimates[name].unit

    # --- either ---
    def either(self, one: Sweep | Map) -> View:
        """Return what the templates say of a sweep over one fact or two; over two there is no `table`."""
        return self.view(one) if isinstance(one, Sweep) else {"table": None, **self.map_view(one)}

    def document(self, one: Sweep | Map) -> dict[str, Any]:
        """Return it as a JSON document."""
        return sweep_document(self.pack, one) if isinstance(one, Sweep) else map_document(self.pack, one)

    def chart(self, one: Sweep | Map) -> View:
        """Return the one chart that says most, by itself: cost and who wins, or the map."""
        if isinstance(one, Sweep):
            return framed(self.costs(one), self.view(one)["legend"])
        return framed(self.plane(one), self.map_view(one)["legend"])

    # --- one fact ---
    def view(self, one: Sweep) -> View:
        """Return what the template says of a sweep."""
        return {
            "id": show(one.order.id),
            "label": self.teller.names.label(one.path),
            "from": self.amount(one.path, one.low),
            "up_to": self.amount(one.path, one.high),
            "here": "" if one.here is None else self.amount(one.path, one.here),
            "now": self._now(one),
            "regions": [self._row(one, region) for region in one.regions],
            "changes": [
                self._change(one, before, after) for before, after in zip(one.regions, one.regions[1:], strict=False)
            ],
            "is_proved": one.is_proved,
            "charts": [self.costs(one), self.leads(one)],
            "legend": self.legend([mark.pathway for point in one.points for mark in point.marks], one.regions),
            "table": self.table(one),
        }

    def _now(self, one: Sweep) -> str:
        """Return who wins where the order stands, empty where that is not one number or outside."""
        found = next((part for part in one.regions if one.here is not None and part.low <= one.here <= part.high), None)
        return self.option(found.option, one.order) if found else ""

    def _row(self, one: Sweep, region: Region) -> list[str]:
        ends = {point.value: point for point in one.points}
        marks = [self._mark(ends.get(value), region.option) for value in dict.fromkeys((region.low, region.high))]
        return [
            self.run(one.path, region.low, region.high),
            self._first(one, region),
            *(
                self._likely([getattr(mark, part) for mark in marks if mark], name)
                for part, name in (("cost", self.pack.roles.cost), ("lead_days", self.pack.roles.time))
            ),
        ]

    def _first(self, one: Sweep, region: Region) -> str:
        """Return who comes first in a region; where nothing fits, why the nearest does not."""
        told = self.option(region.option, one.order)
        if region.low not in one.against:
            return told
        rule, memory = one.against[region.low]
        return f"{told}: {self.teller.sentences.of(self.pack.rules[rule], memory).rstrip('.')}"

    def _mark(self, point: Point | None, option: str | None) -> Mark | None:
        return next((mark for mark in point.marks if mark.option == option), None) if point else None

    def _likely(self, spreads: Sequence[Spread], name: str) -> str:
        """Return likely numbers from where a region begins to where it ends."""
        told = [
            UNKNOWN if one.likely is None else words.amount(one.likely, self.unit(name), self.teller.names.tender)
            for one in spreads
        ]
        return " to ".join(dict.fromkeys(told)) or DASH

    def _change(self, one: Sweep, before: Region, after: Region) -> View:
        return {
            "at": self.amount(one.path, after.low),
            "before": self.option(before.option, one.order),
            "after": self.option(after.option, one.order),
        }

    def legend(self, pathways: Sequence[str], regions: Sequence[Region]) -> list[View]:
        """Return the letters that a chart uses, in the pack's order."""
        used = {*pathways, *(region.pathway for region in regions)}
        told = [
            {"letter": self.letter(pathway), "kind": self.kind(pathway), "name": self.pack.pathways[pathway].name}
            for pathway in self.pack.pathways
            if pathway in used
        ]
        return told + ([{"letter": DASH, "kind": "nothing", "name": "nothing fits"}] if None in used else [])

    # --- charts ---
    def costs(self, one: Sweep, id_: str = "cost") -> View:
        """Return the chart of likely landed unit cost."""
        return self._graph(one, id_, self.pack.roles.cost, "cost")

    def leads(self, one: Sweep, id_: str = "lead") -> View:
        """Return the chart of likely lead time."""
        return self._graph(one, id_, self.pack.roles.time, "lead_days")

    def _graph(self, one: Sweep, id_: str, name: str, part: str) -> View:
        label, across = self.pack.estimates[name].label, self.teller.names.label(one.path)
        pathways = dict.fromkeys(mark.pathway for point in one.points for mark in point.marks)
        is_money = any(dimension == "money" for dimension, _ in self.unit(name).dimension)
        tender = self.teller.names.tender
        worth = tender.worth if is_money else int  # sums are drawn as they are told: the ticks are round
        curves = tuple(
            DrawnCurve(
                letter=self.letter(pathway), kind=self.kind(pathway),
                points=tuple((at, number and worth(number)) for at, number in _line(one.points, pathway, part)),
            )
            for pathway in pathways
        )  # fmt: skip
        return graph(
            LineChart(
                id=id_,
                title=f"Likely {label} of each pathway{'' if is_money else ', in days'}, by {across}",
                told=f"Along the top stands who comes first. {self._told(one)}",
                curves=curves,
                stretches=self.stretches(one.regions),
                low=one.low, high=one.high, top=self._top(one, curves),
                here=one.here,
                here_words="" if one.here is None else f"this order: {self.amount(one.path, one.here)}",
                across=self.axis(one.path),
                say_x=lambda value: self.short(one.path, value),
                say_y=lambda value: words.amount(value, self.unit(name), tender.as_it_is) if is_money else words.grouped(value),
                cents=words.CENTS if is_money else 1,
            )
        )  # fmt: skip

    def _top(self, one: Sweep, curves: Sequence[DrawnCurve]) -> int:
        """Return up to where a chart goes: to the greatest number, but not so far that what wins would lie flat."""
        won = [
            number for region in one.regions for curve in curves if curve.letter == self.letter(region.pathway)
            for value, number in curve.points if number is not None and region.low <= value <= region.high
        ]  # fmt: skip
        seen = [number for curve in curves for _, number in curve.points if number is not None]
        return min(ROOM * max(won, default=10**12), max(seen, default=1))

    def _told(self, one: Sweep) -> str:
        """Return the regions as a sentence."""
        parts = [
            f"{self.run(one.path, part.low, part.high)}: {self.option(part.option, one.order)}" for part in one.regions
        ]
        return "; ".join(parts) + "."

    def stretches(self, regions: Sequence[Region]) -> tuple[Stretch, ...]:
        """Return who wins as the charts draw it, one stretch where neighbours are of one pathway."""
        merged: list[Stretch] = []
        for one in regions:
            low = merged.pop().low if merged and merged[-1].letter == self.letter(one.pathway) else one.low
            merged.append(Stretch(low=low, high=one.high, letter=self.letter(one.pathway), kind=self.kind(one.pathway)))
        return tuple(merged)

    def table(self, one: Sweep) -> View:
        """Return the curves as a table: landed unit cost of every pathway at the values drawn."""
        pathways = [
            pathway
            for pathway in self.pack.pathways
            if any(mark.pathway == pathway for point in one.points for mark in point.marks)
        ]
        head = [self.teller.names.label(one.path), *(self.pack.pathways[pathway].name for pathway in pathways)]
        rows = [
            [self.amount(one.path, point.value), *(self._cell(point, pathway) for pathway in pathways)]
            for point in one.points
        ]
        return {"head": head, "rows": rows}

    def _cell(self, point: Point, pathway: str) -> str:
        mark = next((mark for mark in point.marks if mark.pathway == pathway), None)
        if mark is None or mark.is_excluded:
            return DASH
        cost, time = self.pack.roles.cost, self.pack.roles.time
        return f"{self._likely([mark.cost], cost)}, {self._likely([mark.lead_days], time)}"

    # --- two facts ---
    def map_view(self, one: Map) -> View:
        """Return what the template says of a sweep over two facts."""
        names = self.teller.names
        regions = [region for band in one.bands for region in band.regions]
        return {
            "id": show(one.order.id),
            "label": names.label(one.path),
            "by": names.label(one.by),
            "bands": [
                {
                    "run": self.run(one.by, band.low, band.high),
                    "regions": [
                        {"run": self.run(one.path, part.low, part.high), "name": self.option(part.option, one.order)}
                        for part in band.regions
                    ],
                }
                for band in one.bands
            ],
            "is_proved": one.is_proved,
            "charts": [self.plane(one)],
            "legend": self.legend([], regions),
        }

    def plane(self, one: Map) -> View:
        """Return the chart of who wins over two facts."""
        return plane(self.won(one))

    def won(self, one: Map) -> Plane:
        """Return who wins over two facts, as charts draw it."""
        names = self.teller.names
        is_known = one.here is not None and one.here_by is not None
        here = (one.here or 0, one.here_by or 0)
        low, high = one.bands[0].regions[0].low, one.bands[0].regions[-1].high
        inside = is_known and low <= here[0] <= high and one.bands[0].low <= here[1] <= one.bands[-1].high
        return Plane(
            id="map",
            title=f"Who comes first, by {names.label(one.path)} and {names.label(one.by)}",
            told="The table below says the same regions in words.",
            bands=tuple((band.low, band.high, self.stretches(band.regions)) for band in one.bands),
            low=low, high=high,
            here=here if inside else None,
            here_words=f"this order: {self.amount(one.path, here[0])}, {self.amount(one.by, here[1])}" if inside else "",
            across=self.axis(one.path), up=self.axis(one.by),
            say_x=lambda value: self.short(one.path, value),
            say_y=lambda value: self.short(one.by, value),
        )  # fmt: skip


def _line(points: Sequence[Point], pathway: str, part: str) -> list[tuple[int, int | None]]:
    """Return a pathway's likely numbers where it stands, None where it does not."""
    line: list[tuple[int, int | None]] = []
    for point in points:
        mark = next((mark for mark in point.marks if mark.pathway == pathway and not mark.is_excluded), None)
        spread: Spread | None = None if mark is None else getattr(mark, part)
        line.append((point.value, None if spread is None else spread.likely))
    return line
