"""Blocks of orders answered in columns: decided, with the ids of the rules that hold for the winner, and what would flip each."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from advisor.advice import Advisor
from advisor.analysis.flip_columns import flip_columns
from advisor.analysis.values_to_try import doublings
from advisor.batch.answer import FLIP, RULES, rules_in_cell
from advisor.batch.block import Block
from advisor.batch.given import column_of
from advisor.batch.given_text import given_texts
from advisor.columnar import Orders
from advisor.columnar.answers import Columnar
from advisor.ir import READINGS, FactType, Numbers


class ColumnarAnswers:
    """Decides blocks. has_rules: with the rules of the order, and of the winner, that hold; has_ranking: with the whole ranking."""

    def __init__(self, columnar: Columnar, estimates: Sequence[str], *, has_rules: bool, has_ranking: bool) -> None:
        self._columnar = columnar
        numbers = {f"{name}.{reading}" for name in columnar.estimates for reading in READINGS}
        told = {f"{name}.{reading}" for name in estimates for reading in READINGS}
        left_out = set() if has_ranking else {"ranking"}
        self._columns = [
            name for name in columnar.schema() if name not in left_out and (name not in numbers or name in told)
        ]
        self._has_rules = has_rules

    def answer(self, block: Block) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the answers to a block's orders, and the texts of the rules."""
        answers = self._columnar.decide(block.orders, [*self._columns, *([RULES] if self._has_rules else ())])
        answers = self._with_suppliers(answers, block)
        return answers, _rules(answers) if self._has_rules else pl.DataFrame()

    def _with_suppliers(self, answers: pl.DataFrame, block: Block) -> pl.DataFrame:
        """Return the answers with who quoted what won."""
        if not block.orders.quotes:
            return answers
        known = set(self._columnar.pack.options)
        told = [
            next((one.supplier for one in block.order(index).quotes if one.id == option), "")
            if option and option not in known
            else None
            for index, option in enumerate(answers["option"])
        ]
        return answers.with_columns(pl.Series("supplier", told, dtype=pl.String))


def _rules(answers: pl.DataFrame) -> pl.DataFrame:
    """Return the ids of the rules as cells, each distinct set of them made once."""
    held = answers.select(RULES)
    distinct = held.unique()
    texts = pl.Series("text", [rules_in_cell(one) for one in distinct[RULES].to_list()], dtype=pl.String)
    told = held.join(distinct.with_columns(texts), on=RULES, how="left", maintain_order="left")
    return told.select(pl.col("text").alias(RULES))


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
        return pl.DataFrame([_flip_texts(column, fact, currency).alias(f"{FLIP}{column.name}") for column in found])


def _flip_texts(values: pl.Series, fact: FactType, currency: str) -> pl.Series:
    value = pl.col(values.name)
    low, high, none = (column_of(fact, part) for part in ("low", "high", "none"))
    known = values.to_frame().select(value.alias(low), value.alias(high), pl.lit(value=False).alias(none))
    return given_texts(known, fact, currency)
