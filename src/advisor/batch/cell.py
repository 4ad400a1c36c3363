"""One cell of a table as the node that YAML would have given."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from advisor.batch.mapping import Meant
from advisor.batch.notation import Locale, iso_day, plain_numbers
from advisor.errors import Place
from advisor.ir import FactType, Kind
from advisor.order.naming import Target
from advisor.render.cell_guard import uncell
from advisor.value.cell_text import cell_parts, cleaned, flow
from advisor.value.day import DATE_LIKE
from advisor.value.here import Here
from advisor.value.measure import is_measure
from advisor.value.unit import COUNT, MONEY
from advisor.yaml.node import Node, Scalar, SequenceNode

_THOUSANDS = re.compile(
    r"(?<![0-9.,])[1-9][0-9]{0,2}(?:\.[0-9]{3}(?![0-9]))+(?![0-9.])|(?<![0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{3}(?![0-9]))+(?![0-9,])"
)
"""Thousands by points, or by commas."""
_BARE = re.compile(r"[-+0-9., '\u2019\u00a0\u2013\u2014]*[0-9][-+0-9., '\u2019\u00a0\u2013\u2014]*[kK]?")
_SIDES = re.compile(r"[0-9.]+(?: ?[x×*] ?[0-9.]+){1,2}|[0-9.]+(?: ?/ ?[0-9.]+){2}|[ø⌀] ?[0-9.]+", re.IGNORECASE)
"""Several sides, or the way across, without a unit."""
_LAST_NUMBER = re.compile(r"([0-9][0-9.]*)(?=[^0-9]*$)")
_WORDS = re.compile(r"[^\W\d_]+|[\"'″′]")

__all__ = ["TableColumn", "cleaned", "grouped_away", "node_of"]


class TableColumn(Struct, frozen=True, kw_only=True):
    """One column. target: None if nothing is read from it; kept: the name it is echoed under, if it is; values: cell -> meaning.

    is_passed: whether it is known to say nothing of how a thing is made, and so is passed over; is_unknown: so, since nothing is called so; is_currency: whether it names what the money of a row is counted in; here: how money and days are written where the rows are;
    guarded: whether a `'` may stand before its texts that keeps a spreadsheet from running them.
    """

    header: str
    target: Target | None
    at: Place
    kept: str = ""
    values: Mapping[str, Meant]
    is_passed: bool = False
    is_unknown: bool = False
    is_currency: bool = False
    here: Here = field(default_factory=Here)
    guarded: bool = False

    @property
    def counts(self) -> bool:
        """Whether its cells hold numbers, which tell a decimal comma from a point."""
        fact = self.target.fact if self.target else None
        return fact is not None and fact.kind is Kind.NUMBER


def node_of(text: str, column: TableColumn, target: Target, at: Place, locale: Locale) -> Node:
    """Return what a cell says, as YAML would have it.

    Raises:
        QuantityError: a number or day that the file's locale does not write so.
    """
    text = uncell(text) if column.guarded else text
    meant = column.values.get(text.casefold())
    if meant is not None:
        return Scalar(meant, True, at) if isinstance(meant, str) else _list(meant, at)  # noqa: FBT003  # as the reader does
    fact = target.fact
    if fact is None:
        return Scalar(iso_day(text, locale) if target.name == "as_of" else text, target.name == "as_of", at)
    match fact.kind:
        case Kind.CHOICE | Kind.SET:
            if (node := flow(text, at)) is not None:
                return _meant(node, column)
            members = [one for part in cell_parts(text, fact) for one in _members(part, column)]
            if len(members) != 1:
                return _list(members, at)
            text = members[0]
        case Kind.NUMBER | Kind.DATE:
            text = _number(text, fact, target, locale, column.here)
    return Scalar(text, fact.kind is not Kind.TEXT, at)


def _list(members: tuple[str, ...] | list[str], at: Place) -> SequenceNode:
    return SequenceNode(tuple(Scalar(one, True, at) for one in members), True, at)  # noqa: FBT003  # as the reader does


def _meant(node: Node, column: TableColumn) -> Node:
    """Return a list with what the map makes of each text in it."""
    if not isinstance(node, SequenceNode) or not column.values:
        return node
    items: list[Node] = []
    for one in node.items:
        meant = column.values.get(one.text.casefold()) if isinstance(one, Scalar) else None
        items += [one] if meant is None else [Scalar(name, True, one.at) for name in _names(meant)]  # noqa: FBT003  # as the reader does
    return SequenceNode(tuple(items), node.flow, node.at)


def _names(meant: Meant) -> tuple[str, ...]:
    return (meant,) if isinstance(meant, str) and meant else tuple(meant)


def _members(text: str, column: TableColumn) -> tuple[str, ...]:
    """Return what one part of `a|b` names; nothing for an empty part."""
    return _names(column.values.get(text.casefold(), text))


def grouped_away(text: str, target: Target | None) -> str:
    """Return a text without the marks between thousands, where three digits after a mark can be nothing else: of money and counts."""
    unit = target.fact.unit if target and target.fact else None
    if unit is None or unit.dimension not in (MONEY, COUNT):
        return text
    return _THOUSANDS.sub(lambda found: re.sub(r"[.,]", "", found[0]), text)


def _number(text: str, fact: FactType, target: Target, locale: Locale, here: Here) -> str:
    if text.casefold() in ("none", "unknown"):
        return text.casefold()
    if fact.is_in(MONEY):
        return here.told(_in_unit(text, fact, target, locale), fact)
    return _in_unit(here.told(text, fact) if locale == "en" else text, fact, target, locale)


def _in_unit(text: str, fact: FactType, target: Target, locale: Locale) -> str:
    """Return a number as the pack writes it, with the unit of its column."""
    plain = plain_numbers(grouped_away(text, target), locale)
    is_bare = _BARE.fullmatch(plain) or (fact.sides and _SIDES.fullmatch(plain))
    if not target.unit or fact.kind is Kind.DATE or DATE_LIKE.search(plain):
        return plain
    if not is_bare:
        return _LAST_NUMBER.sub(rf"\1 {target.unit}", plain) if fact.sides and _is_unitless(plain) else plain
    if plain.endswith(".."):
        return f"{plain[:-2].strip()} {target.unit}.."
    return f"{plain} {target.unit}"


def _is_unitless(text: str) -> bool:
    """Return whether words stand about a number, and none is a unit: `1.25 dia`."""
    return not any(is_measure(one) for one in _WORDS.findall(text.casefold()))
