"""The reference engine: one experta network per scope, each rule in it once, in open form.

How experta's faults (shared with every user of 1.9.4) are kept away: every compiled rule has a salience of its own;
patterns are positive only and predicates never raise, because unknown is a value; each stratum is closed, by a rule of
the lowest salience in it, before the next one's facts are declared; the working memory is reset and asserted again,
never retracted; an engine belongs to one thread; a network is compiled once per pack.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from typing import Any

from advisor import meaning
from advisor._experta import (
    AS,
    TEST,
    Agenda,
    ConflictSetNode,
    Fact,
    FactList,
    InitialFact,
    KnowledgeEngine,
    OrdinaryMatchNode,
    P,
    ReteMatcher,
    Rule,
    SameContextCheck,
    WhereCheck,
    WhereNode,
)
from advisor.errors import EngineError
from advisor.ir import Condition, Memory, Possible, Scope, Verdict
from advisor.ir import Rule as PackRule
from advisor.meaning import Folded, Left, Program, Stage, Stratum, truth
from advisor.trace import Outcome


class Experta:
    """The reference engine over one pack. Not to be shared between threads."""

    name = "experta"

    def __init__(self, program: Program) -> None:
        self._program = program
        self._networks: dict[Scope, KnowledgeEngine] = {}

    def run(self, scope: Scope, memory: Memory, folded: Folded | None = None) -> Outcome:
        """Ask every rule of the scope on this memory. folded: the option that the memory is of, its constants in it.

        Raises:
            EngineError: activations are left over, which the strata rule out.
        """
        network = self._network(scope)
        network.asked.clear()
        return self._come_to_rest(scope, network, network.whole if folded is None else folded.left.stages, memory, {})

    def narrow(
        self, scope: Scope, memory: Memory, wider: Outcome, changed: frozenset[str], folded: Folded | None = None,
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

    def _network(self, scope: Scope) -> Any:  # noqa: ANN401  # experta has no types
        network = self._networks.pop(scope, None) or _compile(self._program, scope)
        network.reset()
        network.stand_in = None
        network.asked.clear()
        return network

    def _come_to_rest(
        self, scope: Scope, network: Any, stages: Sequence[Stage], memory: Memory, verdicts: dict[str, Verdict],  # noqa: ANN401  # experta has no types
    ) -> Outcome:  # fmt: skip
        network.begin(memory, stages, verdicts)
        network.run(steps=network.budget)
        if network.left_over():
            raise EngineError(f"the {scope} network did not come to rest in {network.budget} firings")
        self._networks[scope] = network  # only a network that ended well is used again
        return Outcome(network.memory, network.verdicts)


class _Matcher(ReteMatcher):  # type: ignore[misc]  # experta has no types
    """experta's network of its own nodes, built straight from rules of one shape: positive patterns, then at most a test.

    experta would look for a normal form first and ask for the kind of every part: two thirds of all building. It would also look
    through all nodes at every firing, and empty those that hold nothing: a third of every run.
    """

    def reset(self) -> None:
        """Empty the nodes that hold anything."""
        for node in self._holding:
            node._reset()  # noqa: SLF001  # experta empties a node with all below it, again and again
        self._is_new = True

    def changes(self, adding: Any = None, deleting: Any = None) -> tuple[list[Any], list[Any]]:  # noqa: ANN401  # experta has no types
        """Pass on what changed; return the activations that came and went, none where nothing changed."""
        if not adding and not deleting and not self._is_new:
            return [], []
        self._is_new = False
        added, removed = super().changes(adding, deleting)
        return added, removed

    @cached_property
    def _holding(self) -> list[Any]:
        found, left = {}, [self.root_node]
        while left:
            node = left.pop()
            if id(node) not in found:
                found[id(node)] = node
                left.extend(child.node for child in node.children)
        return [node for node in found.values() if isinstance(node, ConflictSetNode | OrdinaryMatchNode)]

    @staticmethod
    def prepare_ruleset(engine: KnowledgeEngine) -> set[Rule]:
        return {rule.new_conditions(*rule) for rule in engine.get_rules()}

    @staticmethod
    def build_beta_part(ruleset: set[Rule], alpha_terminals: dict[Fact, Any]) -> None:
        for rule in ruleset:
            last = alpha_terminals[rule[0]]
            for part in rule[1:]:
                last = _tested(last, part) if isinstance(part, TEST) else _joined(last, alpha_terminals[part])
            firing = ConflictSetNode(rule)
            last.add_child(firing, firing.activate)


def _tested(left: Any, test: TEST) -> WhereNode:  # noqa: ANN401  # experta has no types
    node = WhereNode(WhereCheck(test[0]))
    left.add_child(node, node.activate)
    return node


def _joined(left: Any, right: Any) -> OrdinaryMatchNode:  # noqa: ANN401  # experta has no types
    node = OrdinaryMatchNode(SameContextCheck())
    left.add_child(node, node.activate_left)
    right.add_child(node, node.activate_right)
    return node


class _Network(KnowledgeEngine):  # type: ignore[misc]  # experta has no types
    """The engine class that every compiled network is a subclass of. Its rules are added by `_compile`."""

    __matcher__ = _Matcher
    program: Program
    unfolded: Left
    whole: Sequence[Stage]
    asked: set[str]
    """The rules that are asked, all if it is empty; the empty name in it stands for none."""
    stand_in: meaning.StandIn | None = None
    layout: _Layout
    budget: int

    def reset(self, **_: object) -> None:
        """Empty the agenda, the facts and every node's memory, and drop activations still waiting in the nodes."""
        self.agenda = Agenda()
        self.facts = FactList()
        self.facts.declare(InitialFact())  # experta warns of a declaration into an empty list
        self.matcher.reset()
        self.get_activations()
        self.running = False

    def begin(self, memory: Memory, stages: Sequence[Stage], verdicts: dict[str, Verdict]) -> None:
        """Declare the first stratum on this memory. verdicts: those that are known before."""
        self.stages = stages
        self.memory: dict[str, Possible] = dict(memory)
        self.verdicts = verdicts
        self._declare(0)

    def conclude(self, rule: PackRule) -> None:
        """Take down the verdict of a rule whose activation fired: it holds, or is unknown."""
        if not self.asked or rule.id in self.asked:
            self.verdicts[rule.id] = meaning.verdict(rule, self.memory)

    def close(self, index: int) -> None:
        """Close a stratum's derived facts and declare the next stratum."""
        meaning.close_stage(self.program, self.stages[index], self.verdicts, self.memory, self.stand_in)
        if index + 1 < len(self.stages):
            self._declare(index + 1)

    def left_over(self) -> bool:
        """Return whether an activation still waits."""
        added, removed = self.get_activations()
        self.strategy.update_agenda(self.agenda, added, removed)
        return bool(self.agenda.activations)

    def _declare(self, index: int) -> None:
        meaning.open_stage(self.stages[index], self.memory)
        fields = {field: self.memory[path] for path, field in self.layout.fields[index].items() if path in self.memory}
        self.declare(self.layout.facts[index](stratum=index, **fields))


