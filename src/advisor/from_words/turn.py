"""Where a sentence turns: what it takes back (`6? no, 16`), and what was so before and is no more (`sold in plastic, now wood`)."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.from_words.sentence import STOPS, PhraseEnds, Sentence, Told
from advisor.ir import Lexicon

_MOST = 3  # of how many words a correction is at most


class SentenceTurns(Told):
    """Where one sentence takes something back, and which of its clauses are past."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        super().__init__(sentence, lexicon)
        self._negations, self._breaks = lexicon.negations, lexicon.breaks
        self._things = lexicon.choices.get(lexicon.roles.thing, {})
        self._corrections = tuple(_runs(sentence, sentence.places(lexicon.instead)))
        self.correcting = frozenset(first for first, last in self._corrections if last > first)
        """Where several words begin that take back what was said: `no wait`."""
        self.withdrawn = frozenset(
            at for one in self._corrections for at in (*self._taken_back(*one), *self._counted_again(*one))
        )
        """The numbers that are taken back, and the words that do so."""
        present = sentence.places(lexicon.present)
        self._starts = frozenset(first for first, _ in present)
        self._ends = frozenset(last for _, last in present)
        self.told = frozenset(at for one in sentence.places(lexicon.past) for at in self._of_clause(one))
        """The words of what was so before."""
        self.past = self.told if present else frozenset()  # they, where the sentence says besides what is wanted now
        self.named = tuple(self._naming(lexicon))
        """The words that tell what is wanted, up to its name: `what I can't do is`."""
        named = (at for _, last in self.named for at in range(last + 1, self._to_the_stop(last).stop))
        settling = (at for first in self._settling(lexicon) for at in self._to_the_stop(first))
        self.settled = frozenset((*named, *settling))
        """The words of clauses that say what is wanted after all, and of what follows up to the stop."""

    def _naming(self, lexicon: Lexicon) -> Iterator[PhraseEnds]:
        """Yield words for what one wants, or cannot do, behind which it is named, or counted: `what I need is 60 boxes`."""
        speech, wanted = self._speech, {first for first, _ in self._sentence.places(lexicon.wanted)}
        for clause in dict.fromkeys(map(self._clause, range(len(self._words)))):
            words = [self._lower(at).partition("'")[0] for at in clause[:2]]
            end = next((at for at in clause[2:] if self._lower(at) in speech.equal), clause[0])
            between = range(clause[0] + 1, end)
            denied = [at for at in between if self._word(at) in lexicon.negations]
            asked = [at for at in between if at in wanted or self._lower(at).endswith("'d")]
            if (
                end > clause[0]
                and words[0] in speech.which
                and words[1] in speech.subject
                and bool(denied) != bool(asked)
            ):
                rest = range(end + 1, self._to_the_stop(end).stop)
                if any(self._is_number(at) or self._word(at) in self._things for at in rest):
                    yield clause[0], end

    def _taken_back(self, first: int, last: int) -> range:
        """Return a number, and the words behind it that correct it to the number behind them: `340 but make it 360`."""
        is_number, size = self._is_number, len(self._sentence)
        start = first - 1
        if start > 0 and self._word(start) in self._breaks and self._word(last) not in self._negations:
            start -= 1
        is_so = start >= 0 and last + 1 < size and is_number(start) and is_number(last + 1)
        return range(start, last + 1) if is_so else range(0)

    def _counted_again(self, first: int, last: int) -> tuple[int, ...]:
        """Return the number of a thing, and the words that correct it to one that ends its clause: `90 mugs, no, 110`."""
        if not first or last + 1 >= len(self._sentence) or not self._is_number(last + 1):
            return ()
        before = (at for at in reversed(self._clause(first - 1)) if at < first)
        start = next((at for at in before if self._is_number(at)), None)
        if start is None or self._together(last + 1, last + 2):
            return ()
        things = (self._normal(at, first - 1) for at in range(start + 1, first))
        return (start, *range(first, last + 1)) if any(one in self._things for one in things) else ()

    def begins_now(self, at: int) -> bool:
        """Return whether a word for what is wanted now begins here, in one clause with the word before."""
        return at in self._starts and self._together(at - 1, at)

    def is_now(self, first: int, last: int) -> bool:
        """Return whether a word for what is wanted now stands right before or behind a phrase."""
        return self.begins_now(last + 1) or (first - 1 in self._ends and self._together(first - 1, first))

    def _settling(self, lexicon: Lexicon) -> Iterator[int]:
        """Yield words in whose clause stands what is wanted after all: `so maple`, `maple please`, `but we need maple`."""
        speech = lexicon.speech
        for at, word in enumerate(self._words):
            clause, text = self._clause(at), word.text.lower()
            is_needed = text in speech.contrast and any(place in self._starts for place in clause)
            if text in speech.settled or (at == clause[0] and is_needed):
                yield at

    def _to_the_stop(self, first: int) -> range:
        """Return the clause of a word, and what follows in its sentence."""
        start, end = self._clause(first)[0], first + 1
        while end < len(self._sentence) and not any(stop in self._sentence.mark_before(end) for stop in STOPS):
            end += 1
        return range(start, end)

    def is_settled(self, before: int, first: int) -> bool:
        """Return whether a clause says what is wanted after all, and an earlier phrase stands in none that does."""
        return first in self.settled and before not in self.settled

    def is_corrected(self, before: int, first: int) -> bool:
        """Return whether words between two others take back the first. A negation does only by itself: `oak, no, walnut`."""
        return any(before < start and end < first and self._corrects(end) for start, end in self._corrections)

    def _corrects(self, last: int) -> bool:
        return not self._together(last, last + 1) or self._word(last) not in self._negations

    def _of_clause(self, past: PhraseEnds) -> range:
        """Return the clause of words for what was, up to such for what is; behind those, they alone: `need 50 now`."""
        clause = self._clause(past[0])
        turn = min((at for at in self._starts if past[1] < at <= clause[-1]), default=clause[-1] + 1)
        is_now = any(clause[0] <= at < past[0] for at in self._starts)
        return range(past[0] if is_now else clause[0], past[1] + 1 if is_now else turn)


def _runs(sentence: Sentence, places: tuple[PhraseEnds, ...]) -> Iterator[PhraseEnds]:
    """Yield phrases, those that stand side by side as one: `no wait`."""
    known = {at for first, last in places for at in range(first, last + 1)}
    at = 0
    while at < len(sentence):
        end = at
        while end in known and end - at < _MOST:
            end += 1
        if end > at:
            yield at, end - 1
        at = max(end, at + 1)
