"""What an interview begins with, and where it is kept: a sentence, a file to go on with, the one that was left last, or nothing."""

from __future__ import annotations

import stat
from pathlib import Path

import click
from msgspec import Struct
from msgspec.structs import replace

from advisor.cli.asking.move import Left, Move, goes_on, move_of
from advisor.cli.asking.question_shown import MOVES, QuestionShown
from advisor.cli.asking.terminal import Terminal
from advisor.cli.common import asks_it, tell_heard
from advisor.cli.order_files import raw_bytes
from advisor.cli.session import Session
from advisor.errors import Diagnostic, OrderError, Place
from advisor.interview import Interview, Keeping, Owned, StateFolder, Unfinished, read_again, resumed, state_folder
from advisor.meaning.path import name_in
from advisor.trace import Order
from advisor.value.word_match import normal
from advisor.yaml.node import MappingNode

_FIRST = "What do you want made? Say it in your own words, such as: 120 enamel mugs by mid December, about 2,000 euros"


class AskWanted(Struct, frozen=True, kw_only=True):
    """What was asked for on the command line. said: whether facts were said there beside words."""

    words: str
    save: str | None
    resume: str | None
    said: bool


class Begun(Struct, frozen=True):
    """An interview, where it is kept, and the file that commands may name, empty if it is not a person's own."""

    interview: Interview
    keeping: Keeping
    file: str


def begin(wanted: AskWanted, session: Session, terminal: Terminal | None) -> Begun:
    """Begin an interview. terminal: None where nobody can be asked.

    Raises:
        Left: the person leaves before it began.
        OrderError: the file to go on with cannot be read.
        click.UsageError: the file to save in is there already, and nobody can be asked.
    """
    folder = state_folder()
    if wanted.resume:
        return _go_on(wanted.resume, wanted.words, session, folder)
    if wanted.save:
        return _in_file(wanted.save, wanted.words, session, folder, terminal)
    words = wanted.words
    if terminal is not None and not words and not wanted.said:
        last = folder.last()
        said = _offer(last, session, terminal) if last else ""
        if last and said is None:
            return _go_on(str(last.path), "", session, folder)
        words = said or ""
    return _anew(words, "", session, Keeping(folder), terminal)


# --- anew -------------------------------------------------------------------------------------------------------------
def _anew(words: str, file: str, session: Session, keeping: Keeping, terminal: Terminal | None) -> Begun:
    if not words and terminal is not None:
        words = _first_words(terminal)
    name = Path(file).stem if file else "interview"
    empty = MappingNode(entries=(), flow=False, at=Place("interview", 1, 1))
    order = _said(words, session, name) if words else session.reader.order(empty, name)
    if words:
        keeping.note(f"in your words: {words}")
    return Begun(Interview(session.advisor, session.reader, order), keeping, file)


def _said(words: str, session: Session, name: str) -> Order:
    """Return the order that a sentence says, the first of several: the others are told, each as the command that asks it."""
    from advisor.from_words import orders_from

    first, *others = orders_from(words, session.reader, name)
    tell_heard(first, session)
    for one in others:
        click.echo(f"An order of its own, to be asked afterwards: {asks_it(one)}", err=True)
    return replace(first.order, among=None)


def _first_words(terminal: Terminal) -> str:
    """Ask for a sentence to begin with; return it, empty if the person would rather be asked."""
    shown = QuestionShown(question=_FIRST, hint="(Enter: I ask one thing after the other; ? for help; quit)")
    terminal.show(shown)
    while True:
        text = terminal.read(shown)
        match move_of(text):
            case Move.QUIT:
                raise Left
            case Move.HELP | Move.WHY:
                terminal.say("Say what, how many, by when and for how much, as far as you know; I ask for the rest.")
                for line in MOVES:
                    terminal.say(line)
            case None:
                return text
            case _:
                return ""


