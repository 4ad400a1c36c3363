"""A free sentence as an order: which words of it say which fact.

The sentence is only taken apart here; what each part means is read as in any order. The longest known phrase counts first,
numbers go to the fact of their unit whose cue stands nearest, and words that say nothing known are told, never guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field

from advisor.errors import Diagnostic, OrderError, Place
from advisor.ir import FactType, Kind, Unit
from advisor.order import OrderReader
from advisor.trace import Order
from advisor.value import words
from advisor.value.day import QuantityError
from advisor.value.number import parse_bounds, parse_sides
from advisor.value.unit import COUNT, MONEY, SHARE
from advisor.yaml.node import Mapping, Node, Scalar, Sequence

LONGEST = 8
"""Of how many words a phrase is at most."""
NEAR = 5
"""How many words away a cue may stand."""
_WORD = re.compile(r"\S+")
_ENDS = re.compile(r"(?:[,;:!?)]|\.(?![0-9]))+$")
_NUMBER = re.compile(r"[0-9]")
_MONEY = re.compile(
    r"[\u20ac$\u00a3\u00a5]|\b(?:eur|usd|gbp|chf|euros?|dollars?|pounds?|quid|bucks|francs?|cents?|ct)\b|[0-9]k\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"%|\bper ?cent\b|\bprozent\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a sentence. start, end: where it stands; clause: in which part between commas."""

    text: str
    start: int
    end: int
    clause: int


