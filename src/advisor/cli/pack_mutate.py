"""`advisor pack test --mutate`: which mistakes in a pack neither its cases nor its pinned orders would notice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisor.cli.common import patience
from advisor.cli.exits import Exit
from advisor.cli.pack_pin import counted, write
from advisor.cli.session import open_session

if TYPE_CHECKING:
    from advisor.author.mutant import Mutant

_Command = TypeVar("_Command", bound=Callable[..., Any])
_MOST = 200
"""How many mutants are tried, unless another number is asked."""
_KINDS = "condition,bound,figure,option,assumption"


def options(command: _Command) -> _Command:
    """Add what `--mutate` takes."""
    mutate = click.option("--mutate", is_flag=True, help="Make mistakes in the pack, and say which no case notices.")
    text = click.option(
        "-k",
        "text",
        default="",
        metavar="TEXT",
        help="Only the faults, or the mutants of entries, whose name holds TEXT.",
    )
    most = click.option(
        "--most", type=click.IntRange(min=1), default=_MOST, help="How many mutants are tried, evenly over all."
    )
    kinds = click.option(
        "--kinds", default=_KINDS, metavar="LIST", help=f"In what mistakes are made: some of {_KINDS}."
    )
    return mutate(text(most(kinds(command))))


def mutate(folder: str | None, text: str, most: int, kinds: str, *, pin: bool) -> int:
    """Try mutants against a pack's cases and pinned orders, and say which survive. pin: pin the orders that would notice them."""
    from advisor.analysis.case import read_cases
    from advisor.analysis.pin_file import read_pins
    from advisor.author.choose import chosen, tried
    from advisor.author.coverage import coverage
    from advisor.author.equal import Equal
    from advisor.author.mistakes import mutants

    wanted = _kinds(kinds)
    advisor = open_session(folder, engine="walk").advisor
    cases = read_cases(_root(folder), folder or "", advisor)
    pinned = [one.order for one in read_pins(_root(folder), folder or "", advisor)]
    every = [one for one in mutants(advisor.pack, text) if one.kind in wanted]
    with patience("making mistakes"):
        found = [*tried(advisor, cases, pinned, every[:: -(-len(every) // most) or 1])]
        left = [one.mutant for one in found if one.survives]
        more = chosen(advisor, [*(one.order for one in cases), *pinned], left, [one.id for one in pinned])
        by = {id(one): order.id for order, several in more for one in several}
        equal = Equal(advisor)
        proved = {id(one) for one in left if id(one) not in by and equal.proved(one)}
    if pin and more:
        click.echo(f"{write(folder, [*pinned, *(order for order, _ in more)], advisor)}: {counted(len(more))} more")
        left = [one for one in left if id(one) not in by]
    _tell([one for one in left if id(one) not in proved], by)
    click.echo(coverage(advisor, cases))
    _count([one.mutant for one in found], left, proved)
    return Exit.FAULT if more and not pin else Exit.ADVISED


def _root(folder: str | None) -> Traversable:
    from advisor.pack.folder import builtin

    return Path(folder) if folder else builtin()


def _kinds(told: str) -> set[str]:
    wanted = set(told.split(","))
    unknown = sorted(wanted - set(_KINDS.split(",")))
    if unknown:
        raise click.BadParameter(f"`{unknown[0]}` is none of {_KINDS}", param_hint="`--kinds`")
    return wanted


def _tell(left: Sequence[Mutant], by: Mapping[int, str]) -> None:
    """Tell each mutant that nothing notices, and which order would, were its answer pinned."""
    for one in left:
        would = f"`{by[id(one)]}`, pinned, would" if id(one) in by else "no order found that shows it"
        click.echo(f"{one.name}: {one.what}: no case notices; {would}")


def _count(tried: Sequence[Mutant], left: Sequence[Mutant], proved: Collection[int]) -> None:
    """Tell of each kind of mistake how many are noticed, and how many are proved to be none."""
    count, survive = Counter(one.kind for one in tried), Counter(one.kind for one in left)
    none = Counter(one.kind for one in left if id(one) in proved)
    for kind, several in count.items():
        equal = f", {none[kind]} proved to be no mistake" if none[kind] else ""
        click.echo(f"  {kind}: {several - survive[kind]} of {several} noticed or no pack{equal}")
    rest = len(left) - len(proved)
    equal = f", {len(proved)} proved to be no mistake" if proved else ""
    click.echo(f"{len(tried)} mutants tried: {len(tried) - len(left)} noticed or no pack{equal}, {rest} survive")
