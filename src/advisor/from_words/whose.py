"""Whose each word of a sentence is: the order's, another time's or another party's, or an event's."""

from __future__ import annotations

from advisor.from_words.sentence import PhraseEnds, Sentence
from advisor.ir import Lexicon


class Whose:
    """Tells whose the words of one sentence are."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self._sentence = sentence
        self._parties = {first for first, _ in sentence.places(lexicon.parties)}
        self._contrast = lexicon.speech.contrast
        self._turns = sorted(first for first, _ in sentence.places(lexicon.present))
        whole = (self._up_to_now(one, whole=True) for one in sentence.places(lexicon.elsewhere))
        behind = (self._up_to_now(one, whole=False) for one in sentence.places(lexicon.another))
        self.others = frozenset(at for words in (*whole, *behind) for at in words)
        """The words of another time or of somebody else, of which nothing is said but what the thing is."""
        self.events = frozenset(at for first, _ in sentence.places(lexicon.events) for at in sentence.clause(first))
        """The words of clauses that speak of an event: its day and its place are not the order's."""

    def _up_to_now(self, said: PhraseEnds, *, whole: bool) -> range:
        """Return the words from a phrase on, or its whole clause, up to such as say what is wanted now."""
        clause = self._sentence.clause(said[0])
        turn = next((at for at in self._turns if said[1] < at <= clause[-1]), clause[-1] + 1)
        while turn == clause[-1] + 1 and self._sentence.is_joined(turn, self._contrast):
            clause = self._sentence.clause(turn)
            turn = clause[0] if any(at in clause for at in self._turns) else clause[-1] + 1
            if turn == clause[0]:
                break
        return range(self._start(said[0], whole=whole), turn)

    def _start(self, first: int, *, whole: bool) -> int:
        """Return where what is said begins: with its clause, or with the other party that is named in it: `one printer in Leeds quoted`."""
        clause = self._sentence.clause(first)
        return clause[0] if whole else next((at for at in clause if at < first and at in self._parties), first)
