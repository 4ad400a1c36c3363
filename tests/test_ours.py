"""Faults of the program's own: one order's stays with that order; a crash, and streams that are missing, have codes of their own."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import polars as pl
import pytest

from advisor.errors import OURS, Place
from advisor.value.day import QuantityError, days_later, parse_date
from advisor.yaml.ours import fault_of_ours, is_ours
from conftest import Run

ORDERS = "\n---\n".join(
    f"id: {name}\nquantity: {quantity}" for name, quantity in (("one", 50), ("spoilt7", 66), ("two", 80))
)
BREAK = """
import importlib, re
module, owner, name = method.split(":")
found = importlib.import_module(module)
holder = getattr(found, owner) if owner else found
own = getattr(holder, name)
def broken(self, *args, **named):
    told = repr((getattr(self, "file", ""), args, named) if owner else (self, args, named))
    if re.search(r"\\bspoilt7\\b", told):
        raise ZeroDivisionError("this order is bad")
    return own(self, *args, **named)
setattr(holder, name, broken)
"""
"""Makes one method, or function of a module, fail at the order `spoilt7`."""


def broken(cli: Run, method: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Return what a command ended with while a method of the program fails at the order `spoilt7`."""
    (folder / "orders.yaml").write_text(ORDERS)
    rows = {"id": ["one", "spoilt7", "two"], "quantity": ["50", "66", "80"], "material": ["wood", "spoilt7", "wood"]}
    frame = pl.DataFrame(rows)
    frame.write_csv(folder / "orders.csv")
    frame.write_parquet(folder / "orders.parquet")
    (folder / "orders.jsonl").write_text(
        "".join(f'{{"id": "{a}", "quantity": {b}}}\n' for a, b, _ in frame.iter_rows())
    )
    return cli(*arguments, before=f"method = {method!r}\n{BREAK}", TMPDIR=str(folder))


READING = "advisor.order:OrderReader:_id"
DECIDING = "advisor.advice:Advisor:advise"
TELLING = "advisor.render.batch_pages:Pages:document"
PAGE = "advisor.render.batch_pages:Pages:order"
COLUMN = "advisor.batch.column_reader:ColumnReader:read"
ROW = "advisor.batch.table:TableReader:_entry"
SCREEN = "advisor.render.page:Renderer:brief"


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        (DECIDING, ("batch", "orders.yaml", "-o", "out.jsonl", "--engine", "experta")),
        (TELLING, ("batch", "orders.yaml", "-o", "out.jsonl")),
        (PAGE, ("batch", "orders.yaml", "-o", "out.md")),
        (PAGE, ("batch", "orders.yaml", "-o", "out.html")),
        ("advisor.render.batch_pages:Pages:explained", ("batch", "orders.yaml", "-o", "out.csv")),
        (DECIDING, ("batch", "orders.yaml", "-o", "out.csv", "--engine", "experta", "--workers", "2")),
        (READING, ("batch", "orders.yaml", "-o", "out.csv")),
        (READING, ("batch", "orders.yaml", "-o", "out.jsonl")),
        (READING, ("advise", "orders.yaml")),
        ("advisor.order.order_reader::parted", ("advise", "orders.yaml")),
        (SCREEN, ("advise", "orders.yaml", "--brief")),
        (DECIDING, ("advise", "orders.yaml")),
        ("advisor.render.page:Renderer:html", ("advise", "orders.yaml", "--format", "html")),
        (COLUMN, ("batch", "orders.csv", "-o", "out.csv")),
        (COLUMN, ("batch", "orders.parquet", "-o", "out.jsonl", "--explain", "none")),
        ("advisor.batch.column_reader:ColumnReader:_one", ("batch", "orders.csv", "-o", "out.csv")),
        ("advisor.batch.table_frame:FrameReader:_ids", ("batch", "orders.csv", "-o", "out.csv")),
        ("advisor.batch.table_frame:FrameReader:chunk", ("batch", "orders.parquet", "-o", "out.csv")),
        ("advisor.batch.stream::orders_in", ("batch", "orders.csv", "-o", "out.csv")),
        ("advisor.batch.stream::given_of", ("batch", "orders.yaml", "-o", "out.csv")),
        ("advisor.batch.stream::given_of", ("batch", "orders.jsonl", "-o", "out.csv")),
        (ROW, ("batch", "orders.csv", "-o", "out.md")),
        (ROW, ("batch", "orders.csv", "-o", "out.jsonl")),
        ("advisor.batch.files_reader::_entry", ("batch", "orders.jsonl", "-o", "out.csv")),
        ("advisor.batch.files_reader::_entry", ("batch", "orders.jsonl", "-o", "out.jsonl")),
    ],
)
def test_what_goes_wrong_with_one_order_stays_with_it(
    cli: Run, tmp_path: Path, method: str, arguments: tuple[str, ...]
) -> None:
    """Wherever the program fails at one order, that one is refused as a fault of ours, traced; the others are advised."""
    done = broken(cli, method, *arguments, folder=tmp_path)

    told = done.stdout + "".join(one.read_text() for one in tmp_path.glob("out.*") if "refused" not in one.name)
    assert done.returncode == (0 if "--workers" in arguments else 4), done.stderr
    if "--workers" not in arguments:  # whose processes are whole
        assert OURS in done.stderr
        assert "Traceback" not in done.stderr
        trace = next(tmp_path.glob("advisor-*.trace.txt"))
        assert str(trace) in done.stderr
        assert "ZeroDivisionError: this order is bad" in trace.read_text()
    assert all(name in told for name in ("one", "two"))


