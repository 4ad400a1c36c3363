"""The answers to many orders as a frame: names for numbers, the ranking as a list, the winner's estimates, the rules that hold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import numpy as np
import polars as pl
from msgspec import Struct

from advisor.columnar.column import PAIR, Array
from advisor.columnar.contest import NOBODY, STANDINGS
from advisor.columnar.decide import ColumnEngine, Decided, WhichKept
from advisor.columnar.orders import Orders
from advisor.ir import READINGS, Option
from advisor.meaning import Program

_COLUMNS: dict[str, pl.DataType] = {
    "pathway": pl.String(), "option": pl.String(), "standing": pl.String(), "score": pl.Int64(), "premium": pl.Int64(),
    "runner_up": pl.String(), "runner_up_pathway": pl.String(), "settled": pl.Boolean(), "firm": pl.Boolean(), "close": pl.Boolean(),
    "ranking": pl.List(pl.String()), "rules": pl.List(pl.String()),
}  # fmt: skip
"""The columns of an answer, the winner's estimates aside. rules: those of the order, and of the winner, that hold as assumed."""
LISTED = ("ranking", "rules")
_LABELS = pl.Series([one.value for one in STANDINGS], dtype=pl.String)
ASKED_FOR = ("rules",)
"""What is told only when it is asked for by name."""


class Columnar:
    """The columnar engine over one pack, whose answers are frames. Made ready once."""

    name = ColumnEngine.name

    def __init__(self, program: Program, engine: ColumnEngine | None = None) -> None:
        """engine: of this very program, where there is one already."""
        self.engine = ColumnEngine(program) if engine is None else engine
        self.pack = program.pack
        self.estimates = tuple(name for name, one in self.pack.estimates.items() if not one.is_inner)
        self._pathways = pl.Series(list(self.pack.pathways), dtype=pl.String)
        self._ids = list(self.pack.options)
        self._rules = sorted(self.engine.rules, key=lambda rule: rule.id)
        self._rule_ids = pl.Series([rule.id for rule in self._rules], dtype=pl.String)

    def schema(self, columns: Collection[str] | None = None) -> dict[str, pl.DataType]:
        """Return the columns of an answer with their types; those asked for, else all but `ASKED_FOR`."""
        told = self.known()
        return {name: told[name] for name in told if (name not in ASKED_FOR if columns is None else name in columns)}

    def known(self) -> dict[str, pl.DataType]:
        """Return every column that can be asked for, with its type."""
        return _COLUMNS | {f"{name}.{reading}": pl.Int64() for name in self.estimates for reading in READINGS}

    def decide(self, orders: Orders, columns: Collection[str] | None = None) -> pl.DataFrame:
        """Return the answer to every order, row for row. columns: those of `schema` that are asked for; no others are reckoned."""
        schema = self.schema(columns)
        is_proof = not {"settled", "firm"}.isdisjoint(schema)
        kept: WhichKept = "all" if "ranking" in schema else "possible" if is_proof else "standing"
        pieces = [self._piece(one, schema) for one in self.engine.pieces(orders, kept=kept)]
        if not pieces:
            return pl.DataFrame(schema=schema)
        ids = pl.Series([*self._ids, *(quote.id for one in pieces for quote in one.quotes)], dtype=pl.String)
        names = {
            "pathway": self._pathways,
            "runner_up_pathway": self._pathways,
            "option": ids,
            "runner_up": ids,
            "standing": _LABELS,
        }
        told = _joined(pieces, len(self._ids))
        found = told.select(_told(name, names.get(name), told.columns) for name in schema if name not in LISTED)
        for name in (name for name in schema if name in LISTED):
            listed = self._rule_ids if name == "rules" else ids
            found = found.with_columns(_listed(pieces, name, listed, len(self._ids)).alias(name))
        return found[[*schema]]  # `select` would plan a query for it

    def _piece(self, decided: Decided, schema: Collection[str]) -> _Piece:
        """Return what is asked of some orders, in numbers."""
        they, ranking = decided.contestants, decided.ranking
        winner, follower = ranking.winner, ranking.follower
        option = decided.pairs.option
        makers: dict[str, Callable[[], Array]] = {
            "pathway": lambda: decided.of_row(they.pathway, winner),
            "option": lambda: decided.of_row(option, winner),
            "standing": lambda: decided.of_row(they.standing, winner),
            "score": lambda: decided.of_row(ranking.score, winner),
            "premium": lambda: decided.of_row(ranking.premium, winner),
            "runner_up": lambda: decided.of_row(option, follower),
            "runner_up_pathway": lambda: decided.of_row(they.pathway, follower),
            "settled": lambda: decided.settled,
            "firm": lambda: decided.firm,
            "close": lambda: decided.close,
        }
        wins = winner != NOBODY
        numbers = {name: makers[name]() for name in schema if name in makers}
        numbers |= {f"{name}?": wins for name in ("score", "premium") if name in schema}
        for name in (name for name in schema if name.rpartition(".")[2] in READINGS):
            numbers[name], numbers[f"{name}?"] = _estimate(decided, name, wins)
        lists = {}
        if "ranking" in schema:
            lists["ranking"] = decided.pairs.order[ranking.rows], option[ranking.rows]
        if "rules" in schema:
            lists["rules"] = self._holding(decided)
        return _Piece(count=decided.orders.count, quotes=decided.orders.quotes, numbers=numbers, lists=lists)

    def _holding(self, decided: Decided) -> tuple[Array, Array]:
        """Return the orders and the rules that hold of each as assumed, in the order of their ids."""
        possible, taken = decided.winners
        wins = decided.ranking.winner != NOBODY
        held = np.zeros((decided.orders.count, len(self._rules)), np.bool_)
        for place, rule in enumerate(self._rules):
            view = possible if rule.id in self.engine.program.asks_known else taken
            node = view.graph.conditions[rule.id]
            if rule.scope == "order":
                held[:, place] = view.of(node).low
            else:
                held[wins, place] = view.lift(view.of(node), PAIR).low
        order, which = np.nonzero(held)
        return order, which


