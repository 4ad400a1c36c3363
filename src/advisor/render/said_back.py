"""What was read where an order says something in words of its own, said back."""

from __future__ import annotations

from advisor.ir import FactType, OneOf, Pack, Rate, ReadAs
from advisor.meaning.path import name_in
from advisor.render.inert import show
from advisor.render.words import choice, choices, decimal, joined, told
from advisor.value.unit import MILLION


def said_back(one: ReadAs, pack: Pack) -> str:
    """Return what was read of a text, without a full stop: `read \u201coak\u201d as wood (oak)`."""
    fact = pack.facts[name_in(one.path)]
    text = f"\u201c{show(one.text)}\u201d"
    match one.how:
        case "unknown":
            end = ", so that stays open" if one.value == fact.domain else ": I pass over it"
            return f"{text} says nothing I know of the {fact.label}{end}"
        case "other":
            return f"{text} is not one I know: I take it as {_words(one, fact, pack) or 'nothing that counts here'}"
        case "parts":
            several = joined(choices(one.value.values, fact)) if isinstance(one.value, OneOf) else ""
            return f"read {text} as several at once ({several}): I reckon with one of them"
        case "since":
            return f"took {fact.label} to be {told(one.value, fact, pack.currency)}, since the {show(one.text)}"
        case "word":
            return f"read {text} as {fact.label} {_words(one, fact, pack)}{_rate(one.rate, pack)}"


def _words(one: ReadAs, fact: FactType, pack: Pack) -> str:
    """Return a value in words, a kind after what it is a kind of."""
    if isinstance(one.value, OneOf) and len(one.value.values) == 1:
        kind = one.value.values[0]
        above = next((name for name in fact.menu if kind in fact.choice_groups.get(name, ())), "")
        if above:
            return f"{choice(above, fact)} ({choice(kind, fact)})"
    return told(one.value, fact, pack.currency)


def _rate(rate: Rate | None, pack: Pack) -> str:
    if rate is None:
        return ""
    told = decimal(rate.millionths, MILLION)
    return f" (at {pack.currency} {told} for one {rate.currency}, of {rate.as_of.isoformat()})"
