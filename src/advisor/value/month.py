"""How people name months, weekdays and seasons, in English, German, Dutch and French."""

from __future__ import annotations

_EACH = (
    "january jan januar jänner jän januari janvier",
    "february feb februar februari février fevrier",
    *("march mar märz maerz mrz maart mars", "april apr avril", "may mai mei", "june jun juni juin"),
    *("july jul juli juillet", "august aug augustus août aout", "september sep sept septembre"),
    *("october oct oktober okt octobre", "november nov novembre", "december dec dezember dez décembre decembre"),
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
    **dict.fromkeys(("spring", "springtime", "frühling", "frühjahr"), (3, 4, 5)),
    **dict.fromkeys(("summer", "summertime", "sommer"), (6, 7, 8)),
    **dict.fromkeys(("autumn", "herbst"), (9, 10, 11)),
    **dict.fromkeys(("winter",), (12, 1, 2)),
}
