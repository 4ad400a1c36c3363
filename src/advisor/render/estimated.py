"""The estimates of every option in words: each with its parts, how its cost compares, and all of them side by side."""

from __future__ import annotations

from advisor.ir import Expression, Memory, Numbers, Pack
from advisor.meaning import reads
from advisor.render import words
from advisor.render.reason import Teller, View, full_name
from advisor.render.tender import NO_MONEY
from advisor.render.uncertain import unknown_facts
from advisor.trace import Advice, BreakEven, Ranked


class Estimated:
    """What the options of one advice come to. ids: with scores."""

    def __init__(self, teller: Teller, advice: Advice, *, ids: bool) -> None:
        self.teller = teller
        self.pack: Pack = teller.pack
        self.advice = advice
        self.ids = ids
        self._compared = (self.pack.roles.cost, self.pack.roles.time)
        """The estimates that every pack has: those told first, and side by side."""

    def view(self) -> View:
        return {"table": self._table(), "break_even": [self._break_even(one) for one in self.advice.break_even]}

    def headline(self, row: Ranked) -> str:
        """Return the estimates that every pack has, the likely one first."""
        told = (self._estimate(row, name) for name in self._compared)
        return words.joined([f"{one['label']} {one['words']}" for one in told])

    def _estimate(self, row: Ranked, name: str) -> View:
        estimate, spread = self.pack.estimates[name], row.estimates[name]
        said = words.spread_in_words(spread.low, spread.likely, spread.high, estimate.unit, self.teller.names.tender)
        if spread.likely is None:
            said += self._until(estimate.readings["likely"], row.memory)
        return {"label": estimate.label, "words": said, "includes": estimate.includes}

    def _until(self, formula: Expression, memory: Memory) -> str:
        """Return which facts leave an estimate open, as far as its formula names them."""
        told = unknown_facts(self.teller.names, reads(formula), memory)
        return f" ({told} unknown)" if told else ""

    def figures(self, row: Ranked) -> list[View]:
        """Return every estimate that the order says enough for, each with its parts."""
        return [
            {**self._estimate(row, name), "parts": self._parts(row, name)}
            for name in self._told()
            if row.estimates[name].likely is not None
        ]

    def _told(self) -> list[str]:
        """Return the estimates that are told by themselves."""
        return [one.name for one in self.pack.estimates.values() if not one.part_of and not one.is_inner]

    def _parts(self, row: Ranked, whole: str) -> list[View]:
        """Return the parts of an estimate that come to anything."""
        parts = [one.name for one in self.pack.estimates.values() if one.part_of == whole]
        return [self._estimate(row, name) for name in parts if row.estimates[name].high > 0]

    def cost(self, row: Ranked) -> View:
        """Return how the option's cost compares with the cheapest that is not excluded."""
        name = self.pack.roles.cost
        likely = row.estimates[name].likely
        rivals = [one.estimates[name].likely for one in self.advice.ranking if not one.ruled_out_by]
        known = [cost for cost in rivals if cost is not None]
        label = self.pack.estimates[name].label
        if likely is None or not known:
            return {"kind": "unknown", "share": "", "label": label, "all_known": False}
        kind = "lowest" if likely <= min(known) else "near" if row.premium == 0 else "higher"
        share = words.share(row.premium * 100)
        return {"kind": kind, "share": share, "label": label, "all_known": len(known) == len(rivals)}

    def _break_even(self, one: BreakEven) -> View:
        """Return from which quantity on an option is cheaper than the winner."""
        row = next(row for row in self.advice.ranking if row.option.id == one.option)
        asked = self.advice.order.given.get(self.pack.roles.amount)
        is_beyond = one.high is None or (isinstance(asked, Numbers) and asked.low > one.high)
        kind = (
            "already" if one.is_cheaper else "from" if one.quantity is not None else "apart" if is_beyond else "never"
        )
        told = {"quantity": one.quantity, "high": one.high}
        unit = words.unit_of(self.pack.roles.amount, self.pack)
        units = {key: "" if value is None else words.amount(value, unit, NO_MONEY) for key, value in told.items()}
        return {"name": full_name(row, self.pack), "kind": kind, **units}

    def _table(self) -> View:
        labels = [self.pack.estimates[name].label for name in self._compared]
        standings = self.pack.built_in["option.standing"].words
        rows = [
            [
                full_name(row, self.pack),
                *(self._span(row, name) for name in self._compared),
                standings[row.standing.value],
                *([words.points(row.score)] if self.ids else []),
            ]
            for row in self.advice.ranking
        ]
        includes = [
            f"{self.pack.estimates[name].label}: {self.pack.estimates[name].includes}" for name in self._compared
        ]
        parts = [
            {"name": full_name(row, self.pack), "figures": self.figures(row)}
            for row in self.advice.ranking
            if not row.ruled_out_by and row != self.advice.winner
        ]
        return {"estimates": labels, "rows": rows, "includes": includes, "contents": parts}

    def _span(self, row: Ranked, name: str) -> str:
        spread = row.estimates[name]
        return words.span(spread.low, spread.high, self.pack.estimates[name].unit, self.teller.names.tender)
