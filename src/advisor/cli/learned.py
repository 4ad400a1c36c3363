"""Outcomes against what is reckoned, as lines for a terminal and as a document: by row, by supplier, and what is proved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from advisor.analysis.calibration import PRICES, Compared, Score, agreement
from advisor.analysis.correction import Correction, fewest_that_prove
from advisor.analysis.outcome import Held, by_row, by_supplier, rejected
from advisor.author.draft import evidence, whole_percent
from advisor.ir import Pack

_WIDE = 48
"""How many characters the name of a row or a supplier takes."""


def learned_lines(held: Sequence[Held], proved: Sequence[Correction], pack: Pack) -> Iterator[str]:
    """Yield prices, then times, by row and by supplier; then what is proved of each row."""
    for told, some in _apart(held):
        groups = [(_row(*key, pack), own) for key, own in sorted(by_row(some).items())]
        yield f"{told:{_WIDE}}  {'count':>5}  {'inside':>6}  {'likely/real':>11}  worst"
        for name, own in groups:
            yield _line(name, own)
        makers = sorted(by_supplier(some).items())
        if len(makers) > 1:
            yield "  by supplier"
            yield from (_line(f"  {name}", own) for name, own in makers)
    yield from (
        f"rejects: {100 * (rejected(own) or 0):.1f} % of units, {_row(*key, pack)}"
        for key, own in sorted(by_row(held).items())
        if rejected(own)
    )
    if proved:
        yield "what is proved"
    for one in proved:
        yield f"  {one.option} {one.fact}: {_verdict(one)}"


def _apart(held: Sequence[Held]) -> Iterator[tuple[str, list[Held]]]:
    for told, is_price in (("prices", True), ("times", False)):
        some = [one for one in held if one.is_price is is_price]
        if some:
            yield told, some


def _row(process: str, pathway: str, pack: Pack) -> str:
    """Return what a row is called; of outcomes without one, the pathway's name alone."""
    held = pack.pathways[pathway]
    name = held.short or held.name
    if not process:
        return f"{name}, no row of its own"
    return f"{pack.facts['process'].words.get(process, process)}, {name}"


def _line(name: str, own: Sequence[Held]) -> str:
    found = agreement([one.number for one in own])
    middle = "-" if found.median is None else f"{found.median:.2f}"
    worst = _worst(found)
    return f"  {name:<{_WIDE - 2}.{_WIDE - 2}}  {found.count:>5}  {found.inside:>6}  {middle:>11}  {worst}".rstrip()


def _worst(found: Score) -> str:
    worst = found.worst
    if worst is None or worst.spread is None:
        return ""
    return f"{worst.published.id}: {_said(worst)} real, {_number(worst.spread.low, worst)}..{_number(worst.spread.high, worst)}"


def _said(one: Compared) -> str:
    low, high = (_number(end, one) for end in one.said)
    return low if low == high else f"{low}..{high}"


def _number(number: int, one: Compared) -> str:
    return f"{number / 100:.2f}" if one.measure in PRICES else str(number)


def _verdict(one: Correction) -> str:
    told = evidence(one)
    if one.verdict == "corrected" and one.share is not None:
        return f"{whole_percent(one.was.likely)} -> {whole_percent(one.share.likely)} ({whole_percent(one.share.low)}..{whole_percent(one.share.high)}); {told}"
    if one.verdict == "few":
        return f"left as it is, fewer than {fewest_that_prove()} outcomes prove nothing; {told}"
    if one.verdict == "beyond":
        return f"left as it is, no share within its bounds would do: the row itself is wrong; {told}"
    return f"left as it is, chance explains it; {told}"


# --- as a document ----------------------------------------------------------------------------------------------------
def learned_document(held: Sequence[Held], proved: Sequence[Correction]) -> dict[str, Any]:
    """Return the same as a document: money in cents, time in days, shares in basis points."""
    return {
        "rows": [
            {"process": key[0] or None, "pathway": key[1], "measured": told, **_group(own)}
            for told, some in _apart(held)
            for key, own in sorted(by_row(some).items())
        ],
        "suppliers": [
            {"supplier": name, "measured": told, **_group(own)}
            for told, some in _apart(held)
            for name, own in sorted(by_supplier(some).items())
        ],
        "corrections": [_correction(one) for one in proved],
        "fewest": fewest_that_prove(),
    }


def _group(own: Sequence[Held]) -> dict[str, Any]:
    found = agreement([one.number for one in own])
    worst = found.worst
    return {
        "count": found.count, "inside": found.inside, "missing": found.missing, "median": found.median, "rejects": rejected(own),
        "worst": None if worst is None or worst.spread is None else {
            "order": worst.published.id, "real": list(worst.said), "reckoned": [worst.spread.low, worst.spread.high], "option": worst.option,
        },
    }  # fmt: skip


def _correction(one: Correction) -> dict[str, Any]:
    share = None if one.verdict != "corrected" or one.share is None else one.share
    return {
        "option": one.option, "fact": one.fact, "verdict": one.verdict, "count": one.count, "quoted": one.quoted,
        "suppliers": one.suppliers, "median": one.middle, "least": one.least, "greatest": one.greatest, "was": one.was.likely,
        "share": None if share is None else {"low": share.low, "likely": share.likely, "high": share.high},
    }  # fmt: skip
