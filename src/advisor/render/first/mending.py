"""What a person could do where the winner breaks a limit, or nothing fits."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.meaning.path import name_in
from advisor.render.first.beside import MOST_SHOWN
from advisor.render.first.reasons import Reasons
from advisor.trace import Assumed, Breach, Change, Loosened


class Mending(Reasons):
    """Says which limits an answer breaks, and what would make it fit."""

    def _breach(self, one: Breach) -> str:
        row = self.advice.winner
        told = self._tell(self.pack.rules[one.lift.rule], row.memory if row else self.advice.memory)
        return told or self.names.label(one.path)

    def _mends(self) -> list[str]:
        """Return the limits that would all be kept together, where no one change mends them and each could be meant."""
        told = []
        for one in [] if self.advice.nearest else self.advice.breaches:
            meant = [value for path, value in one.lift.changes if path == one.path and path not in one.lift.beyond]
            if not meant:
                return []
            told.append(f"{self.names.label(one.path)} {self.names.told(one.path, meant[0])}")
        return told

    def _mend(self) -> Iterator[str]:
        """Yield the changes that a person could make after which something fits."""
        if self.advice.ranking and (self.advice.winner is None or self.advice.breaches):
            near = [self._change(one) for one in self.advice.nearest if one.is_realistic]
            said = [self._say_so(one) for one in self._saying()]
            loose = [self._loosen(one) for one in self.advice.loosened]
            for place, told in enumerate([*near, *loose, *said][:MOST_SHOWN]):
                yield self._phrase("either", text=told, is_first=place == 0)
            if not (near or loose or said or self._mends()):
                yield self._phrase("not_realistic")

    def _saying(self) -> list[Assumed]:
        """Return the guesses that, were they otherwise, would let something fit, as far as they are for a person to choose."""
        fits = [one for one in self.advice.assumed if self.advice.winner is None and one.pathway]
        changed = {one.path for one in self.advice.nearest if one.is_realistic}
        return [one for one in fits if self.pack.facts[name_in(one.path)].is_cure and one.path not in changed]

    def _say_so(self, one: Assumed) -> str:
        return self._phrase(
            "said", clause=self.names.clause(one.path, one.other), name=self._winner(one.option, one.pathway)
        )

    def _loosen(self, one: Loosened) -> str:
        return self._phrase(
            "said", clause=self.names.clause(one.path, one.value), name=self._winner(one.option, one.pathway)
        )

    def _change(self, one: Change) -> str:
        row = next(row for row in self.advice.ranking if row.option.id == one.option)
        clause = self.names.clause(one.path, one.value)
        before = self._unless_open(one.path, self.advice.memory[one.path])
        name = "" if self.advice.winner or row is self.shown[0] else self._name(row)
        return self._phrase("change", clause=clause, before=before, name=name)
