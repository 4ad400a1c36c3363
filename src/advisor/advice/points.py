"""What the rules give a candidate in points, and the ends between which that lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from advisor import truth
from advisor.ir import Favour, Memory, Pack, Risk, Verdict
from advisor.trace import Outcome
from advisor.truth import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """What one risk or favour gives: points over the nominal order (0 while the rule is unknown), and its ends."""

    rule: str
    verdict: Verdict
    points: int
    ends: Interval


def points(pack: Pack, kind: type[Risk | Favour], outcome: Outcome, nominal: Memory) -> list[Points]:
    """Return the points of each rule of a kind that holds or is unknown."""
    found = []
    for rule, verdict in outcome.verdicts.items():
        conclusion = pack.rules[rule].conclusion
        if isinstance(conclusion, Risk | Favour) and isinstance(conclusion, kind):
            low, high = truth.number(conclusion.points, outcome.memory)
            now = 0 if not verdict else low if low == high else truth.number(conclusion.points, nominal)[0]
            found.append(Points(rule=rule, verdict=verdict, points=now, ends=(low if verdict else 0, high)))
    return found


def both_ends(parts: Iterable[Points]) -> Interval:
    """Return the ends of the sum."""
    ends = [part.ends for part in parts]
    return sum(low for low, _ in ends), sum(high for _, high in ends)
