"""What a place says of the noun beside it: of what that is, who is there, or where one would have things made."""

from __future__ import annotations

from advisor.from_words.part import Parts
from advisor.from_words.sentence import Sentence, Told
from advisor.from_words.whither import Whither
from advisor.ir import Lexicon

_KIND = 3  # how many words behind a place the one may end that says who is there: `Danish furniture design brand`


class Attributes(Told):
    """Tells of the places of one sentence what they say of nouns."""

    def __init__(self, sentence: Sentence, parts: Parts, whither: Whither, lexicon: Lexicon) -> None:
        super().__init__(sentence, lexicon)
        self._parts, self._whither = parts, whither
        self._inside = lexicon.speech.inside

    def only_names(self, first: int, last: int) -> bool:
        """Return whether a place only says of what something is, or of what kind: `postcards of Rome`, `Paris souvenir magnets`."""
        if self._sentence.is_led(first, self._speech.made_of - self._speech.origin):
            return True
        at = last + 1
        while self._together(last, at) and self._parts.is_description(at):
            at += 1
        is_noun = self._parts.begins_object(at) or (self._together(last, at) and self._parts.is_unknown(at))
        if not is_noun or self._words[at].text[0].isupper() or self._lower(at) in self._speech.region:
            return False  # `Vermont Life Magazine`, `Sydney inner west`
        return not self._sentence.is_led(first, self._inside) and not self.names_calling(last)

    def names_calling(self, last: int) -> bool:
        """Return whether a place says where somebody is who is named behind it: `Austin maker`, `Danish design brand`."""
        at, callings, parts = last + 1, self._speech.callings, self._parts
        while self._together(last, at) and at < last + _KIND and self._lower(at) not in callings:
            if not (parts.is_description(at) or parts.is_unknown(at) or parts.begins_object(at)):
                return False
            at += 1
        return self._together(last, at) and self._lower(at) in callings

    def is_ones_kind(self, first: int, last: int) -> bool:
        """Return whether a clause begins with what one is, and of where: `small Danish design brand`, `we are a Lisbon label`."""
        before = [self._lower(at) for at in self._clause(first) if at < first]
        speech, known = self._speech, self._lexicon
        is_little = all(
            one in speech.being | speech.ours | speech.article | known.ignored | known.qualifiers for one in before
        )
        is_name = not self._sentence.text(first, last).isupper()  # nor `no room`
        return is_little and is_name and not speech.origin.intersection(before) and self.names_calling(last)

    def is_preferred(self, first: int, last: int) -> bool:
        """Return whether a place ends a clause as that where one would have things made: `shop in the UK preferred`."""
        at = last + 1
        is_so = (
            self._together(last, at) and self._lower(at) in self._speech.preferring and at == self._clause(first)[-1]
        )
        return is_so and not self._whither.is_whither(first)