@pytest.mark.parametrize("form", ["csv", "md"])
@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("advisor.batch.sheet_text:TextSheet:head", "bad.csv"),
        ("advisor.batch.sheet_text:TextSheet:over", "bad.csv"),
        ("advisor.batch.table:TableReader:sheet", "bad.csv"),
        ("advisor.batch.files_reader:FilesReader:_whole", "bad.yaml"),
        ("advisor.batch.files_reader:FilesReader:_opened", "bad.jsonl"),
    ],
)
def test_what_goes_wrong_with_one_file_stays_with_it(
    cli: Run, tmp_path: Path, method: str, name: str, form: str
) -> None:
    """Where the program fails at a whole file, the orders of the others are advised on."""
    (tmp_path / name).write_text(
        "id,quantity\nbad,20\n" if name.endswith("csv") else '{"id": "spoilt7", "quantity": 20}\n'
    )
    (tmp_path / "good.csv").write_text("id,quantity\nbetter,30\n")

    done = broken(cli, method, "batch", name, "good.csv", "-o", f"out.{form}", folder=tmp_path)

    told = (tmp_path / f"out.{form}").read_text()
    assert done.returncode in (0, 4), done.stderr  # 0 where the method is not on the way
    assert "Traceback" not in done.stderr
    assert "better" in told
    assert (OURS in done.stderr) == (done.returncode == 4)


def test_a_crash_has_a_code_of_its_own() -> None:
    """A fault of ours keeps its traceback, says whose it is, and never ends with the code of an answer."""
    for raised in ("ZeroDivisionError('x')", "RecursionError()", "MemoryError()", "BaseException('a panic')"):
        program = f"import sys; from advisor.cli import main; m = sys.modules['advisor.cli.main']\ndef f(**_): raise {raised}\nm._root.main = f; main()"
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

        assert done.returncode == 70, raised
        assert "Traceback" in done.stderr
        assert OURS in done.stderr


def test_refusals_and_ends_that_were_asked_for_are_not_ours() -> None:
    """A refusal, a failing stream and an interruption are no fault of ours; a broken law of the engine is."""
    from advisor.errors import EngineError, OrderError

    assert not any(map(is_ours, (OrderError([]), OSError(), BrokenPipeError(), KeyboardInterrupt(), SystemExit())))
    assert all(map(is_ours, (EngineError(""), ValueError(), MemoryError(), BaseException())))


def test_a_trace_that_cannot_be_kept_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the temporary folder takes no file, the fault is told all the same; and one line long whatever it says."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))

    fault = fault_of_ours(Place("orders.yaml", 3, 1), ValueError("two\nlines " + "x" * 500))

    assert "could not be kept" in fault.help
    assert "\n" not in fault.message
    assert len(fault.message) < 300


# --- days ---
def test_no_day_lies_beyond_the_calendar() -> None:
    """A day after the year 9999, or before the year 1, is none; as is one from or after what is not known."""
    from datetime import date

    assert days_later(date(9999, 12, 31), 1) is None
    assert days_later(date(1, 1, 1), -1) is None
    assert days_later(date(2026, 1, 1), 10**12) is None
    assert days_later(None, 1) is None
    assert days_later(date(9999, 12, 30), 1) == date(9999, 12, 31)


@pytest.mark.parametrize("told", ["tomorrow", "next week", "friday", "easter", "Christmas", "kw 1", "next month"])
@pytest.mark.parametrize("as_of", ["9999-12-31", "0001-01-01"])
def test_a_phrase_at_an_end_of_the_calendar_is_read_or_refused(told: str, as_of: str) -> None:
    """Every phrase for a day is a day or a refusal, also on the first and the last day there is."""
    with suppress(QuantityError):
        parse_date(told, as_of=parse_date(as_of), typed=True)


@pytest.mark.parametrize("form", ["--brief", "--full", "--format=html", "--format=json", "--format=markdown"])
def test_the_last_day_of_all_is_a_date_as_any(cli: Run, tmp_path: Path, form: str) -> None:
    """An order as of the last day of the calendar is advised on; what falls after it is told in days."""
    (tmp_path / "order.yaml").write_text("quantity: 120\nas_of: 9999-12-31\ndeadline: 4 weeks\n")

    assert cli("advise", str(tmp_path / "order.yaml"), form).returncode == 0


# --- streams ---
STREAMS = (">&-", "<&-", "2>&-", "2>/dev/full", ">&- 2>&- <&-")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix closes them")
@pytest.mark.parametrize("closed", STREAMS)
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("--version", 0),
        ("advise order.yaml --brief", 0),
        ("advise -", 3),
        ("advise nowhere.yaml", 3),
        ("batch order.yaml -o out.csv", 0),
        ("nonsense", 2),
    ],
)
def test_a_missing_stream_is_as_dev_null(tmp_path: Path, closed: str, arguments: str, code: int) -> None:
    """A closed stream ends no command and changes no code; what cannot be said on standard error makes it 5 at most."""
    (tmp_path / "order.yaml").write_text("quantity: 120\n")
    told = tmp_path / "said"
    command = f"exec {sys.executable} -m advisor {arguments} </dev/null >{told} 2>{told}.err {closed}"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, check=False)

    lost = closed == "2>/dev/full" and arguments.startswith("batch")
    assert done.returncode == (5 if lost else code)
    assert "Traceback" not in told.read_text() + (tmp_path / "said.err").read_text()
    if arguments.startswith("batch"):
        assert (tmp_path / "out.csv").read_text().startswith("order_id,")
