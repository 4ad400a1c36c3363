"""`advisor report`: one self-contained page on one order, for the studio or for its client, as HTML or PDF."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import PurePath

import click

from advisor.batch.file_form import STDIN
from advisor.cli.common import patience
from advisor.cli.exits import Exit
from advisor.cli.order_files import one_order, order_option
from advisor.cli.session import Opening, order_options

_FORMATS = ("html", "pdf")


@click.command("report")
@click.argument("order")
@click.option("-o", "--output", "target", required=True, metavar="FILE", help="Where the page is written; - prints it.")
@click.option(
    "--for",
    "reader_of",
    type=click.Choice(["studio", "client"]),
    default="studio",
    help="Who reads it: all there is, or no cost, cash, supplier or margin.",
)
@click.option("--format", "form", type=click.Choice(_FORMATS), help="How FILE is written; else by its suffix.")
@click.option("--proof", is_flag=True, help="With all that the answer rests on, as an appendix.")
@click.option("--ids", is_flag=True, help="Show rule ids, and where every fact, figure and source stands: --proof too.")
@order_option
@order_options
def report_command(  # one parameter an option
    order: str,
    target: str,
    reader_of: str,
    form: str | None,
    order_id: str | None,
    *,
    proof: bool,
    ids: bool,
    opening: Opening,
) -> int:
    """Write a report on ORDER: one file that needs no other: the first screen, charts, and what would make another pathway win.

    FILE is a PDF if its name ends in .pdf, else HTML.
    """
    from advisor.analysis.order_variants import columnar
    from advisor.analysis.report_contents import report as reported
    from advisor.batch.output import refuse_output

    refuse_output(target, [order])
    written = form or ("pdf" if PurePath(target).suffix.lower() == ".pdf" else "html")
    if written == "pdf":
        _need_pdf(target)
    session = opening.session()
    asked = one_order(order, order_id, session.reader)
    with patience("working out what would change the answer, and drawing it"):
        found = reported(session.advisor, columnar(session.advisor), asked)
    if reader_of == "client":
        page = session.renderer.client_report(found)
    else:
        page = session.renderer.report(found, ids=ids, proof=proof or ids, twins=written == "html" or proof or ids)
    if written == "pdf":
        _write_pdf(target, page, asked.as_of)
    elif target == STDIN:
        click.echo(page, nl=False)
    else:
        _write(target, page.encode())
    return Exit.ADVISED if found.advice.pathway else Exit.EXCLUDED


MOST_LETTERS = 12
"""So many letters that may be boxes are told."""


def _write_pdf(target: str, page: str, day: date | None) -> None:
    from advisor.render.pdf import typeset, undrawn

    _write(target, typeset(page, day=day))
    if letters := undrawn(page):
        told = f"`{letters[:MOST_LETTERS]}` are drawn only by fonts of this machine; where it has none, the PDF shows boxes"
        click.echo(f"advisor: {told}: look at it, or write HTML", err=True)


def _need_pdf(target: str) -> None:
    """Refuse, before any work, a PDF that cannot be made or would be shown as letters.

    Raises:
        MissingExtraError: what typesets is not installed.
        click.UsageError: the PDF would go to a terminal.
    """
    from advisor.render.pdf import need_pdf_extra

    need_pdf_extra()
    if target == STDIN and sys.stdout.isatty():
        raise click.UsageError("a PDF is not shown on a terminal; say -o FILE.pdf")


def _write(target: str, raw: bytes) -> None:
    """Write a file whole or not at all, and say so; `-` is standard output."""
    from advisor.batch.output import write_with

    if target == STDIN:
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
        return
    write_with(target, lambda stream: stream.writelines([raw]))
    click.echo(f"wrote {target}", err=True)
