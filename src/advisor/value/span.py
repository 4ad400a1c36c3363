"""Spans and price breaks of a pack's options, figures and quotes, read from a node in three readings."""

from __future__ import annotations

from advisor.errors import Place
from advisor.ir import (
    FactType,
    Numbers,
    Span,
    SpanTable,
    Unit,
)
from advisor.value.number import QuantityError, parse_number
from advisor.value.read import ReadContext, ends_of, shown_bound
from advisor.value.unit import COARSE, MONEY, ceiled, floored
from advisor.yaml.fields import described
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode
from advisor.yaml.text import quoted

_ENDS = 2


def read_span(node: Node, unit: Unit, how: ReadContext, what: str) -> Span | None:
    """Return a number or closed span in three readings, or None after a report."""
    if not isinstance(node, Scalar) or not node.text:
        how.faults.add(node.at, f"{what} must be a number or a span, got {described(node)}", _as_span(node, unit, how))
        return None
    try:
        low, high = ends_of(node.text, unit, how)
    except QuantityError as error:
        how.faults.add(node.at, f"{what}: {error.message}", error.help)
        return None
    if low is None or high is None:
        how.faults.add(node.at, f"{what} needs both ends, got {quoted(node.text)}", "write LOW..HIGH")
        return None
    if how.rate is None or unit.dimension != MONEY or high >= COARSE:
        return Span(low=low, likely=(low + high) // 2, high=high)
    least, most = (ends_of(node.text, unit, how, rounded)[at] for at, rounded in enumerate((floored, ceiled)))
    return Span(low=least or 0, likely=(low + high) // 2, high=high if most is None else most)


def _as_span(node: Node, unit: Unit, how: ReadContext) -> str:
    """Return the help that writes a list of two numbers as the span they are, empty if they are none."""
    ends = [one.text for one in node.items if isinstance(one, Scalar)] if isinstance(node, SequenceNode) else []
    text = "..".join(ends)
    try:
        low, high = ends_of(text, unit, how) if len(ends) == _ENDS else (None, None)
    except QuantityError:
        return ""
    return "" if low is None or high is None else f"write `{text}`"


def read_span_table(node: Node, unit: Unit, how: ReadContext, what: str) -> SpanTable | None:
    """Return price breaks; a single number or span is a table of one row that holds from 0 on."""
    if not isinstance(node, MappingNode):
        single = read_span(node, unit, how, what)
        return None if single is None else SpanTable(rows=((0, single),))
    rows: list[tuple[int, Span]] = []
    first: dict[int, Place] = {}
    for key, value in node.entries:
        start = _break(key, how, what)
        row = read_span(value, unit, how, what)
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
        start = parse_number(key.text, units, currency=how.currency)
    except QuantityError as error:
        how.faults.add(key.at, f"{what}: {error.message}", error.help)
        return None
    if start < 1:
        how.faults.add(key.at, f"{what}: a price break starts at 1 unit or more, got {quoted(key.text)}")
        return None
    return start


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
