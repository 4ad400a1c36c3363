"""Why each other pathway lost: a lift lifts, one step less does not, and the place it names is the one it would have."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from advisor import meaning, ranking
from advisor.advice import Advisor
from advisor.advice.change import distance
from advisor.ir import And, Numbers, Possible
from advisor.meaning import truth
from advisor.meaning.possible import NONE
from advisor.pack.load import builtin
from advisor.render.page import Renderer
from advisor.trace import Advice, Order

ORDERS = [
    "{quantity: 120, deadline: 4 weeks}",
    "{quantity: 300, deadline: 8 weeks, material: plastic, cash_for_tooling: EUR 400}",
    "{quantity: 50, deadline: 4 days}",
    "{quantity: 800, deadline: 30 days, own_capacity_per_week: 20, total_cash: EUR 900, material: wood}",
    "{quantity: 80-150, material: [wood, metal], unit_cost_ceiling: EUR 9}",
]


def lifted(walk: Advisor, advice: Advice, option: str, rule: str, path: str, value: Possible) -> bool:
    """Return whether an exclusion does not hold of an option once a fact has another value, all else as it was."""
    one = next(one for one in walk.weigh(advice.order).candidates if one.option.id == option)
    rules = walk.pack.rules[rule]
    return truth.holds(And(rules.tests + rules.joins), {**one.assumed.memory, path: value}) is False


@pytest.mark.parametrize("text", ORDERS)
def test_a_lift_lifts_and_one_step_less_does_not(walk: Advisor, order_of: Callable[[str], Order], text: str) -> None:
    """Every number named lifts its exclusion; the next round one nearer to what is given, or any if it is beyond what is meant, does not."""
    advice = walk.advise(order_of(text), witnesses=False)
    asked = 0
    for lost in advice.lost:
        for lift in lost.lifts:
            for path, value in lift.changes:
                given = advice.memory[path]
                assert lifted(walk, advice, lost.option, lift.rule, path, value)
                if isinstance(value, Numbers) and value != NONE and isinstance(given, Numbers):
                    is_up, fact = value.low > given.high, walk.pack.facts[path.removeprefix("order.")]
                    near = value.low + (-1 if is_up else 1)
                    near = near if path in lift.beyond else meaning.rounded(near, fact, up=not is_up)
                    nearer = Numbers(near, near)
                    assert not lifted(walk, advice, lost.option, lift.rule, path, nearer)
                    asked += 1

    assert asked


@pytest.mark.parametrize("text", ORDERS)
def test_every_exclusion_of_every_loser_is_told(walk: Advisor, order_of: Callable[[str], Order], text: str) -> None:
    """Each pathway but the winner's is told of once, with all the exclusions of its best option."""
    advice = walk.advise(order_of(text), witnesses=False)
    rows = {row.option.id: row for row in advice.ranking}

    assert {one.pathway for one in advice.lost} == {row.option.pathway for row in advice.ranking} - {advice.pathway}
    assert all({lift.rule for lift in one.lifts} == set(rows[one.option].ruled_out_by) for one in advice.lost)


@pytest.mark.parametrize("text", ORDERS)
def test_the_place_is_that_of_a_ranking_without_the_exclusions(
    walk: Advisor, order_of: Callable[[str], Order], text: str
) -> None:
    """Ranked as if it were not excluded, a loser is as far behind the winner as is said."""
    order = order_of(text)
    advice, decision = walk.advise(order, witnesses=False), walk.weigh(order)
    for lost in advice.lost:
        everyone = [
            replace(one.contestant, excluded=False)
            if one.option.id == lost.option and one.contestant.excluded
            else one.contestant
            for one in decision.candidates
        ]
        ranked = ranking.rank(everyone)
        before = {one.pathway for one in ranked[: [one.option for one in ranked].index(lost.option)]}

        assert lost.place == 1 + len(before - {lost.pathway})
        if advice.winner is None:
            assert lost.behind is None
        elif lost.behind is not None and lost.behind > 0:
            assert lost.place > 1


def test_the_advice_says_of_each_loser_what_would_lift_it(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """Quiz 1: the factory's smallest order with its source, 250 units to lift it, and how far it would still be behind."""
    told = Renderer(walk.pack, builtin() / "templates").text(walk.advise(order_of(ORDERS[0]), witnesses=False))
    words = " ".join(told.split())

    assert "The smallest order taken is 250 units; this order is 120 units. [artfolio]" in words
    assert "The least change that lifts it: order quantity 250 units." in words
    assert "Were it not excluded, it would likely not keep the deadline." in words
    assert "order quantity 50 units (not realistic) and deadline 72 days (not realistic)" in words


def test_distance_is_in_hundredths_of_what_is_given() -> None:
    """From 100 to 125 it is 25; within what is vague it is nothing; to no limit it is as far as can be."""
    given = Numbers(100, 100)

    assert distance(given, Numbers(125, 125)) == 25
    assert distance(given, Numbers(80, 80)) == 20
    assert distance(Numbers(80, 150), Numbers(90, 90)) == 0
    assert distance(given, NONE) > distance(given, Numbers(10**6, 10**6))
