"""One cell of a table or frame, whatever either is written in: what is around it taken off, and a list of choices in it found."""

from __future__ import annotations

import unicodedata

from advisor.errors import Place
from advisor.ir import FactType
from advisor.value.day import QuantityError
from advisor.yaml.limits import ORDER_LIMITS
from advisor.yaml.node import Node
from advisor.yaml.reader import read_yaml
from advisor.yaml.text import HARMFUL, character_name

SEVERAL = "|"
"""Stands between several choices in one cell."""


def cleaned(text: str, limit: int) -> str:
    """Return a cell's text without the spaces around it.

    Raises:
        QuantityError: it holds what cannot be seen, or more than `limit` characters.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip(" \t\n\u00a0\ufeff")
    if found := HARMFUL.search(text):
        raise QuantityError(f"expected visible text, got {character_name(found[0])}", "delete it")
    if len(text) > limit:
        raise QuantityError(f"expected at most {limit:,} characters, got {len(text):,}")
    return text


def flow(text: str, at: Place) -> Node | None:
    """Return what an order file would say, such as `[a, b]` or `{some: [a], maybe: [b]}`, None if it is none of that."""
    if not text.startswith(("[", "{")):
        return None
    documents, faults = read_yaml(text.encode(), at.file, ORDER_LIMITS, first_line=at.line)
    return documents[0] if len(documents) == 1 and not faults else None


def cell_parts(text: str, fact: FactType) -> list[str]:
    """Return the parts of a cell that says several choices, none of them empty.

    Raises:
        QuantityError: it says more of them than there are choices.
    """
    if text.count(SEVERAL) >= len(fact.words) + len(fact.choice_groups):
        raise QuantityError(f"expected at most {len(fact.words)} choices, got {text.count(SEVERAL) + 1:,}")
    return [part.strip() for part in text.split(SEVERAL)]
