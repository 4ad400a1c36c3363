"""`advisor batch` as an operator meets it: every form in and out, faults, and what stands on the disk whatever happens."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.render.cell_guard import cell
from conftest import ROOT, Run, Zygote
from counts import count

KILLS = count(3)
"""How many runs are killed: one by each signal."""
ORDERS = [
    {"id": "a", "quantity": 120, "deadline": "4 weeks"},
    {"id": "b", "quantity": 60},
    {"id": "c", "quantity": 50, "deadline": "4 days"},
]
FORMATS = {"jsonl": "jsonl", "yaml": "yaml", "csv": "csv", "tsv": "tsv", "markdown": "md", "html": "html"}
INPUTS = {
    "o.jsonl": "".join(json.dumps(one) + "\n" for one in ORDERS),
    "o.ndjson": "\n" + "\n\n".join(json.dumps(one) for one in ORDERS),
    "o.json": json.dumps(ORDERS, indent=2),
    "o.yaml": yaml.safe_dump({"orders": ORDERS}),
    "o.yml": yaml.safe_dump_all(ORDERS),
    "o.csv": "id,quantity,deadline\na,120,4 weeks\nb,60,\nc,50,4 days\n",
    "o.tsv": "id\tquantity\tdeadline\na\t120\t4 weeks\nb\t60\t\nc\t50\t4 days\n",
}
BASE = [sys.executable, "-m", "advisor", "batch"]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack of few rules, options and words, so that it is read and many orders are advised in seconds."""
    folder = tmp_path_factory.mktemp("packs") / "small"
    for part in ("knowledge", "rules", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    kept = {
        "rules": ("order-size.yaml", "speed.yaml"),
        "knowledge/options": ("generic.yaml", "plastics.yaml"),
        "knowledge/words": (),
    }
    for part, names in kept.items():
        for path in (folder / part).iterdir():
            if path.name not in names:
                path.unlink()
    return folder


def lines(text: str) -> list[dict[str, Any]]:
    """Return the JSON documents of some output."""
    return [json.loads(line) for line in text.splitlines()]


def table(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True))


# --- in ---------------------------------------------------------------------------------------------------------------
def test_every_form_of_input_gives_the_same_bytes(cli: Run, tmp_path: Path) -> None:
    """YAML, JSON, JSON Lines and tables say the same orders, from files and from standard input."""
    for name, text in INPUTS.items():
        (tmp_path / name).write_text(text)
    outs = {name: cli("batch", name).stdout for name in INPUTS}
    piped = {
        form: cli("batch", "-", "--from", form, stdin=INPUTS[f"o.{form}"]).stdout
        for form in ("yaml", "json", "jsonl", "csv", "tsv")
    }

    assert [one["order_id"] for one in lines(outs["o.yaml"])] == ["a", "b", "c"]
    assert set(outs.values()) | set(piped.values()) == {outs["o.yaml"]}


def test_several_files_and_globs_are_read_in_order(cli: Run, tmp_path: Path) -> None:
    """A quoted glob is expanded and sorted, a file named twice is read once, an id used before refuses its order."""
    for number in (3, 1, 2):
        (tmp_path / f"day-{number}.jsonl").write_text(json.dumps({"id": f"d{number}", "quantity": 60}) + "\n")
    (tmp_path / "more.yaml").write_text("{id: d2, quantity: 9}")
    done = cli("batch", "day-2.jsonl", "day-*.jsonl", "more.yaml", "no-*.csv", "missing.csv", "t.xlsx", ".")

    assert done.returncode == 4
    assert [one["order_id"] for one in lines(done.stdout)] == ["d2", "d1", "d3"]
    assert "more.yaml:1:1: order id `d2` is used twice, first at day-2.jsonl:1:1" in done.stderr
    assert "no-*.csv: no file matches" in done.stderr
    assert "missing.csv: no such file" in done.stderr
    assert "t.xlsx: no such file" in done.stderr
    assert "1 refused; 4 files refused" in done.stderr


