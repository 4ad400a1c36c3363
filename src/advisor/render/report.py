"""A report on one order as its templates read it: for the studio all there is, for its client what a client is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from advisor import truth
from advisor.ir import FactType, Numbers, OneOf, Pack
from advisor.render import words
from advisor.render.chart import Bar, Rise, bars, steps
from advisor.render.inert import show
from advisor.render.proof import Proofs
from advisor.render.reason import View, best_of_each
from advisor.render.sweep import LEAD, Sweeps
from advisor.render.view import advice_view
from advisor.render.why import Because
from advisor.trace import Advice, Ranked, RequestPart
from advisor.variation import Report, Sweep

PAID = (("paid_at_order", ()), ("paid_by_samples", ("preparing_time", "samples_time")), ("cash_peak", ("lead_time",)))
"""Estimates of money tied up, and those whose sum is the day from which on it is, as far as the pack has them."""
CASH = "order.total_cash"
TOLD_GROUPS = ("order", "object")
TOLD_BESIDES = ("heritage", "limited_edition", "after_sale")
"""What a client is told of the facts: those of these groups that are no money, and these."""
UNTOLD = ("repeats_per_year", "repeat_interval", "first_batch", "deadline", "process")
PLAN = "quality"


class Reports:
    """Says reports by one pack."""

    def __init__(self, because: Because, sweeps: Sweeps) -> None:
        self.because = because
        self.teller = because.teller
        self.pack: Pack = because.pack
        self.sweeps = sweeps

    # --- the studio's ---
    def studio(self, one: Report, *, ids: bool) -> View:
        """Return all there is to say."""
        advice = one.advice
        charts = [*self._cost(one.sweep), *self._leads(advice), *self._cash(advice), *self._plane(one)]
        return {
            "a": advice_view(self.teller, advice, ids=ids),
            "drawn": charts,
            "flips": self._flips(one),
            "unproved": words.joined([self.teller.names.label(path) for path in one.flips.unproved]),
            "trees": Proofs(self.because, advice, ids=ids).trees(),
            "facts": self._facts(advice, ids=ids),
        }

    def _cost(self, one: Sweep | None) -> list[View]:
        if one is None:
            return []
        view = self.sweeps.view(one)
        twin = {"words": "The costs as a table", **view["table"]}
        caption = "; ".join(f"{row[0]}: {row[1]}" for row in view["regions"])
        note = f"Who comes first: {caption}."
        return [
            {
                "chart": self.sweeps.costs(one),
                "legend": view["legend"],
                "twin": twin,
                "note": note,
                "section": "Cost by quantity",
            }
        ]

    def _plane(self, one: Report) -> list[View]:
        plane = one.plane
        if plane is None:
            return []
        view = self.sweeps.map_view(plane)
        rows = [
            [band["run"], "; ".join(f"{part['run']}: {part['name']}" for part in band["regions"])]
            for band in view["bands"]
        ]
        twin = {"words": "The map as a table", "head": [view["by"], f"{view['label']}: who comes first"], "rows": rows}
        note = "" if view["is_proved"] else "Not every pair of values was asked; each border drawn is exact."
        return [
            {
                "chart": self.sweeps.plane(plane),
                "legend": view["legend"],
                "twin": twin,
                "note": note,
                "section": "Where the answer tips",
            }
        ]

    def _leads(self, advice: Advice) -> list[View]:
        best = best_of_each(advice)
        unit, label = self.pack.estimates[LEAD].unit, self.pack.estimates[LEAD].label
        rows = [self._bar(row) for row in best.values()]
        deadline = advice.memory.get("order.deadline")
        limit = (
            deadline.low
            if isinstance(deadline, Numbers) and truth.is_known(deadline) and deadline != truth.NONE
            else None
        )
        said = "" if limit is None else f"deadline: {words.amount(limit, unit, self.pack.currency)}"
        told = f"{'; '.join(f'{row.words}: {row.said}' for row in rows)}. {said}"
        title = f"{label[:1].upper()}{label[1:]} of each pathway" + (" against the deadline" if said else "")
        chart = bars("leads", title, told, rows, limit, said, "days after ordering", words.grouped)
        twin = {
            "words": "The times as a table",
            "head": ["pathway", label, "standing"],
            "rows": [[row.words, row.said, self._standing(one)] for row, one in zip(rows, best.values(), strict=True)],
        }
        return [
            {
                "chart": chart,
                "legend": [],
                "twin": twin,
                "note": "The line across each bar is the likely time.",
                "section": "Time",
            }
        ]

    def _standing(self, row: Ranked) -> str:
        return self.pack.built_in["option.standing"].words[row.standing.value]

    def _bar(self, row: Ranked) -> Bar:
        spread = row.estimates[LEAD]
        pathway = row.option.pathway
        said = words.span(spread.low, spread.high, self.pack.estimates[LEAD].unit, self.pack.currency)
        return Bar(
            words=self.pack.pathways[pathway].name,
            said=said,
            kind=self.sweeps.kind(pathway),
            low=spread.low,
            likely=spread.likely,
            high=spread.high,
        )

    def _cash(self, advice: Advice) -> list[View]:
        """Return money tied up by the winner over the days, as far as the pack has estimates of it and they are known."""
        winner = advice.winner
        rises = [] if winner is None else _rises(winner)
        if not rises:
            return []
        unit, days = self.pack.estimates["cash_peak"].unit, self.pack.estimates[LEAD].unit

        def say(cents: int) -> str:
            return words.amount(cents, unit, self.pack.currency)

        rows = [
            [
                words.amount(one.day, days, self.pack.currency),
                say(one.likely),
                words.span(one.low, one.high, unit, self.pack.currency),
            ]
            for one in rises
        ]
        cash = advice.memory.get(CASH)
        limit = cash.low if isinstance(cash, Numbers) and truth.is_known(cash) else None
        told = "; ".join(f"after {row[0]}: about {row[1]} ({row[2]})" for row in rows) + "."
        chart = steps("cash", "Money tied up in the order, from the day it is placed", told, rises, limit,
                      "" if limit is None else f"cash for the order: {say(limit)}", "days after ordering",
                      words.grouped, say, words.CENTS)  # fmt: skip
        twin = {"words": "The sums as a table", "head": ["after", "likely", "from lowest to highest"], "rows": rows}
        return [
            {
                "chart": chart,
                "legend": [],
                "twin": twin,
                "note": "The line is the likely sum, the shade from the lowest to the highest.",
                "section": "Cash",
            }
        ]

    def _flips(self, one: Report) -> list[View]:
        """Return for each pathway that loses what would make it win."""
        return [
            {
                "name": self.pack.pathways[pathway].name,
                "flips": [self.because.flip(flip, one.advice) for flip in one.flips.of(pathway)],
            }
            for pathway in best_of_each(one.advice)
            if pathway != one.advice.pathway
        ]

    def _facts(self, advice: Advice, *, ids: bool) -> list[View]:
        """Return what the order says, and where; ids: where the pack declares it."""
        names, order = self.teller.names, advice.order
        told = []
        for path, value in order.given.items():
            fact = names.fact(path)
            place = f"{order.origins.get(path, '')}; {fact.at}" if ids and fact is not None else ""
            told.append({"label": names.label(path), "words": names.told(path, value), "place": place})
        return told

    # --- the client's ---
    def client(self, one: Report) -> View:
        """Return what a client is told: no cost, no cash, no supplier, no margin. What is not known is left out."""
        advice = one.advice
        winner = advice.winner
        return {
            "id": show(advice.order.id),
            "date": advice.order.as_of.isoformat() if advice.order.as_of else "",
            "pathway": self.pack.pathways[winner.option.pathway].name if winner else "",
            "story": _story(self.pack.pathways[winner.option.pathway].summary) if winner else "",
            "process": self._process(winner),
            "dates": self._dates(advice, winner) if winner else [],
            "object": [[names[0], names[1]] for names in self._object(advice)],
            "plan": self._plan(one.request.parts, winner) if one.request and winner else None,
            "price": self._price(advice),
        }

    def _process(self, winner: Ranked | None) -> str:
        fact = self.pack.facts.get("process")
        if winner is None or fact is None or winner.option.process in ("", "any"):
            return ""
        return words.choice(winner.option.process, fact)

    def _dates(self, advice: Advice, winner: Ranked) -> list[list[str]]:
        spread, as_of = winner.estimates[LEAD], advice.order.as_of
        unit = self.pack.estimates[LEAD].unit
        rows = [["time from ordering to delivery", words.span(spread.low, spread.high, unit, self.pack.currency)]]
        if as_of is not None:
            rows.append(["if ordered on", as_of.isoformat()])
            rows.append(["delivered between", f"{_later(as_of, spread.low)} and {_later(as_of, spread.high)}"])
        deadline = advice.memory.get("order.deadline")
        if isinstance(deadline, Numbers) and truth.is_known(deadline) and deadline != truth.NONE:
            rows.append(["wanted within", words.amount(deadline.low, unit, self.pack.currency)])
            left = deadline.low - spread.high
            if left >= 0:
                last = _later(as_of, left) if as_of else f"{words.amount(left, unit, self.pack.currency)} from now"
                rows.append(["to be ordered at the latest", last if left or as_of else "today"])
        return rows

    def _object(self, advice: Advice) -> list[tuple[str, str]]:
        """Return the facts that a client is told of."""
        names = self.teller.names
        told = [fact for fact in self.pack.facts.values() if fact.of == "order" and _is_told(fact)]
        given = advice.order.given
        return [
            (fact.label, names.told(f"order.{fact.name}", given[f"order.{fact.name}"]))
            for fact in told
            if f"order.{fact.name}" in given
            and truth.is_known(given[f"order.{fact.name}"])
            and not _is_no(given[f"order.{fact.name}"])
        ]

    def _plan(self, parts: Sequence[RequestPart], winner: Ranked) -> View | None:
        """Return how many units are inspected, and when a lot is rejected; the pack's own table of it."""
        ids = [part.title for part in self.pack.rfq if part.id == PLAN]
        part = next((one for one in parts if one.title in ids), None)
        if part is None or not part.rows:
            return None
        render = self.teller.sentences.render
        return {
            "head": list(part.head),
            "rows": [[render(cell, winner.memory) for cell in row.texts] for row in part.rows],
        }

    def _price(self, advice: Advice) -> list[list[str]]:
        """Return the price a client pays, if the order gives one: of a unit, of all, and the share paid first."""
        price, quantity = (advice.order.given.get(f"order.{name}") for name in ("selling_price", "quantity"))
        if not isinstance(price, Numbers) or price.low != price.high:
            return []
        unit = self.pack.facts["selling_price"].unit
        rows = [["a unit", words.amount(price.low, unit, self.pack.currency)]]
        if isinstance(quantity, Numbers) and quantity.low == quantity.high:
            rows.append(
                [
                    f"{words.amount(quantity.low, words.UNITS, '')}",
                    words.amount(price.low * quantity.low, unit, self.pack.currency),
                ]
            )
        share = advice.order.given.get("order.client_deposit")
        if isinstance(share, Numbers) and share.low == share.high > 0:
            rows.append(["paid with the order", self.teller.names.told("order.client_deposit", share)])
        return rows


def _is_told(fact: FactType) -> bool:
    is_money = fact.unit is not None and any(name == "money" for name, _ in fact.unit.dimension)
    return not is_money and fact.name not in UNTOLD and (fact.group in TOLD_GROUPS or fact.name in TOLD_BESIDES)


def _is_no(value: object) -> bool:
    return isinstance(value, OneOf) and value.values in ((False,), ("none",))


def _story(summary: str) -> str:
    """Return what a pathway is, unless it is said to the studio or speaks of paying."""
    return "" if {"you", "your", "pay", "cost", "price"} & set(summary.lower().replace(",", " ").split()) else summary


def _later(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()


def _rises(winner: Ranked) -> list[Rise]:
    """Return when how much is tied up: never less than before, and of several on one day the last."""
    found: dict[int, Rise] = {}
    for name, waits in PAID:
        spread = winner.estimates.get(name)
        times = [winner.estimates[wait].likely for wait in waits if wait in winner.estimates]
        if spread is None or spread.likely is None or len(times) < len(waits) or None in times:
            continue
        day = sum(time for time in times if time is not None)
        found[day] = Rise(day=day, low=spread.low, likely=spread.likely, high=spread.high)
    return [found[day] for day in sorted(found)]
