"""Spark runs the same plan: the answers of its workers are the local ones, whatever becomes of a worker."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from importlib.metadata import distribution, files, requires
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from advisor.advice import Advisor
from advisor.batch.spark import REFUSED, advise_spark, session_of
from advisor.columnar.facts_frame import FactsReader
from advisor.errors import FaultsError
from advisor.ir import Pack
from conftest import ROOT, Run, Zygote

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("spark"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which is not here"),
]
ROWS = 600


SETTINGS = """\
spark.ui.enabled false
spark.sql.shuffle.partitions 2
spark.driver.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
"""
"""Spark for a few rows: most of its time goes to making code faster that runs for an hour, and to a page that nobody opens."""


@pytest.fixture(scope="module", autouse=True)
def _settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("settings")
    (folder / "spark-defaults.conf").write_text(SETTINGS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_CONF_DIR", str(folder))
        yield


WORDS = ("batch", "--on", "spark")
ON_TWO = (*WORDS, "--master", "local[2]", "in.csv", "--keep", "note", "-o", "out.parquet")
COMMANDS = {
    "folder": (*WORDS, "folder", "-o", "folder.parquet"),
    "texts": (*WORDS, "texts", "-o", "no.parquet"),
    "plain": (*WORDS, "plain", "-o", "no.parquet"),
    "batch": ON_TWO,
    "again": ON_TWO,
}
"""What is run by one Spark, in this order; the first without a Spark that runs, nor its address."""
EACH = """
import contextlib, os, sys
from advisor.cli.main import main
for name, words in {commands!r}.items():
    sys.argv = [sys.argv[0], *words]
    with open(name + ".told", "w") as told, contextlib.redirect_stderr(told):
        os.dup2(told.fileno(), 2)
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code
    with open(name + ".code", "w") as ended:
        ended.write(str(code))
sys.argv = [sys.argv[0], "--version"]
"""
"""Runs commands in one process; what each tells and its exit code are in files of its name."""


@pytest.fixture(scope="module")
def ran(_settings: None, tmp_path_factory: pytest.TempPathFactory, zygote: Zygote) -> Path:
    """The folder in which the commands were run, each file of which is named after its command."""
    folder = tmp_path_factory.mktemp("ran")
    for name in ("folder/part-0.csv", "plain", "texts/part-0"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("id,quantity\na,120\nb,900\n")
    (folder / "folder" / "_SUCCESS").write_text("")
    (folder / "in.csv").write_text("id,quantity,deadline_days,note\na,120,28,x\nb,many,14,y\nc,900,none,z\n")
    done = zygote.run(["--version"], folder, b"", os.environ, 400, before=EACH.format(commands=COMMANDS))
    assert done.returncode == 0, done.stderr
    return folder


def told_of(ran: Path, name: str) -> tuple[int, str]:
    """Return with which exit code a command ended, and what it told."""
    return int((ran / f"{name}.code").read_text()), (ran / f"{name}.told").read_text()


@pytest.fixture(scope="module")
def session(_settings: None) -> Iterator[SparkSession]:
    """Spark on this machine, with two workers, which tries a task three times."""
    found = session_of("local[2,3]")
    yield found
    found.stop()


@pytest.fixture(scope="module")
def orders() -> pl.DataFrame:
    """Orders of which every fiftieth cannot be read."""
    materials = ["wood", "plastic", "ceramic", None]
    return pl.DataFrame(
        {
            "client": [f"client {number}" for number in range(ROWS)],
            "quantity": ["many" if number % 50 == 7 else str(10 + 3 * number) for number in range(ROWS)],
            "deadline": ["4 weeks" if number % 2 else None for number in range(ROWS)],
            "material": [materials[number % 4] for number in range(ROWS)],
        }
    )


def on_spark(session: SparkSession, orders: pl.DataFrame, pack: Pack) -> DataFrame:
    frame = session.createDataFrame(orders.rows(), schema=", ".join(f"{name} string" for name in orders.columns))
    return advise_spark(frame.repartition(6), pack, keep=["client"])


def rows(frame: DataFrame) -> dict[str, dict[str, object]]:
    return {row["client"]: row.asDict() for row in frame.collect()}


def test_workers_give_the_local_answers(session: SparkSession, orders: pl.DataFrame, pack: Pack) -> None:
    """Every row gets what `advise_many` says of it, or the reason why it was refused."""
    walk = Advisor(pack, "walk")
    read = FactsReader(walk.reader()).read(orders, ["client"])
    refused = set(read.faults["row"])
    good = orders.filter(~pl.int_range(pl.len()).is_in(list(refused)))
    expected = {row["client"]: row | {REFUSED: None} for row in walk.advise_many(good, keep=["client"]).to_dicts()}
    found = rows(on_spark(session, orders, pack))

    assert len(found) == ROWS
    assert {name: row for name, row in found.items() if row[REFUSED] is None} == expected
    assert {name for name, row in found.items() if row[REFUSED]} == {f"client {number}" for number in refused}


def test_a_killed_worker_is_tried_again(session: SparkSession, orders: pl.DataFrame, pack: Pack) -> None:
    """A Python worker that is killed in the middle costs time, and no answer."""
    frame = on_spark(session, orders, pack)
    undisturbed = rows(frame)
    killed: list[int] = []
    killer = threading.Thread(target=lambda: killed.extend(kill_a_worker(patience=60)))
    killer.start()
    disturbed = rows(frame.filter("client is not null"))  # another plan, so nothing is answered from before
    killer.join()

    assert killed
    assert disturbed == undisturbed


def test_columns_that_are_no_facts_are_refused_at_once(session: SparkSession, pack: Pack) -> None:
    """A misspelt column is refused before Spark reads a row."""
    frame = session.createDataFrame([("120",)], "quantitty string")
    with pytest.raises(FaultsError, match="did you mean `quantity`"):
        advise_spark(frame, pack)


def kill_a_worker(patience: float) -> list[int]:
    """Kill one Python worker once it is at work; return its number, nothing if none came up."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        for one in busy_workers():
            os.kill(one, signal.SIGKILL)
            return [one]
        time.sleep(0.02)
    return []


