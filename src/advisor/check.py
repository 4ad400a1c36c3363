"""What is wrong with a pack whose files read well: what would make an answer wrong, and what an author should mend."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from advisor import ir, meaning
from advisor.errors import Diagnostic, PackError
from advisor.meaning import ConditionOrExpression, Program, truth
from advisor.meaning.path import name_in
from advisor.meaning.possible import NONE

LARGEST = 2**62
"""No intermediate number may be larger, so that 64-bit engines never wrap."""


def refuse(program: Program) -> None:
    """Raise PackError if some order could be answered wrongly: overflow, rival derivations, derived out of bounds."""
    faults = [*wrong(program)]
    if faults:
        raise PackError(faults)


def wrong(program: Program) -> Iterator[Diagnostic]:
    """Yield what could make an answer wrong."""
    memory = domains(program)
    yield from _overflows(program, memory)
    yield from _out_of_bounds(program, memory)
    yield from _rivals(program)


def diagnose(program: Program) -> Iterator[Diagnostic]:
    """Yield all that `pack check` refuses, in no order: what could be wrong, and what is unused, unasked or dead."""
    yield from wrong(program)
    yield from program.pack.findings
    yield from _unused_figures(program.pack)
    yield from _unasked_facts(program)
    yield from _unread_assumptions(program)
    yield from _dead_rules(program)


# --- every value there could be ---------------------------------------------------------------------------------------
def domains(program: Program) -> ir.Memory:
    """Return path -> every value it may have, over all orders and options; estimates by their formulas."""
    pack = program.pack
    memory: dict[str, ir.Possible] = {}
    for fact in pack.facts.values():
        memory |= _domain(f"{fact.of}.{fact.name}", fact)
    for path, fact in pack.built_in.items():
        memory[path] = fact.domain
    for stage in meaning.all_strata(program.option):
        meaning.open_stage(stage, memory)
    own = {path: value for path, value in memory.items() if path.startswith("option.")}
    for owner in ("winner", "runner_up"):
        memory |= {path.replace("option.", f"{owner}.", 1): value for path, value in own.items()}
    return memory


def _domain(path: str, fact: ir.FactType) -> dict[str, ir.Possible]:
    domain = fact.domain
    if fact.kind is ir.Kind.TABLE and isinstance(domain, ir.Numbers):
        return {f"{path}.{reading}": ir.Table(((0, domain.low), (2, domain.high))) for reading in ir.READINGS}
    return {f"{path}.{reading}": domain for reading in ir.READINGS} if fact.span else {path: domain}


def _rule_nodes(rule: ir.Rule) -> Iterator[ConditionOrExpression]:
    for root in (*rule.tests, *rule.joins, *meaning.conclusion_expressions(rule)):
        yield from meaning.nodes(root)


def _overflows(program: Program, memory: ir.Memory) -> Iterator[Diagnostic]:
    for rule in program.pack.rules.values():
        if any(_size(node, memory) > LARGEST for node in _rule_nodes(rule)):
            yield Diagnostic(rule.at, f"a number in rule `{rule.id}` could overflow", "narrow the bounds of its facts")
    for estimate in program.pack.estimates.values():
        formulas = [node for formula in estimate.readings.values() for node in meaning.nodes(formula)]
        if any(_size(node, memory) > LARGEST for node in formulas):
            told = f"a number in estimate `{estimate.name}` could overflow"
            yield Diagnostic(estimate.at, told, "narrow the bounds of its facts")


def _size(node: ConditionOrExpression, memory: ir.Memory) -> int:
    if isinstance(node, ir.Condition):
        return 0
    low, high = truth.number(node, memory)
    return max(abs(low), abs(high))


# --- derivations ------------------------------------------------------------------------------------------------------
def _deriving(pack: ir.Pack) -> Iterator[tuple[ir.Rule, ir.Derive]]:
    for rule in pack.rules.values():
        if isinstance(rule.conclusion, ir.Derive):
            yield rule, rule.conclusion


def _out_of_bounds(program: Program, memory: ir.Memory) -> Iterator[Diagnostic]:
    for rule, conclusion in _deriving(program.pack):
        domain = program.pack.facts[name_in(conclusion.path)].domain
        if isinstance(conclusion.value, ir.OneOf | ir.Subset) or not isinstance(domain, ir.Numbers):
            continue
        low, high = truth.number(conclusion.value, memory)
        if low < domain.low or high > domain.high:
            name = name_in(conclusion.path)
            cure = "write max(LOW, min(HIGH, ...)) around the formula, or widen the bounds"
            yield Diagnostic(rule.at, f"rule `{rule.id}` could derive `{name}` outside its bounds", cure)


def _rivals(program: Program) -> Iterator[Diagnostic]:
    """Yield pairs of rules that derive different values for one fact and are not proved to exclude each other."""
    for (one, first), (other, second) in combinations(_deriving(program.pack), 2):
        if first.path == second.path and first.value != second.value and not exclusive(one, other, program.pack):
            name = name_in(first.path)
            told = f"rules `{one.id}` and `{other.id}` derive different values for `{name}` and could both hold"
            yield Diagnostic(max(one.at, other.at), told, "let one test what the other rules out")


def exclusive(one: ir.Rule, other: ir.Rule, pack: ir.Pack) -> bool:
    """Return whether two rules are proved never to hold together: by tests of one fact, or by opposite comparisons."""
    parts = [(first, second) for first in one.tests + one.joins for second in other.tests + other.joins]
    return any(_opposite(first, second) or _disjoint(first, second, pack) for first, second in parts)


_COMPLEMENT = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}


def _opposite(first: ir.Condition, second: ir.Condition) -> bool:
    if ir.Not(first) == second or ir.Not(second) == first:
        return True
    if not (isinstance(first, ir.Compare) and isinstance(second, ir.Compare)):
        return False
    return (first.left, first.right) == (second.left, second.right) and _COMPLEMENT[first.op] == second.op


def _disjoint(first: ir.Condition, second: ir.Condition, pack: ir.Pack) -> bool:
    paths = {*meaning.reads(first), *meaning.reads(second)}
    if len(paths) != 1:
        return False
    path = paths.pop()
    fact = meaning.fact_at(pack, path)
    tried = _samples(fact.domain, path, first, second) if fact else []
    return bool(tried) and all(
        truth.holds(first, {path: value}) is False or truth.holds(second, {path: value}) is False for value in tried
    )


def _samples(domain: ir.Possible, path: str, *conditions: ir.Condition) -> list[ir.Possible]:
    """Return values such that, if no sample satisfies both conditions, no value does; empty where that is not known."""
    match domain:
        case ir.OneOf(values):
            return [ir.OneOf((value,)) for value in values]
        case ir.Numbers(low, high, or_none):
            turns = [_turn(condition, path) for condition in conditions]
            if None in turns:
                return []
            ends = {low, high, *(end + step for turn in turns for end in turn or () for step in (-1, 0, 1))}
            samples: list[ir.Possible] = [ir.Numbers(end, end) for end in sorted(ends) if low <= end <= high]
            return [*samples, NONE] if or_none else samples
        case _:
            return []


def _turn(condition: ir.Condition, path: str) -> tuple[int, ...] | None:
    """Return the numbers at which a condition on one number can turn, or None where it is a formula of that number."""
    match condition:
        case ir.Within(_, low, high):
            return tuple(end.value for end in (low, high) if end is not None)
        case ir.Compare(_, ir.Read(own), ir.Number(end) | ir.Figure(_, _, end)) | ir.Compare(
            _, ir.Number(end) | ir.Figure(_, _, end), ir.Read(own)
        ):
            return (end,) if own == path else None
        case ir.And(parts) | ir.Or(parts):
            turns = [_turn(part, path) for part in parts]
            return None if None in turns else tuple(end for turn in turns for end in turn or ())
        case ir.Not(part):
            return _turn(part, path)
        case _:
            return None


# --- what an author should mend ---------------------------------------------------------------------------------------
def _unused_figures(pack: ir.Pack) -> Iterator[Diagnostic]:
    used = {name for rule in pack.rules.values() for name in rule.figures}
    used |= {name for option in pack.options.values() for name in option.figure_names}
    used |= {name for contradiction in pack.contradictions.values() for name in contradiction.claims}
    used |= {name for part in pack.rfq for line in (*part.rows, *part.lines) for name in line.figures}
    used |= {fact.otherwise_figure for fact in pack.facts.values()}
    used |= {guess.figure for fact in pack.facts.values() for guess in meaning.guesses(fact.assume)}
    for estimate in pack.estimates.values():
        for formula in estimate.readings.values():
            used |= set(meaning.figures_read(formula))
    for name, figure in pack.figures.items():
        if name not in used:
            yield Diagnostic(figure.at, f"figure `{name}` is used by nobody", "use it or delete it")


def _unasked_facts(program: Program) -> Iterator[Diagnostic]:
    derived = {conclusion.path for _, conclusion in _deriving(program.pack)}
    for fact in program.pack.facts.values():
        is_known = fact.question or fact.narrowed_by or f"order.{fact.name}" in derived
        if fact.of == "order" and not is_known:
            told = f"fact `{fact.name}` can be neither asked nor derived"
            yield Diagnostic(fact.at, told, "give it a `question`, a rule that derives it, or what narrows it")


def _unread_assumptions(program: Program) -> Iterator[Diagnostic]:
    """Yield the facts of which something is assumed though nothing reads them; what a choice usually is need not be read."""
    pack, read = program.pack, set(read_anywhere(program))
    for fact in pack.facts.values():
        is_own = fact.of == "order" and fact.assume is not None and not (fact.is_limit or fact.assume.is_usual)
        if is_own and f"order.{fact.name}" not in read:
            yield Diagnostic(fact.at, f"`{fact.name}` is assumed, and nothing reads it", "leave `assume` out")


def read_anywhere(program: Program) -> Iterator[str]:
    """Yield the paths that rules, their sentences, estimates, options, checklists, requests or assumptions read."""
    pack = program.pack
    for rule in pack.rules.values():
        yield from map(meaning.fact_path, (*meaning.rule_reads(rule), *rule.says))
    for formula in (one for estimate in pack.estimates.values() for one in estimate.readings.values()):
        yield from map(meaning.fact_path, meaning.reads(formula))
    for option in pack.options.values():
        yield from meaning.reads(option.applies)
    for part in pack.rfq:
        yield from (part.path, *part.needs)
        yield from (path for line in (*part.rows, *part.lines) for path in meaning.reads(line.condition))
    yield from (path for one in pack.checklists for path in (one.path, *meaning.reads(one.condition)))
    yield from (path for line in pack.lines.values() for path in meaning.reads(line.unless))
    yield from (path for fact in pack.facts.values() if fact.assume is not None for path in fact.assume.goes_by)


def _dead_rules(program: Program) -> Iterator[Diagnostic]:
    memory = domains(program)
    for rule in program.pack.rules.values():
        parts = [part for part in rule.tests + rule.joins if not _asks_known(part)]
        if any(truth.holds(part, memory) is False for part in parts) or _contradicts_itself(rule, program.pack):
            yield Diagnostic(rule.at, f"rule `{rule.id}` can never hold", "no value of the facts it tests satisfies it")


def _asks_known(condition: ir.Condition) -> bool:
    """Return whether it asks what is known, which all that could be says nothing about."""
    return any(isinstance(node, ir.Known) for node in meaning.nodes(condition))


def _contradicts_itself(rule: ir.Rule, pack: ir.Pack) -> bool:
    return any(
        _opposite(first, second) or _disjoint(first, second, pack)
        for first, second in combinations(rule.tests + rule.joins, 2)
        if not (_asks_known(first) or _asks_known(second))
    )
