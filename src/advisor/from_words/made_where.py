"""Where a sentence says that the things are made, or by whom of where: whoever has them made there looks for no maker abroad."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.from_words.attribute import Attributes
from advisor.from_words.cue import Cues
from advisor.from_words.heard import Heard
from advisor.from_words.part import Parts
from advisor.from_words.sentence import PhraseEnds, Sentence, Told
from advisor.from_words.whither import Whither


class MadeWhere(Told):
    """Takes from one sentence that the things are made where one is, or where those are who buy them."""

    def __init__(self, sentence: Sentence, cues: Cues, heard: Heard, parts: Parts) -> None:
        super().__init__(sentence, cues.known)
        self._cues, self._heard = cues, heard
        self._known = self._lexicon.choices.get(self._roles.home, {})
        self._attributes = Attributes(sentence, parts, Whither(sentence, self._lexicon), self._lexicon)

    def settle(self) -> None:
        """Say that one would not order abroad, where a maker's place is one's own and no other place is left unread."""
        abroad = self._roles.abroad
        if not abroad or self._heard.is_said(abroad):
            return
        own = {one for first, last in self._own() for one in self._meant(first, last)}
        places = [one for one in self._sentence.places(self._known) if self._is_of_order(*one)]
        is_open = any(own.isdisjoint(self._meant(*one)) for one in places if self._is_left_name(*one))
        for first, last in () if is_open else places:
            start = self._start(first, last)
            if start is not None and own.issuperset(self._meant(first, last)):
                self._heard.say(abroad, start, last, f"no, {self._sentence.text(start, last)}")
                return

    def _is_left_name(self, first: int, last: int) -> bool:
        """Return whether a place is written as a name, and nothing was made of it."""
        return not self._heard.is_taken(last) and self._sentence.text(first, last)[0].isupper()

    def _own(self) -> Iterator[PhraseEnds]:
        for name in (self._roles.home, self._roles.away):
            yield from self._heard.spans(name)

    def _meant(self, first: int, last: int) -> frozenset[bool | str]:
        return frozenset(self._known.get(self._normal(first, last), ()))

    def _is_of_order(self, first: int, last: int) -> bool:
        """Return whether a place is said of this order, as a place, and as more than a wish."""
        told = (self._cues.negated, self._cues.whose.others, self._cues.turns.past, self._cues.turns.withdrawn)
        own = {*self._own()}
        is_another = any(
            start <= first <= end
            for name in self._heard.said()
            if name not in (self._roles.home, self._roles.away)
            for start, end in self._heard.spans(name)
        )
        is_wish = any(self._lower(at) in self._speech.preferring for at in self._clause(first))
        return (first, last) in own or not (is_another or is_wish or any(first in one for one in told))

    def _start(self, first: int, last: int) -> int | None:
        """Return where the words begin that say that the things are made at a place, `made in the UK`, or by somebody there, `by a Leeds potter`."""
        at = first - 1 - self._sentence.is_led(first, self._speech.article)
        if not self._together(at, first):
            return None
        is_made = self._together(at - 1, at) and self._lower(at - 1) in self._speech.making
        if is_made and self._lower(at) in self._speech.inside:
            return at - 1
        is_thing = self._together(at - 1, at) and at - 1 in self._heard.places(self._roles.thing)
        is_by = self._lower(at) in self._speech.made_by and (is_made or is_thing)
        return at - is_made if is_by and self._attributes.names_calling(last) else None
