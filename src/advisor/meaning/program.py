"""The order in which rules settle: strata, with every circle named."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

from msgspec import Struct

from advisor import ir
from advisor.errors import Diagnostic, PackError
from advisor.meaning.path import fact_at, name_in
from advisor.meaning.reading import fact_path, nodes, premises, reads, rule_reads, talked_of


class Stratum(Struct, frozen=True, kw_only=True):
    """Estimates to compute, then rules to run, then derived facts to close; each tuple in a fixed order."""

    estimates: tuple[tuple[str, ir.Expression], ...]
    rules: tuple[ir.Rule, ...]
    closes: tuple[str, ...]


class Program(Struct, frozen=True, kw_only=True):
    """A pack made ready to run: the strata of each scope, and of every rule its place in the telling and its premises.

    made: derived fact or estimate -> what it is made from directly. depends: rule id, or path of an estimate or derived
    fact -> all it is made from, given facts included. derivers: derived fact -> its rules, as they settle. identifying: all that tells which options apply. trades: the specific options that apply by more than their process. None of these have readings.
    looked_up: fact whose assumption goes by others -> these, each after those that it goes by. guessed: derived facts of which
    something is assumed or usual. asks_known: rules that test whether something is known. limiting: rules that read a limit the order sets. kinds_by_option, kinds_by_rule: fact -> the
    sets of its choices that options, or rules, ask for.
    """

    pack: ir.Pack
    order: tuple[Stratum, ...]
    option: tuple[Stratum, ...]
    advice: tuple[Stratum, ...]
    telling: Mapping[str, int]
    premises: Mapping[str, tuple[str, ...]]
    reads: Mapping[str, tuple[str, ...]]
    made: Mapping[str, tuple[str, ...]]
    depends: Mapping[str, frozenset[str]]
    derivers: Mapping[str, tuple[ir.Rule, ...]]
    identifying: frozenset[str]
    trades: frozenset[str]
    looked_up: Mapping[str, tuple[str, ...]]
    guessed: frozenset[str]
    asks_known: frozenset[str]
    limiting: frozenset[str]
    kinds_by_option: Mapping[str, tuple[frozenset[bool | str], ...]]
    kinds_by_rule: Mapping[str, tuple[frozenset[bool | str], ...]]

    def strata(self, scope: ir.Scope) -> tuple[Stratum, ...]:
        """Return the strata of one scope."""
        return {"order": self.order, "option": self.option, "advice": self.advice}[scope]


def stratify(pack: ir.Pack) -> Program:
    """Return the pack's strata.

    Raises:
        PackError: facts, rules or estimates define each other in a circle, which is named whole.
    """
    made = inputs(pack)
    levels = _levels(pack, made)
    tested = [path for one in pack.options.values() for path in reads(one.applies)]
    order, option = (_strata(pack, scope, levels) for scope in ("order", "option"))
    advice = (Stratum(estimates=(), rules=_in_scope(pack, "advice"), closes=()),)
    settling = [rule for stratum in (*order, *option, *advice) for rule in stratum.rules]
    return Program(
        pack=pack,
        order=order,
        option=option,
        advice=advice,
        telling={rule.id: index for index, rule in enumerate(settling)},
        premises={rule.id: premises(rule) for rule in pack.rules.values()},
        reads={rule.id: rule_reads(rule) + talked_of(rule) for rule in pack.rules.values()},
        made=made,
        depends=_depends(pack, made),
        derivers=_derivers(settling, [path for stratum in (*order, *option) for path in stratum.closes]),
        identifying=frozenset(origins(tested, made)),
        trades=frozenset(one.id for one in pack.options.values() if _is_of_a_trade(one)),
        looked_up=_looked_up(pack, made),
        guessed=frozenset(path for path in made if _is_guessed(pack, path)),
        kinds_by_option=_named(option.applies for option in pack.options.values()),
        kinds_by_rule=_named(test for rule in pack.rules.values() for test in rule.tests),
        asks_known=frozenset(rule.id for rule in pack.rules.values() if _asks_known(rule)),
        limiting=frozenset(
            rule.id for rule in pack.rules.values() if any(_is_limit(pack, path) for path in premises(rule))
        ),
    )


def kinds(named: Iterable[frozenset[bool | str]], choices: Sequence[bool | str]) -> list[bool | str]:
    """Return the first of each kind of choices: those that none of the sets tells apart."""
    sets, found = tuple(dict.fromkeys(named)), dict[tuple[bool, ...], bool | str]()
    for value in choices:
        found.setdefault(tuple(value in one for one in sets), value)
    return [*found.values()]


def _is_of_a_trade(option: ir.Option) -> bool:
    """Return whether an option is a row of what it makes, so that a row blind to that has nothing to say beside it."""
    return not option.generic and any(path != "order.process" for path in reads(option.applies))


def _named(conditions: Iterable[ir.Condition]) -> dict[str, tuple[frozenset[bool | str], ...]]:
    """Return the sets of choices of each fact that conditions ask for."""
    found: dict[str, dict[frozenset[bool | str], None]] = {}
    for condition in conditions:
        for node in nodes(condition):
            if isinstance(node, ir.Among):
                found.setdefault(node.path, {})[frozenset(node.values)] = None
    return {path: tuple(sets) for path, sets in found.items()}


def _asks_known(rule: ir.Rule) -> bool:
    return any(isinstance(node, ir.Known) for test in (*rule.tests, *rule.joins) for node in nodes(test))


def _is_limit(pack: ir.Pack, path: str) -> bool:
    fact = fact_at(pack, path)
    return fact is not None and fact.is_limit


def _is_guessed(pack: ir.Pack, path: str) -> bool:
    if path.removeprefix("option.") in pack.estimates:
        return False
    fact = pack.facts[name_in(path)]
    return fact.assume is not None or fact.usual is not None


def _looked_up(pack: ir.Pack, made: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the facts whose assumption goes by others with these, in the order in which they settle."""
    by = {
        f"{one.of}.{one.name}": one.assume.goes_by for one in pack.facts.values() if one.assume and one.assume.goes_by
    }
    faults = [_by_derived(pack, path, other) for path, others in by.items() for other in others if other in made]
    grows = (path for path in by if path in made and (own := pack.facts[name_in(path)].assume) and own.grows)
    faults += [_derived_grows(pack, path) for path in grows]
    if faults:
        raise PackError(faults)
    settled: dict[str, tuple[str, ...]] = {}

    def settle(path: str, trail: tuple[str, ...]) -> None:
        if path in trail:
            raise PackError([_assumed_in_circle(pack, (*trail[trail.index(path) :], path))])
        if path in settled:
            return
        for other in by.get(path, ()):
            settle(other, (*trail, path))
        if path in by:
            settled[path] = by[path]

    for start in by:
        settle(start, ())
    return settled


