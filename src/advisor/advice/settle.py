"""Whether the answer can still change: `settled`, proved by bounds, and `close`, by prices as they are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from advisor import estimate, ranking
from advisor.advice.decision import Candidate, Decision


def is_settled(decision: Decision, waiting: Iterable[Candidate] = ()) -> bool:
    """Return whether it is proved that no value an unknown fact can still take changes the winning pathway.

    Sound: some option of the winning pathway surely stays a candidate that is not excluded, and its worst key beats the
    best key of every option of another pathway that is, or could become (`waiting`), a candidate.
    """
    everyone = [one.contestant for one in (*decision.candidates, *waiting)]
    if decision.winner is None:
        return all(one.excluded is True for one in everyone)
    base = ranking.reference_ends(everyone)
    best_rival = min(
        (ranking.key_ends(one, base)[0] for one in everyone if one.pathway != decision.pathway), default=None
    )
    own = [one for one in everyone if one.pathway == decision.pathway and one.excluded is False and one.stays]
    return any(best_rival is None or ranking.key_ends(one, base)[1] < best_rival for one in own)


def is_close(decision: Decision) -> bool:
    """Return whether the runner-up would win with its cost at `low` and the winner's at `high`."""
    winner, runner_up = decision.winner, decision.runner_up
    if winner is None or runner_up is None:
        return False
    dear = replace(winner.contestant, cost=estimate.spread("landed_unit_cost", winner.nominal).high)
    cheap = replace(runner_up.contestant, cost=estimate.spread("landed_unit_cost", runner_up.nominal).low)
    others = [one.contestant for one in decision.candidates if one not in (winner, runner_up)]
    base = ranking.reference([dear, cheap, *others])
    return ranking.key(cheap, base) < ranking.key(dear, base)


def best_of_each(decision: Decision) -> list[Candidate]:
    """Return the best candidate of every pathway, the winner's first."""
    found: dict[str, Candidate] = {}
    for one in decision.candidates:
        found.setdefault(one.option.pathway, one)
    return list(found.values())
