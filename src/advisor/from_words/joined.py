"""What the thing ordered comes with, is in, or holds."""

from __future__ import annotations

from advisor.from_words.modifier import Modifiers
from advisor.from_words.noun import PLURAL


class Joined(Modifiers):
    """Tells what goes with the thing ordered, or around it, from the thing itself."""

    def _is_joined_at(self, at: int) -> bool:
        """Return whether a word leads what comes with the thing, or one more of what such a word leads: `with a label and a spoon`."""
        speech, clause = self._speech, self._clause(at)
        word = self._lower(at)
        if at in self._asked:
            return False  # `help with 12 trophies`
        if word in speech.joined or word not in speech.listing - speech.article:
            return word in speech.joined
        before = (place for place in clause if clause[0] < place < at)
        is_counted = at < clause[-1] and self._is_number(at + 1)
        return not is_counted and any(self._lower(place) in speech.joined for place in before)

    def _is_packed(self, at: int, first: int) -> bool:
        """Return whether a word such as `in` stands between an unknown thing and an object: `caddies in tin plate`."""
        is_led = self._together(at, first) and at > 0
        return is_led and self._lower(at) in self._speech.inside and self._is_filling(at - 1)

    def _is_filling(self, at: int) -> bool:
        """Return whether a word may be what is in something: unknown, or a material that nobody means alone, as honey."""
        word, stuff = self._word(at), self._roles.stuff
        return self.is_unknown(at) or word in self._lexicon.never.get(stuff, ())

    def _is_inside(self, at: int, first: int) -> bool:
        """Return whether a phrase is led by words for what the thing ordered comes in: `in a wooden box`, `in its own carton`."""
        if at > 0 and self._together(at - 1, first) and self._lower(at + 1) in self._speech.own:
            return self._lower(at - 1) in self._speech.inside
        is_led = self._together(at, first) and self._lower(at) in self._speech.inside
        return is_led and self._lower(at + 1) in self._speech.article

    def _is_for_so_many(self, last: int) -> bool:
        """Return whether a material is that of what holds other things: `foam for 3 vials`."""
        is_led = self._together(last, last + 2) and self._lower(last + 1) in self._speech.purpose
        return is_led and self._is_number(last + 2)

    def _is_container(self, name: str, last: int) -> bool:
        """Return whether what is also a material is what something is in: `tins of balm`, `candle tins`, `candles, 200 tins`."""
        is_of = self._together(last, last + 2) and self._lower(last + 1) in self._speech.made_of
        is_alone = self._word(last) in self._lexicon.choices.get(self._roles.stuff, {})
        is_behind = is_alone and self._is_plural(last) and self._lower(last) in self._speech.holder
        is_layers = self._lower(last) in self._speech.layer and self._is_number(last - 1)  # `two-ply tissue`
        return name == self._roles.stuff and (is_behind or is_layers or (is_of and self._is_plural(last)))

    def _is_of_a_holder(self, first: int, last: int) -> bool:
        """Return whether a material is that of what the things come in: `candles in concrete vessels`, `balm in tins`."""
        holder, at = self._speech.holder, self.lead(first)
        if not (self._together(at, first) and self._lower(at) in self._speech.inside - self._speech.origin):
            return False
        is_before = self._together(last, last + 1) and self._lower(last + 1) in holder
        return is_before or (self._is_plural(last) and self._lower(last) in holder)

    def _is_of_what_is_joined(self, name: str, first: int) -> bool:
        """Return whether a material is led as that of another noun which comes with the thing: `with a band of paper`."""
        noun, speech = first - 2, self._speech
        if name != self._roles.stuff or not self._together(noun - 1, first):
            return False
        if self._lower(first - 1) not in speech.made_of or self._lower(noun) in speech.main:
            return False
        is_thing = self.is_thing(noun)
        word = self._word(noun)
        is_noun = word.isalpha() and word not in self._lexicon.ignored | self._lexicon.small_talk
        return is_noun and not is_thing and self.is_joined(self.lead(noun), noun)

    def _comes_with(self, first: int) -> bool:
        """Return whether an object is what the thing ordered comes with, or in: `with a cotton pouch`, `in a box`."""
        at = self.lead(first)
        if self._together(at - 1, first) and self.is_unknown(at) and self._is_joined_at(at - 1):
            return True  # `with a lyric sheet and download card`
        if not self._together(at, first) or not at:
            return False
        word = self._lower(at)
        is_held = self._is_number(at) and self._is_plural(first) and self._lower(first) in self._speech.holder
        if is_held and self._sentence.is_led(at, self._speech.inside - self._speech.origin):
            return True  # `in 10 bags of 20`
        is_each = word in self._speech.each - self._speech.article and not self._is_plural(first)
        if is_each and self._words[at - 1].text.isdigit():
            return True  # `5 per bag`
        return self._is_joined_at(at) or self._is_packed(at, first) or self._is_inside(at, first)

    def is_listed(self, before: int, first: int, finish: int) -> bool:
        """Return whether a material, or a finish that ends there, goes on with a list that an earlier word ends so far: `oak, ash and a bit of elm`."""
        between = {at: self._word(at) for at in range(before + 1, first)}
        little = self._speech.listing | self._speech.joined | self._speech.either
        told = self._lexicon.qualifiers | self._speech.inside | little
        is_joined = any(word in little - self._speech.article for word in between.values())
        is_joined |= self._sentence.mark_before(first) == "&"
        is_more = all(word in told or self.is_worked(at) for at, word in between.items())
        return is_more and (is_joined or self._is_item(before, first, finish))

    def _is_item(self, before: int, first: int, finish: int) -> bool:
        """Return whether a phrase in a clause of nothing but descriptions goes on with one before the mark: `cork, felt, leather`."""
        start = self._clause(first)[0]
        is_next = before < start and self._sentence.mark_before(start) in (",", "/")
        joining = self._speech.listing
        words = ((at, self._word(at)) for at in self._clause(first) if not first <= at <= finish)
        is_alone = all(word in joining or self.is_description(at) for at, word in words)
        return is_next and is_alone and (finish >= 0 or not self._lower(first).endswith(tuple(self._speech.participle)))

    def _is_put_on_another(self, last: int) -> bool:
        """Return whether a finish is put on a thing that is not the one ordered: `made in Europe, printed on the box`."""
        at = last + 2
        while self._together(last, at) and (at in self.definite or self.is_description(at)):
            at += 1
        is_led = at - 1 in self.definite and self._lower(last + 1) in self._speech.upon
        return is_led and bool(self.ordered) and any(set(one).isdisjoint(self.ordered) for one in self.objects(at))

    def _is_a_thing(self, phrase: str, last: int) -> bool:
        """Return whether the name of a finish, in the plural, is what something is for: `laminations for a motor`."""
        is_several = self._is_plural(last) and not phrase.endswith(PLURAL)
        return is_several and self._together(last, last + 1) and self._lower(last + 1) in self._speech.purpose

    def _is_of_both(self, at: int, last: int) -> bool:
        """Return whether a word such as `with` stands between two materials of one thing: `aluminium with bamboo`."""
        stuff = self._lexicon.choices.get(self._roles.stuff, {})
        return self._together(at - 1, at) and self._word(at - 1) in stuff and self.ends_noun(last)
