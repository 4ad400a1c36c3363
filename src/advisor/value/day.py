"""Days of the calendar as people write them, and the error that all numbers share."""

from __future__ import annotations

import re
from datetime import date

from advisor.yaml.text import quoted

ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DATE_LIKE = re.compile(r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{1,2}\. ?[0-9]{1,2}\. ?[0-9]{4}")


class QuantityError(ValueError):
    """Raised for text that is no number of the unit, or could be two; the caller knows the place and the fact."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help if help.isprintable() else ""  # it may repeat what the user wrote


def parse_date(text: str) -> date:
    """Return the day.

    Raises: QuantityError if it is not YYYY-MM-DD, or no day of the calendar.
    """
    text = text.strip()
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
