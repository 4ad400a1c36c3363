"""Outcomes: quotes received and finished orders, each held against what the pack reckons for the same order by the row that was taken.

Only estimates that say what is `measured` of them can be held against one. Where an estimate also says by which share of an
option it is `corrected_by`, an outcome tells how large that share would have to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from advisor import estimate
from advisor.advice import Advisor
from advisor.advice.decision import Candidate, Decision
from advisor.analysis.blocks import in_blocks
from advisor.analysis.calibration import PRICES, Compared, Published, row_of
from advisor.errors import Diagnostic, PackError, Place
from advisor.ir import Estimate, Option, Pack, Span

_NOBODY = "no supplier said"
"""What stands where an outcome does not say who made it."""


class OrderOutcome(Published, frozen=True, kw_only=True):
    """What one order cost and took, or was offered for. rejects: units that came and were not good; day: when, None if not said.

    quantity: how many units came, 0 if that is not said; told: the facts of its order, as an order file tells them.
    """

    supplier: str
    is_quote: bool
    rejects: int
    quantity: int
    day: date | None
    told: Mapping[str, str | list[str]]


class Held(Struct, frozen=True, kw_only=True):
    """One number of an outcome beside the pack's. share: how much of its row's own share would have met it, None if no share would.

    fact: the share that it is corrected by, empty for none.
    """

    outcome: OrderOutcome
    number: Compared
    fact: str = ""
    share: float | None = None

    @property
    def is_price(self) -> bool:
        """Whether it is money; else it is days."""
        return self.number.measure in PRICES


def estimates_measured(pack: Pack) -> dict[str, Estimate]:
    """Return the estimates that outcomes are held against, by what is measured.

    Raises:
        PackError: no estimate says what is measured of it, or two say the same.
    """
    found: dict[str, Estimate] = {}
    for one in pack.estimates.values():
        if one.measured in found:
            told = f"estimates `{found[one.measured].name}` and `{one.name}` both say `measured: {one.measured}`"
            raise PackError([Diagnostic(one.at, told, "say it of the one that outcomes are held against")])
        if one.measured:
            found[one.measured] = one
    if not found:
        at = next((one.at for one in pack.estimates.values()), Place(pack.id))
        told = "no estimate of the pack says what is measured of it, so outcomes cannot be held against it"
        raise PackError([Diagnostic(at, told, "write `measured: price` or `measured: days` in an estimate")])
    return found


def hold(outcomes: Sequence[OrderOutcome], advisor: Advisor) -> tuple[Held, ...]:
    """Return every number of the outcomes that the pack measures, beside what it reckons."""
    named = estimates_measured(advisor.pack)
    raised = Advisor(_doubled(advisor.pack, named), "walk")
    found: list[Held] = []
    for block in in_blocks(outcomes):
        orders = [one.order for one in block]
        both = zip(block, advisor.weigh_block(orders), raised.weigh_block(orders), strict=True)
        for outcome, decision, other in both:
            found.extend(_numbers(outcome, row_of(outcome, decision), other, named))
    return tuple(found)


def _doubled(pack: Pack, named: Mapping[str, Estimate]) -> Pack:
    """Return the pack with every share that corrects an estimate twice as large: from both follows how the estimate grows with it."""
    facts = {one.corrected_by for one in named.values() if one.corrected_by}

    def twice(option: Option) -> Option:
        own = {path: value for name in facts if isinstance(value := option.values[path := f"option.{name}"], Span)}
        more = {path: Span(low=2 * one.low, likely=2 * one.likely, high=2 * one.high) for path, one in own.items()}
        return replace(option, values={**option.values, **more})

    return replace(pack, options={name: twice(option) for name, option in pack.options.items()})


def _numbers(
    outcome: OrderOutcome, row: Candidate | None, raised: Decision, named: Mapping[str, Estimate]
) -> Iterator[Held]:
    other = next((one for one in raised.candidates if row and one.option.id == row.option.id), None)
    for measure, said in outcome.said.items():
        told = named.get(measure)
        if told is None:
            continue
        number = Compared(
            published=outcome, measure=measure, said=said, option=row.option.id if row else None,
            process=row.option.process if row else "",
            spread=estimate.spread(told.name, row.assumed.memory) if row else None,
        )  # fmt: skip
        yield Held(outcome=outcome, number=number, fact=told.corrected_by, share=_share(number, told, other))


def _share(number: Compared, told: Estimate, raised: Candidate | None) -> float | None:
    """Return by how much the row's share would have to be multiplied for its likely number to be the outcome's."""
    if raised is None or number.spread is None or not told.corrected_by:
        return None
    once, twice = number.spread.likely, estimate.spread(told.name, raised.assumed.memory).likely
    if once is None or twice is None or twice <= once:
        return None
    share = (sum(number.said) / 2 - (2 * once - twice)) / (twice - once)
    return share if share > 0 else None


# --- groups -----------------------------------------------------------------------------------------------------------
def by_row(held: Iterable[Held]) -> dict[tuple[str, str], list[Held]]:
    """Return the numbers by process and pathway, those without a row of their own by the pathway alone."""
    found: dict[tuple[str, str], list[Held]] = {}
    for one in held:
        found.setdefault((one.number.process, one.outcome.pathways[0]), []).append(one)
    return found


def by_supplier(held: Iterable[Held]) -> dict[str, list[Held]]:
    """Return the numbers by who made it."""
    found: dict[str, list[Held]] = {}
    for one in held:
        found.setdefault(one.outcome.supplier or _NOBODY, []).append(one)
    return found


def rejected(held: Iterable[Held]) -> float | None:
    """Return the share of all units that came and were not good, of the outcomes that say so; None if none does."""
    own = {one.outcome.id: one.outcome for one in held if not one.outcome.is_quote}
    units = sum(one.quantity for one in own.values())
    return sum(one.rejects for one in own.values()) / units if units else None
