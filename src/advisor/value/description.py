"""What a text in words of one's own says of a choice, and besides of others: a thing described, the noun at the head of a phrase, measures beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from advisor.ir import FactType, Lexicon, Numbers, OneOf, Possible, ReadAs, Subset
from advisor.value.measure import is_measure
from advisor.value.usual_size import nanometres
from advisor.value.word_match import heads, is_phrase, meant

if TYPE_CHECKING:
    from advisor.value.read import ReadContext

_COUNTED = re.compile(r"(?<!\S)[0-9]+(?:[.,/][0-9]+)?[ -]?(?P<unit>[^\W\d_]+(?:/m[2\u00b2])?|\")(?!\w)")
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*[\"”“»]")
"""The name of a piece, which says nothing of what it is: `mirror "Moon"`."""
_BRACKETS = re.compile(r" ?\([^()]*\)")
_REMARK = re.compile(r"\(([^()\d]*[^\W\d_] [^()\d]*)\)")
"""Several words in brackets: `paper (we bring it)`."""
_SHORTEST_PART = 5
"""Of how many letters the noun at the end of a compound is at least, and what stands before it."""
_SHORTEST_LEAD = 3
"""Of how many letters the first part of a compound is at least."""
_OF_SHEETS = frozenset(("gsm", "g/m2", "g/m\u00b2", "gauge", "ga", "den", "momme", "mommes"))
"""What trades measure sheets, wire and thread in, besides units of length and mass."""


def whole_of(text: str, known: Iterable[str]) -> str:
    """Return the one compound that a text is the end of, `lampshade` of `shade`; nothing if there is none or there are several."""
    word = text.casefold()
    ended = {one.casefold(): one for one in known if one.casefold().endswith(word) and " " not in one}
    found = [
        one for name, one in ended.items() if len(name) >= len(word) + _SHORTEST_LEAD and len(word) >= _SHORTEST_PART
    ]
    return found[0] if len(found) == 1 else ""


def is_of_sheets(text: str) -> bool:
    """Return whether a text measures a sheet, so that it says a sort of what such things are made of, `310 gsm black core`."""
    return any(one["unit"].casefold() in _OF_SHEETS for one in _COUNTED.finditer(text))


def thing_described(text: str, fact: FactType, how: ReadContext, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what thing a text of several words describes (`oak coasters, engraved`); what it says of how that is made is kept beside."""
    if how.described is None or fact.name != lexicon.roles.thing or " " not in text.strip():
        return ()
    found = {**_finishes_in(text, lexicon), **how.described(text)}
    named = found.get(f"order.{fact.name}")
    if named is not None:
        how.note(fact, text, named, "word")
    keep_beside(text, {path: value for path, value in found.items() if path != f"order.{fact.name}"}, how)
    return tuple(str(one) for one in named.values) if isinstance(named, OneOf) else ()


