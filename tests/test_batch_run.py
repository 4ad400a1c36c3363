"""Runs in columns as an operator meets them: tables in and out, shards and kills, refused orders, samples, templates, explain."""

from __future__ import annotations

import csv
import importlib
import io
import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from advisor.advice import Advisor
from advisor.batch.found import find
from advisor.batch.given_text import order_of
from advisor.ir import Pack
from advisor.order import OrderReader
from advisor.pack.load import builtin
from advisor.render.page import Renderer
from advisor.trace import Order
from conftest import ROOT, Run
from counts import count

sys.path.insert(0, str(ROOT / "benchmarks"))
_orders = importlib.import_module("_orders")

KILLS = count(3)
BASE = [sys.executable, "-m", "advisor", "batch"]
MANY = ("--explain", "none")
ANSWER = (
    "order_id",
    "pathway",
    "option",
    "standing",
    "score",
    "settled",
    "close",
    "landed_unit_cost_likely",
    "lead_time_days_high",
)


def answers(path: Path) -> list[tuple[object, ...]]:
    """Return what an OUT says, whatever it is written in."""
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in path.read_text().splitlines()]
        return [
            (*(one[name] for name in ANSWER[:-2]), cents(one["landed_unit_cost"]["likely"]), text(one["lead_time_days"]["high"]))
            for one in rows
        ]  # fmt: skip
    if path.suffix == ".xlsx":
        from python_calamine import CalamineWorkbook

        head, *cells = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        told = [dict(zip(map(str, head), row, strict=True)) for row in cells]
        return [tuple(typed(name, row[name]) for name in ANSWER) for row in told]
    if path.suffix == ".csv":
        raw = path.read_text(encoding="utf-8-sig")
        delimiter = ";" if raw.startswith("order_id;") else ","
        found = csv.DictReader(io.StringIO(raw), delimiter=delimiter, strict=True)
        return [
            tuple(typed(name, row[name].replace(",", ".") if delimiter == ";" else row[name]) for name in ANSWER)
            for row in found
        ]
    return [tuple(typed(name, row[name]) for name in ANSWER) for row in pl.read_parquet(path).iter_rows(named=True)]


def typed(name: str, value: object) -> object:
    """Return a cell as JSON would have it; amounts as text of two decimals."""
    if value in (None, ""):
        return None
    if name in ("settled", "close"):
        return value in (True, "true")
    if name == "score":
        return int(str(value).removesuffix(".0"))
    return f"{float(str(value)):.2f}" if name.endswith("likely") else str(value).removesuffix(".0")


def cents(value: int | None) -> str | None:
    return None if value is None else f"{value / 100:.2f}"


