"""What a spreadsheet's number format shows of a number: percent, a currency, a unit, or nothing at all."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

BUILT_IN = {9: "0%", 10: "0.00%"}
"""Numbers of formats that every workbook has and that show more than the number."""
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]|(?P<bracket>\[[^\]]*\])|(?P<skipped>[_*].?)'
    r"|(?P<general>General)|(?P<power>[eE][+-])|(?P<digit>[0#?@])|(?P<break>;)|(?P<plain>.)",
    re.DOTALL | re.IGNORECASE,
)


class Format(Struct, frozen=True):
    """What is shown besides the digits. before, after: words and currencies; scale: by which power of ten the digits differ."""

    before: str = ""
    after: str = ""
    scale: int = 0
    is_blank: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the number alone is shown, as it is held."""
        return self == PLAIN


PLAIN = Format()
THOUSAND = 3


def formats_of(code: str) -> tuple[Format, ...]:
    """Return what each section of a format code shows: for numbers above zero, below it, zero."""
    if not code:
        return (PLAIN,)
    sections: list[list[re.Match[str]]] = [[]]
    for found in _PIECE.finditer(code):
        if found.lastgroup == "break":
            sections.append([])
        else:
            sections[-1].append(found)
    return tuple(_format(one) for one in sections[:3])


def section(formats: tuple[Format, ...], value: float) -> Format:
    """Return the section of a format that a number is shown by."""
    place = 0 if value > 0 else 1 if value < 0 else 2
    return formats[place] if place < len(formats) else formats[0]


def _format(pieces: list[re.Match[str]]) -> Format:
    texts, scale, place, is_blank = ["", ""], 0, 0, True
    for at, piece in enumerate(pieces):
        kind, shown = piece.lastgroup or "", piece[piece.lastgroup or 0]
        is_blank &= kind in ("bracket", "skipped") or not shown.strip()
        if kind in ("digit", "general"):
            place = 1
        elif kind == "plain" and shown == "%":
            scale, texts[place] = scale + 2, f"{texts[place]}%"
        elif kind == "plain" and shown == ",":
            scale -= THOUSAND if _divides(pieces[at:]) else 0
        elif kind in ("quoted", "escaped", "currency") or (kind == "plain" and (shown == " " or _says(shown))):
            texts[place] += shown
    before, after = (text.strip() if _says(text) else "" for text in texts)
    return Format(before, after, scale, is_blank)


def _divides(pieces: list[re.Match[str]]) -> bool:
    """Return whether a comma divides by a thousand: no digit follows it."""
    return not any(one.lastgroup in ("digit", "general") for one in pieces)


def _says(text: str) -> bool:
    """Return whether a text tells of a unit, a currency or a share, and is no mere mark."""
    return any(one == "%" or unicodedata.category(one)[0] == "L" or unicodedata.category(one) == "Sc" for one in text)
