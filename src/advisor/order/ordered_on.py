"""The day that an order is of, from which its dates are counted: which key says it, and what stands there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from advisor.order.keys import KeyNode
from advisor.order.tried import tried
from advisor.value.day import TODAY, parse_date
from advisor.value.number import QuantityError
from advisor.value.word_match import column_named, normal
from advisor.yaml.fields import Faults, Fields, text_of
from advisor.yaml.node import Node, Scalar
from advisor.yaml.text import quoted

if TYPE_CHECKING:
    from advisor.order.fact_reader import FactReader

AS_OF = "as_of"
_NO_TODAY = "expected the day of the order, got `today`, which is another day whenever it is read"
_CURE = "write a day, such as `as_of: 2026-12-31`, or give `--as-of today`"


def ordered_on(item: Fields, reader: FactReader, this_day: Callable[[], date] | None) -> date | None:
    """Take the key that says which day an order is of, and return that day, the reader's where none says it. this_day: tells today where a person asks; None where nobody does."""
    node = item.take(AS_OF) or (None if reader.strict else _called(item, reader))
    if node is None:
        return reader.as_of
    text = text_of(node, item.faults, f"`{AS_OF}`")
    if not reader.strict and _is_today(text, reader):
        day = reader.as_of or (this_day and this_day())
        if day is None:
            item.faults.add(node.at, f"`{AS_OF}`: {_NO_TODAY}", _CURE)
        return day
    try:
        return parse_date(text, typed=not reader.strict)
    except QuantityError as error:
        item.faults.add(node.at, f"`{AS_OF}`: {error.message}", error.help)
        return None


def _is_today(text: str, reader: FactReader) -> bool:
    word = normal(text, reader.pack.lexicon.spellings)
    return word == TODAY or column_named(text, reader.pack.lexicon) == AS_OF


def _called(item: Fields, reader: FactReader) -> Node | None:
    """Take the first key that people call the day of an order by and that says a day, None if there is none.

    Of a key that may be the last day that will do as well, `date`, what stands beside it tells which: that is the later one.
    """
    entries = item.left
    for key, node in entries:
        is_named = isinstance(node, Scalar) and column_named(key.text, reader.pack.lexicon) == AS_OF
        day = _day(node.text, reader) if is_named and isinstance(node, Scalar) else ""
        if not day:
            continue
        either = reader.fact(key.text)
        if either is None or (isinstance(day, date) and _has_later(day, key, entries, reader)):
            return item.take(key.text)
        if isinstance(day, date) and reader.as_of is None:
            told = f"{quoted(key.text)} may be the day of the order, or its {either.label}"
            item.faults.add(key.at, told, f"write `{AS_OF}: {day}` or `{either.name}: {day}`")
            item.take(key.text)
            return None
    return None


def _day(text: str, reader: FactReader) -> date | str:
    """Return the day that a text says, the text itself where it says today, nothing if neither."""
    if _is_today(text, reader):
        return text
    try:
        return parse_date(text, typed=True)
    except QuantityError:
        return ""


def _has_later(day: date, key: Scalar, entries: Sequence[KeyNode], reader: FactReader) -> bool:
    """Return whether another key says how long there is from a day on, or a later day."""
    due = reader.due
    others = [(name, node) for name, node in entries if name is not key and not reader.is_unread(name.text)]
    how = reader.context(Faults(), day)
    return due is not None and any(
        reader.fact(name.text) is due or (_may_be_day(node) and tried(due, node, how).is_clear) for name, node in others
    )


def _may_be_day(node: Node) -> bool:
    return isinstance(node, Scalar) and any(one.isdigit() for one in node.text) and len(node.text) > len("1 May")
