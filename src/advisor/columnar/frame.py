"""Orders as a frame: the columns in which every fact's possible values stand, row by row.

A number has one column if every row knows it, else `NAME.low`, `NAME.high` and, where `none` may stand beside numbers,
`NAME.none`. A flag or choice has one column of bits, bit i for the i-th value as declared; a set `NAME.some` and
`NAME.maybe`. Of a text only `NAME.said` matters, and only to rules that ask whether it is known. A fact that no column
speaks of is unsaid. A fact that rules may derive is given only where its columns hold a value: there, and only there, null
is allowed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, assert_never

import polars as pl

from advisor import estimate
from advisor.columnar.graph import BEYOND, Graph, Value
from advisor.columnar.possible import Alphabet, Choice, Column, Members, Number, Rows, Words, alphabet
from advisor.errors import EngineError
from advisor.ir import UNLIMITED, Derive, FactType, Kind, Numbers, OneOf, Option, Pack, Possible, Subset, Table, Text
from advisor.strata import fact_at
from advisor.trace import Order

ROW = "#row"
"""The column that numbers the rows."""
LeafKind = Literal["number", "verdict", "bits"]

Form = tuple[tuple[str, int | None], ...]
"""The columns of a frame: name -> the value that it has in every row, None where rows differ."""


def form_of(frame: pl.DataFrame, names: Iterable[str]) -> Form:
    """Return the form of a frame of at least one row, as far as these columns go."""
    wanted = [name for name in names if name in frame.columns]
    if not wanted:
        return ()
    ends = frame.select(
        *(pl.col(name).min().alias(f"{name}<") for name in wanted),
        *(pl.col(name).max().alias(f"{name}>") for name in wanted),
        *(pl.col(name).null_count().alias(f"{name}?") for name in wanted),
    ).row(0, named=True)
    return tuple(
        (name, int(ends[f"{name}<"]) if ends[f"{name}<"] == ends[f"{name}>"] and not ends[f"{name}?"] else None)
        for name in wanted
    )


def known_choices(frame: pl.DataFrame, names: Iterable[str]) -> frozenset[str]:
    """Return the names of the columns of bits that have just one bit set in every row that is not null."""
    wanted = [name for name in names if name in frame.columns]
    if not wanted:
        return frozenset()
    singles = frame.select((pl.col(name).bitwise_count_ones() == 1).all() for name in wanted).row(0, named=True)
    return frozenset(name for name, is_single in singles.items() if is_single)


def columns_of(fact: FactType) -> tuple[str, ...]:
    """Return the names of the columns that a fact may have."""
    name = fact.name
    match fact.kind:
        case Kind.NUMBER | Kind.DATE:
            return name, f"{name}.low", f"{name}.high", f"{name}.none"
        case Kind.SET:
            return f"{name}.some", f"{name}.maybe"
        case Kind.TEXT:
            return (f"{name}.said",)
        case _:
            return (name,)


@dataclass(frozen=True, slots=True)
class Leaves:
    """Makes the columns of a form into values of a graph. known: choices of which every row has just one."""

    graph: Graph
    form: Mapping[str, int | None]
    known: frozenset[str]

    def of(self, fact: FactType, letters: Alphabet, name: str = "") -> Column | None:
        """Return a fact's possible values, None if no column speaks of it. name: of its columns, else its own."""
        name = name or fact.name
        if fact.kind is Kind.TABLE:
            return self._table(name, fact.domain)
        match fact.domain:
            case Numbers(low, high, or_none):
                return self._number(name, low, UNLIMITED if or_none else high)
            case OneOf():
                if name not in self.form:
                    return None
                bits = self._bits(name, letters, sure=True)
                return Choice(bits, name in self.known or (isinstance(bits, int) and bits.bit_count() == 1))
            case Subset():
                if f"{name}.some" not in self.form:
                    return None
                return Members(self._bits(f"{name}.some", letters), self._bits(f"{name}.maybe", letters))
            case _:
                return Words(self.value(f"{name}.said", "verdict", 0, 1)) if f"{name}.said" in self.form else None

    def given(self, fact: FactType) -> Value:
        """Return in which rows the columns of a derived fact say it."""
        name = next(name for name in columns_of(fact) if name in self.form)
        return self.graph.is_present(name) if self.form[name] is None else 1

    def value(self, name: str, kind: LeafKind, low: int, high: int) -> Value:
        """Return one column, or its value if every row has the same."""
        found = self.form[name]
        return self.graph.column(name, kind, low, high) if found is None else found

    def _number(self, name: str, low: int, high: int) -> Column | None:
        if name in self.form:
            value = self.value(name, "number", low, high)
            return Number(value, value)
        if f"{name}.low" not in self.form:
            return None
        ends = [self.value(f"{name}.{end}", "number", low, high) for end in ("low", "high")]
        none = self.value(f"{name}.none", "verdict", 0, 1) if f"{name}.none" in self.form else 0
        return Number(ends[0], ends[1], none)

    def _bits(self, name: str, letters: Alphabet, *, sure: bool = False) -> Value:
        return self.value(name, "bits", int(sure), letters.of(tuple(letters.bits))) if name in self.form else 0

    def _table(self, name: str, domain: Possible) -> Column | None:
        if not isinstance(domain, Numbers) or f"{name}.0.from" not in self.form:
            return None
        rows = [index for index in range(len(self.form)) if f"{name}.{index}.from" in self.form]
        return Rows(
            tuple(
                (
                    self.value(f"{name}.{index}.from", "number", 0, BEYOND),
                    self.value(f"{name}.{index}.value", "number", domain.low, domain.high),
                )
                for index in rows
            )
        )


