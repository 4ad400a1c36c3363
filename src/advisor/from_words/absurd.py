"""Money that cannot be what its words say by how many are ordered: `under $1500` for 2000 tokens is of all, `max 2.10` for 700 of one."""

from __future__ import annotations

from advisor.from_words.cue import Cues
from advisor.from_words.heard import Heard
from advisor.from_words.phrase import Phrases
from advisor.from_words.room import Room
from advisor.from_words.sentence import PhraseEnds, Sentence
from advisor.ir import OneOf
from advisor.order import OrderReader
from advisor.value.day import QuantityError
from advisor.value.number import parse_bounds
from advisor.value.spoken import tidy
from advisor.value.unit import MONEY, UNITS
from advisor.value.usual_size import assumed_size
from advisor.value.weight import PER_CM3

_THOUSAND = 1_000_00  # in cents
_MG_IN_KG = 1_000_000
_WILD = 10  # from how many times what no order costs on no word makes an amount that of one piece


class Absurd(Room):
    """Lets money of one sentence be of all, or of one, where the other reading is absurd."""

    def __init__(self, sentence: Sentence, cues: Cues, heard: Heard, reader: OrderReader, spoken: Phrases) -> None:
        super().__init__(sentence, cues, heard, reader)
        self._reader, self._spoken = reader, spoken
        self._money = money = [one.name for one in self._measured(MONEY)]
        self._of_one = next((name for name in money if name in cues.per_piece), "")
        self._of_all = next((name for name in money if name not in self._lexicon.needs_cue), "")
        sure = (word for name in money for word in self._lexicon.sure.get(name, ()))
        self._sure = sentence.places(sure)

    def settle(self, amounts: list[PhraseEnds]) -> None:
        """Say the amounts of the other fact where only that can be; one that words for it stand beside stays.

        amounts: those of which nobody knows what they are for.
        """
        for name in self._money:
            if any(self._is_offer(*span) for span in self._heard.spans(name)):
                self._heard.take_back(name, keep=False)
        count = self._least(self._lexicon.roles.count)
        one, whole = self._least(self._of_one), self._least(self._of_all)
        most = self._lexicon.most_whole * _THOUSAND
        if count and one and one * count > most:
            self._turn(self._of_one, self._of_all, is_wild=one * count > _WILD * most)
        self._drop(count)
        if count > 1 and one and whole and one >= whole and not self._is_of_one(self._of_one):
            self._heard.take_back(
                self._of_one, keep=False
            )  # one costs no more than all: `have 500, can stretch to 600`
        if count and whole and whole < self._lexicon.least_each * count:
            self._turn(self._of_all, self._of_one)
            if self._heard.is_said(self._of_all):
                self._heard.take_back(self._of_all, keep=False)  # no order costs so little
        elif count > 1 and whole < self._least_of_stuff() * count and whole * count <= most:
            self._turn_bare()
        own = [one for one in amounts if self._is_bare(*one)]
        if count > 1 and len(own) == 1 and not (self._heard.is_said(self._of_one) or self._heard.is_said(self._of_all)):
            self._say_of_one(*own[0], most // count)

    def _say_of_one(self, first: int, last: int, most: int) -> None:
        """Say an amount alone, too small for an order, of one piece: `200 thumb screws, $4`."""
        name = self._led_before(first) or self._of_one
        if self._heard.is_said(name):
            return
        self._heard.say(name, first, last)
        if not 0 < self._least(name) <= most:
            self._heard.take_back(name, keep=False)

    def _led_before(self, first: int) -> str:
        """Return the other fact of one piece whose cue stands before an amount in its sentence: `Sold in the gift shop, say £16`."""
        start = self._sentence.start(first)
        others = [name for name in self._money if name in self._cues.per_piece and name != self._of_one]
        places = {name: self._cues.places.get(name, ()) for name in others}
        led = (name for name, cues in places.items() if any(start <= one and end < first for one, end in cues))
        return next(led, "")

    def _turn_bare(self) -> None:
        """Say an amount alone that would not pay for what the things are made of of one piece: `250 side tables, 650 DKK`."""
        spans = self._heard.spans(self._of_all)
        if len(spans) == 1 and self._is_bare(*spans[0]) and not self._heard.is_said(self._of_one):
            self._heard.rename(self._of_all, self._of_one)

    def _is_bare(self, first: int, last: int) -> bool:
        """Return whether an amount stands alone in its clause and is the order's own, of this time."""
        cues = self._cues
        is_own = not (first in cues.negated or first in cues.turns.past or first in cues.turns.withdrawn)
        rest = [at for at in self._clause(first) if not first <= at <= last]
        return is_own and all(self._word(at) in self._lexicon.ignored for at in rest)

    def _least_of_stuff(self) -> int:
        """Return how many cents the material of one piece costs at least, by what such a thing usually weighs, 0 if that is not known."""
        meaning, roles = self._spoken.object(), self._roles
        volume = next((one for one in self._numbers if one.weighed_by), None)
        if volume is None or not meaning:
            return 0
        said = {roles.thing: meaning, roles.stuff: tuple(self._choices_said(roles.stuff))}
        given = {f"order.{name}": OneOf(values) for name, values in said.items() if values}
        density = self._reader.by_thing.density(volume, given)
        weight = assumed_size(volume, meaning) * density[0] // PER_CM3 if density else 0
        return weight * self._lexicon.least_of_kg // _MG_IN_KG

    def _is_offer(self, first: int, last: int) -> bool:
        """Return whether an amount is what another number of things costs: `$136 for 250`, `50 for $57`."""
        sentence, purpose = self._sentence, self._lexicon.speech.purpose
        leads = [at for at in sentence.clause(first) if sentence.lower(at) in purpose]
        numbers = [at + 1 for at in leads if at > last] + [first - 2] * (first - 1 in leads)
        ordered = {at for span in self._heard.spans(self._lexicon.roles.count) for at in range(span[0], span[1] + 1)}
        taken = ordered | self._cues.turns.withdrawn
        return any(at not in taken and self._is_count(at) for at in numbers)

    def _is_count(self, at: int) -> bool:
        """Return whether a number may be how many of a thing an amount is for: no time, share or measure follows."""
        if not self._together(at, at) or not self._is_number(at):
            return False
        if self._lower(at) in self._speech.single:
            return False  # `75 euros for one`
        word = self._word(at + 1) if self._together(at, at + 1) else ""
        return not word or self._lexicon.facts.get(word) == self._roles.count or self._words[at].text[-1].isalpha()

    def _drop(self, count: int) -> None:
        """Let go of other amounts of one piece that cannot be: `client's budget 4000` for 200 bowls."""
        for name in self._money:
            amount = self._least(name) if name in self._cues.per_piece else 0
            if amount * count > self._lexicon.most_whole * _THOUSAND and not self._is_of_one(name):
                self._heard.take_back(name, keep=False)

    def _is_of_one(self, name: str) -> bool:
        return any(self._cues.of_one(last) for last in self._heard.places(name))

    def _turn(self, name: str, other: str, *, is_wild: bool = False) -> None:
        """Say an amount of the other fact. is_wild: whatever words stand beside it."""
        (last, *_) = self._heard.places(name)
        is_sure = not is_wild and any(self._together(min(start, last), max(end, last)) for start, end in self._sure)
        if other and not (self._heard.is_said(other) or is_sure or self._cues.of_one(last)):
            self._heard.rename(name, other)

    def _least(self, name: str) -> int:
        """Return the least that was said of a number, 0 if nothing was or it is not to be read."""
        said, fact = self._heard.said().get(name), self._reader.facts.get(name)
        if not said or fact is None or fact.unit is None:
            return 0
        try:
            low, high = parse_bounds(
                tidy(said[0]),
                UNITS["money"] if fact.unit.dimension == MONEY else fact.unit,
                currency=self._reader.pack.currency,
                typed=True,
                as_of=self._reader.as_of,
                rates=self._reader.pack.rates,
            )
        except QuantityError:
            return 0
        return low or high or 0
