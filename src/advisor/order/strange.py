"""A key that is no fact: refused with what it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.ir import FactType, Kind
from advisor.order.order_file import OWN_KEYS
from advisor.value.word_match import normal
from advisor.yaml.fields import Faults, nearest
from advisor.yaml.node import Scalar
from advisor.yaml.text import quoted

if TYPE_CHECKING:
    from advisor.order.fact_reader import FactReader

_LIKE = 0.75
"""How like a key is to the words for a fact that it is taken for a slip of them: of several words more are alike by chance."""
_CURE = "leave it out; `advisor pack show --words` lists what facts may be called"


def refuse_key(key: Scalar, may_be: FactType | None, reader: FactReader, faults: Faults) -> None:
    """Report a key that is no fact, with the nearest name, else the fact that people call nearly so, or the one it may be."""
    names, lexicon = (*reader.facts, *OWN_KEYS), reader.pack.lexicon
    if nearest(key.text, names):
        faults.unknown(key.at, "fact", key.text, names)
        return
    called = {**lexicon.facts, **lexicon.columns}
    words = {word: name for word, name in called.items() if name in reader.facts}
    word = nearest(normal(key.text, lexicon.spellings), words, _LIKE)
    count = may_be.name if may_be and may_be.kind is Kind.NUMBER else ""
    name = words[word] if word else count
    cure = f"did you mean `{name}`?" if name else _CURE
    faults.add(key.at, f"unknown fact {quoted(key.text)}", cure)
