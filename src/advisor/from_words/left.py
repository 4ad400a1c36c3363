"""What is left of a sentence where only one thing can be meant by it: how many are wanted, how thick or how long one is."""

from __future__ import annotations

import re

from advisor.from_words.cue import Cues
from advisor.from_words.heard import Heard
from advisor.from_words.look import are_sides
from advisor.from_words.noun import PLURAL
from advisor.from_words.part import Parts
from advisor.from_words.room import Room
from advisor.from_words.sentence import PhraseEnds, Sentence
from advisor.from_words.uncounted import A_YEAR, is_name
from advisor.from_words.unled import CLOSE
from advisor.order import OrderReader
from advisor.value.spoken import SMALL, tidy
from advisor.value.unit import DAYS, WORDS
from advisor.value.usual_size import assumed_size, is_like, longest_of, nanometres

_YEAR, _TEN = 365, 10
_MANY = re.compile(r"[1-9][0-9]+|[1-9][0-9]{0,2},[0-9]{3}")


class Left(Room):
    """Takes what no cue or noun claims, where the sentence leaves no other meaning for it."""

    def __init__(self, sentence: Sentence, cues: Cues, heard: Heard, reader: OrderReader, parts: Parts) -> None:
        super().__init__(sentence, cues, heard, reader)
        self._parts = parts
        self._sides = (self._size.name, *self._size.sides) if self._size else ()

    def settle(self, lengths: list[PhraseEnds], event_days: list[tuple[str, PhraseEnds]]) -> None:
        """Say the one number that is left of how many there are, the one length, and the one day of an event for which they are.

        lengths: those of which nobody knows what they measure; event_days: with the fact that a day says.
        """
        if not any(map(self._heard.is_said, (self._roles.thing, self._roles.stuff))):
            return
        numbers = [at for at in range(len(self._sentence)) if self._may_count(at)]
        if len(numbers) == 1 and not self._heard.is_said(self._roles.count):
            self._heard.say(self._roles.count, numbers[0], numbers[0])
        if len(event_days) == 1 and not self._heard.is_said(event_days[0][0]) and self._is_free(*event_days[0][1]):
            self._heard.say(event_days[0][0], *event_days[0][1])
        own = [one for one in lengths if self._is_free(*one) and self._is_bare(*one)]
        if len(sized := self._heard.spans(self._sides[0]) if self._sides else []) + len(own) == 1:
            self._name_by_size(*(sized + own)[0])
        if len(own) == 1 and (name := self._side(*own[0])):
            self._heard.say(name, *own[0])
        for fact in self._numbers:
            if fact.fixed_by and self._heard.is_said(fact.name) and not self._heard.is_said(fact.fixed_by):
                self._fix(fact.fixed_by, *self._heard.spans(fact.name)[-1])

    def _name_by_size(self, first: int, last: int) -> None:
        """Say the other thing that a word for the one ordered means by its size: pendants 25 cm across are lamps, and no jewellery."""
        thing, size, places = self._roles.thing, self._size, self._heard.spans(self._roles.thing)
        words = self._normal(*places[0]) if len(places) == 1 else ""
        others = self._lexicon.by_thing.get(thing, {}).get(words, ())
        length = longest_of(tidy(self._sentence.text(first, last)))
        if size is None or is_like(length, assumed_size(size, tuple(self._parts.ordered))):
            return
        for one in others:
            if is_like(length, assumed_size(size, (one,))):
                self._heard.take_back(thing, keep=True)
                self._heard.say(thing, *places[0], self._facts[thing].words[str(one)])
                self._parts.ordered = (one,)

    def _fix(self, name: str, first: int, last: int) -> None:
        """Say whether a number can move by what stands right before it, or is all that stands behind it: `5 May, firm`, `ideally by April`."""
        end = last + 1
        rest = [at for at in self._clause(end) if at > last] if end < len(self._sentence) else []
        while rest and self._word(rest[0]) in self._lexicon.ignored:
            rest = rest[1:]
        is_by = self._together(first - 1, first) and self._lower(first) in self._speech.by
        places = [(first - 1, first - 1)] if is_by else []
        places += [(rest[0], rest[-1])] if rest and not self._sentence.begins(end) else []
        known = self._lexicon.choices.get(name, {})
        for start, stop in places:
            is_said = len(known.get(self._normal(start, stop), ())) == 1
            if is_said and self._is_free(start, stop) and not self._heard.is_said(name):
                self._heard.say(name, start, stop)

    def _is_free(self, first: int, last: int) -> bool:
        """Return whether words are of the order and nothing was made of them."""
        told = (self._cues.negated, self._cues.turns.past, self._cues.turns.withdrawn)
        is_taken = any(self._heard.is_taken(at) for at in range(first, last + 1))
        is_others = self._cues.others(first, last, after=False) <= CLOSE or self._cues.others(first, last) <= 1
        return not (is_taken or is_others or any(first in one for one in told))

    def _may_count(self, at: int) -> bool:
        """Return whether a number may be how many are wanted: nothing that is counted follows, and it is no amount: `48 for our shop`."""
        text = self._sentence.text(at, at)
        is_number = _MANY.fullmatch(text) or SMALL.get(text.lower(), 0) >= _TEN
        if (
            not is_number
            or A_YEAR.fullmatch(text)
            or self._heard.is_passed(at)
            or is_name(self._sentence, self._speech, at)
            or not self._is_free(at, at)
            or self._sentence.is_bracketed(at)
        ):
            return False
        is_code = self._together(at - 1, at) and (
            self._heard.is_passed(at - 1) or at - 1 in self._heard.places(self._roles.stuff)
        )
        is_led = is_code or self._sentence.is_led(
            at,
            self._speech.amount | self._speech.made_of | self._speech.joined | self._speech.span | self._speech.where,
        )
        follows = self._lower(at + 1) if self._together(at, at + 1) else ""
        is_bare = not follows or follows in self._speech.purpose | self._speech.made_of
        is_bare |= follows in self._speech.inside and self._heard.is_taken(at + 2)  # `60 in oak`
        is_bare |= self._counts_unknown(at)
        is_yearly = follows in self._speech.each and self._sentence.is_time(at + 2) and self._is_of_years(at + 2)
        is_each = bool(self._cues.of_one(at)) and not is_yearly
        names = self._cues.places.keys() - self._lexicon.needs_both - {self._roles.count, self._roles.thing}
        is_cued = any(self._cues.gap(name, at, at, ahead=True)[0] <= 1 for name in names)
        return is_yearly or (is_bare and not (is_led or is_each or is_cued))

    def _counts_unknown(self, at: int) -> bool:
        """Return whether a number begins a sentence, and behind it stand things that are not known: `140 drawer flibbles`."""
        clause = self._clause(at)
        unknown = [one for one in clause if one > at and self._parts.is_unknown(one)]
        is_first = self._sentence.begins(at) and not self._heard.is_said(self._roles.thing)
        return is_first and bool(unknown) and self._parts.is_several(unknown[-1])

    def _is_of_years(self, at: int) -> bool:
        return WORDS[DAYS][self._normal(at, at)] >= _YEAR

    def _is_bare(self, first: int, last: int) -> bool:
        """Return whether the clause of a length names nothing else, of which it could be, but a word or two behind it."""
        before = [at for at in self._clause(first) if at < first]
        known = self._lexicon.ignored | self._lexicon.qualifiers
        is_own = all(self._heard.is_taken(at) or self._word(at) in known for at in before)
        follows = last + 1 if self._together(last, last + 1) else -1
        lead = first - (self._lower(first - 1) in self._speech.article)
        is_led = self._sentence.is_led(lead, self._speech.purpose | self._speech.joined | self._speech.upon)
        is_part = follows >= 0 and (self._parts.is_part(follows) or self._parts.begins_object(follows))
        is_part |= any(self._is_other_plural(last, at) for at in (last + 1, last + 2))
        is_cued = any(first < start <= last + 1 for one in self._sides for start, _ in self._cues.places.get(one, ()))
        return is_own and not (is_led or is_part or is_cued or self._sentence.is_bracketed(first))

    def _is_other_plural(self, last: int, at: int) -> bool:
        """Return whether a word behind a length is other things than those ordered: `36 inch stage risers`."""
        is_several = self._together(last, at) and self._lower(at).endswith(PLURAL)
        return is_several and not self._heard.is_taken(at)

    def _side(self, first: int, last: int) -> str:
        """Return which side a length is: how long, where it is about what such things are, or how thick, where both other sides are said."""
        size, meaning = self._size, tuple(self._parts.ordered)
        text = self._sentence.text(first, last)
        if size is None or are_sides(tidy(text)):
            return ""
        length = nanometres(text)
        if not self._heard.is_said(size.name):
            return size.name if is_like(length, assumed_size(size, meaning)) else ""
        thin = self._facts[size.sides[-1]]
        is_flat = not (self._says_all_sides() or self._heard.is_said(thin.name)) and self._is_of_stuff(last)
        return thin.name if is_flat and is_like(length, assumed_size(thin, meaning)) else ""

    def _is_of_stuff(self, last: int) -> bool:
        """Return whether nothing stands behind a length, or what it is made of, or a word for what that comes in: `4 mm plate`."""
        return not self._together(last, last + 1) or self._lower(last + 1) in self._speech.sheets