def test_a_fault_in_json_lines_loses_its_line_only(cli: Run) -> None:
    """Whatever a line holds, the next one is read; orders without an id are named by their number."""
    text = (
        b'{"quantity": 5}\nnope\n{"quantity": 1}{"quantity": 2}\n[1]\n\xff\n{"quantity": 7'
        b"\n" + b"[" * 3_000_000 + b'\n{"quantity": 6}\n'
    )
    done = cli("batch", "-", "--from", "jsonl", stdin=text)

    assert done.returncode == 4
    assert [one["order_id"] for one in lines(done.stdout)] == ["<stdin>-1", "<stdin>-8"]
    assert [f"<stdin>:{line}:" in done.stderr for line in range(1, 9)] == [False, *[True] * 6, False]
    assert all(len(line) < 400 for line in done.stderr.splitlines())


def test_special_files_are_refused_at_once(cli: Run, tmp_path: Path) -> None:
    """A fifo, a folder and a device are no tables."""
    os.mkfifo(tmp_path / "fifo.csv")
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    done = cli("batch", "fifo.csv", "folder.jsonl", "zero.csv")

    assert done.returncode == 3
    assert done.stderr.count("expected a regular file, got a pipe or device") == 2
    assert "folder.jsonl: expected a file, got a folder" in done.stderr


@pytest.mark.parametrize("head", ["", "id,quantity\na,120\n", '{"id": "a", "quantity": 120}\n', "PK\x03\x04"])
@pytest.mark.parametrize("suffix", ["yaml", "json", "jsonl", "csv", "xlsx", "ods", "parquet"])
def test_a_file_that_is_one_long_hole_is_refused_unread(cli: Run, tmp_path: Path, suffix: str, head: str) -> None:
    """10 GB of which nothing is on the disk, below some text or none, are refused long before they could all be read."""
    name = f"hole.{suffix}"
    (tmp_path / name).write_text(head)
    os.truncate(tmp_path / name, 10 << 30)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (12, 12))"
    done = cli("batch", name, "-o", "out.csv", before=limit)

    assert done.returncode in (3, 4), done.stderr
    assert f"{name}:" in done.stderr
    assert " refused" in done.stderr


# --- out --------------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, zygote: Zygote) -> dict[str, str]:
    """The three orders and a kept column in every format, from a file of each suffix."""
    folder = tmp_path_factory.mktemp("written")
    (folder / "o.csv").write_text("id,quantity,deadline,Client\na,120,4 weeks,=1+1\nb,60,,Süd\nc,50,4 days,\n")
    for form, suffix in FORMATS.items():
        told = ["--explain", "full"] if form == "jsonl" else []
        arguments = ("batch", "o.csv", "--keep", "client", *told, "-o", f"out.{suffix}")
        assert zygote.run(arguments, folder, b"", os.environ, 60).returncode == 0
    return {form: (folder / f"out.{suffix}").read_text(encoding="utf-8") for form, suffix in FORMATS.items()}


def test_yaml_holds_what_json_lines_hold(written: dict[str, str]) -> None:
    """The same documents, kept columns included."""
    documents = lines(written["jsonl"])

    assert list(yaml.safe_load_all(written["yaml"])) == documents
    assert [one["kept"] for one in documents] == [{"client": "=1+1"}, {"client": "Süd"}, {"client": ""}]


def test_a_table_has_money_in_currency_units_and_no_formula(written: dict[str, str]) -> None:
    """The columns agree with the documents; numbers are exact decimals; text that would run has a `'` before it."""
    rows, documents = table(written["csv"]), lines(written["jsonl"])
    documented = re.findall(
        r"`([a-z0-9_…]+)`", (ROOT / "docs/operations.md").read_text().partition("### Columns")[2].partition("## ")[0]
    )

    assert table(written["tsv"], "\t") == rows
    for row, found in zip(rows, documents, strict=True):
        assert (row["order_id"], row["pathway"] or None, row["standing"]) == (
            found["order_id"],
            found["pathway"],
            found["standing"],
        )
        alone = [one["fact"] for one in found["could_change"] if "fact" in one]
        assert [fact for fact in row["could_change"].split("|") if fact in alone] == alone
        if found["pathway"]:
            best = found["ranking"][0]
            assert (
                row["landed_unit_cost_likely"]
                == f"{best['landed_unit_cost']['likely'] // 100}.{best['landed_unit_cost']['likely'] % 100:02d}"
            )
            assert row["lead_time_days_high"] == str(best["lead_time_days"]["high"])
    assert rows[0]["kept.client"] == "'=1+1"
    assert rows[2]["total_cost_low"] == ""
    assert {
        name.removesuffix("_low") for name in rows[0] if not name.endswith(("_likely", "_high")) and "." not in name
    } <= {name.removesuffix("_low").removesuffix("_…") for name in documented}


