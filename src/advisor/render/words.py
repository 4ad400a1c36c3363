"""Values in words, the unit always said: whole numbers, spans, choices, sets. No float, nothing rounded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import assert_never

from msgspec import Struct

from advisor import ir
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE, is_known
from advisor.render.inert import show
from advisor.render.tender import NO_MONEY, Tender
from advisor.value.unit import LENGTH, UNITS
from advisor.value.word_match import BUT, UNKNOWN, names

NO_LIMIT = "no limit"
CENTS = 100
AMBIGUOUS = 3
"""So many digits after a point may be decimals, or a thousand's."""
IN_UNITS = UNITS["units"]
IN_SHARE = UNITS["share"]
IN_POINTS = UNITS["points"]
IN_DAYS = UNITS["days"]


class Scale(Struct, frozen=True):
    """A word for `size` base units. whole: only for its multiples; least, least_span: from where on it is used."""

    one: str
    many: str
    size: int
    least: int = 0
    least_span: int = 0
    whole: bool = False


SCALES: dict[str, tuple[Scale, ...]] = {
    "days": (
        Scale("year", "years", 365, 365, 365, whole=True),
        Scale("month", "months", 30, 60, 60, whole=True),
        Scale("week", "weeks", 7, 7, 14, whole=True),
        Scale("day", "days", 1, whole=True),
    ),
    "seconds": (
        Scale("h", "h", 3600, 3600, 3600, whole=True),
        Scale("min", "min", 60, 60, 60, whole=True),
        Scale("s", "s", 1, whole=True),
    ),
    "length": (
        Scale("m", "m", 10**9, 10**9, 10**9),
        Scale("cm", "cm", 10**7, 10**8, 10**8, whole=True),
        Scale("mm", "mm", 10**6, 10**4, 10**4),
        Scale("µm", "µm", 10**3),
    ),
    "volume": (
        Scale("m³", "m³", 10**9, 10**9, 10**9),
        Scale("cm³", "cm³", 10**3, 10**3, 10**3),
        Scale("mm³", "mm³", 1),
    ),
    "mass": (Scale("kg", "kg", 10**6, 10**6, 10**6), Scale("g", "g", 10**3, 10**3, 10**3), Scale("mg", "mg", 1)),
    "share": (Scale("%", "%", 100),),
}
"""Dimension -> how its numbers are said, the largest word first; the last one says every number."""

_MILLIMETRE, _QUARTER = 10**6, 25_400_000 // 4
"""What lengths are whole numbers of, in metric and, a quarter of an inch, in imperial measure."""


def capital(text: str) -> str:
    """Return a text with its first letter in upper case."""
    return f"{text[:1].upper()}{text[1:]}"


# --- numbers ----------------------------------------------------------------------------------------------------------
def unit_of(path: str, pack: ir.Pack) -> ir.Unit:
    """Return the unit that the fact at a path is counted in, units where there is no such fact."""
    fact = pack.facts[name_in(path)] if path else None
    return (fact and fact.unit) or IN_UNITS


def one_of(unit: ir.Unit) -> str:
    """Return how one of what is counted is called: a copy, an edition."""
    noun = unit.one or IN_UNITS.one
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"


def amount(value: int, unit: ir.Unit | None, tender: Tender) -> str:
    """Return one number with its unit: `EUR 1,200`, `4 weeks`, `120 units`, `0.8 µm`."""
    return NO_LIMIT if value >= ir.UNLIMITED else span(value, value, unit, tender)


def points(value: int) -> str:
    return amount(value, IN_POINTS, NO_MONEY)


def share(value: int) -> str:
    """Return a share in hundredths of a percent."""
    return amount(value, IN_SHARE, NO_MONEY)


def days(value: int) -> str:
    return amount(value, IN_DAYS, NO_MONEY)


