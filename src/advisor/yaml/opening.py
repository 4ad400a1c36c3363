"""Opening a file safely: only regular files, never more than the cap, never waiting."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from advisor.errors import Diagnostic, FaultsError, Place
from advisor.yaml.limits import Limits

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_SAID = {
    errno.ENOENT: "no such file",
    errno.ENOTDIR: "no such file",
    errno.EACCES: "the file may not be read: permission denied",
    errno.EPERM: "the file may not be read: permission denied",
    errno.EISDIR: "expected a file, got a folder",
    errno.ENAMETOOLONG: "the file name is too long",
    errno.ELOOP: "expected a file, got a link",
    errno.ENXIO: "expected a regular file, got a socket or device",
}
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def read_bytes(path: Path | Traversable, limits: Limits, *, name: str = "", follow_links: bool = True) -> bytes:
    """Return the whole file. name: what faults call it, the path if empty; a fifo, device or folder is refused.

    Raises: FaultsError with one fault, of the file as a whole, if it is missing, unreadable, special or too large.
    """
    file = name or str(path)
    try:
        if isinstance(path, Path):
            return _read_regular(path, file, limits, 0 if follow_links else getattr(os, "O_NOFOLLOW", 0))
        with path.open("rb") as stream:
            return _capped(stream.read(limits.file_bytes + 1), file, limits)
    except OSError as error:
        raise _fault(file, _said(error)) from None
    except (ValueError, KeyError):
        raise _fault(file, "no such file") from None


def read_stream(stream: BinaryIO, name: str, limits: Limits) -> bytes:
    """Return all that the stream, such as standard input, still holds.

    Raises: FaultsError with one fault if it cannot be read or holds too much.
    """
    try:
        return _capped(stream.read(limits.file_bytes + 1), name, limits)
    except (OSError, ValueError) as error:
        raise _fault(name, _said(error) if isinstance(error, OSError) else "it cannot be read") from None


def _read_regular(path: Path, file: str, limits: Limits, more_flags: int) -> bytes:
    handle = os.open(path, _FLAGS | more_flags)
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise _fault(file, _SAID[errno.EISDIR])
        if not stat.S_ISREG(mode):
            kind = "a pipe" if stat.S_ISFIFO(mode) else "a device"
            raise _fault(file, f"expected a regular file, got {kind}", "write `-` to read from standard input")
        with os.fdopen(handle, "rb", closefd=False) as stream:
            return _capped(stream.read(limits.file_bytes + 1), file, limits)
    finally:
        os.close(handle)


def _capped(raw: bytes, file: str, limits: Limits) -> bytes:
    if len(raw) <= limits.file_bytes:
        return raw
    raise _fault(file, f"expected at most {_size(limits.file_bytes)}, got more", "split the file")


def _size(count: int) -> str:
    return f"{count >> 20} MB" if count >= 1 << 20 else f"{count >> 10} KB"


def _said(error: OSError) -> str:
    known = _SAID.get(errno.ENOENT if isinstance(error, FileNotFoundError) else error.errno or 0)
    return known or f"the file cannot be read: {(error.strerror or 'unknown cause').lower()}"


def _fault(file: str, message: str, help: str = "") -> FaultsError:
    return FaultsError([Diagnostic(Place(file), message, help)])
