"""The three streams of the process: one that is missing is as `/dev/null`, one that cannot be written ends no run."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress

_MODES = {"stdin": "r", "stdout": "w", "stderr": "w"}


class Muted(io.RawIOBase):
    """Standard error, of which what cannot be written is let go of, so that nothing said there ends a run."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self.has_failed = False

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._handle

    def isatty(self) -> bool:
        return os.isatty(self._handle)

    def write(self, raw: object) -> int:
        told = memoryview(raw).cast("B")  # type: ignore[arg-type]  # any buffer, which mypy has no name for in 3.11
        try:
            return os.write(self._handle, told)
        except OSError:
            self.has_failed = True
            return len(told)


def prepare() -> None:
    """Give the process every stream it lacks, and let no character of an answer be an error on one that is not UTF-8."""
    for handle, (name, mode) in enumerate(_MODES.items()):
        _fill(handle)
        if getattr(sys, name) is None:
            setattr(sys, name, open(handle, mode, encoding="utf-8", closefd=False))  # noqa: SIM115  # for as long as the process lives
    _mute()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def has_lost() -> bool:
    """Return whether something said on standard error could not be written."""
    raw = getattr(getattr(sys.stderr, "buffer", None), "raw", None)
    return isinstance(raw, Muted) and raw.has_failed


def drop_output() -> None:
    """Let standard output go, so that the interpreter's own flush at exit has nothing left to fail on."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)


def _fill(handle: int) -> None:
    """Open `/dev/null` where a stream is closed: else the first file that is opened would take its place."""
    try:
        os.fstat(handle)
    except OSError:
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != handle:
                os.dup2(nowhere, handle)
                os.close(nowhere)
            os.set_inheritable(handle, True)  # noqa: FBT003  # as every stream is: a worker has it too


def _mute() -> None:
    """Put `Muted` under standard error, where that is a plain stream of the system's. Windows' console is left alone."""
    if sys.platform == "win32" or not isinstance(sys.stderr, io.TextIOWrapper):
        return
    with suppress(OSError):
        muted = io.BufferedWriter(Muted(sys.stderr.fileno()))
        sys.stderr = io.TextIOWrapper(muted, encoding=sys.stderr.encoding, errors="replace", line_buffering=True)
