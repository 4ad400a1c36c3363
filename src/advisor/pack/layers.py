"""A pack and those it extends as one: every entry as the topmost pack says it, and where each came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct, field

from advisor.errors import Place
from advisor.pack.files import HEAD
from advisor.pack.folder import Folder
from advisor.pack.merge import PackChange, added, entry_id, node_on_one_line, over_list, over_mapping
from advisor.yaml.fields import Faults, Fields, described, mapping_of, nearest
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode
from advisor.yaml.text import quoted

_KEYS = ("id", "version", "title", "currency", "language", "engine", "extends", "off")
"""The keys of `pack.yaml`."""
INHERITED = ("currency", "language")
_LISTS = {"groups": "group", "checklists": "checklist", "contradictions": "contradiction", "sections": "section"}
"""Top-level keys that hold a list of entries with an `id`, and what an entry is called."""
MAPPINGS = {
    "facts": "fact",
    "sources": "source",
    "figures": "figure",
    "pathways": "pathway",
    "estimates": "estimate",
    "rates": "rate",
    "lines": "line",
    "objects": "object",
    "materials": "material",
}
"""Top-level keys that hold entries by name."""
ADDED = "words"
"""The file to which a pack that extends another adds, and replaces nothing."""
_SHOWN = {
    "figure": "value",
    "fact": "kind",
    "source": "title",
    "pathway": "name",
    "estimate": "formula",
    "rule": "then",
    "rate": "rate",
    "line": "label",
    "object": "label",
    "material": "label",
}
"""What an entry is -> the key that says it shortest; of a list, `title`, of an option, `pathway`."""

_Read = Callable[[Folder], list[tuple[Node, ...]]]
"""Reads the entries of one pack, file by file."""


class _Entry(Struct, frozen=True, kw_only=True):
    """An entry of a pack as it is read in the end, and where what it says stands."""

    what: str
    name: str
    says: str
    at: Place


class Layers(Struct):
    """A pack and those it extends, its own folder first. heads: their `pack.yaml`, None where it cannot be read."""

    folders: list[Folder]
    heads: list[MappingNode | None]
    faults: Faults
    changes: list[PackChange] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)

    @property
    def own(self) -> Folder:
        return self.folders[0]

    @property
    def base(self) -> Folder:
        """The pack that extends no other."""
        return self.folders[-1]

    @property
    def is_whole(self) -> bool:
        """Whether every pack that is extended was found."""
        return extends(self.heads[-1]) is None

    @property
    def inherited(self) -> frozenset[str]:
        """The files read from the packs that this one extends, as places name them."""
        return frozenset(folder.place(name) for folder in self.folders[1:] for name in folder.digest)

    def head(self) -> Fields:
        """Return the pack's own `pack.yaml`, with what it leaves to the packs it extends."""
        own = self.heads[0]
        if own is None:
            return Fields(MappingNode((), flow=False, at=Place(self.own.place(HEAD), 1, 1)), Faults(), f"`{HEAD}`")
        for above, below in zip(self.heads, self.heads[1:], strict=False):
            self._same_currency(above, below)
        said = {key.text for key, _ in own.entries}
        kept = {key.text: (key, value) for one in reversed(self.heads[1:]) if one for key, value in one.entries}
        left = [kept[key] for key in INHERITED if key in kept and key not in said]
        return Fields(MappingNode((*own.entries, *left), own.flow, own.at), self.faults, f"`{HEAD}`")

    def roles(self) -> Node | None:
        """Return what all the packs say of roles, each as the topmost pack that names it does."""
        found: Node | None = None
        for head in reversed(self.heads):
            own = head and head.get("roles")
            if isinstance(own, MappingNode) and isinstance(found, MappingNode):
                said = {key.text for key, _ in own.entries}
                left = tuple(entry for entry in found.entries if entry[0].text not in said)
                own = MappingNode((*own.entries, *left), own.flow, own.at)
            found = own or found
        return found

    def _same_currency(self, above: MappingNode | None, below: MappingNode | None) -> None:
        own, base = (node_on_one_line(one and one.get("currency")) for one in (above, below))
        node = above and above.get("currency")
        if node is not None and base and own != base:
            self.faults.add(
                node.at, f"expected the currency of the pack it extends, {base}, got {quoted(own)}", f"write {base}"
            )

    def section(self, name: str) -> Fields | None:
        """Return what all the packs say in `knowledge/NAME.yaml` and `knowledge/NAME/`, None if no pack has either."""
        file, merged = f"knowledge/{name}.yaml", None
        layers = [folder for folder in self.folders if folder.parts_of(name)]
        for folder in reversed(layers):
            found = folder.gathered(folder.parts_of(name))
            if found is not None:
                laid = added if name == ADDED else self._over
                merged = found if merged is None else laid(merged, found)
        if merged is None:
            empty = MappingNode(entries=(), flow=False, at=Place(self.own.place(file), 1, 1))
            return Fields(empty, Faults(), f"`{file}`") if layers else None
        self._note(merged)
        return Fields(merged, self.faults, f"`{file}`")

    def _over(self, base: MappingNode, own: MappingNode) -> MappingNode:
        """Return one file of both: entries by name or `id`; a key that holds no entries is own's."""
        said = {key.text: (key, value) for key, value in own.entries}
        entries: list[tuple[Scalar, Node]] = []
        for key, value in base.entries:
            own_key, own_value = said.pop(key.text, (key, None))
            entries.append((own_key, value if own_value is None else self._entries(key.text, value, own_value)))
        return MappingNode((*entries, *said.values()), own.flow, own.at)

    def _entries(self, key: str, base: Node, own: Node) -> Node:
        match base, own:
            case MappingNode(), MappingNode():
                return over_mapping(MAPPINGS.get(key, key), base, own, self.changes)
            case SequenceNode(), SequenceNode():
                items = over_list(_LISTS.get(key, key), base.items, own.items, self.changes)
                return SequenceNode(items, own.flow, own.at)
            case _:
                wanted = "a mapping" if isinstance(base, MappingNode) else "a list"
                self.faults.add(own.at, f"`{key}` must be {wanted}, got {described(own)}")
                return base

    def rules(self) -> tuple[Node, ...]:
        """Return the rules of all the packs, without those switched off."""
        return self._listed("rule", lambda folder: [folder.items(name, "rules") for name in folder.names("rules")])

    def options(self, names: Mapping[str, str]) -> tuple[Node, ...]:
        """Return the options of all the packs, without those switched off. names: other name of a fact -> its name."""
        return self._listed("option", self._option_files, names)

    def _option_files(self, folder: Folder) -> list[tuple[Node, ...]]:
        found = []
        for name in folder.names("knowledge/options"):
            node = folder.mapping(name)
            fields = Fields(node, self.faults, f"`{name}`") if node else None
            if fields is not None:
                found.append(fields.items("options", needed=True))
                fields.end()
        return found

    def _listed(self, what: str, read: _Read, names: Mapping[str, str] | None = None) -> tuple[Node, ...]:
        nodes: tuple[Node, ...] = ()
        for folder, head in reversed(list(zip(self.folders, self.heads, strict=True))):
            own = tuple(node for held in read(folder) for node in held)
            off = tuple(_switched_off(head, f"{what}s", self.faults))
            kept = self._without(what, nodes, own, off)
            nodes = over_list(what, kept, own, self.changes, names)
        for node in nodes:
            self._enter(what, entry_id(node), node)
        return nodes

    def _without(
        self, what: str, base: tuple[Node, ...], own: tuple[Node, ...], off: tuple[Scalar, ...]
    ) -> tuple[Node, ...]:
        """Return the base's entries less those switched off, after reporting what cannot be."""
        known = {entry_id(node): node for node in base}
        declared = {entry_id(node) for node in own}
        for scalar in off:
            node = known.get(scalar.text)
            if node is None:
                self.faults.unknown(scalar.at, f"{what} of the pack it extends", scalar.text, known)
            elif scalar.text in declared:
                told_twice = f"{what} `{scalar.text}` is switched off, and declared in this pack"
                self.faults.add(scalar.at, told_twice, "delete one: to replace it, declaring it is enough")
            else:
                self.changes.append(
                    PackChange(what=what, name=scalar.text, key="", old=_said(what, node), new="", at=scalar.at, was_at=node.at)
                )  # fmt: skip
        gone = {scalar.text for scalar in off} - declared
        return tuple(node for node in base if entry_id(node) not in gone)

    # --- where each entry came from ---
    def _note(self, file: MappingNode) -> None:
        for key, value in file.entries:
            if isinstance(value, MappingNode):
                for name, node in value.entries:
                    self._enter(MAPPINGS.get(key.text, key.text), name.text, node)
            elif isinstance(value, SequenceNode):
                for node in value.items:
                    self._enter(_LISTS.get(key.text, key.text), entry_id(node), node)

    def _enter(self, what: str, name: str, node: Node) -> None:
        shown = node.get(shown_key(what)) if isinstance(node, MappingNode) else None
        self.entries.append(_Entry(what=what, name=name, says=node_on_one_line(shown), at=(shown or node).at))


