"""What a person says that goes by the thing ordered: `acrylic` of a scarf is yarn, and 200 g of a candle are of wax.

Every reader of orders asks here: for which facts it has to know before it reads one, and what is known by them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from advisor.ir import UNLIMITED, FactType, Growth, Guess, Lexicon, OneOf, Pack, Possible, Subset
from advisor.meaning.as_assumed import guess_of, looked_up_guess, size_of
from advisor.meaning.path import name_in


class ByThing(Struct, frozen=True, kw_only=True, dict=True):
    """Knows what words and weights mean by what else is given of an order."""

    pack: Pack

    def facts_for(self, fact: FactType) -> tuple[FactType, ...]:
        """Return the facts by which what people say of a fact is read."""
        facts, stuff = self.pack.facts, self._stuff(fact)
        if stuff is None:
            return ()
        own = () if stuff is fact else (stuff,)
        looked_up = () if stuff.assume is None else [facts[name_in(path)] for path in stuff.assume.looked_up_by]
        return tuple({one.name: one for one in (*own, *looked_up) if isinstance(one.domain, OneOf)}.values())

    def hangs(self, fact: FactType, value: Possible | None, given: Mapping[str, Possible]) -> bool:
        """Return whether what was said of a fact may mean something else by what an order says besides."""
        if fact.weighed_by:
            return f"order.{fact.weighed_by}" not in given
        said = set(_choices_in(value))
        by_thing = self.pack.lexicon.by_thing.get(fact.name, {})
        words = self.pack.lexicon.choices.get(fact.name, {})
        return any(not said.isdisjoint((*words[word], *other)) for word, other in by_thing.items())

    def lexicon(self, fact: FactType | None, given: Mapping[str, Possible]) -> Lexicon:
        """Return the words that people use for a fact, where these are given."""
        lexicon = self.pack.lexicon
        by_thing = {} if fact is None else lexicon.by_thing.get(fact.name, {})
        guess = self._guess(fact, given) if fact is not None and by_thing else None
        if fact is None or guess is None:
            return lexicon
        usual, words = _in_turn(guess), lexicon.choices[fact.name]
        return self._meaning(
            fact.name, frozenset(word for word, other in by_thing.items() if _is_sooner(other, words[word], usual))
        )

    def density(self, fact: FactType | None, given: Mapping[str, Possible]) -> tuple[int, int] | None:
        """Return between what and what a cubic centimetre of the object weighs; None while nothing tells its material.

        A thing tells it that is usually of one sort: a candle is of wax, while a tray may be of wood or of metal.
        """
        if fact is None or not fact.weighed_by:
            return None
        stuff = self.pack.facts[fact.weighed_by]
        said = given.get(f"order.{stuff.name}")
        guess = self._guess(stuff, given) if said is None else None
        is_told = guess is not None and any(_in_turn(guess).keys() <= set(one) for one in stuff.choice_groups.values())
        value = guess.value if guess is not None and is_told else said
        kinds = value.values if isinstance(value, OneOf) else ()
        known = [stuff.densities[one] for one in kinds if isinstance(one, str) and one in stuff.densities]
        return (min(known), max(known)) if known else None

    @cached_property
    def _thin(self) -> tuple[Growth, ...]:
        """What numbers grow with only where that is thin, a sheet or a board."""
        assumed = (one.assume for one in self.pack.facts.values() if one.assume is not None)
        return tuple(growth for one in assumed for growth in one.grows if growth.at_most < UNLIMITED)

    def thicknesses(self, fact: FactType) -> tuple[FactType, ...]:
        """Return the sides that a measure beside a word for a material may say (`aluminium 3 mm`)."""
        is_stuff = fact.name == self.pack.lexicon.roles.stuff
        return tuple(self.pack.facts[name_in(growth.path)] for growth in self._thin) if is_stuff else ()

    def thickness(self, fact: FactType | None, given: Mapping[str, Possible]) -> FactType | None:
        """Return the side that such a measure says of what is given; None where that is usually no sheet, but a bowl with a wall."""
        for side, growth in zip(self.thicknesses(fact) if fact is not None else (), self._thin, strict=False):
            if growth.base is not None and f"order.{self.pack.lexicon.roles.thing}" in given:
                memory = {path: given.get(path, self.pack.facts[name_in(path)].domain) for path in growth.base.goes_by}
                if size_of(growth, looked_up_guess(growth.base, memory)) <= growth.at_most:
                    return side
        return None

    def _stuff(self, fact: FactType) -> FactType | None:
        """Return the fact that is to be known of the thing before a fact is read: by which it is weighed, or itself for its words."""
        if fact.weighed_by:
            return self.pack.facts[fact.weighed_by]
        return fact if fact.name in self.pack.lexicon.by_thing else None

    def _guess(self, fact: FactType, given: Mapping[str, Possible]) -> Guess | None:
        """Return what is assumed of a fact by what is given; None where nothing is."""
        if fact.assume is None:
            return None
        paths = fact.assume.looked_up_by
        return guess_of(fact.assume, {path: given.get(path, self.pack.facts[name_in(path)].domain) for path in paths})

    @cached_property
    def _meant(self) -> dict[tuple[str, frozenset[str]], Lexicon]:
        return {}

    def _meaning(self, fact: str, words: frozenset[str]) -> Lexicon:
        """Return the lexicon in which some words of a fact mean what they do by the thing; made once for each such."""
        if not words:
            return self.pack.lexicon
        if (fact, words) not in self._meant:
            lexicon = self.pack.lexicon
            turned = {word: lexicon.by_thing[fact][word] for word in words}
            choices = {**lexicon.choices, fact: {**lexicon.choices[fact], **turned}}
            self._meant[fact, words] = replace(lexicon, choices=choices)
        return self._meant[fact, words]


def _in_turn(guess: Guess) -> dict[bool | str, int]:
    """Return the choices that are guessed, each with its place: the first possible one is assumed."""
    found: dict[bool | str, int] = {}
    for value in (guess.value, *guess.others):
        for one in _choices_in(value):
            found.setdefault(one, len(found))
    return found


def _choices_in(value: Possible | None) -> tuple[bool | str, ...]:
    """Return the choices that a value allows, or those that a set surely has."""
    match value:
        case OneOf(values):
            return values
        case Subset(some, _):
            return some
        case _:
            return ()


def _is_sooner(one: Collection[bool | str], other: Collection[bool | str], usual: Mapping[bool | str, int]) -> bool:
    """Return whether a thing is sooner one of some choices than one of others."""
    first, second = (min((usual.get(each, len(usual)) for each in each_of), default=0) for each_of in (one, other))
    return first < second
