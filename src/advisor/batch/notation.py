"""How a table writes its numbers and days: with a decimal comma or a decimal point, decided once for the whole file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from advisor.errors import Diagnostic, Place
from advisor.value.day import QuantityError
from advisor.yaml.text import quoted

Locale = Literal["de", "en", "uk", "us"]
"""With a decimal comma, or a point; with that and days that are proved to begin with the day, or with the month."""
MARKS: dict[Locale, tuple[str, str]] = {"de": (".", ","), **dict.fromkeys(("en", "uk", "us"), (",", "."))}
"""Locale -> its mark between thousands and its decimal mark."""
DECIMAL: dict[Locale, str] = {
    "de": "comma", "en": "point", "uk": "point and days before months", "us": "point and months before days"
}  # fmt: skip
_BY_MARK: tuple[Locale, ...] = ("de", "en")
_MONTHS = 12
_GROUP = 3
_TOKEN = re.compile(r"(?<![A-Za-z0-9])[0-9]+(?:[.,'\u2019 \u00a0\u2009\u202f][0-9]+)*")
_SPACED = re.compile(r"(?<=[0-9])['\u2019 \u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:\s*\.\.\s*[0-9]{4}-[0-9]{2}-[0-9]{2})?")
_DOTTED = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")
_SLASHED = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4})")
_YEARLESS = re.compile(r"[0-9]{1,2}\. ?[0-9]{1,2}\.")
_SHORT_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{2})")
_SHORT = re.compile(r"([0-9]{1,2})([./])([0-9]{1,2})\2([0-9]{2})")


class Evidence(Struct):
    """The first cells that prove a decimal comma or point, and the first that could be read either way."""

    de: tuple[Place, str] | None = None
    en: tuple[Place, str] | None = None
    open: tuple[Place, str] | None = None
    orders: frozenset[Locale] = frozenset()

    def note(self, text: str, at: Place) -> None:
        """Take in one cell of a column of numbers."""
        if found := _SLASHED.fullmatch(text):
            first, second = int(found[1]) > _MONTHS, int(found[3]) > _MONTHS
            self.orders |= {"uk"} if first and not second else {"us"} if second and not first else frozenset()
        elif (found := _SHORT_SLASHED.fullmatch(text)) and int(found[1]) <= _MONTHS < int(found[2]):
            self.orders |= {"us"}  # `27/2/20` may begin with its year
        if _is_day(text):
            return
        for token in tokens(text):
            match kind(token):
                case "de":
                    self.de = self.de or (at, token)
                case "en":
                    self.en = self.en or (at, token)
                case "open":
                    self.open = self.open or (at, token)

    def locale(self) -> Locale | Diagnostic:
        """Return what the file as a whole proves, or what keeps it from being read."""
        cure = "say --locale de for a decimal comma, --locale en for a decimal point"
        if self.de and self.en:
            last, first = sorted((self.de, self.en), key=lambda one: one[0], reverse=True)
            told = f"expected one kind of decimal mark, got {quoted(last[1])} here and {quoted(first[1])}"
            return Diagnostic(last[0], f"{told} in row {first[0].line}, column {first[0].column}", cure)
        if self.open and not (self.de or self.en):
            at, token = self.open
            de, en = in_pack_language(token, "de"), in_pack_language(token, "en")
            told = f"{quoted(token)} can mean {de} or {en}, and no other cell tells"
            return Diagnostic(at, told, f"say --locale de for {de}, --locale en for {en}")
        return "de" if self.de else next(iter(self.orders)) if len(self.orders) == 1 else "en"


def tokens(text: str) -> Iterator[str]:
    """Yield the numbers in a cell, their marks between thousands and decimals included."""
    for found in _TOKEN.finditer(text):
        yield found[0]


def kind(token: str) -> Literal["plain", "de", "en", "open", "bad"]:
    """Return which locale alone can have written a number; plain: both, alike; open: both, to another meaning."""
    readings = {locale: _parts(token, locale) for locale in _BY_MARK}
    de, en = readings["de"], readings["en"]
    if de is not None and en is not None:
        return "plain" if de == en else "open"
    if de is None and en is None:
        return "bad"
    return "de" if de is not None else "en"


def _parts(token: str, locale: Locale) -> tuple[str, str] | None:
    """Return digits before and after the decimal mark, or None if the locale does not write so."""
    thousand, mark = MARKS[locale]
    whole, marked, decimals = _SPACED.sub("", token).partition(mark)
    groups = whole.split(thousand)
    if not all(group.isdigit() for group in groups) or (marked and not decimals.isdigit()):
        return None
    first, *rest = groups
    if rest and (len(first) > _GROUP or first.startswith("0") or any(len(one) != _GROUP for one in rest)):
        return None
    return "".join(groups), decimals


def in_pack_language(token: str, locale: Locale) -> str:
    """Return a number as the pack language writes it.

    Raises:
        QuantityError: the locale does not write numbers so.
    """
    parts = _parts(token, locale)
    if parts is None:
        other: Locale = "en" if locale == "de" else "de"
        meant = _parts(token, other)
        help = ""
        if meant is not None:
            help = f"write {meant[0]}" + (f"{MARKS[locale][1]}{meant[1]}" if meant[1] else "")
        raise QuantityError(f"expected a number with a decimal {DECIMAL[locale]}, got {quoted(token)}", help)
    whole, decimals = parts[0], parts[1].rstrip("0")
    if len(decimals) == _GROUP:
        decimals += "0"  # three decimals alone would be taken for thousands
    return f"{whole}.{decimals}" if decimals else whole


def plain_numbers(text: str, locale: Locale) -> str:
    """Return a cell with every number in it as the pack language writes it; days become YYYY-MM-DD.

    Raises:
        QuantityError: a number or day that the locale does not write so.
    """
    day = iso_day(text, locale)
    if _is_day(day):
        return day
    return _TOKEN.sub(lambda found: in_pack_language(found[0], locale), text)


def iso_day(text: str, locale: Locale) -> str:
    """Return a day as YYYY-MM-DD; anything else as it is. `3/1/2027` is two days but where a decimal comma or other days tell.

    Raises:
        QuantityError: a day without its century.
    """
    if found := _DOTTED.fullmatch(text):
        return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    if locale != "en" and (found := _SLASHED.fullmatch(text)):
        day, month = (found[3], found[1]) if locale == "us" else (found[1], found[3])
        return f"{found[4]}-{int(month):02d}-{int(day):02d}"
    if locale in ("uk", "us") and (found := _SHORT_SLASHED.fullmatch(text)):
        day, month = (found[2], found[1]) if locale == "us" else (found[1], found[2])
        return f"20{found[3]}-{int(month):02d}-{int(day):02d}"
    if _SHORT.fullmatch(text):
        raise QuantityError(f"expected a day with all four digits of its year, got {quoted(text)}", "write 31.12.2026")
    return text


def _is_day(text: str) -> bool:
    return any(form.fullmatch(text) for form in (_ISO, _DOTTED, _SLASHED, _SHORT, _YEARLESS))
