"""Keys that are no fact: refused with what they may be."""

from __future__ import annotations

from collections.abc import Sequence
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
_MOST_TOLD = 6
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


def refuse_keys(keys: Sequence[Scalar], may_be: FactType, reader: FactReader, faults: Faults) -> None:
    """Report keys of which one may say a fact that an order has to say and does not."""
    if len(keys) == 1:
        refuse_key(keys[0], may_be, reader, faults)
        return
    told = ", ".join(quoted(one.text) for one in keys[:_MOST_TOLD])
    more = f" and {len(keys) - _MOST_TOLD} more" if len(keys) > _MOST_TOLD else ""
    faults.add(
        keys[0].at,
        f"no key that I know says the {may_be.label}: I know none of {told}{more}",
        f"write it as `{may_be.name}: ...`; what else stands there is then told and does no harm",
    )
