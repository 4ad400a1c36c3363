"""The conversation: one question after the other, with all that a person may type at each of them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from advisor.cli.asking import question_shown as screens
from advisor.cli.asking.move import Done, Left, Move, is_more, move_of
from advisor.cli.asking.question_shown import QuestionShown
from advisor.cli.asking.taking import ASKS_BACK, Taking
from advisor.cli.asking.terminal import Terminal
from advisor.cli.asking.which import which_of
from advisor.cli.common import patience
from advisor.cli.session import Session
from advisor.interview import Interview, Keeping, Question
from advisor.value.read import is_question

FIRM = "The answer is firm."
ALL_ASKED = "I have nothing more to ask that would change the answer."
NOTHING_MORE = "I know nothing more to ask"
STANDS = "That is the answer as it stands. Type done to leave it at that, or go on."


class _Asked(Struct):
    """A question while it is asked. listed: the groups whose things were shown."""

    question: Question
    shown: QuestionShown
    told: str
    is_helped: bool = False
    listed: set[str] = field(default_factory=set)


class Talk:
    """One interview on a terminal, kept after each answer."""

    def __init__(self, interview: Interview, session: Session, terminal: Terminal, keeping: Keeping) -> None:
        self._interview = interview
        self._session = session
        self._terminal = terminal
        self._keeping = keeping
        self._taking = Taking(interview, session, terminal, self.keep)
        self._is_firm_told = False
        self._has_asked = False
        self._next: str | None = None

    def ask_next(self, path: str) -> None:
        """Ask a fact first, whatever would be asked."""
        self._next = path

    def run(self) -> None:
        """Ask until nothing is left to ask, or the person wants the answer.

        Raises:
            Left: the person leaves.
        """
        try:
            while True:
                if self._next is None and self._is_firm_now():
                    self._offer(FIRM)
                    continue
                path, self._next = self._next, None
                question = self._interview.question_about(path) if path else self._interview.question()
                if question is not None:
                    self._has_asked = True
                    self._turn(question)
                elif self._has_asked:
                    self._offer(ALL_ASKED)
                else:
                    return
        except Done:
            return

    # --- a question ---------------------------------------------------------------------------------------------------
    def _turn(self, question: Question, told: str = "") -> None:
        """Ask one question until it is answered, or another is to be asked. told: what was answered before, where it is asked anew."""
        shown = screens.shown_of(self._interview, question, self._session)
        shown = screens.asked_again(shown, told) if told else shown
        asked = _Asked(question, shown, told)
        self._terminal.show(shown)
        fault = typed = ""
        while True:
            typed = self._terminal.read(shown, fault, typed)
            fault, is_over = self._react(asked, typed)
            if is_over:
                return
            typed = typed if fault else ""

    def _react(self, asked: _Asked, typed: str) -> tuple[str, bool]:
        """Do what was typed; return what is wrong with it, and whether the question is done with."""
        move = Move.HELP if is_question(typed) else move_of(typed)
        if asked.told and not typed:
            return "", True
        if (
            move is Move.HELP and asked.is_helped and typed == Move.HELP.value
        ):  # after help, it is what people type for `unknown`
            move = Move.SKIP
        if move not in (Move.SKIP, None):
            asked.is_helped = asked.is_helped or move is Move.HELP
            return "", self._move(move, asked)
        members = screens.group_members(asked.question.fact, typed)
        if members and typed.lower() not in asked.listed:
            asked.listed.add(typed.lower())
            self._terminal.say(f"In {typed}: {members}. Name one; or type {typed} again if it may be any of them.")
            return "", False
        if move is Move.SKIP:
            self._taking.skip(asked.question.path)
            return "", True
        fault = self._taking.take(asked.question, typed)
        if fault == ASKS_BACK:
            asked.is_helped = True
            return "", self._move(Move.HELP, asked)
        return fault, not fault

    # --- moves --------------------------------------------------------------------------------------------------------
    def _move(self, move: Move | None, asked: _Asked) -> bool:
        """Do what was typed instead of an answer; return whether the question is done with for now."""
        match move:
            case Move.QUIT:
                raise Left
            case Move.DONE:
                raise Done
            case Move.HELP:
                self._say(screens.help_lines(asked.question, self._session))
            case Move.WHY:
                self._say(screens.why_lines(self._interview, asked.question))
            case Move.BACK:
                return self._back()
            case Move.EDIT:
                self._edit()
                return True
            case Move.NOW:
                self.show_answer()
                self._terminal.say(STANDS)
                self._terminal.show(asked.shown)
        return False

    def _back(self) -> bool:
        """Take the last answer back, to be asked again; return whether there is one."""
        self._next = self._interview.back()
        if self._next is None:
            self._terminal.say("There is no earlier answer to take back; edit shows all that was said.")
            return False
        self.keep()
        return True

    def _edit(self) -> None:
        """Show what was said, and ask one of it anew."""
        said = self._interview.said
        if not said:
            self._terminal.say("You have not said anything yet.")
            return
        self._terminal.say("What you said:")
        self._say(screens.said_lines(said, self._session, self._interview.order))
        if chosen := which_of(said, self._terminal):
            self._turn(
                self._interview.question_about(chosen.path),
                screens.answer_told(chosen, self._session, self._interview.order),
            )

    def show_answer(self) -> None:
        """Show the first screen of the answer as it stands."""
        with patience("working it out"):
            advice = self._session.advisor.advise(self._interview.order)
        self._terminal.say("")
        self._terminal.say(self._session.renderer.screen("text", advice).rstrip("\n"))

    # --- when the answer is firm --------------------------------------------------------------------------------------
    def _is_firm_now(self) -> bool:
        """Whether it is to be said now that the answer is firm: once, and not before what is always asked first."""
        question = self._interview.question()
        is_opening = question is not None and question.fact.opens
        return self._interview.is_firm and not self._is_firm_told and not is_opening

    def _offer(self, told: str) -> None:
        """Say why the answer may come now, and let the person choose. told: that it is firm, or that all is asked.

        Raises:
            Done: the person wants it.
        """
        so_far = self._session.renderer.so_far(self._interview.advice)
        more = "" if self._interview.keeps_going else "; or more to go on"
        hint = f"(Enter for the answer; say what is otherwise{more})"
        shown = QuestionShown(question=told, so_far=f"So far: {so_far}." if so_far else "", hint=hint)
        self._terminal.show(shown)
        fault = ""
        while not self._goes_on(self._terminal.read(shown, fault)):
            fault = "press Enter for the answer; or say what is otherwise, or type more, back, edit or quit"

    def _goes_on(self, text: str) -> bool:
        """Do what is typed at a firm answer; return whether the talk goes on by it."""
        if is_more(text):
            self._is_firm_told = True
            self._interview.keep_going()
            if self._interview.question() is None:
                self._terminal.say(f"{NOTHING_MORE}.")
            return self._interview.question() is not None
        match move_of(text):
            case Move.SKIP | Move.NOW | Move.DONE:
                raise Done
            case Move.QUIT:
                raise Left
            case Move.BACK:
                return self._back()
            case Move.EDIT:
                self._edit()
                return True
            case None if (found := self._taking.heard(text)).order.given:
                self._terminal.say(self._taking.take_heard(found))
                return True
            case None:
                self._terminal.say(f"I did not understand: {text}")
        return False

    # --- small things -------------------------------------------------------------------------------------------------
    def keep(self) -> None:
        """Keep what was said by now, and say where if that is not where it was meant to be."""
        self._say(self._keeping.keep(self._interview, self._session.reader))

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._terminal.say(line)
