"""Which money, times, lengths and shares a sentence says, and of which facts."""

from __future__ import annotations

import re
import sys

from advisor.from_words.bare import BareMoney
from advisor.from_words.counted_back import CountedBack
from advisor.from_words.cue import NEAR, Cues
from advisor.from_words.heard import Heard
from advisor.from_words.look import Look, are_sides, day_of_month, may_be_measure
from advisor.from_words.phrase import Phrases
from advisor.from_words.sentence import Sentence
from advisor.from_words.side import is_like, is_solid, usual_size
from advisor.ir import Dimension, FactType, Kind
from advisor.order import OrderReader
from advisor.value.spoken import tidy
from advisor.value.unit import COUNT, DAYS, LENGTH, MASS, MONEY

THIN = 10_000_000
"""Up to how many nanometres a length alone may be the thickness of a sheet."""
LEAST = 50_00
"""Of how many cents an amount alone is at least that is for a whole order: `4 quid` is of one, whatever it is."""
_NONE = re.compile(r"a [0-9]|[0-9.,]+ ?k?W|(?:[0-9]{3,}|[2-9][0-9])w")
"""An article and a number, as in `a 4 arm press`, are no sheet of paper; watts, and a width, are no weeks."""
_CENTS = re.compile(r"[0-9][.,][0-9]{2}\b|[0-9] ?(?:p|pence|cts?|cents?)\b", re.IGNORECASE)
"""An amount that says cents."""
EVENT = 5 * NEAR
"""How far the day of an event is taken to stand from the words for a day that is wanted."""
CLOSE = 3
"""How many words away the words of something else may stand."""


