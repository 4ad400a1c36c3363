"""Who quotes, and from where, in people's words: the pathway of a supplier, terms of delivery, a country."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from advisor.errors import Diagnostic
from advisor.ir import FactType, Lexicon, OneOf, Option, Possible
from advisor.meaning.as_assumed import guess_of, taken_value
from advisor.meaning.truth import holds
from advisor.pack.fact_values import OTHERWISE
from advisor.pack.option import ANY, OptionContext
from advisor.value.no_choice import exactly, labelled
from advisor.value.word_match import meant, normal
from advisor.yaml.fields import Fields
from advisor.yaml.node import Node, Scalar

_CODE = re.compile(r"\b[A-Z]{3}\b")
_PLACE = re.compile(r"[,;()]| in | from |\baus\b")


# --- the pathway --------------------------------------------------------------------------------------------------------
def pathway_of(item: Fields, supplier: str, process: str, shelf: OptionContext) -> str:
    """Return the one pathway that a supplier is of whose quote names none, by its own words or by the process; empty after a report with those it may be."""
    makers = dict.fromkeys(_makers(process, shelf))
    named = dict.fromkeys(name for name in _named(supplier, shelf.lexicon) if name in makers)
    found = list(named if len(named) == 1 else makers)
    if len(found) == 1:
        return found[0]
    known = found or [name for name, pathway in shelf.pathways.items() if pathway.takes_quotes]
    told = ", ".join(f"`pathway: {name}` ({shelf.pathways[name].name})" for name in known)
    item.miss("pathway", Diagnostic(item.at, "a quote needs `pathway`", f"write which it is: {told}", lacks="pathway"))
    return ""


def _makers(process: str, shelf: OptionContext) -> Iterator[str]:
    """Yield the pathways that take quotes and have a row of their own that makes such a thing by a process, else those that make anything by it."""
    order = _order(shelf)
    rows = [one for one in shelf.options.values() if shelf.pathways[one.pathway].takes_quotes and _is_by(process, one)]
    fitting = [one for one in rows if holds(one.applies, order) is not False]
    yield from (one.pathway for one in [one for one in fitting if not one.generic] or fitting or rows)


def _is_by(process: str, option: Option) -> bool:
    return process in (ANY, option.process, *option.answers)


def _order(shelf: OptionContext) -> dict[str, Possible]:
    """Return what the order says of each of its facts, whatever may be where it says nothing."""
    facts = shelf.vocabulary.facts.values()
    return {f"order.{fact.name}": fact.domain for fact in facts if fact.of == "order"} | dict(shelf.given)


def _named(supplier: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the pathways that words of a supplier's name are words for: `Rossi pottery`."""
    words = supplier.split()
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            word = normal(" ".join(words[start:end]).strip(",;()"), lexicon.spellings)
            if word in lexicon.pathways:
                yield lexicon.pathways[word]


# --- terms and places ---------------------------------------------------------------------------------------------------
def in_choices(node: Node, fact: FactType, shelf: OptionContext) -> Node:
    """Return what a quote says of a choice under the choice's own name: a code with its place, `EXW Porto`; a country, by where the order is."""
    if not isinstance(node, Scalar) or exactly(node.text, fact) or labelled(node.text, fact):
        return node
    codes = {code for one in _CODE.findall(node.text) if (code := one.casefold()) in fact.words}
    if len(codes) == 1:
        return replace(node, text=codes.pop())
    return replace(node, text=_side(node.text, fact, shelf) or node.text) if fact.places else node


def _side(text: str, fact: FactType, shelf: OptionContext) -> str:
    """Return which side of the order a country is on, empty where the text names none, or that hangs on what is not known."""
    memory = _order(shelf)
    sides = [(name, side) for name, side in fact.places.items() if name != OTHERWISE]
    for name, side in sides:
        own = shelf.vocabulary.facts[name]
        named = next((told for part in _PLACE.split(text) if (told := meant(part.strip(), name, shelf.lexicon))), ())
        if not named:
            return ""
        path = f"order.{name}"
        memory[path] = taken_value(memory[path], own, guess_of(own.assume, memory))
        held = memory[path]
        values = held.values if isinstance(held, OneOf) else ()
        alike = {_are_one(str(one), str(other), own) for one in named for other in values}
        if alike == {True}:
            return side
        if alike != {False}:
            return ""
    return fact.places.get(OTHERWISE, "")


def _are_one(one: str, other: str, fact: FactType) -> bool:
    """Return whether two choices are the same, or of one group."""
    return one == other or any(one in group and other in group for group in fact.choice_groups.values())
