"""The quote sheet: written, filled in as a supplier would, read back as YAML would have given it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from advisor.advice import Advisor
from advisor.batch import quote_sheet
from advisor.batch.quote_filled import read_sheet
from advisor.batch.quote_sheet import quote_rows, write_sheet
from advisor.errors import MissingExtraError, OrderError
from advisor.ir import OneOf
from advisor.order import OrderReader
from advisor.trace import Order
from conftest import Run

FILLED = {
    "supplier": "Neudruck", "process": "sls_printing", "price_breaks.200": 15.5, "price_breaks.1000": 12, "making_time": 12,
    "incoterm": "dap", "included": "packing, freight", "goods_deposit": 40, "valid_until": "2027-01-31",
}  # fmt: skip
AS_YAML = """
  - {supplier: Neudruck, pathway: fab_network, process: sls_printing, currency: EUR, price_breaks: {200: EUR 15.50, 1000: EUR 12},
     making_time: 12 days, incoterm: dap, included: [packing, freight], goods_deposit: 40 %, valid_until: 2027-01-31}
"""
ORDER = "{id: lamp, quantity: 200, material: plastic, as_of: 2026-11-24}"


def read(walk: Advisor, text: str) -> Order:
    return OrderReader(pack=walk.pack, derived=walk.derived).read(text.encode(), "o.yaml").orders[0]


def filled(path: Path, values: dict[str, object]) -> Path:
    """Fill in the cells beside these names."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    left = dict(values)
    for row in range(1, sheet.max_row + 1):
        key = sheet.cell(row, 1).value
        if key in left:
            sheet.cell(row, 3).value = left.pop(key)
    assert not left
    book.save(path)
    return path


@pytest.fixture
def sheet(walk: Advisor, tmp_path: Path) -> Path:
    path = tmp_path / "lamp.xlsx"
    write_sheet(path, walk.pack, read(walk, ORDER), "fab_network", (200, 400, 1000))
    return path


def test_read_back_it_is_the_quote_that_yaml_would_give(walk: Advisor, sheet: Path) -> None:
    """Money, days, shares, choices, sets and dates come back as if they had been written in the order."""
    reader = OrderReader(pack=walk.pack, derived=walk.derived)
    order = read(walk, ORDER)
    back = reader.with_quotes(order, [read_sheet(filled(sheet, FILLED), walk.pack)]).quotes[0]
    written = read(walk, "id: lamp\nquantity: 200\nmaterial: plastic\nas_of: 2026-11-24\nquotes:" + AS_YAML).quotes[0]

    assert (back.values, back.id, back.pathway, back.process) == (
        written.values,
        written.id,
        written.pathway,
        written.process,
    )
    assert (back.supplier, back.valid_until) == (written.supplier, written.valid_until)


