"""What a person says that goes by the thing ordered: `acrylic` of a scarf is yarn, and 200 g of a candle are of wax.

Every reader of orders asks here: for which facts it has to know before it reads one, and what is known by them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from advisor.ir import FactType, Growth, Guess, Lexicon, Numbers, OneOf, Pack, Possible, Subset
from advisor.meaning.as_assumed import guess_of, looked_up_guess, size_of
from advisor.meaning.path import name_in
from advisor.value.measure import factor_of
from advisor.value.no_number import in_a_time
from advisor.value.unit import VOLUME
from advisor.value.usual_size import assumed_size, is_solid
from advisor.value.word_match import normal
from advisor.yaml.text import quoted

_LIQUID = re.compile(r"[0-9] ?(?P<unit>[^\W\d_]+)$")
_CUBIC = ("cm", "mm", "m³", "cc", "cubic")
"""How measures of what is solid begin."""
_COUNTED = re.compile(r"(?P<many>[0-9]+) (?P<noun>[^\W\d_]+)")
_FIRST = re.compile(r"(?P<many>[0-9]+)\D*(?:,|;| and) [^0-9,;]*(?P<later>[0-9].*)")
"""So many now, then so many at times."""
_WEEK, _YEAR = 7, 365


class ByThing(Struct, frozen=True, kw_only=True, dict=True):
    """Knows what words and weights mean by what else is given of an order."""

    pack: Pack

    def facts_for(self, fact: FactType) -> tuple[FactType, ...]:
        """Return the facts by which what people say of a fact is read."""
        facts, stuff = self.pack.facts, self._stuff(fact)
        if fact.sides and (thing := facts.get(self.pack.lexicon.roles.thing)) is not None:
            return (thing,)  # in which unit a size without one is
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
        """What numbers grow with that is the thickness of a sheet or a board where it is thin."""
        assumed = (one.assume for one in self.pack.facts.values() if one.assume is not None)
        return tuple(growth for one in assumed for growth in one.grows if growth.sheet)

    def thicknesses(self, fact: FactType) -> tuple[FactType, ...]:
        """Return the sides that a measure beside a word for a material may say (`aluminium 3 mm`)."""
        is_stuff = fact.name == self.pack.lexicon.roles.stuff
        return tuple(self.pack.facts[name_in(growth.path)] for growth in self._thin) if is_stuff else ()

    def thickness(self, fact: FactType | None, given: Mapping[str, Possible]) -> FactType | None:
        """Return the side that such a measure says of what is given; None where that is usually no sheet, but a bowl with a wall."""
        for side, growth in zip(self.thicknesses(fact) if fact is not None else (), self._thin, strict=False):
            if growth.base is not None and f"order.{self.pack.lexicon.roles.thing}" in given:
                memory = {path: given.get(path, self.pack.facts[name_in(path)].domain) for path in growth.base.goes_by}
                if size_of(growth, looked_up_guess(growth.base, memory)) <= growth.sheet:
                    return side
        return None

    def is_held(self, text: str, fact: FactType, given: Mapping[str, Possible]) -> bool:
        """Return whether a volume in a measure of liquids is what the thing holds, and not what it is made of: `volume: 350 ml` of a mug."""
        longest = next((one for one in self.pack.facts.values() if one.sides), None)
        found = _LIQUID.search(text) if fact.weighed_by and longest is not None else None
        word = found["unit"].casefold() if found else ""
        meaning = _choices_in(given.get(f"order.{self.pack.lexicon.roles.thing}"))
        sides = longest.sides if longest is not None else ()
        is_known = longest is not None and all(
            assumed_size(self.pack.facts[name], meaning) for name in (longest.name, *sides)
        )
        is_liquid = bool(word) and factor_of(word, VOLUME) is not None and not word.startswith(_CUBIC)
        return is_liquid and is_known and longest is not None and not is_solid(longest, fact, meaning, self.pack.facts)

    def parts_counted(self, text: str, fact: FactType, given: Mapping[str, Possible]) -> tuple[str, str] | None:
        """Return what is wrong with how many, and the cure, where a text counts what one of the things has: `48 leaves` of a book."""
        lexicon, owners = self.pack.lexicon, self.owners_of_parts(text, fact)
        found = _COUNTED.fullmatch(text.strip())
        thing = _choices_in(given.get(f"order.{lexicon.roles.thing}"))
        if not found or not thing or not set(thing) <= owners:
            return None
        name = self.pack.facts[lexicon.roles.thing].words.get(str(thing[0]), str(thing[0]))
        told = f"`{fact.name}`: expected how many are ordered, got how many {found['noun']} one {name} may have, {quoted(text)}"
        return told, f"write {found['many']} if so many are ordered"

    def owners_of_parts(self, text: str, fact: FactType) -> frozenset[bool | str]:
        """Return the things of which a text in the place of how many counts parts, `48 leaves`; none if it counts what is ordered."""
        lexicon = self.pack.lexicon
        found = _COUNTED.fullmatch(text.strip()) if fact.name == lexicon.roles.count else None
        word = normal(found["noun"], lexicon.spellings) if found else ""
        return frozenset() if lexicon.facts.get(word) == fact.name else lexicon.in_pieces.get(word, frozenset())

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


def again(text: str, fact: FactType, pack: Pack) -> dict[str, Possible]:
    """Return how many are wanted and how often in a year, path -> value, of so many in a time of a week or more: `12 per month`, `150 first, then 150 a quarter`."""
    repeats = pack.facts.get(pack.roles.repeats.removeprefix("order."))
    is_count = fact.name == pack.lexicon.roles.count
    first = _FIRST.fullmatch(text.strip()) if is_count else None
    found = _at_times(first["later"] if first else text, repeats, pack.lexicon) if is_count and repeats else None
    if (
        found is None or repeats is None or (first and int(first["many"]) != found[0])
    ):  # of two numbers either may be meant
        return {}
    many, times = found
    return {f"order.{fact.name}": Numbers(many, many), f"order.{repeats.name}": Numbers(times, times)}


def _at_times(text: str, repeats: FactType, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return how many a text says at a time, and how often in a year that is: `150 a quarter`; None if it says no such thing."""
    if found := in_a_time(text, lexicon):
        return (found[0], round(_YEAR / found[1])) if found[1] >= _WEEK else None
    many, sign, *time = (*text.split(), "", "")
    often = (f"{each} {' '.join(time).strip()}" for each in sorted(lexicon.speech.every | lexicon.speech.each))
    words = lexicon.choices.get(repeats.name, {})
    told = next((words[one][0] for one in often if one in words), "") if sign in lexicon.speech.each else ""
    return (int(many), int(told)) if told and many.isdigit() else None


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
