"""Why each other pathway lost: what would lift every exclusion of its best option, and where it would then rank."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from advisor import ir, meaning, ranking
from advisor.advice.change import distance, exclusions
from advisor.advice.decision import Candidate, Decision, Outlook
from advisor.advice.settle import best_candidates
from advisor.advice.trials import broken_by
from advisor.advice.turning import comparisons_in, turns
from advisor.advice.weigher import Weigher
from advisor.advice.whole import LayeredMemory
from advisor.meaning import truth
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE
from advisor.trace import Breach, Lift, Loser


def losers(weigher: Weigher, decision: Decision, outlook: Outlook) -> tuple[Loser, ...]:
    """Return of each pathway that does not win its best option and what keeps it from winning, the ranking's order kept.

    outlook: over what is usual.
    """
    return tuple(
        _loser(weigher, decision, outlook, one)
        for one in best_candidates(decision)
        if one.option.pathway != decision.pathway
    )


def _loser(weigher: Weigher, decision: Decision, outlook: Outlook, one: Candidate) -> Loser:
    place, behind = _lifted(decision, one)
    lifts = tuple(_lift(weigher, decision, outlook, one, rule) for rule in exclusions(weigher, one))
    breaks = tuple(dict.fromkeys(path for _, path in broken_by(weigher.pack.rules.values(), one)))
    return Loser(
        option=one.option.id, pathway=one.option.pathway, lifts=lifts, place=place, behind=behind, breaks=breaks
    )


def breaches(weigher: Weigher, decision: Decision, outlook: Outlook) -> tuple[Breach, ...]:
    """Return the limits that the winner likely does not keep, and what would mend each."""
    winner = decision.winner
    broken = [] if winner is None else broken_by(weigher.pack.rules.values(), winner)
    return tuple(
        Breach(path=path, lift=_lift(weigher, decision, outlook, winner, rule)) for rule, path in broken if winner
    )


def _lifted(decision: Decision, one: Candidate) -> tuple[int, int | None]:
    """Return the place among pathways that an option would have without its exclusions, and how far it would be behind.

    Behind: in points, less than 0 if it would be ahead; None where nothing else wins.
    """
    free = replace(one.contestant, excluded=None if one.contestant.excluded is None else False, surely=False)
    everyone = [free if other is one else other.contestant for other in decision.candidates]
    base = ranking.reference(everyone)
    pathways = [other.pathway for other in ranking.rank(everyone)]
    place = list(dict.fromkeys(pathways)).index(one.option.pathway) + 1
    if decision.winner is None:
        return place, None
    return place, ranking.score(decision.winner.contestant, base) - ranking.score(free, base)


# --- the least change -------------------------------------------------------------------------------------------------
def _lift(weigher: Weigher, decision: Decision, outlook: Outlook, one: Candidate, rule: ir.Rule) -> Lift:
    """Return for each actionable fact that a rule reads itself the nearest value at which the rule no longer holds.

    It is the nearest that a person could mean, which is round, or else the nearest of all.
    """
    pack, known, held = weigher.pack, decision.assumed.memory, meaning.condition_of(rule)
    read = {path: one.assumed.memory[path] for path in weigher.program.premises[rule.id]}
    changes: dict[str, ir.Possible] = {}
    beyond = []
    for path in weigher.program.premises[rule.id]:
        fact = pack.facts[name_in(path)] if path in known else None
        if fact is None or not fact.actionable or _is_read_otherwise(weigher, rule, path):
            continue
        lifting = [
            value
            for value in _tries(rule, path, one.assumed.memory, fact)
            if value != known[path]
            and truth.holds(held, {**read, path: value}) is False
            and not _rules_out(weigher, one, path, value)
        ]
        said, usual = decision.given.get(path), outlook.order.memory
        may_cure = meaning.may_cure(fact, decision.given, pack.facts)
        near = [one for one in lifting if may_cure and meaning.is_near(fact, said, one, usual) and _is_round(one, fact)]
        found = min(near or lifting, key=lambda value: distance(known[path], value), default=None)
        if found is not None:
            changes[path] = found
            beyond += [] if near else [path]
    return Lift(rule=rule.id, changes=tuple(changes.items()), beyond=tuple(beyond))


def _rules_out(weigher: Weigher, one: Candidate, path: str, value: ir.Possible) -> bool:
    """Return whether an exclusion that reads a fact, and does not hold as it is, would if it had a value."""
    asked = [
        rule
        for name, rule in weigher.pack.rules.items()
        if isinstance(rule.conclusion, ir.Exclude) and path in weigher.program.premises[name] and rule.scope == "option"
    ]
    memory = LayeredMemory({path: value}, one.assumed.memory)
    return any(
        one.assumed.verdicts.get(rule.id) is not True and truth.holds(meaning.condition_of(rule), memory) is True
        for rule in asked
    )


def _is_round(value: ir.Possible, fact: ir.FactType) -> bool:
    return not isinstance(value, ir.Numbers) or value == NONE or meaning.rounded(value.low, fact, up=False) == value.low


def _is_read_otherwise(weigher: Weigher, rule: ir.Rule, path: str) -> bool:
    """Return whether a rule reads a fact by way of another number or fact too, so that its own comparison says too little."""
    others = [meaning.fact_path(one) for one in weigher.program.premises[rule.id] if one != path]
    return any(path in meaning.origins([one], weigher.made) for one in others if one in weigher.made)


def _tries(rule: ir.Rule, path: str, memory: ir.Memory, fact: ir.FactType) -> Iterator[ir.Possible]:
    match fact.domain:
        case ir.Numbers(low, high, or_none):
            for part in comparisons_in((*rule.tests, *rule.joins), path):
                for turn in turns(part, path, memory, low, high):
                    below, above = meaning.rounded(turn - 1, fact, up=False), meaning.rounded(turn, fact, up=True)
                    values = (turn - 1, turn, below, above)
                    yield from (ir.Numbers(value, value) for value in values if low <= value <= high)
            if or_none:
                yield NONE
        case ir.OneOf(values):
            yield from (ir.OneOf((value,)) for value in values)
        case ir.Subset(some, maybe):
            yield from (ir.Subset(tuple(name for name in (*some, *maybe) if name != left)) for left in (*some, *maybe))
            yield from (ir.Subset((name,)) for name in (*some, *maybe))
        case _:
            return
