"""The least change of one fact that lifts every exclusion of an option, or mends every limit that the winner breaks; and what would win if a fact were left open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from advisor import meaning
from advisor.advice.decision import Candidate, Decision, Outlook
from advisor.advice.settle import best_candidates
from advisor.advice.trial import Turns
from advisor.advice.trials import Asking, Tried, breaking, broken_by
from advisor.advice.weigher import Weigher
from advisor.ir import Exclude, FactType, Numbers, OneOf, Possible, Rule
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE
from advisor.trace import Change, Loosened

_WHOLE = 100
FARTHEST = 10**6
MOST_CHANGES = 16
"""How many changes of one fact are tried, the smallest first."""
_GRID = 8
"""In how many steps a number is tried on either side of what it is, so far as a person could mean it."""


def least_changes(weigher: Weigher, decision: Decision, outlook: Outlook) -> Asking[tuple[Change, ...]]:
    """Ask for the least changes that would help. outlook: over what is usual.

    Where the winner breaks limits each lets it keep them all, or lets another pathway's best option win and keep them. Where nothing fits each opens a pathway's best option, and lets it keep
    every limit if that can be: first all by which the nearest is opened, then the least of each other; the smallest first.
    """
    if decision.winner is not None:
        is_kept = not _broken(weigher, decision.winner)
        return () if is_kept else (yield from _mended(weigher, decision, outlook, decision.winner))
    candidates = best_candidates(decision)
    keeping = yield from _least(weigher, decision, outlook, candidates, _KEEPING)
    closed = [one for one, changes in zip(candidates, keeping, strict=True) if not changes]
    opening = yield from _least(weigher, decision, outlook, closed)
    found = sorted(filter(None, (*keeping, *opening)), key=lambda changes: _size(changes[0], decision, weigher))
    return (*(found[0] if found else ()), *(changes[0] for changes in found[1:]))


def _mended(weigher: Weigher, decision: Decision, outlook: Outlook, winner: Candidate) -> Asking[tuple[Change, ...]]:
    """Ask what mends the limits that the winner breaks, and what else would let another pathway's best option win and keep every limit."""
    own = (yield from _least(weigher, decision, outlook, [winner], _MENDING))[0]
    others = [
        one
        for one in best_candidates(decision)
        if one.option.pathway != winner.option.pathway and one.contestant.excluded is not True
    ]
    found = yield from _least(weigher, decision, outlook, others, _TURNING)
    known = {(one.path, one.value) for one in own}
    rest = [changes[0] for changes in found if changes and (changes[0].path, changes[0].value) not in known]
    return tuple(sorted((*own, *rest), key=lambda change: _size(change, decision, weigher)))


def least(weigher: Weigher, decision: Decision, outlook: Outlook, candidate: Candidate) -> Asking[tuple[Change, ...]]:
    """Ask for the least change of each actionable fact that alone lifts every exclusion; return them, the smallest first."""
    (found,) = yield from _least(weigher, decision, outlook, [candidate])
    return found


def exclusions(weigher: Weigher, candidate: Candidate) -> list[Rule]:
    """Return the exclusions that hold for a candidate as assumed."""
    rules = weigher.pack.rules
    held = [rules[rule] for rule, verdict in candidate.assumed.verdicts.items() if verdict is True]
    return [rule for rule in held if isinstance(rule.conclusion, Exclude)]


def _broken(weigher: Weigher, candidate: Candidate) -> list[Rule]:
    return [rule for rule, _ in broken_by(weigher.pack.rules.values(), candidate)]


def hindered(weigher: Weigher, candidate: Candidate) -> list[Rule]:
    """Return what keeps a candidate from doing as assumed: the exclusions that hold, and the rules by which a limit breaks."""
    return exclusions(weigher, candidate) + _broken(weigher, candidate)


def _opens(tried: Tried, option: str) -> bool:
    return tried.excluded(option) is False


def _keeps(tried: Tried, option: str) -> bool:
    return tried.keeps(option)


def _wins(tried: Tried, option: str) -> bool:
    return tried.option == option and tried.keeps(option)


class _Aim(Struct, frozen=True):
    """What a change is for.

    hindering: what of a candidate it is to lift. done: whether an option is then as it is to be. beyond: of which facts what no person
    could mean is tried as well.
    """

    hindering: Callable[[Weigher, Candidate], list[Rule]]
    done: Callable[[Tried, str], bool]
    beyond: Callable[[FactType], bool]


_OPENING = _Aim(exclusions, _opens, beyond=lambda _: True)
_KEEPING = _Aim(exclusions, _keeps, beyond=lambda fact: fact.is_limit)
_TURNING = _Aim(hindered, _wins, beyond=lambda _: False)
_MENDING = _Aim(hindered, _keeps, beyond=lambda fact: fact.is_limit)


