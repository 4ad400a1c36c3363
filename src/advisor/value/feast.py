"""Feasts that people name as days: on the same day each year, on a weekday of a month, so many days from Easter, or by the moon."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def _called(names: str, day: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    return dict.fromkeys(names.split(", "), day)


FEASTS = {
    **_called("christmas, xmas, christmas eve, weihnachten, heiligabend, noël, noel, navidad, natale, kerst, kerstmis", (12, 24)),
    **_called("christmas day", (12, 25)),
    **_called("boxing day, st stephen's day, stephanitag", (12, 26)),
    **_called("new year, new years, new year's, new year's eve, silvester", (12, 31)),
    **_called("new year's day, new years day, neujahr", (1, 1)),
    **_called("epiphany, dreikönig, dreikönigstag, día de reyes, reyes", (1, 6)),
    **_called("burns night", (1, 25)),
    **_called("australia day", (1, 26)),
    **_called("waitangi day", (2, 6)),
    **_called("valentine's, valentines, valentine's day, valentines day, valentinstag", (2, 14)),
    **_called("st david's day, st davids day", (3, 1)),
    **_called("women's day, womens day, international women's day, international womens day, weltfrauentag, frauentag", (3, 8)),
    **_called("st patrick's day, st patricks day, saint patrick's day, st paddy's day", (3, 17)),
    **_called("earth day", (4, 22)),
    **_called("st george's day, st georges day", (4, 23)),
    **_called("anzac day", (4, 25)),
    **_called("king's day, kings day, koningsdag", (4, 27)),
    **_called("may day", (5, 1)),
    **_called("cinco de mayo", (5, 5)),
    **_called("juneteenth", (6, 19)),
    **_called("canada day", (7, 1)),
    **_called("bastille day", (7, 14)),
    **_called("halloween", (10, 31)),
    **_called("day of the dead, día de los muertos, dia de los muertos, all saints, allerheiligen", (11, 1)),
    **_called("bonfire night, guy fawkes, guy fawkes night", (11, 5)),
    **_called("remembrance day, armistice day, veterans day, veteran's day", (11, 11)),
    **_called("st andrew's day, st andrews day", (11, 30)),
    **_called("sinterklaas, pakjesavond", (12, 5)),
    **_called("st nicholas day, st nicholas' day, nikolaus, nikolaustag", (12, 6)),
}  # fmt: skip
"""Its names -> the month and the day."""
BY_WEEKDAY = {
    **_called("mother's day, mothers day, mothers' day, muttertag, moederdag", (5, 6, 2, 0)),
    **_called("father's day, fathers day, fathers' day, vaderdag, fête des pères", (6, 6, 3, 0)),
    **_called("fête des mères", (5, 6, -1, 0)),
    **_called("thanksgiving, thanksgiving day", (11, 3, 4, 0)),
    **_called("black friday", (11, 3, 4, 1)),
    **_called("small business saturday", (11, 3, 4, 2)),
    **_called("cyber monday", (11, 3, 4, 4)),
    **_called("memorial day", (5, 0, -1, 0)),
    **_called("labor day", (9, 0, 1, 0)),
    **_called("record store day", (4, 5, 3, 0)),
}
"""Feasts, as most countries keep them: the month, the weekday from 0 for Monday, which such day, the last if -1, and how many days after it."""
MOVING = {
    **_called("easter, ostern, pâques, pasen, pascua, pasqua", (-1,)),
    **_called("pentecost, whitsun, pfingsten, pinksteren, pentecôte", (48,)),
    **_called("vatertag, himmelfahrt, christi himmelfahrt, ascension day", (38,)),
    **_called("mardi gras, shrove tuesday, pancake day, fastnacht, faschingsdienstag", (-47,)),
    **_called("mothering sunday", (-21,)),
    **_called("good friday, karfreitag, goede vrijdag", (-2,)),
}
"""Feasts by how many days from Easter Sunday one has all that is needed for them: for the longer ones the day before."""
BY_MOON = {
    **dict.fromkeys(
        ("chinese new year", "lunar new year", "cny", "spring festival", "tet"),
        "2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08",
    ),
    **dict.fromkeys(
        ("diwali", "deepavali", "divali", "deepawali"),
        "2026-11-08 2027-10-29 2028-10-17 2029-11-05 2030-10-26 2031-11-14 2032-11-02 2033-10-22 2034-11-10 2035-10-30",
    ),
    "holi": "2027-03-22 2028-03-11 2029-03-01 2030-03-20 2031-03-09 2032-03-27",
    **dict.fromkeys(
        ("hanukkah", "chanukah", "hanukah", "chanukka"),
        "2026-12-04 2027-12-24 2028-12-12 2029-12-01 2030-12-20 2031-12-09 2032-11-27",
    ),
    **dict.fromkeys(("passover", "pesach"), "2027-04-21 2028-04-10 2029-03-30 2030-04-17 2031-04-07 2032-03-26"),
    "rosh hashanah": "2027-10-01 2028-09-20 2029-09-09 2030-09-27 2031-09-17",
    "ramadan": "2027-02-08 2028-01-28 2029-01-16 2030-01-05 2030-12-26 2031-12-15 2032-12-04",
    **dict.fromkeys(
        ("eid al-fitr", "eid ul-fitr", "eid al fitr", "eid ul fitr"),
        "2027-03-09 2028-02-26 2029-02-14 2030-02-04 2031-01-24 2032-01-14",
    ),
    **dict.fromkeys(
        ("eid al-adha", "eid ul-adha", "eid al adha", "eid ul adha", "bakrid"),
        "2027-05-16 2028-05-05 2029-04-24 2030-04-13 2031-04-02 2032-03-22",
    ),
    **dict.fromkeys(("mid-autumn festival", "mid autumn festival"), "2027-09-15 2028-10-03 2029-09-22 2030-09-12"),
    **dict.fromkeys(("raksha bandhan", "rakhi"), "2027-08-17 2028-08-05 2029-08-23"),
}
"""Feasts by the moon: its names -> the days on which it begins, as the calendars of those who keep it say, for as far as they are known."""
_MOTHERS, _FATHERS = (tuple(f"{who}{end} day" for end in ("'s", "s", "s'")) for who in ("mother", "father"))
_THANKS = ("thanksgiving", "thanksgiving day")
KEPT_ON = {
    **dict.fromkeys(("GB", "IE"), dict.fromkeys(_MOTHERS, "Mothering Sunday")),
    "FR": dict.fromkeys(_MOTHERS, "fête des mères"),
    **dict.fromkeys(("ES", "PT"), dict.fromkeys(_MOTHERS, "first Sunday of May") | dict.fromkeys(_FATHERS, "19 March")),
    "LT": dict.fromkeys(_MOTHERS, "first Sunday of May") | dict.fromkeys(_FATHERS, "first Sunday of June"),
    "SE": dict.fromkeys(_MOTHERS, "last Sunday of May") | dict.fromkeys(_FATHERS, "second Sunday of November"),
    "NO": dict.fromkeys(_MOTHERS, "second Sunday of February") | dict.fromkeys(_FATHERS, "second Sunday of November"),
    "PL": dict.fromkeys(_MOTHERS, "26 May") | dict.fromkeys(_FATHERS, "23 June"),
    "IT": dict.fromkeys(_FATHERS, "19 March"),
    "DE": dict.fromkeys(_FATHERS, "Vatertag"),
    "DK": dict.fromkeys(_FATHERS, "5 June"),
    **dict.fromkeys(("AT", "BE"), dict.fromkeys(_FATHERS, "second Sunday of June")),
    "CH": dict.fromkeys(_FATHERS, "first Sunday of June"),
    **dict.fromkeys(("AU", "NZ"), dict.fromkeys(_FATHERS, "first Sunday of September")),
    "CA": dict.fromkeys(_THANKS, "second Monday of October"),
}
"""Territories that keep a feast on another day than most -> its names -> the day, as one may say it anywhere."""
NAMED_DAYS = frozenset((*FEASTS, *BY_WEEKDAY, *MOVING, *BY_MOON))


def feast_days(name: str, year: int) -> list[date]:
    """Return the days of a year on which a feast is, or by which all that is needed for it is there; none if they are not known."""
    if day := FEASTS.get(name):
        return [date(year, *day)]
    if days := BY_WEEKDAY.get(name):
        month, weekday, nth, after = days
        last = date(year, month, monthrange(year, month)[1])
        return [weekday_in(date(year, month, 1), last, weekday, nth) + timedelta(days=after)]
    if away := MOVING.get(name):
        return [easter_sunday(year) + timedelta(days=away[0])]
    return [one for one in map(date.fromisoformat, BY_MOON.get(name, "").split()) if one.year == year]


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
