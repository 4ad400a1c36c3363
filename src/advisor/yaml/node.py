"""The shapes of a YAML or JSON file as read: text everywhere, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from advisor.errors import Place


@dataclass(frozen=True, slots=True)
class Scalar:
    """Text as written, NFC. plain: without quotes, so it may be a number or `true`; one left out is plain and empty."""

    text: str
    plain: bool
    at: Place


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list. flow: written in square brackets."""

    items: tuple[Node, ...]
    flow: bool
    at: Place


@dataclass(frozen=True, slots=True)
class MappingNode:
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

    def join(self, key: Scalar) -> None:
        """Take a key for what it is: the rest of the value before it, which a comma cut off."""
        before, value = self.entries[-1]
        if isinstance(value, Scalar):
            self.entries[-1] = (before, Scalar(f"{value.text}, {key.text}", value.plain, value.at))
            self.lines[key.text] = key.at.line
