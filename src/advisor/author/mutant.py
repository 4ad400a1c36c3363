"""Mistakes made on purpose in a pack as it is read: what each replaces, in rules, figures, rows of options and assumptions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from advisor import ir, meaning

TURNED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
TEN = 10
PROCESS = "order.process"
"""What every row asks for by itself: it is no test that its author wrote."""
KINDS = ("condition", "bound", "figure", "option", "assumption")
Change = Callable[[int], int]
GROWN: tuple[tuple[str, Change], ...] = (
    ("one more", lambda value: value + 1),
    ("ten times as large", lambda value: value * TEN),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One mistake. kind: one of KINDS; name: of the rule, figure, option or fact; what: what was done, in words.

    rules, estimates, options, facts: the entries that stand instead of the pack's own.
    """

    kind: str
    name: str
    what: str
    rules: Mapping[str, ir.Rule] = field(default_factory=dict)
    estimates: Mapping[str, ir.Estimate] = field(default_factory=dict)
    options: Mapping[str, ir.Option] = field(default_factory=dict)
    facts: Mapping[str, ir.FactType] = field(default_factory=dict)

    def of(self, pack: ir.Pack) -> ir.Pack:
        """Return a pack with the mistake."""
        return replace(
            pack, rules={**pack.rules, **self.rules}, estimates={**pack.estimates, **self.estimates},
            options={**pack.options, **self.options}, facts={**pack.facts, **self.facts},
        )  # fmt: skip


def mutants(pack: ir.Pack, text: str = "") -> Iterator[Mutant]:
    """Yield the mutants of a pack's own entries whose name holds a text."""
    for rule in pack.rules.values():
        if text in rule.id and rule.at.file not in pack.inherited:
            for kind, what, other in _of_rule(pack, rule):
                yield Mutant(kind=kind, name=rule.id, what=what, rules={rule.id: other})
    used = _Used(pack)
    for name, figure in pack.figures.items():
        if text in name and figure.at.file not in pack.inherited:
            yield from _of_figure(pack, used, figure)
    for option in pack.options.values():
        if text in option.id and option.at.file not in pack.inherited:
            for what, row in _of_option(pack, option):
                yield Mutant(kind="option", name=option.id, what=what, options={option.id: row})
    for fact in pack.facts.values():
        if text in fact.name and fact.of == "order" and fact.at.file not in pack.inherited:
            for what, told in _of_assumption(fact):
                yield Mutant(kind="assumption", name=fact.name, what=what, facts={fact.name: told})


# --- conditions and their bounds ----------------------------------------------------------------------------------------
def _of_rule(pack: ir.Pack, rule: ir.Rule) -> Iterator[tuple[str, str, ir.Rule]]:
    for key in ("tests", "joins"):
        parts: tuple[ir.Condition, ...] = getattr(rule, key)
        for place, part in enumerate(parts):
            if len(rule.tests) + len(rule.joins) > 1:
                rest = (*parts[:place], *parts[place + 1 :])
                yield "condition", f"condition {place + 1} of `{key}` dropped", _with(rule, key, rest)
            for kind, what, other in _of_condition(pack, part):
                yield kind, what, _with(rule, key, (*parts[:place], other, *parts[place + 1 :]))


def _with(rule: ir.Rule, key: str, parts: tuple[ir.Condition, ...]) -> ir.Rule:
    return replace(rule, tests=parts) if key == "tests" else replace(rule, joins=parts)


