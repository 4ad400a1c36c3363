"""`advisor pack test --mutate`: which mistakes in a pack its cases would not notice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisor.cli.common import patience
from advisor.cli.exits import Exit
from advisor.cli.session import open_session

if TYPE_CHECKING:
    from advisor.author.mutant import Survivor
    from advisor.ir import Pack

Command = TypeVar("Command", bound=Callable[..., Any])
MOST = 20
"""How many mutants are tried, unless another number is asked."""


def options(command: Command) -> Command:
    """Add what `--mutate` takes."""
    mutate = click.option(
        "--mutate", is_flag=True, help="Make mistakes in rules and figures, and say which no case notices."
    )
    text = click.option(
        "-k",
        "text",
        default="",
        metavar="TEXT",
        help="Only the faults, or the mutants of rules and figures, that hold TEXT.",
    )
    most = click.option(
        "--most", type=click.IntRange(min=1), default=MOST, help="How many mutants are tried, evenly over all."
    )
    out = click.option("--write-cases", "out", metavar="FILE", help="Write the case that would notice each survivor.")
    return mutate(text(most(out(command))))


def mutate(folder: str | None, text: str, most: int, out: str | None) -> int:
    """Try mutants against a pack's cases, and say which survive."""
    from advisor.analysis.case import read_cases
    from advisor.author.mutant import Trial, coverage, mutants
    from advisor.pack.folder import builtin

    if out:
        from advisor.batch.output import refuse_output

        refuse_output(out)
    root: Traversable = Path(folder) if folder else builtin()
    advisor = open_session(folder, engine="walk").advisor
    cases = read_cases(root, folder or "", advisor)
    every = sum(1 for _ in mutants(advisor.pack, text))
    step = -(-every // most) or 1
    with patience("making mistakes"):
        trial = Trial(advisor, cases)
        tried = [*islice(mutants(advisor.pack, text), 0, None, step)]
        left = [one for one in map(trial.survives, tried) if one is not None]
    told = _tell(left, advisor.pack)
    if out:
        from advisor.batch.output import write_lines

        write_lines(out, [f"{line}\n" for line in (["cases:", *told] if told else ["cases: []"])])
    click.echo(coverage(advisor, cases))
    click.echo(
        f"{len(tried)} of {every} mutants tried: {len(tried) - len(left)} noticed or no pack, {len(left)} survive"
    )
    return Exit.FAULT if any(one.order is not None for one in left) else Exit.ADVISED


def _tell(left: Sequence[Survivor], pack: Pack) -> list[str]:
    """Tell each mutant that no case notices, and return the cases that would."""
    from advisor.author.told import case

    told: list[str] = []
    for place, one in enumerate(left, 1):
        shown = (
            "no order found that it decides otherwise"
            if one.order is None
            else f"the pack says {one.pathway or 'nothing fits'}"
        )
        click.echo(f"{one.mutant.name}: {one.mutant.what}: no case notices; {shown}")
        if one.order is not None:
            told += case(f"kills-{place}-{one.mutant.name}", one.order, one.pathway, pack)
    return told
