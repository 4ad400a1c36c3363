"""The mistakes that are made in a pack, one after another, of every kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from advisor import ir, meaning
from advisor.author.changed import GROWN, TEN, guessed, may_be, with_numbers_changed
from advisor.author.mistake_row import of_assumption, of_option
from advisor.author.mistake_rule import of_rule
from advisor.author.mutant import Mutant


def mutants(pack: ir.Pack, text: str = "") -> Iterator[Mutant]:
    """Yield the mutants of a pack's own entries whose name holds a text."""
    for rule in pack.rules.values():
        if text in rule.id and rule.at.file not in pack.inherited:
            for kind, what, other in of_rule(pack, rule):
                yield Mutant(kind=kind, name=rule.id, what=what, rules={rule.id: other})
    used = Used(pack)
    for name, figure in pack.figures.items():
        if text in name and figure.at.file not in pack.inherited:
            yield from _of_figure(pack, used, figure)
    for option in pack.options.values():
        if text in option.id and option.at.file not in pack.inherited:
            for what, row in of_option(pack, option):
                yield Mutant(kind="option", name=option.id, what=what, options={option.id: row})
    for fact in pack.facts.values():
        if text in fact.name and fact.of == "order" and fact.at.file not in pack.inherited:
            for what, told in of_assumption(fact):
                yield Mutant(kind="assumption", name=fact.name, what=what, facts={fact.name: told})


def _of_figure(pack: ir.Pack, used: Used, figure: ir.FigureType) -> Iterator[Mutant]:
    for how, change in GROWN:
        found = _made(pack, used, figure.name, how, lambda _, value, change=change: change(value))  # type: ignore[misc]  # bound at once
        yield from () if found is None else (found,)
    for key in dict.fromkeys((*(case for case, _ in figure.cases), *(start for start, _ in figure.rows))):
        how = f"{TEN} times as large at `{key}`"
        found = _made(pack, used, figure.name, how, lambda at, value, key=key: value * TEN if at == key else value)  # type: ignore[misc]  # as above
        yield from () if found is None else (found,)


_Told = Callable[[object, int], int]
"""Makes a figure's value another. Its first argument: for which choice or from which argument on it is so; None where it is one for all."""


def _made(pack: ir.Pack, used: Used, name: str, how: str, change: _Told) -> Mutant | None:
    """Return the mutant of a figure, None where nothing that is read differs or an option could not say it."""
    rules = {one.id: _folded(one, name, change) for one in pack.rules.values() if name in one.figures}
    estimates = {one: _estimate(pack.estimates[one], name, change) for one in used.estimates.get(name, ())}
    options = _options(pack, used.drawn.get(name, {}), change)
    if options is None:
        return None
    facts = dict[str, ir.FactType]()
    for key in used.facts.get(name, ()):
        fact = pack.facts[key]
        assume = guessed(fact.assume, lambda guess: _grown(guess, change) if guess.figure == name else guess)
        facts[key] = replace(fact, assume=assume)
    rules = {key: one for key, one in rules.items() if one != pack.rules[key]}
    estimates = {key: one for key, one in estimates.items() if one != pack.estimates[key]}
    if not (rules or estimates or options or facts):
        return None
    return Mutant(
        kind="figure", name=name, what=f"figure made {how}", rules=rules, estimates=estimates, options=options, facts=facts
    )  # fmt: skip


def _options(pack: ir.Pack, drawn: Mapping[str, Collection[str]], change: _Told) -> dict[str, ir.Option] | None:
    """Return the options that differ once a figure that they are drawn from is changed, None where one could not say it."""
    found: dict[str, ir.Option] = {}
    for key, paths in drawn.items():
        option = pack.options[key]
        values = {path: with_numbers_changed(option.values[path], lambda value: change(None, value)) for path in paths}
        if not all(may_be(pack, path, value) for path, value in values.items()):
            return None
        if any(option.values[path] != value for path, value in values.items()):
            found[option.id] = replace(option, values={**option.values, **values})
    return found


class Used:
    """Where figures are used. estimates, facts: figure -> the estimates that name it, the facts of which it is assumed; drawn: figure -> option -> the paths whose value it is."""

    def __init__(self, pack: ir.Pack) -> None:
        self.estimates: dict[str, list[str]] = {}
        for one in pack.estimates.values():
            for name in dict.fromkeys(meaning.figures_read(*one.readings.values())):
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


def _estimate(one: ir.Estimate, name: str, change: _Told) -> ir.Estimate:
    return replace(one, readings={reading: _folded(formula, name, change) for reading, formula in one.readings.items()})


def _folded(node: Any, name: str, change: _Told) -> Any:  # noqa: ANN401  # any shape of the IR, and its parts
    """Return a shape with the values of one figure changed."""
    match node:
        case ir.Figure(own, _, value) if own == name:
            return replace(node, value=change(None, value))
        case ir.Lookup(own, _, cases, otherwise) if own == name:
            told = tuple((case, change(case, value)) for case, value in cases)
            return replace(node, cases=told, otherwise=change(None, otherwise))
        case ir.Along(at, own, rows) if own == name:
            return replace(node, at=_folded(at, name, change), rows=_rows(rows, change))
        case ir.Step(at, path, rows) if rows and path == f"figure.{name}":
            return replace(node, at=_folded(at, name, change), rows=_rows(rows, change))
        case tuple():
            return tuple(_folded(one, name, change) for one in node)
    if isinstance(node, Struct):
        return replace(node, **{one: _folded(getattr(node, one), name, change) for one in node.__struct_fields__})
    return node


def _rows(rows: tuple[tuple[int, int], ...], change: _Told) -> tuple[tuple[int, int], ...]:
    return tuple((start, change(start, value)) for start, value in rows)


def _grown(guess: ir.Guess, change: _Told) -> ir.Guess:
    value, usual = (
        with_numbers_changed(one, lambda number: change(None, number)) for one in (guess.value, guess.usual)
    )
    return replace(guess, value=value, usual=usual)
