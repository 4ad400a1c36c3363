"""The two or three options that matter, side by side, and how far apart they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from advisor.ir import UNLIMITED, Numbers, Unit
from advisor.render import words
from advisor.render.first.voice import Voice
from advisor.render.plain import (
    THREE_FIGURES,
    Plain,
    about_days,
    beside_each_other,
    days_about,
    is_money,
    is_time,
    rough_money,
)
from advisor.render.reason import Teller
from advisor.trace import Advice, Ranked, Witness

MOST_SHOWN = 3
NEAR_COST, NEAR_DAYS = 20, 3
"""A cost within a twentieth, or a time within so many days, is not told as a difference."""
TIMES_DEARER = 2
"""From how many times the cost on that is told, rather than the money."""


class Beside(Voice):
    """Says options side by side."""

    def __init__(self, teller: Teller, advice: Advice, phrases: Any, file: str) -> None:  # noqa: ANN401  # a Jinja module
        super().__init__(teller, advice, phrases, file)
        self.open = [row for row in self.best.values() if not row.ruled_out_by]
        self.shown = self._shown()
        times = [likely for row in self.shown if (likely := row.estimates[self.time].likely) is not None]
        ends = [reckoned for row in self.best.values() if (reckoned := self._ends(row))]
        self.longest = beside_each_other(times, ends, self._due())
        together = frozenset(one.value for one in advice.order.readings if one.how == "parts")
        self.teller = teller.by(Plain(self.pack, self.names.tender, self.longest, together=together))
        self.names = self.teller.names

    def _ends(self, row: Ranked) -> tuple[int, ...]:
        """Return how long an option takes at its readings, empty where that is not known or has no limit."""
        spread = row.estimates[self.time]
        return () if spread.likely is None or spread.high >= UNLIMITED else (spread.low, spread.likely, spread.high)

    def _due(self) -> tuple[int, int] | None:
        """Return between when all is due, None for no date."""
        found = self.advice.advice_memory.get(self.pack.roles.due)
        is_date = isinstance(found, Numbers) and not found.or_none and found.high < UNLIMITED
        return (found.low, found.high) if is_date and isinstance(found, Numbers) else None

    def _shown(self) -> list[Ranked]:
        """Return the options told of side by side: of each pathway that is not ruled out the best, else the two nearest."""
        if self.advice.winner is not None:
            return self.open[:MOST_SHOWN]
        near = [one.option for one in self.advice.nearest if one.keeps]
        near += [self.advice.together.option] if self.advice.together else []
        rows = sorted(
            self.best.values(), key=lambda row: near.index(row.option.id) if row.option.id in near else len(near)
        )
        return rows[: max(1, min(MOST_SHOWN - 1, len(near)))]

    def _winner_by(self, pathway: str | None) -> str:
        """Return what would win by a pathway: a way told of side by side by its name there, else its pathway's."""
        row = next((row for row in self.shown if row.option.pathway == pathway), None)
        return self._pathway(pathway) if row is None else self._name(row).partition(",")[0]

    def _winner(self, option: str | None, pathway: str | None) -> str:
        """Return what would win: a way told of side by side, or one of a process, by its own name, else by its pathway's."""
        names = {row.option.id: self._name(row).partition(",")[0] for row in self.shown}
        own = self.pack.options.get(option or "")
        if option in names:
            return names[option]
        if own is None or own.generic:
            return self._pathway(pathway)
        short = own.name.partition(",")[0]
        return own.name if short in names.values() else short  # a maker told of already, by another process

    def _other_way(self, option: str | None) -> str:
        """Return the whole name of a way that is not the winner, empty of the winner: what is sooner or less by it is not so by the winner."""
        own, winner = self.pack.options.get(option or ""), self.advice.winner
        return "" if own is None or winner is None or own.id == winner.option.id else own.name

    def _columns(self) -> list[str]:
        """Return the estimates told of side by side, of which something is known of an option."""
        told = [one.name for one in self.pack.estimates.values() if one.column]
        return [name for name in told if self._is_told(name)]

    def _is_told(self, name: str) -> bool:
        """Return whether an estimate of the first is known; one that is no cost or time also not nothing for all."""
        known = self.shown[0].estimates[name].likely if self.shown else None
        is_part = bool(self.pack.estimates[name].part_of)
        return known is not None and not (is_part and not any(row.estimates[name].likely for row in self.shown))

    def _cell(self, row: Ranked, name: str) -> str:
        """Return an estimate: the cost with its ends, other money as it is likely, a time by its ends."""
        spread, unit = row.estimates[name], self.pack.estimates[name].unit
        if spread.likely is None:
            return self._phrase("unclear")
        if is_time(unit):
            return days_about(spread.likely, spread.low, spread.high, self.longest)
        if not is_money(unit):
            return self.names.roughly(spread.low, spread.high, unit)
        if name != self.cost:
            none_words = self.pack.estimates[name].none_words or self._phrase("nothing")
            return self._whole(spread.likely, unit, is_exact=row.option.is_quote) if spread.likely else none_words
        said = self.names.exactly if row.option.is_quote else self.names.roughly
        likely, ends = said(spread.likely, spread.likely, unit), said(spread.low, spread.high, unit)
        return likely if ends == likely else f"{likely} ({ends.removeprefix(self.names.tender.mark).strip()})"

    def _whole(self, likely: int, unit: Unit | None, *, is_exact: bool) -> str:
        """Return money other than the cost of a unit: an estimate to three figures."""
        return self.names.exactly(likely, likely, unit) if is_exact else self.names.about(likely, unit, THREE_FIGURES)

    def _gap(self, winner: Ranked, others: Sequence[Ranked], name: str) -> tuple[str, Ranked | None]:
        """Return by how much the winner is less than every other, and the next; empty where it is not or by too little to tell."""
        own = winner.estimates[name].likely
        known = {row.option.id: likely for row in others if (likely := row.estimates[name].likely) is not None}
        if own is None or not known or len(known) < len(others):
            return "", None
        nearest = min(others, key=lambda row: known[row.option.id])
        return (self._difference(winner, nearest, name) if known[nearest.option.id] > own else ""), nearest

    def _difference(self, row: Ranked, other: Ranked, name: str) -> str:
        """Return how far apart two options' estimates are as they are told, empty where too little to tell."""
        own, far = (one.estimates[name].likely or 0 for one in (row, other))
        if name == self.time:
            return about_days(abs(own - far)) if abs(own - far) >= NEAR_DAYS else ""
        own, far = map(self.names.tender.worth, (own, far))
        if row.option.is_quote or other.option.is_quote:
            gap = abs(own - far)
        else:
            gap = abs(rough_money(own) - rough_money(far))
        return (
            self.names.counted.roughly(gap, gap, self.pack.estimates[name].unit)
            if gap * NEAR_COST >= max(own, 1)
            else ""
        )

    def _differs(self, row: Ranked, winner: Ranked, *, is_against: bool = False) -> list[str]:
        """Return what truly differs: price, days, and what its weightiest risk of its own is. is_against: not only what is better."""
        own = {rule for rule, _ in winner.risked_by}
        risks = self._shorts([pair for pair in row.risked_by if pair[0] not in own], row)[:1]
        apart = [*self._apart(row, winner)]
        if is_against and apart and not risks and all(is_gain for _, is_gain in apart):
            return [self._outweighed([told for told, _ in apart], row, winner)]
        return [*(told for told, _ in apart), *risks] or [
            self._phrase("much_alike" if self._is_priced(row) else "unclear")
        ]

    def _outweighed(self, gains: list[str], row: Ranked, winner: Ranked) -> str:
        """Return what is better of an option, with what it does not outweigh: nothing that speaks for it alone is why it is not chosen."""
        own = {rule for rule, _ in row.favoured_by}
        favours = self._shorts([pair for pair in winner.favoured_by if pair[0] not in own], winner)
        name = self._short(winner)
        if favours:
            return self._phrase(
                "outweighed",
                gains=gains,
                name=name[:1].lower() + name[1:] if winner.option.generic else name,
                reason=favours[0],
            )
        return self._phrase("less_suited", gains=gains)

    def _apart(self, row: Ranked, winner: Ranked) -> Iterator[tuple[str, bool]]:
        """Yield in what an option differs from another in price and time, and whether it is better in that."""
        for name, less, more in ((self.cost, "cheaper", "dearer"), (self.time, "sooner", "later")):
            own, base = row.estimates[name].likely, winner.estimates[name].likely
            if own is None or base is None:
                continue
            gap = self._difference(winner, row, name)
            if name == self.cost and base and own >= TIMES_DEARER * base:
                yield self._phrase("times", times=words.grouped((own + base // 2) // base)), False
            elif gap:
                yield self._phrase(more if own > base else less, gap=gap), own < base

    def _more(self, one: Witness) -> str:
        """Return how many to order for less in all than the winner asks, by whom, and what all of them come to."""
        (path, value), winner = one.values[0], self.advice.winner
        row = next(row for row in self.advice.ranking if row.option.id == one.option)
        each, ordered = winner.estimates[self.cost].likely if winner else None, self.advice.advice_memory[path]
        if each is None or one.stake_cents is None or not isinstance(ordered, Numbers):
            return ""
        return self._phrase(
            "more_for_less",
            number=words.grouped(value.low) if isinstance(value, Numbers) else "",
            name=self._name(row),
            money=self._money(each * ordered.low + one.stake_cents),
            gap=self._money(-one.stake_cents),
        )