def text(value: object) -> str | None:
    return None if value is None else str(value)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same 120 orders in every form."""
    folder = tmp_path_factory.mktemp("made")
    for suffix in ("csv", "parquet", "jsonl", "yaml", "xlsx"):
        _orders.write(120, folder / f"o.{suffix}", 3)
    return folder


# --- in and out -------------------------------------------------------------------------------------------------------
@pytest.mark.slow
def test_every_form_in_and_out_gives_the_same_answers(cli: Run, made: Path, tmp_path: Path) -> None:
    """CSV, Parquet, JSON Lines, YAML and Excel in; any of the tables out; and OUT itself is read as orders again."""
    runs = [(f"o.{one}", "parquet") for one in ("csv", "parquet", "jsonl", "yaml", "xlsx")]
    runs += [("o.parquet", "csv"), ("o.parquet", "jsonl"), ("o.parquet", "xlsx")]
    found = {}
    for name, suffix in runs:
        out = tmp_path / f"{name}.{suffix}"
        done = cli("batch", str(made / name), *MANY, "-o", str(out))
        assert done.returncode == 0, done.stderr
        found[name, suffix] = answers(out)
    for suffix in ("parquet", "csv"):
        again = tmp_path / f"again-{suffix}.parquet"
        assert cli("batch", str(tmp_path / f"o.parquet.{suffix}"), *MANY, "-o", str(again)).returncode == 0
        found["again", suffix] = answers(again)
        assert again.read_bytes() == (tmp_path / "o.parquet.parquet").read_bytes()
    expected = found["o.csv", "parquet"]

    assert len(expected) == 120
    assert len({row[1] for row in expected}) > 3
    assert {key: one for key, one in found.items() if one != expected} == {}


def test_a_german_table_has_semicolons_decimal_commas_and_a_mark(cli: Run, made: Path, tmp_path: Path) -> None:
    """What a German Excel opens by a double click; --columns chooses and orders the columns."""
    chosen = "order_id,landed_unit_cost_likely,pathway"
    for name, more in (("de.csv", ()), ("few.csv", ("--columns", chosen))):
        assert cli("batch", str(made / "o.csv"), *MANY, "--csv", "excel-de", *more, "-o", name).returncode == 0
    raw = (tmp_path / "few.csv").read_bytes()
    lines = raw.decode("utf-8-sig").splitlines()

    assert raw.startswith(b"\xef\xbb\xbf")
    assert lines[0] == chosen.replace(",", ";")
    assert any("," in line.split(";")[1] for line in lines[1:])
    assert b"\r\n" in raw


def test_wrong_usage_is_told_before_anything_is_read(cli: Run, tmp_path: Path) -> None:
    """Columns that are not there, pages without explanations, sizes and shares that are none."""
    (tmp_path / "o.csv").write_text("id,quantity\na,120\n")
    for arguments, told in (
        (("--columns", "pathwy", *MANY, "-o", "o2.csv"), "did you mean `pathway`"),
        (("--explain", "none", "--format", "yaml"), "made of explanations"),
        (("--on", "spark", "--flip", "quantity"), "on Spark these are not read: --flip"),
        (("--flip", "quantty"), "did you mean `quantity`"),
        (("--flip", "material"), "is no number"),
        (("--flip", "quantity", "--format", "html"), "--flip is for tables"),
        (("--max-refused", "many"), "--max-refused takes"),
        (("--max-size", "big"), "--max-size takes"),
        (("--template", "t.ods"), "writes .xlsx or .csv"),
        (("--shard", "10", "--explain", "none", "-o", "x.xlsx"), "shards are Parquet"),
    ):
        done = cli("batch", "o.csv", *arguments)

        assert (done.returncode, told in done.stderr) == (2, True), done.stderr
    assert cli("batch").returncode == 2


def test_ids_name_the_rules_that_hold_for_the_winner(cli: Run, made: Path, tmp_path: Path, walk: Advisor) -> None:
    """The rules of the order, and of the option recommended, as the trace has them."""
    assert cli("batch", str(made / "o.jsonl"), "--explain", "ids", "-o", "o.csv").returncode == 0
    reader = OrderReader(pack=walk.pack, derived=walk.derived)
    rows = {row["order_id"]: row for row in csv.DictReader((tmp_path / "o.csv").open())}
    for line in (made / "o.jsonl").read_text().splitlines()[:12]:
        order = reader.read(line.encode(), "o.jsonl").orders[0]
        advice = walk.advise(order, witnesses=False)
        winner = advice.winner.option.id if advice.winner else None
        held = {one.rule for one in advice.firings if one.as_assumed and one.option in (None, winner)}
        told = set(rows[order.id]["rules"].split("|"))

        assert told <= held
        assert {one.rule for one in advice.firings if one.as_assumed and one.option == winner and winner} <= told


def test_both_engines_name_the_rules_in_every_form(cli: Run, tmp_path: Path) -> None:
    """The ids of one order are the same, by whichever engine and in whichever format."""
    found = set()
    for engine, form in product(("columnar", "experta"), ("csv", "jsonl")):
        out = tmp_path / f"{engine}.{form}"
        quiz = str(ROOT / "examples" / "quiz-1.yaml")
        assert cli("batch", quiz, "-o", str(out), "--explain", "ids", "--engine", engine).returncode == 0
        rules = told(out)[0]["rules"]
        found.add(tuple(rules.split("|") if isinstance(rules, str) else rules))

    assert len(found) == 1
    assert found != {("",)}


def told(out: Path) -> list[dict[str, Any]]:
    """Return the rows of a CSV or the documents of JSON Lines."""
    text = out.read_text()
    return (
        [json.loads(line) for line in text.splitlines()]
        if out.suffix == ".jsonl"
        else list(csv.DictReader(io.StringIO(text)))
    )


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_flips_of_many_orders_are_columns(cli: Run, tmp_path: Path, form: str) -> None:
    """Each names the nearest value at which a pathway wins, as an order would say it; an order without the fact has none."""
    (tmp_path / "o.yaml").write_text(
        "- {id: quiz, quantity: 120, deadline: 4 weeks}\n- {id: vague, quantity: 80..120, deadline: 4 weeks}\n"
    )
    done = cli("batch", "o.yaml", "-o", f"o.{form}", "--flip", "quantity", "--flip", "deadline")
    assert done.returncode == 0, done.stderr
    quiz, vague = (
        {f"{fact}.{pathway}": text for fact, each in row["flips"].items() for pathway, text in each.items() if text}
        if form == "jsonl"
        else {name.removeprefix("flip."): text for name, text in row.items() if name.startswith("flip.") and text}
        for row in told(tmp_path / f"o.{form}")
    )

    assert quiz["quantity.small_factory"] == "301"
    assert not any(name.startswith("quantity.") for name in vague)
    for name, text in quiz.items():
        fact, pathway = name.split(".")
        changed = cli("advise", "o.yaml", "--set", f"{fact}={text}", "--format", "json").stdout.splitlines()[0]

        assert json.loads(changed)["pathway"] == pathway


# --- refused ----------------------------------------------------------------------------------------------------------
def test_refused_orders_are_kept_beside_out_with_their_cells(cli: Run, tmp_path: Path) -> None:
    """Place, message and cells in OUT.refused.jsonl; the others are advised; a clean run takes the file away."""
    (tmp_path / "o.csv").write_text("id,quantity\na,120\nb,lots\na,60\nc,50\n")
    done = cli("batch", "o.csv", *MANY, "-o", "out.parquet")
    lost = [json.loads(line) for line in (tmp_path / "out.parquet.refused.jsonl").read_text().splitlines()]

    assert done.returncode == 4
    assert [(one["line"], one["column"]) for one in lost] == [(3, 2), (4, 1)]
    assert lost[0]["cells"] == {"id": "b", "quantity": "lots"}
    assert "o.csv:4:1: order id `a` is used twice, first at o.csv:2:1" in done.stderr
    assert pl.read_parquet(tmp_path / "out.parquet")["order_id"].to_list() == ["a", "c"]
    (tmp_path / "o.csv").write_text("id,quantity\na,120\n")
    assert cli("batch", "o.csv", *MANY, "-o", "out.parquet").returncode == 0
    assert not (tmp_path / "out.parquet.refused.jsonl").exists()


@pytest.mark.parametrize("explain", ["none", "full"])
def test_a_hopeless_run_is_stopped_and_writes_nothing(cli: Run, tmp_path: Path, explain: str) -> None:
    """More refused than allowed: exit 3, the figure, and the old file."""
    (tmp_path / "o.csv").write_text("id,quantity\n" + "".join(f"o{n},lots\n" for n in range(9)) + "a,120\n")
    (tmp_path / "out.jsonl").write_text("old")
    for allowed, told in (
        ("5", "--max-refused allows 5"),
        ("50%", "9 of 10 orders were refused"),
        ("89.9%", "allows 89.9 %"),
    ):
        done = cli("batch", "o.csv", "--explain", explain, "--max-refused", allowed, "-o", "out.jsonl")

        assert (done.returncode, told in done.stderr) == (3, True), done.stderr
        assert (tmp_path / "out.jsonl").read_text() == "old"
    assert cli("batch", "o.csv", "--explain", explain, "--max-refused", "90%", "-o", "out.jsonl").returncode == 4


@pytest.mark.parametrize("form", ["csv", "parquet", "excel"])
def test_a_full_device_is_exit_5(cli: Run, tmp_path: Path, form: str) -> None:
    """Whatever writes it: a message, no traceback."""
    (tmp_path / "o.csv").write_text("id,quantity\na,120\n")
    done = cli("batch", "o.csv", *MANY, "-o", "/dev/full", "--format", form)

    assert (done.returncode, "Traceback" in done.stderr) == (5, False), done.stderr


def test_files_that_are_no_tables_are_refused_each_with_its_name(cli: Run, tmp_path: Path) -> None:
    """Garbage, empty and missing files, whatever their suffix; the good one is advised."""
    for name in ("g.parquet", "g.xlsx", "e.parquet", "e.xlsx"):
        (tmp_path / name).write_bytes(b"garbage" if name.startswith("g") else b"")
    (tmp_path / "o.csv").write_text("id,quantity\na,120\n")
    names = ("g.parquet", "g.xlsx", "e.parquet", "e.xlsx", "no.parquet", ".")
    done = cli("batch", *names, "o.csv", *MANY, "-o", "out.csv")

    assert done.returncode == 4
    assert "Traceback" not in done.stderr
    assert all(f"{name}: " in done.stderr for name in names)
    assert "1 order advised" in done.stderr


# --- shards -----------------------------------------------------------------------------------------------------------
def digests(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.slow
def test_a_run_killed_and_resumed_has_the_same_bytes(tmp_path: Path) -> None:
    """By INT, TERM and KILL at random: finished shards stay whole, the rest is made again, another run is refused."""
    _orders.write(600, tmp_path / "o.csv", 5)
    with (tmp_path / "o.csv").open("a") as table:
        table.write("o7,5" + "," * 12 + "\n" + "x,lots" + "," * 12 + "\n")
    command = [*BASE, "o.csv", *MANY, "--shard", "40", "--format", "parquet"]
    started = time.monotonic()
    whole = subprocess.run([*command, "-o", "whole"], cwd=tmp_path, capture_output=True, text=True, check=False)
    lasts = time.monotonic() - started
    chance = random.Random(11)  # noqa: S311  # moments, not secrets
    for turn in range(KILLS):
        child = subprocess.Popen([*command, "-o", "out", "--resume"], cwd=tmp_path, stderr=subprocess.PIPE)
        time.sleep(chance.uniform(0.3, 0.8) * lasts)
        child.send_signal((signal.SIGKILL, signal.SIGINT, signal.SIGTERM)[turn % 3])
        child.communicate(timeout=60)
        if turn % 3:
            assert not list(tmp_path.glob("out/.*.part"))
    unasked = subprocess.run([*command, "-o", "out"], cwd=tmp_path, capture_output=True, text=True, check=False)
    done = subprocess.run(
        [*command, "-o", "out", "--resume"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    other = subprocess.run(
        [*command, "-o", "out", "--resume", "--set", "quantity=5"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert whole.returncode == done.returncode == 4
    assert unasked.returncode == 5
    assert "--resume" in unasked.stderr or "finished run" in unasked.stderr
    assert digests(tmp_path / "out") == digests(tmp_path / "whole")
    assert (tmp_path / "out.refused.jsonl").read_bytes() == (tmp_path / "whole.refused.jsonl").read_bytes()
    assert len((tmp_path / "out.refused.jsonl").read_text().splitlines()) == 2
    assert (other.returncode, "options differ" in other.stderr) == (5, True)
    manifest = json.loads((tmp_path / "whole/manifest.json").read_text())
    assert manifest["finished"]
    assert sum(one["orders"] for one in manifest["shards"]) == 600
    assert pl.scan_parquet(tmp_path / "whole/*.parquet").select(pl.len()).collect().item() == 600


# --- explained again --------------------------------------------------------------------------------------------------
def test_explaining_a_row_says_what_advising_on_its_order_says(
    cli: Run, made: Path, tmp_path: Path, pack: Pack, walk: Advisor, order_of_line: Callable[[str], Order]
) -> None:
    """Of Parquet, CSV and JSON Lines, word for word."""
    outs = [tmp_path / name for name in ("out.parquet", "out.csv", "out.jsonl")]
    for out in outs:
        assert cli("batch", str(made / "o.xlsx"), *MANY, "-o", str(out)).returncode == 0
    renderer = Renderer(pack, builtin() / "templates")
    reader = OrderReader(pack=pack, derived=walk.derived)
    lines = (made / "o.jsonl").read_text().splitlines()
    for number, line in enumerate(random.Random(2).sample(lines, count(6, 60))):  # noqa: S311  # rows, not secrets
        order = order_of_line(line)
        kept = find(str(outs[number % 3]), order.id)

        assert renderer.text(walk.advise(order_of(kept.told, order.id, reader, kept.at))) == renderer.text(
            walk.advise(order)
        )


@pytest.fixture
def order_of_line(walk: Advisor) -> Callable[[str], Order]:
    reader = OrderReader(pack=walk.pack, derived=walk.derived)
    return lambda line: reader.read(line.encode(), "o.jsonl").orders[0]


def test_explain_is_advise_on_the_command_line(cli: Run, tmp_path: Path) -> None:
    """With the studio's facts and a date; refused for another pack, another table and an id that is not there."""
    (tmp_path / "studio.yaml").write_text("studio_region: germany\nowns: {some: [kiln], maybe: [press]}\n")
    (tmp_path / "o.csv").write_text("id,quantity,deadline,material\nlamp,80-150,2026-12-31,wood|metal\n=x,5,,\n")
    (tmp_path / "o.yaml").write_text("{id: lamp, quantity: 80-150, deadline: 2026-12-31, material: [wood, metal]}\n")
    common = ("--studio", "studio.yaml", "--as-of", "2026-11-02")
    for out in ("out.csv", "out.parquet", "out.jsonl"):
        assert cli("batch", "o.csv", *common, *MANY, "-o", out).returncode == 0
    advised = cli("advise", "-", "--full", *common, stdin=(tmp_path / "o.yaml").read_text())
    explained = [cli("explain", out, "lamp") for out in ("out.csv", "out.parquet", "out.jsonl")]

    assert {one.stdout for one in explained} == {advised.stdout}
    assert "=x" in cli("explain", "out.csv", "=x", "--brief").stdout
    assert "no order has the id `nobody`" in cli("explain", "out.csv", "nobody").stderr
    assert "expected an answer of `advisor batch`" in cli("explain", "o.csv", "lamp").stderr
    other = (tmp_path / "out.csv").read_text()
    (tmp_path / "out.csv").write_text(other.replace(other.rstrip()[-64:], "0" * 64))
    refused = cli("explain", "out.csv", "lamp")
    assert (refused.returncode, "--another-pack" in refused.stderr) == (3, True)
    assert cli("explain", "out.csv", "lamp", "--another-pack").stdout == advised.stdout


