"""`advisor pack`: for the rule author."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from advisor.cli import pack_diff, pack_mutate, pack_pin, pack_verify
from advisor.cli.common import argument_named
from advisor.cli.exits import Exit
from advisor.cli.pack_weights import weights_command
from advisor.cli.session import open_session
from advisor.errors import Diagnostic, FaultsError, OutputError, Place
from advisor.trace import Advice
from advisor.value.number import QuantityError, parse_date

if TYPE_CHECKING:
    from advisor.analysis.calibration import Half
    from advisor.pack.layers import Layers
    from advisor.pack.merge import PackChange

ENGINES = ("columnar", "experta", "walk")
SAMPLE = 10
_CASELESS = "the pack has no case, so that nothing of it is tested"
_WRITE_ONE = "write one: an `id`, an `order`, and what to `expect`"
"""One case in so many is told by experta as well, if nothing else is asked."""
DIR = click.argument("folder", required=False, metavar="[DIR]", callback=argument_named)


@click.group("pack")
def pack_command() -> None:
    """Begin, check, test and show a knowledge pack; DIR is its folder, the built-in one if left out."""


pack_command.add_command(weights_command)


def _root(folder: str | None) -> tuple[Traversable, str]:
    from advisor.pack.load import builtin

    return (Path(folder), folder) if folder else (builtin(), "")


@pack_command.command("check")
@DIR
def check_command(folder: str | None) -> int:
    """Report every fault in a pack and its cases as FILE:LINE:COLUMN: what is wrong, with the cure.

    What is only unused or unsourced in a pack that it extends is that pack's own matter.
    """
    from advisor.author.checked import checked, noted

    root, label = _root(folder)
    try:
        loaded, layers = checked(root, label, datetime.now().astimezone().date())
    except FaultsError as error:
        for fault in error.faults:
            click.echo(str(fault))
        click.echo(f"{len(error.faults)} fault{'s' if len(error.faults) != 1 else ''}", err=True)
        return Exit.FAULT
    for note in noted(root, label, loaded, layers):
        click.echo(str(replace(note, message=f"note: {note.message}")))
    click.echo(
        f"{loaded.id} {loaded.version}: {len(loaded.rules)} rules, {len(loaded.figures)} figures, "
        f"{len(loaded.options)} options, {len(loaded.facts)} facts; no faults"
    )
    return Exit.ADVISED


@pack_command.command("calibrate")
@DIR
@click.option(
    "--file", "named", metavar="FILE", help="The published numbers; tests/calibration.yaml of the pack if left out."
)
@click.option(
    "--half",
    type=click.Choice(("work", "kept", "fresh")),
    help="Only the half to work with, the one kept aside, or what was found later.",
)
@click.option("--all", "shows_all", is_flag=True, help="Tell every number, not only the worst of each trade.")
def calibrate_command(folder: str | None, named: str | None, half: Half | None, *, shows_all: bool) -> int:
    """Hold published prices and times against what the pack reckons: how many lie inside, by material and process."""
    from advisor.analysis import calibration
    from advisor.cli.calibrated import calibration_lines
    from advisor.yaml.limits import PACK_LIMITS
    from advisor.yaml.reader import read_bytes

    session = open_session(folder, engine="walk")
    file = Path(named) if named else Path(folder or str(_root(None)[0])) / "tests" / "calibration.yaml"
    found = calibration.read_calibration(read_bytes(file, PACK_LIMITS), str(file), session.advisor)
    numbers = [*calibration.compared(found, session.advisor, half)]
    for line in calibration_lines(numbers, session.advisor, shows_all=shows_all):
        click.echo(line)
    return Exit.ADVISED


@pack_command.command("test")
@DIR
@click.option(
    "--engine", "engines", type=click.Choice(ENGINES), multiple=True,
    help="Run every case on this engine; else all in columns, and one in ten on experta.",
)  # fmt: skip
@click.option(
    "--pin",
    is_flag=True,
    help="Write what the pack answers now of the orders in tests/pinned.yaml; with --mutate, pin those that would notice what survives.",
)
@pack_mutate.options
def test_command(
    folder: str | None,
    engines: tuple[str, ...],
    *,
    pin: bool,
    mutate: bool,
    text: str,
    most: int,
    kinds: str,
    fewest: bool,
) -> int:
    """Run the pack's own cases and pinned orders, and report its own rules that hold in no case."""
    if mutate:
        return pack_mutate.mutate(folder, text, most, kinds, pin=pin, few=fewest)
    if pin:
        return pack_pin.pin(folder)
    total, faults, idle = _cases_run(folder, engines)
    pins, faulty = pack_pin.held(folder)
    for fault in sorted({*faults, *idle, *faulty}):
        if text in str(fault):
            click.echo(str(fault))
    failed = len({fault.message.partition(":")[0] for fault in faults if fault.message != _CASELESS})
    where = " and ".join(dict.fromkeys(engines)) or f"columnar, one in {SAMPLE} on experta too"
    click.echo(f"{total} cases on {where}: {total - failed} passed, {failed} failed; {len(idle)} rules untested")
    if pins:
        click.echo(f"{pack_pin.counted(pins)} pinned: {len(faulty)} moved")
    return Exit.FAULT if faults or idle or faulty else Exit.ADVISED


