"""What is said of one of several orders in one block of a file."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from advisor.ir import REQUEST
from advisor.order.keys import KeyNode
from advisor.yaml.node import MappingNode, Node, Scalar

_PER = re.compile(r"(?P<name>[^()]*?) ?\(?(?P<many>[0-9]{1,3}) (?:per|each) [^()]*\)?")
_MANY = re.compile(r"^[1-9] (?=[^\W\d_]{2})")
_MANY_OF = re.compile(r"(?P<many>[1-9]) (?P<name>[^\W\d_]{2}.*)")
_NAME_WORDS = 3


class Block(Struct, frozen=True):
    """What is said of one of several alone. name: what it is called there."""

    name: Scalar
    entries: tuple[KeyNode, ...]


def times(block: Block, many: Node, count: str) -> Block:
    """Return a part with how many of it there are: as many as of the whole, times how many each has: `per lamp: 2`, `knobs (12 per unit)`."""
    found = _PER.fullmatch(block.name.text) or _MANY_OF.fullmatch(block.name.text)
    per = {
        key: node.text for key, node in block.entries if key.text[:4].casefold() == "per " and isinstance(node, Scalar)
    }
    each = found["many"] if found else next(iter(per.values()), "1")
    whole = many.text.strip().partition(" ")[0] if isinstance(many, Scalar) else ""
    is_told = whole.isdigit() and each.isdigit() and isinstance(many, Scalar)
    told = replace(many, text=str(int(whole) * int(each))) if is_told and isinstance(many, Scalar) else many
    name = replace(block.name, text=found["name"]) if found else block.name
    rest = (one for one in block.entries if one[0] not in per)
    return Block(name, (*rest, (replace(name, text=count), told)))


def without_many(name: str) -> str:
    """Return a name without how many of it each whole has before it."""
    return _MANY.sub("", name)


def said_in_text(name: Scalar, text: Scalar) -> Block:
    """Return one of several that a text says."""
    return Block(name, ((replace(name, text=REQUEST), text),))


def first_name(node: Node) -> Scalar:
    """Return what one of a list is called: what its first key says."""
    match node:
        case Scalar():
            return node
        case MappingNode(entries) if isinstance(entries[0][1], Scalar):
            return entries[0][1]
        case _:
            return Scalar("", plain=True, at=node.at)


def short_name(name: str) -> str:
    """Return the first words of a text that hold no number."""
    return " ".join([one for one in name.replace(",", " ").split() if one.isalpha() and len(one) > 1][:_NAME_WORDS])
