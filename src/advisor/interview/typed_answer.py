"""An answer as a person types it, read as it would be in an order file; numbers of the menu are its choices."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.ir import FactType, Pack, Possible, ReadAs
from advisor.order import OrderReader
from advisor.render.tender import tender_of
from advisor.trace import Order
from advisor.value import read
from advisor.value.currency import currency_codes
from advisor.value.unit import MONEY
from advisor.value.word_match import NOTHING, is_unknown
from advisor.yaml.fields import Faults
from advisor.yaml.node import Node, Scalar
from advisor.yaml.node import SequenceNode as Sequence

_HERE = Place("answer")
_LAST_NUMBER = re.compile(r".*[0-9]k?(?![0-9])", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+|[^\w\s.,+-]")


class AnswerError(AdvisorError):
    """Raised when an answer cannot be read; its text says what to write."""

    def __init__(self, fault: Diagnostic) -> None:
        super().__init__(fault.message + (f"; {fault.help}" if fault.help else ""))


class Typed(Struct, frozen=True, kw_only=True):
    """What an answer says of the fact that was asked.

    notes: how it was read; beside: what it says of other facts; left: the parts of it that were not read. currency: the one in which
    a bare number was counted, since the person wrote others in it; empty where it says its own, or none did.
    """

    value: Possible
    notes: tuple[ReadAs, ...] = ()
    beside: Mapping[str, Possible] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    currency: str = ""


def read_answer(reader: OrderReader, order: Order, fact: FactType, text: str, *, is_whole: bool = True) -> Typed:
    """Return what an answer says of a fact; it may say other facts beside. is_whole: whether a number is all that it may say.

    Raises:
        AnswerError: it cannot be read.
    """
    faults = Faults()
    how = replace(reader.context(faults, order.as_of, order.rates, fact, order.given), is_whole=is_whole)
    code = _spoken_in(text, fact, reader.pack, order)
    found = read.possible(_node(fact, _in_currency(text.strip(), code)), fact, how)
    if faults.found or found is None:
        raise AnswerError(faults.found[0])
    return Typed(value=found, notes=tuple(how.notes), beside=how.beside, currency=code)


def is_unread(typed: Typed, text: str, fact: FactType, reader: OrderReader) -> bool:
    """Return whether nothing of a text was read: what nobody knows stands for it, and it is no name of something that nobody knows."""
    own = [one for one in typed.notes if one.path == f"order.{fact.name}"]
    lexicon = reader.pack.lexicon
    if typed.beside or read.is_haste(text, fact):
        return False
    if not own:
        return typed.value == fact.domain and bool(text.strip()) and not is_unknown(text, lexicon)
    stands_for_none = fact.catch_all in (NOTHING, fact.left_open)
    is_prose = read.begins_as_question(text) or not lexicon.speech.subject.isdisjoint(text.casefold().split())
    return all(one.how == "unknown" or (one.how == "other" and (is_prose or stands_for_none)) for one in own)


# --- money ------------------------------------------------------------------------------------------------------------
def _spoken_in(text: str, fact: FactType, pack: Pack, order: Order) -> str:
    """Return the currency in which an order says all its money, where a text says an amount without one; else nothing."""
    tender = tender_of(pack, order)
    words = _WORD.findall(text.casefold())
    is_bare = fact.is_in(MONEY) and any(sign.isdigit() for sign in text)
    is_named = any(currency_codes(word, pack.currency, pack.rates) for word in words)
    return tender.code if is_bare and tender.is_foreign and not is_named else ""


def _in_currency(text: str, code: str) -> str:
    """Return a text with a currency behind its last number."""
    return _LAST_NUMBER.sub(lambda found: f"{found[0]} {code}", text, count=1) if code else text


# --- the text ---------------------------------------------------------------------------------------------------------
def _node(fact: FactType, text: str) -> Node:
    """Return what a person typed as a node; numbers in the list of choices are those choices."""
    numbers = re.fullmatch(r"[0-9]{1,3}(?:[\s,]+[0-9]{1,3})*", text) if fact.menu else None
    if numbers is None:
        return _scalar(text)
    chosen = [int(one) for one in re.findall(r"[0-9]+", text)]
    if not all(1 <= one <= len(fact.menu) for one in chosen):
        return _scalar(text)
    return Sequence(tuple(_scalar(fact.menu[one - 1]) for one in chosen), flow=True, at=_HERE)


def _scalar(text: str) -> Scalar:
    return Scalar(text, plain=True, at=_HERE)
