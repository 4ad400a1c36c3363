"""What one fact of an order says of another: what is silver-plated is of metal, whatever such a thing usually is of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec.structs import replace

from advisor.ir import FactType, OneOf, Possible, ReadAs
from advisor.trace import Order


def narrowed(given: Mapping[str, Possible], facts: Iterable[FactType]) -> Iterator[ReadAs]:
    """Yield what is left of each fact that others narrow; nothing where it is said so narrowly already, or none of it is left."""
    known = {f"order.{fact.name}": fact for fact in facts}
    for path, fact in known.items():
        own = given.get(path, fact.domain)
        for name, cases in fact.narrowed_by.items():
            by = f"order.{name}"
            said = given.get(by)
            if not isinstance(said, OneOf) or not isinstance(own, OneOf) or not cases.keys() >= set(said.values):
                continue
            allowed = {one for case in said.values for one in cases[case].values}
            left = tuple(one for one in own.values if one in allowed)
            if left and left != own.values:
                words = " or ".join(known[by].words.get(str(one), str(one)) for one in said.values)
                own = replace(own, values=left)  # of which another fact leaves some
                how: Literal["since", "hidden"] = "since" if fact.question else "hidden"
                yield ReadAs(path=path, text=f"{known[by].label} is {words}", value=own, how=how)


def narrowed_order(order: Order, facts: Iterable[FactType]) -> Order:
    """Return an order in which what is left of facts is as those say that are said now."""
    before = replace(order, given=order.said, readings=tuple(one for one in order.readings if one.is_said))
    found = tuple(narrowed(before.given, facts))
    given = {**before.given, **{one.path: one.value for one in found}}
    return replace(before, given=given, readings=(*before.readings, *found)) if found or before != order else order
