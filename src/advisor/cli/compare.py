"""`advisor compare`: the quotes of an order, at the same quantities."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.cli.advise import FORMATS, json_line
from advisor.cli.common import plain_option
from advisor.cli.exits import Exit
from advisor.cli.order_files import one_order, order_option
from advisor.cli.session import Opening, order_options


@click.command("compare")
@click.argument("order")
@order_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How the comparison is written.")
@click.option(
    "--quotes", "sheets", multiple=True, metavar="SHEET", help="A quote sheet that a supplier filled in (.xlsx)."
)
@click.option("--all", "everything", is_flag=True, help="Besides the quotes, every option that stands.")
@plain_option
@order_options
def compare_command(  # one parameter an option
    order: str,
    order_id: str | None,
    form: str,
    sheets: tuple[str, ...],
    *,
    everything: bool,
    plain: bool,
    opening: Opening,
) -> int:
    """Compare the quotes in ORDER at the same quantities, landed, and show what each price leaves out.

    With fewer than two quotes, the best options of the other pathways stand beside them.
    """
    from advisor.analysis.quote_comparison import compare as compared

    session = opening.session()
    asked = one_order(order, order_id, session.reader)
    if sheets:
        from advisor.batch.quote_filled import read_sheet

        asked = session.reader.with_quotes(asked, [read_sheet(Path(one), session.advisor.pack) for one in sheets])
    found = compared(session.advisor, asked, everything=everything)
    if form == "json":
        click.echo(json_line(session.renderer.comparison_document(found)), nl=False)
    else:
        click.echo(session.renderer.comparison(found, form, plain=plain), nl=False)
    stands = any(not offer.ranked.ruled_out_by for offer in found.offers)
    return Exit.ADVISED if stands else Exit.EXCLUDED
