"""`advisor batch --on spark`: the same answers, read, computed and written by Spark."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from advisor.batch.file_form import STDIN
from advisor.cli.exits import worst
from advisor.cli.session import Session
from advisor.errors import Diagnostic, FaultsError, OutputError, Place
from advisor.ir import READINGS, UNLIMITED
from advisor.trace import Standing

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession

    from advisor.ir import Pack

_FORMATS = {".parquet": "parquet", ".csv": "csv", ".jsonl": "json", ".json": "json", "": "parquet"}
_HELD = "="
"""Begins what a column of cells as they are written is called meanwhile: a name with a point is none to Spark."""
_BARE = r"^\s*[0-9][0-9.]*\s*$"
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
    form = _form(files)  # before Spark starts, which takes seconds
    spark = session_of(master)
    pack = session.reader.pack
    told, kept = _facts(_read(spark, files, form), session, keep)
    for name, value in sets:
        told = told.withColumn(name, f.lit(value))
    held = advise_spark(told, pack, keep=kept, as_of=session.reader.as_of).persist()
    try:
        _write(_as_table(held.where(f.col(REFUSED).isNull()), pack, kept), output)
        echoed = [f.col(f"`{name}`") for name in kept if not name.startswith(_HELD)]
        refused = held.where(f.col(REFUSED).isNotNull()).select(*echoed, REFUSED)
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
    return worst(advised=count - lost, refused=lost, excluded=0)


def _form(files: tuple[str, ...]) -> str:
    """Return as what Spark reads the tables."""
    forms = {_FORMATS.get(suffix) for name in files for suffix in _suffixes(name)}
    form = forms.pop()
    if form is None or forms:
        raise click.UsageError("Spark reads .parquet, .csv or .jsonl, one kind at a time")
    return form


def _read(spark: SparkSession, files: tuple[str, ...], form: str) -> DataFrame:
    """Return the tables as one frame; text and JSON columns as they are written."""
    from py4j.protocol import Py4JError  # type: ignore[import-untyped]  # it has none
    from pyspark.errors import PySparkException

    try:
        reader = spark.read
        if form == "csv":
            return reader.csv(list(files), header=True, enforceSchema=False)
        return reader.json(list(files), primitivesAsString=True) if form == "json" else reader.parquet(*files)
    except (PySparkException, Py4JError) as error:
        raise FaultsError([_fault(files[0], error)]) from None


def _suffixes(name: str) -> set[str]:
    """Return how a table's name ends; of a folder without a suffix on this machine, how those in it do."""
    own, folder = PurePath(name.rstrip("/")).suffix.lower(), Path(name)
    if own or not folder.is_dir():
        return {own}
    return {one.suffix.lower() for one in folder.iterdir() if not one.name.startswith((".", "_"))} or {own}


def _fault(name: str, error: Exception) -> Diagnostic:
    java = getattr(error, "java_exception", None)
    told = str(error if java is None else java.getMessage())
    cure = "name it as what it is: .parquet, .csv or .jsonl"
    return Diagnostic(Place(name), f"Spark cannot read it: {told.splitlines()[0][:200]}", cure)


def _facts(frame: DataFrame, session: Session, keep: tuple[str, ...]) -> tuple[DataFrame, list[str]]:
    """Return the frame with its columns called as their facts are and units written out, and the columns carried over."""
    from pyspark.sql import functions as f

    names = session.reader.names
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
            own = f.when(text.rlike(_BARE), f.concat_ws(" ", f.trim(text), f.lit(target.unit))).otherwise(text)
        columns += [own.alias(target.name), own.cast("string").alias(f"{_HELD}{target.name}")]
        kept.append(f"{_HELD}{target.name}")
    return frame.select(*columns), kept


def _as_table(answers: DataFrame, pack: Pack, kept: list[str]) -> DataFrame:
    """Return answers in the columns, and the measures, of a table of answers that is written without Spark."""
    from pyspark.sql import functions as f

    from advisor.batch.answer import estimate_columns, estimates_told
    from advisor.batch.given_text import GIVEN
    from advisor.batch.writing import KEPT
    from advisor.value.unit import MONEY

    keys = estimate_columns(pack)

    def told(name: str, reading: str) -> Column:
        own = f.col(f"`{name}.{reading}`")
        known = f.when(own < UNLIMITED, own)
        shown = (
            (known.cast("decimal(20,2)") / 100).cast("decimal(18,2)")
            if pack.estimates[name].unit.dimension == MONEY
            else known
        )
        return shown.alias(f"{keys[name]}_{reading}")

    names = {name.lower(): name for name in kept if not name.startswith(_HELD)}
    identity = f.col(f"`{names['id']}`").cast("string") if "id" in names else f.lit(None).cast("string")
    echoed = [f.col(f"`{name}`").alias(f"{KEPT}{name}") for key, name in names.items() if key != "id"]
    return answers.select(
        identity.alias("order_id"), "pathway", "option", f.lit(None).cast("string").alias("supplier"),
        f.coalesce("standing", f.lit(Standing.EXCLUDED.value)).alias("standing"), "settled", "firm", "close", "score",
        f.lit(pack.currency).alias("currency"), *(told(name, reading) for name in estimates_told(pack) for reading in READINGS),
        "premium", "runner_up", "runner_up_pathway", *(f.col(f"`{name}`").alias(f"{GIVEN}{name.removeprefix(_HELD)}") for name in kept if name.startswith(_HELD)), *echoed,
        f.lit(pack.id).alias("pack_id"), f.lit(pack.version).alias("pack_version"), f.lit(pack.sha256).alias("pack_sha256"),
    )  # fmt: skip


def _write(frame: DataFrame, output: str, form: str = "") -> None:
    from pyspark.errors import PySparkException

    form = form or _FORMATS.get(PurePath(output).suffix.lower(), "parquet")
    try:
        frame.write.format(form).option("header", value=True).mode("errorifexists").save(output)
    except PySparkException as error:
        raise OutputError(f"`{output}` could not be written by Spark: {str(error).splitlines()[0][:200]}") from error
