"""Which side a length is, by how large such a thing usually is: `200x90` in millimetres or centimetres, a desk `2.4 m wide`."""

from __future__ import annotations

import re
from collections.abc import Callable

from advisor.from_words.cue import Cues
from advisor.from_words.heard import Heard
from advisor.from_words.phrase import Phrases
from advisor.from_words.room import Room
from advisor.from_words.sentence import Sentence
from advisor.ir import FactType
from advisor.order import OrderReader
from advisor.value.spoken import SIZES, tidy
from advisor.value.usual_size import UNLIKE, assumed_size, nanometres, ratio, sheet_unit, unit_left_out, usual_size

_NUMBER = r"[0-9]+(?:[.,][0-9]+)?"
_BARE = re.compile(rf"{_NUMBER}(?:(?: ?[x*] ?| by | mal ){_NUMBER}){{1,2}}")
_ONE = re.compile(rf"\D*{_NUMBER}\D*")  # A length, and no sides at once
_NUMBER_ALONE = re.compile(rf"{_NUMBER}|[.][0-9]+|[1-9][0-9]?/[1-9][0-9]?")
_UNIT_BEHIND = re.compile(r"(?<=[0-9]) ?(?P<unit>[mc]?m|in|inch(?:es)?|\")(?![a-z])")


class Sides(Room):
    """Takes sides without a unit, where the thing ordered says how large it usually is."""

    def __init__(
        self,
        sentence: Sentence,
        cues: Cues,
        heard: Heard,
        reader: OrderReader,
        spoken: Phrases,
        is_in_inches: Callable[[], bool],
    ) -> None:
        super().__init__(sentence, cues, heard, reader)
        self._spoken, self._is_in_inches = spoken, is_in_inches
        self._fact = next((one for one in reader.facts.values() if one.sides), None)
        self._second = reader.facts.get(self._fact.sides[0]) if self._fact else None

    def take(self, first: int) -> int:
        """Take the sides that begin here, with the unit that fits; return their last word, the one before if there are none."""
        if self._with_aspect(first):
            return first + 1
        if not self._is_number(first) or not self._fact or self._heard.is_said(self._fact.name):
            return first - 1
        usual = usual_size(self._fact, self._spoken.object())
        if not usual:
            return first - 1
        for last in self._sentence.ends(first):
            text = self._sentence.text(first, last)
            if self._heard.is_any_taken(first, last) or not _BARE.fullmatch(tidy(text)) or self._counts(first, last):
                continue
            if self._normal(first, last) in self._lexicon.qualifiers:
                return last  # a size of timber: `2x4 pine`
            if first in self._cues.negated or self._spoken.is_tool(first - 1) or self._spoken.parts.is_part(last + 1):
                return last  # `an Adana 8x5`, `3x4 keys` are not of the thing ordered
            if unit := sheet_unit(text) or self._unit(text, usual):
                self._heard.say(self._fact.name, first, last, f"{text} {unit}")
                return last
        return first - 1

    def _unit(self, text: str, usual: int) -> str:
        """Return the unit that a person leaves out, empty if none fits how large the thing usually is."""
        return unit_left_out(text, usual, in_inches=self._is_in_inches())

    def _with_aspect(self, first: int) -> bool:
        """Take a number with a word for its side, in the unit said before or that fits: `14 cm across, 25 high`."""
        if not _NUMBER_ALONE.fullmatch(self._sentence.text(first, first)) or self._heard.is_any_taken(first, first):
            return False
        names = [self._fact.name, *self._fact.sides] if self._fact else []
        led = [name for name in names if any(start == first + 1 for start, _ in self._cues.places.get(name, ()))]
        said = self._heard.said()
        texts = [text for name in names for text in said.get(name, ())] or self._texts_beside(first)
        units = [found["unit"] for text in texts if (found := _UNIT_BEHIND.search(text))]
        is_last = not self._together(first, first + 2)  # not `3 high in the box`
        parts = self._spoken.parts
        is_kind = not is_last and (parts.is_several(first + 2) or parts.begins_object(first + 2))  # `60 round ones`
        if not led or is_kind or not self._together(first, first + 1) or self._lower(first + 1) in SIZES:
            return False  # `2 gross` is no size
        usual = usual_size(self._fact, self._spoken.object()) if self._fact and is_last and not units else 0
        unit = units[0] if units else self._unit(self._sentence.text(first, first), usual)
        if not unit:
            return False
        text = f"{self._sentence.text(first, first)} {unit}"
        size = nanometres(text)
        longest = max((self._length(name) for name in names if name in said), default=usual or size)
        if size > UNLIKE * longest or (self._heard.is_said(led[0]) and self._length(led[0]) >= size):
            self._heard.pass_over(first, first + 1)
            return True
        if self._heard.is_said(led[0]):
            self._heard.take_back(led[0], keep=True)
        self._heard.say(led[0], first, first + 1, text)
        return True

    def _texts_beside(self, first: int) -> list[str]:
        """Return the words of a clause and of those around it in which other lengths may stand: `60mm OD 48 ID 2.5 thick`."""
        return [self._sentence.text(at, min(at + 1, self._clause(at)[-1])) for at in self._clause(first) if at < first]

    def settle(self) -> None:
        """Let the longest side be the longest, `Ø 35 mm, 50 mm deep`."""
        if self._fact is not None and self._heard.is_said(self._fact.name):
            self._swap(self._fact)
        elif self._second is not None and self._fact is not None:
            self._lengthen(self._second, self._fact)

    def _swap(self, longest: FactType) -> None:
        """Let a side that is said to be longer than the longest be that, and that the second side, if it is not said."""
        told = self._heard.said()
        if len(told[longest.name]) > 1 or not _ONE.fullmatch(tidy(told[longest.name][0])):
            return
        size = self._length(longest.name)
        for name in longest.sides:
            if size and self._heard.is_said(name) and self._length(name) > size:
                self._heard.rename(longest.name, "")
                self._heard.rename(name, longest.name)
                if self._heard.is_said(longest.sides[0]):
                    self._heard.take_back("", keep=False)
                else:
                    self._heard.rename("", longest.sides[0])
                return

    def _lengthen(self, second: FactType, fact: FactType) -> None:
        """Let the second side be the longest where it is more like how long such things usually are."""
        size = self._length(second.name) if self._heard.is_said(second.name) else 0
        meaning = self._spoken.object()
        usual, longest = assumed_size(second, meaning), assumed_size(fact, meaning)
        if size and usual and longest and ratio(size, longest) < ratio(size, usual):
            self._heard.rename(second.name, fact.name)

    def _length(self, name: str) -> int:
        """Return the least that is said of a side in nanometres, 0 if it is not to be read."""
        return nanometres(self._heard.said()[name][0])

    def _counts(self, first: int, last: int) -> bool:
        """Return whether numbers apart before the object may say how many: `2 x 40 mugs`."""
        return last > first and self._spoken.parts.describes_object(last)
