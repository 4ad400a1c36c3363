"""`advisor batch`: many orders in, an answer to each out."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Literal

import click

from advisor.cli.common import STDIN, Session, open_session, order_options, pack_option, show_faults
from advisor.cli.exits import Exit

if TYPE_CHECKING:
    from advisor.batch.reading import Reading
    from advisor.batch.table import TableOptions
    from advisor.batch.writing import Advised

FORMS = ("yaml", "json", "jsonl", "csv", "tsv")
FORMATS = ("jsonl", "yaml", "csv", "tsv", "markdown", "html")
REDRAWN = 0.2
"""Seconds between two looks at the count on a terminal."""
PATIENCE = 10
"""Seconds between two lines of progress where standard error is no terminal, and before the first."""


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--output", default=STDIN, metavar="OUT", help="The file to write; - is standard output.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="How OUT is written; else by its suffix.")
@click.option("--from", "source", type=click.Choice(FORMS), help="How every FILE is written; else by its suffix.")
@click.option("--locale", type=click.Choice(["auto", "de", "en"]), default="auto", help="Decimal comma or point.")
@click.option("--encoding", metavar="NAME", help="How tables are encoded, such as cp1252; else found out.")
@click.option("--delimiter", metavar="CHAR", help="What stands between a table's cells, or `tab`; else found out.")
@click.option("--map", "map_file", metavar="FILE", help="What a table's columns, units and words mean, in YAML.")
@click.option("--keep", multiple=True, metavar="COLUMN", help="A column of a table to echo in the output.")
@click.option("--engine", type=click.Choice(["experta"]), default="experta", help="What infers.")
@order_options
@pack_option
def batch(
    files: tuple[str, ...],
    output: str,
    form: str | None,
    source: str | None,
    *,
    locale: str,
    encoding: str | None,
    delimiter: str | None,
    map_file: str | None,
    keep: tuple[str, ...],
    engine: str,
    sets: tuple[str, ...],
    as_of: str | None,
    studio: str | None,
    pack_dir: str | None,
    trust_templates: bool,
) -> int:
    """Advise on many orders, from YAML, JSON, JSON Lines or tables (CSV) to any of these, Markdown or one HTML page.

    A faulty order is reported and refused; the others are advised. The output is the old file or the whole new one.
    """
    from advisor.batch.reading import Reading
    from advisor.batch.source import expand
    from advisor.batch.writing import format_of, pieces
    from advisor.render.batch import Pages

    written = form or format_of(output)
    if written is None:
        raise click.UsageError(
            f"the suffix of `{output}` names no format; say --format with one of {', '.join(FORMATS)}"
        )
    told = _encoding(encoding), _delimiter(delimiter)
    session = open_session(
        pack_dir, trust_templates=trust_templates, sets=sets, as_of=as_of, studio=studio, engine=engine
    )
    names = expand(files)
    tables = _tables(session, _locale(locale), *told, map_file, keep)
    run = _Run(session, Reading(session.reader, sys.stdin.buffer, form=source, tables=tables))
    advised = run.advised(names)
    first = next(advised, None)
    if first is not None:
        _write(output, pieces(written, chain([first], advised), Pages(session.renderer), keep), names)
    run.tell()
    if run.refused:
        return Exit.REFUSED if run.count else Exit.FAULT
    return Exit.ADVISED


def _write(output: str, text: Iterable[str], inputs: Iterable[str]) -> None:
    from advisor.batch.output import write_lines

    if output != STDIN:
        write_lines(output, text, inputs=inputs)
        return
    for piece in text:
        click.echo(piece, nl=False)


class _Run:
    """One run: the orders as they are advised, what was refused, and what is said of it on standard error."""

    def __init__(self, session: Session, reading: Reading) -> None:
        self.count = self.refused = self.excluded = 0
        self._session = session
        self._reading = reading
        self._started = self._told = time.monotonic()
        self._is_terminal = sys.stderr.isatty()
        self._drawn = 0

    def advised(self, names: tuple[str, ...]) -> Iterator[Advised]:
        """Yield the answer to each good order, reporting the others."""
        from advisor.batch.writing import Advised

        for entry in self._reading.read(names):
            if entry.said or entry.faults:
                self._wipe()
            if entry.said:
                click.echo(entry.said, err=True)
            show_faults(entry.faults)
            self.refused += entry.refused
            if entry.order is not None:
                advice = self._session.advisor.advise(entry.order)
                self.count += 1
                self.excluded += advice.pathway is None
                yield Advised(advice, entry.kept)
            self._show()

    def tell(self) -> None:
        """Say what became of all of them."""
        self._wipe()
        told = f"{_orders(self.count)} advised, {self.excluded:,} of them with every option excluded"
        click.echo(told + (f"; {self.refused:,} refused" if self.refused else "") + self._pace(), err=True)

    def _pace(self) -> str:
        seconds = time.monotonic() - self._started
        return f" ({seconds:.0f} s, {self.count / seconds:.1f} orders/s)" if seconds >= PATIENCE else ""

    def _show(self) -> None:
        now = time.monotonic()
        if now - self._told < (REDRAWN if self._is_terminal else PATIENCE):
            return
        self._told = now
        told = f"{_orders(self.count)} advised, {self.count / (now - self._started):.1f}/s"
        if self._is_terminal:
            click.echo("\r" + told.ljust(self._drawn), nl=False, err=True)
            self._drawn = len(told)
        else:
            click.echo(told, err=True)

    def _wipe(self) -> None:
        if self._drawn:
            click.echo("\r" + " " * self._drawn + "\r", nl=False, err=True)
            self._drawn = 0


def _orders(count: int) -> str:
    return f"{count:,} order" + "s" * (count != 1)


# --- options ----------------------------------------------------------------------------------------------------------
def _tables(
    session: Session,
    locale: Literal["de", "en"] | None,
    encoding: str | None,
    delimiter: str | None,
    map_file: str | None,
    keep: tuple[str, ...],
) -> TableOptions:
    from advisor.batch.mapping import TableMap, read_map
    from advisor.batch.naming import Names
    from advisor.batch.table import TableOptions

    names = Names(session.reader.facts, session.reader.pack.currency)
    table_map = read_map(map_file, names) if map_file else TableMap()
    return TableOptions(locale=locale, encoding=encoding, delimiter=delimiter, map=table_map, keep=keep)


def _locale(told: str) -> Literal["de", "en"] | None:
    return "de" if told == "de" else "en" if told == "en" else None


def _encoding(name: str | None) -> str | None:
    if name is None:
        return None
    try:
        "".encode(name)
    except (LookupError, ValueError):
        raise click.UsageError(
            f"--encoding: unknown encoding `{name}`; there are utf-8, cp1252, utf-16 and more"
        ) from None
    return name


def _delimiter(told: str | None) -> str | None:
    if told is None:
        return None
    one = {"tab": "\t", "\\t": "\t"}.get(told, told)
    if len(one) != 1 or one.isalnum() or one in '"\r\n|':
        raise click.UsageError(f"--delimiter takes one character such as `;`, or `tab`, got `{told}`")
    return one
