"""Which counts a sentence says: how many are ordered, of how many parts or pages one is, how often it is ordered again."""

from __future__ import annotations

import re

from advisor.from_words.cue import FAR, NEAR, Cues
from advisor.from_words.heard import Heard
from advisor.from_words.noun import MANY, PLURAL
from advisor.from_words.phrase import Phrases
from advisor.from_words.room import Room
from advisor.from_words.sentence import PhraseEnds, Sentence
from advisor.from_words.sorts import counted_by_kinds
from advisor.from_words.tally import LAST, QuantityTally
from advisor.from_words.uncounted import A_YEAR, Uncounted
from advisor.from_words.unled import CLOSE
from advisor.order import OrderReader
from advisor.value.beside import are_parted, beside_number, strokes
from advisor.value.day import QuantityError
from advisor.value.number import parse_bounds
from advisor.value.spoken import tidy
from advisor.value.unit import COUNT
from advisor.value.word_match import normal

_THOUSANDS = re.compile(r"[0-9]k$", re.IGNORECASE)
_WIDE = 6  # how many words after a number its noun may stand


class BareNumbers(Room):
    """Takes bare numbers, each by the noun or the cue beside it."""

    def __init__(self, sentence: Sentence, cues: Cues, heard: Heard, reader: OrderReader, spoken: Phrases) -> None:
        super().__init__(sentence, cues, heard, reader)
        speech, roles = self._speech, self._roles
        self._quantity, self._thing = roles.count, roles.thing
        often = enumerate((speech.once, speech.twice, speech.thrice), 1)
        self._often = {word: str(number) for number, words in often for word in words}
        self._of_one = speech.each & speech.article
        self._ordered = set(spoken.object())
        self._parts = spoken.parts
        self._uncounted = Uncounted(sentence, cues, heard, spoken.parts, self._lexicon)
        self._counts = {one.name: one for one in self._measured(COUNT)}
        settled = self._cues.turns.settled
        self._tally = QuantityTally(sentence, heard, self._lexicon, lambda: frozenset(self._ordered), settled)
        self._doubtful: set[str] = set()
        self._instead: dict[int, str] = {}  # of which fact a number is that may count the order
        self._multiplied: frozenset[int] = frozenset()

    def take_all(self) -> None:
        """Take every count; which of several is the quantity is decided at the end."""
        first = 0 if self._quantity in self._counts else len(self._sentence)
        multiple = counted_by_kinds(self._sentence, self._heard, self._parts, self._cues, self._uncounted)
        self._multiplied = multiple.numbers if multiple else frozenset()
        while first < len(self._sentence):
            first = max(self._take(first), first) + 1
        found = self._tally.decide()
        if multiple and (found is None or self._lower(found[0]) in self._speech.single):
            self._heard.say(self._quantity, multiple.at, multiple.at, str(multiple.count))
            self._heard.done(multiple.numbers)
        elif found:
            if found[0] in self._instead:
                self._heard.take_back(self._instead[found[0]], keep=False)
            told = self._tally.told(*found) or self._cues.told_capped(*found)
            if self._uncounted.is_around(found[0]):
                self._heard.done((found[0] - 1,))
                told = told or f"about {self._sentence.text(*found)}"
            self._heard.say(self._quantity, *found, told)

    def _take(self, first: int) -> int:
        for last in self._sentence.ends(first):
            if last > first and self._lower(last) in self._speech.joined:
                continue  # what it joins is another thing: `85 pieces + envelopes`
            if not self._multiplied.isdisjoint(range(first, last + 1)):
                continue
            if first in self._cues.negated or first in self._cues.turns.past or self._heard.is_any_taken(first, last):
                continue
            text = self._sentence.text(first, last)
            if (name := self._marked(text)) and not self._cues.of_one(last):
                self._say(name, first, last, self._lexicon.marks[name][text.lower()])
                return last
            if text.lower() in self._speech.article or are_parted(text.partition(" ")[0]):
                continue  # `ein Spiel` says not how many, nor do the shares of `50/50`
            often = self._often.get(text.lower(), "")
            noun = "" if often or strokes(text) else self._noun(text)
            if noun is not None:
                self._count(noun, first, last, often)
                return last
        return first - 1

    def _marked(self, text: str) -> str:
        """Return the fact of which a trade writes a number so: `4/0`; empty if it is no such mark."""
        return next((name for name in self._counts if text.lower() in self._lexicon.marks.get(name, ())), "")

    def _noun(self, text: str) -> str | None:
        """Return the fact that the word after a number names (`350pp`), empty for a bare number, None if it is neither."""
        rest = beside_number(tidy(text))
        if rest is None or rest.partition(" ")[0] in self._of_one or not self._reads(text):
            return None
        name = self._lexicon.facts.get(normal(rest, self._lexicon.spellings), "") if rest else ""
        return name if name in self._counts or not rest else None

    def _reads(self, text: str) -> bool:
        try:
            parse_bounds(text, self._counts[self._quantity].unit, currency="", typed=True)  # type: ignore[arg-type]  # a count has a unit
        except QuantityError:
            return False
        return True

    def _count(self, noun: str, first: int, last: int, often: str) -> None:
        """Say of which fact a number is; nothing if it may be something else."""
        if self._uncounted.is_of_time(first):
            return
        reach = NEAR if often else CLOSE - bool(noun)  # `20 sets of parts` are no parts
        if _THOUSANDS.search(self._sentence.text(first, last)):
            reach = 0  # `6k including moulds`
        name = noun if noun and noun != self._quantity else self._cued(first, last, reach)
        others = self._cues.others(first, last)
        if name:
            if noun == name and self._uncounted.may_be_ordered(first, last):
                self._tally.add(LAST, first, last, self._counted(noun, first, last))
                self._instead[first] = name
            is_other = name in self._lexicon.needs_both and self._uncounted.is_of_part_or_more(first, last)
            is_other |= name != self._roles.again and self._uncounted.is_rate_of_another(first, last)
            is_cued = name not in self._lexicon.needs_both or self._cues.places.get(name)  # `2 colours`, or another's
            if (noun == name or others > CLOSE) and is_cued and not is_other:
                self._say(name, first, last, often)
        elif not often:
            rank = self._rank(noun, first, last, others)
            if rank is not None:
                rank = LAST if self._uncounted.is_unsure(first, last) else rank
                self._tally.add(rank, first, last, self._counted(noun, first, last))

    def _counted(self, noun: str, first: int, last: int) -> str:
        """Return the word for what a number counts, empty if it does not say, or the object follows it too: `80 pcs wood puzzle`."""
        if not noun:
            end = self._noun_end(last)
            start = last + 1
            is_piece = end is None and self._together(last, start) and self._word(start) in self._lexicon.in_pieces
            return self._word(start) if is_piece else "" if end is None else self._normal(start, end)
        if self._parts.describes_object(last):
            return ""
        return normal(beside_number(tidy(self._sentence.text(first, last))) or "", self._lexicon.spellings)

    def _say(self, name: str, first: int, last: int, often: str) -> None:
        """Say a number of a fact. Two that differ cannot both be it: neither is said then (`1 colour front, 2 colours back`)."""
        often = often or self._cues.told_capped(first, last)
        text = often or self._sentence.text(first, last)
        if name in self._doubtful:
            return
        known = self._heard.said().get(name)
        if known is None:
            self._heard.say(name, first, last, often)
        elif known != [text]:
            self._heard.take_back(name, keep=False)
            self._doubtful.add(name)

    def _cued(self, first: int, last: int, reach: int) -> str:
        """Return the fact, other than the quantity, whose noun follows a number or whose cue leads it, that many words away at most."""
        names = [name for name in self._counts if name != self._quantity and name not in self._lexicon.needs_both]
        near = [(self._cues.gap(name, first, last), name) for name in names]
        return next((name for gap, name in sorted(near) if gap[0] <= reach), "")

    def _rank(self, noun: str, first: int, last: int, others: int) -> int | None:
        """Return how surely a number is the quantity, the lower the surer; None if it is not."""
        if self._uncounted.is_other(first, last):
            return None
        if not noun and self._uncounted.is_of_persons(last):
            return 1
        if not noun and self._uncounted.is_for_persons(first, last):
            return 3
        if not noun and self._uncounted.is_company(first, last):
            return LAST
        if not noun and self._uncounted.counts_others(first, last):
            return None
        is_sure = self._tally.is_summed(first, last) or bool(self._tally.least_before(first))
        is_sure |= self._uncounted.is_around(first) and self._has_no_noun(last)
        if is_sure and not self._cues.of_one(last):
            return 1
        end = last if noun else self._noun_end(last)
        if end is not None:
            return self._rank_of_noun(noun, (first, last), end, others)
        if self._cues.of_one(last):
            return None  # it is money: `165 each`
        if self._names_unknown(first, last, others):
            return 3 if self._ordered and not self._uncounted.is_times(last + 1) else 2
        if others <= CLOSE and not (others > 1 and self._uncounted.is_asked(first, last)):
            return None
        start = first - 1 - (self._lower(first - 1) in self._speech.alike)
        is_led = self._cues.gap(self._quantity, start, last, ahead=True)[0] <= 1
        if is_led and start in self._parts.definite and self._has_no_noun(last):
            return start - first + 1  # `let's do the 500`; surer still `do the other 60`
        if (self._is_wanted(first, last) and self._has_no_noun(last)) or self._stands_alone(first, last):
            return 1
        return LAST if self._ends_description(first, last) else None

    def _rank_of_noun(self, noun: str, place: PhraseEnds, end: int, others: int) -> int | None:
        """Return how surely a number before a word for pieces, or before the object, is the quantity. end: where that word ends."""
        first, last = place
        if not noun and any(self._uncounted.is_ordered(self._normal(start, end)) for start in range(last + 1, end + 1)):
            others = self._cues.others(first, last, noun=end)
        is_done = self._together(end, end + 1) and self._cues.is_done(end + 1)
        is_followed = not noun and not is_done and self._cues.others(last, end) <= 1
        if self._uncounted.is_rate(end):
            return LAST
        is_other = others < min(FAR, end - last + 2) or is_followed
        if is_other:
            return None
        return LAST if self._uncounted.is_of_each(end) else 0

    def _is_wanted(self, first: int, last: int) -> bool:
        """Return whether a word for ordering, or the object, stands beside a number, or the number is one of several that strokes part."""
        ahead = self._uncounted.is_asked(first, last)
        behind = self._cues.gap(self._quantity, first, last)[0] <= 1  # `40 to begin with`
        is_now = self._cues.turns.is_now(first, last) or first - 1 in self._cues.turns.withdrawn
        is_beside = ahead or behind or is_now or self._uncounted.follows_object(first)
        is_beside |= self._tally.is_before_more(last)
        return is_beside or bool(strokes(self._sentence.text(first, last)))

    def _ends_description(self, first: int, last: int) -> bool:
        """Return whether a number stands behind things and what is said of them: `tags engraved both sides 300`."""
        speech, words, together = self._speech, self._words, self._together
        if first != last or not re.fullmatch(r"[1-9][0-9]+", words[first].text) or not self._has_no_noun(last):
            return False
        things = [at for at in self._heard.places(self._thing) if at < first and together(at, first)]
        before = self._lower(first - 1)
        is_led = before in speech.amount | speech.purpose | speech.joined | speech.inside | speech.made_of
        names = [name for name in self._cues.places if name not in (self._quantity, self._thing)]
        is_cued = any(self._cues.gap(name, first, last, ahead=True)[0] <= 1 for name in names if name in self._counts)
        is_several = any(self._lower(at).endswith(PLURAL) for at in things)
        return is_several and not (is_led or is_cued or A_YEAR.fullmatch(words[first].text))

    def _names_unknown(self, first: int, last: int, others: int) -> bool:
        """Return whether a number begins a clause, or follows a word for ordering, and an unknown thing follows it."""
        is_named = self._together(last, last + 1)
        if others <= CLOSE or not is_named:
            return False
        word = self._word(last + 1)
        if word in self._lexicon.ignored and not self._uncounted.is_times(last + 1):
            return False
        is_part = bool(self._ordered) and word in self._speech.part
        if not (word.isalpha() or self._uncounted.is_times(last + 1)):
            return False  # `75 mm/s`
        end = last + 3
        is_of = self._together(last, end) and self._lower(end - 1) in self._speech.made_of
        if is_of and self._is_number(end):
            return False  # `200 packs of 10`
        is_many = self._tally.most(first, last) >= MANY  # `two hundred`
        is_small = bool(self._ordered) and not (is_many or re.match(r"~?[0-9]{2}", self._sentence.text(first, last)))
        is_small |= not (is_many or self._sentence.begins(first) or self._parts.is_many(first))
        is_first = not (is_small or is_part) and not self._together(first - 1, first)
        if self._uncounted.is_times(last + 1) and self._together(last, last + 2) and self._is_number(last + 2):
            return False  # sides: `130 x 180`
        return (
            is_first or self._uncounted.is_times(last + 1) or (not is_small and self._uncounted.is_asked(first, last))
        )

    def _has_no_noun(self, last: int) -> bool:
        """Return whether no word that could say what is counted follows a number."""
        if not self._together(last, last + 1):
            return True
        is_joined = self._lower(last + 1) in self._speech.joined
        return is_joined or self._heard.is_taken(last + 1) or self._word(last + 1) in self._lexicon.ignored

    def _noun_end(self, last: int) -> int | None:
        """Return where the noun of a number ends: a word for pieces right after it, or the object; `45 a copy` has none."""
        if last + 1 < len(self._sentence) and self._lower(last + 1) in self._of_one:
            return None
        for start in range(last + 1, min(last + _WIDE, len(self._sentence))):
            if not self._together(last, start) or self._uncounted.counts_within(start):
                return None
            for end in self._sentence.ends(start):
                phrase = self._normal(start, end)
                is_beside = start == last + 1 or (start == last + 2 and self._uncounted.is_said_besides(last + 1))
                is_beside |= start == last + 2 and not self._ordered and self._parts.is_description(last + 1)
                if is_beside and self._lexicon.facts.get(phrase) == self._quantity:
                    return end
                if self._uncounted.is_ordered(phrase) or (start == end and self._parts.is_head(end)):
                    return end
            if self._lower(start).removesuffix(PLURAL) in self._speech.single and self._parts.is_several(start):
                return start  # `85 round ones`
            word = self._word(start)
            is_of = (
                start == last + 1 and self._lower(start) in self._speech.made_of | self._speech.further
            )  # `3 docenas de tazas`
            is_said = word in self._lexicon.qualifiers or is_of or start in self._cues.whose.event_names
            if word in self._lexicon.ignored and not is_said:
                return None
        return None

    def _stands_alone(self, first: int, last: int) -> bool:
        """Return whether nothing else is said in the clause of a number, and it is no year."""
        text = self._sentence.text(first, last)
        if A_YEAR.fullmatch(text) and not text.endswith("00"):
            return False
        names = [name for name in self._cues.places if name not in (self._quantity, self._thing)]
        if any(self._cues.gap(name, first, last, ahead=True)[0] <= 1 for name in names):
            return False
        said = (*range(first, last + 1), *self._cues.turns.withdrawn)
        beside = [at for at in self._clause(first) if at not in said]
        return all(self._word(at) in self._lexicon.ignored for at in beside)
