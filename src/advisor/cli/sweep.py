"""`advisor sweep`: who wins at every value of a number fact, or of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from advisor.cli.advise import FORMATS, json_line
from advisor.cli.common import patience, plain_option
from advisor.cli.exits import Exit
from advisor.cli.order_files import for_a_person, order_in, order_option, raw_bytes
from advisor.cli.session import Opening, Session, order_options
from advisor.errors import Diagnostic, OrderError, Place
from advisor.ir import UNLIMITED, Numbers
from advisor.meaning.path import name_in

if TYPE_CHECKING:
    from advisor.trace import Order
    from advisor.variation import Map, Sweep

MOST_FACTS = 2


@click.command("sweep")
@click.argument("order")
@click.argument("ranges", nargs=-1, required=True, metavar="FACT=LOW..HIGH...")
@order_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How the sweep is written.")
@click.option("--chart", metavar="FILE", help="Write a chart, as SVG, into this file.")
@plain_option
@order_options
def sweep_command(  # one parameter an option
    order: str,
    ranges: tuple[str, ...],
    order_id: str | None,
    form: str,
    chart: str | None,
    *,
    plain: bool,
    opening: Opening,
) -> int:
    """Show who wins ORDER at every value of one number fact, such as quantity=10..2000, or of two, and where that changes."""
    if len(ranges) > MOST_FACTS:
        raise click.UsageError("a sweep takes one fact or two")
    if chart is not None:
        from advisor.batch.output import refuse_output

        refuse_output(chart, [order])
    session = opening.session()
    raw, reader = raw_bytes(order, session.reader), for_a_person(session.reader)
    base = order_in(raw, order, order_id, reader)
    asked = [(one.partition("=")[0].strip(), one.partition("=")[2]) for one in ranges]
    reader = replace(reader, sets=(*reader.sets, *asked))
    ends = spans(session, order_in(raw, order, order_id, reader), [name for name, _ in asked])
    with patience("asking who wins at every value"):
        found = _swept(session, base, ends)
    if chart is not None:
        from advisor.batch.output import write_lines

        write_lines(chart, [session.renderer.chart(found)], inputs=[order])
        click.echo(f"wrote {chart}", err=True)
    if form == "json":
        click.echo(json_line(session.renderer.sweep_document(found)), nl=False)
    else:
        click.echo(session.renderer.sweep(found, form, plain=plain), nl=False)
    return Exit.ADVISED


def spans(session: Session, asked: Order, names: list[str]) -> list[tuple[str, Numbers]]:
    """Return the facts to sweep with their ends.

    Raises:
        OrderError: a fact is no number, or its values are none but `none`.
    """
    found: dict[str, Numbers] = {}
    for name in names:
        fact = session.reader.fact(name)
        if fact is None:  # reported as the order was read with it
            continue
        value = asked.given.get(f"order.{fact.name}", fact.domain)
        if not isinstance(value, Numbers) or value.low >= UNLIMITED:
            told = f"`{name}` is no number to sweep over"
            cure = f"name a number fact and its ends, as in {_example(session)}; for other facts see `advisor what-if`"
            raise OrderError([Diagnostic(Place(f"sweep {name}"), told, cure)])
        found[f"order.{fact.name}"] = value
    if len(found) < len(names):
        raise click.UsageError("the same fact is named twice")
    return [*found.items()]


def _example(session: Session) -> str:
    """Return a number of the pack with two ends, its amount if it has one."""
    pack = session.advisor.pack
    numbers = (one.name for one in pack.facts.values() if one.of == "order" and isinstance(one.domain, Numbers))
    name = name_in(pack.roles.amount) if pack.roles.amount else next(numbers, "FACT")
    return f"{name}=10..2000"


def _swept(session: Session, order: Order, spans: list[tuple[str, Numbers]]) -> Sweep | Map:
    from advisor.analysis import winners_by_value as swept
    from advisor.analysis.order_variants import columnar

    answers = columnar(session.advisor)
    if len(spans) == 1:
        return swept.sweep(session.advisor, answers, order, *spans[0])
    return swept.sweep_two(session.advisor, answers, order, *spans[0], *spans[1])
