"""How options rank: the key, stated once, as expressions of the IR over the few numbers a verdict leaves of an option.

The same expressions, read over intervals, give the best and the worst key an option can still have; that is what
`settled` and `firm` are proved by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from advisor import ir
from advisor.meaning import truth
from advisor.meaning.truth import Interval
from advisor.trace import Standing

MOST_PREMIUM = 999
POINT_PER_SHARE = 100
"""One point is one percent of landed unit cost."""

LEAST_SURELY_OUT, MOST_RULED_OUT = 3, 4
"""The ends of `Contestant.ruled_out` of what is surely excluded."""

_LIKELY, _REFERENCE = ir.Read("contest.likely_cost"), ir.Read("contest.reference")
_ABOVE = ir.Extreme("max", (ir.Number(0), ir.Arithmetic("-", _LIKELY, _REFERENCE)))
PREMIUM: ir.Expression = ir.Extreme(
    "min",
    (
        ir.Number(MOST_PREMIUM),
        ir.Divide(
            "floor",
            ir.Arithmetic("*", ir.Number(POINT_PER_SHARE), _ABOVE),
            ir.Extreme("max", (ir.Number(1), _REFERENCE)),
        ),
    ),
)
"""How much dearer than the cheapest option that is not excluded as assumed, in percent rounded down."""

SCORE: ir.Expression = ir.Arithmetic(
    "-", ir.Arithmetic("-", ir.Read("contest.favours"), ir.Read("contest.risks")), ir.Read("contest.premium")
)
KEY: tuple[ir.Expression, ...] = (
    ir.Read("contest.excluded"),
    ir.Arithmetic("-", ir.Number(0), SCORE),
    ir.Read("contest.undecided"),
    ir.Read("contest.likely_cost"),
    ir.Read("contest.lead_time"),
)
"""The smaller key wins; after it, the option's id."""

Key = tuple[tuple[int, ...], str]


def ranked_by(pack: ir.Pack) -> tuple[str, str]:
    """Return the paths of the two estimates that ranking reads in their likely reading: cost and time."""
    return f"option.{pack.roles.cost}", f"option.{pack.roles.time}"


class Contestant(Struct, frozen=True, kw_only=True):
    """What ranking reads of an option, as assumed.

    excluded: whether an exclusion holds; surely: one holds whatever is still possible; barred: one holds that is of no limit the order sets. at_risk: a risk holds; risk_open: a risk is
    unknown. favours, risks: points of the rules that hold. cost, lead: likely landed unit cost and lead time, None while unknown.
    """

    option: str
    pathway: str
    excluded: ir.Verdict
    surely: bool
    barred: bool
    at_risk: bool
    risk_open: bool
    favours: int
    risks: int
    cost: int | None
    lead: int | None

    @property
    def is_undecided(self) -> bool:
        return self.excluded is None or (self.excluded is False and self.risk_open)

    @property
    def ruled_out(self) -> int:
        """0 if it stands, 1 or 2 if it is excluded as assumed, 3 or 4 if it is surely excluded; the less where only limits exclude it."""
        return 0 if self.excluded is not True else 2 * (1 + self.surely) - (not self.barred)


class Prospect(Struct, frozen=True, kw_only=True):
    """What can still become of an option: what ranking reads of it, over some possible values.

    excluded: whether an exclusion holds, for all of them or none. risk_open: a risk is unknown. The ends are those between which
    points, cost and lead time must lie; cost_known, lead_known: they are known as assumed. stays: it surely is a candidate.
    """

    option: str
    pathway: str
    excluded: ir.Verdict
    risk_open: bool
    favour_ends: Interval
    risk_ends: Interval
    cost_ends: Interval
    cost_known: bool
    lead_ends: Interval
    lead_known: bool
    stays: bool


def standing(one: Contestant) -> Standing:
    """Return the first label that holds."""
    if one.surely:
        return Standing.EXCLUDED
    if one.excluded:
        return Standing.UNLIKELY
    if one.is_undecided:
        return Standing.UNDECIDED
    return Standing.AT_RISK if one.at_risk else Standing.FITS


def reference(contestants: Iterable[Contestant]) -> int | None:
    """Return the smallest likely landed unit cost among options not excluded as assumed, at least one cent; None while unknown."""
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


@lru_cache(maxsize=4096)
def key(one: Contestant, base: int | None) -> Key:
    """Return the key of an option as assumed; a rule that is unknown even then counts nothing. Most tries leave most options as they were."""
    memory = {
        "contest.excluded": _point(one.ruled_out),
        "contest.favours": _point(one.favours),
        "contest.risks": _point(one.risks),
        "contest.premium": _point(premium(one, base)),
        "contest.undecided": _point(int(one.is_undecided)),
        "contest.likely_cost": _point(ir.UNLIMITED if one.cost is None else one.cost),
        "contest.lead_time": _point(ir.UNLIMITED if one.lead is None else one.lead),
    }
    return tuple(truth.number(part, memory)[0] for part in KEY), one.option


def rank(contestants: Sequence[Contestant]) -> list[Contestant]:
    """Return the options, the best first."""
    base = reference(contestants)
    return sorted(contestants, key=lambda one: key(one, base))


# --- what can still become of it --------------------------------------------------------------------------------------
def reference_ends(prospects: Sequence[Prospect]) -> Interval:
    """Return the ends between which the reference cost must lie, whatever becomes known and in whatever order."""
    possible = [one.cost_ends[0] for one in prospects if one.excluded is not True]
    certain = [one.cost_ends[1] for one in prospects if one.excluded is False and one.stays and one.cost_known]
    return max(1, min(possible, default=1)), max(1, min(certain, default=ir.UNLIMITED))


def key_ends(one: Prospect, base: Interval) -> tuple[Key, Key]:
    """Return the best and the worst key that the option can still have."""
    costs = {"contest.likely_cost": ir.Numbers(*one.cost_ends), "contest.reference": ir.Numbers(*base)}
    least, most = truth.number(PREMIUM, costs)
    unknown_now = not one.cost_known or base[1] == ir.UNLIMITED
    is_open = one.excluded is None or (one.excluded is False and one.risk_open)
    memory: dict[str, ir.Possible] = {
        "contest.excluded": ir.Numbers(
            LEAST_SURELY_OUT if one.excluded else 0, 0 if one.excluded is False else MOST_RULED_OUT
        ),
        "contest.favours": ir.Numbers(*one.favour_ends),
        "contest.risks": ir.Numbers(*one.risk_ends),
        "contest.premium": ir.Numbers(0 if unknown_now else least, most),
        "contest.undecided": ir.Numbers(0, int(is_open)),
        "contest.likely_cost": ir.Numbers(one.cost_ends[0], one.cost_ends[1] if one.cost_known else ir.UNLIMITED),
        "contest.lead_time": ir.Numbers(one.lead_ends[0], one.lead_ends[1] if one.lead_known else ir.UNLIMITED),
    }
    ends = [truth.number(part, memory) for part in KEY]
    return (tuple(low for low, _ in ends), one.option), (tuple(high for _, high in ends), one.option)


def _point(value: int) -> ir.Numbers:
    return ir.Numbers(value, value)
