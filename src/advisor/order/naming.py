"""Which fact a column of a table, or a key of a file, holds: found by the fact's name or label, with or without a unit behind it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct, field

from advisor.ir import OWN_COLUMNS, Dimension, FactType, Kind, Lexicon, Unit
from advisor.value.currency import currency_codes
from advisor.value.hedge import unhedged
from advisor.value.measure import factor_of, is_measure
from advisor.value.spoken import tidy
from advisor.value.unit import COUNT, DAYS, LENGTH, MASS, MONEY, SYMBOLS, UNITS, VOLUME, WORDS, WORK
from advisor.value.word_match import column_named, normal, says_nothing

_UNIT_BEHIND = re.compile(r"(?P<name>.*[\w)])[\s_,/(\[]+(?:in )?(?P<unit>[^\s\d_,/()\[\]]+)[)\]]?")
"""A name with one word more, in brackets or not."""


class Target(Struct, frozen=True):
    """What a column says: `id`, `as_of` or a fact, and the unit of its bare numbers (empty: none)."""

    name: str
    fact: FactType | None = None
    unit: str = ""


class Names(Struct, frozen=True, dict=True):
    """The names that columns may have. facts: every name a fact is written under; lexicon: what else people call them."""

    facts: Mapping[str, FactType]
    currency: str
    lexicon: Lexicon = field(default_factory=Lexicon)

    def plain(self, header: str) -> str:
        """Return a header as it is compared: small letters, `_` for all that is no letter or digit."""
        text = unicodedata.normalize("NFC", header).casefold()
        for symbol, currencies in SYMBOLS.items():
            if self.currency in currencies and not symbol.isalpha():
                text = text.replace(symbol, f" {self.currency.casefold()} ")
        return re.sub(r"[\W_]+", "_", text).strip("_")

    def is_unread(self, header: str) -> bool:
        """Return whether a header is one of a column that says nothing of how a thing is made, such as its customer."""
        return any(says_nothing(one, self.lexicon, is_header=True) for one in self._wordings(header))

    def target(self, header: str) -> Target | None:
        """Return what a header says, as it stands or without the words about it that ask; None if no fact is called so."""
        found = next((found for one in self._wordings(header) if (found := self._named(one))), None)
        return found or self._limit(header) or self._in_unit(header)

    def _in_unit(self, header: str) -> Target | None:
        """Return what a header says with a unit behind it that people use, be it a currency: `Size (in)`, `max price DKK`, `Target $`."""
        found = _UNIT_BEHIND.fullmatch(header.strip())
        if found is None:
            return None
        unit, name = found["unit"], found["name"].strip()
        dimension = _dimension_of(unit.casefold(), self.currency)
        target = self.target(name) if dimension else None
        if target is None and dimension == MONEY:
            target = self._cued(normal(name, self.lexicon.spellings), dimension)
        is_of_it = target is not None and target.fact is not None and target.fact.is_in(dimension or COUNT)
        return Target(target.name, target.fact, unit) if target and is_of_it and not target.unit else None

    def _cued(self, word: str, dimension: Dimension) -> Target | None:
        """Return the first fact of which people say a word before its number, and which is counted so."""
        facts = (self.facts[name] for name, cues in self.lexicon.cues.items() if word in cues and name in self.facts)
        return next((Target(fact.name, fact) for fact in facts if fact.is_in(dimension)), None)

    def _limit(self, header: str) -> Target | None:
        """Return the limit that a header says to be one, before or behind its name: `Price each (max.)`."""
        hedge, rest = unhedged(tidy(re.sub(r"[().]", " ", header)))
        if hedge is None and (capped := self._no_more.search(normal(header, self.lexicon.spellings))):
            hedge, rest = "up to", capped["name"]
        found = (self._named(one) for one in (rest, f"{rest} each") if hedge == "up to")
        return next((one for one in found if one and one.fact and one.fact.is_limit), None)

    @cached_property
    def _no_more(self) -> re.Pattern[str]:
        """How a name ends of which a value is the most there may be: `cost no higher than`."""
        lexicon = self.lexicon
        denials = {word for word, said in lexicon.flags.items() if not said and word.isalpha()}
        either = ("|".join(map(re.escape, sorted(words))) for words in (denials, lexicon.limits))
        return re.compile("(?P<name>.+) (?:{}) (?:{})".format(*either))

    def _wordings(self, header: str) -> Iterator[str]:
        """Yield a header as it stands, then what a form asks with it: `How many pieces do you need?` asks how many pieces."""
        yield header
        words = normal(header, self.lexicon.spellings).split()
        left = [word for word in words if word not in self.lexicon.asking]
        if left and left != words:
            yield " ".join(left)
        if of_one := self._of_one(header):
            yield of_one

    def _of_one(self, header: str) -> str:
        """Return the name of an amount for one as a fact is called, whatever the thing is: `price per unit` of `Price / copy`."""
        speech, unit = (
            self.lexicon.speech,
            self.facts[self.lexicon.roles.count].unit if self.lexicon.roles.count else None,
        )
        stroke = min(speech.stroke, default="")
        *before, sign, noun = ["", "", *header.casefold().replace("/", f" {stroke} ").split()]
        is_of_one = sign in speech.each - speech.article - speech.every and noun.isalpha() and not is_measure(noun)
        return " ".join([*before, stroke, unit.one]).strip() if is_of_one and any(before) and unit else ""

    def _named(self, header: str) -> Target | None:
        found = self._called(header)
        if found is None and not says_nothing(header, self.lexicon, is_header=True):
            called = self.lexicon.facts.get(normal(header, self.lexicon.spellings), "")
            names = (column_named(header, self.lexicon), called)
            name = next((one for one in names if one in self.facts or one in OWN_COLUMNS), "")
            found = Target(name, self.facts.get(name)) if name else None
        return found

    def said_with_unit(self, key: str) -> Target | None:
        """Return what a key says that names the unit of its bare numbers, `width_cm` or `hours_per_week`; None if it names none."""
        own = self.facts.get(key)  # as a file mostly says it: no table of every name is made for it
        found = Target(own.name, own, self._unit_within(key, own)) if own else self._called(key) or self._in_unit(key)
        return found if found and found.fact and found.unit else None

    def _called(self, name: str) -> Target | None:
        """Return what is called so, as it is written or in its normal form."""
        found = self.targets.get(self.plain(name))
        return found or self.targets.get(self.plain(normal(name, self.lexicon.spellings)))

    def words(self, unit: Unit | None) -> tuple[str, ...]:
        """Return the words that may stand behind a number of the unit."""
        if unit is None:
            return ()
        if unit.dimension == COUNT:
            return (unit.one, unit.many)
        if unit.name == "money":
            return (self.currency, *(one for one, names in SYMBOLS.items() if self.currency in names))
        return tuple(WORDS.get(unit.dimension, ()))

    @cached_property
    def targets(self) -> dict[str, Target]:
        """Every name a column may have, names of facts before labels, those before either with a unit."""
        found = {name: Target(name) for name in OWN_COLUMNS}
        for name, fact in self.facts.items():
            found.setdefault(self.plain(name), Target(fact.name, fact))
        for fact in self.facts.values():
            found.setdefault(self.plain(fact.label), Target(fact.name, fact))
        for word, name in self.lexicon.columns.items():
            if name in self.facts or name in OWN_COLUMNS:
                found.setdefault(self.plain(word), Target(name, self.facts.get(name)))
        for word, name in self.lexicon.facts.items():
            if name in self.facts and not self.is_unread(word):
                found.setdefault(self.plain(word), Target(name, self.facts[name]))
        for called, target in self._with_units(dict(found)):
            found.setdefault(called, target)
        return found | dict(self._named_by_unit(found))

    def _named_by_unit(self, found: Mapping[str, Target]) -> Iterator[tuple[str, Target]]:
        """Yield the names of facts that have a unit in them, of which no bare number is read else: `hours_per_week`."""
        for called, target in found.items():
            if target.fact and not target.unit and (unit := self._unit_within(called, target.fact)):
                yield called, Target(target.name, target.fact, unit)

    def _unit_within(self, called: str, fact: FactType) -> str:
        """Return the unit of a fact's numbers that is a word of a name it is called by, empty if there is none."""
        units = self.words(fact.unit) if fact.kind is Kind.NUMBER else ()
        parts = called.split("_") if units else ()
        return next((word for word in units if self._plain_words[word] in parts), "")

    @cached_property
    def _plain_words(self) -> dict[str, str]:
        """Every word that may stand behind a number, and how it is compared."""
        units = {fact.unit.name: fact.unit for fact in self.facts.values() if fact.unit is not None}
        words = (*(word for unit in units.values() for word in self.words(unit)), *WORDS[UNITS["mass"].dimension])
        return {word: self.plain(word) for word in words}

    def _with_units(self, bare: Mapping[str, Target]) -> Iterator[tuple[str, Target]]:
        for called, target in bare.items():
            if target.fact is None or target.fact.kind is not Kind.NUMBER:
                continue
            of_weight = WORDS[UNITS["mass"].dimension] if target.fact.weighed_by else ()
            for word in (*self.words(target.fact.unit), *of_weight):
                if plain := self._plain_words[word]:
                    told = Target(target.name, target.fact, word)
                    yield f"{called}_{plain}", told
                    yield f"{called}_in_{plain}", told


def _dimension_of(unit: str, currency: str) -> Dimension | None:
    """Return what a word behind a name measures, money where it names one currency; None if it measures nothing."""
    if codes := currency_codes(unit, currency, {}):
        is_one = len(codes) == 1 or unit in SYMBOLS
        return MONEY if is_one and (len(unit) > 1 or not unit.isalpha()) else None
    return next((one for one in (LENGTH, MASS, VOLUME, DAYS, WORK) if factor_of(unit, one)), None)
