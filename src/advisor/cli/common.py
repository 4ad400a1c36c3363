"""What several commands say alike: options, names, a sentence as an order, faults, and that something takes a while."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisor.errors import Diagnostic

if TYPE_CHECKING:
    from advisor.cli.session import Session
    from advisor.from_words import FromWords
    from advisor.ir import Pack

_Command = TypeVar("_Command", bound=Callable[..., Any])


def argument_named(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return what an option or argument names, None if it was left out.

    Raises:
        click.BadParameter: it was said, and names nothing: an empty variable of a script, say.
    """
    if value is not None and not value.strip():
        raise click.BadParameter("expected a name, got an empty text; leave it out, or name one", param=parameter)
    return value


def plain_option(command: _Command) -> _Command:
    """Add `--plain`, which `ACCESSIBLE=1` in the environment says too."""
    told = "For screen readers: nothing drawn from characters. ACCESSIBLE=1 says the same."
    return click.option("--plain", is_flag=True, envvar="ACCESSIBLE", help=told)(command)


def pathway_named(text: str, pack: Pack) -> str:
    """Return the pathway that people, or an answer, call so: one of its options too; the text itself if there is none."""
    from advisor.value import word_match

    found = word_match.pathway(text, pack.lexicon)
    if found in pack.pathways:
        return found
    said = word_match.normal(text, pack.lexicon.spellings)
    named = {
        option.pathway
        for option in pack.options.values()
        if said
        in (word_match.normal(one, pack.lexicon.spellings) for one in (option.name, option.name.partition(",")[0]))
    }
    return named.pop() if len(named) == 1 else found


@contextmanager
def patience(what: str) -> Iterator[None]:
    """Say on a terminal's standard error what is being done, once it takes over a second."""
    from threading import Timer

    timer = Timer(1, lambda: click.echo(f"{what} ...", err=True)) if sys.stderr.isatty() else None
    if timer is not None:
        timer.daemon = True
        timer.start()
    try:
        yield
    finally:
        if timer is not None:
            timer.cancel()


def show_faults(faults: Iterable[Diagnostic]) -> None:
    """Print faults to standard error, a line each and a help line."""
    for fault in faults:
        click.echo(str(fault), err=True)


def tell_heard(found: FromWords, session: Session) -> None:
    """Say on standard error what was read of a sentence, and what was not."""
    among = found.order.among
    click.echo(f"From your words, {among.name}:" if among else "From your words:", err=True)
    for line in _heard_lines(found, session):
        click.echo(f"  {line}", err=True)


def _heard_lines(found: FromWords, session: Session) -> Iterator[str]:
    from advisor.meaning.path import name_in

    for path, value in found.order.said.items():
        fact = session.reader.pack.facts[name_in(path)]
        own = ", ".join(found.said.get(fact.name, ()))
        said = f"  ({own})" if own else ""
        yield f"{fact.label}: {session.renderer.told(path, value, found.order)}{said}"
    for one in found.faults:
        yield f"not taken: {one.message}" + (f"; {one.help}" if one.help else "")
    if found.others:
        yield f"another order, to be asked by itself: {', '.join(found.others)}"
    if found.told:
        yield f"not read: {', '.join(found.told)}"


def typed(text: str) -> str:
    """Return a text as one types it in a shell: in double quotes, which any shell has, where that is safe."""
    return quote(text) if set(text) & set('"$`\\!%') else f'"{text}"'


def asks_it(found: FromWords, *options: str) -> str:
    """Return the command that asks for an order said in words, with what stands beside another thing in the same sentence."""
    shared = (f"--set {typed(f'{fact}={text}')}" for fact, texts in found.shared.items() for text in texts)
    return " ".join(("advisor ask", *options, typed(found.text), *shared))


def today() -> str:
    """Return today's date, from which dates in a person's own words are reckoned, after saying so."""
    day = date.today().isoformat()  # noqa: DTZ011  # the person's own day
    click.echo(f"Dates are reckoned from today, {day}.", err=True)
    return day
