"""Which choices and flags the phrases of a sentence say."""

from __future__ import annotations

from advisor.from_words.cue import FAR, NEAR, Cues
from advisor.from_words.heard import Heard
from advisor.from_words.look import is_amount
from advisor.from_words.noun import Meaning
from advisor.from_words.part import HELD, Parts
from advisor.from_words.place import Places
from advisor.from_words.room import Room
from advisor.from_words.sentence import PhraseEnds, Sentence
from advisor.ir import FactType, Kind
from advisor.order import OrderReader


class Phrases(Room):
    """Takes the phrases of one sentence, the longest first."""

    def __init__(self, sentence: Sentence, cues: Cues, heard: Heard, reader: OrderReader) -> None:
        super().__init__(sentence, cues, heard, reader)
        self._meanings: dict[str, Meaning] = {}
        self._gaps: dict[str, int] = {}
        self._is_loose = False  # whether a material was said in clauses that name no thing
        self._thing = self._roles.thing
        self._finishes = self._roles.describe - self._roles.of_parts
        self.parts = Parts(sentence, cues, self._lexicon)
        self.parts.find_rivals()
        self._places = Places(sentence, cues, heard, self.parts, self._lexicon)

    def object(self) -> Meaning:
        """Return the object that was said, empty if none was."""
        return self.parts.ordered

    def is_tool(self, at: int) -> bool:
        """Return whether what stands right before is one of one's own machines: `an Adana 8x5`."""
        return at in self._heard.places(self._roles.tools) and self._together(at, at + 1)

    def take(self, first: int) -> int:
        """Take the phrase that begins here, if it says anything; return its last word, the one before if it does not."""
        for last in self._sentence.ends(first):
            is_idle = self._sentence.within((first, last), self._lexicon.small_talk)  # `baby showers`, `book matched`
            if is_idle or self._heard.is_any_taken(first, last) or self.parts.has_article(first, last):
                continue
            phrase = self._normal(first, last)
            if (name := self._unlimited(phrase, last)) and not self.parts.is_before_unknown(last):
                self._heard.say(name, first, last)
                return last
            is_denied = first in self._cues.negated and first not in self._cues.whose.others
            if is_denied and not (
                phrase in self._lexicon.choices.get(self._roles.home, ()) and self._places.is_at_home(first)
            ):
                if (name := self._cues.denied_flag(phrase)) and not self._heard.is_said(name):
                    led = [at for at, _ in self._sentence.places(self._lexicon.negations) if at < first]
                    self._heard.say(name, max(led, default=first), last, "no")
                continue
            if first < last and self._lexicon.facts.get(phrase) == self._roles.count:
                return last  # `print run` says no print
            names = self._names(phrase, first, last)
            if first in self._cues.whose.others:
                names = [name for name in names if name in (self._thing, self._roles.before)]
            for name in sorted(names, key=lambda one: one in self._finishes and self._follows_or(one, first, last)):
                if self._is_others(name, first, last):
                    continue
                if self._say(name, self._lexicon.choices[name][phrase], first, last):
                    self._say_more(name, names, first, last)
                    return last
            if names or self.parts.is_name_of_another(phrase, first, last):
                return last  # a second one, or understood: the words in it say nothing by themselves
        return first - 1

    def say_denied(self) -> None:
        """Say a material that is only denied, `mugs, not ceramic`, and that one has nothing to make things with."""
        stuff, known = self._roles.stuff, self._lexicon
        words = known.choices.get(stuff, {}).keys() - known.never.get(stuff, frozenset())
        found = list(self._cues.only_denied(words, self._heard.places(self._thing)))
        if len(found) == 1 and self.parts.ordered and not self._heard.is_said(stuff):
            self._heard.say(stuff, *found[0])
        if not self._heard.is_said(self._roles.tools) and (place := next(self._cues.without_tools(), None)):
            self._heard.say(self._roles.tools, *place, "nothing")

    def _is_others(self, name: str, first: int, last: int) -> bool:
        """Return whether a phrase is said of something else; behind an object, such words say more of it."""
        gap = self._gap(name, first, last)[0]
        is_named = name == self._roles.stuff and (self._places.is_named(first, last) or self._places.is_hue(last))
        is_named |= self._facts[name].kind is Kind.FLAG and self.parts.is_in_a_name(last)
        is_named |= name not in (*self._roles.describe, self._thing) and self._places.is_common(last)
        if is_named or (name != self._roles.home and self._places.is_ones_own(first, last)):
            return True
        is_open = name == self._roles.home and self._places.is_open(first, last, is_led=gap < FAR)
        is_its_own = name == self._thing and self.parts.is_before_sized(first - 1)
        is_its_own |= name in (self._thing, self._roles.stuff) and self.parts.is_of_sets(first)
        reach = -1 if is_its_own else min(1, gap - 1)
        return is_open or self._cues.others(first, last, after=name != self._thing) <= reach

    def _unlimited(self, phrase: str, last: int) -> str:
        """Return the fact of which a phrase says that there is no limit: `no deadline`."""
        is_none = phrase in self._lexicon.none and self._lower(last) not in self._speech.equipment
        name = self._lexicon.facts.get(phrase.partition(" ")[2], "")
        return name if is_none and name in self._lexicon.cues and self._facts[name].none_words else ""

    def _names(self, phrase: str, first: int, last: int) -> list[str]:
        """Return the facts that a phrase may say here, the likeliest first."""
        ranked = sorted(
            (self._gap(name, first, last), self._cues.order.index(name), name)
            for name in self._lexicon.cues
            if phrase in self._lexicon.choices.get(name, {}) and not self._is_general(name, phrase, first, last)
        )
        if (
            is_amount(self._sentence.text(first, last))
            or self._is_led_number(phrase, first)
            or self.parts.is_plain_word(phrase, first, last)
            or (self._is_number(last) and self._sentence.is_time(last + 1))  # `under three weeks` is no age
        ):
            return []
        return [
            name
            for (gap, _), _, name in ranked
            if self._is_sure(name, phrase, (first, last), gap)
            and (name == self._thing) != self.parts.describes(phrase, first, last, gap, name)
        ]

    def _is_led_number(self, phrase: str, first: int) -> bool:
        """Return whether a phrase begins with a number that the words of a number lead: `budget 9k` is no gold."""
        numbers = (name for name in self._cues.places if self._facts[name].kind is Kind.NUMBER)
        is_number = phrase[0].isdigit() and self._together(first - 1, first)
        return is_number and any(end == first - 1 for name in numbers for _, end in self._cues.places[name])

    def _is_general(self, name: str, phrase: str, first: int, last: int) -> bool:
        """Return whether a phrase is too general to mean a fact: not a machine of one's own, nor `PP` where `made of` leads it."""
        if phrase not in self._lexicon.never.get(name, ()) or self.parts.is_beside(name, phrase, last):
            return False
        if self._places.is_told(name, first, last):
            return False
        if name == self._roles.tools and first and self._lower(first - 1) in self._speech.own:
            return False
        lead = self.parts.lead(first)
        led = any(end == lead for _, end in self._cues.places.get(name, ())) or self.parts.may_be_short(first, last)
        return not (name == self._roles.stuff and led and self._sentence.text(first, last).isupper())

    def _gap(self, name: str, first: int, last: int) -> tuple[int, int]:
        """Return how far a cue stands. What one has stands right after the word for it, or after another thing one has."""
        if name == self._thing:
            return HELD, 0  # only a cue that stands nearer makes it something else: `in card`
        if (near := self._places.gap(name, first, last)) is not None:
            return near, 0
        if self._facts[name].kind is not Kind.SET:
            gap = self._cues.gap(name, first, last, ahead=name in (self._roles.stuff, self._roles.home))
            gap = gap if gap[0] else (FAR, 0)
            return min(gap, (HELD + 1, 0)) if self._continues(name, first) else gap
        if self._continues(name, first) or (name == self._roles.tools and self._is_at_home(first)):
            return 1, 0
        gap = self._cues.gap_of_had(name, first, last)
        before = [first - place for place in self._heard.places(name) if self._together(place, first)]
        near = min((gap[0], *(away for away in before if away > 0)))
        return (near, gap[1]) if near <= HELD else (FAR, 0)

    def _is_at_home(self, first: int) -> bool:
        """Return whether a phrase says what one has where one works: `studio in Leeds with a kiln`."""
        lead = self.parts.lead(first)
        if self.parts.is_only_tool(first) and not self.parts.is_joined(lead, first):
            lead = self.parts.lead(lead)  # over the name of its maker
        if not self.parts.is_joined(lead, first):
            return False
        if lead - 1 in self._heard.places(self._roles.home):
            return True
        return self.parts.is_only_tool(first) and not any(  # `burned through with a laser`, `a mate with a laser`
            self.parts.objects(at)
            or self.parts.is_done(at)
            or (self._is_number(at) and self.parts.is_before_unknown(at))
            or self._lower(at) in self._speech.article
            for at in range(self._clause(first)[0], lead)
        )

    def _continues(self, name: str, first: int) -> bool:
        """Return whether a phrase goes on with what is said of a fact: `a table saw, planer and a lathe`."""
        last = max((place for place in self._heard.places(name) if place < first), default=first)
        between = [self._lower(at) for at in range(last + 1, first)]
        is_listed = bool(between) or self._facts[name].kind is Kind.SET
        unknown = [word for word in between if word not in self._speech.listing | self._lexicon.qualifiers]
        is_named = len(unknown) == 1 and name == self._roles.tools and self.parts.is_only_tool(first)  # by its maker
        return last < first and is_listed and len(between) <= HELD and (not unknown or is_named)

    def _is_sure(self, name: str, phrase: str, place: PhraseEnds, gap: int) -> bool:
        known = self._lexicon
        is_of_thing = phrase in known.of_thing.get(name, ()) and self.parts.is_at_thing(*place)
        return gap <= NEAR or name not in known.needs_cue or phrase in known.sure.get(name, ()) or is_of_thing

    def _say(self, name: str, meaning: Meaning, first: int, last: int) -> bool:
        """Say a meaning of a fact, unless it is said otherwise already; return whether the words are done with."""
        known, fact = self._meanings.get(name), self._facts[name]
        gap = self._gap(name, first, last)[0]
        if known is not None and fact.kind is not Kind.SET:
            if set(known) <= set(meaning) and not self._settles(name, first):
                self._heard.take(first, last)  # it says nothing more
                return True
            if self._heard.is_said(name) and not self._adds(fact, known, meaning, (first, last), gap):
                if name == self._roles.stuff and self._is_loose and self.parts.ends_noun(last):
                    self._heard.take_back(name, keep=False)  # two of which nobody said what is of which
                return False
        self._meanings[name] = meaning
        if name == self._thing:
            self.parts.ordered = meaning
        is_its_own = self.parts.begins_object(last + 1) or self.parts.is_apart(first, last)
        is_its_own |= not self.parts.ordered and self.parts.is_before_unknown(last)
        self._gaps[name] = 1 if name == self._roles.stuff and is_its_own else gap  # `soy candles in glass` are of soy
        self._heard.say(name, first, last)
        if name in (self._roles.home, self._roles.away) and self._places.is_state(last + 1):
            self._heard.take(last + 1, last + 1)
        if name == self._roles.stuff:
            is_beside = any(self.parts.objects(at) for at in self._clause(first))
            self._is_loose = self._gaps[name] >= HELD and not is_beside and (self._is_loose or known is None)
        if (
            fact.kind is Kind.SET
            and first
            and self._together(first - 1, first)
            and self._is_number(first - 1)
            and not self._is_counted(first, last)
            and not self.parts.describes_object(last)
        ):
            self._heard.done((first - 1,))  # how many of them says nothing more: `two kilns`, but `80 kids stools`
        return True

    def _say_more(self, name: str, names: list[str], first: int, last: int) -> None:
        """Say what else a phrase says: `blown glass` how a thing is made, `powder coated steel` its finish."""
        told = (*self._roles.of_parts, self._thing)
        if self._facts[name].kind is Kind.FLAG:
            self._say_within(first, last)
        phrase, stuff = self._normal(first, last), self._roles.stuff
        for flag in (other for other in names if other != name and self._facts[other].kind is Kind.FLAG):
            self._say(flag, self._lexicon.choices[flag][phrase], first, last)
        if name not in told:
            return
        if name == stuff and self._cues.gap(name, first, last, ahead=True)[0] == 1:
            told = (*self._roles.of_parts,)  # `sleeves in card` are no cards
        if name == stuff and first < last:
            told = (*told, *self._roles.describe)
        for other in names:
            if other != name and other in told:
                self._say(other, self._lexicon.choices[other][phrase], first, last)
        noun, never = self._word(last), self._lexicon.never.get(stuff, frozenset())
        if (
            name in self._roles.of_parts
            and name != stuff
            and first < last
            and (not self._heard.is_said(stuff) or self._is_taken_back(stuff, last))
            and noun in self._lexicon.choices.get(stuff, {})
            and never.isdisjoint((noun, phrase))
        ):
            self._say(stuff, self._lexicon.choices[stuff][noun], last, last)

    def _say_within(self, first: int, last: int) -> None:
        """Say what words of a flag say besides of how the thing is made: `embroidery only` that it is embroidered."""
        for at, end in ((begin, end) for begin in range(first, last + 1) for end in range(last, begin - 1, -1)):
            phrase = self._normal(at, end)
            names = [one for one in self._names(phrase, at, end) if one in self._roles.describe]
            if any(self._say(one, self._lexicon.choices[one][phrase], at, end) for one in names):
                return

    def _adds(self, fact: FactType, known: Meaning, meaning: Meaning, place: PhraseEnds, gap: int) -> bool:
        """Return whether a second meaning counts: a narrower one, an alternative, or one by a nearer cue."""
        if fact.kind is Kind.FLAG:
            return False
        is_outdone = self._heard.is_before(fact.name, self._thing, place[0])  # `we frame glass. 9 frames, black wood`
        is_outdone = is_outdone or self.parts.is_at_head(self._heard.places(fact.name), *place)
        if fact.name == self._roles.stuff and is_outdone:
            self._heard.take_back(fact.name, keep=False)
            return True
        if self._is_taken_back(fact.name, place[0]) or set(meaning) < set(known):
            self._heard.take_back(fact.name, keep=True)
            return True
        if self._follows_or(fact.name, *place):
            return True
        if fact.name != self._thing and gap < min(self._gaps[fact.name], HELD):
            self._heard.take_back(fact.name, keep=False)
            return True
        return False

    def _settles(self, name: str, first: int) -> bool:
        """Return whether a correction names one of several said before: `wood or metal, no, metal`; the others are taken back."""
        is_so = len(self._heard.places(name)) > 1 and self._is_taken_back(name, first)
        if is_so:
            self._heard.take_back(name, keep=True)
        return is_so

    def _is_taken_back(self, name: str, first: int) -> bool:
        """Return whether what was said of a fact is past, or corrected by words behind it, and this is not."""
        turns, before = self._cues.turns, [place for place in self._heard.places(name) if place < first]
        is_past = name != self._thing and before and set(before) <= turns.past and first not in turns.past
        is_settled = bool(before) and name in self._roles.describe and turns.is_settled(max(before), first)
        return bool(before) and (bool(is_past) or is_settled or turns.is_corrected(max(before), first))

    def _follows_or(self, name: str, first: int, last: int) -> bool:
        """Return whether `or` stands between the last thing said of a fact and this; of materials and finishes, any word or mark of a list does."""
        before = max((place for place in self._heard.places(name) if place < first), default=first)
        if name == self._roles.stuff or name in self._finishes:
            return self.parts.is_listed(before, first, last if name in self._finishes else -1)
        words = [self._word(at) for at in range(before + 1, first)]
        return bool(words) and words[0] in self._speech.either and self._lexicon.qualifiers.issuperset(words[1:])
