"""`advisor ask`: the interview in a terminal, from a sentence to an answer one would act on."""

from __future__ import annotations

import shlex
import signal
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from advisor.cli.advise import json_line, text
from advisor.cli.common import patience, plain_option
from advisor.cli.exits import Exit
from advisor.cli.order_files import named_by
from advisor.cli.session import Opening, Session, order_options

if TYPE_CHECKING:
    from advisor.cli.asking.begin import AskWanted, Begun
    from advisor.cli.asking.terminal import Terminal
    from advisor.interview import Interview
    from advisor.trace import Order


@click.command("ask")
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@click.option("--save", metavar="FILE", help="Write each answer into this order file at once.")
@click.option("--resume", metavar="FILE", help="Go on with the order in this file, and put your answers into it.")
@click.option("--full", is_flag=True, help="Print all of the advice, not its first screen alone.")
@click.option("--json", "as_json", is_flag=True, help="Print the advice as a JSON document.")
@plain_option
@order_options
def ask_command(
    words: tuple[str, ...],
    save: str | None,
    resume: str | None,
    *,
    plain: bool,
    full: bool,
    as_json: bool,
    opening: Opening,
) -> int:
    """Ask what is needed, question by question, and recommend how to get the order made. WORDS say the order in your own words, to begin with.

    Only what could still change the answer is asked, and limits. At every question: an answer, a range such as 80..150, several such as
    wood, metal, or don't know; ? for help, why, back, edit, now, quit. Every answer is kept at once: `advisor ask` alone goes on.
    """
    from advisor.cli.asking.begin import AskWanted as _Wanted
    from advisor.cli.asking.terminal import open_terminal

    if save and resume:
        raise click.UsageError("--resume already saves into its file; leave out --save")
    session = opening.from_today().session()
    wanted = _Wanted(words=" ".join(words).strip(), save=save, resume=resume, said=bool(opening.sets))
    begun = _converse(wanted, session, open_terminal(plain=plain))
    if isinstance(begun, Exit):
        return begun
    with patience("working it out"):
        advice = session.advisor.advise(begun.interview.order)
    told = (
        json_line(session.renderer.document(advice))
        if as_json
        else text(advice, session, _named(begun, advice.order, opening), ids=False, full=full)
    )
    click.echo(told, nl=False)
    if begun.keeping.path and not begun.file:
        path = shlex.quote(str(begun.keeping.path))
        click.echo(f"Your order is kept in {path}; why, why-not, report and rfq take it.", err=True)
    return Exit.ADVISED if advice.pathway else Exit.EXCLUDED


def _named(begun: Begun, order: Order, opening: Opening) -> str:
    """Return how a command names an order that was asked for: by the file it is kept in, which holds its day and all that was laid over it."""
    kept_in_it = replace(opening, sets=(), as_of=None)
    return f"{shlex.quote(begun.file)}{kept_in_it.typed()}" if begun.file else named_by(order, opening)


def _converse(wanted: AskWanted, session: Session, terminal: Terminal | None) -> Begun | Exit:
    """Return the interview when all is said, or the code to leave with."""
    from advisor.cli.asking.begin import begin
    from advisor.cli.asking.move import Left
    from advisor.cli.asking.talk import Talk

    begun: Begun | None = None
    if (
        terminal is not None
    ):  # a person sits there: Ctrl-C is meant, though whoever started this may have had it ignored
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        begun = begin(wanted, session, terminal)
        if terminal is None:
            _tell_missing(begun.interview, is_saved=bool(wanted.save))
        else:
            _keep(begun, session)
            Talk(begun.interview, session, terminal, begun.keeping).run()
        if terminal is not None or wanted.save:
            _keep(begun, session, finished=True)
    except (Left, KeyboardInterrupt) as ended:
        _tell_how_to_go_on(begun, session)
        return Exit.ADVISED if isinstance(ended, Left) else Exit.INTERRUPTED
    return begun


def _tell_missing(interview: Interview, *, is_saved: bool) -> None:
    """Tell what would have to be asked where nobody can be: what was read is saved all the same, if a file is named.

    Raises:
        click.UsageError: anything would have to be asked, and nothing is saved.
    """
    flags = " ".join(f"--set {one.fact.name}=..." for one in interview.waiting)
    told = f"standard input is no terminal, so nothing can be asked; these facts could still change the answer: {flags}"
    if flags and not (is_saved and interview.said):
        raise click.UsageError(told)
    if flags:
        click.echo(f"{told[0].upper()}{told[1:]}", err=True)


def _keep(begun: Begun, session: Session, *, finished: bool = False) -> None:
    """Keep what was said, if anything was, and tell what must be told of that."""
    if begun.interview.said:
        for line in begun.keeping.keep(begun.interview, session.reader, finished=finished):
            click.echo(line, err=True)


def _tell_how_to_go_on(begun: Begun | None, session: Session) -> None:
    if begun is not None:
        _keep(begun, session)
    path = begun.keeping.path if begun else None
    if begun is None or path is None:
        click.echo(
            "Nothing is kept: nothing was said yet."
            if not (begun and begun.interview.said)
            else "Your answers are not kept.",
            err=True,
        )
    elif begun.keeping.is_own and not begun.file:
        click.echo(f"Your answers are kept in {path}.\nGo on with: advisor ask", err=True)
    else:
        click.echo(f"Your answers are in {path}; go on with: advisor ask --resume {shlex.quote(str(path))}", err=True)
