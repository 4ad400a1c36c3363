"""Which money, times, lengths and shares a sentence says, and of which facts."""

from __future__ import annotations

import re
import sys

from advisor.from_words.bare import BareMoney
from advisor.from_words.counted_back import CountedBack
from advisor.from_words.cue import NEAR, Cues
from advisor.from_words.heard import Heard
from advisor.from_words.inch import Inches
from advisor.from_words.look import Look, are_sides, may_be_measure, numbers_in
from advisor.from_words.meant import MeantFact
from advisor.from_words.noun import PLURAL
from advisor.from_words.phrase import Phrases
from advisor.from_words.room import Room
from advisor.from_words.sentence import PhraseEnds, Sentence
from advisor.ir import Dimension
from advisor.order import OrderReader
from advisor.value.currency import in_currency
from advisor.value.feast import NAMED_DAYS
from advisor.value.month import MONTHS, SEASONS, day_of_month
from advisor.value.spoken import tidy
from advisor.value.unit import COUNT, DAYS, LENGTH, MASS, MONEY, WORDS

_NONE = re.compile(r"a [0-9]|[0-9.,]+ ?k?W|(?:[0-9]{3,}|[2-9][0-9])w|[0-9]{2,}D")
"""An article and a number, as in `a 4 arm press`, are no sheet of paper; watts, and a width, are no weeks, and deniers no days."""
_SLASHED = re.compile(r"[0-9]{1,2}/[0-9]{1,2}")
_SPAN = re.compile(r"[0-9] ?[-\u2013] ?[0-9]")  # days on end
_BESIDE = 3  # among how many words up to the first of a day the word that an event is on it stands
EVENT = 5 * NEAR  # how far the day of an event is taken to stand from the words for a day that is wanted

_THICK = 50_000_000  # how many nanometres a sheet is thick at most


