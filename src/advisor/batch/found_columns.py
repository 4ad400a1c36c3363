"""What is found out of the columns of a table before its rows are read: which say the same, which holds ids, how numbers are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from msgspec.structs import replace

from advisor.batch.cell import TableColumn, grouped_away
from advisor.batch.entry import AS_OF
from advisor.batch.header import LOOKED
from advisor.batch.notation import Evidence, Locale
from advisor.batch.sheet import Row, Sheet
from advisor.errors import Diagnostic, FaultsError, Place
from advisor.ir import REQUEST
from advisor.order.fact_reader import FactReader
from advisor.order.naming import Names, Target
from advisor.value.read import possible
from advisor.value.unit import COUNT
from advisor.value.word_match import heads, meant, normal
from advisor.yaml.fields import Faults
from advisor.yaml.node import Scalar
from advisor.yaml.text import quoted


def dates_apart(columns: Sequence[TableColumn], names: Names) -> tuple[TableColumn, ...]:
    """Return columns of which one that may be an order's own date or a fact, `Date`, is the fact, or nothing where another says that."""
    said = {one.target.name for one in columns if one.target is not None}
    return tuple(_date_apart(column, names, said) for column in columns)


def _date_apart(column: TableColumn, names: Names, said: set[str]) -> TableColumn:
    fact = names.lexicon.facts.get(normal(column.header, names.lexicon.spellings), "")
    if not fact or column.target is None or column.target.name != AS_OF:
        return column
    is_free = said.isdisjoint({fact, REQUEST})
    return replace(column, target=names.target(fact) if is_free else None, is_passed=not is_free)


def names_apart(columns: tuple[TableColumn, ...], sheet: Sheet, reader: FactReader) -> tuple[TableColumn, ...]:
    """Return columns of which one that is called as what is counted and holds names says what is ordered, where no other does: `Part` of `Bracket`, `Knob`."""
    thing = reader.facts.get(reader.pack.lexicon.roles.thing)
    if (
        reader.strict
        or thing is None
        or any(one.target and one.target.name in (thing.name, REQUEST) for one in columns)
    ):
        return columns
    counted = [at for at, one in enumerate(columns) if _may_be_name(one, reader)]
    rows = list(islice(sheet.body("en"), LOOKED)) if counted else []
    named = next((at for at in counted if _holds_names(_cells(rows, at), columns[at], reader)), None)
    found = None if named is None else replace(columns[named], target=Target(thing.name, thing))
    return tuple(found if found and at == named else one for at, one in enumerate(columns))


def _may_be_name(column: TableColumn, reader: FactReader) -> bool:
    """Return whether a column is of a number of pieces, and is called so by people, not by the pack."""
    fact = column.target.fact if column.target else None
    is_count = fact is not None and fact.is_in(COUNT) and fact.name != reader.pack.lexicon.roles.count
    return is_count and column.header not in reader.facts and not column.values


def _cells(rows: Sequence[Row], at: int) -> list[str]:
    return [cell for row in rows if (cell := "".join(row.cells[at : at + 1]).strip())]


def _holds_names(cells: Sequence[str], column: TableColumn, reader: FactReader) -> bool:
    """Return whether no cell is a number of a column's fact, and one is called as a thing."""
    lexicon, fact = reader.pack.lexicon, column.target.fact if column.target else None
    names = {one for cell in cells for one in (cell, *heads(cell)) if meant(one, lexicon.roles.thing, lexicon)}
    if fact is None or not names:
        return False
    nodes = [Scalar(cell, plain=True, at=column.at) for cell in cells]
    return all(possible(one, fact, reader.context(Faults(), None, fact=fact)) in (None, fact.domain) for one in nodes)


def sides_apart(columns: Iterable[TableColumn], reader: FactReader) -> tuple[TableColumn, ...]:
    """Return columns of which those for one side, called by the ways they run, are for one side each: which is which their sizes tell."""
    found: list[TableColumn] = []
    said: set[str] = set()
    for column in columns:
        target = column.target
        left = reader.side_left(target.fact, column.header, said) if target and target.fact else None
        if target and left:
            target = replace(target, name=left.name, fact=left)
        said |= {target.name} if target else set()
        found.append(replace(column, target=target))
    return tuple(found)


def refuse_twins(columns: Sequence[TableColumn], faults: Faults) -> None:
    """Report columns that say the same."""
    first: dict[str, TableColumn] = {}
    for column in columns:
        name = column.target.name if column.target else column.header if column.kept else ""
        if name in first:
            told = f"columns {quoted(first[name].header)} and {quoted(column.header)} both say {quoted(name)}"
            faults.add(column.at, told, "take one out, or `ignore` it in a --map file")
        elif name:
            first[name] = column


def id_column(sheet: Sheet, columns: Sequence[TableColumn], locale: Locale) -> int | None:
    """Return the index of the ids, None if there are none or the first row says none."""
    found = (at for at, one in enumerate(columns) if one.target is not None and one.target.name == "id")
    if (named := next(found, None)) is None:
        return None
    first = next(iter(sheet.body(locale)), None)
    return named if first is not None and any(cell.strip() for cell in first.cells[named : named + 1]) else None


def locale_of(sheet: Sheet, columns: Sequence[TableColumn]) -> Locale:
    """Return how the numbers of a sheet are written.

    Raises:
        FaultsError: they contradict each other, or could be read in two ways.
    """
    evidence = Evidence()
    indexes = [index for index, column in enumerate(columns) if column.counts]
    mapped = frozenset(index for index in indexes if columns[index].values)
    for row, index, cell in sorted(sheet.marked(indexes, mapped)):
        if cell.strip().casefold() not in columns[index].values:
            evidence.note(grouped_away(cell.strip(), columns[index].target), Place(sheet.file, row, index + 1))
    found = evidence.locale()
    if isinstance(found, Diagnostic):
        raise FaultsError([found])
    return found
