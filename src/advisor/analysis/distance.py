"""How great a change of an order is."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.advice.change import distance
from advisor.analysis.lab import Lab
from advisor.ir import Numbers, Possible


def distance_exactly(before: Possible, after: Possible) -> int:
    """Return how far a number is from what is given, in its own unit; other values are one apart."""
    if isinstance(before, Numbers) and isinstance(after, Numbers):
        return max(after.low - before.high, before.low - after.low, 0)
    return 1


def change_size(lab: Lab, values: Sequence[tuple[str, Possible]]) -> tuple[int, int, int]:
    """Return how great a change is: what is not said last, then its distances together, then the efforts."""
    facts = [lab.advisor.pack.facts[path.removeprefix("order.")] for path, _ in values]
    far = sum(distance(lab.given[path], value) for path, value in values)
    unsaid = sum(1 for fact, (path, _) in zip(facts, values, strict=True) if lab.given[path] == fact.domain)
    return unsaid, far, sum(fact.effort for fact in facts)
