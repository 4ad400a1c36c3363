"""Whether prices as they are known decide, and the best of each pathway."""

from __future__ import annotations

from msgspec.structs import replace

from advisor import estimate, ranking
from advisor.advice.decision import Candidate, Decision
from advisor.ir import Pack


def is_close(pack: Pack, decision: Decision) -> bool:
    """Return whether the runner-up would win with its cost at `low` and the winner's at `high`."""
    winner, runner_up = decision.winner, decision.runner_up
    if winner is None or runner_up is None:
        return False
    cost = pack.roles.cost
    dear = replace(winner.contestant, cost=estimate.spread(cost, winner.assumed.memory).high)
    cheap = replace(runner_up.contestant, cost=estimate.spread(cost, runner_up.assumed.memory).low)
    others = [one.contestant for one in decision.candidates if one not in (winner, runner_up)]
    base = ranking.reference([dear, cheap, *others])
    return ranking.key(cheap, base) < ranking.key(dear, base)


def best_candidates(decision: Decision) -> list[Candidate]:
    """Return the best candidate of every pathway, the winner's first."""
    found: dict[str, Candidate] = {}
    for one in decision.candidates:
        found.setdefault(one.option.pathway, one)
    return list(found.values())
