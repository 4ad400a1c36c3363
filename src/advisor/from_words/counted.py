"""How many there are of the things that a sentence names, and which of them one has already."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.from_words.joined import Joined
from advisor.from_words.noun import PLURAL, Meaning
from advisor.from_words.sentence import PhraseEnds
from advisor.value.measure import is_measure
from advisor.value.spoken import SMALL


class Counted(Joined):
    """Tells of things by the numbers before them whether they are counted."""

    _is_counted_apart = False
    """Whether a number counts the order without a thing behind it."""

    def _named(self) -> Iterator[PhraseEnds]:
        """Yield where things are named, of which something is said."""
        at = 0
        while at < len(self._sentence):
            last = next((end for end in self._sentence.ends(at) if self._normal(at, end) in self._known), at)
            is_said = at not in self._cues.negated or at in self._cues.whose.others
            is_said &= self._lower(at) not in self._speech.article
            if is_said and self.objects(at) and not self._is_modifier(last):
                yield at, last
            at = (last if is_said else at) + 1

    def counted_things(self) -> Iterator[PhraseEnds]:
        """Yield where things that a number stands before are named, each from its number on; none that another is made of."""
        named = list(self._named())
        for one in named:
            number = self._counting(one[0])
            is_had = self.had_from(number) >= 0 or self._count(number) == 1
            if number >= 0 and not (is_had or self._is_few(number) or self._is_piece_of_another(one, named)):
                yield number, one[1]

    def _meaning(self, one: PhraseEnds) -> Meaning:
        return self._known[self._normal(*one)]

    def _is_unlike(self, one: PhraseEnds, other: PhraseEnds) -> bool:
        """Return whether two names are of different things; `dog bowl` and `bowls` may be of one."""
        ends = {self._lower(last).removesuffix(PLURAL) for _, last in (one, other)}
        return len(ends) > 1 and set(self._meaning(one)).isdisjoint(self._meaning(other))

    def _is_piece_of_another(self, one: PhraseEnds, named: list[PhraseEnds]) -> bool:
        """Return whether things are what another is made of that is named before their count, or counted itself: `a card game: 108 cards`, `the cards for 200 games`."""
        wholes = self._lexicon.in_pieces.get(self._word(one[1]), frozenset())
        is_counted = self._counting(one[0]) >= 0
        return bool(wholes) and any(
            (
                other < one
                if is_counted
                else one < other and self._sentence.is_led(self._counting(other[0]), self._speech.purpose)
            )
            and not wholes.isdisjoint(self._meaning(other))
            and self._is_unlike(one, other)
            for other in named
        )

    def _is_had(self, first: int) -> bool:
        """Return whether words before a thing say that one has it already: `I have 60 mirrors`, `our 12 blankets`."""
        return self.had_from(first) >= 0 or self.is_of_had(self._counting(first))

    def is_of_had(self, at: int) -> bool:
        """Return whether a number counts what one has: `our 12 blankets`."""
        return at > 0 and self._sentence.is_led(at, self._speech.holding)

    def asks(self, at: int) -> bool:
        """Return whether words that ask for something end here."""
        return at in self._asked

    def _asked_for(self, first: int) -> bool:
        """Return whether so many of a thing are asked for, and not besides: `I'm after 26 medals`, but not `we also need 20 boxes`."""
        lead = self._counting(first) - 1
        return lead in self._asked and not any(self._lower(at) in self._speech.besides for at in self._clause(first))

    def had_from(self, first: int) -> int:
        """Return where the word for having stands that leads what a sentence says up to a word, -1 if none does."""
        speech, at = self._speech, first
        while at > 0 and not (self._sentence.begins(at) or self._cues.turns.begins_now(at) or at - 1 in self._asked):
            at -= 1
            before = {self._lower(one) for one in (at - 1, at - 2) if one >= 0}
            is_led = "'" in self._lower(at) or not speech.subject.isdisjoint(before)
            if self._lower(at) in speech.holding and is_led:
                return at
            if self._lower(at) in speech.purpose:
                break  # `I have an order for 60 mugs`
        return -1

    def _counting(self, first: int) -> int:
        """Return where the number before a thing stands, over what says of what kind that is; else -1."""
        lead, counts = self.lead(first), self._lexicon.facts
        if self._sentence.is_led(lead, self._speech.made_of) and self._lower(lead) in self._speech.made_things:
            lead -= 2  # `ten of these shims`
        while (
            self._together(lead, first)
            and not self._is_measure(lead)
            and (self._is_of_its_kind(lead) or counts.get(self._word(lead)) == self._roles.count)
        ):  # `55 pairs of bookends`
            lead -= 1
        is_kind = self._sentence.is_hyphened(lead) and self._word(lead + 1) not in counts  # `an 8-ball knob`
        return lead if self._together(lead, first) and self._is_number(lead) and not is_kind else -1

    def _count(self, at: int) -> int:
        """Return how many a word says, 0 if it is no plain number."""
        text = self._lower(at)
        return int(SMALL.get(text, text if text.isdigit() else 0))

    def _is_measure(self, at: int) -> bool:
        """Return whether a word is a unit, so that the number before it counts no things: `95 feet of bench`."""
        word = self._lower(at)
        return word in self._speech.money | self._speech.layer or is_measure(word)

    def _is_of_its_kind(self, at: int) -> bool:
        """Return whether a word before a thing may say of what kind that is: `24 wine tumblers`."""
        known = self._lexicon
        little = (known.ignored, known.negations, known.breaks, known.small_talk)
        is_little = any(self._word(at) in words for words in little)
        is_number = self._is_number(at)
        return (self.is_description(at) and not is_number) or not (is_little or self.objects(at) or is_number)

    def _is_few(self, at: int) -> bool:
        """Return whether a number is no count of the order, since another is: `12 of them, five rings with letters`."""
        return at >= 0 and self._is_counted_apart and not self.is_many(at)

    def _counts_order(self, at: int) -> bool:
        """Return whether a number counts the order without a thing behind it: `12 of them`, `we need 21`."""
        if not self._is_number(at) or not self.is_many(at) or at in self._cues.negated:
            return False
        words = [self._normal(at + 1, end) for end in (at + 1, at + 2) if self._together(at, end)]
        is_bare = not words or (words[0] in self._lexicon.ignored and not self.is_description(at + 1))
        is_of_pieces = any(self._lexicon.facts.get(one) == self._roles.count for one in words)
        return (is_bare and at - 1 in self._asked) or (is_of_pieces and not self._cues.of_one(at + 1))

    def is_of_sets(self, first: int) -> bool:
        """Return whether so many sets are told of what a phrase names: `90 sets of coasters`."""
        at = self.lead(first)
        at += self._lower(at + 1) in self._speech.made_of  # which says nothing, too
        is_led = at > 1 and self._together(at - 2, first) and self._lower(at) in self._speech.made_of
        return is_led and self._is_number(at - 2) and self._lexicon.facts.get(self._word(at - 1)) == self._roles.count

    def _is_where(self, first: int) -> bool:
        """Return whether a thing in the singular is only where something is: `on the desk`."""
        lead = self.lead(first)
        last = next(end for end in self._sentence.ends(first) if self._normal(first, end) in self._known)
        is_led = self._together(lead, first) and self._lower(lead) in self._speech.upon
        return is_led and lead + 1 in self.definite and not self._is_plural(last)

    def _is_more(self, first: int) -> bool:
        """Return whether a thing is counted besides another: `360 kernels, plus 30 little labels`."""
        at = self._counting(first)
        is_led = at > 0 and self._sentence.is_led(at, self._speech.more)
        return is_led and any(map(self._is_number, range(at - 1)))

    def _is_anothers_lead(self, at: int) -> bool:
        """Return whether words that lead what is of others end here, and their noun is not the thing ordered: `tin with`, not `labels with` of labels."""
        return self._normal(at - 1, at) in self._lexicon.others_before and not self.is_head(at - 1)

    def _is_of_more(self, at: int) -> bool:
        """Return whether a little word behind a number, or behind its noun, says of what so many more are: `160 pages plus 16 on tracing paper`."""
        number = at - 1 - (not self._is_number(at - 1))
        is_so = number > 0 and self._together(number, at) and self._is_number(number)
        return is_so and self._lower(number - 1) in self._speech.more and any(map(self._is_number, range(number - 1)))

    def _is_counted_later(self, unknown: int | None, strong: list[PhraseEnds]) -> bool:
        """Return whether so many of what is not known are asked for, and the known things before them are not counted: `a knob. I'd take ten shims`; or more of it, first of all, than of those: `fifteen hives, 10 frames`."""
        if unknown is not None and strong and self.is_many(unknown) and self._clause(0)[0] == unknown:
            counts = [self._counting(one[0]) for one in strong]
            return all(unknown < at and self._count(at) < self._count(unknown) for at in counts)
        return (
            unknown is not None
            and all(
                self._counting(one[0]) < 0 and one[0] < unknown and self._is_sentence_between(one[0], unknown)
                for one in strong
            )
            and (self._is_number(unknown) or self._is_number(unknown + 1))
        )

    def _holds_another(self, one: PhraseEnds, named: list[PhraseEnds]) -> bool:
        """Return whether so many of what another thing is in are told for it, that thing being named before: `hot sauce, 480 bottles`."""
        holder, count = self._speech.holder, self._counting(one[0])
        start, end = self._clause(one[1])[0], self._clause(one[1])[-1]
        is_told = count >= 0 and end == one[1] and all(map(self._is_number, range(start, count)))
        is_told &= ":" not in self._sentence.mark_before(start)  # `favours: 130 boxes`
        return (
            is_told
            and self._is_plural(one[1])
            and self._lower(one[1]) in holder
            and any(
                other < one and self._lower(other[1]) not in holder and self._counting(other[0]) < 0 for other in named
            )
        )

    def _is_named_alone(self, first: int, last: int) -> bool:
        """Return whether the name of a material is that of a thing, one of several that are listed: `a bag with a gemstone and a spoon`."""
        is_one = self._sentence.is_led(first, self._speech.each & self._speech.article)
        is_led = is_one and first > 1 and self._lower(first - 2) not in self._speech.inside | self._speech.made_of
        follows = self._lower(last + 1) if self._together(last, last + 2) else ""
        return is_led and follows in self._speech.listing and self._is_before_thing(last + 2)

    def _is_before_thing(self, last: int) -> bool:
        """Return whether a thing is named behind an article, before anything else is listed."""
        rest = [at for at in self._clause(last) if at > last]
        stop = next((at for at in rest if self._lower(at) in self._speech.listing), last + len(rest) + 1)
        is_led = self._lower(last) in self._speech.article
        return is_led and any(self.objects(at) for at in rest if at < stop)
