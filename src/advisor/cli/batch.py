"""`advisor batch`: many orders in, an answer to each out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from advisor.batch.file_form import FORMS, STDIN
from advisor.cli import batch_options as options
from advisor.cli.exits import Exit, worst
from advisor.cli.session import Opening, Session, open_session, order_options

if TYPE_CHECKING:
    from advisor.cli.wanted import Wanted

_FORMATS = ("jsonl", "yaml", "csv", "tsv", "excel", "parquet", "markdown", "html")
PAGES = ("yaml", "markdown", "html")
"""Formats that are made of explanations."""
_READ = 1_000
"""How many orders a person may read: so many are explained if nothing else is said."""


@click.command("batch")
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option("-o", "--output", default=STDIN, metavar="OUT", help="The file to write; - is standard output.")
@click.option("--format", "form", type=click.Choice(_FORMATS), help="How OUT is written; else by its suffix.")
@click.option(
    "--csv",
    "dialect",
    type=click.Choice(["plain", "excel-de"]),
    default="plain",
    help="excel-de: `;`, decimal comma, BOM.",
)
@click.option("--columns", metavar="A,B,C", help="The columns of a table to write, in this order; else all.")
@click.option(
    "--explain",
    type=click.Choice(["none", "ids", "brief", "full"]),
    help="What is said of each order; else pages in full, tables brief up to 1,000 orders.",
)
@click.option(
    "--flip",
    "flipping",
    multiple=True,
    metavar="FACT",
    help="In tables and JSON Lines: at which value of FACT each other pathway would win.",
)
@click.option("--engine", type=click.Choice(["auto", "experta", "columnar"]), default="auto", help="What infers.")
@click.option("--workers", type=click.IntRange(1, 256), default=1, metavar="N", help="Processes that explain.")
@click.option(
    "--verify", type=click.IntRange(1, 100_000), metavar="N", help="Advise on N orders by experta too, and compare."
)
@click.option("--max-refused", metavar="N|P%", help="Stop once more orders than this are refused.")
@click.option("--max-size", metavar="SIZE", help="How much a YAML or JSON file may hold, such as 2GB; else 16 MB.")
@click.option(
    "--shard",
    type=click.IntRange(1),
    metavar="N",
    help="Write a folder of shards of about N orders; always above 1,000,000.",
)
@click.option("--resume", is_flag=True, help="Go on with a folder of shards that was not finished.")
@click.option("--template", metavar="FILE", help="Write an empty table to fill in (.xlsx or .csv), and nothing else.")
@click.option("--on", "place", type=click.Choice(["local", "spark"]), default="local", help="Where it runs.")
@click.option("--master", metavar="URL", help="Spark's address, such as spark://host:7077 or local[2].")
@click.option("--from", "source", type=click.Choice(FORMS), help="How every FILE is written; else by its suffix.")
@click.option("--locale", type=click.Choice(["auto", "de", "en"]), default="auto", help="Decimal comma or point.")
@click.option("--encoding", metavar="NAME", help="How tables are encoded, such as cp1252; else found out.")
@click.option("--delimiter", metavar="CHAR", help="What stands between a table's cells, or `tab`; else found out.")
@click.option("--map", "map_file", metavar="FILE", help="What a table's columns, units and words mean, in YAML.")
@click.option("--keep", multiple=True, metavar="COLUMN", help="A column of a table to echo in the output.")
@click.option("--typed", is_flag=True, help="Echo the words that were read as people write them, as `kept.typed`.")
@click.option("--strict", is_flag=True, help="Refuse all words but the pack's own names.")
@order_options
def batch_command(
    files: tuple[str, ...],
    output: str,
    form: str | None,
    *,
    dialect: str,
    columns: str | None,
    explain: str | None,
    flipping: tuple[str, ...],
    engine: str,
    workers: int,
    verify: int | None,
    max_refused: str | None,
    max_size: str | None,
    shard: int | None,
    resume: bool,
    template: str | None,
    place: str,
    master: str | None,
    source: str | None,
    locale: str,
    encoding: str | None,
    delimiter: str | None,
    map_file: str | None,
    keep: tuple[str, ...],
    typed: bool,
    strict: bool,
    opening: Opening,
) -> int:
    """Advise on many orders, from YAML, JSON, JSON Lines or tables (CSV, Excel, Parquet) to any of these or a page.

    A faulty order is reported and refused, with what was in it, into OUT.refused.jsonl; the others are advised. OUT is the
    old file or the whole new one; above a million orders it is a folder of shards.
    """
    from advisor.batch.output import refuse_unwritable
    from advisor.batch.source import expand
    from advisor.batch.undated import needs_day
    from advisor.cli.many import advise_many
    from advisor.cli.wanted import Wanted

    if template is not None:
        refuse_unwritable(template)
        return _write_template(template, opening.pack_dir)
    if not files:
        raise click.UsageError("missing argument `FILE...`")
    if place == "spark":
        from advisor.cli.on_spark import advise_on_spark

        options.refuse_beside_spark()
        session = replace(opening, trust_templates=False, studio=None).session("walk")
        return advise_on_spark(session, files, output, master, keep, session.reader.sets)
    if master is not None:
        raise click.UsageError("--master goes with --on spark")
    if dialect == "excel-de" and form is None and output == STDIN:
        form = "csv"
    written = _form(form, output)
    refuse_unwritable(output)
    told = options.encoding(encoding), options.delimiter(delimiter)
    allowed, size = options.allowed(max_refused), options.size_in_bytes(max_size)
    session = opening.session("experta" if engine == "experta" or verify else "walk")
    session = _reading(session, strict=strict, size=size)
    names = expand(files)
    told_tables = options.tables(session, options.locale(locale), *told, map_file, keep, typed=typed)
    is_undated = needs_day(names, source, session.reader, told_tables)
    session, opening = _dated(session, opening, needs_day=is_undated)
    wanted = Wanted(
        names=names, output=output, form=written, source=source, explain=explain or "", engine=engine, keep=keep,
        is_german=dialect == "excel-de", columns=tuple(one.strip() for one in (columns or "").split(",") if one.strip()),
        flipping=options.flipping(session, flipping), workers=workers, verify=verify, allowed=allowed, shard=shard, resume=resume,
        tables=told_tables,
        options={"typed": typed, "strict": strict, "set": list(opening.sets), "as_of": opening.as_of, "studio": opening.studio, "map": map_file, "locale": locale,
                 "encoding": encoding, "delimiter": delimiter},
    )  # fmt: skip
    wanted = _decided(wanted, session)
    if wanted.explain in ("none", "ids") or written in ("csv", "tsv", "excel", "parquet"):
        return advise_many(session, wanted)
    return _advise_each(session, wanted)


def _dated(session: Session, opening: Opening, *, needs_day: bool) -> tuple[Session, Opening]:
    """Return both with today's date, said, where tables hold days that are counted from none."""
    if not needs_day:
        return session, opening
    dated = opening.from_today()
    return replace(session, reader=replace(session.reader, as_of=date.fromisoformat(dated.as_of or ""))), dated


