"""A frame of facts as a program has them, one column a fact, read into the orders that the engine decides.

A column is called as its fact is. A whole number is read as a file's is, of which it is the text: a count, or money in the
pack's currency; of days, lengths and the like it has no unit, and is refused. Dates are dates, flags are booleans, a list for
a set is exactly these and for a choice one of these. Text is read as a cell of a table is: `4 weeks`, `EUR 400`, `80..150`, `unknown`. Null is not said. Each distinct text of a column is read once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches

import polars as pl
from msgspec import Struct
from msgspec.structs import replace

from advisor.columnar.column import ORDER, ChoiceColumn, number_column
from advisor.columnar.frame_cells import FAULTS, FactSaid, FrameCells, read_cells, unsaid
from advisor.columnar.joint import together
from advisor.columnar.orders import Orders
from advisor.errors import Diagnostic, FaultsError, Place
from advisor.ir import UNLIMITED, FactType, Kind, Numbers
from advisor.order import OrderReader
from advisor.order.narrowed import narrowed
from advisor.value.unit import COUNT

FIRST_DAY = 719_163
"""The ordinal of 1970-01-01, from which Polars counts days."""
_TEXTS = (pl.String, pl.Categorical, pl.Enum, pl.Null)
"""The types of columns that hold text."""
_FAR = 10**18
"""Beyond every bound of a fact; a number farther out is told as this."""


class Facts(Struct, frozen=True, kw_only=True):
    """What a frame says. orders: of the rows without fault, rows: their numbers; faults: row, column, message and help."""

    orders: Orders
    rows: pl.Series
    faults: pl.DataFrame


class FactsReader(Struct, frozen=True):
    """Reads frames of facts as a reader of orders has it: what a cell says of other facts counts where no column of theirs says it."""

    reader: OrderReader

    def read(self, frame: pl.DataFrame, keep: Collection[str] = ()) -> Facts:
        """Return what a frame says. keep: its columns that are no facts.

        Raises:
            FaultsError: a column is no fact, or of a type that its fact is not said in.
        """
        columns = self._columns(frame, self._facts(frame, keep))
        faults = pl.concat([pl.DataFrame(schema=FAULTS), *(cells.faults for cells in columns.values())])
        orders = self._orders(self._said(columns, frame.height), frame.height)
        rows = pl.int_range(frame.height, dtype=pl.UInt32, eager=True)
        if faults.height:
            rows = rows.filter(~rows.is_in(faults["row"].implode()))
            orders = orders.take(rows.to_numpy())
        return Facts(orders=orders, rows=rows, faults=faults.sort("row", "column"))

    def _columns(self, frame: pl.DataFrame, facts: Mapping[str, FactType]) -> dict[str, FrameCells]:
        """Return what each column says of its fact, by the fact's path: those by which others are read before these."""
        found: dict[str, FrameCells] = {}
        for name, fact in sorted(facts.items(), key=lambda column: len(self.reader.read_by(column[1]))):
            paths = [f"order.{one.name}" for one in self.reader.read_by(fact)]
            known = self._besides(found, frame.height) if paths else {}
            by = {path: known[path] for path in paths if path in known}
            found[f"order.{fact.name}"] = self._column(frame[name], fact, by)
        return found

    def _besides(self, columns: Mapping[str, FrameCells], count: int) -> dict[str, FactSaid]:
        """Return what is said of each fact: by its own column, and where that is silent, by the cells of others in turn."""
        said = {path: cells.own for path, cells in columns.items()}
        for cells in columns.values():
            for path, other in cells.beside.items():
                own = said.get(path) or unsaid(self.reader.facts[path.removeprefix("order.")], count)
                said[path] = own.beside(other)
        return said

    def _said(self, columns: Mapping[str, FrameCells], count: int) -> dict[str, FactSaid]:
        """Return what is said of each fact, and what is left of it by what is said of others."""
        said = self._besides(columns, count)
        for fact in self.reader.own_facts:
            if fact.narrowed_by.keys() & {path.removeprefix("order.") for path in said}:
                said[f"order.{fact.name}"] = self._narrowed(fact, said, count)
        return said

    def _narrowed(self, fact: FactType, said: Mapping[str, FactSaid], count: int) -> FactSaid:
        """Return a fact with what is left of it by what is said of others (`order.narrowed`), once for each that occur together."""
        own = f"order.{fact.name}"
        found = said.get(own) or unsaid(fact, count)
        named = [fact, *(one for one in self.reader.own_facts if one.name in fact.narrowed_by)]
        values = {own: found.values} | {path: one.values for path, one in said.items()}
        columns = {
            path: one for each in named if isinstance(one := values.get(path := f"order.{each.name}"), ChoiceColumn)
        }
        level, codes, held = together([(one.level, one.codes, one.values) for one in columns.values()])
        given = [dict(zip(columns, some, strict=True)) for some in held]
        left = tuple([some[own], *(one.value for one in narrowed(some, named))][-1] for some in given)
        return replace(found, values=ChoiceColumn(level, codes, left))

    def _orders(self, said: Mapping[str, FactSaid], count: int) -> Orders:
        derived = self.reader.derived
        facts = {path: one.values for path, one in said.items() if path not in derived}
        given = {path: (one.values, one.is_given) for path, one in said.items() if path in derived}
        return Orders(count=count, facts=facts, given=given)

    def _facts(self, frame: pl.DataFrame, keep: Collection[str]) -> dict[str, FactType]:
        known = self.reader.facts
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
    def _column(self, cells: pl.Series, fact: FactType, by: Mapping[str, FactSaid]) -> FrameCells:
        """Return what a column says. by: what other columns say of the facts that it is read by."""
        if cells.dtype.is_integer() and isinstance(fact.domain, Numbers) and fact.kind is Kind.NUMBER:
            if fact.unit is None or fact.unit.dimension != COUNT:
                cells = cells.cast(pl.String)  # a bare number of money or days is what it is in a file
                return read_cells(cells, fact, self.reader, by)
            return self._whole(cells.cast(pl.Int128).clip(-_FAR, _FAR).cast(pl.Int64), fact, fact.domain, cells)
        if cells.dtype == pl.Date and isinstance(fact.domain, Numbers) and fact.kind is Kind.DATE:
            return self._whole(cells.cast(pl.Int64) + FIRST_DAY, fact, fact.domain)
        if cells.dtype == pl.Boolean and fact.kind is Kind.FLAG:
            cells = cells.replace_strict({True: "true", False: "false"}, return_dtype=pl.String)
        if cells.dtype == pl.Date and fact.kind is Kind.NUMBER:
            cells = cells.cast(pl.String)
        is_list = isinstance(cells.dtype, pl.List) and cells.dtype.inner in _TEXTS
        if cells.dtype not in _TEXTS and not is_list:
            told = f"`{fact.name}` is not said by a column of {cells.dtype}"
            raise FaultsError([Diagnostic(Place(f"column {cells.name}"), told, f"give {_wanted(fact)}")])
        return read_cells(cells if is_list else cells.cast(pl.String), fact, self.reader, by)

    def _whole(self, cells: pl.Series, fact: FactType, domain: Numbers, said: pl.Series | None = None) -> FrameCells:
        inside = cells.is_between(domain.low, domain.high)
        if domain.or_none:
            inside |= cells == UNLIMITED
        told = cells if said is None else said
        bad = _faults(~inside.fill_null(value=True), told, f"`{fact.name}` must be from {domain.low} to {domain.high}")
        is_said = cells.is_not_null().to_numpy()
        low, high = (cells.fill_null(end).to_numpy() for end in (domain.low, domain.high))
        values = number_column(ORDER, low, high, ~is_said if domain.or_none else False)
        return FrameCells(FactSaid(values, is_said, is_said), bad)


def _wanted(fact: FactType) -> str:
    """Return what a fact may be said in."""
    kinds: Mapping[Kind, str] = {
        Kind.NUMBER: "whole numbers, or text",
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
