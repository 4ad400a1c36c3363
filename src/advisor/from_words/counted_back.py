"""Which times of a sentence are no time by which something is wanted: they count from another day, or begin something."""

from __future__ import annotations

from advisor.from_words.heard import Heard
from advisor.from_words.sentence import Sentence, Told
from advisor.ir import Lexicon


class CountedBack(Told):
    """Tells such times of one sentence. is_said: whether one is counted back from a day that is said elsewhere."""

    def __init__(self, sentence: Sentence, heard: Heard, lexicon: Lexicon) -> None:
        super().__init__(sentence, lexicon)
        self._heard = heard
        self.is_said = False

    def is_reckoned(self, first: int, last: int) -> bool:
        """Return whether a time counts from a day that is said too, or is that day: `3 weeks before Christmas`."""
        if self._together(first, last + 1) and self._lower(last + 1) in self._speech.reckoned | self._speech.earlier:
            self.is_said = self.is_said or self._counts_back(last + 1)
            return True
        follows = self._lower(first) in self._speech.reckoned and self._together(first - 1, first)
        return follows and self._heard.is_passed(first - 1)

    def is_onward(self, first: int) -> bool:
        """Return whether a time begins something: `for children from 18 months`."""
        return any(self._lower(at) in self._speech.onward for at in (first - 1, first) if self._together(at, first))

    def _counts_back(self, at: int) -> bool:
        """Return whether a time is one before a day said elsewhere, which is not wanted then: `a week before that`."""
        end = at == self._clause(at)[-1]
        is_that = not end and self._lower(at + 1) in self._speech.made_things
        is_dated = any(self._is_number(one) for one in self._clause(at) if one > at)  # `before the wedding on 3 June`
        return end or is_that or is_dated or self._lower(at) in self._speech.earlier

    def is_of_more(self, first: int) -> bool:
        """Return whether a day is that of how many more there will be: `80 now and 300 next spring`."""
        if first <= 1:
            return False
        led = {last for _, last in self._sentence.places(self._lexicon.later)}
        is_more = self._is_number(first - 1) and (first - 2 in led or self._lower(first - 2) in self._speech.listing)
        before = (at for at in self._clause(first) if at < first - 2)
        return is_more and self._together(first - 2, first) and any(map(self._is_number, before))
