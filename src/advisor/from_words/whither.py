"""Which place of a sentence is where the things go: behind a word of sending, or behind `to`."""

from __future__ import annotations

from advisor.from_words.sentence import Sentence, Told
from advisor.ir import Lexicon

_HOP = 3  # how many words for whom they are sent to may stand before a place: `goes out to our shop in Leeds`


class Whither(Told):
    """Tells of the places of one sentence to which of them the things go."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        super().__init__(sentence, lexicon)
        speech = self._speech
        self._little = (lexicon.ignored | speech.inside | speech.article | speech.where | speech.toward) - (
            speech.purpose | speech.origin | speech.by | speech.joined
        )

    def is_whither(self, first: int) -> bool:
        """Return whether a place is where the things go, or where those are who buy them."""
        return self.is_destination(first) or self.is_of_buyers(first)

    def is_destination(self, first: int) -> bool:
        """Return whether a place is where the things go: `freight to Auckland`, `delivery address: Munich`."""
        if first == self._clause(first)[0]:
            return self._is_labelled(first)
        at = first - 1 - self._sentence.is_led(first, self._speech.article)
        if self._is_toward(at):
            return True
        if self._lower(at) in self._speech.inside:
            hop = next((one for one in range(at - 1, at - 2 - _HOP, -1) if self._is_toward(one)), 0)
            if hop and self._is_sent(hop):
                return True
        return self._is_sent(first)

    def _is_toward(self, at: int) -> bool:
        """Return whether a word leads somewhere, and nothing before it tells that one only is or was there: not `close to`."""
        if at < 0 or self._lower(at) not in self._speech.toward:
            return False
        is_span = self._word(at - 1) in self._lexicon.choices.get(self._roles.home, {}) if at else False
        return not (self._together(at - 1, at) and (is_span or self._lower(at - 1) in self._speech.staying))

    def _is_sent(self, first: int) -> bool:
        """Return whether a word of sending stands before a place, and nothing but little words between: `shipped here to`."""
        at = first - 1
        while self._together(at, first) and self._lower(at) not in self._speech.sending:
            if self._word(at) not in self._little or self._lower(at) in self._speech.ours:
                return False
            at -= 1
        return self._together(at, first) and not self._is_ones_own(at)

    def _is_ones_own(self, at: int) -> bool:
        """Return whether a word of sending is what one has or did: `our address is in`, `we shipped to`, but not `shipped to`."""
        lead = self._lower(at - 1) if self._together(at - 1, at) else ""
        return lead in self._speech.holding or (self._lower(at) in self._speech.acted and lead in self._speech.subject)

    def is_of_buyers(self, first: int) -> bool:
        """Return whether a word for a place says of where those are who buy: `our customers are mainly Dutch`."""
        at = first - 1
        while self._together(at, first) and self._word(at) in self._lexicon.qualifiers:
            at -= 1
        is_said = self._together(at - 1, first) and self._lower(at) in self._speech.equal | self._speech.being
        return is_said and self._lower(at - 1) in self._speech.buyers

    def _is_labelled(self, first: int) -> bool:
        """Return whether a place alone stands behind a label for where things go: `ship-to: Vancouver`."""
        if not first or not self._sentence.mark_before(first).endswith(":"):
            return False
        return any(self._lower(at) in self._speech.sending for at in self._clause(first - 1))
