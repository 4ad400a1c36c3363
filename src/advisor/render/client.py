"""What a client is told of an order: how, when, of what, how its quality is assured, the price. No cost, cash, supplier, margin."""

from __future__ import annotations

from datetime import date

from advisor.ir import Numbers, OneOf, Pack
from advisor.meaning.possible import NONE, is_known
from advisor.render import words
from advisor.render.inert import show
from advisor.render.on_paper import PaperNames, due_day
from advisor.render.plain import days, whole_day
from advisor.render.reason import Teller, View
from advisor.render.tender import NO_MONEY
from advisor.trace import Advice, Ranked
from advisor.value.day import days_later
from advisor.variation import Report

SOONEST = 1
"""What is ordered today is not delivered today."""


class ClientReports:
    """Says to clients what a report holds for them."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.pack: Pack = teller.pack

    def client(self, one: Report) -> View:
        """Return what a client is told: no cost, no cash, no supplier, no margin. What is not known is left out."""
        advice = one.advice
        winner = advice.winner
        return {
            "id": show(advice.order.id),
            "date": advice.order.as_of.isoformat() if advice.order.as_of else "",
            "process": self._process(winner),
            "dates": self._dates(advice, winner) if winner else [],
            "object": [[names[0], names[1]] for names in self._object(advice)],
            "is_checked": winner is not None,
            "price": self._price(advice),
        }

    def _process(self, winner: Ranked | None) -> str:
        fact = self.pack.facts.get("process")
        if winner is None or fact is None or winner.option.process in ("", "any"):
            return ""
        return words.choice(winner.option.process, fact)

    def _dates(self, advice: Advice, winner: Ranked) -> list[list[str]]:
        spread, as_of = winner.estimates[self.pack.roles.time], advice.order.as_of
        unit = self.pack.estimates[self.pack.roles.time].unit
        low, high = max(SOONEST, spread.low), max(SOONEST, spread.high)
        rows = [["time from ordering to delivery", days(low, high)]]
        if as_of is not None:
            rows.append(["if ordered on", self._day(as_of, 0)])
            first, last = self._day(as_of, low), self._day(as_of, high)
            if first and last:
                rows.append(["delivered on", first] if first == last else ["delivered between", f"{first} and {last}"])
        deadline = advice.memory.get(self.pack.roles.due)
        if isinstance(deadline, Numbers) and is_known(deadline) and deadline != NONE:
            day = due_day(self.pack, advice.order, deadline)
            within = words.amount(deadline.low, unit, self.teller.names.tender)
            rows.append(["wanted by", day] if day else ["wanted within", within])
            left = deadline.low - spread.high
            if left >= 0:
                last = self._day(as_of, left) or f"{words.amount(left, unit, self.teller.names.tender)} from now"
                rows.append(["to be ordered at the latest", last if left or as_of else "today"])
        return rows

    def _day(self, start: date | None, number: int) -> str:
        day = days_later(start, number)
        return whole_day(day, self.pack.language) if day else ""

    def _object(self, advice: Advice) -> list[tuple[str, str]]:
        """Return the facts that a client is told of."""
        names = PaperNames(self.pack, self.teller.names.tender, advice.order)
        told = [fact for fact in self.pack.facts.values() if fact.of == "order" and fact.is_for_clients]
        given = advice.order.given
        return [
            (fact.label, names.told(f"order.{fact.name}", given[f"order.{fact.name}"]))
            for fact in told
            if f"order.{fact.name}" in given
            and is_known(given[f"order.{fact.name}"])
            and not _is_no(given[f"order.{fact.name}"])
        ]

    def _price(self, advice: Advice) -> list[list[str]]:
        """Return the price a client pays, if the order gives one: of a unit, of all, and the share paid first."""
        roles, given = self.pack.roles, advice.order.given
        price, quantity = given.get(roles.price), given.get(roles.amount)
        if not isinstance(price, Numbers) or price.low != price.high:
            return []
        unit, tender = words.unit_of(roles.price, self.pack), self.teller.names.tender
        rows = [
            [
                words.one_of(words.unit_of(roles.amount, self.pack)),
                words.amount(price.low, unit, tender),
            ]
        ]
        if isinstance(quantity, Numbers) and quantity.low == quantity.high:
            rows.append(
                [
                    f"{words.amount(quantity.low, words.unit_of(roles.amount, self.pack), NO_MONEY)}",
                    words.amount(tender.worth(price.low) * quantity.low, unit, tender.as_it_is),
                ]
            )
        share = given.get(roles.deposit)
        if isinstance(share, Numbers) and share.low == share.high > 0:
            rows.append(["paid with the order", self.teller.names.told(roles.deposit, share)])
        return rows


def _is_no(value: object) -> bool:
    return isinstance(value, OneOf) and value.values in ((False,), ("none",))
