"""Reading and writing `tests/pinned.yaml`, beside a pack's cases: orders, with what the pack answered when they were pinned."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from importlib.resources.abc import Traversable

from advisor.advice import Advisor
from advisor.analysis.pinned import NO_WINNER, Answer, Best, Pin, answers
from advisor.errors import OrderError, PackError, Place
from advisor.ir import Pack, Text
from advisor.meaning.path import name_in
from advisor.order import OrderReader
from advisor.pack.folder import Folder
from advisor.render.as_typed import typed
from advisor.render.tender import pack_tender
from advisor.render.words import decimal
from advisor.trace import Order
from advisor.value.unit import MILLION
from advisor.yaml.fields import Faults, Fields, mapping_of, text_of
from advisor.yaml.limits import PIN_LIMITS
from advisor.yaml.node import Node, Scalar, SequenceNode

FILE = "tests/pinned.yaml"
_READINGS = 3
_WHOLE = re.compile(r"-?[0-9]{1,12}")


def read_pins(root: Traversable, label: str, advisor: Advisor) -> tuple[Pin, ...]:
    """Return the orders that a pack has pinned, none if it has no such file.

    Raises:
        PackError: with every fault in the file.
    """
    folder = Folder(root, label)
    items = folder.listed(FILE, "pinned", PIN_LIMITS)
    reader = advisor.reader()
    taken: dict[str, Place] = {}
    found = [one for item in items if (one := _pin(item, reader, folder.faults, taken)) is not None]
    if folder.faults.found:
        raise PackError(folder.faults.found)
    return tuple(found)


def _pin(node: Node, reader: OrderReader, faults: Faults, taken: dict[str, Place]) -> Pin | None:
    item = mapping_of(node, faults, "a pin")
    if item is None:
        return None
    name, said = item.text("id", needed=True), item.need("order")
    if name and taken.setdefault(name, item.at) != item.at:
        faults.add(item.at, f"pin `{name}` is given twice, first at {taken[name]}", "give one of them another id")
    try:
        order = reader.order(said, name) if said is not None else None
    except OrderError as error:
        faults.found.extend(error.faults)
        order = None
    quotes = [one.id for one in order.quotes] if order else []
    answer = _answer(item, reader.pack, quotes) if item.has("wins") else None
    item.end()
    return Pin(id=name, order=order, answer=answer, at=item.at) if order else None


def _answer(item: Fields, pack: Pack, quotes: Collection[str]) -> Answer:
    known = (*pack.options, *quotes)
    wins = _option(item, "wins", (*known, NO_WINNER))
    told = {name: item.texts(name) for name in pack.roles.estimates if item.has(name)}
    for name, ends in told.items():
        if len(ends) != _READINGS:
            item.faults.add(item.at, f"`{name}` must be three readings, low, likely and high, got {len(ends)}")
    derives = {key.text: text_of(node, item.faults, f"`{key.text}`") for key, node in item.mapping("derives")}
    holds = _rules(item, "holds", pack)
    pathways = {}
    for key, node in item.mapping("pathways"):
        if key.text not in pack.pathways:
            item.faults.unknown(key.at, "pathway", key.text, pack.pathways)
        inner = mapping_of(node, item.faults, f"`{key.text}`")
        if inner is not None:
            pathways[key.text] = _best(inner, pack, known)
    return Answer(wins, told, derives, holds, pathways)


def _best(item: Fields, pack: Pack, known: Collection[str]) -> Best:
    points = item.text("points", "0")
    if not _WHOLE.fullmatch(points):
        item.faults.add(item.at, f"`points` must be a whole number, got `{points}`")
        points = "0"
    told = Best(
        _option(item, "option", known),
        item.text("stands"),
        int(points),
        _rules(item, "excluded", pack),
        _rules(item, "holds", pack),
    )
    item.end()
    return told


def _option(item: Fields, key: str, known: Collection[str]) -> str:
    node = item.need(key)
    name = text_of(node, item.faults, f"`{key}`") if node is not None else ""
    if node is not None and name and name not in known:
        item.faults.unknown(node.at, "option", name, known)
    return name


def _rules(item: Fields, key: str, pack: Pack) -> tuple[str, ...]:
    node = item.take(key)
    nodes = () if node is None else node.items if isinstance(node, SequenceNode) else (node,)
    for one in nodes:
        name = text_of(one, item.faults, f"each of `{key}`")
        if name and name not in pack.rules:
            item.faults.unknown(one.at, "rule", name, pack.rules)
    return tuple(sorted(one.text for one in nodes if isinstance(one, Scalar)))


# --- writing ----------------------------------------------------------------------------------------------------------
_HEAD = (
    "# What the pack answers of these orders: `advisor pack test` holds it to that, and `advisor pack test --pin` writes it anew\n"
    "# once you have read what moved.\n"
)


def pin_lines(orders: Iterable[Order], advisor: Advisor) -> Iterator[str]:
    """Yield the lines of a file that pins orders at what the pack answers of them."""
    every = [*orders]
    yield f"{_HEAD}pinned:{'' if every else ' []'}\n"
    for order, told in zip(every, answers(every, advisor), strict=True):
        yield f"  - id: {order.id}\n"
        yield f"    order: {order_text(order, advisor.pack)}\n"
        yield f"    wins: {told.wins}\n"
        for name, ends in told.estimates.items():
            yield f"    {name}: {_listed(ends)}\n"
        if told.derives:
            yield f"    derives: {{{', '.join(f'{name}: {value}' for name, value in told.derives.items())}}}\n"
        if told.holds:
            yield f"    holds: {_listed(told.holds)}\n"
        yield "    pathways:\n" if told.pathways else "    pathways: {}\n"
        for name, best in told.pathways.items():
            rules = "".join(f", {key}: {_listed(one)}" for key in ("excluded", "holds") if (one := getattr(best, key)))
            yield f"      {name}: {{option: {best.option}, stands: {best.stands}, points: {best.points}{rules}}}\n"


def order_text(order: Order, pack: Pack) -> str:
    """Return an order as an order file says it, in one line."""
    parts = [f"as_of: {order.as_of.isoformat()}"] if order.as_of else []
    for path, value in order.given.items():
        fact = pack.facts[name_in(path)]
        told = (
            json.dumps(value.text, ensure_ascii=False)
            if isinstance(value, Text)
            else typed(value, fact, pack_tender(pack))
        )
        parts.append(f"{fact.name}: {told}")
    if order.rates:
        rates = {
            code: {"rate": decimal(one.millionths, MILLION, comma=False), "as_of": one.as_of.isoformat()}
            for code, one in order.rates.items()
        }
        parts.append(f"rates: {json.dumps(rates)}")
    if order.quotes:
        parts.append(f"quotes: {json.dumps([one.said for one in order.quotes], ensure_ascii=False)}")
    return f"{{{', '.join(parts)}}}"


def _listed(texts: Iterable[str]) -> str:
    return f"[{', '.join(texts)}]"
