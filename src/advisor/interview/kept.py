"""Interviews kept in the user's own folder, so that stopping at any moment loses nothing.

Each is an order file of its own, which any command reads; its first line says whether it is finished. A file is written over only
while it holds what was last read from it or written to it; if not, whoever writes is told, and writes beside it.
`ADVISOR_STATE` names another folder; `off` keeps nothing.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from advisor.batch.output import write_bytes
from advisor.errors import OutputError

STATE_VARIABLE = "ADVISOR_STATE"
_OFF = "off"
HEADER = b"# advisor ask keeps this interview: "
UNFINISHED, FINISHED = b"unfinished\n", b"finished\n"
_MOST_BYTES = 4 << 20
_LOCK = ".lock"
_PRIVATE = 0o700


class ChangedError(OutputError):
    """Raised when a file no longer holds what was last read from it or written to it."""


class Unfinished(Struct, frozen=True):
    """An interview that was left, and when it was last answered."""

    path: Path
    raw: bytes
    when: datetime


class Owned:
    """A file that is written over only while it holds what was last seen in it."""

    def __init__(self, path: Path, seen: bytes | None, folder: StateFolder) -> None:
        """Take a file. seen: what it held when it was read, None if it was not there."""
        self.path = path
        self._seen = None if seen is None else _digest(seen)
        self._folder = folder

    def write(self, raw: bytes) -> None:
        """Write the file whole.

        Raises:
            ChangedError: it holds something else by now, and is left as it is.
            OutputError: it could not be written.
        """
        with self._folder.lock():
            self._refuse_changed()
            write_bytes(str(self.path), raw)
        self._seen = _digest(raw)

    def _refuse_changed(self) -> None:
        try:
            if self._seen is None:  # taking the name is one step: of two who try, one is refused
                os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self._folder.mode_of(self.path)))
                return
            if _digest(self.path.read_bytes()) != self._seen:
                raise ChangedError(f"`{self.path}` was changed by somebody else meanwhile")
        except FileExistsError:
            raise ChangedError(f"`{self.path}` is there by now, written by somebody else") from None
        except FileNotFoundError as error:
            if self._seen is None:
                raise OutputError(f"`{self.path}` could not be written: its folder is not there") from error
            raise ChangedError(f"`{self.path}` was taken away meanwhile") from None
        except OSError as error:
            raise OutputError(
                f"`{self.path}` could not be written: {(error.strerror or str(error)).lower()}"
            ) from error


class StateFolder:
    """The folder in which interviews are kept. path: None where none is wanted or known."""

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def begin(self) -> Owned:
        """Return a new file for an interview.

        Raises:
            OutputError: nothing can be kept, and why.
        """
        folder = self._made()
        day = datetime.now(UTC).strftime("%Y%m%d")
        return Owned(folder / f"{day}-{secrets.token_hex(4)}.yaml", None, self)

    def last(self) -> Unfinished | None:
        """Return the interview that was last left unfinished, None if there is none."""
        found: list[tuple[int, str, Path]] = []
        if self.path is not None:
            with suppress(OSError):
                found = [
                    (one.stat().st_mtime_ns, one.name, one)
                    for one in self.path.glob("*.yaml")
                    if not one.name.startswith(".") and stat.S_ISREG(one.lstat().st_mode)
                ]
        for changed, _, path in sorted(found, reverse=True):
            with suppress(OSError):
                raw = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
                if raw.startswith(HEADER + UNFINISHED):
                    return Unfinished(path, raw, datetime.fromtimestamp(changed / 1e9, UTC))
        return None

    def holds(self, path: Path) -> bool:
        """Return whether a file is one that is kept here."""
        return self.path is not None and path.parent.resolve() == self.path.resolve()

    def mode_of(self, path: Path) -> int:
        """Return who may read a new file: the user alone, if it is kept here."""
        return 0o600 if self.holds(path) else 0o666

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Let no other interview of this user write meanwhile; where that cannot be had, what was seen decides alone."""
        handle = None
        if sys.platform != "win32":
            import fcntl

            with suppress(OSError, OutputError):
                handle = os.open(self._made() / _LOCK, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
                fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            yield
        finally:
            if handle is not None:
                os.close(handle)

    def _made(self) -> Path:
        """Return the folder, made if it is not there."""
        if self.path is None:
            raise OutputError(f"I know no folder to keep your answers in; name one in {STATE_VARIABLE}")
        try:
            self.path.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
            found = self.path.stat()
        except OSError as error:
            told = (error.strerror or str(error)).lower()
            raise OutputError(f"`{self.path}` could not be made: {told}") from error
        if sys.platform != "win32" and (found.st_uid != os.geteuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
            raise OutputError(f"others can write to `{self.path}`, so your answers are not kept there")
        return self.path


def state_folder() -> StateFolder:
    """Return where this user's interviews are kept."""
    named = os.environ.get(STATE_VARIABLE, "")
    if named == _OFF:
        return StateFolder(None)
    if named:
        return StateFolder(Path(named).absolute())
    base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_STATE_HOME", "")
    if Path(base).is_absolute():
        return StateFolder(Path(base) / "advisor")
    try:
        return StateFolder(Path.home() / ".local" / "state" / "advisor")
    except RuntimeError:  # no HOME, and nobody knows this user
        return StateFolder(None)


def _digest(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()
