"""What of a pathway's checklists the studio has."""

from __future__ import annotations

from advisor.ir import Holds, Memory, Or, Pack
from advisor.meaning import truth
from advisor.trace import Document


def documents(pack: Pack, pathway: str, memory: Memory) -> tuple[Document, ...]:
    """Return the items of every checklist of a pathway, in order, each with whether the memory of an option has it.

    A list of other trades, whose condition surely fails, is not asked.
    """
    asked = (one for one in pack.checklists if pathway in one.pathways)
    lists = [one for one in asked if truth.holds(one.condition, memory) is not False]
    return tuple(
        Document(
            name=item.name,
            need=item.need,
            verdict=truth.holds(Or(tuple(Holds(one.path, "has", (member,)) for member in item.any_of)), memory),
            checklist=one.id,
        )
        for one in lists
        for item in one.items
    )