def _offer(last: Unfinished, session: Session, terminal: Terminal) -> str | None:
    """Offer to go on with the interview that was left last; return what begins a new one, empty to be asked that, None to go on."""
    day = last.when.astimezone()
    told = f"You left an interview unfinished on {day.day} {day:%B}, at {day:%H:%M}: {_what_it_is(last, session)}."
    hint = "(Enter goes on with it; or say in your own words what else you want made)"
    shown = QuestionShown(question=told, hint=hint)
    terminal.show(shown)
    while True:
        text = terminal.read(shown)
        if move_of(text) is Move.QUIT:
            raise Left
        is_yes = session.reader.pack.lexicon.flags.get(normal(text, session.reader.pack.lexicon.spellings))
        if move_of(text) is Move.SKIP or goes_on(text) or is_yes:
            return None
        if move_of(text) is None:
            return text if is_yes is None else ""
        terminal.say("Press Enter to go on with it, or say what else you want made.")


def _what_it_is(last: Unfinished, session: Session) -> str:
    try:
        order = read_again(last.raw, str(last.path), session.reader).order
    except OrderError:
        return "one that does not read any more"
    facts = session.reader.pack.facts
    told = [
        session.renderer.told(path, value, order)
        if facts[name_in(path)].identifies
        else f"{facts[name_in(path)].label} {session.renderer.told(path, value, order)}"
        for path, value in order.given.items()
    ]
    return ", ".join(told[:3]) or "nothing was known yet"


# --- a file that is there ---------------------------------------------------------------------------------------------
def _go_on(file: str, words: str, session: Session, folder: StateFolder) -> Begun:
    raw = raw_bytes(file, session.reader)
    again = read_again(raw, file, session.reader)
    keeping, told = resumed(folder, Path(file), raw, session.reader)
    for one in again.lost:
        click.echo(f"Not read any more, so I ask it again: {one}", err=True)
    keeping.note(*(f"not read any more: {line}" for line in _lines_of(raw, again.lost)))
    for line in told:
        click.echo(line, err=True)
    if again.order.as_of and again.order.as_of != session.reader.as_of:
        click.echo(f"In this order, dates are reckoned from {again.order.as_of.isoformat()}.", err=True)
    interview = Interview(session.advisor, session.reader, again.order)
    if words:
        from advisor.from_words import order_from

        heard = order_from(words, session.reader, "words")
        tell_heard(heard, session)
        interview.hear(heard.order.said, heard.order.readings)
    return Begun(interview, keeping, "" if keeping.is_own else file)


def _lines_of(raw: bytes, lost: tuple[Diagnostic, ...]) -> list[str]:
    lines = raw.decode(errors="replace").splitlines()
    return [lines[one.at.line - 1] for one in lost if 0 < one.at.line <= len(lines)]


def _in_file(file: str, words: str, session: Session, folder: StateFolder, terminal: Terminal | None) -> Begun:
    """Begin one that is saved in a file; where that is there already, the person says what to do."""
    while (found := _found(file)) is not None and found:
        if terminal is None:
            raise click.UsageError(
                f"`{file}` is there already, and is not written over; go on with it by --resume {file}, or give --save another name"
            )
        other = _other_name(file, terminal)
        if not other:
            return _go_on(file, words, session, folder)
        file = other
    return _anew(words, file, session, Keeping(folder, Owned(Path(file), found, folder)), terminal)


def _found(file: str) -> bytes | None:
    """Return the first bytes of a file, None if it is not there."""
    path = Path(file)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise click.UsageError(f"`{file}` is no file; give --save the name of one")
        with path.open("rb") as stream:
            return stream.read(1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise click.UsageError(f"`{file}` cannot be read: {(error.strerror or str(error)).lower()}") from None


def _other_name(file: str, terminal: Terminal) -> str:
    """Ask what to do about a file that is there; return another name, empty to go on with it."""
    hint = "(Enter goes on with it; type another name to begin a new one there, or stop)"
    shown = QuestionShown(question=f"{file} is there already, and I do not write over it.", hint=hint)
    terminal.show(shown)
    text = terminal.read(shown)
    if move_of(text) is Move.QUIT:
        raise Left
    return "" if move_of(text) is Move.SKIP else text
