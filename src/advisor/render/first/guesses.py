"""What was guessed: on which guesses it hangs who is asked, and what each would cost if it is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from advisor.ir import UNLIMITED, Kind, Numbers, OneOf, Possible
from advisor.meaning.path import name_in
from advisor.meaning.possible import is_known
from advisor.render.first.beside import MOST_SHOWN, NEAR_DAYS
from advisor.render.first.mending import Mending
from advisor.render.plain import about_days, rough
from advisor.render.reason import View
from advisor.trace import Assumed
from advisor.value.unit import UNITS
from advisor.value.weight import PER_CM3

MOST_UNREAD = 4
"""So many parts of a sentence that say nothing known are told."""
MOST_OF_MONEY = 2
"""So many guesses that change no more than money and time are told."""


class Guesses(Mending):
    """Tells what was guessed."""

    def _strange(self) -> Mapping[str, Any]:
        """Return what an order says and nobody knows, where no thing is said, and how large a thing was taken for it; nothing where one is."""
        thing, memory = self.pack.lexicon.roles.thing, self.advice.advice_memory
        if not self.advice.order.unread or not thing or f"order.{thing}" in self.advice.order.given:
            return {}
        sizes = [f"order.{name}" for name, fact in self.pack.facts.items() if fact.sides or fact.weighed_by]
        guessed = [path for path in sizes if path not in self.advice.order.given and is_known(memory[path])]
        told = [self._guessed_as(path, memory[path]) for path in guessed]
        return {"texts": self._unread(), "sizes": told} if told else {}

    def _unread(self) -> tuple[str, ...]:
        """Return the longest parts of a sentence that say nothing known, as they come: a number with its noun says more than a word."""
        unread = self.advice.order.unread
        longest = sorted(unread, key=lambda text: -len(text.split()))[:MOST_UNREAD]
        return tuple(text for text in unread if text in longest)

    def _try(self, path: str, value: Possible) -> str:
        """Return how to ask again with a change: the command, where the order has a file."""
        typed = self._typed(path, value)
        label, told = self.names.label(path), self.names.told(path, value)
        return self._phrase("try", file=self.file, typed=typed, label=label, value=told)

    def _typed(self, path: str, value: Possible) -> str:
        """Return a fact and its value as `--set` takes them."""
        return f"{name_in(path)}={self.names.typed(path, value)}"

    def _deciding(self) -> Assumed | None:
        """Return the weightiest guess on which it hangs who is asked, which is told with it; of the ways, none where one is usual whatever was left out."""
        told = (one for one in self._bearing() if self._turns(one) and one not in self._saying())
        is_kept = self.advice.firm
        return next(
            (one for one in told if self.advice.winner and (one.pathway == self.advice.pathway or not is_kept)), None
        )

    def _check(self) -> Iterator[str]:
        told = [one for one in self._bearing() if one not in self._saying() and one is not self._deciding()]
        told.sort(key=lambda one: not self._turns(one))
        turning = sum(self._turns(one) for one in told)
        for one in told[: min(MOST_SHOWN, max(turning, MOST_OF_MONEY))]:
            yield self._phrase("guess", **self._guess(one))
        if told and self.file:
            yield self._phrase("otherwise", typed=self._typed(told[0].path, self._said_instead(told[0])))

    def _said_instead(self, one: Assumed) -> Possible:
        """Return what one may say instead of a guess: where nothing turns at it, to two or three figures."""
        value = self._as_sort(one.path, one.other, one.value)
        if not isinstance(value, Numbers) or not is_known(value) or self._turns(one):
            return value
        size = rough(value.low)
        return Numbers(size, size)

    def _bearing(self) -> list[Assumed]:
        """Return the guesses that bear on the answer; where it breaks a limit, that nothing would fit is no news."""
        return [one for one in self.advice.assumed if one.pathway or not self.advice.breaches]

    def _turns(self, one: Assumed) -> bool:
        """Return whether somebody else would be asked if a guess is wrong: another way, or another trade of the same."""
        if one.pathway != self.advice.pathway or not self.pack.facts[name_in(one.path)].identifies:
            return one.pathway != self.advice.pathway
        option, winner = self.pack.options.get(one.option or ""), self.advice.winner
        return option is not None and winner is not None and option.process != winner.option.process

    def _guess(self, one: Assumed) -> View:
        given = self.advice.order.given.get(one.path)
        fact = self.pack.facts[name_in(one.path)]
        value = self._guessed_as(one.path, self._as_sort(one.path, one.value, one.other))
        other = self._guessed_as(one.path, self._as_sort(one.path, one.other, one.value))
        return {
            "label": fact.label,
            "clause": self.names.clause(one.path, one.value, value) if fact.clauses else "",
            "value": value,
            "given": "" if given is None else self._unless_open(one.path, given),
            "other": self.names.clause(one.path, one.other)
            if fact.kind is Kind.FLAG or (fact.kind is Kind.SET and fact.clauses)
            else other,
            "turns": self._turns(one),
            "pathway": self._winner(one.option, one.pathway),
            "money": self._money(abs(one.cents)) if one.cents else "",
            "is_more": bool(one.cents and one.cents > 0),
            "days": about_days(one.days) if one.days and abs(one.days) >= NEAR_DAYS else "",
            "is_longer": bool(one.days and one.days > 0),
        }

    def _as_sort(self, path: str, value: Possible, beside: Possible) -> Possible:
        """Return all kinds of a sort where the first, which is taken for it, is told; not beside a kind of the same sort, nor where the order says kinds itself."""
        fact, given = self.pack.facts[name_in(path)], self.advice.order.given.get(path)
        said = given.values if isinstance(given, OneOf) else None
        against = beside.values if isinstance(beside, OneOf) and is_known(beside) else ()
        for name in fact.menu:
            kinds = fact.choice_groups.get(name, ())
            if (
                kinds
                and value == OneOf(kinds[:1])
                and set(kinds).isdisjoint(against)
                and (said is None or {*kinds} <= {*said})
            ):
                return OneOf(kinds)
        return value

    def _guessed_as(self, path: str, value: Possible) -> str:
        """Return a guess as it is said: a size to two figures, how much material there is by its weight, which a hand can tell."""
        unit = self.names.unit(path)
        is_size = unit is not None and unit.name in ("volume", "length", "mass")
        if not (is_size and isinstance(value, Numbers) and value.low == value.high < UNLIMITED):
            return self.names.told(path, value)
        density = self._density(path)
        size, unit = (value.low * density // PER_CM3, UNITS["mass"]) if density else (value.low, unit)
        return self.names.exactly(rough(size), rough(size), unit)

    def _density(self, path: str) -> int:
        """Return how many milligrams of what an object is taken to be made of are in a cubic centimetre; 0 where that is not known."""
        by = self.pack.facts[name_in(path)].weighed_by
        value = self.advice.advice_memory.get(f"order.{by}") if by else None
        made_of = value.values if isinstance(value, OneOf) else ()
        known = [self.pack.facts[by].densities.get(str(one), 0) for one in made_of]
        return known[0] if known and min(known) == max(known) else 0
