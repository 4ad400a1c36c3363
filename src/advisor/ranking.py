"""How options rank: the key, stated once, as expressions of the IR over the few numbers a verdict leaves of an option.

The same expressions, read over intervals, give the best and the worst key an option can still have; that is what
`settled` is proved by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from advisor import truth
from advisor.ir import UNLIMITED, Arithmetic, Divide, Expression, Extreme, Number, Numbers, Possible, Read, Verdict
from advisor.trace import Standing
from advisor.truth import Interval

COST, LEAD = RANKING_ESTIMATES = ("option.landed_unit_cost", "option.lead_time")
"""The estimates that ranking reads, in their likely reading."""
MOST_PREMIUM = 999
POINT_PER_SHARE = 100
"""One point is one percent of landed unit cost."""

_LIKELY, _REFERENCE = Read("contest.likely_cost"), Read("contest.reference")
_ABOVE = Extreme("max", (Number(0), Arithmetic("-", _LIKELY, _REFERENCE)))
PREMIUM: Expression = Extreme(
    "min",
    (
        Number(MOST_PREMIUM),
        Divide("floor", Arithmetic("*", Number(POINT_PER_SHARE), _ABOVE), Extreme("max", (Number(1), _REFERENCE))),
    ),
)
"""How much dearer than the cheapest option that is not excluded, in percent rounded down."""

SCORE: Expression = Arithmetic(
    "-", Arithmetic("-", Read("contest.favours"), Read("contest.risks")), Read("contest.premium")
)
KEY: tuple[Expression, ...] = (
    Read("contest.excluded"),
    Arithmetic("-", Number(0), SCORE),
    Read("contest.undecided"),
    Read("contest.likely_cost"),
    Read("contest.lead_time"),
)
"""The smaller key wins; after it, the option's id."""

Key = tuple[tuple[int, ...], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """What ranking reads of an option, as intervals it can still lie in.

    cost, lead: likely landed unit cost and lead time over the nominal order, None while unknown; cost_ends, lead_ends:
    over every value still possible. favours, risks: points of the rules that hold, and the ends they can still reach.
    at_risk: a risk holds; risk_open: a risk is unknown. stays: it surely remains a candidate.
    """

    option: str
    pathway: str
    excluded: Verdict
    at_risk: bool
    risk_open: bool
    favours: int
    favour_ends: Interval
    risks: int
    risk_ends: Interval
    cost: int | None
    cost_ends: Interval
    lead: int | None
    lead_ends: Interval
    stays: bool = True

    @property
    def is_undecided(self) -> bool:
        return self.excluded is None or (self.excluded is False and self.risk_open)


def standing(one: Contestant) -> Standing:
    """Return the first label that holds."""
    if one.excluded:
        return Standing.EXCLUDED
    if one.is_undecided:
        return Standing.UNDECIDED
    return Standing.AT_RISK if one.at_risk else Standing.FITS


def reference(contestants: Iterable[Contestant]) -> int | None:
    """Return the smallest likely landed unit cost among options not excluded, at least one cent; None while unknown."""
    costs = [one.cost for one in contestants if one.excluded is not True and one.cost is not None]
    return max(1, min(costs)) if costs else None


def premium(one: Contestant, base: int | None) -> int:
    """Return how many points an option loses for being dearer than the cheapest; 0 while its cost is unknown."""
    return 0 if base is None or one.cost is None else _premium(one.cost, base)


@lru_cache(maxsize=4096)
def _premium(cost: int, base: int) -> int:
    return truth.number(PREMIUM, {"contest.likely_cost": _point(cost), "contest.reference": _point(base)})[0]


def score(one: Contestant, base: int | None) -> int:
    """Return favours less risks less premium, in points."""
    memory = {
        "contest.favours": _point(one.favours),
        "contest.risks": _point(one.risks),
        "contest.premium": _point(premium(one, base)),
    }
    return truth.number(SCORE, memory)[0]


def key(one: Contestant, base: int | None) -> Key:
    """Return the key of an option as things are known; a rule that is unknown counts nothing."""
    memory = {
        "contest.excluded": _point(int(one.excluded is True)),
        "contest.favours": _point(one.favours),
        "contest.risks": _point(one.risks),
        "contest.premium": _point(premium(one, base)),
        "contest.undecided": _point(int(one.is_undecided)),
        "contest.likely_cost": _point(UNLIMITED if one.cost is None else one.cost),
        "contest.lead_time": _point(UNLIMITED if one.lead is None else one.lead),
    }
    return tuple(truth.number(part, memory)[0] for part in KEY), one.option


def rank(contestants: Sequence[Contestant]) -> list[Contestant]:
    """Return the options, the best first."""
    base = reference(contestants)
    return sorted(contestants, key=lambda one: key(one, base))


# --- what can still become of it --------------------------------------------------------------------------------------
def reference_ends(contestants: Sequence[Contestant]) -> Interval:
    """Return the ends between which the reference cost must lie, whatever becomes known and in whatever order."""
    possible = [one.cost_ends[0] for one in contestants if one.excluded is not True]
    certain = [one.cost_ends[1] for one in contestants if one.excluded is False and one.stays and one.cost is not None]
    return max(1, min(possible, default=1)), max(1, min(certain, default=UNLIMITED))


def key_ends(one: Contestant, base: Interval) -> tuple[Key, Key]:
    """Return the best and the worst key that the option can still have."""
    costs = {"contest.likely_cost": Numbers(*one.cost_ends), "contest.reference": Numbers(*base)}
    least, most = truth.number(PREMIUM, costs)
    unknown_now = one.cost is None or base[1] == UNLIMITED
    memory: dict[str, Possible] = {
        "contest.excluded": Numbers(int(one.excluded is True), int(one.excluded is not False)),
        "contest.favours": Numbers(*one.favour_ends),
        "contest.risks": Numbers(*one.risk_ends),
        "contest.premium": Numbers(0 if unknown_now else least, most),
        "contest.undecided": Numbers(0, int(one.is_undecided)),
        "contest.likely_cost": Numbers(one.cost_ends[0], UNLIMITED if one.cost is None else one.cost_ends[1]),
        "contest.lead_time": Numbers(one.lead_ends[0], UNLIMITED if one.lead is None else one.lead_ends[1]),
    }
    ends = [truth.number(part, memory) for part in KEY]
    return (tuple(low for low, _ in ends), one.option), (tuple(high for _, high in ends), one.option)


def _point(value: int) -> Numbers:
    return Numbers(value, value)
