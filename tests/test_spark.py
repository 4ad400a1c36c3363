"""Spark runs the same plan: the answers of its workers are the local ones, whatever becomes of a worker."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from advisor.advice import Advisor
from advisor.batch.spark import REFUSED, advise_spark, session_of
from advisor.columnar.typed import FactsReader
from advisor.errors import FaultsError
from advisor.ir import Pack
from conftest import Run

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("spark"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which is not here"),
]
ROWS = 600


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
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
    read = FactsReader(pack=pack, derived=walk.derived).read(orders, ["client"])
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


def test_batch_on_spark(cli: Run, tmp_path: Path) -> None:
    """`advisor batch --on spark` reads a table, writes a dataset, and what it refuses into a second one."""
    (tmp_path / "in.csv").write_text("id,quantity,deadline_days,note\na,120,28,x\nb,many,14,y\nc,900,none,z\n")
    words = ("batch", "--on", "spark", "--master", "local[2]", "in.csv", "--keep", "note", "-o", "out.parquet")
    done = cli(*words, patience=240)
    answers = pl.read_parquet(tmp_path / "out.parquet" / "*.parquet").sort("order_id")
    refused = pl.read_ndjson(next((tmp_path / "out.parquet.refused").glob("*.json")))

    assert done.returncode == 4, done.stderr
    assert "2 orders advised on Spark; 1 refused" in done.stderr
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

    again = cli(*words, patience=240)

    assert again.returncode == 5
    assert "out.parquet" in again.stderr
