"""experta's network as one run goes through it: its nodes built and emptied, a stratum's facts declared, then closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from advisor import ir, meaning
from advisor._experta import (
    TEST,
    Agenda,
    ConflictSetNode,
    Fact,
    FactList,
    FeatureTesterNode,
    InitialFact,
    KnowledgeEngine,
    OrdinaryMatchNode,
    P,
    ReteMatcher,
    SameContextCheck,
    Token,
    TypeCheck,
    WhereCheck,
    WhereNode,
)
from advisor.meaning import Program, Remaining, Stage


class Matcher(ReteMatcher):  # type: ignore[misc]  # experta has no types
    """experta's network of its own nodes, built straight from rules of one shape: positive patterns, then at most a test.

    experta would look for a normal form first, ask for the kind of every part, and share what patterns have in common, which ours have
    not: nearly all of building. It would also look through all nodes at every firing, and empty those that hold nothing.
    """

    def reset(self) -> None:
        """Empty the nodes that hold anything."""
        for node in self._holding:
            node._reset()  # noqa: SLF001  # experta empties a node with all below it, again and again
        self._is_new = True

    def changes(self, adding: Any = None, deleting: Any = None) -> tuple[list[Any], list[Any]]:  # noqa: ANN401  # experta has no types
        """Pass on what came, for nothing is ever taken back; return the activations that came, and none that went."""
        if deleting:
            raise TypeError("a network's facts are never retracted")
        if not adding and not self._is_new:
            return [], []
        self._is_new = False
        for fact in adding or ():
            self.root_node.add(fact)
        return [one for node in self._firing for one in node.get_activations()[0]], []

    def build_network(self) -> None:
        """Build a node for each pattern, below one for the kind of fact that it is of; below them what joins and tests, then what fires."""
        self._holding: list[Any] = []
        self._firing: list[ConflictSetNode] = []
        kinds: dict[type[Fact], FeatureTesterNode] = {}
        for rule in self.engine.get_rules():
            last = None
            for part in rule:
                if isinstance(part, TEST):
                    last = _under(last, WhereNode(WhereCheck(part[0])))
                    continue
                if type(part) not in kinds:
                    kinds[type(part)] = _under(self.root_node, FeatureTesterNode(TypeCheck(type(part))))
                pattern = _under(kinds[type(part)], PatternNode(part))
                last = pattern if last is None else self._joined(last, pattern)
            self._firing.append(_under(last, ConflictSetNode(rule)))
        self._holding += self._firing

    def _joined(self, left: Any, right: Any) -> OrdinaryMatchNode:  # noqa: ANN401  # experta has no types
        node = OrdinaryMatchNode(SameContextCheck())
        left.add_child(node, node.activate_left)
        right.add_child(node, node.activate_right)
        self._holding.append(node)
        return node


def _under(parent: Any, node: Any) -> Any:  # noqa: ANN401  # experta has no types
    parent.add_child(node, node.activate)
    return node


class PatternNode(FeatureTesterNode):  # type: ignore[misc]  # experta has no types
    """All that a pattern asks of one fact, at once: experta has a node for each field, and copies what passes at every one."""

    def __init__(self, pattern: Fact) -> None:
        self._bind = pattern.__bind__
        self._tests = [(name, one.match) for name, one in pattern.items() if isinstance(one, P)]
        super().__init__(self._matched)

    def activate(self, token: Token) -> None:
        """Pass a fact on that matches, by the name that it is bound to."""
        (fact,) = token.data
        if self._matched(fact):
            passed = Token(token.tag, token.data, {} if self._bind is None else {self._bind: fact})
            for child in self.children:
                child.callback(passed)

    def _matched(self, fact: Fact) -> bool:
        return all(name in fact and test(fact[name]) for name, test in self._tests)


class Network(KnowledgeEngine):  # type: ignore[misc]  # experta has no types
    """The engine class that every compiled network is a subclass of. Its rules are added by `_compile`."""

    __matcher__ = Matcher
    program: Program
    unfolded: Remaining
    whole: Sequence[Stage]
    asked: set[str]
    """The rules that are asked, all if it is empty; the empty name in it stands for none."""
    stand_in: meaning.StandIn | None = None
    layout: Layout
    budget: int

    def reset(self, **_: object) -> None:
        """Empty the agenda, the facts and every node's memory, and drop activations still waiting in the nodes."""
        self.agenda = Agenda()
        self.facts = FactList()
        self.facts.declare(InitialFact())  # experta warns of a declaration into an empty list
        self.matcher.reset()
        self.get_activations()
        self.running = False

    def begin(self, memory: ir.Memory, stages: Sequence[Stage], verdicts: dict[str, ir.Verdict]) -> None:
        """Declare the first stratum on this memory. verdicts: those that are known before."""
        self.stages = stages
        self.memory: dict[str, ir.Possible] = dict(memory)
        self.verdicts = verdicts
        self._declare(0)

    def conclude(self, rule: ir.Rule) -> None:
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


class Layout:
    """Which experta fact, one per stratum, carries which path under which field name."""

    def __init__(self, program: Program, scope: ir.Scope) -> None:
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
