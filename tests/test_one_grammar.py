"""One grammar for a cell: a table means the same by CSV, Excel, Parquet, JSON Lines, YAML, and as a frame."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.advice import Advisor
from advisor.batch.files_reader import FilesReader
from advisor.batch.mapping import TableMap
from advisor.batch.table import TableOptions
from advisor.columnar.column import ChoiceColumn, Values
from advisor.columnar.facts_frame import FactsReader
from advisor.ir import Kind, Numbers, Possible, Subset
from advisor.order import OrderReader
from counts import count

NOT = (Kind.TABLE,)
CELLS = [
    "", " ", "none", "unknown", "n/a", "yes", "no", "TRUE", "0", "7", "120", "1e3", "1E400", "½", "120..90", "10..", "<50", ">= 9", "EUR 5", "5 €", "JPY 3",
    "3 weeks", "2026-02-30", "9999-12-31", "next friday", "30 %", "12 cm", "5 kg", "oak", "steel|oak", "oak|", "[oak, steel]", "[]", "a|b", "=1+1", "x" * 300,
    "#DIV/0!", "nan", "inf", "１２０", "mug", "true or false", "1.5", "EUR 1.20", "oak or steel", "30 x 20 x 5 cm", "A5", "2 kg", "400 g",
    "oak coasters, engraved", "ceramic mug 300ml white", "laser cut acrylic sign", "anodised",
]  # fmt: skip
"""Texts that are no number with a mark that one table alone can tell: those are for the whole of a table."""
Outcome = dict[str, dict[str, Possible]]
FORMS = ("csv", "parquet", "xlsx", "jsonl", "yaml")
FEW = settings(
    max_examples=count(10),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)


def written(frame: pl.DataFrame, path: Path) -> None:
    """Write a table of texts as its suffix says; an empty cell says nothing in any of them."""
    rows = [{name: cell for name, cell in row.items() if cell.strip()} for row in frame.iter_rows(named=True)]
    match path.suffix:
        case ".csv":
            frame.write_csv(path, quote_style="always")
        case ".parquet":
            frame.write_parquet(path)
        case ".xlsx":
            frame.write_excel(path)
        case ".jsonl":
            path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        case _:
            path.write_text("\n---\n".join(json.dumps(row) for row in rows))


def outcome(reader: OrderReader, path: Path) -> Outcome:
    """Return what each order of a file is given; those refused are not there."""
    entries = FilesReader(reader, io.BytesIO(), tables=TableOptions(locale="en")).read((str(path),))
    return {one.order.id: dict(one.order.given) for one in entries if one.order is not None}


def as_frame(advisor: Advisor, frame: pl.DataFrame) -> Outcome:
    """Return what each order of a frame is given; those refused are not there."""
    read = FactsReader(advisor.reader()).read(frame, ["id"])
    given: dict[str, tuple[Values, Any]] = {path: (one, True) for path, one in read.orders.facts.items()}
    given |= read.orders.given
    told = {
        name: {path: value_at(one, row) for path, (one, said) in given.items() if said is True or said[row]}
        for row, name in enumerate(frame["id"].gather(read.rows))
    }
    return narrowed(advisor, told)


def narrowed(advisor: Advisor, outcome: Outcome) -> Outcome:
    """Return what each order is given, without what leaves all of a fact's values possible."""
    facts = advisor.pack.facts
    return {
        name: {path: one for path, one in given.items() if one != facts[path.removeprefix("order.")].domain}
        for name, given in outcome.items()
    }


def value_at(column: Values, row: int) -> Possible:
    """Return what is possible in one row of a column."""
    if isinstance(column, ChoiceColumn):
        return column.values[int(column.codes[row] if np.ndim(column.codes) else column.codes)]
    low, high, none = (one[row] if np.ndim(one) else one for one in (column.low, column.high, column.or_none))
    return Numbers(int(low), int(high), or_none=bool(none))


