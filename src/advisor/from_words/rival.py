"""Which of the things that a sentence names is ordered: one that is counted or wanted, not another's, nor what one makes besides."""

from __future__ import annotations

from collections.abc import Collection

from advisor.from_words.counted import Counted
from advisor.from_words.noun import PLURAL
from advisor.from_words.sentence import PhraseEnds

_SOON = 4  # how many words behind the thing that something is for the word for what is wanted may stand
_GROUP = 4  # of how many things more than which a name is that of a group


class Rivals(Counted):
    """Tells the thing ordered from others that are named, each by what stands before it."""

    def find_rivals(self) -> None:
        """Find the words of things that are not the one ordered."""
        lexicon, words = self._lexicon, self._words
        names = ("aside", "whence", "theirs", "declared", "trade", "oneself")
        ends = (frozenset(last for _, last in self._sentence.places(getattr(lexicon, one))) for one in names)
        self._aside, self._whence, self._theirs, self._declared, self._trade, self._oneself = ends
        self._is_counted_apart = any(map(self._counts_order, range(len(words))))
        self._declared |= {end for _, end in self._cues.turns.named}
        named = list(self._named())
        unknown = self._wanted_unknown({self._word(last) for _, last in named})
        counted = [one for one in named if self._is_counted(one[0]) or self._is_wanted_itself(one, named, unknown)]
        packing = [one for one in counted if self._counting(one[0]) < 0 and self._comes_with(one[0])]
        strong = [one for one in counted if one not in packing and not self._holds_another(one, named)]
        declared = [one for one in strong if self.lead(one[0]) in self._declared]
        is_declared = not declared and unknown is not None and unknown in self._declared
        strong = [] if is_declared or self._is_counted_later(unknown, strong) else declared or strong
        self._named_from = max((end for _, end in self._cues.turns.named), default=-1)
        unknown = None if strong else unknown
        self.rivals = frozenset(
            at for one in named if self._is_rival(one, named, strong, unknown) for at in range(one[0], one[1] + 1)
        )

    def _is_rival(
        self, one: PhraseEnds, named: list[PhraseEnds], strong: list[PhraseEnds], unknown: int | None
    ) -> bool:
        """Return whether a thing is not the one ordered, of all that are named and those that are counted or wanted."""
        first, _ = one
        if self._is_piece_of_another(one, named) or self._holds_another(one, named):
            return True
        is_aside = self._is_led_by(first, self._aside - self._asked) or self._is_taken_from(first)
        is_aside |= first < self._named_from or self._is_more(first)  # `what I can't do is labels`
        if is_aside or self._is_of_another_name(first) or self._is_no_thing(one, strong):
            return True
        others = [other for other in named if self._is_unlike(one, other)]
        if self._is_anothers(first):
            is_beaten = self._counting(first) < 0 and any(
                self._counting(other[0]) >= 0 and not self._is_piece_of_another(other, [one]) for other in others
            )
            return unknown is not None or is_beaten or any(not self._is_anothers(other) for other, _ in others)
        is_beaten = any(self._outranks(other, one) for other in others if other in strong)
        if one in strong or is_beaten:
            return is_beaten and not self._asked_for(first)
        if self._is_where(first) and not all(self._is_where(other) for other, _ in others):
            return True
        count = self._counting(first)
        is_of_each = self._sentence.is_led(count, self._speech.made_of)  # `twelve sets of three footed bowls`
        if (self._is_few(count) and not is_of_each) or self._is_for(first):
            return True
        is_led = self._together(self.lead(first), first) and not any(
            map(self._cues.turns.begins_now, self._clause(first))
        )
        if is_led and any(other < first and self._is_anothers(other) for other, _ in others):
            return True  # `she made one shield, so poplar boards`
        if self.is_made_besides(first) or self._is_faint(one):
            is_beaten = unknown is not None or any(other in strong for other in others)
            is_fainter = self._is_faint(one) and not all(map(self._is_faint, others))
            is_outdone = any(
                not (self.is_made_besides(at) or self._comes_with(at) or self._is_for(at)) for at, _ in others
            )
            is_outdone &= self.is_made_besides(first)
            return is_beaten or is_fainter or is_outdone or (bool(others) and self._is_done_oneself(first))
        if unknown is not None:
            return not self._together(min(first, unknown), max(first, unknown))
        is_parted = any(other in others and self._is_sentence_between(first, other[0]) for other in strong)
        return is_parted or self._gives_way(one, named)

    def _outranks(self, other: PhraseEnds, one: PhraseEnds) -> bool:
        """Return whether another thing is wanted and this one had, or so many of it asked for in a sentence of its own."""
        first = one[0]
        if self._is_had(first):
            return self._is_wanted(other[0])
        is_head = self._counting(first) in (-1, self._clause(first)[0])
        is_apart = self._is_sentence_between(min(first, other[0]), max(first, other[0]))
        return is_apart and not is_head and self._asked_for(other[0])

    def _gives_way(self, one: PhraseEnds, named: list[PhraseEnds]) -> bool:
        """Return whether a thing only says for what others are, which alone are counted: `wedding favours: 130 soaps`, but not `game, 60 cards`."""
        pieces = (of for word, of in self._lexicon.in_pieces.items() if word in self._lexicon.facts)
        is_of_pieces = any(not of.isdisjoint(self._meaning(one)) for of in pieces)
        if self._is_counted_apart or is_of_pieces:
            return False
        behind = (other for other in named if other > one and not self._together(one[0], other[0]))
        behind = (
            other
            for other in behind
            if not self._is_piece_of_another(other, [one]) and not self._holds_another(other, [one])
        )
        return any(
            self._is_counted(first) and self._is_unlike(one, (first, last)) and first not in self._persons
            for first, last in behind
            if not self._is_anothers(first)
        )

    def _is_no_thing(self, one: PhraseEnds, strong: list[PhraseEnds]) -> bool:
        """Return whether a name is that of one who makes things, or of a mould that one had made: `a caster`."""
        is_party = self._normal(*one) in self._lexicon.parties and not self._is_plural(one[1])
        is_means = self._word(one[1]) in self._lexicon.never.get(self._thing, ())
        follows = [self._lower(at) for at in (one[1] + 1, one[1] + 2) if at < len(self._sentence)]
        is_of_that = len(follows) > 1 and follows[0] in self._speech.made_of and follows[1] in self._speech.listing
        is_had = (
            one[0] in self._cues.whose.others
            or self.is_of_had(self._counting(one[0]))
            or (is_of_that and one not in strong)
        )
        is_somebody = follows[:1] and follows[0] in self._speech.saying and not self._is_plural(one[1])
        is_somebody = is_somebody or (one not in strong and self._is_what_one_is(one[0]))
        return bool(is_somebody) or (is_party and one not in strong) or (is_means and is_had)

    def _is_what_one_is(self, first: int) -> bool:
        """Return whether a name is that of what one is: `we are a small stationery label`."""
        speech, at = self._speech, self.lead(first)
        while self._together(at, first) and (self.is_unknown(at) or self.objects(at)):
            at = self.lead(at)
        start = next((one for one in range(at + 1, first) if self._lower(one) in speech.article & speech.each), 0)
        word = self._lower(at) if start == at + 1 and self._together(at, first) else ""
        is_one = word in speech.being - speech.holding - speech.joined
        return is_one and ("'" in word or word == "im" or self._sentence.is_led(at, speech.ours))

    def _is_of_a_rival(self, name: str, first: int, last: int) -> bool:
        """Return whether a phrase is said of a thing that is not ordered: `his lamp bases cast`, `instead of brass`."""
        if name == self._roles.stuff and (first - 1 in self._aside or self._is_named_alone(first, last)):
            return True
        if self._lower(first - 1) in self._speech.joined and self._sentence.is_led(first - 1, self._speech.single):
            return first - 2 > 0 and self._clause(first)[0] == first - 2  # `two hats, one with embroidery`
        together, is_the = self._together, last + 1 in self.definite
        noun = self._noun_phrase(last + is_the)[-1]
        leads = self._speech.made_of | (self._speech.inside if name == self._roles.stuff else frozenset())
        at = first - 1 - (self._lower(first - 1) in leads)
        is_behind = at in self.rivals and together(at, first)
        before = [one for one in self._clause(first) if one < first and self.objects(one)][-1:]
        if name == self._roles.stuff and any(one in self.rivals and self._is_done_oneself(one) for one in before):
            return True  # `the rings I do straight from wax`
        return is_behind or (noun in self.rivals and together(last, noun))

    def is_at_head(self, before: Collection[int], first: int, last: int) -> bool:
        """Return whether a material stands right before the thing ordered, and those before where nothing is named: `we ship in kraft. 80 silk scarves`."""
        noun = self._noun_phrase(last)[-1]
        parted = (self._clause(one) != self._clause(first) for one in before)
        is_so = noun not in self.rivals and self.describes_object(last) and all(parted)
        return is_so and not any(
            self.objects(at)
            for one in before
            for at in self._clause(one)
            if not (at in self.rivals or self._is_modifier(at))
        )

    def is_said_of_rivals(self, first: int) -> bool:
        """Return whether what is named up to a measure is not the thing ordered, which is wanted only behind it."""
        before = [at for at in range(first) if self.objects(at)]
        return bool(before) and self.rivals.issuperset(before) and min(self._asked, default=first) > first

    def _is_ones_craft(self, name: str, first: int, last: int) -> bool:
        """Return whether a craft is only what one does for a living: `I do letterpress`, `I teach ceramics`."""
        is_noun = name != self._roles.stuff or not self.is_before_unknown(last)
        is_led = self._is_led_by(first, self._trade) or (last in self._trade and self._is_done_to_another(last))
        is_led |= name != self._roles.stuff and self._is_done_oneself(first)  # `I'll polish them myself`
        return name in self._roles.describe and is_noun and is_led and not self.describes_object(last)

    def _is_done_to_another(self, last: int) -> bool:
        """Return whether the thing named next in a clause is not the one ordered: `we sew 20 jackets a week`."""
        found = (one for at in self._clause(last) if at > last for one in self.objects(at))
        return set(next(found, self.ordered)).isdisjoint(self.ordered)

    def _is_led_by(self, first: int, ends: frozenset[int]) -> bool:
        """Return whether certain words stand right before what describes a thing, or end in its article."""
        lead = self.lead(first)
        is_counted = self._counting(first) - 1 in ends  # `the café has 14 tables`
        return self._together(first - 1, first) and (is_counted or any(at in ends for at in range(max(lead, 0), first)))

    def _is_anothers(self, first: int) -> bool:
        """Return whether a thing is another's, or of another time: `his lamp bases`, `last year we gave a mug`."""
        return self._is_led_by(first, self._theirs) or first in self._cues.whose.others

    def _is_taken_from(self, first: int) -> bool:
        """Return whether a thing is the one that another is taken from, or hangs on: `from the display case`, not `from oak`."""
        lead, known = self.lead(first), self._speech.article | self._speech.listing
        return lead in self._whence and any(self._lower(at) in known for at in range(lead + 1, first))

    def is_made_besides(self, first: int) -> bool:
        """Return whether a thing is what one makes or sells: `we build theremins`, `print the knobs ourselves`."""
        at = first
        while self._together(at - 1, first) and (
            self.is_unknown(at - 1) or self._words[at - 1].text.endswith(("'s", "\u2019s"))
        ):
            at -= 1
        return self._is_done_oneself(first) or self._is_led_by(at, self._trade)

    def _is_done_oneself(self, first: int) -> bool:
        """Return whether words soon behind a thing say that one makes it oneself: `painting we do ourselves`."""
        return any(at in self._oneself and self._together(first, at) for at in range(first + 1, first + _SOON))

    def _is_faint(self, one: PhraseEnds) -> bool:
        """Return whether a name says little: it is general, or that of a group, such as `furniture`."""
        return self._normal(*one) in self._lexicon.never.get(self._thing, ()) or len(self._meaning(one)) > _GROUP

    def _is_wanted(self, first: int, unknown: int | None = None) -> bool:
        """Return whether words for what is wanted lead a thing: `ours is a lamp`, `we want something else: a lamp`."""
        lead = self.lead(first)
        if lead < 0:  # a title, unless another sentence wants what is not known
            is_beaten = unknown is not None and unknown - 1 in self._asked and self._is_sentence_between(first, unknown)
            return 0 not in self.definite and not is_beaten
        if self._together(lead, first):
            is_of_kind = self.is_unknown(lead) and self._together(lead - 1, first)
            spots = {lead, lead - is_of_kind, self._counting(first) - 1}
            return not spots.isdisjoint(self._asked | self._declared)
        before = self._clause(lead)
        is_led = any(at in self._asked for at in before) and not any(map(self.objects, before))
        return is_led and ":" in self._sentence.mark_before(lead + 1)

    def _is_wanted_itself(self, one: PhraseEnds, named: list[PhraseEnds], unknown: int | None) -> bool:
        """Return whether a thing is wanted, and is no heading of others that are counted."""
        is_heading = self.lead(one[0]) < 0 and self._gives_way(one, named)
        return self._is_wanted(one[0], unknown) and not is_heading

    def _is_counted(self, first: int) -> bool:
        """Return whether a number that may count the order stands before a thing that is no part: `60 lamps`."""
        lead = self._counting(first)
        if lead < 0 or self._is_few(lead) or lead - 1 in self._trade:
            return False
        before = self._lower(lead - 1) if self._together(lead - 1, lead) else ""
        return before not in self._speech.joined | self._speech.made_of | self._speech.own

    def _is_counted_thing(self, phrase: str, first: int, last: int) -> bool:
        """Return whether the name of a material, in the plural, is what is counted, and no thing is named: `41 cycling jerseys`."""
        is_several = self._is_plural(last) and not phrase.endswith(PLURAL)
        return is_several and not self._has_object and self._is_counted(first)

    def _is_of_another_name(self, first: int) -> bool:
        """Return whether a thing ends a longer name: `pull up rings`, `Harbour Life Magazine would like`."""
        words, together = self._words, self._together
        is_name = together(first - 1, first) and words[first].text[0].isupper() and words[first - 1].text[0].isupper()
        is_led = together(first - 2, first) and self.is_unknown(first - 2)
        return (is_name and self._cues.turns.begins_now(first + 1)) or (
            is_led and self._lower(first - 1) in self._speech.particle
        )

    def _is_for(self, first: int) -> bool:
        """Return whether a thing is what something is for: `30 for the shop`, but `a price for mugs`."""
        at, wanted = self.lead(first), self._cues.places.get(self._roles.count, ())
        if self._together(at - 1, first) and self._word(at) in self._lexicon.ignored:
            at -= self._lower(at) not in self._speech.purpose
        is_led = self._together(at, first) and self._lower(at) in self._speech.purpose
        return is_led and not any(end == at for _, end in wanted)

    def _wanted_unknown(self, heads: set[str]) -> int | None:
        """Return where an unknown noun is wanted, or its count: `we want 800 spigots`; None if none is. heads: last words of known names."""
        for at in range(-1, len(self._sentence) - 1):
            is_number = at >= 0 and self._is_number(at) and self._words[at].text.isalnum() and self.is_many(at)
            is_first = not (self._together(at - 1, at) or self._is_counted_apart)
            if at in self._cues.negated or not (
                at in self._asked or (is_number and (is_first or at - 1 in self._asked))
            ):
                continue
            noun = self._wanted_noun(at)
            if not self._together(at, noun) or noun in self._persons or self._word(noun) in heads:
                continue
            if self._is_unknown_noun(noun, is_number=is_number, is_first=is_first):
                return at
        return None

    def _wanted_noun(self, at: int) -> int:
        """Return where the noun behind a word is, over how many pieces there are and how they are made: `50 sets of turned [spigots]`."""
        noun, counts = self._noun_phrase(at)[-1], self._lexicon.facts
        while self._together(at, noun + 1) and (
            counts.get(self._word(noun)) == self._roles.count
            or self._lower(noun) in self._speech.made_of | self._speech.made_things
            or (self.is_worked(noun) and not (self.objects(noun) or self._is_plural(noun)))
            or (self.is_unknown(noun) and not self._is_plural(noun) and self._is_unknown_plural(noun + 1))
        ):
            noun = self._noun_phrase(noun)[-1]
        return noun

    def _is_unknown_noun(self, noun: int, *, is_number: bool, is_first: bool) -> bool:
        """Return whether a word is a noun in the plural that is not known, behind a wanted number any that is not."""
        is_worked = self._is_plural(noun) and self.is_worked(noun) and not self.objects(noun)
        is_unknown = self.is_unknown(noun) and not self.objects(noun) and not self._is_measure(noun)
        is_any = is_number and not is_first
        return (is_unknown and (is_any or self._is_plural(noun))) or (is_number and is_worked)
