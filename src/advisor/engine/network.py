"""experta's network as one run goes through it: its nodes built and emptied, a stratum's facts declared, then closed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from advisor import ir, meaning
from advisor._experta import (
    TEST,
    Agenda,
    ConflictSetNode,
    Fact,
    FactList,
    InitialFact,
    KnowledgeEngine,
    OrdinaryMatchNode,
    ReteMatcher,
    Rule,
    SameContextCheck,
    WhereCheck,
    WhereNode,
)
from advisor.meaning import Program, Remaining, Stage


class Matcher(ReteMatcher):  # type: ignore[misc]  # experta has no types
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
