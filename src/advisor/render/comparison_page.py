"""A comparison of quotes as a template reads it, and as a JSON document."""

from __future__ import annotations

from typing import Any

from advisor.ir import Pack
from advisor.offer import AtQuantity, Comparison, Offer, Pair
from advisor.render import words
from advisor.render.document import SCHEMA_VERSION, pack_document, quote_document, readings
from advisor.render.inert import show
from advisor.render.offered import rate_told
from advisor.render.reason import Teller, View, full_name
from advisor.render.sketch import SketchSpan, spans
from advisor.trace import Ranked, Run, Spread
from advisor.value.day import days_later


def comparison_view(teller: Teller, comparison: Comparison) -> View:
    """Return what the template says of a comparison."""
    return _View(teller, comparison).whole()


class _View:
    def __init__(self, teller: Teller, comparison: Comparison) -> None:
        self.teller = teller
        self.pack: Pack = teller.pack
        self.comparison = comparison
        self.roles = teller.pack.roles
        self.unit = words.unit_of(self.roles.amount, teller.pack)
        self.names = {one.ranked.option.id: full_name(one.ranked, self.pack) for one in comparison.offers}
        self.short = {one.ranked.option.id: self._short(one.ranked) for one in comparison.offers}

    def whole(self) -> View:
        one = self.comparison
        rows = [offer.ranked for offer in one.offers]
        winner = one.winner
        return {
            "id": show(one.order.id),
            "quantity": self._units(one.quantity),
            "offers": [self._offer(place, offer) for place, offer in enumerate(one.offers, start=1)],
            "quotes": sum(1 for row in rows if row.option.is_quote),
            "table": self._table(),
            "pairs": [self._pair(pair) for pair in one.pairs],
            "sketches": [self._sketch(name) for name in (self.roles.cost, self.roles.time)],
            "leader": full_name(winner, self.pack) if winner and winner.option.id not in self.names else "",
            "includes": self.pack.estimates[self.roles.cost].includes,
            "one": words.one_of(self.unit),
            "label": self.pack.estimates[self.roles.cost].label,
        }

    def _short(self, row: Ranked) -> str:
        """Return a quote's supplier, if it made no other quote that is compared, else an option's full name."""
        supplier = row.option.supplier
        alike = [one for one in self.comparison.offers if one.ranked.option.supplier == supplier]
        return show(supplier) if supplier and len(alike) == 1 else self.names[row.option.id]

    def _units(self, quantity: int) -> str:
        return words.amount(quantity, self.unit, self.teller.names.tender)

    # --- one offer ---
    def _offer(self, place: int, offer: Offer) -> View:
        row, option = offer.ranked, offer.ranked.option
        standings = self.pack.built_in["option.standing"].words
        return {
            "place": str(place),
            "name": self.names[option.id],
            "short": self.short[option.id],
            "is_quote": option.is_quote,
            "standing": row.standing.value,
            "standing_words": standings[row.standing.value],
            "score": words.points(row.score),
            "landed": self._said(self.roles.cost, row.estimates[self.roles.cost]),
            "ex_works": self._said(self.roles.cost, offer.ex_works),
            "figures": [self._figure(row, name) for name in (self.roles.total, self.roles.time) if name],
            "peak": self._peak(row),
            "exclusions": self.teller.reasons(row.ruled_out_by, row.memory, ids=False),
            "risks": self.teller.weighed(row.risked_by, row.memory, ids=False),
            "left_out": words.joined([self.pack.lines[name].label for name in offer.left_out]),
            "valid_until": option.valid_until.isoformat() if option.valid_until else "",
            "has_run_out": offer.has_run_out,
            "reference": show(option.reference),
            "rate": rate_told(row, self.teller.names),
        }

    def _said(self, name: str, spread: Spread) -> str:
        return words.spread_in_words(
            spread.low, spread.likely, spread.high, self.pack.estimates[name].unit, self.teller.names.tender
        )

    def _figure(self, row: Ranked, name: str) -> View:
        return {"label": self.pack.estimates[name].label, "words": self._said(name, row.estimates[name])}

    def _peak(self, row: Ranked) -> View | None:
        """Return the most cash tied up and when, None where the pack has no such estimate."""
        if not self.roles.peak:
            return None
        day, as_of = peak_day(row, self.pack), self.comparison.order.as_of
        told = "" if day is None else f"after {words.days(day)}"
        if due := days_later(as_of, day):
            told = f"on {due.isoformat()}"
        return {**self._figure(row, self.roles.peak), "day": told}

    # --- side by side ---
    def _table(self) -> View:
        yearly = self.comparison.yearly
        head = [self._units(one) + (" (a year)" if one == yearly else "") for one in self.comparison.quantities]
        rows = [[self.short[one.ranked.option.id], *map(self._cell, one.at)] for one in self.comparison.offers]
        return {"head": head, "rows": rows}

    def _cell(self, at: AtQuantity) -> str:
        if at.least is not None:
            return f"from {self._units(at.least)}"
        if at.most is not None:
            return f"up to {self._units(at.most)}"
        if at.landed is None:
            return "not offered"
        unit = self.pack.estimates[self.roles.cost].unit
        return words.span(at.landed.low, at.landed.high, unit, self.teller.names.tender)

    def _sketch(self, name: str) -> list[str]:
        """Return an estimate of every offer, drawn from characters."""
        estimate, rows = self.pack.estimates[name], [one.ranked for one in self.comparison.offers]
        drawn = [(self.short[row.option.id], row.estimates[name]) for row in rows]
        return spans(
            estimate.label,
            [SketchSpan(name=short, low=one.low, likely=one.likely, high=one.high) for short, one in drawn],
            lambda value: words.amount(value, estimate.unit, self.teller.names.tender),
        )

    def _pair(self, pair: Pair) -> View:
        """Return who is the cheaper of two, run by run. kind: runs, or why there are none."""
        kind = "runs" if pair.runs else "unknown" if not pair.is_known else "apart" if pair.low is None else "equal"
        names = {"first": self.short[pair.first], "second": self.short[pair.second]}
        low, high = ("" if end is None else self._units(end) for end in (pair.low, pair.high))
        return {**names, "kind": kind, "low": low, "high": high, "runs": [self._run(pair, run) for run in pair.runs]}

    def _run(self, pair: Pair, run: Run) -> View:
        return {
            "quantity": self._units(run.quantity),
            "name": self.short[pair.second if run.second_is_cheaper else pair.first],
        }


