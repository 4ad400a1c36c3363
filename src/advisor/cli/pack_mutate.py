"""`advisor pack test --mutate`: which mistakes in a pack neither its cases nor its pinned orders would notice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisor.cli.common import patience
from advisor.cli.exits import Exit
from advisor.cli.pack_pin import counted, pack_root, write
from advisor.cli.session import open_session

if TYPE_CHECKING:
    from advisor.author.mutant import Mutant, MutantOutcome

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
    few = click.option(
        "--fewest", is_flag=True, help="With --mutate --pin: leave out what others notice as well, or a case does."
    )
    return mutate(text(most(kinds(few(command)))))


def mutate(folder: str | None, text: str, most: int, kinds: str, *, pin: bool, few: bool) -> int:
    """Try mutants against a pack's cases and pinned orders, and say which survive. pin: pin the orders that would notice them; few: and none in vain."""
    from advisor.analysis.case import read_cases
    from advisor.analysis.pin_file import read_pins
    from advisor.author.choose import chosen, fewest, tried
    from advisor.author.coverage import coverage
    from advisor.author.equal import Equal
    from advisor.author.mistakes import mutants

    wanted = _kinds(kinds)
    advisor = open_session(folder, engine="walk").advisor
    cases = read_cases(pack_root(folder), folder or "", advisor)
    pinned = [one.order for one in read_pins(pack_root(folder), folder or "", advisor)]
    every = [one for one in mutants(advisor.pack, text) if one.kind in wanted]
    with patience("making mistakes"):
        found = [*tried(advisor, cases, pinned, every[:: -(-len(every) // most) or 1])]
        left = [one.mutant for one in found if one.survives]
        equal = Equal(advisor)
        proved = {id(one) for one in left if equal.proved(one)}
        bases, asked = [*(one.order for one in cases), *pinned], [one for one in left if id(one) not in proved]
        more = chosen(advisor, bases, asked, [one.id for one in pinned])
        by = {id(one): order.id for order, several in more for one in several}
    if pin and (more or few):
        orders = [*pinned, *(order for order, _ in more)]
        needed = fewest(advisor, cases, orders, [one.mutant for one in found]) if few else orders
        click.echo(f"{write(folder, needed, advisor)}: {counted(len(needed))}, {len(pinned)} before")
        left = [one for one in left if id(one) not in by]
    _tell([one for one in left if id(one) not in proved], by)
    click.echo(coverage(advisor, cases))
    _count(found, left, proved)
    return Exit.FAULT if more and not pin else Exit.ADVISED


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


def _count(found: Sequence[MutantOutcome], left: Sequence[Mutant], proved: Collection[int]) -> None:
    """Tell of each kind of mistake what became of how many. left: those that nothing notices; proved: of these those that are no mistake."""
    tried = Counter(one.mutant.kind for one in found)
    refused = Counter(one.mutant.kind for one in found if one.refused)
    survive = Counter(one.kind for one in left)
    none = Counter(one.kind for one in left if id(one) in proved)
    for kind in tried:
        click.echo(f"  {kind}: {_told(tried[kind], refused[kind], survive[kind], none[kind])}")
    click.echo(f"mutants: {_told(*(one.total() for one in (tried, refused, survive, none)))}")


def _told(tried: int, refused: int, left: int, none: int) -> str:
    """Return what became of some mutants, and the share that is noticed of those that are mistakes."""
    noticed, mistakes = tried - refused - left, tried - refused - none
    share = f" ({100 * noticed // mistakes} %)" if mistakes else ""
    return f"{tried} tried, {refused} no pack, {noticed} noticed{share}, {none} proved to be no mistake, {left - none} survive"
