"""A terminal with keys: choices that are found as one types, the fault under the field, and the keys that work."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

import click
from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import is_done
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import BufferControl, ConditionalContainer, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.layout.processors import BeforeInput
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.styles import Style

from advisor.cli.asking.move import Left, Move
from advisor.cli.asking.question_shown import QuestionShown
from advisor.cli.asking.terminal import say

_KEYS = "Enter skip · F1 help · F2 why · F3 now · F4 edit · Ctrl-B back · Ctrl-D quit"
"""Each can be typed as a word, too."""
FOUND_KEYS = "Tab takes the marked one, up and down move the mark"
PRESSED = {"f1": Move.HELP, "f2": Move.WHY, "f3": Move.NOW, "f4": Move.EDIT, "c-b": Move.BACK}
MOST_FOUND = 8
_BETWEEN = (",", " or ", " and ")
"""What stands between several answers: what follows the last of it is being typed."""
STYLE = Style.from_dict({"fault": "ansired", "keys": "ansibrightblack", "marked": "reverse"})


class Rich:
    """A terminal that draws one field at a time below what was said."""

    def say(self, text: str) -> None:
        say(text)

    def show(self, shown: QuestionShown) -> None:
        say("")
        if shown.so_far:
            say(shown.so_far)
        say(click.style(shown.question, bold=not os.environ.get("NO_COLOR")))
        for line in (shown.stake, *shown.choices):
            if line:
                say(line)

    def read(self, shown: QuestionShown, fault: str = "", typed: str = "") -> str:
        text = Field(shown, fault, typed).run()
        return " ".join(text.split())


class Field:
    """One field, with what is found, the fault and the keys under it."""

    def __init__(self, shown: QuestionShown, fault: str, typed: str) -> None:
        """Open a field. typed: what was typed before, which the up key brings back."""
        self._shown = shown
        self._fault = fault
        self._marked = 0
        self._buffer = Buffer(multiline=False, on_text_changed=lambda _: self._typed())
        self._before = typed

    def run(self) -> str:
        """Return what is typed until Enter, or the word of the key that is pressed."""
        field = Window(BufferControl(self._buffer, [BeforeInput("> ")]), wrap_lines=True, dont_extend_height=True)
        below = Window(FormattedTextControl(self._below), wrap_lines=True, dont_extend_height=True)
        application: Application[str] = Application(
            Layout(HSplit([field, ConditionalContainer(below, ~is_done)])),
            key_bindings=self._bindings(),
            style=STYLE,
            color_depth=ColorDepth.DEPTH_1_BIT if os.environ.get("NO_COLOR") else None,
            output=_output(),
        )
        return application.run()

    def found(self) -> list[str]:
        """Return the choices that what is being typed may become, the likeliest first."""
        part = self._part().lower()
        if not part or part.isdigit():
            return []
        begin = [one for one in self._shown.words if one.lower().startswith(part)]
        inside = [one for one in self._shown.words if f" {part}" in f" {one.lower()}" and one not in begin]
        found = [*begin, *inside][:MOST_FOUND]
        return [] if [one.lower() for one in found] == [part] else found

    def _part(self) -> str:
        text = self._buffer.text
        return text[max((text.rfind(one) + len(one) for one in _BETWEEN if one in text), default=0) :].lstrip()

    def _typed(self) -> None:
        self._marked, self._fault = 0, ""

    def _below(self) -> StyleAndTextTuples:
        lines: StyleAndTextTuples = []
        if self._fault:
            lines.append(("class:fault", f"{self._fault}\n"))
        found = self.found()
        for at, one in enumerate(found):
            lines += [("class:marked" if at == self._marked else "", one), ("", "  ")]
        if found:
            lines += [("", "\n"), ("class:keys", f"{FOUND_KEYS}\n")]
        return [*lines, ("class:keys", self._shown.hint or _KEYS)]

    def _bindings(self) -> KeyBindings:
        keys = KeyBindings()
        for key, move in PRESSED.items():
            keys.add(key)(_leave_with(move.value))
        for key, act in self._acts():
            keys.add(key, eager=key == "enter")(act)
        return keys

    def _acts(self) -> Iterator[tuple[str, Callable[[KeyPressEvent], None]]]:
        yield "enter", lambda event: event.app.exit(result=self._buffer.text)
        yield "c-c", lambda event: event.app.exit(exception=KeyboardInterrupt)
        yield "c-d", lambda event: event.app.exit(exception=Left)
        yield "c-z", lambda event: event.app.suspend_to_background()
        yield "tab", lambda _: self._take()
        yield "down", lambda _: self._move(1)
        yield "up", lambda _: self._move(-1)

    def _take(self) -> None:
        found = self.found()
        if found:
            text = self._buffer.text
            self._buffer.text = text[: len(text) - len(self._part())] + found[self._marked]
            self._buffer.cursor_position = len(self._buffer.text)

    def _move(self, by: int) -> None:
        if self._buffer.text:
            self._marked = (self._marked + by) % max(1, len(self.found()))
        elif by < 0:
            self._buffer.text = self._before
            self._buffer.cursor_position = len(self._before)


def _leave_with(word: str) -> Callable[[KeyPressEvent], None]:
    return lambda event: event.app.exit(result=word)


def _output() -> Output:
    """Return standard error as the screen: standard output is for the answer. It is never asked where its cursor is."""
    if sys.platform == "win32":
        from prompt_toolkit.output import create_output

        return create_output(sys.stderr)
    from prompt_toolkit.data_structures import Size
    from prompt_toolkit.output.vt100 import Vt100_Output

    def size() -> Size:
        columns, rows = os.get_terminal_size(sys.stderr.fileno())
        return Size(rows=rows or 24, columns=columns or 80)

    return Vt100_Output(sys.stderr, size, term=os.environ.get("TERM"), enable_cpr=False)
