"""A sentence as words and clauses: where each stands, and how a phrase of them reads in its normal form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from advisor.ir import Lexicon
from advisor.value.calendar import MONTHS
from advisor.value.spoken import SMALL
from advisor.value.words import normal

Place = tuple[int, int]
"""The first and the last word of a phrase."""

LONGEST = 8
"""Of how many words a phrase is at most."""
OFF = "\u00b1"
"""How far off something may be; a word by itself."""
SHORTEST = 4
"""Of how many letters a part of a compound is at least."""
ENDINGS = ("en", "er", "e", "n", "s")
UMLAUTS = str.maketrans("äöü", "aou")
LINKS = ("", "n", "en", "s", "er")
"""Letters that may join the parts of a German compound."""
_PIECE = re.compile(r"\S+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_HOLDS = re.compile(r"\w|[€$£¥₹₩~≈≤≥<>%±]")
_LEAD = re.compile(r"^(?:[(\[\u201c\u201e\u2018'\"]|\W(?=[(\[]))+(?=\w|[€$£¥~≈])")
_TRAIL = re.compile(r"[,;:!?)\]\u2026.]+$|(?<=[^\W\d])[\"'\u201d\u2019]+$")
_DOTTED = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.(?=[\s,;:!?)]|$)")
"""A day as Germans write it without the year: its last stop is part of it."""
_EACH = re.compile(r"(?:(?<=[0-9\u20ac$\u00a3])|(?<=eur|usd|gbp|chf)|(?<=euro)) ?/ ?(?=[^\W\d])", re.IGNORECASE)
"""A stroke between an amount and a word: `12 \u20ac/piece`."""
_TIMES = re.compile(r"[0-9]+(?=x$)")
_ENDS = re.compile(r"[,;:!?)\]\u2026.]$")
_SHORT_FOR = frozenset(
    [
        "ca",
        "c",
        "approx",
        "max",
        "min",
        "incl",
        "excl",
        "inkl",
        "exkl",
        "zzgl",
        "no",
        "nr",
        "st",
        "bzw",
        "vs",
        "e.g",
        "i.e",
        "z.b",
    ]
)
"""What a full stop behind ends no clause."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a sentence. start, end: where it stands in the text; clause: in which part between commas and the like."""

    text: str
    start: int
    end: int
    clause: int


