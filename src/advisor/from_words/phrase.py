"""Which choices and flags the phrases of a sentence say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.from_words.cue import FAR, NEAR, Cues
from advisor.from_words.heard import Heard
from advisor.from_words.sentence import Place, Sentence
from advisor.ir import FactType, Kind, Lexicon
from advisor.order import OrderReader
from advisor.value.words import ARTICLES

OBJECT = "object"
MATERIAL = "material"
OF_PARTS = (MATERIAL, "process")
"""What may be said of a part of the thing, of its label or its box."""
OR = frozenset({"or", "oder"})
AND = frozenset(
    {"and", "und", "plus", "or", "oder", "also", "auch", *ARTICLES, "ein", "eine", "einen", "my", "our", "own"}
)
"""Words that may stand between two things of one list."""
EACH = frozenset({"a", "an", "per", "pro", "je", "each", "every"})
WITH = frozenset({"with", "w", "w/", "mit", "plus"})
LED = ARTICLES | {"ein", "eine", "einem", "einer", "einen", "der", "dem", "den"}
WITHIN = frozenset({"in", "im", "from"})
"""What may lead both what a thing is made of and what it comes in."""
HELD = 3
"""How many words before what one has the word for having it may stand."""
Meaning = tuple[bool | str, ...]


class Phrases:
    """Takes the phrases of one sentence, the longest first."""

    def __init__(self, sentence: Sentence, cues: Cues, heard: Heard, reader: OrderReader) -> None:
        self._sentence = sentence
        self._cues = cues
        self._heard = heard
        self._facts = reader.facts
        self._lexicon: Lexicon = reader.pack.lexicon
        self._meanings: dict[str, Meaning] = {}
        self._gaps: dict[str, int] = {}
        self._has_object = any(self._objects(at) for at in range(len(sentence)))

    def object(self) -> Meaning:
        """Return the object that was said, empty if none was."""
        return self._meanings.get(OBJECT, ())

    def take(self, first: int) -> int:
        """Take the phrase that begins here, if it says anything; return its last word, the one before if it does not."""
        for last in self._sentence.ends(first):
            if self._heard.is_any_taken(first, last) or self._has_article(first, last):
                continue
            phrase = self._sentence.normal(first, last)
            if name := self._unlimited(phrase):
                self._heard.say(name, first, last)
                return last
            if first in self._cues.negated:
                continue
            names = self._names(phrase, first, last)
            for name in names:
                if self._is_others(name, first, last):
                    continue
                if self._say(name, self._lexicon.choices[name][phrase], first, last):
                    return last
                if self._continues(name, first):
                    return last  # a second one, of which nothing is said
            if names:
                return last  # it is understood, so the words in it say nothing by themselves
        return first - 1

    def _has_article(self, first: int, last: int) -> bool:
        ends = (self._sentence.words[at].text.lower() for at in (first, last))
        return any(end in ARTICLES for end in ends)

    def _is_others(self, name: str, first: int, last: int) -> bool:
        """Return whether a phrase is said of something else; behind an object, such words say more of it."""
        gap = self._gap(name, first, last)[0]
        return self._cues.others(first, last, after=name != OBJECT) <= min(1, gap - 1)

    def _unlimited(self, phrase: str) -> str:
        """Return the fact of which a phrase says that there is no limit: `no deadline`."""
        _, _, rest = phrase.partition(" ")
        name = self._lexicon.facts.get(rest, "") if phrase in self._lexicon.none else ""
        return name if name in self._lexicon.cues and self._facts[name].none_words else ""

    # --- which fact -------------------------------------------------------------------------------------------------------
    def _names(self, phrase: str, first: int, last: int) -> list[str]:
        """Return the facts that a phrase may say here, the likeliest first."""
        ranked = sorted(
            (self._gap(name, first, last), self._cues.order.index(name), name)
            for name in self._lexicon.cues
            if phrase in self._lexicon.choices.get(name, {}) and phrase not in self._lexicon.never.get(name, ())
        )
        if not re.search(r"[^\W\d]", phrase) or self._is_plain_word(phrase, first, last):
            return []
        return [
            name
            for (gap, _), _, name in ranked
            if self._is_sure(name, phrase, gap) and (name == OBJECT) != self._describes(phrase, first, last, gap, name)
        ]

    def _gap(self, name: str, first: int, last: int) -> tuple[int, int]:
        """Return how far a cue stands. What one has stands right after the word for it, or after another thing one has."""
        if name == OBJECT:
            return HELD, 0  # only a cue that stands nearer makes it something else: `in card`
        if self._facts[name].kind is not Kind.SET:
            gap = self._cues.gap(name, first, last, ahead=name == MATERIAL)
            gap = gap if gap[0] else (FAR, 0)
            return min(gap, (HELD + 1, 0)) if self._continues(name, first) else gap
        if self._continues(name, first):
            return 1, 0
        gap = self._cues.gap(name, first, last, ahead=True)
        before = [first - place for place in self._heard.places(name) if self._sentence.is_together(place, first)]
        near = min((gap[0], *(away for away in before if away > 0)))
        return (near, gap[1]) if near <= HELD else (FAR, 0)

    def _continues(self, name: str, first: int) -> bool:
        """Return whether a phrase goes on with what is said of a fact: `a table saw, planer and a lathe`."""
        last = max((place for place in self._heard.places(name) if place < first), default=first)
        between = [self._sentence.words[at].text.lower() for at in range(last + 1, first)]
        known = AND | self._lexicon.qualifiers
        is_listed = bool(between) or self._facts[name].kind is Kind.SET
        return last < first and is_listed and len(between) <= HELD and all(word in known for word in between)

    def _is_sure(self, name: str, phrase: str, gap: int) -> bool:
        return gap <= NEAR or name not in self._lexicon.needs_cue or phrase in self._lexicon.sure.get(name, ())

    def _describes(self, phrase: str, first: int, last: int, gap: int, name: str) -> bool:
        """Return whether a phrase describes an object, rather than being it: each but an object does, and that before another."""
        if phrase not in self._lexicon.choices.get(OBJECT, {}):
            return not (self.is_of_another(last) or (name in OF_PARTS and self._is_of_a_part(name, first, last)))
        return self._is_modifier(last) or (gap < HELD if name != OBJECT else self._comes_with(first))

    def _comes_with(self, first: int) -> bool:
        """Return whether an object is what the thing ordered comes with, or in: `with a cotton pouch`, `in a box`."""
        at = self._lead(first)
        if not self._sentence.is_together(at, first) or not at:
            return False
        word = self._sentence.words[at].text.lower()
        return (word in WITH and at + 1 < first) or (
            word in WITHIN and self._sentence.words[at + 1].text.lower() in LED
        )

    def _lead(self, first: int) -> int:
        """Return the word before a phrase, its article, and what else describes the same."""
        at = first - 1
        while self._sentence.is_together(at, first) and (
            self._sentence.words[at].text.lower() in LED or self._is_description(at)
        ):
            at -= 1
        return at

    def is_of_another(self, last: int) -> bool:
        """Return whether a phrase stands before a thing that is not the one ordered: `in a wooden box`."""
        noun = self._noun_phrase(last)[-1]
        is_before = self._sentence.is_together(last, noun) and bool(self.object())
        return is_before and any(not set(one) & set(self.object()) for one in self._objects(noun))

    def _noun_phrase(self, last: int) -> range:
        """Return the words behind a phrase up to the noun that they all describe: `in amber [glass] jars`."""
        at = last + 1
        while self._sentence.is_together(last, at) and not self._objects(at) and self._is_description(at):
            at += 1
        return range(last + 1, at + 1)

    def _is_description(self, at: int) -> bool:
        word = self._sentence.normal(at, at)
        return word in self._lexicon.qualifiers or word in self._lexicon.choices.get(MATERIAL, {})

    def _is_of_a_part(self, name: str, first: int, last: int) -> bool:
        """Return whether a material is that of something with what is ordered: `with a ribbon`, `in a linen bag`, `oak handles`."""
        at = self._lead(first)
        is_led = self._sentence.is_together(at, first)
        if not self._has_object or self._is_made_of(first) or self._ends_with_object(last):
            return False
        if name == MATERIAL and is_led and at and self._sentence.normal(at - 1, at) in self._lexicon.others_before:
            return True
        if is_led and self._sentence.words[at].text.lower() in WITH:
            return name == MATERIAL or self._is_before_unknown(last)
        if name != MATERIAL:
            return False
        is_counted = is_led and not self.object() and self._sentence.is_number(at)
        return not is_counted and self._is_before_unknown(last)

    def _ends_with_object(self, last: int) -> bool:
        noun = self._noun_phrase(last)[-1]
        return self._sentence.is_together(last, noun) and bool(self._objects(noun))

    def _is_made_of(self, first: int) -> bool:
        """Return whether a phrase is led by words for what a thing is made of, other than such as `in`."""
        return any(
            end == first - 1 and self._sentence.normal(start, end) not in WITHIN
            for start, end in self._cues.places.get(MATERIAL, ())
        )

    def _is_before_unknown(self, last: int) -> bool:
        """Return whether a phrase stands before unknown words of which no object comes: a `linen label`, `leather straps`."""
        at, unknown = last + 1, 0
        while self._sentence.is_together(last, at) and not self._objects(at):
            is_unknown = self._is_unknown(at)
            if not is_unknown and not self._is_description(at):
                break
            unknown += is_unknown
            at += 1
        return bool(unknown) and not self._objects(at)

    def _is_unknown(self, at: int) -> bool:
        """Return whether a word may be a noun that is not known: no verb's form, and nothing that says something."""
        word, known = self._sentence.normal(at, at), self._lexicon
        told = (known.ignored, known.small_talk, known.qualifiers, known.negations, known.breaks, known.facts)
        is_said = any(word in one for one in told) or any(word in one for one in known.choices.values())
        is_cue = any(first <= at <= last for places in self._cues.places.values() for first, last in places)
        return word.isalpha() and not (is_said or is_cue or word.endswith(("ed", "ly")) or self._sentence.is_number(at))

    def per_object(self) -> Iterator[Place]:
        """Yield where words say that an amount before them is that of one thing: `a mug`, `per mug`."""
        known = self._lexicon.choices.get(OBJECT, {})
        heads = {self._sentence.normal(last, last) for last in self._heard.places(OBJECT)}
        for first in range(1, len(self._sentence)):
            if self._sentence.words[first - 1].text.lower() in EACH:
                ends = (last for last in self._sentence.ends(first) if self._sentence.is_together(first - 1, last))
                phrases = ((last, self._sentence.normal(first, last)) for last in ends)
                yield from ((first - 1, last) for last, one in phrases if one in known or one in heads)

    def _is_modifier(self, last: int) -> bool:
        """Return whether an object is followed by another, which it only describes: `mug tray`."""
        return self.begins_object(last + 1)

    def begins_object(self, first: int) -> bool:
        """Return whether an object begins here, in one clause with the word before."""
        return self._sentence.is_together(first - 1, first) and bool(self._objects(first))

    def _objects(self, first: int) -> list[Meaning]:
        """Return what the longest phrase from here says of an object, in a list, empty if none does."""
        if first >= len(self._sentence):
            return []
        known = self._lexicon.choices[OBJECT]
        phrases = (self._sentence.normal(first, last) for last in self._sentence.ends(first))
        return [known[phrase] for phrase in phrases if phrase in known][:1]

    def _is_plain_word(self, phrase: str, first: int, last: int) -> bool:
        """Return whether a phrase is a word that says nothing, unless it is written as a name: `us` is not `US`."""
        text = self._sentence.text(first, last)
        return phrase in self._lexicon.ignored and not (text.isupper() or (first and text[0].isupper()))

    # --- saying it --------------------------------------------------------------------------------------------------------
    def _say(self, name: str, meaning: Meaning, first: int, last: int) -> bool:
        """Say a meaning of a fact, unless it is said otherwise already; return whether the words are done with."""
        known, fact = self._meanings.get(name), self._facts[name]
        gap = self._gap(name, first, last)[0]
        if known is not None and fact.kind is not Kind.SET:
            if set(known) <= set(meaning):
                self._heard.take(first, last)  # it says nothing more
                return True
            if not self._adds(fact, known, meaning, first, gap):
                return False
        self._meanings[name] = meaning
        self._gaps[name] = gap
        self._heard.say(name, first, last)
        if fact.kind is Kind.SET and first and self._sentence.is_number(first - 1):
            self._heard.take(first - 1, first - 1)  # how many of them says nothing more: `two kilns`
        return True

    def _adds(self, fact: FactType, known: Meaning, meaning: Meaning, first: int, gap: int) -> bool:
        """Return whether a second meaning counts: a narrower one, an alternative, or one by a nearer cue."""
        if fact.kind is Kind.FLAG:
            return False
        if self._follows_or(fact.name, first):
            return True
        if set(meaning) < set(known):
            self._heard.take_back(fact.name, keep=True)
            return True
        if fact.name != OBJECT and gap < min(self._gaps[fact.name], HELD):
            self._heard.take_back(fact.name, keep=False)
            return True
        return False

    def _follows_or(self, name: str, first: int) -> bool:
        """Return whether `or` stands between the last thing said of a fact and this."""
        before = [place for place in self._heard.places(name) if place < first]
        between = range(max(before, default=first) + 1, first)
        words = [self._sentence.normal(at, at) for at in between]
        qualifiers = self._lexicon.qualifiers
        return bool(words) and words[0] in OR and all(word in qualifiers for word in words[1:])
