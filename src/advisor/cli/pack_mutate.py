"""`advisor pack test --mutate`: which mistakes in a pack its cases would not notice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisor.cli.common import patience
from advisor.cli.exits import Exit
from advisor.cli.session import open_session

if TYPE_CHECKING:
    from advisor.advice import Advisor
    from advisor.author.shown_mutant import Shown
    from advisor.author.trial import Outcome
    from advisor.ir import Pack

Command = TypeVar("Command", bound=Callable[..., Any])
MOST = 200
"""How many mutants are tried, unless another number is asked."""
KINDS = "condition,bound,figure,option,assumption"


def options(command: Command) -> Command:
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
        "--most", type=click.IntRange(min=1), default=MOST, help="How many mutants are tried, evenly over all."
    )
    kinds = click.option("--kinds", default=KINDS, metavar="LIST", help=f"In what mistakes are made: some of {KINDS}.")
    out = click.option("--write-cases", "out", metavar="FILE", help="Write the case that would notice each survivor.")
    return mutate(text(most(kinds(out(command)))))


def mutate(folder: str | None, text: str, most: int, kinds: str, out: str | None) -> int:
    """Try mutants against a pack's cases, and say which survive."""
    from advisor.analysis.case import read_cases
    from advisor.author.coverage import coverage
    from advisor.author.mistakes import mutants
    from advisor.author.trial import Trial

    wanted = _kinds(kinds)
    if out:
        from advisor.batch.output import refuse_output

        refuse_output(out)
    advisor = open_session(folder, engine="walk").advisor
    cases = read_cases(_root(folder), folder or "", advisor)
    every = [one for one in mutants(advisor.pack, text) if one.kind in wanted]
    with patience("making mistakes"):
        found = [*Trial(advisor, cases).run(every[:: -(-len(every) // most) or 1])]
    shown = _tell(found, advisor)
    if out:
        _write(out, shown, advisor.pack)
    click.echo(coverage(advisor, cases))
    for line in _shares(found):
        click.echo(line)
    left = sum(one.survives for one in found)
    click.echo(f"{len(found)} of {len(every)} mutants tried: {len(found) - left} noticed or no pack, {left} survive")
    return Exit.FAULT if any(one.order is not None for one in shown) else Exit.ADVISED


def _root(folder: str | None) -> Traversable:
    from advisor.pack.folder import builtin

    return Path(folder) if folder else builtin()


def _kinds(told: str) -> set[str]:
    wanted = set(told.split(","))
    unknown = sorted(wanted - set(KINDS.split(",")))
    if unknown:
        raise click.BadParameter(f"`{unknown[0]}` is none of {KINDS}", param_hint="`--kinds`")
    return wanted


def _shares(found: Sequence[Outcome]) -> list[str]:
    """Return of each kind of mistake how many are noticed, in words."""
    tried, left = Counter(one.mutant.kind for one in found), Counter(one.mutant.kind for one in found if one.survives)
    return [f"  {kind}: {count - left[kind]} of {count} noticed or no pack" for kind, count in tried.items()]


def _tell(found: Sequence[Outcome], advisor: Advisor) -> list[Shown]:
    """Tell each mutant that no case notices, and return what shows it."""
    from advisor.author.shown_mutant import show

    shown = [show(advisor, one.mutant) for one in found if one.survives]
    for one in shown:
        told = (
            "no order found that it decides otherwise"
            if one.order is None
            else f"the pack says {one.pathway or 'nothing fits'}"
        )
        click.echo(f"{one.mutant.name}: {one.mutant.what}: no case notices; {told}")
    return shown


def _write(out: str, shown: Sequence[Shown], pack: Pack) -> None:
    """Write the cases that would notice the mutants that are shown by an order."""
    from advisor.author.told import case
    from advisor.batch.output import write_lines

    told = [
        line
        for place, one in enumerate(shown, 1)
        if one.order is not None
        for line in case(f"kills-{place}-{one.mutant.name}", one.order, one.pathway, pack)
    ]
    write_lines(out, [f"{line}\n" for line in (["cases:", *told] if told else ["cases: []"])])
