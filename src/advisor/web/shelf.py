"""The orders of each browser as order files in the user's own state folder: read by nobody else, and never half written.

A browser is known by the secret in its cookie. Its folder is named after a hash of that, so whoever reads the names of the folders
cannot pass for a browser, and a secret that no folder is named after is nobody's.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from advisor.errors import AdvisorError, OutputError
from advisor.interview.kept import STATE_VARIABLE

_MOST_ORDERS = 500
"""How many orders one browser may keep."""
_MOST_BYTES = 1 << 20
"""How much one order file may hold."""
_PRIVATE, _OURS = 0o700, 0o600
_KEY = re.compile(r"[a-z2-7]{13}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


class NotOnShelfError(AdvisorError):
    """Raised when a browser has no order of that name."""


class FullShelfError(AdvisorError):
    """Raised when a browser keeps as many orders as it may."""


class ShelvedOrder(Struct, frozen=True, kw_only=True):
    """One order on the shelf. changed: when its file was last written, in seconds since 1970."""

    key: str
    changed: float


class Shelf:
    """The files. A folder is made, and made private, when something is first put into it."""

    def __init__(self, state: Path) -> None:
        self.folder = state / "web"

    # --- who may come in ----------------------------------------------------------------------------------------------
    def token(self) -> str:
        """Return the word that the printed address carries, made at the first start and kept, so that programs can keep it too."""
        path = self.folder / "token"
        with suppress(OSError):
            held = _read(path).decode("ascii", "replace").strip()
            if _SECRET.fullmatch(held):
                return held
        made = secrets.token_urlsafe(32)
        self._write(path, f"{made}\n")
        return made

    def admit(self) -> str:
        """Return the secret of a browser that is new, after making it a folder."""
        secret = secrets.token_urlsafe(32)
        _private(self._of(secret))
        return secret

    def knows(self, secret: str) -> bool:
        """Return whether a browser was admitted under this secret."""
        return bool(_SECRET.fullmatch(secret)) and self._of(secret).is_dir()

    # --- its orders ---------------------------------------------------------------------------------------------------
    def orders(self, secret: str) -> list[ShelvedOrder]:
        """Return the orders of a browser, the one last changed first."""
        found = [
            ShelvedOrder(key=path.stem, changed=path.stat().st_mtime)
            for path in self._of(secret).glob("*.yaml")
            if _KEY.fullmatch(path.stem)
        ]
        return sorted(found, key=lambda one: (-one.changed, one.key))

    def add(self, secret: str, text: str) -> str:
        """Keep a new order and return its name.

        Raises:
            FullShelfError: there are too many.
        """
        if len(self.orders(secret)) >= _MOST_ORDERS:
            raise FullShelfError(f"there are {_MOST_ORDERS} orders here already; throw one away first")
        key = "".join(secrets.choice(_LETTERS) for _ in range(13))
        self._write(self._path(secret, key), text)
        return key

    def read(self, secret: str, key: str) -> bytes:
        """Return an order's file.

        Raises:
            NotOnShelfError: there is none of that name.
        """
        try:
            return _read(self._path(secret, key))
        except OSError:
            raise NotOnShelfError("there is no such order here") from None

    def write(self, secret: str, key: str, text: str) -> None:
        """Keep an order anew: whatever happens, its file is then the old one or the whole new one."""
        self._write(self._path(secret, key), text)

    def remove(self, secret: str, key: str) -> None:
        """Throw an order away."""
        with suppress(OSError):
            self._path(secret, key).unlink()

    # --- files --------------------------------------------------------------------------------------------------------
    def _of(self, secret: str) -> Path:
        return self.folder / hashlib.sha256(secret.encode()).hexdigest()[:32]

    def _path(self, secret: str, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise NotOnShelfError("there is no such order here")
        return self._of(secret) / f"{key}.yaml"

    def _write(self, path: Path, text: str) -> None:
        _private(self.folder)
        _private(path.parent)
        beside = path.with_name(f".{path.name}-{secrets.token_hex(8)}.part")
        try:
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OURS), "wb") as stream:  # noqa: PTH123  # a Path cannot say who may read
                stream.write(text.encode())
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(path)
        except OSError as error:
            raise OutputError(f"`{path}` could not be written: {(error.strerror or str(error)).lower()}") from error
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _private(folder: Path) -> None:
    """Make a folder that this user alone may read.

    Raises:
        OutputError: it cannot be made, or it is somebody else's.
    """
    try:
        for above in (folder.parent, folder):
            above.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or (hasattr(os, "getuid") and found.st_uid != os.getuid()):
            raise OutputError(f"`{folder}` is not a folder of your own; name another one in {STATE_VARIABLE}")
        if stat.S_IMODE(found.st_mode) != _PRIVATE:
            folder.chmod(_PRIVATE)
    except OSError as error:
        raise OutputError(f"`{folder}` could not be made: {(error.strerror or str(error)).lower()}") from error


def _read(path: Path) -> bytes:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as stream:  # noqa: PTH123  # a Path cannot refuse links
        return stream.read(_MOST_BYTES)
