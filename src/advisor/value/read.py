"""A fact's value, read from a node as the kind the fact declares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from advisor.errors import Place
from advisor.ir import UNLIMITED, FactType, Kind, Numbers, OneOf, Possible, Rate, Span, SpanTable, Subset, Text, Unit
from advisor.value.number import QuantityError, parse_bounds, parse_date, parse_number
from advisor.value.unit import MONEY, converted, written
from advisor.yaml.fields import Faults, described
from advisor.yaml.node import Mapping, Node, Scalar, Sequence
from advisor.yaml.text import quoted

NONE = Numbers(UNLIMITED, UNLIMITED)
FLAGS = {"true": True, "false": False}
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadContext:
    """What reading values needs besides the node: the pack's currency, the order's date, where faults go.

    rate: where money may be written in another currency, its rate into the pack's.
    """

    currency: str
    faults: Faults
    as_of: date | None = None
    rate: Rate | None = None


def possible(node: Node, fact: FactType, how: ReadContext) -> Possible | None:
    """Return the values that the node leaves possible, or None after a report. `unknown` leaves the whole domain."""
    if isinstance(node, Scalar) and node.plain and node.text == UNKNOWN and UNKNOWN not in fact.words:
        return fact.domain
    match fact.kind:
        case Kind.FLAG:
            return _flag(node, fact, how.faults)
        case Kind.CHOICE:
            return _choice(node, fact, how.faults)
        case Kind.SET:
            return _set(node, fact, how.faults)
        case Kind.NUMBER | Kind.DATE:
            return numbers(node, fact, how)
        case Kind.TEXT:
            return _text(node, fact, how.faults)
        case Kind.TABLE:
            how.faults.add(node.at, f"`{fact.name}` is a table and belongs to an option or a quote")
            return None


def numbers(node: Node, fact: FactType, how: ReadContext) -> Numbers | None:
    """Return a number, span or `none` within the fact's bounds, or None after a report."""
    if not isinstance(node, Scalar) or not node.text:
        how.faults.add(node.at, f"`{fact.name}` must be {_wanted(fact)}, got {described(node)}")
        return None
    if node.text == "none" and fact.none_words:
        return NONE
    domain = fact.domain
    if not isinstance(domain, Numbers):
        raise TypeError(f"`{fact.name}` has no bounds")
    ends = bounds(node, fact, how)
    if ends is None:
        return None
    low, high = (domain.low if ends[0] is None else ends[0]), (domain.high if ends[1] is None else ends[1])
    if low < domain.low or high > domain.high or low > high:
        limits = f"must be from {_shown(domain.low, fact, how.currency)} to {_shown(domain.high, fact, how.currency)}"
        how.faults.add(node.at, f"`{fact.name}` {limits}, got {quoted(node.text)}")
        return None
    return Numbers(low, high, ends[1] is None and domain.or_none)


def bounds(node: Scalar, fact: FactType, how: ReadContext) -> tuple[int | None, int | None] | None:
    """Return the ends as written (None where open), or None after a report."""
    try:
        if fact.kind is Kind.DATE:
            return _dates(node.text)
        if fact.unit is None:
            raise TypeError(f"`{fact.name}` has no unit")
        return _ends(node.text, fact.unit, how)
    except QuantityError as error:
        how.faults.add(node.at, f"`{fact.name}`: {error.message}", error.help)
        return None


def _ends(text: str, unit: Unit, how: ReadContext) -> tuple[int | None, int | None]:
    """Return both ends in base units, None for an open one; money in the rate's currency is converted."""
    if how.rate is None or unit.dimension != MONEY:
        return parse_bounds(text, unit, currency=how.currency, as_of=how.as_of)
    try:
        low, high = parse_bounds(text, unit, currency=how.rate.currency)
    except QuantityError as error:
        try:
            return parse_bounds(text, unit, currency=how.currency)
        except QuantityError:
            raise error from None  # of the two currencies, the one that the quote is in
    rate = how.rate.millionths
    return (None if low is None else converted(low, rate)), (None if high is None else converted(high, rate))


def _dates(text: str) -> tuple[int | None, int | None]:
    if ".." not in text:
        day = parse_date(text).toordinal()
        return day, day
    low, _, high = text.partition("..")
    return (
        parse_date(low.strip()).toordinal() if low.strip() else None,
        parse_date(high.strip()).toordinal() if high.strip() else None,
    )


def _shown(value: int, fact: FactType, currency: str) -> str:
    """Return a bound as it may be written."""
    if fact.kind is Kind.DATE or fact.unit is None:
        return date.fromordinal(value).isoformat()
    return written(value, fact.unit, currency)


def _wanted(fact: FactType) -> str:
    examples = {"money": "an amount such as EUR 400", "days": "a time such as 4 weeks", "length": "a length"}
    name = fact.unit.name if fact.unit else ""
    wanted = "a date" if fact.kind is Kind.DATE else examples.get(name, "a whole number")
    return wanted + (" or none" if fact.none_words else "")