@dataclass(slots=True)
class Heard:
    """What a sentence says. said: fact -> its words, as they stand; left: the words that say nothing known."""

    said: dict[str, list[str]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    def node(self, at: Place) -> Mapping:
        """Return the order that a file which says the same would hold."""
        said = ((Scalar(name, plain=True, at=at), _node(texts, at)) for name, texts in self.said.items())
        return Mapping(tuple(said), flow=False, at=at)


def _node(texts: list[str], at: Place) -> Node:
    nodes = tuple(Scalar(one, plain=True, at=at) for one in dict.fromkeys(texts))
    return nodes[0] if len(nodes) == 1 else Sequence(nodes, flow=True, at=at)


@dataclass(frozen=True, slots=True)
class FromWords:
    """A sentence as an order. said: fact -> its words; left: words that say nothing known; faults: what could not be read, and why."""

    order: Order
    said: MappingType[str, list[str]]
    left: tuple[str, ...]
    faults: tuple[Diagnostic, ...]


def order_from(sentence: str, reader: OrderReader, name: str) -> FromWords:
    """Return what a sentence says as an order. A part that cannot be read is left out, and told."""
    heard, at = hear(sentence, reader), Place("your words")
    faults: list[Diagnostic] = []
    for fact, texts in list(heard.said.items()):
        try:
            reader.order(Heard({fact: texts}).node(at), name)
        except OrderError as error:
            faults += [one for one in error.faults if one.at == at]
            del heard.said[fact]
    return FromWords(reader.order(heard.node(at), name), heard.said, tuple(heard.left), tuple(faults))


def hear(sentence: str, reader: OrderReader) -> Heard:
    """Return what a sentence says of an order."""
    return _Hearing(sentence, reader).heard()


class _Hearing:
    """One sentence being taken apart."""

    def __init__(self, sentence: str, reader: OrderReader) -> None:
        self._sentence = sentence
        self._reader = reader
        self._lexicon = reader.pack.lexicon
        self._words = tuple(_words(sentence))
        self._normal = [words.normal(one.text, self._lexicon.spellings) for one in self._words]
        self._is_taken = [False] * len(self._words)
        self._cues = {name: self._places(cues) for name, cues in self._lexicon.cues.items()}
        self._heard = Heard()

    def heard(self) -> Heard:
        """Return what it says: numbers first, since a phrase may stand on either side of one."""
        for take in (self._take_number, self._take_phrase):
            at = 0
            while at < len(self._words):
                at += 0 if self._is_taken[at] else take(at)
                at += 1
        cued = {place for spans in self._cues.values() for first, last in spans for place in range(first, last + 1)}
        for place, word in enumerate(self._words):
            if not (self._is_taken[place] or place in cued or self._normal[place] in self._lexicon.ignored):
                self._heard.left.append(word.text)
        return self._heard

    def _say(self, name: str, first: int, last: int) -> int:
        """Take words for a fact; return how many came after the first."""
        self._heard.said.setdefault(name, []).append(self._text(first, last))
        self._is_taken[first : last + 1] = [True] * (last + 1 - first)
        return last - first

    def _text(self, first: int, last: int) -> str:
        return self._sentence[self._words[first].start : self._words[last].end]

    def _spans(self, first: int) -> Iterator[int]:
        """Yield the last words of phrases that begin here, the longest first; none goes over a comma or a word that is taken."""
        last = first
        while (
            last + 1 < min(len(self._words), first + LONGEST)
            and not self._is_taken[last + 1]
            and self._words[last + 1].clause == self._words[first].clause
        ):
            last += 1
        yield from range(last, first - 1, -1)

    # --- cues ---
    def _places(self, cues: tuple[str, ...]) -> list[tuple[int, int]]:
        """Return where cues stand: the first and last word of each."""
        found = []
        for cue in cues:
            parts = cue.split(" ")
            size = len(parts)
            found += [
                (at, at + size - 1)
                for at in range(len(self._normal) - size + 1)
                if self._normal[at : at + size] == parts
            ]
        return found

    def _distance(self, name: str, first: int, last: int) -> int:
        """Return how many words lie between a phrase and the nearest cue of a fact in its clause, one more if it follows."""
        clause = self._words[first].clause
        gaps = [
            first - end if end < first else start - last + 1
            for start, end in self._cues.get(name, ())
            if self._words[start].clause == clause and (end < first or start > last)
        ]
        return min((gap for gap in gaps if gap <= NEAR), default=NEAR + 1)

    def _cued(self, names: list[str], first: int, last: int) -> str:
        """Return the fact whose cue stands nearest, else the first that needs none; nothing if each needs one."""
        order = list(self._lexicon.cues)
        ranked = sorted((self._distance(name, first, last), order.index(name), name) for name in names)
        return next((name for gap, _, name in ranked if gap <= NEAR or name not in self._lexicon.needs_cue), "")

    # --- numbers ---
    def _take_number(self, first: int) -> int:
        for last in self._spans(first):
            text = self._text(first, last)
            name = self._measured(text, first, last)
            if name:
                return self._say(name, first, last)
        return 0

    def _measured(self, text: str, first: int, last: int) -> str:
        """Return the fact that a number is said of, nothing if the text is none."""
        facts = [self._reader.facts[name] for name in self._lexicon.cues if name in self._reader.facts]
        if _are_sides(text):
            return self._cued([one.name for one in facts if one.sides], first, last)
        for dimension in dict.fromkeys(one.unit.dimension for one in facts if one.kind is Kind.NUMBER and one.unit):
            alike = [one for one in facts if one.kind is Kind.NUMBER and one.unit and one.unit.dimension == dimension]
            alike = [one for one in alike if self._reads(text, one.unit, first, last)]
            name = self._cued([one.name for one in alike], first, last) if alike else ""
            if name:
                return name
        return ""

    def _reads(self, text: str, unit: Unit | None, first: int, last: int) -> bool:
        """Return whether a text is a number of a unit, and looks like one of it."""
        if unit is None or not self._looks_like(text, unit, first, last):
            return False
        try:
            parse_bounds(
                text, unit, currency=self._reader.pack.currency, as_of=self._reader.as_of, typed=True,
                rates=self._reader.pack.rates,
            )  # fmt: skip
        except QuantityError:
            return False
        return True

    def _looks_like(self, text: str, unit: Unit, first: int, last: int) -> bool:
        if unit.dimension == MONEY:
            return _MONEY.search(text) is not None
        if unit.dimension == SHARE:
            return _SHARE.search(text) is not None
        if unit.dimension != COUNT:
            return True
        nouns = {words.normal(one, self._lexicon.spellings) for one in (unit.one, unit.many)}
        ends = self._normal[last]
        if unit.name == "units":
            return not ends.isalpha() or ends in nouns or self._lexicon.facts.get(ends) == "quantity" or first == last
        return ends in nouns

    # --- phrases ---
    def _take_phrase(self, first: int) -> int:
        for last in self._spans(first):
            phrase = " ".join(self._normal[first : last + 1])
            names = [
                name
                for name in self._lexicon.cues
                if phrase in self._lexicon.choices.get(name, {}) and self._may_say(self._reader.facts[name])
            ]
            name = self._cued(names, first, last) if names else ""
            if name:
                return self._say(name, first, last)
        return 0

    def _may_say(self, fact: FactType) -> bool:
        """Return whether a fact can take another phrase: a flag and an object are said once."""
        return fact.kind in (Kind.CHOICE, Kind.SET) or fact.name not in self._heard.said


def _are_sides(text: str) -> bool:
    try:
        return parse_sides(text) is not None
    except QuantityError:
        return False


def _words(sentence: str) -> Iterator[Word]:
    """Yield the words of a sentence without the commas and stops behind them."""
    clause = 0
    for found in _WORD.finditer(sentence):
        text = _ENDS.sub("", found[0].lstrip("("))
        start = found.start() + found[0].index(text) if text else found.start()
        if text:
            yield Word(text, start, start + len(text), clause)
        if found[0][-1] in ",;:!?.)" and (not text or len(text) < len(found[0].lstrip("("))):
            clause += 1
