"""How people name months, weekdays and seasons, in English, German, Dutch, French, Spanish and Italian."""

from __future__ import annotations

import re

_EACH = (
    "january jan januar jänner jän januari janvier enero gennaio",
    "february feb fév févr februar februari février fevrier febrero febbraio",
    *("march mar märz maerz mrz maart mars marzo", "april apr avr avril abril aprile", "may mai mei mayo maggio"),
    *(
        "june jun juni juin junio giugno",
        "july jul juil juli juillet julio luglio",
        "august aug augustus août aout agosto",
    ),
    "september sep sept septembre septiembre settembre",
    "october oct oktober okt octobre octubre ottobre",
    *("november nov novembre noviembre", "december dec dezember dez décembre decembre diciembre dicembre"),
)
MONTHS = {name: number for number, names in enumerate(_EACH, 1) for name in names.split()}
_WEEK = (
    *("mon montag maandag lundi", "tue tues dienstag dinsdag mardi", "wed weds mittwoch woensdag mercredi"),
    *("thu thur thurs donnerstag donderdag jeudi", "fri freitag vrijdag vendredi"),
)
WEEKDAYS = {
    name: number
    for number, names in enumerate((*_WEEK, "sat samstag zaterdag samedi", "sun sonntag zondag dimanche"))
    for name in names.split()
} | {day + "day": number for number, day in enumerate(["mon", "tues", "wednes", "thurs", "fri", "satur", "sun"])}
SEASONS = {
    **dict.fromkeys(("spring", "springtime", "frühling", "frühjahr", "printemps", "voorjaar", "primavera"), (3, 4, 5)),
    **dict.fromkeys(("summer", "summertime", "sommer", "zomer", "verano"), (6, 7, 8)),
    **dict.fromkeys(("autumn", "herbst", "automne", "otoño", "najaar"), (9, 10, 11)),
    **dict.fromkeys(("winter", "invierno"), (12, 1, 2)),
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_ALONE = re.compile(r"(?:[a-z]+ )*(?P<day>[0-9]{1,2})(?:st|nd|rd|th)")
_DATED = re.compile(
    rf"([0-9]{{1,2}})(?:st|nd|rd|th|\.)?(?: ?(?:-|\u2013|to) ?([0-9]{{1,2}})(?:st|nd|rd|th|\.)?)? (?:of )?({_MONTH})\b"
)
_MONTHED = re.compile(rf"\b({_MONTH})\.? ([0-9]{{1,2}})(?![0-9:])")


def day_of_month(words: str, text: str) -> str | None:
    """Return the month of a day that is said without one, by another day of the text: `on the 2nd`, before `3-5 March`.

    Empty if the words are no such day or no month is said, None if the day would be later than that other.
    """
    alone = _DAY_ALONE.fullmatch(words)
    found = [(day, month) for day, _, month in _DATED.findall(text)] + [
        (day, month) for month, day in _MONTHED.findall(text)
    ]
    if alone is None or not found or any(word in MONTHS for word in words.split()):
        return ""
    return next((month for day, month in found if int(alone["day"]) <= int(day)), None)
