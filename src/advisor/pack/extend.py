"""`extends:`: which packs lie on one another, and whose a fault is. The builtin pack is one like any other."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath, PureWindowsPath

from advisor.errors import Diagnostic, PackError, Place
from advisor.pack.files import HEAD
from advisor.pack.folder import BUILTIN, Folder, builtin
from advisor.pack.layers import Layers, extends
from advisor.yaml.fields import Faults, described
from advisor.yaml.node import Node, Scalar
from advisor.yaml.text import quoted

MOST_PACKS = 5


def open_layers(own: Folder) -> Layers:
    """Return the pack with those it extends, every `pack.yaml` read; faults are in the folder's."""
    layers = Layers([own], [own.mapping(HEAD)], own.faults)
    while (node := extends(layers.heads[-1])) is not None:
        base = _base(node, layers)
        if base is None:
            break
        layers.folders.append(base)
        layers.heads.append(base.mapping(HEAD))
    last = layers.heads[-1]
    off = last.get("off") if last is not None and extends(last) is None else None
    if off is not None:
        own.faults.add(off.at, "`off` switches off what a pack inherits, and this one extends none")
    return layers


def _base(node: Node, layers: Layers) -> Folder | None:
    """Return the folder that `extends` names, or None after a report."""
    above, faults = layers.folders[-1], layers.faults
    if not isinstance(node, Scalar) or not node.text.strip():
        faults.add(node.at, f"`extends` must be a text, got {described(node)}", _CURE)
        return None
    base = _named(node.text, above, faults)
    if base is None or not _is_folder(base.root):
        help = f"did you mean `{BUILTIN}`?" if get_close_matches(node.text.lower(), [BUILTIN]) else _CURE
        faults.add(node.at, f"no knowledge pack at {quoted(node.text)}", help)
        return None
    chain = [*layers.folders, base]
    if any(_same(base.root, folder.root) for folder in layers.folders):
        circle = " <- ".join(f"`{folder.label or '.'}`" for folder in chain)
        faults.add(node.at, f"packs extend each other in a circle: {circle}", "let one of them extend another pack")
        return None
    if len(chain) > MOST_PACKS:
        faults.add(node.at, f"expected at most {MOST_PACKS} packs on one another, got more")
        return None
    return base


_CURE = f"write `{BUILTIN}`, or a path from the pack's own folder such as `../house`"


def _named(text: str, above: Folder, faults: Faults) -> Folder | None:
    if text == BUILTIN:
        return Folder(builtin(), BUILTIN, faults)
    if not isinstance(above.root, Path) or PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute():
        return None
    return Folder(above.root / text, posixpath.normpath(posixpath.join(above.label, text)), faults)


def _is_folder(root: Traversable) -> bool:
    try:
        return root.is_dir()
    except (OSError, ValueError):
        return False


def _same(one: Traversable, other: Traversable) -> bool:
    if isinstance(one, Path) and isinstance(other, Path):
        return one.resolve() == other.resolve()
    return str(one) == str(other)


def made_here(found: Sequence[Diagnostic], layers: Layers, load: Callable[..., object]) -> Sequence[Diagnostic]:
    """Return the faults where they were made: those in a pack below that is right by itself are not told, or of what is said anew of it.

    load: reads the pack below by itself, and raises what is wrong with it even so.
    """
    below = {one for one in found if one.at.file in layers.inherited}
    if not below or not layers.is_whole:
        return found
    base = layers.folders[1]
    try:
        load(base.root, label=base.label)
    except PackError as error:
        below -= set(error.faults)
    return [one for one in found if one not in below] or _said_anew(sorted(below), layers) or found


def _said_anew(below: Sequence[Diagnostic], layers: Layers) -> list[Diagnostic]:
    """Return a fault of each entry said anew that some of the pack below does not fit; nothing if none is."""
    anew: dict[str, Place] = {}
    for change in layers.changes:
        if change.at.file not in layers.inherited:
            anew.setdefault(change.name, change.at)
    causes: dict[tuple[str, ...], list[Diagnostic]] = {}
    for one in below if anew else ():
        named = tuple(name for name in anew if re.search(rf"\b{re.escape(name)}\b", one.message))
        causes.setdefault(named or tuple(anew), []).append(one)
    found = []
    for names, faults in causes.items():
        told = f"the pack below does not fit what is said anew of {' and '.join(map(quoted, names))}: {faults[0]}"
        places = f", in {len(faults)} places" if len(faults) > 1 else ""
        cure = f"let it fit what reads it there{places}, or give it a name of its own"
        found.append(Diagnostic(anew[names[0]], told.partition("\n")[0], cure))
    return found
