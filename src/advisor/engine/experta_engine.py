"""The reference engine over one pack: its networks, asked anew or only where something changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from advisor import ir, meaning
from advisor._experta import KnowledgeEngine
from advisor.engine.compiled import compiled
from advisor.errors import EngineError
from advisor.meaning import Folded, Program, Stage
from advisor.trace import Outcome


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
