"""The sides of the things in a table in order, as of one order (usual_size.sides_in_order): each distinct row of sizes is asked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

import polars as pl

from advisor.batch.codec import decoded
from advisor.batch.given import column_of, columns_of
from advisor.ir import FactType, Numbers
from advisor.order import OrderReader
from advisor.value.usual_size import sides_in_order


def in_order(columns: Mapping[str, pl.Series], reader: OrderReader) -> dict[str, pl.Series]:
    """Return the columns of what facts say (given.columns_of) in which a side that is longer than the longest, or stands alone, has moved."""
    found: dict[str, pl.Series] = {}
    for longest in reader.sides:
        sides = [longest, *(reader.facts[name] for name in longest.sides)]
        told = [one for one in sides if column_of(one, "low") in columns]
        if told and told != [longest]:
            found |= _moved(columns, sides, reader)
    return found


def _moved(columns: Mapping[str, pl.Series], sides: Sequence[FactType], reader: OrderReader) -> dict[str, pl.Series]:
    height = len(next(iter(columns.values())))
    schema = {name: dtype for one in sides for name, dtype in columns_of(one).items()}
    empty = {name: pl.repeat(None, height, dtype=dtype, eager=True) for name, dtype in schema.items()}
    table = pl.DataFrame({name: columns.get(name, empty[name]) for name in schema})
    thing = reader.pack.lexicon.roles.thing
    by = columns[thing] if thing in columns else pl.repeat(None, height, dtype=pl.String, eager=True)
    asked = table.with_columns(by.alias("thing"))
    is_odd = asked.select(_is_odd(sides)).to_series()
    if not is_odd.any():
        return {name: table[name] for name in schema}
    odd = asked.filter(is_odd).unique(maintain_order=False)
    moved = pl.DataFrame([_row(row, sides, reader) for row in odd.iter_rows(named=True)], schema=schema, orient="row")
    new = odd.hstack(moved.rename("new {}".format))
    joined = asked.join(new, on=asked.columns, how="left", nulls_equal=True, maintain_order="left")
    return {name: joined[f"new {name}"].zip_with(is_odd, table[name]) for name in schema}


def _is_odd(sides: Sequence[FactType]) -> pl.Expr:
    """Return whether a side may have to move: it is longer than one before it, or the longest is not said."""
    low, high = ([pl.col(column_of(one, end)) for one in sides] for end in ("low", "high"))
    longer = [low[late] > high[early] for late in range(1, len(sides)) for early in range(late)]
    alone = low[0].is_null() & reduce(or_, [one.is_not_null() for one in low[1:]])
    return reduce(or_, [one.fill_null(value=False) for one in longer], alone)


def _row(row: Mapping[str, Any], sides: Sequence[FactType], reader: OrderReader) -> tuple[Any, ...]:
    """Return the sides of one row in order, as columns have them."""
    longest, thing = sides[0], reader.pack.lexicon.roles.thing
    said = {
        one.name: Numbers(row[column_of(one, "low")], row[column_of(one, "high")])
        for one in sides
        if row[column_of(one, "low")] is not None
    }
    given = {} if row["thing"] is None else {f"order.{thing}": decoded((row["thing"],), reader.facts[thing])}
    told = sides_in_order(said, longest, reader.usual_sides(longest, given))
    rows = ((told[one.name].low, told[one.name].high, False) if one.name in told else (None,) * 3 for one in sides)
    return tuple(part for row in rows for part in row)
