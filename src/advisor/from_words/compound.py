"""Nouns as languages bend and join them: a plural in the singular, a compound as its two parts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from advisor.from_words.word import Word
from advisor.ir import Lexicon
from advisor.value.spoken import SMALL
from advisor.value.word_match import normal

_SHORTEST = 4  # of how many letters a part of a compound is at least


def compound_parts(words: Iterable[Word], lexicon: Lexicon) -> Iterator[Word]:
    """Yield the words, a compound as its parts: `Keramik|becher`; a counted one by its second: `100 Hemd|knöpfe`."""
    words = tuple(words)
    is_joining = any(one.text.lower() in lexicon.speech.joining for one in words)
    for before, one in zip((None, *words), words, strict=False):
        is_counted = is_joining and before is not None and before.text.isdigit()
        head, at = (
            _counted(one.text, lexicon) or _led(one.text, lexicon) or _joint(one.text, lexicon, is_counted=is_counted)
            if one.text[1:].islower()
            else (0, 0)
        )
        if at:
            yield Word(one.text[:head], one.start, one.start + head, one.clause)
        yield Word(one.text[at:], one.start + at, one.end, one.clause)


def _counted(text: str, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return where a number ends and what it counts begins, written as one word: `zwei|farbig`."""
    word = text.casefold()
    found = (len(number) for number in SMALL if word.startswith(number) and word[len(number) :] in lexicon.facts)
    return next(((at, at) for at in found), None)


def _led(text: str, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return where a word for what a thing is like ends and one for how it is made begins, written as one word: `hand|carved`."""
    word, known = text.casefold(), lexicon.choices
    told = (lexicon.ignored, lexicon.small_talk, lexicon.qualifiers, lexicon.facts, *known.values())
    if text[:1].isupper() or any(word in one for one in told):
        return None
    names = lexicon.roles.of_parts - {lexicon.roles.stuff}
    ends = range(_SHORTEST, len(word) - _SHORTEST + 1)
    is_made = (
        at for at in ends if word[:at] in lexicon.qualifiers and any(word[at:] in known.get(one, {}) for one in names)
    )
    return next(((at, at) for at in is_made), None)


def bent(text: str, lexicon: Lexicon) -> str:
    """Return the material of which an adjective says that a thing is, empty if it does not: `silberne`."""
    word, known = text.casefold(), lexicon.choices.get(lexicon.roles.stuff, {})
    cut = (word[: -len(one)] for one in lexicon.speech.bent if word.endswith(one) and len(word) - len(one) >= _SHORTEST)
    found = (form for one in cut for form in (one, _unmarked(one)) if form in known)
    return next(found, "")


def singulars(text: str, endings: Iterable[str]) -> Iterator[str]:
    """Yield what a noun in the plural may be in the singular: `Stofftiere`, `Bänke`."""
    word = text.casefold()
    if text[:1].isupper():
        for ending in sorted(endings, key=len, reverse=True):
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                bare = word.removesuffix(ending)
                yield from (bare, _unmarked(bare))


def _unmarked(word: str) -> str:
    """Return a word without the marks above its letters: `bank` of `bänk`."""
    return "".join(one for one in unicodedata.normalize("NFD", word) if not unicodedata.combining(one))


def _joint(text: str, lexicon: Lexicon, *, is_counted: bool) -> tuple[int, int]:
    """Return where the first part of a compound that is no word of the lexicon ends and the second begins; 0 if it has none.

    is_counted: whether a number stands before it, so that a second part of some length is enough.
    """
    known, roles = lexicon.choices, lexicon.roles

    def is_known(part: str, names: Iterable[str]) -> bool:
        word = normal(part, lexicon.spellings)
        return any(word in known.get(name, {}) and word not in lexicon.never.get(name, ()) for name in names)

    told = (*known.values(), lexicon.facts, lexicon.ignored)
    if text[:1].islower() or any(normal(text, lexicon.spellings) in one for one in told):
        return 0, 0
    is_counted &= not any(form in one for form in singulars(text, lexicon.speech.endings) for one in told)

    def heads(at: int) -> tuple[str, ...]:
        forms = (text[at:], *singulars(text[at:].title(), lexicon.speech.endings))
        return tuple(one for one in forms if is_known(one, (roles.thing,)))

    places = [(at, found) for at in range(_SHORTEST, len(text) - _SHORTEST + 1) if (found := heads(at))]
    both = (
        (at - len(link), at)
        for at, _ in places
        for link in ("", *sorted(lexicon.speech.joints))
        if text[:at].endswith(link) and is_known(text[: at - len(link)], roles.describe)
    )
    alone = ((at, at) for at, found in places if is_counted and any(len(one) > _SHORTEST for one in found))
    return next(both, None) or next(alone, (0, 0))
