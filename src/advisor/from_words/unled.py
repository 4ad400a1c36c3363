"""What a measure without a cue may say of the thing ordered: its size, how thick or how heavy it is."""

from __future__ import annotations

import re

from advisor.from_words.cue import Cues
from advisor.from_words.heard import Heard
from advisor.from_words.look import Look
from advisor.from_words.part import Parts
from advisor.from_words.room import Room
from advisor.from_words.sentence import Sentence
from advisor.ir import FactType, OneOf
from advisor.order import OrderReader
from advisor.value.usual_size import assumed_size, is_like, is_solid, ratio, usual_size
from advisor.value.weight import volume_of

THIN = 10_000_000  # up to how many nanometres a length alone may be the thickness of a sheet
CLOSE = 3  # how many words away the words of something else may stand
_GRAMS, _SHEET = re.compile(r"[0-9] ?g(?![a-z])"), 50  # how many times as long as thick a sheet is at least
_UNLIKE_WEIGHT = 3  # how many times as heavy as usual, or as light, a thing may be: `notebooks, 90 g` is of their paper


class Unled(Room):
    """Tells of measures that nothing leads what they say of the thing ordered."""

    def __init__(
        self, sentence: Sentence, cues: Cues, heard: Heard, reader: OrderReader, parts: Parts, look: Look
    ) -> None:
        super().__init__(sentence, cues, heard, reader)
        self._parts, self._look, self._reader = parts, look, reader
        self._thing, self._stuff = self._roles.thing, self._roles.stuff

    def _is_size(self, words: str, first: int, last: int) -> bool:
        """Return whether a length without a cue is the object's size: it stands beside it, or alone in its clause."""
        low = self._look.length(words)
        if low is None or low < THIN or self._size is None or self._parts.is_of_another(last):
            return False
        lead = first - 1 - self._sentence.is_led(first, self._speech.made_of)  # `trays of 30 cm`
        is_thing = lead in self._heard.places(self._thing) or self._is_counted_unknown(lead)
        follows = self._together(lead, first) and is_thing
        is_beside = follows or self._parts.begins_object(last + 1)
        usual = usual_size(self._size, self._parts.ordered)
        may_be = not usual or is_like(low, usual)
        return (self._is_alone(first, last) and may_be) or is_beside or self._ends_description(first, low)

    def _is_counted_unknown(self, at: int) -> bool:
        """Return whether a word ends what is ordered and nobody knows, behind its number: `300 nylon clips 1.5 inch`."""
        is_never = at > 0 and self._word(at) in self._lexicon.never.get(self._thing, ())  # `feet`, which alone are none
        if self._parts.ordered or at < 1 or not (is_never or self._parts.is_unknown(at)):
            return False
        before = [one for one in self._clause(at) if one < at]
        numbers = [one for one in before if self._is_number(one) and not self._heard.is_taken(one)]
        rest = [one for one in before if one > max(numbers, default=at)]
        known = self._parts.is_description, self._parts.is_unknown, self._heard.is_taken
        return bool(numbers) and all(any(is_so(one) for is_so in known) for one in rest)

    def _is_of_stuff(self, first: int, last: int) -> bool:
        """Return whether a length leads what a thing is made of, and says how thick that is: `round boxes in 2 mm card`."""
        starts = {start for start, _ in self._heard.spans(self._stuff)}
        return self._sentence.is_led(first, self._speech.inside) and last + 1 in starts

    def _is_of_noun_beside(self, first: int, last: int) -> bool:
        """Return whether a length is that of a noun beside it: `logo 8 cm wide`, `for plants 40 cm tall`, `for 10x15 photos`, `in a 12 cm case`."""
        speech, before = self._speech, first - 1
        if self._sentence.is_led(first, speech.measured):
            return True
        if self._together(before - 1, first) and self._is_noun_of_another(before):
            before -= 1 + (self._lower(before - 1) in speech.article)
            return self._lower(before) in speech.purpose
        is_article = self._sentence.is_led(first, speech.article)
        is_for = self._sentence.is_led(first - is_article, speech.purpose)
        is_led = is_for or (is_article and self._sentence.is_led(before, speech.inside | speech.joined))
        return is_led and self._together(last, last + 1) and self._is_noun_of_another(last + 1)

    def _is_noun_of_another(self, at: int) -> bool:
        """Return whether a word is a noun that is not known, or a thing that is not the one ordered."""
        parts = self._parts
        return parts.is_unknown(at) or (bool(parts.ordered) and parts.begins_object(at) and not parts.is_thing(at))

    def _thickness(self, words: str, first: int, last: int) -> str:
        """Return the fact of how thick a flat thing is, if a small length may be that: `earrings, 0.5 mm`."""
        low, beside, size = self._look.length(words), self._heard.places(self._stuff), self._size
        if low is None or low >= THIN or size is None or self._heard.is_said(size.sides[-1]) or self._says_all_sides():
            return ""
        is_before = self._together(last, last + 1) and self._heard.is_taken(last + 1)
        is_beside = first - 1 in beside or (is_before and any(last < end <= last + CLOSE for end in beside))
        usual = usual_size(self._facts[size.sides[-1]], self._parts.ordered)
        return size.sides[-1] if (is_beside or self._is_alone(first, last)) and is_like(low, usual) else ""

    def _ends_description(self, first: int, low: int) -> bool:
        """Return whether a length that may be the object's ends what is said of it: `mugs of porcelain 12 cm`."""
        size = self._size
        things = [at for at in self._heard.places(self._thing) if self._together(at, first) and at < first]
        if size is None or not things or not self._heard.is_taken(first - 1):
            return False
        return is_like(low, usual_size(size, self._parts.ordered))

    def _is_weight(self, alike: list[FactType], words: str, first: int, last: int) -> bool:
        """Return whether a weight is that of the thing ordered: nothing usually goes into such a thing, or is of `bronze bells 5 kg`."""
        size, thing = self._size, self._parts.ordered
        if not alike or size is None or not (thing or self._heard.is_said(size.name)):
            return False
        lead = first - 1 - (first > 0 and self._lower(first - 1) in self._speech.made_of)  # `bars of soap of 100 g`
        is_piece = self._cues.is_count(lead - 1) and self._is_number(lead - 1)  # `soap, 200 bars 70 g`
        is_behind = (lead in self._heard.places(self._thing) or is_piece) and self._parts.ends_noun(last)
        is_told = is_behind and self._together(lead, last)
        is_of_it = is_told and self._lower(lead) not in self._speech.holder | self._speech.bearing
        if is_told and self._heard.is_said(self._stuff):
            return is_of_it
        if _GRAMS.search(words) and usual_size(self._facts[size.sides[-1]], thing) * _SHEET < usual_size(size, thing):
            return False  # of a square metre: `cards, 350 g`
        if is_of_it and self._may_weigh(alike[0], words):
            return True
        things = {self._lower(at) for at in self._heard.places(self._thing)}
        is_bare = self._heard.is_said(self._stuff) and things.isdisjoint(self._speech.holder | self._speech.bearing)
        is_held = any(self._lower(at) in self._speech.holder for at in range(first))  # `soap in paper bags, 250 g`
        return self._is_alone(first, last) and (is_bare or (not is_held and self._may_weigh(alike[0], words)))

    def _may_weigh(self, volume: FactType, words: str) -> bool:
        """Return whether a thing whose material nobody says may weigh so much: nothing goes into it, and such things weigh about that."""
        thing, size = self._parts.ordered, self._size
        if size is None or not thing or not is_solid(size, volume, thing, self._facts):
            return False
        density = self._reader.by_thing.density(volume, {f"order.{self._thing}": OneOf(thing)})
        found = volume_of(words, volume.weighed_by, density, self._reader.pack.currency) if density else None
        return found is not None and ratio(max(found[0], 1), assumed_size(volume, thing)) <= _UNLIKE_WEIGHT

    def _is_alone(self, first: int, last: int) -> bool:
        """Return whether a clause says nothing but a measure."""
        others = (self._word(at) for at in self._clause(first) if not first <= at <= last)
        return all(word in self._lexicon.qualifiers or word in self._lexicon.ignored for word in others)
