"""Flips of many orders as columns: for each order and pathway the value of one number, nearest to its own, at which that wins.

All orders are asked at the same values in one frame; then the border between the nearest value at which a pathway wins and
the one before it, at which it does not, is halved for all of them together. So each value is exact between two values asked;
a pathway that wins between two of them only is not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from advisor.advice import Advisor
from advisor.columnar import Orders
from advisor.columnar.column import Array, NumberColumn, known

_ROWS_AT_ONCE = 250_000
ROW_NUMBER, OWN, ASKED, HAS_WON, INNER, OUTER = "#row", "#own", "#asked", "#won", "#inner", "#outer"


def flip_columns(advisor: Advisor, orders: Orders, fact: str, values: Sequence[int]) -> pl.DataFrame:
    """Return a column `FACT.PATHWAY` for each pathway, row for row; null where it wins already or at none of the values.

    A row that does not say the fact, or not as one number, has nothing to be flipped from: it
    is null in every column.
    """
    lab = _Lab(advisor, orders, fact)
    asked = pl.concat(list(lab.asked(values)), how="vertical")
    brackets = _brackets(asked)
    while True:
        wide = brackets.filter((pl.col(OUTER) - pl.col(INNER)).abs() > 1)
        if wide.is_empty():
            break
        middle = wide.with_columns(((pl.col(OUTER) + pl.col(INNER)) // 2).alias(ASKED))
        moved = _moved(lab.ask(middle))
        narrow = brackets.filter((pl.col(OUTER) - pl.col(INNER)).abs() <= 1)
        brackets = pl.concat([narrow, moved.select(narrow.columns)])
    return _columns(lab, brackets, fact)


class _Lab:
    """Many orders, asked at other values of a fact."""

    def __init__(self, advisor: Advisor, orders: Orders, fact: str) -> None:
        self.advisor = advisor
        self.orders = orders
        self.path = f"order.{fact}"
        self.count = orders.count
        own, known = _own(orders, self.path)
        rows = pl.DataFrame({ROW_NUMBER: np.arange(self.count), OWN: own})
        self.own = rows.filter(pl.Series(known))

    def asked(self, values: Sequence[int]) -> Iterator[pl.DataFrame]:
        """Yield row, value and winner of every order at every value, and at its own."""
        each = max(1, _ROWS_AT_ONCE // max(1, self.count))
        for start in range(0, len(values), each):
            some = pl.DataFrame({ASKED: values[start : start + each]}, schema={ASKED: pl.Int64})
            yield self.ask(self.own.select(ROW_NUMBER).join(some, how="cross"))
        yield self.ask(self.own.select(ROW_NUMBER, pl.col(OWN).alias(ASKED)))

    def ask(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """Return pairs of row and value with who wins each."""
        tried = self.orders.take(pairs[ROW_NUMBER].to_numpy())
        tried = tried.with_fact(self.advisor.pack, self.path, pairs[ASKED].to_numpy())
        return pairs.with_columns(self.advisor.columnar.decide(tried, ("pathway",))["pathway"].alias(HAS_WON))


def _own(orders: Orders, path: str) -> tuple[Array, Array]:
    """Return each order's own value of a fact, and whether it says just one."""
    found = orders.facts.get(path) or orders.given.get(path, (None,))[0]
    if not isinstance(found, NumberColumn):
        return np.zeros(orders.count, np.int64), np.zeros(orders.count, np.bool_)
    is_one = known(found) & (orders.given[path][1] if path in orders.given else True)
    return np.broadcast_to(found.low, orders.count), np.broadcast_to(is_one, orders.count)


def _brackets(asked: pl.DataFrame) -> pl.DataFrame:
    """Return of each row and pathway the nearest value at which it wins, and the last one on the way there at which it does not.

    A pathway that wins at the row's own value has none.
    """
    own = (
        asked.group_by(ROW_NUMBER, maintain_order=True)
        .last()
        .select(ROW_NUMBER, pl.col(ASKED).alias(OWN), pl.col(HAS_WON).alias("#here"))
    )
    told = asked.join(own, on=ROW_NUMBER).with_columns((pl.col(ASKED) - pl.col(OWN)).abs().alias("#far"))
    wins = told.filter(pl.col(HAS_WON).is_not_null() & pl.col(HAS_WON).ne_missing(pl.col("#here")))
    nearest = wins.sort("#far", ASKED).group_by(ROW_NUMBER, HAS_WON, maintain_order=True).first()
    nearest = nearest.select(ROW_NUMBER, pl.col(HAS_WON).alias("#pathway"), pl.col(ASKED).alias(OUTER), OWN, "#far")
    before = told.select(ROW_NUMBER, pl.col(ASKED).alias(INNER), pl.col("#far").alias("#nearer"))
    between = nearest.join(before, on=ROW_NUMBER).filter(
        (pl.col("#nearer") < pl.col("#far")) & ((pl.col(INNER) - pl.col(OWN)) * (pl.col(OUTER) - pl.col(OWN)) >= 0)
    )
    return (
        between.sort("#nearer")
        .group_by(ROW_NUMBER, "#pathway", maintain_order=True)
        .last()
        .select(ROW_NUMBER, "#pathway", INNER, OUTER)
    )


def _moved(told: pl.DataFrame) -> pl.DataFrame:
    """Return brackets with the middle value as their outer end where the pathway wins there, else as their inner end."""
    wins = pl.col(HAS_WON).eq_missing(pl.col("#pathway"))
    return told.with_columns(
        pl.when(wins).then(ASKED).otherwise(OUTER).alias(OUTER), pl.when(wins).then(INNER).otherwise(ASKED).alias(INNER)
    )


def _columns(lab: _Lab, brackets: pl.DataFrame, fact: str) -> pl.DataFrame:
    base = pl.DataFrame({ROW_NUMBER: np.arange(lab.count)})
    for pathway in lab.advisor.pack.pathways:
        own = brackets.filter(pl.col("#pathway") == pathway).select(
            ROW_NUMBER, pl.col(OUTER).alias(f"{fact}.{pathway}")
        )
        base = base.join(own, on=ROW_NUMBER, how="left", maintain_order="left")
    return base.drop(ROW_NUMBER)
