"""Which files a pack's meaning is read from, and their hash, without a word of what they say."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from advisor.errors import FaultsError, NoPackError
from advisor.yaml.limits import PACK_LIMITS
from advisor.yaml.opening import read_bytes

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

PARTS = ("rules", "knowledge", "templates")
BUILTIN = "builtin"
HEAD = "knowledge/pack.yaml"
FOLDERS = ("sources", "figures", "words")
"""The kinds of knowledge that may also stand in several files, in a folder of that name."""
TEMPLATE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*\.j2")
"""How a template is named; it stands right in the folder `templates`."""
_UNHASHED = ("knowledge/lines.yaml", "knowledge/rates.yaml")
"""Files that `load` reads only after it has taken the pack's hash, so that the hash says nothing of them."""
_PLAIN = re.compile(rb"^(id|version): *([a-z0-9][a-z0-9.-]*[a-z0-9]) *\r?$", re.MULTILINE)
"""A line of `pack.yaml` that YAML reads as just these characters."""


def builtin() -> Traversable:
    """Return the pack that ships with advisor: inside the wheel, else the checkout around src/.

    Raises:
        NoPackError: neither is there.
    """
    shipped, checkout = Path(__file__).parents[1] / BUILTIN, Path(__file__).parents[3]
    for root in (shipped, checkout):
        if _is_whole(root):
            return root
    from importlib.resources import files  # takes a tenth of a first answer's time, and only a zip needs it

    zipped = files("advisor") / BUILTIN
    if _is_whole(zipped):
        return zipped
    raise NoPackError(f"no built-in pack at `{shipped}` or `{checkout}`")


def _is_whole(root: Traversable) -> bool:
    return all((root / part).is_dir() for part in PARTS)


def at(root: Traversable, name: str) -> Traversable:
    """Return a file or folder of a pack by its path from the root."""
    for part in name.split("/"):
        root = root / part
    return root


def yaml_files(root: Traversable, folder: str) -> list[str]:
    """Return the YAML files of a folder, sorted."""
    target = at(root, folder)
    if not target.is_dir():
        return []
    found = sorted(entry.name for entry in target.iterdir() if not entry.name.startswith("."))
    return [f"{folder}/{name}" for name in found if name.endswith((".yaml", ".yml"))]


def hashes(root: Traversable) -> Iterator[tuple[str, str]]:
    """Yield path and hash of each file that one folder's meaning is read from.

    Raises:
        FaultsError: a file cannot be read.
    """
    for part in ("knowledge", *(f"knowledge/{one}" for one in (*FOLDERS, "options")), "rules"):
        for name in yaml_files(root, part):
            yield name, hash_of(read_bytes(at(root, name), PACK_LIMITS, follow_links=False))


def hash_of(raw: bytes) -> str:
    """Return the hash of a file's text: the same whichever line ends, and byte order mark, an editor or git gave it."""
    text = raw.removeprefix(b"\xef\xbb\xbf")
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return hashlib.sha256(text).hexdigest()


def listing(root: Traversable) -> list[tuple[str, list[tuple[str, bool]]]]:
    """Return what each folder of a pack holds, read or not, and which of it are links: what is never read is a fault."""
    found = []
    for part in (
        "",
        "rules",
        "knowledge",
        *(f"knowledge/{one}" for one in (*FOLDERS, "options")),
        "tests",
        "tests/cases",
    ):
        folder = at(root, part) if part else root
        if folder.is_dir():
            held = ((one.name, isinstance(one, Path) and one.is_symlink()) for one in folder.iterdir())
            found.append((part, sorted(held)))
    return found


def whole_hash(layers: Iterable[Mapping[str, str]]) -> str:
    """Return the hash of a pack and those it extends, its own folder first, each as path -> hash of the file."""
    told = ""
    for depth, digest in enumerate(layers):
        where = f"base{depth}/" if depth else ""
        told += "".join(f"{where}{name} {one}\n" for name, one in sorted(digest.items()))
    return hashlib.sha256(told.encode()).hexdigest()


class Identity(Struct, frozen=True, kw_only=True):
    """What a pack is called, and the hash of all its files."""

    id: str
    version: str
    sha256: str


def identify(root: Traversable) -> Identity | None:
    """Return what a pack without faults is called, None where only reading it can tell: it extends another, say."""
    try:
        head = read_bytes(at(root, HEAD), PACK_LIMITS, follow_links=False)
        said = [(key.decode(), value.decode()) for key, value in _PLAIN.findall(head)]
        if not is_alone(head) or b"\n " in head or sorted(key for key, _ in said) != ["id", "version"]:
            return None
        digest = {name: one for name, one in hashes(root) if name not in _UNHASHED}
        return Identity(**dict(said), sha256=whole_hash([digest]))
    except (OSError, FaultsError):
        return None


def is_alone(head: bytes) -> bool:
    """Return whether a pack whose `pack.yaml` holds this surely extends no other; an escape could hide the word."""
    return b"extends" not in head and b"\\" not in head
