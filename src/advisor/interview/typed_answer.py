"""An answer as a person types it, read as it would be in an order file; numbers of the menu are its choices."""

from __future__ import annotations

import re

from msgspec.structs import replace

from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.ir import FactType, Possible
from advisor.order import OrderReader
from advisor.trace import Order
from advisor.value import read
from advisor.yaml.fields import Faults
from advisor.yaml.node import Node, Scalar
from advisor.yaml.node import SequenceNode as Sequence

_HERE = Place("answer")


class AnswerError(AdvisorError):
    """Raised when an answer cannot be read; its text says what to write."""

    def __init__(self, fault: Diagnostic) -> None:
        super().__init__(fault.message + (f"; {fault.help}" if fault.help else ""))


def read_answer(reader: OrderReader, order: Order, fact: FactType, text: str) -> tuple[Possible, read.ReadContext]:
    """Return what an answer says of a fact, with how it was read; it may say other facts beside.

    Raises:
        AnswerError: it cannot be read.
    """
    faults = Faults()
    how = replace(reader.context(faults, order.as_of, order.rates, fact, order.given), is_whole=True)
    found = read.possible(_node(fact, text.strip()), fact, how)
    if faults.found or found is None:
        raise AnswerError(faults.found[0])
    return found, how


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
