"""The answers to many orders as a frame: names for numbers, the ranking as a list, the winner's estimates, the rules that hold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np
import polars as pl

from advisor.columnar.column import PAIR, Array
from advisor.columnar.contest import NOBODY, STANDINGS
from advisor.columnar.decide import Decided, Engine
from advisor.columnar.orders import Orders
from advisor.ir import READINGS
from advisor.strata import Program

COLUMNS: dict[str, pl.DataType] = {
    "pathway": pl.String(), "option": pl.String(), "standing": pl.String(), "score": pl.Int64(), "premium": pl.Int64(),
    "runner_up": pl.String(), "runner_up_pathway": pl.String(), "settled": pl.Boolean(), "close": pl.Boolean(),
    "ranking": pl.List(pl.String()), "rules": pl.List(pl.String()),
}  # fmt: skip
"""The columns of an answer, the winner's estimates aside. rules: those of the order, and of the winner, that hold."""
ASKED_FOR = ("rules",)
"""What is told only when it is asked for by name."""


class Columnar:
    """The columnar engine over one pack, whose answers are frames. Made ready once."""

    name = "columnar"

    def __init__(self, program: Program) -> None:
        self.engine = Engine(program)
        self.pack = program.pack
        self.estimates = tuple(name for name, one in self.pack.estimates.items() if not one.is_inner)
        self._pathways = pl.Series(list(self.pack.pathways), dtype=pl.String)
        self._ids = list(self.pack.options)
        self._rules = sorted(self.engine.rules, key=lambda rule: rule.id)
        self._rule_ids = pl.Series([rule.id for rule in self._rules], dtype=pl.String)

    def schema(self, columns: Collection[str] | None = None) -> dict[str, pl.DataType]:
        """Return the columns of an answer with their types; those asked for, else all but `ASKED_FOR`."""
        told = COLUMNS | {f"{name}.{reading}": pl.Int64() for name in self.estimates for reading in READINGS}
        return {name: told[name] for name in told if (name not in ASKED_FOR if columns is None else name in columns)}

    def decide(self, orders: Orders, columns: Collection[str] | None = None) -> pl.DataFrame:
        """Return the answer to every order, row for row. columns: those of `schema` that are asked for; no others are reckoned."""
        schema = self.schema(columns)
        is_whole = "ranking" in schema
        found = [self._answers(one, schema) for one in self.engine.pieces(orders, is_whole=is_whole)]
        return pl.concat(found) if found else pl.DataFrame(schema=schema)

    def _answers(self, decided: Decided, schema: dict[str, pl.DataType]) -> pl.DataFrame:
        estimates = self._estimates(decided, [name for name in schema if name.rpartition(".")[2] in READINGS])
        told = self._told(decided)
        return pl.DataFrame(
            [(estimates[name] if name in estimates else told[name]()).alias(name) for name in schema], schema=schema
        )

    def _told(self, decided: Decided) -> dict[str, Callable[[], pl.Series]]:
        """Return what makes each column."""
        winner, follower = decided.ranking.winner, decided.ranking.follower
        they = decided.contestants
        ids = pl.Series([*self._ids, *(quote.id for quote in decided.orders.quotes)], dtype=pl.String)
        labels = pl.Series([one.value for one in STANDINGS], dtype=pl.String)
        option = decided.pairs.option
        return {
            "pathway": lambda: _named(self._pathways, decided.of_row(they.pathway, winner)),
            "option": lambda: _named(ids, decided.of_row(option, winner)),
            "standing": lambda: _named(labels, decided.of_row(they.standing, winner)),
            "score": lambda: _number(decided.of_row(decided.ranking.score, winner), winner != NOBODY),
            "premium": lambda: _number(decided.of_row(decided.ranking.premium, winner), winner != NOBODY),
            "runner_up": lambda: _named(ids, decided.of_row(option, follower)),
            "runner_up_pathway": lambda: _named(self._pathways, decided.of_row(they.pathway, follower)),
            "settled": lambda: pl.Series(decided.settled),
            "close": lambda: pl.Series(decided.close),
            "ranking": lambda: _listed(decided, ids),
            "rules": lambda: self._holding(decided),
        }

    def _estimates(self, decided: Decided, readings: Sequence[str]) -> dict[str, pl.Series]:
        """Return readings of each winner's estimates, null where nobody wins, or where the likely one is not known."""
        if not readings:
            return {}
        wins = decided.ranking.winner != NOBODY
        taken = decided.winners[1]
        found: dict[str, pl.Series] = {}
        for name in readings:
            ends = taken.lift(taken.ends(f"option.{name}"), PAIR)
            value = ends.high if name.endswith(".high") else ends.low
            numbers = np.zeros(decided.orders.count, np.int64)
            numbers[wins] = value
            is_told = wins.copy()
            if name.endswith(".likely") and not ends.is_known:
                is_told[wins] = ends.low == ends.high
            found[name] = _number(numbers, is_told)
        return found

    def _holding(self, decided: Decided) -> pl.Series:
        """Return the ids of the rules that hold, in their order."""
        view = decided.winners[0]
        wins = decided.ranking.winner != NOBODY
        held = np.zeros((decided.orders.count, len(self._rules)), np.bool_)
        for place, rule in enumerate(self._rules):
            node = view.graph.conditions[rule.id]
            if rule.scope == "order":
                held[:, place] = view.of(node).low
            else:
                held[wins, place] = view.lift(view.of(node), PAIR).low
        order, which = np.nonzero(held)
        return _gathered(order, self._rule_ids.gather(which), decided.orders.count)


def _named(names: pl.Series, places: Array) -> pl.Series:
    """Return the name at each place, null where there is none."""
    if not len(names):
        return pl.Series([None] * len(places), dtype=pl.String)
    return names.gather(np.maximum(places, 0)).set(pl.Series(places == NOBODY), None)


def _number(values: Array, is_told: Array) -> pl.Series:
    return pl.Series(values).set(pl.Series(~is_told), None)


def _listed(decided: Decided, ids: pl.Series) -> pl.Series:
    """Return the ids of each order's candidates, the best first."""
    pairs, rows = decided.pairs, decided.ranking.rows
    return _gathered(pairs.order[rows], ids.gather(pairs.option[rows]), decided.orders.count)


def _gathered(order: Array, names: pl.Series, count: int) -> pl.Series:
    """Return the names of each order as a list, in their order. order: of each name, ascending."""
    told = pl.DataFrame({"order": order, "name": names}).group_by("order", maintain_order=True).agg("name")
    every = pl.DataFrame({"order": pl.int_range(count, dtype=pl.Int64, eager=True)})
    found = every.join(told, on="order", how="left", maintain_order="left")
    return found.select(pl.col("name").fill_null(pl.lit([], pl.List(pl.String)))).to_series()
