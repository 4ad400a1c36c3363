"""What the rooms have at hand that take an order from a sentence: what stands beside its words, and what was heard."""

from __future__ import annotations

from advisor.from_words.cue import Cues
from advisor.from_words.heard import Heard
from advisor.from_words.look import numbers_in
from advisor.from_words.sentence import Sentence, Told
from advisor.ir import Dimension, FactType, Kind
from advisor.order import OrderReader
from advisor.value.word_match import normal


class Room(Told):
    """Takes from one sentence what it says of an order."""

    def __init__(self, sentence: Sentence, cues: Cues, heard: Heard, reader: OrderReader) -> None:
        super().__init__(sentence, reader.pack.lexicon)
        self._cues, self._heard, self._facts = cues, heard, reader.facts
        facts = [reader.facts[name] for name in cues.order if name in reader.facts]
        self._size = next((one for one in facts if one.sides), None)
        self._numbers = [one for one in facts if one.kind is Kind.NUMBER and one.unit]

    def _measured(self, dimension: Dimension) -> list[FactType]:
        """Return the facts that are a measure, the preferred first."""
        return [one for one in self._numbers if one.unit and one.unit.dimension == dimension]

    def _choices_said(self, name: str) -> tuple[bool | str, ...]:
        """Return what the words for a fact may mean that were heard so far."""
        known, spellings = self._lexicon.choices.get(name, {}), self._lexicon.spellings
        texts = self._heard.said().get(name, ())
        return tuple(dict.fromkeys(one for text in texts for one in known.get(normal(text, spellings), ())))

    def _says_all_sides(self) -> bool:
        """Return whether all sides of the thing are said at once: `80 x 25 x 1.5 mm`."""
        size = self._size
        texts = self._heard.said().get(size.name, ()) if size else ()
        return size is not None and any(numbers_in(text) > len(size.sides) for text in texts)

    def _is_counted(self, first: int, last: int) -> bool:
        """Return whether a phrase is a noun of which an order says how many: `4 moulds`."""
        return any(
            any(first <= start and end == last for start, end in places)
            for name, places in self._cues.places.items()
            if self._facts[name].kind is Kind.NUMBER
        )
