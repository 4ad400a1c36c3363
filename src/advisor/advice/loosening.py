"""What would win if an order left open what it names: another process, where nobody works so, or none in time."""

from __future__ import annotations

from advisor.advice.decision import Decision
from advisor.advice.trials import Asking, broken_by
from advisor.advice.weigher import Weigher
from advisor.ir import OneOf
from advisor.trace import Loosened


def loosened(weigher: Weigher, decision: Decision) -> Asking[tuple[Loosened, ...]]:
    """Ask, where nothing fits or the winner breaks a limit, what would win if each fact were left open that can be.

    Return those by which something fits, and keeps every limit if something fits now.
    """
    winner = decision.winner
    if winner is not None and not broken_by(weigher.pack.rules.values(), winner):
        return ()
    open_as = {f"order.{fact.name}": OneOf((fact.left_open,)) for fact in weigher.pack.facts.values() if fact.left_open}
    tries = [{path: value} for path, value in open_as.items() if decision.given.get(path, value) != value]
    told = yield tries
    return tuple(
        Loosened(path=path, value=value, pathway=tried.pathway, option=tried.option)
        for one, tried in zip(tries, told, strict=True)
        for path, value in one.items()
        if tried.pathway is not None and (winner is None or (tried.option is not None and tried.keeps(tried.option)))
    )