def _cases_run(folder: str | None, engines: Sequence[str]) -> tuple[int, list[Diagnostic], list[Diagnostic]]:
    """Run a pack's cases; return how many it has, what is wrong, and its own rules that hold in none."""
    from advisor.analysis.case import read_cases, run, run_together
    from advisor.analysis.untested import untested

    root, label = _root(folder)
    faults: list[Diagnostic] = []
    advices: list[Advice] = []
    total = 0
    for engine in dict.fromkeys(engines or ("columnar", "experta")):
        session = open_session(folder, engine="walk" if engine == "columnar" else engine)
        advisor = session.advisor
        cases = read_cases(root, label, advisor)
        total = len(cases)
        if not total:
            faults.append(Diagnostic(Place(f"{label}/tests/cases" if label else "tests/cases"), _CASELESS, _WRITE_ONE))
        asked = cases if engines or engine == "columnar" else cases[::SAMPLE]
        told = run_together(asked, advisor) if engine == "columnar" else (run(case, advisor) for case in asked)
        for advice, differences in told:
            advices.append(advice)
            faults.extend(differences)
        inherited = session.advisor.pack.inherited
        idle = [one for one in untested(session.advisor.pack, advices) if one.at.file not in inherited]
    return total, faults, idle


@pack_command.command("show")
@DIR
@click.option(
    "--pathways", "what", flag_value="pathways", default=True, help="The pathways on one canvas (the default)."
)
@click.option("--contradictions", "what", flag_value="contradictions", help="Where the sources contradict each other.")
@click.option("--figures", "what", flag_value="figures", help="Every figure with its source.")
@click.option("--sources", "what", flag_value="sources", help="The bibliography.")
@click.option("--rules", "what", flag_value="rules", help="Every rule.")
@click.option("--words", "what", flag_value="words", help="What people may call what is in it.")
@click.option("--stale", metavar="DATE", help="Figures and options that are out of date on a day, such as 2027-06-30.")
@click.option("--origin", "what", flag_value="origin", help="Where each entry is said, and what it says anew.")
def show_command(folder: str | None, what: str, stale: str | None) -> int:
    """Show what a pack knows. --stale: older than a year on that day, run out by then, or not yet valid."""
    if stale is not None:
        from advisor.analysis.ledger import stale_claims

        found = list(stale_claims(open_session(folder).advisor.pack, _day(stale)))
        for claim in found:
            click.echo(str(claim))
        click.echo(f"{len(found)} out of date on {stale}")
        return Exit.ADVISED
    if what == "origin":
        from advisor.pack.load import load_with_origin

        root, label = _root(folder)
        for line in _origin_lines(load_with_origin(root, label=label)[1]):
            click.echo(line)
        return Exit.ADVISED
    session = open_session(folder)
    click.echo(session.renderer.pack_page(what), nl=False)
    return Exit.ADVISED


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except QuantityError as error:
        raise click.BadParameter(error.message, param_hint="`--stale`") from error


