"""What if: one order advised on twice, and the rules whose verdict turned between the two answers."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.advice import Advisor
from advisor.ir import Verdict
from advisor.trace import Advice, Order
from advisor.variation import Turned, WhatIf

_Asked = tuple[str, str | None]
"""A rule, and the candidate it was asked of."""


def what_if(advisor: Advisor, before: Order, after: Order) -> WhatIf:
    """Return both answers. The rules are those of the order, of the answer, and of each pathway's best option in either."""
    answers = advisor.advise(before, trace="all"), advisor.advise(after, trace="all")
    one, other = answers
    facts = [f"order.{fact.name}" for fact in advisor.pack.facts.values() if fact.of == "order"]
    changes = tuple(
        (path, one.possible[path], other.possible[path])
        for path in facts
        if path not in advisor.derived and one.possible[path] != other.possible[path]
    )
    told = _best(one) | _best(other)
    return WhatIf(changes=changes, before=one, after=other, turned=tuple(_turned(advisor, one, other, told)))


def _best(advice: Advice) -> set[str]:
    """Return the best option of each pathway."""
    best: dict[str, str] = {}
    for row in advice.ranking:
        best.setdefault(row.option.pathway, row.option.id)
    return set(best.values())


def _turned(advisor: Advisor, one: Advice, other: Advice, told: set[str]) -> list[Turned]:
    """Return the verdicts that differ, in the order of the telling; an option that is no candidate in one is left out."""
    first, second = _verdicts(one), _verdicts(other)
    shared = {row.option.id for row in one.ranking} & {row.option.id for row in other.ranking} & told
    asked = [key for key in dict.fromkeys((*first, *second)) if key[1] is None or key[1] in shared]
    found = [
        Turned(rule=rule, option=option, before=before, after=after)
        for rule, option in asked
        if (before := first.get((rule, option), False)) is not (after := second.get((rule, option), False))
    ]
    return sorted(found, key=lambda turned: (advisor.program.telling[turned.rule], turned.option or ""))


def _verdicts(advice: Advice) -> Mapping[_Asked, Verdict]:
    return {(firing.rule, firing.option): firing.verdict for firing in advice.firings}
