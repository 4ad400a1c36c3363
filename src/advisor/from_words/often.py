"""How often so many are ordered, said beside how many: `40 aprons every other month`, `each spring we need 120 towels`."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.from_words.cue import Cues
from advisor.from_words.heard import Heard
from advisor.from_words.sentence import PhraseEnds, Sentence, Told

_MOST = 6  # how many words may stand between how many and how often


class Often(Told):
    """Takes from one sentence how often what it orders is ordered again."""

    def __init__(self, sentence: Sentence, cues: Cues, heard: Heard) -> None:
        super().__init__(sentence, cues.known)
        self._cues, self._heard = cues, heard

    def settle(self) -> None:
        """Say how often, if that stands with how many are ordered, and nothing else there is done so often."""
        again, counts = self._roles.again, self._heard.spans(self._roles.count)
        if not again or self._heard.is_said(again) or not counts:
            return
        count = counts[0]
        place = next((one for one in self._places(again, count) if self._is_of_order(one, count)), None)
        if place:
            self._heard.say(again, *place)

    def _places(self, again: str, count: PhraseEnds) -> Iterator[PhraseEnds]:
        """Yield the words for how often in the clause of a number, the longest first."""
        words = self._lexicon.of_thing.get(again, frozenset())
        for start in self._clause(count[0]):
            for end in self._sentence.ends(start):
                if start == end and self._sentence.is_time(end):
                    continue  # `a month`, not `this month`
                is_free = not self._heard.is_any_taken(start, end) and start not in self._cues.negated
                if is_free and self._normal(start, end) in words:
                    yield start, end

    def _is_of_order(self, place: PhraseEnds, count: PhraseEnds) -> bool:
        """Return whether words for how often are said of the order: of no event, and of nothing that is made, sold or used so often."""
        speech, (start, end), (first, last) = self._speech, place, count
        between = range(last + 1, start) if last < start else range(end + 1, first)
        words = [self._lower(at) for at in between]
        clause = {self._lower(at).partition("'")[0] for at in self._clause(first)}
        is_other = not speech.purpose.isdisjoint(words) or any(map(self._is_number, between)) or len(words) > _MOST
        is_done = not clause.isdisjoint(speech.parting - speech.ordering) or not clause.isdisjoint(speech.acted)
        is_asked = clause.isdisjoint(speech.subject | speech.ours) or not clause.isdisjoint(speech.ordering)
        return is_asked and not (is_other or is_done)