class Inert(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag not in ("meta", "br", "link", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_page_is_whole_inert_and_folded(written: dict[str, str]) -> None:
    """One page: a policy that runs nothing but the one script that sorts, totals, a table, and one folded part an order."""
    page = Inert()
    page.feed(written["html"])

    assert not page.open
    assert page.tags.count("details") == 3
    assert not {"img", "link", "iframe", "form"} & set(page.tags)
    assert page.tags.count("script") == 1
    script = written["html"].partition("<script>")[2].partition("</script>")[0]
    known = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{known}'" in written["html"]
    assert "innerHTML" not in script
    assert written["html"].index("3 orders advised") < written["html"].index("<details")
    assert written["html"].endswith("</html>\n")


def test_markdown_has_totals_and_every_order(written: dict[str, str]) -> None:
    """The totals come first, though they are known last."""
    told = written["markdown"]

    assert told.startswith("# 3 orders advised\n\n| pathway | orders |")
    assert "| nothing fits | 1 |" in told
    assert [f"\n# Order {one}\n" in told for one in "abc"] == [True] * 3


def test_the_format_is_that_of_the_suffix_unless_said(cli: Run) -> None:
    """A suffix that names no format is wrong usage, before anything is read."""
    unknown = cli("batch", "-", "-o", "out.docx", stdin="quantity: 60")
    said = cli("batch", "-", "-o", "out.txt", "--format", "csv", stdin="quantity: 60")
    wrong = [
        cli("batch", "-", *words, stdin="")
        for words in (("--encoding", "nope"), ("--delimiter", "ab"), ("--locale", "fr"), ("--engine", "walk"))
    ]

    assert (unknown.returncode, said.returncode) == (2, 0)
    assert [run.returncode for run in wrong] == [2] * 4


HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "a|b",
    "[x](javascript:1)",
]


def test_a_hostile_id_is_inert_in_every_format(cli: Run, tmp_path: Path) -> None:
    """No formula cell, no live tag, no template, no link, and the id itself in the documents; a TSV has the cells of a CSV."""
    (tmp_path / "o.jsonl").write_text("".join(json.dumps({"id": one, "quantity": 60}) + "\n" for one in HOSTILE))
    outs = {form: cli("batch", "o.jsonl", "--format", form).stdout for form in FORMATS if form != "tsv"}
    page = Inert()
    page.feed(outs["html"])

    assert [one["order_id"] for one in lines(outs["jsonl"])] == HOSTILE
    assert [one["order_id"] for one in yaml.safe_load_all(outs["yaml"])] == HOSTILE
    assert (page.tags.count("script"), page.tags.count("img")) == (1, 0)
    assert "alert(1)" not in outs["html"].partition("<script>")[2]
    assert all(value[:1] not in "=+@\t\r\n" for row in table(outs["csv"]) for value in row.values() if value)
    assert all(
        value[:1] != "-" or re.fullmatch(r"-[0-9.]+", value) for row in table(outs["csv"]) for value in row.values()
    )
    assert "[x](" not in outs["markdown"]
    assert "{{ 7" in outs["html"]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1"])
def test_a_cell_that_would_run_is_held(text: str) -> None:
    """OWASP's list: a `'` before the first character."""
    assert cell(text) == f"'{text}"


def test_a_cell_shows_what_cannot_be_seen() -> None:
    """Escapes and text-direction controls are written out."""
    assert cell("a\x1b[2J\u202eb") == r"a\u001b[2J\u202eb"


# --- faults and exit codes --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("name", "forms"), [("o.jsonl", ("jsonl", "html")), ("o.yaml", ("csv",)), ("o.csv", ("csv",))])
def test_one_bad_order_leaves_the_others_byte_identical(
    cli: Run, tmp_path: Path, name: str, forms: tuple[str, ...]
) -> None:
    """The bad one is told with its place, the exit code is 4, and the others have the same bytes, as documents, page and table."""
    (tmp_path / name).write_text(INPUTS[name])
    bad = {
        "o.jsonl": INPUTS[name].replace("\n", '\n{"id": "x", "quantity": "lots"}\n', 1),
        "o.yaml": INPUTS[name].replace("- deadline: 4 weeks", "- {id: x, quantity: lots}\n- deadline: 4 weeks", 1),
        "o.csv": INPUTS[name].replace("b,60", "x,lots,\nb,60"),
    }[name]
    (tmp_path / f"bad-{name}").write_text(bad)
    for form in forms:
        fine, mixed = cli("batch", name, "--format", form), cli("batch", f"bad-{name}", "--format", form)

        assert (fine.returncode, mixed.returncode) == (0, 4)
        assert fine.stdout == mixed.stdout
        assert re.search(rf"bad-{name}:[23]:\d+: `quantity`", mixed.stderr)
        assert "1 refused" in mixed.stderr


def test_all_refused_writes_nothing_and_is_exit_3(cli: Run, tmp_path: Path) -> None:
    """The old output stays."""
    (tmp_path / "out.csv").write_text("old")
    done = cli("batch", "-", "-o", "out.csv", stdin="quantity: lots")

    assert done.returncode == 3
    assert (tmp_path / "out.csv").read_text() == "old"


def test_set_says_a_fact_of_a_whole_table(cli: Run) -> None:
    """`--set` for a column that is not there."""
    done = cli("batch", "-", "--from", "csv", "--set", "deadline=4 days", stdin="id,quantity\na,50\nb,60\n")

    assert [one["pathway"] for one in lines(done.stdout)] == [None, None]
    assert done.returncode == 0
    assert "2 orders advised, 2 of them with every option excluded" in done.stderr


def test_a_hundred_orders_in_yaml_with_three_faults(cli: Run, small: Path, tmp_path: Path) -> None:
    """The faults are placed, 97 are advised, each with its explanation."""
    bad = {17: "quantity: lots", 50: "quantitty: 5", 99: "deadline: 12:30"}
    (tmp_path / "o.yaml").write_text(
        "".join(f"- {{id: o{n}, {bad.get(n, f'quantity: {n + 1}')}}}\n" for n in range(100))
    )
    done = cli("batch", "o.yaml", "--pack", str(small), "-o", "out.jsonl")
    found = lines((tmp_path / "out.jsonl").read_text())

    assert done.returncode == 4
    assert [f"o.yaml:{n + 1}:" in done.stderr for n in bad] == [True] * 3
    assert [one["order_id"] for one in found] == [f"o{n}" for n in range(100) if n not in bad]
    assert all(one["explanation"] for one in found)


# --- the disk ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", FORMATS)
def test_output_over_an_input_is_refused(cli: Run, tmp_path: Path, form: str) -> None:
    """By whatever name the input is called: exit 5, and it is as it was."""
    (tmp_path / "o.csv").write_text("id,quantity\na,60\n")
    (tmp_path / "link.csv").symlink_to("o.csv")
    for name in ("o.csv", "./o.csv", "link.csv"):
        done = cli("batch", "o.csv", "-o", name, "--format", form)

        assert done.returncode == 5
        assert "is an input too" in done.stderr
    assert (tmp_path / "o.csv").read_text() == "id,quantity\na,60\n"


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 32 KB, if one can be made."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if (
        shutil.which("mount") is None
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", folder], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("no disk can be made here")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("form", ["jsonl", "html"])
def test_a_full_disk_keeps_the_old_output(cli: Run, full: Path, form: str) -> None:
    """Exit 5, the old file, and nothing beside it."""
    (full / "out").write_text("old")
    done = cli(
        "batch",
        "-",
        "-o",
        str(full / "out"),
        "--format",
        form,
        stdin="".join(f"- {{quantity: {n}}}\n" for n in range(1, 9)),
    )

    assert done.returncode == 5
    assert "no space left" in done.stderr
    assert [path.name for path in full.iterdir()] == ["out"]
    assert (full / "out").read_text() == "old"


def test_a_full_device_is_exit_5(cli: Run) -> None:
    """/dev/full is written through, and cannot be."""
    done = cli("batch", "-", "-o", "/dev/full", stdin="quantity: 60")

    assert done.returncode == 5
    assert Path("/dev/full").is_char_device()


def test_a_full_temporary_folder_is_exit_5(cli: Run, full: Path, tmp_path: Path) -> None:
    """A page that cannot be put together is not written."""
    (tmp_path / "out.html").write_text("old")
    stdin = "".join(f"- {{quantity: {n}}}\n" for n in range(1, 9))
    done = cli("batch", "-", "-o", "out.html", stdin=stdin, TMPDIR=str(full))

    assert done.returncode == 5
    assert (tmp_path / "out.html").read_text() == "old"


def test_killed_at_any_moment_the_output_is_old_or_whole(small: Path, tmp_path: Path) -> None:
    """By INT, TERM or KILL at random: old or whole; only KILL leaves a hidden part; run again, the same bytes."""
    (tmp_path / "o.jsonl").write_text("".join(f'{{"id": "o{n}", "quantity": {n + 20}}}\n' for n in range(30)))
    command = [*BASE, "o.jsonl", "--pack", str(small), "-o", "out.jsonl"]
    started = time.monotonic()
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    lasts, whole = time.monotonic() - started, (tmp_path / "out.jsonl").read_bytes()
    chance, codes = random.Random(3), []  # noqa: S311  # moments, not secrets
    for turn in range(KILLS):
        sign = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)[turn % 3]
        (tmp_path / "out.jsonl").write_bytes(b"old\n")
        child = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(chance.uniform(0.3, 1.05) * lasts)
        child.send_signal(sign)
        _, told = child.communicate(timeout=60)
        codes.append((sign, child.returncode))

        assert (tmp_path / "out.jsonl").read_bytes() in (b"old\n", whole)
        assert b"Traceback" not in told or child.returncode == -signal.SIGINT
        parts = list(tmp_path.glob(".out*"))
        assert sign == signal.SIGKILL or not parts
        for part in parts:
            part.unlink()
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    assert (tmp_path / "out.jsonl").read_bytes() == whole
    assert {code for sign, code in codes if sign == signal.SIGINT} <= {0, 130, -signal.SIGINT}
    assert {code for sign, code in codes if sign == signal.SIGTERM} <= {0, 143, -signal.SIGTERM}


