"""What is said of the thing ordered, and what of a part of it, of what it comes with, or of another thing."""

from __future__ import annotations

from advisor.from_words.noun import PLURAL
from advisor.from_words.rival import Rivals
from advisor.value.unit import LENGTH, WORDS

HELD = 3  # how many words before what one has the word for having it may stand


class Parts(Rivals):
    """Tells what is said of the thing ordered from what is said of its parts and of other things."""

    def describes(self, phrase: str, first: int, last: int, gap: int, name: str) -> bool:
        """Return whether a phrase describes an object, rather than being it: each but an object does, and that before another."""
        if phrase not in self._known:
            return not (
                (self.is_of_another(last) and not self._is_of_main_part(last))
                or self._is_of_a_rival(name, first, last)
                or self._is_ones_craft(name, first, last)
                or self._is_container(name, last)
                or self._is_a_joint(name, first, last)
                or (name not in (self._roles.home, self._roles.away) and self.is_of_business(last))
                or (name in self._roles.describe and self._is_behind_supplied(first))
                or (name == self._roles.stuff and (self._is_of_purpose(first, last) or self._is_for_so_many(last)))
                or (name == self._roles.tools and self._only_describes(last))
                or self._is_behind_another_alone(name, first)
                or (name == self._roles.stuff and self._is_counted_thing(phrase, first, last))
                or (name in self._finishes and (self._is_put_on_another(last) or self._is_a_thing(phrase, last)))
                or (name in self._roles.describe and name != self._roles.stuff and self._is_behind_another(first))
                or (name in self._roles.of_parts and self._is_of_a_part(name, first, last))
                or (name in self._roles.describe and name != self._roles.stuff and self._is_before_a_part(last))
                or (name in self._roles.describe - self._roles.of_parts and self._qualifies_a_noun(last))
            )
        if name == self._thing:
            is_other = self._comes_with(first) or self._is_its_use(first) or self._is_besides(first, last)
            is_other = is_other or self._is_in_a_list(first) or first in self.rivals
            return is_other or self._is_modifier(last) or self._is_supplied(last)
        return not self.is_of_business(last) and (self._is_modifier(last) or gap < HELD or self.is_apart(first, last))

    def is_name_of_another(self, phrase: str, first: int, last: int) -> bool:
        """Return whether several words name a thing that is not ordered, or a process of a part: `3D printed`."""
        known, never, roles = self._lexicon.choices, self._lexicon.never, self._roles
        if phrase in known.get(roles.stuff, {}) and self._is_of_a_rival(roles.stuff, first, last):
            return True
        if first == last or self._word(last) in known.get(roles.stuff, {}):
            return False
        named = (
            roles.describe if self._word(first) in known.get(roles.stuff, {}) else roles.of_parts
        )  # `linen finish cards`
        made = named - {roles.stuff} - self._lexicon.needs_cue
        is_made = any(phrase in known.get(one, {}) and phrase not in never.get(one, ()) for one in made)
        return is_made or (first in self.rivals and phrase in self._known)

    def _is_behind_supplied(self, first: int) -> bool:
        """Return whether a phrase goes on with what is bought in, or there already: `decals are here and laser cut`."""
        return any(end < first and self._together(start, first) for start, end in self._supplied)

    def _is_of_purpose(self, first: int, last: int) -> bool:
        """Return whether a material is what somebody or something is for: `a painter for the epoxy`."""
        at = self.lead(first)
        at = self.lead(at) if at >= 0 and self.is_unknown(at) else at
        is_led = self._together(at, first) and self._lower(at) in self._speech.purpose
        return is_led and at + 1 in self.definite and at not in self._asked and not self.describes_object(last)

    def _only_describes(self, last: int) -> bool:
        """Return whether a machine only says what the word behind it is like: `our laser logo`, `our laser man`."""
        word = self._word(last + 1) if self._together(last, last + 1) else ""
        marks = (self._lexicon.choices.get(name, {}) for name in self._roles.describe - self._roles.of_parts)
        is_mark = any(word in one for one in marks) and not word.endswith(tuple(self._speech.participle))
        return is_mark or self.is_of_business(last)

    def _is_supplied(self, last: int) -> bool:
        """Return whether words right behind an object say that it is bought in: `keycaps from the usual vendor`."""
        return any(start == last + 1 and self._together(last, end) for start, end in self._supplied)

    def _is_of_main_part(self, last: int) -> bool:
        """Return whether a phrase stands before what most of a thing is: `brass body`, `steel frame`, but `with velvet and oak frame`."""
        together = self._together
        lead = self.lead(last)
        is_listed = together(lead, last) and self._lower(lead) not in self._speech.joined and self._is_joined_at(lead)
        return together(last, last + 1) and self._lower(last + 1) in self._speech.main and not is_listed

    def _qualifies_a_noun(self, last: int) -> bool:
        """Return whether a finish only says of what kind the unknown noun behind it is: `glaze test tiles`."""
        is_named = not self._lower(last).endswith(tuple(self._speech.participle))
        is_named &= not self._is_of_main_part(last)
        is_noun = self._together(last, last + 1) and self.may_be_noun(last + 1)
        return is_named and (is_noun or self._is_holder(last + 1))  # `to open paint tins`

    def may_be_noun(self, at: int) -> bool:
        """Return whether a word is not known, or only as one of facts that it does not say alone: `test` of `test tiles`."""
        word, known = self._word(at), self._lexicon
        names = [name for name, meanings in known.choices.items() if word in meanings and name in self._cues.order]
        is_faint = bool(names) and all(name in self._cues.needs for name in names)
        is_said = word in known.ignored | known.qualifiers | known.small_talk or word in known.facts
        return self.is_unknown(at) or (is_faint and not is_said)

    def _is_a_joint(self, name: str, first: int, last: int) -> bool:
        """Return whether a phrase only says of what kind the word behind it is: `wood-fired`, `for children's theatre`."""
        text = self._lower(last).replace("\u2019", "'")
        is_led = first > 0 and self._lower(first - 1) in self._speech.article
        if (
            name not in self._roles.of_parts
            and is_led
            and text.endswith(PLURAL)
            and self.is_unknown(min(last + 1, len(self._sentence) - 1))
        ):
            text += "'"  # `the childrens poems`
        if text.endswith(("'s", "s'")):
            is_last = not self._together(last, last + 1)
            return not (is_last or self.describes_object(last))  # `our bookshop's logo`, but `children's aprons`
        follows = self._word(last + 1) if self._sentence.is_hyphened(last) else ""
        known, never = self._lexicon.choices, self._lexicon.never
        is_said = any(follows in one and follows not in never.get(fact, ()) for fact, one in known.items())
        return name == self._roles.stuff and bool(follows) and not (is_said or self.begins_object(last + 1))

    def _is_behind_another_alone(self, name: str, first: int) -> bool:
        """Return whether a material is that of another thing before it: `cards, envelopes kraft`."""
        if name != self._roles.stuff:
            return False
        is_being = self._lower(first - 1) in self._speech.being | self._speech.equal
        is_alone = first - 1 == self._clause(first)[0]
        if is_being and self.ordered and first > 1 and first - 3 in self.definite and self.is_unknown(first - 2):
            return True
        return self._is_behind_another(first - 1 if is_being else first) and (is_alone or is_being)

    def is_beside(self, name: str, phrase: str, last: int) -> bool:
        """Return whether a phrase means a fact beside such objects: `printed mugs`, but not `a printed sleeve`."""
        objects = self._lexicon.beside.get(name, {}).get(phrase, frozenset())
        return bool(objects & (self._objects | self._stuffs)) and not self.is_before_unknown(last)

    def is_at_thing(self, first: int, last: int) -> bool:
        """Return whether a phrase stands right before the thing ordered, right behind it, or alone: `outdoor benches`."""
        is_behind = self._together(first - 1, first) and self._word(first - 1) in self._known
        is_behind |= self._clause(first) == range(first, last + 1) and self._has_object
        return self.describes_object(last) or (is_behind and not self.is_before_unknown(last))

    def is_apart(self, first: int, last: int) -> bool:
        """Return whether a phrase alone, or led so, says what the thing is of: `boxes, card printed`."""
        clause = self._clause(first)
        is_alone = clause[0] == first and all(map(self.is_worked, range(last + 1, clause[-1] + 1)))
        is_led = self._together(first - 1, last) and self._lower(first - 1) in self._speech.made_of
        return bool(self.ordered) and (is_alone or (is_led and not self.begins_object(last + 1)))

    def _is_besides(self, first: int, last: int) -> bool:
        """Return whether an object alone in a later clause comes with an unknown thing: `toy cranes, leather cups`."""
        clause, opening = self._clause(first), self._clause(0)
        is_alone = clause[-1] == last and not any(self._is_number(at) for at in clause)
        is_named = any(self._is_plural(at) and self.is_unknown(at) for at in opening)
        return is_alone and clause[0] > opening[-1] and clause[0] < first and is_named and not self._is_wanted(first)

    def _is_in_a_list(self, first: int) -> bool:
        """Return whether an object is listed as one of what goes into the thing: `300 copies, 2 LPs and a booklet`."""
        before = [at for at in self._clause(first) if at < first]
        articles = [at for at in before[1:] if self._lower(at) in self._speech.article]
        if not before or not before[0] or not articles or not self._is_number(before[0]):
            return False
        return self._lower(articles[-1] - 1) in self._speech.listing - self._speech.article

    def _is_its_use(self, first: int) -> bool:
        """Return whether an object is what something that is counted before it is for: `15 steel cases for a meter box`."""
        at = self.lead(first)
        while at > 0 and self._together(at, first) and (self._is_of_its_kind(at) or self.objects(at)):
            at = self.lead(at)
        if not self._together(at, first) or self._lower(at) not in self._speech.purpose:
            return False
        before = [place for place in self._clause(at) if place < at]
        if before and len(before) == 1 and self._is_plural(at - 1) and self.is_unknown(at - 1):
            return True  # `brakets for shelves`
        counted = next((place for place in before if self._is_number(place)), at)
        stuff = self._lexicon.choices.get(self._roles.stuff, {})
        is_made = any(self._word(place) in stuff for place in before if place < at - 1)
        return is_made or any(self.is_unknown(place) for place in before if place > counted)

    def is_where_another_is(self, first: int) -> bool:
        """Return whether a place is said of an unknown thing right before it: `a roof terrace in Rotterdam`."""
        at = self.lead(first)
        is_led = self._together(at - 1, first) and self._lower(at) in (
            self._speech.inside | self._speech.made_of - self._speech.origin
        )
        return is_led and self.is_unknown(at - 1)

    def _is_behind_another(self, first: int) -> bool:
        """Return whether a phrase stands right behind a thing that is not the one ordered: `benches, brass plaque engraved`."""
        if not self.ordered or not self._together(first - 1, first) or self.is_head(first - 1):
            return False
        starts = (at for at in self._clause(first) if at < first)
        phrases = (self._normal(start, first - 1) for start in starts)
        before = next((self._known[phrase] for phrase in phrases if phrase in self._known), self.ordered)
        return set(before).isdisjoint(self.ordered)

    def _is_of_a_part(self, name: str, first: int, last: int) -> bool:
        """Return whether a material is that of something with what is ordered: `with a ribbon`, `in a linen bag`, `oak handles`."""
        if self._is_behind_a_part(name, first) or self._is_of_what_is_joined(name, first):
            return True
        if name == self._roles.stuff and self._is_of_a_holder(first, last):
            return True
        if self._is_of_main_part(last):
            return False
        at = self.lead(first)
        is_led = self._together(at, first)
        if self._together(at - 1, first) and self.is_unknown(at) and self._is_joined_at(at - 1):
            at -= 1  # `with bog oak handles`
        is_joined = is_led and self._is_joined_at(at)
        noun = self._noun_phrase(last)[-1]
        if self.describes_object(last):  # `seed bombs in muslin bags`
            return is_joined or self._is_inside(at, first) or self._is_packed(self.lead(noun), noun)
        if not self._has_object:
            return is_joined and self.is_before_unknown(last)
        is_stuff = name == self._roles.stuff
        if is_stuff and is_led and at > 0 and (self._is_anothers_lead(at) or self._is_of_more(at)):
            return True
        if is_joined:
            return (is_stuff and not self._is_of_both(at, last)) or self.is_before_unknown(last)
        return is_stuff and self._is_of_what_is_beside(at, first, last)

    def _is_of_what_is_beside(self, at: int, first: int, last: int) -> bool:
        """Return whether a material is that of what the thing comes in, of another count, or of an unknown noun."""
        is_led = self._together(at, first)
        is_article = is_led and self._lower(at) in self._speech.inside_the and first == at + 1
        is_described = self._together(last, last + 1) and self.is_description(last + 1)
        if (is_article or (self._is_inside(at, first) and first == at + 2)) and not is_described:
            return True  # `candles in a tin`
        is_same = self._together(last, last + 1) and self._lower(last + 1) in self._speech.made_things
        if is_led and not is_same and self._is_counted_besides(at) and self._word(at + 1) not in self._speech.layer:
            return True
        return (
            not (is_led and not self.ordered and self._is_number(at))
            and not self.heads(first, last)
            and self.is_before_unknown(last)
        )

    def is_of_a_part_before(self, first: int) -> bool:
        """Return whether a clause that begins here only says more of a part right before it: `turned base (14 cm across)`."""
        at = first - 1
        while self._together(at, first):
            at -= 1
        before = [place for place in self._clause(at) if place <= at] if at >= 0 else []
        is_part = bool(before) and self._word(at) in self._speech.part
        return is_part and self._sentence.is_bracketed(at + 1) and not any(self.objects(place) for place in before)

    def is_said_of_another(self, first: int) -> bool:
        """Return whether a length is said of an unknown noun or of a mark: `PCB is 80 x 50`."""
        before = [at for at in self._clause(first) if at < first and at not in self.definite]
        is_named = len(before) > 1 and self._lower(before[1]) in self._speech.equal
        is_subject = is_named and self._word(before[0]) in self._lexicon.never.get(self._roles.stuff, ())
        is_spot = first > 0 and self._lower(first - 1) in self._speech.spot
        return is_subject or (is_named and self.is_unknown(before[0])) or is_spot

    def is_behind_a_part(self, first: int) -> bool:
        """Return whether a number is said of a part before it in its clause: `with ribbon printed two colour`."""
        for at in reversed([place for place in self._clause(first) if place < first]):
            if self.objects(at):
                return False
            if self._word(at) in self._speech.part:
                return True
        return False

    def _is_before_a_part(self, last: int) -> bool:
        """Return whether a phrase stands before a part, `letterpress cover`, that no object follows and that is not the thing itself: `moulded lids`."""
        spots = (last + 1, last + 1 + (last + 1 in self.definite))
        is_behind = bool(self.ordered) or any(
            map(self.objects, range(last))
        )  # else the part is what is ordered: `a moulded lid for a jar`
        return (
            is_behind
            and not self._is_of_main_part(last)
            and any(self.is_part(at) and not self.is_thing(at) and not self.begins_object(at + 1) for at in spots)
        )

    def _is_behind_a_part(self, name: str, first: int) -> bool:
        """Return whether a material or a process is said of a part right before it: `cover in greyboard`, `lid oak`."""
        at = self.lead(first)
        starts = (start for start, end in self._cues.places.get(self._roles.stuff, ()) if end == at)
        noun = min(starts, default=at + 1) - 1
        if not self.ordered or not self._together(noun, first):
            return False
        is_part = self._word(noun) in self._speech.part
        if self.is_thing(noun):
            return False
        if not is_part and (noun == at or name != self._roles.stuff or not self.is_unknown(noun)):
            return False
        before = [place for place in self._clause(first) if place < noun]
        lead = self.lead(noun)
        is_joined = lead in before and self._lower(lead) in self._speech.joined
        return is_joined or not any(set(one) & set(self.ordered) for place in before for one in self.objects(place))

    def _is_counted_besides(self, at: int) -> bool:
        """Return whether a number counts what is not the thing ordered: `300 games, 40 wooden pieces`."""
        if not self.ordered or not self._is_number(at) or self._word(at + 1) in WORDS[LENGTH]:
            return False
        units = {first for first, _ in self._cues.places.get(self._roles.count, ())}
        counts = (place for place in range(len(self._sentence)) if place != at and self._is_number(place))
        return any((noun := self._noun_phrase(place)[-1]) in units or self.begins_object(noun) for place in counts)
