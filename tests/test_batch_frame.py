"""Tables read a piece at a time: the same orders and the same faults as row by row, whatever stands in the cells."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.batch import column_reader, sheet_text
from advisor.batch.given import given_of, orders_in, own
from advisor.batch.mapping import TableMap
from advisor.batch.sheet import ROW
from advisor.batch.table import TableOptions, TableReader
from advisor.batch.table_frame import NUMBER, FrameReader
from advisor.columnar import orders_of
from advisor.errors import Diagnostic, FaultsError
from advisor.from_words import thing_described
from advisor.order import OrderReader
from advisor.order.naming import Names
from advisor.trace import Order
from advisor.value.number import parse_date
from advisor.yaml.limits import PACK_LIMITS
from advisor.yaml.node import MappingNode as Mapping
from advisor.yaml.reader import read_yaml
from conftest import builtin_pack
from counts import count
from pieces import chunks_of
from walked import given_at

PACK = builtin_pack()
ODD = [
    "", " ", "\t", "\u00a0", "unknown", "none", "None", "0", "007", "-5", "1e3", "lots", "=1+1", "\u200bx", "\x1b[2J", "\ufeff", "a|b", "|", "NaN",
    "1.200", "1,200", "1.200,50", "1 200", "12.5", "12,5", "0,125", "3..", "..9", "80-150", "80 – 150", "2k", "9" * 16, "２０", "true", "yes", "nein",
    '"', 'a"b', "x,y", "x;y", "line\nbreak", "cr\rhere", "x" * 300, "31.12.2026", "2026-12-31", "2026-12-31..2027-02-01", "12/31/2026", "31.12.26",
]  # fmt: skip
FITTING = {
    "id": ["a", "b", "a-1", "ä", "a", "shop-2", " c "],
    "as_of": ["2026-12-01", "1.12.2026", "2027-01-01", "2026-02-30"],
    "quantity": ["120", "80-150", "2k", "1", "1000000", "1000001", "120 units", "60 unit", "12", "99"],
    "deadline": ["4 weeks", "30 days", "31.12.2026", "2026-12-31", "none", "2 months..", "1 day"],
    "deadline_days": ["30", "12", "7 weeks", "none", "4..8", "31.12.2026"],
    "cash_for_tooling": ["EUR 400", "400 €", "€400", "EUR 1.200,50", "EUR 1,200.50", "0", "EUR 12.50", "EUR 400..900"],
    "cash_for_tooling_eur": ["400", "12.50", "12,50", "400.5", "1.200", "99999999", "4.125"],
    "heritage": ["core", "nice", "Nice to have", "core|nice", "wanted", "none", "core|none|nice"],
    "deadline_is_hard": ["true", "ja", "1", "N", "wahr"],
    "owns": ["kiln", "kiln|press", "a laser cutter", "none", "kiln|kiln"],
    "part_volume": ["50 cm3", "50cm³", "1 l", "12.5 ml", "5"],
    "client_deposit": ["30 %", "30%", "12,5 %", "12.5 %", "unknown"],
    "process": ["unknown", "any", "sls_printing"],
    "material": ["oak", "steel", "", "unknown", "canvas"],
    "Item": ["mug", "oak coasters, engraved", "Ceramic mug 300ml white", "printed cotton tote bags", "mug, bowl", "bag bag", "Wibble", "flat"],
    "S": ["10", "", "x"],
    "M": ["20", "", "2.5"],
    "form": ["flat", "coaster", "", "round"],
    "Customer": ["Müller", "Total", ""],
    "Client": ["Müller", "=1+1", ""],
    "": [""],
}  # fmt: skip
SETS: list[tuple[tuple[str, str], ...]] = [
    (), (), (("quantity", "120"), ("owns", "unknown")), (("deadline", "2027-01-01"),), (("quantity", "?"),),
]  # fmt: skip
STUDIOS = [
    None,
    None,
    b"{}",
    b"studio_region: germany\nquantity: 70",
    b"owns: [kiln]\ndeadline: 2027-01-01",
    b"quantity: no",
]
NAMES = Names(OrderReader(pack=PACK).facts, PACK.currency, PACK.lexicon)


@dataclass(frozen=True)
class Case:
    """A table as bytes, and how it is read."""

    raw: bytes
    options: dict[str, Any]
    as_of: str | None
    sets: tuple[tuple[str, str], ...]
    studio: bytes | None

    @property
    def reader(self) -> OrderReader:
        studio = read_yaml(self.studio, "studio.yaml", PACK_LIMITS)[0][0] if self.studio else None
        assert studio is None or isinstance(studio, Mapping)
        as_of = parse_date(self.as_of) if self.as_of else None
        return OrderReader(pack=PACK, as_of=as_of, sets=self.sets, studio=studio, hears=thing_described)


@st.composite
def tables(draw: st.DrawFn) -> Case:
    """Tables of many kinds of cells, most of them fitting, cut and encoded in any way."""
    headers = draw(st.lists(st.sampled_from(list(FITTING)), min_size=1, max_size=6, unique=True))
    cells = [
        st.one_of(
            st.sampled_from(FITTING[one]),
            st.sampled_from(FITTING[one]),
            st.sampled_from(FITTING[one]),
            st.sampled_from(ODD),
        )
        for one in headers
    ]
    rows = draw(st.lists(st.tuples(*cells), max_size=12))
    delimiter = draw(st.sampled_from([",", ";", "\t"]))
    held = io.StringIO(newline="")
    writer = csv.writer(
        held,
        delimiter=delimiter,
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    )
    writer.writerow(headers)
    for row in rows:
        writer.writerow(
            [*row, *draw(st.sampled_from([[]] * 8 + [[""], ["more"]]))][: draw(st.sampled_from([9] * 8 + [1]))]
        )
    text = held.getvalue() + draw(st.sampled_from(["", "", "", "\n\n", 'x"y"\n', '"a"b,c\n', "\r", '"open\n', "a\n"]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    values: dict[str, Any] = draw(
        st.sampled_from(
            [
                {},
                {},
                {
                    "heritage": {"12,5": "core", "x": ("core", "nice")},
                    "quantity": {"lots": "900"},
                    "id": {"a": "mapped"},
                },
            ]
        )
    )
    options = {
        "delimiter": delimiter,
        "locale": draw(st.sampled_from([None, "de", "en"])),
        "map": TableMap(values=values),
        "keep": ("Client",) if "Client" in headers else (),
    }
    return Case(
        text.encode(encoding),
        options,
        draw(st.sampled_from([None, "2026-12-01"])),
        draw(st.sampled_from(SETS)),
        draw(st.sampled_from(STUDIOS)),
    )


Outcome = list[tuple[Order | None, tuple[Diagnostic, ...], dict[str, str]]] | tuple[Diagnostic, ...]


def row_by_row(case: Case) -> Outcome:
    """Return what becomes of each row, or of the whole table."""
    tables = TableReader(case.reader, NAMES, TableOptions(**case.options))
    try:
        entries = list(tables.read(io.BytesIO(case.raw), "shop.csv"))
    except FaultsError as error:
        return error.faults
    return [(one.order, one.faults, dict(one.kept)) for one in entries if not one.said]


def by_frame(case: Case) -> Outcome:
    """Return the same from the reader of pieces, whose good rows are compared with orders as columns."""
    tables = TableReader(case.reader, NAMES, TableOptions(**case.options))
    try:
        table = tables.opened(tables.text(io.BytesIO(case.raw), "shop.csv"))
    except FaultsError as error:
        return error.faults
    frames = FrameReader(case.reader, tables, table)
    facts = list(frames.facts.values())
    outcome: dict[int, Any] = {}
    for chunk in chunks_of(frames, table):
        for row, number in chunk.bad:
            entry = frames.entry(chunk, row, number)
            assert entry.order is None, (row, entry.order)
            outcome[number] = (None, entry.faults, {})
        for at, number in enumerate(chunk.given[own(NUMBER)]):
            row = chunk.given[ROW][at]
            order = frames.entry(chunk, row, number).order
            assert order is not None, frames.entry(chunk, row, number).faults
            told = given_of([order], facts)
            assert chunk.given[at].select(told.columns).rows() == told.rows()
            outcome[number] = (order, (), chunk.kept[at].row(0, named=True) if chunk.kept.width else {})
        good = [outcome[chunk.given[own(NUMBER)][at]][0] for at in range(chunk.given.height)]
        asked, expected = orders_in(chunk.given, frames.facts), orders_of(PACK, good)
        assert [given_at(asked, at) for at in range(asked.count)] == [given_at(expected, at) for at in range(len(good))]
    if not outcome:
        return table.is_empty().faults
    return [outcome[number] for number in sorted(outcome)]


@settings(max_examples=count(50), deadline=None)
@given(tables())
def test_pieces_and_rows_read_the_same(case: Case) -> None:
    """Orders, ids, dates, kept columns and every fault, in small pieces with every short cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(column_reader, "_FEW", 0)
        patch.setattr(sheet_text, "_FEW", 0)
        patch.setattr(sheet_text, "_PIECE", 40)

        assert by_frame(case) == row_by_row(case)


