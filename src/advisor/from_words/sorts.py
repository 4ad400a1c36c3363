"""How many things there are in all, where their sorts are counted: `60 in black and 40 in white`, `10 S, 25 M, 5 XL`."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from advisor.from_words.cue import Cues
from advisor.from_words.heard import Heard
from advisor.from_words.multiple import Multiple, Multiples
from advisor.from_words.noun import MANY
from advisor.from_words.part import Parts
from advisor.from_words.sentence import Sentence, Told
from advisor.from_words.uncounted import TIMES, Uncounted
from advisor.value.spoken import whole_number

_LOOK, _SIZE, _WHOM, _WHO = "look", "size", "whom", "who"
_MARKS = ("", ",", ";", "&", "/", "+", "),", ")")
_LABEL = 2  # of how many words the name of a sort before its number is at most


class _Sort(Struct, frozen=True):
    """So many of one sort. kinds: by what it may be told from others; number: where that stands."""

    number: int
    count: int
    first: int
    last: int
    kinds: frozenset[str]

    @property
    def is_labelled(self) -> bool:
        """Whether the name of the sort stands before its number; nobody says the next the other way: `steel brackets x 350, 3 bends`."""
        return self.first < self.number


def counted_by_kinds(
    sentence: Sentence, heard: Heard, parts: Parts, cues: Cues, uncounted: Uncounted
) -> Multiple | None:
    """Return how many there are where they are counted by kinds or by sorts, None if they are not."""
    sorts = Sorts(sentence, heard, parts, cues, one_each=uncounted.one_each)
    return Multiples(sentence, heard, parts, cues).found() or sorts.found()


class Sorts(Told):
    """Finds in one sentence the numbers of sorts of one thing that stand beside each other."""

    def __init__(self, sentence: Sentence, heard: Heard, parts: Parts, cues: Cues, *, one_each: bool) -> None:
        lexicon = cues.known
        super().__init__(sentence, lexicon)
        self._heard, self._parts, self._cues, self._one_each = heard, parts, cues, one_each
        named = (lexicon.choices.get(name, ()) for name in self._roles.describe)
        words = {*lexicon.count_names, *lexicon.qualifiers}.union(*named)
        self._looks = words - lexicon.facts.keys()
        self._persons = {last for _, last in sentence.places(lexicon.persons)}
        self._joints = self._speech.listing - self._speech.article - self._speech.own - self._speech.either

    def found(self) -> Multiple | None:
        """Return how many sorts of one thing come to, None if the sentence does not count it by them."""
        at = 0
        while at < len(self._sentence):
            run = list(self._run(at))
            count = sum(one.count for one in run)
            if len(run) > 1 and count >= MANY:
                numbers = frozenset(place for one in run for place in range(one.first, one.last + 1))
                said = frozenset(place for place in numbers if not self._heard.is_taken(place))
                return Multiple(count, run[-1].number, said | {one.number for one in run})
            at = run[-1].last + 1 if len(run) > 1 else at + 1
        return None

    def _run(self, at: int) -> Iterator[_Sort]:
        """Yield the sorts of one kind that stand beside each other from a word on."""
        one = self._sort(at)
        if one is None or self._is_within(one.first):
            return
        kinds, is_labelled = one.kinds, one.is_labelled
        while one is not None and one.is_labelled == is_labelled and (kinds := kinds & one.kinds):
            yield one
            at = one.last + 1
            if at >= len(self._sentence) or self._sentence.mark_before(at) not in _MARKS:
                return
            one = self._sort(at + (self._lower(at) in self._joints))

    def _is_within(self, first: int) -> bool:
        """Return whether words before a number say that so many are in, or of, each of something, or come with it."""
        speech = self._speech
        return self._sentence.is_led(
            first, speech.joined | speech.made_of | speech.each | speech.every
        ) or self._is_anothers(first)

    def _is_anothers(self, at: int) -> bool:
        """Return whether a number is of another time, of somebody else, or denied."""
        return at in self._cues.negated or at in self._cues.turns.past

    def _sort(self, first: int) -> _Sort | None:
        """Return the sort that is counted from a word on, its number before it or behind."""
        if first >= len(self._sentence):
            return None
        if count := self._number(first):
            last = self._end(first)
            kinds = frozenset(self._kinds(first + 1, last))
            return _Sort(first, count, first, last, kinds) if kinds else None
        return self._labelled(first)

    def _labelled(self, first: int) -> _Sort | None:
        """Return the sort whose name stands before its number: `XL x 10`, `adults: 85`."""
        at = first
        while (
            at < first + _LABEL and at < len(self._sentence) and not self._number(at) and self._lower(at) not in TIMES
        ):
            at += 1
        kinds = frozenset(self._kinds(first, at - 1)) - {_WHOM}
        at += at < len(self._sentence) and self._lower(at) in TIMES
        count = self._number(at) if at < len(self._sentence) else 0
        is_bare = count and (not self._together(at, at + 1) or self._lower(at + 1) in self._joints)
        return _Sort(at, count, first, at, kinds) if is_bare and kinds else None

    def _end(self, first: int) -> int:
        """Return the last word that says which sort a number counts."""
        at = first + 1
        while self._together(first, at) and self._lower(at) not in self._joints and not self._number(at):
            at += 1
        return at - 1

    def _kinds(self, first: int, last: int) -> Iterator[str]:
        """Yield by what words tell a sort from others: by its look, its size, whom it is for, or who gets it."""
        words, thing = list(range(first, last + 1)), self._thing_in(first, last)
        words = [at for at in words if at not in thing]
        if words and self._lower(words[0]) in TIMES:
            words = words[1:]
        if words and words[-1] > first and self._lower(words[-1]) in self._speech.made_things:
            words = words[:-1]  # `60 black ones`
        if not words:
            return
        if len(words) > 1 and words[-1] in self._persons and self._lower(words[0]) in self._speech.purpose:
            yield _WHOM
        if self._one_each and words[0] in self._persons and len(words) == 1:
            yield _WHO
        little = self._speech.inside | self._speech.made_of | (self._lexicon.ignored - self._speech.measures)
        words = [at for at in words if self._lower(at) not in little]
        if words and all(self._lower(at) in self._speech.measures for at in words):
            yield _SIZE
        if words and all(self._word(at) in self._looks for at in words):
            yield _LOOK

    def _thing_in(self, first: int, last: int) -> range:
        """Return the words that name the thing ordered, or pieces of it."""
        for at in range(first, last + 1):
            if self._lexicon.facts.get(self._word(at)) == self._roles.count:
                return range(at, at + 1)
            if any(set(one) & set(self._parts.ordered) for one in self._parts.objects(at)):
                known = self._lexicon.choices.get(self._roles.thing, {})
                ends = (end for end in self._sentence.ends(at) if end <= last and self._normal(at, end) in known)
                return range(at, next(ends, at) + 1)
        return range(0)

    def _number(self, at: int) -> int:
        """Return the whole number that a word is, 0 if it is none, an amount, the name of a size, or said of something else."""
        if self._lower(at) in self._speech.measures or not self._is_number(at):
            return 0
        is_sized = self._together(at, at + 1) and self._lower(at + 1) in self._speech.measures  # `10 M` are no metres
        if not is_sized and (self._heard.is_any_taken(at, at) or self._sentence.is_time(at + 1)):
            return 0
        return whole_number(self._lower(at))
