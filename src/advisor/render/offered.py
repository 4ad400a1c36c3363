"""What a page says of a quote beside its figures: that it has run out, and by which rate its money was converted."""

from __future__ import annotations

from advisor.ir import Option, Pack
from advisor.render import words
from advisor.render.names import PackNames
from advisor.render.reason import View, full_name
from advisor.trace import Order, Ranked
from advisor.value.unit import MILLION, unconverted


def has_run_out(option: Option, order: Order) -> bool:
    """Return whether a quote is no longer valid on the order's date; False where either is not said."""
    return option.valid_until is not None and order.as_of is not None and option.valid_until < order.as_of


def rate_told(row: Ranked, names: PackNames) -> View | None:
    """Return by which rate a quote is told in the currency of the page, None where it is in that one."""
    tender, pack, option = names.tender, names.pack, row.option
    if option.rate is not None:
        return None if option.rate.currency == tender.code else rate_view(row, pack)
    if not option.is_quote or tender.as_of is None:
        return None
    worth = f"{tender.code} {words.decimal(unconverted(MILLION, tender.millionths), MILLION)}"
    return {"name": full_name(row, pack), "currency": pack.currency, "rate": worth, "as_of": tender.as_of.isoformat()}


def rate_view(row: Ranked, pack: Pack) -> View:
    """Return by which rate of which day a quote's money was converted."""
    rate = row.option.rate
    if rate is None:
        raise TypeError(f"option `{row.option.id}` is in the pack's currency")
    worth = f"{pack.currency} {words.decimal(rate.millionths, MILLION)}"
    return {"name": full_name(row, pack), "currency": rate.currency, "rate": worth, "as_of": rate.as_of.isoformat()}
