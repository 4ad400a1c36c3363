"""An interview's order as an order file: what was said, `unknown` answers included, so that it reads back as the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from advisor.ir import REMARKS, Pack, Text
from advisor.meaning.path import name_in
from advisor.render.as_typed import typed
from advisor.render.tender import tender_of
from advisor.render.words import decimal
from advisor.trace import Order
from advisor.value.unit import MILLION


def order_lines(order: Order, pack: Pack, said: Iterable[str]) -> Iterator[str]:
    """Yield the order as an order file. said: the paths to write, also those whose answer is that it is not known.

    Words that say nothing known are for whoever makes it.
    """
    yield f"id: {json.dumps(order.id, ensure_ascii=False)}\n"
    if order.as_of is not None:
        yield f"as_of: {order.as_of.isoformat()}\n"
    for path in said:
        yield f"{fact_line(order, pack, path)}\n"
    if order.remarks:
        told = ["".join(sign if sign.isprintable() else " " for sign in one) for one in order.remarks]
        yield f"{REMARKS}: {json.dumps(told, ensure_ascii=False)}\n"
    if order.rates:
        rates = {
            code: {"rate": decimal(rate.millionths, MILLION, comma=False), "as_of": rate.as_of.isoformat()}
            for code, rate in order.rates.items()
        }
        yield f"rates: {json.dumps(rates)}\n"
    if order.quotes:
        yield "quotes:\n"
        yield from (f"  - {json.dumps(quote.said, ensure_ascii=False)}\n" for quote in order.quotes)


def fact_line(order: Order, pack: Pack, path: str) -> str:
    """Return one fact of an order as a line of an order file, without its end."""
    return f"{name_in(path)}: {fact_value(order, pack, path)}"


def fact_value(order: Order, pack: Pack, path: str) -> str:
    """Return what an order says of a fact as an order file says it; `unknown` where it says nothing."""
    fact = pack.facts[name_in(path)]
    value = order.given.get(path, fact.domain)
    if isinstance(value, Text) and value.text:
        return json.dumps(value.text, ensure_ascii=False)
    return typed(value, fact, tender_of(pack, order))