class _Layout:
    """Which experta fact, one per stratum, carries which path under which field name."""

    def __init__(self, program: Program, scope: Scope) -> None:
        stages = program.strata(scope)
        born = {path: index + 1 for index, stage in enumerate(stages) for path in stage.closes}
        born |= {path: index for index, stage in enumerate(stages) for path, _ in stage.estimates}
        paths = dict.fromkeys(path for stage in stages for rule in stage.rules for path in program.reads[rule.id])
        self.fields: list[dict[str, str]] = [{} for _ in stages]
        self.home: dict[str, int] = {}
        for number, path in enumerate(paths):
            self.home[path] = born.get(path, 0)
            self.fields[self.home[path]][path] = f"f{number}"
        self.facts = [type(f"Stratum{index}", (Fact,), {}) for index in range(len(stages))]

    def field(self, path: str) -> str:
        return self.fields[self.home[path]][path]


def _compile(program: Program, scope: Scope) -> KnowledgeEngine:
    """Return a network with each rule of the scope once; saliences descend in the order in which rules settle."""
    layout = _Layout(program, scope)
    stages = program.strata(scope)
    asked: set[str] = set()
    bodies = list(_bodies(program, stages, layout, asked))
    namespace: dict[str, Any] = {
        f"rule_{number:06d}": Rule(*patterns, salience=len(bodies) - number)(fire)
        for number, (patterns, fire) in enumerate(bodies)
    }
    namespace |= {"program": program, "whole": meaning.whole(stages), "layout": layout, "budget": len(bodies) + 1}
    namespace |= {"asked": asked, "unfolded": meaning.unfolded(program, scope)}
    return type("Network", (_Network,), namespace)()


def _bodies(
    program: Program, stages: Sequence[Stratum], layout: _Layout, asked: Collection[str]
) -> Iterator[tuple[list[Any], Callable[..., None]]]:
    """Yield patterns and action of every rule, and after each stratum's of the rule that closes it."""
    for index, stage in enumerate(stages):
        for rule in stage.rules:
            yield _patterns(rule, program, layout, index, asked), _action(rule)
        yield [layout.facts[index](stratum=index)], _closing(index)


def _patterns(rule: PackRule, program: Program, layout: _Layout, stratum: int, asked: Collection[str]) -> list[Any]:
    """Return one positive pattern for each stratum's fact that the rule reads, then the join of those facts."""
    tests: dict[str, list[Condition]] = {path: [] for path in program.reads[rule.id]}
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


def _possible(path: str, tests: Sequence[Condition], rule: str, asked: Collection[str]) -> Any:  # noqa: ANN401  # experta has no types
    """Return a predicate on one field: the rule is asked, and no test of it is false. A field that is absent never matches."""

    def predicate(value: Possible) -> bool:
        if asked and rule not in asked:
            return False
        memory = {path: value}
        return all(truth.holds(test, memory) is not False for test in tests)

    return P(predicate)


class _Join:
    """The part of a rule that reads several facts: matches unless it is false. experta passes facts by parameter name."""

    def __init__(self, joins: tuple[Condition, ...], layout: _Layout, homes: Sequence[int]) -> None:
        self._joins = joins
        self._fields = [
            (path, f"s{layout.home[path]}", layout.field(path)) for path in meaning.reads(*joins) if path in layout.home
        ]
        kind = inspect.Parameter.KEYWORD_ONLY
        self.__signature__ = inspect.Signature([inspect.Parameter(f"s{home}", kind) for home in homes])

    def __call__(self, **facts: Any) -> bool:  # noqa: ANN401  # experta has no types
        memory = {path: facts[fact][field] for path, fact, field in self._fields}
        return all(truth.holds(join, memory) is not False for join in self._joins)


def _action(rule: PackRule) -> Callable[..., None]:
    def fire(engine: _Network, *_: object, **__: object) -> None:
        engine.conclude(rule)

    return _signed(fire)


def _closing(index: int) -> Callable[..., None]:
    def fire(engine: _Network, *_: object, **__: object) -> None:
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
