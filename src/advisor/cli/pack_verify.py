"""`advisor pack verify`: what can be proved of a pack."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.cli.common import patience
from advisor.cli.exits import Exit
from advisor.cli.session import open_session

if TYPE_CHECKING:
    from advisor.author.verify import Finding
    from advisor.ir import Pack


@click.command("verify")
@click.argument("folder", required=False, metavar="[DIR]")
@click.option(
    "--most", type=click.IntRange(min=1), default=6000, help="How many boxes of orders each property may take."
)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How it is written.")
def verify_command(folder: str | None, most: int, form: str) -> int:
    """Prove of a pack, or show by an order, what is wrong: rules that never hold or matter, options that never win, gaps, islands.

    What must never or always win stands in tests/properties.yaml. An island may be meant, so it alone is no fault.
    """
    from advisor.author.difference_words import orders_asked
    from advisor.author.property_file import read_properties
    from advisor.author.verify import verify as verified
    from advisor.pack.folder import builtin

    session = open_session(folder, engine="walk")
    advisor = session.advisor
    properties = read_properties(Path(folder) if folder else builtin(), folder or "", advisor)
    with patience("looking for what cannot be"):
        found = verified(advisor, properties, most=most)
    own = [one for one in found.findings if one.fault.at.file not in advisor.pack.inherited]
    head = list(orders_asked(found.profile, advisor.pack))
    if form == "json":
        told = {
            "asked": head, "findings": [_document(one, advisor.pack) for one in own], "proved": found.proved, "open": found.open,
        }  # fmt: skip
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _say([*head, *(_line(one, advisor.pack) for one in own), *(f"proved: {one}" for one in found.proved)])
        _say([f"open: {one}" for one in found.open])
        click.echo(f"{len(own)} finding{'s' if len(own) != 1 else ''}")
    return Exit.FAULT if any(one.kind != "island" for one in own) else Exit.ADVISED


def _say(lines: list[str]) -> None:
    for line in lines:
        click.echo(line)


def _line(one: Finding, pack: Pack) -> str:
    from advisor.author.difference_words import facts

    shown = json.dumps(facts(one.order, pack), ensure_ascii=False)
    return f"{one.fault}" + (f"\n  order: {shown}" if one.order else "")


def _document(one: Finding, pack: Pack) -> dict[str, object]:
    from advisor.author.difference_words import facts

    return {
        "kind": one.kind, "at": str(one.fault.at), "message": one.fault.message, "help": one.fault.help, "order": facts(one.order, pack),
    }  # fmt: skip
