"""Numbers as people type them where they are asked: in words, with nouns, about, dated, in any currency and measure.

It is asked only about what `number` does not read as it stands, and never where two readings are left.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from msgspec import Struct
from msgspec.structs import replace

from advisor.ir import Rate, Unit
from advisor.value.amount import AmountPart, Amounts, rated
from advisor.value.day import QuantityError, Vague, no_day_to_count_from
from advisor.value.hedge import TOLERANCE, Hedge, ends, unhedged
from advisor.value.several import packed
from advisor.value.spoken import number_at, tidy
from advisor.value.unit import (
    COUNT,
    DAYS,
    LENGTH,
    MASS,
    MONEY,
    POINTS,
    SHARE,
    UNITS,
    VOLUME,
    WORK,
    written,
)
from advisor.yaml.limits import PACK_LIMITS
from advisor.yaml.text import quoted

_Ends = tuple[int | None, int | None]
_LONGEST = 100
_TENTH = Fraction(1, 10)
_WITHIN = re.compile(r"(?:(?:with)?in|inside|innerhalb(?: von)?|binnen)(?: the next)? (?=.)")
_FROM_NOW = re.compile(r" (?:from (?:now|today)|away|time|ab (?:heute|jetzt))$")
_OPEN = re.compile(r"\.\. ?(?P<high>(?:(?!\.\.).)+)|(?P<low>(?:(?!\.\.).)+?) ?\.\.")
"""A span with one end, as this program writes it, whatever the currency."""
_AND_A_HALF = re.compile(r"(?:an?|one) (?P<unit>[a-z]+) and a half")


def typed_bounds(
    text: str, unit: Unit, currency: str, as_of: date | None, rates: Mapping[str, Rate] | None, used: list[str] | None,
    refused: QuantityError,
) -> _Ends:  # fmt: skip
    """Return both ends in base units, as number.parse_bounds does. refused: what to raise if nothing is read.

    Raises: QuantityError, and Vague for haste without a time.
    """
    if len(text) > _LONGEST or unit.dimension not in {COUNT, POINTS, MONEY, DAYS, WORK, LENGTH, MASS, VOLUME, SHARE}:
        raise refused
    reader = _Typed(Amounts(text, unit, currency, rates or {}, [] if used is None else used), as_of)
    is_open = _OPEN.fullmatch(text.strip())
    words = tidy(is_open["low"] or is_open["high"] if is_open else text)
    found = reader.time(words) if unit.dimension == DAYS else reader.span(words)
    if found is not None and is_open:
        found = (found[0], None) if is_open["low"] else (None, found[1])
    if found is None:
        is_packed = packed(text) if unit.dimension == COUNT else None
        raise is_packed or (_several_sides(text) if unit.dimension == LENGTH else rated(text, unit)) or refused
    for end in found:
        if end is not None and abs(end) > PACK_LIMITS.number:
            most = written(PACK_LIMITS.number, unit, currency)
            raise QuantityError(f"expected at most {most}, got {quoted(text)}", "write a smaller number")
    return found


def typed_days(text: str, as_of: date | None, refused: QuantityError) -> tuple[date | None, date | None]:
    """Return the days that a text names, or that lie so many days after as_of: `in 6 weeks`."""
    if len(text) > _LONGEST:
        raise refused
    from advisor.value.when import days_named, is_vague

    words = tidy(text)
    if is_vague(words):
        raise _vague(text)
    if named := days_named(words, as_of, text):
        return named
    span = _Typed(Amounts(text, UNITS["days"], "", {}, []), as_of).span(_bare_time(words))
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


def _several_sides(text: str) -> QuantityError | None:
    """Return the refusal of several sides where one length is wanted, or None if the text is not that of several."""
    from advisor.value.sides import sides

    found = sides(text)
    if found is None:
        return None
    return QuantityError(
        f"expected one length, got the {len(found)} sides {quoted(text)}", "write the one that is meant"
    )


def _bare_time(words: str) -> str:
    """Return a time without the words that it is counted from now on: `in 6 weeks' time`."""
    words = _FROM_NOW.sub("", words)
    words = _WITHIN.sub("", words, count=1) if _WITHIN.match(words) else words
    return _AND_A_HALF.sub(r"1.5 \g<unit>", words)


class _Typed(Struct, frozen=True):
    """One text being read as a span of amounts, counted from as_of if of days."""

    amounts: Amounts
    as_of: date | None

    def time(self, words: str) -> _Ends | None:
        """Return days from as_of on: of the calendar, or so many."""
        from advisor.value.when import days_named, is_vague

        if is_vague(words):
            raise _vague(self.amounts.text)
        named = days_named(words, self.as_of, self.amounts.text)
        if named is None:
            return self.span(_bare_time(words))
        low, high = named
        if self.as_of is None:
            raise no_day_to_count_from(self.amounts.text)
        if (high or low or self.as_of) < self.as_of:
            message = f"expected a date from {self.as_of.isoformat()} on, got {quoted(self.amounts.text)}"
            raise QuantityError(message, "correct the date or `as_of`")
        return (
            None if low is None else max((low - self.as_of).days, 0),
            None if high is None else (high - self.as_of).days,
        )

    # --- spans --------------------------------------------------------------------------------------------------------
    def span(self, words: str) -> _Ends | None:
        """Return both ends, or None if the words are not read."""
        if found := TOLERANCE.search(words):
            return self._around(words[: found.start()], words[found.end() :])
        for low, high, is_free in ends(words):
            if both := self._between(low, high, is_free=is_free):
                return both
        hedge, rest = unhedged(words)
        if hedge and (inner := self.span(rest.strip())):
            return self._hedged(hedge, inner)
        one = self.amounts.part(words)
        return None if one is None else self.amounts.value(one)

    def _between(self, low: str, high: str, *, is_free: bool) -> _Ends | None:
        """Return the span of two numbers that share what was said once: unit, currency, `k`."""
        one, other = self.amounts.part(_unhedged(low)), self.amounts.part(_unhedged(high))
        if one is None or other is None:
            return None
        one, other = self._shared(one, other, is_free=is_free)
        first, last = self.amounts.value(one), self.amounts.value(other)
        if first is None or last is None:
            return None
        if first[0] > last[1] and not is_free:
            raise QuantityError(f"expected the smaller end first, got {quoted(self.amounts.text)}", "swap the two ends")
        return min(first[0], last[0]), max(first[1], last[1])

    def _shared(self, one: AmountPart, other: AmountPart, *, is_free: bool) -> tuple[AmountPart, AmountPart]:
        small, large = one.said, other.said
        if small.scale == 1 < large.scale and 0 < small.high < large.low / large.scale:
            one = replace(one, said=small.times(large.scale))
        if not (one.lead or one.word) and (other.lead or other.word):
            return replace(one, lead=other.lead, word=other.word), other
        if (one.lead or one.word) and not (other.lead or other.word):
            is_next = is_free and large.low == small.low + 1
            if is_next or self.amounts.unit.dimension in {MONEY, COUNT, POINTS, SHARE}:
                return one, replace(other, lead=one.lead, word=one.word)
        return one, other

    def _around(self, middle: str, tolerance: str) -> _Ends | None:
        """Return the span of `100 ± 10` or `100 ± 10 %`."""
        one = self.amounts.part(_unhedged(middle.strip()))
        other = number_at(tolerance, whole=self.amounts.is_whole())
        if one is None or other is None:
            return None
        if other.rest in {"%", "percent"} and self.amounts.unit.dimension != SHARE:
            value = self.amounts.value(one)
            return value and _widened(value, other.low / 100, other.low / 100)
        rest = AmountPart(other, "", other.rest)
        one, rest = self._shared(one, rest, is_free=False)
        middle_, width = (
            self.amounts.value(one),
            self.amounts.value(replace(rest, word=rest.word or one.word, lead=rest.lead or one.lead)),
        )
        if middle_ is None or width is None:
            return None
        return middle_[0] - width[1], middle_[1] + width[1]

    def _hedged(self, hedge: Hedge, inner: _Ends) -> _Ends:
        """Return what `about`, `up to` and the like make of a number; of a span, about says nothing more."""
        low, high = inner
        if low is None or high is None:
            return inner
        step = int(self.amounts.unit.dimension in {COUNT, DAYS, POINTS})
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


def _unhedged(words: str) -> str:
    return unhedged(words)[1].strip()


def _widened(value: tuple[int, int], below: Fraction, above: Fraction) -> tuple[int, int]:
    """Return a number with a share of it below and above, rounded inwards to whole base units; a span as it is."""
    low, high = value
    if low != high:
        return value
    ends_ = sorted((low * (1 - below), low * (1 + above)))
    return min(ceil(ends_[0]), low), max(floor(ends_[1]), low)
