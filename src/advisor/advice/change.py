"""The least change of one fact that lifts every exclusion of an option."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from advisor import meaning
from advisor.advice.decision import Candidate, Decision, Outlook
from advisor.advice.settle import best_of_each
from advisor.advice.trial import Turns
from advisor.advice.trials import Asking
from advisor.advice.weigher import Weigher
from advisor.ir import Exclude, Numbers, Possible, Rule
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE
from advisor.trace import Change

WHOLE = 100
FARTHEST = 10**6
MOST_CHANGES = 12
"""How many changes of one fact are tried, the smallest first."""


def nearest(weigher: Weigher, decision: Decision, outlook: Outlook) -> Asking[tuple[Change, ...]]:
    """Ask for the least change that would open each pathway's best option; return them, the smallest first.

    outlook: over what is usual.
    """
    found = yield from _least(weigher, decision, outlook, best_of_each(decision))
    changes = [change for several in found for change in several[:1]]
    return tuple(sorted(changes, key=lambda change: _size(change, decision, weigher)))


def least(weigher: Weigher, decision: Decision, outlook: Outlook, candidate: Candidate) -> Asking[tuple[Change, ...]]:
    """Ask for the least change of each actionable fact that alone lifts every exclusion; return them, the smallest first."""
    (found,) = yield from _least(weigher, decision, outlook, [candidate])
    return found


def _least(
    weigher: Weigher, decision: Decision, outlook: Outlook, candidates: Sequence[Candidate]
) -> Asking[list[tuple[Change, ...]]]:
    """Ask of each candidate for the least change of each fact that opens it: one that is meant, or else any."""
    found: dict[str, list[Change]] = {one.option.id: [] for one in candidates}
    for is_realistic in (True, False):
        tries = [
            (one, changes)
            for one in candidates
            if not found[one.option.id]
            for changes in _changes(weigher, decision, outlook, one, is_realistic=is_realistic)
        ]
        told = iter((yield [{change.path: change.value} for _, changes in tries for change in changes]))
        for one, changes in tries:
            became = list(islice(told, len(changes)))
            opening = (
                change for change, tried in zip(changes, became, strict=True) if tried.excluded(one.option.id) is False
            )
            found[one.option.id] += islice(opening, 1)
    return [tuple(sorted(each, key=lambda change: _size(change, decision, weigher))) for each in found.values()]


def _changes(
    weigher: Weigher, decision: Decision, outlook: Outlook, one: Candidate, *, is_realistic: bool
) -> Iterator[list[Change]]:
    """Yield the changes to try of each actionable fact, the smallest first."""
    rules = [rule for rule in weigher.pack.rules.values() if isinstance(rule.conclusion, Exclude)]
    turns = Turns(weigher.program, rules, [one.assumed.memory])
    for path in _actionable(weigher, one):
        fact = weigher.pack.facts[name_in(path)]
        if is_realistic and not fact.is_cure:
            continue
        wide = meaning.near(fact, decision.given.get(path), outlook.order.memory) if is_realistic else fact.domain
        changes = [
            Change(option=one.option.id, path=path, value=value, is_realistic=is_realistic)
            for value in turns.values(path, wide, rounded=is_realistic)
            if value != decision.assumed.memory[path]
        ]
        yield sorted(changes, key=lambda change: _size(change, decision, weigher))[:MOST_CHANGES]


def exclusions(weigher: Weigher, candidate: Candidate) -> list[Rule]:
    """Return the exclusions that hold for a candidate as assumed."""
    rules = weigher.pack.rules
    held = [rules[rule] for rule, verdict in candidate.assumed.verdicts.items() if verdict is True]
    return [rule for rule in held if isinstance(rule.conclusion, Exclude)]


def _actionable(weigher: Weigher, candidate: Candidate) -> list[str]:
    pack = weigher.pack
    premises = [path for rule in exclusions(weigher, candidate) for path in weigher.program.premises[rule.id]]
    seen = meaning.origins(premises, weigher.made)
    return [path for path in seen if path.startswith("order.") and pack.facts[name_in(path)].actionable]


def _size(change: Change, decision: Decision, weigher: Weigher) -> tuple[bool, int, int, int]:
    """Return how great a change is: those that are meant first, by its distance, then by the effort to change the fact."""
    effort = weigher.pack.facts[name_in(change.path)].effort
    place = list(weigher.pack.pathways).index(_pathway(change, decision))
    return not change.is_realistic, distance(decision.assumed.memory[change.path], change.value), effort, place


def distance(before: Possible, after: Possible) -> int:
    """Return how far a value is from what is given, in hundredths of that number; to `none` it is as far as can be."""
    if not (isinstance(before, Numbers) and isinstance(after, Numbers)):
        return WHOLE
    if NONE in (after, before):
        return FARTHEST
    return WHOLE * max(after.low - before.high, before.low - after.low, 0) // max(1, abs(before.low))


def _pathway(change: Change, decision: Decision) -> str:
    return next(one.option.pathway for one in decision.candidates if one.option.id == change.option)
