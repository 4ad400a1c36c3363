"""Numbers, times and spans of them as a pack's author writes them, read exactly. What could mean two things is refused."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from advisor.ir import Dimension, Unit
from advisor.value.cure import alternatives
from advisor.value.day import DATE_LIKE, ISO, QuantityError, no_day_to_count_from, parse_date
from advisor.value.unit import (
    COUNT,
    DAYS,
    EXAMPLES,
    GROUP,
    POINTS,
    SYMBOLS,
    WORDS,
    digits_help,
    expected,
    marks_help,
    plain_word,
    rate_help,
    written,
)
from advisor.yaml.limits import PACK_LIMITS
from advisor.yaml.text import quoted

_LONGEST = 100
_ENDS = 2
_SPACES = re.compile(r"[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_PART = re.compile(
    r"(?P<before>[^\s0-9.,+-]*) ?(?P<sign>[+-]?)(?P<number>[0-9](?:[0-9.,'\u2019_ ]*[0-9])?)"
    r"(?P<thousand>[kK](?!\S))? ?(?P<after>[^\s0-9].*)?"
)
_PLAIN = re.compile(r"(?P<whole>[0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:\.(?P<decimals>[0-9]+))?")
_COMPARED = re.compile(
    r"(?P<op>>=|=>|≥|<=|=<|≤|>|<|at least |more than |over |at most |up to |less than |under |below )\s*(?P<value>.+)",
    re.IGNORECASE,
)
_LOWER = (">=", "=>", "≥", "at least")
_UPPER = ("<=", "=<", "≤", "at most", "up to")
_ABOVE = (">", "more than", "over")


class _Part(Struct, frozen=True):
    """A number as written: digits / 10**decimals of a word or currency, or of none; day if it is a date."""

    text: str
    digits: int = 0
    decimals: int = 0
    word: str = ""
    leads: bool = False
    has_k: bool = False
    day: date | None = None


class Strict(Struct, frozen=True):
    """One text being read as a number or a span of a unit."""

    text: str
    unit: Unit
    currency: str
    as_of: date | None

    def number(self) -> int:
        """Return the number in base units, as number.parse_number does."""
        first, *more = _sides(self._clean())
        if more:
            raise QuantityError(f"expected one number, got the span {quoted(self.text)}", "write one number")
        return self._value(self._part(first))

    def bounds(self) -> tuple[int | None, int | None]:
        """Return both ends in base units, as number.parse_bounds does."""
        sides = _sides(self._clean())
        if len(sides) == 1:
            value = self._value(self._part(sides[0]))
            return value, value
        if not any(sides):
            raise self._refused("write one end at least, such as 20..150")
        low = self._part(sides[0]) if sides[0] else None
        high = self._part(sides[1]) if sides[1] else None
        if low is not None and high is not None:
            low, high = self._shared(low, high)
        least = None if low is None else self._value(low)
        most = None if high is None else self._value(high)
        if least is not None and most is not None and least > most:
            raise QuantityError(f"expected the smaller end first, got {quoted(self.text)}", self._swapped(sides))
        return least, most

    def _swapped(self, sides: tuple[str, ...]) -> str:
        """Return the help that turns a span round, if it is then one."""
        turned = f"{sides[1]}..{sides[0]}"
        try:
            replace(self, text=turned).bounds()
        except QuantityError:
            return "swap the two ends"
        return f"write `{turned}`"

    def _clean(self) -> str:
        """Return the text with ordinary spaces and signs, after the slips that are seen at once."""
        if len(self.text) > _LONGEST:
            raise self._refused("write fewer digits")
        text = _SPACES.sub(" ", self.text).strip(" ").replace("\u2212", "-")
        if found := _COMPARED.fullmatch(text):
            raise self._refused(self._as_span(found["op"].strip().lower(), found["value"].strip()))
        if re.search(r"[0-9]:[0-9]", text):
            help = "write a number of days or weeks, such as 4 weeks" if self.unit.dimension == DAYS else ""
            raise self._refused(help)
        if re.search(r"\.\.\.|…|\.\..*\.\.", text):
            raise self._refused("write a span with two dots, once, such as 20..150")
        digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
        if digits != text:
            raise self._refused(f"write {digits}")
        denominator = self.unit.name.partition(" per ")[2]
        return re.sub(rf"(?: per | ?/ ?){re.escape(denominator)}(?![^\s.–—-])", "", text) if denominator else text

    def _as_span(self, op: str, value: str) -> str:
        """Return the help that turns a comparison into a span."""
        try:
            number = replace(self, text=value).number()
        except QuantityError:
            return "write a span, such as 250.. or ..99"
        if op in _LOWER:
            return f"write `{value}..`"
        if op in _UPPER:
            return f"write `..{value}`"
        next_one = number + 1 if op in _ABOVE else number - 1
        said = written(next_one, self.unit, self.currency)
        return f"write `{said}..`" if op in _ABOVE else f"write `..{said}`"

    def _refused(self, help: str = "") -> QuantityError:
        wanted, usual = expected(self.unit, self.currency)
        rate = rate_help(self.text) if self.unit.dimension == COUNT else ""
        return QuantityError(f"expected {wanted}, got {quoted(self.text)}", help or rate or usual)

    def _part(self, text: str) -> _Part:
        if self.unit.dimension == DAYS and DATE_LIKE.fullmatch(text):
            return _Part(text, day=parse_date(text))
        found = _PART.fullmatch(text)
        if found is None:
            raise self._refused(digits_help(text))
        if found["before"] and found["after"] and found["before"] != found["after"]:
            raise self._refused(digits_help(text))
        number = found["number"]
        plain = _PLAIN.fullmatch(number)
        if plain is None:
            raise self._unclear(number)
        whole, decimals = plain["whole"].replace(" ", ""), plain["decimals"] or ""
        if len(decimals) == GROUP and whole.lstrip("0") and len(whole) <= GROUP:
            raise self._unclear(number)
        if len(whole + decimals) > PACK_LIMITS.digits:
            message = f"expected at most {PACK_LIMITS.digits} digits, got {quoted(self.text)}"
            raise QuantityError(message, "write fewer digits")
        has_k = found["thousand"] is not None
        value = int(whole + decimals) * (1000 if has_k else 1) * (-1 if found["sign"] == "-" else 1)
        word = (found["before"] or found["after"] or "").strip()
        return _Part(text, value, len(decimals), word, bool(found["before"]), has_k)

    def _unclear(self, number: str) -> QuantityError:
        message = f"expected a number without thousands marks, and a point before decimals, got {quoted(self.text)}"
        told = alternatives(marks_help(number, self.unit.dimension))
        return QuantityError(message, f"write {' or '.join(self.text.strip().replace(number, one, 1) for one in told)}")

    def _shared(self, low: _Part, high: _Part) -> tuple[_Part, _Part]:
        """Return both ends with the unit that was written once."""
        is_less = low.digits * 1000 * 10**high.decimals < high.digits * 10**low.decimals
        if high.has_k and not low.has_k and low.digits > 0 and is_less:
            lead = f"{low.word} " if low.leads else ""
            help = f"write {lead}{low.digits * 1000}..{high.digits} or {lead}{low.digits}..{high.digits}"
            if low.decimals or high.decimals:
                help = "write both ends in full"
            raise QuantityError(f"expected both ends with k or in full, got {quoted(self.text)}", help)
        if low.day or high.day or bool(low.word) == bool(high.word):
            return low, high
        if high.word:
            return replace(low, word=high.word), high
        words = WORDS.get(self.unit.dimension, {})
        if len(words) > 1 and high.digits:
            raise self._refused(f"say the unit of both: {low.text}..{high.text} {low.word}")
        return low, replace(high, word=low.word)

    def _value(self, part: _Part) -> int:
        if part.day is not None:
            return self._days_until(part.day)
        factor = self._factor(part)
        value, rest = divmod(part.digits * factor, int(10**part.decimals))
        if rest:
            low, high = (written(value + step, self.unit, self.currency) for step in (0, 1))
            smallest = written(1, self.unit, self.currency)
            message = f"expected a whole multiple of {smallest}, got {quoted(part.text)}"
            if self.unit.dimension == COUNT:
                message = f"expected a whole number of {self.unit.many or self.unit.name}, got {quoted(part.text)}"
            whole = [self.text.strip().replace(part.text, one, 1) for one in (low, high)]
            raise QuantityError(message, f"write {whole[0]} or {whole[1]}")
        if abs(value) > PACK_LIMITS.number:
            most = written(PACK_LIMITS.number, self.unit, self.currency)
            raise QuantityError(f"expected at most {most}, got {quoted(part.text)}", "write a smaller number")
        return value

    def _days_until(self, day: date) -> int:
        if self.as_of is None:
            raise no_day_to_count_from(day.isoformat())
        if day < self.as_of:
            message = f"expected a date from {self.as_of.isoformat()} on, got {quoted(day.isoformat())}"
            raise QuantityError(message, "correct the date or `as_of`")
        return (day - self.as_of).days

    def _factor(self, part: _Part) -> int:
        """Return how many base units are in one of what the part is written in."""
        dimension, word = self.unit.dimension, part.word
        if any(name == "money" for name, _ in dimension):
            return self._cents(part)
        if part.leads:
            raise self._refused()
        if dimension == COUNT:
            nouns = {self.unit.one.lower(), self.unit.many.lower(), ""}
            if word.lower() not in nouns:
                raise self._refused(digits_help(part.text))
            return 1
        factor = WORDS[dimension].get(plain_word(word))
        if factor is not None:
            return factor
        if word:
            raise self._refused(digits_help(part.text) or _likely(part, dimension, self.text))
        if not part.digits or dimension == POINTS:
            return 1
        wanted, _ = expected(self.unit, self.currency)
        if dimension == DAYS:
            help = f"say days or weeks: {part.text} days or {part.text} weeks"
        else:
            help = "say the unit: " + " or ".join(f"{part.text} {name}" for name in EXAMPLES[dimension])
        raise QuantityError(f"expected {wanted} with its unit, got {quoted(self.text)}", help)

    def _cents(self, part: _Part) -> int:
        word = part.word
        if word.upper() == self.currency or self.currency in SYMBOLS.get(word.lower(), ()):
            return 100
        if not word:
            if not part.digits:
                return 100
            help = f"say the currency: {self.currency} {part.text}"
            raise QuantityError(f"expected money in {self.currency}, got the bare number {quoted(part.text)}", help)
        if word in SYMBOLS or re.fullmatch(r"[A-Za-z]{3}", word):
            raise self._refused(f"this pack counts in {self.currency}: convert the amount")
        raise self._refused(digits_help(part.text))


def _likely(part: _Part, dimension: Dimension, text: str) -> str:
    """Return the help that writes a misspelt unit right, empty if none is near or the text is more than this part."""
    from difflib import get_close_matches  # only a fault needs it

    near = get_close_matches(plain_word(part.word), WORDS[dimension], n=1, cutoff=0.6)
    if not near or not text.endswith(part.word):
        return ""
    words = [
        one
        for one, factor in WORDS[dimension].items()
        if factor == WORDS[dimension][near[0]] and one[:2] == near[0][:2]
    ]
    plural = near[0] if part.digits == 1 and not part.decimals else max(words, key=len)
    return f"write `{text.removesuffix(part.word)}{plural}`"


def _sides(text: str) -> tuple[str, ...]:
    """Return the two ends of a span, either of which may be empty, or the one number."""
    if ".." in text:
        low, _, high = text.partition("..")
        return low.strip(), high.strip()
    if ISO.fullmatch(text):
        return (text,)
    for mark in (r" to ", r" [-\u2013\u2014] ", r" ?[\u2013\u2014] ?", r"(?<=[^\s-])-(?=[^\s-])"):
        ends = re.split(mark, text)
        if len(ends) > 1:
            return tuple(ends) if len(ends) == _ENDS and all(ends) else (text,)
    return (text,)
