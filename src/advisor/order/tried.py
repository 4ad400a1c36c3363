"""What a fact is by a node, tried: nothing of it is kept until it is known to count."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from advisor.errors import Diagnostic
from advisor.ir import FactType, Possible, ReadAs
from advisor.value import read
from advisor.value.read import ReadContext
from advisor.yaml.node import Node, Scalar, SequenceNode


def told_of(node: Node) -> str:
    """Return what a node says as one text, its keys too."""
    if isinstance(node, Scalar):
        return node.text
    parts = (
        node.items
        if isinstance(node, SequenceNode)
        else [Scalar(f"{key.text} {told_of(one)}", plain=True, at=key.at) for key, one in node.entries]
    )
    return ", ".join(map(told_of, parts))


class Tried(Struct, frozen=True, kw_only=True):
    """What came of reading a node as a fact: its values (None: it cannot be that), what was noted, what it says of others, what is wrong. is_undated: whether all it lacks is the day from which days are counted."""

    fact: FactType
    found: Possible | None
    notes: tuple[ReadAs, ...] = ()
    beside: Mapping[str, Possible] = {}  # read only
    faults: tuple[Diagnostic, ...] = ()
    is_undated: bool = False

    @property
    def path(self) -> str:
        return f"order.{self.fact.name}"

    @property
    def is_clear(self) -> bool:
        """Whether it says something of the fact, and nothing is wrong."""
        return not self.faults and not (self.found == self.fact.domain and self._notes("unknown"))

    @property
    def is_half(self) -> bool:
        """Whether part of what it says is not known: `glaze: white inside, raw outside`."""
        return self.is_clear and self._notes("unknown")

    @property
    def is_other(self) -> bool:
        """Whether a word was taken for something else than the choices there are."""
        return any(one.how == "other" and one.path == self.path for one in self.notes)

    def _notes(self, how: str) -> bool:
        return any(one.how == how for one in self.notes)

    def told_as(self, value: Possible, text: str) -> Tried:
        """Return what a key says with its value instead."""
        return replace(self, found=value, notes=(ReadAs(path=self.path, text=text, value=value),), faults=())


def tried(fact: FactType, node: Node, how: ReadContext) -> Tried:
    """Return what a fact is by a node. how: of which nothing is left filled."""
    found = read.possible(node, fact, how)
    result = Tried(
        fact=fact, found=found, notes=tuple(how.notes), beside=dict(how.beside), faults=tuple(how.faults.found)
    )
    for growing in (how.notes, how.beside, how.faults.found):
        growing.clear()
    return result
