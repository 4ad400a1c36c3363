"""Possible values as columns: what a fact can still be, row by row, as values of the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from advisor.columnar.graph import Graph, Value, high_of, low_of
from advisor.errors import EngineError
from advisor.ir import UNLIMITED, FactType, Numbers, OneOf, Possible, Subset, Table, Text

MOST_CHOICES = 64
"""How many choices a fact can have here: one bit of a 64-bit number for each."""


@dataclass(frozen=True, slots=True)
class Number:
    """Every whole number from low to high, and `none` besides if or_none. One value for both ends: it is known."""

    low: Value
    high: Value
    or_none: Value = 0

    @property
    def is_known(self) -> bool:
        """Whether every row knows it."""
        return self.or_none == 0 and (self.low is self.high or (isinstance(self.low, int) and self.low == self.high))


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the choices whose bits are set, counted as the fact declares them. is_known: a single one in every row."""

    bits: Value
    is_known: bool


@dataclass(frozen=True, slots=True)
class Members:
    """A set that holds all of `some` and any of `maybe`, as bits, counted as the fact declares them."""

    some: Value
    maybe: Value


@dataclass(frozen=True, slots=True)
class Rows:
    """Steps as (smallest quantity, value), ascending."""

    rows: tuple[tuple[Value, Value], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Text, of which only matters whether there is any."""

    is_said: Value


Column = Number | Choice | Members | Rows | Words
Columns = Mapping[str, Column]
"""The working memory of a chunk: path -> what is possible, row by row."""


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Which bit stands for which value of a flag, choice or set."""

    bits: Mapping[bool | str, int]

    def of(self, values: tuple[bool | str, ...]) -> int:
        """Return the bits of these values; a value the fact cannot have has none."""
        return sum(self.bits.get(value, 0) for value in dict.fromkeys(values))


def alphabet(fact: FactType) -> Alphabet:
    """Return the alphabet of a flag, choice or set; of any other kind it is empty.

    Raises:
        EngineError: it has more values than a number has bits.
    """
    match fact.domain:
        case OneOf(values):
            found: tuple[bool | str, ...] = values
        case Subset(some, maybe):
            found = some + maybe
        case _:
            found = ()
    if len(found) > MOST_CHOICES:
        raise EngineError(f"fact `{fact.name}` has {len(found)} choices; the columnar engine reads {MOST_CHOICES}")
    return Alphabet({value: 1 << index for index, value in enumerate(found)})


def constant(value: Possible, letters: Alphabet) -> Column:
    """Return a value that is the same in every row."""
    match value:
        case Numbers(low, high, or_none):
            return Number(low, high, int(or_none))
        case OneOf(values):
            return Choice(letters.of(values), len(values) == 1)
        case Subset(some, maybe):
            return Members(letters.of(some), letters.of(maybe))
        case Table(rows):
            return Rows(tuple(rows))
        case Text(text):
            return Words(int(bool(text)))
    assert_never(value)


# --- what is known of a value -----------------------------------------------------------------------------------------
def is_known(graph: Graph, value: Column) -> Value:
    """Return whether exactly one value is possible (possible.is_known)."""
    match value:
        case Number(low, high, or_none):
            return graph.both(graph.equal(low, high), graph.negate(or_none))
        case Choice(bits, known):
            return 1 if known else graph.is_single(bits)
        case Members(_, maybe):
            return graph.equal_bits(maybe, 0)
        case Words(said):
            return said
        case Rows():
            return 1
    assert_never(value)


def chosen(graph: Graph, verdict: Value, one: Column, other: Column) -> Column:
    """Return one where the verdict holds, else other; both of one kind."""
    if isinstance(verdict, int):
        return one if verdict else other
    match one, other:
        case Number(), Number():
            low = graph.where(verdict, one.low, other.low)
            high = low if one.is_known and other.is_known else graph.where(verdict, one.high, other.high)
            return Number(low, high, graph.where(verdict, one.or_none, other.or_none, "verdict"))
        case Choice(), Choice():
            return Choice(graph.where(verdict, one.bits, other.bits, "bits"), one.is_known and other.is_known)
        case Members(), Members():
            some = graph.where(verdict, one.some, other.some, "bits")
            return Members(some, graph.where(verdict, one.maybe, other.maybe, "bits"))
        case _:
            return one


def hull(graph: Graph, value: Number) -> tuple[Value, Value]:
    """Return the ends of a number, `none` above every number."""
    return value.low, graph.where(value.or_none, UNLIMITED, value.high)


# --- joining (possible.join) ---------------------------------------------------------------------------------------------
def joined(graph: Graph, parts: list[tuple[Value, Column]]) -> Column:
    """Return every value that some part allows whose verdict holds; at least one of them does in every row."""
    first = parts[0][1]
    match first:
        case Number():
            return _joined_numbers(graph, [(held, one) for held, one in parts if isinstance(one, Number)])
        case Choice():
            bits: Value = 0
            for held, one in parts:
                if isinstance(one, Choice):
                    bits = graph.joined(bits, graph.where(held, one.bits, 0, "bits"))
            return Choice(bits, isinstance(bits, int) and bits.bit_count() == 1)
        case Members():
            return _joined_members(graph, [(held, one) for held, one in parts if isinstance(one, Members)])
        case Rows() | Words():
            return first
    assert_never(first)


def _joined_numbers(graph: Graph, parts: list[tuple[Value, Number]]) -> Number:
    lows: list[Value] = []
    highs: list[Value] = []
    none: Value = 0
    finite: Value = 0
    most = max(high_of(one.high) for _, one in parts)
    least = min(low_of(one.low) for _, one in parts)
    for held, one in parts:
        alone = _is_none(graph, one)
        counts = graph.both(held, graph.negate(alone))
        finite = graph.either(finite, counts)
        none = graph.either(none, graph.both(held, graph.either(one.or_none, alone)))
        lows.append(graph.where(counts, one.low, most))
        highs.append(graph.where(counts, one.high, least))
    low, high = graph.least(*lows), graph.greatest(*highs)
    if finite == 1:
        return Number(low, high, none)
    return Number(graph.where(finite, low, UNLIMITED), graph.where(finite, high, UNLIMITED), graph.both(none, finite))


def _is_none(graph: Graph, value: Number) -> Value:
    """Return whether `none` is the only value."""
    if low_of(value.low) < UNLIMITED and high_of(value.low) < UNLIMITED:
        return 0
    return graph.both(graph.equal(value.low, UNLIMITED), graph.equal(value.high, UNLIMITED))


def _joined_members(graph: Graph, parts: list[tuple[Value, Members]]) -> Members:
    full = 0
    for _, one in parts:
        full |= high_of(one.some) | high_of(one.maybe)
    some: Value = full
    reach: Value = 0
    for held, one in parts:
        some = graph.shared(some, graph.where(held, one.some, full, "bits"))
        both = graph.joined(one.some, one.maybe)
        reach = graph.joined(reach, graph.where(held, both, 0, "bits"))
    return Members(some, graph.without(reach, some))
