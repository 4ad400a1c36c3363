"""The working memory of a chunk: estimates, derived facts and verdicts, each made when something reads it.

The strata are what makes that sound: nothing is made of itself, so it does not matter when it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from advisor.columnar.compile import Compiler, Interval, Verdicts
from advisor.columnar.graph import Graph, Value
from advisor.columnar.possible import Alphabet, Choice, Column, Members, Number, chosen, constant, is_known, joined
from advisor.ir import UNLIMITED, Condition, Derive, Expression, FactType, Numbers, OneOf, Rule, Subset

FALSE = Verdicts(0, 0)
NONE = Number(UNLIMITED, UNLIMITED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deriving:
    """How one fact is derived: its type, and the rules that do."""

    fact: FactType
    rules: tuple[Rule, ...]


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Working(dict[str, Column]):
    """path -> what is possible. Filled with what is said; the rest is made on demand.

    formulas: path of an estimate -> formula. conditions: rule -> conditions; a rule that is not in it never holds.
    deriving: path -> how it is derived. said: path -> (in which rows it is given, what is given). is_nominal: what
    stays unknown of derived facts is taken as the pack assumes.
    """

    graph: Graph
    letters: Callable[[str], Alphabet]
    formulas: Mapping[str, Expression]
    conditions: Mapping[str, Condition]
    deriving: Mapping[str, Deriving]
    said: Mapping[str, tuple[Value, Column]] = field(default_factory=dict)
    is_nominal: bool = False
    _verdicts: dict[str, Verdicts] = field(default_factory=dict)

    def __missing__(self, path: str) -> Column:
        if path in self.formulas:
            found: Column = Number(*self.number(self.formulas[path]))
        elif path in self.deriving:
            found = self._closed(path, self.deriving[path])
        else:
            raise KeyError(path)
        self[path] = found
        return found

    @property
    def compiler(self) -> Compiler:
        return Compiler(self.graph, self, self.letters)

    def number(self, expression: Expression) -> Interval:
        """Return the ends of an expression over this memory."""
        return self.compiler.number(expression)

    def verdicts(self, rule: str) -> Verdicts:
        """Return whether a rule holds."""
        if rule not in self._verdicts:
            condition = self.conditions.get(rule)
            self._verdicts[rule] = FALSE if condition is None else self.compiler.holds(condition)
        return self._verdicts[rule]

    def _closed(self, path: str, deriving: Deriving) -> Column:
        """Return a derived fact's possible values (strata.close_stage)."""
        fact = deriving.fact
        rest = fact.domain if fact.otherwise is None else fact.otherwise
        if not isinstance(rest, Numbers | OneOf | Subset):
            raise TypeError(f"`{path}` cannot be derived")
        asked = [(self.verdicts(rule.id), rule) for rule in deriving.rules]
        value = self._concluded(path, [(held, rule) for held, rule in asked if held.some != 0], rest)
        if self.is_nominal and fact.assume is not None:
            value = self._assumed(path, value, fact)
        if path in self.said:
            is_given, given = self.said[path]
            value = chosen(self.graph, is_given, given, value)
        return value

    def _concluded(self, path: str, asked: list[tuple[Verdicts, Rule]], rest: Numbers | OneOf | Subset) -> Column:
        graph = self.graph
        value = constant(rest, self.letters(path))
        parts = [(held, self._conclusion(path, rule)) for held, rule in asked]
        if all(held.is_sure for held, _ in parts):
            for held, one in reversed(
                parts
            ):  # those that hold agree: `check` proves that no two derive different values
                value = chosen(graph, held.every, one, value)
            return value
        certain = graph.either(*(held.every for held, _ in parts))
        open_now = graph.negate(certain)
        reached = [(graph.either(held.every, graph.both(open_now, held.some)), one) for held, one in parts]
        return joined(graph, [(open_now, value), *reached])

    def _conclusion(self, path: str, rule: Rule) -> Column:
        if not isinstance(rule.conclusion, Derive):
            raise TypeError(f"rule `{rule.id}` derives nothing")
        value = rule.conclusion.value
        if isinstance(value, OneOf | Subset):
            return constant(value, self.letters(path))
        return Number(*self.number(value))

    def _assumed(self, path: str, value: Column, fact: FactType) -> Column:
        """Return the value, where it is not known as the pack assumes, if that is still possible."""
        if fact.assume is None:
            return value
        assumed = constant(fact.assume, self.letters(path))
        taken = self.graph.both(self.graph.negate(is_known(self.graph, value)), _allows(self.graph, value, assumed))
        return chosen(self.graph, taken, assumed, value)


def _allows(graph: Graph, wide: Column, narrow: Column) -> Value:
    """Return whether a value allows a constant one (possible.allows)."""
    match wide, narrow:
        case Number(low, high, or_none), Number(int() as least, int() as most, none):
            if Number(least, most, none) == NONE:
                return graph.either(or_none, graph.both(graph.equal(low, NONE.low), graph.equal(high, NONE.high)))
            fits = graph.both(graph.at_most(low, least), graph.at_most(most, high))
            return graph.both(fits, or_none) if none else fits
        case Choice(bits), Choice(int() as wanted):
            return graph.has_all(bits, wanted)
        case Members(some, maybe), Members(int() as certain, int() as more):
            reach = graph.joined(some, maybe)
            return graph.both(graph.has_only(some, certain), graph.has_all(reach, certain | more))
        case _:
            return 1


# --- the nominal order ------------------------------------------------------------------------------------------------
def nominal(graph: Graph, value: Column, fact: FactType, letters: Alphabet) -> Column:
    """Return the one value that a given fact is taken to have (estimate.nominal_order)."""
    known = is_known(graph, value)
    if known == 1:
        return value
    unsaid = constant(fact.domain, letters)
    assumed = value if fact.assume is None else constant(fact.assume, letters)
    match value, unsaid:
        case Number(low, high, none), Number(least, most, domain_none):
            middle = graph.floor_divide(graph.add(low, high), 2)
            is_open = graph.both(
                graph.equal(low, least), graph.equal(high, most), none if domain_none else graph.negate(none)
            )
            vague: Column = Number(middle, middle)
        case Choice(bits), Choice(int() as full):
            is_open = graph.equal_bits(bits, full)
            vague = Choice(_picked(graph, bits, fact, letters), is_known=True)
        case Members(some, maybe), Members(int() as certain, int() as more):
            is_open = graph.both(graph.equal_bits(some, certain), graph.equal_bits(maybe, more))
            taken: Value = 0 if fact.assume is None else _allows(graph, value, assumed)
            vague = chosen(graph, taken, assumed, Members(some, 0))
        case _:
            return value
    return chosen(graph, known, value, chosen(graph, is_open, assumed, vague))


def _picked(graph: Graph, bits: Value, fact: FactType, letters: Alphabet) -> Value:
    """Return the choice assumed if it is still possible, else the first as declared."""
    first = graph.lowest(bits)
    if isinstance(fact.assume, OneOf):
        for choice in reversed(fact.assume.values):
            bit = letters.bits.get(choice, 0)
            first = graph.where(graph.has_any(bits, bit), bit, first, "bits")
    return first