class Sentence:
    """The words of one sentence, and the phrases they make by a pack's lexicon."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text = text = _EACH.sub(" per ", re.sub(r"\+/?-", f" {OFF}", text))
        self._spellings = lexicon.spellings
        self._bent: dict[int, str] = {}
        self._known = frozenset().union(
            lexicon.ignored, lexicon.facts, *lexicon.choices.values(), *lexicon.cues.values()
        )
        self.words = _with_breaks(tuple(_apart(tuple(_words(text)), lexicon)), lexicon)
        self._normal: dict[Place, str] = {}

    def __len__(self) -> int:
        return len(self.words)

    def text(self, first: int, last: int) -> str:
        """Return the words as they stand."""
        return self._text[self.words[first].start : self.words[last].end]

    def told(self, first: int, last: int) -> str:
        """Return the words as an order may hold them: as they stand, but a German plural in the singular."""
        return self._bent.get(first, self.text(first, last)) if first == last else self.text(first, last)

    def normal(self, first: int, last: int) -> str:
        """Return the normal form of words; an article at either end is left to the phrase without it."""
        found = self._normal.get((first, last))
        if found is None:
            found = normal(self.text(first, last), self._spellings)
            if first == last and found not in self._known:
                for one in _singulars(self.words[first].text):
                    if one in self._known:
                        found = self._bent[first] = one
                        break
            self._normal[first, last] = found
        return found

    def _beside(self, first: int, last: int) -> str:
        leads = first < last and self.words[first].text.lower()
        return f"a {self.normal(first + 1, last)}" if leads in ("a", "an") else self.normal(first, last)

    def is_together(self, first: int, last: int) -> bool:
        """Return whether words stand in one clause."""
        return first >= 0 and last < len(self) and self.words[first].clause == self.words[last].clause

    def clause(self, place: int) -> range:
        """Return the places of the words in the clause of a word."""
        alike = [at for at, one in enumerate(self.words) if one.clause == self.words[place].clause]
        return range(alike[0], alike[-1] + 1)

    def ends(self, first: int) -> Iterator[int]:
        """Yield the last words of the phrases that begin here, the longest first; none goes over the end of a clause."""
        last = min(self.clause(first)[-1], first + LONGEST - 1)
        yield from range(last, first - 1, -1)

    def is_number(self, at: int) -> bool:
        """Return whether a word is a number, or begins with one."""
        text = self.words[at].text.lower()
        return text[:1].isdigit() or text in SMALL

    def places(self, phrases: Iterable[str]) -> tuple[Place, ...]:
        """Return where any of the phrases stands, each in the form of words beside others."""
        known = frozenset(phrases)
        longest = max((phrase.count(" ") for phrase in known), default=-1) + 2  # an article may stand between
        return tuple(
            (first, last)
            for first in range(len(self) if known else 0)
            for last in self.ends(first)
            if last - first < longest and self._beside(first, last) in known
        )


def _words(text: str) -> Iterator[Word]:
    """Yield the words of a text without the marks around them; words joined by a hyphen are words by themselves."""
    clause = 0
    pieces = list(_PIECE.finditer(text))
    for place, found in enumerate(pieces):
        following = pieces[place + 1][0] if place + 1 < len(pieces) else ""
        if not _HOLDS.search(found[0]):
            is_span = bool(re.fullmatch("[-\u2013]", found[0])) and following[:1].isdigit()
            clause += not is_span and found[0] != "&"
            continue
        if found[0].startswith(OFF) and len(found[0]) > 1:
            yield Word(OFF, found.start(), found.start() + 1, clause)
            lead = re.match(OFF, found[0])
        else:
            lead = _LEAD.match(found[0])
        clause += bool(lead and re.search(r"[(\[]", lead[0]))
        start = found.start() + (lead.end() if lead else 0)
        bare, is_abbreviated = _bare(text, start, found.end(), following)
        for part in _parts(bare):
            yield Word(part, start, start + len(part), clause)
            start += len(part) + (text[start + len(part) : start + len(part) + 1] == "-")
        clause += bool(_ENDS.search(found[0])) and not is_abbreviated


def _apart(words: tuple[Word, ...], lexicon: Lexicon) -> Iterator[Word]:
    """Yield the words, a compound as Germans write it as its two parts, if both are known: `Keramik|becher`."""
    for one in words:
        head, at = _joint(one.text, lexicon) if one.text[:1].isupper() and one.text[1:].islower() else (0, 0)
        if at:
            yield Word(one.text[:head], one.start, one.start + head, one.clause)
        yield Word(one.text[at:], one.start + at, one.end, one.clause)


def _singulars(text: str) -> Iterator[str]:
    """Yield what a German noun in the plural may be in the singular: `Stofftiere`, `Bänke`."""
    word = text.casefold()
    if text[:1].isupper():
        for ending in ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
                bare = word.removesuffix(ending)
                yield from (bare, bare.translate(UMLAUTS))


def _joint(text: str, lexicon: Lexicon) -> Place:
    """Return where the first part of a compound that is no word of the lexicon ends and the second begins; 0 if it has none."""
    known = lexicon.choices

    def is_known(part: str, names: Iterable[str]) -> bool:
        word = normal(part, lexicon.spellings)
        return any(word in known.get(name, {}) and word not in lexicon.never.get(name, ()) for name in names)

    if any(normal(text, lexicon.spellings) in one for one in (*known.values(), lexicon.facts, lexicon.ignored)):
        return 0, 0
    return next(
        (
            (at - len(link), at)
            for at in range(SHORTEST, len(text) - SHORTEST + 1)
            if is_known(text[at:], ("object",))
            for link in LINKS
            if text[:at].endswith(link) and is_known(text[: at - len(link)], ("material", "process", "finish"))
        ),
        (0, 0),
    )


def _bare(text: str, start: int, end: int, following: str) -> tuple[str, bool]:
    """Return a piece of a text without the marks behind it, and whether a full stop behind it is its own and ends no clause."""
    bare = _TRAIL.sub("", text[start:end])
    is_abbreviated = bare.lower() in _SHORT_FOR or _is_day(bare, following)
    if is_abbreviated and text[:end].endswith("."):
        bare = text[start:end]
    dotted = _DOTTED.match(text, start)
    return (dotted[0] if dotted else bare), is_abbreviated


def _parts(bare: str) -> list[str]:
    """Return the words of a piece: those joined by a hyphen, and a number and the `x` right behind it."""
    times = _TIMES.match(bare)
    return [times[0], bare[times.end() :]] if times else _HYPHEN.split(bare)


def _is_day(bare: str, following: str) -> bool:
    """Return whether a number and the word after it are a day as Germans write it: `15. Dezember`."""
    return bare.isdigit() and following.strip(".,").lower() in MONTHS


def _with_breaks(words: tuple[Word, ...], lexicon: Lexicon) -> tuple[Word, ...]:
    """Return the words with a clause begun at each word that begins one, such as `but`."""
    found: list[Word] = []
    more = 0
    for one in words:
        is_or_so = bool(found) and found[-1].text.lower() == "or"
        more += normal(one.text, lexicon.spellings) in lexicon.breaks and not is_or_so
        found.append(Word(one.text, one.start, one.end, one.clause + more))
    return tuple(found)
