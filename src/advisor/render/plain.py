"""Numbers as people say them: `€16`, `€1,900`, `about 2 weeks`. What is estimated, or only about what was said, is rounded; what was said is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from msgspec.structs import replace

from advisor import ir
from advisor.render import words
from advisor.render.names import PackNames, said_rate
from advisor.render.tender import pack_tender
from advisor.value.day import days_later

Ends = tuple[int, ...]
"""A time at its readings, or a date between its ends, in days."""
TWO_FIGURES, THREE_FIGURES = 2, 3
CENTS_TOLD_BELOW = 10 * words.CENTS
"""Below so much an estimate is said to ten cents, below a tenth of it to one."""
DAYS_TOLD_TO, WEEKS_TOLD_TO = 45, 26 * 7
WHOLE_FROM = 100 * words.CENTS
"""From so much on an amount that was said, or converted, is told without its cents."""
DAYS_IN_WEEK, DAYS_IN_MONTH = 7, 30
MOST_NAMES = 4
"""Of so many members a set is told of whole."""
PIECES = ir.Unit(name="units", dimension=(), one="piece", many="pieces")


def rough(number: int, most: int = TWO_FIGURES) -> int:
    """Return a number to two figures, to three if it begins with 1 or that is asked for: never further off than a fortieth."""
    size, figures = abs(number), 1
    while size >= 10 * figures:
        figures *= 10
    is_fine = most == THREE_FIGURES or size < 2 * figures
    step = max(1, figures // (10**2 if is_fine else 10))
    return (size + step // 2) // step * step * (1 if number >= 0 else -1)


def rough_money(cents: int, most: int = TWO_FIGURES) -> int:
    """Return an estimate as it is said: below EUR 10 to ten cents, from there to two or three figures of whole euros."""
    if abs(cents) < words.CENTS:
        return cents
    if abs(cents) < CENTS_TOLD_BELOW:
        return (cents + 5) // 10 * 10
    whole = round(Fraction(abs(cents), words.CENTS))
    return (rough(whole, most) if whole >= 10**2 else whole) * words.CENTS * (1 if cents >= 0 else -1)


def days(low: int, high: int) -> str:
    """Return a time that is estimated, in days, weeks or months by its length, its ends rounded outward; one day as it is."""
    if high >= ir.UNLIMITED or low == high:
        return words.span(low, high, words.IN_DAYS, "")
    size, one, many = _calendar(high)
    ends = low // size, -(-high // size)
    return f"{ends[0]}–{ends[1]} {many}" if ends[0] else f"up to {ends[1]} {one if ends[1] == 1 else many}"


def days_about(likely: int, low: int, high: int, beside: int = 0) -> str:
    """Return how long something likely takes, with its ends: `5 weeks (2–9)`. beside: a length whose unit all are told in, 0 for its own."""
    size, *_ = _calendar(beside or likely)
    if high >= ir.UNLIMITED or low == high or not likely:
        return days(low, high)
    ends = f"{low // size}–{-(-high // size)}" if low >= size else f"up to {-(-high // size)}"
    return f"{days_up(likely, beside)} ({ends})"


def days_down(length: int, beside: int = 0) -> str:
    """Return a length of time, never longer than it is. beside: as of `days_about`."""
    size, *_ = _calendar(beside or length)
    return days_up(length // size * size, beside or length) if length >= size else days_up(length, 1)


def days_up(length: int, beside: int = 0) -> str:
    """Return a length of time, never shorter than it is: `5 weeks`. beside: as of `days_about`."""
    size, one, many = _calendar(beside or length)
    count = -(-length // size)
    return f"{count} {one if count == 1 else many}"


def beside_each_other(likely: Sequence[int], times: Iterable[Ends], due: Ends | None) -> int:
    """Return a length in whose unit times are told beside each other, 0 for each in its own.

    likely: those told in a table. times: low, likely and high of all that are told. due: between when all is due, None for no date: in a
    unit in which a time and the date would look alike, or the other way round, times are not told.
    """
    found = _longest(likely)
    smaller = (DAYS_TOLD_TO + 1, 1) if found > WEEKS_TOLD_TO else (1,)
    spans = [*times]
    return next((one for one in (found, *smaller) if due is None or all(_keeps(time, one, due) for time in spans)), 1)


def _longest(lengths: Sequence[int]) -> int:
    """Return the longest of lengths beside each other, to tell all of them in its unit; 0 where that is too coarse for the shortest."""
    found = max(lengths, default=0)
    size, *_ = _calendar(found)
    return found if min(lengths, default=0) >= 2 * size or size == 1 else 0


def _keeps(time: Ends, beside: int, due: Ends) -> bool:
    """Return whether a time as it is told lies on the side of the date on which it is."""
    size, *_ = _calendar(beside or time[1])
    told = (time[0] // size * size, *(-(-end // size) * size for end in time[1:]))
    return all(
        (as_told < due[0], as_told > due[-1]) == (own < due[0], own > due[-1])
        for as_told, own in zip(told, time, strict=True)
    )


def about_days(number: int) -> str:
    """Return a length of time to the nearest day, week or month: `4 days`, `a week`, `about 2 months`."""
    size, one, many = _calendar(abs(number) * 2)
    count = max(1, (abs(number) + size // 2) // size)
    told = f"{'a' if count == 1 else count} {one if count == 1 else many}"
    return told if size == 1 or abs(number) == count * size else f"about {told}"


def _calendar(length: int) -> tuple[int, str, str]:
    """Return what a length of so many days is told in: its days, its name for one and for many."""
    if length <= DAYS_TOLD_TO:
        return 1, "day", "days"
    return (DAYS_IN_WEEK, "week", "weeks") if length <= WEEKS_TOLD_TO else (DAYS_IN_MONTH, "month", "months")


def plain_day(day: date, language: str) -> str:
    """Return a day without its year: `3 Dec`."""
    from babel.dates import format_skeleton  # only where a first screen is said

    return str(format_skeleton("MMMd", day, locale=language))


def plain_days(first: date, last: date, language: str) -> str:
    """Return the days from one to another without their year: `Mar 11 – 20`; one day by itself."""
    from babel.dates import format_interval  # as above

    return plain_day(first, language) if first == last else str(format_interval(first, last, "MMMd", locale=language))


def whole_day(day: date, language: str) -> str:
    """Return a day with its year: `3 December 2026`."""
    from babel.dates import format_date  # as above

    return str(format_date(day, "d MMMM y", locale=language))


def is_money(unit: ir.Unit | None) -> bool:
    """Return whether a unit is money, per something or not."""
    return unit is not None and any(name == "money" for name, _ in unit.dimension)


def _is_measure(unit: ir.Unit | None) -> bool:
    """Return whether a unit is measured, neither counted nor money nor a time."""
    return unit is not None and bool(unit.dimension) and not is_money(unit) and not is_time(unit)


def is_time(unit: ir.Unit | None) -> bool:
    """Return whether a unit is a time."""
    return unit is not None and unit.dimension == words.IN_DAYS.dimension


class Plain(PackNames, frozen=True):
    """The names of one pack, their numbers said as people say them.

    beside: a length of time in whose unit all are told, 0 for its own; as_of: the day from which the date of an order counts, if that is to be said with it.
    together: of what several choices were said at once, not one or the other.
    """

    beside: int = 0
    as_of: date | None = None
    together: frozenset[ir.Possible] = frozenset()

    def told(self, path: str, value: ir.Possible) -> str:
        """Return a value at a path in words; of a low or high reading that is still open the end that it surely has."""
        reading = path.rpartition(".")[2]
        if isinstance(value, ir.Numbers) and reading in ("low", "high") and value.low < value.high:
            end = value.low if reading == "low" else value.high
            value = ir.Numbers(end, end)
        unit = self.unit(path)
        if reading in ir.READINGS and isinstance(value, ir.Numbers) and value.low == value.high:
            if is_money(unit):
                return self.about(value.low, unit, THREE_FIGURES)
            if is_time(unit) and value.high < ir.UNLIMITED:
                return (days_down if reading == "low" else days_up)(value.high, self.beside)
        return PackNames.told(self, path, value)

    def exactly(self, low: int, high: int, unit: ir.Unit | None) -> str:
        return words.span(low, high, in_pieces(unit), self.tender)

    @property
    def at_rate(self) -> str:
        """The rate to three figures."""
        return said_rate(self.tender, pack_tender(self.pack).plainly, rough(self.tender.millionths, THREE_FIGURES))

    def about(self, cents: int, unit: ir.Unit | None, most: int = TWO_FIGURES) -> str:
        """Return an estimate of money: it is rounded as it is told, not as it is counted."""
        told = rough_money(self.tender.worth(cents), most)
        return words.span(told, told, unit, self.tender.as_it_is)

    def roughly(self, low: int, high: int, unit: ir.Unit | None) -> str:
        if is_time(unit):
            return days(low, high)
        if not is_money(unit) or high >= ir.UNLIMITED:
            return self.exactly(low, high, unit)
        ends = [*dict.fromkeys(self.about(end, unit) for end in (low, high))]
        return "–".join([ends[0], *(end.removeprefix(self.tender.mark).strip() for end in ends[1:])])

    def said_fact(self, value: ir.Possible, fact: ir.FactType) -> str:
        unit = in_pieces(fact.unit)
        own = fact if unit is fact.unit else replace(fact, unit=unit)
        match value:
            case ir.Numbers(low, high, False) if f"order.{fact.name}" == self.pack.roles.due and (
                day := self._days(low, high)
            ):
                return f"{words.told(value, own, self.tender)} ({day})"
            case ir.Numbers(low, high, or_none) if is_money(own.unit) and self._is_much(low) and high < ir.UNLIMITED:
                ends = [
                    _whole(self.tender.worth(end)) if self._is_told(end, value, own) else end for end in (low, high)
                ]
                return words.told(ir.Numbers(ends[0], ends[1], or_none), own, self.tender.as_it_is)
            case ir.Numbers(low, high, False) if _is_measure(own.unit) and low < high and value != own.domain:
                return self.exactly(rough(low, THREE_FIGURES), rough(high, THREE_FIGURES), own.unit)
            case ir.OneOf(values) if value != fact.domain:
                return words.few(words.choices(values, fact), "and" if value in self.together else "or")
            case ir.Subset(some, maybe) if some and len(some) + len(maybe) > MOST_NAMES:
                return words.few([words.choice(one, fact) for one in some])
            case ir.Subset(_, maybe) if maybe and value != fact.domain:
                return "some of " + words.few([words.choice(one, fact) for one in maybe])
            case _:
                return words.told(value, own, self.tender)

    def _is_much(self, cents: int) -> bool:
        """Return whether an amount is told without its cents."""
        return self.tender.worth(cents) >= WHOLE_FROM

    @staticmethod
    def _is_told(end: int, value: ir.Numbers, fact: ir.FactType) -> bool:
        """Return whether an end is told as an amount; one that its fact has anyhow is `at least` or `at most`, by which it is known."""
        domain = fact.domain
        return value.low == value.high or not isinstance(domain, ir.Numbers) or end not in (domain.low, domain.high)

    def _days(self, low: int, high: int) -> str:
        """Return on what days a time ends, empty where from when it counts is not known."""
        first, last = (days_later(self.as_of, end) for end in (low, high))
        return plain_days(first, last, self.pack.language) if first and last else ""


def _whole(cents: int) -> int:
    """Return an amount without its cents."""
    return (cents + words.CENTS // 2) // words.CENTS * words.CENTS


def in_pieces(unit: ir.Unit | None) -> ir.Unit | None:
    """Return the unit as people say it: units are pieces."""
    return PIECES if unit is not None and unit.name == words.IN_UNITS.name and not unit.dimension else unit
