"""`advisor pack weights`: what each weight of a pack decides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.exits import Exit
from advisor.cli.session import open_session

if TYPE_CHECKING:
    from advisor.analysis.weights import Weight

_SHOWN = 4
"""How many cases are named of those that a weight decides."""


@click.command("weights")
@click.argument("folder", required=False, metavar="[DIR]")
@click.option("--all", "shows_all", is_flag=True, help="Name every case that a weight decides, not only the first.")
def weights_command(folder: str | None, *, shows_all: bool) -> int:
    """Tell what each rule that gives points decides: the cases that another pathway would win without it. Of a pack's own rules.

    A weight that decides none is a matter of taste; one without which a case would be won as it expects, and with it is not, misleads.
    """
    from advisor.analysis.case import read_cases
    from advisor.analysis.weights import weigh_all
    from advisor.pack.folder import builtin

    session = open_session(folder, engine="walk")
    cases = read_cases(Path(folder) if folder else builtin(), folder or "", session.advisor)
    inherited = session.advisor.pack.inherited
    found = [one for one in weigh_all(session.advisor, cases) if one.rule.at.file not in inherited]
    for one in sorted(found, key=lambda one: (-len(one.decides), -one.counts, one.rule.id)):
        for line in _lines(one, shows_all=shows_all):
            click.echo(line)
    misleading = sum(1 for one in found if one.misleads)
    idle = sum(1 for one in found if not one.decides)
    click.echo(f"{len(found)} weights: {len(found) - idle} decide a case, {idle} decide none, {misleading} mislead one")
    return Exit.FAULT if misleading else Exit.ADVISED


def _lines(one: Weight, *, shows_all: bool) -> Iterator[str]:
    sign = "-" if one.is_risk else "+"
    given = "never given" if one.given is None else f"{sign}{'..'.join(map(str, dict.fromkeys(one.given)))} points"
    yield f"{one.rule.id}: {given}; counts in {one.counts} cases, decides {len(one.decides)}"
    if one.decides:
        shown = one.decides if shows_all else one.decides[:_SHOWN]
        left = len(one.decides) - len(shown)
        yield f"    without it another wins: {', '.join(shown)}{f' and {left} more' if left else ''}"
    if one.misleads:
        yield f"    MISLEADS: {', '.join(one.misleads)} would be won as expected without it"
