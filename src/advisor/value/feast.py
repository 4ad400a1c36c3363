"""Feasts that people name as days: those on the same day each year, those on a weekday of a month, and Easter."""

from __future__ import annotations

from datetime import date, timedelta

FEASTS = {
    **dict.fromkeys(
        ("christmas", "xmas", "christmas eve", "weihnachten", "heiligabend", "noël", "noel", "navidad", "natale"),
        (12, 24),
    ),
    **dict.fromkeys(("kerst", "kerstmis"), (12, 24)),
    **dict.fromkeys(("christmas day",), (12, 25)),
    **dict.fromkeys(("new year", "new years", "new year's", "new year's eve", "silvester"), (12, 31)),
    **dict.fromkeys(("valentine's", "valentines", "valentine's day", "valentines day", "valentinstag"), (2, 14)),
    **dict.fromkeys(("st patrick's day", "st patricks day", "saint patrick's day"), (3, 17)),
    **dict.fromkeys(("halloween",), (10, 31)),
}
"""Its names -> the month and the day."""
BY_WEEKDAY = {
    **dict.fromkeys(("mother's day", "mothers day", "mothers' day", "muttertag", "moederdag"), (5, 6, 2, 0)),
    **dict.fromkeys(("father's day", "fathers day", "fathers' day", "vaderdag", "fête des pères"), (6, 6, 3, 0)),
    **dict.fromkeys(("fête des mères",), (5, 6, -1, 0)),
    **dict.fromkeys(("thanksgiving", "thanksgiving day"), (11, 3, 4, 0)),
    **dict.fromkeys(("black friday",), (11, 3, 4, 1)),
    **dict.fromkeys(("cyber monday",), (11, 3, 4, 4)),
}
"""Feasts, as most countries keep them: the month, the weekday from 0 for Monday, which such day, the last if -1, and how many days after it."""
MOVING = {
    **dict.fromkeys(("easter", "ostern", "pâques", "pasen", "pascua", "pasqua"), 0),
    **dict.fromkeys(("pentecost", "whitsun", "pfingsten", "pinksteren", "pentecôte"), 49),
    **dict.fromkeys(("vatertag",), 39),
}
"""Feasts that are so many days from Easter Sunday."""


def easter_sunday(year: int) -> date:
    """Return the day by the rule of the Gregorian calendar (Butcher's)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    days = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * days) // 451
    month, day = divmod(moon + days - 7 * late + 114, 31)
    return date(year, month, day + 1)


def weekday_in(first: date, last: date, weekday: int, nth: int) -> date:
    """Return the nth such weekday, 0 for Monday, from the first day of a month to its last; the last one if nth is -1."""
    if nth < 0:
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
