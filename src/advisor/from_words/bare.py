"""Which numbers without a currency are money, by the words beside them."""

from __future__ import annotations

import re

from advisor.from_words.cue import NEAR, Cues
from advisor.from_words.heard import Heard
from advisor.from_words.look import Look, is_amount
from advisor.from_words.part import Parts
from advisor.from_words.room import Room
from advisor.from_words.sentence import Sentence
from advisor.order import OrderReader
from advisor.value.spoken import SMALL, tidy
from advisor.value.unit import MONEY


class BareMoney(Room):
    """Tells of a bare number of one sentence whether it is an amount."""

    def __init__(
        self, sentence: Sentence, cues: Cues, heard: Heard, reader: OrderReader, parts: Parts, look: Look
    ) -> None:
        super().__init__(sentence, cues, heard, reader)
        self._parts, self._look = parts, look
        names = "|".join(map(re.escape, sorted(self._speech.thousand))) or "(?!)"
        self._thousand = re.compile(rf"(?<=[0-9]) ?\b(?:{names})$", re.IGNORECASE)
        self._in_words = re.compile(rf"\b(?P<number>{'|'.join(SMALL)})(?= (?:{names})$)", re.IGNORECASE)
        self._money = [one.name for one in self._measured(MONEY)]
        self._set_aside = [
            name for name in self._money if name in self._cues.needs and name not in self._cues.per_piece
        ]
        """What one sets aside for one purpose: `20k tooling`."""
        sure = sentence.places(word for name in self._money for word in self._lexicon.sure.get(name, ()))
        counts = self._cues.places.get(self._roles.count, ())
        self._sure = tuple(one for one in sure if not any(first <= one[0] and one[1] < last for first, last in counts))

    def in_digits(self, words: str) -> str:
        """Return words with a word for thousands as `k`: `1.5 grand`, `two grand`."""
        counted = self._in_words.sub(lambda found: str(SMALL[found["number"].lower()]), words)
        return self._thousand.sub("k", counted)

    def told(self, text: str) -> str:
        """Return how an order says an amount in such a word, empty if it has none."""
        tidied = tidy(text)
        digits = self.in_digits(tidied)
        return digits if digits != tidied else ""

    def is_meant(self, words: str, first: int, last: int) -> bool:
        """Return whether a number without a currency is money by the words beside it: `budget 2000`, `sell on Etsy for 35 each`."""
        led = [end for start, end in self._sure if self._together(start, first) and end < first]
        if not re.search(r"[0-9]k?(?:ish)?$", words) or not self._look.reads(words, MONEY):
            return False
        is_summed = self._is_summed(last) or self._ends_sum(first, last)
        if self._is_rate(last) or (self._is_followed(last) and not is_summed) or self._cues.is_count(last):
            return False
        is_near = bool(led) and first - max(led) <= NEAR
        return (
            first - 1 in led
            or (is_near and self._leads(first))
            or self._is_of_one(words, first, last, is_near=is_near)
            or is_summed
            or (
                words.endswith("k") and any(self._cues.gap(name, first, last)[0] <= 1 for name in self._money)
            )  # `I have 6k`
            or (
                words.endswith("k") and any((last + 1, last + 1) in self._cues.places[name] for name in self._set_aside)
            )
        )

    def _is_of_one(self, words: str, first: int, last: int, *, is_near: bool) -> bool:
        """Return whether a number has cents near a word for money, or is the most for one: `not above 3.5 a pair`."""
        is_each = bool(self._cues.of_one(last))
        is_exact = re.search(r"[0-9][.,][0-9]{2}$", words) is not None  # what is counted is whole
        is_near |= any(self._cues.gap(name, first, last)[0] <= 1 for name in self._money)
        is_capped = first in self._cues.capped or self._leads(first) or self._cues.is_bounded(first, last)
        return ((is_each or is_near) and is_exact) or (is_each and (is_capped or self._is_no_share(words, first)))

    def _is_no_share(self, words: str, first: int) -> bool:
        """Return whether a number that begins its clause cannot be so many of each of several: `60 knives, 400 each`."""
        clause, follows = self._clause(first), self._lower(first + 1)
        is_bare = clause[0] == first >= clause[-1] - 1 - (follows in self._speech.each - self._speech.every)
        if not is_bare or not words.isdigit() or not int(words):
            return False
        told = [self._lower(at) for at in range(first)]
        counts = [int(one) for at, one in enumerate(told) if one.isdigit() and self._parts.describes_object(at)]
        kinds = (at for at, one in enumerate(told) if one in self._speech.kinds and not self._parts.objects(at))
        is_of_kinds = any(at and self._is_number(at - 1) for at in kinds)
        is_much = any(one * int(words) > self._lexicon.most_whole * 1000 for one in counts)
        return len(counts) == 1 and counts[0] % int(words) > 0 and not (is_of_kinds or is_much)

    def _leads(self, first: int) -> bool:
        """Return whether the word before a number may lead an amount, such as `for`."""
        return self._sentence.is_led(first, self._speech.amount)

    def _is_followed(self, last: int) -> bool:
        """Return whether a word stands behind a number that may say what is counted."""
        if not self._together(last, last + 1) or self._cues.of_one(last):
            return False
        if any(start == last + 1 == end for name in self._money for start, end in self._cues.places.get(name, ())):
            return False  # `7 tops`
        is_of_some = self._lower(last + 1) in self._speech.made_of and self._sentence.is_led(
            last + 3, self._speech.article | self._speech.own
        )  # `I can sell 250 of the owls`
        return is_of_some or self._heard.is_taken(last + 1) or self._word(last + 1) not in self._lexicon.ignored

    def _is_rate(self, last: int) -> bool:
        """Return whether a number is so many in a time: `we sell 40 a year`."""
        is_followed = self._together(last, last + 1) and self._sentence.is_time(last + 2)
        return is_followed and self._lower(last + 1) in self._speech.each

    def _ends_sum(self, first: int, last: int) -> bool:
        """Return whether a number is what amounts before it come to: `plus $90 shipping, so 1590 in all`."""
        if not any(start == last + 1 for start, _ in self._sentence.places(self._lexicon.summed)):
            return False
        leads = {end for _, end in self._sentence.places(self._lexicon.summing)}
        texts = (one.text for one in reversed(self._words[:first]) if re.search(r"[0-9]", one.text))
        return first - 1 in leads and is_amount(next(texts, ""))

    def _is_summed(self, last: int) -> bool:
        """Return whether words right behind a number say that it is money: `2,900 for everything`, `5k budget`."""
        return any(
            start == last + 1
            and self._together(last, end)
            and (
                start < end
                or (self._lexicon.facts.get(self._word(end)) in self._money and not self._parts.begins_object(end + 1))
            )
            for start, end in self._sure
        )
