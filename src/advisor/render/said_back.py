"""What was read where an order says something in words of its own, said back."""

from __future__ import annotations

from advisor.ir import FactType, OneOf, Rate, ReadAs
from advisor.meaning.path import name_in
from advisor.render.inert import show
from advisor.render.names import PackNames
from advisor.render.words import choice, choices, decimal, joined, told
from advisor.value.read import is_haste
from advisor.value.unit import MILLION


def said_back(one: ReadAs, names: PackNames) -> str:
    """Return what was read of a text, without a full stop: `read \u201coak\u201d as wood (oak)`."""
    fact = names.pack.facts[name_in(one.path)]
    text = f"\u201c{show(one.text)}\u201d"
    match one.how:
        case "unknown":
            if is_haste(one.text, fact):
                return f"{text} names no time that I can reckon with: I leave the {fact.label} open"
            end = ", so that stays open" if one.value == fact.domain else ": I pass over it"
            return f"{text} says nothing I know of the {fact.label}{end}"
        case "other":
            return f"{text} is not one I know: I take it as {_words(one, fact, names) or 'nothing that counts here'}"
        case "parts":
            several = joined(choices(one.value.values, fact)) if isinstance(one.value, OneOf) else ""
            return f"read {text} as several at once ({several}): I reckon with one of them"
        case "since" | "hidden":
            return f"took {fact.label} to be {told(one.value, fact, names.tender)}, since the {show(one.text)}"
        case "word":
            return f"read {text} as {fact.label} {_words(one, fact, names)}{_rate(one.rate, names)}"


def _words(one: ReadAs, fact: FactType, names: PackNames) -> str:
    """Return a value in words, a kind after what it is a kind of."""
    if isinstance(one.value, OneOf) and len(one.value.values) == 1:
        kind = one.value.values[0]
        above = next((name for name in fact.menu if kind in fact.choice_groups.get(name, ())), "")
        if above:
            return f"{choice(above, fact)} ({choice(kind, fact)})"
    return told(one.value, fact, names.tender)


def exchanged(names: PackNames) -> str:
    """Return at which rate all money is told in the currency of the order, empty where it is told in the pack's."""
    return f"{names.at_rate}; what makers ask is known in {names.pack.currency}" if names.tender.is_foreign else ""


def _rate(rate: Rate | None, names: PackNames) -> str:
    """Return at which rate an amount was read, empty where all are told as they were said (`exchanged`)."""
    if rate is None or names.tender.is_foreign:
        return ""
    told = decimal(rate.millionths, MILLION)
    return f" (at {names.pack.currency} {told} for one {rate.currency}, of {rate.as_of.isoformat()})"
