"""Answers to a frame of orders by the plain walk, one by one: what the columnar engine is held equal to."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from advisor import estimate, ranking
from advisor.advice import Advisor
from advisor.advice.decision import Decision
from advisor.advice.settle import is_close
from advisor.analysis.order_variants import Answers
from advisor.columnar import Orders
from advisor.columnar.column import ChoiceColumn as Coded
from advisor.columnar.column import NumberColumn as Number
from advisor.columnar.winners import Winners
from advisor.ir import READINGS, Numbers, Possible
from advisor.trace import Order


def walked(advisor: Advisor, order: Order) -> Answers:
    """Return what answers an order's tries by the plain walk, its quotes among the options."""

    def answers(orders: Orders) -> Winners:
        told = [advisor.weigh(replace(order, given=given_at(orders, row))) for row in range(orders.count)]
        options = [one.winner.option.id if one.winner else None for one in told]
        return Winners(np.array([one.pathway for one in told], object), np.array(options, object))

    return answers


def row_of(advisor: Advisor, decision: Decision) -> dict[str, object]:
    """Return a decision as the columnar engine would put it in a row, without its proofs and its trace."""
    winner, second = decision.winner, decision.runner_up
    base = ranking.reference(one.contestant for one in decision.candidates)
    told: dict[str, object] = {
        "pathway": decision.pathway,
        "option": winner.option.id if winner else None,
        "standing": ranking.standing(winner.contestant).value if winner else None,
        "score": ranking.score(winner.contestant, base) if winner else None,
        "premium": ranking.premium(winner.contestant, base) if winner else None,
        "runner_up": second.option.id if second else None,
        "runner_up_pathway": second.option.pathway if second else None,
        "close": is_close(advisor.pack, decision),
        "ranking": [one.option.id for one in decision.candidates],
    }
    for name, one in advisor.pack.estimates.items():
        if not one.is_inner:
            spread = estimate.spread(name, winner.assumed.memory) if winner else None
            told |= {f"{name}.{reading}": getattr(spread, reading, None) for reading in READINGS}
    return told


def given_at(orders: Orders, row: int) -> dict[str, Possible]:
    """Return what one of many orders says."""
    said = {path: found for path, (found, _) in orders.given.items()}
    return {path: _value(found, row) for path, found in {**orders.facts, **said}.items()}


def _value(found: Number | Coded, row: int) -> Possible:
    at = [row]
    if isinstance(found, Coded):
        return found.values[int(np.take(found.codes, at, mode="clip")[0])]
    low, high, none = (np.take(part, at, mode="clip")[0] for part in (found.low, found.high, found.or_none))
    return Numbers(int(low), int(high), bool(none))
