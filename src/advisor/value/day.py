"""Days of the calendar as people write them, and the errors that all numbers share."""

from __future__ import annotations

import re
from datetime import date, timedelta

from advisor.yaml.text import quoted

TODAY = "today"
"""How the day it is is said, as options have it, whatever else people call it."""
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DATE_LIKE = re.compile(r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{1,2}\. ?[0-9]{1,2}\. ?[0-9]{4}")


_OF_YEAR = re.compile(r"\b(20[0-9]{2})\b|[0-9][/.-]([0-9]{2})\b(?![/.-])")
"""A year, with or without its century behind a day and a month."""


class QuantityError(ValueError):
    """Raised for text that is no number of the unit, or could be two; the caller knows the place and the fact."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help if help.isprintable() else ""  # it may repeat what the user wrote


class Vague(QuantityError):  # noqa: N818  # not wrong, only inexact
    """Raised for haste without a time, such as `asap`: not wrong, but it says no more than unknown does."""


class Unsettled(QuantityError):  # noqa: N818  # as above
    """Raised for words that are read as days and still name no one of them, such as `next friday`: what is missing is asked for."""


WHICH_DAY = "add `as_of: YYYY-MM-DD`, or give `--as-of today`"
"""What settles a day that nobody can count: by it the reader knows that it lacks nothing else."""


def no_day_to_count_from(text: str) -> Unsettled:
    """Return the refusal of a day where nobody said which day it is today."""
    message = f"expected days, or a day to count {quoted(text)} from"
    return Unsettled(message, WHICH_DAY)


def day_before(text: str) -> date:
    """Return a day from which the days in a text could be counted, only to learn whether it names any: where nobody said which day it is."""
    years = [int(found[1] or f"20{found[2]}") for found in _OF_YEAR.finditer(text)]
    return date(min(years, default=2000) - 1, 12, 31)


def days_later(day: date | None, days: int | None) -> date | None:
    """Return the day so many days after one; None where one of them is not known, or the calendar ends before it."""
    if day is None or days is None:
        return None
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def ordinals(days: tuple[date | None, date | None]) -> tuple[int | None, int | None]:
    """Return days as whole numbers, None for an open end."""
    low, high = (None if day is None else day.toordinal() for day in days)
    return low, high


def parse_date(text: str, *, as_of: date | None = None, typed: bool = False) -> date:
    """Return the day. typed: as people type it, where a day without its year is the next such day from as_of on.

    Raises: QuantityError if it is not YYYY-MM-DD, no day of the calendar, or typed and more than one day.
    """
    try:
        return _iso(text.strip())
    except QuantityError as error:
        if not typed:
            raise
        refused = error
    low, high = _typed_days(text, as_of, refused)
    if low is None or low != high:
        told = " to ".join(str(day) for day in (low, high) if day)
        raise QuantityError(f"expected one day, got {quoted(text)}", f"write one day of {told}")
    return low


def parse_dates(text: str, *, as_of: date | None = None, typed: bool = False) -> tuple[date | None, date | None]:
    """Return the first and last day of a span, None for an open end; a single day is both.

    Raises: QuantityError as parse_date does; Vague if typed and it is only haste.
    """
    try:
        if ".." not in text:
            day = _iso(text.strip())
            return day, day
        low, _, high = text.partition("..")
        return _iso(low.strip()) if low.strip() else None, _iso(high.strip()) if high.strip() else None
    except QuantityError as error:
        if not typed:
            raise
        refused = error
    return _typed_days(text, as_of, refused)


def _iso(text: str) -> date:
    if ISO.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise QuantityError(
                f"expected a date, got {quoted(text)}: there is no such day", "correct the day"
            ) from None
    help = "write YYYY-MM-DD, such as 2026-12-31"
    if found := re.fullmatch(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})", text):
        help = f"write {found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    elif found := re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", text):
        help = f"write {found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    raise QuantityError(f"expected a date, got {quoted(text)}", help)


def _typed_days(text: str, as_of: date | None, refused: QuantityError) -> tuple[date | None, date | None]:
    from advisor.value.typed import typed_days

    return typed_days(text, as_of, refused)
