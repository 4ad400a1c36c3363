"""Which of the things that a sentence names is ordered: one that is counted or wanted, not another's, nor what one makes besides."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.from_words.joined import Joined
from advisor.from_words.noun import PLURAL, Meaning
from advisor.from_words.sentence import PhraseEnds

_MANY = 10
"""From how many on a number before a thing is a count of the order, whatever else is named."""
_SOON = 4
"""How many words behind the thing that something is for the word for what is wanted may stand."""
_GROUP = 4
"""Of how many things more than which a name is that of a group."""
_STOPS = (".", "!", "?", ";")


class Rivals(Joined):
    """Tells the thing ordered from others that are named, each by what stands before it."""

    def find_rivals(self) -> None:
        """Find the words of things that are not the one ordered."""
        lexicon, words = self._lexicon, self._sentence.words
        definite = self._speech.article - self._speech.each - self._speech.single
        self._articles = frozenset(at for at, word in enumerate(words) if word.text.lower() in definite)
        lists = (
            lexicon.aside,
            lexicon.whence,
            lexicon.theirs,
            lexicon.declared,
            lexicon.trade,
            lexicon.oneself,
            lexicon.wanted,
        )
        ends = (frozenset(last for _, last in self._sentence.places(one)) for one in lists)
        self._aside, self._whence, self._theirs, self._declared, self._trade, self._oneself, self._wants = ends
        named = list(self._named())
        strong = [one for one in named if self._is_wanted(one[0]) or self._is_counted(one[0])]
        unknown = None if strong else self._counted_unknown()
        self.rivals = frozenset(
            at for one in named if self._is_rival(one, named, strong, unknown) for at in range(one[0], one[1] + 1)
        )

    def _is_rival(
        self, one: PhraseEnds, named: list[PhraseEnds], strong: list[PhraseEnds], unknown: int | None
    ) -> bool:
        """Return whether a thing is not the one ordered, of all that are named and those that are counted or wanted."""
        first, _ = one
        if self._is_led_by(first, self._aside) or self._is_taken_from(first):
            return True
        others = [other for other in named if self._is_unlike(one, other)]
        if self._is_anothers(first):
            return unknown is not None or any(not self._is_anothers(other) for other, _ in others)
        if one in strong:
            return False
        if self.is_made_besides(first) or self._is_faint(one):
            is_beaten = unknown is not None or any(other in strong for other in others)
            return is_beaten or (self._is_faint(one) and bool(others))
        if unknown is not None:
            return not self._sentence.is_together(min(first, unknown), max(first, unknown))
        later = (other for other in strong if other in others and other[0] > first)
        is_the = any(at in self._articles for at in range(self.lead(first) + 1, first))
        return any(self._is_sentence_between(first, other) and (is_the or self._is_sure(other)) for other, _ in later)

    def _is_of_a_rival(self, name: str, first: int, last: int) -> bool:
        """Return whether a phrase stands right before or behind a thing that is not the one ordered, or is itself not what is wanted: `his lamp bases cast`, `instead of brass`."""
        if name == self._roles.stuff and first - 1 in self._aside:
            return True
        together, is_the = self._sentence.is_together, last + 1 in self._articles
        noun = self._noun_phrase(last + is_the)[-1]
        is_behind = first - 1 in self.rivals and together(first - 1, first)
        return is_behind or (noun in self.rivals and together(last, noun))

    def _is_ones_craft(self, name: str, first: int, last: int) -> bool:
        """Return whether a craft is only what one does for a living: `I do letterpress`, `I teach ceramics`."""
        is_noun = name != self._roles.stuff or not self.is_before_unknown(last)
        is_craft = name in self._roles.describe and is_noun and self._is_led_by(first, self._trade)
        return is_craft and not self.describes_object(last)

    def _named(self) -> Iterator[PhraseEnds]:
        """Yield where things are named, of which something is said."""
        at = 0
        while at < len(self._sentence):
            last = next((end for end in self._sentence.ends(at) if self._sentence.normal(at, end) in self._known), at)
            is_said = at not in self._cues.negated or at in self._cues.whose.others
            is_said &= self._sentence.words[at].text.lower() not in self._speech.article
            if is_said and self.objects(at) and not self._is_modifier(last):
                yield at, last
            at = (last if is_said else at) + 1

    def _meaning(self, one: PhraseEnds) -> Meaning:
        return self._known[self._sentence.normal(*one)]

    def _is_unlike(self, one: PhraseEnds, other: PhraseEnds) -> bool:
        """Return whether two names are of different things; `dog bowl` and `bowls` may be of one."""
        ends = {self._sentence.words[last].text.lower().removesuffix(PLURAL) for _, last in (one, other)}
        return len(ends) > 1 and set(self._meaning(one)).isdisjoint(self._meaning(other))

    def _is_led_by(self, first: int, ends: frozenset[int]) -> bool:
        """Return whether certain words stand right before what describes a thing, or end in its article."""
        lead = self.lead(first)
        return self._sentence.is_together(first - 1, first) and any(at in ends for at in range(max(lead, 0), first))

    def _is_anothers(self, first: int) -> bool:
        """Return whether a thing is another's, or of another time: `his lamp bases`, `last year we gave a mug`."""
        is_theirs = self._is_led_by(first, self._theirs)
        return is_theirs or first in self._cues.whose.others or self._is_occasion(first)

    def _is_taken_from(self, first: int) -> bool:
        """Return whether a thing is the one that another is taken from, or hangs on: `from the display case`, not `from oak`."""
        lead, known = self.lead(first), self._speech.article | self._speech.listing
        return lead in self._whence and any(
            self._sentence.words[at].text.lower() in known for at in range(lead + 1, first)
        )

    def _is_occasion(self, first: int) -> bool:
        """Return whether a thing is only that for which something is wanted: `for the new record we want`."""
        lead = self.lead(first)
        is_led = (
            self._sentence.is_together(lead, first) and self._sentence.words[lead].text.lower() in self._speech.purpose
        )
        return is_led and any(
            first < at <= first + _SOON and self._sentence.is_together(first, at) for at in self._wants
        )

    def is_made_besides(self, first: int) -> bool:
        """Return whether a thing is what one makes or sells: `we build theremins`, `print the knobs ourselves`."""
        soon = range(first + 1, first + _SOON)
        is_own = any(at in self._oneself and self._sentence.is_together(first, at) for at in soon)
        return is_own or self._is_led_by(first, self._trade)

    def _is_faint(self, one: PhraseEnds) -> bool:
        """Return whether a name says little: it is general, or that of a group, such as `furniture`."""
        return (
            self._sentence.normal(*one) in self._lexicon.never.get(self._thing, ()) or len(self._meaning(one)) > _GROUP
        )

    def _is_wanted(self, first: int) -> bool:
        """Return whether words for what is wanted lead a thing, or a colon behind such does: `ours is a lamp`, `we want something else: a lamp`."""
        lead = self.lead(first)
        if lead < 0:
            return 0 not in self._articles  # a title
        if self._sentence.is_together(lead, first):
            return lead in self._wants | self._declared
        before = self._sentence.clause(lead) if lead >= 0 else range(0)
        return ":" in self._sentence.mark_before(lead + 1) and any(at in self._wants for at in before)

    def _is_counted(self, first: int) -> bool:
        """Return whether a number stands before a thing, and the thing is no part of another: `60 lamps`."""
        lead = self.lead(first)
        counts = self._lexicon.facts
        while self._sentence.is_together(lead, first) and (
            self.is_unknown(lead) or counts.get(self._sentence.normal(lead, lead)) == self._roles.count
        ):  # `55 pairs of bookends`
            lead -= 1
        if not self._sentence.is_together(lead, first) or not self._sentence.is_number(lead):
            return False
        before = self._sentence.words[lead - 1].text.lower() if self._sentence.is_together(lead - 1, lead) else ""
        return before not in self._speech.joined | self._speech.made_of

    def _is_sure(self, first: int) -> bool:
        """Return whether a thing is declared, or counted as an order is."""
        lead = self.lead(first)
        return lead in self._declared or not self._sentence.is_together(lead, first) or self._is_many(lead)

    def _is_many(self, at: int) -> bool:
        text = self._sentence.words[at].text
        return not text.isdigit() or int(text) >= _MANY

    def _is_sentence_between(self, first: int, other: int) -> bool:
        """Return whether a full stop stands between two words."""
        return any(self._sentence.mark_before(at)[:1] in _STOPS for at in range(first + 1, other + 1))

    def _counted_unknown(self) -> int | None:
        """Return where a count of the order stands before a noun that is not known: `we want 800 spigots`; None if none does."""
        for at in range(len(self._sentence) - 1):
            is_number = self._sentence.words[at].text.isdigit() and self._is_many(at)
            if at in self._cues.negated or at - 1 not in self._wants or not is_number:
                continue
            noun = self._noun_phrase(at)[-1]
            is_noun = self.is_unknown(noun) or (
                self._is_plural(noun) and self._is_worked(noun) and not self.objects(noun)
            )
            if self._sentence.is_together(at, noun) and is_noun and noun not in self._persons:
                return at
        return None
