"""The door: the group of commands, and what becomes of errors, signals and broken pipes."""

from __future__ import annotations

import importlib
import signal
import sys
import traceback
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import click

from advisor import __version__
from advisor.cli import streams
from advisor.cli.exits import Exit
from advisor.errors import OURS, AdvisorError, FaultsError, OutputError

if TYPE_CHECKING:
    from advisor.ir import Pack
    from advisor.pack.files import Identity

COMMANDS = {
    "ask": "advisor.cli.ask:ask_command",
    "advise": "advisor.cli.advise:advise_command",
    "batch": "advisor.cli.batch:batch_command",
    "explain": "advisor.cli.explain:explain_command",
    "why": "advisor.cli.why:why_command",
    "why-not": "advisor.cli.why:why_not_command",
    "what-if": "advisor.cli.what_if:what_if_command",
    "sweep": "advisor.cli.sweep:sweep_command",
    "report": "advisor.cli.report:report_command",
    "compare": "advisor.cli.compare:compare_command",
    "rfq": "advisor.cli.rfq:rfq_command",
    "learn": "advisor.cli.learn:learn_command",
    "serve": "advisor.cli.serve:serve_command",
    "pack": "advisor.cli.pack:pack_command",
}
_SHORT = {
    "ask": "Interview you about one order, then recommend how to get it made.",
    "advise": "Recommend how to get each order made, and explain it.",
    "batch": "Advise on many orders, from files and shops.",
    "explain": "Explain one order of what `batch` wrote.",
    "why": "Show the rules behind the recommendation, or one of them.",
    "why-not": "Show what keeps a pathway from winning, and what would lift it.",
    "what-if": "Show both answers: as the order is, and with other facts.",
    "sweep": "Show who wins at every value of a fact, or of two, and where that changes.",
    "report": "Write a report on an order, for the studio or for its client.",
    "compare": "Compare the quotes in an order, normalised to landed unit cost.",
    "rfq": "Write a request for quotation, with a sheet the supplier can fill in.",
    "learn": "Hold finished orders against what was reckoned, and draft what they prove.",
    "serve": "Serve all this as a page in a browser, and as JSON for a shop or a sheet.",
    "pack": "Check, test, show and begin knowledge packs.",
}


class StreamError(OutputError):
    """Raised when standard output could not be written."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's signature
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), name)
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a stream that cannot be written is our own error, before click makes it exit code 1."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            raise StreamError(f"the output could not be written: {error.strerror or error}") from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click's signature
        with formatter.section("Commands"):
            formatter.write_dl(list(_SHORT.items()))


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001  # click's signature
    if not wanted or ctx.resilient_parsing:
        return
    from advisor.pack.files import builtin, identify

    shipped = builtin()
    pack: Identity | Pack | None = identify(shipped)
    if pack is None:
        from advisor.pack.load import load  # takes five times as long as all the rest

        pack = load(shipped)
    click.echo(f"advisor {__version__}, pack {pack.id} {pack.version} ({pack.sha256[:12]})")
    ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version, help="Show versions."
)
def _root() -> None:
    """Recommend how to get a batch of objects made, from ten to two thousand units, and explain it.

    Write the order into a YAML file, such as `quantity: 120` and `deadline: 4 weeks`, and run `advisor advise FILE`.
    """


def main() -> NoReturn:
    """Run the command line and exit with one of the codes in `exits`."""
    signal.signal(signal.SIGTERM, _terminated)
    streams.prepare()
    code = _run()
    if streams.has_lost() and code in (Exit.ADVISED, Exit.EXCLUDED):
        code = Exit.OUTPUT  # something was said that nobody could read
    sys.exit(code)


def _run() -> int:
    """Return the code of a run, however it ends; a fault of ours is told with its traceback, and has a code of its own."""
    try:
        return _told()
    except SystemExit:
        raise
    except BaseException:  # noqa: BLE001  # Polars' own panic is no Exception
        return _crash()


def _told() -> int:
    """Return the code of a run, after saying why it ended where that was to be expected."""
    try:
        code = _root.main(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as asked:
        return asked.exit_code
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return Exit.INTERRUPTED
    except FaultsError as error:
        click.echo(str(error), err=True)
        return Exit.FAULT
    except StreamError as error:
        return _close_output(error)
    except OutputError as error:
        click.echo(f"advisor: {error}", err=True)
        return Exit.OUTPUT
    except AdvisorError as error:
        click.echo(f"advisor: {error}", err=True)
        return Exit.FAULT
    except OSError as error:
        return _close_output(StreamError(f"the output could not be written: {error.strerror or error}"))
    return code if isinstance(code, int) else Exit.ADVISED


def _crash() -> int:
    """Tell a fault of ours: its traceback, and whose it is."""
    traceback.print_exc()
    click.echo(f"advisor: {OURS}", err=True)
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        return Exit.CRASHED
    streams.drop_output()
    return Exit.CRASHED


def _close_output(error: StreamError) -> int:
    """Say that standard output could not be written, unless nobody reads it any more."""
    if not isinstance(error.__cause__, BrokenPipeError):
        click.echo(f"advisor: {error}", err=True)
    streams.drop_output()
    return Exit.OUTPUT


def _terminated(_: int, __: FrameType | None) -> NoReturn:
    raise SystemExit(Exit.TERMINATED)
