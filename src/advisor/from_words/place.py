"""Which place of a sentence is where one works, and which may be any other."""

from __future__ import annotations

from itertools import pairwise

from advisor.from_words.attribute import Attributes
from advisor.from_words.cue import NEAR, Cues
from advisor.from_words.heard import Heard
from advisor.from_words.look import is_amount
from advisor.from_words.part import Parts
from advisor.from_words.sentence import Sentence, Told
from advisor.from_words.whither import Whither
from advisor.ir import Lexicon
from advisor.value.month import MONTHS


class Places(Told):
    """Tells the places of one sentence apart."""

    def __init__(self, sentence: Sentence, cues: Cues, heard: Heard, parts: Parts, lexicon: Lexicon) -> None:
        super().__init__(sentence, lexicon)
        self._cues, self._heard, self._parts = cues, heard, parts
        self._inside = lexicon.speech.inside
        self._whither = Whither(sentence, lexicon)
        self._attributes = Attributes(sentence, parts, self._whither, lexicon)
        self._lives = {end + 1 for _, end in sentence.places(lexicon.lives)}
        self._parties = lexicon.parties
        self._choices, self._either, self._home = lexicon.choices, lexicon.speech.either, lexicon.roles.home

    def is_open(self, first: int, last: int, *, is_led: bool) -> bool:
        """Return whether it is open what a place is: one of several, or, where no cue leads it, that of something else."""
        if self._is_origin(first):
            return True
        if (
            self.is_own_statement(first)
            or self._attributes.is_ones_kind(first, last)
            or self._attributes.is_preferred(first, last)
        ):
            return False
        if self._whither.is_whither(first):
            return True
        if self._is_one_of_several(first, last) or self._is_anothers(first, last):
            return True
        if self._is_beside_a_party(first, last) or self._is_of_a_rival(first):
            return True
        return self._is_of_a_noun(first, last) or (
            not is_led
            and (
                self._town(first) in self._cues.whose.events
                or self._is_of_a_party(first)
                or self.is_of_purpose(first)
                or self._is_of_an_event(first, last)
                or self._is_listed(first, last)
                or self._attributes.only_names(first, last)
                or self._is_of_whom_is_named(first, last)
                or self._parts.is_where_another_is(first)
            )
        )

    def gap(self, name: str, first: int, last: int) -> int | None:
        """Return how near a place is to the fact of where one works, or where things go, by what stands around it; None if nothing tells."""
        if name == self._home and self.is_own_statement(first):
            return int(not self.is_what_one_is(first))
        if self.is_told(name, first, last):
            return int(name != self._home)
        return NEAR if name == self._roles.away and self.is_of_another(first) else None

    def is_told(self, name: str, first: int, last: int) -> bool:
        """Return whether a place, or a word for who is from there, says by itself where one works or where things go."""
        if name == self._home:
            return self._attributes.is_ones_kind(first, last) or self._attributes.is_preferred(first, last)
        return name == self._roles.away and self._whither.is_whither(first)

    def _is_of_a_noun(self, first: int, last: int) -> bool:
        """Return whether a place behind an article only says of what kind the unknown noun behind it is: `in the Queensland sun`."""
        is_the = self._together(first - 1, first) and first - 1 in self._parts.definite
        return is_the and self._together(last, last + 1) and self._parts.is_unknown(last + 1)

    def _is_of_whom_is_named(self, first: int, last: int) -> bool:
        """Return whether a place alone says where somebody is who is named alone before it: `National heritage property, Wales`."""
        if not first or self._clause(first) != range(first, last + 1) or self._sentence.mark_before(first) != ",":
            return False
        before = self._clause(first - 1)
        is_name = not self._words[first - 1].text[0].isupper() and self._parts.is_unknown(first - 1)
        is_head = before[0] == 0
        return is_head and is_name and not any(self._heard.is_taken(at) or self._is_number(at) for at in before)

    def is_of_another(self, first: int) -> bool:
        """Return whether a place is where an event is, or that for which the things are, or where they are sold."""
        return self.is_of_event(first) or self.is_of_purpose(first) or self.is_of_price(first)

    def is_of_event(self, first: int) -> bool:
        """Return whether a place is where an event is of which its clause speaks: `a conference in Lyon`."""
        first = self._town(first)
        return first in self._cues.whose.events and self._is_inside(first)

    def is_of_purpose(self, first: int) -> bool:
        """Return whether a place is where that is for which the things are: `for a theatre production in Basel`."""
        speech, first = self._speech, self._town(first)
        before = [at for at in self._clause(first) if at < first - 1]
        leads = [at for at in before[:-1] if self._lower(at) in speech.purpose]
        return (
            bool(leads)
            and self._is_inside(first)
            and self._lower(leads[-1] + 1) in speech.article
            and not any(self._lower(at) in speech.joined for at in range(leads[-1], first))
        )

    def is_of_price(self, first: int) -> bool:
        """Return whether a place is where something is sold for an amount right before it: `sells at 180 dollars in the US`."""
        at = first - 1 - (first - 1 in self._parts.definite)
        if not self._sentence.is_led(at + 1, self._inside):
            return False
        at -= 1
        while self._together(at, first) and self._lower(at) in self._speech.money | self._speech.each:
            at -= 1
        if not self._together(at, first) or not (self._is_number(at) or is_amount(self._words[at].text)):
            return False
        cues = (end for name in self._cues.per_piece - {self._cues.bounding} for _, end in self._cues.places[name])
        return any(self._together(end, at) and end < at and not self._cues.is_per_one(end) for end in cues)

    def _town(self, first: int) -> int:
        """Return where an unknown town's name begins before a place alone: `in Garland, Texas`; else the place."""
        clause, start = self._clause(first), first
        if clause[0] != first or self._sentence.mark_before(first) != ",":
            return first
        while start > 1 and self._together(start - 2, first - 1) and self._words[start - 1].text[0].isupper():
            start -= 1
        return start if start < first and self._is_inside(start) else first

    def is_state(self, at: int) -> bool:
        """Return whether a word but says in which part of a country the town right before it is: `Portland, OR`, `Portland, Oregon`."""
        if at >= len(self._sentence):
            return False
        known, mark = self._choices.get(self._home, {}), self._sentence.mark_before(at)
        is_code = self._words[at].text.isupper() and self._lower(at) in self._speech.state and mark in ("", ",")
        return is_code or (mark == "," and known.get(self._word(at), ()) == known.get(self._word(at - 1)))

    def _is_inside(self, first: int) -> bool:
        return self._sentence.is_led(first, self._inside)

    def _is_of_a_party(self, first: int) -> bool:
        """Return whether a place is said in a clause that begins with those who may make the thing: `the foundry would be in Poland`."""
        clause = self._clause(first)
        is_party = any(self._word(at) in self._parties for at in clause if clause[0] < at < first)
        return is_party and not any(self._lower(at) in self._speech.being for at in clause if at < first)

    def _is_of_a_rival(self, first: int) -> bool:
        """Return whether a place is said of a thing that is not the one ordered: `the mug on our shelf is from Denmark`."""
        before = (at for at in self._clause(first) if at < first)
        return any(at in self._parts.rivals and not self._parts.is_made_besides(at) for at in before)

    def _is_beside_a_party(self, first: int, last: int) -> bool:
        """Return whether those who may make the thing stand right beside a place: `Portugal supplier`, `supplier Portugal`."""
        beside = [at for at in (first - 1, last + 1) if self._together(min(at, first), max(at, last))]
        return any(self._word(at) in self._parties for at in beside)

    def _is_origin(self, first: int) -> bool:
        """Return whether one only comes from a place, where another is said in which one lives: `from Kyiv, living in Leipzig`."""
        return self._sentence.is_led(first, self._speech.origin) and any(at != first for at in self._lives)

    def is_own_statement(self, first: int) -> bool:
        """Return whether a clause that begins with what one is says where: `we're a small team in Utrecht`."""
        clause = self._clause(first)
        opening = [self._lower(at) for at in clause if at < first]
        is_being = any(one in self._speech.being - self._speech.joined for one in opening[:2])
        told = self._speech.purpose | self._speech.joined
        parties = any(self._word(at) in self._parties for at in clause if at < first)
        parties &= not self.is_what_one_is(first)
        is_a = any(one in self._speech.article for one in opening[1:3])
        return self._is_inside(first) and is_being and is_a and not parties and not any(one in told for one in opening)

    def is_at_home(self, first: int) -> bool:
        """Return whether a place is where one's own workshop is, whatever one cannot do there: `not all in our workshop near Leeds`."""
        at = first - 2
        is_shop = self._together(at, first) and self._lower(at) in self._speech.equipment
        return is_shop and self._sentence.is_led(at, self._speech.own | self._speech.holding)

    def is_what_one_is(self, first: int) -> bool:
        """Return whether a clause begins with somebody who is or runs something: `I'm a toy shop in Leeds`, `we run a shop in Leeds`."""
        words = [self._lower(at) for at in self._clause(first) if at < first][:3]
        being = self._speech.being - self._speech.holding
        return any(
            one in being and what in self._speech.article and (at > 0 or "'" in one)
            for at, (one, what) in enumerate(pairwise(words))
        )

    def _is_anothers(self, first: int, last: int) -> bool:
        """Return whether a place is somebody else's: `made at a foundry in Leeds`, but not `I'm a potter in Leeds`."""
        sentence, speech = self._sentence, self._speech
        led = [start for start, end in self._cues.places.get(self._home, ()) if end == first - 1 and start < end]
        is_inside = self._is_inside(first)
        noun = min(led, default=first - 2)
        while sentence.is_together(noun - 1, first) and (
            self._parts.is_description(noun - 1) or self._parts.is_done(noun - 1)
        ):
            noun -= 1  # `the retired woodworker in Texas`
        has_article = sentence.is_together(noun - 2, first) and sentence.lower(noun - 1) in speech.article
        is_named = bool(led) or (is_inside and has_article)
        is_spoken_of = is_named and has_article and not self._is_being(noun - 2)
        is_spoken_of |= is_named and self._opens_with_maker(noun, last)
        is_own = any(
            word.text.lower() in speech.listing - speech.article for word in sentence.words[max(noun - 1, 0) : first]
        )
        return is_spoken_of or (
            not is_own
            and sentence.is_together(first, last + 2)
            and sentence.lower(last + 2) in speech.made_things
            and sentence.lower(last + 1).endswith(tuple(speech.third))
        )

    def _opens_with_maker(self, noun: int, last: int) -> bool:
        """Return whether a clause opens with somebody, a place, and what they do: `a workshop in Porto makes the handles`."""
        clause = self._clause(noun)
        is_opening = noun - 1 == clause[0] and self._lower(noun - 1) in self._speech.article
        is_verb = last < clause[-1] and self._lower(last + 1).endswith(tuple(self._speech.third))
        return is_opening and is_verb and last + 1 < clause[-1]

    def _is_being(self, at: int) -> bool:
        """Return whether a word, or one before where one is, says what one is or has: `I'm a potter in`, `I'm alone in a studio in`."""
        being = self._speech.being
        before = (self._lower(one) for one in self._clause(at) if one < at)
        return self._lower(at) in being or (self._lower(at) in self._inside and any(one in being for one in before))

    def _is_of_an_event(self, first: int, last: int) -> bool:
        """Return whether a place stands right before a day, or behind an unknown name: `Lisbon, 3 May`."""
        words = [word.text.strip(".").lower() for word in self._words[last + 1 : last + 3]]
        is_dated = bool(words) and (words[0] in MONTHS or (words[0][:1].isdigit() and words[-1] in MONTHS))
        return is_dated or (self._together(first - 1, first) and self._parts.is_unknown(first - 1))

    def is_ones_own(self, first: int, last: int) -> bool:
        """Return whether the words that lead a place say what one is or has: `we run a brewery near Leuven`."""
        if self._normal(first, last) not in self._choices.get(self._home, {}):
            return False
        starts = (start for places in self._cues.places.values() for start, end in places if start < end == first - 1)
        noun = min(starts, default=first)
        while self._together(noun - 1, first) and (
            self._parts.is_description(noun - 1) or self._parts.is_unknown(noun - 1)
        ):
            noun -= 1
        is_so = self._together(noun - 2, first) and self._lower(noun - 1) in self._speech.article
        return is_so and self._lower(noun - 2) in self._speech.being

    def is_common(self, last: int) -> bool:
        """Return whether a phrase ends in a word that names a place with a capital only, which it lacks: `china paint`."""
        word = self._words[last].text
        return word in self._speech.common and any(one.text.istitle() for one in self._words)

    def is_hue(self, last: int) -> bool:
        """Return whether a material is what a colour is called by: `in moss green`, `walnut brown leather`; but not `oak, black`."""
        stuffs, end = self._choices.get(self._lexicon.roles.stuff, {}), last + 1
        hues = self._lexicon.count_names
        if not self._together(last, end) or self._word(end) not in hues - stuffs.keys():  # `in brass gold plated`
            return False
        is_led = last > 0 and self._together(last - 1, last) and self._lower(last - 1) in self._speech.inside
        follows = self._word(end + 1) if self._together(end, end + 1) else ""
        return is_led or follows in stuffs

    def is_named(self, first: int, last: int) -> bool:
        """Return whether what may be a place is written as a name behind a word for where: `a church in Cork`, not `tiles in cork`."""
        is_place = self._normal(first, last) in self._choices.get(self._home, {})
        lead = self._lower(first - 1) if self._together(first - 1, first) else ""
        is_name = self._sentence.text(first, last)[0].isupper() or lead in self._speech.where
        return is_place and self._is_inside(first) and is_name

    def _is_listed(self, first: int, last: int) -> bool:
        """Return whether a place stands in a clause that names one of another fact: `sold in Belgium and in France`."""
        phrase = self._normal(first, last)
        others = (name for name in self._cues.order if name != self._home and phrase in self._choices.get(name, {}))
        return any(self._together(at, first) for name in others for at in self._heard.places(name) if at < first)

    def _is_one_of_several(self, first: int, last: int) -> bool:
        """Return whether another place may stand for this one, so that it is not where one works: `Italy or Spain`."""
        known, size = self._choices.get(self._home, {}), len(self._sentence)
        beside = ((first - 1, first - 2), (first - 2, first - 3), (last + 1, last + 2), (last + 1, last + 3))
        return any(
            self._lower(one) in self._either
            and (self._word(at) in known or (self._words[at].text[0].isupper() and self._parts.is_unknown(at)))
            for one, at in beside
            if 0 <= at < size
        )
