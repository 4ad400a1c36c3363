"""How people name months, weekdays and seasons, in English, German, Dutch, French, Spanish, Italian, Danish, Norwegian, Swedish and Polish."""

from __future__ import annotations

import re

_EACH = (
    "january jan januar jänner jän januari janvier enero gennaio styczeń stycznia",
    "february feb fév févr februar februari février fevrier febrero febbraio luty lutego",
    *(
        "march mar märz maerz mrz maart mars marzo marts marzec marca",
        "april apr avr avril abril aprile kwiecień kwietnia",
        "may mai mei mayo maggio maj maja",
    ),
    *(
        "june jun juni juin junio giugno czerwiec czerwca",
        "july jul juil juli juillet julio luglio lipiec lipca",
        "august aug augustus août aout agosto augusti sierpień sierpnia",
    ),
    "september sep sept septembre septiembre settembre wrzesień września",
    "october oct oktober okt octobre octubre ottobre październik października",
    *(
        "november nov novembre noviembre listopad listopada",
        "december dec dezember dez décembre decembre diciembre dicembre grudzień grudnia",
    ),
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
    **dict.fromkeys(("summer", "summertime", "sommer", "zomer", "verano", "été"), (6, 7, 8)),
    **dict.fromkeys(("autumn", "herbst", "automne", "otoño", "najaar", "autunno"), (9, 10, 11)),
    **dict.fromkeys(("winter", "invierno", "hiver", "inverno"), (12, 1, 2)),
}
NTH = ("first|1st|erste[rn]?", "second|2nd|zweite[rn]?", "third|3rd|dritte[rn]?", "fourth|4th|vierte[rn]?")
PARTS = (
    (
        r"early(?: in)?|(?:the )?(?:beginning|start) of|anfang|begin|début(?: de)?|(?:a )?principios de|inizio(?: di)?",
        1,
        10,
    ),
    (r"mid|(?:the )?middle of|mitte|half|midden|mi|(?:a )?mediados de|metà(?: di)?", 11, 20),
    (
        r"late(?: in)?|(?:by )?(?:the )?end(?: (?:of|in))?|eind|einde?(?: van)?|ende|(?:la )?fine?(?: d[ei])?|(?:a )?fina?les de",
        21,
        31,
    ),
    (r"(?:the )?(?:first|1st) half of", 1, 15),
    (r"(?:the )?(?:second|2nd|last) half of", 16, 31),
    *(
        (rf"(?:the )?(?:{nth}) (?:week|wk|woche)(?: (?:of|in|im))?", 7 * at + 1, 7 * at + 7)
        for at, nth in enumerate(NTH)
    ),
    (r"(?:the )?(?:last|letzte) (?:week|wk|woche)(?: (?:of|in|im))?", 24, 31),
)
"""Part of a month: its words, first and last day; 31 is the last day of any month."""
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_ALONE = re.compile(r"(?:[a-z]+ )*(?P<day>[0-9]{1,2})(?:st|nd|rd|th)")
_DATED = re.compile(
    rf"([0-9]{{1,2}})(?:st|nd|rd|th|\.)?(?: ?(?:-|\u2013|to) ?([0-9]{{1,2}})(?:st|nd|rd|th|\.)?)? (?:of )?({_MONTH})\b"
)
_MONTHED = re.compile(rf"\b({_MONTH})\.? ([0-9]{{1,2}})(?![0-9:])")


def part_of(words: str | None) -> tuple[int, int]:
    """Return the first and last day of the part of a month that words name, of all of it if they name none."""
    return next(((low, high) for form, low, high in PARTS if words and re.fullmatch(form, words)), (1, 31))


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
