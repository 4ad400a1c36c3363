"""One amount as people type it: a number with its noun, its currency or its measure, in whole base units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

from msgspec import Struct

from advisor.ir import Dimension, Rate, Unit
from advisor.value import currency as money
from advisor.value.day import QuantityError
from advisor.value.measure import DOUBLE, INCH, bare_length, factor_of, is_measure
from advisor.value.spoken import SpokenNumber, number_at, tidy
from advisor.value.unit import (
    COUNT,
    DAYS,
    EXAMPLES,
    LENGTH,
    MASS,
    MONEY,
    POINTS,
    SHARE,
    VOLUME,
    WORDS,
    converted,
    expected,
    written,
)
from advisor.yaml.text import quoted

_HALF = Fraction(1, 2)
_BATCH = re.compile(
    r"(?:(?:qty|quantity|menge|anzahl|stückzahl)[.:]? ?|(?:an? |one )?(?:batch|run|lot|set|edition|series|total) of |x ?)(?=[0-9a-z~])"
)
_NOUN = re.compile(r"(?!x[0-9])(?:[x*](?= |$) ?)?(?:of )?(?:[^\W\d_][^\s\"]*(?: [^\W\d_][^\s\"]*)*)?")
_RATED = re.compile(
    r"(?:^|[ /])(?:per|every|each|pro|monthly|weekly|yearly|a (?:day|week|month|year)|by|before|within|until)(?: |$)|/"
)
_TOTAL = re.compile(r" (?:in total|in all|total|altogether|all together|insgesamt|gesamt)$")
EACH = re.compile(
    r" ?(?:each|apiece|a piece|/ ?(?:unit|piece|pc|ea|stk\.?|stück|st\.?|pce|pièce|stuk)|(?:per|pro) (?:unit|piece|item|stück))$"
)
_JOINING = {"or", "to", "oder", "bis", "and", "und", "by", "x", "per", "in", "at", "for"}
_LEAD = re.compile(r"(?P<word>[^\s0-9.,+\-'~]+) ?(?=-?[0-9.,])")
_CENTS_BEHIND = re.compile(r"^([0-9]+) ?(€|euros?|£|\$) ?([0-9]{2})$")
"""Cents behind their currency: `1€20`."""
_THOUSANDS = {
    "grand": 1000,
    "m": 10**6,
    "mn": 10**6,
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 10**5),
    **dict.fromkeys(("crore", "crores"), 10**7),
}
_AREA = re.compile(r"(?:[cdk]?m|ft|in|yd)\^?[2\u00b2]|sqm|qm|sq|square", re.IGNORECASE)
_EXACT = (LENGTH, MASS, VOLUME, SHARE)
"""Dimensions of which three digits after a mark can be decimals."""


class AmountPart(Struct, frozen=True):
    """A number as said, with the currency before it and the words after it."""

    said: SpokenNumber
    lead: str
    word: str


class Amounts(Struct, frozen=True):
    """How amounts of a unit are read. text: what was typed; used: the foreign currencies met, each once."""

    text: str
    unit: Unit
    currency: str
    rates: Mapping[str, Rate]
    used: list[str]

    def is_whole(self) -> bool:
        return self.unit.dimension not in _EXACT

    def part(self, words: str) -> AmountPart | None:
        """Return the number and what was said with it, or None if there is none or the words are not of the unit."""
        dimension, lead = self.unit.dimension, ""
        if dimension in {COUNT, MONEY}:
            words = _TOTAL.sub("", words)
        if dimension == COUNT and (found := _BATCH.match(words)):
            words = words[found.end() :]
        if dimension == LENGTH:
            words = bare_length(words)
        if dimension == MONEY:
            words = _CENTS_BEHIND.sub(r"\1.\3 \2", money.in_digits(money.untaxed(words)))
            self._refuse_each(words)
            words = re.sub(r"(?<![a-z])(us|ca|au|nz|hk) \$", r"\1$", words)
            if (found := _LEAD.match(words)) and money.currency_codes(found["word"], self.currency, self.rates):
                lead, words = found["word"], words[found.end() :]
        said = number_at(words, whole=self.is_whole(), article=dimension not in {COUNT, MONEY, POINTS})
        if said is None:
            return None
        word = said.rest
        if dimension == MONEY and (
            found := re.match(r"(?P<size>grand|mn|m|lakhs?|lacs?|crores?)\.?(?: (?=\S)|(?=[€$£])|$)", word)
        ):
            size, word = found["size"], word[found.end() :]
            said, word = said.times(_THOUSANDS[size]), word or ("inr" if size[0] in "lc" and not lead else "")
        word = word[1:] if re.match(r"-[a-z]", word) else word
        return AmountPart(said, lead, word) if self._fits(lead, word) else None

    def _refuse_each(self, words: str) -> None:
        if found := EACH.search(words):
            message = f"expected the amount alone, got {quoted(self.text)}"
            raise QuantityError(message, f"write {quoted(words[: found.start()])} if that is what is asked for")

    def _fits(self, lead: str, word: str) -> bool:
        """Return whether words before and after a number can be its unit."""
        if self.unit.dimension == MONEY:
            return money.code_of(_said(lead, word), self.currency, self.rates) is not None
        if self.unit.dimension == COUNT:
            return _is_noun(word, self.rates)
        return not word or _unit_of(word, self.unit.dimension) is not None or self._is_double(word)

    def _is_double(self, word: str) -> bool:
        return word in DOUBLE and self.unit.dimension == VOLUME

    def value(self, part: AmountPart) -> tuple[int, int] | None:
        """Return both ends in base units; None only for money in no currency.

        Raises: QuantityError if it is not whole, has no unit or no rate, or could be of two measures or currencies.
        """
        match self.unit.dimension:
            case () | (("points", 1),):
                return self._whole(part.said)
            case (("money", 1),):
                return self._money(part)
        return self._measured(part)

    def _whole(self, said: SpokenNumber) -> tuple[int, int]:
        low, high = said.low, said.high
        if low.denominator != 1 or high.denominator != 1:
            message = f"expected a whole number of {self.unit.many or self.unit.name}, got {quoted(self.text)}"
            raise QuantityError(message, f"write {floor(low)} or {floor(low) + 1}")
        return int(low), int(high)

    def _money(self, part: AmountPart) -> tuple[int, int] | None:
        """Return whole cents of the pack's currency."""
        code = money.code_of(_said(part.lead, part.word), self.currency, self.rates)
        if code is None:
            return None
        cents = part.said.times(1 if part.word in money.MINOR else 100)
        if cents.low.denominator != 1 or cents.high.denominator != 1:
            low, high = (written(floor(cents.low) + step, self.unit, code) for step in (0, 1))
            smallest = written(1, self.unit, code)
            raise QuantityError(
                f"expected a whole multiple of {smallest}, got {quoted(self.text)}", f"write {low} or {high}"
            )
        if code == self.currency:
            return int(cents.low), int(cents.high)
        rate = self.rates.get(code)
        if rate is None:
            raise money.unrated(code, self.currency, self.text)
        if code not in self.used:
            self.used.append(code)
        return converted(int(cents.low), rate.millionths), converted(int(cents.high), rate.millionths)

    def _measured(self, part: AmountPart) -> tuple[int, int] | None:
        """Return base units of a time, length, mass, volume or share.

        Days are rounded outwards, as `1.5 weeks` is 10 or 11 days; others half up where their measure is no whole number.
        """
        dimension, word = self.unit.dimension, part.word
        if self._is_double(word):
            raise self._two_measures(part)
        found = _unit_of(word, dimension)
        if dimension == SHARE and not word and (not re.search(r"[0-9]", self.text) or "/" in self.text):
            found = Fraction(10_000), Fraction(0)  # `half`, `a third`, `1/3`
        elif dimension == SHARE and not word and part.said.low > 1:
            found = Fraction(100), Fraction(0)  # `50` can be no other share
        if found is None:
            if not part.said.high:
                return 0, 0
            raise self._unitless(part)
        factor, more = found
        low, high = part.said.low * factor + more, part.said.high * factor + more
        if word.startswith(("jahr", "year")) and part.said.low == part.said.high == _HALF:
            return 180, 180  # half a year is six months
        if dimension == DAYS:
            return floor(low), ceil(high)
        if word in WORDS[dimension] and any(end.denominator % 3 and end.denominator != 1 for end in (low, high)):
            raise self._too_fine(low)
        return floor(low + _HALF), floor(high + _HALF)

    def _too_fine(self, value: Fraction) -> QuantityError:
        low, high = (written(floor(value) + step, self.unit, self.currency) for step in (0, 1))
        smallest = written(1, self.unit, self.currency)
        return QuantityError(
            f"expected a whole multiple of {smallest}, got {quoted(self.text)}", f"write {low} or {high}"
        )

    def _unitless(self, part: AmountPart) -> QuantityError:
        wanted, usual = expected(self.unit, self.currency)
        number = part.said.low if part.said.low.denominator > 1 else int(part.said.low)
        told = f"{float(number):g}" if isinstance(number, Fraction) else str(number)[:20]
        words = ("days", "weeks") if self.unit.dimension == DAYS else EXAMPLES.get(self.unit.dimension, ())
        help = "say the unit: " + " or ".join(f"{told} {word}" for word in words) if words else usual
        return QuantityError(f"expected {wanted} with its unit, got {quoted(self.text)}", help)

    def _two_measures(self, part: AmountPart) -> QuantityError:
        name = DOUBLE[part.word]
        told = []
        for place in ("us", "imperial"):
            factor = factor_of(f"{place} {name}", VOLUME) or Fraction(0)
            told.append(f"{round(part.said.low * factor / 1000)} ml")
        message = f"expected a volume that is one in all countries, got {quoted(self.text)}"
        return QuantityError(message, f"write {told[0]} for US {name}s or {told[1]} for imperial ones")


