"""How people's words are compared: in a normal form, whole, against the pack's own lexicon; never by spelling alone.

A word that is not known is never bent to one that is: `slips` only finds what may have been meant by a slip of the finger,
for a message to ask.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from advisor.ir import TITLE, UNREAD, FactType, Lexicon
from advisor.value.late import late
from advisor.value.run_together import written_otherwise

BUT = "anything but"
"""How all choices but some are said, whatever the language of a pack denies with."""
UNKNOWN = "unknown"
NOTHING = "none"
ARTICLES = frozenset({"a", "an", "the"})
_JOINED = late(r"[_\u2010-\u2015-]+")
_APART = late(r"[\s/]+|[^\w&+.%'\u2019]+")
_SEVERAL = late(
    r"\s*(?:(?<![0-9]),|,(?![0-9]{1,2}(?![0-9]))|[;|+&]|\b(?:or|and|oder|und|ou|et)\b|(?<=\s)(?:y|o|e|then|dann|puis|poi|luego)(?=\s))"
    r"\s*(?:(?:then|dann|puis|poi|luego)\s+)?",
    re.IGNORECASE,
)
_PERHAPS = late(
    r"(?:^\s*|\s*[,;]\s*|\s+)(?:(?:and|und|or|oder)\s+)?(?:perhaps|maybe|possibly|vielleicht|eventuell)\s+(?=\w)",
    re.IGNORECASE,
)
_SHARED = late(r"(?<=[\w€$£])\s*/\s*(?=[^\W\d])")
"""What stands before that of which a number is one: `15/week`."""
_LEAD = late(r"[^\d$£€]+?(?=[.,]?\d)")
"""What stands before a number."""
_LISTING = ",;|"
_MOST_JOINED = 4
"""So many parts of a text may be one phrase that is known: `foil, leaf and lustre`."""
_STEMS = (
    ("sse", "ss"), ("she", "sh"), ("che", "ch"), ("xe", "x"), ("ve", "f"), ("fe", "f"), ("ie", "y"),
)  # fmt: skip
"""Endings that look alike in the plural, whatever the singular is: `ashes`, `axes`, `shelves` and `sleeves`, `hoodies` and `bodies`."""
_PREPOSITION = late(
    r"\s+(?:of|in|with|for|from|on|by|made|aus|mit|für|von|à|en|pour|para|per|por|voor|avec|con|met)\s+|,\s*",
    re.IGNORECASE,
)
_SHARES = late(r"(?P<one>[0-9]{1,2}) ?[/-] ?(?P<other>[0-9]{1,2}) ?%? (?P<names>[^\W\d_]+[ /]+[^\W\d_]+)")
_WHOLE = 100
_SHORT = 3
"""A word of so many letters is no plural."""
_NO_PLURAL = ("ss", "us", "is")


def normal(text: str, spellings: Mapping[str, str]) -> str:
    """Return the normal form of a word or phrase: small letters, one space between words, the stem of the singular, without articles.

    What stands before a hyphen, underscore or slash is a word by itself. A text that holds no letter or digit stays as it is.
    """
    return _normal(text, tuple(spellings.items()))


@lru_cache(maxsize=1 << 16)  # a pack's own words are some twenty thousand: with fewer, none is found again
def _normal(text: str, spellings: tuple[tuple[str, str], ...]) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    spaced = _JOINED.sub(" ", plain).replace("&", " and ").split()
    words = [word for one in spaced if one not in ARTICLES for word in _APART.split(one)]
    told = [_singular(_spelt(word, spellings)) for one in words if (word := re.sub(r"['\u2019.]", "", one))]
    return " ".join(told) or plain


def _spelt(word: str, spellings: tuple[tuple[str, str], ...]) -> str:
    for part, spelt in spellings:
        word = word.replace(part, spelt)
    return word


def _singular(word: str) -> str:
    """Return what singular and plural have in common, which need be no word: `hoody` of `hoodie` and `hoodies`."""
    if len(word) <= _SHORT:
        return word
    bare = word[:-1] if word.endswith("s") and not word.endswith(_NO_PLURAL) else word
    if len(bare) <= _SHORT:
        return bare
    return next((bare.removesuffix(ending) + stem for ending, stem in _STEMS if bare.endswith(ending)), bare)


# --- what a word means ------------------------------------------------------------------------------------------------
def normal_beside(text: str, spellings: Mapping[str, str]) -> str:
    """Return the normal form of words beside another, in which `a` says something: `a week` is each, `week` is not."""
    article, _, rest = text.strip().casefold().partition(" ")
    return f"a {normal(rest, spellings)}" if article in ("a", "an") and rest else normal(text, spellings)


def without_cue(text: str, fact: str, lexicon: Lexicon) -> str:
    """Return a text without the words behind it beside which a sentence means the fact: `25` of `25/week`."""
    words, cues = _SHARED.sub(" per ", text).split(), _beside_number(fact, lexicon)
    starts = (at for at in range(1, len(words)) if normal_beside(" ".join(words[at:]), lexicon.spellings) in cues)
    return " ".join(words[: next(starts, len(words))])


def without_lead(text: str, fact: str, lexicon: Lexicon) -> str:
    """Return a text without such words before its number, `25` of `± 25`; as it stands if none stand there."""
    lead = _LEAD.match(text)
    is_led = lead is not None and normal_beside(lead[0], lexicon.spellings) in _beside_number(fact, lexicon)
    return text[lead.end() :] if lead and is_led else text


def _beside_number(fact: str, lexicon: Lexicon) -> frozenset[str]:
    cues = frozenset(lexicon.cues.get(fact, ()))
    return cues if cues.isdisjoint(lexicon.per_one) else cues | lexicon.per_one


def meant(text: str, fact: str, lexicon: Lexicon) -> tuple[bool | str, ...]:
    """Return what a word says of a fact: one choice, several of which one is meant, or a flag; nothing if it is not known.

    Words that leave a choice what it is may stand before it (`organic cotton`).
    """
    known = lexicon.choices.get(fact, {})
    word = normal(text, lexicon.spellings)
    found = _known(word, known)
    while found is None:
        found = written_otherwise(word, fact, lexicon)
        head, _, word = word.partition(" ")
        if found is None and (not word or head not in lexicon.qualifiers):
            return ()
        found = found or _known(word, known)
    return found


def _known(word: str, known: Mapping[str, tuple[bool | str, ...]]) -> tuple[bool | str, ...] | None:
    """Return what a normal form means; a plural that looks like none (`menus`, `pop-ups`, `Visitenkarten`) is known by its singular."""
    found = known.get(word)
    is_plural = (word.endswith("s") and not word.endswith("ss")) or word.endswith("en")
    if found is None and len(word) > _SHORT and is_plural:
        found = known.get(word[:-1])
    return found


def heads(text: str) -> Iterator[str]:
    """Yield the shorter phrases that may say what a phrase is of: its end, word by word, of what stands before a preposition first."""
    for part in (_PREPOSITION.split(text, maxsplit=1)[0], text):
        words = part.split()
        yield from (" ".join(words[start:]) for start in range(0 if part != text else 1, len(words)))


def column_named(header: str, lexicon: Lexicon) -> str:
    """Return what a pack says that a column called so holds: a fact, `id`, `as_of`, TITLE or UNREAD; empty if it says nothing of that."""
    return lexicon.columns.get(normal(header, lexicon.spellings), "") if header else ""


def says_nothing(name: str, lexicon: Lexicon, *, is_header: bool) -> bool:
    """Return whether a name is of what says nothing of how a thing is made, such as `notes`.

    One that people also call a fact says nothing only as the header of a table, as it stands: `Customer`, not `customers`.
    """
    word = normal(name, lexicon.spellings)
    is_other = lexicon.columns.get(word) in (TITLE, UNREAD)
    return is_other and (word not in lexicon.facts or (is_header and name.strip().casefold() == word))


def pathway(text: str, lexicon: Lexicon) -> str:
    """Return the pathway that people call so, the text itself if there is none."""
    return lexicon.pathways.get(normal(text, lexicon.spellings), text)


def word_parts(text: str, fact: FactType, lexicon: Lexicon) -> list[str]:
    """Return the words that a text holds, apart by commas, `or` and `and`; a phrase that is known stays whole."""
    text = text.strip()
    cuts = [(0, 0), *(one.span() for one in _SEVERAL.finditer(text) if _is_open(text, one.start())), (len(text),) * 2]
    pieces = [text[start:end] for (_, start), (end, _) in pairwise(cuts)]
    both = [one.strip() for one in text.split("/")]
    if "/" in text and not _is_known(text, fact, lexicon) and all(meant(one, fact.name, lexicon) for one in both):
        return both
    is_listed = any(mark in text for mark in _LISTING) and all(meant(one, fact.name, lexicon) for one in pieces)
    if _is_known(text, fact, lexicon) or (not is_listed and meant(text, fact.name, lexicon)):
        return [text]
    found, at = [], 0
    while at < len(pieces):
        ends = range(min(at + _MOST_JOINED, len(pieces)), at + 1, -1)
        start = cuts[at][1]
        at = next((end for end in ends if _is_known(text[start : cuts[end][0]], fact, lexicon)), at + 1)
        found.append(text[start : cuts[at][0]])
    return [one for part in found for one in _blended(part, fact, lexicon) if one]


def _is_open(text: str, at: int) -> bool:
    """Return whether a place in a text is in no bracket."""
    return text.count("(", 0, at) <= text.count(")", 0, at) or ")" not in text[at:]


def _blended(text: str, fact: FactType, lexicon: Lexicon) -> list[str]:
    """Return the two that a hyphen joins, or of which a text says the shares, if each is known and both together are not: `linen-cotton`, `80/20 cotton polyester`."""
    found = _SHARES.fullmatch(text)
    is_whole = found is not None and int(found["one"]) + int(found["other"]) == _WHOLE
    both = re.split(r"[ /]+", found["names"]) if found and is_whole else text.split("-")
    is_blend = len(both) == 2 and not meant(text, fact.name, lexicon)  # noqa: PLR2004  # of one hyphen
    return both if is_blend and all(meant(one, fact.name, lexicon) for one in both) else [text]


def _is_known(text: str, fact: FactType, lexicon: Lexicon) -> bool:
    """Return whether a text is one known phrase as it stands; a comma within it has to be that of a label."""
    if any(mark in text for mark in _LISTING):
        return any(text.casefold() == label.casefold() for label in fact.words.values() if "," in label)
    return is_phrase(text, fact.name, lexicon)


def is_phrase(text: str, fact: str, lexicon: Lexicon) -> bool:
    """Return whether a text is a word of a fact as it stands, with no qualifier before it."""
    word = normal(text, lexicon.spellings)
    return word in lexicon.choices.get(fact, {}) or written_otherwise(word, fact, lexicon) is not None


def certain_and_perhaps(text: str) -> tuple[str, str]:
    """Return what a text says for certain, and what it says after `perhaps`; either may be empty."""
    found = _PERHAPS.search(text)
    return (text[: found.start()], text[found.end() :]) if found else (text, "")


def is_unknown(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text says that one does not know."""
    return normal(text, lexicon.spellings) in lexicon.unknown