MEASURED = """
import io, os, resource, sys
from advisor.batch.files_reader import FilesReader
from advisor.order import OrderReader
from advisor.pack.load import builtin, load
reader = OrderReader(pack=load(builtin()))
for name in sys.argv[1:]:
    if os.fork():
        os.wait()
        continue
    [*FilesReader(reader, io.BytesIO()).read([name.replace("o.", "few.")])]  # what is made once of the pack is no order's
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    count = sum(entry.order is not None for entry in FilesReader(reader, io.BytesIO()).read([name]))
    print(name, count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, flush=True)
    os._exit(0)
"""
"""Reads each file in a process of its own, which begins with the pack and the memory that it takes, and tells how many orders and kilobytes."""
WRITTEN = {
    "jsonl": lambda n: (
        f'{{"id": "o{n}", "quantity": {n % 900 + 1}, "deadline": "4 weeks", "material": "plastic", "heritage": "none"}}\n'
    ),
    "csv": lambda n: f"o{n},{n % 900 + 1},4 weeks,plastic,none\n",
    "yaml": lambda n: (
        f"- id: o{n}\n  quantity: {n % 900 + 1}\n  deadline: 4 weeks\n  material: plastic\n  heritage: none\n"
    ),
}


def test_reading_holds_at_most_what_it_may_of_an_order(tmp_path: Path) -> None:
    """Lines and rows are let go of (their ids are not); YAML is held, in at most 4 KB an order."""
    most = {"o.jsonl": 400, "o.csv": 400, "o.yaml": 4096}
    for name in most:
        form = name.partition(".")[2]
        head = "id,quantity,deadline,material,heritage\n" if form == "csv" else ""
        for file, many in ((name, 10_000), (f"few.{form}", 100)):
            (tmp_path / file).write_text(head + "".join(WRITTEN[form](n) for n in range(many)))
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *most], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    found = {name: (int(count), int(kilobytes)) for name, count, kilobytes in map(str.split, done.stdout.splitlines())}

    assert {name: count for name, (count, _) in found.items()} == dict.fromkeys(most, 10_000)
    assert [name for name, (count, kilobytes) in found.items() if kilobytes * 1024 / count > most[name]] == [], found


