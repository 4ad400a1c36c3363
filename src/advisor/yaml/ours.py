"""A fault of this program's own at one order: told at its place as any other, with its trace in a file."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path

from advisor.errors import OURS, AdvisorError, Diagnostic, EngineError, Place

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_SHOWN = 100


def is_ours(error: BaseException) -> bool:
    """Return whether an error is a fault of this program's, no refusal, no stream that fails and no end that was asked for."""
    if isinstance(error, AdvisorError):
        return isinstance(error, EngineError)
    return not isinstance(error, OSError | KeyboardInterrupt | SystemExit | GeneratorExit)


def fault_of_ours(at: Place, error: BaseException) -> Diagnostic:
    """Return the fault of an order at which the program failed; its trace is then in the file that the cure names."""
    return _fault(at, error, "at this order", "the others are not touched")


def file_fault_of_ours(file: str, error: BaseException) -> Diagnostic:
    """Return the fault of a file at which the program failed; its trace is then in the file that the cure names."""
    return _fault(
        Place(file), error, "at this file", "its orders from here on were not read, other files are not touched"
    )


def _fault(at: Place, error: BaseException, where_failed: str, left: str) -> Diagnostic:
    told = " ".join(str(error).split())
    name = type(error).__name__ + (f": {told if len(told) <= _SHOWN else told[:_SHOWN] + '…'}" if told else "")
    kept = _keep(error)
    where = f"the trace is in `{kept}`" if kept else "the trace could not be kept"
    return Diagnostic(at, f"the program failed {where_failed} ({name}); {left}", f"{OURS}: {where}")


def _keep(error: BaseException) -> Path | None:
    """Keep an error's trace in a file of its own, the same for every order that fails there; None if it cannot be."""
    frames = traceback.extract_tb(error.__traceback__)
    there = "".join(f"{one.filename}:{one.lineno}\n" for one in frames[-1:]) + type(error).__qualname__
    path = Path(tempfile.gettempdir()) / f"advisor-{hashlib.sha256(there.encode()).hexdigest()[:16]}.trace.txt"
    with suppress(OSError):
        if _is_ours(path):
            path.unlink()
        told = "".join(traceback.format_exception(error))
        with open(os.open(path, _NEW, 0o600), "w", encoding="utf-8", errors="replace") as stream:  # noqa: PTH123  # a Path cannot refuse what is there
            stream.write(told)
        return path
    return None


def _is_ours(path: Path) -> bool:
    """Return whether an earlier trace of this user's is there."""
    with suppress(OSError):
        found = path.lstat()
        return stat.S_ISREG(found.st_mode) and (not hasattr(os, "getuid") or found.st_uid == os.getuid())
    return False