def is_none(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text says that there is none."""
    return normal(text, lexicon.spellings) in lexicon.none


def is_own_name(text: str, fact: FactType, lexicon: Lexicon) -> bool:
    """Return whether a text is a name in the fact's menu, so that nothing needs to be said of how it was read."""
    names = tuple((name, fact.words.get(name) or fact.group_words.get(name, name)) for name in fact.menu)
    return normal(text, lexicon.spellings) in _all_normal(names, tuple(lexicon.spellings.items()))


@lru_cache(maxsize=1 << 8)
def _all_normal(names: tuple[tuple[str, str], ...], spellings: tuple[tuple[str, str], ...]) -> frozenset[str]:
    return frozenset(_normal(one, spellings) for pair in names for one in pair)


def spelt(fact: FactType, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words of a fact's choices as the pack writes them; where only the normal form is known, that."""
    if fact.name not in lexicon.spelt:
        called = lexicon.called.get(fact.name, {}).values()
        written = (*fact.words.values(), *fact.group_words.values(), *(word for words in called for word in words))
        as_written = {normal(one, lexicon.spellings): one for one in reversed(written)}
        lexicon.spelt[fact.name] = tuple(as_written.get(word, word) for word in lexicon.choices.get(fact.name, {}))
    return lexicon.spelt[fact.name]


# --- how several choices are named ------------------------------------------------------------------------------------
def names(values: Iterable[bool | str], fact: FactType, *, labelled: bool) -> tuple[bool | str, ...]:
    """Return the fewest names that say these choices: a group's for all its members. labelled: only groups that have a label."""
    left = list(dict.fromkeys(values))
    groups = fact.group_words if labelled else fact.choice_groups
    found: dict[bool | str, tuple[bool | str, ...]] = {one: (one,) for one in left}
    for name in sorted(groups, key=lambda one: -len(fact.choice_groups[one])):
        members = fact.choice_groups[name]
        if len(members) > 1 and all(found.get(one) == (one,) for one in members):
            for one in members:
                del found[one]
            found[name] = members
    return tuple(sorted(found, key=lambda name: left.index(found[name][0])))