def _origin_lines(layers: Layers) -> Iterator[str]:
    """Yield each entry of a pack under what it is: name, place, what it says; below it, what it overrode."""
    over: dict[tuple[str, str], list[PackChange]] = {}
    for change in layers.changes:
        over.setdefault((change.what, change.name), []).append(change)
    for what in dict.fromkeys(entry.what for entry in layers.entries):
        entries = [entry for entry in layers.entries if entry.what == what]
        names, places = (
            max(len(str(one)) for one in column) for column in zip(*((e.name, e.at) for e in entries), strict=True)
        )
        yield f"{what}s"
        for entry in entries:
            yield f"  {entry.name:{names}}  {entry.at!s:{places}}  {entry.says}".rstrip()
            for change in over.pop((what, entry.name), []):
                yield f"    {change.key}: {change.old or 'not said'} -> {change.new or 'not said'}  (was {change.was_at})"
        off = [one for key, held in over.items() if key[0] == what for one in held if not one.key]
        for one in off:
            yield f"  {one.name:{names}}  {one.at!s:{places}}  off  (was {one.was_at})"


# --- writing ----------------------------------------------------------------------------------------------------------
@pack_command.command("new")
@click.argument("folder", metavar="DIR")
@click.option("--extends", metavar="PACK", help="The pack to lie over: `builtin` (the default), or a folder.")
@click.option("--bare", is_flag=True, help="Over no other pack: the smallest one that is complete.")
def new_command(folder: str, extends: str | None, *, bare: bool) -> int:
    """Write a small pack that works, with a rule, a case, and schemas for editors; DIR must be new or empty."""
    from advisor.pack.scaffold import write_new

    if bare and extends:
        raise click.UsageError("--bare lies over no pack: say either --bare or --extends")
    today = datetime.now().astimezone().date().isoformat()
    written = write_new(Path(folder), None if bare else extends or "builtin", today=today)
    click.echo(f"{folder}: {written.id} {written.version}, {len(written.rules)} rules, {len(written.options)} options")
    for command in ("pack check", "pack test"):
        click.echo(f"  advisor {command} {folder}")
    click.echo(f"  advisor advise --pack {folder} ORDER")
    return Exit.ADVISED


@pack_command.command("schema")
@DIR
@click.option(
    "-o", "--output", metavar="OUTDIR", help="Write a file for each schema; else one JSON document is printed."
)
def schema_command(folder: str | None, output: str | None) -> int:
    """Write JSON Schemas of order files and of the pack's own, by which editors complete facts, choices and figures."""
    from advisor.batch.output import refuse_unmade, write_lines
    from advisor.pack.load import load
    from advisor.pack.scaffold import schema_texts
    from advisor.pack.schema import schemas

    if output is not None:
        refuse_unmade(output)
    root, label = _root(folder)
    loaded = load(root, label=label)
    if output is None:
        click.echo(json.dumps(schemas(loaded), ensure_ascii=False, indent=1))
        return Exit.ADVISED
    try:
        Path(output).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"`{output}` could not be written: {(error.strerror or str(error)).lower()}") from error
    for name, text in schema_texts(loaded).items():
        write_lines(str(Path(output) / name), [text])
        click.echo(str(Path(output) / name))
    return Exit.ADVISED


# --- commands of their own files --------------------------------------------------------------------------------------
pack_command.add_command(pack_diff.diff_command)
pack_command.add_command(pack_verify.verify_command)