def _of_condition(pack: ir.Pack, part: ir.Condition) -> Iterator[tuple[str, str, ir.Condition]]:
    """Yield what a condition may be mistaken for, by kind and in words."""
    match part:
        case ir.Compare(op):
            yield "condition", f"`{op}` turned to `{TURNED[op]}`", replace(part, op=TURNED[op])  # type: ignore[arg-type]  # one of the same
        case ir.Within():
            yield from (("bound", what, other) for what, other in _of_bounds(part))
        case ir.Among(path, values):
            for name, kinds in _listed(pack, path, values):
                left = tuple(one for one in values if one not in kinds)
                if left:
                    yield "condition", f"`{name}` left out of {path}", replace(part, values=left)
        case ir.Holds(_, _, members) if len(members) > 1:
            for member in members:
                kept = tuple(one for one in members if one != member)
                yield "condition", f"`{member}` left out of {part.path}", replace(part, members=kept)
        case ir.Not(inner):
            yield "condition", f"`not` dropped before {_paths(inner)}", inner
            yield from ((kind, what, ir.Not(other)) for kind, what, other in _of_condition(pack, inner))
        case ir.And(parts) | ir.Or(parts):
            for place, inner in enumerate(parts):
                rest = (parts[:place], parts[place + 1 :])
                if len(parts) > 1:
                    yield "condition", f"{_paths(inner)} dropped", replace(part, parts=(*rest[0], *rest[1]))
                for kind, what, other in _of_condition(pack, inner):
                    yield kind, what, replace(part, parts=(*rest[0], other, *rest[1]))
        case _:
            pass


def _listed(
    pack: ir.Pack, path: str, values: tuple[bool | str, ...]
) -> Iterator[tuple[bool | str, Collection[bool | str]]]:
    """Yield the names in which a list of choices can be said, each with the choices it stands for: the widest groups first."""
    fact = meaning.fact_at(pack, path)
    groups = sorted(fact.choice_groups.items() if fact else (), key=lambda one: -len(one[1]))
    left = dict.fromkeys(values)
    for name, kinds in (*groups, *((value, (value,)) for value in values)):
        if kinds and all(one in left for one in kinds):
            yield name, kinds
            left = {one: None for one in left if one not in kinds}


def _paths(part: ir.Condition) -> str:
    return " and ".join(f"`{path}`" for path in meaning.reads(part)) or "nothing"


def _of_bounds(part: ir.Within) -> Iterator[tuple[str, ir.Within]]:
    for end in ("low", "high"):
        held = getattr(part, end)
        for value in nudged(held.value) if isinstance(held, ir.Number) else ():
            number = ir.Number(value)
            yield (
                f"{held.value} of {part.path} made {value}",
                replace(part, low=number) if end == "low" else replace(part, high=number),
            )


def nudged(value: int) -> tuple[int, ...]:
    """Return a number one more, one less, and ten times as large."""
    return tuple(dict.fromkeys((value + 1, max(0, value - 1), value * TEN)))


# --- figures, wherever they are used ------------------------------------------------------------------------------------
def _of_figure(pack: ir.Pack, used: _Used, figure: ir.FigureType) -> Iterator[Mutant]:
    for how, change in GROWN:
        found = _made(pack, used, figure.name, how, lambda _, value, change=change: change(value))  # type: ignore[misc]  # bound at once
        yield from () if found is None else (found,)
    for key in dict.fromkeys((*(case for case, _ in figure.cases), *(start for start, _ in figure.rows))):
        how = f"{TEN} times as large at `{key}`"
        found = _made(pack, used, figure.name, how, lambda at, value, key=key: value * TEN if at == key else value)  # type: ignore[misc]  # as above
        yield from () if found is None else (found,)


Told = Callable[[object, int], int]
"""Makes a figure's value another. Its first argument: for which choice or from which argument on it is so; None where it is one for all."""


def _made(pack: ir.Pack, used: _Used, name: str, how: str, change: Told) -> Mutant | None:
    """Return the mutant of a figure, None where nothing that is read differs or an option could not say it."""
    rules = {one.id: folded(one, name, change) for one in pack.rules.values() if name in one.figures}
    estimates = {one: _estimate(pack.estimates[one], name, change) for one in used.estimates.get(name, ())}
    options, facts = dict[str, ir.Option](), dict[str, ir.FactType]()
    for key, paths in used.drawn.get(name, {}).items():
        option = pack.options[key]
        values = {path: _value(option.values[path], lambda value: change(None, value)) for path in paths}
        if not all(_fits(pack, path, value) for path, value in values.items()):
            return None
        if any(option.values[path] != value for path, value in values.items()):
            options[option.id] = replace(option, values={**option.values, **values})
    for key in used.facts.get(name, ()):
        fact = pack.facts[key]
        assume = guessed(fact.assume, lambda guess: _grown(guess, change) if guess.figure == name else guess)
        facts[key] = replace(fact, assume=assume)
    rules = {key: one for key, one in rules.items() if one != pack.rules[key]}
    estimates = {key: one for key, one in estimates.items() if one != pack.estimates[key]}
    if not (rules or estimates or options or facts):
        return None
    return Mutant(
        kind="figure",
        name=name,
        what=f"figure made {how}",
        rules=rules,
        estimates=estimates,
        options=options,
        facts=facts,
    )


