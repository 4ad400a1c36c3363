"""`advisor rfq`: requests for quotation, as files to send."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from advisor.cli.common import pathway_named
from advisor.cli.exits import Exit
from advisor.cli.order_files import named_by, one_order, order_option
from advisor.cli.session import Opening, Session, order_options
from advisor.errors import OutputError
from advisor.offer import Request

Writer = Callable[[Path], None]
Writers = dict[Path, Writer]


@click.command("rfq")
@click.argument("order")
@click.option("-o", "--output", "folder", required=True, metavar="DIR", help="Where the files are written.")
@order_option
@click.option("--pathway", "pathways", multiple=True, metavar="P", help="Whom to ask; else the two the advice names.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@order_options
def rfq_command(  # one parameter an option
    order: str,
    folder: str,
    order_id: str | None,
    pathways: tuple[str, ...],
    *,
    force: bool,
    opening: Opening,
) -> int:
    """Write a request for quotation on ORDER to each pathway to ask, and say what is still missing in it."""
    from advisor.analysis.request import requests
    from advisor.batch.output import refuse_unmade

    refuse_unmade(folder)
    session = opening.session()
    asked = tuple(pathway_named(one, session.advisor.pack) for one in pathways)
    asking = one_order(order, order_id, session.reader)
    found = requests(session.advisor, asking, asked)
    named = named_by(asking, opening, is_one_of=order_id is not None) or "ORDER"
    if not found:
        click.echo("advisor: no pathway that takes quotes is left to ask; name one by --pathway", err=True)
        return Exit.EXCLUDED
    files = [(one, writers(one, Path(folder), session)) for one in found]
    _prepare(Path(folder), [path for _, held in files for path in held], force=force)
    for request, held in files:
        for path, write in held.items():
            write(path)
            click.echo(f"wrote {path}")
        _tell_missing(request, session, named)
    return Exit.ADVISED


def writers(request: Request, folder: Path, session: Session) -> Writers:
    """Return every file of one request, and what writes it, whole or not at all; each is made up before any is written."""
    from advisor.batch.output import named_after

    stem = folder / f"{named_after(request.order.id)}-{request.pathway}"
    return {
        **_sheet(request, stem, session),
        Path(f"{stem}.md"): _text(session.renderer.request(request, "markdown")),
        Path(f"{stem}.html"): _text(session.renderer.request(request, "html")),
    }


def _text(told: str) -> Writer:
    from advisor.batch.output import write_lines

    return lambda path: write_lines(str(path), [told])


def _sheet(request: Request, stem: Path, session: Session) -> Writers:
    """Return the quote sheet and what writes it; nothing, after a note, where the library for it is not installed."""
    from advisor.analysis.quote_comparison import price_breaks
    from advisor.batch.file_form import EXCEL_MISSING
    from advisor.batch.quote_sheet import can_write, write_sheet

    if not can_write():
        click.echo(f"advisor: no quote sheet for {request.pathway}: {EXCEL_MISSING}", err=True)
        return {}
    quantities = price_breaks(session.advisor, request.order)
    sheet = Path(f"{stem}.xlsx")
    return {sheet: lambda path: write_sheet(path, session.advisor.pack, request.order, request.pathway, quantities)}


def _prepare(folder: Path, paths: list[Path], *, force: bool) -> None:
    """Make the folder, unless a file that is to be written is there already and may not be replaced.

    Raises:
        OutputError: such a file exists, or the folder cannot be made.
    """
    there = [path for path in paths if path.exists()]
    if there and not force:
        listed = ", ".join(f"`{path}`" for path in there)
        raise OutputError(f"nothing was written, for there is already {listed}; replace with --force")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        told = (error.strerror or str(error)).lower()
        raise OutputError(f"the folder `{folder}` could not be made: {told}") from error


def _tell_missing(request: Request, session: Session, named: str) -> None:
    """Print what the studio has yet to find before it sends the request. named: how a command names the order."""
    if request.ranked.ruled_out_by:
        told = f"as the order stands, the advice excludes this pathway: see `advisor why-not {named} {request.pathway}`"
        click.echo(f"  {told}")
    found = session.renderer.still_missing(request)
    for standing, names in found.items():
        click.echo(f"  {standing}: {'; '.join(names)}")
    if not found:
        click.echo("  nothing is missing")
