"""A list of names as their number: `navy and gold` are two colours."""

from __future__ import annotations

import re

from advisor.ir import Lexicon
from advisor.value.word_match import normal
from advisor.yaml.node import Node, Scalar, SequenceNode

_MARK = re.compile(r"[,;/&+]")
_CODE = re.compile(r"[0-9]+|[a-z]")
"""What stands behind the name of a colour chart: `Pantone 123 C`."""
_BOTH = re.compile(r"[0-9] ?/ ?[0-9]")
_ON = re.compile(r"(?P<number>[0-9]{1,2}) ?(?:[^\W\d_]+ ){0,3}(?P<side>[^\W\d_]+)")


def named(text: str, fact: str, lexicon: Lexicon) -> int:
    """Return how many things a list names that a number fact counts, 0 if it says anything else; one name alone may be the name of anything.

    Whoever orders a mug in white has not said how many colours are printed on it.
    """
    known = lexicon.counted.get(fact, frozenset())
    words = _MARK.sub(" , ", text.casefold()).split()
    lists: list[list[str]] = [[]]
    if not known or not lexicon.speech.either.isdisjoint(words):
        return 0
    for word in words:
        if word == "," or word in lexicon.speech.listing:
            lists.append([])
        else:
            lists[-1].append(normal(word, lexicon.spellings))
    parts = [one for one in lists if one]
    return len(parts) if len(parts) > 1 and all(_is_name(one, known, lexicon) for one in parts) else 0


def names_in(node: Node, fact: str, lexicon: Lexicon) -> str:
    """Return a list of names of what a fact counts as one text, `[river blue, cream]` of colours; empty if a node is none."""
    items = node.items if isinstance(node, SequenceNode) and fact in lexicon.counted else ()
    texts = [one.text.replace(", ", " ") for one in items if isinstance(one, Scalar) and one.text[:1].isalpha()]
    are_names = len(texts) == len(items) > 1 and not any(sign.isdigit() for one in texts for sign in one)
    return ", ".join(texts) if are_names else ""


def on_sides(text: str, fact: str, lexicon: Lexicon) -> int:
    """Return the most of what is counted that a text says of any side of a thing, `4 on the front, 1 on the back`, `4/1`; 0 if it says no such thing."""
    if fact not in lexicon.counted:
        return 0
    if _BOTH.fullmatch(text.strip()):
        return max(int(one) for one in text.split("/"))
    parts = [_ON.fullmatch(one.strip()) for one in _MARK.split(text.casefold())]
    told = [one for one in parts if one and one["side"] in lexicon.qualifiers]
    return max(int(one["number"]) for one in told) if len(told) == len(parts) > 1 else 0


def _is_name(words: list[str], known: frozenset[str], lexicon: Lexicon) -> bool:
    """Return whether words are one name: `dark navy`, `RAL 7016`, also by its numbers alone behind another of a chart."""
    told = [one for one in words if not _CODE.fullmatch(one)]
    return any(one in known for one in told) and all(one in known or one in lexicon.qualifiers for one in told)
