"""The same compiled plan on Spark, for more orders than one machine should hold: frames of facts in, answers out.

Each Python worker makes the columnar engine once, of a pack that comes with the task by value, and decides the record
batches of its partitions; Spark does the rest: addresses, readers, committer, retries.
"""

from __future__ import annotations

import os
import pickle
import platform
import re
import socket
import sys
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import polars as pl
from msgspec import Struct

from advisor import __version__
from advisor.advice import Advisor
from advisor.columnar.answers import Columnar
from advisor.columnar.facts_frame import FactsReader
from advisor.errors import EngineError, MissingExtraError
from advisor.ir import READINGS, Pack
from advisor.yaml.text import quoted

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

REFUSED = "refused"
"""The column of an answer that says why its row was refused; null where it was advised."""
_ROWS_AT_ONCE = 200_000
"""How many rows a worker decides at a time; fewer come together as Spark sends them."""
_TEXTS = ("pathway", "option", "standing", "runner_up", "runner_up_pathway")
NUMBERS = ("score", "premium")
_FLAGS = ("settled", "firm", "close")
_PATIENCE = 5
"""How many seconds a master has to answer."""
_MASTER = re.compile(r"local(?:-cluster)?(?:\[[^\]]+\])?|yarn|k8s://\S+|spark://[^\s:/,]+:[0-9]+(?:,[^\s:/,]+:[0-9]+)*")


class _Task(Struct, frozen=True, kw_only=True):
    """What a worker needs: the pack, and how frames are read."""

    pack: bytes
    keep: tuple[str, ...]
    as_of: date | None
    columns: tuple[str, ...]

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        advisor = _advisor(self.pack)
        reader = FactsReader(advisor.reader(self.as_of))
        for frame in _gathered(batches):
            yield from _arrow(self._answers(frame, advisor.columnar, reader))

    def _answers(self, frame: pl.DataFrame, engine: Columnar, reader: FactsReader) -> pl.DataFrame:
        read = reader.read(frame, self.keep)
        told = pl.format("{}: {}", "column", "message") + pl.when(pl.col("help") != "").then(
            "; " + pl.col("help")
        ).otherwise(pl.lit(""))
        refused = read.faults.with_columns(told.alias(REFUSED)).group_by("row").agg(pl.col(REFUSED).str.join("\n"))
        answers = engine.decide(read.orders).with_columns(read.rows.alias("row"))
        whole = pl.concat([answers, refused], how="diagonal").sort("row")
        return frame.select(self.keep).hstack(whole.select(self.columns)) if self.keep else whole.select(self.columns)


@lru_cache(maxsize=1)
def _advisor(pickled: bytes) -> Advisor:
    """Return what advises by a pack; a worker keeps it from task to task."""
    pack: Pack = pickle.loads(pickled)  # noqa: S301  # sent by this very job, as the code that reads it is
    return Advisor(pack, "walk")


def _gathered(batches: Iterable[pa.RecordBatch]) -> Iterator[pl.DataFrame]:
    """Yield the batches put together, so many rows at a time."""
    waiting: list[pl.DataFrame] = []
    for batch in batches:
        frame = pl.from_arrow(batch)
        if isinstance(frame, pl.DataFrame) and frame.height:
            waiting.append(frame)
        if sum(one.height for one in waiting) >= _ROWS_AT_ONCE:
            yield pl.concat(waiting)
            waiting = []
    if waiting:
        yield pl.concat(waiting)


def _arrow(frame: pl.DataFrame) -> Iterator[pa.RecordBatch]:
    """Yield a frame as record batches of the types that Spark reads, which knows no large lists."""
    import pyarrow as pa

    table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
    lists = [
        pa.field(one.name, pa.list_(pa.large_string())) if pa.types.is_large_list(one.type) else one
        for one in table.schema
    ]
    yield from table.cast(pa.schema(lists)).to_batches()


