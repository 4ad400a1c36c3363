"""durable_rules: a ruleset of facts; inferences are facts that rules assert; every order is a session of its own."""

from __future__ import annotations

import operator
from functools import cache, reduce
from typing import Any

from durable.lang import assert_fact, delete_state, m, ruleset, when_all

from rule_set import FACTS, RULES, Join, Peer, Rule, Said, Test, restated

NAME = "pathways"


@cache
def open_durable() -> Peer:
    """Return the one ruleset that a process can have under a name."""
    found: list[str] = []
    with ruleset(NAME):
        for rule in RULES:
            _add(rule, found)
    asked = 0

    def fired(said: Said) -> list[str]:
        nonlocal asked
        found.clear()
        asked += 1
        session = str(asked)
        assert_fact(NAME, {"sid": session, "kind": "order", **said})
        delete_state(NAME, session)
        return list(found)

    return fired


def _add(rule: Rule, found: list[str]) -> None:
    tests = [restated(test) for test in rule.tests]
    own = [_test(test) for test in tests if test.fact in FACTS] + ([_less(rule.join)] if rule.join else [])
    patterns = [reduce(operator.and_, own, m.kind == "order")]
    patterns += [m.inferred == test.fact for test in tests if test.fact not in FACTS]

    def act(session: Any) -> None:  # noqa: ANN401  # durable_rules has no types
        found.append(rule.id)
        if rule.derives:
            session.assert_fact({"inferred": rule.derives})

    when_all(*patterns)(act)


def _test(test: Test) -> Any:  # noqa: ANN401  # as above
    fact = getattr(m, test.fact)
    if test.among:
        return reduce(operator.or_, (fact == value for value in test.among))
    ends = ([fact >= test.low] if test.low is not None else []) + ([fact <= test.high] if test.high is not None else [])
    return reduce(operator.and_, ends)


def _less(join: Join) -> Any:  # noqa: ANN401  # as above
    """Return left < right; durable_rules wants a lone fact on the left of a comparison."""
    if len(join.left) == 1 and join.left[0][0] == 1:
        return getattr(m, join.left[0][1]) < _sum(join.right)
    return getattr(m, join.right[0][1]) > _sum(join.left)


def _sum(parts: tuple[tuple[int, str], ...]) -> Any:  # noqa: ANN401  # as above
    facts = [getattr(m, fact) * factor for factor, fact in parts if fact]
    return reduce(operator.add, [*facts, *(factor for factor, fact in parts if not fact)])