class _Used:
    """Where figures are used. estimates, facts: figure -> the estimates that name it, the facts of which it is assumed; drawn: figure -> option -> the paths whose value it is."""

    def __init__(self, pack: ir.Pack) -> None:
        self.estimates: dict[str, list[str]] = {}
        for one in pack.estimates.values():
            for name in dict.fromkeys(meaning.figures(*one.readings.values())):
                self.estimates.setdefault(name, []).append(one.name)
        self.facts: dict[str, list[str]] = {}
        for fact in pack.facts.values():
            for name in dict.fromkeys(one.figure for one in meaning.guesses(fact.assume) if one.figure):
                self.facts.setdefault(name, []).append(fact.name)
        self.drawn: dict[str, dict[str, list[str]]] = {}
        otherwise = {
            f"option.{one.name}": one for one in pack.facts.values() if one.of == "option" and one.otherwise_figure
        }
        for option in pack.options.values():
            told = {path: name.partition(".")[0] for path, name in option.figures.items()}
            for path, fact in otherwise.items():
                if option.values.get(path) == fact.otherwise:
                    told.setdefault(path, fact.otherwise_figure)
            for path, name in told.items():
                self.drawn.setdefault(name, {}).setdefault(option.id, []).append(path)


def _estimate(one: ir.Estimate, name: str, change: Told) -> ir.Estimate:
    return replace(one, readings={reading: folded(formula, name, change) for reading, formula in one.readings.items()})


def folded(node: Any, name: str, change: Told) -> Any:  # noqa: ANN401  # any shape of the IR, and its parts
    """Return a shape with the values of one figure changed."""
    match node:
        case ir.Figure(own, _, value) if own == name:
            return replace(node, value=change(None, value))
        case ir.Lookup(own, _, cases, otherwise) if own == name:
            told = tuple((case, change(case, value)) for case, value in cases)
            return replace(node, cases=told, otherwise=change(None, otherwise))
        case ir.Along(at, own, rows) if own == name:
            return replace(node, at=folded(at, name, change), rows=_rows(rows, change))
        case ir.Step(at, path, rows) if rows and path == f"figure.{name}":
            return replace(node, at=folded(at, name, change), rows=_rows(rows, change))
        case tuple():
            return tuple(folded(one, name, change) for one in node)
    if is_dataclass(node) and not isinstance(node, type):
        return replace(node, **{one.name: folded(getattr(node, one.name), name, change) for one in fields(node)})
    return node


def _rows(rows: tuple[tuple[int, int], ...], change: Told) -> tuple[tuple[int, int], ...]:
    return tuple((start, change(start, value)) for start, value in rows)


def _grown(guess: ir.Guess, change: Told) -> ir.Guess:
    value, usual = (_value(one, lambda number: change(None, number)) for one in (guess.value, guess.usual))
    return replace(guess, value=value, usual=usual)


# --- rows of options ----------------------------------------------------------------------------------------------------
def _of_option(pack: ir.Pack, option: ir.Option) -> Iterator[tuple[str, ir.Option]]:
    for what, row in _of_values(pack, option):
        yield what, row
    if isinstance(option.applies, ir.And):
        for _, what, other in _of_condition(pack, option.applies):
            if PROCESS not in what:
                yield f"applies: {what}", replace(option, applies=other)


