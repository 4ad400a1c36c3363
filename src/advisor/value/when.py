"""Days of the calendar as people name them: `15 December`, `mid December`, `by Christmas`, `15 to 20 December`, `asap`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from advisor.value.calendar import DATE_FORMS, DAY, MONTH, OF_YEAR, WEEKDAY, Calendar, Days
from advisor.value.day import QuantityError
from advisor.value.hedge import ends
from advisor.value.late import late
from advisor.value.measure import factor_of
from advisor.value.spoken import SMALL
from advisor.value.unit import DAYS
from advisor.yaml.text import quoted

_SOON = "asap|a\\.s\\.a\\.?p|soon(?:est)?|very soon|quickly|urgent(?:ly)?|immediately|yesterday|right away|(?:in a )?rush|sofort|dringend|bald"
_VAGUE = late(
    rf"(?:{_SOON}|as (?:soon|quickly|fast|early) as (?:possible|we can|you can)|the sooner,? the better|"
    r"so (?:schnell|bald|früh) wie möglich|dès que possible|au plus (?:vite|tôt)|zsm|z\.s\.m|zo snel mogelijk|lo antes posible|"
    r"cuanto antes|il prima possibile|baldmöglichst|schnellstmöglich|möglichst (?:bald|schnell))"
)
_LEAD = late(
    r"(?:(?:in time for|rechtzeitig (?:zum?|vor)|op tijd voor|à temps pour|a tiempo para|"
    r"on or before|at or before|on or by|by or before|some ?time in|needed|due|deadline|termin|liefertermin|delivered|delivery|ready|no later than|not later than|later than|latest|promised|by|before|until|till|on|in|at|for|"
    r"during|am|im|bis|zum|spätestens|vor|an|avant|vóór|voor|pour|uiterlijk|tegen|vers|op|para|para el|antes de|antes del|entro|prima di)[:]? )+(?:la |le )?"
)
_TRAIL = late(r",? (?:at the latest|latest|or (?:earlier|before|sooner)|spätestens)$")
_AROUND = late(r"(?:about|around|approximately|approx|circa|ca|roughly|ungefähr|etwa|um) |(?:approx|ca)\. ?|[~≈] ?")
_BACK = late(
    rf"(?P<count>[0-9]+|an?|eine?[nr]?|une?|una|een|{'|'.join(SMALL)}) (?P<unit>[^\W\d]+) (?=(?:before|prior to|ahead of|vor|vóór|voor|avant|antes de) )"
)
_AFTER = late(r"(?:not before|no earlier than|not earlier than|after|from|ab|nicht vor|nach) ")
_ONWARDS = late(r" (?:or later|onwards?|at the earliest)$")
_YEAR = late(r",? (?:of )?(?P<which>next|this|nächste[ns]|kommende[ns]|diese[ns]) (?:year|jahr(?:es)?)$")
_BEFORE = late(r"(?<!or )\b(?:before|vor|avant|vóór|antes del?) ")
_END_OF = late(r"(?:the )?end |(?:(?:dem|das|am) )?ende |(?:la )?fin ")
_NEAR = timedelta(days=3)


def is_vague(words: str) -> bool:
    """Return whether a tidy text asks for haste and names no time: `asap`, `soon`."""
    return _VAGUE.fullmatch(words) is not None


def days_named(words: str, today: date | None, text: str) -> tuple[date | None, date | None] | None:
    """Return the first and last day that a tidy text names, None for an open end; None if it is no such phrase.

    text: what was typed, for messages.

    Raises: QuantityError if the year is not said and there is no today, if there is no such day, or if two are meant.
    """
    try:
        return _days_named(words, today, text)
    except QuantityError:
        raise
    except (OverflowError, ValueError):  # before the year 1 or after 9999
        message = f"expected a day of the calendar, got {quoted(text)}"
        raise QuantityError(message, "write a day, such as 2026-12-15") from None


def _days_named(words: str, today: date | None, text: str) -> tuple[date | None, date | None] | None:
    """Return the first and last day as `days_named` does; where the calendar ends, its errors are Python's."""
    plain = _TRAIL.sub("", words)
    if today and (found := _YEAR.search(plain)):  # `5 December next year`
        plain = f"{plain[: found.start()]} {today.year + (not found['which'].startswith(('this', 'diese')))}"
    if (found := _AFTER.match(plain)) and (days := _named(plain[found.end() :], today, text)):
        return days[0], None
    if (found := _BACK.match(plain)) and (length := factor_of(found["unit"], DAYS)):  # `a week before 12 June`
        days = _named(plain[found.end() :].replace("prior to", "before").replace("ahead of", "before"), today, text)
        away = timedelta(
            days=int(length * int(SMALL.get(found["count"], found["count"] if found["count"].isdigit() else 1)))
        )
        return days and (days[0] - away, days[1] - away)
    if (found := _ONWARDS.search(plain)) and (days := _named(plain[: found.start()], today, text)):
        return days[0], None
    if days := _named(plain, today, text):
        return days
    pairs = [(low, high) for low, high, _ in ends(plain)]
    if found := re.fullmatch(r"([a-zäö.]+) ?[-/] ?([a-zäö.]+(?: [0-9]{4})?)", plain):
        pairs.append((found[1], found[2]))
    return next((days for low, high in pairs if (days := _joined(low, high, today, text))), None)


def _named(words: str, today: date | None, text: str) -> Days | None:
    """Return the days of one phrase. `before December` ends with the day before; before a day, that day counts."""
    led = _LEAD.match(words)
    lead, words = (led[0], words[led.end() :]) if led else ("", words)
    around = _AROUND.match(words)
    words = words[around.end() :] if around else words
    if found := re.match(rf"{WEEKDAY},? (?=.*[0-9])(?:the )?(?:den )?", words):
        words = words[found.end() :]
    calendar = Calendar(today, text)
    for pattern, reader in DATE_FORMS:
        if found := pattern.fullmatch(words.strip()):
            first, last = reader(calendar, found)
            break
    else:
        return None
    if first < last and _BEFORE.search(lead) and not _END_OF.match(words):
        last = first = first - timedelta(days=1)
    if around and first == last:
        first, last = (max(first - _NEAR, today) if today and first >= today else first - _NEAR), last + _NEAR
    return first, last


def _joined(low: str, high: str, today: date | None, text: str) -> Days | None:
    """Return the days from one phrase to another, the month being said with either: `15 to 20 December`."""
    head = re.match(rf"{MONTH} ?", low)
    tail = re.search(rf"(?:(?<=[0-9])|(?<=\.)|(?<= )){MONTH}{OF_YEAR}$", high)
    tries = [(low, high)]
    if head and re.fullmatch(rf"{DAY}{OF_YEAR}", high):
        tries = [(low, head[0] + high)]
    elif tail:
        tries.append((f"{low} {tail[0].strip()}", high))
    for one, other in tries:
        if last := _named(other, today, text):
            same_year = re.search(r" (?:19|20|21)[0-9]{2}$", other)
            first = _named(one, today, text) or _named(one + (same_year[0] if same_year else ""), today, text)
            if first and today and last[0] >= today and first[0] - timedelta(days=365) <= today and first[0] > last[1]:
                return today, last[1]  # it has begun
            if first and last[0] < first[0]:
                last = _named(other, first[0], text) or last
            if first and first[0] <= last[1]:
                return first[0], max(first[1], last[1])
    return None
