"""What a sentence says: fact -> its words, and which words are done with."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from advisor.errors import Place as At
from advisor.from_words.sentence import Sentence
from advisor.value.unit import LENGTH, WORDS
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode


class Heard:
    """What was heard of a sentence so far."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._taken: set[int] = set()
        self._passed: set[int] = set()
        self._said: dict[str, list[tuple[int, int, str]]] = {}

    def say(self, name: str, first: int, last: int, text: str = "") -> None:
        """Take words for a fact. text: how an order would say it, if not as it stands."""
        self._said.setdefault(name, []).append((first, last, text or self._sentence.told(first, last)))
        self.take(first, last)

    def widen(self, name: str, qualifiers: Collection[str]) -> None:
        """Take the words before those for a fact that leave it what it is: `organic cotton`."""
        for at, (first, last, text) in enumerate(self._said.get(name, ())):
            if text != self._sentence.told(first, last):
                continue
            lead = first
            while self._sentence.is_together(lead - 1, first) and self._may_qualify(lead - 1, qualifiers):
                lead -= 1
            if lead < first:
                self._said[name][at] = (lead, last, self._sentence.text(lead, first - 1) + " " + text)
                self.take(lead, first - 1)

    def join(self, name: str, place: tuple[int, int], beside: tuple[int, int]) -> None:
        """Take words beside those for a fact as part of them: `3 mm` of `3 mm birch plywood`."""
        first, last = min(place[0], beside[0]), max(place[1], beside[1])
        said = [one for one in self._said[name] if one[:2] != place]
        self._said[name] = sorted([*said, (first, last, self._sentence.text(first, last))])
        self.take(first, last)

    def _may_qualify(self, at: int, qualifiers: Collection[str]) -> bool:
        word = self._sentence.word(at)
        is_of_number = (
            self._sentence.is_number(at) or word in WORDS[LENGTH]
        )  # `3 mm acrylic` is not said to be acrylic of mm
        return word in qualifiers and not (is_of_number or self.is_taken(at))

    def rename(self, name: str, other: str) -> None:
        """Let what was said of one fact be said of another."""
        self._said[other] = self._said.pop(name)

    def take(self, first: int, last: int) -> None:
        """Take words that say nothing more."""
        self._taken.update(range(first, last + 1))

    def done(self, places: Iterable[int]) -> None:
        """Take single words that say nothing more."""
        self._taken.update(places)

    def take_back(self, name: str, *, keep: bool) -> None:
        """Let go of what was said of a fact. keep: whether its words are done with all the same."""
        for first, last, _ in self._said.pop(name):
            if not keep:
                self._taken.difference_update(range(first, last + 1))

    def pass_over(self, first: int, last: int) -> None:
        """Let nothing else be made of words that are understood and not of the order."""
        self._passed.update(range(first, last + 1))

    def is_passed(self, at: int) -> bool:
        """Return whether a word is understood and not of the order."""
        return at in self._passed

    def is_taken(self, at: int) -> bool:
        """Return whether a word says something, or nothing more."""
        return at in self._taken

    def is_any_taken(self, first: int, last: int) -> bool:
        """Return whether nothing can be made of words together: one of them is taken or passed over."""
        return any(at in self._taken or at in self._passed for at in range(first, last + 1))

    def is_said(self, name: str) -> bool:
        return name in self._said

    def places(self, name: str) -> list[int]:
        """Return where the words for a fact end."""
        return [last for _, last, _ in self._said.get(name, ())]

    def is_before(self, name: str, thing: str, first: int) -> bool:
        """Return whether what was said of a fact stands in sentences before that which first names a thing, and a word does not."""
        start = min(map(self._sentence.start, self.places(thing)), default=0)
        return self.is_said(name) and max(self.places(name)) < start <= first

    def spans(self, name: str) -> list[tuple[int, int]]:
        """Return where the words for a fact begin and end."""
        return [(first, last) for first, last, _ in self._said.get(name, ())]

    def said(self) -> dict[str, list[str]]:
        """Return the words of each fact, in the order of the sentence's first word of it."""
        return {name: [text for _, _, text in told] for name, told in sorted(self._said.items(), key=lambda it: it[1])}


def order_node(said: dict[str, list[str]], at: At) -> MappingNode:
    """Return the order that a file which says the same would hold."""
    return MappingNode(
        tuple((Scalar(name, plain=True, at=at), _node(texts, at)) for name, texts in said.items()), flow=False, at=at
    )


def _node(texts: list[str], at: At) -> Node:
    nodes = tuple(Scalar(one, plain=True, at=at) for one in dict.fromkeys(texts))
    return nodes[0] if len(nodes) == 1 else SequenceNode(nodes, flow=True, at=at)
