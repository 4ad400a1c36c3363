"""Flips: a stated flip flips, one step less does not, and of one fact none nearer is missed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.analysis.flip import distance_exactly, flips
from advisor.analysis.lab import Lab
from advisor.analysis.order_variants import Answers, columnar, variants
from advisor.ir import Numbers, OneOf, Possible
from advisor.meaning.possible import NONE
from advisor.trace import Order
from advisor.variation import Flips
from conftest import Run
from counts import count, every
from walked import walked

QUIZ = "{id: quiz-1, quantity: 120, deadline: 4 weeks}"
ORDERS = [
    QUIZ,
    "{quantity: 300, deadline: 8 weeks, material: plastic, cash_for_tooling: EUR 400}",
    "{quantity: 800, deadline: 30 days, own_capacity_per_week: 20, total_cash: EUR 900, material: wood}",
    "{quantity: 90, deadline: 60 days, heritage: core, total_cash: EUR 3000, unit_cost_ceiling: EUR 50}",
]
MONEY = ("total_cash", "cash_for_tooling", "unit_cost_ceiling")


@pytest.fixture(scope="module")
def answers(walk: Advisor) -> Answers:
    return columnar(walk)


def wins(walk: Advisor, order: Order, values: dict[str, Possible]) -> str | None:
    """Return the pathway that wins once some facts have other values, asked alone by the plain walk."""
    return walk.weigh(replace(order, given={**order.given, **values})).pathway


def found(walk: Advisor, answers: Answers, order: Order) -> Flips:
    return flips(walk, answers, order, most=800)


@pytest.mark.parametrize("text", ORDERS)
def test_a_stated_flip_flips(walk: Advisor, answers: Answers, order_of: Callable[[str], Order], text: str) -> None:
    """Each flip, of one fact or of two, makes its pathway win, and none is of the pathway that wins anyway."""
    order = order_of(text)
    told = found(walk, answers, order)

    assert told.flips
    assert all(wins(walk, order, dict(one.values)) == one.pathway != told.pathway for one in told.flips)


@pytest.mark.parametrize("text", ORDERS)
def test_one_step_less_does_not(walk: Advisor, answers: Answers, order_of: Callable[[str], Order], text: str) -> None:
    """A number one nearer to what is given does not make the pathway win; where it is proved, none nearer does."""
    order = order_of(text)
    decided = walk.weigh(order)
    for one in found(walk, answers, order).flips:
        (path, value), *more = one.values
        given = decided.assumed.memory[path]
        if more or not isinstance(value, Numbers) or not isinstance(given, Numbers) or value == NONE:
            continue
        if distance_exactly(given, value) == 0:
            continue
        nearer = value.low + (-1 if value.low > given.high else 1)
        assert wins(walk, order, {path: Numbers(nearer, nearer)}) != one.pathway
        if one.is_least and given.low == given.high:
            low, high = sorted((given.low, nearer))
            for tried in random.Random(1).sample(range(low, high + 1), min(count(12), high - low + 1)):  # noqa: S311  # seeded sample
                assert wins(walk, order, {path: Numbers(tried, tried)}) != one.pathway


@pytest.mark.parametrize("fact", MONEY)
def test_of_money_no_flip_is_missed(
    walk: Advisor, answers: Answers, order_of: Callable[[str], Order], fact: str
) -> None:
    """On a fine grid over what matters, whatever pathway wins has a flip of that fact, and that is no farther away."""
    order = order_of(
        "{quantity: 120, deadline: 8 weeks, material: plastic, total_cash: EUR 5000, cash_for_tooling: EUR 300, unit_cost_ceiling: EUR 60}"
    )
    given = order.given[f"order.{fact}"]
    told = [
        one
        for one in flips(walk, answers, order, most=800).flips
        if one.values[0][0] == f"order.{fact}" and len(one.values) == 1
    ]
    nearest = {one.pathway: distance_exactly(given, one.values[0][1]) for one in told}
    lab, won = Lab(walk, answers, order), walk.weigh(order).pathway
    for value in range(0, 1_500_000, every(10) * 3_001):
        pathway = lab.decide({f"order.{fact}": Numbers(value, value)}).pathway
        if pathway not in (None, won):
            assert nearest[pathway] <= distance_exactly(given, Numbers(value, value))


def test_a_trial_decides_as_if_asked_anew(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """What is taken over from the order with a fact unknown leaves what stands, and its order, as when asked alone."""
    order = order_of(ORDERS[2])
    tries: dict[str, list[Possible]] = {
        "order.quantity": [Numbers(one, one) for one in (1, 50, 250, 5000)],
        "order.own_capacity_per_week": [Numbers(one, one) for one in (0, 1, 400)],
        "order.material": [OneOf((one,)) for one in ("plastic", "glass", "metal")],
        "order.deadline": [Numbers(7, 7), NONE],
    }
    lab = Lab(walk, walked(walk, order), order)
    for path, values in tries.items():
        for value in values:
            alone = walk.weigh(replace(order, given={**order.given, path: value}))
            tried = lab.decide({path: value})
            standing = [
                [one.option.id for one in each.candidates if one.contestant.excluded is not True]
                for each in (tried, alone)
            ]
            assert standing[0] == standing[1]
            assert tried.pathway == alone.pathway


@pytest.mark.parametrize("text", ORDERS)
def test_the_engine_and_the_walk_answer_a_frame_alike(
    walk: Advisor, answers: Answers, order_of: Callable[[str], Order], text: str
) -> None:
    """Row for row, the columnar engine's winners are those of the plain walk, with quotes too."""
    order = order_of(text)
    quantities = [{"order.quantity": Numbers(one, one)} for one in range(1, 400, 23)]
    deadlines = [{"order.deadline": one} for one in (Numbers(3, 3), Numbers(14, 14), NONE)]
    tried = variants(walk, order, [*quantities, *deadlines])

    assert [*answers(tried)] == [*walked(walk, order)(tried)]


