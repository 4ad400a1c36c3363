"""What a text of a sentence looks like: money, a time, a length, a share, or the sides of a thing."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache, partial

from advisor.ir import Dimension, Rate, Speech
from advisor.order import OrderReader
from advisor.value.currency import SLANG
from advisor.value.day import QuantityError, Unsettled, parse_dates
from advisor.value.feast import NAMED_DAYS
from advisor.value.month import MONTHS, SEASONS, WEEKDAYS
from advisor.value.number import parse_bounds, parse_sides
from advisor.value.spoken import PLURALS, SIZES, SMALL
from advisor.value.unit import DAYS, LENGTH, MONEY, SHARE, UNITS

_SIGN = re.compile(
    r"[\u20ac$\u00a3\u00a5\u20b9\u20a9]|(?<![a-z0-9])r(?=[0-9]{3})|(?<![0-9a-z.,])[1-9][0-9]c(?![a-z0-9])"
)
_SHARE = re.compile(r"%|\bper ?cent\b|\bprozent\b", re.IGNORECASE)
_LENGTH_WORDS = re.compile(r"[a-z\"']")
_SAID = frozenset((*SMALL, *SIZES, *PLURALS, "few", "couple", "several", "half", "paar", "einige")) - {"zero"}
_NEAR_DAYS = ("advent", "week", "month", "year", "jahr", "jahres", "woche", "monat", "today", "tomorrow")
_CALENDAR = frozenset((*MONTHS, *WEEKDAYS, *NAMED_DAYS, *SEASONS, *_NEAR_DAYS))
_PART = re.compile(r"(?:half|quarter|three quarters?)(?: an?| of an)? [a-z]+$")  # `half inch`, of a unit
_LONGEST = 10_000_000_000  # how many nanometres a side is at most
ALOUD = re.compile(r"[a-zäöüß]+")

_SIZE = re.compile(r"grand|la(?:kh|c)s?|crores?|[0-9]+c", re.IGNORECASE)  # how many, and of no currency
_CODE = 3  # how many letters a currency has that may be another word as well
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


def _is_beside_number(text: str, start: int, end: int) -> bool:
    """Return whether a number stands beside a place in a text: `12k CAD`, but not `CAD is final`."""
    return bool(re.search(r"[0-9]k? ?$", text[:start]) or re.match(r" ?[0-9]", text[end:]))


class Look:
    """Tells of what a tidy text is a measure, by the units and the little words of a pack."""

    def __init__(self, reader: OrderReader, dimensions: tuple[Dimension, ...]) -> None:
        speech = reader.pack.lexicon.speech
        self._dimensions, self._reckoned = dimensions, speech.reckoned
        self._parse = partial(parse_bounds, currency=reader.pack.currency, typed=True)
        self._exactly = partial(self._parse, as_of=reader.as_of, rates=reader.pack.rates)
        self._reader = (reader.pack.currency, reader.as_of, tuple(reader.pack.rates.items()))
        self._money = re.compile(rf"{_SIGN.pattern}|(?<![a-z])(?:{_any(speech.money)})(?![a-z])", re.IGNORECASE)
        self._open_end = re.compile(rf"(?:{_any(speech.open_end)})$")
        self._led = re.compile(rf"^(?:(?:{_due(speech)})[ :]+)+")
        self._last = re.compile(rf"(?:{_any(frozenset((*MONTHS, *SEASONS)))}) (?:{_any(speech.latest)})$")
        self._part = re.compile(rf"\b(?:{_any(speech.part_of_time)})\b")
        self._long = re.compile(rf"(?<!\w)(?P<which>(?:{_any(speech.part_of_time)}) )?(?:{_any(speech.long_time)})\b")

    def dimension(self, words: str) -> Dimension | None:
        """Return of what a text is a measure, None if it is none."""
        if self._open_end.search(words):
            return None
        return next((one for one in self._dimensions if self._is_alike(words, one)), None)

    def _is_alike(self, words: str, dimension: Dimension) -> bool:
        if dimension == MONEY:
            return self._money.search(words) is not None and self.reads(words, dimension)
        if dimension == SHARE:
            return _SHARE.search(words) is not None and self.reads(words, dimension)
        if dimension == DAYS:
            return self._is_time(words) and self.reads(words, dimension)
        if dimension == LENGTH and are_sides(words):
            return True
        if dimension == LENGTH and _PART.match(words):
            return self.reads(words, dimension)
        return bool(re.search(r"[0-9]", words) and _LENGTH_WORDS.search(words)) and self.reads(words, dimension)

    def reads(self, words: str, dimension: Dimension) -> bool:
        """Return whether a text reads as a measure; money without a rate, or in one of several currencies, is money all the same."""
        return _reads(words, dimension, *self._reader)

    def names_no_day(self, words: str) -> bool:
        """Return whether a text names a day or a time that is over, or one of several: `May 2019`, `next Friday`."""
        return self._is_time(words) and _is_over(words, self._reader[1])

    def cents(self, words: str) -> tuple[int | None, int | None]:
        """Return the least and the most that an amount says, in cents; neither in a currency without a rate."""
        try:
            return self._exactly(words, UNITS["money"])
        except QuantityError:
            return None, None

    def currency(self, text: str) -> str:
        """Return the one currency that a whole text names, empty if it names none or several."""
        named = {
            found[0].lower()
            for found in self._money.finditer(text)
            if not _SIZE.fullmatch(found[0])
            and (len(found[0]) > _CODE or not found[0].isalpha() or _is_beside_number(text, *found.span()))
        }
        return named.pop() if len(named) == 1 else ""

    def length(self, words: str) -> int | None:
        """Return the least a length says, in nanometres, or the most where it says no more: `under 2 inches`."""
        low, high = self._parse(words, UNITS["length"])
        return high if low is None else low

    def is_beyond(self, words: str) -> bool:
        """Return whether words read as sides of which one is longer than a thing can be: `500 x 12"` is so many of a size."""
        try:
            sides = parse_sides(words) if " x " in words else None
        except QuantityError:
            return False
        return sides is not None and any((high or 0) > _LONGEST for _, high in sides)

    def is_long_time(self, words: str) -> bool:
        """Return whether a time is said in years, in which nobody says a deadline; a month `next year` is none."""
        found = self._long.search(words)
        if found is None or (found["which"] and found.start()):
            return False
        return self._part.search(words[: found.start()]) is None  # `the end of the year`

    def is_unit_of_time(self, words: str) -> bool:
        """Return whether a text is a unit of days without a number, such as `month`."""
        return words.isalpha() and self.reads(f"1 {words}", DAYS)

    def _is_time(self, words: str) -> bool:
        """Return whether a text is meant as a time or a day: `may`, `a year` and `18.12` alone are not."""
        led = self._led.match(words)
        rest = words[led.end() :] if led else words
        if self._last.search(rest):
            return True
        if led or self._part.match(rest):
            return not re.fullmatch(r"[0-9.,/]+", rest) or bool(led)
        if re.match(r"an? ", rest) and self._reckoned.isdisjoint(rest.split()):
            return False
        if re.search(r"[0-9]", rest):
            return bool(re.search(r"[a-z]|(?:19|20)[0-9]{2}", rest))
        return any(word in _SAID for word in ALOUD.findall(rest))


@lru_cache(maxsize=1 << 14)
def _reads(
    words: str, dimension: Dimension, currency: str, as_of: date | None, rates: tuple[tuple[str, Rate], ...]
) -> bool:
    unit = next(one for one in UNITS.values() if one.dimension == dimension)
    try:
        parse_bounds(words, unit, currency=currency, typed=True, as_of=as_of, rates=dict(rates))
    except QuantityError as error:
        return dimension == MONEY and any(one in error.message for one in ("with a rate", "by one name"))
    return True


@lru_cache(maxsize=1 << 14)
def _is_over(words: str, as_of: date | None) -> bool:
    try:
        last = parse_dates(words, as_of=as_of, typed=True)[1]
    except QuantityError as error:
        return isinstance(error, Unsettled)
    return as_of is not None and last is not None and last < as_of


def are_sides(words: str) -> bool:
    """Return whether a text is two or three lengths at once, or a sheet of paper."""
    try:
        return re.search(r"[0-9]|\b(?:size|format)\b", words) is not None and parse_sides(words) is not None
    except QuantityError:
        return False


def numbers_in(words: str) -> int:
    """Return how many numbers a text holds: `20 cm square` is sides by one."""
    return len(_NUMBER.findall(words))


def may_be_measure(words: str) -> bool:
    """Return whether a text can be a measure at all: it holds a digit, or a word for a number or a time."""
    if (
        re.search(r"[0-9]|\b(?:size|format)\b", words)
        or SLANG.search(words)
        or any(feast in words for feast in NAMED_DAYS)
    ):
        return True
    return any(one in _SAID or one in _CALENDAR or one.removesuffix("s") in _CALENDAR for one in ALOUD.findall(words))


def is_amount(text: str) -> bool:
    """Return whether a text holds the sign of a currency or a mark within a number, and so is no word: `1.8k` is not 18 k gold."""
    return _SIGN.search(text) is not None or re.search(r"[0-9][.,][0-9]", text) is not None


def _any(words: frozenset[str]) -> str:
    """Return a pattern for any of some words, the longest first; one that matches nothing if there are none."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or r"(?!)"


def _due(speech: Speech) -> str:
    """Return a pattern for what leads a day or a time; some words do so only before a month, season or feast."""
    when = _any(frozenset((*MONTHS, *SEASONS, *NAMED_DAYS)))
    return rf"(?:{_any(speech.due_month)})(?= (?:(?:{_any(speech.part_of_time | speech.article)}) )?(?:{when})\b)|{_any(speech.due)}"
