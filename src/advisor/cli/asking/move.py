"""The words that work at every point of an interview, beside answers."""

from __future__ import annotations

from enum import Enum


class Move(Enum):
    """What a person may do instead of answering."""

    SKIP = "skip"
    BACK = "back"
    EDIT = "edit"
    WHY = "why"
    HELP = "?"
    NOW = "now"
    DONE = "done"
    QUIT = "quit"


_GO_ON = frozenset({"go on", "keep going", "keep-going", "carry on", "continue", "resume"})
_WORDS = {
    "": Move.SKIP,
    "undo": Move.BACK,
    "change": Move.EDIT,
    "help": Move.HELP,
    "exit": Move.QUIT,
    "q": Move.QUIT,
    "stop": Move.QUIT,
} | {move.value: move for move in Move}


class Left(Exception):  # noqa: N818  # no error: the person asked to leave
    """Raised when the person leaves the interview."""


class Done(Exception):  # noqa: N818  # no error: the person wants the answer
    """Raised when the person wants the answer as it stands."""


def move_of(text: str) -> Move | None:
    """Return the move that was typed, None if it is an answer."""
    return _WORDS.get(_bare(text))


def goes_on(text: str) -> bool:
    """Return whether it was typed to go on."""
    return _bare(text) in _GO_ON


def is_more(text: str) -> bool:
    """Return whether it was typed to be asked more."""
    return goes_on(text) or _bare(text) == "more"


def _bare(text: str) -> str:
    return text.strip().lower().strip("`'\".!")