def test_what_was_not_asked_value_by_value_is_said(
    walk: Advisor, answers: Answers, order_of: Callable[[str], Order]
) -> None:
    """By quantity options are ranked: where too few are asked one by one, it is named. Own capacity turns by steps."""
    order = order_of(QUIZ)

    assert flips(walk, answers, order, most=50).unproved == (
        "order.quantity",
        "order.longest_side",
        "order.moulds_owned",
    )
    assert flips(walk, answers, order).unproved == ("order.longest_side",)  # the other sides are assumed by way of it


def test_a_fact_that_counts_by_way_of_an_estimate_is_exact(
    walk: Advisor, answers: Answers, order_of: Callable[[str], Order]
) -> None:
    """The client's deposit counts by way of the cash peak, from more than none on: each flip is the first that brute force finds."""
    path = "order.client_deposit"
    order = order_of("{quantity: 800, deadline: 30 days, total_cash: EUR 900, material: wood, selling_price: EUR 25}")
    told = found(walk, answers, order)
    nearest = {flip.pathway: flip.values[0][1] for flip in told.flips if flip.values[0][0] == path}
    values = range(10_001)
    won = [pathway for pathway, _ in Lab(walk, answers, order).at(path, values)]
    given = walk.weigh(order).assumed.memory[path]
    expected: dict[str, Possible] = {}
    for value, pathway in sorted(
        zip(values, won, strict=True), key=lambda one: distance_exactly(given, Numbers(one[0], one[0]))
    ):
        if pathway not in (None, told.pathway):
            expected.setdefault(pathway, Numbers(value, value))

    assert path not in told.unproved
    assert expected
    assert nearest == expected


def test_why_not_tells_every_loser_in_every_form(cli: Run) -> None:
    """Without a pathway `why-not` speaks of all that lose; the factory wins quiz 1 from 301 units, not from the 250 it takes."""
    for form in ("text", "markdown", "html"):
        told = " ".join(cli("why-not", "-", "--format", form, stdin=QUIZ).stdout.split())
        assert "301 units" in told
        assert "Why not Local maker hub" in told
    told = json.loads(cli("why-not", "-", "small_factory", "--format", "json", stdin=QUIZ).stdout)
    (factory,) = told["why_not"]

    assert factory["excluded_by"] == [{"rule": "below-moq", "changes": {"quantity": "250"}, "unrealistic": []}]
    assert {"quantity": "301"} in [one["facts"] for one in factory["flips"]]
