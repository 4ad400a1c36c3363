"""The least change of one fact that lifts every exclusion of an option."""

from __future__ import annotations

from collections.abc import Iterator

from advisor import strata
from advisor.advice.decision import Candidate, Decision
from advisor.advice.settle import best_of_each
from advisor.advice.trial import Turns
from advisor.advice.weigher import Weigher
from advisor.ir import Exclude, Numbers, Possible, Rule
from advisor.possible import NONE
from advisor.trace import Change

WHOLE = 100
FARTHEST = 10**6


def nearest(weigher: Weigher, decision: Decision) -> tuple[Change, ...]:
    """Return for each pathway the least change that would open its best option, the smallest first."""
    wides: dict[str, Decision] = {}
    found = [change for one in best_of_each(decision) for change in least(weigher, decision, one, wides)[:1]]
    return tuple(sorted(found, key=lambda change: _size(change, decision, weigher)))


def least(
    weigher: Weigher, decision: Decision, candidate: Candidate, wides: dict[str, Decision] | None = None
) -> tuple[Change, ...]:
    """Return for each actionable fact the least change of it alone that lifts every exclusion, the smallest first.

    wides: gathers the decision with each fact unknown, of which whatever else there is is taken over.
    """
    paths = _actionable(weigher, candidate)
    rules = [rule for rule in weigher.pack.rules.values() if isinstance(rule.conclusion, Exclude)]
    turns = Turns(weigher.pack, rules if paths else (), [candidate.outcome.memory])
    held = {} if wides is None else wides
    changes = [change for path in paths for change in _lifting(path, weigher, decision, candidate, turns, held)]
    return tuple(sorted(changes, key=lambda change: _size(change, decision, weigher)))


def exclusions(weigher: Weigher, candidate: Candidate) -> list[Rule]:
    """Return the exclusions that hold for a candidate."""
    rules = weigher.pack.rules
    held = [rules[rule] for rule, verdict in candidate.outcome.verdicts.items() if verdict is True]
    return [rule for rule in held if isinstance(rule.conclusion, Exclude)]


def _actionable(weigher: Weigher, candidate: Candidate) -> list[str]:
    pack = weigher.pack
    premises = [path for rule in exclusions(weigher, candidate) for path in weigher.program.premises[rule.id]]
    seen = strata.origins(premises, weigher.made)
    return [path for path in seen if path.startswith("order.") and pack.facts[path.split(".")[1]].actionable]


def _lifting(
    path: str, weigher: Weigher, decision: Decision, candidate: Candidate, turns: Turns, wides: dict[str, Decision]
) -> Iterator[Change]:
    """Yield the nearest value on either side that opens the option."""
    if path not in wides:
        wides[path] = weigher.wider(decision, [path])
    option = candidate.option.id
    wide = wides[path].weighed.get(option)
    if wide is not None and wide.contestant.excluded is True:
        return
    tries = turns.values(path, weigher.pack.facts[path.split(".")[1]].domain)
    changes = [Change(option=option, path=path, value=value) for value in tries]
    for change in sorted(changes, key=lambda one: _size(one, decision, weigher)):
        if change.value != decision.order.memory[path] and _opens(change, weigher, wides[path]):
            yield change
            return


def _opens(change: Change, weigher: Weigher, wide: Decision) -> bool:
    """Return whether a value opens an option. wide: the decision with the fact unknown, of which all else is taken over."""
    changed = weigher.try_narrower(wide, {change.path: change.value}, lambda option: option.id == change.option)
    return any(one.contestant.excluded is not True for one in changed.candidates)


def _size(change: Change, decision: Decision, weigher: Weigher) -> tuple[int, int, int]:
    """Return how great a change is: by its distance, then by the effort to change the fact."""
    effort = weigher.pack.facts[change.path.split(".")[1]].effort
    place = list(weigher.pack.pathways).index(_pathway(change, decision))
    return distance(decision.order.memory[change.path], change.value), effort, place


def distance(before: Possible, after: Possible) -> int:
    """Return how far a value is from what is given, in hundredths of that number; to `none` it is as far as can be."""
    if not (isinstance(before, Numbers) and isinstance(after, Numbers)):
        return WHOLE
    if NONE in (after, before):
        return FARTHEST
    return WHOLE * max(after.low - before.high, before.low - after.low, 0) // max(1, abs(before.low))


def _pathway(change: Change, decision: Decision) -> str:
    return next(one.option.pathway for one in decision.candidates if one.option.id == change.option)
