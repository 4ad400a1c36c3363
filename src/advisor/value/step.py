"""Steps of one thing, said together: which of them prices the others in. Who cuts and sews does the cutting too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.ir import FactType, Lexicon, OneOf, ReadAs
from advisor.value.description import keep_beside
from advisor.value.word_match import is_phrase, meant

if TYPE_CHECKING:
    from advisor.value.read import ReadContext

Step = tuple[str, tuple[str, ...]]
"""A word, and the choices it names."""


def says_or(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text names things of which one will do."""
    return not lexicon.speech.either.isdisjoint(text.casefold().split())


def are_steps(text: str, fact: FactType, lexicon: Lexicon) -> bool:
    """Return whether several choices in a text are all done to one thing: of a fact whose choices include others, unless one will do."""
    return bool(fact.includes) and isinstance(fact.domain, OneOf) and not says_or(text, lexicon)


def without_included(steps: Sequence[Step], fact: FactType, how: ReadContext, lexicon: Lexicon) -> list[Step]:
    """Return the steps that price the others in, as declared: what is a word of another fact is kept beside, and said of that.

    `sewn, screen printed` is sewn, with a print; `cut and stitched` is what whoever stitches does.
    """
    left = _without_theirs(steps, fact, how, lexicon)
    held = [(word, _including(names, word, left, fact)) for word, names in left]
    left = [(word, names) for word, names in held if not _is_included(names, word, held, fact)]
    gone = {word for word, _ in steps} - {word for word, _ in left}
    how.notes[:] = [one for one in how.notes if one.text not in gone or not _is_of(one, fact)]
    for word, names in left:
        _note_narrowed(word, names, fact, how)
    return left


def _without_theirs(steps: Sequence[Step], fact: FactType, how: ReadContext, lexicon: Lexicon) -> list[Step]:
    """Return the steps that no other fact says, keeping the others beside; all of them where none would be left."""
    theirs = {word: name for word, _ in steps for name in fact.steps_of if is_phrase(word, name, lexicon)}
    own = [step for step in steps if step[0] not in theirs]
    if not own:
        return [*steps]
    for word, name in theirs.items():
        keep_beside(word, {f"order.{name}": OneOf(tuple(map(str, meant(word, name, lexicon))))}, how)
    return own


def _including(names: tuple[str, ...], word: str, steps: Sequence[Step], fact: FactType) -> tuple[str, ...]:
    """Return of what a word may name those that include another step, all if none does."""
    others = {one for other, members in steps if other != word for one in members}
    return tuple(one for one in names if not others.isdisjoint(fact.includes.get(one, ()))) or names


def _is_included(names: tuple[str, ...], word: str, steps: Sequence[Step], fact: FactType) -> bool:
    """Return whether another step includes what a word names."""
    others = [members for other, members in steps if other != word]
    return any(
        all(not {*names}.isdisjoint(fact.includes.get(one, ())) for one in members) for members in others if members
    )


def _note_narrowed(word: str, names: tuple[str, ...], fact: FactType, how: ReadContext) -> None:
    """Let what was noted of a word say what it is beside the other steps."""
    for place, one in enumerate(how.notes):
        if one.text == word and _is_of(one, fact):
            how.notes[place] = replace(one, value=OneOf(tuple(name for name in fact.words if name in names)))


def _is_of(one: ReadAs, fact: FactType) -> bool:
    return one.path == f"order.{fact.name}"
