"""Which question comes next: the one whose answer is expected to settle most doubt and money for the effort of giving it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from advisor.advice import OrderStanding
from advisor.ir import FactType, Pack
from advisor.variation import Stake


def opening(pack: Pack) -> list[str]:
    """Return the facts that an interview opens with, in their order."""
    facts = [fact for fact in pack.facts.values() if fact.opens and fact.of == "order"]
    return [f"order.{fact.name}" for fact in sorted(facts, key=lambda fact: fact.opens)]


def choose(pack: Pack, standing: OrderStanding, asked: Collection[str], more: Sequence[str] = ()) -> list[str]:
    """Return what is worth asking, the next question first. asked: the paths that are not asked again.

    First what the interview opens with; then the facts that could make another pathway win, and those always asked of which what is
    usual tells nothing.
    more: facts to ask besides, though they could not usually make another pathway win: those that move money first.
    """
    first = [path for path in opening(pack) if path not in asked]
    stakes = {one.path: one for one in standing.stakes}
    facts = {f"order.{fact.name}": fact for fact in pack.facts.values() if fact.of == "order" and fact.question}
    left = {path: fact for path, fact in facts.items() if path not in asked and path not in first}
    found = {
        path: worth(stake, fact) if stake else Fraction(0)
        for path, fact in left.items()
        for stake in (stakes.get(path),)
        if (stake and stake.turns) or (fact.is_always_asked and not stake) or path in more
    }
    return first + sorted(found, key=lambda path: -found[path])


def worth(stake: Stake, fact: FactType) -> Fraction:
    """Return what a question is expected to settle for its effort.

    That is the share of answers that make another pathway win, and the share by which answers move the cost of the whole order.
    """
    return (Fraction(stake.turns, max(1, len(stake.tried))) + stake.moved) / fact.effort
