"""What was worked out once, kept in the user's own cache folder so that the next start need not work it out again.

Nothing here is needed: a folder that is missing, full, foreign or deleted at any moment only makes a start slower. What
is kept is found by a hash of all it was made from: the files of the pack, this program's own code, and the Python that
runs it. It is read only from files that this user alone can write, and that are, by the hash they begin with, what was
written under that key: any other is as good as none, and is written anew. A kept object may be made of the program's own
shapes only, so that a forged file cannot call anything. `ADVISOR_CACHE` names another folder; `off` keeps nothing.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import re
import secrets
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor import __version__, ir
from advisor.errors import FaultsError
from advisor.pack.files import HEAD, hashes, is_alone, listing
from advisor.pack.folder import Folder
from advisor.yaml.limits import PACK_LIMITS
from advisor.yaml.opening import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

CACHE_VARIABLE = "ADVISOR_CACHE"
_OFF = "off"
_MOST_BYTES = 64 << 20
MOST_FILES = 1_000
_SHAPES = frozenset(
    {cls.__module__ for cls in vars(ir).values() if isinstance(cls, type)}
    | {"advisor.errors", "advisor.meaning.program"}
)
"""The modules whose classes a kept object may be made of, besides what Python builds in."""
_rebuild: Any = ir.Span(low=0, likely=0, high=0).__reduce__()[0]
_BESIDE = frozenset({("datetime", "date"), ("builtins", "frozenset"), (_rebuild.__module__, _rebuild.__qualname__)})
"""What else it may name. Where a shape's values have to be named, msgspec writes what makes it of them: that calls what else is named only."""
_PRIVATE = 0o700
_HASH = hashlib.sha256().digest_size
_NAMED = re.compile(r"[0-9]+(?:\.[0-9a-z]+)*-[a-z]+-[0-9]+-[0-9a-f]{16}")
"""How a folder of ours is named: version, Python, code. No other folder beside it is touched."""
_KEPT = re.compile(r"\.?[0-9a-f]{64}(?:\.[a-z]+)?(?:-[0-9a-f]{16})?")
"""How a file of ours is named: a hash, with what tells its kind, and while it is being written."""


class Kept:
    """The files kept for this very program. Reading returns None and writing does nothing wherever that is not safe."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def read(self, key: str) -> bytes | None:
        """Return what is kept under a key, None if nothing is, or not by this user alone."""
        if self._folder is None or not _is_private(self._folder):
            return None
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with suppress(OSError), open(os.open(self._folder / key, flags), "rb") as stream:  # noqa: PTH123  # a Path cannot refuse links
            found = os.fstat(stream.fileno())
            if stat.S_ISREG(found.st_mode) and _is_ours(found) and found.st_size <= _MOST_BYTES:
                return _proved(key, stream.read(_HASH), stream.read())
        return None

    def write(self, key: str, raw: bytes) -> None:
        """Keep bytes under a key, whole or not at all."""
        if self._folder is None:
            return
        beside = self._folder / f".{key}-{secrets.token_hex(8)}"
        with suppress(OSError):
            self._folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
            if not _is_private(self._folder) or not _is_private(self._folder.parent):
                return
            self._tidy()
            try:
                with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:  # noqa: PTH123  # a Path cannot say who may read
                    stream.write(_hash(key, raw) + raw)
                beside.replace(self._folder / key)
            finally:
                beside.unlink(missing_ok=True)

    def read_object(self, key: str) -> object | None:
        """Return the object kept under a key; one that cannot be made of today's shapes is as good as none."""
        raw = self.read(key)
        if raw is None:
            return None
        try:
            found: object = _Shapes(io.BytesIO(raw)).load()
        except Exception:  # noqa: BLE001  # a damaged file may raise anything; it is made anew
            return None
        return found

    def write_object(self, key: str, made: object) -> None:
        """Keep an object that is made of the program's shapes."""
        self.write(key, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))

    def _tidy(self) -> None:
        """Make room: what other versions kept goes, and so does all of ours once it is too much."""
        if self._folder is None:
            return
        for other in self._folder.parent.iterdir():
            if other != self._folder and _NAMED.fullmatch(other.name) and other.is_dir() and not other.is_symlink():
                _empty(other)
        if sum(1 for _ in self._folder.iterdir()) > MOST_FILES:
            _empty(self._folder)


