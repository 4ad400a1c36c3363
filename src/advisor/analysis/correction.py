"""What outcomes prove of a row: by which share it is to be corrected, or why it is left as it is.

A row is corrected only where chance does not explain its outcomes. The median of all orders like them lies, in 95 of 100 such
studies, between two of the outcomes in order of size; where that interval holds 1, the row may be right. Of five outcomes even
the least and the greatest hold the median in only 94 of 100, so six are the fewest that prove anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import comb
from statistics import median
from typing import Literal

from msgspec import Struct

from advisor.analysis.outcome import Held
from advisor.ir import Numbers, Pack, Span

_SURE = 0.95
"""How sure an interval is that holds the median."""
PERCENT = 100
"""One percent, in basis points: what is proved is no finer than that."""
_MOST = 100
"""Beyond how many outcomes nobody looks for the fewest that prove something."""
_Verdict = Literal["corrected", "few", "right", "beyond"]


def fewest_that_prove() -> int:
    """Return how many outcomes there must be at least for them to prove anything."""
    return next(count for count in range(1, _MOST) if _coverage(count, 1) >= _SURE)


def interval(values: Sequence[float]) -> tuple[float, float] | None:
    """Return between which of the values the median of all like them lies for sure; None of too few."""
    count = len(values)
    places = [place for place in range(1, count // 2 + 1) if _coverage(count, place) >= _SURE]
    if not places:
        return None
    told = sorted(values)
    return told[places[-1] - 1], told[count - places[-1]]


def _coverage(count: int, place: int) -> float:
    """Return how sure it is that the median lies between the values at this place from either end."""
    return 1 - 2 * sum(comb(count, below) for below in range(place)) / 2.0**count


class Correction(Struct, frozen=True, kw_only=True):
    """What outcomes say of one share of one row. share: what it was, and what it would be, in basis points, None of too few.

    least, greatest: the smallest and largest real over likely. nearest: the outcome in the middle; day: of the latest.
    """

    option: str
    fact: str
    verdict: _Verdict
    count: int
    quoted: int
    suppliers: int
    was: Span
    share: Span | None
    middle: float
    least: float
    greatest: float
    nearest: Held
    day: date | None


def corrections(held: Iterable[Held], pack: Pack) -> tuple[Correction, ...]:
    """Return of every row and share what its outcomes say, in the order of the pack's rows."""
    found: dict[tuple[str, str], list[Held]] = {}
    for one in held:
        if one.share is not None and one.number.option in pack.options:
            found.setdefault((one.number.option or "", one.fact), []).append(one)
    order = {name: place for place, name in enumerate(pack.options)}
    keys = sorted(found, key=lambda key: (order[key[0]], key[1]))
    return tuple(_correction(option, fact, found[option, fact], pack) for option, fact in keys)


def _correction(option: str, fact: str, held: Sequence[Held], pack: Pack) -> Correction:
    was = pack.options[option].values[f"option.{fact}"]
    if not isinstance(was, Span):
        raise TypeError(f"`{fact}` is no share in three readings")
    shares = sorted(one.share for one in held if one.share is not None)
    middle, ends = median(shares), interval(shares)
    bounds = pack.facts[fact].domain
    share = _shared(was, (ends[0], middle, ends[1]), bounds) if ends and isinstance(bounds, Numbers) else None
    verdict: _Verdict = (
        "few" if ends is None else "right" if ends[0] <= 1 <= ends[1] else "corrected" if share else "beyond"
    )
    return Correction(
        option=option, fact=fact, verdict=verdict, count=len(held), was=was, share=share, middle=middle, least=shares[0],
        greatest=shares[-1], quoted=sum(one.outcome.is_quote for one in held),
        suppliers=len({one.outcome.supplier for one in held} - {""}),
        nearest=min(held, key=lambda one: (abs((one.share or 0) - middle), one.outcome.id)),
        day=max((one.outcome.day for one in held if one.outcome.day is not None), default=None),
    )  # fmt: skip


def _shared(was: Span, times: tuple[float, float, float], bounds: Numbers) -> Span | None:
    """Return a share so many times as large in its three readings, in whole percent; None if its likely one is out of bounds."""
    low, likely, high = (PERCENT * round(was.likely * one / PERCENT) for one in times)
    if not bounds.low <= likely <= bounds.high:
        return None
    return Span(low=max(low, bounds.low), likely=likely, high=min(high, bounds.high))
