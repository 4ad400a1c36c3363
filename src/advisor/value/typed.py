"""Numbers as people type them where they are asked: in words, with nouns, about, dated, in any currency and measure.

It is asked only about what `number` does not read as it stands, and never where two readings are left.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from advisor.ir import Dimension, Rate, Unit
from advisor.value import currency as money
from advisor.value.day import QuantityError, Vague, no_day_to_count_from
from advisor.value.hedge import TOLERANCE, Hedge, ends, unhedged
from advisor.value.measure import DOUBLE, INCH, bare_length, factor_of, is_measure
from advisor.value.spoken import Said, number_at, tidy
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
    WORK,
    converted,
    expected,
    written,
)
from advisor.value.when import days_named, is_vague
from advisor.yaml.limits import PACK_LIMITS
from advisor.yaml.text import quoted

Ends = tuple[int | None, int | None]
_LONGEST = 100
_TENTH = Fraction(1, 10)
_HALF = Fraction(1, 2)
_WITHIN = re.compile(r"(?:(?:with)?in|inside|innerhalb(?: von)?|binnen)(?: the next)? (?=.)")
_FROM_NOW = re.compile(r" (?:from (?:now|today)|away|time|ab (?:heute|jetzt))$")
_AND_A_HALF = re.compile(r"(?:an?|one) (?P<unit>[a-z]+) and a half")
_BATCH = re.compile(
    r"(?:(?:qty|quantity|menge|anzahl|stückzahl)[.:]? ?|(?:an? |one )?(?:batch|run|lot|set|edition|series|total) of |x ?)(?=[0-9a-z~])"
)
_NOUN = re.compile(r"(?:[x*](?= |$) ?)?(?:of )?(?:[^\W\d_][^\s\"]*(?: [^\W\d_][^\s\"]*)*)?")
_RATED = re.compile(r"(?:^|[ /])(?:per|every|each|pro|monthly|weekly|yearly|a (?:day|week|month|year))(?: |$)|/")
_TOTAL = re.compile(r" (?:in total|in all|total|altogether|all together|insgesamt|gesamt)$")
_JOINING = {"or", "to", "oder", "bis", "and", "und", "by", "x", "per", "in", "at", "for"}
_LEAD = re.compile(r"(?P<word>[^\s0-9.,+\-'~]+) ?(?=-?[0-9.,])")
_THOUSANDS = {"grand": 1000, "m": 10**6, "mn": 10**6}
_EXACT = (LENGTH, MASS, VOLUME, SHARE)
"""Dimensions of which three digits after a mark can be decimals."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A number as said, with the currency before it and the words after it."""

    said: Said
    lead: str
    word: str


def typed_bounds(
    text: str, unit: Unit, currency: str, as_of: date | None, rates: Mapping[str, Rate] | None, used: list[str] | None,
    refused: QuantityError,
) -> Ends:  # fmt: skip
    """Return both ends in base units, as number.parse_bounds does. refused: what to raise if nothing is read.

    Raises: QuantityError, and Vague for haste without a time.
    """
    if len(text) > _LONGEST or unit.dimension not in {COUNT, POINTS, MONEY, DAYS, WORK, *_EXACT}:
        raise refused
    reader = _Typed(text, unit, currency, as_of, rates or {}, used if used is not None else [])
    found = reader.time(tidy(text)) if unit.dimension == DAYS else reader.span(tidy(text))
    if found is None:
        raise refused
    for end in found:
        if end is not None and abs(end) > PACK_LIMITS.number:
            most = written(PACK_LIMITS.number, unit, currency)
            raise QuantityError(f"expected at most {most}, got {quoted(text)}", "write a smaller number")
    return found


def typed_days(text: str, as_of: date | None, refused: QuantityError) -> tuple[date | None, date | None]:
    """Return the days that a text names, or that lie so many days after as_of: `in 6 weeks`."""
    if len(text) > _LONGEST:
        raise refused
    words = tidy(text)
    if is_vague(words):
        raise _vague(text)
    if named := days_named(words, as_of, text):
        return named
    span = _Typed(text, Unit(name="days", dimension=DAYS), "", as_of, {}, []).span(_bare_time(words))
    if span is None:
        raise refused
    if as_of is None:
        raise no_day_to_count_from(text)
    try:
        low, high = (None if end is None else as_of + timedelta(days=end) for end in span)
    except OverflowError:
        raise refused from None
    return low, high


def _vague(text: str) -> Vague:
    return Vague(f"expected a time or a day, got {quoted(text)}", "write a time such as 4 weeks, or a day")


def _bare_time(words: str) -> str:
    """Return a time without the words that it is counted from now on: `in 6 weeks' time`."""
    words = _FROM_NOW.sub("", words)
    words = _WITHIN.sub("", words, count=1) if _WITHIN.match(words) else words
    return _AND_A_HALF.sub(r"1.5 \g<unit>", words)