def advise_spark(frame: DataFrame, pack: Pack, *, keep: Collection[str] = (), as_of: date | None = None) -> DataFrame:
    """Return the answer to every row of a Spark frame, in its partitions.

    frame: one order a row and one column a fact, as `advisor.columnar.facts_frame` says. keep: columns that are no facts and are
    carried over. The columns are those of `Advisor.advise_many`, and `refused`: why a row could not be read, null where it
    was advised. Money in cents, times in days.

    Raises:
        MissingExtraError: pyspark or pyarrow is not installed.
        EngineError: a worker has another version of advisor or Polars than the driver.
        FaultsError: a column is no fact (raised where the frame is made, before any row is read).
    """
    types = _types()
    session = frame.sparkSession
    check_workers(session)
    advisor = Advisor(pack, "walk")
    FactsReader(advisor.reader()).read(pl.DataFrame(schema=dict.fromkeys(frame.columns, pl.Null)), keep)
    fields = [frame.schema[name] for name in keep] + [
        types.StructField(name, kind) for name, kind in _schema(pack, types)
    ]
    task = _Task(
        pack=pickle.dumps(pack), keep=tuple(keep), as_of=as_of,
        columns=tuple(name for name, _ in _schema(pack, types)),
    )  # fmt: skip
    return frame.mapInArrow(task, types.StructType(fields))


def _schema(pack: Pack, types: Any) -> list[tuple[str, Any]]:  # noqa: ANN401  # pyspark's module of types, if it is there
    """Return the columns of an answer with their types."""
    estimates = [name for name, one in pack.estimates.items() if not one.is_inner]
    return [
        *((name, types.StringType()) for name in _TEXTS),
        *((name, types.LongType()) for name in NUMBERS),
        *((name, types.BooleanType()) for name in _FLAGS),
        ("ranking", types.ArrayType(types.StringType())),
        *((f"{name}.{reading}", types.LongType()) for name in estimates for reading in READINGS),
        (REFUSED, types.StringType()),
    ]


def _types() -> Any:  # noqa: ANN401  # pyspark's module of types, if it is there
    try:
        import pyarrow  # noqa: F401, ICN001  # pyspark needs it for record batches, and says so late
        from pyspark.sql import types
    except ImportError as error:
        raise MissingExtraError(
            f"Spark needs pyspark and pyarrow, and `{error.name}` is not installed: pip install 'advisor[spark]'"
        ) from error
    return types


# --- versions ---------------------------------------------------------------------------------------------------------
def _versions() -> str:
    return f"advisor {__version__}, polars {pl.__version__}, Python {platform.python_version().rpartition('.')[0]}"


def _say_versions(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for _ in batches:
        yield from _arrow(pl.DataFrame({"versions": [_versions()]}))


def check_workers(session: SparkSession) -> None:
    """Raise EngineError if a worker runs other versions than the driver does; their answers could differ."""
    parts = max(2, session.sparkContext.defaultParallelism)
    probe = session.range(parts, numPartitions=parts).mapInArrow(_say_versions, "versions string")
    others = sorted({row.versions for row in probe.collect()} - {_versions()})
    if others:
        raise EngineError(f"the driver runs {_versions()}, and workers run {'; '.join(others)}")


def session_of(master: str | None) -> SparkSession:
    """Return a Spark session. master: its address; else what the environment says, such as spark-submit.

    Raises:
        MissingExtraError: pyspark is not installed, or Java is not.
        EngineError: the address is none of Spark's, or nobody answers there.
    """
    _types()
    if master is not None:
        _refuse_deaf(master)
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("advisor").config("spark.ui.showConsoleProgress", "false")
    builder = builder.config("spark.log.level", "OFF")  # what goes wrong is told by us
    if master is not None:
        builder = builder.master(master)
    try:
        session = builder.getOrCreate()
    except (PySparkException, RuntimeError, OSError) as error:
        told = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise MissingExtraError(f"Spark did not start, as it does not without Java 17: {told}") from error
    if str(session.sparkContext.master).startswith("local"):
        # the workers are this machine's, so they run this very Python
        session.sparkContext.pythonExec = os.environ.get("PYSPARK_PYTHON", sys.executable)
    return session


def _refuse_deaf(master: str) -> None:
    """Raise EngineError if an address is none of Spark's, or nobody answers there: Spark itself would wait for minutes."""
    if not _MASTER.fullmatch(master):
        told = "write local, local[2], spark://host:7077, yarn or k8s://https://host:443"
        raise EngineError(f"{quoted(master)} is no address of Spark; {told}")
    named = master.removeprefix("spark://").split(",") if master.startswith("spark://") else []
    places = [one.rpartition(":") for one in named]
    for host, _, port in places:
        try:
            socket.create_connection((host, int(port)), _PATIENCE).close()
        except (OSError, OverflowError):
            continue
        return
    if places:
        raise EngineError(f"nobody answers at {quoted(master)}: start Spark there, or write local[2] for this machine")