def _of_values(pack: ir.Pack, option: ir.Option) -> Iterator[tuple[str, ir.Option]]:
    """Yield the row with a value of its own ten times as large, one more where it counts pieces, or another choice."""
    pieces = (pack.roles.least, pack.roles.most)
    for path, value in option.values.items():
        fact = pack.facts.get(path.removeprefix("option."))
        if (
            fact is None
            or fact.of != "option"
            or path in option.figures
            or value in (fact.otherwise, fact.otherwise_by.get(option.process))
        ):
            continue
        for how, change in GROWN if path in pieces else GROWN[1:]:
            other = _value(value, change)
            if other != value and _fits(pack, path, other):
                yield f"{fact.name} made {how}", replace(option, values={**option.values, path: other})
        for choice in _others(value, fact.domain):
            yield f"{fact.name} made another", replace(option, values={**option.values, path: choice})


def _value(value: Any, change: Change) -> Any:  # noqa: ANN401  # a value of an option or a fact
    """Return a value with each of its numbers changed; one that is none as it is."""
    match value:
        case ir.Numbers(low, high) if low != ir.UNLIMITED:
            return replace(value, low=change(low), high=high if high == ir.UNLIMITED else change(high))
        case ir.Span():
            return ir.Span(low=change(value.low), likely=change(value.likely), high=change(value.high))
        case ir.SpanTable(rows=rows):
            return ir.SpanTable(rows=tuple((start, _value(span, change)) for start, span in rows))
        case _:
            return value


def _fits(pack: ir.Pack, path: str, value: Any) -> bool:  # noqa: ANN401  # as above
    """Return whether a fact may have a value."""
    fact = pack.facts.get(path.partition(".")[2])
    domain = None if fact is None else fact.domain
    match value, domain:
        case ir.Numbers(low, high), ir.Numbers():
            return low == ir.UNLIMITED or (domain.low <= low and high <= domain.high)
        case ir.Span(), ir.Numbers():
            return domain.low <= value.low and value.high <= domain.high
        case ir.SpanTable(rows=rows), _:
            return all(_fits(pack, path, span) for _, span in rows)
        case _:
            return True


def _others(value: object, domain: object) -> Iterator[ir.Possible]:
    """Yield a choice that a value is not."""
    match value, domain:
        case ir.OneOf((own,)), ir.OneOf(choices):
            yield from (ir.OneOf((one,)) for one in [one for one in choices if one != own][:1])
        case ir.Subset(some), ir.Subset(_, maybe):
            yield ir.Subset(() if some else maybe[:1])
        case _:
            return


# --- assumptions --------------------------------------------------------------------------------------------------------
def _of_assumption(fact: ir.FactType) -> Iterator[tuple[str, ir.FactType]]:
    """Yield a fact with something else assumed: of each case that it is looked up by, and of what it is otherwise."""
    assume = fact.assume
    if assume is None:
        return
    for place, (case, _) in enumerate(assume.cases):
        cases = (*assume.cases[:place], *assume.cases[place + 1 :])
        yield f"nothing of its own assumed for `{case}`", replace(fact, assume=replace(assume, cases=cases))
    if assume.otherwise is not None:
        for other in _guesses(assume.otherwise, fact):
            yield "something else assumed otherwise", replace(fact, assume=replace(assume, otherwise=other))


def _guesses(guess: ir.Guess, fact: ir.FactType) -> Iterator[ir.Guess]:
    if guess.figure:
        return
    number = _value(guess.value, lambda value: value * TEN)
    others = [number] if number != guess.value else [*_others(guess.value, fact.domain)]
    for value in others:
        yield replace(guess, value=value, usual=value)


def guessed(assumption: ir.Assumption | None, change: Callable[[ir.Guess], ir.Guess]) -> ir.Assumption | None:
    """Return an assumption with each of its guesses changed."""
    if assumption is None:
        return None

    def told(one: ir.Guess | ir.Assumption) -> ir.Guess | ir.Assumption:
        return change(one) if isinstance(one, ir.Guess) else guessed(one, change) or one

    return replace(
        assumption, cases=tuple((case, told(one)) for case, one in assumption.cases),
        otherwise=None if assumption.otherwise is None else change(assumption.otherwise), then=guessed(assumption.then, change),
    )  # fmt: skip
