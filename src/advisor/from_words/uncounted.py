"""Which numbers before a noun count something other than what is ordered, and which persons are as many as the things."""

from __future__ import annotations

import re

from advisor.from_words.cue import Cues
from advisor.from_words.heard import Heard
from advisor.from_words.noun import PLURAL
from advisor.from_words.part import Parts
from advisor.from_words.sentence import Sentence, Told
from advisor.from_words.word import PLUS_MINUS
from advisor.ir import Lexicon, Speech
from advisor.value.unit import WORDS, WORK

A_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NUMBERS = re.compile(r"1(?: ?[-\u2013] ?| (?P<word>\w+) )[0-9]{2,}")
"""What numbered things bear, `1 to 38`; nobody orders from one on."""
TIMES = ("x", "\u00d7")
_NEAR = 2  # how many words behind their number persons may stand, and `every` before what each of them gets


def is_name(sentence: Sentence, speech: Speech, first: int) -> bool:
    """Return whether a number is the name of something, or somebody's age: `model 350`, `she's 19`."""
    word = sentence.lower(first - 1) if sentence.is_together(first - 1, first) else ""
    subject, is_short, _ = word.partition("'")
    is_age = bool(is_short) and subject in speech.another and not sentence.is_together(first, first + 1)
    return is_age or (word in speech.numbered and sentence.text(first, first).isdigit())


