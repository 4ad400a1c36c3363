"""A frame of facts as a program has them, one column a fact, read into the orders that the engine decides.

A column is called as its fact is. A whole number is read as a file's is, of which it is the text: a count, or money in the
pack's currency; of days, lengths and the like it has no unit, and is refused. Dates are dates, flags are booleans, a list for
a set is exactly these and for a choice one of these. Text is read as a cell of a table is: `4 weeks`, `EUR 400`, `80..150`, `unknown`. Null is not said. Each distinct text of a column is read once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

import polars as pl

from advisor.columnar.column import ORDER, Array, ChoiceColumn, NumberColumn, Values, column, number_column, take
from advisor.columnar.orders import Orders
from advisor.errors import Diagnostic, FaultsError, Place
from advisor.ir import UNLIMITED, FactType, Kind, Numbers, Pack, Possible
from advisor.value import read
from advisor.value.cell_text import cell_parts, cleaned, flow
from advisor.value.day import QuantityError
from advisor.value.unit import COUNT
from advisor.yaml.fields import Faults
from advisor.yaml.limits import ORDER_LIMITS
from advisor.yaml.node import Node, Scalar, SequenceNode

FIRST_DAY = 719_163
"""The ordinal of 1970-01-01, from which Polars counts days."""
_FAR = 10**18
"""Beyond every bound of a fact; a number farther out is told as this."""
_FAULTS = {"row": pl.UInt32, "column": pl.String, "message": pl.String, "help": pl.String}
_KEY = "#key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a frame says. orders: of the rows without fault, rows: their numbers; faults: row, column, message and help."""

    orders: Orders
    rows: pl.Series
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
        facts: dict[str, Values] = {}
        given: dict[str, tuple[Values, Array]] = {}
        faults: list[pl.DataFrame] = []
        for name, fact in self._facts(frame, keep).items():
            path = f"order.{fact.name}"
            found, is_said, bad = self._column(frame[name], fact)
            if path in self.derived:
                given[path] = (found, is_said.to_numpy())
            else:
                facts[path] = found
            if bad.height:
                faults.append(bad)
        told = pl.concat(faults).sort("row", "column") if faults else pl.DataFrame(schema=_FAULTS)
        orders = Orders(count=frame.height, facts=facts, given=given)
        rows = pl.int_range(frame.height, dtype=pl.UInt32, eager=True)
        if told.height:
            rows = rows.filter(~rows.is_in(told["row"].implode()))
            orders = orders.take(rows.to_numpy())
        return Facts(orders=orders, rows=rows, faults=told)

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
    def _column(self, cells: pl.Series, fact: FactType) -> tuple[Values, pl.Series, pl.DataFrame]:
        """Return a fact's possible values in every row, where it is said, and the faults of its cells."""
        if cells.dtype.is_integer() and isinstance(fact.domain, Numbers) and fact.kind is Kind.NUMBER:
            if fact.unit is None or fact.unit.dimension != COUNT:
                return self._texts(
                    cells.cast(pl.String), fact
                )  # a bare number of money or days is what it is in a file
            return self._whole(cells.cast(pl.Int128).clip(-_FAR, _FAR).cast(pl.Int64), fact, fact.domain, cells)
        if cells.dtype == pl.Date and isinstance(fact.domain, Numbers) and fact.kind is Kind.DATE:
            return self._whole(cells.cast(pl.Int64) + FIRST_DAY, fact, fact.domain)
        if cells.dtype == pl.Boolean and fact.kind is Kind.FLAG:
            cells = cells.replace_strict({True: "true", False: "false"}, return_dtype=pl.String)
        if cells.dtype == pl.Date and fact.kind is Kind.NUMBER:
            cells = cells.cast(pl.String)
        is_list = isinstance(cells.dtype, pl.List) and cells.dtype.inner in (
            pl.String,
            pl.Categorical,
            pl.Enum,
            pl.Null,
        )
        if cells.dtype not in (pl.String, pl.Categorical, pl.Enum, pl.Null) and not is_list:
            told = f"`{fact.name}` is not said by a column of {cells.dtype}"
            raise FaultsError([Diagnostic(Place(f"column {cells.name}"), told, f"give {_wanted(fact)}")])
        return self._texts(cells if is_list else cells.cast(pl.String), fact)

    def _whole(
        self, cells: pl.Series, fact: FactType, domain: Numbers, said: pl.Series | None = None
    ) -> tuple[Values, pl.Series, pl.DataFrame]:
        inside = cells.is_between(domain.low, domain.high)
        if domain.or_none:
            inside |= cells == UNLIMITED
        told = cells if said is None else said
        bad = _faults(~inside.fill_null(value=True), told, f"`{fact.name}` must be from {domain.low} to {domain.high}")
        unsaid = fact.domain
        if not isinstance(unsaid, Numbers):
            raise TypeError(f"`{fact.name}` is no number")
        is_said = cells.is_not_null()
        low, high = (cells.fill_null(end).to_numpy() for end in (unsaid.low, unsaid.high))
        none = ~is_said.to_numpy() if unsaid.or_none else False
        return number_column(ORDER, low, high, none), is_said, bad

    def _texts(self, cells: pl.Series, fact: FactType) -> tuple[Values, pl.Series, pl.DataFrame]:
        key = cells
        if isinstance(cells.dtype, pl.List):
            texts = cells.list.eval(pl.element().cast(pl.String).fill_null("\x1e"))
            key = texts.list.join("\x1f")
        distinct = cells.to_frame("cell").with_columns(key.alias(_KEY)).unique(_KEY, maintain_order=True)
        read = [self._read(cell, fact) for cell in distinct["cell"].to_list()]
        told = pl.DataFrame(
            {
                "place": range(len(read)), "is_said": [found is not None for found, _ in read],
                "message": [fault and fault[0] for _, fault in read], "help": [fault and fault[1] for _, fault in read],
            },
            schema={"place": pl.Int64, "is_said": pl.Boolean, "message": pl.String, "help": pl.String},
        )  # fmt: skip
        joined = (
            key.alias(_KEY)
            .to_frame()
            .join(distinct.select(_KEY).hstack(told), on=_KEY, how="left", nulls_equal=True, maintain_order="left")
        )
        bad = joined.with_row_index("row").filter(pl.col("message").is_not_null())
        unsaid = fact.domain
        found = column([unsaid if value is None else value for value, _ in read] or [unsaid], ORDER)
        if not isinstance(found, NumberColumn | ChoiceColumn):
            raise TypeError(f"`{fact.name}` is no fact of an order")
        faults = bad.select("row", pl.lit(cells.name).alias("column"), "message", "help")
        return take(found, joined["place"].to_numpy()), joined["is_said"], faults

    def _read(self, cell: str | Sequence[str] | None, fact: FactType) -> tuple[Possible | None, tuple[str, str] | None]:
        """Return the values that a cell leaves possible, None where nothing is given, and what is wrong with it."""
        if cell is None:
            return None, None
        faults = Faults()
        how = read.ReadContext(
            currency=self.pack.currency, faults=faults, as_of=self.as_of, lexicon=self.pack.lexicon,
            rates=self.pack.rates,
        )  # fmt: skip
        if not isinstance(cell, str) and any(one is None for one in cell):
            return None, (f"`{fact.name}`: expected a text in each place of the list, got null", "take the null out")
        try:
            node = _node(cell, fact)
        except QuantityError as error:
            return None, (f"`{fact.name}`: {error.message}", error.help)
        if node is None:
            return None, None
        found = read.possible(node, fact, how)
        if faults.found or found is None:
            first = faults.found[0]
            return None, (first.message, first.help)
        return (None if found == fact.domain else found), None


def _node(cell: str | Iterable[str], fact: FactType) -> Node | None:
    """Return what a cell says as YAML would have it, None if it is empty.

    Raises:
        QuantityError: it holds what cannot be seen, or is too long.
    """
    at = Place("")
    if isinstance(cell, str):
        cell = cleaned(cell, ORDER_LIMITS.scalar)
        if not cell:
            return None
        if fact.kind in (Kind.CHOICE, Kind.SET):
            if (node := flow(cell, at)) is not None:
                return node
            members = [one for one in cell_parts(cell, fact) if one]
            if len(members) != 1:
                return SequenceNode(tuple(Scalar(one, plain=True, at=at) for one in members), flow=True, at=at)
            cell = members[0]
        return Scalar(cell, plain=fact.kind is not Kind.TEXT, at=at)
    return SequenceNode(tuple(Scalar(one, plain=True, at=at) for one in cell), flow=True, at=at)


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