@lru_cache(maxsize=1 << 16)
def span(low: int, high: int, unit: ir.Unit | None, tender: Tender) -> str:
    """Return a span with its unit said once, `7–21 days`, `EUR 15–70`; one number if both ends are the same."""
    if high >= ir.UNLIMITED:
        return NO_LIMIT if low >= ir.UNLIMITED else f"at least {amount(low, unit, tender)}"
    ends = (low,) if low == high else (low, high)
    if unit is not None and any(name == "money" for name, _ in unit.dimension):
        sums = tuple(dict.fromkeys(map(tender.worth, ends)))
        return f"{tender.mark}{' ' * tender.mark.isalpha()}{_range(_money(sums))}{unit.name.removeprefix('money').rstrip()}"
    scale = scale_of(ends, unit)
    if scale is None:
        return _range([grouped(end) for end in ends]) + _noun(ends, unit)
    if _is_imperial(ends, unit):
        return f"{_range([decimal(end // _QUARTER * 25, 100) for end in ends])} in"
    told = [
        grouped(end // scale.size) if scale.whole and end % scale.size == 0 else _measured(end, scale.size)
        for end in ends
    ]
    return f"{_range(told)} {scale.one if ends == (scale.size,) else scale.many}"


def _is_imperial(ends: Sequence[int], unit: ir.Unit | None) -> bool:
    """Return whether lengths were measured in inches: they are quarters of one, and no whole millimetres."""
    is_length = unit is not None and unit.dimension == LENGTH
    return is_length and all(end and end % _QUARTER == 0 for end in ends) and any(end % _MILLIMETRE for end in ends)


def scale_of(ends: Sequence[int], unit: ir.Unit | None) -> Scale | None:
    """Return the largest word that says every end; None for a count, which has a noun instead."""
    scales = SCALES.get(unit.dimension[0][0]) if unit is not None and unit.dimension else None
    if scales is None:
        return None
    return next((scale for scale in scales if _says(scale, ends)), scales[-1])


def _says(scale: Scale, ends: Sequence[int]) -> bool:
    least = scale.least if len(ends) == 1 else scale.least_span
    return all(abs(end) >= least and not (scale.whole and end % scale.size) for end in ends)


def _noun(ends: Sequence[int], unit: ir.Unit | None) -> str:
    if unit is None or not (unit.one or unit.many):
        return ""
    return f" {unit.one if tuple(ends) == (1,) else unit.many}"


def _range(told: Sequence[str]) -> str:
    """Join the ends; a minus sign would read as a dash, so `to` stands between then."""
    return (" to " if any(end.startswith("-") for end in told) else "–").join(told)


def _money(ends: Sequence[int]) -> list[str]:
    has_cents = any(end % CENTS for end in ends)
    return [_sum(end, has_cents=has_cents) for end in ends]


def _sum(cents: int, *, has_cents: bool) -> str:
    whole, rest = divmod(abs(cents), CENTS)
    return f"{'-' * (cents < 0)}{whole:,}" + (f".{rest:02d}" if has_cents else "")


def grouped(value: int) -> str:
    """Return digits with a comma between thousands."""
    return f"{value:,}"


def decimal(value: int, size: int, *, comma: bool = True) -> str:
    """Return value / size exactly; size is a power of ten, or divides the value."""
    whole, rest = divmod(abs(value), size)
    digits = f"{whole:,}" if comma else str(whole)
    decimals = str(rest).zfill(len(str(size)) - 1).rstrip("0") if rest else ""
    return f"{'-' * (value < 0)}{digits}" + (f".{decimals}" if decimals else "")


def _measured(value: int, size: int) -> str:
    """Return value / size so that nobody takes its decimal point for a mark between thousands, nor the reader."""
    told = decimal(value, size, comma=False)
    whole, _, decimals = told.partition(".")
    return f"{told}0" if len(decimals) == AMBIGUOUS and whole.lstrip("-0") else told


def spread_in_words(low: int, likely: int | None, high: int, unit: ir.Unit, tender: Tender) -> str:
    """Return three readings: `about EUR 42.50 (EUR 15–70)`, or the one number they all are."""
    ends = span(low, high, unit, tender)
    if likely is None or low == high:
        return ends
    return f"about {amount(likely, unit, tender)} ({ends})"


def on_day(ordinal: int) -> str:
    """Return the day as YYYY-MM-DD."""
    return date.fromordinal(ordinal).isoformat()


_MANY = 8
"""Of no more choices than so, those are told that are meant."""
_MOST_DENIED = 2
"""Nearly all choices are told by those that are not among them, if these have so many names."""


def few(words: Sequence[str], last: str = "and", most: int = 3) -> str:
    """Return the words as a list in prose, of more than `most` only the first: `a, b, c or 9 others`."""
    left = len(words) - most
    return joined([*words[:most], f"{left} others"] if left > 1 else words, last)


def joined(words: Sequence[str], last: str = "and") -> str:
    """Return the words as a list in prose: `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def choices(values: Sequence[bool | str], fact: ir.FactType) -> list[str]:
    """Return what choices are called, groups in place of all their members; of nearly all, what they are not."""
    left = [one for one in fact.words if one not in values] if _MANY < len(fact.words) < len(values) * 2 else []
    denied = names(left, fact, labelled=True)
    if denied and len(denied) <= _MOST_DENIED:
        return [f"{BUT} {joined([choice(one, fact) for one in denied], 'or')}"]
    return [choice(one, fact) for one in names(values, fact, labelled=True)]


# --- possible values --------------------------------------------------------------------------------------------------
def told(value: ir.Possible, fact: ir.FactType, tender: Tender) -> str:
    """Return a fact's value in words: what it is, what it can still be, or `unknown`."""
    if value == fact.domain and not is_known(value):
        return UNKNOWN
    match value:
        case ir.Numbers():
            return _numbers(value, fact, tender)
        case ir.OneOf(values):
            return joined(choices(values, fact), "or")
        case ir.Subset(some, maybe):
            return _subset([choice(one, fact) for one in some], [choice(one, fact) for one in maybe])
        case ir.Text(text):
            return show(text)
        case ir.Table():
            return prices(value, value, fact.unit, tender)
    assert_never(value)


def choice(value: bool | str, fact: ir.FactType) -> str:  # noqa: FBT001  # a flag is a value here
    """Return how a choice, a group of choices, or a flag is said."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return fact.words.get(value) or fact.group_words.get(value) or value.replace("_", " ")


def _numbers(value: ir.Numbers, fact: ir.FactType, tender: Tender) -> str:
    if value == NONE:
        return fact.none_words or NO_LIMIT
    said = _ends(value, fact, tender)
    return f"{said} or {fact.none_words or NO_LIMIT}" if value.or_none else said


def _ends(value: ir.Numbers, fact: ir.FactType, tender: Tender) -> str:
    domain = fact.domain
    if fact.kind is ir.Kind.DATE:
        return on_day(value.low) if value.low == value.high else f"{on_day(value.low)} to {on_day(value.high)}"
    if isinstance(domain, ir.Numbers) and value.low != value.high and fact.of == "order":
        if value.high == domain.high and value.or_none == domain.or_none:
            return f"at least {amount(value.low, fact.unit, tender)}"
        if value.low == domain.low and not fact.is_limit:
            return f"at most {amount(value.high, fact.unit, tender)}"
    return span(value.low, value.high, fact.unit, tender)


def _subset(some: Sequence[str], maybe: Sequence[str]) -> str:
    if not maybe:
        return joined(some) or "none"
    perhaps = f"perhaps {joined(maybe)}"
    return f"{joined(some)}, {perhaps}" if some else perhaps


def prices(low: ir.Table, high: ir.Table, unit: ir.Unit | None, tender: Tender) -> str:
    """Return price breaks: `EUR 21 from 10 units, EUR 18–20 from 100 units`; one that always holds stands alone."""
    rows = [(start, least, most) for (start, least), (_, most) in zip(low.rows, high.rows, strict=True)]
    if len(rows) == 1:
        return span(rows[0][1], rows[0][2], unit, tender)
    return ", ".join(
        f"{span(least, most, unit, tender)} from {amount(at, IN_UNITS, tender)}" for at, least, most in rows
    )
