"""Options, and quotes in open form, made ready to be weighed in columns; which of them apply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from advisor.columnar.frame import QUOTE, STRIDE, Form, Leaves
from advisor.columnar.graph import Graph, Value
from advisor.columnar.possible import Choice, Column, constant
from advisor.columnar.stage import Letters, deriving
from advisor.ir import READINGS, TRUE, And, Condition, Expression, FactType, Kind, Option
from advisor.strata import Folded, Program

NAMED = ("option.pathway", "option.process", "option.generic", "option.quoted")
"""What no column of a quote says: it is the same for all quotes that are weighed together."""


@dataclass(frozen=True, slots=True)
class Made:
    """A way made ready to be weighed. memory: what it says; formulas, conditions: what it leaves of the pack."""

    memory: Mapping[str, Column]
    formulas: Mapping[str, Expression]
    conditions: Mapping[str, Condition]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """An option, or a quote of each row.

    name: its id; of a quote the column that has it. place: of its id among all ids. made: makes it ready, once it is a
    candidate.
    """

    name: str
    pathway: str
    process: str
    generic: bool
    is_quote: bool
    applies: Condition
    place: Value
    made: Callable[[], Made]


class Ways:
    """The options of a pack as ways, each made ready once; quotes as ways whose numbers are columns."""

    def __init__(self, program: Program, letters: Letters, folded: Callable[[Option], Folded]) -> None:
        self.program = program
        self.deriving = deriving(program, "option")
        self._folded = folded
        self._letters = letters
        self._places = {option: (number + 1) * STRIDE for number, option in enumerate(sorted(program.pack.options))}
        self._ways: dict[str, Way] = {}
        rules = [rule for stratum in program.option for rule in stratum.rules]
        self._conditions = {rule.id: And(rule.tests + rule.joins) for rule in rules}
        self._formulas = {path: formula for stratum in program.option for path, formula in stratum.estimates}
        self._said = [(path, fact) for fact in program.pack.facts.values() for path in _paths_of(fact)]
        self._said += [(f"option.{name}", program.pack.built_in[f"option.{name}"]) for name in ("name", "supplier")]

    def of(self, option: Option) -> Way:
        """Return an option as a way."""
        if option.id not in self._ways:

            @cache
            def made() -> Made:
                left = self._folded(option)
                memory = {path: constant(value, self._letters(path)) for path, value in left.constants.items()}
                return Made(memory, left.formulas, left.conditions)

            self._ways[option.id] = Way(
                name=option.id, pathway=option.pathway, process=option.process, generic=option.generic, is_quote=False,
                applies=option.applies, place=self._places[option.id], made=made,
            )  # fmt: skip
        return self._ways[option.id]

    def quoted(self, graph: Graph, number: int, pathway: str, process: str, form: Form, known: frozenset[str]) -> Way:
        """Return the quote of that number in each row, its numbers read off the columns."""
        leaves = Leaves(graph, dict(form), known)
        memory = {
            path: value
            for path, fact in self._said
            if (value := leaves.of(fact, self._letters(path), f"{QUOTE}{number}:{path}")) is not None
        }
        said: tuple[bool | str, ...] = (pathway, process, False, True)
        for path, told in zip(NAMED, said, strict=True):
            letters = self._letters(path)
            memory[path] = Choice(letters.of((told,)), is_known=True)
        place = leaves.value(f"{QUOTE}{number}.place", "number", 0, (len(self._places) + 1) * STRIDE)
        made = Made(memory, self._formulas, self._conditions)
        return Way(
            name=f"{QUOTE}{number}", pathway=pathway, process=process, generic=False, is_quote=True, applies=TRUE,
            place=place, made=lambda: made,
        )  # fmt: skip


def _paths_of(fact: FactType) -> tuple[str, ...]:
    """Return the paths under which an option's fact is said; none for a fact of the order."""
    if fact.of != "option":
        return ()
    path = f"option.{fact.name}"
    has_readings = fact.span or fact.kind is Kind.TABLE
    return tuple(f"{path}.{reading}" for reading in READINGS) if has_readings else (path,)
