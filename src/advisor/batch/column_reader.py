"""A column of cells read at once: each distinct text by the one reader of cells, plain numbers by a factor asked of it.

A cell that this finds bad is read again, in its row, by the reader that knows how to say what is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import polars as pl
from msgspec import Struct, field
from msgspec.structs import replace

from advisor.batch.cell import TableColumn, cleaned, node_of
from advisor.batch.codec import _parts, decoded, schema_of
from advisor.batch.notation import MARKS, Locale
from advisor.errors import Place
from advisor.ir import UNLIMITED, Kind, Numbers, Possible, ReadAs
from advisor.order import OrderReader
from advisor.order.naming import Target
from advisor.value import fact_numbers, read
from advisor.value.number import QuantityError
from advisor.value.unit import DAYS
from advisor.yaml.fields import Faults
from advisor.yaml.node import Scalar

_FEW = 256
"""So few distinct texts are sooner read one by one."""
REMEMBERED = 1 << 16
"""How many texts of a column are remembered from one piece to the next."""
_PROBES = (3, 7, 12_345, 123_456_789)
_PARTS = r"^(?<before>[^0-9]{0,20}?)(?<whole>[0-9]{1,9})(?:MARK(?<rest>[0-9]{1,2}))?(?<after>[^0-9.,][^0-9]{0,20})?$"


class Bad:
    """What is found of a cell that cannot be read."""


class CellsRead(Struct, frozen=True):
    """What a column's cells say. values: columns by NUMBER_SCHEMA, CHOICE_SCHEMA or SET_SCHEMA, null where nothing is given; bad, said: rows.

    beside: what they say of other facts, by the fact's name; readings: how often which word was read as what; typed: those words.
    """

    values: pl.DataFrame
    said: pl.Series
    bad: pl.Series
    beside: dict[str, pl.DataFrame] = field(default_factory=dict)
    readings: Mapping[ReadAs, int] = field(default_factory=dict)
    typed: pl.Series | None = None


class ColumnReader:
    """Reads the cells of one fact's column, of one table."""

    def __init__(self, column: TableColumn, target: Target, locale: Locale, reader: OrderReader) -> None:
        if target.fact is None:
            raise TypeError(f"`{target.name}` is no fact")
        self.fact = target.fact
        self.others = reader.others(target.fact)
        self.read_by = reader.read_by(target.fact)
        self._column = column
        self._target = target
        self._locale = locale
        self._reader = reader
        self._limit = reader.limits.scalar
        self._own = schema_of(self.fact)
        self._schema = self._own | {
            f"{other.name}.{name}": dtype for other in self.others for name, dtype in schema_of(other).items()
        }
        self._by: tuple[str, ...] = ()
        self._known: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        self._notes: dict[tuple[str | None, ...], tuple[ReadAs, ...]] = {}
        self._factors: dict[tuple[str, str], tuple[int, bool]] = {}
        unit = self.fact.unit
        self._counts_days = unit is not None and unit.dimension == DAYS

    def read(
        self, cells: pl.Series, as_of: date | pl.Series | None, by: Mapping[str, pl.Series] = MappingProxyType({})
    ) -> CellsRead:
        """Return what the cells say. as_of: the date of each row, or of all; by: what is given in each row of what they are read by, as its column has it."""
        if cells.dtype == pl.Int64 and self.fact.kind is Kind.NUMBER and not self._column.values:
            whole = self._whole(cells)
            if whole is not None:
                return whole
        if cells.dtype != pl.String:
            cells = cells.cast(pl.String)
        told = cells.alias("text").fill_null("").to_frame()
        told, self._by = told.with_columns(**{f"={name}": one for name, one in by.items()}), tuple(by)
        read_by = told.columns
        if isinstance(as_of, pl.Series) and self._counts_days:
            told = told.with_columns(as_of.alias("as_of"))
        day = None if isinstance(as_of, pl.Series) else as_of
        read = self._distinct(told.unique(maintain_order=False), day)
        joined = told.join(read, on=told.columns, how="left", nulls_equal=True, maintain_order="left")
        return self._noted(self._found(joined), told.select(read_by))

    def _noted(self, found: CellsRead, told: pl.DataFrame) -> CellsRead:
        """Return what the cells say with how often which word was read as what. told: their texts, and what they are read by."""
        noted = told["text"].is_in([key[0] for key in self._notes]) if self._notes else None
        if noted is None or not noted.any():
            return found
        readings: Counter[ReadAs] = Counter()
        for *key, count in told.filter(noted).group_by(told.columns, maintain_order=True).len().iter_rows():
            notes = self._notes.get(tuple(key), ())
            readings.update(dict.fromkeys(notes, count))
        typed = pl.select(pl.when(noted).then(told["text"])).to_series()
        return replace(found, readings=readings, typed=typed)

    def _found(self, read: pl.DataFrame) -> CellsRead:
        beside = {
            other.name: read.select(pl.col(f"{other.name}.{name}").alias(name) for name in schema_of(other))
            for other in self.others
        }
        return CellsRead(read.select(list(self._own)), read["said"], read["bad"], beside)

    # --- distinct texts ---
    def _distinct(self, told: pl.DataFrame, as_of: date | None) -> pl.DataFrame:
        if told.height <= _FEW or self.fact.kind is not Kind.NUMBER or self._column.values:
            return self._one_by_one(told, as_of)
        quick = self._quickly(told)
        is_left = quick["factor"].is_null()
        slow = self._one_by_one(told.filter(is_left), as_of)
        return pl.concat([quick.filter(~is_left).select(slow.columns), slow])

    def _one_by_one(self, told: pl.DataFrame, as_of: date | None) -> pl.DataFrame:
        days = told["as_of"].to_list() if "as_of" in told.columns else [as_of] * told.height
        by = told.select(f"={name}" for name in self._by).rows() if self._by else [()] * told.height
        rows = [self._remembered(*one) for one in zip(told["text"].to_list(), days, by, strict=True)]
        columns = list(zip(*rows, strict=True)) or [()] * (len(self._schema) + 2)
        schema = {**self._schema, "said": pl.Boolean, "bad": pl.Boolean}
        read = [
            pl.Series(name, column, dtype=dtype) for (name, dtype), column in zip(schema.items(), columns, strict=True)
        ]
        return told.with_columns(read)

    def _remembered(self, text: str, as_of: date | None, by: tuple[str | None, ...]) -> tuple[Any, ...]:
        key = (text, as_of, *by)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
                self._notes.clear()
            found = self._known[key] = self._row(*self._one(text, as_of, by))
        return found

    def _row(self, found: Possible | Bad | None, beside: Mapping[str, Possible]) -> tuple[Any, ...]:
        if found is None or isinstance(found, Bad):
            return (*(None,) * len(self._schema), found is not None, found is not None)
        given = None if found == self.fact.domain else found
        said = [(self.fact, given), *((other, beside.get(f"order.{other.name}")) for other in self.others)]
        return (*(part for fact, value in said for part in _parts(value, fact)), True, False)

    def _one(
        self, text: str, as_of: date | None, by: tuple[str | None, ...]
    ) -> tuple[Possible | Bad | None, Mapping[str, Possible]]:
        """Return what one cell says, None if it is empty, and what it says of other facts."""
        faults, at, raw = Faults(), Place(""), text
        given = self._given(by)
        how = self._reader.context(faults, as_of, fact=self.fact, given=given)
        try:
            text = cleaned(text, self._limit)
            if not text:
                return None, {}
            if not self._reader.strict and self._reader.by_thing.owners_of_parts(text, self.fact):
                return Bad(), {}  # by the thing in its row it counts parts, or not
            node = node_of(text, self._column, self._target, at, self._locale)
        except QuantityError:
            return Bad(), {}
        node = self._reader.measured(node, self.fact, given)
        found = read.possible(node, self.fact, how)
        if how.notes:
            self._notes[raw, *by] = tuple(how.notes)
        return (Bad() if found is None or faults.found else found), how.beside

    def _given(self, by: tuple[str | None, ...]) -> dict[str, Possible]:
        """Return what is given of the facts by which this one is read. by: as their columns have it."""
        told = zip(self._by, by, strict=True)
        return {f"order.{name}": decoded((one,), self._reader.facts[name]) for name, one in told if one is not None}

    # --- plain numbers ---
    def _quickly(self, told: pl.DataFrame) -> pl.DataFrame:
        """Return the texts with what they say; those without a factor are left to be read one by one."""
        mark = MARKS[self._locale][1]
        parts = told["text"].str.extract_groups(_PARTS.replace("MARK", f"[{mark}]")).struct.unnest()
        parts = parts.with_columns(pl.col("before", "after").fill_null(""))
        factor, rest = pl.col("factor"), pl.col("rest")
        cents = (rest + "0").str.slice(0, 2).cast(pl.Int64)
        number = pl.col("whole").cast(pl.Int64) * factor + (cents * (factor // 100)).fill_null(0)
        usable = pl.when(pl.col("whole").is_not_null() & (rest.is_null() | pl.col("takes_rest"))).then(factor)
        numbers = self._with_factors(parts).select(usable.alias("factor"), number.alias("low"))
        return pl.concat([told, numbers], how="horizontal").with_columns(
            pl.col("low").alias("high"),
            pl.lit(value=False).alias("none"),
            pl.lit(value=True).alias("said"),
            (~pl.col("low").is_between(*self._bounds())).alias("bad"),
            *(pl.lit(None, dtype).alias(name) for name, dtype in self._schema.items() if name not in self._own),
        )

    def _with_factors(self, parts: pl.DataFrame) -> pl.DataFrame:
        """Return texts taken apart, with what one of the number between their words counts, and if decimals may follow."""
        shapes = parts.drop_nulls("whole").select("before", "after").unique()
        factors = [self._factor(before, after) for before, after in shapes.iter_rows()]
        known = shapes.with_columns(
            pl.Series("factor", [one[0] or None for one in factors], dtype=pl.Int64),
            pl.Series("takes_rest", [one[1] for one in factors], dtype=pl.Boolean),
        )
        return parts.join(known, on=["before", "after"], how="left", maintain_order="left")

    def _factor(self, before: str, after: str) -> tuple[int, bool]:
        """Return what one of a number written between these words counts, 0 if that is not so simple; and if decimals may follow."""
        key = before, after
        if key not in self._factors:
            self._factors[key] = self._found_factor(lambda number: self._ends(f"{before}{number}{after}"))
        return self._factors[key]

    def _found_factor(self, read: Callable[[str], int | None]) -> tuple[int, bool]:
        first = read(str(_PROBES[0]))
        factor = 0 if first is None else first // _PROBES[0]
        if (
            factor < 1
            or any(read(str(one)) not in (one * factor, None) for one in _PROBES)
            or read("007") != 7 * factor
        ):
            return 0, False
        mark = MARKS[self._locale][1]
        decimals = {"7.25": 725, "12.50": 1250, "0.5": 50, "4321.05": 432_105}
        takes_rest = factor % 100 == 0 and all(
            read(text.replace(".", mark)) == hundredths * (factor // 100) for text, hundredths in decimals.items()
        )
        return factor, takes_rest

    def _ends(self, text: str) -> int | None:
        """Return the one number that a text means, whether it is within the fact's bounds or not."""
        try:
            node = node_of(cleaned(text, self._limit), self._column, self._target, Place(""), self._locale)
        except QuantityError:
            return None
        faults = Faults()
        if not isinstance(node, Scalar):
            return None
        ends = fact_numbers.bounds(node, self.fact, self._reader.context(faults, None))
        if ends is None or faults.found or ends[0] is None or ends[0] != ends[1]:
            return None
        return ends[0]

    def _bounds(self) -> tuple[int, int]:
        domain = self.fact.domain
        if not isinstance(domain, Numbers):
            raise TypeError(f"`{self.fact.name}` has no bounds")
        return domain.low, min(domain.high, UNLIMITED)

    def _whole(self, cells: pl.Series) -> CellsRead | None:
        """Return what whole numbers say, or None if bare ones are not read here."""
        factor, _ = self._factor("", "")
        if not factor:
            return None
        low, high = self._bounds()
        one = pl.col("one")
        is_inside = one.is_between(-(-low // factor), high // factor)
        number = pl.when(is_inside).then(one).otherwise(None) * factor
        read = cells.alias("one").to_frame().select(
            number.alias("low"), number.alias("high"), pl.when(is_inside).then(pl.lit(value=False)).alias("none"),
            one.is_not_null().alias("said"), is_inside.not_().fill_null(value=False).alias("bad"),
        )  # fmt: skip
        return CellsRead(read.select(list(self._own)), read["said"], read["bad"])
