"""What would flip each order of a block, in columns of text: as an order file would say it."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from advisor.advice import Advisor
from advisor.analysis.flip_columns import flip_columns
from advisor.analysis.values_to_try import doublings
from advisor.batch.answer import FLIP
from advisor.batch.block import Block
from advisor.batch.given import column_of
from advisor.batch.given_text import given_texts
from advisor.columnar import Orders
from advisor.ir import FactType, Numbers


class Flipping:
    """Tells of every order, for each pathway that does not win, the nearest value of some facts at which it would."""

    def __init__(self, advisor: Advisor, facts: Sequence[FactType]) -> None:
        self._advisor = advisor
        self._facts = facts

    def answer(self, block: Block) -> pl.DataFrame:
        """Return a column for each fact and pathway, null where no value asked makes that win."""
        return pl.concat([self._told(fact, block.orders) for fact in self._facts], how="horizontal")

    def _told(self, fact: FactType, orders: Orders) -> pl.DataFrame:
        currency, domain = self._advisor.pack.currency, fact.domain
        if not isinstance(domain, Numbers):
            raise TypeError(f"`{fact.name}` is no number")
        asked = sorted({domain.low, *doublings(domain.low, domain.high), domain.high})
        found = flip_columns(self._advisor, orders, fact.name, asked)
        return pl.DataFrame([_texts(column, fact, currency).alias(f"{FLIP}{column.name}") for column in found])


def _texts(values: pl.Series, fact: FactType, currency: str) -> pl.Series:
    value = pl.col(values.name)
    low, high, none = (column_of(fact, part) for part in ("low", "high", "none"))
    known = values.to_frame().select(value.alias(low), value.alias(high), pl.lit(value=False).alias(none))
    return given_texts(known, fact, currency)