def _form(form: str | None, output: str) -> str:
    """Return the form of OUT, by its ending where none is said.

    Raises:
        click.UsageError: its ending names none.
    """
    from advisor.batch.writing import format_of

    written = form or format_of(output)
    if written is None:
        raise click.UsageError(
            f"the suffix of `{output}` names no format; say --format with one of {', '.join(_FORMATS)}"
        )
    return written


def _reading(session: Session, *, strict: bool, size: int | None) -> Session:
    """Return a session that reads by the pack's own names only, or larger files. size: None as every command reads."""
    reader = replace(session.reader, strict=True) if strict else session.reader
    if size is not None:
        limits = replace(reader.limits, file_bytes=size, nodes=max(reader.limits.nodes, size // 4))
        reader = replace(reader, limits=limits)
    return replace(session, reader=reader)


def _decided(wanted: Wanted, session: Session) -> Wanted:
    """Return what is wanted, with what was left open: how far it is explained.

    Raises:
        click.UsageError: two options contradict each other.
    """
    from advisor.cli.wanted import holds_more_than

    if wanted.flipping and (wanted.form in PAGES or (wanted.form == "jsonl" and wanted.explain in ("brief", "full"))):
        raise click.UsageError("--flip is for tables, and for JSON Lines with --explain none or ids")
    if wanted.explain and wanted.form in PAGES[:2] and wanted.explain in ("none", "ids"):
        raise click.UsageError(f"--format {wanted.form} is made of explanations; take CSV, Parquet or JSON Lines")
    if wanted.explain:
        return wanted
    if wanted.flipping and wanted.form == "jsonl":
        return replace(wanted, explain="none")
    if wanted.form in PAGES:
        told = "full" if wanted.form != "html" or not holds_more_than(_READ, session, wanted) else "none"
        return replace(wanted, explain=told)
    if not holds_more_than(_READ, session, wanted):
        return replace(wanted, explain="brief")
    click.echo(f"more than {_READ:,} orders: not explained; --explain brief, or full, explains each", err=True)
    return replace(wanted, explain="none")


def _advise_each(session: Session, wanted: Wanted) -> int:
    """Advise on the orders, each explained in words."""
    from advisor.batch.files_reader import FilesReader
    from advisor.batch.output import refuse_folder
    from advisor.batch.writing import pieces
    from advisor.cli.each import EachRun
    from advisor.render.batch_pages import Pages

    run = EachRun(
        session, FilesReader(session.reader, sys.stdin.buffer, form=wanted.source, tables=wanted.tables), wanted
    )
    refuse_folder(wanted.output)
    advised = run.advised()
    first = next(advised, None)
    if first is not None:
        _write(
            wanted.output, pieces(wanted.form, chain([first], advised), Pages(session.renderer), run.fail), wanted.names
        )
        run.write_refused()
    run.end(session.reader.pack)
    return worst(advised=run.counts.advised, refused=run.counts.refused, excluded=0)


def _write(output: str, text: Iterable[str], inputs: Iterable[str]) -> None:
    from advisor.batch.output import write_lines

    if output != STDIN:
        write_lines(output, text, inputs=inputs)
        return
    for piece in text:
        click.echo(piece, nl=False)


def _write_template(path: str, pack_dir: str | None) -> int:
    from advisor.batch.template import write_template

    if PurePath(path).suffix.lower() not in (".xlsx", ".csv"):
        raise click.UsageError(f"--template writes .xlsx or .csv, got `{path}`")
    write_template(path, open_session(pack_dir, engine="walk").reader)
    click.echo(f"wrote `{path}`: fill in a row an order, then `advisor batch {path} -o OUT`", err=True)
    return Exit.ADVISED
