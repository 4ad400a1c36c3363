"""A terminal to talk on, and the plain one: nothing but lines, for screen readers, dumb terminals and half ones."""

from __future__ import annotations

import os
import re
import select
import sys
from typing import Protocol

import click

from advisor.cli.asking.move import Left
from advisor.cli.asking.question_shown import PLAIN_KEYS, QuestionShown

_WIDTH = 80
LOOKS_UP = 0.1
_HANGS = re.compile(r" *(?:- |[0-9]+\. )?")


class Terminal(Protocol):
    """What the conversation needs of a terminal."""

    def say(self, text: str) -> None:
        """Show lines."""

    def show(self, shown: QuestionShown) -> None:
        """Show a question with all that stands beside it."""

    def read(self, shown: QuestionShown, fault: str = "", typed: str = "") -> str:
        """Return what is typed. fault: what is wrong with what was typed before.

        Raises:
            Left: the input ended.
            KeyboardInterrupt: the person pressed Ctrl-C.
        """


class PlainTerminal:
    """Lines alone."""

    def __init__(self) -> None:
        self._read = b""

    def say(self, text: str) -> None:
        say(text)

    def show(self, shown: QuestionShown) -> None:
        say("")
        for line in (shown.so_far, shown.question, shown.stake, *shown.choices):
            if line:
                say(line)
        say(shown.hint or PLAIN_KEYS)

    def read(self, shown: QuestionShown, fault: str = "", typed: str = "") -> str:  # noqa: ARG002  # what was typed stands above
        if fault:
            say(fault)
        click.echo("> ", nl=False, err=True)
        text = self._line()
        if not text:
            say("")
            raise Left
        return text.strip()

    def _line(self) -> str:
        """Return a line with its end, empty when the input ended.

        Ctrl-C is heard by looking up now and then: where another thread is given the signal, reading is not interrupted by it.
        """
        if sys.platform == "win32":
            return sys.stdin.readline()
        handle = sys.stdin.fileno()
        while b"\n" not in self._read:
            if select.select([handle], [], [], LOOKS_UP)[0]:
                more = os.read(handle, 4096)
                if not more:
                    break
                self._read += more
        line, end, self._read = self._read.partition(b"\n")
        return (line + end).decode(errors="replace")


def open_terminal(*, plain: bool) -> Terminal | None:
    """Return the terminal to talk on, None where nobody can be asked: standard input is none."""
    if not sys.stdin.isatty():
        return None
    if plain or not sys.stderr.isatty() or os.environ.get("TERM", "dumb") in ("", "dumb"):
        return PlainTerminal()
    try:
        from advisor.cli.asking.rich import Rich
    except ImportError:  # an installation without its dependencies
        return PlainTerminal()
    return Rich()


def say(text: str) -> None:
    """Print lines on standard error, wrapped; what hangs over stands below the text of a number, a dash or an indent."""
    for line in text.split("\n"):
        hang = _HANGS.match(line)
        indent = " " * len(hang[0]) if hang else ""
        click.echo(
            click.wrap_text(line, width=_WIDTH, subsequent_indent=indent) if len(line) > _WIDTH else line, err=True
        )
