"""What facts say of others in a table (`order.narrowed`): each distinct row of these is asked once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import polars as pl

from advisor.batch.codec import coded, decoded
from advisor.batch.given import column_of
from advisor.ir import FactType, ReadAs
from advisor.order.narrowed import narrowed


def narrowed_columns(given: pl.DataFrame, facts: Sequence[FactType]) -> tuple[pl.DataFrame, Counter[ReadAs]]:
    """Return what is given (`given_of`) with what is left of facts by what is said of others, and how often which."""
    told: Counter[ReadAs] = Counter()
    for fact in facts:
        named = [fact, *(one for one in facts if one.name in fact.narrowed_by)]
        columns = {f"order.{one.name}": column_of(one, "choices") for one in named}
        if not fact.narrowed_by or not given.columns or not set(columns.values()) <= set(given.columns):
            continue
        own, by = given.select(columns.values()), [column for column in columns.values() if column != fact.name]
        asked = own.filter(pl.any_horizontal(pl.col(by).is_not_null())).group_by(own.columns).len()
        left = []
        for *row, count in asked.iter_rows():
            said = {
                path: decoded((one,), of) for path, of, one in zip(columns, named, row, strict=True) if one is not None
            }
            found = list(narrowed(said, named))
            told.update(dict.fromkeys(found, count))
            left.append(coded(found[-1].value, fact)[0] if found else row[0])
        new = asked.drop("len").with_columns(pl.Series("=left", left, dtype=pl.String))
        joined = own.join(new, on=own.columns, how="left", nulls_equal=True, maintain_order="left")
        given = given.with_columns(pl.coalesce(joined["=left"], given[fact.name]).alias(fact.name))
    return given, told
