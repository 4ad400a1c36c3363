"""Rules that can never hold, never matter, say the same, contradict each other, or miss or meet each other by one; proved by their tests."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from advisor import ir, meaning
from advisor.author.claim import Claim
from advisor.check import domains, exclusive
from advisor.errors import Diagnostic
from advisor.meaning import Program, truth

_BEYOND = 10**15
"""Farther than any number: where a test has no end."""


def rule_findings(program: Program) -> Iterator[Claim]:
    """Yield what is wrong with the rules that decide."""
    rules = [one for one in program.pack.rules.values() if one.scope != "advice" and not _asks_known(one)]
    memory = domains(program)
    dead = {one.id for one in rules if can_never_hold(one, program, memory)}
    for one in (one for one in rules if one.id in dead):
        told = Diagnostic(one.at, f"rule `{one.id}` can never hold", "no value of the facts it tests satisfies it")
        yield Claim(fault=told, dead=one.id)
    alive = [
        one for one in rules if one.id not in dead and isinstance(one.conclusion, ir.Exclude | ir.Favour | ir.Risk)
    ]
    for one, other in permutations(alive, 2):
        yield from _idle(one, other)
    for one, other in combinations(alive, 2):
        yield from _against(one, other)
        yield from _by_one(one, other)


def _asks_known(rule: ir.Rule) -> bool:
    return any(isinstance(node, ir.Known) for part in _parts(rule) for node in meaning.nodes(part))


def _parts(rule: ir.Rule) -> tuple[ir.Condition, ...]:
    """Return all that must hold."""
    return (*rule.tests, *rule.joins)


def can_never_hold(rule: ir.Rule, program: Program, memory: ir.Memory) -> bool:
    """Return whether it is proved that a rule holds of no order: by each part, by two of them, or by what is derived. memory: all that may be."""
    if any(truth.holds(part, memory) is False for part in _parts(rule)) or exclusive(rule, rule, program.pack):
        return True
    return any(isinstance(part, ir.Among) and _underived(part, program) for part in _parts(rule))


def _underived(test: ir.Among, program: Program) -> bool:
    """Return whether a test asks for choices that a derived fact, which nobody is asked for, never has."""
    fact = program.pack.facts.get(test.path.partition(".")[2])
    rules = program.derivers.get(test.path)
    if not rules or fact is None or fact.question or not isinstance(fact.domain, ir.OneOf) or fact.assume is not None:
        return False
    told = [rule.conclusion.value for rule in rules if isinstance(rule.conclusion, ir.Derive)]
    told += [fact.otherwise] if fact.otherwise is not None else []  # type: ignore[list-item]  # of a choice: choices
    if fact.otherwise is None or not all(isinstance(one, ir.OneOf) for one in told):
        return False
    return not any(isinstance(one, ir.OneOf) and set(one.values) & set(test.values) for one in told)


# --- one rule beside another ------------------------------------------------------------------------------------------
def _idle(one: ir.Rule, other: ir.Rule) -> Iterator[Claim]:
    """Yield that a rule never matters, since another rules out whatever it holds of."""
    if not isinstance(other.conclusion, ir.Exclude) or one.scope != other.scope or not implies(one, other):
        return
    both = (one.id, other.id)
    if not isinstance(one.conclusion, ir.Exclude):
        told = f"rule `{one.id}` contradicts `{other.id}`, which rules out whatever it holds of"
        yield Claim(fault=Diagnostic(one.at, told, "delete it, or narrow the other"), holds=both)
    elif not implies(other, one):
        told = f"rule `{one.id}` never matters: `{other.id}` rules out all that it does"
        yield Claim(fault=Diagnostic(one.at, told, "delete it"), holds=both)
    elif one.id < other.id:
        told = f"rules `{one.id}` and `{other.id}` say the same"
        yield Claim(fault=Diagnostic(other.at, told, "delete one"), holds=both)


def _against(one: ir.Rule, other: ir.Rule) -> Iterator[Claim]:
    if one.scope != other.scope or not implies(one, other) or not implies(other, one):
        return
    told = f"rules `{one.id}` and `{other.id}` "
    if {type(one.conclusion), type(other.conclusion)} == {ir.Favour, ir.Risk}:
        told += "contradict each other: they hold of the same"
    elif one.conclusion == other.conclusion and not isinstance(one.conclusion, ir.Exclude):
        told += "say the same, and count twice"
    else:
        return
    yield Claim(fault=Diagnostic(other.at, told, "delete one"), holds=(one.id, other.id))


def _by_one(one: ir.Rule, other: ir.Rule) -> Iterator[Claim]:
    """Yield that two rules, alike but for where a number lies, leave out one value between them, or share some."""
    if type(one.conclusion) is not type(other.conclusion) or one.scope != other.scope:
        return
    mine, theirs = set(_parts(one)), set(_parts(other))
    own, others = mine - theirs, theirs - mine
    if len(own) != 1 or len(others) != 1:
        return
    first, second = own.pop(), others.pop()
    if not (isinstance(first, ir.Within) and isinstance(second, ir.Within) and first.path == second.path):
        return
    (low, high), (after, end) = sorted((_ends(first), _ends(second)))
    both, name = (one.id, other.id), first.path.partition(".")[2]
    if high + 2 == after:
        told = f"rules `{one.id}` and `{other.id}` leave out {name} {high + 1} between them"
        fault = Diagnostic(other.at, told, "a threshold is off by one")
        yield Claim(fault=fault, fails=both, at=(first.path, high + 1))
    elif low < after <= high < end:
        told = f"rules `{one.id}` and `{other.id}` overlap from {name} {after} to {high}"
        fault = Diagnostic(other.at, told, "let one begin where the other ends")
        yield Claim(fault=fault, holds=both, at=(first.path, after))


def implies(one: ir.Rule, other: ir.Rule) -> bool:
    """Return whether it is proved that wherever the one rule holds, the other does: each of its tests follows from one."""
    return all(any(follows(second, first) for first in _parts(one)) for second in _parts(other))


def follows(second: ir.Condition, first: ir.Condition) -> bool:
    """Return whether one test follows from another."""
    match first, second:
        case ir.Within(path, _, _), ir.Within(own, _, _) if path == own:
            (low, high), (least, most) = _ends(first), _ends(second)
            return least <= low and high <= most
        case ir.Among(path, values), ir.Among(own, others) if path == own:
            return set(values) <= set(others)
        case _:
            return first == second


def _ends(test: ir.Condition) -> tuple[int, int]:
    """Return the least and the greatest number that a test lets pass."""
    if not isinstance(test, ir.Within):
        raise TypeError("no test of a number")
    return (
        -_BEYOND if test.low is None else test.low.value,
        _BEYOND if test.high is None else test.high.value,
    )
