"""What the rules give a candidate in points, and the ends between which that lies."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from advisor.ir import Exclude, Favour, Pack, Risk, Verdict
from advisor.meaning import Program, truth
from advisor.meaning.truth import Interval
from advisor.trace import Outcome


class Points(Struct, frozen=True, kw_only=True):
    """What one risk or favour gives: 0 while the rule is unknown, the least if its points are."""

    rule: str
    verdict: Verdict
    points: int


def points(pack: Pack, kind: type[Risk | Favour], outcome: Outcome) -> list[Points]:
    """Return the points of each rule of a kind that holds or is unknown."""
    return [
        Points(rule=rule, verdict=verdict, points=low if verdict else 0)
        for rule, verdict, (low, _) in _given(pack, kind, outcome)
    ]


def point_ends(pack: Pack, kind: type[Risk | Favour], outcome: Outcome) -> Interval:
    """Return the ends between which the sum lies: a rule that is unknown may give nothing."""
    given = [*_given(pack, kind, outcome)]
    return sum(low for _, verdict, (low, _) in given if verdict), sum(high for _, _, (_, high) in given)


def excluded(pack: Pack, outcome: Outcome) -> Verdict:
    """Return whether any exclusion holds (Kleene's or)."""
    held = [one for rule, one in outcome.verdicts.items() if isinstance(pack.rules[rule].conclusion, Exclude)]
    return True if True in held else None if None in held else False


def barred(program: Program, outcome: Outcome) -> bool:
    """Return whether an exclusion surely holds that reads no limit the order sets."""
    rules = program.pack.rules
    held = (
        rule for rule, one in outcome.verdicts.items() if one is True and isinstance(rules[rule].conclusion, Exclude)
    )
    return any(rule not in program.limiting for rule in held)


def _given(pack: Pack, kind: type[Risk | Favour], outcome: Outcome) -> Iterator[tuple[str, Verdict, Interval]]:
    for rule, verdict in outcome.verdicts.items():
        conclusion = pack.rules[rule].conclusion
        if isinstance(conclusion, Risk | Favour) and isinstance(conclusion, kind):
            yield rule, verdict, truth.number(conclusion.points, outcome.memory)
