"""The studio's report on one order as its template reads it: all there is to say."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from advisor.ir import Numbers, Pack, Unit
from advisor.meaning import may_cure
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE, is_known
from advisor.render import words
from advisor.render.bars import Bar, Rise, bars, steps
from advisor.render.justification import Because
from advisor.render.proof import Proofs
from advisor.render.reason import View, best_of_each
from advisor.render.sweep_page import Sweeps
from advisor.trace import Advice, Ranked
from advisor.variation import Flip, Report, Sweep

MOST_FLIPS = 3


class Reports:
    """Says reports by one pack."""

    def __init__(self, because: Because, sweeps: Sweeps) -> None:
        self.because = because
        self.teller = because.teller
        self.pack: Pack = because.pack
        self.sweeps = sweeps

    # --- the studio's ---
    def studio(self, told: View, one: Report, *, ids: bool, proof: bool) -> View:
        """Return all there is to say. told: what is said of the advice; proof: with what it rests on."""
        advice = one.advice
        charts = [*self._cost(one.sweep), *self._leads(advice), *self._cash(advice), *self._plane(one)]
        return {
            "a": told,
            "drawn": charts,
            "flips": self._flips(one),
            "unproved": words.joined([self.teller.names.label(path) for path in one.flips.unproved]),
            "trees": Proofs(self.because, advice, ids=ids).trees() if proof else [],
            "facts": self._facts(advice, ids=ids) if proof else [],
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
        time = self.pack.estimates[self.pack.roles.time]
        unit, label = time.unit, time.label
        rows = [self._bar(row) for row in best.values()]
        deadline = advice.memory.get(self.pack.roles.due)
        limit = deadline.low if isinstance(deadline, Numbers) and is_known(deadline) and deadline != NONE else None
        said = "" if limit is None else f"deadline: {words.amount(limit, unit, self.teller.names.tender)}"
        told = f"{'; '.join(f'{row.words}: {row.said}' for row in rows)}. {said}"
        title = f"{words.capital(label)} of each pathway" + (" against the deadline" if said else "")
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
        spread = row.estimates[self.pack.roles.time]
        pathway = row.option.pathway
        said = words.span(
            spread.low, spread.high, self.pack.estimates[self.pack.roles.time].unit, self.teller.names.tender
        )
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
        rises = [] if winner is None else _rises(winner, self.pack)
        if not rises:
            return []
        unit = next(one.unit for one in self.pack.estimates.values() if one.paid_after is not None)
        rows = self._sums(rises, unit)

        tender = self.teller.names.tender
        drawn = [  # as it is told: the ticks are round
            replace(one, low=tender.worth(one.low), likely=tender.worth(one.likely), high=tender.worth(one.high))
            for one in rises
        ]

        def say(cents: int) -> str:
            return words.amount(cents, unit, tender.as_it_is)

        cash = advice.memory.get(self.pack.roles.cash)
        limit = tender.worth(cash.low) if isinstance(cash, Numbers) and is_known(cash) else None
        told = "; ".join(f"after {row[0]}: about {row[1]} ({row[2]})" for row in rows) + "."
        chart = steps("cash", "Money tied up in the order, from the day it is placed", told, drawn, limit,
                      "" if limit is None else f"cash for the order: {say(limit)}", "days after ordering",
                      words.grouped, say, words.CENTS)  # fmt: skip
        twin = {"words": "The sums as a table", "head": ["after", "likely", "from lowest to highest"], "rows": rows}
        note = "The line is the likely sum, the shade from the lowest to the highest."
        return [{"chart": chart, "legend": [], "twin": twin, "note": note, "section": "Cash"}]

    def _sums(self, rises: Iterable[Rise], unit: Unit) -> list[list[str]]:
        """Return rows of a table: after how long what is tied up, the likely sum and between which two it lies."""
        days, tender = self.pack.estimates[self.pack.roles.time].unit, self.teller.names.tender
        return [
            [
                words.amount(one.day, days, tender),
                words.amount(one.likely, unit, tender),
                words.span(one.low, one.high, unit, tender),
            ]
            for one in rises
        ]

    def _flips(self, one: Report) -> list[View]:
        """Return for each pathway that loses what would make it win."""
        return [
            {
                "name": self.pack.pathways[pathway].name,
                "flips": [
                    self.because.flip(flip, one.advice) for flip in self._meant(one.flips.of(pathway), one.advice)
                ],
            }
            for pathway in best_of_each(one.advice)
            if pathway != one.advice.pathway
        ]

    def _meant(self, found: Iterable[Flip], advice: Advice) -> list[Flip]:
        """Return the flips of facts that a person would change, as many as are read at one look."""
        facts = self.pack.facts
        said = advice.order.said
        meant = [one for one in found if all(may_cure(facts[name_in(path)], said, facts) for path, _ in one.values)]
        return meant[:MOST_FLIPS]

    def _facts(self, advice: Advice, *, ids: bool) -> list[View]:
        """Return what the order says, and where; ids: where the pack declares it."""
        names, order = self.teller.names, advice.order
        told = []
        for path, value in order.given.items():
            fact = names.fact(path)
            place = f"{order.origins.get(path, '')}; {fact.at}" if ids and fact is not None else ""
            told.append({"label": names.label(path), "words": names.told(path, value), "place": place})
        return told


def _rises(winner: Ranked, pack: Pack) -> list[Rise]:
    """Return when how much is tied up, as far as that is known, and of several sums on one day the greatest."""
    found: dict[int, Rise] = {}
    for one in pack.estimates.values():
        spread = winner.estimates[one.name]
        times = [winner.estimates[wait].likely for wait in one.paid_after or ()]
        if one.paid_after is None or spread.likely is None or None in times:
            continue
        day = sum(time for time in times if time is not None)
        if day not in found or found[day].likely < spread.likely:
            found[day] = Rise(day=day, low=spread.low, likely=spread.likely, high=spread.high)
    return [found[day] for day in sorted(found)]
