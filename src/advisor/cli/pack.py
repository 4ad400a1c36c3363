"""`advisor pack`: for the rule author."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path

import click

from advisor.cli.common import open_session
from advisor.cli.exits import Exit
from advisor.errors import Diagnostic, FaultsError
from advisor.trace import Advice

ENGINES = ("experta", "walk")


@click.group()
def pack() -> None:
    """Check, test and show a knowledge pack; DIR is its folder, the built-in one if left out."""


def _root(folder: str | None) -> tuple[Traversable, str]:
    from advisor.pack.load import builtin

    return (Path(folder), folder) if folder else (builtin(), "")


@pack.command()
@click.argument("folder", required=False, metavar="[DIR]")
def check(folder: str | None) -> int:
    """Report every fault in a pack as FILE:LINE:COLUMN: what is wrong, with the cure."""
    from advisor.check import diagnose
    from advisor.pack.load import load
    from advisor.strata import stratify

    root, label = _root(folder)
    try:
        loaded = load(root, label=label)
        faults = sorted(set(diagnose(stratify(loaded))))
    except FaultsError as error:
        faults = list(error.faults)
    for fault in faults:
        click.echo(str(fault))
    if faults:
        click.echo(f"{len(faults)} fault{'s' if len(faults) != 1 else ''}", err=True)
        return Exit.FAULT
    click.echo(
        f"{loaded.id} {loaded.version}: {len(loaded.rules)} rules, {len(loaded.figures)} figures, "
        f"{len(loaded.options)} options, {len(loaded.facts)} facts; no faults"
    )
    return Exit.ADVISED


@pack.command()
@click.argument("folder", required=False, metavar="[DIR]")
@click.option(
    "--engine", "engines", type=click.Choice(ENGINES), multiple=True, default=ENGINES, help="Run on this engine."
)
def test(folder: str | None, engines: tuple[str, ...]) -> int:
    """Run the pack's cases, and report the rules that hold in none of them."""
    from advisor.analysis.case import read_cases, run, untested

    root, label = _root(folder)
    faults: list[Diagnostic] = []
    advices: list[Advice] = []
    total = 0
    for engine in dict.fromkeys(engines):
        session = open_session(folder, engine=engine)
        cases = read_cases(root, label, session.advisor)
        total = len(cases)
        for case in cases:
            advice, differences = run(case, session.advisor)
            advices.append(advice)
            faults.extend(differences)
        idle = untested(session.advisor.pack, advices)
    for fault in sorted({*faults, *idle}):
        click.echo(str(fault))
    failed = len({fault.message.partition(":")[0] for fault in faults})
    click.echo(
        f"{total} cases on {' and '.join(engines)}: {total - failed} passed, {failed} failed; {len(idle)} rules untested"
    )
    return Exit.FAULT if faults or idle else Exit.ADVISED


@pack.command()
@click.argument("folder", required=False, metavar="[DIR]")
@click.option(
    "--pathways", "what", flag_value="pathways", default=True, help="The pathways on one canvas (the default)."
)
@click.option("--contradictions", "what", flag_value="contradictions", help="Where the sources contradict each other.")
@click.option("--figures", "what", flag_value="figures", help="Every figure with its source.")
@click.option("--sources", "what", flag_value="sources", help="The bibliography.")
@click.option("--rules", "what", flag_value="rules", help="Every rule.")
def show(folder: str | None, what: str) -> int:
    """Show what a pack knows."""
    session = open_session(folder)
    click.echo(session.renderer.pack_page(what), nl=False)
    return Exit.ADVISED
