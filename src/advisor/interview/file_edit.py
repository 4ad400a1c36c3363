"""Answers put into an order file that a person wrote: only the values of facts that were answered anew are touched.

Comments, the order of the keys, the `studio:` block and all else stay byte for byte. What was made is read again, and must say
exactly what is wanted; else nothing is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import yaml
from msgspec.structs import replace

from advisor.errors import AdvisorError, OrderError
from advisor.interview.again import only_order_node, read_again
from advisor.interview.order_text import fact_value
from advisor.meaning.path import name_in
from advisor.order import OWN_KEYS, OrderReader
from advisor.trace import Order
from advisor.yaml.node import MappingNode as Mapping
from advisor.yaml.node import Node, Scalar

ROUNDS = 4
"""How often what an edit moved besides is put right: one line may say several facts."""
_BOM = b"\xef\xbb\xbf"
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_Change = tuple[int, int, str]
"""From where to where in the text, and what is put there."""


class EditError(AdvisorError):
    """Raised when answers cannot be put into a file as it stands; its text says why."""


def refuse_uneditable(raw: bytes, file: str, reader: OrderReader) -> Mapping:
    """Return the node of the order in a file that can be edited.

    Raises:
        EditError: it is JSON, written in braces, not UTF-8, or has faults.
    """
    node = only_order_node(raw, file, reader)
    if file.lower().endswith((".json", ".jsonl", ".ndjson")) or (node is not None and node.flow):
        raise EditError("it is JSON, or an order in braces, where I change nothing")
    try:
        raw.decode()
    except UnicodeDecodeError:
        raise EditError("it is not in UTF-8") from None
    if node is None or not node.entries:
        raise EditError("it does not hold one order in lines such as `quantity: 120`")
    return node


def edited(raw: bytes, file: str, reader: OrderReader, wanted: Order, said: Collection[str]) -> bytes:
    """Return a file's bytes with what an order says now. said: the paths that must be said, also as unknown.

    Raises:
        EditError: that cannot be done by changing and adding values alone.
    """
    alone = replace(reader, sets=())
    node = refuse_uneditable(raw, file, alone)
    paths: set[str] = set()
    made = raw
    for _ in range(ROUNDS):
        try:
            found = read_again(made, file, alone).order
        except OrderError as error:
            raise EditError(f"what I would write does not read: {error.faults[0].message}") from None
        more = _different(found, wanted, said) - paths
        if not more:
            break
        paths |= more
        made = _put(raw, node, alone, wanted, [*dict.fromkeys([*said, *sorted(paths)])], paths)
    if _different(found, wanted, said) or not _is_same_besides(found, wanted):
        raise EditError("your answers cannot be put there without changing what else it says")
    return made


def _different(found: Order, wanted: Order, said: Collection[str]) -> set[str]:
    own, other = found.said, wanted.said
    return {
        path
        for path in {*said, *own, *other}
        if own.get(path) != other.get(path) or (path in said and path not in found.origins)
    }


def _is_same_besides(found: Order, wanted: Order) -> bool:
    quotes = [[one.said for one in order.quotes] for order in (found, wanted)]
    return quotes[0] == quotes[1] and found.as_of == wanted.as_of and found.rates == wanted.rates


# --- the text ---------------------------------------------------------------------------------------------------------
def _said_in(node: Mapping, reader: OrderReader) -> dict[str, tuple[Scalar, Node]]:
    """Return where an order's file says which fact, by its path."""
    facts = ((key, value, reader.fact(key.text)) for key, value in node.entries if key.text not in OWN_KEYS)
    return {f"order.{fact.name}": (key, value) for key, value, fact in facts if fact is not None}


def _put(
    raw: bytes, node: Mapping, reader: OrderReader, wanted: Order, order: Collection[str], paths: set[str]
) -> bytes:
    """Return the bytes with the values of some facts put where they are said, or added below the last fact. order: of the paths."""
    head = _BOM if raw.startswith(_BOM) else b""
    text = raw[len(head) :].decode()
    places = _Places(text)
    entries = _said_in(node, reader)
    values = {path: fact_value(wanted, reader.pack, path) for path in order if path in paths}
    changes = [_change(text, places, *entries[path], value) for path, value in values.items() if path in entries]
    added = [f"{name_in(path)}: {value}" for path, value in values.items() if path not in entries]
    if wanted.as_of and node.get("as_of") is None and _is_dated(reader, paths):
        added.insert(0, f"as_of: {wanted.as_of.isoformat()}")
    if added:
        last = max(entries.values(), key=lambda one: one[0].at) if entries else node.entries[-1]
        changes.append(_addition(text, places, last, added))
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return head + text.encode()


def _is_dated(reader: OrderReader, paths: set[str]) -> bool:
    units = (reader.pack.facts[name_in(path)].unit for path in paths)
    return any(unit is not None and unit.name == "days" for unit in units)


def _change(text: str, places: _Places, key: Scalar, value: Node, new: str) -> _Change:
    end = places.end((value.at.line, value.at.column))
    start = places.at((value.at.line, value.at.column))
    if value.at.line == key.at.line and end > start:
        return start, end, new
    colon = text.index(":", places.at(places.ends[key.at.line, key.at.column][0]))
    return colon + 1, max(end, colon + 1), f" {new}"


def _addition(text: str, places: _Places, last: tuple[Scalar, Node], added: list[str]) -> _Change:
    key, value = last
    found = _BREAK.search(text, max(places.end((value.at.line, value.at.column)), places.at((key.at.line, 1))))
    at = found.start() if found else len(text)
    end = "\r\n" if "\r\n" in text else "\n"
    return at, at, "".join(f"{end}{' ' * (key.at.column - 1)}{line}" for line in added)


class _Places:
    """Where lines and columns are in a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends = _value_ends(text)
        self._lines = [0, *(found.end() for found in _BREAK.finditer(text))]

    def at(self, spot: Spot) -> int:
        """Return the offset of a line and column."""
        line, column = spot
        return self._lines[line - 1] + column - 1 if line <= len(self._lines) else len(self.text)

    def end(self, spot: Spot) -> int:
        """Return the offset after the longest value that begins at a line and column, without the white space after it."""
        start = self.at(spot)
        end = self.at(self.ends[spot][1])
        return start + len(self.text[start:end].rstrip())


Spot = tuple[int, int]
"""A line and a column, both counted from 1."""


def _value_ends(text: str) -> dict[Spot, tuple[Spot, Spot]]:
    """Return where a value begins -> where the shortest and the longest value end that begin there.

    A mapping in lines begins where its first key does. The text is one that `read_yaml` took without a fault.
    """
    found: dict[Spot, tuple[Spot, Spot]] = {}
    open_at: list[tuple[Spot, bool]] = []
    last: Spot = (1, 1)
    parser: Any = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
    for event in yaml.parse(text, Loader=parser):
        at = _spot(event.start_mark)
        if isinstance(event, yaml.CollectionStartEvent):
            open_at.append((at, bool(event.flow_style)))
        elif isinstance(event, yaml.CollectionEndEvent):
            at, is_flow = open_at.pop()
            last = _spot(event.end_mark) if is_flow else last
            _note(found, at, last)
        elif isinstance(event, yaml.ScalarEvent):
            last = _spot(event.end_mark)
            _note(found, at, last)
    return found


def _spot(mark: Any) -> Spot:  # noqa: ANN401  # the stubs take every mark for None
    return mark.line + 1, mark.column + 1


def _note(found: dict[Spot, tuple[Spot, Spot]], at: Spot, end: Spot) -> None:
    before = found.get(at, (end, end))
    found[at] = (min(end, *before), max(end, *before))