@given(data=st.data())
@FEW
def test_a_table_means_the_same_whatever_it_is_written_in(data: st.DataObject, walk: Advisor, tmp_path: Path) -> None:
    """By CSV, Excel, Parquet, JSON Lines, YAML and as a frame the same rows are refused, and the others say the same, fact by fact."""
    pack = walk.pack
    facts = [fact for fact in pack.facts.values() if fact.of == "order" and fact.kind not in NOT]
    facts += [
        pack.facts[name]
        for fact in facts
        for name in (
            fact.name,
            *fact.sides,
            *fact.elsewhere,
            *fact.or_else,
            *(one.name for one in walk.reader().read_by(fact)),
        )
        if fact.sides or fact.elsewhere or fact.or_else or walk.reader().read_by(fact)
    ]
    chosen = data.draw(st.lists(st.sampled_from(facts), min_size=1, max_size=3, unique_by=lambda fact: fact.name))
    cells = st.tuples(*(st.sampled_from([*CELLS, *map(str, fact.words)]) for fact in chosen))
    rows = data.draw(st.lists(cells, min_size=1, max_size=12))
    told: dict[str, Any] = {"id": [f"o{at}" for at in range(len(rows))]}
    frame = pl.DataFrame(told | {fact.name: [row[at] for row in rows] for at, fact in enumerate(chosen)})
    reader = walk.reader()
    found = {}
    for form in FORMS:
        path = tmp_path / f"o.{form}"
        written(frame, path)
        found[form] = outcome(reader, path)

    for form in ("parquet", "xlsx"):
        assert found[form] == found["csv"], form
    assert as_frame(walk, frame) == narrowed(walk, found["csv"])
    lists = {f"o{at}" for at, row in enumerate(rows) if any("|" in one or one[:1] == "[" for one in row)}
    for form in ("jsonl", "yaml"):
        assert {one: given for one, given in found[form].items() if one not in lists} == {
            one: given for one, given in found["csv"].items() if one not in lists
        }, form


OF_OTHERS = [
    {"object": "oak coasters, engraved"}, {"object": "oak coasters, engraved", "material": "steel"}, {"object": "oak coasters", "material": "unknown"},
    {"object": "ceramic mug 300ml white"}, {"object": "laser cut acrylic sign", "process": "CNC"}, {"object": "mug", "material": "unknown"},
    {"longest_side": "30 x 20 x 5 cm"}, {"longest_side": "30 x 20 x 5 cm", "middle_side": "8 cm"}, {"longest_side": "A5", "shortest_side": "unknown"},
    {"part_volume": "300 g", "material": "porcelain"}, {"part_volume": "300 g", "material": "oak or steel"}, {"part_volume": "300 g", "object": "oak coasters"},
    {"part_volume": "300 g", "material": "unknown"}, {"part_volume": "50 cm3", "material": "oak"}, {"material": "screen printed cotton"},
    {"process": "powder coating"}, {"finish": "laser cutting"}, {"material": "engraved oak"},
    {"finish": "turned and oiled"}, {"finish": "turned", "process": "CNC"}, {"finish": "letterpress, 2 colours", "process": "unknown"},
    {"material": "acrylic", "object": "scarf"}, {"material": "acrylic", "object": "sign"}, {"material": "acrylic or wool", "object": "scarf"},
    {"material": "recycled nylon", "object": "backpack"}, {"material": "acrylic", "object": "scarf | sign"}, {"material": "acrylic"},
    {"part_volume": "100 g", "object": "soap"}, {"part_volume": "900 g", "object": "tray"}, {"part_volume": "350 g", "process": "slip casting"},
    {"part_volume": "350 g", "object": "figurine", "process": "FDM"}, {"part_volume": "350 g", "object": "candle", "material": "unknown"},
]  # fmt: skip
"""Rows in which a cell says something of another fact than its own, or is read by it."""


def test_what_a_cell_says_of_other_facts_is_read_whatever_it_is_written_in(walk: Advisor, tmp_path: Path) -> None:
    """Sides, a thing described and a weight are read alike by every form, where no column of their own says them."""
    names = dict.fromkeys(name for row in OF_OTHERS for name in row)
    frame = pl.DataFrame(
        [{"id": f"o{at}"} | {name: row.get(name, "") for name in names} for at, row in enumerate(OF_OTHERS)]
    )
    expected: Outcome | None = None
    for form in FORMS:
        written(frame, tmp_path / f"o.{form}")
        found = outcome(walk.reader(), tmp_path / f"o.{form}")
        expected = expected or found
        assert found == expected, form

    assert expected is not None
    assert {"order.material", "order.finish"} <= expected["o0"].keys()
    assert {"order.middle_side", "order.shortest_side"} <= expected["o6"].keys()
    assert as_frame(walk, frame) == narrowed(walk, expected)


