"""The nouns of a sentence: which word is one, where its phrase begins and ends, and whether it is known."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from advisor.from_words.cue import Cues
from advisor.from_words.sentence import STOPS, PhraseEnds, Sentence, Told
from advisor.ir import Lexicon
from advisor.value.measure import factor_of
from advisor.value.spoken import SIZES, SMALL
from advisor.value.unit import LENGTH
from advisor.value.word_match import ARTICLES

_A_NOUN = 4  # how many letters a noun has at least that is not known
PLURAL = "s"
LONG = 3  # how many words may stand before the last of a name of a thing
MANY = 10  # from how many on a number before a thing is a count of the order, whatever else is named
Meaning = tuple[bool | str, ...]


class Nouns(Told):
    """Tells the nouns of one sentence. ordered: what the thing ordered may be, empty until it is said."""

    def __init__(self, sentence: Sentence, cues: Cues, lexicon: Lexicon) -> None:
        super().__init__(sentence, lexicon)
        self._cues = cues
        self._thing = lexicon.roles.thing
        self._known = lexicon.choices.get(self._thing, {})
        self._objects = frozenset(one for at in range(len(sentence)) for known in self.objects(at) for one in known)
        self._has_object = bool(self._objects)
        stuff = lexicon.choices.get(lexicon.roles.stuff, {})
        self._stuffs = frozenset(
            f"{lexicon.roles.stuff}.{one}" for at in range(len(sentence)) for one in stuff.get(sentence.word(at), ())
        )
        self._never = lexicon.never.get(lexicon.roles.stuff, frozenset()) - lexicon.qualifiers
        self._supplied = sentence.places(lexicon.supplied)
        self._persons = frozenset(first for first, _ in sentence.places(lexicon.persons))
        self._asked = frozenset(last for _, last in sentence.places(lexicon.wanted))
        self._finishes = lexicon.roles.describe - lexicon.roles.of_parts
        definite = self._speech.article - self._speech.each - self._speech.single
        self.definite = frozenset(at for at in range(len(sentence)) if self._lower(at) in definite)
        self.ordered: Meaning = ()

    def lead(self, first: int) -> int:
        """Return the word before a phrase, its article, and what else describes the same."""
        at = first - 1
        while self._together(at, first) and (
            self._lower(at) in self._speech.article
            or (self.is_description(at) and not self._lower(at).isdigit())
            or self.is_worked(at)
        ):
            at -= 1
        return at

    def is_before_sized(self, at: int) -> bool:
        """Return whether a word says how large a thing is, by what it is like: `palm size mugs`."""
        return self.is_description(at) and self._word(at) in self._lexicon.facts

    def is_worked(self, at: int) -> bool:
        """Return whether a word between a little word and a material says how that is made: `rim of bent oak`."""
        word = self._word(at)
        return any(word in self._lexicon.choices.get(name, {}) for name in self._roles.describe)

    def is_done(self, at: int) -> bool:
        """Return whether a word says how something is done: `burned`, `print`."""
        return self.is_worked(at) or self._lower(at).endswith(tuple(self._speech.participle))

    def is_joined(self, lead: int, first: int) -> bool:
        return self._together(lead, first) and self._lower(lead) in self._speech.joined

    def _noun_phrase(self, last: int) -> range:
        """Return the words behind a phrase up to the noun that they all describe: `in amber [glass] jars`."""
        at = last + 1
        while self._together(last, at) and not self.objects(at) and self.is_description(at):
            at += 1
        return range(last + 1, at + 1)

    def is_description(self, at: int) -> bool:
        """Return whether a word only says what the noun behind it is like, or of what."""
        word = self._word(at)
        return word in self._lexicon.qualifiers or word in self._lexicon.choices.get(self._roles.stuff, {})

    def describes_object(self, last: int) -> bool:
        """Return whether a phrase stands before an object, with nothing but descriptions between: `kids cotton t-shirts`."""
        noun = self._noun_phrase(last)[-1]
        return self._together(last, noun) and bool(self.objects(noun))

    def is_before_unknown(self, last: int) -> bool:
        """Return whether a phrase stands before unknown words of which no object comes: a `linen label`, `leather straps`."""
        at, unknown = last + 1, 0
        while self._together(last, at) and not self.objects(at):
            is_unknown = self.is_unknown(at) or self._word(at) in self._never
            if not is_unknown and not self.is_description(at):
                break
            unknown += is_unknown
            at += 1
        return bool(unknown) and not self.objects(at)

    def heads(self, first: int, last: int) -> bool:
        """Return whether a material begins a clause, before what is ordered and nobody knows: `replacement cast iron finials`."""
        before = [at for at in self._clause(first) if at < first]
        is_head = not any(self._word(at) in self._lexicon.ignored or self._is_number(at) for at in before)
        return is_head and not self.ordered and self._is_unknown_plural(last + 1)

    def is_part(self, at: int) -> bool:
        """Return whether a word, in one clause with that before it, is a part of many things."""
        return self._together(at - 1, at) and self._word(at) in self._speech.part

    def is_thing(self, at: int) -> bool:
        """Return whether the thing ordered is named here, or a name of it ends here, or its last word stands here alone: `a plant pot. 60 pots`."""
        return self.is_head(at) or any(set(one) & set(self.ordered) for one in self.objects(at))

    def is_head(self, at: int) -> bool:
        """Return whether a word is the last of a name by which the sentence calls the thing ordered."""
        if not self.ordered:
            return False
        word = self._word(at)
        ends = (end for end in range(len(self._sentence)) if self._word(end) == word)
        spans = ((start, end) for end in ends for start in range(max(end - LONG, 0), end + 1))
        return any(
            not set(self._known.get(self._normal(start, end), ())).isdisjoint(self.ordered)
            for start, end in spans
            if self._together(start, end)
        )

    def is_of_another(self, last: int) -> bool:
        """Return whether a phrase stands before a thing that is not the one ordered: `in a wooden box`."""
        noun = self._noun_phrase(last)[-1]
        is_before = self._together(last, noun) and bool(self.ordered)
        return is_before and any(not set(one) & set(self.ordered) for one in self.objects(noun))

    def is_unknown(self, at: int) -> bool:
        """Return whether a word may be a noun that is not known: no verb's form, and nothing that says something; a part is one, `cover`."""
        word, known = self._word(at), self._lexicon
        named = known.facts if word not in self._speech.part else ()
        told = (known.ignored, known.small_talk, known.qualifiers, known.negations, known.breaks, named)
        is_said = any(word in one for one in told) or any(
            word in one
            and (
                (name in known.cues and word not in self._speech.part) or word not in known.never.get(name, ())
            )  # else it is a noun like others
            for name, one in known.choices.items()
        )
        is_cue = any(first <= at <= last for places in self._cues.places.values() for first, last in places)
        is_unit = self._is_number(at - 1) and factor_of(self._lower(at), LENGTH) is not None
        return word.isalpha() and not (
            is_said or is_cue or is_unit or word.endswith(("ed", "ly")) or self._is_number(at)
        )

    def ends_noun(self, last: int) -> bool:
        """Return whether a phrase describes no noun behind it: its clause ends, or a word that says nothing follows."""
        word = self._word(last + 1) if self._together(last, last + 1) else ""
        return not word or (word in self._lexicon.ignored and word not in self._lexicon.qualifiers)

    def is_several(self, at: int) -> bool:
        """Return whether a word says that there are several: `ones`, `labels`, but not `is`."""
        is_single = self._lower(at).removesuffix(PLURAL) in self._speech.single
        return self._is_plural(at) and (is_single or self._word(at) not in self._lexicon.ignored)

    def _is_plural(self, at: int) -> bool:
        text = self._lower(at)
        return text.endswith(PLURAL) and not text.endswith(PLURAL * 2)

    def _is_unknown_plural(self, at: int) -> bool:
        return self._together(at - 1, at) and self._is_plural(at) and self.is_unknown(at)

    def begins_object(self, first: int) -> bool:
        """Return whether an object begins here, in one clause with the word before."""
        return self._together(first - 1, first) and bool(self.objects(first))

    def objects(self, first: int) -> list[Meaning]:
        """Return what the longest phrase from here says of an object, in a list, empty if none does."""
        if first >= len(self._sentence) or self._is_verb(first):
            return []
        known = self._known
        phrases = (self._normal(first, last) for last in self._sentence.ends(first))
        return [known[phrase] for phrase in phrases if phrase in known][:1]

    def _is_verb(self, at: int) -> bool:
        """Return whether a word is here no noun but a verb: `eine Galerie hat 60 Vasen bestellt`."""
        words, together = self._words, self._together(at, at + 1)
        if self._lower(at) in SIZES and self._speech.boxed.isdisjoint(one.text.lower() for one in words):
            return True  # `two dozen`, which are boxes in Dutch
        is_german = sum(one.text in self._speech.joining for one in words) > 1
        return together and words[at].text in self._speech.having and (is_german or self._is_number(at + 1))

    def may_be_short(self, first: int, last: int) -> bool:
        """Return whether a short name may be that of a material where it stands: alone, one of two, or right before a thing: `PP lids`."""
        is_before = self._normal(first, last) not in self._known and self.begins_object(last + 1)
        return is_before or self.is_alternative(first, last)

    def is_alternative(self, first: int, last: int) -> bool:
        """Return whether a phrase is alone in its clause, or one of two materials: `PP or ASA`."""
        sentence, stuff = self._sentence, self._lexicon.choices.get(self._roles.stuff, {})
        beside = ((first - 1, first - 2), (last + 1, last + 2))
        return sentence.clause(first) == range(first, last + 1) or any(
            sentence.is_together(min(link, at), max(link, at))
            and sentence.lower(link) in self._speech.either
            and sentence.word(at) in stuff
            for link, at in beside
        )

    def is_plain_word(self, phrase: str, first: int, last: int) -> bool:
        """Return whether a phrase is a word that says nothing, unless it is written as a name: `us` is not `US`."""
        if not any(map(str.isalpha, phrase)):
            return not self._is_grade(phrase, first, last)
        text, is_inside = self._sentence.text(first, last), not self._sentence.begins(first)
        return phrase in self._lexicon.ignored and not (text.isupper() or (is_inside and text[0].isupper()))

    def _is_grade(self, phrase: str, first: int, last: int) -> bool:
        """Return whether a number is the name of a material that a cue leads: `machined from 304`."""
        stuff = self._roles.stuff
        is_led = (
            phrase in self._lexicon.choices.get(stuff, {}) and self._cues.gap(stuff, first, last, ahead=True)[0] == 1
        )
        return is_led and bool(self._objects) and self.ends_noun(last)

    def is_many(self, at: int) -> bool:
        text = self._lower(at)
        return int(SMALL.get(text, text if text.isdigit() else MANY)) >= MANY

    def _is_sentence_between(self, first: int, other: int) -> bool:
        """Return whether a full stop stands between two words."""
        return any(self._sentence.mark_before(at)[:1] in STOPS for at in range(first + 1, other + 1))

    def has_article(self, first: int, last: int) -> bool:
        """Return whether a phrase begins or ends with an article, or is a verb."""
        return (first == last and self._is_verb(first)) or any(self._lower(at) in ARTICLES for at in (first, last))

    def per_object(self, things: Collection[int]) -> Iterator[PhraseEnds]:
        """Yield words that make an amount that of one: `a mug`, `per mug`, `per flibble`. things: where those for what is ordered end."""
        known = self._known
        heads = {self._word(last) for last in things}
        for first in range(1, len(self._sentence)):
            if self._lower(first - 1) in self._speech.each:
                ends = (last for last in self._sentence.ends(first) if self._together(first - 1, last))
                phrases = ((last, self._normal(first, last)) for last in ends)
                yield from ((first - 1, last) for last, one in phrases if one in known or one in heads)
                is_noun = len(self._lower(first)) >= _A_NOUN and self.is_unknown(first)  # not `45 €/hr`
                if is_noun and self._lower(first - 1) not in self._speech.article:
                    yield first - 1, first
