"""The order's own stage: what is given, made nominal, and what is derived of it, before any option is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from advisor import estimate
from advisor.columnar.frame import Form, Leaves
from advisor.columnar.graph import Graph, Node, Value
from advisor.columnar.lowering import Lowered, lower
from advisor.columnar.possible import Alphabet, Choice, Column, Members, Number, Rows, Words, constant
from advisor.columnar.working import Deriving, Working, nominal
from advisor.ir import And, Derive, FactType, Numbers, OneOf, Scope, Subset, Text
from advisor.strata import Program

Letters = Callable[[str], Alphabet]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderStage:
    """What the order's rules make of every frame of one form.

    lowered: the expressions of what later stages read. possible, nominal: path -> value, over the frame's own columns and
    those. verdicts: rule -> whether it surely holds, whether it may.
    """

    graph: Graph
    lowered: Lowered
    possible: Mapping[str, Column]
    nominal: Mapping[str, Column]
    verdicts: Mapping[str, tuple[Value, Value]]


def deriving(program: Program, scope: Scope) -> dict[str, Deriving]:
    """Return how each derived fact of a scope is derived."""
    found: dict[str, Deriving] = {}
    for stratum in program.strata(scope):
        for path in stratum.closes:
            rules = [rule for rule in program.pack.rules.values() if rule.scope == scope]
            own = tuple(one for one in rules if isinstance(one.conclusion, Derive) and one.conclusion.path == path)
            found[path] = Deriving(fact=program.pack.facts[path.split(".")[1]], rules=own)
    return found


def order_stage(program: Program, letters: Letters, form: Form, known: frozenset[str], *, trace: bool) -> OrderStage:
    """Return the stage for frames of a form. known: columns of bits of which every row has just one."""
    graph = Graph()
    leaves = Leaves(graph, dict(form), known)
    derived = deriving(program, "order")
    facts = {f"order.{fact.name}": fact for fact in program.pack.facts.values() if fact.of == "order"}
    given = {path: leaves.of(fact, letters(path)) for path, fact in facts.items()}
    base = {
        path: _unsaid(facts[path], letters(path)) if value is None else value
        for path, value in given.items()
        if path not in derived
    }
    said = {
        path: (leaves.given(facts[path]), value)
        for path, value in given.items()
        if path in derived and value is not None
    }
    rules = [rule for stratum in program.order for rule in stratum.rules]
    conditions = {rule.id: And(rule.tests + rule.joins) for rule in rules}
    common = {"graph": graph, "letters": letters, "formulas": {}, "conditions": conditions, "deriving": derived}
    possible = Working(**common, said=said)  # type: ignore[arg-type]  # a dict of mixed kinds
    possible.update(base)
    taken = Working(
        **common,  # type: ignore[arg-type]  # as above
        said={path: (held, nominal(graph, value, facts[path], letters(path))) for path, (held, value) in said.items()},
        is_nominal=True,
    )
    taken.update({path: nominal(graph, value, facts[path], letters(path)) for path, value in base.items()})
    cut = _Cut(graph)
    verdicts = {
        rule.id: (cut.value(found.every), cut.value(found.some))
        for rule in rules
        if trace and (found := possible.verdicts(rule.id)).some != 0
    }
    told = {path: cut.column(possible[path]) for path in facts}
    told_nominal = {path: cut.column(taken[path]) for path in facts}
    return OrderStage(graph=graph, lowered=lower(cut.outputs), possible=told, nominal=told_nominal, verdicts=verdicts)


def _unsaid(fact: FactType, letters: Alphabet) -> Column:
    value = estimate.unsaid(fact)
    if not isinstance(value, Numbers | OneOf | Subset | Text):
        raise TypeError(f"fact `{fact.name}` cannot be left unsaid")
    return constant(value, letters)


@dataclass(slots=True)
class _Cut:
    """Makes what a stage computed into columns of the frame it leaves."""

    graph: Graph
    outputs: dict[str, Value] = field(default_factory=dict)

    def column(self, value: Column) -> Column:
        match value:
            case Number(low, high, or_none):
                return Number(self.value(low), self.value(high), self.value(or_none))
            case Choice(bits):
                return replace(value, bits=self.value(bits))
            case Members(some, maybe):
                return Members(self.value(some), self.value(maybe))
            case Words(said):
                return Words(self.value(said))
            case Rows():
                return value

    def value(self, value: Value) -> Value:
        if not isinstance(value, Node) or value.op == "column":
            return value
        name = f"@{value.index}"
        self.outputs[name] = value
        return self.graph.column(name, value.kind, value.low, value.high)