class Uncounted(Told):
    """Tells of one sentence's numbers which count something else."""

    def __init__(self, sentence: Sentence, cues: Cues, heard: Heard, parts: Parts, lexicon: Lexicon) -> None:
        super().__init__(sentence, lexicon)
        self._cues, self._heard, self._parts, self._thing = cues, heard, parts, lexicon.roles.thing
        self._things = lexicon.choices.get(lexicon.roles.thing, {})
        self._ordered = frozenset(parts.ordered)
        self._counts = frozenset(word for word, name in lexicon.facts.items() if name == lexicon.roles.count)
        self._of_one = self._speech.each & self._speech.article
        self._persons = {first for first, _ in sentence.places(lexicon.persons)}
        self._parties = {first for first, last in sentence.places(lexicon.parties) if first == last}
        self.one_each = bool(self._persons) and (self._is_each(lexicon) or self._is_one_of_each())

    def _is_each(self, lexicon: Lexicon) -> bool:
        """Return whether words say that each of the persons gets one, and not each of those among them: `every leaver gets a`."""
        words = [one.text.lower() for one in self._words]
        starts = (first for first, _ in self._sentence.places(lexicon.per_person))
        return any(words[max(at - _NEAR, 0)] not in self._speech.every or at - 1 in self._persons for at in starts)

    def _is_one_of_each(self) -> bool:
        """Return whether a clause says that there is one thing each: `one notebook each`."""
        each = (at for at in range(1, len(self._words)) if self._lower(at) in self._speech.each - self._speech.article)
        return any(self._lower(place) in self._speech.single for at in each for place in self._clause(at) if place < at)

    def is_other(self, first: int, last: int) -> bool:
        """Return whether a number is a year that an article leads, multiplies another, or says how large what follows is."""
        is_joint = self._is_of_year(first, last) or self._multiplies(first) or self._is_of_its_pieces(first, last)
        numbers = _NUMBERS.fullmatch(self._sentence.text(first, last))
        is_joint |= self._is_span_of_years(first, last) or self._is_of_work(last)
        is_numbers = numbers is not None and (numbers["word"] or "").lower() not in self._speech.either
        is_joint |= (
            is_name(self._sentence, self._speech, first)
            or self._is_of_gathered(first)
            or self._is_of_offers(last)
            or self._is_one_each(first, last)
        )
        return is_joint or is_numbers or self._is_sized(first, last) or self._is_in_each(first)

    def _is_of_gathered(self, first: int) -> bool:
        """Return whether a number says of how many persons something is: `a studio of 12`."""
        is_of = self._sentence.is_led(first, self._speech.made_of)
        return is_of and self._sentence.is_led(first - 1, self._speech.gathered) and self._has_no_thing(first)

    def _is_of_offers(self, last: int) -> bool:
        """Return whether a number counts what is wanted before the things are: `15 quotes for coasters`."""
        is_offer = self._together(last, last + 1) and self._lower(last + 1) in self._speech.bidding
        return is_offer and self._lower(last + 1).endswith(PLURAL) and self._has_no_thing(last)

    def _has_no_thing(self, first: int) -> bool:
        """Return whether no thing is named right behind a number."""
        return not (self._together(first, first + 1) and self._parts.objects(first + 1))

    def _is_one_each(self, first: int, last: int) -> bool:
        """Return whether a number is one, and there is one for each of others: `one dice tower each`."""
        each = self._speech.each - self._speech.article
        return self._lower(first) in self._speech.single and any(
            self._lower(at) in each for at in self._clause(first) if at > last
        )

    def is_of_persons(self, last: int) -> bool:
        """Return whether a number counts those of whom each gets one: `85 guests, one candle per guest`."""
        return self.one_each and any(
            at in self._persons and self._together(last, at) for at in range(last + 1, last + 1 + _NEAR)
        )

    def is_company(self, first: int, last: int) -> bool:
        """Return whether a clause says no more than how many persons there are, and things in the plural are ordered: `wedding, 110 guests, place cards`."""
        is_alone = self._clause(first) == range(first, last + 2) and last + 1 in self._persons
        is_several = any(self._lower(at).endswith(PLURAL) for at in self._heard.places(self._thing))
        return is_alone and is_several and not self._sentence.is_bracketed(first) and self._parts.is_many(first)

    def is_for_persons(self, first: int, last: int) -> bool:
        """Return whether a number counts those whom things in the plural right before it are for: `medallions for 450 runners`."""
        is_led = self._together(first - 2, last + 1) and self._lower(first - 1) in self._speech.purpose
        is_things = is_led and self._lower(first - 2).endswith(PLURAL) and first - 2 in self._heard.places(self._thing)
        return is_things and last + 1 in self._persons and self._parts.is_many(first)

    def is_of_part_or_more(self, first: int, last: int) -> bool:
        """Return whether a number is said of a part, or is not all there are: `ribbon in two colours`, `3 colours plus black`."""
        end = last + 1 + (self._is_number(last))
        is_more = self._together(last, end) and self._lower(end) in self._speech.more
        return is_more or self._parts.is_behind_a_part(first)

    def counts_others(self, first: int, last: int) -> bool:
        """Return whether a number counts persons, or what a bracket says: `two mums have machines`."""
        at = last + 1
        if any(self._together(last, one) and self._is_makers(one) for one in range(at, at + _NEAR)):
            return True
        if not self._together(last, at) or self._parts.begins_object(at):
            return False
        if at in self._persons:
            return not self._parts.describes_object(at)
        is_noun = self._clause(first) == range(first, at + 1) and self._parts.is_unknown(at)
        return is_noun and self._sentence.is_bracketed(first)

    def is_of_each(self, end: int) -> bool:
        """Return whether words behind a noun say that so many are of each: `32 pieces each`, but not `100 postcard sets`."""
        return bool(self._cues.of_one(end)) and not self._lower(end + 1).endswith(PLURAL)

    def may_be_ordered(self, first: int, last: int) -> bool:
        """Return whether a number of parts may count the order, where nothing else does: `then 100 parts`."""
        is_parts = self._word(last) in self._lexicon.in_pieces and self._parts.is_many(first)
        is_wanted = self._cues.gap(self._roles.count, first, last, ahead=True)[0] <= 1
        return is_parts and is_wanted and not self._cues.of_one(last)

    def _is_makers(self, at: int) -> bool:
        """Return whether a word is for several who make or sell things: `3 packaging firms`, `two other shops`."""
        word = self._lower(at)
        is_party = at in self._parties or (word.endswith(PLURAL) and word.removesuffix(PLURAL) in self._speech.business)
        return is_party and not any(
            start <= at <= end for start, end in self._heard.spans(self._thing)
        )  # a pepper mill or a chocolate bar makes nothing

    def follows_object(self, first: int) -> bool:
        """Return whether the object stands right before a number: `tote bags 250`, `tote bags x 250`."""
        ends = self._heard.places(self._thing)
        is_times = first > 0 and self.is_times(first - 1)
        return self._together(first - 1, first) and (first - 1 in ends or (is_times and first - 2 in ends))

    def is_ordered(self, phrase: str) -> bool:
        """Return whether a phrase is the object."""
        found = self._things.get(phrase)
        return found is not None and bool(self._ordered & set(found))

    def is_times(self, at: int) -> bool:
        """Return whether a word says how many times: `x`."""
        return at < len(self._sentence) and self._lower(at) in TIMES

    def is_rate(self, last: int) -> bool:
        """Return whether words behind a number say that it is so many in a time: `3000 pcs a year`."""
        each = (at for at in (last, last + 1) if at < len(self._sentence))
        at = next((at for at in each if self._lower(at) in self._speech.each), last)
        is_each = at > last or self._lower(at) in self._speech.each
        at += 1 + (self._together(at, at + 2) and self._is_number(at + 1))
        is_hours = at < len(self._sentence) and self._lower(at) in WORDS[WORK]
        return is_each and self._together(last, at) and (is_hours or self._sentence.is_time(at))

    def is_rate_of_another(self, first: int, last: int) -> bool:
        """Return whether so many in a time are of a thing that is not the one ordered, or are sold or used up, or made by somebody else: `we sew 20 jackets a week`."""
        ends = (last, last + 1) if self._together(last, last + 1) else (last,)
        if any(map(self.is_rate, ends)) and self._is_done_by_others(first):
            return True
        things = self._parts.objects(last + 1) if self._together(last, last + 1) else []
        is_other = bool(self._ordered) and any(self._ordered.isdisjoint(one) for one in things)
        return is_other and self.is_rate(last + 1)

    def _is_done_by_others(self, first: int) -> bool:
        """Return whether words before a number say that so many are sold or used, or that somebody else makes them: `the factory can do 500`."""
        before: list[int] = []
        for at in range(first - 1, self._clause(first)[0] - 1, -1):
            if self._is_number(at):
                break
            before.append(at)
        words = {self._lower(at).partition("'")[0] for at in before}
        is_party = any(at in self._parties for at in before) and self._speech.ours.isdisjoint(words)
        return is_party or not self._speech.parting.isdisjoint(words)

    def counts_within(self, at: int) -> bool:
        """Return whether a number says how many are in each of what is counted: `200 packs of 10`."""
        return self._words[at].text.isdigit() and self._lower(at - 1) in self._speech.made_of

    def is_said_besides(self, at: int) -> bool:
        """Return whether a word between a number and its noun says another fact, and not of what the noun is: `300 numbered copies`."""
        return self._heard.is_taken(at) and not self._parts.is_description(at)

    def _is_sized(self, first: int, last: int) -> bool:
        """Return whether a number and a noun in the singular say of how many the thing behind is: `a 4 piece band`, `12 piece puzzle`."""
        end = last + (first == last)
        if not self._together(first, end + 1):
            return False
        if self._sentence.is_led(first, self._of_one) and self._is_of_kind(end):
            return True
        if self._lower(end) not in self._speech.sized or self._parts.objects(end):
            return False  # `140 drawer grips`
        follows = self._lower(end + 1)
        return self._parts.is_unknown(end + 1) or (self._parts.begins_object(end + 1) and not follows.endswith(PLURAL))

    def _is_of_kind(self, at: int) -> bool:
        """Return whether a noun in the singular, no word for how many, stands before a thing: `a 54 card deck`."""
        is_count = self._word(at) in self._counts or self._lower(at).endswith(PLURAL) or self.is_ordered(self._word(at))
        return not is_count and self._word(at).isalpha() and self._parts.begins_object(at + 1)

    def _is_in_each(self, first: int) -> bool:
        """Return whether a number says how many there are in each of something: `each room has two hooks`."""
        start = self._clause(first)[0]
        return start + 1 < first and self._lower(start) in self._speech.every

    def _is_of_its_pieces(self, first: int, last: int) -> bool:
        """Return whether a hyphen joins a number to what one is of: `a 48-piece puzzle`, but not `a 60-piece run`."""
        end = first + self._sentence.is_hyphened(first)
        _, hyphen, sized = self._sentence.text(first, end).rpartition("-")
        if not hyphen or last > end or sized.lower() not in self._speech.sized:
            return False
        return not self._together(end, end + 1) or self._word(end + 1) not in self._counts

    def _multiplies(self, first: int) -> bool:
        """Return whether a number says how many of each there are of something else that is counted: `3 prints x 120`."""
        for at, times, other in ((first - 2, first - 1, first - 3), (first + 1, first + 2, first + 3)):
            if (
                self._together(min(first, other), max(first, other))
                and self._lower(times) in TIMES
                and self._is_number(other)
                and not (self._is_number(at) or at in self._heard.places(self._thing))
            ):
                return True
        return False

    def _is_span_of_years(self, first: int, last: int) -> bool:
        """Return whether two years stand alone, from one to the other: `our 85th anniversary (1920-2005)`."""
        years = re.split(r"[-\u2013]", self._sentence.text(first, last))
        is_alone = not self._together(last, last + 1)
        return is_alone and len(years) > 1 and all(A_YEAR.fullmatch(one.strip()) for one in years)

    def is_of_time(self, first: int) -> bool:
        """Return whether a number goes on with the time right before it: `in 2 weeks, 3 max`, `a week or two`."""
        if self._lower(first - 1) in self._speech.either:
            return self._together(first - 2, first) and self._sentence.is_time(first - 2)
        is_next = self._sentence.mark_before(first) == "," and self._is_number(first - 2)
        return is_next and self._sentence.is_time(first - 1)

    def is_unsure(self, first: int, last: int) -> bool:
        """Return whether a number is no exact one, `a few`, counts what one has, or is the least that somebody makes."""
        has_digit = re.search("[0-9]", self._sentence.text(first, last)) is not None
        is_exact = has_digit or any(map(self._is_number, range(first, last + 1)))
        return not is_exact or self._is_least(first, last) or self._parts.is_of_had(first)

    def _is_least(self, first: int, last: int) -> bool:
        """Return whether a number is the least that somebody makes: `most say minimum 500 or 1000`, `300 minimum`."""
        beside = range(max(first - 1, 0), min(last + 2, len(self._sentence)))
        return any(self._lower(at).rstrip(".") in self._speech.least and self._together(at, first) for at in beside)

    def _is_of_work(self, last: int) -> bool:
        """Return whether a number is so many minutes or hours: `five minutes each`."""
        return self._together(last, last + 1) and self._lower(last + 1) in WORDS[WORK]

    def _is_of_year(self, first: int, last: int) -> bool:
        """Return whether a number is a year that an article leads: `a 1962 chair`."""
        is_led = self._sentence.is_led(first, self._speech.article)
        return is_led and A_YEAR.fullmatch(self._sentence.text(first, last)) is not None

    def is_asked(self, first: int, last: int) -> bool:
        """Return whether a word for ordering stands right before a number, or such as asks for things: `who would cut 200`."""
        is_led = self._cues.gap(self._roles.count, first, last, ahead=True)[0] <= 1
        return is_led or (self._together(first - 1, first) and self._parts.asks(first - 1))

    def is_around(self, first: int) -> bool:
        """Return whether a number is said to be one up or down: `\u00b1 250`."""
        return self._sentence.is_led(first, (PLUS_MINUS,))