def test_rfq_and_compare_round_trip(cli: Run, tmp_path: Path) -> None:
    """The sheet that `rfq` writes, filled in, is ranked by `compare`."""
    order = tmp_path / "lamp.yaml"
    order.write_text(ORDER)
    done = cli("rfq", str(order), "-o", str(tmp_path / "out"))
    sheets = sorted((tmp_path / "out").glob("*.xlsx"))

    assert done.returncode == 0
    assert sheets

    path = next(one for one in sheets if "fab_network" in one.name)
    compared = cli("compare", str(order), "--quotes", str(filled(path, FILLED)), "--format", "json")
    offers = json.loads(compared.stdout)["offers"]

    assert compared.returncode == 0
    assert any(one["supplier"] == "Neudruck" for one in offers)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("price_breaks.200", "#DIV/0!", "the cell holds an error"),
        ("price_breaks.200", 15.555, "at most two decimals"),
        ("moq", 2.5, "a whole number"),
        ("goods_deposit", 0.3, "write 30 for 30 %"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_cell(
    walk: Advisor, sheet: Path, key: str, value: object, words: str
) -> None:
    """An error of the sheet, too many decimals, half a unit, a share written as a fraction: file, row and column."""
    with pytest.raises(OrderError) as caught:
        read_sheet(filled(sheet, FILLED | {key: value}), walk.pack)
    fault = caught.value.faults[0]

    assert words in f"{fault.message} {fault.help}"
    assert (fault.at.file, fault.at.column) == (str(sheet), 3)
    assert openpyxl.load_workbook(sheet).worksheets[0].cell(fault.at.line, 1).value == key


@pytest.mark.parametrize(
    ("key", "value"), [("price_breaks.200", "1.200"), ("currency", "USD"), ("process", "magic"), ("incoterm", "xyz")]
)
def test_the_quote_reader_refuses_what_yaml_would_be_refused_for(
    walk: Advisor, sheet: Path, key: str, value: str
) -> None:
    """Ambiguous text, a currency without a rate, unknown choices: at the sheet's own row."""
    reader = OrderReader(pack=walk.pack, derived=walk.derived, as_of=None)
    node = read_sheet(filled(sheet, FILLED | {key: value if value != "USD" else "XXX"}), walk.pack)

    with pytest.raises(OrderError) as caught:
        reader.with_quotes(read(walk, ORDER), [node])

    assert all(fault.at.file == str(sheet) and fault.at.line >= quote_sheet.FIRST_ROW for fault in caught.value.faults)


def test_no_sheet_of_ours(cli: Run, tmp_path: Path) -> None:
    """Another workbook, a text file and a file that is not there are refused with their name, without a traceback."""
    order = tmp_path / "lamp.yaml"
    order.write_text(ORDER)
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    (tmp_path / "text.xlsx").write_text("no workbook")
    for name in ("empty.xlsx", "text.xlsx", "absent.xlsx"):
        done = cli("compare", str(order), "--quotes", str(tmp_path / name))

        assert done.returncode == 3
        assert name in done.stderr
        assert "Traceback" not in done.stderr
        assert "--from" not in done.stderr


@pytest.mark.parametrize("kind", ["fifo", "folder", "link to a fifo", "/dev/zero"])
def test_what_is_no_file_is_refused_at_once(cli: Run, tmp_path: Path, kind: str) -> None:
    """A pipe is not waited for, and a device is not read to its end that never comes."""
    (tmp_path / "lamp.yaml").write_text(ORDER)
    sheet = tmp_path / "quote.xlsx"
    match kind:
        case "fifo":
            os.mkfifo(sheet)
        case "folder":
            sheet.mkdir()
        case "link to a fifo":
            os.mkfifo(tmp_path / "pipe")
            sheet.symlink_to("pipe")
        case _:
            sheet.symlink_to(kind)
    done = cli("compare", str(tmp_path / "lamp.yaml"), "--quotes", str(sheet))

    assert done.returncode == 3
    assert done.stderr.startswith(f"{sheet}: expected a ")
    assert "advisor rfq" in done.stderr


@pytest.mark.parametrize("word", ["sheet metal", "3D printing", "casting"])
def test_a_process_that_may_be_several_is_asked_for(walk: Advisor, sheet: Path, word: str) -> None:
    """A supplier offers by one process: a word for many is refused with all that it may mean."""
    reader = OrderReader(pack=walk.pack, derived=walk.derived, as_of=None)
    node = read_sheet(filled(sheet, FILLED | {"process": word}), walk.pack)

    with pytest.raises(OrderError) as caught:
        reader.with_quotes(read(walk, ORDER), [node])

    (fault,) = caught.value.faults
    meant = fault.help.removeprefix("write which: ").replace("`", "").split(", ")
    assert len(meant) > 1
    for one in meant:
        quoted = reader.with_quotes(
            read(walk, ORDER), [read_sheet(filled(sheet, FILLED | {"process": one}), walk.pack)]
        )
        assert [option.process for option in quoted.quotes] == [one]


def test_every_fact_that_the_pack_asks_for_has_a_row(walk: Advisor) -> None:
    """The prices at each quantity and every fact of `asks` stand in it once."""
    keys = [row.key for row in quote_rows(walk.pack, "small_factory", (100, 200))]

    assert len(keys) == len(set(keys))
    assert {*walk.pack.asks, "price_breaks.100", "price_breaks.200", "supplier", "process"} <= set(keys)


def test_without_the_library_it_says_which_extra(
    walk: Advisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where xlsxwriter or python-calamine is absent, the message names the extra."""
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)

    with pytest.raises(MissingExtraError, match=r"advisor\[excel\]"):
        write_sheet(tmp_path / "x.xlsx", walk.pack, read(walk, ORDER), "fab_network", (200,))
    with pytest.raises(MissingExtraError, match=r"advisor\[excel\]"):
        read_sheet(tmp_path / "x.xlsx", walk.pack)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(sheet: Path, tmp_path: Path) -> None:
    """LibreOffice, without a screen, turns it into CSV with its rows."""
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "csv",
        "--outdir",
        str(tmp_path),
        str(sheet),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    assert "price_breaks.200" in (tmp_path / "lamp.csv").read_text()


def test_a_sheet_says_what_can_be_picked_as_people_say_it_and_reads_it_back(walk: Advisor, sheet: Path) -> None:
    """No name of a program stands where a person reads; whatever a sheet offers is read as what it stands for."""
    offered = {row.key: row for row in quote_rows(walk.pack, "fab_network", ())}
    reader = OrderReader(pack=walk.pack, derived=walk.derived)
    said = FILLED | {"incoterm": "free on board", "origin": "overseas", "tooling_kind": "no tool"}
    said["process"] = offered["process"].choices[1]
    back = reader.with_quotes(read(walk, ORDER), [read_sheet(filled(sheet, said), walk.pack)]).quotes[0]

    assert not [one for row in offered.values() for one in (row.said, *row.choices) if "_" in one]
    assert said["incoterm"] in offered["incoterm"].choices
    assert back.process == "sls_printing"
    assert back.values["option.incoterm"] == OneOf(("fob",))
    assert back.values["option.tooling_kind"] == OneOf(("none",))
