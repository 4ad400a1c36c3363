"""Where a length is in inches: by `in` behind it, which may lead what follows instead, and by who says it."""

from __future__ import annotations

import re

from advisor.from_words.cue import Cues
from advisor.from_words.heard import Heard
from advisor.from_words.look import numbers_in
from advisor.from_words.phrase import Phrases
from advisor.from_words.room import Room
from advisor.from_words.sentence import Sentence
from advisor.order import OrderReader
from advisor.value.spoken import tidy
from advisor.value.unit import LENGTH
from advisor.value.usual_size import INCH, unit_left_out, usual_size

_EXACT = re.compile(r"[0-9][.,/][0-9]")  # no number of things


class Inches(Room):
    """Tells of one sentence which lengths are in inches."""

    def __init__(self, sentence: Sentence, cues: Cues, heard: Heard, reader: OrderReader, spoken: Phrases) -> None:
        super().__init__(sentence, cues, heard, reader)
        self._spoken, self._stuffs = spoken, self._lexicon.choices.get(self._roles.stuff, {})

    def is_none(self, first: int, last: int) -> bool:
        """Return whether a text ends in a word that leads what follows, and is no unit: `400 in oak`, but not `6 x 4 in zinc plated`."""
        if first == last or self._lower(last) not in self._speech.inside:
            return False
        sized = {
            start for one in self._numbers if one.is_in(LENGTH) for start, _ in self._cues.places.get(one.name, ())
        }
        follows = self._lower(last + 1) if self._together(last, last + 1) else ""
        if not follows.isalpha() or len(follows) == 1 or last + 1 in sized:
            return False
        text = self._sentence.text(first, last - 1)
        if _EXACT.search(text):
            return False
        return numbers_in(text) <= 1 or (self._leads_stuff(last + 1) and self._unit(text) not in ("", INCH))

    def _leads_stuff(self, first: int) -> bool:
        """Return whether a clause goes on with what a thing comes in, a material or a colour, and nothing that is done to it: `in black leather`."""
        for at in self._clause(first):
            if at >= first and self._word(at) in self._stuffs:
                return True
            if at >= first and self._word(at) not in self._lexicon.qualifiers | self._lexicon.ignored:
                return False
        return True

    def _unit(self, text: str) -> str:
        """Return the unit of sides by how large the thing usually is, empty where that is not known."""
        usual = usual_size(self._size, self._spoken.object()) if self._size else 0
        return unit_left_out(tidy(text), usual, in_inches=True) if usual else ""

    def are_usual(self, named: str) -> bool:
        """Return whether who says the sentence measures in inches: by the money named in it, or the place where one works."""
        if named in self._speech.inches:
            return True
        codes = {self._lexicon.tender.get(str(one), "").lower() for one in self._choices_said(self._roles.home)}
        return bool(codes) and codes <= self._speech.inches
