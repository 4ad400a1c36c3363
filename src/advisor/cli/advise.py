"""`advisor advise`: full advice for each order."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
from msgspec.structs import replace

from advisor.batch.file_form import STDIN
from advisor.cli.common import asks_it, show_faults, tell_heard, typed
from advisor.cli.exits import Exit, worst
from advisor.cli.order_files import named_by, order_option, read_orders
from advisor.cli.session import Opening, Session, order_options
from advisor.errors import OrderError
from advisor.trace import Advice, Order
from advisor.yaml.ours import fault_of_ours, is_ours

if TYPE_CHECKING:
    from advisor.from_words import FromWords
    from advisor.render.page import Renderer

FORMATS = ("text", "markdown", "json", "html")
_Made = TypeVar("_Made")
RULE = "\n" + "-" * 80 + "\n\n"
MADE_BETWEEN_LOOKS = 50_000
"""After how many new objects the collector looks for circles: at Python's 700 it takes a thirtieth of a first answer."""


@click.command("advise")
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
@order_option
@order_options
def advise_command(  # one parameter an option
    orders: tuple[str, ...],
    words: str | None,
    form: str,
    order_id: str | None,
    *,
    full: bool,
    brief: bool,
    ids: bool,
    trace: str,
    strict: bool,
    opening: Opening,
) -> int:
    """Recommend how to get each order made, and explain it on one screen.

    ORDER is a YAML or JSON file, or - for standard input; or say one in --words.
    """
    gc.set_threshold(MADE_BETWEEN_LOOKS, *gc.get_threshold()[1:])
    if not orders and words is None:
        raise click.UsageError("name a file of orders, or say the order in --words")
    session = (opening.from_today() if words is not None else opening).session()
    if orders and words is None and not any(map(_may_be_file, orders)):
        meant = f"advisor advise --words {typed(' '.join(orders))}"
        raise click.UsageError(f"no such file: {', '.join(orders)}; if this is an order in your own words: {meant}")
    held = read_orders(orders, replace(session.reader, strict=strict), order_id)
    heard = [] if words is None else _heard(words, session, is_all=not opening.sets)
    asked = (*(one.order for one in heard), *held.good)
    tried = [
        _alone(one, partial(session.advisor.advise, one, trace="all" if trace == "all" else "told")) for one in asked
    ]
    advices = [one for one in tried if one is not None]
    how, is_picked = "brief" if brief else form, order_id is not None
    told = (
        print_advices(advices, session, how, ids=ids, full=full, picked=is_picked, opening=opening) if advices else []
    )
    if asked and not told and not held.refused:
        return Exit.CRASHED
    if heard:
        click.echo("To ask why, or for letters or a report, keep it in a file:", err=True)
        for command in _kept_by(heard, opening):
            click.echo(f"  {command}", err=True)
    excluded = sum(1 for one in told if one.pathway is None)
    return worst(advised=len(told), refused=held.refused + len(asked) - len(told), excluded=excluded)


def _may_be_file(name: str) -> bool:
    """Return whether a name is that of a file, or one that is missing, rather than words."""
    return name == STDIN or "/" in name or Path(name).suffix[1:].isalpha() or Path(name).exists()


def _heard(words: str, session: Session, *, is_all: bool) -> list[FromWords]:
    """Return the orders that a sentence holds, after telling what was read of each.

    Raises:
        OrderError: it is all that is said, and nothing was read of it.
    """
    from advisor.from_words import orders_from

    heard = orders_from(words, session.reader, "words")
    if is_all and (nothing := heard[0].nothing):
        raise OrderError(nothing)
    for one in heard:
        tell_heard(one, session)
    return heard


def _kept_by(heard: Sequence[FromWords], opening: Opening) -> Iterator[str]:
    """Yield the commands that keep orders said in words, each in a file that is not there yet, with what was laid over it."""
    files = chain(("order.yaml",), (f"order-{number}.yaml" for number in count(2)))
    free = (one for one in files if not Path(one).exists())
    for one, file in zip(heard, free, strict=False):
        yield asks_it(one, "--save", file) + opening.typed()


def _alone(order: Order, made: Callable[[], _Made]) -> _Made | None:
    """Return what is made of one order; None if the program fails at it, after telling so: the others are not touched."""
    try:
        return made()
    except BaseException as error:
        if not is_ours(error):
            raise
        show_faults([fault_of_ours(order.at, error)])
    return None


def print_advices(
    advices: list[Advice],
    session: Session,
    form: str,
    *,
    ids: bool,
    full: bool,
    picked: bool = False,
    opening: Opening = Opening(),  # noqa: B008  # frozen
) -> list[Advice]:
    """Print advices one after the other, in a format or `brief`, and return those that could be put in words.

    full: all of each, as a page of HTML, and ids, have it anyhow. picked: one of its file was named by its id.
    opening: with which they were reckoned, so that the commands beneath say it again.
    """
    renderer = session.renderer
    if form == "html":
        if len(advices) > 1:  # a page is made of all at once: one at which the program fails is found by itself
            advices = [one for one in advices if _alone(one.order, partial(renderer.html, [one], ids=ids))]
        page = _alone(advices[0].order, partial(renderer.html, advices, ids=ids)) if advices else None
        click.echo(page or "", nl=False)
        return advices if page else []
    whole = full or ids
    files = Counter(one.order.at.file for one in advices)

    def named(advice: Advice) -> str:
        return named_by(advice.order, opening, is_one_of=picked or files[advice.order.at.file] > 1)

    one: dict[str, Callable[[Advice], str]] = {
        "text": lambda advice: text(advice, session, named(advice), ids=ids, full=full),
        "markdown": lambda advice: renderer.markdown(advice, ids=ids) if whole else renderer.screen("markdown", advice),
        "json": lambda advice: json_line(renderer.document(advice)),
        "brief": renderer.brief,
    }
    between = {"text": RULE, "markdown": "\n---\n\n", "brief": "\n"}.get(form, "")
    tried = [(advice, _alone(advice.order, partial(one[form], advice))) for advice in advices]
    click.echo(between.join(told for _, told in tried if told is not None), nl=False)
    if form == "text" and not whole and len(advices) > 1:
        _tell_together(advices, renderer)
    return [advice for advice, told in tried if told is not None]


def _tell_together(advices: Sequence[Advice], renderer: Renderer) -> None:
    """Print the orders of each block of a file beside each other, below their answers."""
    blocks: list[list[Advice]] = []
    last = 0
    for one in advices:
        number = one.order.among.number if one.order.among else 0
        if number <= last or not blocks:
            blocks.append([])
        blocks[-1].append(one)
        last = number
    for block in blocks:
        if len(block) > 1 and (told := _alone(block[0].order, partial(renderer.together, block))):
            click.echo(f"{RULE}{told}")


def text(advice: Advice, session: Session, file: str, *, ids: bool, full: bool) -> str:
    """Return an advice as plain text. file: what its commands name the order by."""
    if full or ids:
        return session.renderer.text(advice, ids=ids, file=file)
    return session.renderer.screen("text", advice, file)


def json_line(document: object) -> str:
    """Return a document as one line of JSON, in plain ASCII so that it survives any stream."""
    import json

    return json.dumps(document, ensure_ascii=True, separators=(", ", ": ")) + "\n"
