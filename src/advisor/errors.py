"""Every error advisor raises on purpose, and the shape of a fault in a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

OURS = "this is a fault of the program's, not of what you wrote; please report it with its trace"


class Place(Struct, frozen=True, order=True):
    """Where in a file something stands: line and column count from 1; line 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Diagnostic(Struct, frozen=True, order=True):
    """One fault in a file: its place, what is wrong, and how to cure it (empty when there is nothing to add).

    lacks: the key that is needed and not there, empty in other faults; is_unknown: a name or choice stands there that nothing declares.
    """

    at: Place
    message: str
    help: str = ""
    lacks: str = ""
    is_unknown: bool = False

    def __str__(self) -> str:
        return f"{self.at}: {self.message}" + (f"\n  help: {self.help}" if self.help else "")


def told_once(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return faults with each unknown name told once, at its first place, and none where another fault stands already."""
    others = {one.at for one in found if not one.is_unknown}
    names: dict[tuple[str, str], list[Diagnostic]] = {}
    for one in sorted(set(found)):
        if one.is_unknown and one.at not in others:
            names.setdefault((one.message, one.help), []).append(one)
    told = [one for one in found if not one.is_unknown]
    for first, *others_like_it in names.values():
        times = f", {len(others_like_it) + 1} times in all" if others_like_it else ""
        told.append(replace(first, message=f"{first.message}{times}"))
    return told


class AdvisorError(Exception):
    """The root of every error raised on purpose; its text is fit to be shown to a user."""


class FaultsError(AdvisorError):
    """Raised once with every fault found in a set of files, sorted by place and free of repeats."""

    def __init__(self, faults: Iterable[Diagnostic]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class PackError(FaultsError):
    """Raised when a knowledge pack has faults."""


class OrderError(FaultsError):
    """Raised when an order file, or an order in it, has faults."""


class NoPackError(AdvisorError):
    """Raised when no knowledge pack is where one was looked for."""


class UnknownNameError(AdvisorError):
    """Raised when a rule, pathway or order asked for by name does not exist."""


class OutputError(AdvisorError):
    """Raised when a result could not be written."""


class MissingExtraError(AdvisorError):
    """Raised when a library that an extra brings is not installed; its text says which."""


class EngineError(AdvisorError):
    """Raised when the inference engine is missing, broken, or breaks a law it must keep."""
