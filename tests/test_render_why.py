"""Why and why not: every rule with what it asked, what it read, and who claims it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from advisor.advice import Advisor
from advisor.errors import Place
from advisor.ir import (
    UNLIMITED,
    Among,
    And,
    Arithmetic,
    Choose,
    Compare,
    Condition,
    Count,
    Divide,
    Expression,
    Extreme,
    Figure,
    Holds,
    Known,
    Lookup,
    Not,
    Number,
    Or,
    Pack,
    Read,
    Same,
    Step,
    Tally,
    Within,
)
from advisor.pack.load import builtin
from advisor.render import Renderer
from advisor.render.condition_words import Claims
from advisor.render.names import PackNames
from advisor.render.tender import pack_tender
from advisor.trace import Advice, Change, Order
from conftest import Run

Advise = Callable[[str], Advice]
QUIZ = "{id: quiz-1, quantity: 120, deadline: 4 weeks}"
MONTH = Figure("month", "likely", 30)
CLAUSES: list[tuple[Condition, str]] = [
    (Within("order.quantity", Number(20), Number(150)), "order quantity: 20–150 units"),
    (Within("order.quantity", Number(100), None), "order quantity: at least 100 units"),
    (Within("order.deadline", None, MONTH), "deadline: at most 30 days"),
    (Not(Within("order.deadline", Number(UNLIMITED), Number(UNLIMITED))), "deadline: other than no deadline"),
    (Among("order.heritage", ("core", "nice")), "hand-crafted heritage: core to the brand or nice to have"),
    (Not(Among("order.heritage", ("none",))), "hand-crafted heritage: not not part of it"),
    (Among("order.market_proven", (True,)), "proven market: yes"),
    (Holds("order.documents", "has", ("step", "bom")), "documents at hand: with a STEP file and a bill of materials"),
    (Holds("order.documents", "lacks", ("step",)), "documents at hand: without a STEP file"),
    (Holds("order.documents", "only", ("step",)), "documents at hand: only a STEP file"),
    (Not(Holds("order.documents", "has", ("step",))), "not (documents at hand: with a STEP file)"),
    (Known("order.quantity"), "order quantity is known"),
    (Not(Known("order.quantity")), "order quantity is unknown"),
    (
        Same("order.studio_region", "order.customer_region"),
        "country of the studio is the same as country of the customers",
    ),
    (
        Not(Same("order.studio_region", "order.customer_region")),
        "country of the studio is not the same as country of the customers",
    ),
    (
        Compare(">", Read("option.tooling.low"), Read("order.cash_for_tooling")),
        "lowest tooling is more than cash for tooling",
    ),
    (
        Or((Among("order.market_proven", (True,)), Known("order.quantity"))),
        "(proven market: yes or order quantity is known)",
    ),
    (And(()), "always"),
]
FORMULAS: list[tuple[Expression, str]] = [
    (Arithmetic("*", Read("order.quantity"), MONTH), "order quantity × 30 days"),
    (
        Divide("half_up", Arithmetic("+", Number(1), Number(2)), Read("order.quantity")),
        "(1 + 2) ÷ order quantity (rounded to the nearest)",
    ),
    (Extreme("min", (Number(1), Number(2))), "the smallest of 1 and 2"),
    (Step(Read("order.quantity"), "option.unit_cost.low"), "lowest price of a unit at order quantity"),
    (Count("order.owns"), "how many there are of machines of your own"),
    (Tally((Known("order.quantity"),)), "how many hold of: order quantity is known"),
    (Choose(Known("order.quantity"), Number(1), Number(0)), "1 if order quantity is known, else 0"),
    (
        Lookup("eu_flat_duty", "order.studio_region", (), 300),
        "EU flat duty for each kind of item in a low-value parcel to a consumer",
    ),
    (Read("option.landed_unit_cost.high"), "highest landed unit cost"),
]


@pytest.fixture(scope="module")
def renderer(pack: Pack) -> Renderer:
    return Renderer(pack, builtin() / "templates")


@pytest.mark.parametrize(("condition", "told"), CLAUSES)
def test_conditions_are_phrases(pack: Pack, condition: Condition, told: str) -> None:
    """Labels, thresholds with their units, choices in their words."""
    assert Claims(PackNames(pack, pack_tender(pack))).clause(condition) == told


@pytest.mark.parametrize(("formula", "told"), FORMULAS)
def test_formulas_are_words(pack: Pack, formula: Expression, told: str) -> None:
    """Every shape of a formula can be said."""
    assert Claims(PackNames(pack, pack_tender(pack))).formula(formula) == told


def test_every_rule_of_the_pack_can_be_said(pack: Pack) -> None:
    """No rule's conditions or points are beyond words."""
    claims = Claims(PackNames(pack, pack_tender(pack)))

    assert all(claims.clauses((*rule.tests, *rule.joins)) is not None for rule in pack.rules.values())
    assert Place("x") < Place("y")