def _assumed_in_circle(pack: ir.Pack, paths: tuple[str, ...]) -> Diagnostic:
    names = [name_in(path) for path in paths]
    told = " <- ".join(f"`{name}`" for name in names)
    help_ = "let one of them assume a value that goes by nothing"
    return Diagnostic(pack.facts[names[0]].at, f"these are assumed by each other in a circle: {told}", help_)


def _by_derived(pack: ir.Pack, path: str, other: str) -> Diagnostic:
    told = f"`{name_in(path)}` is assumed by `{name_in(other)}`, which rules derive"
    return Diagnostic(pack.facts[name_in(path)].at, told, "let it go by a fact that only the order says")


def _derived_grows(pack: ir.Pack, path: str) -> Diagnostic:
    fact = pack.facts[name_in(path)]
    return Diagnostic(fact.at, f"`{fact.name}` grows with others, and rules derive it", "let the rules work it out")


def _in_scope(pack: ir.Pack, scope: str) -> tuple[ir.Rule, ...]:
    return tuple(sorted((rule for rule in pack.rules.values() if rule.scope == scope), key=lambda rule: rule.id))


def inputs(pack: ir.Pack) -> dict[str, tuple[str, ...]]:
    """Return what each derived fact and estimate is made from, without readings."""
    made: dict[str, dict[str, None]] = {}
    for rule in pack.rules.values():
        if isinstance(rule.conclusion, ir.Derive):
            made.setdefault(rule.conclusion.path, {}).update(dict.fromkeys(map(fact_path, rule_reads(rule))))
    for estimate in pack.estimates.values():
        paths = chain.from_iterable(reads(formula) for formula in estimate.readings.values())
        made[f"option.{estimate.name}"] = dict.fromkeys(map(fact_path, paths))
    return {path: tuple(paths) for path, paths in made.items()}


