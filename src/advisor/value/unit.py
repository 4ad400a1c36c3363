"""The units people write, and how a whole number of base units is written back."""

from __future__ import annotations

import re

from advisor.ir import Dimension, Unit

MONEY: Dimension = (("money", 1),)
DAYS: Dimension = (("days", 1),)
WORK: Dimension = (("seconds", 1),)
LENGTH: Dimension = (("length", 1),)
VOLUME: Dimension = (("volume", 1),)
MASS: Dimension = (("mass", 1),)
SHARE: Dimension = (("share", 1),)
POINTS: Dimension = (("points", 1),)
COUNT: Dimension = ()

MILLION = 10**6
WHOLE = 10_000
"""A share of one: all of it."""
GROUP = 3
"""Digits between thousands marks."""
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[.,'\u2019_])[0-9]{3})(?:(?P=mark)[0-9]{3})*")

UNITS = {
    "units": Unit(name="units", dimension=COUNT, one="unit", many="units"),
    "money": Unit(name="money", dimension=MONEY),
    "days": Unit(name="days", dimension=DAYS, one="day", many="days"),
    "work": Unit(name="work", dimension=WORK),
    "length": Unit(name="length", dimension=LENGTH),
    "volume": Unit(name="volume", dimension=VOLUME),
    "mass": Unit(name="mass", dimension=MASS),
    "share": Unit(name="share", dimension=SHARE),
    "points": Unit(name="points", dimension=POINTS, one="point", many="points"),
}

WORDS: dict[Dimension, dict[str, int]] = {
    DAYS: {
        **dict.fromkeys(("d", "day", "days"), 1),
        **dict.fromkeys(("wk", "wks", "week", "weeks"), 7),
        **dict.fromkeys(("month", "months"), 30),
        **dict.fromkeys(("year", "years"), 365),
    },
    WORK: {
        **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1),
        **dict.fromkeys(("min", "mins", "minute", "minutes"), 60),
        **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600),
    },
    LENGTH: {"nm": 1, "um": 10**3, "mm": 10**6, "cm": 10**7, "m": 10**9},
    VOLUME: {"mm3": 1, "cm3": 10**3, "ml": 10**3, "dm3": 10**6, "l": 10**6, "m3": 10**9},
    MASS: {"mg": 1, "g": 10**3, "kg": 10**6},
    SHARE: {"%": 100},
    POINTS: {"point": 1, "points": 1},
}
"""Dimension -> word -> base units in one. Money has currencies instead, a count its own nouns."""

SYMBOLS = {
    "€": ("EUR",),
    "euro": ("EUR",),
    "euros": ("EUR",),
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD"),
    "£": ("GBP",),
    "¥": ("JPY", "CNY"),
    "₹": ("INR",),
    "₩": ("KRW",),
    "zł": ("PLN",),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
}

EXPECTED: dict[Dimension, tuple[str, str]] = {
    DAYS: ("a time in days", "write days, weeks, months or years, such as 4 weeks"),
    WORK: ("working time", "write s, min or h, such as 12 min"),
    LENGTH: ("a length", "write mm, cm or m, for example 45 cm"),
    VOLUME: ("a volume", "write mm3 or cm3, such as 50 cm3"),
    MASS: ("a mass", "write mg, g or kg, such as 3 g"),
    SHARE: ("a share in percent", "write percent, such as 4.5 %"),
    POINTS: ("a number of points", "write a whole number, such as 20"),
}
"""Dimension -> what a message expects, and how such a value is written."""

EXAMPLES: dict[Dimension, tuple[str, ...]] = {
    WORK: ("s", "min"),
    LENGTH: ("mm", "cm"),
    VOLUME: ("mm3", "cm3"),
    MASS: ("g", "kg"),
    SHARE: ("%",),
}
"""Dimension -> the words to offer where a number came without one."""


def unit_named(name: str) -> Unit | None:
    """Return the unit that a pack names in `unit:`, or None if there is none of that name."""
    return UNITS.get(name)


def count_unit(one: str, many: str) -> Unit:
    """Return a count with nouns of its own, such as revision and revisions."""
    return Unit(name=many, dimension=COUNT, one=one, many=many)


def rate_unit(name: str) -> tuple[Unit, int] | None:
    """Return the unit of `money per min` and its denominator in base units, here 60; None if it is no such rate."""
    money, per, word = name.partition(" per ")
    if money != "money" or not per:
        return None
    word = plain_word(word.strip())
    if word in ("unit", "units"):
        return Unit(name=name, dimension=(("money", 1), ("per", 1))), 1
    for dimension, words in WORDS.items():
        if word in words and dimension not in (SHARE, POINTS):
            powers = (("money", 1), ("per", 1), (dimension[0][0], -1))
            return Unit(name=name, dimension=tuple(sorted(powers))), words[word]
    return None


def plain_word(word: str) -> str:
    """Return the word as the tables have it: `µm` and `μm` as um, `cm³` as cm3, `Weeks` as weeks."""
    return word.replace("µ", "u").replace("μ", "u").replace("³", "3").lower()


