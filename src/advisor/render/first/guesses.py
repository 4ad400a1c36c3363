"""What was guessed: on which guesses it hangs who is asked, and what each would cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from advisor.ir import Kind, Numbers, OneOf, Possible
from advisor.meaning import may_cure
from advisor.meaning.path import name_in
from advisor.meaning.possible import is_known
from advisor.render.first.beside import MOST_SHOWN, NEAR_DAYS
from advisor.render.first.mending import Mending
from advisor.render.plain import about_days, rough
from advisor.render.reason import View
from advisor.trace import Assumed
from advisor.value.word_match import normal

MOST_OF_MONEY = 2
"""So many guesses that change no more than money and time are told."""


class Guesses(Mending):
    """Tells what was guessed."""

    def _strange(self) -> Mapping[str, Any]:
        """Return what an order says and nobody knows, where no thing is said, and how large a thing was taken for it; nothing where one is."""
        thing, memory = self.pack.lexicon.roles.thing, self.advice.advice_memory
        if not self.advice.order.unread or not thing or f"order.{thing}" in self.advice.order.said:
            return {}
        sizes = [f"order.{name}" for name, fact in self.pack.facts.items() if fact.sides or fact.weighed_by]
        guessed = [path for path in sizes if path not in self.advice.order.said and is_known(memory[path])]
        told = [self._guessed_as(path, memory[path]) for path in guessed]
        said = self.advice.order.said
        sides = [
            (one.name, *one.sides) for one in self.pack.facts.values() if one.sides and f"order.{one.name}" in said
        ]
        is_sized = bool(sides) and not any(f"order.{name}" in guessed for names in sides for name in names)
        texts = self._longest(self._unread()) or self._longest(self.advice.order.remarks)
        return {"texts": texts, "sizes": told, "is_sized": is_sized} if told else {}

    def _unread(self) -> tuple[str, ...]:
        """Return the parts of an order that say nothing known, as they come.

        What only says how the thing is, `white`, leaves it what it is; a little word, `not`, says nothing without its clause.
        """
        lexicon = self.pack.lexicon
        idle = lexicon.qualifiers | lexicon.ignored | lexicon.small_talk | lexicon.negations
        words = {text: normal(text, lexicon.spellings).split() for text in self.advice.order.remarks}
        return tuple(text for text, told in words.items() if not idle.issuperset(told))

    def _try(self, *changes: tuple[str, Possible]) -> str:
        """Return how to ask again with some changes: the command, where the order has a file."""
        typed = [self._typed(path, value) for path, value in changes]
        told = [f"{self.names.label(path)} {self.names.told(path, value)}" for path, value in changes]
        return self._phrase("try", file=self.file, is_typed=self.is_typed, typed=typed, told=told)

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
        if told and (self.file or self.is_typed):
            among = "".join(self.file.partition("--order ")[1:])  # which of the file's orders is meant
            one = next((one for one in told if self._is_typed_as_told(one.path)), told[0])
            typed = self._weighed(one) or self._typed(one.path, self._said_instead(one))
            yield self._phrase("otherwise", among=f"{among} " if among else "", typed=typed)

    def _is_typed_as_told(self, path: str) -> bool:
        """Return whether what a guess is told as can be typed: a weight is read only where the order says of what."""
        by = self.pack.facts[name_in(path)].weighed_by
        return not self._density(path) or f"order.{by}" in self.advice.order.said

    def _weighed(self, one: Assumed) -> str:
        """Return how a weight is said instead of one that was guessed, under what people call it; empty where none was told."""
        fact, density = self.pack.facts[name_in(one.path)], self._density(one.path)
        if not density or not self._is_typed_as_told(one.path):
            return ""
        words = (word for word, name in self.pack.lexicon.facts.items() if name == fact.name and " " not in word)
        weight = self._guessed_as(one.path, self._said_instead(one)).replace(",", "")
        return f"{next(words, fact.name)}={weight}"

    def _said_instead(self, one: Assumed) -> Possible:
        """Return what one may say instead of a guess: where nothing turns at it, to two or three figures."""
        value = self._as_sort(one.path, one.other, one.value)
        if not isinstance(value, Numbers) or not is_known(value) or self._turns(one):
            return value
        size = rough(value.low)
        return Numbers(size, size)

    def _bearing(self) -> list[Assumed]:
        """Return the guesses that bear on the answer; where it breaks a limit, that nothing would fit is no news, and of a client that nobody has nothing is guessed."""
        meant = (one for one in self.advice.assumed if one.pathway or not self.advice.breaches)
        return [one for one in meant if not self._is_of_nobody(one.path)]

    def _is_of_nobody(self, path: str) -> bool:
        """Return whether a fact is of a client, and the order speaks of none."""
        fact = self.pack.facts[name_in(path)]
        return bool(fact.cure_if) and not may_cure(fact, self.advice.order.said, self.pack.facts)

    def _turns(self, one: Assumed) -> bool:
        """Return whether somebody else would be asked if a guess is wrong: another way, or another trade of the same."""
        if one.pathway != self.advice.pathway or not self.pack.facts[name_in(one.path)].identifies:
            return one.pathway != self.advice.pathway
        option, winner = self.pack.options.get(one.option or ""), self.advice.winner
        return option is not None and winner is not None and option.process != winner.option.process

    def _guess(self, one: Assumed) -> View:
        given = self.advice.order.said.get(one.path)
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
            "by": self._other_way(one.option),
            "pathway": self._winner(one.option, one.pathway),
            "money": self._money(abs(one.cents)) if one.cents else "",
            "is_more": bool(one.cents and one.cents > 0),
            "days": about_days(one.days) if one.days and abs(one.days) >= NEAR_DAYS else "",
            "is_longer": bool(one.days and one.days > 0),
        }

    def _as_sort(self, path: str, value: Possible, beside: Possible) -> Possible:
        """Return all kinds of a sort where the first, which is taken for it, is told; not beside a kind of the same sort, nor where the order says kinds itself."""
        fact, given = self.pack.facts[name_in(path)], self.advice.order.said.get(path)
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
