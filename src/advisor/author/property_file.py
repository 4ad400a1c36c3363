"""Reading `tests/properties.yaml`, beside a pack's cases."""

from __future__ import annotations

from importlib.resources.abc import Traversable

from advisor.advice import Advisor
from advisor.author.properties import Property
from advisor.errors import OrderError, PackError
from advisor.ir import Possible
from advisor.order import OrderReader
from advisor.pack.folder import Folder
from advisor.yaml.fields import Faults, Fields, mapping_of
from advisor.yaml.node import MappingNode, Node

_FILE = "tests/properties.yaml"
MODES = ("never", "always")
WAYS = ("up", "down")


def read_properties(root: Traversable, label: str, advisor: Advisor) -> tuple[Property, ...]:
    """Return what a pack says must be true of its decisions, nothing if it has no such file.

    Raises:
        PackError: with every fault in the file.
    """
    folder = Folder(root, label)
    items = folder.listed(_FILE, "properties")
    reader = advisor.reader()
    found = [one for item in items if (one := _property(item, reader, folder.faults)) is not None]
    if folder.faults.found:
        raise PackError(folder.faults.found)
    return tuple(found)


def _property(node: Node, reader: OrderReader, faults: Faults) -> Property | None:
    item = mapping_of(node, faults, "a property")
    if item is None:
        return None
    name, over, because = item.text("id", needed=True), item.need("over"), item.text("because", needed=True)
    modes = [mode for mode in MODES if item.has(mode)]
    told = item.texts(modes[0]) if modes else ()
    known = (*reader.pack.pathways, "none")
    for one in told:
        if one not in known:
            faults.unknown(item.at, "pathway", one, known)
    grows = _grows(item, faults)
    item.end()
    if len(modes) + bool(grows) != 1:
        faults.add(item.at, f"property `{name}` must say one of `never`, `always` and `monotone`")
    if over is None:
        return None
    try:
        order = reader.order(over, name)
    except OrderError as error:
        faults.found.extend(error.faults)
        return None
    return Property(
        id=name, over={**_named(over, reader), **order.given}, mode=modes[0] if modes else "monotone", pathways=told,
        grows=grows, because=because, at=item.at,
    )  # fmt: skip


def _named(over: Node, reader: OrderReader) -> dict[str, Possible]:
    """Return the facts that an order names with all that they can be: so they are where it says `unknown`."""
    names = [key.text for key, _ in over.entries] if isinstance(over, MappingNode) else []
    return {f"order.{one}": reader.pack.facts[one].domain for one in names if one in reader.pack.facts}


def _grows(item: Fields, faults: Faults) -> tuple[tuple[str, str], ...]:
    node = item.take("monotone")
    inner = mapping_of(node, faults, "`monotone`") if node is not None else None
    if inner is None:
        return ()
    names = [key.text for key, _ in node.entries] if isinstance(node, MappingNode) else []
    found = tuple((f"order.{one}", inner.choice(one, WAYS, needed=True)) for one in names)
    inner.end()
    return found
