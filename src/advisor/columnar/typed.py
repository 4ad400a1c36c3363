"""A frame of facts as a program has them, one column a fact, read into the frame of orders that the engine decides.

A column is called as its fact is. Whole numbers are in base units (cents, days, seconds, nanometres, ...), dates are
dates, flags are booleans, a list for a set is exactly these and for a choice one of these. Text is read as an order file's
is: `4 weeks`, `EUR 400`, `80..150`, `unknown`. Null is not said. Each distinct text of a column is read once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

import polars as pl

from advisor import estimate
from advisor.columnar.frame import ROW, series_of
from advisor.errors import Diagnostic, FaultsError, Place
from advisor.ir import UNLIMITED, FactType, Kind, Numbers, Pack, Possible
from advisor.pack import value
from advisor.pack.fields import Faults
from advisor.pack.node import Node, Scalar
from advisor.pack.node import Sequence as SequenceNode

FIRST_DAY = 719_163
"""The ordinal of 1970-01-01, from which Polars counts days."""
FAULTS = {"row": pl.UInt32, "column": pl.String, "message": pl.String, "help": pl.String}
_KEY = "#key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a frame says. orders: of the rows without fault, with their numbers; faults: row, column, message and help."""

    orders: pl.DataFrame
    faults: pl.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsReader:
    """Reads frames of facts for one pack. derived: paths that rules may derive; as_of: what dates are read against."""

    pack: Pack
    derived: Collection[str]
    as_of: date | None = None

    def read(self, frame: pl.DataFrame, keep: Collection[str] = ()) -> Facts:
        """Return what a frame says. keep: its columns that are no facts.

        Raises:
            FaultsError: a column is no fact, or of a type that its fact is not said in.
        """
        facts = self._facts(frame, keep)
        found: list[pl.Series] = []
        faults: list[pl.DataFrame] = []
        for name, fact in facts.items():
            columns, bad = self._column(frame[name], fact)
            found += columns
            if bad.height:
                faults.append(bad)
        orders = pl.DataFrame(found) if found else pl.DataFrame(height=frame.height)
        orders = orders.with_row_index(ROW)
        told = pl.concat(faults).sort("row", "column") if faults else pl.DataFrame(schema=FAULTS)
        return Facts(
            orders=orders.join(told, left_on=ROW, right_on="row", how="anti", maintain_order="left"), faults=told
        )

    def _facts(self, frame: pl.DataFrame, keep: Collection[str]) -> dict[str, FactType]:
        known = {
            name: fact for fact in self.pack.facts.values() if fact.of == "order" for name in (fact.name, *fact.also)
        }
        facts: dict[str, FactType] = {}
        faults: list[Diagnostic] = []
        for name in (name for name in frame.columns if name not in keep):
            fact = known.get(name)
            if fact is None:
                near = get_close_matches(name, known, 1)
                cure = f"did you mean `{near[0]}`?" if near else "name it in `keep`, or leave it out"
                faults.append(Diagnostic(Place(f"column {name}"), f"`{name}` is no fact", cure))
            elif fact.name in (one.name for one in facts.values()):
                faults.append(Diagnostic(Place(f"column {name}"), f"`{fact.name}` is said by two columns"))
            else:
                facts[name] = fact
        if faults:
            raise FaultsError(faults)
        return facts

    # --- one column ---
    def _column(self, cells: pl.Series, fact: FactType) -> tuple[list[pl.Series], pl.DataFrame]:
        """Return the columns that a fact has in a frame of orders, and the faults of its cells."""
        if cells.dtype.is_integer() and isinstance(fact.domain, Numbers) and fact.kind is Kind.NUMBER:
            return self._whole(cells.cast(pl.Int64), fact, fact.domain)
        if cells.dtype == pl.Date and isinstance(fact.domain, Numbers) and fact.kind is Kind.DATE:
            return self._whole(cells.cast(pl.Int64) + FIRST_DAY, fact, fact.domain)
        if cells.dtype == pl.Boolean and fact.kind is Kind.FLAG:
            cells = cells.replace_strict({True: "true", False: "false"}, return_dtype=pl.String)
        if cells.dtype == pl.Date and fact.kind is Kind.NUMBER:
            cells = cells.cast(pl.String)
        is_list = isinstance(cells.dtype, pl.List) and cells.dtype.inner in (pl.String, pl.Categorical)
        if cells.dtype not in (pl.String, pl.Categorical, pl.Enum, pl.Null) and not is_list:
            told = f"`{fact.name}` is not said by a column of {cells.dtype}"
            raise FaultsError([Diagnostic(Place(f"column {cells.name}"), told, f"give {_wanted(fact)}")])
        return self._texts(cells if is_list else cells.cast(pl.String), fact)

    def _whole(self, cells: pl.Series, fact: FactType, domain: Numbers) -> tuple[list[pl.Series], pl.DataFrame]:
        inside = cells.is_between(domain.low, domain.high)
        if domain.or_none:
            inside |= cells == UNLIMITED
        bad = _faults(~inside.fill_null(value=True), cells, f"`{fact.name}` must be from {domain.low} to {domain.high}")
        unsaid = self._unsaid(fact)
        if not cells.null_count():
            return [cells.alias(fact.name)], bad
        if unsaid is None or not isinstance(unsaid, Numbers):
            return [cells.alias(fact.name)], bad
        ends = [
            cells.fill_null(unsaid.low).alias(f"{fact.name}.low"),
            cells.fill_null(unsaid.high).alias(f"{fact.name}.high"),
        ]
        return ([*ends, cells.is_null().alias(f"{fact.name}.none")] if unsaid.or_none else ends), bad

    def _texts(self, cells: pl.Series, fact: FactType) -> tuple[list[pl.Series], pl.DataFrame]:
        key = cells.list.join("\x1f") if isinstance(cells.dtype, pl.List) else cells
        distinct = cells.to_frame("cell").with_columns(key.alias(_KEY)).unique(_KEY, maintain_order=True)
        found: list[Possible | None] = []
        said: list[tuple[str, str] | None] = []
        for cell in distinct["cell"].to_list():
            possible, fault = self._read(cell, fact)
            found.append(possible)
            said.append(fault)
        table = pl.DataFrame([distinct[_KEY], *series_of(fact, found)])
        told = pl.DataFrame(
            {"message": [one and one[0] for one in said], "help": [one and one[1] for one in said]},
            schema={"message": pl.String, "help": pl.String},
        )
        joined = (
            key.alias(_KEY)
            .to_frame()
            .join(table.hstack(told), on=_KEY, how="left", nulls_equal=True, maintain_order="left")
        )
        bad = joined.with_row_index("row").filter(pl.col("message").is_not_null())
        columns = [joined[name] for name in table.columns if name != _KEY]
        return columns, bad.select("row", pl.lit(cells.name).alias("column"), "message", "help")

    def _read(self, cell: str | Sequence[str] | None, fact: FactType) -> tuple[Possible | None, tuple[str, str] | None]:
        """Return the values that a cell leaves possible, None where nothing is given, and what is wrong with it."""
        if cell is None:
            return self._unsaid(fact), None
        faults = Faults()
        how = value.Reading(currency=self.pack.currency, faults=faults, as_of=self.as_of)
        found = value.possible(_node(cell), fact, how)
        if faults.found or found is None:
            first = faults.found[0]
            return self._unsaid(fact), (first.message, first.help)
        return (self._unsaid(fact) if found == fact.domain else found), None

    def _unsaid(self, fact: FactType) -> Possible | None:
        return None if f"order.{fact.name}" in self.derived else estimate.unsaid(fact)


def _node(cell: str | Iterable[str]) -> Node:
    at = Place("")
    if isinstance(cell, str):
        return Scalar(cell, plain=True, at=at)
    return SequenceNode(tuple(Scalar(one, plain=True, at=at) for one in cell), flow=True, at=at)


def _wanted(fact: FactType) -> str:
    """Return what a fact may be said in."""
    kinds: Mapping[Kind, str] = {
        Kind.NUMBER: "whole numbers in base units, or text",
        Kind.DATE: "dates, or text",
        Kind.FLAG: "booleans, or text",
        Kind.SET: "lists of text, or text",
        Kind.CHOICE: "text",
    }
    return kinds.get(fact.kind, "text")


def _faults(is_bad: pl.Series, cells: pl.Series, message: str) -> pl.DataFrame:
    found = pl.DataFrame({"row": pl.int_range(len(cells), eager=True, dtype=pl.UInt32), "cell": cells}).filter(is_bad)
    told = pl.lit(f"{message}, got ") + pl.col("cell").cast(pl.String)
    return found.select("row", pl.lit(cells.name).alias("column"), told.alias("message"), pl.lit("").alias("help"))
