"""The reference engine over one pack: its networks, asked anew or only where something changed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from advisor import ir, meaning
from advisor._experta import AS, TEST, KnowledgeEngine, P, Rule
from advisor.engine.network import Layout, Network
from advisor.errors import EngineError
from advisor.meaning import Folded, Program, Stage, Stratum, truth
from advisor.trace import Outcome


def compiled(program: Program, scope: ir.Scope) -> KnowledgeEngine:
    """Return a network with each rule of the scope once; saliences descend in the order in which rules settle."""
    layout = Layout(program, scope)
    stages = program.strata(scope)
    asked: set[str] = set()
    bodies = list(_bodies(program, stages, layout, asked))
    namespace: dict[str, Any] = {
        f"rule_{number:06d}": Rule(*patterns, salience=len(bodies) - number)(fire)
        for number, (patterns, fire) in enumerate(bodies)
    }
    namespace |= {"program": program, "whole": meaning.all_strata(stages), "layout": layout, "budget": len(bodies) + 1}
    namespace |= {"asked": asked, "unfolded": meaning.unfolded(program, scope)}
    return type("Network", (Network,), namespace)()


def _bodies(
    program: Program, stages: Sequence[Stratum], layout: Layout, asked: Collection[str]
) -> Iterator[tuple[list[Any], Callable[..., None]]]:
    """Yield patterns and action of every rule, and after each stratum's of the rule that closes it."""
    for index, stage in enumerate(stages):
        for rule in stage.rules:
            yield _patterns(rule, program, layout, index, asked), _action(rule)
        yield [layout.facts[index](stratum=index)], _closing(index)


def _patterns(rule: ir.Rule, program: Program, layout: Layout, stratum: int, asked: Collection[str]) -> list[Any]:
    """Return one positive pattern for each stratum's fact that the rule reads, then the join of those facts."""
    tests: dict[str, list[ir.Condition]] = {path: [] for path in program.reads[rule.id]}
    for test in rule.tests:
        tests[meaning.reads(test)[0]].append(test)
    homes = sorted({layout.home[path] for path in tests} | {stratum if not tests else layout.home[next(iter(tests))]})
    patterns: list[Any] = []
    for home in homes:
        fields = {
            layout.field(path): _possible(path, tests[path], rule.id, asked)
            for path in tests
            if layout.home[path] == home
        }
        patterns.append(getattr(AS, f"s{home}") << layout.facts[home](stratum=home, **fields))
    if rule.joins:
        patterns.append(TEST(_Join(rule.joins, layout, homes)))
    return patterns


def _possible(path: str, tests: Sequence[ir.Condition], rule: str, asked: Collection[str]) -> Any:  # noqa: ANN401  # experta has no types
    """Return a predicate on one field: the rule is asked, and no test of it is false. A field that is absent never matches."""

    def predicate(value: ir.Possible) -> bool:
        if asked and rule not in asked:
            return False
        memory = {path: value}
        return all(truth.holds(test, memory) is not False for test in tests)

    return P(predicate)


class _Join:
    """The part of a rule that reads several facts: matches unless it is false. experta passes facts by parameter name."""

    def __init__(self, joins: tuple[ir.Condition, ...], layout: Layout, homes: Sequence[int]) -> None:
        self._joins = joins
        self._fields = [
            (path, f"s{layout.home[path]}", layout.field(path)) for path in meaning.reads(*joins) if path in layout.home
        ]
        kind = inspect.Parameter.KEYWORD_ONLY
        self.__signature__ = inspect.Signature([inspect.Parameter(f"s{home}", kind) for home in homes])

    def __call__(self, **facts: Any) -> bool:  # noqa: ANN401  # experta has no types
        memory = {path: facts[fact][field] for path, fact, field in self._fields}
        return all(truth.holds(join, memory) is not False for join in self._joins)


def _action(rule: ir.Rule) -> Callable[..., None]:
    def fire(engine: Network, *_: object, **__: object) -> None:
        engine.conclude(rule)

    return _signed(fire)


def _closing(index: int) -> Callable[..., None]:
    def fire(engine: Network, *_: object, **__: object) -> None:
        engine.close(index)

    return _signed(fire)


def _signed(fire: Callable[..., None]) -> Callable[..., None]:
    """Return the action with its signature written on it: experta asks for it eight times a rule, and looking takes long."""
    fire.__signature__ = _SIGNATURE  # type: ignore[attr-defined]  # `inspect` reads it wherever it is
    return fire


_SIGNATURE = inspect.Signature(
    [
        inspect.Parameter("engine", inspect.Parameter.POSITIONAL_ONLY),
        inspect.Parameter("facts", inspect.Parameter.VAR_KEYWORD),
    ]
)


class Experta:
    """The reference engine over one pack. Not to be shared between threads."""

    name = "experta"

    def __init__(self, program: Program) -> None:
        self._program = program
        self._networks: dict[ir.Scope, KnowledgeEngine] = {}

    def run(self, scope: ir.Scope, memory: ir.Memory, folded: Folded | None = None) -> Outcome:
        """Ask every rule of the scope on this memory. folded: the option that the memory is of, its constants in it.

        Raises:
            EngineError: activations are left over, which the strata rule out.
        """
        network = self._network(scope)
        network.asked.clear()
        return self._come_to_rest(scope, network, network.whole if folded is None else folded.left.stages, memory, {})

    def narrow(
        self, scope: ir.Scope, memory: ir.Memory, wider: Outcome, changed: frozenset[str], folded: Folded | None = None,
        stand_in: meaning.StandIn | None = None,
    ) -> Outcome:  # fmt: skip
        """Ask again only what is open and depends on what changed (`Walk.narrow`).

        Raises:
            EngineError: as `run` does.
        """
        network = self._network(scope)
        left = network.unfolded if folded is None else folded.left
        touched = left.touched(self._program, changed)
        passed = self._program.asks_known if stand_in else frozenset()
        network.asked |= {
            rule for rule in touched.rules if wider.verdicts.get(rule, False) is None and rule not in passed
        }
        network.asked.add("")
        known = meaning.without(wider.memory, memory, touched.stages)
        verdicts = {rule: one for rule, one in wider.verdicts.items() if rule not in network.asked}
        network.stand_in = stand_in
        found = self._come_to_rest(scope, network, touched.stages, known, verdicts)
        return Outcome(found.memory, {rule: found.verdicts[rule] for rule in wider.verdicts if rule in found.verdicts})

    def _network(self, scope: ir.Scope) -> Any:  # noqa: ANN401  # experta has no types
        network = self._networks.pop(scope, None) or compiled(self._program, scope)
        network.reset()
        network.stand_in = None
        network.asked.clear()
        return network

    def _come_to_rest(
        self, scope: ir.Scope, network: Any, stages: Sequence[Stage], memory: ir.Memory, verdicts: dict[str, ir.Verdict],  # noqa: ANN401  # experta has no types
    ) -> Outcome:  # fmt: skip
        network.begin(memory, stages, verdicts)
        network.run(steps=network.budget)
        if network.left_over():
            raise EngineError(f"the {scope} network did not come to rest in {network.budget} firings")
        self._networks[scope] = network  # only a network that ended well is used again
        return Outcome(network.memory, network.verdicts)