def test_why_tells_sentence_values_source_and_place(renderer: Renderer, advise: Advise) -> None:
    """Each rule that holds is told with what it asked, what it read, who claims it and where it stands."""
    flat = " ".join(renderer.why(advise(QUIZ)).split())

    assert "this order is due in 4 weeks" in flat
    assert "Asks: deadline: at most 30 days" in flat
    assert "Read: deadline, 4 weeks" in flat
    assert "“How to choose the right pathway: speed to shelf”" in flat
    assert "Rule: digital-within-a-month, rules/speed.yaml:" in flat


def test_why_one_rule_tells_every_verdict(renderer: Renderer, walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """Where a rule was asked of several options, each has its verdict and values."""
    told = renderer.why(walk.advise(order_of(QUIZ), trace="all"), "below-moq")

    assert told.count("Does not hold:") == 4
    assert "So it excludes the option" in told


def _why_not(renderer: Renderer, advice: Advice, pathway: str, changes: Sequence[Change] = ()) -> str:
    return renderer.why_nots(advice, {pathway: changes}, None, "text")


def test_why_not_names_the_exclusion_and_the_least_change(
    renderer: Renderer, walk: Advisor, order_of: Callable[[str], Order]
) -> None:
    """An excluded pathway: the values read, and the change that would lift it."""
    order = order_of(QUIZ)
    told = _why_not(renderer, walk.advise(order), "small_factory", walk.least_changes(order, "small_factory"))

    assert "What excludes it" in told
    assert "Read: smallest order, 250 units" in told
    assert "order quantity: 250 units instead of 120 units" in told


def test_why_not_tells_by_how_much_it_loses(renderer: Renderer, advise: Advise) -> None:
    """A pathway that is not excluded: the points between it and the winner."""
    flat = " ".join(_why_not(renderer, advise(QUIZ), "maker_hub").split())

    assert "45 points behind Distributed fabrication network (-30 points against 15 points)" in flat


def test_why_not_of_the_winner_says_that_it_wins(renderer: Renderer, advise: Advise) -> None:
    """There is nothing to lift."""
    assert "is the answer" in _why_not(renderer, advise(QUIZ), "fab_network")


def test_why_not_where_nothing_fits(renderer: Renderer, walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """With every option excluded, each pathway still has its reasons and its change."""
    order = order_of("{quantity: 50, deadline: 4 days}")
    told = _why_not(renderer, walk.advise(order), "maker_hub", walk.least_changes(order, "maker_hub"))

    assert "deadline: 2 weeks instead of 4 days" in told


CURES = [
    ("{item: soy candle, quantity: 720, deadline: 319 days, longest_side: 90 mm}", ("deadline: ", "process: ", "longest side: ", "order quantity: 50 ")),
    ("{item: phone case, material: acrylic, quantity: 80, deadline: 140 days, owned_machines: laser cutter}", ("deadline: ", "process: ", "number of parts: ")),
]  # fmt: skip


@pytest.mark.parametrize(("order", "vain"), CURES)
def test_nobody_is_told_to_do_what_nobody_would(cli: Run, order: str, vain: tuple[str, ...]) -> None:
    """To have another win nobody cuts a time that is given, names a process where whichever suits, or makes a thing of a size or of parts that no one says."""
    told = cli("why-not", "-", stdin=order).stdout
    wins = [part.partition("Why not")[0] for part in told.split("What would make it win")[1:]]

    assert wins
    assert not [word for part in wins for word in vain if f"- {word}" in part]