def rated(text: str, unit: Unit) -> QuantityError | None:
    """Return the refusal of so many in a time, `10 per day`, where a count is wanted; None if the text says no such thing."""
    said = number_at(tidy(text), whole=True) if unit.dimension == COUNT else None
    if said is None or not _RATED.match(said.rest):
        return None
    message = f"expected {expected(unit, '')[0]}, got so many in a time, {quoted(text)}"
    return QuantityError(message, "write how many in all, such as 120, or how many in the time that is asked for")


def _unit_of(word: str, dimension: Dimension) -> tuple[Fraction, Fraction] | None:
    """Return the factor of the word, and what smaller units after it add: of `ft 10 in`, `weeks and 3 days`."""
    factor = factor_of(word, dimension)
    if factor is not None:
        return factor, Fraction(0)
    found = re.match(r"(?P<unit>[^0-9]+?),? ?(?:and |und )?(?P<more>[0-9].*)", word)
    factor = factor_of(found["unit"], dimension) if found else None
    if found is None or factor is None or dimension == SHARE:
        return None
    said = number_at(found["more"], whole=False)
    if said is None or said.low != said.high:
        return None
    if not said.rest and found["unit"] in {"'", "ft"}:
        return factor, said.low * INCH
    smaller = factor_of(said.rest, dimension)
    return (factor, said.low * smaller) if smaller and smaller < factor else None


def _said(*words: str) -> tuple[str, ...]:
    return tuple(word for word in words if word)


def _is_noun(word: str, rates: Mapping[str, Rate]) -> bool:
    """Return whether the words after a count say what is counted: no unit of a measure, no time, no second number."""
    if not _NOUN.fullmatch(word):
        return False
    bare = re.sub(r"^(?:[x*](?: |$))?(?:of )?", "", word)
    first = bare.partition(" ")[0]
    if first in _JOINING or _AREA.fullmatch(first) or is_measure(first) or is_measure(bare) or _RATED.search(bare):
        return False
    if money.currency_codes(first, "", rates):
        return False
    return first in {"a", "an", ""} or number_at(bare, whole=True) is None