@pytest.mark.parametrize(
    ("fact", "number", "text"),
    [
        ("quantity", 120, "120"),
        ("cash_for_tooling", 400, "EUR 400"),
        ("unit_cost_ceiling", 18, "18"),
        ("selling_price", 0, "EUR 0"),
        ("client_deposit", 30, "30"),
        ("deadline", 28, "28"),
        ("longest_side", 30, "30"),
        ("part_volume", 50, "50"),
    ],
)
def test_a_whole_number_is_the_text_of_it(walk: Advisor, tmp_path: Path, fact: str, number: int, text: str) -> None:
    """A whole number in Parquet, in a frame, in JSON and in YAML is read, or refused, as its text in CSV."""
    reader = walk.reader()
    typed, told = pl.DataFrame({"id": ["a"], fact: [number]}), pl.DataFrame({"id": ["a"], fact: [text]})
    told.write_csv(tmp_path / "a.csv")
    typed.write_parquet(tmp_path / "a.parquet")
    (tmp_path / "a.yaml").write_text(f"id: a\n{fact}: {number}\n")
    (tmp_path / "a.jsonl").write_text(f'{{"id": "a", "{fact}": {number}}}\n')
    expected = outcome(reader, tmp_path / "a.csv")

    for form in ("parquet", "yaml", "jsonl"):
        assert outcome(reader, tmp_path / f"a.{form}") == expected, form
    assert as_frame(walk, typed) == narrowed(walk, expected)
    if expected:
        assert walk.advise_many(typed.drop("id")).equals(walk.advise_many(told.drop("id")))


@pytest.mark.parametrize("fact", ["documents", "material"])
@pytest.mark.parametrize(
    "members",
    [[], [None], ["step", None], [""], ["oak", ""], ["unknown"], ["step"], ["oak", "steel"], ["step", "drawings"], ["a|b"], ["[]"], ['"'], ["\\"]],
)  # fmt: skip
def test_a_list_is_the_list_of_it(walk: Advisor, tmp_path: Path, fact: str, members: list[str | None]) -> None:
    """A list in Parquet and in a frame is read, or refused, as the list that JSON and YAML write: empty, with a null or whatever text in it."""
    reader = walk.reader()
    typed = pl.DataFrame({"id": ["a"], fact: [members]}, schema_overrides={fact: pl.List(pl.String)})
    typed.write_parquet(tmp_path / "a.parquet")
    for form in ("yaml", "jsonl"):
        (tmp_path / f"a.{form}").write_text(json.dumps({"id": "a", fact: members}) + "\n")
    expected = outcome(reader, tmp_path / "a.jsonl")

    for form in ("parquet", "yaml"):
        assert outcome(reader, tmp_path / f"a.{form}") == expected, form
    assert as_frame(walk, typed) == narrowed(walk, expected)
    assert None not in members or not expected


def test_a_map_says_what_a_text_in_a_list_means(walk: Advisor, tmp_path: Path) -> None:
    """A list of the words of a shop is read by its map, as one cell of them is, however it is written."""
    reader = walk.reader()
    pl.DataFrame({"id": ["a", "b"], "documents": [["cad", "plan"], ["plan"]]}).write_parquet(tmp_path / "a.parquet")
    (tmp_path / "a.csv").write_text('id,documents\na,"[cad, plan]"\nb,plan\n')
    meanings: dict[str, dict[str, str | tuple[str, ...]]] = {"documents": {"cad": "step", "plan": ("drawings", "bom")}}
    tables = TableOptions(locale="en", map=TableMap(values=meanings))
    found = [
        {one.order.id: one.order.given["order.documents"] for one in FilesReader(reader, io.BytesIO(), tables=tables).read((str(path),)) if one.order}
        for path in (tmp_path / "a.parquet", tmp_path / "a.csv")
    ]  # fmt: skip

    assert found[0] == found[1] == {"a": Subset(("step", "drawings", "bom")), "b": Subset(("drawings", "bom"))}