# --- from orders ------------------------------------------------------------------------------------------------------
def frame_of(pack: Pack, orders: Sequence[Order]) -> pl.DataFrame:
    """Return orders as a frame, one row each, quotes included."""
    derived = {rule.conclusion.path for rule in pack.rules.values() if isinstance(rule.conclusion, Derive)}
    columns = [pl.Series(ROW, range(len(orders)), pl.UInt32)]
    for fact in pack.facts.values():
        path = f"order.{fact.name}"
        if fact.of == "order" and any(path in order.given for order in orders):
            unsaid = None if path in derived else estimate.unsaid(fact)
            columns += series_of(fact, [order.given.get(path, unsaid) for order in orders])
    return pl.DataFrame([*columns, *quote_series(pack, orders)])


def series_of(fact: FactType, values: Sequence[Possible | None], name: str = "") -> list[pl.Series]:
    """Return the columns of one fact, None where it is not given. name: of the columns, else the fact's."""
    name = name or fact.name
    match fact.domain:
        case Numbers():
            return _numbers(name, [value if isinstance(value, Numbers) else None for value in values])
        case OneOf():
            letters = alphabet(fact)
            return [
                pl.Series(
                    name, [letters.of(one.values) if isinstance(one, OneOf) else None for one in values], pl.UInt64
                )
            ]
        case Subset():
            letters = alphabet(fact)
            sets = [one if isinstance(one, Subset) else None for one in values]
            return [
                pl.Series(f"{name}.some", [None if one is None else letters.of(one.some) for one in sets], pl.UInt64),
                pl.Series(f"{name}.maybe", [None if one is None else letters.of(one.maybe) for one in sets], pl.UInt64),
            ]
        case Text() | Table():
            return [pl.Series(f"{name}.said", [isinstance(one, Text) and bool(one.text) for one in values], pl.Boolean)]
    assert_never(fact.domain)


def _numbers(name: str, values: Sequence[Numbers | None]) -> list[pl.Series]:
    lows = [None if one is None else one.low for one in values]
    if all(one is None or (one.low == one.high and not one.or_none) for one in values):
        return [pl.Series(name, lows, pl.Int64)]
    ends = [
        pl.Series(f"{name}.low", lows, pl.Int64),
        pl.Series(f"{name}.high", [None if one is None else one.high for one in values], pl.Int64),
    ]
    if any(one is not None and one.or_none for one in values):
        ends.append(pl.Series(f"{name}.none", [None if one is None else one.or_none for one in values], pl.Boolean))
    return ends


# --- quotes -----------------------------------------------------------------------------------------------------------
QUOTED = "#quoted"
"""The column that says which pathways and processes a row has quotes for: none, or `pathway/process` joined by `|`."""
QUOTE = "#quote"
"""What the names of the columns of quotes begin with, the first one's `#quote0`: no fact is called so."""
STRIDE = 64
"""How many places there are from one option's id to the next, for the ids of quotes between them."""


def quote_series(pack: Pack, orders: Sequence[Order]) -> list[pl.Series]:
    """Return the columns of quotes: `#quoted`, then for each the id, its place among all ids, and what it says."""
    most = max((len(order.quotes) for order in orders), default=0)
    if not most:
        return []
    if most >= STRIDE:
        raise EngineError(f"an order has {most} quotes; the columnar engine reads {STRIDE - 1}")
    signatures = ["|".join(f"{quote.pathway}/{quote.process}" for quote in order.quotes) for order in orders]
    found = [pl.Series(QUOTED, signatures, pl.String)]
    ids = sorted(pack.options)
    for number in range(most):
        quotes = [order.quotes[number] if number < len(order.quotes) else None for order in orders]
        found.append(pl.Series(f"{QUOTE}{number}", [one.id if one else None for one in quotes], pl.String))
        places = [_between(ids, one, order.quotes) if one else None for one, order in zip(quotes, orders, strict=True)]
        found.append(pl.Series(f"{QUOTE}{number}.place", places, pl.Int64))
        memories = [estimate.option_memory(one) if one else {} for one in quotes]
        for path in dict.fromkeys(path for memory in memories for path in memory):
            found += _quoted(pack, f"{QUOTE}{number}:{path}", path, [memory.get(path) for memory in memories])
    return found


def _between(ids: Sequence[str], quote: Option, others: Sequence[Option]) -> int:
    before = bisect_left(ids, quote.id)
    return before * STRIDE + 1 + sorted(one.id for one in others).index(quote.id)


def _quoted(pack: Pack, name: str, path: str, values: Sequence[Possible | None]) -> list[pl.Series]:
    tables = [one.rows if isinstance(one, Table) else None for one in values]
    if any(tables):
        most = max(len(rows) for rows in tables if rows)
        return [series for index in range(most) for series in _table_row(name, index, tables)]
    fact = fact_at(pack, path)
    return series_of(fact, values, name) if fact is not None else []


def _table_row(name: str, index: int, tables: Sequence[tuple[tuple[int, int], ...] | None]) -> list[pl.Series]:
    """Return where a row of each table starts and its value; past a table's last row one that no quantity reaches."""
    rows = [None if not one else one[index] if index < len(one) else (BEYOND, one[-1][1]) for one in tables]
    return [
        pl.Series(f"{name}.{index}.{end}", [row[place] if row else None for row in rows], pl.Int64)
        for place, end in enumerate(("from", "value"))
    ]