class Measures(Room):
    """Takes what has a unit of its own: money, times, lengths, shares."""

    def __init__(self, sentence: Sentence, cues: Cues, heard: Heard, reader: OrderReader, spoken: Phrases) -> None:
        super().__init__(sentence, cues, heard, reader)
        dimensions = (*(one.unit.dimension for one in self._numbers if one.unit), MASS)
        self._gaps: dict[str, int] = {}
        self._doubtful: set[str] = set()
        self._back = CountedBack(sentence, heard, self._lexicon)
        self._look = look = Look(reader, tuple(one for one in dict.fromkeys(dimensions) if one != COUNT))
        self._meant = MeantFact(sentence, cues, heard, reader, spoken.parts, look, self._back)
        self._parts, self._inches = spoken.parts, Inches(sentence, cues, heard, reader, spoken)
        self.lengths: list[PhraseEnds] = []  # those of which nobody knows what they measure
        self.amounts: list[PhraseEnds] = []  # money of which nobody knows what it is for
        self.event_days: list[tuple[str, PhraseEnds]] = []  # what they would say of the order, and where they stand
        self._bare = BareMoney(sentence, cues, heard, reader, self._parts, look)
        whole = sentence.text(0, len(sentence) - 1) if len(sentence) else ""
        self._named, self._whole = look.currency(whole), tidy(whole)
        self._pack = reader.pack

    def take(self, first: int) -> int:
        """Take the measure that begins here, if there is one; return its last word, the one before if there is none."""
        if first in self._cues.negated:
            return first - 1
        if self._look.is_unit_of_time(self._sentence.text(first, first)) and self._back.is_reckoned(first, first):
            self._heard.pass_over(first, first)  # `a week before that`
            return first
        for last in self._sentence.ends(first):
            if self._heard.is_any_taken(first, last):
                continue
            words = self._bare.in_digits(tidy(self._sentence.text(first, last)))
            if self._is_none(words, first, last):
                continue
            if self._look.names_no_day(words):
                self._heard.pass_over(first, last)  # its month alone would be that of another year
                return last
            if (name := self._every(words, first)) and not self._heard.is_said(name):
                self._heard.say(name, first, last, f"1 {words}")
                return last
            dimension, currency = self._dimension(words, first, last)
            if dimension == LENGTH and self._lower(first) in self._speech.inside:
                continue  # `from 5 mm plywood` is not more than that
            if dimension is not None:
                name = self._meant.fact(dimension, words, first, last)
                if not name and dimension == LENGTH and self._is_of_sheet(words, first, last):
                    return last
                if not name and dimension == LENGTH:
                    self.lengths.append((first, last))
                if not name and dimension == MONEY:
                    self.amounts.append((first, last))
                if not name or not self._says(name, dimension, first, last, currency):
                    self._heard.pass_over(first, last)
                return last
        return first - 1

    def _is_of_sheet(self, words: str, first: int, last: int) -> bool:
        """Join a small length to the material beside it, which says how thick that is: `3 mm mild steel`; return whether it does."""
        qualifiers, thick = self._lexicon.qualifiers, None if are_sides(words) else self._look.length(words)
        if thick is None or thick > _THICK:
            return False
        for start, end in self._heard.spans(self._roles.stuff):
            between = range(last + 1, start) if last < start else range(end + 1, first)
            is_beside = self._together(min(first, start), max(last, end)) and (last < start or not between)
            if is_beside and all(self._word(at) in qualifiers for at in between):
                self._heard.join(self._roles.stuff, (start, end), (first, last))
                return True
        return False

    def _is_none(self, words: str, first: int, last: int) -> bool:
        """Return whether words are no measure at all, whatever stands beside them."""
        is_none = _NONE.fullmatch(self._sentence.text(first, last)) or not may_be_measure(words)
        is_none = is_none or (self._is_description(last) and self._is_noun(last + 1))
        is_none = is_none or self._is_of_length(first, last)
        is_none = is_none or self._begins_a_name(first, last)
        return bool(is_none) or self._inches.is_none(first, last) or self._look.is_beyond(words)

    def _begins_a_name(self, first: int, last: int) -> bool:
        """Return whether what looks like a unit begins the name of a thing: `200 t-shirts`."""
        return first < last and self._sentence.is_hyphened(last) and bool(self._parts.objects(last))

    def _is_noun(self, at: int) -> bool:
        """Return whether a word is or begins a thing, or is a noun that is not known: `16-month calendar`."""
        return self._parts.begins_object(at) or self._parts.may_be_noun(at)

    def _is_of_length(self, first: int, last: int) -> bool:
        """Return whether what looks like a day is part of a length: `on 1/16 inch plastic`, but not `by 1/3 in oak`."""
        follows = self._lower(last + 1) if self._together(last, last + 1) else ""
        is_led = first < last and not self._is_number(first) and follows not in self._speech.inside
        return is_led and follows.isalpha() and self._look.dimension(f"1 {follows}") == LENGTH

    def _is_description(self, last: int) -> bool:
        """Return whether a time says of what kind the word behind it is: `3 day conference`, `the summer fair`, `Christmas presents`."""
        word = self._lower(last)
        is_each = self._sentence.is_time(last) and not word.endswith(PLURAL) and last > 0
        is_several = is_each and self._is_number(last - 1) and self._word(last - 1) != "1"
        is_several |= word.partition("-")[2] in WORDS[DAYS] and not word.endswith(PLURAL)  # `16-month`
        is_feast = any(self._sentence.text(at, last).lower() in NAMED_DAYS for at in (last, last - 1) if at >= 0)
        return self._together(last, last + 1) and (is_several or word in SEASONS or is_feast)

    def _dimension(self, words: str, first: int, last: int) -> tuple[Dimension | None, str]:
        """Return of what words are a measure, None if they are none; and the currency of an amount that does not say one."""
        dimension = self._look.dimension(words)
        if dimension is None and self._bare.is_meant(words, first, last):
            return MONEY, self._named or self._paid_in(self._roles.home)
        if (
            dimension is None
            and _SLASHED.fullmatch(words)
            and self._is_of_event(first)
            and self._look.reads(f"on {words}", DAYS)
        ):
            return DAYS, ""  # `race day is 5/30`
        if dimension is None and words in MONTHS and self._is_month_wanted(first, last):
            return DAYS, ""
        is_unknown = dimension == DAYS and day_of_month(words, self._whole) is None  # of which month is not known
        return (None if is_unknown else dimension), ""

    def is_in_inches(self) -> bool:
        """Return whether who says the sentence leaves out inches where a length has no unit."""
        return self._inches.are_usual(self._named)

    def _is_of_event(self, first: int) -> bool:
        """Return whether a word stands right behind `is` in a clause that speaks of an event."""
        return first in self._cues.whose.events and self._sentence.is_led(first, self._speech.equal)

    def _paid_in(self, *roles: str) -> str:
        """Return the currency of the first place that is said, of those by some roles; empty if none is said or it has no rate."""
        places = next(filter(None, map(self._choices_said, roles)), ())
        codes = {self._lexicon.tender.get(str(one), "") for one in places}
        code = codes.pop() if len(codes) == 1 else ""
        return code if code in self._pack.rates else ""

    def _is_month_wanted(self, first: int, last: int) -> bool:
        """Return whether a month is alone in its clause, or behind a word for when things are wanted: `ship Feb`."""
        is_led = self._together(first - 1, first)
        is_led = is_led and self._lower(first - 1) in self._speech.due
        is_led |= (
            self._together(first, last + 1) and self._lower(last + 1) in self._speech.due - self._speech.by
        )  # `a June delivery`
        return is_led or self._clause(first) == range(first, last + 1)

    def _says(self, name: str, dimension: Dimension, first: int, last: int, currency: str) -> bool:
        """Say a measure of a fact; return whether it counts. Of two the surer does, of lengths the longer; else neither."""
        text = self._told(first, last, currency) or self._sentence.text(first, last)
        known, gap = self._heard.said().get(name), self._cues.gap(name, first, last)[0]
        if dimension == DAYS and first in self._cues.whose.events:
            if not self._is_by(first, text):
                self.event_days.append((name, (first, last)))
                return False  # the event's own day
            gap = EVENT
        if known is None:
            if name not in self._doubtful:
                self._heard.say(name, first, last, text)
                self._gaps[name] = gap
            return name not in self._doubtful
        past = self._cues.turns.past
        is_past = first not in past and past.issuperset(self._heard.places(name))
        of_rivals = self._parts.is_said_of_rivals
        is_before = self._heard.is_before(name, self._roles.thing, first)
        is_before |= not of_rivals(first) and any(map(of_rivals, self._heard.places(name)))
        if is_past or (dimension == LENGTH and is_before):
            known = []
        rank = not known or self._rank(dimension, tidy(text), gap) - self._rank(
            dimension, tidy(known[0]), self._gaps.get(name, 0)
        )
        for is_meant in (self._is_ours, self._is_of_resale):
            rank = rank or is_meant(first) - any(map(is_meant, self._heard.places(name)))
        if known == [text] or rank < 0:
            return False
        self._heard.take_back(name, keep=False)
        if rank:
            self._heard.say(name, first, last, text)
            self._gaps[name] = gap
        else:
            self._doubtful.add(name)
        return bool(rank)

    def _is_ours(self, at: int) -> bool:
        """Return whether a clause speaks of what is one's own: `the big ones are 28, ours 22`."""
        return any(self._lower(one) in self._speech.ours for one in self._clause(at))

    def _is_of_resale(self, at: int) -> bool:
        """Return whether a clause speaks of what shops pay: `retail at $24, wholesale $12`."""
        return any(self._lower(one) in self._speech.resale for one in self._clause(at))

    def _is_by(self, first: int, text: str) -> bool:
        """Return whether an event's clause says that it is on a day, or what is wanted by it: `race day is 3 May`."""
        before = [self._lower(at) for at in self._clause(first) if at <= first]
        is_equal = any(word.endswith("'s") or word in self._speech.equal for word in before[-_BESIDE:])
        is_span = self._together(first - 1, first) and self._is_number(first - 1)
        return not (is_span or _SPAN.search(text)) and (is_equal or any(word in self._speech.by for word in before))

    def _rank(self, dimension: Dimension, words: str, gap: int) -> int:
        """Return how surely a measure is the order's rather than another of the same fact, the higher the surer."""
        if dimension == LENGTH:  # `20 cm square` is one number
            is_several = are_sides(words) and not (numbers_in(words) == 1 and self._look.reads(words, LENGTH))
            return sys.maxsize if is_several else self._look.length(words) or 0
        return (NEAR + 1 if dimension == DAYS and re.search(r"[0-9]", words) else 0) - (
            gap if gap == EVENT else min(gap, NEAR)
        )

    def _told(self, first: int, last: int, currency: str) -> str:
        """Return how an order says a measure, empty if as it stands: with the currency named elsewhere, and the most there may be."""
        text = self._cues.told_capped(first, last)
        plain = tidy(self._sentence.text(first, last))
        if text and self._look.dimension(plain) == DAYS and not self._look.dimension(tidy(text)):
            text = ""  # `no later than 10 May` is that day
        text = text or self._bare.told(self._sentence.text(first, last))
        text = (
            in_currency(text or self._sentence.text(first, last), self._paid_in(self._roles.home, self._roles.away))
            or text
        )
        if month := day_of_month(tidy(self._sentence.text(first, last)), self._whole):
            return f"{self._sentence.text(first, last)} {month}"
        return f"{text or self._sentence.text(first, last)} {currency}" if currency else text

    def _every(self, words: str, first: int) -> str:
        """Return the fact of which a time is said by its unit alone, right behind a cue that it needs: `every month`."""
        if not self._look.is_unit_of_time(words):
            return ""
        names = (one.name for one in self._numbers if one.is_in(DAYS))
        return next((name for name in names if self._cues.is_led(name, first)), "")

    def settle(self) -> None:
        """Let go of days where a time is counted back from one of them."""
        names = (one.name for one in self._numbers if one.is_in(DAYS))
        for name in names if self._back.is_said else ():
            if self._heard.is_said(name) and name not in self._cues.needs:
                self._heard.take_back(name, keep=False)