def shown_key(what: str) -> str:
    """Return the key that says an entry shortest."""
    return _SHOWN.get(what, "pathway" if what == "option" else "title")


def _said(what: str, node: Node) -> str:
    """Return what says an entry shortest."""
    return node_on_one_line(node.get(shown_key(what))) if isinstance(node, MappingNode) else node_on_one_line(node)


def extends(head: MappingNode | None) -> Node | None:
    """Return what a pack says that it extends, under a slip of that key too: else all it inherits would be missing."""
    if head is None or (found := head.get("extends")) is not None:
        return head and found
    slips = (value for key, value in head.entries if key.text not in _KEYS and nearest(key.text, _KEYS) == "extends")
    return next(slips, None)


def _switched_off(head: MappingNode | None, what: str, faults: Faults) -> Iterator[Scalar]:
    """Yield the ids that a pack's `off` names; its shape is reported once, with the rules."""
    node = head.get("off") if head is not None else None
    item = mapping_of(node, faults if what == "rules" else Faults(), "`off`") if node is not None else None
    if item is None:
        return
    held = {key: item.take(key) for key in ("rules", "options")}
    item.end()
    found = held[what]
    for one in found.items if isinstance(found, SequenceNode) else () if found is None else (found,):
        if isinstance(one, Scalar) and one.text:
            yield one
        else:
            faults.add(one.at, f"each of `off` must be the id of one of the {what}, got {described(one)}")
