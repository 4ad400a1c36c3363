"""Which values of which facts flips ask, and the proof that those beyond turn nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import product

from msgspec import Struct

from advisor import ir
from advisor.analysis.lab import Lab
from advisor.analysis.one_way import starts
from advisor.analysis.values_to_try import choice_kinds, deciding, here_and_there, one_by_one, turning_values
from advisor.meaning import Program
from advisor.meaning.possible import NONE
from advisor.ranking import ranked_by

MOST_SUBSETS = 64
MOST_PIECES = 12


class FlipValues(Struct, frozen=True, kw_only=True):
    """The values of a fact to ask: numbers, ascending, and others. turns: those to try with another fact's for a pathway.

    is_proved: no others need be asked. is_stepped: from each number to before the next the answer is one. high: the last
    number there is.
    """

    path: str
    others: Sequence[ir.Possible]
    turns: Callable[[str | None], Sequence[ir.Possible]]
    is_proved: bool
    numbers: Sequence[int] = ()
    high: int = 0
    is_stepped: bool = False


def foreseen(fact: ir.FactType) -> Iterator[dict[str, ir.Possible]]:
    """Yield the tries of a fact that are looked at whatever comes of them: it is unknown, or any number."""
    yield {f"order.{fact.name}": fact.domain}
    if isinstance(fact.domain, ir.Numbers) and fact.domain.or_none:
        yield {f"order.{fact.name}": ir.Numbers(fact.domain.low, fact.domain.high)}


def values_to_flip(lab: Lab, fact: ir.FactType, most: int, *, proves: bool = True) -> FlipValues | None:
    """Return the values to ask of an actionable fact: none where the answer cannot hang on it alone. None: it has no values.

    proves: whether it is looked for a proof that no others need be asked.
    """
    path = f"order.{fact.name}"
    given = lab.given.get(path)
    if given is None or isinstance(fact.domain, ir.Text | ir.Table):
        return None
    turns = cache(partial(_turns, lab, path, fact.domain))
    if not lab.advisor.matters(lab.wide(path), lab.moved(path)):
        return FlipValues(path=path, others=(), turns=turns, is_proved=True)
    match fact.domain:
        case ir.Numbers():
            return _numbers(lab, path, fact.domain, most, turns, proves=proves)
        case ir.OneOf():
            return FlipValues(path=path, others=turns(None), turns=turns, is_proved=True)
        case ir.Subset():
            is_proved = len(turns(None)) == 2 ** len(_members(fact.domain))
            return FlipValues(path=path, others=turns(None), turns=turns, is_proved=is_proved)


def _turns(
    lab: Lab, path: str, domain: ir.Numbers | ir.OneOf | ir.Subset, pathway: str | None
) -> Sequence[ir.Possible]:
    """Return the values of a fact on either side of a turn; one of each kind of choices, sets as far as there are not too many.

    pathway: turns of conditions on its options only.
    """
    match domain:
        case ir.Numbers(low, high, or_none):
            return (*map(_one, turning_values(lab, path, low, high, pathway)), *((NONE,) if or_none else ()))
        case ir.OneOf(choices):
            return tuple(ir.OneOf((one,)) for one in choice_kinds(lab.advisor.program, lab.decision, path, choices))
        case ir.Subset():
            return _subsets(_members(domain), lab.given[path])


def _one(value: int) -> ir.Numbers:
    return ir.Numbers(value, value)


def _numbers(
    lab: Lab,
    path: str,
    domain: ir.Numbers,
    most: int,
    turns: Callable[[str | None], Sequence[ir.Possible]],
    *,
    proves: bool,
) -> FlipValues:
    low, high, given = domain.low, domain.high, lab.given[path]
    numbers: Sequence[int] | None = starts(lab, path, low, high)
    is_stepped = is_proved = numbers is not None
    if numbers is None:
        numbers = one_by_one(lab.advisor, path, low, high, most)
        is_proved = proves and is_decided_beyond(lab, path, low + len(numbers), high)
    if not is_proved:
        own = {given.low, given.high} if isinstance(given, ir.Numbers) else set()
        numbers = sorted({*numbers, *here_and_there(lab, path, low, high), *(one for one in own if low <= one <= high)})
    return FlipValues(
        path=path, numbers=numbers, others=(NONE,) if domain.or_none else (), turns=turns, is_proved=is_proved,
        is_stepped=is_stepped, high=high,
    )  # fmt: skip


def mattering(program: Program) -> Iterable[ir.FactType]:
    """Yield the actionable facts of an order of which a rule that decides, or a number that ranks, is made."""
    read = {path for rule in deciding(program) for path in program.depends[rule.id]}
    read |= {path for name in ranked_by(program.pack) for path in program.depends[name]}
    read |= program.identifying
    for path, by in reversed(tuple(program.looked_up.items())):
        if path in read:
            read.update(by)
    return (
        fact
        for fact in program.pack.facts.values()
        if fact.of == "order" and fact.actionable and f"order.{fact.name}" in read
    )


def _members(domain: ir.Subset) -> tuple[str, ...]:
    return (*domain.some, *domain.maybe)


def _subsets(members: Sequence[str], given: ir.Possible) -> tuple[ir.Possible, ...]:
    """Return every set there can be, or, if those are too many, the given one with one member more or less."""
    if 2 ** len(members) <= MOST_SUBSETS:
        chosen = product((False, True), repeat=len(members))
        return tuple(ir.Subset(tuple(name for name, held in zip(members, one, strict=True) if held)) for one in chosen)
    has = set(given.some) if isinstance(given, ir.Subset) else set()
    return tuple(ir.Subset(tuple(name for name in members if name in has ^ {turned})) for turned in members)


# --- beyond what was asked --------------------------------------------------------------------------------------------
def is_decided_beyond(lab: Lab, path: str, low: int, high: int) -> bool:
    """Return whether, from a value on, one pathway or none can win."""
    for _ in range(MOST_PIECES):
        if low > high:
            return True
        lab.foresee([{path: ir.Numbers(low, end)} for end in _reaches(low, high)])
        if not _is_one(lab, path, low, low):
            return False
        low = 1 + next(end for end in _reaches(low, high) if end == low or _is_one(lab, path, low, end))
    return False


def _reaches(low: int, high: int) -> Iterator[int]:
    """Yield ends of ever shorter runs of values."""
    end = high
    while end > low:
        yield end
        end = low + (end - low) // 8
    yield low


def _is_one(lab: Lab, path: str, low: int, high: int) -> bool:
    """Return whether at every value of a run the same pathway wins: no other has an option that is not surely excluded."""
    program, decision, moved = lab.advisor.program, lab.decide({path: ir.Numbers(low, high)}), lab.moved(path)
    open_ones = [one for one in decision.candidates if one.contestant.excluded is not True]
    if len({one.option.pathway for one in open_ones}) > 1 or lab.advisor.brings_in(decision, moved):
        return False
    return not open_ones or any(
        all(
            verdict is None and moved.isdisjoint(program.depends[rule])
            for rule, verdict in one.possible.verdicts.items()
            if isinstance(program.pack.rules[rule].conclusion, ir.Exclude)
        )
        for one in open_ones
    )