class Measures:
    """Takes what has a unit of its own: money, times, lengths, shares."""

    def __init__(self, sentence: Sentence, cues: Cues, heard: Heard, reader: OrderReader, spoken: Phrases) -> None:
        self._parts = spoken.parts
        self._sentence = sentence
        self._cues = cues
        self._facts = reader.facts
        self._heard = heard
        facts = [reader.facts[name] for name in cues.order if name in reader.facts]
        self._numbers = [one for one in facts if one.kind is Kind.NUMBER and one.unit]
        lexicon = reader.pack.lexicon
        self._qualifiers = lexicon.qualifiers
        self._ignored, self._speech = lexicon.ignored, lexicon.speech
        self._thing = lexicon.roles.thing
        dimensions = (*(one.unit.dimension for one in self._numbers if one.unit), MASS)
        self._gaps: dict[str, int] = {}
        self._doubtful: set[str] = set()
        self._back = CountedBack(sentence, heard, lexicon.speech)
        self._look = look = Look(reader, tuple(one for one in dict.fromkeys(dimensions) if one != COUNT))
        self._bare = BareMoney(sentence, cues, heard, reader, spoken.parts, look)
        whole = sentence.text(0, len(sentence) - 1) if len(sentence) else ""
        self._currency, self._whole = look.currency(whole), tidy(whole)

    def take(self, first: int) -> int:
        """Take the measure that begins here, if there is one; return its last word, the one before if there is none."""
        if first in self._cues.negated:
            return first - 1
        for last in self._sentence.ends(first):
            if self._heard.is_any_taken(first, last):
                continue
            words = tidy(self._sentence.text(first, last))
            if self._is_before_stuff(first, last) or _NONE.fullmatch(self._sentence.text(first, last)):
                continue
            if not may_be_measure(words):
                continue
            dimension, currency = self._look.dimension(words), ""
            if dimension is None and self._bare.is_meant(words, first, last):
                dimension, currency = MONEY, self._currency
            if (name := self._every(words, first)) and not self._heard.is_said(name):
                self._heard.say(name, first, last, f"1 {words}")
                return last
            if dimension == DAYS and day_of_month(words, self._whole) is None:
                dimension = None  # of which month is not known
            if dimension is not None:
                name = self._fact(dimension, words, first, last)
                if not name or not self._says(name, dimension, first, last, currency):
                    self._heard.pass_over(first, last)
                return last
        return first - 1

    def _says(self, name: str, dimension: Dimension, first: int, last: int, currency: str) -> bool:
        """Say a measure of a fact; return whether it counts.

        Of two, that with the nearer cue does, of two days that in figures, of two lengths the longer; else neither, for none is known to be the order's.
        """
        text = self._told(first, last, currency) or self._sentence.text(first, last)
        known, gap = self._heard.said().get(name), self._cues.gap(name, first, last)[0]
        if dimension == DAYS and first in self._cues.whose.events:
            gap = EVENT
        if known is None:
            if name not in self._doubtful:
                self._heard.say(name, first, last, text)
                self._gaps[name] = gap
            return name not in self._doubtful
        rank = self._rank(dimension, tidy(text), gap) - self._rank(dimension, tidy(known[0]), self._gaps.get(name, 0))
        if known == [text] or rank < 0:
            return False
        self._heard.take_back(name, keep=False)
        if rank:
            self._heard.say(name, first, last, text)
            self._gaps[name] = gap
        else:
            self._doubtful.add(name)
        return bool(rank)

    def _rank(self, dimension: Dimension, words: str, gap: int) -> int:
        """Return how surely a measure is the order's rather than another of the same fact, the higher the surer."""
        if dimension == LENGTH:
            return sys.maxsize if are_sides(words) else self._look.length(words) or 0
        return (NEAR + 1 if dimension == DAYS and re.search(r"[0-9]", words) else 0) - (
            gap if gap == EVENT else min(gap, NEAR)
        )

    def _is_before_stuff(self, first: int, last: int) -> bool:
        """Return whether a text ends in a word that leads what follows, and is no unit: `400 in oak` is not of inches."""
        if first == last or self._sentence.words[last].text.lower() not in self._speech.inside:
            return False
        sized = {
            start
            for one in self._numbers
            if one.unit and one.unit.dimension == LENGTH
            for start, _ in self._cues.places.get(one.name, ())
        }
        follows = self._sentence.words[last + 1].text.lower() if self._sentence.is_together(last, last + 1) else ""
        return follows.isalpha() and len(follows) > 1 and last + 1 not in sized

    def _told(self, first: int, last: int, currency: str) -> str:
        """Return how an order says a measure, empty if as it stands: with the currency named elsewhere, and the most there may be."""
        text = self._cues.told_capped(first, last)
        if month := day_of_month(tidy(self._sentence.text(first, last)), self._whole):
            return f"{self._sentence.text(first, last)} {month}"
        return f"{text or self._sentence.text(first, last)} {currency}" if currency else text

    def _every(self, words: str, first: int) -> str:
        """Return the fact of which a time is said by its unit alone, right behind a cue that it needs: `every month`."""
        if not self._look.is_unit_of_time(words):
            return ""
        names = (one.name for one in self._numbers if one.unit and one.unit.dimension == DAYS)
        return next((name for name in names if self._cues.is_led(name, first)), "")

    def settle(self) -> None:
        """Let go of days where a time is counted back from one of them."""
        names = (one.name for one in self._numbers if one.unit and one.unit.dimension == DAYS)
        for name in names if self._back.is_said else ():
            if self._heard.is_said(name) and name not in self._cues.needs:
                self._heard.take_back(name, keep=False)

    # --- of which fact ----------------------------------------------------------------------------------------------------
    def _fact(self, dimension: Dimension, words: str, first: int, last: int) -> str:
        """Return the fact that a measure is said of, nothing if it may be something else."""
        alike = [one for one in self._numbers if one.unit and one.unit.dimension == dimension]
        if dimension == MASS:
            alike = [one for one in self._numbers if one.weighed_by]
        if (dimension == DAYS and (self._back.is_reckoned(first, last) or self._back.is_onward(first))) or (
            dimension == LENGTH and self._parts.is_of_a_part_before(first)
        ):
            return ""
        if are_sides(words):
            alike = [one for one in alike if one.sides]
            is_other = self._is_between(first, last) or self._parts.is_of_another(last)
            return alike[0].name if alike and not is_other else ""
        name = self._of_one(dimension, first, last) or self._cues.nearest([one.name for one in alike], first, last)
        if not name and dimension == LENGTH and self._is_size(words, first, last):
            return next((one.name for one in alike if one.sides), "")
        if not name and dimension == MASS and self._is_weight(alike, first, last):
            return alike[0].name
        if dimension == MONEY and self._is_for_several(last) and name in self._cues.per_piece:
            paid = next((one.name for one in alike if one.name in self._cues.per_piece), "")
            return next(one.name for one in alike if one.name not in self._cues.needs) if name == paid else ""
        is_each = dimension == MONEY and bool(self._cues.of_one(last))
        gap = 1 if is_each else self._cues.gap(name, first, last)[0] if name else NEAR
        others = self._cues.others(first, last, after=not is_each)
        if self._is_price_of_another(name, first):
            return ""
        if not name or others <= min(max(gap, 1), CLOSE) or (gap > NEAR and others <= CLOSE):
            return ""
        return name if gap <= NEAR or self._stands_alone(dimension, words, first, last) else ""

    def _is_price_of_another(self, name: str, first: int) -> bool:
        """Return whether another thing than that ordered stands before the cue of an amount: `badges, the bikes sell at 900`."""
        together, known = self._sentence.is_together, set(self._parts.ordered)
        places = self._cues.places.get(name, ())
        verbs = {start for start, end in places if start == end}  # `golf club pays` begins with a noun
        starts = (start for start, end in places if start in verbs and end < first and together(start - 1, first))
        return (
            bool(known)
            and name in self._cues.per_piece
            and any(
                self._parts.is_unknown(start - 1)
                or any(known.isdisjoint(one) for one in self._parts.objects(start - 1))
                for start in starts
            )
        )

    def _of_one(self, dimension: Dimension, first: int, last: int) -> str:
        """Return which fact of one piece money is, if it is said to be of one: that of another cue, else the first.

        An amount with cents is, where no word for a whole stands near: `no more than 4.50`.
        """
        if dimension != MONEY:
            return ""
        has_cents = _CENTS.search(self._sentence.text(first, last)) is not None
        is_of_one = self._cues.of_one_before(first) or (has_cents and not self._is_whole(first, last))
        found = self._cues.of_one(last) or (self._cues.per_piece if is_of_one else frozenset())
        names = [one.name for one in self._numbers if one.unit and one.unit.dimension == MONEY and one.name in found]
        ranked = [(self._cues.gap(name, first, last, per_one=False), at) for at, name in enumerate(names)]
        return names[min(ranked)[1]] if ranked else ""

    def _is_whole(self, first: int, last: int) -> bool:
        """Return whether a word for money of a whole order stands near."""
        of_one = self._cues.per_piece
        names = (
            one.name for one in self._numbers if one.unit and one.unit.dimension == MONEY and one.name not in of_one
        )
        return any(self._cues.gap(name, first, last)[0] < NEAR for name in names)

    def _is_for_several(self, last: int) -> bool:
        """Return whether an amount is that of several: `400 pounds for 150 hoodies`."""
        words = self._sentence.words
        is_led = self._sentence.is_together(last, last + 3) and words[last + 1].text.lower() in self._speech.purpose
        return is_led and words[last + 2].text[:1].isdigit() and not self._cues.of_one(last + 2)

    def _is_size(self, words: str, first: int, last: int) -> bool:
        """Return whether a length without a cue is how large the object is: it stands beside it, or alone in its clause.

        What is thinner than a finger may be the thickness of a sheet.
        """
        low = self._look.length(words)
        if low is None or low < THIN or self._parts.is_of_another(last):
            return False
        follows = self._sentence.is_together(first - 1, first) and first - 1 in self._heard.places(self._thing)
        is_beside = follows or self._parts.begins_object(last + 1)
        usual = usual_size(next(one for one in self._numbers if one.sides), self._parts.ordered)
        may_be = not usual or is_like(low, usual)
        return (self._is_alone(first, last) and may_be) or is_beside or self._ends_description(first, low)

    def _ends_description(self, first: int, low: int) -> bool:
        """Return whether a length stands behind what is said of the object in one clause, and such an object may be so large: `mugs of porcelain 12 cm`."""
        size = next((one for one in self._numbers if one.sides), None)
        things = [at for at in self._heard.places(self._thing) if self._sentence.is_together(at, first) and at < first]
        if size is None or not things or not self._heard.is_taken(first - 1):
            return False
        return is_like(low, usual_size(size, self._parts.ordered))

    def _is_weight(self, alike: list[FactType], first: int, last: int) -> bool:
        """Return whether a weight alone in its clause is that of the thing ordered: nothing usually goes into such a thing."""
        size = next((one for one in self._numbers if one.sides), None)
        if not alike or size is None or not self._parts.ordered or not self._is_alone(first, last):
            return False
        return is_solid(size, alike[0], self._parts.ordered, self._facts)

    def _is_alone(self, first: int, last: int) -> bool:
        """Return whether a clause says nothing but a measure."""
        others = (self._sentence.normal(at, at) for at in self._sentence.clause(first) if not first <= at <= last)
        return all(word in self._qualifiers or word in self._ignored for word in others)

    def _is_between(self, first: int, last: int) -> bool:
        """Return whether a sheet is one end of a span: `between A3 and A2`."""
        beside = [at for at in (first - 1, last + 1) if self._sentence.is_together(min(at, first), max(at, last))]
        return any(self._sentence.normal(at, at) in self._speech.span for at in beside)

    def _stands_alone(self, dimension: Dimension, words: str, first: int, last: int) -> bool:
        """Return whether a measure without a cue may say its usual fact: no price of one thing, no years."""
        if dimension == DAYS:
            return not self._look.is_long_time(words) and first not in self._cues.turns.told
        if dimension != MONEY:
            return True
        low, high = self._look.cents(words)
        least = low or (
            None if _CENTS.search(words) else high
        )  # a most with cents is of one piece: `no more than 4.50`
        if least is not None and least < LEAST:
            return False
        together = self._sentence.is_together
        follows = self._sentence.words[last + 1].text.lower() if together(last, last + 1) else ""
        is_priced = bool(follows) and (self._heard.is_taken(last + 1) or follows in self._speech.each)
        leads = self._sentence.normal(first - 1, first - 1) if together(first - 1, last) else ""
        return not is_priced and (not leads or leads in self._speech.whole or self._heard.is_taken(first - 1))
