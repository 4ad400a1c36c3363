"""Where orders come from: file names and globs, the form of each file, and opening it safely to be read in pieces."""

from __future__ import annotations

import glob
import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path, PurePath
from typing import BinaryIO

from advisor.batch.file_form import STDIN, SUFFIXES
from advisor.errors import Diagnostic, FaultsError, Place

PIECE = 1 << 20
"""How many bytes are read at a time."""
LINE = 1 << 20
"""How many bytes a line may have; of a table, how many characters."""
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def expand(names: Iterable[str]) -> tuple[str, ...]:
    """Return the files named, each once; a glob that the shell left alone becomes its files, sorted."""
    found: dict[str, None] = {}
    for name in names:
        matched = []
        if name != STDIN and glob.has_magic(name) and not os.path.lexists(name):
            matched = sorted(one for one in glob.glob(name, recursive=True) if not Path(one).is_dir())  # noqa: PTH207  # keeps the name as the user wrote it
        found |= dict.fromkeys(matched or [name])
    return tuple(found)


def form_of(name: str, asked: str | None) -> str:
    """Return how a file is written: as asked, else by its suffix, else YAML, which JSON is part of."""
    return asked if asked is not None else SUFFIXES.get(PurePath(name).suffix.lower(), "yaml")


def open_file(name: str) -> BinaryIO:
    """Return a regular file opened to be read in pieces.

    Raises:
        FaultsError: it is missing, unreadable, a folder, a pipe or a device.
    """
    try:
        handle = os.open(name, _FLAGS)
    except (OSError, ValueError) as error:
        raise unreadable(name, error) from None
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    if stat.S_ISDIR(mode):
        raise FaultsError([Diagnostic(Place(name), "expected a file, got a folder")])
    raise FaultsError(
        [Diagnostic(Place(name), "expected a regular file, got a pipe or device", "write `-` to read standard input")]
    )


def spooled(stream: BinaryIO, name: str) -> BinaryIO:
    """Return all that a stream holds as a temporary file, for what has to be read twice; it is gone once closed.

    Raises:
        FaultsError: the stream cannot be read, or the temporary folder holds no more.
    """
    held = tempfile.TemporaryFile()  # noqa: SIM115  # handed to the caller, who closes it
    try:
        while piece := stream.read(PIECE):
            held.write(piece)
        held.seek(0)
    except OSError as error:
        held.close()
        raise unreadable(name, error) from None
    return held


def unreadable(name: str, error: Exception) -> FaultsError:
    """Return the fault of a file that cannot be read."""
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return FaultsError([Diagnostic(Place(name), "no file matches" if glob.has_magic(name) else "no such file")])
    cause = (getattr(error, "strerror", None) or "unknown cause").lower()
    return FaultsError([Diagnostic(Place(name), f"the file cannot be read: {cause}")])


def lines_in(name: str, enough: int) -> int:
    """Return how many lines a file has; at least `enough` if it has more than that, and 0 if it cannot be read.

    A line so long that no reader takes it ends the count, as it ends the reading.
    """
    found = 1
    try:
        with closing(open_file(name)) as stream:
            while (piece := stream.read(PIECE)) and found <= enough:
                if not (more := piece.count(b"\n") or piece.count(b"\r")):
                    break
                found += more
    except (FaultsError, OSError):
        return 0  # told when it is read
    return found