@settings(max_examples=count(15), deadline=None)
@given(tables())
def test_whole_pieces_and_rows_read_the_same(case: Case) -> None:
    """The same as files of a usual size are read."""
    assert by_frame(case) == row_by_row(case)


# --- typed cells ------------------------------------------------------------------------------------------------------
TYPED = pl.DataFrame(
    {
        "id": ["a", "b", None, "d", "e"],
        "quantity": pl.Series([120, None, -3, 1_000_001, 60], dtype=pl.Int32),
        "cash_for_tooling_eur": [400.5, 1e7, None, 0.125, float("nan")],
        "unit_cost_ceiling_eur": pl.Series([12, 3, None, 4, 5], dtype=pl.UInt64),
        "total_cash_eur": pl.Series(["12.50", "1.10", None, "7.00", "0.00"], dtype=pl.String).cast(pl.Decimal(9, 2)),
        "deadline": pl.Series([date(2026, 12, 31), None, date(2020, 1, 1), date(2027, 1, 1), None]),
        "as_of": [datetime(2026, 12, 1), None, datetime(2026, 12, 1, 8), datetime(2026, 12, 1), datetime(2026, 12, 1)],  # noqa: DTZ001  # days of the calendar
        "deadline_is_hard": [True, None, False, True, False],
        "owns": [["kiln", "press"], None, [], ["kiln"], ["anvil"]],
        "heritage": pl.Series(["core", "nice", None, "none", "core"], dtype=pl.Categorical),
        "part_volume_cm3": pl.Series([1, 2, 3, 2**40, 5], dtype=pl.Int64),
        "process": pl.Series([b"x", None, None, None, None], dtype=pl.Binary),
    }
)


