"""A text as words: what stands between spaces, without the marks around it, and to which clause each belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from advisor.ir import Speech
from advisor.value.month import MONTHS
from advisor.value.spoken import SIZES, SMALL

PLUS_MINUS = "\u00b1"  # how far off something may be; a word by itself
_PIECE = re.compile(r"\S+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_JOINED = re.compile(rf"{_HYPHEN.pattern}|(?<=[^\W\d_]{{4}})/(?=[^\W\d_]{{4}})")
"""What joins two words; a stroke, unless it stands in a short form such as `km/h`."""
_HOLDS = re.compile(r"\w|[€$£¥₹₩~≈≤≥<>%±]")
_LEAD = re.compile(r"^(?:[(\[\u201c\u201e\u2018'\"]|\W(?=[(\[]))+(?=\w|[€$£¥~≈])")
_TRAIL = re.compile(r"[,;:!?)\]\u2026.]+$|(?<=[^\W\d])[\"'\u201d\u2019]+$")
_DOTTED = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.(?=[\s,;:!?)]|$)")
"""A day as Germans write it without the year: its last stop is part of it."""
_TIMES = re.compile(r"[0-9]+(?=x$)")
_ENDS = re.compile(r"[,;:!?)\]\u2026.]$")
_AGAIN = re.compile(rf"(?<=[0-9]) \((?:(?:{'|'.join((*SMALL, *SIZES, 'and', 'und'))})[ -]?)+\)", re.IGNORECASE)
"""A number once more, in words."""
_PARTED = re.compile(r"(?<=[0-9]{2}) / (?=[0-9]{2})")  # A stroke between alternatives
_OFF = re.compile(r"\+/?-")
_PLUS = re.compile(r"(?<=\w) \+ ?(?=\w)")
_BETWEEN = re.compile(
    r"(?<=[0-9])(?: ?\u00d7 ?|x )(?=[0-9])"
)  # the sign between the sides of a thing, or of so many times
_SO_MANY = re.compile(r"(?<=[^\W\d_] )[x\u00d7](?=[1-9][0-9]*\b)|(?<=\()[x\u00d7](?=[1-9][0-9]*\b)", re.IGNORECASE)
"""How many, behind a thing: `tags x55`, `(x40)`."""
_INCH = re.compile(r"(?<=[0-9]/[0-9])(?:[\"\u201d\u2033]| in)(?=[\s,;.)]|$)|(?<=[0-9]x[0-9]) in(?= and\b)")
"""Inches behind a fraction, which no other unit has, or behind sides before more of them: `6x6 in and half an inch thick`."""
_DAYS = 31
_OF_MONTH = re.compile(rf"(?<=[0-9]) de (?=(?:{'|'.join(MONTHS)})\b)", re.IGNORECASE)
"""Between a day and its month, as it is said in Spanish."""
_WRAPPED = 60  # from how many letters on a line may be broken where it is full
_AND = re.compile(rf"\b({'|'.join(SIZES)}) & ", re.IGNORECASE)


class Word(Struct, frozen=True):
    """One word of a sentence. start, end: where it stands in the text; clause: in which part between commas and the like."""

    text: str
    start: int
    end: int
    clause: int


def signs_as_words(text: str, speech: Speech) -> str:
    """Return a text in which signs that say a word are words: `±`, `+`, the stroke behind an amount (`12 €/piece`); `16ga` is two."""
    text = _INCH.sub(" inch", _SO_MANY.sub("x ", text))
    text = _PARTED.sub("/", _BETWEEN.sub(" x ", _OF_MONTH.sub(" ", _AGAIN.sub("", text))))
    text = _PLUS.sub(" plus ", _AND.sub(r"\1 and ", _OFF.sub(f" {PLUS_MINUS}", text)))
    names = "|".join(sorted(speech.short & speech.money)) or "(?!)"
    text = re.sub(rf"\b({names})\. ?(?=[0-9])", r"\1 ", text, flags=re.IGNORECASE)  # `Rs. 18`
    gauges = "|".join(sorted(map(re.escape, speech.gauge))) or "(?!)"
    text = re.sub(rf"(?<![\w.])([0-9]{{1,2}})-?({gauges})(?!\w)", r"\1 \2", text, flags=re.IGNORECASE)  # `16ga`
    stroke = "".join(sorted(speech.stroke)[:1])
    return _stroke(speech.money).sub(rf"\1 {stroke} ", text) if stroke else text


def _stroke(money: frozenset[str]) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, money), key=len, reverse=True))
    return re.compile(rf"([0-9€$£]|(?<![a-z])(?:{names})) ?/ ?(?=[^\W\d])", re.IGNORECASE)


def words_of(text: str, speech: Speech) -> Iterator[Word]:
    """Yield the words of a text without the marks around them; words joined by a hyphen are words by themselves."""
    clause = 0
    pieces = list(_PIECE.finditer(text))
    for place, found in enumerate(pieces):
        clause += place > 0 and _ends_line(text, pieces[place - 1].end(), found.start())
        following = pieces[place + 1][0] if place + 1 < len(pieces) else ""
        if not _HOLDS.search(found[0]):
            is_between = following[:1].isdigit() and place > 0 and pieces[place - 1][0][-1:].isdigit()
            is_span = is_between and bool(re.fullmatch("[-\u2013]", found[0]))
            clause += not is_span and found[0] != "&"
            continue
        if found[0].startswith(PLUS_MINUS) and len(found[0]) > 1:
            yield Word(PLUS_MINUS, found.start(), found.start() + 1, clause)
            lead = re.match(PLUS_MINUS, found[0])
        else:
            lead = _LEAD.match(found[0])
        clause += bool(lead and re.search(r"[(\[]", lead[0]))
        start = found.start() + (lead.end() if lead else 0)
        bare, is_abbreviated = _bare(text, (start, found.end()), following, speech)
        beside = {following.lower(), pieces[place - 1][0].lower()}
        for part in _parts(bare, is_open=not beside.isdisjoint(speech.either)):
            yield Word(part, start, start + len(part), clause)
            start += len(part) + (text[start + len(part) : start + len(part) + 1] in ("-", "/"))
        clause += bool(_ENDS.search(found[0])) and not is_abbreviated


def _ends_line(text: str, end: int, start: int) -> bool:
    """Return whether a short line ends between two words, as in a note of one thing a line; a long one is but wrapped."""
    line = text.rfind("\n", 0, end) + 1
    return "\n" in text[end:start] and end - line < _WRAPPED


def _bare(text: str, place: tuple[int, int], following: str, speech: Speech) -> tuple[str, bool]:
    """Return a piece of a text without the marks behind it, and whether a full stop behind it is its own and ends no clause."""
    start, end = place
    bare = _TRAIL.sub("", text[start:end])
    is_stopped = text[start + len(bare) : end] in ("", ".")
    is_abbreviated = is_stopped and (bare.lower() in speech.short or _is_day(bare, following, speech))
    if is_abbreviated and text[:end].endswith("."):
        bare = text[start:end]
    dotted = _DOTTED.match(text, start)
    return (dotted[0] if dotted else bare), is_abbreviated


def _parts(bare: str, *, is_open: bool) -> list[str]:
    """Return the words of a piece, parted at hyphens and behind `3x`; at a stroke unless it is open which is meant."""
    times = _TIMES.match(bare)
    return [times[0], bare[times.end() :]] if times else (_HYPHEN if is_open else _JOINED).split(bare)


def _is_day(bare: str, following: str, speech: Speech) -> bool:
    """Return whether a number and the word after it are a day as Germans write it: `15. Dezember`, `2. Advent`, `3. bis 5.`."""
    to = speech.span - speech.listing
    return bare.isdigit() and int(bare) <= _DAYS and following.strip(".,").lower() in (*MONTHS, "advent", *to)
