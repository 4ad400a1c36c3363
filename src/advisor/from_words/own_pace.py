"""How many somebody makes in a time, said of themselves: `I sew 8 bags a day`, not `the cafe uses 8 a day`."""

from __future__ import annotations

from advisor.from_words.cue import Cues
from advisor.from_words.heard import Heard
from advisor.from_words.part import Parts
from advisor.from_words.sentence import PhraseEnds, Sentence, Told
from advisor.value.unit import WORDS, WORK

_WITHIN = 3  # how many words behind a number the time may stand in which so many are made


class OwnPace(Told):
    """Takes from one sentence how many of the things ordered one makes oneself in a time."""

    def __init__(self, sentence: Sentence, cues: Cues, heard: Heard, parts: Parts) -> None:
        super().__init__(sentence, cues.known)
        self._cues, self._heard, self._parts = cues, heard, parts

    def settle(self) -> None:
        """Say so many in a time, where nothing else says it and only one number is said so."""
        pace = self._roles.pace
        if not pace or self._heard.is_said(pace) or pace not in self._cues.places:
            return
        found = [(at, rate) for at in range(len(self._sentence)) if (rate := self._rate(at)) and self._is_own(at)]
        if len(found) == 1:
            at, (first, last) = found[0]
            start = at - 2 * self._is_span(at)
            self._heard.say(pace, start, at, f"{self._sentence.text(start, at)} {self._sentence.text(first, last)}")
            self._heard.take(first, last)

    def _is_span(self, at: int) -> bool:
        """Return whether a number is the most of two: `100 to 150`."""
        return at > 1 and self._sentence.is_led(at, self._speech.span) and self._is_number(at - 2)

    def _rate(self, at: int) -> PhraseEnds | None:
        """Return where the time stands in which there are so many of the things, None if none does: `8 bags [a day]`."""
        is_open = self._is_number(at) and not self._heard.is_any_taken(at, at) and at not in self._cues.negated
        for each in range(at + 1, min(at + 1 + _WITHIN, len(self._sentence) - 1)):
            if not is_open or not self._together(at, each + 1) or at in self._cues.turns.past:
                return None
            if self._lower(each) in self._speech.each and self._sentence.is_time(each + 1):
                return each, each + 1
            is_thing = self._parts.is_thing(each) or self._word(each) in self._lexicon.ignored
            if not is_thing or self._lower(each) in WORDS[WORK]:
                return None
        return None

    def _is_own(self, at: int) -> bool:
        """Return whether the words before a number, as far as another, say that one does so much oneself, and sells or uses nothing."""
        speech, words = self._speech, set[str]()
        for before in range(at - 1 - 2 * self._is_span(at), self._clause(at)[0] - 1, -1):
            if self._is_number(before):
                break
            words.add(self._lower(before).partition("'")[0])
        return not words.isdisjoint(speech.ours) and words.isdisjoint(speech.parting | speech.another)