class _Piece(Struct, frozen=True, kw_only=True):
    """What is asked of some orders.

    numbers: column -> a number each, of a name its place, NOBODY where there is none; under `NAME?` whether it is told.
    lists: column -> orders, ascending, and places of names.
    """

    count: int
    quotes: Sequence[Option]
    numbers: Mapping[str, Array]
    lists: Mapping[str, tuple[Array, Array]]


def _estimate(decided: Decided, name: str, wins: Array) -> tuple[Array, Array]:
    """Return a reading of each winner's estimate, and where it is told: where a likely one is known."""
    taken = decided.winners[1]
    ends = taken.lift(taken.ends(f"option.{name}"), PAIR)
    numbers = np.zeros(len(wins), np.int64)
    numbers[wins] = ends.high if name.endswith(".high") else ends.low
    if not name.endswith(".likely") or ends.is_known:
        return numbers, wins
    is_told = wins.copy()
    is_told[wins] = ends.low == ends.high
    return numbers, is_told


def _joined(pieces: Sequence[_Piece], own: int) -> pl.DataFrame:
    """Return the numbers of all orders. own: how many options the pack has; quotes are counted on from there, piece by piece."""
    offsets = np.repeat(_offsets(len(one.quotes) for one in pieces), [one.count for one in pieces])
    told = {name: np.concatenate([one.numbers[name] for one in pieces]) for name in pieces[0].numbers}
    for name in ("option", "runner_up"):
        if name in told and offsets.any():
            told[name] = np.where(told[name] >= own, told[name] + offsets, told[name])
    return pl.DataFrame(told) if told else pl.DataFrame(height=sum(one.count for one in pieces))


def _offsets(counts: Iterable[int]) -> Array:
    return np.cumsum([0, *counts])[:-1]


def _told(name: str, names: pl.Series | None, columns: Collection[str]) -> pl.Expr:
    """Return a column: the name at each place, or the number, null where there is none."""
    value = pl.col(name)
    if names is not None:
        found = pl.lit(names if len(names) else pl.Series([None], dtype=pl.String)).gather(value.clip(0))
        return pl.when(value != NOBODY).then(found).alias(name)
    return pl.when(pl.col(f"{name}?")).then(value).alias(name) if f"{name}?" in columns else value


def _listed(pieces: Sequence[_Piece], name: str, names: pl.Series, own: int) -> pl.Series:
    """Return the names of each order as a list."""
    first, after = (_offsets(counts) for counts in ((one.count for one in pieces), (len(one.quotes) for one in pieces)))
    lists = [one.lists[name] for one in pieces]
    order = np.concatenate([order + start for (order, _), start in zip(lists, first, strict=True)])
    place = np.concatenate(
        [
            np.where(place >= own, place + more, place) if name != "rules" else place
            for (_, place), more in zip(lists, after, strict=True)
        ]
    )
    told = (
        pl.DataFrame({"order": order, "name": names.gather(place)}).group_by("order", maintain_order=True).agg("name")
    )
    every = pl.DataFrame({"order": pl.int_range(sum(one.count for one in pieces), dtype=pl.Int64, eager=True)})
    found = every.join(told, on="order", how="left", maintain_order="left")
    return found.select(pl.col("name").fill_null(pl.lit([], pl.List(pl.String)))).to_series()