# --- besides ----------------------------------------------------------------------------------------------------------
def test_a_sample_is_advised_on_by_experta_too(cli: Run, made: Path, tmp_path: Path) -> None:
    """The same answers are said; they are the same orders whatever form they came in."""
    done = cli("batch", str(made / "o.csv"), *MANY, "--verify", "5", "-o", str(tmp_path / "o.parquet"))

    assert "5 of them advised on by experta too, with the same answers" in done.stderr


@pytest.mark.slow
def test_workers_change_no_byte(cli: Run, made: Path, tmp_path: Path) -> None:
    """One process or two, in documents and in tables."""
    head = "".join((made / "o.jsonl").open().readlines()[:8])
    (tmp_path / "o.jsonl").write_text(head)
    for workers in ("1", "2"):
        for suffix in ("jsonl", "csv"):
            assert cli("batch", "o.jsonl", "--workers", workers, "-o", f"{workers}.{suffix}").returncode == 0

    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_template_is_read_back(cli: Run, tmp_path: Path, suffix: str) -> None:
    """Its example row is an order; every fact that people are asked has a column."""
    written = cli("batch", "--template", f"t.{suffix}")
    done = cli("batch", f"t.{suffix}", *MANY, "-o", "out.csv")
    row = next(csv.DictReader((tmp_path / "out.csv").open()))

    assert (written.returncode, done.returncode) == (0, 0), done.stderr
    assert (row["order_id"], row["given.quantity"]) == ("example-1", "120")
    assert len([name for name in row if name.startswith("given.")]) > 40
