"""`advisor pack diff`: what the edits of a pack do to decisions."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from advisor.cli.common import patience
from advisor.cli.exits import Exit
from advisor.cli.order_files import read_orders
from advisor.cli.session import open_session

if TYPE_CHECKING:
    from advisor.cli.session import Session
    from advisor.errors import Place

_FORMS = ("text", "markdown", "json")


@click.command("diff")
@click.argument("folders", nargs=-1, required=True, metavar="A [B]")
@click.option("--orders", "orders", metavar="FILE", help="Real orders: how many flip, and from what to what.")
@click.option(
    "--write-cases", "cases", metavar="FILE", help="Write the smallest order of each way that decisions move as cases."
)
@click.option(
    "--fail-on-change", is_flag=True, help="End with code 1 if a decision changes, or is not proved to be the same."
)
@click.option("--format", "form", type=click.Choice(_FORMS), default="text", help="How it is written.")
@click.option(
    "--most", type=click.IntRange(min=1), default=None, help="How many boxes of orders are decided for each edit."
)
def diff_command(
    folders: tuple[str, ...], orders: str | None, cases: str | None, form: str, most: int | None, *, fail_on_change: bool
) -> int:  # fmt: skip
    """Say of each edit from pack A to pack B which orders it moves.

    A alone: from the pack it extends. `builtin` is the built-in one, `HEAD~1:mine` a folder as it was at a revision of git.
    """
    from advisor.author.diff import difference
    from advisor.author.difference_words import case_lines

    if len(folders) > 2:  # noqa: PLR2004  # A and B
        raise click.UsageError("a difference is between two packs")
    if cases:
        from advisor.batch.output import refuse_output

        refuse_output(cases)
    before, after = _sides(folders)
    with patience("deciding by both packs"):
        found = difference(before.advisor, after.advisor, most=most, places=_places(folders[-1]))
    flips, count = _flips(orders, before, after) if orders else (Counter[tuple[str | None, str | None]](), 0)
    if cases:
        from advisor.batch.output import write_lines

        write_lines(cases, [f"{line}\n" for line in case_lines(found)])
        click.echo(f"wrote {cases}", err=True)
    _say(found, flips, count, form)
    return Exit.EXCLUDED if fail_on_change and (found.changes or flips) else Exit.ADVISED


def _say(found: object, flips: Counter[tuple[str | None, str | None]], count: int, form: str) -> None:
    from advisor.author.diff import Difference
    from advisor.author.difference_words import difference_document, difference_lines, flips_counted

    if not isinstance(found, Difference):
        raise TypeError("no difference")
    if form == "json":
        real = [{"from": one, "to": other, "orders": several} for (one, other), several in flips.items()]
        click.echo(
            json.dumps(
                {**difference_document(found), "orders": {"count": count, "flips": real}}, ensure_ascii=False, indent=1
            )
        )
        return
    told = [*difference_lines(found), *(flips_counted(flips, count, found.after.pack) if count else ())]
    for line in told:
        depth = (len(line) - len(line.lstrip())) // 2
        click.echo(line if form == "text" or not line else f"{'  ' * depth}- {line.strip()}")


def _sides(folders: tuple[str, ...]) -> tuple[Session, Session]:
    if len(folders) > 1:
        return _opened(folders[0]), _opened(folders[-1])
    below = _base(folders[0])
    after = _opened(folders[0])  # first, so that a fault of the base is told as the pack over it tells it
    return _opened(below), after


def _opened(name: str) -> Session:
    from advisor.cli.revision import folder_at, is_revision
    from advisor.pack.folder import BUILTIN

    if is_revision(name):
        with folder_at(name) as folder:
            return open_session(folder, engine="walk", called=name)
    return open_session(None if name == BUILTIN else name, engine="walk")


def _places(name: str) -> dict[str, Place]:
    """Return where the choices are said that stand in files of their own, by name; nowhere at a revision."""
    from advisor.cli.revision import is_revision
    from advisor.pack.extend import open_layers
    from advisor.pack.fact_choices import FILES
    from advisor.pack.folder import BUILTIN, Folder

    if is_revision(name) or name == BUILTIN:
        return {}
    layers = open_layers(Folder(Path(name), name))
    for file in FILES:
        layers.section(file)
    return {entry.name: entry.at for entry in reversed(layers.entries)}


def _base(folder: str) -> str:
    """Return the folder of the pack that one extends."""
    from advisor.pack.extend import open_layers
    from advisor.pack.folder import BUILTIN, Folder
    from advisor.pack.load import load

    layers = open_layers(Folder(Path(folder), folder))
    if layers.faults.found:
        load(Path(folder), label=folder)  # tells these faults, and all others
    if len(layers.folders) == 1:
        raise click.UsageError(f"`{folder}` extends no pack: name the one it is held against")
    below = layers.folders[1]
    return BUILTIN if below.label == BUILTIN else str(below.root)


def _flips(name: str, before: Session, after: Session) -> tuple[Counter[tuple[str | None, str | None]], int]:
    """Return how many orders of a file go from which pathway to which, and how many were read by both packs."""
    from advisor.columnar import orders_of

    held = [{one.id: one for one in read_orders([name], replace(side.reader)).good} for side in (before, after)]
    ids = [one for one in held[0] if one in held[1]]
    won = []
    for side, orders in zip((before, after), held, strict=True):
        columns = orders_of(side.advisor.pack, [orders[one] for one in ids])
        won.append(side.advisor.columnar.decide(columns, ("pathway",))["pathway"].to_list())
    return Counter(pair for pair in zip(*won, strict=True) if pair[0] != pair[1]), len(ids)
