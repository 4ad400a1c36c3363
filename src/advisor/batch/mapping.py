"""The map of a table: `--map FILE`, which says what the columns, units and words of somebody else's table mean."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from advisor.errors import FaultsError, Place
from advisor.ir import Kind
from advisor.order.naming import Names, Target
from advisor.yaml.fields import Faults, Fields, described, mapping_of, text_of, texts_of
from advisor.yaml.limits import PACK_LIMITS
from advisor.yaml.node import MappingNode, Node, Scalar, SequenceNode
from advisor.yaml.reader import read_bytes, read_yaml

Meant = str | tuple[str, ...]
"""What a cell's words stand for: one value, or several."""


class TableMap(Struct, frozen=True, kw_only=True):
    """What a table's words mean; headers and cells are compared in small letters.

    columns: header -> what it says. units: fact -> unit of its bare numbers. values: fact -> cell -> value.
    ignore: headers that say nothing.
    """

    columns: Mapping[str, Target] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Meant]] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()


def read_map(path: str, names: Names) -> TableMap:
    """Return the map in a YAML file.

    Raises:
        FaultsError: with every fault in it.
    """
    documents, found = read_yaml(read_bytes(Path(path), PACK_LIMITS), path, PACK_LIMITS)
    faults = Faults(list(found))
    if len(documents) != 1 and not found:
        faults.add(Place(path, 1, 1), "expected one mapping with `columns`, `units`, `values` or `ignore`")
    item = mapping_of(documents[0], faults, "the map") if documents else None
    read = _Map(names, faults).read(item) if item is not None else TableMap()
    if faults.found:
        raise FaultsError(faults.found)
    return read


class _Map:
    def __init__(self, names: Names, faults: Faults) -> None:
        self.names = names
        self.faults = faults

    def read(self, item: Fields) -> TableMap:
        columns = {}
        for key, node in item.mapping("columns"):
            target = self._target(node)
            if target is not None:
                columns[self.names.plain(key.text)] = target
        units = dict(unit for key, node in item.mapping("units") if (unit := self._unit(key, node)))
        values = dict(words for key, node in item.mapping("values") if (words := self._values(key, node)))
        ignore = frozenset(self.names.plain(one) for one in item.texts("ignore"))
        item.end()
        return TableMap(columns=columns, units=units, values=values, ignore=ignore)

    def _target(self, node: Node) -> Target | None:
        text = text_of(node, self.faults, "a column's fact")
        found = self.names.target(text) if text else None
        if text and found is None:
            self.faults.unknown(node.at, "fact", text, ("id", "as_of", *self.names.facts))
        return found

    def _unit(self, key: Scalar, node: Node) -> tuple[str, str] | None:
        target, word = self._target(key), text_of(node, self.faults, "a unit")
        if target is None or not word:
            return None
        words = self.names.words(target.fact.unit if target.fact else None)
        if word.casefold() not in (one.casefold() for one in words):
            self.faults.unknown(node.at, f"unit of `{target.name}`", word, words)
            return None
        return target.name, word

    def _values(self, key: Scalar, node: Node) -> tuple[str, dict[str, Meant]] | None:
        target = self._target(key)
        if target is None:
            return None
        if not isinstance(node, MappingNode):
            self.faults.add(node.at, f"expected cell: value pairs, got {described(node)}")
            return None
        return target.name, {one.text.casefold(): self._meant(value, target) for one, value in node.entries}

    def _meant(self, node: Node, target: Target) -> Meant:
        meant = texts_of(node, self.faults, "a value") if isinstance(node, SequenceNode | Scalar) else ()
        if isinstance(node, MappingNode):
            self.faults.add(node.at, f"expected a value or a list of values, got {described(node)}")
        if target.fact is not None and target.fact.kind in (Kind.CHOICE, Kind.SET):
            known = (*target.fact.words, *target.fact.choice_groups, "unknown", "none")
            for one in meant:
                if one not in known:
                    self.faults.unknown(node.at, f"choice of `{target.name}`", one, known)
        return meant if isinstance(node, SequenceNode) else "".join(meant)
