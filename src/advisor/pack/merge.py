"""Laying one pack's entries over another's, as nodes: whoever reads them finds one pack, and each place is still true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from advisor.errors import Place
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode

JOINED = ("choices", "choice_groups", "kinds", "sections", "cases")
"""Keys whose mapping is laid over the base's entry by entry; any other value replaces the base's as a whole."""
BELONGS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "figure": (
        ("value", ("likely", "quote", "source", "as_of", "from", "until", "note")),
        ("source", ("quote",)),
    ),
    "estimate": (("formula", ("includes", "source", "corrected_by")),),
    "rate": (("rate", ("as_of", "source", "quote", "note")),),
}
"""What is said of a value only, and so is not inherited by a value said anew."""
NEUTRAL = ("id", "name", "region", "source", "as_of")
"""Keys of an option that are not claims of its source."""


class PackChange(Struct, frozen=True, kw_only=True):
    """What a pack says anew of the one it extends: a key of an entry, or, without a key, that it is switched off.

    old, new: as written; empty where it is not said.
    """

    what: str
    name: str
    key: str
    old: str
    new: str
    at: Place
    was_at: Place


def node_on_one_line(node: Node | None) -> str:
    """Return a node on one line, much as it would be written."""
    match node:
        case None:
            return ""
        case Scalar(text, plain):
            return " ".join(text.split()) if plain else f'"{" ".join(text.split())}"'
        case SequenceNode(items):
            return f"[{', '.join(map(node_on_one_line, items))}]"
        case MappingNode(entries):
            return "{" + ", ".join(f"{key.text}: {node_on_one_line(value)}" for key, value in entries) + "}"


def entry_id(node: Node) -> str:
    """Return the `id` of an entry of a list, empty if it has none."""
    found = node.get("id") if isinstance(node, MappingNode) else None
    return found.text if isinstance(found, Scalar) else ""


def over_mapping(what: str, base: MappingNode, own: MappingNode, changes: list[PackChange]) -> MappingNode:
    """Return the named entries of both, in the base's order; own ones say anew what they say."""
    said = {key.text: (key, value) for key, value in own.entries}
    entries = [
        (said[key.text][0], over_entry(what, key.text, value, said.pop(key.text)[1], changes))
        if key.text in said
        else (key, value)
        for key, value in base.entries
    ]
    return MappingNode((*entries, *said.values()), own.flow, own.at)


def over_list(
    what: str,
    base: Iterable[Node],
    own: Iterable[Node],
    changes: list[PackChange],
    names: Mapping[str, str] | None = None,
) -> tuple[Node, ...]:
    """Return the entries of both by their `id`. An id that own has twice stays twice, for the reader to refuse."""
    nodes = list(base)
    where = {entry_id(node): index for index, node in enumerate(nodes) if entry_id(node)}
    for node in own:
        index = where.pop(entry_id(node), None)
        if index is None:
            nodes.append(node)
        else:
            nodes[index] = over_entry(what, entry_id(node), nodes[index], node, changes, names or {})
    return tuple(nodes)


def over_entry(
    what: str, name: str, base: Node, own: Node, changes: list[PackChange], names: Mapping[str, str] | None = None
) -> Node:
    """Return one entry of both: a rule as own has it; any other with the keys that own leaves out. names: alias -> name."""
    if not isinstance(base, MappingNode) or not isinstance(own, MappingNode):
        return own
    entry = own if what == "rule" or _differs(base, own, "kind") else _joined(what, base, own, names or {})
    changes.extend(_changes(what, name, base, entry))
    return entry


def _differs(base: MappingNode, own: MappingNode, key: str) -> bool:
    return own.get(key) is not None and node_on_one_line(base.get(key)) != node_on_one_line(own.get(key))


def _joined(what: str, base: MappingNode, own: MappingNode, names: Mapping[str, str]) -> MappingNode:
    keys = {key.text for key, _ in own.entries}
    lost = {name for said, gone in BELONGS.get(what, ()) if said in keys for name in gone}
    if what == "option" and not keys <= {*NEUTRAL}:
        lost = {"source", "as_of"}
    meant = {names.get(key, key) for key in keys}
    lost |= {key.text for key, _ in base.entries if names.get(key.text, key.text) in meant}
    said = {key.text: (key, value) for key, value in own.entries}
    entries: list[tuple[Scalar, Node]] = []
    for key, value in base.entries:
        if key.text in said:
            own_key, own_value = said.pop(key.text)
            entries.append((own_key, _value(key.text, value, own_value)))
        elif key.text not in lost:
            entries.append((key, value))
    return MappingNode((*entries, *said.values()), own.flow, own.at)


def _value(key: str, base: Node, own: Node) -> Node:
    if key == "choices" and isinstance(base, Scalar) and isinstance(own, MappingNode):
        return SequenceNode((base, own), flow=True, at=own.at)  # those of a file, and more
    if key not in JOINED or not isinstance(base, MappingNode) or not isinstance(own, MappingNode):
        return own
    before = {one.text: value for one, value in base.entries}
    said = {one.text for one, _ in own.entries}
    kept = tuple((one, value) for one, value in base.entries if one.text not in said)
    anew = tuple((one, _choice_over(before.get(one.text), value)) for one, value in own.entries)
    return MappingNode((*kept, *anew), own.flow, own.at)


def _choice_over(base: Node | None, own: Node) -> Node:
    """Return a choice that says more than its label with what the base says of it, and the kinds of both under it."""
    if not isinstance(base, MappingNode) or not isinstance(own, MappingNode):
        return own
    said = {one.text: value for one, value in own.entries}
    kept = tuple((one, value) for one, value in base.entries if one.text not in said or one.text == "kinds")
    kinds, more = base.get("kinds"), said.get("kinds")
    if isinstance(kinds, MappingNode) and isinstance(more, MappingNode):
        both = _value("choices", kinds, more)
        kept = tuple((one, both if one.text == "kinds" else value) for one, value in kept)
    return MappingNode(
        (*kept, *(entry for entry in own.entries if entry[0].text not in {one.text for one, _ in kept})),
        own.flow,
        own.at,
    )


def added(base: MappingNode, own: MappingNode) -> MappingNode:
    """Return what both say: of a key in both, the entries of both."""
    said = {key.text: value for key, value in own.entries}
    kept = {key.text for key, _ in base.entries}
    both = ((key, value if key.text not in said else _both(value, said[key.text])) for key, value in base.entries)
    return MappingNode((*both, *(entry for entry in own.entries if entry[0].text not in kept)), own.flow, own.at)


def _both(base: Node, own: Node) -> Node:
    if isinstance(base, MappingNode) and isinstance(own, MappingNode):
        return added(base, own)
    if isinstance(base, Scalar) and isinstance(own, Scalar):
        return own
    items = [one.items if isinstance(one, SequenceNode) else (one,) for one in (base, own)]
    return SequenceNode((*items[0], *items[1]), flow=True, at=own.at)


def _changes(what: str, name: str, base: MappingNode, entry: MappingNode) -> Iterator[PackChange]:
    keys = dict.fromkeys(key.text for node in (base, entry) for key, _ in node.entries)
    for key in keys:
        before, after = base.get(key), entry.get(key)
        if node_on_one_line(before) != node_on_one_line(after):
            yield PackChange(
                what=what, name=name, key=key, old=node_on_one_line(before), new=node_on_one_line(after), at=after.at if after else entry.at,
                was_at=before.at if before else base.at,
            )  # fmt: skip
