"""What is assumed alike held once: hundreds of objects are of the same materials, and a kept pack is read for every answer."""

from __future__ import annotations

from msgspec.structs import replace

from advisor.ir import Assumption, Guess, Possible


class Alike:
    """Holds guesses and their values, each once."""

    def __init__(self) -> None:
        self._values: dict[Possible, Possible] = {}
        self._guesses: dict[Guess, Guess] = {}
        self._met: dict[int, tuple[Guess, Guess]] = {}
        """By where it lies: a guess, kept so that no other comes to lie there, and the one that is held of it."""

    def assumption(self, one: Assumption | None) -> Assumption | None:
        """Return an assumption made of the guesses that are held."""
        if one is None:
            return None
        cases = tuple((case, self._told(told)) for case, told in one.cases)
        otherwise = None if one.otherwise is None else self._guess(one.otherwise)
        grows = tuple(replace(growth, base=self.assumption(growth.base)) for growth in one.grows)
        return replace(one, cases=cases, otherwise=otherwise, then=self.assumption(one.then), grows=grows)

    def _told(self, told: Guess | Assumption) -> Guess | Assumption:
        return self._guess(told) if isinstance(told, Guess) else self.assumption(told) or told

    def _guess(self, one: Guess) -> Guess:
        met = self._met.get(id(one))
        if met is None:
            met = self._met[id(one)] = (one, self._held(one))
        return met[1]

    def _held(self, one: Guess) -> Guess:
        found = self._guesses.get(one)
        if found is None:
            value, usual, *others = (
                self._values.setdefault(each, each) for each in (one.value, one.usual, *one.others)
            )
            found = self._guesses[one] = replace(one, value=value, usual=usual, others=tuple(others))
        return found
