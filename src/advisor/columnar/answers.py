"""What a plan computed, as the columns of an answer: names for numbers, the ranking as a list, the winner's estimates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import polars as pl

from advisor.columnar.contest import STANDINGS
from advisor.columnar.frame import ROW
from advisor.columnar.lowering import Lowered
from advisor.columnar.part import Plan
from advisor.columnar.way import Way
from advisor.ir import READINGS

NOBODY = pl.lit(None, pl.String)
NUMBERS = ("score", "premium")


def answered(found: pl.DataFrame, plan: Plan, *, ranking: bool) -> pl.DataFrame:
    """Return the answer to each row: who wins, how it stands and ranks, and the trace if the plan has one.

    found: what the plan computed, with the ids of quotes.
    """
    if not plan.entered:
        return found.select(ROW, *_nobody(ranking=ranking), (pl.col("settled") == 1))
    ways = plan.entered
    words = [name for name in found.columns if name.startswith(("held.", "open."))]
    wins = pl.col("winner") >= 0
    columns = [
        _named("winner", [way.pathway for way in ways]).alias("pathway"),
        _option("winner", ways).alias("option"),
        pl.when(wins).then(_named("standing", STANDINGS)).alias("standing"),
        *(pl.when(wins).then(pl.col(name)).alias(name) for name in NUMBERS),
        _option("follower", ways).alias("runner_up"),
        _named("follower", [way.pathway for way in ways]).alias("runner_up_pathway"),
        *((pl.col(name) == 1).alias(name) for name in ("settled", "close")),
    ]
    if ranking:
        places = [_option(f"rank{place}", ways) for place in range(len(ways))]
        columns.append(pl.concat_list(places).list.drop_nulls().alias("ranking"))
    return found.select(ROW, *columns, *words)


def _nobody(*, ranking: bool) -> list[pl.Expr]:
    """Return the columns of an answer where no option is a candidate."""
    texts = [NOBODY.alias(name) for name in ("pathway", "option", "standing", "runner_up", "runner_up_pathway")]
    numbers = [pl.lit(None, pl.Int64).alias(name) for name in NUMBERS]
    lists = [pl.lit(pl.Series([[]], dtype=pl.List(pl.String))).first().alias("ranking")] if ranking else []
    return [*texts, *numbers, pl.lit(value=False).alias("close"), *lists]


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
    rows: pl.DataFrame, winner: pl.Series, plan: Plan, names: Sequence[str], told: Callable[[Way], Lowered]
) -> pl.DataFrame:
    """Return the estimates of each row's winner, null where nobody wins. told: a way's estimates."""
    pieces = [*_pieces(rows.with_columns(winner), plan, names, told)]
    columns = [name for one in names for name in _readings(one)]
    return pl.concat(pieces).select(ROW, *columns)


def _pieces(
    rows: pl.DataFrame, plan: Plan, names: Sequence[str], told: Callable[[Way], Lowered]
) -> Iterator[pl.DataFrame]:
    columns = [name for one in names for name in _readings(one)]
    for (number,), own in rows.partition_by("winner", as_dict=True).items():
        if int(str(number)) < 0:
            yield own.select(ROW, *(pl.lit(None, pl.Int64).alias(name) for name in columns))
            continue
        found = told(plan.entered[int(str(number))]).over(own.lazy(), [ROW])
        likely = [
            pl.when(pl.col(f"{name}.known") == 1).then(pl.col(f"{name}.likely")).alias(f"{name}.likely")
            for name in names
        ]
        yield found.with_columns(likely).select(ROW, *columns).collect(optimizations=pl.QueryOptFlags.none())


def _readings(name: str) -> list[str]:
    return [f"{name}.{reading}" for reading in READINGS]
