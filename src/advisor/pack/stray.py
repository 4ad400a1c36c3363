"""What lies visibly in a pack's folders and is never read: a file in the wrong place, or under a name that is not read."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.pack.files import FOLDERS, PARTS, TEMPLATE, at

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_READ = (".yaml", ".yml")
_NOTES = (".md", ".txt", ".rst", "license", "readme", "notice")
"""How what is written for people ends; nobody takes it for knowledge."""
_FLAT = ("rules", *(f"knowledge/{one}" for one in (*FOLDERS, "options")), "tests/cases")
"""Folders whose files are read, and none of whose folders is."""
_TESTS = ("blind", "calibration", "pinned", "properties", "sentences", "typed")
"""The files beside `tests/cases` that something reads."""
Stray = tuple[str, str, str]
"""A path from the pack's root, what is wrong with it, and the cure."""


def strays(root: Traversable, known: tuple[str, ...]) -> Iterator[Stray]:
    """Yield what is visible and never read, sorted. known: the files of `knowledge/`, without their suffix."""
    yield from _in_root(root, known)
    for folder in (*PARTS, "tests", *_FLAT):
        if _is_link(at(root, folder)):
            yield (
                folder,
                "expected a folder, got a link",
                "put the files themselves there: links in packs are not followed",
            )
    for folder in _FLAT:
        yield from _in_flat(root, folder)
    yield from _in_parent(root, "knowledge", (*FOLDERS, "options"), ())
    yield from _in_parent(root, "tests", ("cases",), _TESTS)
    yield from _in_templates(root)


def _in_root(root: Traversable, known: tuple[str, ...]) -> Iterator[Stray]:
    parts = (*PARTS, "tests")
    for name in _visible(root):
        stem, suffix = _split(name)
        if suffix and not at(root, name).is_dir():
            if stem in ("rules", "knowledge", "tests", "cases", "options"):
                place = {"rules": "rules/", "options": "knowledge/options/"}.get(stem, f"{stem}/")
                place = "tests/cases/" if stem in ("tests", "cases") else place
                yield name, _never(name), f"move it into the folder `{place}`"
            elif stem in known:
                yield name, _never(name), "move it into the folder `knowledge/`"
        elif name not in parts and at(root, name).is_dir():
            near = get_close_matches(name.casefold(), parts, n=1, cutoff=0.8)
            if near and (not at(root, near[0]).is_dir() or any(_split(one)[1] for one in _visible(at(root, name)))):
                yield name, f"unknown folder `{name}`", f"did you mean `{near[0]}`?"


def _in_flat(root: Traversable, folder: str) -> Iterator[Stray]:
    for name in _visible(at(root, folder)):
        path = f"{folder}/{name}"
        if at(root, path).is_dir():
            if any(_visible(at(root, path))):
                yield path, f"the folder `{name}` is never read", f"move its files into `{folder}/`"
        elif not name.endswith(_READ) and not _is_note(name):
            yield path, _never(name), _cure(name, folder)


def _in_templates(root: Traversable) -> Iterator[Stray]:
    for name in _visible(at(root, "templates")):
        path = f"templates/{name}"
        if at(root, path).is_dir():
            if any(_visible(at(root, path))):
                yield path, f"the folder `{name}` is never read", "move its files into `templates/`"
        elif not TEMPLATE.fullmatch(name) and not _is_note(name):
            yield (
                path,
                _never(name),
                "name it in small letters, digits and `_`, with `.j2` at the end, or take it out of there",
            )


def _in_parent(root: Traversable, folder: str, folders: tuple[str, ...], files: tuple[str, ...]) -> Iterator[Stray]:
    """Yield what is not read in a folder that holds folders. files: those that are read, empty if others say so."""
    for name in _visible(at(root, folder)):
        path = f"{folder}/{name}"
        stem, suffix = _split(name)
        if at(root, path).is_dir():
            near = get_close_matches(name.casefold(), (*PARTS, *folders, *files), n=1, cutoff=0.8)
            if name not in folders and (near or folder == "knowledge") and any(_visible(at(root, path))):
                wanted = f"did you mean `{near[0]}`?" if near and near[0] in folders else "move it to where it is read"
                yield path, f"the folder `{name}` is never read", wanted
        elif folder == "knowledge" and not name.endswith(_READ) and not _is_note(name):
            yield path, _never(name), _cure(name, folder)
        elif files and suffix and (stem not in files or not name.endswith(_READ)):
            yield path, _never(name), "cases stand in `tests/cases/`"


def _visible(folder: Traversable) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(one.name for one in folder.iterdir() if not one.name.startswith(".") and one.name != "__pycache__")


def _split(name: str) -> tuple[str, str]:
    """Return a name without its suffix, and the suffix if that is almost one of YAML or JSON: `.YAML`, `.yaml.txt`."""
    stem, _, rest = name.partition(".")
    is_told = rest and any(one in f".{rest.casefold()}" for one in (*_READ, ".json"))
    return (stem.casefold(), f".{rest}") if is_told else (name.casefold(), "")


def _is_note(name: str) -> bool:
    is_told = bool(_split(name)[1])
    return not is_told and (name.casefold().endswith(_NOTES) or name.casefold().startswith(_NOTES[3:]))


def _is_link(folder: Traversable) -> bool:
    return isinstance(folder, Path) and folder.is_symlink()


def _never(name: str) -> str:
    return f"the file `{name}` is never read"


def _cure(name: str, folder: str) -> str:
    stem = name.partition(".")[0] or name
    return f"name it `{stem}.yaml` if it belongs to `{folder}/`, else take it out of there"
