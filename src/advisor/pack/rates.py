"""Reading rates of exchange: dated, exact to the millionth, from a pack's `rates.yaml` or an order; never from the net."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from advisor.errors import Place
from advisor.ir import Rate, Source
from advisor.pack.claim_reader import read_source
from advisor.value.number import QuantityError, parse_date
from advisor.value.unit import MILLION
from advisor.yaml.fields import Faults, Fields, described, mapping_of
from advisor.yaml.node import MappingNode, Node, Scalar
from advisor.yaml.text import quoted

CODE = re.compile(r"[A-Z]{3}")
DECIMALS = 6
_PLAIN = re.compile(r"(?P<whole>[0-9]{1,6})(?:\.(?P<decimals>[0-9]+))?")
EXAMPLE = "USD: {rate: 0.92, as_of: 2026-11-20}"


def pack_rates(fields: Fields, currency: str, sources: Mapping[str, Source]) -> dict[str, Rate]:
    """Return the rates of exchange that a pack's file of them declares."""
    node = fields.need("rates")
    return {} if node is None else read_rates(node, currency, fields.faults, sources)


def read_rates(
    node: Node, currency: str, faults: Faults, sources: Mapping[str, Source] | None = None
) -> dict[str, Rate]:
    """Return currency -> rate from the mapping under `rates`; faulty ones are reported and left out.

    sources: of a pack, whose rates say who claims them; None for an order.
    """
    if not isinstance(node, MappingNode):
        faults.add(node.at, f"`rates` must be a mapping, got {described(node)}", f"write `rates: {{{EXAMPLE}}}`")
        return {}
    found: dict[str, Rate] = {}
    for key, told in node.entries:
        item = _named(key, told, currency, faults)
        rate = item and _rate(key, item, currency, sources)
        if rate:
            found[key.text] = rate
    return found


def _named(key: Scalar, node: Node, currency: str, faults: Faults) -> Fields | None:
    if not CODE.fullmatch(key.text):
        faults.add(key.at, f"a rate is named by a currency in three capitals, such as USD, got {quoted(key.text)}")
        return None
    if key.text == currency:
        faults.add(key.at, f"{currency} is the pack's own currency and needs no rate", "delete it")
        return None
    if not isinstance(node, MappingNode):
        told = f"the rate of {key.text} needs the day it is of, got {described(node)}"
        faults.add(node.at, told, f"write `{EXAMPLE.replace('USD', key.text)}`, with its own rate and day")
        return None
    return mapping_of(node, faults, f"the rate of {key.text}")


def _rate(key: Scalar, item: Fields, currency: str, sources: Mapping[str, Source] | None) -> Rate | None:
    number, day = item.need("rate"), item.need("as_of")
    claimed: tuple[str, ...] = ()
    quote = note = ""
    if sources is not None:
        claimed = read_source(item, sources, f"rate `{key.text}`")
        quote, note = item.text("quote"), item.text("note")
    item.end()
    millionths = number and _millionths(number, key.text, currency, item.faults)
    as_of = day and read_day(day, "as_of", item.faults)
    if not millionths or not as_of:
        return None
    return Rate(
        currency=key.text, millionths=millionths, as_of=as_of, at=key.at, sources=claimed, quote=quote, note=note
    )  # fmt: skip


def _millionths(node: Node, code: str, currency: str, faults: Faults) -> int | None:
    """Return a decimal in whole parts per million, read digit by digit: it never is a float."""
    text = node.text if isinstance(node, Scalar) else ""
    found = _PLAIN.fullmatch(text)
    wanted = f"`rate` must be what {code} 1 is in {currency}"
    if found is None:
        cure = (
            f"write {text.replace(',', '.')}" if re.fullmatch(r"[0-9]{1,6},[0-9]+", text) else "write it such as 0.92"
        )
        faults.add(node.at, f"{wanted}, a number with a point before decimals, got {described(node)}", cure)
        return None
    decimals = found["decimals"] or ""
    if len(decimals) > DECIMALS:
        faults.add(
            node.at, f"{wanted}, with at most {DECIMALS} decimals, got {quoted(text)}", "round it to six decimals"
        )
        return None
    millionths = int(found["whole"]) * MILLION + int(decimals.ljust(DECIMALS, "0"))
    if not millionths:
        faults.add(node.at, f"{wanted}, so more than 0")
        return None
    return millionths


def read_day(node: Node, key: str, faults: Faults) -> date | None:
    """Return a day written as YYYY-MM-DD, or None after a report."""
    try:
        return parse_date(node.text if isinstance(node, Scalar) else "")
    except QuantityError as error:
        faults.add(node.at, f"`{key}`: {error.message}", error.help)
        return None


def absent(code: str, currency: str, at: Place, faults: Faults) -> Rate:
    """Report that there is no rate for a currency; return one to go on reading with."""
    cure = f"say what {code} 1 is in {currency}, and on which day, in the order or its studio: `rates: {{{code}: {{rate: ..., as_of: YYYY-MM-DD}}}}`"
    faults.add(at, f"no rate from {code} to {currency} is known", cure)
    return Rate(currency=code, millionths=MILLION, as_of=date.min, at=at)


def currency_sign(currency: str, language: str) -> str:
    """Return what stands before an amount in a currency, by CLDR: `€`, `CHF`."""
    from babel import Locale  # heavy, and kept with the pack

    return str(Locale.parse(language).currency_symbols.get(currency, currency))