PEAK = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)
"""Runs a command and tells its peak. A process begins with the peak of the one that starts it, so it is started by a small one."""


def test_memory_is_flat(small: Path, tmp_path: Path) -> None:
    """240 orders take hardly more memory than 120, as a page; most of it is what Polars takes to start."""
    peaks = {}
    for many in (120, 240):
        (tmp_path / f"{many}.jsonl").write_text("".join(WRITTEN["jsonl"](n) for n in range(many)))
        command = [*BASE, f"{many}.jsonl", "--pack", str(small), "-o", "out.html"]
        done = subprocess.run(
            [sys.executable, "-c", PEAK, *command], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        peaks[many] = int(done.stdout)

    assert peaks[240] < 1.1 * peaks[120]
    assert peaks[240] < 400 * 1024


def test_progress_is_told_on_a_terminal_only(cli: Run, small: Path, tmp_path: Path) -> None:
    """A terminal sees at once what is being done; a file of short runs sees the faults and the end."""
    import pty

    (tmp_path / "o.jsonl").write_text("".join(WRITTEN["jsonl"](n) for n in range(20)))
    command = [*BASE, "o.jsonl", "--pack", str(small), "-o", "out.jsonl"]
    quiet = cli(*command[3:])
    ours, theirs = pty.openpty()
    child = subprocess.Popen(command, cwd=tmp_path, stderr=theirs)
    child.wait()
    os.close(theirs)
    seen = os.read(ours, 65536).decode()
    os.close(ours)

    assert "\r" not in quiet.stderr
    assert "\rreading and deciding ..." in seen
    assert "20 orders advised, 0 of them with every option excluded" in seen


def test_a_page_to_a_pipe_that_closes_is_exit_5() -> None:
    """A reader that goes away ends the run without a traceback."""
    child = subprocess.Popen(
        [*BASE, "-", "--format", "html"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdin
    assert child.stdout
    assert child.stderr
    child.stdout.close()
    child.stdin.write(b"quantity: 60")
    child.stdin.close()
    told = child.stderr.read()

    assert child.wait(timeout=60) == 5
    assert b"Traceback" not in told


def test_keys_that_are_not_read_are_told_whatever_is_explained(cli: Run, tmp_path: Path) -> None:
    """A note in an order is no fault; that it is not read is told once for all orders, row by row and in columns."""
    (tmp_path / "o.yaml").write_text(
        "- {id: a, object: mug, quantity: 100, notes: gilt}\n- {id: b, object: mug, quantity: 50, notes: none}\n"
    )
    for explain in ("none", "full"):
        done = cli("batch", str(tmp_path / "o.yaml"), "-o", str(tmp_path / "o.csv"), "--explain", explain)

        assert done.returncode == 0
        assert "  `notes` is not read (2 times)" in done.stderr


def test_a_size_without_a_unit_is_read_by_the_thing_beside_others(cli: Run, tmp_path: Path) -> None:
    """As in an order of its own, row by row, whatever the rows around it say; what cannot be read spoils its own row only."""
    (tmp_path / "o.csv").write_text(
        "id,object,quantity,size\na,tablecloth,80,150x250\nb,mug,100,9 cm\nc,poster,many,50x70\nd,poster,200,50x70\ne,mug,48 leaves,\n"
    )
    done = cli("batch", str(tmp_path / "o.csv"), "-o", str(tmp_path / "out.csv"))

    assert "4 orders advised" in done.stderr
    assert "1 refused" in done.stderr
    assert "program failed" not in done.stderr
    assert [line.split(",")[0] for line in (tmp_path / "out.csv").read_text().splitlines()[1:]] == ["a", "b", "d", "e"]
    assert "longest side 2.5 m" in done.stderr