def _least(
    weigher: Weigher, decision: Decision, outlook: Outlook, candidates: Sequence[Candidate], aim: _Aim = _OPENING
) -> Asking[list[tuple[Change, ...]]]:
    """Ask of each candidate for the least change of each fact that opens it: one that is meant, or else any."""
    found: dict[str, list[Change]] = {one.option.id: [] for one in candidates}
    for is_meant in (True, False):
        tries = [
            (one, changes)
            for one in candidates
            if not found[one.option.id]
            for changes in _changes(weigher, decision, outlook, one, aim, is_meant=is_meant)
        ]
        told = iter((yield [{change.path: change.value} for _, changes in tries for change in changes]))
        for one, changes in tries:
            became = list(islice(told, len(changes)))
            opening = (
                replace(change, keeps=tried.keeps(one.option.id))
                for change, tried in zip(changes, became, strict=True)
                if aim.done(tried, one.option.id)
            )
            found[one.option.id] += islice(opening, 1)
    return [tuple(sorted(each, key=lambda change: _size(change, decision, weigher))) for each in found.values()]


def _changes(
    weigher: Weigher,
    decision: Decision,
    outlook: Outlook,
    one: Candidate,
    aim: _Aim,
    *,
    is_meant: bool,
) -> Iterator[list[Change]]:
    """Yield the changes to try of each actionable fact, the smallest first. is_meant: only those that a person could mean."""
    hindering = aim.hindering(weigher, one)
    rules = weigher.pack.rules.values()
    limiting = {rule.id for rule, _ in breaking(rules)} | {rule.id for rule in hindering}
    turning = [rule for rule in rules if isinstance(rule.conclusion, Exclude) or rule.id in limiting]
    turns = Turns(weigher.program, turning, [one.assumed.memory])
    for path in _actionable(weigher, hindering):
        fact = weigher.pack.facts[name_in(path)]
        is_cure = meaning.may_cure(fact, decision.given, weigher.pack.facts)
        if is_fixed(fact, decision, outlook) or not (is_cure if is_meant else aim.beyond(fact)):
            continue
        wide = meaning.near(fact, decision.given.get(path), outlook.order.memory) if is_meant else fact.domain
        changes = [
            Change(option=one.option.id, path=path, value=value, is_realistic=is_meant)
            for value in dict.fromkeys(
                (
                    *turns.values(path, wide, rounded=is_meant or fact.is_limit),
                    *_between(wide, decision.assumed.memory[path], fact),
                )
            )
            if value != decision.assumed.memory[path]
        ]
        yield sorted(changes, key=lambda change: _size(change, decision, weigher))[:MOST_CHANGES]


def is_fixed(fact: FactType, decision: Decision, outlook: Outlook) -> bool:
    """Return whether a fact is said to be what it is and no other, as a date that cannot be moved."""
    said = decision.given.get(f"order.{fact.name}")
    return said is not None and bool(fact.fixed_by) and meaning.near(fact, said, outlook.order.memory) == said


def _between(wide: Possible, taken: Possible, fact: FactType) -> Iterator[Possible]:
    """Yield round numbers on either side of what a number is taken to be, as far as is meant."""
    if not (isinstance(wide, Numbers) and isinstance(taken, Numbers)) or fact.near is None or NONE in (wide, taken):
        return
    for end in (wide.low, wide.high):
        steps = (taken.low + (end - taken.low) * step // _GRID for step in range(1, _GRID + 1))
        yield from (
            Numbers(one, one)
            for step in steps
            if wide.low <= (one := meaning.rounded(step, fact, up=False)) <= wide.high
        )


def _actionable(weigher: Weigher, hindering: Sequence[Rule]) -> list[str]:
    pack = weigher.pack
    premises = [path for rule in hindering for path in weigher.program.premises[rule.id]]
    seen = meaning.origins(premises, weigher.made)
    return [path for path in seen if path.startswith("order.") and pack.facts[name_in(path)].actionable]


def _size(change: Change, decision: Decision, weigher: Weigher) -> tuple[bool, int, int, int]:
    """Return how great a change is: those that are meant first, by its distance, then by the effort to change the fact, then as options rank."""
    effort = weigher.pack.facts[name_in(change.path)].effort
    place = next(place for place, one in enumerate(decision.candidates) if one.option.id == change.option)
    return not change.is_realistic, distance(decision.assumed.memory[change.path], change.value), effort, place


def distance(before: Possible, after: Possible) -> int:
    """Return how far a value is from what is given, in hundredths of that number; to `none` it is as far as can be."""
    if not (isinstance(before, Numbers) and isinstance(after, Numbers)):
        return _WHOLE
    if NONE in (after, before):
        return FARTHEST
    return _WHOLE * max(after.low - before.high, before.low - after.low, 0) // max(1, abs(before.low))


def loosened(weigher: Weigher, decision: Decision) -> Asking[tuple[Loosened, ...]]:
    """Ask, where nothing fits or the winner breaks a limit, what would win if each fact were left open that can be.

    Return those by which something fits and likely keeps every limit; where nothing fits and none does so, those by which something fits.
    """
    winner = decision.winner
    if winner is not None and not broken_by(weigher.pack.rules.values(), winner):
        return ()
    open_as = {f"order.{fact.name}": OneOf((fact.left_open,)) for fact in weigher.pack.facts.values() if fact.left_open}
    tries = [{path: value} for path, value in open_as.items() if decision.given.get(path, value) != value]
    told = yield tries
    found = [
        Loosened(path=path, value=value, pathway=tried.pathway, option=tried.option, keeps=tried.keeps(tried.option))
        for one, tried in zip(tries, told, strict=True)
        for path, value in one.items()
        if tried.pathway is not None and tried.option is not None
    ]
    return tuple(one for one in found if one.keeps) or tuple(found if winner is None else ())
