"""experta as its documentation uses it: one fact, a `@Rule` a rule, inferences declared as facts, one engine reused."""

from __future__ import annotations

import collections
import collections.abc
from collections.abc import Callable

for _name in collections.abc.__all__:  # experta 1.9.4 pins a frozendict that reads `collections.Mapping`
    if not hasattr(collections, _name):
        setattr(collections, _name, getattr(collections.abc, _name))

from experta import MATCH, TEST, Fact, KnowledgeEngine, L, P, Rule  # noqa: E402  # only importable after the above

from rule_set import FACTS, RULES, Join, Peer, Said, Test, restated  # noqa: E402  # as above
from rule_set import Rule as Stated  # noqa: E402  # as above


class Order(Fact):
    """One order."""


def open_experta() -> Peer:
    names: dict[str, object] = {f"rule_{number}": _method(rule) for number, rule in enumerate(RULES)}
    engine = type("Pathways", (KnowledgeEngine,), names)()
    engine.fired = []

    def fired(said: Said) -> list[str]:
        engine.reset()
        engine.fired = []
        engine.declare(Order(**said))
        engine.run()
        return list(engine.fired)

    return fired


def _method(rule: Stated) -> object:
    def fire(self: KnowledgeEngine, **_: object) -> None:
        self.fired.append(rule.id)
        if rule.derives:
            self.declare(Fact(derived=rule.derives))

    joined = (
        sorted({fact for side in (rule.join.left, rule.join.right) for _, fact in side if fact}) if rule.join else []
    )
    tests = [restated(test) for test in rule.tests]
    constraints = {test.fact: _constraint(test) for test in tests if test.fact in FACTS}
    patterns: list[object] = [Order(**constraints, **{fact: getattr(MATCH, fact) for fact in joined})]
    patterns += [Fact(derived=test.fact) for test in tests if test.fact not in FACTS]
    if rule.join:
        patterns.append(TEST(_less(rule.join, joined)))
    return Rule(*patterns)(fire)


def _constraint(test: Test) -> object:
    if len(test.among) == 1:
        return test.among[0]
    if test.among:
        first, *others = (L(value) for value in test.among)
        for other in others:
            first |= other
        return first
    low, high = test.low, test.high
    if low is None:
        return P(lambda value: value <= high)
    return P(lambda value: value >= low) if high is None else P(lambda value: low <= value <= high)


def _less(join: Join, names: list[str]) -> Callable[..., bool]:
    """Return the test over matched names, which experta passes by the names of its parameters."""
    left, right = (
        " + ".join(f"{factor} * {fact}" if fact else str(factor) for factor, fact in side)
        for side in (join.left, join.right)
    )
    test: Callable[..., bool] = eval(f"lambda {', '.join(names)}: {left} < {right}")  # noqa: S307  # our own rule set, as its author would have typed it
    return test