@pytest.mark.parametrize("form", ["parquet", "excel"])
@pytest.mark.parametrize("locale", ["de", "en"])
def test_typed_cells_are_read_as_the_text_they_would_be(tmp_path: Path, form: str, locale: Literal["de", "en"]) -> None:
    """Numbers of any width, decimals, days, truth values and lists: the same in pieces as row by row, faults included."""
    name = f"shop.{'xlsx' if form == 'excel' else form}"
    if form == "parquet":
        TYPED.write_parquet(tmp_path / name)
    else:
        plain = TYPED.drop("process").with_columns(
            pl.col("owns").list.join("|"), pl.col("cash_for_tooling_eur").fill_nan(None)
        )
        plain.write_excel(tmp_path / name)
    reader = OrderReader(pack=PACK)
    tables = TableReader(reader, NAMES, TableOptions(locale=locale))
    with (tmp_path / name).open("rb") as stream:
        entries = [one for one in tables.read(stream, name, form) if not one.said]
        table = tables.opened(tables.sheet(stream, name, form))
        frames = FrameReader(reader, tables, table)
        found = {}
        for chunk in chunks_of(frames, table):
            for row, number in chunk.bad:
                found[number] = frames.entry(chunk, row, number).faults
            for at, number in enumerate(chunk.given[own(NUMBER)]):
                order = entries[number - 1].order
                assert order is not None, entries[number - 1].faults
                told = given_of([order], list(frames.facts.values()))
                assert chunk.given[at].select(told.columns).rows() == told.rows()
                found[number] = ()

    assert [found[number] for number in sorted(found)] == [one.faults for one in entries]
    assert [one.order is not None for one in entries][1 if form == "parquet" else 0]
    assert entries[2].faults
