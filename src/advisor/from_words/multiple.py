"""How many things there are in all, where they are counted by kinds: `three designs, 50 of each`, `48 rooms, two per room`."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from advisor.from_words.cue import Cues
from advisor.from_words.heard import Heard
from advisor.from_words.noun import LONG, PLURAL
from advisor.from_words.part import Parts
from advisor.from_words.sentence import Sentence, Told
from advisor.from_words.uncounted import TIMES
from advisor.value.spoken import whole_number
from advisor.value.unit import LENGTH, WORDS

_UNLIKE = 5  # how many times as large as the number before it a number of things is at least, which sides are not
_WITHIN = 5  # how many words behind a number the words for each kind may stand


class Multiple(Struct, frozen=True):
    """So many of each of so many. numbers: where all the numbers stand that are in it, and the words for kinds; at: where that of each stands."""

    count: int
    at: int
    numbers: frozenset[int]


class Multiples(Told):
    """Finds in one sentence the numbers of kinds and the number of each."""

    def __init__(self, sentence: Sentence, heard: Heard, parts: Parts, cues: Cues) -> None:
        super().__init__(sentence, cues.known)
        self._heard, self._parts = heard, parts
        self._others = cues.negated | cues.turns.past
        kinds = [at for at in range(len(sentence) - 1) if self._is_of_kinds(at + 1)]
        self._kinds = {at: number for at in kinds if self._together(at, at + 1) and (number := self._number(at))}
        """Where a number of kinds stands -> that; a name with a number, `year 9 class`, is none."""

    def _is_of_kinds(self, at: int) -> bool:
        """Return whether a word is for kinds, or says that the things are each another: `four different cards`."""
        is_unlike = self._together(at, at + 1) and self._lower(at) in self._speech.unlike
        return self._lower(at) in self._speech.kinds or (is_unlike and self._is_ordered(at + 1))

    def _is_ordered(self, at: int) -> bool:
        """Return whether a word begins the thing ordered, or ends its name."""
        ordered = set(self._parts.ordered)
        return self._parts.is_head(at) or any(ordered & set(one) for one in self._parts.objects(at))

    def found(self) -> Multiple | None:
        """Return so many of each of so many kinds; None if the sentence does not say both."""
        for at in range(len(self._sentence)):
            number = 0 if at in self._kinds else self._number(at)
            if number and (times := self._times(at)) and number >= _UNLIKE * times:
                return Multiple(times * number, at, frozenset((at - 2, at - 1, at)))
            if given := self._given(at):
                return given
            kinds = list(self._of_which(at)) if number else []
            if kinds:
                count = number
                for kind in kinds:
                    count *= self._kinds[kind]
                return Multiple(count, at, frozenset((at, *kinds, *(kind + 1 for kind in kinds))))
        return None

    def _given(self, at: int) -> Multiple | None:
        """Return what each of so many gets, needs or has, where a word for each begins what is said of it: `each of the 9 branches gets 12 aprons`, `90 rooms, each needs a fob`."""
        if self._lower(at) not in self._speech.every or not self._together(at, at + 3):
            return None
        kind, start = self._gathered(at)
        rest = range(start, min(start + _WITHIN, self._clause(at)[-1]))
        each = next((one for one in rest if self._is_thing_behind(one)), None)
        if kind is None or each is None:
            return None
        number = 1 if self._lower(each) in self._speech.single | self._speech.article else self._number(each)
        count = number * self._kinds[kind]
        return Multiple(count, each, frozenset((kind, kind + 1, each))) if count else None

    def _gathered(self, at: int) -> tuple[int | None, int]:
        """Return where the number of those stands of whom a word says each, and where what is said of each begins."""
        if self._lower(at + 1) in self._speech.made_of:
            number = at + 2 + (self._lower(at + 2) in self._speech.article | self._speech.holding)
            count = self._number(number) if self._together(at, number + 1) else 0
            if count and not self._is_ordered(number + 1):
                self._kinds[number] = count
                return number, number + 2
        before = [one for one in self._kinds if one < at]
        return (before[-1] if before else None), at + 1

    def _is_thing_behind(self, at: int) -> bool:
        """Return whether a number or an article stands before the thing ordered, and what that is like."""
        is_lead = self._lower(at) in self._speech.single | self._speech.article or self._is_number(at)
        follows = (one for one in range(at + 1, min(at + 1 + LONG, len(self._sentence))) if self._together(at, one))
        return is_lead and any(self._is_ordered(one) for one in follows)

    def _times(self, at: int) -> int:
        """Return how many times so many things there are, 0 if it is not said so, or of sides: `2 x 100 posters`, not `2 x 100 cm`."""
        is_so = at > 1 and self._lower(at - 1) in TIMES and self._together(at - 2, at + 1)
        follows = self._lower(at + 1) if is_so else ""
        is_side = follows in TIMES or follows in WORDS[LENGTH] or not follows
        is_third = self._together(at - 3, at) and self._lower(at - 3) in TIMES
        return 0 if is_side or is_third else self._number(at - 2)

    def _of_which(self, at: int) -> Iterator[int]:
        """Yield the kinds of each of which a number says how many: all before it for `50 of each`, those of one name for `two per room`."""
        is_counted = self._together(at, at + 1) and self._lexicon.facts.get(self._word(at + 1)) == self._roles.count
        if at - 3 in self._kinds and self._lower(at - 1) in TIMES and self._together(at - 3, at) and not is_counted:
            yield at - 3  # `2 designs x 50`
            return
        for end in range(at + 1, min(at + 1 + _WITHIN, len(self._sentence))):
            word = self._lower(end)
            if not self._together(at, end) or self._is_number(end) or word in self._speech.money:
                return
            if word in self._speech.each - self._speech.article:
                if other := self._named_behind(at, end):
                    yield other
                    return
                named = self._lower(end + 1) if self._together(end, end + 1) else ""
                is_all = self._lower(end - 1) in self._speech.made_of or not named
                is_before = self._kinds and (max(self._kinds) < at or self._lower(end - 1) in self._speech.made_of)
                if is_all and is_before and (not named or named in self._speech.kinds):
                    yield from self._kinds
                elif named:
                    yield from self._called(at, end)
                return

    def _named_behind(self, at: int, end: int) -> int:
        """Return where the number stands of each of which there are so many, behind the word for each: `25 for each of our 12 shops`; 0 if none does."""
        of = end + 1
        if (
            not self._together(at, of + 1)
            or self._lower(of) not in self._speech.made_of
            or not self._is_counted(at, end)
        ):
            return 0
        number = of + 1 + (self._lower(of + 1) in self._speech.article | self._speech.holding)
        if not self._together(of, number) or not (count := self._number(number)):
            return 0
        self._kinds[number] = count
        return number

    def _called(self, at: int, end: int) -> Iterator[int]:
        """Yield the numbers of kinds of the name behind a word for each; of other things only where they hold or have none of what is ordered: `40 tables, four per table`."""
        named = self._word(end + 1)
        found = [kind for kind in self._kinds if self._lower(kind + 1).startswith(self._lower(end + 1))]
        is_piece = named in self._lexicon.facts or named in self._speech.holder or self._is_ordered(end + 1)
        if not found and self._is_counted(at, end) and not (is_piece or self._sentence.is_time(end + 1)):
            others = (one for one in range(at) if self._together(one, one + 1) and self._is_called(one + 1, end + 1))
            found = [one for one in others if (number := self._number(one)) and self._kinds.setdefault(one, number)]
        yield from found

    def _is_called(self, at: int, named: int) -> bool:
        """Return whether a word is the plural of another: `tables` of `table`."""
        return self._lower(at) != self._lower(named) and self._lower(at).rstrip(PLURAL) == self._lower(named).rstrip(
            PLURAL
        )

    def _is_counted(self, at: int, end: int) -> bool:
        """Return whether a number up to a word for each counts the thing ordered, or says not what: `25 display stands for each`."""
        between = range(at + 1, end)
        return all(self._word(one) in self._lexicon.ignored for one in between) or any(map(self._is_ordered, between))

    def _number(self, at: int) -> int:
        """Return the whole number that a word is, 0 if it is none, an amount, or said of something else."""
        is_led = self._together(at - 1, at) and self._lower(at - 1) in self._speech.amount
        is_led &= not self._is_of_kinds(at + 1) if self._together(at, at + 1) else True  # `for 40 tables`
        is_led |= self._sentence.is_time(at - 1)
        if is_led or at in self._others or self._heard.is_any_taken(at, at) or not self._is_number(at):
            return 0
        return whole_number(self._lower(at))
