"""A fact's value, read from a node as the kind the fact declares.

A pack's own files are read strictly. What people write is read with the pack's lexicon: by its words, and numbers, money and days
as people write them; whatever was read so is noted, to be said back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, field

from advisor import ir
from advisor.value import choices, fact_numbers
from advisor.value.answered import flag
from advisor.value.no_choice import labelled
from advisor.value.spoken import tidy
from advisor.value.unit import DAYS
from advisor.value.word_match import UNKNOWN, is_unknown, meant, normal
from advisor.yaml.fields import Faults, described
from advisor.yaml.node import Node, Scalar
from advisor.yaml.text import quoted

_OPENS_QUESTION = re.compile(
    r"(?:what|how|which|why|who|where|when|what'?s|do|does|can|could|is|are|should|would|was|wie|welche[rs]?|warum|wer|wo|wann|kann|"
    r"soll|quoi|que|quel|quelle|comment|pourquoi|wat|hoe|welke|waarom|qué|cómo|cuál|che|cosa|come|quale)\b(?=[^0-9]*$)",
    re.IGNORECASE,
)
FLAGS = {"true": True, "false": False}


class ReadContext(Struct, frozen=True, kw_only=True):
    """What reading values needs besides the node: the pack's currency, the order's date, where faults go.

    rate: where money may be written in another currency, its rate into the pack's. lexicon: the words that people use, None where a
    text is read strictly; rates: then the currencies that money may be written in. density: between what and what a
    cubic centimetre of the object weighs, in mg, where that is known. thickness: the side that a length beside a material says. described: what a text that describes a thing says of it and of how it
    is made, path -> values; None where nobody reads that. is_whole: whether a number is all that a text may say. notes: what was read as people write it; beside:
    what a text says of other facts, path -> values; used: the rates by which money was converted.
    """

    currency: str
    faults: Faults
    as_of: date | None = None
    rate: ir.Rate | None = None
    lexicon: ir.Lexicon | None = None
    rates: Mapping[str, ir.Rate] = field(default_factory=dict)
    density: tuple[int, int] | None = None
    thickness: ir.FactType | None = None
    described: Callable[[str], Mapping[str, ir.Possible]] | None = None
    is_whole: bool = False
    notes: list[ir.ReadAs] = field(default_factory=list)
    beside: dict[str, ir.Possible] = field(default_factory=dict)
    used: list[ir.Rate] = field(default_factory=list)

    def note(
        self, fact: ir.FactType, text: str, value: ir.Possible, how: Literal["word", "other", "unknown", "parts"]
    ) -> None:
        """Note what was read as people write it."""
        self.notes.append(ir.ReadAs(path=f"order.{fact.name}", text=text, value=value, how=how))

    def is_noted(self, fact: ir.FactType, text: str) -> bool:
        """Return whether it is noted already how a text was read for a fact."""
        return any(one.path == f"order.{fact.name}" and one.text == text for one in self.notes)


def possible(node: Node, fact: ir.FactType, how: ReadContext) -> ir.Possible | None:
    """Return the values that the node leaves possible, or None after a report. `unknown` leaves the whole domain."""
    if isinstance(node, Scalar) and _says_unknown(node, fact, how):
        return fact.domain
    if isinstance(node, Scalar) and how.lexicon is not None and is_question(node.text):
        told = f"`{fact.name}`: expected an answer, got the question {quoted(node.text)}"
        how.faults.add(node.at, told, "leave it out where you do not know")
        return None
    match fact.kind:
        case ir.Kind.FLAG:
            return _flag(node, fact, how)
        case ir.Kind.CHOICE:
            return choices.read_choice(node, fact, how)
        case ir.Kind.SET:
            return choices.read_members(node, fact, how)
        case ir.Kind.NUMBER | ir.Kind.DATE:
            return fact_numbers.numbers(node, fact, how)
        case ir.Kind.TEXT:
            return _text(node, fact, how.faults)
        case ir.Kind.TABLE:
            how.faults.add(node.at, f"`{fact.name}` is a table and belongs to an option or a quote")
            return None


def is_question(text: str) -> bool:
    """Return whether a text asks back: `what do you mean by that?`, not `oak?`."""
    return text.strip().endswith("?") and begins_as_question(text)


def begins_as_question(text: str) -> bool:
    """Return whether a text begins as a question, which it is where nothing else is read of it: `what do you mean`."""
    return " " in text.strip() and _OPENS_QUESTION.match(text.strip()) is not None


def is_haste(text: str, fact: ir.FactType) -> bool:
    """Return whether a text asks for haste where a time is asked: `asap`."""
    from advisor.value.when import is_vague

    return fact.is_in(DAYS) and is_vague(tidy(text))


def _says_unknown(node: Scalar, fact: ir.FactType, how: ReadContext) -> bool:
    """Return whether a text says that one does not know."""
    if node.plain and node.text == UNKNOWN and UNKNOWN not in fact.words:
        return True
    if (
        how.lexicon is None
        or fact.kind is ir.Kind.TEXT
        or node.text in fact.words
        or labelled(node.text, fact)
        or node.text[:1].isdigit()
    ):
        return False
    return not node.text.strip() or (
        is_unknown(node.text, how.lexicon) and not meant(node.text, fact.name, how.lexicon)
    )


def _flag(node: Node, fact: ir.FactType, how: ReadContext) -> ir.OneOf | None:
    if isinstance(node, Scalar) and node.text in FLAGS:
        return ir.OneOf((FLAGS[node.text],))
    if how.lexicon is not None and isinstance(node, Scalar):
        said = flag(node.text, fact, how.lexicon)
        if said is not None:
            found = ir.OneOf((said,))
            if normal(node.text, how.lexicon.spellings) not in how.lexicon.flags:
                how.note(fact, node.text, found, "word")
            return found
    is_word = isinstance(node, Scalar) and node.text.lower() in {"yes", "no", "on", "off"}
    words = "true or false" if how.lexicon is None else "yes or no"
    cure = f"write {words}" if is_word or how.lexicon else ""
    how.faults.add(node.at, f"`{fact.name}` must be {words}, got {described(node)}", cure)
    return None


def _text(node: Node, fact: ir.FactType, faults: Faults) -> ir.Text | None:
    if isinstance(node, Scalar) and node.text:
        return ir.Text(node.text)
    faults.add(node.at, f"`{fact.name}` must be a text, got {described(node)}")
    return None
