"""What was heard of one sentence: which words say which fact, and which say nothing that is known."""

from __future__ import annotations

from advisor.from_words.absurd import Absurd
from advisor.from_words.apart import Apart, SaidApart
from advisor.from_words.count import BareNumbers
from advisor.from_words.cue import Cues
from advisor.from_words.gauge import Gauges
from advisor.from_words.heard import Heard
from advisor.from_words.left import Left
from advisor.from_words.made_where import MadeWhere
from advisor.from_words.often import Often
from advisor.from_words.own_pace import OwnPace
from advisor.from_words.part import Parts
from advisor.from_words.phrase import Phrases
from advisor.from_words.sentence import Sentence
from advisor.from_words.side import Sides
from advisor.from_words.turn import SentenceTurns
from advisor.from_words.whose import Whose
from advisor.from_words.with_unit import Measures
from advisor.ir import Kind
from advisor.order import OrderReader


class Listened:
    """What was heard of one sentence. said: fact -> its words; left: the words that say nothing known."""

    def __init__(self, text: str, reader: OrderReader) -> None:
        self.text = text
        self._lexicon, year = reader.pack.lexicon, reader.as_of.year if reader.as_of else 0
        self._sentence = Sentence(text, self._lexicon)
        turns = SentenceTurns(self._sentence, self._lexicon)
        cues = Cues(self._sentence, self._lexicon, turns, Whose(self._sentence, self._lexicon, year))
        self._heard = Heard(self._sentence)
        self._heard.done(turns.withdrawn)
        self._parts = _take_all(self._sentence, cues, self._heard, reader)
        for name in self._heard.said():
            if reader.facts[name].kind is Kind.CHOICE:
                self._heard.widen(name, self._lexicon.qualifiers - self._lexicon.ignored)
        self.said, self.left = self._heard.said(), _left(self._sentence, cues, self._heard, reader)

    def of_all(self, name: str) -> list[str]:
        """Return the words for a fact that end what is said of several things together, `stools and tables in ash`; none where they do not."""
        inside = self._lexicon.speech.inside | self._lexicon.speech.made_of
        spans = self._heard.spans(name)
        return self.said[name] if spans and all(self._sentence.is_led(first, inside) for first, _ in spans) else []

    def apart(self) -> list[SaidApart]:
        """Return the things that the sentence counts beside each other, none where it says one order."""
        return Apart(self._sentence, self._heard, self._parts, self._lexicon).things()


def _take_all(sentence: Sentence, cues: Cues, heard: Heard, reader: OrderReader) -> Parts:
    """Let each room take from a sentence what it knows, the surest first; return what tells its things apart."""
    spoken = Phrases(sentence, cues, heard, reader)
    measures = Measures(sentence, cues, heard, reader, spoken)
    sides = Sides(sentence, cues, heard, reader, spoken, measures.is_in_inches)
    for taker in (spoken, measures, sides):
        at = 0
        while at < len(sentence):
            at = max(taker.take(at), at) + 1
        for place in spoken.parts.per_object(heard.places(reader.pack.lexicon.roles.thing)):
            cues.add_per_one(*place)
    spoken.say_denied()
    measures.settle()
    sides.settle()
    Gauges(sentence, cues, heard, reader).settle()
    BareNumbers(sentence, cues, heard, reader, spoken).take_all()
    Often(sentence, cues, heard).settle()
    OwnPace(sentence, cues, heard, spoken.parts).settle()
    Left(sentence, cues, heard, reader, spoken.parts).settle(measures.lengths, measures.event_days)
    MadeWhere(sentence, cues, heard, spoken.parts).settle()
    Absurd(sentence, cues, heard, reader, spoken).settle(measures.amounts)
    return spoken.parts


def _left(sentence: Sentence, cues: Cues, heard: Heard, reader: OrderReader) -> tuple[str, ...]:
    """Return the words that are of no phrase, no cue, and not such as say nothing; those beside each other together."""
    cued = {at for name in heard.said() for first, last in cues.places.get(name, ()) for at in range(first, last + 1)}
    lexicon = reader.pack.lexicon
    money = {last for name in cues.per_piece for last in heard.places(name)}
    cued |= {
        at
        for last in money
        for first, end in sentence.places(lexicon.per_one)
        if first == last + 1
        for at in range(first, end + 1)
    }
    idle = {at for first, last in sentence.places(lexicon.small_talk) for at in range(first, last + 1)}
    left = [
        at
        for at in range(len(sentence))
        if not (heard.is_taken(at) or at in cued or at in idle or sentence.word(at) in lexicon.ignored)
    ]
    return tuple(sentence.text(run[0], run[-1]) for run in sentence.runs(left))
