"""Conditions as infix expressions, which zen and CEL write alike but for the word between two of them."""

from __future__ import annotations

import json

from rule_set import RULES, Join, Rule, Test, Value


def literal(value: Value) -> str:
    return json.dumps(value)


def join_text(join: Join) -> str:
    left, right = (
        " + ".join(f"{factor} * {fact}" if fact else str(factor) for factor, fact in side)
        for side in (join.left, join.right)
    )
    return f"{left} < {right}"


def _test(test: Test, names: dict[str, str], both: str) -> str:
    name = names.get(test.fact, test.fact)
    if test.among:
        told = [literal(value) for value in test.among]
        return f"{name} == {told[0]}" if len(told) == 1 else f"{name} in [{', '.join(told)}]"
    ends = [f"{name} >= {test.low}"] if test.low is not None else []
    ends += [f"{name} <= {test.high}"] if test.high is not None else []
    return both.join(ends)


def condition(rule: Rule, names: dict[str, str], both: str) -> str:
    """Return a rule's condition. names: what a derived fact is written as. both: ` and `, or ` && `."""
    parts = [_test(test, names, both) for test in rule.tests] + ([join_text(rule.join)] if rule.join else [])
    return both.join(f"({part})" for part in parts)


def inlined(both: str) -> dict[str, str]:
    """Return each derived fact as the condition that derives it."""
    names: dict[str, str] = {}
    for rule in RULES:
        if rule.derives:
            names[rule.derives] = f"({condition(rule, names, both)})"
    return names


def one_list(both: str) -> str:
    """Return all rules as one list of conditions."""
    names = inlined(both)
    return f"[{', '.join(condition(rule, names, both) for rule in RULES)}]"