def busy_workers() -> list[int]:
    """Return the processes that Spark's daemon forked and that now compute."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command, state = (folder / "cmdline").read_bytes(), (folder / "stat").read_text().rpartition(")")[2].split()
            parent = Path(f"/proc/{state[1]}/cmdline").read_bytes()
        except OSError:
            continue
        if b"pyspark.daemon" in command and b"pyspark.daemon" in parent and state[0] == "R":
            found.append(int(folder.name))
    return found


def test_batch_on_spark(ran: Path, cli: Run, tmp_path: Path) -> None:
    """`advisor batch --on spark` reads a table, writes a dataset, and what it refuses into a second one."""
    (first, told), (second, again) = told_of(ran, "batch"), told_of(ran, "again")
    answers = pl.read_parquet(ran / "out.parquet" / "*.parquet").sort("order_id")
    refused = pl.read_ndjson(next((ran / "out.parquet.refused").glob("*.json")))

    assert first == 4, told
    assert "2 orders advised on Spark; 1 refused" in told
    assert second == 5
    assert "`out.parquet` could not be written by Spark" in again
    assert answers.select("order_id", "kept.note", "pathway").rows() == [
        ("a", "x", "fab_network"),
        ("c", "z", "small_factory"),
    ]
    assert refused["id"].to_list() == ["b"]
    assert "got `many`" in refused["refused"][0]

    (tmp_path / "good.csv").write_text("id,quantity,deadline_days,note\na,120,28,x\nc,900,none,z\n")
    local = cli("batch", "good.csv", "--keep", "note", "--explain", "none", "-o", "local.parquet")
    here = pl.read_parquet(tmp_path / "local.parquet")
    alike = [name for name in here.columns if not name.startswith("given.")]

    assert local.returncode == 0, local.stderr
    assert answers.select(alike).to_dicts() == here.select(alike).sort("order_id").to_dicts()
    assert set(answers.columns) <= set(here.columns)
    answers.write_csv(tmp_path / "out.csv")
    assert cli("explain", "out.csv", "--order", "a").stdout == cli("explain", "good.csv", "--order", "a").stdout


MASTERS = {
    "nonsense": "no address of Spark",
    "": "no address of Spark",
    "spark://localhost": "no address of Spark",
    "spark://localhost:1": "nobody answers",
    "spark://localhost:1,localhost:2": "nobody answers",
    "spark://nowhere.invalid:7077": "nobody answers",
    "local[": "no address of Spark",
}


@pytest.mark.parametrize("master", MASTERS)
def test_a_master_that_is_none_is_told_at_once(cli: Run, tmp_path: Path, master: str) -> None:
    """An address that is none of Spark's, or where nobody answers, is refused before Spark waits for it."""
    (tmp_path / "in.csv").write_text("id,quantity\na,120\n")
    done = cli("batch", "--on", "spark", "--master", master, "in.csv", "-o", "out.parquet", patience=60)

    assert done.returncode == 3
    assert MASTERS[master] in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_table_without_a_suffix_is_read_by_what_is_in_it_or_refused(ran: Path) -> None:
    """A folder of CSV is one; a file of text, and a folder of text files, are no tables, and it says so."""
    code, told = told_of(ran, "folder")

    assert code == 0, told
    assert "2 orders advised on Spark" in told
    for name in ("plain", "texts"):
        code, told = told_of(ran, name)

        assert code == 3, told
        assert f"{name}: Spark cannot read it" in told
        assert "Traceback" not in told
    assert not (ran / "no.parquet").exists()


