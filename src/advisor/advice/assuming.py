"""Which assumptions an answer hangs on, and how heavily: what it would be if each were wrong, as far as is usual."""

from __future__ import annotations

from collections.abc import Iterator

from advisor import meaning
from advisor.advice.decision import Decision, Outlook
from advisor.advice.trials import Asking, Tried, likely_sum
from advisor.advice.weigher import Weigher
from advisor.advice.witness import nearer, open_facts
from advisor.ir import FactType, Numbers, OneOf, Possible, Subset
from advisor.meaning import Program
from advisor.meaning.path import name_in
from advisor.trace import Assumed

MOST_OTHERS = 4
"""How many other values of a choice or set are tried."""


def assumptions(weigher: Weigher, decision: Decision, outlook: Outlook) -> Asking[tuple[Assumed, ...]]:
    """Ask what the answer would be if each assumption were wrong; return those that bear on it, the weightiest first.

    outlook: over the values that each fact may have instead: the ends of a number, the other choices. How much a number may be off is
    reckoned with all else as it is assumed: how much material a planter of 60 cm takes, not one as small as others are.
    """
    paths = [
        path
        for path in open_facts(weigher, decision, outlook, deciding=True)
        if path in decision.assumptions and not _is_whichever(decision.assumptions[path])
    ]
    others = {
        path: [
            *_others(
                path, _possible(path, decision, outlook, weigher.program), decision.assumptions[path], weigher.program
            )
        ]
        for path in paths
    }
    told = iter((yield [{path: value} for path in paths for value in others[path]]))
    found = []
    for path in paths:
        tried = [_assumed(decision, path, value, next(told)) for value in others[path]]
        bearing = [one for one in tried if _bears(one, decision) and not _is_idle(one, decision, weigher.program)]
        if bearing:
            found.append(min(bearing, key=lambda one: _weight(one, decision)))
    found = yield from _nearer(weigher, decision, found)
    return tuple(sorted(found, key=lambda one: _weight(one, decision)))


def _possible(path: str, decision: Decision, outlook: Outlook, program: Program) -> Possible:
    """Return the values that a fact may have instead, of a number that nobody said those usual beside all else that is assumed."""
    fact, widest = program.pack.facts[name_in(path)], outlook.order.memory[path]
    if not isinstance(widest, Numbers) or fact.is_limit or decision.given.get(path, fact.domain) != fact.domain:
        return widest
    return meaning.usual(fact, decision.assumed.memory)


def _nearer(weigher: Weigher, decision: Decision, found: list[Assumed]) -> Asking[list[Assumed]]:
    """Ask for rounder values nearer to what is assumed at which the same other pathway wins, where another does."""
    turning = [one for one in found if one.pathway != decision.pathway]
    starts = [(one.path, one.other, one.pathway) for one in turning]
    told = yield from nearer(weigher, decision, starts)
    moved = {
        one.path: _assumed(decision, one.path, value, tried)
        for one, (value, tried) in zip(turning, told, strict=True)
        if tried is not None
    }
    return [moved.get(one.path, one) for one in found]


def _others(path: str, possible: Possible, assumed: Possible, program: Program) -> Iterator[Possible]:
    """Yield the values that a fact may have instead of the one assumed: of a number the ends.

    Of the choices that no option, then no rule, tells apart one is tried first; of kinds of one sort, where none is said, the first alone.
    """
    match possible:
        case Numbers(low, high):
            yield from (one for one in (Numbers(low, low), Numbers(high, high)) if one != assumed)
        case OneOf(values):
            told = _sorts(values, program.pack.facts[name_in(path)])
            by_option, by_rule = (one.get(path, ()) for one in (program.kinds_by_option, program.kinds_by_rule))
            order = dict.fromkeys((*meaning.kinds(by_option, told), *meaning.kinds(by_rule, told), *told))
            yield from [one for one in (OneOf((value,)) for value in order) if one != assumed][:MOST_OTHERS]
        case Subset(some, maybe):
            yield from [one for one in (Subset((*some, more)) for more in maybe) if one != assumed][:MOST_OTHERS]
        case _:
            return


def _sorts(values: tuple[bool | str, ...], fact: FactType) -> tuple[bool | str, ...]:
    """Return the first kind of each sort that a menu has, where several sorts are left: who means glass names no toughened one."""
    groups = [fact.choice_groups.get(name, (name,)) for name in fact.menu]
    heads = [next((one for one in values if one in group), None) for group in groups]
    found = tuple(dict.fromkeys(one for one in heads if one is not None))
    return found if len(found) > 1 else values


def _assumed(decision: Decision, path: str, other: Possible, tried: Tried) -> Assumed:
    before, after = likely_sum(decision), tried.likely_sum
    days = None if decision.winner is None else decision.winner.contestant.lead
    is_answer = decision.winner is not None or (tried.option is not None and tried.keeps(tried.option))
    return Assumed(
        path=path, value=decision.assumptions[path], other=other,
        pathway=tried.pathway if is_answer else None, option=tried.option if is_answer else None,
        cents=None if before is None or after is None else after - before,
        days=None if days is None or tried.likely_days is None else tried.likely_days - days,
    )  # fmt: skip


def _bears(one: Assumed, decision: Decision) -> bool:
    return one.pathway != decision.pathway or bool(one.cents) or bool(one.days)


def _is_idle(one: Assumed, decision: Decision, program: Program) -> bool:
    """Return whether it is no news that nothing fits: nobody makes such a thing so, or what a word for several choices means is one that nobody works so."""
    fact = program.pack.facts[name_in(one.path)]
    is_said = isinstance(fact.domain, OneOf) and decision.given.get(one.path, fact.domain) != fact.domain
    return (is_said or fact.identifies) and one.pathway is None and decision.pathway is not None


def _weight(one: Assumed, decision: Decision) -> tuple[int, int, int]:
    """Return a key by which the weightiest comes first: another pathway, then the money, then the days."""
    return (int(one.pathway == decision.pathway), -abs(one.cents or 0), -abs(one.days or 0))


def _is_whichever(value: Possible) -> bool:
    """Return whether nothing was taken for a fact: whichever suits of what is said."""
    return isinstance(value, OneOf) and value.whichever
