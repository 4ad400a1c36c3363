"""What a plan computed, as the columns of an answer: names for numbers, the ranking as a list, the winner's estimates."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

import polars as pl

from advisor.columnar.contest import STANDINGS
from advisor.columnar.frame import ROW
from advisor.columnar.lowering import Lowered
from advisor.columnar.part import Plan
from advisor.columnar.way import Way
from advisor.ir import READINGS

COLUMNS: dict[str, pl.DataType] = {
    "pathway": pl.String(), "option": pl.String(), "standing": pl.String(), "score": pl.Int64(), "premium": pl.Int64(),
    "runner_up": pl.String(), "runner_up_pathway": pl.String(), "settled": pl.Boolean(), "close": pl.Boolean(),
    "ranking": pl.List(pl.String()),
}  # fmt: skip
"""The columns of an answer, the winner's estimates aside."""


def is_word(name: str) -> bool:
    """Return whether a column is a word of the trace."""
    return name.startswith(("held.", "open."))


BETWEEN = "\x1f"
"""Stands in no id: whatever is read refuses control characters."""


def answered(found: pl.DataFrame, plan: Plan, columns: Collection[str]) -> pl.DataFrame:
    """Return the answer to each row: who wins, how it stands and ranks, and the trace if the plan has one.

    found: what the plan computed, with the ids of quotes. columns: those asked for.
    """
    words = [name for name in found.columns if is_word(name)]
    told = _told(plan.entered) if plan.entered else _nobody()
    asked = [expression.alias(name) for name, expression in told.items() if name in columns]
    return found.select(ROW, *asked, *words)


def _told(ways: Sequence[Way]) -> dict[str, pl.Expr]:
    pathways = [way.pathway for way in ways]
    wins = pl.col("winner") >= 0
    places = [_option(f"rank{place}", ways) for place in range(len(ways))]
    return {
        "pathway": _named("winner", pathways),
        "option": _option("winner", ways),
        "standing": pl.when(wins).then(_named("standing", STANDINGS)),
        "score": pl.when(wins).then(pl.col("score")),
        "premium": pl.when(wins).then(pl.col("premium")),
        "runner_up": _option("follower", ways),
        "runner_up_pathway": _named("follower", pathways),
        "settled": pl.col("settled") == 1,
        "close": pl.col("close") == 1,
        "ranking": _listed(places),
    }


def _listed(places: Sequence[pl.Expr]) -> pl.Expr:
    """Return the ids that stand in a row's places, as a list: joined and split, which is eight times as fast as listing."""
    joined = pl.concat_str(places, separator=BETWEEN, ignore_nulls=True)
    nothing = pl.lit(pl.Series([[]], dtype=pl.List(pl.String))).first()
    return pl.when(joined == "").then(nothing).otherwise(joined.str.split(BETWEEN))


def _nobody() -> dict[str, pl.Expr]:
    """Return the columns of an answer where no option is a candidate."""
    empty = {name: pl.lit(None, dtype) for name, dtype in COLUMNS.items()}
    nothing = pl.lit(pl.Series([[]], dtype=pl.List(pl.String))).first()
    return empty | {"settled": pl.col("settled") == 1, "close": pl.lit(value=False), "ranking": nothing}


def _named(number: str, names: Sequence[str]) -> pl.Expr:
    """Return the name at each number, null where it is negative."""
    at = pl.col(number)
    return pl.when(at >= 0).then(pl.lit(pl.Series(names, dtype=pl.String)).gather(at.clip(0)))


def _option(number: str, ways: Sequence[Way]) -> pl.Expr:
    """Return the id at each number; of a quote it stands in the quote's own column."""
    found = _named(number, [way.name for way in ways])
    for index, way in enumerate(ways):
        if way.is_quote:
            found = pl.when(pl.col(number) == index).then(pl.col(way.name)).otherwise(found)
    return found


def estimated(
    rows: pl.DataFrame, winner: pl.Series, plan: Plan, columns: Sequence[str], told: Callable[[Way], Lowered]
) -> pl.DataFrame:
    """Return the readings asked for of each row's winner's estimates, null where nobody wins. told: a way's estimates."""
    readings = [name for name in columns if name.rpartition(".")[2] in READINGS]
    pieces = list(_pieces(rows.with_columns(winner), plan, readings, told))
    return (pieces[0] if len(pieces) == 1 else pl.concat(pieces).sort(ROW)).drop(ROW)


def _pieces(
    rows: pl.DataFrame, plan: Plan, readings: Sequence[str], told: Callable[[Way], Lowered]
) -> Iterator[pl.DataFrame]:
    for (number,), own in rows.partition_by("winner", as_dict=True).items():
        if int(str(number)) < 0:
            yield own.select(ROW, *(pl.lit(None, pl.Int64).alias(name) for name in readings))
            continue
        found = told(plan.entered[int(str(number))]).over(own.lazy(), [ROW])
        yield found.select(ROW, *map(_reading, readings)).collect(optimizations=pl.QueryOptFlags.none())


def _reading(name: str) -> pl.Expr:
    """Return a reading of an estimate, null where it is the likely one and not known."""
    estimate, _, reading = name.rpartition(".")
    if reading != "likely":
        return pl.col(name)
    return pl.when(pl.col(f"{estimate}.known") == 1).then(pl.col(name)).alias(name)
