"""What a text says that is known and is no value of its fact, kept in the order's own words for those who make the thing.

Marks and standards that it has to meet, `CE, RoHS, REACH`; what a trade measures its sheets and cloth in where a weight is asked, `14 momme`.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from advisor.ir import FactType, Lexicon
from advisor.value.description import is_of_sheets
from advisor.value.word_match import NOTHING, meant, normal
from advisor.yaml.node import Node, Scalar, SequenceNode

_LISTED = re.compile(r"\s*(?:[,;&+/|]|\band\b|\bund\b|\bet\b)\s*")
_CLAUSES = re.compile(r",\s+|;\s*|\s*\((?=[^()]*\)$)|\)$")
_TOKEN = re.compile(r"[^\W\d_]+[0-9]*")


def without_kept(node: Node, fact: FactType, lexicon: Lexicon) -> tuple[list[str], Node | None]:
    """Return what a text or a list of texts names that is kept, and what it says besides, None if that is nothing."""
    if fact.catch_all != NOTHING and not fact.weighed_by:
        return [], node
    items = node.items if isinstance(node, SequenceNode) else (node,)
    found = [_apart(one.text, fact, lexicon) if isinstance(one, Scalar) else ([], []) for one in items]
    kept = [text for texts, _ in found for text in texts]
    if not kept:
        return [], node
    left = [
        replace(one, text=", ".join(rest)) if texts and isinstance(one, Scalar) else one
        for one, (texts, rest) in zip(items, found, strict=True)
        if rest or not texts
    ]
    return kept, (replace(node, items=tuple(left)) if isinstance(node, SequenceNode) else left[0]) if left else None


def _apart(text: str, fact: FactType, lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """Return the parts of a text that are kept, and the others."""
    if fact.weighed_by:
        parts = [one for one in _CLAUSES.split(text.strip()) if one]
        kept = [one for one in parts if is_of_sheets(one)]
    else:
        parts = [one for one in _LISTED.split(text.strip()) if one]
        kept = [one for one in parts if _names_standard(one, lexicon) and not meant(one, fact.name, lexicon)]
    return kept, [one for one in parts if one not in kept]


def is_kept(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text is all of marks and standards, or measures a sheet."""
    parts = [one for one in _LISTED.split(text.strip()) if one]
    return is_of_sheets(text) or (bool(parts) and all(_names_standard(one, lexicon) for one in parts))


def _names_standard(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text names a mark or standard: `WEEE marking`, `UL94 V-0`; written small, only where it is all of it, so that nobody's reach is REACH."""
    return any(
        (one != one.lower() or one == text) and _bare(normal(one, lexicon.spellings)) in lexicon.standards
        for one in (*_TOKEN.findall(text), text)
    )


def _bare(word: str) -> str:
    """Return a word without the number of its part: `ul94`, `en71`."""
    return word.rstrip("0123456789") or word