def told_of(text: str, fact: FactType, how: ReadContext, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what a text of several words says of a way of making or finishing as a sentence, `engraved crest`, `turned brass base`."""
    names = (lexicon.roles.ways | lexicon.roles.freely) - {lexicon.roles.thing}
    first, _, rest = text.strip().partition(" ")
    is_done = first.islower() and first.endswith(tuple(lexicon.speech.participle))
    if how.described is None or fact.name not in names or not (rest and is_done):
        return ()
    found = how.described(text).get(f"order.{fact.name}")
    if found is not None:
        how.note(fact, text, found, "word")
    return tuple(str(one) for one in found.values) if isinstance(found, OneOf) else ()


def _finishes_in(text: str, lexicon: Lexicon) -> dict[str, Possible]:
    """Return the finish that several words of a text are as they stand, of whatever the rest is: `powder coated steel` of bike racks."""
    words = text.split()
    ends = [(first, last) for first in range(len(words)) for last in range(len(words), first + 1, -1)]
    parts = [" ".join(words[first:last]) for first, last in ends if last - first < len(words)]
    names = lexicon.roles.freely - lexicon.roles.of_parts
    told = {
        f"order.{name}": meant(one, name, lexicon)
        for name in names
        for one in reversed(parts)
        if is_phrase(one, name, lexicon)
    }
    return {path: OneOf(tuple(str(one) for one in named)) for path, named in told.items()}


def details_in(text: str, fact: FactType, how: ReadContext, lexicon: Lexicon) -> dict[str, Possible]:
    """Return what a text says of sides, pages and the like, where one may describe a thing so."""
    if how.described is None or fact.name not in lexicon.roles.freely or " " not in text.strip():
        return {}
    details = {f"order.{name}" for name in lexicon.roles.details}
    return {path: value for path, value in how.described(text).items() if path in details}


def described_besides(text: str, fact: FactType, how: ReadContext, lexicon: Lexicon) -> bool:
    """Keep what a part of a text says of how a thing is made that is none of this fact, `anodised black` of a process; return whether it says any."""
    roles = lexicon.roles
    if how.described is None or fact.name not in roles.ways:
        return False
    others = {f"order.{name}" for name in roles.describe - {fact.name, roles.stuff}}
    found = {path: value for path, value in how.described(text).items() if path in others}
    keep_beside(text, found, how)
    return bool(found)


def keep_beside(text: str, found: Mapping[str, Possible], how: ReadContext) -> None:
    """Keep what a text says of other facts, path -> value."""
    how.beside.update(found)
    how.notes.extend(ReadAs(path=path, text=text, value=value) for path, value in found.items())


def headed(text: str, fact: FactType, how: ReadContext, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what the noun at the head of a phrase names, of which the other words say more (`hardcover book`, `box with a lid`)."""
    text = _QUOTED.sub(" ", text).strip() or text if fact.name == lexicon.roles.thing else text
    bare, plain = without_measures(text), _BRACKETS.sub(" ", text).strip() or text
    own = (bare, *heads(bare), *heads(text), *_begun(text, fact, lexicon))
    for phrase in (*own, plain, *heads(plain), *_begun(plain, fact, lexicon), *_last_parts(plain)):
        named = tuple(str(one) for one in meant(phrase, fact.name, lexicon))
        if named:
            how.note(fact, text, chosen(named, fact), "word")
            is_stuff = fact.name == lexicon.roles.stuff
            beside = _joined_to(text, named, fact, lexicon) if is_stuff else ()
            for remark in (*beside, *(_REMARK.findall(text) if is_stuff and phrase in plain else ())):
                how.note(fact, remark, OneOf(()), "unknown")
            keep_beside(text, thickness_in(text, how), how)
            return named
    return ()


def _joined_to(text: str, named: tuple[str, ...], fact: FactType, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what a text joins to a material that is of another: `with leather straps` of canvas."""
    words = text.split()
    at = next((at for at, word in enumerate(words) if at and word.casefold() in lexicon.speech.joined), len(words))
    rest = " ".join(words[at + 1 :])
    other = {str(one) for part in _begun(rest, fact, lexicon) for one in meant(part, fact.name, lexicon)}
    return (" ".join(words[at:]),) if other - {*named} else ()


def thickness_in(text: str, how: ReadContext) -> dict[str, Possible]:
    """Return what a measure beside a material says of a side: `aluminium 3 mm`."""
    for found in _COUNTED.finditer(text) if how.thickness is not None else ():
        size = nanometres(found[0])
        if size and how.thickness is not None:
            return {f"order.{how.thickness.name}": Numbers(size, size)}
    return {}


def without_measures(text: str) -> str:
    """Return a text without the measures of sheets, wire and the like that it says."""
    return " ".join(_COUNTED.sub(_unless_measure, text).split())


def _unless_measure(found: re.Match[str]) -> str:
    """Return nothing for a measure beside a word for what it is of (`mild steel 1.5 mm`, `600 gsm cotton paper`), else what was found."""
    unit = found["unit"].lower()
    return " " if unit in _OF_SHEETS or is_measure(unit) else found[0]


def without_purpose(text: str, lexicon: Lexicon) -> str:
    """Return a text without what a thing is for: a `case for a circuit board` is no circuit board."""
    words = text.split()
    ends = (at for at in range(1, len(words)) if words[at].casefold() in lexicon.speech.purpose)
    return " ".join(words[: next(ends, len(words))])


def _last_parts(text: str) -> Iterator[str]:
    """Yield the ends of one word that may be the noun of a compound: `papier` of `Recyclingpapier`."""
    if text.isalpha():
        yield from (text[at:] for at in range(_SHORTEST_PART, len(text) - _SHORTEST_PART))


def _begun(text: str, fact: FactType, lexicon: Lexicon) -> Iterator[str]:
    """Yield the beginnings of a phrase behind which nothing stands but words that qualify it, and names of colours: `screen print 2c`, `paint RAL 7016`.

    Of what a thing is made of any beginning: what stands behind is its part or form, `steel legs`.
    """
    _, of, whole = text.partition(" of ")
    if of and fact.name == lexicon.roles.stuff:  # `slices of a birch branch`
        yield from (end for part in (whole, *_begun(whole, fact, lexicon)) for end in heads(part))
    words = text.split()
    while len(words) > 1 and _is_more(words.pop(), fact, lexicon):
        yield " ".join(words)


def _is_more(word: str, fact: FactType, lexicon: Lexicon) -> bool:
    """Return whether a word behind what a phrase is of says more of it."""
    is_mark = word.isdigit() or bool(meant(word, fact.name, lexicon))
    return is_mark or word.casefold() in lexicon.qualifiers or fact.name == lexicon.roles.stuff


def said_elsewhere(text: str, fact: FactType, how: ReadContext, lexicon: Lexicon, *, also: bool) -> bool:
    """Keep what a word says of the facts whose words may be said of this one; return whether it says anything.

    also: besides what it says of this one; then it has to be a word of theirs as it stands.
    """
    is_stuff = also and fact.name == lexicon.roles.stuff  # `sheet metal` is a material here
    return not is_stuff and _said_of(fact.elsewhere, text, how, lexicon, also=also)


def said_instead(text: str, fact: FactType, how: ReadContext, lexicon: Lexicon) -> bool:
    """Keep what a word that is not the fact's own as it stands says of others, where it is a word of theirs; return whether it does: `turned` is no finish."""
    if not fact.or_else or is_phrase(text, fact.name, lexicon):
        return False
    return _said_of(fact.or_else, text, how, lexicon, also=bool(meant(text, fact.name, lexicon)))


def _said_of(names: Iterable[str], text: str, how: ReadContext, lexicon: Lexicon, *, also: bool) -> bool:
    """Keep what a word says of the first of several facts that it says anything of. also: as of `said_elsewhere`."""
    plain = _BRACKETS.sub(" ", text).strip() or text
    for name in names:
        found = meant(text, name, lexicon) or meant(plain, name, lexicon)
        if found and (not also or is_phrase(text, name, lexicon)):
            keep_beside(text, {f"order.{name}": OneOf(found)}, how)
            return True
    return False


def chosen(named: Sequence[str], fact: FactType) -> Possible:
    """Return the choice of which one is meant, or the set, that names say."""
    return (
        OneOf(in_declared_order(named, fact))
        if isinstance(fact.domain, OneOf)
        else Subset(in_declared_order(named, fact))
    )


def in_declared_order(names: Sequence[str], fact: FactType) -> tuple[str, ...]:
    """Return the choices named, in declared order, each once."""
    if len(names) == 1:
        return tuple(names)
    named = frozenset(names)
    return tuple(one for one in fact.words if one in named)