@dataclass(frozen=True, slots=True)
class _Typed:
    """One text being read for a unit. used: the foreign currencies met, each once."""

    text: str
    unit: Unit
    currency: str
    as_of: date | None
    rates: Mapping[str, Rate]
    used: list[str]

    def time(self, words: str) -> Ends | None:
        """Return days from as_of on: of the calendar, or so many."""
        if is_vague(words):
            raise _vague(self.text)
        named = days_named(words, self.as_of, self.text)
        if named is None:
            return self.span(_bare_time(words))
        low, high = named
        if self.as_of is None:
            raise no_day_to_count_from(self.text)
        if (high or low or self.as_of) < self.as_of:
            message = f"expected a date from {self.as_of.isoformat()} on, got {quoted(self.text)}"
            raise QuantityError(message, "correct the date or `as_of`")
        return (
            None if low is None else max((low - self.as_of).days, 0),
            None if high is None else (high - self.as_of).days,
        )

    # --- spans --------------------------------------------------------------------------------------------------------
    def span(self, words: str) -> Ends | None:
        """Return both ends, or None if the words are not read."""
        if found := TOLERANCE.search(words):
            return self._around(words[: found.start()], words[found.end() :])
        for low, high, is_free in ends(words):
            if both := self._between(low, high, is_free=is_free):
                return both
        hedge, rest = unhedged(words)
        if hedge and (inner := self.span(rest.strip())):
            return self._hedged(hedge, inner)
        one = self._part(words)
        return None if one is None else self._value(one)

    def _between(self, low: str, high: str, *, is_free: bool) -> Ends | None:
        """Return the span of two numbers that share what was said once: unit, currency, `k`."""
        one, other = self._part(_unhedged(low)), self._part(_unhedged(high))
        if one is None or other is None:
            return None
        one, other = self._shared(one, other, is_free=is_free)
        first, last = self._value(one), self._value(other)
        if first is None or last is None:
            return None
        if first[0] > last[1] and not is_free:
            raise QuantityError(f"expected the smaller end first, got {quoted(self.text)}", "swap the two ends")
        return min(first[0], last[0]), max(first[1], last[1])

    def _shared(self, one: _Part, other: _Part, *, is_free: bool) -> tuple[_Part, _Part]:
        small, large = one.said, other.said
        if small.scale == 1 < large.scale and 0 < small.high < large.low / large.scale:
            one = replace(one, said=small.times(large.scale))
        if not (one.lead or one.word) and (other.lead or other.word):
            return replace(one, lead=other.lead, word=other.word), other
        if (one.lead or one.word) and not (other.lead or other.word):
            is_next = is_free and large.low == small.low + 1
            if is_next or self.unit.dimension in {MONEY, COUNT, POINTS, SHARE}:
                return one, replace(other, lead=one.lead, word=one.word)
        return one, other

    def _around(self, middle: str, tolerance: str) -> Ends | None:
        """Return the span of `100 ± 10` or `100 ± 10 %`."""
        one = self._part(_unhedged(middle.strip()))
        other = number_at(tolerance, whole=self._is_whole())
        if one is None or other is None:
            return None
        if other.rest in {"%", "percent"} and self.unit.dimension != SHARE:
            value = self._value(one)
            return value and _widened(value, other.low / 100, other.low / 100)
        rest = _Part(other, "", other.rest)
        one, rest = self._shared(one, rest, is_free=False)
        middle_, width = (
            self._value(one),
            self._value(replace(rest, word=rest.word or one.word, lead=rest.lead or one.lead)),
        )
        if middle_ is None or width is None:
            return None
        return middle_[0] - width[1], middle_[1] + width[1]

    def _hedged(self, hedge: Hedge, inner: Ends) -> Ends:
        """Return what `about`, `up to` and the like make of a number; of a span, about says nothing more."""
        low, high = inner
        if low is None or high is None:
            return inner
        step = int(self.unit.dimension in {COUNT, DAYS, MONEY, POINTS})
        match hedge:
            case "up to":
                return None, high
            case "under":
                return None, high - step
            case "at least":
                return low, None
            case "over":
                return low + step, None
            case "nearly":
                return _widened((low, high), _TENTH, Fraction(0))
            case "just over":
                return _widened((low, high), Fraction(0), _TENTH)
            case "about":
                return _widened((low, high), _TENTH, _TENTH)

    # --- one number ---------------------------------------------------------------------------------------------------
    def _is_whole(self) -> bool:
        return self.unit.dimension not in _EXACT

    def _part(self, words: str) -> _Part | None:
        """Return the number and what was said with it, or None if there is none or the words are not of the unit."""
        dimension, lead = self.unit.dimension, ""
        if dimension in {COUNT, MONEY}:
            words = _TOTAL.sub("", words)
        if dimension == COUNT and (found := _BATCH.match(words)):
            words = words[found.end() :]
        if dimension == LENGTH:
            words = bare_length(words)
        if dimension == MONEY:
            words = re.sub(r"(?<![a-z])(us|ca|au|nz|hk) \$", r"\1$", words)
            if (found := _LEAD.match(words)) and money.codes_of(found["word"], self.currency, self.rates):
                lead, words = found["word"], words[found.end() :]
        said = number_at(words, whole=self._is_whole(), article=dimension not in {COUNT, MONEY, POINTS})
        if said is None:
            return None
        word = said.rest
        if dimension == MONEY and (found := re.match(r"(?P<size>grand|mn|m)\.?(?: (?=\S)|(?=[€$£])|$)", word)):
            said, word = said.times(_THOUSANDS[found["size"]]), word[found.end() :]
        word = word[1:] if re.match(r"-[a-z]", word) else word
        return _Part(said, lead, word) if self._fits(lead, word) else None

    def _fits(self, lead: str, word: str) -> bool:
        """Return whether words before and after a number can be its unit."""
        if self.unit.dimension == MONEY:
            return money.code_of(_said(lead, word), self.currency, self.rates) is not None
        if self.unit.dimension == COUNT:
            return _is_noun(word, self.rates)
        return not word or _unit_of(word, self.unit.dimension) is not None or word in DOUBLE

    def _value(self, part: _Part) -> tuple[int, int] | None:
        match self.unit.dimension:
            case () | (("points", 1),):
                return self._whole(part.said)
            case (("money", 1),):
                return self._money(part)
        return self._measured(part)

    def _whole(self, said: Said) -> tuple[int, int]:
        low, high = said.low, said.high
        if low.denominator != 1 or high.denominator != 1:
            message = f"expected a whole number of {self.unit.many or self.unit.name}, got {quoted(self.text)}"
            raise QuantityError(message, f"write {floor(low)} or {floor(low) + 1}")
        return int(low), int(high)

    def _money(self, part: _Part) -> tuple[int, int] | None:
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

    def _measured(self, part: _Part) -> tuple[int, int] | None:
        """Return base units of a time, length, mass, volume or share.

        Days are rounded outwards, as `1.5 weeks` is 10 or 11 days; others half up where their measure is no whole number.
        """
        dimension, word = self.unit.dimension, part.word
        if word in DOUBLE and dimension == VOLUME:
            raise self._two_measures(part)
        found = _unit_of(word, dimension)
        if dimension == SHARE and not word and not re.search(r"[0-9]", self.text):
            found = Fraction(10_000), Fraction(0)  # `half`, `a third`
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
            raise self._too_fine(low, part)
        return floor(low + _HALF), floor(high + _HALF)

    def _too_fine(self, value: Fraction, part: _Part) -> QuantityError:
        low, high = (written(floor(value) + step, self.unit, self.currency) for step in (0, 1))
        smallest = written(1, self.unit, self.currency)
        return QuantityError(
            f"expected a whole multiple of {smallest}, got {quoted(self.text)}", f"write {low} or {high}"
        )

    def _unitless(self, part: _Part) -> QuantityError:
        wanted, usual = expected(self.unit, self.currency)
        number = part.said.low if part.said.low.denominator > 1 else int(part.said.low)
        told = f"{float(number):g}" if isinstance(number, Fraction) else str(number)[:20]
        words = ("days", "weeks") if self.unit.dimension == DAYS else EXAMPLES.get(self.unit.dimension, ())
        help = "say the unit: " + " or ".join(f"{told} {word}" for word in words) if words else usual
        return QuantityError(f"expected {wanted} with its unit, got {quoted(self.text)}", help)

    def _two_measures(self, part: _Part) -> QuantityError:
        name = DOUBLE[part.word]
        told = []
        for place in ("us", "imperial"):
            factor = factor_of(f"{place} {name}", VOLUME) or Fraction(0)
            told.append(f"{round(part.said.low * factor / 1000)} ml")
        message = f"expected a volume that is one in all countries, got {quoted(self.text)}"
        return QuantityError(message, f"write {told[0]} for US {name}s or {told[1]} for imperial ones")


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


def _unhedged(words: str) -> str:
    return unhedged(words)[1].strip()


def _is_noun(word: str, rates: Mapping[str, Rate]) -> bool:
    """Return whether the words after a count say what is counted: no unit of a measure, no time, no second number."""
    if not _NOUN.fullmatch(word):
        return False
    bare = re.sub(r"^(?:[x*](?: |$))?(?:of )?", "", word)
    first = bare.partition(" ")[0]
    if first in _JOINING or is_measure(first) or is_measure(bare) or _RATED.search(bare):
        return False
    if money.codes_of(first, "", rates):
        return False
    return first in {"a", "an", ""} or number_at(bare, whole=True) is None


def _widened(value: tuple[int, int], below: Fraction, above: Fraction) -> tuple[int, int]:
    """Return a number with a share of it below and above, rounded inwards to whole base units; a span as it is."""
    low, high = value
    if low != high:
        return value
    ends_ = sorted((low * (1 - below), low * (1 + above)))
    return min(ceil(ends_[0]), low), max(floor(ends_[1]), low)
