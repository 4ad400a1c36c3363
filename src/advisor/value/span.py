"""Spans and price breaks of a pack's options, figures and quotes, read from a node in three readings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress

from msgspec.structs import replace

from advisor.errors import Place
from advisor.ir import FactType, Numbers, Rate, Span, SpanTable, Unit
from advisor.value.fact_numbers import ends_of, shown_bound
from advisor.value.number import QuantityError, parse_bounds, parse_number
from advisor.value.read import ReadContext
from advisor.value.unit import COARSE, MONEY, ceiled, converted, floored
from advisor.yaml.fields import described
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode
from advisor.yaml.text import quoted

_ENDS = 2
_THREE_DIGITS = re.compile(r"(?<![0-9.,])[0-9]{1,3}[.,][0-9]{3}(?![0-9.,])")
"""A number that is one with decimals or one with groups."""


def read_span(node: Node, unit: Unit, how: ReadContext, what: str) -> Span | None:
    """Return a number or closed span in three readings, or None after a report."""
    if not isinstance(node, Scalar) or not node.text:
        how.faults.add(node.at, f"{what} must be a number or a span, got {described(node)}", _as_span(node, unit, how))
        return None
    try:
        low, high, rate = _ends(node.text, unit, how)
    except QuantityError as error:
        how.faults.add(node.at, f"{what}: {error.message}", error.help)
        return None
    if low is None or high is None:
        how.faults.add(node.at, f"{what} needs both ends, got {quoted(node.text)}", "write LOW..HIGH")
        return None
    if rate is not None and rate not in how.used:
        how.used.append(rate)
    if rate is None or high >= COARSE:
        return Span(low=low, likely=(low + high) // 2, high=high)
    least, _, _ = _ends(node.text, unit, how, floored)
    _, most, _ = _ends(node.text, unit, how, ceiled)
    return Span(low=least or 0, likely=(low + high) // 2, high=high if most is None else most)


def _ends(
    text: str, unit: Unit, how: ReadContext, convert: Callable[[int, int], int] = converted
) -> tuple[int | None, int | None, Rate | None]:
    """Return both ends as `ends_of`, else as people write them, and the rate at which money was converted."""
    rate = how.rate if unit.dimension == MONEY else None
    try:
        return (*ends_of(text, unit, how, convert), rate)
    except QuantityError as error:
        if how.lexicon is None:
            raise
        refused = error
    if rate is not None:
        with suppress(QuantityError):
            return _converted(text, unit, rate, convert)
        rates: Mapping[str, Rate] = {}  # what a quote says in a third currency is a slip of the pen
    else:
        rates = how.rates
    used: list[str] = []
    try:
        low, high = parse_bounds(text, unit, currency=how.currency, as_of=how.as_of, typed=True, rates=rates, used=used)
    except QuantityError as error:
        raise (refused if rate else error) from None
    foreign = next((one for one in used if one != how.currency), "")
    return _converted(text, unit, how.rates[foreign], convert) if foreign else (low, high, None)


def _converted(
    text: str, unit: Unit, rate: Rate, convert: Callable[[int, int], int]
) -> tuple[int | None, int | None, Rate | None]:
    """Return both ends of money that people write in the currency of a rate."""
    low, high = parse_bounds(text, unit, currency=rate.currency, typed=True)
    least, most = (None if end is None else convert(end, rate.millionths) for end in (low, high))
    return least, most, rate


def _as_span(node: Node, unit: Unit, how: ReadContext) -> str:
    """Return the help that writes a list of two numbers as the span they are, empty if they are none."""
    ends = [one.text for one in node.items if isinstance(one, Scalar)] if isinstance(node, SequenceNode) else []
    text = "..".join(ends)
    try:
        low, high = ends_of(text, unit, how) if len(ends) == _ENDS else (None, None)
    except QuantityError:
        return ""
    return "" if low is None or high is None else f"write `{text}`"


def _price(node: Node, unit: Unit, how: ReadContext, what: str) -> Span | None:
    """Return the price of a unit: of `1.200`, suppliers who write three decimals mean another number than those who group."""
    is_double = isinstance(node, Scalar) and _THREE_DIGITS.search(node.text)
    return read_span(node, unit, replace(how, lexicon=None) if is_double else how, what)


def read_span_table(node: Node, unit: Unit, how: ReadContext, what: str) -> SpanTable | None:
    """Return price breaks; a single number or span is a table of one row that holds from 0 on."""
    if not isinstance(node, MappingNode):
        single = _price(node, unit, how, what)
        return None if single is None else SpanTable(rows=((0, single),))
    rows: list[tuple[int, Span]] = []
    first: dict[int, Place] = {}
    for key, value in node.entries:
        start = _break(key, how, what)
        row = _price(value, unit, how, what)
        if start is not None and first.setdefault(start, key.at) != key.at:
            told = f"{what}: the price at {start:,} units is said twice, first at {first[start]}"
            how.faults.add(key.at, told, "take one of them out")
        elif start is not None and row is not None:
            rows.append((start, row))
    if not rows:
        how.faults.add(node.at, f"{what} needs at least one price break")
        return None
    return SpanTable(rows=tuple(sorted(rows, key=lambda row: row[0])))


def _break(key: Scalar, how: ReadContext, what: str) -> int | None:
    units = Unit(name="units", dimension=(), one="unit", many="units")
    try:
        start = _first_unit(key.text, units, how)
    except QuantityError as error:
        how.faults.add(key.at, f"{what}: {error.message}", error.help)
        return None
    if start < 1:
        how.faults.add(key.at, f"{what}: a price break starts at 1 unit or more, got {quoted(key.text)}")
        return None
    return start


def _first_unit(text: str, units: Unit, how: ReadContext) -> int:
    """Return from how many units on a price holds: `100`, and as people write it `100 pieces`, `from 100`."""
    if how.lexicon is None:
        return parse_number(text, units, currency=how.currency)
    low, _ = parse_bounds(text.strip().removesuffix("+"), units, currency=how.currency, typed=True)
    return parse_number(text, units, currency=how.currency) if low is None else low


def lies_within(value: Span | SpanTable, fact: FactType, at: Place, how: ReadContext) -> bool:
    """Return whether every reading lies in the fact's bounds, reporting it if not."""
    spans = [value] if isinstance(value, Span) else [row for _, row in value.rows]
    domain = fact.domain
    if isinstance(domain, Numbers) and all(domain.low <= one.low and one.high <= domain.high for one in spans):
        return True
    if isinstance(domain, Numbers):
        limits = f"must be from {shown_bound(domain.low, fact, how.currency)} to {shown_bound(domain.high, fact, how.currency)}"
        how.faults.add(at, f"`{fact.name}` {limits}")
    return False
