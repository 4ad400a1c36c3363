"""The answer so far, as it stands beside a question of an interview, and what its answer could make of it: a line each."""

from __future__ import annotations

from advisor.ir import Numbers, Risk
from advisor.meaning import rule_reads
from advisor.meaning.path import name_in
from advisor.render import words
from advisor.render.first.beside import Beside
from advisor.variation import Stake

NEAR_SHARE = 50
"""A cost that moves by less than one part in so many is not told."""


MEANT_SHARE = 10
"""A limit of less than one part in so many of what is needed is none that a person would set."""


class SoFar(Beside):
    """Says in a line what an order comes to by now, and what a question could change."""

    def so_far(self) -> str:
        """Return what an order comes to by now."""
        advice, row = self.advice, self.shown[0] if self.shown else None
        return self._phrase(
            "so_far",
            winner=self._name(advice.winner) if advice.winner else "",
            closest=self._name(row) if row and not advice.winner else "",
            cost=self._cell(row, self.cost) if row and self._is_priced(row) else "",
            takes=self._cell(row, self.time) if row and row.estimates[self.time].likely is not None else "",
            breaks=bool(advice.breaches), firm=advice.firm,
        )  # fmt: skip

    def at_stake(self, stake: Stake | None) -> str:
        """Return what the answer to a question could change, empty where that is nothing to speak of."""
        if stake is None:
            return ""
        if self.pack.facts[name_in(stake.path)].is_limit:
            return self._limit(stake)
        others = [one for one in stake.pathways if one != stake.here.pathway]
        names = [self._winner_by(one) for one in others if one]
        cents = stake.cents
        moves = cents is not None and (cents[1] - cents[0]) * NEAR_SHARE > cents[1]
        low, high = cents if cents and moves else (0, 0)
        unit = self.pack.estimates[self.cost].unit
        return self._phrase(
            "at_stake",
            names=words.joined(names, "or"), nothing=None in others,
            money=self.names.roughly(low, high, unit) if high else "",
        )  # fmt: skip

    def _limit(self, stake: Stake) -> str:
        """Return from which value on a limit makes another pathway come first, or none fit, as far as was tried."""
        turning = [
            one
            for one in stake.tried
            if one.pathway != stake.here.pathway
            and isinstance(one.value, Numbers)
            and self._is_near(stake.path, one.value)
        ]
        if not turning:
            return ""
        most = max(turning, key=lambda one: one.value.low if isinstance(one.value, Numbers) else 0)
        return self._phrase("tight", value=self.names.told(stake.path, most.value), name=self._winner_by(most.pathway))

    def _is_near(self, path: str, value: Numbers) -> bool:
        """Return whether a limit of so much could be meant: no small part of what the way told of likely needs, by the rules that it breaks."""
        row = self.shown[0] if self.shown else None
        rules = (
            one
            for one in self.pack.rules.values()
            if isinstance(one.conclusion, Risk) and one.conclusion.breaks == path
        )
        names = {name_in(read) for one in rules for read in rule_reads(one) if read.startswith("option.")}
        needed = [likely for name in names if row and name in row.estimates and (likely := row.estimates[name].likely)]
        return value.low > 0 and not any(value.low * MEANT_SHARE < one for one in needed)
