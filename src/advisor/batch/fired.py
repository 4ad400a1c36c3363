"""Blocks of orders decided in columns, with the ids of the rules that hold for the winner, if they are wanted."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from advisor.batch.answer import RULES, joined
from advisor.batch.run import numbered
from advisor.batch.stream import Block
from advisor.columnar import Columnar
from advisor.columnar.frame import QUOTE
from advisor.ir import READINGS

WORD = 64


class Decider:
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
        orders = numbered(block.orders, block.given.height)
        answers = self._columnar.decide(orders, self._columns, trace=self._has_rules)
        answers = self._with_suppliers(answers, block)
        return answers, self._rules(answers) if self._has_rules else pl.DataFrame()

    def _with_suppliers(self, answers: pl.DataFrame, block: Block) -> pl.DataFrame:
        """Return the answers with who quoted what won."""
        if not any(name.startswith(QUOTE) for name in block.orders.columns):
            return answers
        known = set(self._columnar.pack.options)
        told = [
            next((one.supplier for one in block.order(index).quotes if one.id == option), "")
            if option and option not in known
            else None
            for index, option in enumerate(answers["option"])
        ]
        return answers.with_columns(pl.Series("supplier", told, dtype=pl.String))

    def _rules(self, answers: pl.DataFrame) -> pl.DataFrame:
        """Return the ids of the rules that hold, joined; each distinct set of bits is put in words once."""
        words = sorted((name for name in answers.columns if name.startswith("held.")), key=lambda name: int(name[5:]))
        rows = answers.select("layout", "option", *(pl.col(name).fill_null(0) for name in words)).with_row_index("row")
        parts = []
        for (layout, option), group in rows.partition_by("layout", "option", as_dict=True).items():
            units = self._columnar.layouts[int(str(layout))]
            telling = {number: rule for number, (rule, way) in enumerate(units) if way is None or way == option}
            masks = [sum(1 << number % WORD for number in telling if number // WORD == at) for at in range(len(words))]
            held = group.select(
                "row",
                *(
                    pl.col(name).cast(pl.UInt64, wrap_numerical=True) & pl.lit(mask, pl.UInt64)
                    for name, mask in zip(words, masks, strict=True)
                ),
            )
            distinct = held.select(words).unique()
            texts = [_told(bits, telling) for bits in distinct.iter_rows()]
            parts.append(
                held.join(distinct.with_columns(pl.Series(RULES, texts, dtype=pl.String)), on=words, how="left").select(
                    "row", RULES
                )
            )
        return pl.concat(parts).sort("row").select(RULES)


def _told(bits: Sequence[int], telling: dict[int, str]) -> str:
    return joined(rule for number, rule in telling.items() if bits[number // WORD] >> number % WORD & 1)
