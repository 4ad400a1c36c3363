"""A column of a frame read at once, each distinct cell by the reader of orders: what it says of its own fact, and of others beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import polars as pl
from msgspec import Struct, field

from advisor.columnar.column import (
    ORDER,
    Array,
    ChoiceColumn,
    NumberColumn,
    Values,
    column,
    either_column,
    take,
)
from advisor.errors import Place
from advisor.ir import FactType, Kind, Memory, Possible
from advisor.order import OrderReader
from advisor.value import read
from advisor.value.cell_text import cell_parts, cleaned, flow
from advisor.value.day import QuantityError
from advisor.yaml.fields import Faults
from advisor.yaml.limits import ORDER_LIMITS
from advisor.yaml.node import Node, Scalar, SequenceNode

FAULTS = {"row": pl.UInt32, "column": pl.String, "message": pl.String, "help": pl.String}
"""What is told of each cell that cannot be read."""
_KEY = "#key"


class FactSaid(Struct, frozen=True):
    """A fact in every row of a frame: its possible values, in which rows a cell says which, and in which one says anything of it (`unknown`)."""

    values: Values
    is_given: Array
    is_said: Array

    def beside(self, other: FactSaid) -> FactSaid:
        """Return what is said here, and what the other says in the rows where nothing is said here."""
        new = other.is_said & ~self.is_said
        values = either_column(self.values, other.values, new, ORDER)
        return FactSaid(values, self.is_given | (new & other.is_given), self.is_said | new)


class FrameCells(Struct, frozen=True):
    """What the cells of one column say. faults: as FAULTS; beside: path -> what they say of another fact."""

    own: FactSaid
    faults: pl.DataFrame
    beside: Mapping[str, FactSaid] = field(default_factory=dict)


class _Cell(Struct, frozen=True, kw_only=True):
    """What one cell says; nothing where it is empty or cannot be read."""

    value: Possible | None = None
    is_said: bool = False
    beside: Mapping[str, Possible] = field(default_factory=dict)
    fault: tuple[str, str] | None = None


def read_cells(
    cells: pl.Series, fact: FactType, reader: OrderReader, by: Mapping[str, FactSaid] = MappingProxyType({})
) -> FrameCells:
    """Return what a column of texts, or of lists of texts, says. by: path -> what is said of a fact that it is read by."""
    coded = {path: one for path, said in by.items() if (one := _coded(said)) is not None}
    distinct, place = _distinct(cells, {path: codes for path, (codes, _) in coded.items()})
    values = [values for _, values in coded.values()]
    found = [
        _read(cell, fact, reader, _given(coded, [held[code] for held, code in zip(values, codes, strict=True)]))
        for cell, *codes in distinct.iter_rows()
    ]
    own = _spread([(cell.value, cell.is_said) for cell in found], fact, place)
    beside = {
        path: _spread(
            [(cell.beside.get(path), path in cell.beside) for cell in found],
            reader.facts[path.removeprefix("order.")],
            place,
        )
        for path in dict.fromkeys(path for cell in found for path in cell.beside)
    }
    return FrameCells(own, _faults(found, place, cells.name), beside)


def unsaid(fact: FactType, count: int) -> FactSaid:
    """Return a fact of which no row says anything."""
    nowhere = np.zeros(count, np.bool_)
    return FactSaid(_column([fact.domain], fact), nowhere, nowhere)


def _coded(said: FactSaid) -> tuple[Array, Sequence[Possible | None]] | None:
    """Return the place of what each row says of a choice, and what stands at each, None where nothing is said; None if it is no choice."""
    if not isinstance(said.values, ChoiceColumn):
        return None
    values = (*said.values.values, None)
    return np.where(said.is_given, said.values.codes, len(values) - 1), values


def _given(paths: Iterable[str], values: Sequence[Possible | None]) -> dict[str, Possible]:
    return {path: value for path, value in zip(paths, values, strict=True) if value is not None}


def _distinct(cells: pl.Series, codes: Mapping[str, Array]) -> tuple[pl.DataFrame, Array]:
    """Return each distinct cell beside each case of what it is read by, and at which of them each row stands."""
    key = cells
    if isinstance(cells.dtype, pl.List):
        texts = cells.list.eval(pl.element().cast(pl.String).fill_null("\x1e"))
        key = texts.list.join("\x1f")
    by = [_KEY, *codes]
    whole = cells.to_frame("cell").with_columns(
        key.alias(_KEY), **{path: pl.Series(one) for path, one in codes.items()}
    )
    distinct = whole.unique(by, maintain_order=True)
    known = distinct.select(*by, pl.int_range(pl.len(), dtype=pl.Int64).alias("place"))
    rows = whole.select(by).join(known, on=by, how="left", nulls_equal=True, maintain_order="left")
    return distinct.select("cell", *codes), rows["place"].to_numpy()


def _faults(found: Sequence[_Cell], place: Array, column: str) -> pl.DataFrame:
    """Return what is told of each row whose cell cannot be read, as FAULTS."""
    told = [cell.fault for cell in found]
    bad = [at for at, fault in enumerate(told) if fault is not None]
    if not bad:
        return pl.DataFrame(schema=FAULTS)
    rows = np.flatnonzero(np.isin(place, bad))
    texts = pl.DataFrame(
        [fault or (None, None) for fault in told], {"message": pl.String, "help": pl.String}, orient="row"
    )
    return pl.DataFrame(
        {"row": rows, "column": pl.repeat(column, len(rows), eager=True), **texts[place[rows]].to_dict()}, schema=FAULTS
    )


def _spread(found: Sequence[tuple[Possible | None, bool]], fact: FactType, place: Array) -> FactSaid:
    """Return what distinct cells say of a fact, and whether they say anything of it, in each row."""
    values = _column([fact.domain if value is None else value for value, _ in found] or [fact.domain], fact)
    is_given = np.array([value is not None and value != fact.domain for value, _ in found], np.bool_)
    is_said = np.array([is_said for _, is_said in found], np.bool_)
    return FactSaid(take(values, place), is_given[place], is_said[place])


def _column(values: Sequence[Possible], fact: FactType) -> Values:
    found = column(values, ORDER)
    if not isinstance(found, NumberColumn | ChoiceColumn):
        raise TypeError(f"`{fact.name}` is no fact of an order")
    return found


# --- one cell -----------------------------------------------------------------------------------------------------------
def _read(cell: str | Sequence[str] | None, fact: FactType, reader: OrderReader, given: Memory) -> _Cell:
    """Return what a cell says. given: what is said of the facts that it is read by."""
    if cell is None:
        return _Cell()
    if not isinstance(cell, str) and any(one is None for one in cell):
        told = f"`{fact.name}`: expected a text in each place of the list, got null"
        return _Cell(fault=(told, "take the null out"))
    try:
        node = _node(cell, fact)
    except QuantityError as error:
        return _Cell(fault=(f"`{fact.name}`: {error.message}", error.help))
    if node is None:
        return _Cell()
    faults = Faults()
    how = reader.context(faults, reader.as_of, fact=fact, given=given)
    value = read.possible(reader.measured(node, fact, given), fact, how)
    if faults.found or value is None:
        return _Cell(fault=(faults.found[0].message, faults.found[0].help))
    return _Cell(value=value, is_said=True, beside=dict(how.beside))


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
