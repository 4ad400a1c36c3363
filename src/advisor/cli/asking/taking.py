"""An answer taken: read as it stands, as a sentence, or by its parts; said back, and kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from advisor.cli.asking import question_shown as screens
from advisor.cli.asking.terminal import Terminal
from advisor.cli.session import Session
from advisor.interview import AnswerError, Interview, Question, Typed
from advisor.ir import Possible
from advisor.meaning.path import name_in
from advisor.render.words import capital, joined
from advisor.value.read import begins_as_question

if TYPE_CHECKING:
    from advisor.from_words import FromWords

STILL_OPEN = "What I asked is still open."
IN_WORDS = "Say it in words, such as mug."
ASKS_BACK = "?"
"""What stands for the fault of an answer that asks what is meant."""
_NAME = re.compile(r"^`[a-z_]+`:? ")
"""A fault begins with the fact's name in files; the question stands above it."""
_FIGURE = re.compile(r"[0-9]")


class Taking:
    """Takes the answers of one interview. keep: keeps what was said by now."""

    def __init__(self, interview: Interview, session: Session, terminal: Terminal, keep: Callable[[], None]) -> None:
        self._interview = interview
        self._session = session
        self._terminal = terminal
        self._keep = keep
        self._unread: set[str] = set()
        """The paths of which one answer was not read."""

    def skip(self, path: str) -> None:
        """Take for an answer that it is not known."""
        self._interview.skip(path)
        self._keep()

    def take(self, question: Question, text: str) -> str:
        """Take an answer, say back what was read, and keep it; return what is wrong with it, empty if it was taken."""
        path = question.path
        if text.isdigit() and screens.is_long(question.fact):
            return IN_WORDS
        fault = ""
        try:
            typed = self._interview.read(path, text)
        except AnswerError as error:
            fault = capital(_NAME.sub("", str(error)))
        else:
            if not self._interview.is_unread(path, text, typed):
                self._take(path, self._plainest(path, typed, text), text)
                return ""
            if begins_as_question(text):
                return ASKS_BACK
        return self._otherwise(question, text, fault)

    def _plainest(self, path: str, typed: Typed, text: str) -> Typed:
        """Return what an answer says, by its parts where all of it is read so and not as it stands: no machine is `oh well` of `oh well, a kiln`."""
        if not any(one.is_strange for one in typed.notes):
            return typed
        loose = self._interview.read_loosely(path, text)
        is_all_read = loose and not loose.left and not any(one.is_strange for one in loose.notes)
        return loose if loose and is_all_read else typed

    def _otherwise(self, question: Question, text: str, fault: str) -> str:
        """Take what an answer says that is none as it stands; return what is wrong with it. fault: of it as it stands, empty where nothing of it was read."""
        path = question.path
        heard = self.heard(text)
        known = {one.path for one in self._interview.said} - {path}
        loose = self._interview.read_loosely(path, text)
        says_more = len(heard.order.said) > 1 or not heard.told or not loose
        if path in heard.order.said and says_more:
            self._terminal.say(self.take_heard(heard, known))
            return ""
        if loose:
            self._take(path, loose, text)
            self._take_left(loose.left)
            return ""
        is_sure = not any(_FIGURE.search(one) for one in heard.told)
        if heard.order.said and is_sure and not known & heard.order.said.keys():
            self._terminal.say(self.take_heard(heard))
            return STILL_OPEN
        if fault or path not in self._unread:
            self._unread.add(path)
            return fault or f"I do not understand: {text}. Say it in other words; ? helps, and Enter leaves it open"
        self._interview.skip(path)
        self._terminal.say(f"I do not understand that either, so the {question.fact.label} stays open.")
        self._keep()
        return ""

    def _take(self, path: str, typed: Typed, text: str) -> None:
        """Take what was read, say it back and keep it."""
        interview = self._interview
        interview.take(path, typed)
        for one in typed.notes:
            self._terminal.say(capital(f"{self._session.renderer.said_back(one, interview.order)}."))
        if typed.currency:
            self._terminal.say(
                f"I count it in {typed.currency}, as you did before; name another currency if it is one."
            )
        if not typed.notes:
            self._say_taken(path, text)
        self._keep()

    def _take_left(self, left: Iterable[str]) -> None:
        """Take what the rest of an answer says of facts not said yet, and tell what of it says nothing."""
        rest = ", ".join(left)
        found = self.heard(rest) if rest else None
        known = {one.path for one in self._interview.said}
        if found and found.order.said.keys() - known and not any(_FIGURE.search(one) for one in found.told):
            self._terminal.say(self.take_heard(found, known))
        elif rest:
            self._terminal.say(f"I did not understand: {rest}.")

    # --- as a sentence ------------------------------------------------------------------------------------------------
    def heard(self, text: str) -> FromWords:
        """Return what a text says of any facts, read as a sentence is."""
        from advisor.from_words import order_from

        return order_from(text, replace(self._session.reader, sets=()), "words")

    def take_heard(self, found: FromWords, known: Iterable[str] = ()) -> str:
        """Take what was heard, keep it, and return in words what it was taken as, and what of it says nothing known.

        known: the paths of what is left as it is, though it is said again.
        """
        said = found.order.said
        given = {path: value for path, value in said.items() if path not in known}
        held = [path for path in said if path in known and self._interview.order.given.get(path) != said[path]]
        self._interview.hear(given, found.order.readings)
        self._keep()
        told = f"I take that as {self._told(given)}."
        if held:
            facts = self._interview.pack.facts
            told += f" I leave as it is: {joined([facts[name_in(one)].label for one in held], 'and')}; edit changes it."
        return told + (f" I did not understand: {', '.join(found.told)}." if found.told else "")

    def _told(self, given: Mapping[str, Possible]) -> str:
        facts, renderer = self._interview.pack.facts, self._session.renderer
        return ", ".join(
            f"{facts[name_in(path)].label} {renderer.told(path, value, self._interview.order)}"
            for path, value in given.items()
        )

    def _say_taken(self, path: str, text: str) -> None:
        """Say an answer back where it was not typed as it is said."""
        one = next(one for one in self._interview.said if one.path == path)
        told = screens.answer_told(one, self._session, self._interview.order)
        if not one.is_unknown and told.lower() != text.lower():
            self._terminal.say(capital(f"{one.fact.label}: {told}"))
