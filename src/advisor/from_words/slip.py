"""What may have been meant by a word that says nothing known: a slip of the finger, asked back and never read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from advisor.ir import Lexicon
from advisor.order import OrderReader
from advisor.value.slips import slip
from advisor.value.word_match import normal, spelt

_SHORTEST = 6  # from how many letters on a word of a sentence may hold a slip: of which fact it is, nobody said


def asked(run: str, said: Mapping[str, Collection[str]], reader: OrderReader) -> str:
    """Return words that were left as they are told, with what each may have been: `earings (did you mean earring?)`.

    said: the facts of which something was read; of the others, what is ordered and what it is made of are tried, each by itself.
    """
    lexicon = reader.pack.lexicon
    names = [name for name in (lexicon.roles.thing, lexicon.roles.stuff) if name in reader.facts and name not in said]
    found = [one for word in run.split() for one in _meant(word, names, reader, lexicon)]
    stuff = lexicon.roles.stuff
    if not found and stuff in said and stuff in reader.facts:
        found = list(_of_two(run, said[stuff], reader, lexicon))
    return f"{run} (did you mean {' and '.join(found)}?)" if found else run


def _of_two(run: str, said: Collection[str], reader: OrderReader, lexicon: Lexicon) -> Iterator[str]:
    """Yield the material of two words of which the first was mistyped: `stainles`, where `steel` was read."""
    name = lexicon.roles.stuff
    word, *more = run.split()
    if more or len(word) < _SHORTEST or not word.isalpha():
        return
    pairs = [one for one in spelt(reader.facts[name], lexicon) if one.count(" ") == 1]
    for text in said:
        near = slip(f"{word} {text}", pairs, lexicon)
        if near and _is_mistyped(f"{word} {text}".casefold(), near.casefold()):
            yield near
            return


def _meant(word: str, names: list[str], reader: OrderReader, lexicon: Lexicon) -> Iterator[str]:
    """Yield what a word may have been, the word of one fact at most; nothing for a word that says anything anywhere."""
    text = normal(word, lexicon.spellings)
    told = (lexicon.ignored, lexicon.small_talk, lexicon.qualifiers, lexicon.facts, *lexicon.choices.values())
    if len(word) < _SHORTEST or not word.isalpha() or any(text in one for one in told):
        return
    for name in names:
        never = lexicon.never.get(name, ())
        known = [one for one in spelt(reader.facts[name], lexicon) if normal(one, lexicon.spellings) not in never]
        near = slip(word, (one for one in known if " " not in one and len(one) >= _SHORTEST), lexicon)
        if near and _is_mistyped(text, normal(near, lexicon.spellings)):
            yield near
            return


def _is_mistyped(text: str, other: str) -> bool:
    """Return whether letters are missing, too many or moved; with another letter a word may be its own: `curved`."""
    return len(text) != len(other) or sorted(text) == sorted(other)
