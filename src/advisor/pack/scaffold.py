"""`pack new`: a small pack that works, with a case and its schemas, written whole or not at all."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from advisor.errors import Diagnostic, OutputError, PackError, Place
from advisor.ir import Pack
from advisor.pack.folder import BUILTIN
from advisor.pack.load import load
from advisor.pack.schema import FOLDER, modeline, schema_text, schemas

Texts = dict[str, str]
"""File of a pack, by its path in it -> text."""


def write_new(target: Path, extends: str | None, *, today: str) -> Pack:
    """Return the pack written to a new or empty folder. extends: `builtin`, the folder of another pack, or None.

    today: the date that its source and figures bear, such as 2026-12-31.

    Raises:
        PackError: the folder holds something, or the pack to extend has faults.
        OutputError: it could not be written; then nothing is left.
    """
    return write_pack(target, lambda: _texts(target, extends, today))


def write_pack(target: Path, texts: Callable[[], Texts], more: Callable[[Path], Texts] | None = None) -> Pack:
    """Return the pack written to a new or empty folder. more: further files, made of the folder in which the first ones lie.

    Raises:
        PackError: the folder holds something, or the pack has faults.
        OutputError: it could not be written; then nothing is left.
    """
    label = str(target)
    try:
        refuse_full(target)
        told = texts()
        target.absolute().parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".new-", suffix=".part", dir=_beside(target)))
        try:
            pack = _fill(beside, told, label)
            for name, text in (more(beside) if more else {}).items():
                _write(beside / name, headed(name, text))
            _put_in_place(beside, target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise OutputError(f"`{label}` could not be written: {(error.strerror or str(error)).lower()}") from error
    return pack


def _beside(target: Path) -> Path:
    """Return where a pack is made before it is put in place: beside it, where a path to the pack below leads to the same place.

    An empty folder that is a mount, or lies where nobody may write, has to do by itself.
    """
    parent = target.absolute().parent
    is_alone = target.is_dir() and (target.is_mount() or not os.access(parent, os.W_OK))
    return target if is_alone else parent


def schema_texts(pack: Pack) -> Texts:
    """Return file name -> JSON of each schema."""
    return {name: schema_text(one) for name, one in schemas(pack).items()}


def refuse_full(target: Path) -> None:
    """Raise a PackError where something is that a pack would be written over."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise PackError([Diagnostic(Place(str(target)), "expected a new folder, got a file or link", _CURE)])
    held = sorted(entry.name for entry in target.iterdir()) if target.is_dir() else []
    if held:
        told = f"expected a new or empty folder, got one that holds `{held[0]}`"
        raise PackError([Diagnostic(Place(str(target)), told, _CURE)])


_CURE = "name another folder; nothing was written"


def _texts(target: Path, extends: str | None, today: str) -> Texts:
    name = pack_id(target)
    words = {"ID": name, "TODAY": today, "TITLE": f"{name.replace('-', ' ').capitalize()}: our own knowledge"}
    if extends is None:
        return _filled(_starter("bare"), words)
    if extends == BUILTIN:
        return _filled(_starter("builtin"), {**words, "EXTENDS": BUILTIN})
    base = load(Path(extends), label=extends)
    process, told = next(iter(base.facts["process"].words.items()))
    return _filled(
        _starter("any"),
        {**words, "EXTENDS": below(extends, target), "PROCESS": process, "WORDS": " ".join(told.split())},
    )


def _starter(kind: str) -> Texts:
    """Return the files of the folder `starter` for a pack of a kind, with @WORDS@ to fill in."""
    root = files(__package__) / "starter"
    return _texts_below(root / "every") | _texts_below(root / kind)


def _texts_below(folder: Traversable, above: str = "") -> Texts:
    found: Texts = {}
    for one in folder.iterdir():
        path = f"{above}{one.name}"
        found |= _texts_below(one, f"{path}/") if one.is_dir() else {path: one.read_text(encoding="utf-8")}
    return found


def pack_id(target: Path) -> str:
    """Return the id of a pack in a folder."""
    return re.sub(r"[^a-z0-9]+", "-", target.absolute().name.lower()).strip("-") or "studio"


def below(extends: str, target: Path) -> str:
    """Return how a pack in one folder names the pack in another that it extends."""
    return json.dumps(os.path.relpath(Path(extends).resolve(), target.resolve()).replace(os.sep, "/"))


def headed(name: str, text: str) -> str:
    """Return the text of a pack's file under the line that tells an editor its schema."""
    return modeline(_kind(name), name.count("/")) + text


def _filled(texts: Texts, words: Texts) -> Texts:
    def fill(text: str) -> str:
        for key, word in words.items():
            text = text.replace(f"@{key}@", word)
        return text

    return {name: headed(name, fill(text)) for name, text in texts.items()}


def _kind(name: str) -> str:
    """Return which schema a file of a pack has."""
    folder, _, file = name.rpartition("/")
    kinds = {"rules": "rules", "tests/cases": "cases", "knowledge/options": "options"}
    return kinds.get(folder, file.removesuffix(".yaml"))


def _fill(folder: Path, texts: Texts, label: str) -> Pack:
    """Write the files, and return the pack they make, with its schemas beside it."""
    for name, text in texts.items():
        _write(folder / name, text)
    pack = load(folder, label=label)
    for name, text in schema_texts(pack).items():
        _write(folder / FOLDER / name, text)
    return pack


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _put_in_place(beside: Path, target: Path) -> None:
    """Make the finished folder the target; into one that exists its parts are moved, all or none."""
    if not target.is_dir():
        beside.chmod(0o777 & ~_umask())
        beside.replace(target)
        return
    moved: list[Path] = []
    try:
        for part in sorted(beside.iterdir()):
            part.replace(target / part.name)
            moved.append(target / part.name)
    except BaseException:
        for part in moved:
            shutil.rmtree(part, ignore_errors=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
