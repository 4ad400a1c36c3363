"""Values as one could type them in an order file: `EUR 1200`, `4 weeks`, `80..150`, `[step, bom]`."""

from __future__ import annotations

from typing import assert_never

from advisor import ir
from advisor.meaning.possible import NONE, is_known
from advisor.render import words
from advisor.render.tender import Tender
from advisor.value.word_match import UNKNOWN, names

BASE = {"length": "nm", "volume": "mm3", "mass": "mg"}
MOST_DECIMALS = 2
"""`1.001` could be read as a thousand and one, so a number with more decimals is typed in its base unit."""
_ASCII = str.maketrans({"µ": "u", "³": "3"})


def typed(value: ir.Possible, fact: ir.FactType, tender: Tender) -> str:
    """Return the value so that an order file that says it reads as the same."""
    if value == fact.domain and not is_known(value):
        return UNKNOWN
    match value:
        case ir.Text(text):
            return text
        case ir.Numbers():
            return _numbers(value, fact, tender)
        case ir.OneOf(values):
            told = [_name(one) for one in names(values, fact, labelled=False)]
            return told[0] if len(told) == 1 else f"[{', '.join(told)}]"
        case ir.Subset(some, maybe):
            certain = f"[{', '.join(some)}]"
            return f"{{some: {certain}, maybe: [{', '.join(maybe)}]}}" if maybe else certain
        case ir.Table(rows):
            return f"{{{', '.join(f'{start}: {typed_amount(price, fact.unit, tender)}' for start, price in rows)}}}"
    assert_never(value)


def typed_measure(value: ir.Possible, unit: ir.Unit | None, tender: Tender) -> str:
    """Return a number of which only the unit is known, such as an estimate's."""
    if not isinstance(value, ir.Numbers):
        raise TypeError(f"expected a number, got {value!r}")
    if value.low == value.high:
        return typed_amount(value.low, unit, tender)
    return f"{typed_amount(value.low, unit, tender)}..{typed_amount(value.high, unit, tender)}"


def typed_amount(value: int, unit: ir.Unit | None, tender: Tender) -> str:
    """Return one number as one types it."""
    if unit is not None and any(name == "money" for name, _ in unit.dimension):
        whole, cents = divmod(abs(tender.worth(value)), words.CENTS)
        return f"{tender.code} {'-' * (value < 0)}{whole}" + (f".{cents:02d}" if cents else "")
    scale = words.scale_of((value,), unit)
    if scale is None:
        return str(value)
    told = words.decimal(value, scale.size, comma=False)
    if unit is not None and len(told.partition(".")[2]) > MOST_DECIMALS:
        return f"{value} {BASE[unit.dimension[0][0]]}"
    return f"{told} {scale.one if value == scale.size else scale.many}".translate(_ASCII)


def _name(value: bool | str) -> str:  # noqa: FBT001  # a flag is a value here
    return value if isinstance(value, str) else "true" if value else "false"


def _numbers(value: ir.Numbers, fact: ir.FactType, tender: Tender) -> str:
    if value == NONE:
        return "none"
    domain = fact.domain if isinstance(fact.domain, ir.Numbers) else value
    low, high = _end(value.low, fact, tender), _end(value.high, fact, tender)
    if value.low == value.high and not value.or_none:
        return low
    if value.high == domain.high and value.or_none == domain.or_none:
        return f"{low}.."
    if value.low == domain.low and not value.or_none:
        return f"..{high}"
    return f"{low}..{high}" + (" or none" if value.or_none else "")


def _end(value: int, fact: ir.FactType, tender: Tender) -> str:
    return words.on_day(value) if fact.kind is ir.Kind.DATE else typed_amount(value, fact.unit, tender)
