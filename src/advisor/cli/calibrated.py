"""Published numbers against reckoned ones, as lines for a terminal: counts by trade, and a chart of their ratios."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from advisor.advice import Advisor
from advisor.analysis.calibration import MEASURES, PRICES, Compared, Score, agreement, by_trade

_REACH = 8
"""The chart goes from an eighth to eight times what is published."""
_WIDTH = 41
"""How many characters a chart is wide; the middle one is as published."""
NOT_RECKONED = "no row of its own"


def calibration_lines(numbers: Sequence[Compared], advisor: Advisor, *, shows_all: bool = False) -> Iterator[str]:
    """Yield prices, then times: all together, by material and process, and each or the worst."""
    for told, measures in (("prices", PRICES), ("times", MEASURES[len(PRICES) :])):
        some = [one for one in numbers if one.measure in measures]
        if not some:
            continue
        yield f"{told}: {_score(agreement(some))}"
        yield f"  {'':34}{'1/8':<{_WIDTH // 2 - 1}}{'1':<{_WIDTH // 2 - 1}}8"
        for (material, process), several in sorted(by_trade(some, advisor).items()):
            found = agreement(several)
            yield f"  {f'{material}, {process}':<34.34}{_dots(several)}  {found.inside} of {found.count}"
            shown = several if shows_all else [one for one in (found.worst,) if one is not None and not one.is_inside]
            yield from (f"      {_number(one)}" for one in shown)


def _score(found: Score) -> str:
    middle = "none" if found.median is None else f"{found.median:.2f}"
    return (
        f"{found.inside} of {found.count} inside, {found.missing} without a row of their own; "
        f"median of likely over published {middle}; {found.narrow} of {found.count - found.missing} no wider than four times"
    )


def _dots(numbers: Sequence[Compared]) -> str:
    """Return where the ratios of likely to published lie: `.` one, `:` two, `*` more; `|` is as published."""
    places = [0] * _WIDTH
    for one in numbers:
        ratio = one.ratio
        if ratio is not None and ratio > 0:
            share = min(1.0, max(-1.0, math.log(ratio) / math.log(_REACH)))
            places[round((share + 1) / 2 * (_WIDTH - 1))] += 1
    empty = [" "] * _WIDTH
    empty[_WIDTH // 2] = "|"
    return "".join(blank if not count else ".:*"[min(count, 3) - 1] for blank, count in zip(empty, places, strict=True))


def _number(one: Compared) -> str:
    share = 100 if one.measure in PRICES else 1
    said = _span(one.said, share)
    if one.spread is None:
        return f"{one.published.id}: {said} published, {NOT_RECKONED}"
    likely = "?" if one.spread.likely is None else f"{one.spread.likely / share:.2f}"
    ends = _span((one.spread.low, one.spread.high), share)
    mark = "" if one.is_inside else "  OUTSIDE" + (f" ({one.published.unlike})" if one.published.unlike else "")
    return f"{one.published.id} {one.measure}: {said} published, {ends} (likely {likely}) by {one.option}{mark}"


def _span(ends: tuple[int, int], share: int) -> str:
    low, high = (f"{end / share:.2f}" if share > 1 else str(end) for end in ends)
    return low if low == high else f"{low}..{high}"
