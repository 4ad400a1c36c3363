"""Answers to a frame of orders by the plain walk, one by one: what the columnar engine is held equal to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from advisor import estimate, ranking
from advisor.advice import Advisor
from advisor.advice.decision import Decision
from advisor.advice.settle import is_close
from advisor.analysis.frame import Answers
from advisor.ir import READINGS, FactType, Numbers, OneOf, Possible, Subset
from advisor.trace import Order

SCHEMA: dict[str, Any] = {
    "pathway": pl.String, "option": pl.String, "standing": pl.String, "score": pl.Int64, "premium": pl.Int64,
    "runner_up": pl.String, "runner_up_pathway": pl.String, "close": pl.Boolean, "ranking": pl.List(pl.String),
}  # fmt: skip


def walked(advisor: Advisor, order: Order) -> Answers:
    """Return what answers frames of an order's tries by the plain walk, its quotes among the options."""
    facts = {fact.name: fact for fact in advisor.pack.facts.values() if fact.of == "order"}

    def answers(orders: pl.DataFrame) -> pl.DataFrame:
        told = [
            row_of(advisor, advisor.weigh(replace(order, given=_given(facts, row))))
            for row in orders.iter_rows(named=True)
        ]
        numbers = {name: pl.Int64 for one in told for name in one if name not in SCHEMA}
        return pl.DataFrame(told, schema=SCHEMA | numbers)

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
        "close": is_close(decision),
        "ranking": [one.option.id for one in decision.candidates],
    }
    for name, one in advisor.pack.estimates.items():
        if not one.is_inner:
            spread = estimate.spread(name, winner.nominal) if winner else None
            told |= {f"{name}.{reading}": getattr(spread, reading, None) for reading in READINGS}
    return told


def _given(facts: Mapping[str, FactType], row: Mapping[str, Any]) -> dict[str, Possible]:
    found = {f"order.{name}": _value(fact, row) for name, fact in facts.items()}
    return {path: value for path, value in found.items() if value is not None}


def _value(fact: FactType, row: Mapping[str, Any]) -> Possible | None:
    name, domain = fact.name, fact.domain
    match domain:
        case Numbers():
            if row.get(name) is not None:
                return Numbers(row[name], row[name])
            if row.get(f"{name}.low") is not None:
                return Numbers(row[f"{name}.low"], row[f"{name}.high"], bool(row.get(f"{name}.none")))
        case OneOf(choices):
            if row.get(name) is not None:
                return OneOf(tuple(choice for place, choice in enumerate(choices) if row[name] >> place & 1))
        case Subset(some, maybe):
            if row.get(f"{name}.some") is not None:
                members = (*some, *maybe)
                return Subset(_members(members, row[f"{name}.some"]), _members(members, row[f"{name}.maybe"]))
        case _:
            pass
    return None


def _members(members: Sequence[str], bits: int) -> tuple[str, ...]:
    return tuple(member for place, member in enumerate(members) if bits >> place & 1)
