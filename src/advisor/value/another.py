"""Whether words by which an order says nothing known count another thing: `60 saucers` beside `120 mugs`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from advisor.ir import Lexicon
from advisor.value.word_match import heads, meant

_COUNTED = re.compile(r"(?P<many>[0-9][0-9,.]*)x? (?P<noun>[^\W\d_].*)")


def _counts_another(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text is a number of some thing that can be ordered."""
    found = _COUNTED.fullmatch(text.strip())
    thing = lexicon.roles.thing
    return (
        found is not None
        and found["many"] != "1"
        and any(meant(one, thing, lexicon) for one in (found["noun"], *heads(found["noun"])))
    )


def set_apart(texts: Iterable[str], lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """Return those texts that count another thing, each an order of its own, and the others."""
    told = list(texts)
    others = [one for one in told if _counts_another(one, lexicon)]
    return others, [one for one in told if one not in others]
