"""Running a stratum: its estimates at the opening, its derived facts at the closing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from advisor import ir
from advisor.meaning import truth
from advisor.meaning.as_assumed import StandIn, guess_of, usual
from advisor.meaning.path import name_in
from advisor.meaning.possible import allows, is_known, join
from advisor.meaning.program import Program
from advisor.meaning.reading import condition_of
from advisor.meaning.stage import Stage


def conclude(rule: ir.Rule, memory: ir.Memory) -> ir.Possible:
    """Return the value that a deriving rule gives its fact."""
    if not isinstance(rule.conclusion, ir.Derive):
        raise TypeError(f"rule `{rule.id}` derives nothing")
    value = rule.conclusion.value
    return value if isinstance(value, ir.OneOf | ir.Subset) else ir.Numbers(*truth.number(value, memory))


def open_stage(stage: Stage, memory: dict[str, ir.Possible]) -> None:
    """Add the stage's estimates to the memory."""
    for path, formula in stage.formulas:
        memory[path] = ir.Numbers(*truth.number(formula, memory))


def close_stage(
    program: Program,
    stage: Stage,
    verdicts: Mapping[str, ir.Verdict],
    memory: dict[str, ir.Possible],
    stand_in: StandIn | None = None,
) -> None:
    """Add the facts that are derived by now; what is given beats what is derived. verdicts: rule -> true or unknown.

    stand_in: what stands for a derived fact that is still unknown.
    """
    for path in stage.closes:
        if path in memory:
            continue
        asked = [(rule, verdicts[rule.id]) for rule in program.derivers[path] if rule.id in verdicts]
        memory[path] = close(program.pack, path, asked, memory, stand_in)
        if stand_in == "assumed" and path in program.guessed:
            memory[path] = _guessed(program, path, memory)


def _guessed(program: Program, path: str, memory: ir.Memory) -> ir.Possible:
    """Return a derived fact as assumed. memory: with the fact as it is derived."""
    value, guess = memory[path], guess_of(program.pack.facts[name_in(path)].assume, memory)
    return guess.value if guess is not None and not is_known(value) and allows(value, guess.value) else value


def rest_of(fact: ir.FactType, stand_in: StandIn | None) -> ir.Possible:
    """Return what a derived fact may be where no rule derives it: what it is `otherwise`, else what is usual, or any value."""
    if isinstance(fact.otherwise, ir.Numbers | ir.OneOf | ir.Subset):
        return fact.otherwise
    return usual(fact) if stand_in == "usual" else fact.domain


def guessed_order(
    program: Program, verdicts: Mapping[str, ir.Verdict], memory: ir.Memory, given: ir.Memory
) -> dict[str, ir.Possible]:
    """Return what is assumed of the derived facts of an order. verdicts, memory: of the order as assumed."""
    found = {}
    for path in program.guessed:
        if path.startswith("order.") and path not in given:
            asked = [(rule, verdicts[rule.id]) for rule in program.derivers[path] if rule.id in verdicts]
            value = close(program.pack, path, asked, memory)
            if value != memory[path]:
                found[path] = memory[path]
    return found


def verdict(rule: ir.Rule, memory: ir.Memory) -> ir.Verdict:
    """Return whether the rule's conditions hold."""
    return truth.holds(condition_of(rule), memory)


def is_asked(rule: ir.Rule, program: Program, memory: ir.Memory) -> bool:
    """Return whether the memory has what the rule reads; a rule about a winner is not asked where there is none."""
    return all(path in memory for path in program.reads[rule.id])


def close(
    pack: ir.Pack,
    path: str,
    verdicts: Iterable[tuple[ir.Rule, ir.Verdict]],
    memory: ir.Memory,
    stand_in: StandIn | None = None,
) -> ir.Possible:
    """Return a derived fact's possible values once all its rules have been asked.

    A rule that holds gives the value. If none does, the rules still unknown give theirs, and besides them stands the rest (`rest_of`).
    """
    asked = [(rule, verdict) for rule, verdict in verdicts if _derives(rule, path) and verdict is not False]
    certain = [conclude(rule, memory) for rule, verdict in asked if verdict is True]
    if certain:
        return _join(certain)
    fact = pack.facts[name_in(path)]
    return _join([*(conclude(rule, memory) for rule, _ in asked), rest_of(fact, stand_in)])


def _derives(rule: ir.Rule, path: str) -> bool:
    return isinstance(rule.conclusion, ir.Derive) and rule.conclusion.path == path


def _join(values: Sequence[ir.Possible]) -> ir.Possible:
    result = values[0]
    for value in values[1:]:
        result = join(result, value)
    return result


def without(before: ir.Memory, memory: ir.Memory, stages: Sequence[Stage]) -> dict[str, ir.Possible]:
    """Return what was known before with a new memory over it, less the derived facts that the stages close anew."""
    known = {**before, **memory}
    for stage in stages:
        for path in stage.closes:
            if path not in memory:
                del known[path]
    return known