def _flag(node: Node, fact: FactType, faults: Faults) -> OneOf | None:
    if isinstance(node, Scalar) and node.text in FLAGS:
        return OneOf((FLAGS[node.text],))
    cure = "write true or false" if isinstance(node, Scalar) and node.text.lower() in {"yes", "no", "on", "off"} else ""
    faults.add(node.at, f"`{fact.name}` must be true or false, got {described(node)}", cure)
    return None


def _choice(node: Node, fact: FactType, faults: Faults) -> OneOf | None:
    items = node.items if isinstance(node, Sequence) else (node,)
    found = [member for item in items for member in member_names(item, fact, faults)]
    if not items:
        faults.add(node.at, f"`{fact.name}` must be one of its choices, got an empty list")
    return OneOf(in_order(found, fact)) if found else None


def _set(node: Node, fact: FactType, faults: Faults) -> Subset | None:
    if isinstance(node, Mapping):
        return _vague_set(node, fact, faults)
    items = node.items if isinstance(node, Sequence) else (node,)
    if isinstance(node, Scalar) and node.text == "none" and "none" not in fact.words:
        return Subset(())
    before = len(faults.found)
    found = [member for item in items for member in member_names(item, fact, faults)]
    return Subset(in_order(found, fact)) if len(faults.found) == before else None


def _vague_set(node: Mapping, fact: FactType, faults: Faults) -> Subset | None:
    parts: dict[str, tuple[str, ...]] = {"some": (), "maybe": ()}
    for key, value in node.entries:
        if key.text not in parts:
            faults.unknown(key.at, f"part of `{fact.name}`", key.text, parts)
            return None
        items = value.items if isinstance(value, Sequence) else (value,)
        parts[key.text] = tuple(member for item in items for member in member_names(item, fact, faults))
    maybe = [member for member in parts["maybe"] if member not in parts["some"]]
    return Subset(in_order(parts["some"], fact), in_order(maybe, fact))


def member_names(node: Node, fact: FactType, faults: Faults) -> tuple[str, ...]:
    """Return the choice that a node names, or the members of the choice group; empty after a report."""
    if not isinstance(node, Scalar):
        faults.add(node.at, f"`{fact.name}` must be one of its choices, got {described(node)}")
        return ()
    if node.text in fact.words:
        return (node.text,)
    if node.text in fact.choice_groups:
        return fact.choice_groups[node.text]
    faults.unknown(node.at, f"choice of `{fact.name}`", node.text, (*fact.words, *fact.choice_groups))
    return ()


def in_order(names: list[str] | tuple[str, ...], fact: FactType) -> tuple[str, ...]:
    """Return the choices named, in declared order, each once."""
    return tuple(choice for choice in fact.words if choice in names)


def _text(node: Node, fact: FactType, faults: Faults) -> Text | None:
    if isinstance(node, Scalar) and node.text:
        return Text(node.text)
    faults.add(node.at, f"`{fact.name}` must be a text, got {described(node)}")
    return None


# --- spans ------------------------------------------------------------------------------------------------------------
def span(node: Node, unit: Unit, how: ReadContext, what: str) -> Span | None:
    """Return a number or closed span in three readings, or None after a report."""
    if not isinstance(node, Scalar) or not node.text:
        how.faults.add(node.at, f"{what} must be a number or a span, got {described(node)}")
        return None
    try:
        low, high = _ends(node.text, unit, how)
    except QuantityError as error:
        how.faults.add(node.at, f"{what}: {error.message}", error.help)
        return None
    if low is None or high is None:
        how.faults.add(node.at, f"{what} needs both ends, got {quoted(node.text)}", "write LOW..HIGH")
        return None
    return Span(low=low, likely=(low + high) // 2, high=high)


def span_table(node: Node, unit: Unit, how: ReadContext, what: str) -> SpanTable | None:
    """Return price breaks; a single number or span is a table of one row that holds from 0 on."""
    if not isinstance(node, Mapping):
        single = span(node, unit, how, what)
        return None if single is None else SpanTable(rows=((0, single),))
    rows: list[tuple[int, Span]] = []
    for key, value in node.entries:
        start = _break(key, how, what)
        row = span(value, unit, how, what)
        if start is not None and row is not None:
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


def within(value: Span | SpanTable, fact: FactType, at: Place, how: ReadContext) -> bool:
    """Return whether every reading lies in the fact's bounds, reporting it if not."""
    spans = [value] if isinstance(value, Span) else [row for _, row in value.rows]
    domain = fact.domain
    if isinstance(domain, Numbers) and all(domain.low <= one.low and one.high <= domain.high for one in spans):
        return True
    if isinstance(domain, Numbers):
        limits = f"must be from {_shown(domain.low, fact, how.currency)} to {_shown(domain.high, fact, how.currency)}"
        how.faults.add(at, f"`{fact.name}` {limits}")
    return False
