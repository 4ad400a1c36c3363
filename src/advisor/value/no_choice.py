"""What stands for a word that nobody knows, and how one that is no choice is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.ir import FactType, Lexicon, OneOf, Subset
from advisor.value.description import chosen, is_of_sheets
from advisor.value.word_match import NOTHING, UNKNOWN, normal
from advisor.yaml.fields import MOST_LISTED, Faults
from advisor.yaml.node import Scalar
from advisor.yaml.text import quoted

if TYPE_CHECKING:
    from advisor.value.read import ReadContext


def caught(text: str, fact: FactType, how: ReadContext) -> tuple[str, ...]:
    """Return what stands for a word that nobody knows."""
    if fact.catch_all == UNKNOWN or _says_no_choice(text, fact, how.lexicon):
        how.note(fact, text, fact.domain, "unknown")
        return tuple(fact.words) if isinstance(fact.domain, OneOf) else (UNKNOWN,)
    if fact.catch_all == NOTHING and isinstance(fact.domain, Subset):
        how.note(fact, text, Subset(()), "other")
        return ()
    named = exactly(fact.catch_all, fact)
    how.note(fact, text, chosen(named, fact), "other")
    return named


def _says_no_choice(text: str, fact: FactType, lexicon: Lexicon | None) -> bool:
    """Return whether a text names no choice at all: `yes` of a process, how heavy the sheets are that a thing is made of."""
    if lexicon is None:
        return False
    is_flag = isinstance(fact.domain, OneOf) and normal(text, lexicon.spellings) in lexicon.flags
    return is_flag or (fact.name == lexicon.roles.stuff and is_of_sheets(text))


def refuse(node: Scalar, fact: FactType, faults: Faults, likely: str) -> None:
    """Report a word that is no choice, with the one it may be by a slip of the finger, else those there are."""
    menu = [fact.group_words.get(name) or fact.words.get(name, name) for name in fact.menu or fact.words]
    listed = ", ".join(f"`{label}`" for label in menu[:MOST_LISTED])
    cure = (
        f"did you mean `{likely}`?" if likely else f"known are {listed}" + (" and others" * (len(menu) > MOST_LISTED))
    )
    faults.add(node.at, f"unknown choice of `{fact.name}` {quoted(node.text)}", cure, is_unknown=True)


def exactly(text: str, fact: FactType) -> tuple[str, ...]:
    return (text,) if text in fact.words else fact.choice_groups.get(text, ())


def labelled(text: str, fact: FactType) -> tuple[str, ...]:
    """Return the choice of an option's fact that a text is the label of: such facts have no words of their own, and their labels can be typed back."""
    said = text.strip().casefold()
    return tuple(name for name, label in fact.words.items() if fact.of == "option" and label.casefold() == said)
