"""Which limits an answer breaks, and what would make the order fit: what is told of it is what the next step then says."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from advisor.ir import UNLIMITED, Numbers, Possible
from advisor.meaning import may_cure
from advisor.meaning.path import name_in
from advisor.render.first.beside import MOST_SHOWN
from advisor.render.first.reasons import Reasons
from advisor.render.plain import is_money
from advisor.trace import Assumed, Breach, Change, Loosened


class Cure(Struct, frozen=True):
    """What would make an order fit, as it is told, and the values of facts that say so, by path."""

    text: str
    changes: tuple[tuple[str, Possible], ...]


class Mending(Reasons):
    """Says which limits an answer breaks, and what would make it fit."""

    def _breach(self, one: Breach) -> str:
        row = self.advice.winner
        told = self._tell(self.pack.rules[one.lift.rule], row.memory if row else self.advice.memory)
        return told or self.names.label(one.path)

    def _mends(self) -> list[str]:
        """Return what the limits would have to be together, where no one change would do."""
        return [f"{self.names.label(path)} {self.names.told(path, value)}" for path, value in self._all_at_once()]

    def _all_at_once(self) -> tuple[tuple[str, Possible], ...]:
        both = self.advice.together
        return tuple((path, self._enough(path, value)) for path, value in both.values) if both else ()

    def _mend(self) -> Iterator[str]:
        """Yield the changes that a person could make after which something fits, else what no person would."""
        if self.advice.ranking and (self.advice.winner is None or self.advice.breaches):
            cures, beyond = self._cures(), self._beyond()
            for place, cure in enumerate(cures[:MOST_SHOWN]):
                yield self._phrase("either", text=cure.text, is_first=place == 0)
            if not cures:
                yield self._phrase("not_realistic", far=beyond.text if beyond else "", mends=self._mends())

    def _again(self) -> tuple[tuple[str, Possible], ...]:
        """Return what to ask again with: the first cure, else what no person would do, else all limits at once; nothing where it fits."""
        first = next(iter(self._cures()), None) or self._beyond()
        more = tuple(one.values[0] for one in self.advice.more[:1])
        return first.changes if first else more or self._all_at_once()

    def _cures(self) -> list[Cure]:
        """Return what a person could do, what changes nothing of what a client ordered first."""
        first = {(one.path, one.value): one for one in reversed(self.advice.nearest) if one.is_cure}
        meant = [one for one in self.advice.nearest if first.get((one.path, one.value)) is one]
        amounts = [one for one in meant if one.path == self.pack.roles.amount]
        near = [one for one in meant if one not in amounts]
        cures = [
            *map(self._change, near),
            *map(self._loosen, self.advice.loosened),
            *map(self._change, amounts),
            *map(self._say_so, self._saying()),
        ]
        return [*{one.text: one for one in cures}.values()]

    def _beyond(self) -> Cure | None:
        """Return the one change that would do, though nobody may mean it, None if there is none."""
        return next((self._change(one) for one in self.advice.nearest if one.keeps), None)

    def _saying(self) -> list[Assumed]:
        """Return the guesses that, were they otherwise, would let something fit, as far as they are for a person to choose."""
        fits = [one for one in self.advice.assumed if self.advice.winner is None and one.pathway]
        changed = {one.path for one in self.advice.nearest if one.is_cure}
        said, facts = self.advice.order.said, self.pack.facts
        return [one for one in fits if may_cure(facts[name_in(one.path)], said, facts) and one.path not in changed]

    def _say_so(self, one: Assumed) -> Cure:
        return self._said_so(one.path, one.other, self._winner(one.option, one.pathway), breaks=False)

    def _loosen(self, one: Loosened) -> Cure:
        value = self._enough(one.path, one.value)
        return self._said_so(one.path, value, self._winner(one.option, one.pathway), breaks=not one.keeps)

    def _said_so(self, path: str, value: Possible, name: str, *, breaks: bool) -> Cure:
        return Cure(
            self._phrase("said", clause=self.names.clause(path, value), name=name, breaks=breaks), ((path, value),)
        )

    def _change(self, one: Change) -> Cure:
        row = next(row for row in self.advice.ranking if row.option.id == one.option)
        value = self._enough(one.path, one.value)
        before = self._unless_open(one.path, self.advice.memory[one.path])
        closest = self.advice.winner or self.shown[0]
        name = "" if row.option.id == closest.option.id else self._name(row)
        text = self._phrase("change", clause=self.names.clause(one.path, value), before=before, name=name)
        return Cure(text, ((one.path, value),))

    def _enough(self, path: str, value: Possible) -> Possible:
        """Return what a limit is to be, which is round in the pack's currency, made round upwards in that of the order."""
        fact, tender = self.pack.facts[name_in(path)], self.names.tender
        is_raised = (
            fact.is_limit and is_money(fact.unit) and isinstance(value, Numbers) and value.low == value.high < UNLIMITED
        )
        if not (tender.is_foreign and is_raised and isinstance(value, Numbers)):
            return value
        raised = tender.raised(value.low)
        return replace(value, low=raised, high=raised)
