"""Blocks of orders decided in columns, with the ids of the rules that hold for the winner, if they are wanted."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from advisor.batch.answer import RULES, rules_in_cell
from advisor.batch.block import Block
from advisor.columnar import Columnar
from advisor.ir import READINGS


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
