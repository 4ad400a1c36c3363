"""The facts that decided: those read by the rules that set the winner apart from the rest."""

from __future__ import annotations

from advisor import meaning
from advisor.advice.decision import Candidate, Decision
from advisor.advice.points import points
from advisor.advice.settle import best_candidates
from advisor.advice.weigher import Weigher
from advisor.ir import Exclude, Favour, Risk
from advisor.meaning.path import name_in

EXCLUSION = 1000
"""What an exclusion weighs, beside points."""


def decided_by(weigher: Weigher, decision: Decision) -> tuple[str, ...]:
    """Return the paths of the facts the order says that set the winner apart, the weightiest first.

    They are read, directly or by way of derived facts and estimates, by the exclusions of the best option of every other
    pathway, by the risks of the runner-up, and by favours of the winner that the runner-up does not have.
    """
    weights: dict[str, int] = {}
    for rival in best_candidates(decision):
        if rival.option.pathway != decision.pathway:
            for rule, weight in _separating(weigher, decision, rival).items():
                for path in _said(weigher, decision, rule):
                    weights[path] = weights.get(path, 0) + weight
    place = {f"order.{name}": index for index, name in enumerate(weigher.pack.facts)}
    return tuple(sorted(weights, key=lambda path: (-weights[path], place[path])))


def _separating(weigher: Weigher, decision: Decision, rival: Candidate) -> dict[str, int]:
    """Return rule -> weight of what a rival suffers and the winner does not, or the winner enjoys and it does not."""
    rules, winner = weigher.pack.rules, decision.winner
    against = {
        rule: EXCLUSION
        for rule, held in rival.assumed.verdicts.items()
        if held and isinstance(rules[rule].conclusion, Exclude)
    }
    if winner is None or rival is not decision.runner_up:
        return against
    for kind, sufferer, other in ((Risk, rival, winner), (Favour, winner, rival)):
        shared = {one.rule for one in points(weigher.pack, kind, other.assumed) if one.verdict}
        own = points(weigher.pack, kind, sufferer.assumed)
        against |= {one.rule: one.points for one in own if one.verdict and one.rule not in shared}
    return against


def _said(weigher: Weigher, decision: Decision, rule: str) -> list[str]:
    """Return the facts that a rule reads and the order says something of."""
    pack = weigher.pack
    made_from = meaning.origins(weigher.program.premises[rule], weigher.made)
    return [
        path
        for path in made_from
        if path in decision.given and decision.given[path] != pack.facts[name_in(path)].domain
    ]
