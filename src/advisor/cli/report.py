"""`advisor report`: one self-contained page on one order, for the studio or for its client."""

from __future__ import annotations

import click

from advisor.cli.common import STDIN, one_order, open_session, order_options, pack_option
from advisor.cli.exits import Exit


@click.command()
@click.argument("order")
@click.option("-o", "--output", "target", required=True, metavar="FILE", help="Where the page is written; - prints it.")
@click.option(
    "--for",
    "reader_of",
    type=click.Choice(["studio", "client"]),
    default="studio",
    help="Who reads it: all there is, or no cost, cash, supplier or margin.",
)
@click.option("--ids", is_flag=True, help="Show rule ids, and where every fact, figure and source stands.")
@click.option("--order", "order_id", metavar="ID", help="Which order of the file.")
@order_options
@pack_option
def report(  # one parameter an option
    order: str,
    target: str,
    reader_of: str,
    order_id: str | None,
    *,
    ids: bool,
    sets: tuple[str, ...],
    as_of: str | None,
    studio: str | None,
    pack_dir: str | None,
    trust_templates: bool,
) -> int:
    """Write a report on ORDER: one file that needs no other, with charts that are tables too, and the proof of the answer."""
    from advisor.analysis.frame import columnar
    from advisor.analysis.report import report as reported
    from advisor.batch.output import write_lines

    session = open_session(pack_dir, trust_templates=trust_templates, sets=sets, as_of=as_of, studio=studio)
    asked = one_order(order, order_id, session.reader)
    found = reported(session.advisor, columnar(session.advisor), asked)
    page = session.renderer.client_report(found) if reader_of == "client" else session.renderer.report(found, ids=ids)
    if target == STDIN:
        click.echo(page, nl=False)
    else:
        write_lines(target, [page], inputs=[order])
        click.echo(f"wrote {target}", err=True)
    return Exit.ADVISED if found.advice.pathway else Exit.EXCLUDED
