"""A file of outcomes read: in a table a row each, in YAML or JSON an entry each, the facts of an order beside what became of it."""

from __future__ import annotations

from contextlib import closing
from pathlib import PurePath
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from advisor.analysis.outcome import OrderOutcome
from advisor.batch.file_form import STDIN, TABLES
from advisor.batch.outcome_reader import OutcomeReader, facts_of_outcomes
from advisor.batch.source import form_of, open_file, spooled, unreadable
from advisor.batch.table import TableOptions, TableReader
from advisor.errors import Diagnostic, FaultsError, OrderError, Place
from advisor.order import OrderReader
from advisor.order.naming import Names
from advisor.order.order_file import order_nodes
from advisor.yaml.fields import Faults
from advisor.yaml.node import MappingNode, Node
from advisor.yaml.opening import read_stream
from advisor.yaml.reader import read_yaml
from advisor.yaml.text import quoted


class OutcomeFile(Struct, frozen=True, kw_only=True):
    """What a file of outcomes held: the good ones, how many were refused, and every fault. said: how a table is read."""

    outcomes: tuple[OrderOutcome, ...]
    refused: int
    faults: tuple[Diagnostic, ...]
    said: str = ""


def read_outcomes(
    name: str, reader: OrderReader, stdin: BinaryIO, *, form: str | None = None, tables: TableOptions | None = None
) -> OutcomeFile:
    """Return the outcomes of a file, or of standard input for `-`; a fault in one refuses that one only.

    Raises:
        FaultsError: the file as a whole cannot be read.
        MissingExtraError: an Excel sheet, and the library for it is not installed.
    """
    written, file = form_of(name, form), "<stdin>" if name == STDIN else name
    if written == "jsonl":
        told = "outcomes are read from tables, YAML or JSON, not from JSON Lines"
        raise FaultsError([Diagnostic(Place(file), told, "write a list of them, or a table")])
    try:
        if written in TABLES:
            with closing(spooled(stdin, file) if name == STDIN else open_file(name)) as stream:
                return _table(stream, file, written, reader, tables or TableOptions())
        if name == STDIN:
            return _whole(read_stream(stdin, file, reader.limits), file, reader)
        with closing(open_file(name)) as stream:
            return _whole(read_stream(stream, file, reader.limits), file, reader)
    except OSError as error:
        raise unreadable(name, error) from None


def names_of(reader: OrderReader) -> Names:
    """Return what the columns of a table of outcomes may be called: what became of an order goes before facts of the same name."""
    own = facts_of_outcomes()
    return Names({**own, **{name: fact for name, fact in reader.facts.items() if name not in own}}, reader.pack.currency,
                 reader.pack.lexicon)  # fmt: skip


def _table(stream: BinaryIO, file: str, form: str, reader: OrderReader, options: TableOptions) -> OutcomeFile:
    rows = TableReader(reader, names_of(reader), options)
    table = rows.opened(rows.sheet(stream, file, form))
    gathered = _Gathered(OutcomeReader(reader))
    number = 0
    for number, row in enumerate(table.sheet.body(table.locale), start=1):
        node, faults = rows.mapping(row, table)
        gathered.add(node, faults, table.name(number))
    if not number:
        raise table.is_empty()
    return replace(gathered.file(), said=table.said)


def _whole(raw: bytes, file: str, reader: OrderReader) -> OutcomeFile:
    documents, found = read_yaml(raw, file, reader.limits)
    faults = Faults(list(found))
    nodes = order_nodes(documents, faults)
    if faults.found or not nodes:
        told = Diagnostic(Place(file, 1, 1), "the file holds no outcome", "write one, such as `price: EUR 18`")
        raise FaultsError(faults.found or [told])
    gathered = _Gathered(OutcomeReader(reader))
    for number, (node, _, studio) in enumerate(nodes, start=1):
        shared = replace(reader, studio=studio) if isinstance(studio, MappingNode) else reader
        gathered.reader = OutcomeReader(shared)
        gathered.add(node, Faults(), f"{PurePath(file).stem}-{number}")
    return gathered.file()


class _Gathered:
    """Outcomes as they come, each with an id of its own."""

    def __init__(self, reader: OutcomeReader) -> None:
        self.reader = reader
        self._good: dict[str, OrderOutcome] = {}
        self._faults: list[Diagnostic] = []
        self._refused = 0

    def add(self, node: Node | None, faults: Faults, name: str) -> None:
        """Add what a node says, or what is wrong with it."""
        outcome = None
        try:
            outcome = self.reader.outcome(node, name) if node is not None else None
        except OrderError as error:
            faults.found.extend(error.faults)
        if outcome is not None and outcome.id in self._good:
            told = f"order id {quoted(outcome.id)} is used twice, first at {self._good[outcome.id].at}"
            faults.add(outcome.at, told, "give each order an id of its own")
        if outcome is None or faults.found:
            self._faults.extend(sorted(set(faults.found)))
            self._refused += 1
        else:
            self._good[outcome.id] = outcome

    def file(self) -> OutcomeFile:
        """Return all that came."""
        return OutcomeFile(outcomes=tuple(self._good.values()), refused=self._refused, faults=tuple(self._faults))
