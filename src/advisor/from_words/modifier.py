"""Which names of things only say of what kind another noun is: `mug tray`, `toy shop`, `kimono fabric`."""

from __future__ import annotations

from advisor.from_words.noun import Nouns


class Modifiers(Nouns):
    """Tells the names that describe a noun behind them from those that are it."""

    def _is_modifier(self, last: int) -> bool:
        """Return whether an object only describes another behind it: `mug tray`, `guitar pedal enclosures`."""
        led_on = self._unknown_behind(last)
        is_before = self.begins_object(last + 1) or self.is_of_business(last)
        follows = self._lower(last + 1) if self._together(last, last + 1) else ""
        is_before |= follows in self._speech.business | self._speech.crowd
        is_before |= follows in self._speech.whom and self._is_done_to(last)
        return is_before or (
            not self._is_plural(last)
            and (
                self._is_joined_on(last)
                or self._is_unknown_plural(last + 1)
                or self._is_several(last + 1)
                or self._is_holder(last + 1)
                or follows in self._speech.cloth
                or (led_on > last and (self.begins_object(led_on + 1) or self._ends_noun(led_on)))
            )
        )

    def is_of_business(self, last: int) -> bool:
        """Return whether a phrase only says what is sold or done where somebody works: `toy shop`, `gold jewellery shop`."""
        at = last + 1
        if self.is_description(last) and self.begins_object(at + 1):
            return False  # `oak cafe tables`
        if self._together(last, at + 1) and (
            self._lower(at) in self._speech.listing
            or self.is_unknown(at)
            or self.begins_object(at)
            or self.is_description(at)
        ):
            at += 1 + (self._lower(at) in self._speech.listing)  # `laser and wood shop`, `Copper & Oak Cafe`
        return self._together(last, at) and self._lower(at) in self._speech.business

    def is_in_a_name(self, last: int) -> bool:
        """Return whether a phrase ends within a name, a word in capitals before another: `our Design System Day`."""
        return self._together(last, last + 1) and all(
            one.text.istitle() and one.text.lower() not in self._speech.joining for one in self._words[last : last + 2]
        )

    def _is_joined_on(self, last: int) -> bool:
        """Return whether a hyphen joins a thing to what follows or counts it: `bottle-size openers`."""
        sentence, known = self._sentence, self._lexicon.choices.values()
        is_so = sentence.is_hyphened(last) or (sentence.mark_before(last) == "-" and sentence.is_number(last - 1))
        return (
            is_so
            and sentence.is_together(last, last + 1)
            and not any(sentence.normal(last, last + 1) in one for one in known)
        )

    def _unknown_behind(self, last: int) -> int:
        """Return the last unknown word that follows a phrase, its own last if there is none: `guitar [pick guard]`."""
        at = last
        while self._together(last, at + 1) and self.is_unknown(at + 1):
            at += 1
        return at

    def _ends_noun(self, last: int) -> bool:
        """Return whether a noun ends here: its clause does, or words for what it is for, of, in or with follow: `bottle carrier for`."""
        if last > 1 and self._words[last - 1].text[0].isupper() and self._words[last].text[0].islower():
            return False  # a noun in capitals within a sentence, and a word that is none: `250 Schalen liefern`
        if not self._together(last, last + 1):
            return True
        speech = self._speech
        if any(start == last + 1 < end for start, end in self._cues.places.get(self._roles.stuff, ())):
            return True  # `pen stand out of walnut`
        return self._lower(last + 1) in speech.purpose | speech.inside | speech.made_of | speech.joined

    def _is_holder(self, at: int) -> bool:
        """Return whether a word is what the thing before it comes in: `candle tins`."""
        return self._together(at - 1, at) and self._is_plural(at) and self._lower(at) in self._speech.holder

    def _is_several(self, at: int) -> bool:
        """Return whether a word that describes things is here a noun in the plural: `drawer fronts`."""
        if not self._together(at - 1, at) or not self._is_plural(at):
            return False
        word = self._word(at)
        return word in self._lexicon.qualifiers and word not in self._lexicon.facts

    def _is_done_to(self, at: int) -> bool:
        """Return whether a word before a pronoun is a verb, with nothing before it that leads a noun: `please ring me`."""
        lead = self._lower(at - 1) if self._together(at - 1, at) else ""
        is_led = lead in self._speech.article | self._speech.own | self._speech.each | self._speech.made_of
        return not (
            is_led or self._is_plural(at) or (lead and (self._is_number(at - 1) or self.is_description(at - 1)))
        )

    def is_only_tool(self, first: int) -> bool:
        """Return whether the longest phrase from here that is a machine is nothing else, such as a process."""
        known, tools = self._lexicon.choices, self._roles.tools
        phrases = (self._normal(first, last) for last in self._sentence.ends(first))
        phrase = next((one for one in phrases if one in known.get(tools, {})), None)
        return phrase is not None and not any(
            phrase in meanings and phrase not in self._lexicon.never.get(name, ())
            for name, meanings in known.items()
            if name in self._cues.order and name != tools
        )
