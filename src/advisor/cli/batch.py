"""`advisor batch`: many orders in, one JSON document a line out."""

from __future__ import annotations

from collections.abc import Iterator

import click

from advisor.cli.advise import json_line
from advisor.cli.common import STDIN, Orders, Session, open_session, order_options, pack_option, read_orders
from advisor.cli.exits import Exit


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--output", default=STDIN, metavar="OUT", help="The file to write; - is standard output.")
@order_options
@pack_option
def batch(
    files: tuple[str, ...],
    output: str,
    *,
    sets: tuple[str, ...],
    as_of: str | None,
    studio: str | None,
    pack_dir: str | None,
    trust_templates: bool,
) -> int:
    """Advise on many orders, from YAML or JSON to JSON Lines.

    A faulty order is reported and refused; the others are advised. The output is the old file or the whole new one.
    """
    from advisor.batch.output import write_lines

    session = open_session(pack_dir, trust_templates=trust_templates, sets=sets, as_of=as_of, studio=studio)
    held = read_orders(files, session.reader)
    count = {"excluded": 0}
    lines = _lines(session, held, count)
    if not held.good:
        return Exit.FAULT
    if output == STDIN:
        for line in lines:
            click.echo(line, nl=False)
    else:
        write_lines(output, lines, inputs=files)
    told = f"{len(held.good)} orders advised, {count['excluded']} of them with every option excluded"
    click.echo(told + (f"; {held.refused} refused" if held.refused else ""), err=True)
    return Exit.REFUSED if held.refused else Exit.ADVISED


def _lines(session: Session, held: Orders, count: dict[str, int]) -> Iterator[str]:
    for order in held.good:
        advice = session.advisor.advise(order)
        count["excluded"] += advice.pathway is None
        yield json_line(session.renderer.document(advice))
