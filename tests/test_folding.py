"""Folding an option's own numbers into a pack changes no number and no verdict."""

from __future__ import annotations

import pytest
from hypothesis import given
from msgspec.structs import replace

from advisor import estimate
from advisor.advice import Advisor
from advisor.advice.decision import Decision
from advisor.advice.trials import WalkTrials
from advisor.advice.weigher import Weigher
from advisor.ir import Memory, Number, Numbers, OneOf
from advisor.meaning import Folding
from advisor.meaning.walk import Walk
from advisor.ranking import Contestant
from counts import count, every
from strategies import advisor_of, make_order, make_pack, read_order, scenes, seeded
from test_laws import Scene, lawful, opened


def differences(advisor: Advisor, given_facts: Memory, step: int = 1) -> list[str]:
    """Return the options, one in so many, whose plain walk and folded walk differ."""
    walk, folding = Walk(advisor.program), Folding(advisor.program)
    known = walk.run("order", {**estimate.unknown_order(advisor.pack, advisor.derived), **given_facts}).memory
    found = []
    for option in [*advisor.pack.options.values()][::step]:
        own = estimate.option_memory(option)
        folded = folding.of(own)
        plain = walk.run("option", {**known, **own})
        quick = walk.run("option", {**known, **folded.constants}, folded)
        if plain.memory != quick.memory or plain.verdicts != quick.verdicts:
            found.append(option.id)
    return found


@lawful
@given(scenes())
def test_folding_changes_nothing(scene: Scene) -> None:
    """On random packs and orders, what is folded gives every estimate and verdict that the plain walk gives."""
    advisor, orders = opened(scene)

    assert [differences(advisor, order.given) for order in orders] == [[] for _ in orders]


def test_folding_the_built_in_pack(walk: Advisor) -> None:
    """So it is for options of the built-in pack, one in five, and a quarter of its formulas need no order any more."""
    quantity: Memory = {"order.quantity": Numbers(80, 150)}
    folded = [Folding(walk.program).of(estimate.option_memory(one)) for one in walk.pack.options.values()]

    assert differences(walk, {}, every(5)) == differences(walk, quantity, every(5)) == []
    assert all(not isinstance(left, Number) for one in folded for left in one.formulas.values())
    whole = len(folded) * sum(len(one.readings) for one in walk.pack.estimates.values())
    assert sum(len(one.formulas) for one in folded) < whole * 3 / 4


def test_a_trial_is_what_the_engine_says(walk: Advisor, advisor: Advisor) -> None:
    """What becomes of an order with one fact more is the same on the folded walk as on experta."""
    for material in ("plastic", "metal", "wood", "glass"):
        known: Memory = {"order.quantity": Numbers(120, 120)}
        weigher = Weigher(walk.program, Walk(walk.program), walk.derived)
        value: Memory = {"order.material": OneOf((material,))}
        decision = weigher.decide(known, ())
        tried = WalkTrials(weigher, decision).decide(value)
        asked = Weigher(advisor.program, advisor._engine, advisor.derived).decide(
            {**known, **value}, ()
        )  # the engine itself

        assert _standing(tried) == _standing(asked)
        assert len(tried.candidates) == len(asked.candidates)


@pytest.mark.parametrize("seed", range(count(7)))
def test_what_becomes_known_is_decided_as_if_it_had_been_said(seed: int) -> None:
    """On random packs, orders narrowed by one to three facts, known or vague, stand as the same orders decided anew."""
    dice = seeded(f"narrower {seed}")
    walk = advisor_of(make_pack(dice), "walk")
    weigher = walk._weigher
    for _ in range(4):
        order = read_order(make_order(dice, walk.pack, known=30), walk)
        said = read_order(make_order(dice, walk.pack, known=80), walk).given
        new = [path for path in said if path not in order.given and path not in walk.derived]
        for paths in (new[:1], new[:2], new[-3:]):
            values = {path: said[path] for path in paths}
            tried = WalkTrials(weigher, weigher.weigh(order.given, order.quotes)).decide(values)
            anew = weigher.weigh({**order.given, **values}, order.quotes)

            assert _standing(tried) == _standing(anew)
            assert tried.assumed.memory == anew.assumed.memory
            assert {one.id for one in tried.waiting} == {one.id for one in anew.waiting}


def _standing(decision: Decision) -> list[Contestant]:
    standing = [one.contestant for one in decision.candidates if one.contestant.excluded is not True]
    return [replace(one, surely=False) for one in standing]
