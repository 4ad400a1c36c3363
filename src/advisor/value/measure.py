"""What else people call units of length, mass, volume, time and shares, and how much each is, exactly."""

from __future__ import annotations

import re
from fractions import Fraction

from advisor.ir import Dimension
from advisor.value.unit import DAYS, LENGTH, MASS, POINTS, SHARE, VOLUME, WORDS, WORK, plain_word

INCH = 25_400_000
"""In nm."""
_POUND = Fraction(45_359_237, 100)
"""In mg."""
_US_OUNCE = Fraction(29_573_529_562_5, 10**7)
_UK_OUNCE = Fraction(284_130_625, 10**4)
"""Fluid ounces in mm3."""
_CUBIC_INCH = Fraction(16_387_064, 1000)


def _called(size: int | Fraction, words: str) -> dict[str, Fraction]:
    return dict.fromkeys(words.split(", "), Fraction(size))


_MORE: dict[Dimension, dict[str, Fraction]] = {
    DAYS: {
        **_called(1, "tag, tage, tagen, day's, days', dag, dagen, jour, jours, día, días, giorno, giorni"),
        **_called(Fraction(7, 5), "working day, working days, business day, business days, werktage, arbeitstage"),
        **_called(
            7,
            "w, wk., wks., woche, wochen, week's, weeks', weken, semaine, semaines, semana, semanas, settimana, settimane",
        ),
        **_called(14, "fortnight, fortnights"),
        **_called(
            30,
            "mo, mos, mth, mths, monat, monate, monaten, month's, months', maand, maanden, mois, mes, meses, mese, mesi",
        ),
        **_called(365, "y, yr, yrs, jahr, jahre, jahren"),
    },
    WORK: {
        **_called(1, "sekunde, sekunden, sek"),
        **_called(60, "minuten, minute, min."),
        **_called(3600, "std, std., stunde, stunden"),
    },
    LENGTH: {
        **_called(10**3, "micron, microns, micrometre, micrometres, micrometer, micrometers"),
        **_called(10**6, "millimetre, millimetres, millimeter, millimeters, mms"),
        **_called(10**7, "centimetre, centimetres, centimeter, centimeters, zentimeter, cms"),
        **_called(10**8, "dm, decimetre, decimetres"),
        **_called(10**9, "metre, metres, meter, meters, mtr, mtrs"),
        **_called(10**12, "km, kilometre, kilometres, kilometer, kilometers"),
        **_called(INCH // 1000, "thou"),
        **_called(INCH, 'in, in., ins, inch, inches, ", zoll'),
        **_called(12 * INCH, "ft, ft., foot, feet, ', fuß"),
        **_called(36 * INCH, "yd, yds, yard, yards"),
    },
    VOLUME: {
        **_called(1, "mm^3, cubic mm, cubic millimetres, cubic millimeters"),
        **_called(10**3, "cc, ccm, cm^3, cubic cm, cubic centimetres, cubic centimeters, mls, mil"),
        **_called(10**3, "millilitre, millilitres, milliliter, milliliters"),
        **_called(10**4, "cl, centilitre, centilitres, centiliter, centiliters"),
        **_called(10**5, "dl, decilitre, decilitres, deciliter, deciliters"),
        **_called(10**6, "litre, litres, liter, liters, ltr, dm^3"),
        **_called(10**9, "m^3, cubic m, cubic metre, cubic metres, cubic meter, cubic meters"),
        **_called(_CUBIC_INCH, "in3, in^3, cubic in, cubic inch, cubic inches"),
        **_called(
            _US_OUNCE, "oz, oz., ounce, ounces, fl oz, fl. oz., fl. oz, floz, fluid ounce, fluid ounces, us fl oz"
        ),
        **_called(_UK_OUNCE, "uk fl oz, imperial fl oz"),
        **_called(16 * _US_OUNCE, "us pint, us pints"),
        **_called(20 * _UK_OUNCE, "imperial pint, imperial pints, uk pint, uk pints"),
        **_called(32 * _US_OUNCE, "us quart, us quarts"),
        **_called(40 * _UK_OUNCE, "imperial quart, imperial quarts"),
        **_called(128 * _US_OUNCE, "us gallon, us gallons"),
        **_called(160 * _UK_OUNCE, "imperial gallon, imperial gallons"),
    },
    MASS: {
        **_called(10**3, "gr, gram, grams, gramme, grammes, gramm"),
        **_called(10**6, "kilo, kilos, kgs, kilogram, kilograms, kilogramm"),
        **_called(10**9, "t, tonne, tonnes, metric ton, metric tons"),
        **_called(_POUND / 16, "oz, oz., ounce, ounces"),
        **_called(_POUND, "lb, lbs, lb., lbs., pound, pounds"),
    },
    SHARE: {**_called(100, "percent, per cent, pct, prozent")},
    POINTS: {**_called(1, "pt, pts, punkt, punkte")},
}
"""Dimension -> word -> base units in one, besides unit.WORDS. An ounce of a volume is the fluid one of the United States."""

DOUBLE = {"pint": "pint", "pints": "pint", "pt": "pint", "quart": "quart", "quarts": "quart"} | {
    "gallon": "gallon",
    "gallons": "gallon",
    "gal": "gallon",
}
"""Measures of volume that differ by a fifth between the United States and Britain."""

_ASPECT = (
    "tall|high|long|wide|across|deep|thick|round|hoch|lang|breit|tief|dick|square|"
    "(?:in |of )?(?:height|length|width|depth|thickness|size)|(?:in )?(?:diameter|dia|diam|ø|durchmesser)|"
    "(?:on (?:the|its) )?longest side|each side|overall|in total|total"
)
_ROUGHNESS = re.compile(r"r[az] ?(?:[<=≤]|max\.?)* ?(?P<size>[0-9](?:[.,][0-9]{1,2})?|12[.,]5)")
"""How drawings write it. From 16 on it may be in millionths of an inch."""
_AFTER = re.compile(rf" ?(?:{_ASPECT})\.?$")
_BEFORE = re.compile(
    r"(?:(?:the |a |its )?(?:height|length|width|depth|thickness|diameter|dia|size|longest side|durchmesser|höhe|länge)"
    r"(?: of| is)?|[øØ⌀])[.:]? ?(?=[0-9a-z])"
)


def factor_of(word: str, dimension: Dimension) -> Fraction | None:
    """Return how many base units are in one of what a tidy word names, or None if the dimension has no such unit."""
    word = plain_word(word)
    known = WORDS.get(dimension, {}).get(word)
    return _MORE.get(dimension, {}).get(word) if known is None else Fraction(known)


def is_measure(word: str) -> bool:
    """Return whether a tidy word is a unit of time, length, volume or mass, so that no number of things precedes it."""
    dimensions = (DAYS, WORK, LENGTH, VOLUME, MASS, SHARE)
    return word in DOUBLE or any(factor_of(word, dimension) for dimension in dimensions)


def bare_length(words: str) -> str:
    """Return a length without the words for which side of the thing it is: `30 cm tall`, `diameter 8 cm`. A bare `Ra 0.8` is in micrometres."""
    if found := _ROUGHNESS.fullmatch(words):
        return f"{found['size']} micron"
    if found := _BEFORE.match(words):
        words = words[found.end() :]
    return _AFTER.sub("", words)
