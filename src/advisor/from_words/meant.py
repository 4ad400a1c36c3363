"""Of which fact a measure is: by the cue that stands nearest, by what stands beside it, and by what such a thing usually is."""

from __future__ import annotations

import re

from advisor.from_words.counted_back import CountedBack
from advisor.from_words.cue import NEAR, Cues
from advisor.from_words.heard import Heard
from advisor.from_words.look import Look, are_sides, is_amount
from advisor.from_words.part import Parts
from advisor.from_words.sentence import Sentence
from advisor.from_words.unled import CLOSE, Unled
from advisor.ir import Dimension, FactType
from advisor.order import OrderReader
from advisor.value.feast import FEASTS
from advisor.value.month import MONTHS, SEASONS
from advisor.value.unit import DAYS, LENGTH, MASS, MONEY

_CENTS_IN_ONE = 100
_CENTS = re.compile(r"[0-9][.,][0-9]{2}\b|[0-9] ?(?:p|pence|cts?|cents?)\b", re.IGNORECASE)  # an amount that says cents
_NAMED = frozenset((*SEASONS, *MONTHS, *FEASTS))


class MeantFact(Unled):
    """Tells of one sentence's measures which fact each says."""

    def __init__(
        self,
        sentence: Sentence,
        cues: Cues,
        heard: Heard,
        reader: OrderReader,
        parts: Parts,
        look: Look,
        back: CountedBack,
    ) -> None:
        super().__init__(sentence, cues, heard, reader, parts, look)
        self._back = back
        days = (one.name for one in self._measured(DAYS) if one.name not in cues.needs)
        due = (end for name in days for _, end in cues.places.get(name, ()))
        self._due = frozenset(end for end in due if self._lower(end) not in self._speech.by)
        self._whole = [one.name for one in self._measured(MONEY) if one.name not in cues.needs]
        whole = sentence.places(word for name in self._whole for word in self._lexicon.sure.get(name, ()))
        of_one = [two for name in cues.per_piece for two in cues.places[name]]
        self._of_all = tuple(
            (start, end) for start, end in whole if not any(first <= start and end <= last for first, last in of_one)
        )
        self._labour = sentence.places(self._lexicon.labour)
        self._things = self._lexicon.choices.get(self._thing, {})

    def fact(self, dimension: Dimension, words: str, first: int, last: int) -> str:
        """Return the fact that a measure is said of, nothing if it may be something else."""
        alike = self._alike(dimension)
        if (
            dimension == DAYS
            and (
                self._back.is_reckoned(first, last)
                or self._is_no_deadline(first)
                or self._is_of_another(first)
                or self._is_of_paper(first)
                or self._sentence.is_led(first, self._speech.lasting)
                or self._sentence.is_quoted(first)
                or self._is_rate(last)
                or self._back.is_of_more(first)
            )
        ) or (
            dimension == LENGTH
            and (
                self._parts.is_of_a_part_before(first)
                or self._parts.is_said_of_another(first)
                or self._is_of_what_is_had(first)
                or self._is_of_noun_beside(first, last)
            )
        ):
            return ""
        if are_sides(words):
            alike = [one for one in alike if one.sides]
            is_other = self._is_between(first, last) or self._parts.is_of_another(last) or self._parts.is_part(last + 1)
            return alike[0].name if alike and not is_other else ""
        prices = (end for name in self._cues.per_piece for start, end in self._cues.places.get(name, ()) if start < end)
        if (dimension == LENGTH and self._parts.is_part(last + 1)) or (dimension == DAYS and first in prices):
            return ""  # `80 lamps 3 m cable`, `what we sell for Christmas`
        if dimension == MONEY and (sold := self._led_afar(alike, first, last)):
            return sold
        name = self._of_one(dimension, first, last)
        if not name and not (dimension == LENGTH and self._is_of_stuff(first, last)):
            name = self._cues.nearest([one.name for one in alike], first, last)
        if not name and dimension == LENGTH and self._is_size(words, first, last):
            return next((one.name for one in alike if one.sides), "")
        if not name and dimension == LENGTH and (thin := self._thickness(words, first, last)):
            return thin
        if not name and dimension == MASS and self._is_weight(alike, words, first, last):
            return alike[0].name
        if dimension == MONEY and (
            self._is_spent(first)
            or self._is_for_stuff(name, first, last)
            or self._is_for_labour(last)
            or self._parts.is_said_of_rivals(first)
        ):
            return ""
        if dimension == DAYS and name in self._cues.needs and not _NAMED.isdisjoint(words.split()):
            if not SEASONS.keys().isdisjoint(words.split()):
                return ""  # a season is no time between two orders
            name = next((one.name for one in alike if one.name not in self._cues.needs), "")  # nor is a day
        if dimension == MONEY and name in ("", self._cues.bounding) and (whole := self._led_by_whole(first, last)):
            return whole if self._cues.others(first, last) > 1 else ""
        name = self._near(name, dimension, words, (first, last))
        is_price = dimension == MONEY and name in self._cues.per_piece
        return self._capped(name, first, last) if is_price else name

    def _capped(self, name: str, first: int, last: int) -> str:
        """Return of which fact the most is that one piece may cost: no price at which one sells, unless that is said, `wholesale, £14 at most`; none if one asks it."""
        words = {self._lower(at) for at in self._clause(first)}
        is_capped = first in self._cues.capped or self._cues.is_bounded(first, last)
        if not is_capped or words & (self._speech.priced - self._speech.asking):
            return name
        return (
            ""
            if words & (self._speech.asking - self._lexicon.wanted) and name != self._cues.bounding
            else self._cues.bounding or name
        )

    def _is_no_deadline(self, first: int) -> bool:
        """Return whether a day begins something, or is that of what is wanted before the things are: `bids to the clerk by 15 July`."""
        at = first
        while not self._sentence.begins(at):
            if self._lower(at - 1) in self._speech.bidding:
                return True
            is_thing = self._parts.objects(at - 1) or self._is_number(at - 1)
            if at in self._due or is_thing or self._cues.turns.begins_now(at - 1):
                break
            at -= 1
        return self._back.is_onward(first)

    def _is_rate(self, last: int) -> bool:
        """Return whether words behind a time say that it is so much for each of something: `one day a week`, `ten days per stone`."""
        if self._together(last, last + 1) and self._lower(last + 1) in self._speech.each - self._speech.article:
            return True
        return self._sentence.is_led(last + 2, self._speech.each) and self._sentence.is_time(last + 2)

    def _is_of_another(self, first: int) -> bool:
        """Return whether a day is said of another thing, with which its clause begins: `costumes are ordered by 1 February`."""
        head = self._clause(first)[0]
        head += head in self._parts.definite
        is_other = any(set(one).isdisjoint(self._parts.ordered) for one in self._parts.objects(head))
        last = next((end for end in self._sentence.ends(head) if self._normal(head, end) in self._things), head)
        is_so = is_other and self._lower(last + 1) in self._speech.being | self._speech.equal
        return is_so and bool(self._parts.ordered) and last + 1 < first

    def _is_of_paper(self, first: int) -> bool:
        """Return whether a day is that of what else is needed, with which its clause begins: `the artwork will be ready on 5 January`."""
        clause = self._clause(first)
        head = clause[0] + (self._lower(clause[0]) in self._speech.article | self._speech.holding)
        is_paper = self._lower(head) in self._speech.paperwork and head < first
        between = range(head + 1, first)
        asked = {start for start, _ in self._sentence.places(self._lexicon.wanted)}
        return is_paper and not any(self._parts.objects(at) or at in asked for at in between)

    def _is_of_what_is_had(self, first: int) -> bool:
        """Return whether a length is said of other things, which one has: `I have 40 mirrors, 2" across`, `a 36 inch high table`."""
        start, rest = self._parts.had_from(first), self._clause(first)
        if 0 <= start == first - 1:
            return True  # `I have 1/2 inch sheets`
        stop = next((at for at in rest if at > first and self._cues.turns.begins_now(at)), rest[-1] + 1)
        named = [one for at in range(start, stop) for one in self._parts.objects(at)] if start >= 0 else []
        return bool(named) and all(set(one).isdisjoint(self._parts.ordered) for one in named)

    def _is_spent(self, first: int) -> bool:
        """Return whether an amount is one after which something is so: `after a thousand bucks of machines my pens are ten`."""
        at = first - (self._lower(first - 1) in self._speech.article)
        return self._sentence.is_led(at, self._speech.reckoned)

    def _is_for_stuff(self, name: str, first: int, last: int) -> bool:
        """Return whether an amount is only what is spent on a material: `$80 of rubber`."""
        stuff = self._lexicon.choices.get(self._stuff, {})
        is_of = self._together(last, last + 2) and self._lower(last + 1) in self._speech.made_of
        return is_of and self._word(last + 2) in stuff and self._cues.gap(name, first, last, ahead=True)[0] > 1

    def _is_for_labour(self, last: int) -> bool:
        """Return whether words behind an amount say that it is for work alone: `250 max for sewing`."""
        return any(last < start <= last + CLOSE and self._together(last, end) for start, end in self._labour)

    def _alike(self, dimension: Dimension) -> list[FactType]:
        """Return the numbers that a measure may say: a weight those that the material makes a volume."""
        if dimension == MASS:
            return [one for one in self._numbers if one.weighed_by]
        return self._measured(dimension)

    def _near(self, name: str, dimension: Dimension, words: str, place: tuple[int, int]) -> str:
        """Return a fact if its cue stands near enough, and nearer than the words of something else, or it needs none."""
        first, last = place
        is_each = dimension == MONEY and bool(self._cues.of_one(last) or self._cues.of_one_before(first))
        gap = 1 if is_each else self._cues.gap(name, first, last)[0] if name else NEAR
        others = self._cues.others(first, last, after=not is_each)
        if not name or others <= min(max(gap, 1), CLOSE) or (gap > NEAR and others <= CLOSE):
            return ""
        return name if gap <= NEAR or self._stands_alone(dimension, words, first, last) else ""

    def _of_one(self, dimension: Dimension, first: int, last: int) -> str:
        """Return which fact of one piece money is, if it is said to be of one, or has cents and is not of all."""
        if dimension != MONEY:
            return ""
        has_cents = _CENTS.search(self._sentence.text(first, last)) is not None
        is_of_one = self._cues.of_one_before(first) or (has_cents and not self._is_whole(first, last))
        found = self._cues.of_one(last) or (self._cues.per_piece if is_of_one else frozenset())
        names = [one.name for one in self._numbers if one.is_in(MONEY) and one.name in found]
        ranked = [
            (self._cues.gap(name, first, last, per_one=False), not self._cues.is_led_afar(name, first), at)
            for at, name in enumerate(names)
        ]
        return names[min(ranked)[2]] if ranked else ""

    def _led_afar(self, alike: list[FactType], first: int, last: int) -> str:
        """Return the fact whose cue leads money from afar, where none stands near: `Verkauf über unseren Laden in Wien für 85 Euro`."""
        names = [one.name for one in alike]
        is_led = self._sentence.is_led(first, self._speech.amount) and self._cues.others(first, last) > CLOSE
        if not is_led or any(self._cues.gap(name, first, last)[0] <= NEAR for name in names):
            return ""
        return next((one for one in names if one in self._cues.per_piece and self._cues.is_led_afar(one, first)), "")

    def _led_by_whole(self, first: int, last: int) -> str:
        """Return the fact of all that words at the head of what is said of an amount mean: `total cost should be below 5000`, not `.. 5 each`."""
        if self._cues.of_one(last) or self._cues.of_one_before(first) or not self._of_all:
            return ""
        leads = [end for start, end in self._of_all if end < first and self._together(start, last)]
        start = max(leads, default=first)
        is_broken = any(
            is_amount(self._words[at].text) or self._cues.turns.begins_now(at) for at in range(start + 1, first)
        )
        is_broken |= any(start < end < first for one in self._measured(MONEY) for end in self._heard.places(one.name))
        return "" if start == first or is_broken else self._whole[0]

    def _is_whole(self, first: int, last: int) -> bool:
        """Return whether a word for money of a whole order stands near."""
        names = (one.name for one in self._alike(MONEY) if one.name not in self._cues.per_piece)
        return any(self._cues.gap(name, first, last)[0] < NEAR for name in names)

    def _is_between(self, first: int, last: int) -> bool:
        """Return whether a sheet is one end of a span: `between A3 and A2`."""
        beside = [(at, at + at - side) for side, at in ((first, first - 1), (last, last + 1))]
        return any(
            self._together(min(end, first), max(end, last))
            and self._word(at) in self._speech.span
            and (self._is_number(end) if self._is_number(first) else are_sides(self._lower(end)))
            for at, end in beside
        )

    def _stands_alone(self, dimension: Dimension, words: str, first: int, last: int) -> bool:
        """Return whether a measure without a cue may say its usual fact: no price of one thing, no years."""
        if dimension == DAYS:
            return not self._look.is_long_time(words) and first not in self._cues.turns.told
        if dimension != MONEY:
            return True
        low, high = self._look.cents(words)
        capped = first in self._cues.capped  # `can't go over 1.60`
        low, high = (None, low or high) if capped else (low, high)
        least = low or (None if _CENTS.search(words) else high)  # with cents, of one piece: `no more than 4.50`
        if least is not None and least < self._lexicon.least_whole * _CENTS_IN_ONE:
            return False
        follows = self._lower(last + 1) if self._together(last, last + 1) else ""
        is_priced = bool(follows) and (self._heard.is_taken(last + 1) or follows in self._speech.each)
        leads = self._word(first - 1) if self._together(first - 1, last) else ""
        return not is_priced and (not leads or capped or leads in self._speech.whole or self._heard.is_taken(first - 1))
