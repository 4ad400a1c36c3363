"""What all rows of a table share: the facts of the studio and of `--set`."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
from msgspec import Struct
from msgspec.structs import replace

from advisor.batch.codec import coded
from advisor.batch.entry import SHARED
from advisor.batch.given import columns_of, own
from advisor.errors import OrderError, Place
from advisor.ir import FactType, Possible
from advisor.order import OrderReader
from advisor.trace import Order
from advisor.yaml.node import MappingNode


class Common(Struct, frozen=True, kw_only=True):
    """What `--set` and the studio say of an order that says nothing itself.

    is_by_order: what `--set` says may be read by what an order says itself, so that each order is read alone.
    """

    sets: Order | None
    studio: Order | None
    is_bad: bool
    is_by_order: bool

    @classmethod
    def read(cls, reader: OrderReader, as_of: date | None) -> Common:
        empty = MappingNode((), flow=False, at=Place(""))
        found: list[Order | None] = []
        for one in (replace(reader, as_of=as_of, studio=None), replace(reader, as_of=as_of, sets=())):
            try:
                found.append(one.order(empty, "common"))
            except OrderError:
                found.append(None)
        is_by_order = found[0] is None or _hangs(found[0], reader)
        return cls(sets=found[0], studio=found[1], is_bad=None in found or is_by_order, is_by_order=is_by_order)

    def over(self, said: dict[str, pl.Series], facts: dict[str, FactType]) -> list[pl.Expr]:
        """Return the columns of the facts said here, and of which of them the studio says."""
        if self.sets is None or self.studio is None:
            return []
        told: dict[str, pl.Expr] = {}
        shared = []
        for path, place in self.studio.origins.items():
            name = path.removeprefix("order.")
            is_said = pl.col(f"={name}=said") if name in said else pl.lit(value=False)
            for column, value in _columns(facts[name], self.studio.given.get(path)).items():
                own_value = pl.col(column) if name in said else value
                told[column] = pl.when(is_said).then(own_value).otherwise(value)
            if path not in self.sets.origins:
                shared.append(pl.when(~is_said).then(pl.lit(f"{name}@{place}")))
        for path in self.sets.origins:
            name = path.removeprefix("order.")
            told |= _columns(facts[name], self.sets.given.get(path))
        listed = pl.concat_str(shared, separator="|", ignore_nulls=True) if shared else pl.lit("")
        return [*(value.alias(column) for column, value in told.items()), listed.alias(own(SHARED))]


def _hangs(sets: Order, reader: OrderReader) -> bool:
    """Return whether what `--set` says is read by what an order says itself, so that each has to be read alone."""
    paths = [path for path in sets.origins if path.removeprefix("order.") in reader.facts]
    facts = reader.by_thing
    return any(
        facts.hangs(reader.facts[path.removeprefix("order.")], sets.given.get(path), sets.given) for path in paths
    )


def _columns(fact: FactType, value: Possible | None) -> dict[str, pl.Expr]:
    row: tuple[Any, ...] = () if value is None else coded(value, fact)
    schema = columns_of(fact)
    return {name: pl.lit(row[at] if row else None, dtype) for at, (name, dtype) in enumerate(schema.items())}
