"""What is computed for every row of a chunk, as a graph in which nothing is computed twice.

A value is a Python constant, the same for every row, or a node: an operation over other values. Whatever is constant is
computed here, once; what the bounds of its parts decide never becomes a node.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from typing import Literal

Op = Literal[
    "column", "present",
    "+", "-", "*", "//", "min", "max", "<", "<=", "==", "and", "or", "not", "where",
    "any_bit", "all_bits", "single", "bits_and", "bits_or", "bits_less", "lowest_bit", "popcount", "number", "pack",
]  # fmt: skip
Kind = Literal["number", "verdict", "bits", "key"]
"""What a node is of each row. A key is a number too, made to be compared, and may need 128 bits."""
LIMIT = 2**63 - 1
BEYOND = 2**62
"""Beyond every number of a pack: `check` proves that none is larger."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One operation. low, high: a number's bounds; of bits: 1 if one is surely set, and all that may be.

    name: of a column.
    """

    op: Op
    parts: tuple[Value, ...]
    kind: Kind
    index: int
    low: int = 0
    high: int = 1
    name: str = ""


Value = int | Node
"""A number, a verdict (as 0 or 1) or bits: a constant of every row, or a node."""


def low_of(value: Value) -> int:
    return value.low if isinstance(value, Node) else value


def high_of(value: Value) -> int:
    return value.high if isinstance(value, Node) else value


@dataclass(slots=True)
class Graph:
    """Makes nodes, each once."""

    _made: dict[tuple[object, ...], Node] = field(default_factory=dict)

    def _make(self, op: Op, parts: tuple[Value, ...], kind: Kind, low: int, high: int) -> Value:
        if kind == "number" and low == high:
            return low
        key = (op, kind, *(part.index if isinstance(part, Node) else (part,) for part in parts))
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = Node(op, parts, kind, len(self._made), low, high)
        return found

    # --- columns ---
    def column(self, name: str, kind: Kind, low: int = 0, high: int = 1) -> Node:
        """Return a column of the frame."""
        key = ("column", name)
        if key not in self._made:
            self._made[key] = Node("column", (), kind, len(self._made), low, high, name)
        return self._made[key]

    def is_present(self, name: str) -> Node:
        """Return whether a column has a value in a row."""
        key = ("present", name)
        if key not in self._made:
            self._made[key] = Node("present", (), "verdict", len(self._made), name=name)
        return self._made[key]

    # --- arithmetic ---
    def add(self, one: Value, other: Value) -> Value:
        if isinstance(one, int) and isinstance(other, int):
            return one + other
        if other == 0:
            return one
        if one == 0:
            return other
        return self._make(
            "+", _sorted(one, other), "number", low_of(one) + low_of(other), high_of(one) + high_of(other)
        )

    def subtract(self, one: Value, other: Value) -> Value:
        if isinstance(one, int) and isinstance(other, int):
            return one - other
        if other == 0:
            return one
        if one is other:
            return 0
        return self._make("-", (one, other), "number", low_of(one) - high_of(other), high_of(one) - low_of(other))

    def multiply(self, one: Value, other: Value) -> Value:
        if isinstance(one, int) and isinstance(other, int):
            return one * other
        if 0 in (one, other):
            return 0
        if other == 1:
            return one
        if one == 1:
            return other
        ends = [a * b for a in (low_of(one), high_of(one)) for b in (low_of(other), high_of(other))]
        return self._make("*", _sorted(one, other), "number", min(ends), max(ends))

    def floor_divide(self, one: Value, other: Value) -> Value:
        """Return one // other, other > 0, rounded down."""
        if isinstance(one, int) and isinstance(other, int):
            return one // other
        if other == 1 or one == 0:
            return one
        ends = [a // b for a in (low_of(one), high_of(one)) for b in (max(1, low_of(other)), max(1, high_of(other)))]
        return self._make("//", (one, other), "number", min(ends), max(ends))

    def least(self, *values: Value) -> Value:
        return reduce(self._least, values)

    def greatest(self, *values: Value) -> Value:
        return reduce(self._greatest, values)

    def _least(self, one: Value, other: Value) -> Value:
        if one is other or high_of(one) <= low_of(other):
            return one
        if high_of(other) <= low_of(one):
            return other
        low, high = min(low_of(one), low_of(other)), min(high_of(one), high_of(other))
        return self._make("min", _sorted(one, other), _kind(one, other), low, high)

    def _greatest(self, one: Value, other: Value) -> Value:
        if one is other or low_of(one) >= high_of(other):
            return one
        if low_of(other) >= high_of(one):
            return other
        low, high = max(low_of(one), low_of(other)), max(high_of(one), high_of(other))
        return self._make("max", _sorted(one, other), _kind(one, other), low, high)

    def number(self, verdict: Value) -> Value:
        """Return 1 where the verdict holds, else 0."""
        if isinstance(verdict, int):
            return int(verdict)
        return self._make("number", (verdict,), "number", 0, 1)

    # --- verdicts ---
    def less(self, one: Value, other: Value) -> Value:
        if one is other or low_of(one) >= high_of(other):
            return 0
        if high_of(one) < low_of(other):
            return 1
        return self._make("<", (one, other), "verdict", 0, 1)

    def at_most(self, one: Value, other: Value) -> Value:
        if one is other or high_of(one) <= low_of(other):
            return 1
        if low_of(one) > high_of(other):
            return 0
        return self._make("<=", (one, other), "verdict", 0, 1)

    def equal(self, one: Value, other: Value) -> Value:
        if one is other or (isinstance(one, int) and one == other):
            return 1
        if high_of(one) < low_of(other) or high_of(other) < low_of(one):
            return 0
        return self._make("==", _sorted(one, other), "verdict", 0, 1)

    def both(self, *verdicts: Value) -> Value:
        found: Value = 1
        for verdict in verdicts:
            found = self._both(found, verdict)
        return found

    def either(self, *verdicts: Value) -> Value:
        found: Value = 0
        for verdict in verdicts:
            found = self._either(found, verdict)
        return found

    def _both(self, one: Value, other: Value) -> Value:
        if isinstance(one, int):
            return other if one else 0
        if isinstance(other, int):
            return one if other else 0
        if _denies(one, other):
            return 0
        return one if one is other else self._make("and", _sorted(one, other), "verdict", 0, 1)

    def _either(self, one: Value, other: Value) -> Value:
        if isinstance(one, int):
            return 1 if one else other
        if isinstance(other, int):
            return 1 if other else one
        if _denies(one, other):
            return 1
        return one if one is other else self._make("or", _sorted(one, other), "verdict", 0, 1)

    def negate(self, verdict: Value) -> Value:
        if isinstance(verdict, int):
            return int(not verdict)
        return verdict.parts[0] if verdict.op == "not" else self._make("not", (verdict,), "verdict", 0, 1)

    def where(self, verdict: Value, one: Value, other: Value, kind: Kind = "number") -> Value:
        """Return one where the verdict holds, else other."""
        if isinstance(verdict, int):
            return one if verdict else other
        if one is other or (isinstance(one, int) and one == other):
            return one
        if kind == "verdict":
            return self._either(self._both(verdict, one), self._both(self.negate(verdict), other))
        low, high = min(low_of(one), low_of(other)), max(high_of(one), high_of(other))
        if kind == "number":
            kind = _kind(one, other)
        if kind == "bits":
            low, high = int(bool(_sure(one) and _sure(other))), high_of(one) | high_of(other)
        return self._make("where", (verdict, one, other), kind, low, high)

    # --- bits ---
    def has_any(self, bits: Value, wanted: int) -> Value:
        """Return whether any wanted bit is set."""
        if isinstance(bits, int):
            return int(bool(bits & wanted))
        wanted &= bits.high
        if not wanted:
            return 0
        if bits.low and wanted == bits.high:
            return 1
        return self._make("any_bit", (bits, wanted), "verdict", 0, 1)

    def has_all(self, bits: Value, wanted: int) -> Value:
        """Return whether every wanted bit is set."""
        if isinstance(bits, int):
            return int(bits & wanted == wanted)
        if not wanted:
            return 1
        if wanted & ~bits.high:
            return 0
        return self._make("all_bits", (bits, wanted), "verdict", 0, 1)

    def has_only(self, bits: Value, allowed: int) -> Value:
        """Return whether no bit is set but those allowed."""
        return self.negate(self.has_any(bits, ~allowed & high_of(bits)))

    def is_single(self, bits: Value) -> Value:
        """Return whether just one bit is set."""
        if isinstance(bits, int):
            return int(bits.bit_count() == 1)
        return self._make("single", (bits,), "verdict", 0, 1)

    def equal_bits(self, one: Value, other: int) -> Value:
        """Return whether just the bits of a constant are set."""
        if isinstance(one, int):
            return int(one == other)
        return self.both(self.has_all(one, other), self.has_only(one, other))

    def shared(self, one: Value, other: Value) -> Value:
        """Return the bits set in both."""
        if isinstance(one, int) and isinstance(other, int):
            return one & other
        full = high_of(one) & high_of(other)
        return self._make("bits_and", _sorted(one, other), "bits", 0, full) if full else 0

    def joined(self, one: Value, other: Value) -> Value:
        """Return the bits set in either."""
        if isinstance(one, int) and isinstance(other, int):
            return one | other
        if one == 0 or one is other:
            return other
        if other == 0:
            return one
        return self._make(
            "bits_or", _sorted(one, other), "bits", int(_sure(one) or _sure(other)), high_of(one) | high_of(other)
        )

    def without(self, one: Value, other: Value) -> Value:
        """Return the bits of one that are not set in the other."""
        if isinstance(one, int) and isinstance(other, int):
            return one & ~other
        if other == 0:
            return one
        return self._make("bits_less", (one, other), "bits", 0, high_of(one))

    def lowest(self, bits: Value) -> Value:
        """Return the lowest bit set."""
        if isinstance(bits, int):
            return bits & -bits
        return self._make("lowest_bit", (bits,), "bits", 1, bits.high)

    def count(self, bits: Value) -> Value:
        """Return how many bits are set."""
        if isinstance(bits, int):
            return bits.bit_count()
        return self._make("popcount", (bits,), "number", bits.low, bits.high.bit_count())

    # --- keys ---
    def pack(self, parts: tuple[tuple[Value, int, int], ...]) -> Node:
        """Return one number that orders rows as the parts do, the first part first. parts: value, its least, its most."""
        values: list[Value] = []
        width = 0
        for value, least, most in parts:
            bits = (most - least).bit_length()
            width += bits
            values += [value, least, bits]
        key = ("pack", *(value.index if isinstance(value, Node) else (value,) for value in values))
        if key not in self._made:
            self._made[key] = Node("pack", tuple(values), "key", len(self._made), 0, (1 << width) - 1)
        return self._made[key]


def _denies(one: Node, other: Node) -> bool:
    """Return whether one of them is the other's negation."""
    return (one.op == "not" and one.parts[0] is other) or (other.op == "not" and other.parts[0] is one)


def _sorted(one: Value, other: Value) -> tuple[Value, Value]:
    """Return the parts of an operation that does not mind their order, in the order that makes equal ones the same."""
    if isinstance(one, Node) and isinstance(other, Node):
        return (one, other) if one.index <= other.index else (other, one)
    return (one, other) if isinstance(one, Node) else (other, one)


def _kind(*values: Value) -> Kind:
    return "key" if any(isinstance(value, Node) and value.kind == "key" for value in values) else "number"


def _sure(bits: Value) -> bool:
    return bool(bits.low if isinstance(bits, Node) else bits)
