"""The shapes of a YAML or JSON file as read: text everywhere, each with its place."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from advisor.errors import Place


class Scalar(Struct, frozen=True):
    """Text as written, NFC. plain: without quotes, so it may be a number or `true`; one left out is plain and empty."""

    text: str
    plain: bool
    at: Place


class SequenceNode(Struct, frozen=True):
    """A list. flow: written in square brackets."""

    items: tuple[Node, ...]
    flow: bool
    at: Place


class MappingNode(Struct, frozen=True):
    """Keys with values, in the order written, no key twice. flow: written in braces."""

    entries: tuple[tuple[Scalar, Node], ...]
    flow: bool
    at: Place

    def get(self, key: str) -> Node | None:
        """Return the value of the key, or None if it is not there."""
        for name, value in self.entries:
            if name.text == key:
                return value
        return None


Node = Scalar | SequenceNode | MappingNode


def wording(node: Node) -> object:
    """Return what a node says, wherever it stands: of two nodes the same only if they say the same in the same words."""
    match node:
        case Scalar(text, plain):
            return text, plain
        case SequenceNode(items):
            return tuple(wording(one) for one in items)
        case MappingNode(entries):
            return "{", tuple((key.text, wording(value)) for key, value in entries)


class Open:
    """A list or mapping whose end is not yet read."""

    __slots__ = ("at", "entries", "flow", "is_mapping", "items", "key", "key_mark", "lines")

    def __init__(self, at: Place, *, is_mapping: bool, flow: bool) -> None:
        self.is_mapping = is_mapping
        self.flow = flow
        self.at = at
        self.items: list[Node] = []
        self.entries: list[tuple[Scalar, Node]] = []
        self.lines: dict[str, int] = {}
        self.key: Scalar | None = None
        self.key_mark: Any = None

    def alone(self, mark: Any) -> tuple[Scalar | None, Scalar | None]:  # noqa: ANN401  # the stubs take every mark for None
        """Return the key that ends at a mark, so that no colon follows it, and the text before it; None where there is none."""
        end = self.key_mark if self.is_mapping and self.flow and self.key is not None else None
        if end is None or (end.line, end.column) != (mark.line, mark.column):
            return None, None
        previous = self.entries[-1][1] if self.entries else None
        return self.key, previous if isinstance(previous, Scalar) else None

    def meant(self, key: Scalar, joins: str | None, empty: Scalar) -> tuple[Scalar, Place]:
        """Return the value of a key without a colon, and where its fault is told: of `key:value`, or of a value that a comma cut in two.

        joins: what is meant by that comma, None where there is none.
        """
        if joins is None:
            name, _, value = key.text.partition(":")
            self.key = Scalar(name, plain=True, at=key.at)
            at = Place(key.at.file, key.at.line, key.at.column + len(name) + 1)
            return Scalar(value, plain=True, at=at) if value else empty, key.at
        before, first = self.entries[-1]
        if isinstance(first, Scalar):
            self.entries[-1] = (before, Scalar(f"{first.text}{joins}{key.text}", first.plain, first.at))
        self.lines[key.text] = key.at.line
        return empty, first.at if joins == ", " else key.at