def _hash(key: str, raw: bytes) -> bytes:
    """Return the hash that a kept file begins with: of its key too, so that no file stands for another."""
    told = hashlib.sha256(f"{key}\n".encode())
    told.update(raw)
    return told.digest()


def _proved(key: str, digest: bytes, raw: bytes) -> bytes | None:
    """Return what a kept file holds, None if that is not what was written under the key."""
    return raw if digest == _hash(key, raw) else None


class _Shapes(pickle.Unpickler):
    """Makes nothing but the program's own shapes, and dates."""

    def find_class(self, module: str, name: str) -> object:
        if module in _SHAPES or (module, name) in _BESIDE:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"`{module}.{name}` is no shape of a pack")


def kept() -> Kept:
    """Return what is kept for this version of the program, this Python, and this user."""
    home = _home()
    code = _code()
    if home is None or code is None:
        return Kept(None)
    return Kept(home / f"{__version__}-{sys.implementation.cache_tag}-{code}")


def fingerprint(root: Traversable, label: str) -> str | None:
    """Return a hash of all that a pack's meaning is read from, None if that cannot be read."""
    told = hashlib.sha256(f"{label}\n".encode())
    try:
        for layer in _layers(Folder(root, label)):
            told.update(repr(listing(layer.root)).encode())
            for name, digest in hashes(layer.root):
                told.update(f"\n{layer.label}/{name} {digest}".encode())
    except (OSError, FaultsError):
        return None
    return told.hexdigest()


def _layers(own: Folder) -> list[Folder]:
    """Return the pack's folder and those of the packs it extends."""
    head = read_bytes(own.at(HEAD), PACK_LIMITS, follow_links=False)
    if is_alone(head):
        return [own]
    from advisor.pack.extend import open_layers

    layers = open_layers(own)
    if layers.faults.found:
        raise FaultsError(layers.faults.found)
    return layers.folders


# --- whose files ------------------------------------------------------------------------------------------------------
def _home() -> Path | None:
    """Return the user's cache folder for this program, None where none is wanted or known."""
    named = os.environ.get(CACHE_VARIABLE, "")
    if named == _OFF:
        return None
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")  # noqa: PTH111  # a Path raises where nobody knows the home
    else:
        base = os.environ.get("XDG_CACHE_HOME", "") or os.path.expanduser("~/.cache")  # noqa: PTH111  # as above
    return Path(base) / "advisor" if Path(base).is_absolute() else None


def _code() -> str | None:
    """Return a hash that changes when a file of this program does, None where they are not plain files."""
    folder = Path(__file__).parents[1]
    try:
        files = sorted(
            (entry.path, found.st_size, found.st_mtime_ns) for entry in _modules(str(folder)) if (found := entry.stat())
        )
    except OSError:
        return None
    return hashlib.sha256(repr(files).encode()).hexdigest()[:16] if files else None


def _modules(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield the Python files in a folder and those below it."""
    for entry in os.scandir(folder):
        if entry.name.endswith(".py"):
            yield entry
        elif entry.name != "__pycache__" and entry.is_dir(follow_symlinks=False):
            yield from _modules(entry.path)


def _is_private(folder: Path) -> bool:
    with suppress(OSError):
        found = folder.lstat()
        return stat.S_ISDIR(found.st_mode) and _is_ours(found)
    return False


def _is_ours(found: os.stat_result) -> bool:
    """Return whether this user alone can write it. Windows keeps a profile's folders to its user itself."""
    if sys.platform == "win32":
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _empty(folder: Path) -> None:
    for entry in folder.iterdir():
        if _KEPT.fullmatch(entry.name):
            with suppress(OSError):
                entry.unlink()
    with suppress(OSError):
        folder.rmdir()
