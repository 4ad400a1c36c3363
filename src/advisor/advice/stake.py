"""What the answer to each question still open could make of an order: asked of the order as assumed, at values a person could mean."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.advice.decision import Decision, Outlook
from advisor.advice.trial import Turns
from advisor.advice.trials import Asking, likely_sum
from advisor.advice.weigher import Weigher
from advisor.advice.witness import deciding_rules, open_facts
from advisor.ir import Possible
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE
from advisor.variation import Stake, Stand

MOST_TRIED, MOST_LIMITS = 8, 24
"""How many values of a fact are tried, and of a limit, which turns at every option's own figures."""


def stakes(weigher: Weigher, decision: Decision, outlook: Outlook) -> Asking[tuple[Stake, ...]]:
    """Ask what the order comes to at some values of each fact that is open over what is usual, and of each limit not said.

    outlook: over what is usual. Of a number the values on either side of a turn count, evenly spread, with the ends of what is usual.
    """
    facts, given = weigher.pack.facts, decision.given
    limits = [path for path in given if (fact := facts[name_in(path)]).is_limit and given[path] == fact.domain]
    paths = [*open_facts(weigher, decision, outlook, deciding=True), *limits]
    outcomes = [one.possible for one in decision.candidates]
    turns = Turns(weigher.program, deciding_rules(weigher, outcomes), [one.memory for one in outcomes])
    tries = {
        path: _spread(
            turns.values(path, given[path] if path in limits else outlook.order.memory[path], rounded=True, most=None),
            decision.assumed.memory[path],
            MOST_LIMITS if path in limits else MOST_TRIED,
        )
        for path in paths
    }
    told = iter((yield [{path: value} for path, values in tries.items() for value in values]))
    days = decision.winner.contestant.lead if decision.winner else None
    return tuple(
        Stake(
            path=path,
            here=Stand(
                value=decision.assumed.memory[path], pathway=decision.pathway, cents=likely_sum(decision), days=days
            ),
            tried=tuple(
                Stand(value=value, pathway=one.pathway, cents=one.likely_sum, days=one.likely_days)
                for value, one in zip(values, told, strict=False)
            ),
        )
        for path, values in tries.items()
    )


def _spread(values: Sequence[Possible], here: Possible, most: int) -> list[Possible]:
    """Return some of the values, evenly spread; not the one as it stands."""
    others = [one for one in values if one not in (here, NONE)]
    return others if len(others) <= most else [others[index * (len(others) - 1) // (most - 1)] for index in range(most)]
