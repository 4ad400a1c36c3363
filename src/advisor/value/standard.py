"""Marks and standards that a thing has to meet, `CE, RoHS, REACH`: known words that say no fact, kept in the order's own words for those who make it."""

from __future__ import annotations

import re

from msgspec.structs import replace

from advisor.ir import FactType, Lexicon
from advisor.value.word_match import meant, normal
from advisor.yaml.node import Node, Scalar, SequenceNode

_LISTED = re.compile(r"\s*(?:[,;&+/|]|\band\b|\bund\b|\bet\b)\s*")
_TOKEN = re.compile(r"[^\W\d_]+[0-9]*")


def standards_in(text: str, fact: FactType | None, lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """Return the parts of a text that name marks and standards and nothing of a fact, and the other parts."""
    parts = [one for one in _LISTED.split(text.strip()) if one]
    kept = [
        one
        for one in parts
        if names_standard(one, lexicon) and not (fact is not None and meant(one, fact.name, lexicon))
    ]
    return kept, [one for one in parts if one not in kept]


def without_standards(node: Node, fact: FactType, lexicon: Lexicon) -> tuple[list[str], Node | None]:
    """Return the marks and standards that a text or a list of texts names, and what it says besides, None if that is nothing."""
    items = node.items if isinstance(node, SequenceNode) else (node,)
    found = [standards_in(one.text, fact, lexicon) if isinstance(one, Scalar) else ([], []) for one in items]
    kept = [text for texts, _ in found for text in texts]
    if not kept:
        return [], node
    left = [
        replace(one, text=", ".join(rest)) if texts and isinstance(one, Scalar) else one
        for one, (texts, rest) in zip(items, found, strict=True)
        if rest or not texts
    ]
    return kept, (replace(node, items=tuple(left)) if isinstance(node, SequenceNode) else left[0]) if left else None


def names_standard(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text names a mark or standard: `WEEE marking`, `UL94 V-0`; written small, only where it is all of it, so that nobody's reach is REACH."""
    tokens = _TOKEN.findall(text)
    return any(
        (one != one.lower() or one == text) and _bare(normal(one, lexicon.spellings)) in lexicon.standards
        for one in (*tokens, text)
    )


def _bare(word: str) -> str:
    """Return a word without the number of its part: `ul94`, `en71`."""
    return word.rstrip("0123456789") or word
