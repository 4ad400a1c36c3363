"""Which pathways are asked for quotes."""

from __future__ import annotations

from advisor.advice.decision import Candidate, Decision
from advisor.advice.trials import broken_by
from advisor.ir import UNLIMITED, Numbers, Pack

FEWEST_QUOTES = 2
TOO_DEAR = 2
"""From so many times the winner's likely cost on, no quote would change the choice."""


def pathways_to_ask(pack: Pack, decision: Decision) -> tuple[str, ...]:
    """Return the pathways to ask, the best first.

    None that likely costs far more than the winner, sells at a loss or breaks a limit where that does not.
    """
    takers: dict[str, Candidate] = {}
    for one in decision.candidates:
        if one.contestant.excluded is not True and pack.pathways[one.option.pathway].takes_quotes:
            takers.setdefault(one.option.pathway, one)
    most = _most(pack, decision)
    kept = _broken(pack, decision.winner)
    return tuple(
        pathway
        for pathway, one in takers.items()
        if (cost := one.contestant.cost) is None or most is None or cost < most
        if _broken(pack, one) <= kept
    )[:FEWEST_QUOTES]


def _broken(pack: Pack, one: Candidate | None) -> set[str]:
    """Return the limits of the order that an option likely does not keep."""
    return set() if one is None else {path for _, path in broken_by(pack.rules.values(), one)}


def _most(pack: Pack, decision: Decision) -> int | None:
    """Return the cost from which on a pathway is not asked, None where the winner's is not known."""
    least = decision.winner.contestant.cost if decision.winner else None
    if not least:
        return None
    price = decision.assumed.memory.get(pack.roles.price)
    sold_at = price.low if isinstance(price, Numbers) and price.low == price.high < UNLIMITED else None
    return min(TOO_DEAR * least, sold_at) if sold_at and sold_at > least else TOO_DEAR * least
