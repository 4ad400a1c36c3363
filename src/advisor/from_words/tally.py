"""Which of all numbers that may be the quantity is: each is weighed as it is found, and it is decided once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from msgspec import Struct

from advisor.from_words.heard import Heard
from advisor.from_words.sentence import STOPS, PhraseEnds, Sentence, Told
from advisor.ir import Lexicon
from advisor.value.beside import LEAST, strokes
from advisor.value.day import QuantityError
from advisor.value.spoken import number_at


class CountedNumber(Struct, frozen=True, order=True):
    """A number that may be the quantity. rank: how unsure, the lower the surer; noun: what it counts, empty if it does not say."""

    rank: int
    first: int
    last: int
    noun: str = ""


LAST = 4  # how unsure a number is the quantity that each thing may have
_SPARED = 5  # how many words behind a number those to spare, and behind a share the word for them, may stand
_ALIKE = 2  # how many times as large as one another the numbers of a list may be


class QuantityTally(Told):
    """Weighs the numbers of one sentence that may be the quantity."""

    def __init__(
        self,
        sentence: Sentence,
        heard: Heard,
        lexicon: Lexicon,
        ordered: Callable[[], frozenset[bool | str]],
        settled: frozenset[int],
    ) -> None:
        super().__init__(sentence, lexicon)
        self._heard, self._ordered, self._settled = heard, ordered, settled
        self._leads = {last for _, last in sentence.places(lexicon.summing)}
        self._later = {
            first: last for first, last in sorted(sentence.places(lexicon.later)) if last + 1 < len(sentence)
        }
        self._closes = dict(sentence.places(lexicon.summed))
        self._found: list[CountedNumber] = []

    def add(self, rank: int, first: int, last: int, noun: str = "") -> None:
        """Take in a number that may be the quantity."""
        self._found.append(CountedNumber(rank, first, last, noun))

    def decide(self) -> PhraseEnds | None:
        """Return the number that is the quantity, None if none is or none wins: two that differ are neither."""
        more = [one for one in self._found if self._lower(one.first) not in self._speech.single]  # `one per guest`
        whole = [one for one in more or self._found if not self._is_of_its_pieces(one)]
        found = [
            one
            for one in whole
            if not any(self._is_share(one, other) or self._is_beyond(one, other) for other in whole)
        ]
        sums = [one for one in found if one.rank < LAST and self.is_summed(one.first, one.last)]
        if sums:
            found = [one for one in found if one.first >= sums[-1].first]
        if not found:
            return None
        settled = [one for one in found if one.first in self._settled and not self._is_price(one)]
        found = [one for one in settled if one.rank < LAST] or found
        best = min(found)
        is_open = self._is_of_a_list(best) or any(self._contradicts(one, best) for one in found)
        return None if is_open else (best.first, best.last)

    def _is_share(self, one: CountedNumber, other: CountedNumber) -> bool:
        """Return whether a number counts some of those that a larger one before it does: `we need ten, two of them for men`."""
        words = [self._lower(at) for at in range(one.first, min(one.last + 3, len(self._words)))]
        is_of_them = any(
            of in self._speech.made_of and them in self._speech.made_things for of, them in pairwise(words)
        )
        return (
            is_of_them
            and other.first < one.first
            and self.most(other.first, other.last) > self.most(one.first, one.last)
        )

    def _is_beyond(self, one: CountedNumber, other: CountedNumber) -> bool:
        """Return whether a number is ordered only after another, or counts the pieces of fewer than there are sets: `50 then 400`, `9 pieces, 150 sets`."""
        if self.is_before_more(other.last) and one.first <= self._later[other.last + 1] + 1 <= one.last:
            return True
        pieces, ranks = self._lexicon.in_pieces, (one.rank, other.rank)
        is_of_sets = one.noun in pieces and other.noun not in pieces and bool(other.noun) and not any(ranks)
        return is_of_sets and self.most(other.first, other.last) > self.most(one.first, one.last)

    def is_before_more(self, last: int) -> bool:
        """Return whether a number that may be ordered later follows another at once: `50, then 400`."""
        end = self._later.get(last + 1, last)
        is_so = end > last and self._together(last + 1, end + 1) and self._is_number(end + 1)
        return is_so and not self._sentence.mark_before(last + 1).endswith(STOPS)

    def most(self, first: int, last: int) -> int:
        """Return how many a number says at most, 0 if that is not to be read."""
        try:
            said = number_at(self._sentence.text(first, last).lower(), whole=True)
        except QuantityError:
            return 0
        return int(said.high or said.low) if said is not None else 0

    def _is_price(self, one: CountedNumber) -> bool:
        """Return whether a number that nothing follows is led as an amount is: `sold at 12, now at 14`."""
        return bool(one.rank) and self._is_bare(one.last) and self._sentence.is_led(one.first, self._speech.amount)

    def _is_of_a_list(self, best: CountedNumber) -> bool:
        """Return whether other numbers begin clauses of which nothing is known, and come to more: `3 pairs of booties, 2 hats, 2 bibs`."""
        if self._lower(best.first - 1) in self._speech.article:
            return False  # `let's do the 500`
        heads = {self._clause(at)[0] for at in range(len(self._words))} - {best.first}
        own = sum(self._whole(self._words[best.first].text))
        others = [one for at in heads if not self._heard.is_taken(at) for one in self._whole(self._words[at].text)]
        alike = [one for one in others if one <= _ALIKE * own]
        return len(alike) > 1 and own < sum(alike)

    def is_summed(self, first: int, last: int) -> bool:
        """Return whether words say that a number is what all before it comes to: `let's say 45`, `300 then`."""
        end = self._closes.get(last + 1)
        is_led = (first - 1 in self._leads and self._together(first - 1, first)) or (
            first < last and first in self._leads
        )
        is_led &= not self._sentence.is_led(first - 1, self._speech.made_of)  # `of that 3,500 for the mould`
        is_led |= "=" in self._sentence.mark_before(first)
        is_closed = end is not None and self._together(first, end)
        return (is_led and self._is_bare(last)) or (is_closed and end == self._clause(last)[-1])

    def told(self, first: int, last: int) -> str:
        """Return how an order says alternatives, from the least to the most; empty if a number is alone: `500/1000`, `100, 250 and 500`."""
        if count := self._with_spares(first, last):
            return str(count)
        if least := self.least_before(first):
            most = next(at for at in range(first, last + 1) if self._is_number(at))
            return f"{least} to {self._words[most].text}"
        text = self._sentence.text(first, last)
        numbers = strokes(text) or [*self._listed(first), *self._whole(self._words[first].text)]
        return f"{numbers[0]} to {numbers[-1]}" if len(numbers) > 1 and numbers == sorted(set(numbers)) else ""

    def _with_spares(self, first: int, last: int) -> int:
        """Return how many there are with those that are ordered to spare, 0 if none are: `100 mugs plus 10 spares`, `500 + 10% for breakage`."""
        speech, count = self._speech, sum(self._whole(self._words[first].text))
        joints = speech.more | (speech.listing - speech.article - speech.either - speech.own)
        for at in range(last + 1, min(last + _SPARED, len(self._words) - 2)):
            if self._is_number(at):
                return 0
            more, is_share = self._words[at + 1].text.removesuffix("%"), self._words[at + 1].text.endswith("%")
            rest = range(at + 2, min(at + 2 + _SPARED - is_share, len(self._words)))
            is_spare = self._lower(at + 2) in speech.spare or any(
                self._lower(one) in speech.spare for one in rest if is_share
            )
            if self._lower(at) in joints and more.isdigit() and is_spare and not self._sentence.begins(at + 1):
                self._heard.done(range(at, at + 3))
                return count + (count * int(more) // 100 if is_share else int(more)) if count else 0
        return 0

    def least_before(self, first: int) -> str:
        """Return the least there may be that stands before the most: `min 100, max 150`; empty if none does."""
        least, most = self._speech.least, self._speech.most
        at = (
            first - 1 + (self._lower(first).rstrip(".") in most)
        )  # the word for the most may be in the number: `max 150`
        if at < 2 or self._lower(at).rstrip(".") not in most:  # noqa: PLR2004  # the number of the least and the word for it
            return ""
        at -= 1 + (self._lower(at - 1) in self._speech.listing)
        is_least = at > 0 and self._is_number(at) and self._lower(at - 1).rstrip(".") in least
        return self._words[at].text if is_least else ""

    def _listed(self, first: int) -> Iterator[int]:
        """Yield the bare numbers that stand before one, with nothing but a comma or such as `or` between."""
        at, found = first - 1, []
        joining = self._speech.listing - self._speech.article
        while at >= 0 and not self._heard.is_taken(at):
            word = self._words[at].text
            is_joined = word.lower() in joining and self._together(at, at + 1)
            is_number = word.isdigit() and int(word) >= LEAST and self._sentence.mark_before(at + 1) in (",", "", "&")
            is_number &= not self._sentence.is_led(at, self._speech.made_of)  # `packs of 10, 40 packs`
            if not (is_joined or is_number):
                break
            found += [int(word)] if is_number else []
            at -= 1
        yield from reversed(found)

    @staticmethod
    def _whole(text: str) -> list[int]:
        return [int(text)] if text.isdigit() else []

    def _is_bare(self, last: int) -> bool:
        """Return whether nothing that could be counted, or divides the things, stands behind a number: `so 35`, not `so 35 in oak`."""
        if not self._together(last, last + 1):
            return True
        word, speech = self._lower(last + 1), self._speech
        divides = word in speech.joined | speech.inside | speech.made_of | speech.each
        return self._word(last + 1) in self._lexicon.ignored and not divides

    def _is_of_its_pieces(self, one: CountedNumber) -> bool:
        """Return whether a number counts the pieces of which one thing is: `puzzle, 48 pieces`."""
        return not self._ordered().isdisjoint(self._lexicon.in_pieces.get(one.noun, ()))

    def _contradicts(self, one: CountedNumber, best: CountedNumber) -> bool:
        """Return whether another number is as sure as the best and counts the same: `60 mugs blue, 40 mugs red`."""
        is_other = self._sentence.text(one.first, one.last) != self._sentence.text(best.first, best.last)
        return (
            is_other
            and one.rank == best.rank
            and (one.noun == best.noun if one.noun and best.noun else bool(best.rank))
        )
