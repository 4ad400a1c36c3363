"""An answer with words more than it needs, `EUR 30, i.e. 9000/300`: the parts of it that read by the fact that was asked, and what is left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Protocol

from msgspec.structs import replace

from advisor.interview.typed_answer import AnswerError, Typed, read_answer
from advisor.ir import NONE, FactType, Lexicon, Numbers, Possible, Subset
from advisor.order import OrderReader
from advisor.trace import Order
from advisor.value.unit import LENGTH
from advisor.value.word_match import certain_and_perhaps, is_none, is_unknown, normal

_CLAUSE = re.compile(r"\s*[,;:]\s+|(?<=\w\w)[.!]\s+|\s+[-\u2013\u2014]\s+(?=[^\W\d])")


class _Read(Protocol):
    """How a part of an answer is read by itself."""

    def __call__(self, part: str, *, is_whole: bool = True) -> Typed | None:
        """Return what it says, None where nothing of it is read."""


def read_loosely(reader: OrderReader, order: Order, fact: FactType, text: str) -> Typed | None:
    """Return what parts of an answer say of a fact, None where none of them says anything of it, or they say what cannot all be meant."""
    lexicon = reader.pack.lexicon
    read = partial(_clear, reader, order, fact)
    found = _first(read, _bared(text, lexicon)) or _of_clauses(text, lexicon, read, fact)
    return found if found or fact.is_in(LENGTH) else read(text, is_whole=False)


def _clear(reader: OrderReader, order: Order, fact: FactType, part: str, *, is_whole: bool = True) -> Typed | None:
    """Return what a part of an answer says, None where nothing of it is read, or only that nobody knows it."""
    try:
        found = read_answer(reader, order, fact, part, is_whole=is_whole)
    except AnswerError:
        return None
    own = [one for one in found.notes if one.path == f"order.{fact.name}"]
    is_strange = bool(own) and all(one.is_strange for one in own)
    is_said = found.value != fact.domain or is_unknown(part, reader.pack.lexicon)
    return found if is_said and not is_strange else None


def _first(read: _Read, parts: Iterable[str]) -> Typed | None:
    """Return what the first part says of which all is known, else the first of which anything is."""
    found = [told for one in parts if (told := read(one))]
    known = (told for told in found if all(one.how != "other" for one in told.notes))
    return next(known, found[0] if found else None)


def _of_clauses(text: str, lexicon: Lexicon, read: _Read, fact: FactType) -> Typed | None:
    """Return what the clauses of a text say together; those that say nothing of the fact are left."""
    clauses = [one.strip() for one in _CLAUSE.split(text) if one.strip(" .,;:!?")]
    found = [(one, _first(read, (one, *_bared(one, lexicon)))) for one in clauses]
    said = [told for _, told in found if told is not None and told.value != fact.domain]
    value = _together([one.value for one in said], fact)
    if len(clauses) < 2 or value is None:  # noqa: PLR2004  # one is the text itself
        return None
    notes = [note for told in said for note in told.notes]
    if len(said) > 1:
        notes = [replace(one, value=value) if one.path == f"order.{fact.name}" else one for one in notes]
    return Typed(
        value=value,
        notes=tuple(notes),
        beside={path: one for told in said for path, one in told.beside.items()},
        left=tuple(
            one for one, told in found if told is None and not all(_is_idle(word, lexicon) for word in one.split())
        ),
        currency=next((one.currency for one in said if one.currency), ""),
    )


def _together(values: Sequence[Possible], fact: FactType) -> Possible | None:
    """Return what several values are together: a span about numbers, a set of all, one of several; None where they contradict."""
    first, *others = values or (None,)
    if first is None or all(one == first for one in others):
        return first
    numbers = [one for one in values if isinstance(one, Numbers) and one != NONE]
    if len(numbers) == len(values):
        return Numbers(min(one.low for one in numbers), max(one.high for one in numbers))
    sets = [one for one in values if isinstance(one, Subset) and one != Subset(())]
    if len(sets) == len(values):
        some = {name for one in sets for name in one.some}
        maybe = {name for one in sets for name in one.maybe} - some
        return Subset(*(tuple(one for one in fact.words if one in names) for names in (some, maybe)))
    return None


def _bared(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield a text without more and more of the words at its head, then at its end, that say nothing: `oh, I think 40`."""
    words, speech = text.split(), lexicon.speech
    leads = speech.purpose | speech.inside | speech.upon | speech.where
    while len(words) > 1 and _is_idle(words[0], lexicon) and words[1].casefold() not in leads:
        words = words[1:]
        yield " ".join(words)
    while len(words) > 1 and _is_idle(words[-1], lexicon):
        words = words[:-1]
        yield " ".join(words)
    if len(words) > 1 and _is_perhaps(words[0]):
        yield " ".join(words[1:])
        yield from _bared(" ".join(words[1:]), lexicon)


def _is_idle(word: str, lexicon: Lexicon) -> bool:
    bare = word.casefold().strip(".,;:!?")
    idle = lexicon.ignored | lexicon.small_talk
    is_said = is_none(bare, lexicon) or bare in lexicon.negations or bare in lexicon.flags
    return not (is_said or _is_perhaps(bare)) and (bare in idle or normal(bare, lexicon.spellings) in idle)


def _is_perhaps(word: str) -> bool:
    return not certain_and_perhaps(f"{word} so")[0]
