"""What several limits would have to be together, where an order breaks more than one and no one change of any mends that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.advice.change import distance, hindered, is_fixed
from advisor.advice.decision import Candidate, Decision, Outlook
from advisor.advice.settle import best_candidates
from advisor.advice.trial import Turns
from advisor.advice.trials import Asking, breaking
from advisor.advice.weigher import Weigher
from advisor.ir import Exclude, Memory, Numbers, Possible
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE
from advisor.trace import Change, Together

_SEVERAL = 2
_MOST_TRIED = 24
"""So many values of a limit are tried, the nearest first."""


def kept_together(
    weigher: Weigher, decision: Decision, outlook: Outlook, nearest: Sequence[Change]
) -> Asking[Together | None]:
    """Ask what the order's limits would have to be for an option to keep them all: of the winner, else of what has to be given in least for.

    nearest: the changes of one fact each (`least_changes`); where one of them would do, or no limit is in the way, there is nothing to
    ask. Each limit is as near to what it is as it can be with the others open. None where no such option is known.
    """
    winner = decision.winner
    candidates = [winner] if winner else best_candidates(decision)
    limits = [path for path in _limits(weigher, decision) if decision.assumed.memory[path] != NONE]
    if any(one.keeps for one in nearest) or (winner and not hindered(weigher, winner)) or len(limits) < _SEVERAL:
        return None
    (tried,) = yield [dict.fromkeys(limits, NONE)]
    found = []
    for one in candidates:
        if tried.keeps(one.option.id):
            values = yield from _least(weigher, decision, outlook, one, limits)
            if len(values) >= _SEVERAL:
                found.append(Together(option=one.option.id, values=tuple(values.items())))
    now = decision.assumed.memory
    return min(found, key=lambda one: max(distance(now[path], value) for path, value in one.values), default=None)


def _limits(weigher: Weigher, decision: Decision) -> list[str]:
    """Return the limits that the order says, by path."""
    limits = (f"order.{fact.name}" for fact in weigher.pack.facts.values() if fact.is_limit and fact.actionable)
    return [path for path in limits if isinstance(decision.given.get(path), Numbers)]


def _least(
    weigher: Weigher, decision: Decision, outlook: Outlook, one: Candidate, limits: Sequence[str]
) -> Asking[Memory]:
    """Ask for the nearest value of each limit at which an option keeps it, the others open; return those that change, none if they do not do together."""
    now = decision.assumed.memory
    found: dict[str, Possible] = {}
    for path in limits:
        open_ = {other: NONE for other in limits if other != path}
        values = [now[path], *_values(weigher, decision, outlook, one, path)]
        told = yield [{**open_, path: value} for value in values]
        kept = next((value for value, tried in zip(values, told, strict=True) if tried.keeps(one.option.id)), None)
        if kept is None:
            return {}
        if kept != now[path]:
            found[path] = kept
    (tried,) = yield [found]
    return found if tried.keeps(one.option.id) else {}


def _values(weigher: Weigher, decision: Decision, outlook: Outlook, one: Candidate, path: str) -> Iterator[Possible]:
    """Yield round values of a limit at which a rule on it turns, the nearest first; none of one that is fixed."""
    rules, fact, now = weigher.pack.rules.values(), weigher.pack.facts[name_in(path)], decision.assumed.memory[path]
    if is_fixed(fact, decision, outlook):
        return
    breaks = {rule.id for rule, _ in breaking(rules)}
    turning = [rule for rule in rules if isinstance(rule.conclusion, Exclude) or rule.id in breaks]
    values = Turns(weigher.program, turning, [one.assumed.memory]).values(path, fact.domain, rounded=True, most=None)
    known = (value for value in values if value not in (now, NONE))
    yield from sorted(known, key=lambda value: distance(now, value))[:_MOST_TRIED]
