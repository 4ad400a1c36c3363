"""The files of one pack's folder: read strictly, remembered by their hash, every fault at its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field

from advisor.errors import FaultsError, Place
from advisor.pack import files
from advisor.pack.files import BUILTIN, FOLDERS, PARTS, builtin
from advisor.yaml.fields import Faults, described, mapping_of
from advisor.yaml.limits import PACK_LIMITS, Limits
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode, wording
from advisor.yaml.opening import read_bytes
from advisor.yaml.reader import read_yaml

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["BUILTIN", "FOLDERS", "PARTS", "Folder", "builtin"]


_WORD = re.compile(r"[A-Za-z0-9][\w-]*")
"""What may be a name: of a file that cannot be read, nobody knows what it declares."""


class Folder(Struct):
    """The files of a pack, the bytes they had, and the faults found in them. label: what places call the folder."""

    root: Traversable
    label: str
    faults: Faults = field(default_factory=Faults)
    digest: dict[str, str] = field(default_factory=dict)

    def place(self, name: str) -> str:
        return f"{self.label}/{name}" if self.label else name

    def at(self, name: str) -> Traversable:
        """Return a file or folder of the pack by its path from the root."""
        return files.at(self.root, name)

    def has(self, part: str) -> bool:
        """Return whether the pack has a folder of that name."""
        return self.at(part).is_dir()

    def read(self, name: str, limits: Limits = PACK_LIMITS) -> Node | None:
        """Return the one document of a file, or None after a report."""
        try:
            raw = read_bytes(self.at(name), limits, name=self.place(name), follow_links=False)
        except FaultsError as error:
            self.faults.found.extend(error.faults)
            return None
        self.digest[name] = files.hash_of(raw)
        documents, faults = read_yaml(raw, self.place(name), limits)
        self.faults.found.extend(faults)
        is_lost = not documents or isinstance(documents[0], Scalar)
        if faults:  # what they keep from being read may be named elsewhere
            kept = () if is_lost else _WORD.findall(str(wording(documents[0])))
            self.faults.faulty.update({*_WORD.findall(raw.decode(errors="replace"))} - {*kept})
        if len(documents) == 1 and not (faults and is_lost):
            return documents[0]
        if not faults:
            told = "the file is empty" if not documents else "expected one document in the file"
            self.faults.add(Place(self.place(name), 1, 1), told)
        return None

    def mapping(self, name: str, limits: Limits = PACK_LIMITS) -> MappingNode | None:
        """Return the mapping in a file, or None after a report."""
        node = self.read(name, limits)
        if node is None or isinstance(node, MappingNode):
            return node
        self.faults.add(node.at, f"expected a mapping, got {described(node)}")
        return None

    def listed(self, name: str, key: str, limits: Limits = PACK_LIMITS) -> tuple[Node, ...]:
        """Return the one list that a file holds under its key; nothing if there is no such file, or after a report."""
        node = self.mapping(name, limits) if self.at(name).is_file() else None
        held = mapping_of(node, self.faults, f"`{name}`") if node is not None else None
        if held is None:
            return ()
        items = held.items(key, needed=True)
        held.end()
        return items

    def parts_of(self, name: str) -> list[str]:
        """Return the files that hold one kind of knowledge: `knowledge/NAME.yaml`, then those in `knowledge/NAME/`."""
        whole = [one for one in self.names("knowledge") if one == f"knowledge/{name}.yaml"]
        return [*whole, *(self.names(f"knowledge/{name}") if name in FOLDERS else [])]

    def gathered(self, names: list[str]) -> MappingNode | None:
        """Return the mappings of several files as one: entries under the same key follow each other."""
        found = [node for name in names if (node := self.mapping(name)) is not None]
        if len(found) < 2:  # noqa: PLR2004  # one file needs no gathering
            return found[0] if found else None
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, said in (entry for one in found for entry in one.entries):
            kept = entries.get(key.text)
            entries[key.text] = (key, said) if kept is None else (kept[0], self._after(kept[1], said))
        return MappingNode(tuple(entries.values()), found[0].flow, found[0].at)

    def _after(self, first: Node, second: Node) -> Node:
        match first, second:
            case MappingNode(), MappingNode():
                return MappingNode((*first.entries, *second.entries), first.flow, first.at)
            case SequenceNode(), SequenceNode():
                return SequenceNode((*first.items, *second.items), first.flow, first.at)
            case _:
                wanted = "a mapping" if isinstance(first, MappingNode) else "a list"
                self.faults.add(second.at, f"expected {wanted}, as in the first file, got {described(second)}")
                return first

    def items(self, name: str, what: str) -> tuple[Node, ...]:
        """Return the items of the list in a file, none after a report."""
        node = self.read(name)
        if node is None or isinstance(node, SequenceNode):
            return () if node is None else node.items
        self.faults.add(node.at, f"expected a list of {what}, got {described(node)}")
        return ()

    def names(self, folder: str) -> list[str]:
        """Return the YAML files of a folder, sorted."""
        return files.yaml_files(self.root, folder)

    def check_names(self, known: tuple[str, ...]) -> None:
        """Report the files of `knowledge` that have no meaning, and whatever else is visible and never read."""
        from advisor.pack.stray import strays  # only reading a pack anew needs it

        wanted = [f"{name}.yaml" for name in known]
        for name in self.names("knowledge"):
            short = name.removeprefix("knowledge/")
            if short not in wanted:
                self.faults.unknown(Place(self.place(name)), "file", short, wanted)
        for name, told, cure in strays(self.root, known):
            self.faults.add(Place(self.place(name)), told, cure)