def peak_day(row: Ranked, pack: Pack) -> int | None:
    """Return the likely day, counted from the order, on which most cash is tied up; None where that is not known."""
    return row.estimates[pack.roles.peak_day].likely if pack.roles.peak_day else None


# --- the document -----------------------------------------------------------------------------------------------------
def comparison_document(pack: Pack, one: Comparison) -> dict[str, Any]:
    """Return the document of a comparison, ready for `json.dumps`. Money is in cents, times are in days."""
    return {
        "schema_version": SCHEMA_VERSION,
        "order_id": one.order.id,
        "as_of": one.order.as_of.isoformat() if one.order.as_of else None,
        "quantity": one.quantity,
        "quantities": list(one.quantities),
        "year_quantity": one.yearly,
        "winner": one.winner.option.id if one.winner else None,
        "offers": [_offer(pack, one, place, offer) for place, offer in enumerate(one.offers, start=1)],
        "break_even": [_pair(pair) for pair in one.pairs],
        "pack": pack_document(pack),
    }


def _offer(pack: Pack, one: Comparison, place: int, offer: Offer) -> dict[str, Any]:
    row, option = offer.ranked, offer.ranked.option
    day, as_of = peak_day(row, pack), one.order.as_of
    return {
        "place": place,
        "option": option.id,
        "pathway": option.pathway,
        "process": option.process,
        "name": option.name,
        "supplier": option.supplier or None,
        "is_quote": option.is_quote,
        "standing": row.standing.value,
        "score": row.score,
        "premium": row.premium,
        "excluded_by": list(row.ruled_out_by),
        "ex_works_unit_cost": _money(offer.ex_works, pack),
        "landed_unit_cost": [_at(at, pack) for at in offer.at],
        "total_cost": _estimate(row, pack.roles.total, pack),
        "cash_peak": _estimate(row, pack.roles.peak, pack),
        "cash_peak_day": day,
        "cash_peak_date": due.isoformat() if (due := days_later(as_of, day)) else None,
        "lead_time_days": readings(row.estimates[pack.roles.time]),
        "left_out": list(offer.left_out),
        "has_run_out": offer.has_run_out,
        **quote_document(option),
    }


def _at(at: AtQuantity, pack: Pack) -> dict[str, Any]:
    """Return the landed unit cost at one quantity; `least` and `most` say what the option takes instead."""
    told = {} if at.landed is None else _money(at.landed, pack)
    return {"quantity": at.quantity, "is_candidate": at.landed is not None, **told, "least": at.least, "most": at.most}


def _estimate(row: Ranked, name: str, pack: Pack) -> dict[str, Any] | None:
    return _money(row.estimates[name], pack) if name else None


def _money(spread: Spread, pack: Pack) -> dict[str, Any]:
    return {**readings(spread), "currency": pack.currency}


def _pair(pair: Pair) -> dict[str, Any]:
    """Return the break-even of two offers: each quantity from which on the cheaper of them is the one named."""
    return {
        "options": [pair.first, pair.second],
        "from": pair.low,
        "up_to": pair.high,
        "cheaper_at_first": _cheaper(pair, pair.runs[0]) if pair.runs else None,
        "changes": [{"quantity": run.quantity, "cheaper": _cheaper(pair, run)} for run in pair.runs[1:]],
    }


def _cheaper(pair: Pair, run: Run) -> str:
    return pair.second if run.second_is_cheaper else pair.first
