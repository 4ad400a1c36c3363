"""One order at many values: the rows that the columnar engine takes, possible values as columns.

A number has one column where every row knows it, else `.low`, `.high` and, where a row allows it beside numbers, `.none`;
a flag or choice has a column whose bit i is its i-th value as declared; a set has `.some` and `.maybe`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import polars as pl

from advisor import estimate
from advisor.ir import FactType, Memory, Numbers, OneOf, Pack, Possible, Subset

Answers = Callable[[pl.DataFrame], pl.DataFrame]
"""Answers a frame of orders, row for row: the columnar engine, or the plain walk where engines are held equal."""


def rows(pack: Pack, given: Memory, tries: Sequence[Mapping[str, Possible]]) -> pl.DataFrame:
    """Return a row for each try: the given facts, those of the try laid over them."""
    paths = [f"order.{fact.name}" for fact in pack.facts.values() if fact.of == "order"]
    tried = {path for one in tries for path in one}
    columns: dict[str, pl.Series] = {}
    for path in paths:
        fact = pack.facts[path.removeprefix("order.")]
        if path in tried:
            base = given.get(path, estimate.unsaid(fact))
            columns |= _columns(fact, [one.get(path, base) for one in tries])
        elif path in given:
            columns |= {
                name: column.new_from_index(0, len(tries)) for name, column in _columns(fact, [given[path]]).items()
            }
    return pl.DataFrame(columns) if columns else pl.DataFrame({"_": [0] * len(tries)}).drop("_")


def _columns(fact: FactType, values: Sequence[Possible]) -> dict[str, pl.Series]:
    return {f"{fact.name}{suffix}": pl.Series(cells, dtype=kind) for suffix, cells, kind in _cells(fact, values)}


def _cells(
    fact: FactType, values: Sequence[Possible]
) -> Iterator[tuple[str, list[int] | list[bool], type[pl.DataType]]]:
    domain = fact.domain
    match domain:
        case Numbers():
            numbers = [value for value in values if isinstance(value, Numbers)]
            if all(one.low == one.high and not one.or_none for one in numbers):
                yield "", [one.low for one in numbers], pl.Int64
                return
            yield ".low", [one.low for one in numbers], pl.Int64
            yield ".high", [one.high for one in numbers], pl.Int64
            if any(one.or_none for one in numbers):
                yield ".none", [one.or_none for one in numbers], pl.Boolean
        case OneOf(choices):
            bits = {choice: 1 << place for place, choice in enumerate(choices)}
            yield (
                "",
                [sum(bits[one] for one in value.values) for value in values if isinstance(value, OneOf)],
                pl.UInt64,
            )
        case Subset(some, maybe):
            bits = {member: 1 << place for place, member in enumerate((*some, *maybe))}
            sets = [value for value in values if isinstance(value, Subset)]
            yield ".some", [sum(bits[one] for one in value.some) for value in sets], pl.UInt64
            yield ".maybe", [sum(bits[one] for one in value.maybe) for value in sets], pl.UInt64
        case _:
            return
