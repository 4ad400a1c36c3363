"""`advisor why` and `advisor why-not`."""

from __future__ import annotations

import click

from advisor.cli.advise import FORMATS, json_line
from advisor.cli.common import pathway_named, patience
from advisor.cli.exits import Exit
from advisor.cli.order_files import one_order, order_option
from advisor.cli.session import Opening, order_options
from advisor.errors import Place, UnknownNameError
from advisor.yaml.fields import Faults


@click.command("why")
@click.argument("order")
@click.argument("rule", required=False)
@order_option
@order_options
def why_command(  # one parameter an option
    order: str,
    rule: str | None,
    order_id: str | None,
    *,
    opening: Opening,
) -> int:
    """Show the rules behind the recommendation for ORDER, or what became of one RULE."""
    session = opening.session()
    _known("rule", rule, session.advisor.pack.rules)
    advice = session.advisor.advise(one_order(order, order_id, session.reader), trace="all" if rule else "told")
    click.echo(session.renderer.why(advice, rule), nl=False)
    return Exit.ADVISED if advice.pathway else Exit.EXCLUDED


@click.command("why-not")
@click.argument("order")
@click.argument("pathway", required=False)
@order_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How it is written.")
@order_options
def why_not_command(  # one parameter an option
    order: str,
    pathway: str | None,
    order_id: str | None,
    form: str,
    *,
    opening: Opening,
) -> int:
    """Show what keeps PATHWAY, or each that loses, from winning ORDER, what would lift that, and what would make it win."""
    from advisor.analysis.flip import flips
    from advisor.analysis.order_variants import columnar

    session = opening.session()
    advisor = session.advisor
    pathway = pathway and pathway_named(pathway, advisor.pack)
    _known("pathway", pathway, advisor.pack.pathways)
    found = one_order(order, order_id, session.reader)
    advice = advisor.advise(found)
    with patience("trying what would make each pathway win"):
        flipped = flips(advisor, columnar(advisor), found)
    asked = [pathway] if pathway else [one for one in advisor.pack.pathways if one != advice.pathway]
    if form == "json":
        click.echo(json_line(session.renderer.why_not_document(advice, asked, flipped)), nl=False)
    else:
        changes = {one: advisor.least_changes(found, one) for one in asked}
        click.echo(session.renderer.why_nots(advice, changes, flipped, form), nl=False)
    return Exit.ADVISED if advice.pathway else Exit.EXCLUDED


def _known(what: str, name: str | None, known: object) -> None:
    """Raise UnknownNameError, with the nearest name, if there is no such thing."""
    names = list(known) if isinstance(known, dict) else []
    if name is not None and name not in names:
        faults = Faults()
        faults.unknown(Place(what), what, name, names)
        told = faults.found[0]
        raise UnknownNameError(told.message + (f"\n  help: {told.help}" if told.help else ""))
