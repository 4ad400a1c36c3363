"""`advisor learn`: what quotes and finished orders say of the pack."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.batch.file_form import FORMS
from advisor.cli import batch_options as options
from advisor.cli.common import show_faults
from advisor.cli.exits import Exit
from advisor.cli.session import Opening, Session, order_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor.analysis.correction import Correction
    from advisor.analysis.outcome import Held, OrderOutcome


@click.command("learn")
@click.argument("file")
@click.option(
    "--write",
    "target",
    metavar="FOLDER",
    help="Write what is proved as a pack over the one in use; FOLDER must be new.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How it is told.")
@click.option(
    "--from",
    "source",
    type=click.Choice([one for one in FORMS if one != "jsonl"]),
    help="How FILE is written; else by its suffix.",
)
@click.option("--locale", type=click.Choice(["auto", "de", "en"]), default="auto", help="Decimal comma or point.")
@click.option("--encoding", metavar="NAME", help="How a table is encoded, such as cp1252; else found out.")
@click.option("--delimiter", metavar="CHAR", help="What stands between a table's cells, or `tab`; else found out.")
@click.option("--map", "map_file", metavar="FILE", help="What a table's columns, units and words mean, in YAML.")
@order_options
def learn_command(
    file: str, target: str | None, form: str, source: str | None, locale: str, encoding: str | None, delimiter: str | None,
    map_file: str | None, *, opening: Opening,
) -> int:  # fmt: skip
    """Hold quotes received and finished orders in FILE (CSV, Excel, YAML) against what the pack reckons for them.

    Tells by process and by supplier how many lie inside, the median of likely over real, and the worst; then which rows are proved to be off.
    The pack in use is not changed: --write drafts one that lies over it.
    """
    from advisor.analysis.correction import corrections
    from advisor.analysis.outcome import hold
    from advisor.batch.outcome_file import names_of, read_outcomes

    session = opening.session("walk")
    _refuse_target(target)
    told = options.tables(
        session, options.locale(locale), options.encoding(encoding), options.delimiter(delimiter), map_file, (),
        names=names_of(session.reader),
    )  # fmt: skip
    found = read_outcomes(file, session.reader, sys.stdin.buffer, form=source, tables=told)
    if found.said:
        click.echo(found.said, err=True)
    show_faults(found.faults)
    if not found.outcomes:
        return Exit.FAULT
    held = hold(found.outcomes, session.advisor)
    proved = corrections(held, session.advisor.pack)
    _say(session, found.outcomes, held, proved, form)
    if target is not None:
        _write(target, file, session, opening.pack_dir, [one for one in proved if one.verdict == "corrected"])
    return Exit.REFUSED if found.refused else Exit.ADVISED


def _refuse_target(target: str | None) -> None:
    """Refuse a folder that holds something before the work is done, and not after it."""
    if target is not None:
        from advisor.pack.scaffold import refuse_full

        refuse_full(Path(target))


def _say(
    session: Session, outcomes: Sequence[OrderOutcome], held: Sequence[Held], proved: Sequence[Correction], form: str
) -> None:
    from advisor.author.draft import outcomes_counted
    from advisor.cli.learned import learned_document, learned_lines

    quoted = sum(one.is_quote for one in outcomes)
    bare = len({one.outcome.id for one in held if one.number.spread is None})
    if form == "json":
        count = {"outcomes": len(outcomes), "quoted": quoted, "without_row": bare}
        click.echo(json.dumps({**count, **learned_document(held, proved)}, ensure_ascii=False, indent=1))
        return
    click.echo(
        f"{outcomes_counted(len(outcomes))}: {len(outcomes) - quoted} done, {quoted} quoted; {bare} without a row of their own"
    )
    for line in learned_lines(held, proved, session.advisor.pack):
        click.echo(line)


def _write(target: str, file: str, session: Session, pack_dir: str | None, proved: Sequence[Correction]) -> None:
    """Write what is proved, and say what to run next, both on standard error."""
    from advisor.author.draft import Draft, write_learned

    if not proved:
        click.echo(f"nothing is proved to be off, so `{target}` was not written", err=True)
        return
    draft = Draft(
        corrections=tuple(proved), pack=session.advisor.pack, extends=pack_dir or "", file=file,
        today=datetime.now().astimezone().date().isoformat(),
    )  # fmt: skip
    written = write_learned(Path(target), draft)
    click.echo(f"wrote {target}: {written.id} {written.version}, {len(proved)} figures", err=True)
    for command in ("check", "test", "diff"):
        click.echo(f"  advisor pack {command} {target}", err=True)