def expected(unit: Unit, currency: str) -> tuple[str, str]:
    """Return what a message expects of the unit, and how such a value is written."""
    if unit.dimension == COUNT:
        return f"a whole number of {unit.many or unit.name}", "write digits, such as 120"
    if any(name == "money" for name, _ in unit.dimension):
        _, per, word = unit.name.partition(" per ")
        usual = f"{currency} 0.62 per {word}" if per else f"{currency} 400 or {currency} 0.70"
        return f"money in {currency}{per}{word}", f"write {usual}"
    return EXPECTED[unit.dimension]


def written(value: int, unit: Unit, currency: str) -> str:
    """Return how a whole number of base units can be written so that it reads as the same."""
    if any(name == "money" for name, _ in unit.dimension):
        whole, cents = divmod(abs(value), 100)
        return f"{currency} {'-' * (value < 0)}{whole}" + (f".{cents:02d}" if cents else "")
    if unit.dimension == SHARE:
        whole, rest = divmod(abs(value), 100)
        return f"{'-' * (value < 0)}{whole}" + (f".{rest:02d}".rstrip("0") if rest else "") + " %"
    if unit.dimension == DAYS:
        return f"{value} day" if abs(value) == 1 else f"{value} days"
    words = {WORK: "s", LENGTH: "nm", VOLUME: "mm3", MASS: "mg"}
    return f"{value} {words[unit.dimension]}" if unit.dimension in words else str(value)


COARSE = 100
"""From how many cents on half a cent is too little to matter."""


def converted(cents: int, millionths: int) -> int:
    """Return money in another currency, half up to the cent. millionths: of what one unit of this one is in that."""
    return (2 * cents * millionths + MILLION) // (2 * MILLION)


def floored(cents: int, millionths: int) -> int:
    """Return money in another currency, a part of a cent left out."""
    return cents * millionths // MILLION


def ceiled(cents: int, millionths: int) -> int:
    """Return money in another currency, a part of a cent made whole."""
    return -(-cents * millionths // MILLION)


def unconverted(cents: int, millionths: int) -> int:
    """Return how much in another currency is this money: the least that converts to no less, the roundest where several convert to it.

    So what a person said comes back, as `SEK 280`, and what an amount is raised to is enough. millionths: of what one unit of the other is in this one.
    """
    if cents <= 0:
        return -unconverted(-cents, millionths) if cents else 0
    least, most = (-(-(2 * cents + side) * MILLION // (2 * millionths)) for side in (-1, 1))
    step = 1
    while -(-least // (10 * step)) * 10 * step < most:
        step *= 10
    if step == 1:
        return least
    exact = (2 * cents * MILLION // millionths + step) // (2 * step) * step
    return min(max(exact, -(-least // step) * step), (most - 1) // step * step)


_RATE = re.compile(r"([0-9][0-9., ]*)(?:[^\W\d]+ )?(?:per |/ ?)([^\W\d]+)")


def rate_help(text: str) -> str:
    """Return the help for a count that is said of a time, such as `10 per day`, else nothing."""
    found = _RATE.fullmatch(text.strip())
    is_time = found and any(plain_word(found[2]) in WORDS[one] for one in (DAYS, WORK))
    return "write how many in all, such as 120; how many in a time is a fact of its own" if is_time else ""


def digits_help(text: str) -> str:
    """Return the help for a number written as programs do, or in half, else nothing."""
    if found := re.fullmatch(r"([0-9]{1,6})[eE]\+?([0-9])", text):
        return f"write {int(found[1]) * 10 ** int(found[2])}"
    if re.fullmatch(r"\.[0-9]+", text):
        return f"write 0{text}"
    if re.fullmatch(r"[0-9]+\.", text):
        return f"write {text[:-1]}"
    if found := re.fullmatch(r"([0-9][0-9 ]*)\+", text):
        return f"write `{found[1]}..`"
    return ""


def marks_help(number: str, dimension: Dimension) -> str:
    """Return the help for a number with a comma or thousands marks, saying what it may have meant."""
    bare = re.sub(r"[^0-9]", "", number)
    marks = re.sub(r"[0-9 ]", "", number)
    last = max(number.rfind(mark) for mark in (marks or " "))
    if not marks:
        return f"write {bare}"
    pointed = re.sub(r"[^0-9]", "", number[:last]) + "." + number[last + 1 :].replace(" ", "")
    grouped = _GROUPED.fullmatch(number.replace(" ", "_")) is not None
    if len(marks) > 1 or marks in "_'\u2019":
        is_decimal = len(set(marks)) > 1 and not grouped
        return f"write {pointed if is_decimal else bare}"
    if not grouped or number.startswith("0"):
        return f"write {pointed}"
    short = pointed.rstrip("0").rstrip(".")
    decimals = len(short.partition(".")[2])
    if decimals > {COUNT: 0, POINTS: 0, DAYS: 0, SHARE: 2, MONEY: 2}.get(dimension, GROUP):
        return f"write {bare}"
    return f"write {bare} or {short}" + "0" * (decimals == GROUP)