def origins(paths: Iterable[str], made: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the paths, without readings, and all they are made from, nearest first."""
    found: dict[str, None] = {}
    wanted = deque(map(fact_path, paths))
    while wanted:
        path = wanted.popleft()
        if path not in found:
            found[path] = None
            wanted.extend(made.get(path, ()))
    return tuple(found)


def _depends(pack: ir.Pack, made: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    rules = {rule.id: frozenset(origins(rule_reads(rule), made)) for rule in pack.rules.values()}
    return rules | {path: frozenset(origins([path], made)) for path in made}


def _derivers(rules: Sequence[ir.Rule], derived: Iterable[str]) -> dict[str, tuple[ir.Rule, ...]]:
    found: dict[str, list[ir.Rule]] = {path: [] for path in derived}
    for rule in rules:
        if isinstance(rule.conclusion, ir.Derive):
            found[rule.conclusion.path].append(rule)
    return {path: tuple(several) for path, several in found.items()}


def _levels(pack: ir.Pack, made: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Return for each derived fact and estimate the stratum from which on it may be read."""
    levels: dict[str, int] = {}
    for start in made:
        _climb(start, made, levels, pack)
    return levels


def _climb(start: str, made: Mapping[str, Sequence[str]], levels: dict[str, int], pack: ir.Pack) -> None:
    """Fill in the level of `start` and all it is made from, depth first without recursion."""
    trail: dict[str, Iterator[str]] = {start: iter(made[start])} if start not in levels else {}
    while trail:
        current, pending = next(reversed(trail.items()))
        step = next((path for path in pending if path in made and path not in levels), None)
        if step is None:
            scope = current.partition(".")[0]
            made_from = [levels.get(path, 0) for path in made[current] if path.startswith(f"{scope}.")]
            is_estimate = current.removeprefix("option.") in pack.estimates
            levels[current] = max(made_from, default=0) + (0 if is_estimate else 1)
            del trail[current]
        elif step in trail:
            circle = [*list(trail)[list(trail).index(step) :], step]
            raise PackError([_circle(pack, circle)])
        else:
            trail[step] = iter(made[step])


def _circle(pack: ir.Pack, circle: Sequence[str]) -> Diagnostic:
    """Return the fault of a circle, at the first rule or estimate that makes it; path <- what it is made from."""
    told = " <- ".join(f"`{name_in(path)}`" for path in circle)
    steps = [*pairwise(circle)]
    rules = [one for made, other in steps for one in pack.rules.values() if _makes(one, made, other)]
    estimates = [pack.estimates[name] for made, _ in steps if (name := made.removeprefix("option.")) in pack.estimates]
    named = ", ".join(dict.fromkeys(f"`{one.id}`" for one in rules)) or told
    at = min(one.at for one in rules or estimates)
    return Diagnostic(at, f"these define each other in a circle: {told}", f"let one of {named} read given facts only")


def _makes(rule: ir.Rule, made: str, other: str) -> bool:
    """Return whether a rule derives one fact from another."""
    conclusion = rule.conclusion
    return isinstance(conclusion, ir.Derive) and conclusion.path == made and other in map(fact_path, rule_reads(rule))


def _strata(pack: ir.Pack, scope: ir.Scope, levels: Mapping[str, int]) -> tuple[Stratum, ...]:
    rules = _in_scope(pack, scope)
    at_level: dict[int, list[ir.Rule]] = {}
    for rule in rules:
        own = [path for path in map(fact_path, rule_reads(rule)) if path.startswith(f"{scope}.")]
        at_level.setdefault(max((levels.get(path, 0) for path in own), default=0), []).append(rule)
    estimates = {path: level for path, level in levels.items() if _is_estimate(pack, path)} if scope == "option" else {}
    derived = [path for path in levels if path not in estimates and path.startswith(f"{scope}.")]
    top = max([0, *at_level, *estimates.values(), *(levels[path] for path in derived)])
    return tuple(
        Stratum(
            estimates=_formulas(pack, [path for path, own in estimates.items() if own == level]),
            rules=tuple(at_level.get(level, ())),
            closes=tuple(sorted(path for path in derived if levels[path] == level + 1)),
        )
        for level in range(top + 1)
    )


def _is_estimate(pack: ir.Pack, path: str) -> bool:
    return path.removeprefix("option.") in pack.estimates


def _formulas(pack: ir.Pack, paths: Iterable[str]) -> tuple[tuple[str, ir.Expression], ...]:
    """Return path and formula of every reading, each after those it reads (`paths` comes in that order)."""
    return tuple(
        (f"{path}.{reading}", pack.estimates[name_in(path)].readings[reading])
        for path in paths
        for reading in ir.READINGS
    )
