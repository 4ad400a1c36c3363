"""Which of what was said is to be asked anew."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.cli.asking.move import Left, Move, move_of
from advisor.cli.asking.question_shown import QuestionShown
from advisor.cli.asking.terminal import Terminal
from advisor.interview import Answered


def which_of(said: Sequence[Answered], terminal: Terminal) -> Answered | None:
    """Return what the person picks of what was said, None if they rather go on.

    Raises:
        Left: they quit.
    """
    shown = QuestionShown(
        question="Which one?", words=tuple(one.fact.label for one in said), hint="(a number; Enter goes on)"
    )
    terminal.show(shown)
    fault = typed = ""
    while typed := terminal.read(shown, fault, typed):
        for number, one in enumerate(said, 1):
            if typed.lower() in (str(number), one.fact.label.lower()):
                return one
        if move_of(typed) is Move.QUIT:
            raise Left
        if move_of(typed):
            return None
        fault = f"type a number from 1 to {len(said)}, or press Enter to go on"
    return None
