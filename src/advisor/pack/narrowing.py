"""What a choice can still be where another fact is said: `narrowed_by` of a fact."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from advisor.ir import FactType, Kind, OneOf
from advisor.pack.fact_types import Declared
from advisor.pack.fact_values import cases_of
from advisor.value import read
from advisor.yaml.fields import mapping_of
from advisor.yaml.node import Node, Scalar


def with_narrowing(declared: Declared, facts: Mapping[str, FactType], how: read.ReadContext) -> dict[str, FactType]:
    """Return the facts with what others that an order says leave possible of each."""
    read_of = {name: _read(facts[name], entries, facts, how) for name, entries in declared.narrowing.items()}
    return {name: replace(fact, narrowed_by=read_of.get(name, {})) for name, fact in facts.items()}


def _read(
    fact: FactType, entries: tuple[tuple[Scalar, Node], ...], facts: Mapping[str, FactType], how: read.ReadContext
) -> dict[str, dict[bool | str, OneOf]]:
    """Return, for each fact that narrows one, which of its choices leave what possible."""
    found: dict[str, dict[bool | str, OneOf]] = {}
    others = [
        one.name for one in facts.values() if one.of == "order" and one is not fact and isinstance(one.domain, OneOf)
    ]
    for key, node in entries:
        item = mapping_of(node, how.faults, f"what `{key.text}` leaves of `{fact.name}`")
        if key.text not in others:
            how.faults.unknown(key.at, "flag or choice of an order", key.text, others)
        elif fact.kind is not Kind.CHOICE or fact.of != "order":
            how.faults.add(
                key.at, f"`narrowed_by` is for choices of an order, and `{fact.name}` is none", "leave it out"
            )
        elif item is not None:
            cases = cases_of(facts[key.text])
            for case, values in item.rest():
                if case.text not in cases:
                    how.faults.unknown(case.at, f"choice of `{key.text}`", case.text, cases)
                    continue
                left = read.possible(values, fact, how)
                if isinstance(left, OneOf):
                    found.setdefault(key.text, {}).update(dict.fromkeys(cases[case.text], left))
    return found