def test_a_folder_of_two_kinds_of_table_is_refused(cli: Run, tmp_path: Path) -> None:
    """By what lies in it, before Spark reads a row."""
    for name in ("mixed/a.csv", "mixed/b.parquet"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("id,quantity\na,120\nb,900\n")
    mixed = cli(*WORDS, "mixed", "-o", "no.parquet")

    assert mixed.returncode == 2
    assert "one kind at a time" in mixed.stderr
    assert "Traceback" not in mixed.stderr
    assert not (tmp_path / "no.parquet").exists()


def test_two_kinds_of_table_are_refused_before_spark_starts(cli: Run, tmp_path: Path) -> None:
    """Where no Java is, the kinds are told, and not the lack of it."""
    for name in ("a.csv", "b.parquet"):
        (tmp_path / name).write_text("id,quantity\na,120\n")
    done = cli("batch", "--on", "spark", "a.csv", "b.parquet", "-o", "no.parquet", JAVA_HOME="/nowhere", PATH="")

    assert done.returncode == 2
    assert "one kind at a time" in done.stderr


def brought_by(extra: str) -> set[str]:
    """Return the distributions that are installed with the program and one of its extras, and with nothing else."""
    found: set[str] = set()
    asked = [("advisor", frozenset({"", extra}))]
    while asked:
        name, extras = asked.pop()
        found.add(canonicalize_name(name))
        for text in requires(name) or ():
            one = Requirement(text)
            is_meant = one.marker is None or any(one.marker.evaluate({"extra": own}) for own in extras)
            if is_meant and canonicalize_name(one.name) not in found:
                asked.append((one.name, frozenset({"", *one.extras})))
    return found


def test_the_extra_alone_is_enough(tmp_path: Path) -> None:
    """With the program, the extra and what these ask for, and nothing else of this environment, Spark answers."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", "alone"], cwd=tmp_path, check=True)
    (site,) = (tmp_path / "alone").glob("lib/python*/site-packages")
    (site / "advisor.pth").write_text(f"{ROOT / 'src'}\n")
    for name in brought_by("spark"):
        parts = {file.parts[0] for file in files(name) or () if file.parts[0] not in ("..", "__pycache__")}
        for part in parts:
            if not (site / part).exists():
                (site / part).symlink_to(Path(str(distribution(name).locate_file(part))).resolve())
    (tmp_path / "in.csv").write_text("id,quantity\na,120\n")
    words = ["batch", "--on", "spark", "--master", "local[1]", "in.csv", "-o", "out.parquet"]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYSPARK", "COV"))
    }
    done = subprocess.run(
        [tmp_path / "alone/bin/python", "-m", "advisor", *words], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "1 orders advised on Spark" in done.stderr
