"""Whose each word of a sentence is: the order's, another time's or another party's, or an event's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.from_words.look import is_amount
from advisor.from_words.sentence import STOPS, PhraseEnds, Sentence, Told
from advisor.ir import Lexicon
from advisor.value.feast import BY_WEEKDAY
from advisor.value.unit import DAYS, WORDS
from advisor.value.word_match import normal

_LED = 3  # how many words before a party the one that makes it a noun may stand
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


class Whose(Told):
    """Tells whose the words of one sentence are. year: that in which it is said, 0 if that is not known."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon, year: int) -> None:
        super().__init__(sentence, lexicon)
        self._parties = {first for first, _ in sentence.places(lexicon.parties)}
        self._turns = sorted(first for first, _ in sentence.places(lexicon.present))
        self._wanted = sentence.places(lexicon.wanted)
        self._asked = {last for _, last in self._wanted}
        self._bounds = {first for first, _ in sentence.places(lexicon.faint)}
        self._feasts = sentence.places(normal(one, lexicon.spellings) for one in BY_WEEKDAY)
        whole = (
            *self._of_others(lexicon.elsewhere),
            *self._past_years(year),
            *self._makers(lexicon),
            *self._offers(),
        )
        self._whole = [first for first, _ in whole] + [at for at in range(len(sentence)) if self._is_past(at)]
        self._things = lexicon.choices.get(lexicon.roles.thing, {})
        scopes = (
            *(self._up_to_now(one, whole=True) for one in whole),
            *(self._up_to_now(one, whole=False) for one in self._of_others(lexicon.another)),
            *(self._up_to_now(one, whole=False) for one in self._of_makers(lexicon)),
            *self._bygone(),
            *(self._up_to_now(one, whole=True) for one in self._askers()),
            *self._sellers(),
            *self._taken_back(),
        )
        self.others = frozenset(at for words in scopes for at in words)
        """The words of another time or of somebody else, of which nothing is said but what the thing is."""
        self.event_names = frozenset(at for one in sentence.places(lexicon.events) for at in range(one[0], one[1] + 1))
        """The words that name an event."""
        events = (one for one in sentence.places(lexicon.events) if not self._describes_thing(*one))
        self.events = frozenset(at for first, _ in events for at in self._of_event(first))
        """The words of clauses that speak of an event: its day and its place are not the order's."""

    def _of_others(self, words: frozenset[str]) -> Iterator[PhraseEnds]:
        """Yield where words stand, but not those that run into a feast, `by mother's day`, or a count: `printed one colour`."""
        for first, last in self._sentence.places(words):
            if self._sentence.within((first, last), self._lexicon.small_talk):
                continue  # `same as last time`
            is_feast = any(start <= last <= end for start, end in self._feasts)
            is_count = self._is_number(last) and self._together(last, last + 1)
            if (
                not self._is_asked(first, last)
                and not is_feast
                and not (is_count and self._word(last + 1) in self._lexicon.facts)
            ):
                yield first, last

    def _describes_thing(self, first: int, last: int) -> bool:
        """Return whether words for an event only say of what kind the thing behind them is: `wedding invitations`."""
        starts = (first, last + 1) if self._together(last, last + 1) else ()
        return any(
            self._normal(at, end) in self._things for at in starts for end in self._sentence.ends(at) if end > last
        )

    def _of_event(self, first: int) -> Iterator[int]:
        """Yield the words of an event's clause, and of its place's name: `a derby in Garland, Texas on 3 May`."""
        words, clause = self._words, self._clause(first)
        yield from clause
        at = clause[-1] + 1
        is_name = at < len(words) and words[at].text[0].isupper() and words[at - 1].text[0].isupper()
        if is_name and self._sentence.mark_before(at) == ",":
            yield from self._clause(at)

    def _makers(self, lexicon: Lexicon) -> Iterator[PhraseEnds]:
        """Yield those who may make the thing, where they do something: `my caster takes`, `every vendor wants`."""
        for first, last in self._sentence.places(lexicon.parties):
            verb = self._lower(last + 1) if self._together(last, last + 1) else ""
            led = [self._lower(at) for at in self._clause(first) if first - _LED <= at < first]
            is_led = not self._speech.every.union(self._speech.article, self._speech.listing).isdisjoint(led)
            little = self._speech.equal.union(
                self._speech.having, self._speech.amount, self._speech.goes_on, self._speech.reckoned, lexicon.negations
            )
            if is_led and verb.endswith(tuple(self._speech.third)) and verb not in little:
                yield from () if self._is_asked(first, last + 1) else ((first, last + 1),)

    def _is_asked(self, first: int, last: int) -> bool:
        """Return whether words end such as ask somebody for something: `could [a foundry cast]`."""
        return any(start < first and end == last for start, end in self._wanted)

    def _sellers(self) -> Iterator[range]:
        """Yield what is said of those who sell such things besides, or of their things: `similar lamps retail at 79`, `IKEA sells theirs at 9`."""
        speech = self._speech
        for at, word in enumerate(self._words):
            words = [self._lower(one) for one in self._clause(at)] if word.text.lower() in speech.alike else []
            if not speech.priced.isdisjoint(words) and speech.ours.isdisjoint(words):
                clause = self._clause(at)
                joints = [one for one in clause if one < at and self._lower(one) in speech.listing - speech.article]
                yield range(max(joints, default=clause[0]), clause[-1] + 1)
            end = at + 1
            is_told = words and end < len(self._words) and end not in self._clause(at)
            if is_told and self._lower(end) in speech.goes_on & speech.contrast:
                yield self._clause(end)  # `cramped in hers, which is 6 inches`

    def _offers(self) -> Iterator[PhraseEnds]:
        """Yield those who ask an amount, at the head of its clause: `he's $0.42 a box`, `the other one $0.51`."""
        for clause in dict.fromkeys(map(self._clause, range(len(self._words)))):
            amount = next((at for at in clause if is_amount(self._words[at].text)), clause[0])
            at = next((one for one in clause if one < amount and not self._is_lead(one)), amount)
            if at < amount and self._is_offering(at):
                yield at, amount

    def _askers(self) -> Iterator[PhraseEnds]:
        """Yield what somebody else asks an amount by, `the upholsterer charges $375`, unless who does is one's customer: `clients ask 12`."""
        own = frozenset().union(*self._lexicon.cues.values())
        for at in range(1, len(self._words) - 1):
            before = [one for one in self._clause(at) if one < at]
            if not before or self._lower(at) not in self._speech.asking or self._lower(at - 1) in self._lexicon.ignored:
                continue
            is_ones_own = any(f"{self._word(one)} {self._word(at)}" in own for one in before)
            is_ones_own |= any(self._lower(one).partition("'")[0] in self._speech.ours for one in before)
            if not is_ones_own and self._asks_amount(at):
                yield at, at

    def _asks_amount(self, at: int) -> bool:
        """Return whether money stands right behind a verb, or behind whom it is asked of: `charges us 2.50 a program`."""
        is_of_whom = self._together(at, at + 2) and self._word(at + 1) in self._lexicon.ignored
        at += 1 + (is_of_whom and self._lower(at + 1) not in self._speech.amount)
        if at >= len(self._words) or not self._together(at - 1, at):
            return False
        follows = self._lower(at + 1) if self._together(at, at + 1) else ""
        is_money = follows in self._speech.money or (self._is_number(at) and follows in self._speech.each)
        return is_amount(self._words[at].text) or is_money

    def _taken_back(self) -> Iterator[range]:
        """Yield the sentence that the next takes back: `500 tote bags? No, that was last year`."""
        for at in range(1, len(self._words) - 1):
            is_denied = self._sentence.begins(at) and self._word(at) in self._lexicon.negations
            if is_denied and any(map(self._is_past, range(at, min(at + _LED, len(self._words))))):
                yield range(self._sentence.start(at - 1), at)

    def _is_lead(self, at: int) -> bool:
        """Return whether a word only leads who does something: `a local [printer]`."""
        speech, word = self._speech, self._lower(at)
        is_name = word in speech.alike or word in speech.bidding
        return not is_name and any(word in one for one in (speech.article, speech.listing, self._lexicon.qualifiers))

    def _is_offering(self, at: int) -> bool:
        """Return whether a word is what somebody else asks, or who does, with no word for what is one's own in the clause."""
        speech, word = self._speech, self._lower(at)
        if word in speech.bidding:
            return not (self._together(at, at + 1) and self._lower(at + 1) in speech.purpose)
        is_other = at in self._parties or word in speech.alike or word.partition("'")[0] in speech.another
        return is_other and speech.ours.isdisjoint(map(self._lower, self._clause(at)))

    def _of_makers(self, lexicon: Lexicon) -> Iterator[PhraseEnds]:
        """Yield what those who may make the thing do with a number: `my printer is closing, they need 3000`."""
        who = self._speech.goes_on & self._speech.subject
        for _, last in self._sentence.places(lexicon.parties):
            rest = range(last + 1, len(self._sentence) - 2)
            stop = next((at for at in rest if self._sentence.begins(at) and self._lower(at) not in who), rest.stop)
            for at in rest[: max(stop - last - 1, 0)]:
                if self._lower(at) in who and self._is_number(at + 2) and self._together(at, at + 2):
                    yield at, at + 1

    def _is_past(self, at: int) -> bool:
        """Return whether a verb says what was, one of two meanings only behind its subject: `we printed`."""
        word, speech = self._lower(at), self._speech
        return word in speech.past or (self._is_done(at) and self._sentence.is_led(at, speech.subject))

    def _is_done(self, at: int) -> bool:
        """Return whether a verb may say what is over: not `we've sold these at 38`, which one still does."""
        word, speech = self._lower(at), self._speech
        is_still = word in speech.priced and self._lower(at - 1).endswith("'ve")
        after = range(at + 1, min(at + 2, len(self._words)))
        is_of_deeds = any(self._is_number(one) or self._lower(one) in speech.acted for one in after)  # `we cut, glued`
        is_still |= word in speech.unbent and not (is_of_deeds or self._sentence.is_led(at, speech.lately))
        return word in speech.acted and not is_still

    def _is_told(self, at: int) -> bool:
        """Return whether a verb at the head of a sentence tells what one did, its subject left out: `Shipped 69 boards`."""
        is_lately = self._sentence.is_led(at, self._speech.lately)
        is_choice = not is_lately and any(self._word(at) in one for one in self._lexicon.choices.values())
        is_head = self._sentence.begins(at - is_lately) and not is_choice and self._is_done(at)
        return is_head and self._together(at, at + 1) and self._is_number(at + 1)

    def _is_earned(self, at: int) -> bool:
        """Return whether a verb says what one got for the first, or the last: `I got 30 dollars for the first`, but not `for the first batch`."""
        speech, rest = self._speech, [one for one in self._clause(at) if one > at]
        if self._lower(at) not in speech.holding or not self._sentence.is_led(at, speech.subject):
            return False
        end = next((one + 2 for one in rest if self._lower(one) in speech.purpose and one + 2 in rest), at)
        is_one = self._lower(end) in speech.part_of_time and self._lower(end - 1) in speech.article
        follows = self._word(end + 1) if end + 1 in rest else ""
        is_end = not follows or (follows in self._lexicon.ignored) > (follows in self._lexicon.facts)
        return is_one and (is_end or (follows in self._things and not self._lower(end + 1).endswith("s")))

    def _past_years(self, year: int) -> Iterator[PhraseEnds]:
        """Yield the years before this that a word such as `in` leads: `we had 200 printed in 2023`."""
        for at in range(1, len(self._sentence)):
            is_led = self._lower(at - 1) in self._speech.inside and self._together(at - 1, at)
            if is_led and _YEAR.fullmatch(self._words[at].text) and int(self._words[at].text) < year:
                yield at, at

    def _bygone(self) -> Iterator[range]:
        """Yield what a verb in the past says: `the last lot was 12 euros each`, but not `I was hoping for 12`."""
        speech, words = self._speech, [one.text.lower() for one in self._words]
        parting = speech.listing - speech.article - speech.own
        for at, word in enumerate(words):
            clause = self._clause(at)
            is_led = self._is_done(at) and at > clause[0] and words[at - 1] in speech.subject
            is_led |= self._is_told(at) or self._is_earned(at)
            is_over = word in speech.done and any(words[one] in speech.having for one in clause if one < at)
            if (is_led or is_over or word in speech.past) and speech.hoped.isdisjoint(words[one] for one in clause):
                joints = [one for one in clause if words[one] in parting]
                before = (one + 1 for one in clause if one < at and (one in self._turns or one in joints))
                end = next(
                    (
                        one
                        for one in joints
                        if at < one < clause[-1] and words[one + 1].partition("'")[0] in speech.subject
                    ),
                    None,
                )
                start = max(at - 1, clause[0]) if is_led else max(before, default=clause[0])
                yield range(start, end or self._up_to_now((at, at), whole=True).stop)

    def _up_to_now(self, said: PhraseEnds, *, whole: bool) -> range:
        """Return the words from a phrase on, or its whole clause, up to such as say what is wanted now."""
        clause = self._clause(said[0])
        if whole and any(clause[0] <= at < said[0] for at in self._asked):
            return range(said[0], clause[-1] + 1)  # `I want plates by a local potter`
        turn = next((at for at in self._turns if said[1] < at <= clause[-1]), clause[-1] + 1)
        while turn == clause[-1] + 1 and self._goes_on(turn):
            clause = self._clause(turn)
            turn = clause[-1] + 1
        return range(self._start(said[0], whole=whole), turn)

    def _goes_on(self, first: int) -> bool:
        """Return whether a clause speaks on of what the one before does: `but 9 weeks`, `, they charged`."""
        wanted = self._bounds.union(self._turns)
        if first >= len(self._sentence) or not wanted.isdisjoint(self._clause(first)):
            return False
        mark, word = self._sentence.mark_before(first), self._lower(first)
        clause, words = self._clause(first), self._words
        if mark == "," and self._is_number(first) and (self._is_of_them(clause[:_LED]) or self._is_of_them(clause)):
            return True
        if mark == "," and not (word in self._speech.contrast and is_amount(words[min(first + 1, clause[-1])].text)):
            done = self._speech.past | self._speech.acted
            is_more = word in self._speech.goes_on or (
                word in done and any(self._lower(at) in done for at in self._clause(first - 1))
            )
            return is_more or (word not in self._speech.settled and self._opens(first))
        if mark[:1] in STOPS and len(mark) == 1:
            return self._is_number(first) and self._is_of_them(clause)
        return mark in (":", "+") or (mark in ("", ",") and word in self._speech.contrast)

    def _is_of_them(self, clause: range) -> bool:
        """Return whether all that a clause says is how many of those before, or how long: `1,500 of them!`, `two weeks of it`."""
        words = [self._lower(at) for at in clause[1:]][-_LED:]
        is_so = words[-2:-1] and words[-2] in self._speech.made_of and words[-1] in self._speech.made_things
        return bool(is_so) and (len(words) == _LED - 1 or words[0] in WORDS[DAYS])

    def _opens(self, first: int) -> bool:
        """Return whether the opening of a sentence is of another time in all: `last order was from Portugal, 8 euros each`."""
        before, here, is_list = self._clause(first - 1)[0], self._clause(first), False
        while before and (mark := self._sentence.mark_before(before)) in (",", ":"):
            is_list |= mark == ":"
            before = self._clause(before - 1)[0]
        is_first = not before or self._sentence.mark_before(before)[:1] in STOPS
        has_thing = not is_list and any(self._word(at) in self._things for at in here)
        has_thing &= any(map(self._is_number, here))
        return is_first and not has_thing and any(self._start(at, whole=True) == before for at in self._whole)

    def _start(self, first: int, *, whole: bool) -> int:
        """Return where what is said begins: with its clause, behind an `and`, or with a party: `a printer quoted`."""
        clause = self._clause(first)
        is_listed = self._lower(first - 1) in self._speech.listing - self._speech.article
        if whole and first > clause[0] and is_listed:
            return first
        return clause[0] if whole else next((at for at in clause if at < first and at in self._parties), first)
