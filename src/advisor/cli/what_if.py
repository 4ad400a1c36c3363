"""`advisor what-if`: both answers to an order, as it is and with other facts."""

from __future__ import annotations

import click
from msgspec.structs import replace

from advisor.cli.advise import FORMATS, json_line
from advisor.cli.exits import Exit
from advisor.cli.order_files import for_a_person, order_in, order_option, raw_bytes
from advisor.cli.session import Opening, order_options


@click.command("what-if")
@click.argument("order")
@order_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How the answers are written.")
@click.option("--ids", is_flag=True, help="Show rule ids, and where each rule stands.")
@order_options
def what_if_command(  # one parameter an option
    order: str,
    order_id: str | None,
    form: str,
    *,
    ids: bool,
    opening: Opening,
) -> int:
    """Show both answers to ORDER side by side, as it is and with --set FACT=VALUE, and the rules that turned."""
    from advisor.analysis.what_if_answers import what_if as tried

    if not opening.sets:
        raise click.UsageError("say what to change: --set FACT=VALUE")
    session = opening.session()
    raw, reader = raw_bytes(order, session.reader), for_a_person(session.reader)
    before = order_in(raw, order, order_id, replace(reader, sets=()))
    after = order_in(raw, order, order_id, reader)
    found = tried(session.advisor, before, after)
    if form == "json":
        click.echo(json_line(session.renderer.what_if_document(found)), nl=False)
    else:
        click.echo(session.renderer.what_if(found, form, ids=ids), nl=False)
    return Exit.ADVISED if found.after.pathway else Exit.EXCLUDED
