"""The seeded orders as tables: natural columns, as a desk has them, and the orders that the columnar engine reads."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from advisor.columnar import Orders
from advisor.columnar.column import ORDER, ChoiceColumn, NumberColumn, Values
from advisor.ir import OneOf
from rule_set import CHOICES, FLAGS, NUMBERS

_GOLDEN, _STIR, _SPREAD = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def drawn(rows: int, seed: int, below: int) -> pl.Expr:
    """Return pseudo-random whole numbers from 0, the same for the same seed on every machine (splitmix64)."""
    one = (pl.int_range(rows, dtype=pl.UInt64) + pl.lit(seed * 1_000_003, pl.UInt64)) * pl.lit(_GOLDEN, pl.UInt64)
    one = (one ^ (one // (1 << 32))) * pl.lit(_STIR, pl.UInt64)
    one = (one ^ (one // (1 << 29))) * pl.lit(_SPREAD, pl.UInt64) // (1 << 11)
    return one % below


def table(rows: int, seed: int = 43) -> pl.DataFrame:
    """Return orders with natural columns: numbers, words and truth values."""
    spread = drawn(rows, seed * 100, 1_000_000).cast(pl.Float64) / 1e6 * 3.2
    columns = {
        "quantity": (10.0**spread).cast(pl.Int64),
        "deadline": 5 + drawn(rows, seed * 100 + 1, 116).cast(pl.Int64),
        "cash": drawn(rows, seed * 100 + 2, 5000_01).cast(pl.Int64),
        "revisions": drawn(rows, seed * 100 + 3, 8).cast(pl.Int64),
        "repeats": drawn(rows, seed * 100 + 4, 7).cast(pl.Int64),
    }
    for number, (name, values) in enumerate(CHOICES.items(), 5):
        columns[name] = pl.lit(pl.Series(values)).gather(drawn(rows, seed * 100 + number, len(values)))
    for number, name in enumerate(FLAGS, 10):
        columns[name] = drawn(rows, seed * 100 + number, 2) == 1
    return pl.select(values.alias(name) for name, values in columns.items())


def as_frame(table: pl.DataFrame) -> pl.DataFrame:
    """Return orders as a frame says them: times with their unit, money in whole units of its currency."""
    return table.with_columns(pl.format("{} days", "deadline").alias("deadline"), pl.col("cash") // 100)


def as_orders(table: pl.DataFrame) -> Orders:
    """Return the same orders as the columnar engine reads them, every fact known."""
    facts: dict[str, Values] = {f"order.{name}": _number(table[name]) for name in NUMBERS}
    facts |= {f"order.{name}": _coded(table[name].cast(pl.Enum(words)), words) for name, words in CHOICES.items()}
    facts |= {f"order.{name}": _coded(table[name], (False, True)) for name in FLAGS}
    return Orders(count=table.height, facts=facts)


def _number(cells: pl.Series) -> NumberColumn:
    values = cells.to_numpy()
    return NumberColumn(ORDER, values, values)


def _coded(cells: pl.Series, values: Sequence[str | bool]) -> ChoiceColumn:
    """Return codes into values: of words their place, of truth values 0 and 1."""
    return ChoiceColumn(
        ORDER, cells.to_physical().cast(pl.Int64).to_numpy(), tuple(OneOf((value,)) for value in values)
    )
