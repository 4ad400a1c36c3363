"""`advisor advise`: full advice for each order."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace

import click

from advisor.cli.common import Session, from_words, open_session, order_options, pack_option, read_orders, today
from advisor.cli.exits import worst
from advisor.trace import Advice

FORMATS = ("text", "markdown", "json", "html")
FILES = (".yaml", ".yml", ".json")
"""How files of orders end that a command can be given again."""
RULE = "\n" + "-" * 80 + "\n\n"
MADE_BETWEEN_LOOKS = 50_000
"""After how many new objects the collector looks for circles: at Python's 700 it takes a thirtieth of a first answer."""


@click.command()
@click.argument("orders", nargs=-1, metavar="ORDER...")
@click.option("--words", metavar="WORDS", help='An order in your own words, such as "120 enamel mugs by mid December".')
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How the advice is written.")
@click.option("--full", is_flag=True, help="All of it: every option, figure and source.")
@click.option("--brief", is_flag=True, help="Three lines an order.")
@click.option("--ids", is_flag=True, help="Show rule ids, points, and where each rule stands.")
@click.option(
    "--trace", type=click.Choice(["told", "all"]), default="told", help="In JSON: every verdict on every option."
)
@click.option("--strict", is_flag=True, help="Refuse all words but the pack's own names.")
@order_options
@pack_option
def advise(  # one parameter an option
    orders: tuple[str, ...],
    words: str | None,
    form: str,
    *,
    full: bool,
    brief: bool,
    ids: bool,
    trace: str,
    strict: bool,
    sets: tuple[str, ...],
    as_of: str | None,
    studio: str | None,
    pack_dir: str | None,
    trust_templates: bool,
) -> int:
    """Recommend how to get each order made, and explain it on one screen.

    ORDER is a YAML or JSON file, or - for standard input; or say one in --words.
    """
    gc.set_threshold(MADE_BETWEEN_LOOKS, *gc.get_threshold()[1:])
    if not orders and words is None:
        raise click.UsageError("name a file of orders, or say the order in --words")
    as_of = as_of or (today() if words is not None else None)
    session = open_session(pack_dir, trust_templates=trust_templates, sets=sets, as_of=as_of, studio=studio)
    held = read_orders(orders, replace(session.reader, strict=strict))
    own = () if words is None else (from_words(words, session, "words"),)
    advices = [session.advisor.advise(order, trace="all" if trace == "all" else "told") for order in (*own, *held.good)]
    if advices:
        print_advices(advices, session, "brief" if brief else form, ids=ids, full=full)
    excluded = sum(1 for one in advices if one.pathway is None)
    return worst(advised=len(advices), refused=held.refused, excluded=excluded)


def print_advices(advices: list[Advice], session: Session, form: str, *, ids: bool, full: bool) -> None:
    """Print advices one after the other, in a format or `brief`. full: all of each, as a page of HTML, and ids, have it anyhow."""
    renderer = session.renderer
    if form == "html":
        click.echo(renderer.html(advices, ids=ids), nl=False)
        return
    whole = full or ids
    one: dict[str, Callable[[Advice], str]] = {
        "text": lambda advice: text(advice, session, ids=ids, full=full),
        "markdown": lambda advice: renderer.markdown(advice, ids=ids) if whole else renderer.screen("markdown", advice),
        "json": lambda advice: json_line(renderer.document(advice)),
        "brief": renderer.brief,
    }
    between = {"text": RULE, "markdown": "\n---\n\n", "brief": "\n"}.get(form, "")
    click.echo(between.join(one[form](advice) for advice in advices), nl=False)


def text(advice: Advice, session: Session, *, ids: bool, full: bool, file: str = "") -> str:
    """Return an advice as plain text, its commands for the order's own file, or for another one."""
    own = advice.order.at.file
    named = file or (own if own.endswith(FILES) else "")
    if full or ids:
        return session.renderer.text(advice, ids=ids, file=named)
    return session.renderer.screen("text", advice, named)


def json_line(document: object) -> str:
    """Return a document as one line of JSON, in plain ASCII so that it survives any stream."""
    import json

    return json.dumps(document, ensure_ascii=True, separators=(", ", ": ")) + "\n"
