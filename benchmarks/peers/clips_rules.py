"""CLIPS through clipspy: a template, a defrule a rule, inferences as facts asserted by rules.

The environment is built anew every thousand orders: its table of symbols grows otherwise.
"""

from __future__ import annotations

import clips

from rule_set import FACTS, RULES, Join, Peer, Rule, Said, Test

REBUILT_EVERY = 1000


def open_clips() -> Peer:
    env, template, found = _environment()
    asked = 0

    def fired(said: Said) -> list[str]:
        nonlocal env, template, found, asked
        if asked == REBUILT_EVERY:
            env, template, found = _environment()
            asked = 0
        asked += 1
        env.reset()
        found.clear()
        template.assert_fact(**{name: _slot(value) for name, value in said.items()})
        env.run()
        return list(found)

    return fired


def _environment() -> tuple[clips.Environment, clips.Template, list[str]]:
    env = clips.Environment()
    env.build(f"(deftemplate order {' '.join(f'(slot {fact})' for fact in FACTS)})")
    found: list[str] = []
    env.define_function(found.append, "fired")
    for rule in RULES:
        env.build(_defrule(rule))
    return env, env.find_template("order"), found


def _slot(value: object) -> object:
    return (
        clips.Symbol(value)
        if isinstance(value, str)
        else clips.Symbol(str(value).upper())
        if isinstance(value, bool)
        else value
    )


def _defrule(rule: Rule) -> str:
    inferred = [test for test in rule.tests if test.fact not in FACTS]
    slots = [_slot_test(test) for test in rule.tests if test.fact in FACTS]
    joined = (
        sorted({fact for side in (rule.join.left, rule.join.right) for _, fact in side if fact}) if rule.join else []
    )
    patterns = [f"(order {' '.join(slots + [f'({fact} ?{fact})' for fact in joined])})"]
    patterns += [f"({test.fact})" if test.among == (True,) else f"(not ({test.fact}))" for test in inferred]
    patterns += [f"(test {_less(rule.join)})"] if rule.join else []
    salience = "(declare (salience 10)) " if rule.derives else ""  # `large: false` is read once inference is over
    asserts = f" (assert ({rule.derives}))" if rule.derives else ""
    return f'(defrule {rule.id} {salience}{" ".join(patterns)} => (fired "{rule.id}"){asserts})'


def _slot_test(test: Test) -> str:
    if test.among:
        told = [str(value).upper() if isinstance(value, bool) else str(value) for value in test.among]
        return f"({test.fact} {'|'.join(told)})"
    ends = [f"(>= ?v {test.low})"] if test.low is not None else []
    ends += [f"(<= ?v {test.high})"] if test.high is not None else []
    return f"({test.fact} ?v&:(and {' '.join(ends)} TRUE))"


def _less(join: Join) -> str:
    left, right = (
        f"(+ 0 {' '.join(f'(* {factor} ?{fact})' if fact else str(factor) for factor, fact in side)})"
        for side in (join.left, join.right)
    )
    return f"(< {left} {right})"
