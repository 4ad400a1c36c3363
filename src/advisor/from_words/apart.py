"""The things that a sentence counts one beside the other, each an order of its own: `120 mugs and 60 saucers for a cafe, by mid May`."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from advisor.from_words.heard import Heard
from advisor.from_words.part import Parts
from advisor.from_words.sentence import PhraseEnds, Sentence, Told
from advisor.ir import Lexicon

_MARKS = " ,;&+/-\u2013"


class SaidApart(Struct, frozen=True):
    """One of several things. name: what it is called there, with its count; alone: what is said of it; text: that, with what is said of all."""

    name: str
    alone: str
    text: str


class Apart(Told):
    """Tells the things of one sentence apart. heard: what was heard of it as one order; parts: tells the thing ordered from others."""

    def __init__(self, sentence: Sentence, heard: Heard, parts: Parts, lexicon: Lexicon) -> None:
        super().__init__(sentence, lexicon)
        self._heard, self._parts = heard, parts

    def things(self) -> list[SaidApart]:
        """Return the things that are orders of their own, none where the sentence is one order."""
        heads = list(self._heads())
        if len(heads) < 2:  # noqa: PLR2004  # one alone is the order
            return []
        starts, end = [number for number, _ in heads], self._end(heads[-1][1])
        ends = [*(self._until(start) for start in starts[1:]), end]
        said = [self._sentence.text(*one).rstrip(_MARKS) for one in zip(starts, ends, strict=True)]
        lead, tail = self._lead(starts[0]), list(self._tail(end, heads))
        found: list[SaidApart] = []
        for place, (head, first) in enumerate(zip(heads, said, strict=True)):
            own = "".join(text for text, of in tail if of == place)
            rest = "".join(text for text, of in tail if of in (None, place))
            found.append(SaidApart(self._sentence.text(*head), first + own, f"{lead}{first}{rest}"))
        return found

    # --- which they are ---
    def _heads(self) -> Iterator[PhraseEnds]:
        """Yield where each stands, from its number on: first the one that was heard, then those whose numbers say nothing of that."""
        before: list[PhraseEnds] = []
        in_it = False
        for number, last in self._parts.counted_things():
            start = before[-1][1] if before else number
            is_listed = any(self._sentence.mark_before(at) == ":" for at in range(start + 1, number + 1))
            comes_with = self._comes_with(number, last)
            in_it = not self._sentence.begins(number) and (in_it or is_listed or comes_with)
            if not before:
                is_one = self._is_the_count(number)
            else:
                is_one = not in_it and self._is_free(number) and self._is_another((number, last), before)
            if is_one:
                before.append((number, last))
                yield number, last

    def _is_the_count(self, number: int) -> bool:
        """Return whether a number is how many there are, or nothing is: of several things in a list none is that."""
        if not self._heard.is_said(self._roles.count):
            return self._is_free(number)
        return any(first <= number <= last for first, last in self._heard.spans(self._roles.count))

    def _is_added(self, number: int) -> bool:
        """Return whether words say that so many are wanted besides: `as well as 100 posters`, `along with 300 pencils`, `we also need 120 pins`."""
        speech, sentence = self._speech, self._sentence
        at = number - sentence.is_led(number, speech.joined - speech.besides)
        is_asked = number > 0 and self._together(number - 1, number) and self._parts.asks(number - 1)
        is_besides = is_asked and any(self._lower(one) in speech.besides for one in self._clause(number))
        return is_besides or sentence.is_led(at, speech.adding)

    def _comes_with(self, number: int, last: int) -> bool:
        """Return whether what is counted comes with another: `500 games with 110 cards`, `boxes (20 coins)`, `25 bottles each`."""
        is_each = self._together(last, last + 1) and self._lower(last + 1) in self._speech.each - self._speech.article
        if is_each or self._sentence.is_bracketed(number):
            return True
        if self._is_added(number):
            return False
        with_it = (self._speech.joined - self._speech.besides) | self._speech.made_of | self._speech.inside
        return self._sentence.is_led(number, with_it)

    def _is_free(self, number: int) -> bool:
        """Return whether a number is of nothing else, and beside what stands before it."""
        is_listed = not self._together(number - 1, number) or self._lower(number - 1) in self._speech.listing
        is_listed = is_listed or self._is_added(number)
        return is_listed and not (self._heard.is_taken(number) or self._heard.is_passed(number))

    def _is_another(self, one: PhraseEnds, before: list[PhraseEnds]) -> bool:
        """Return whether what is counted is called otherwise than all before it."""
        names = {self._normal(number + 1, last) for number, last in before}
        return self._normal(one[0] + 1, one[1]) not in names

    # --- what is said of each ---
    def _until(self, number: int) -> int:
        """Return the last word before a number that is none between two things of a list."""
        at = number - 1
        while self._lower(at) in self._speech.listing:
            at -= 1
        return at

    def _end(self, last: int) -> int:
        """Return the last word that is said of the last of them alone; what they are for, and by when, is said of all."""
        clause, of_all = self._clause(last), self._speech.purpose | (self._speech.due - self._speech.inside)
        return next((at - 1 for at in clause if at > last and self._lower(at) in of_all), clause[-1])

    def _lead(self, number: int) -> str:
        """Return what stands before the first of them; not what they are for, `wedding favours:`."""
        is_heading = self._sentence.mark_before(number) == ":" and any(map(self._parts.objects, range(number)))
        return "" if is_heading else self._sentence.before(number)

    def _tail(self, end: int, heads: list[PhraseEnds]) -> Iterator[tuple[str, int | None]]:
        """Yield what stands behind them by its clauses, and of which it is: of one whose name it begins with, `tables 120 x 80`; else of all."""
        at = end + 1
        while at < len(self._sentence):
            last = self._clause(at)[-1]
            first = at + (self._lower(at) in self._speech.article)
            named = (place for place, (_, noun) in enumerate(heads) if self._word(first) == self._word(noun))
            yield self._sentence.with_mark(at, last), next(named, None)
            at = last + 1
