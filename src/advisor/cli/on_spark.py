"""`advisor batch --on spark`: the same answers, read, computed and written by Spark."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from advisor.cli.common import STDIN, Session
from advisor.cli.exits import Exit
from advisor.errors import Diagnostic, FaultsError, OutputError, Place

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

FORMATS = {".parquet": "parquet", ".csv": "csv", ".jsonl": "json", ".json": "json", "": "parquet"}
BARE = r"^\s*[0-9][0-9.]*\s*$"
"""A number to which the unit of its column is added."""


def advise_on_spark(
    session: Session,
    files: tuple[str, ...],
    output: str,
    master: str | None,
    keep: tuple[str, ...],
    sets: Iterable[tuple[str, str]],
) -> int:
    """Advise on tables by Spark, into a folder of its own making, with what was refused in a second one beside it."""
    from pyspark.sql import functions as f

    from advisor.batch.spark import REFUSED, advise_spark, session_of

    if output == STDIN:
        raise click.UsageError("Spark writes a folder; name one with -o")
    spark = session_of(master)
    pack = session.reader.pack
    told, kept = _facts(_read(spark, files), session, keep)
    for name, value in sets:
        told = told.withColumn(name, f.lit(value))
    answers = advise_spark(told, pack, keep=kept, as_of=session.reader.as_of)
    for name, value in (("pack", pack.id), ("pack_version", pack.version), ("pack_sha256", pack.sha256)):
        answers = answers.withColumn(name, f.lit(value))
    held = answers.persist()
    try:
        _write(held.where(f.col(REFUSED).isNull()).drop(REFUSED), output)
        refused = held.where(f.col(REFUSED).isNotNull()).select(*kept, REFUSED)
        count, lost = held.count(), refused.count()
        if lost:
            _write(refused, f"{output}.{REFUSED}", "json")
    finally:
        held.unpersist()
    click.echo(
        f"{count - lost:,} orders advised on Spark"
        + (f"; {lost:,} refused, told in `{output}.{REFUSED}`" if lost else ""),
        err=True,
    )
    if lost:
        return Exit.REFUSED if lost < count else Exit.FAULT
    return Exit.ADVISED


def _read(spark: SparkSession, files: tuple[str, ...]) -> DataFrame:
    """Return the tables as one frame; text and JSON columns as they are written."""
    from pyspark.errors import PySparkException

    forms = {FORMATS.get(PurePath(name.rstrip("/")).suffix.lower()) for name in files}
    form = forms.pop()
    if form is None or forms:
        raise click.UsageError("Spark reads .parquet, .csv or .jsonl, one kind at a time")
    try:
        reader = spark.read
        if form == "csv":
            return reader.csv(list(files), header=True, enforceSchema=False)
        return reader.json(list(files), primitivesAsString=True) if form == "json" else reader.parquet(*files)
    except PySparkException as error:
        raise FaultsError([_fault(files[0], error)]) from error


def _fault(name: str, error: Exception) -> Diagnostic:
    return Diagnostic(Place(name), f"Spark cannot read it: {str(error).splitlines()[0][:200]}")


def _facts(frame: DataFrame, session: Session, keep: tuple[str, ...]) -> tuple[DataFrame, list[str]]:
    """Return the frame with its columns called as their facts are and units written out, and the columns carried over."""
    from pyspark.sql import functions as f

    from advisor.batch.naming import Names

    names = Names(session.reader.facts, session.reader.pack.currency, session.reader.pack.lexicon)
    columns, kept = [], []
    for header in frame.columns:
        target = None if header in keep else names.target(header)
        own = f.col(f"`{header}`")
        if target is None or target.fact is None:
            columns.append(own)
            if header in keep or (target is not None and target.name == "id"):
                kept.append(header)
            continue
        if target.unit:
            text = own.cast("string")
            own = f.when(text.rlike(BARE), f.concat_ws(" ", f.trim(text), f.lit(target.unit))).otherwise(text)
        columns.append(own.alias(target.name))
    return frame.select(*columns), kept


def _write(frame: DataFrame, output: str, form: str = "") -> None:
    from pyspark.errors import PySparkException
    from pyspark.sql import functions as f

    form = form or FORMATS.get(PurePath(output).suffix.lower(), "parquet")
    if form == "csv" and "ranking" in frame.columns:
        frame = frame.withColumn("ranking", f.concat_ws("|", "ranking"))
    try:
        frame.write.format(form).option("header", value=True).mode("errorifexists").save(output)
    except PySparkException as error:
        raise OutputError(f"`{output}` could not be written by Spark: {str(error).splitlines()[0][:200]}") from error
