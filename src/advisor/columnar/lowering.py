"""The graph as Polars expressions: layers of columns, each made of those before it, so that nothing is computed twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import assert_never

import polars as pl

from advisor.columnar.graph import Node, Value, high_of
from advisor.errors import EngineError

DEEPEST = 24
"""How many operations may stand inside one another in one expression."""
NARROW = 62
"""How many bits of a key a 64-bit number holds."""
DROPPED_AT_ONCE = 32
WIDE = 126
"""How many bits of a key a 128-bit number holds."""

PolarsType = type[pl.DataType]


@dataclass(frozen=True, slots=True)
class Lowered:
    """Expressions, layer by layer, then those of the outputs. dropped: the columns that no later layer reads.

    width: how many columns are held at once, at most.
    """

    layers: tuple[tuple[pl.Expr, ...], ...]
    dropped: tuple[tuple[str, ...], ...]
    outputs: tuple[pl.Expr, ...]
    width: int

    def over(self, frame: pl.LazyFrame, kept: Sequence[str] = ()) -> pl.LazyFrame:
        """Return the outputs for every row of a frame, after the columns kept."""
        for layer, dropped in zip(self.layers, self.dropped, strict=True):
            frame = frame.with_columns(layer)
            if dropped:
                frame = frame.drop(dropped)
        return frame.select(*kept, *self.outputs)


def lower(outputs: Mapping[str, Value], bits: Collection[str] = ()) -> Lowered:
    """Return expressions for these values, each under its name. bits: the names of those that are bits, not numbers."""
    return _Lowering(outputs, bits).lowered()


class _Lowering:
    def __init__(self, outputs: Mapping[str, Value], bits: Collection[str]) -> None:
        self._outputs = outputs
        self._bits = bits
        self._roots = [value for value in outputs.values() if isinstance(value, Node)]
        self._nodes = sorted(_reachable(self._roots), key=lambda node: node.index)
        self._uses = self._count()
        self._exprs: dict[int, pl.Expr] = {}
        self._ready: dict[int, int] = {}
        self._depth: dict[int, int] = {}
        self._layers: list[list[pl.Expr]] = []
        self._reads: dict[int, frozenset[str]] = {}
        self._last: dict[str, int] = {}

    def _count(self) -> dict[int, int]:
        uses: dict[int, int] = {}
        for node in self._nodes:
            for part in node.parts:
                if isinstance(part, Node):
                    uses[part.index] = uses.get(part.index, 0) + 1
        for root in self._roots:
            uses[root.index] = uses.get(root.index, 0) + 1
        return uses

    def lowered(self) -> Lowered:
        for node in self._nodes:
            self._lower(node)
        final = len(self._layers)
        outputs = []
        for name, value in self._outputs.items():
            if isinstance(value, Node):
                outputs.append(self._exprs[value.index].alias(name))
                self._touch(value, final)
            else:
                outputs.append(pl.lit(value, pl.UInt64 if name in self._bits else pl.Int64).alias(name))
        dropped = tuple(self._dropped())
        return Lowered(tuple(map(tuple, self._layers)), dropped, tuple(outputs), self._width(dropped))

    def _width(self, dropped: Sequence[Sequence[str]]) -> int:
        held = most = len(self._outputs)
        for layer, gone in zip(self._layers, dropped, strict=True):
            held += len(layer)
            most = max(most, held)
            held -= len(gone)
        return most

    def _dropped(self) -> Iterable[tuple[str, ...]]:
        waiting: list[str] = []
        for layer in range(len(self._layers)):
            waiting += [name for name, last in self._last.items() if last == layer]
            if len(waiting) >= DROPPED_AT_ONCE:
                yield tuple(waiting)
                waiting = []
            else:
                yield ()

    def _touch(self, node: Node, layer: int) -> None:
        for name in self._reads[node.index]:
            self._last[name] = max(self._last.get(name, 0), layer)

    def _lower(self, node: Node) -> None:
        below = [part for part in node.parts if isinstance(part, Node)]
        ready = max((self._ready[part.index] for part in below), default=0)
        depth = 1 + max((self._depth[part.index] for part in below), default=0)
        expr = _expression(node, self._exprs)
        reads = frozenset().union(*(self._reads[part.index] for part in below))
        is_leaf = node.op in ("column", "present")
        if not is_leaf and (self._uses[node.index] > 1 or depth > DEEPEST):
            name = f"#{node.index}"
            while len(self._layers) <= ready:
                self._layers.append([])
            self._layers[ready].append(expr.alias(name))
            for one in reads:
                self._last[one] = max(self._last.get(one, 0), ready)
            expr, reads, depth, ready = pl.col(name), frozenset([name]), 0, ready + 1
        self._exprs[node.index] = expr
        self._reads[node.index] = reads
        self._depth[node.index] = depth
        self._ready[node.index] = ready


def _reachable(roots: Iterable[Node]) -> set[Node]:
    found: set[Node] = set()
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(part for part in node.parts if isinstance(part, Node))
    return found


# --- one operation ----------------------------------------------------------------------------------------------------
def _expression(node: Node, made: Mapping[int, pl.Expr]) -> pl.Expr:
    """Return what a node computes of its parts."""
    kind = _kind_of_parts(node) if any(isinstance(part, int) for part in node.parts) else pl.Int64
    parts = [made[part.index] if isinstance(part, Node) else _constant(part, kind) for part in node.parts]
    match node.op:
        case "column":
            return pl.col(node.name)
        case "present":
            return pl.col(node.name).is_not_null()
        case "+":
            return parts[0] + parts[1]
        case "-":
            return parts[0] - parts[1]
        case "*":
            return parts[0] * parts[1]
        case "//":
            return parts[0] // parts[1]
        case "min":
            return pl.min_horizontal(parts)
        case "max":
            return pl.max_horizontal(parts)
        case "<":
            return parts[0] < parts[1]
        case "<=":
            return parts[0] <= parts[1]
        case "==":
            return parts[0] == parts[1]
        case "and":
            return parts[0] & parts[1]
        case "or":
            return parts[0] | parts[1]
        case "not":
            return ~parts[0]
        case "number":
            return pl.when(parts[0]).then(_constant(1, pl.Int64)).otherwise(_constant(0, pl.Int64))
        case "where":
            return pl.when(_part(node.parts[0], made, pl.Boolean)).then(parts[1]).otherwise(parts[2])
        case "any_bit":
            return (parts[0] & parts[1]) != 0
        case "all_bits":
            return (parts[0] & parts[1]) == parts[1]
        case "single":
            return parts[0].bitwise_count_ones() == 1
        case "bits_and":
            return parts[0] & parts[1]
        case "bits_or":
            return parts[0] | parts[1]
        case "bits_less":
            return parts[0] ^ (parts[0] & parts[1])
        case "lowest_bit":
            return parts[0] ^ (parts[0] & (parts[0] - 1))
        case "popcount":
            return parts[0].bitwise_count_ones().cast(pl.Int64)
        case "pack":
            return _packed(node, made)
    assert_never(node.op)


def _part(part: Value, made: Mapping[int, pl.Expr], kind: PolarsType) -> pl.Expr:
    return made[part.index] if isinstance(part, Node) else _constant(part, kind)


@lru_cache(maxsize=4096)
def _constant(value: int, kind: PolarsType) -> pl.Expr:
    return pl.lit(value, kind)


def _kind_of_parts(node: Node) -> PolarsType:
    """Return how a constant beside the other parts of a node is written."""
    kinds = [part.kind for part in node.parts if isinstance(part, Node)]
    if node.kind == "bits" or node.op in ("any_bit", "all_bits", "single", "popcount"):
        return pl.UInt64
    if node.op in ("and", "or", "not") or (kinds and set(kinds) == {"verdict"}):
        return pl.Boolean if node.op != "where" else pl.Int64
    widest = max((high_of(part) for part in node.parts if isinstance(part, Node) and part.kind == "key"), default=0)
    return pl.Int128 if widest >= 1 << NARROW else pl.Int64


def _packed(node: Node, made: Mapping[int, pl.Expr]) -> pl.Expr:
    """Return the parts of a key as the digits of one number, in 64 bits as far as they go."""
    digits = [node.parts[start : start + 3] for start in range(0, len(node.parts), 3)]
    words: list[tuple[pl.Expr, int]] = []
    for value, least, bits in digits:
        if not isinstance(least, int) or not isinstance(bits, int):
            raise TypeError("a key is packed by constants")
        if bits == 0:
            continue
        digit = _part(value, made, pl.Int64) - least if least else _part(value, made, pl.Int64)
        if words and words[-1][1] + bits <= NARROW:
            word, width = words.pop()
            words.append((word * (1 << bits) + digit, width + bits))
        else:
            words.append((digit, bits))
    if sum(width for _, width in words) > WIDE:
        raise EngineError("the points of this pack are too many to be compared in columns")
    found = words[0][0] if len(words) == 1 else words[0][0].cast(pl.Int128)
    for word, width in words[1:]:
        found = found * _constant(1 << width, pl.Int128) + word.cast(pl.Int128)
    return found
