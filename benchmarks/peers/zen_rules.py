"""zen-engine, twice: all rules in one compiled expression (its best form), and as a decision table that collects."""

from __future__ import annotations

import json
from itertools import compress

import zen

from peers.infix import inlined, join_text, literal, one_list
from rule_set import DERIVED, FACTS, RULES, Peer, Rule, Said, Test

IDS = tuple(rule.id for rule in RULES)
AND = " and "


def open_expression() -> Peer:
    compiled = zen.compile_expression(one_list(AND))

    def fired(said: Said) -> list[str]:
        return list(compress(IDS, compiled.evaluate(said)))

    return fired


def open_table() -> Peer:
    """Return the table that an analyst would draw: inferences first, then a row a rule, every hit collected."""
    decision = zen.ZenEngine().create_decision(json.dumps(_graph()))
    inferences = [(rule.id, rule.derives) for rule in RULES if rule.derives]

    def fired(said: Said) -> list[str]:
        found = decision.evaluate(said)["result"]
        return [id for id, fact in inferences if found[fact]] + [hit["rule"] for hit in found["hits"]]

    return fired


def _graph() -> dict[str, object]:
    expressions = [{"id": name, "key": name, "value": text} for name, text in inlined(AND).items()]
    nodes = [
        {"id": "in", "name": "order", "type": "inputNode"},
        {"id": "infer", "name": "infer", "type": "expressionNode", "content": {"expressions": expressions, "passThrough": True}},
        {"id": "table", "name": "table", "type": "decisionTableNode", "content": _table()},
        {"id": "out", "name": "fired", "type": "outputNode"},
    ]  # fmt: skip
    steps = (("in", "infer"), ("infer", "table"), ("table", "out"))
    edges = [{"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in steps]
    return {"nodes": nodes, "edges": edges}


def _table() -> dict[str, object]:
    tested = {test.fact for rule in RULES for test in rule.tests}
    columns = [{"id": fact, "name": fact, "field": fact} for fact in (*FACTS, *DERIVED) if fact in tested]
    return {
        "hitPolicy": "collect",
        "inputs": [*columns, {"id": "join", "name": "arithmetic"}],
        "outputs": [{"id": "rule", "name": "rule", "field": "rule"}],
        "rules": [_row(rule) for rule in RULES if rule.pathway],
        "passThrough": True,
        "outputPath": "hits",
    }


def _row(rule: Rule) -> dict[str, str]:
    cells = {test.fact: _cell(test) for test in rule.tests} | ({"join": join_text(rule.join)} if rule.join else {})
    return {"_id": rule.id, "rule": literal(rule.id)} | cells


def _cell(test: Test) -> str:
    """Return a cell, which tests the value of its column: `>= 5`, `[5..9]`, or any of several."""
    if test.among:
        return ", ".join(map(literal, test.among))
    if test.low is None or test.high is None:
        return f"<= {test.high}" if test.low is None else f">= {test.low}"
    return f"[{test.low}..{test.high}]"
