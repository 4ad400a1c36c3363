"""Which values of a fact are worth asking.

Of a number by which nothing is ranked, and of which all that reads it goes one way, those on either side of every turn; of
others that count things or days, all of them. Of a choice one of each kind: what no condition tells apart gives one answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from advisor import ir, meaning
from advisor.advice import Advisor
from advisor.advice.decision import Decision
from advisor.advice.turning import comparisons_in, turns
from advisor.analysis.lab import Lab
from advisor.analysis.one_way import starts
from advisor.meaning import Program, truth

MOST_VALUES = 250_000
"""How many values of a fact are asked one by one."""
_FIRST = 4
"""How many values from the lowest on are asked of a fact that counts nothing."""
_DOUBLE = 2


class Tries(Struct, frozen=True, kw_only=True):
    """Values of a number, ascending. is_proved: between two neighbours nothing turns, or there is nothing between them."""

    values: tuple[int, ...]
    is_proved: bool


def tries(lab: Lab, path: str, low: int, high: int, *, most: int = MOST_VALUES, alone: bool = True) -> Tries:
    """Return the values of a number from low to high that are worth asking.

    most: how many are asked one by one. alone: no other fact is changed besides, else what a condition turns at changes too,
    and nothing but asking every value proves anything.
    """
    if alone and (found := starts(lab, path, low, high)) is not None:
        return Tries(values=_near(found, low, high), is_proved=True)
    every = one_by_one(lab.advisor, path, low, high, most)
    if len(every) == high - low + 1:
        return Tries(values=tuple(every), is_proved=True)
    return Tries(values=tuple(sorted({*every, *here_and_there(lab, path, low, high)})), is_proved=False)


def turning_values(lab: Lab, path: str, low: int, high: int, pathway: str | None = None) -> tuple[int, ...]:
    """Return the values on either side of each at which a condition turns by itself, and the ends. pathway: of its options."""
    asked = _asked(lab, path, low, high, lambda option: pathway in (None, option.pathway))
    found = {low, high}.union(*(turns(condition, path, memory, low, high) for condition, memory in asked))
    return _near(found, low, high)


def one_by_one(advisor: Advisor, path: str, low: int, high: int, most: int) -> range:
    """Return the first values of a number: as many as may be asked one by one if it counts, else few."""
    several = most if is_counted(advisor.pack.facts[path.removeprefix("order.")]) else _FIRST
    return range(low, min(high, low + several - 1) + 1)


def here_and_there(lab: Lab, path: str, low: int, high: int) -> set[int]:
    """Return values all over a number's domain: where a condition turns, and each half as large again as the one before."""
    return {*turning_values(lab, path, low, high), *doublings(low, high)}


def _near(values: Iterable[int], low: int, high: int) -> tuple[int, ...]:
    """Return the values between two with those next to them, ascending."""
    return tuple(sorted({one + step for one in values for step in (-1, 0, 1) if low <= one + step <= high}))


def is_counted(fact: ir.FactType) -> bool:
    """Return whether a fact's numbers are things or days, of which every one is asked."""
    return fact.unit is not None and (not fact.unit.dimension or fact.unit.dimension[0][0] == "days")


def doublings(low: int, high: int) -> Iterator[int]:
    """Yield values between two, each about half as large again as the one before."""
    value = max(1, low)
    while value < high:
        yield value
        value = max(value + 1, value * 3 // _DOUBLE)


def deciding(program: Program) -> Iterator[ir.Rule]:
    """Yield the rules that do more than advise."""
    return (rule for rule in program.pack.rules.values() if not isinstance(rule.conclusion, ir.Advise))


def _decisions(lab: Lab, path: str, low: int, high: int) -> list[Decision]:
    """Return the order's decision and, where other options may apply at other values, those at both ends."""
    if path not in lab.advisor.program.identifying:
        return [lab.decision]
    return [lab.decision, *(lab.decide({path: ir.Numbers(end, end)}) for end in (low, high))]


def _asked(
    lab: Lab, path: str, low: int, high: int, only: Callable[[ir.Option], bool]
) -> Iterator[tuple[ir.Condition, ir.Memory]]:
    """Yield every comparison that reads a number, with each memory that it is asked of. only: the options that count."""
    seen: set[tuple[int, str]] = set()
    program = lab.advisor.program
    decisions = _decisions(lab, path, low, high)
    for rule in (rule for rule in deciding(program) if path in program.reads[rule.id]):
        for condition in comparisons_in((*rule.tests, *rule.joins), path):
            for name, memory in _memories(decisions, rule, only):
                if (id(condition), name) not in seen and set(meaning.reads(condition)) <= set(memory):
                    seen.add((id(condition), name))
                    yield condition, memory


def _memories(
    decisions: Iterable[Decision], rule: ir.Rule, only: Callable[[ir.Option], bool]
) -> Iterator[tuple[str, ir.Memory]]:
    for decision in decisions:
        if rule.scope == "order":
            yield "", decision.possible.memory
        else:
            yield from ((one.option.id, one.possible.memory) for one in decision.candidates if only(one.option))


# --- choices ----------------------------------------------------------------------------------------------------------
def choice_kinds(program: Program, decision: Decision, path: str, choices: Sequence[bool | str]) -> list[bool | str]:
    """Return the first of each kind of choices: those that no rule, no estimate and no option that may apply tells apart."""
    memory = dict(decision.possible.memory) | {path: ir.OneOf(tuple(choices))}
    named: list[frozenset[bool | str]] = []
    for node in (node for root in _roots(program, memory, path) for node in meaning.nodes(root)):
        match node:
            case ir.Same(left, right) if path in (left, right):
                return list(choices)
            case ir.Among(tested, values) if tested == path:
                named.append(frozenset(values))
            case ir.Lookup(_, read, cases, _) if read == path:
                named += [frozenset({case}) for case, _ in cases]
            case _:
                pass
    return meaning.kinds(named, choices)


def _roots(program: Program, memory: ir.Memory, path: str) -> Iterator[meaning.ConditionOrExpression]:
    """Yield every condition and formula that may read a fact."""
    for rule in deciding(program):
        if path in program.reads[rule.id]:
            yield from (*rule.tests, *rule.joins, *meaning.conclusion_expressions(rule))
    for estimate in program.pack.estimates.values():
        if path in program.made[f"option.{estimate.name}"]:
            yield from estimate.readings.values()
    for option in program.pack.options.values() if path in program.identifying else ():
        if truth.holds(option.applies, memory) is not False:
            yield option.applies
