"""Break-even: from which whole unit on another option is the cheaper, exactly, and without asking every quantity."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from advisor import estimate
from advisor.advice import Advisor
from advisor.advice.break_even import Costs, common, compared_quantities, runs
from advisor.advice.decision import Candidate, Decision
from advisor.advice.moving import Moving
from advisor.ir import Numbers, Or
from advisor.meaning import ConditionOrExpression
from advisor.meaning.reading import nodes
from advisor.order import OrderReader
from advisor.pack.load import load
from advisor.render.page import Renderer
from advisor.trace import Order
from conftest import ROOT

LASER = "{supplier: L, pathway: fab_network, process: laser_cutting, unit_cost: EUR 1.50, lead_time: 1 week}"
STAMPED = "{supplier: S, pathway: small_factory, process: stamping, unit_cost: EUR 0.40, tooling: EUR 4000, lead_time: 5 weeks}"
BREAKS = "{supplier: B, pathway: fab_network, process: cnc_machining, price_breaks: {1: EUR 20, 50: EUR 9, 400: EUR 6}, lead_time: 1 week}"
TOOLED = "{supplier: T, pathway: maker_hub, process: vacuum_casting, unit_cost: EUR 6, tooling: EUR 60, tool_life: 20, lead_time: 1 week}"
WASTEFUL = (
    "{supplier: W, pathway: small_factory, process: thermoforming, unit_cost: EUR 2, tooling: EUR 300, tool_life: 150, yield: 87 %,"
    " setup: EUR 40, lot_size: 90, minimum_charge: EUR 500, lead_time: 1 week}"
)
ABROAD = (
    "{supplier: A, pathway: small_factory, process: die_casting, unit_cost: EUR 1.10, tooling: EUR 900, origin: overseas,"
    " freight: EUR 240, freight_unit: EUR 0.30, duty_rate: 6 %, insurance: 1.5 %, moq: 300, maximum: 2500, lead_time: 1 week}"
)


def weighed(walk: Advisor, order_of: Callable[[str], Order], *quotes: str, head: str = "quantity: 200") -> Decision:
    """Return the decision over some quotes."""
    return walk.weigh(order_of(f"{head}\nquotes: [{', '.join(quotes)}]"))


def quoted(decision: Decision, supplier: str) -> Candidate:
    """Return the quote of a supplier."""
    return next(one for one in decision.candidates if one.option.supplier == supplier)


def test_stamping_beats_the_laser_from_3637_units_on(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """EUR 0.40 and a tool of 4,000 against 1.50 flat: 3,636 units still cost less cut, though both show as EUR 1.50."""
    decision = weighed(walk, order_of, LASER, STAMPED)
    costs = Costs(walk.moving)
    laser, stamped = (costs.of(quoted(decision, one)) for one in "LS")
    assert laser is not None
    assert stamped is not None
    found = runs(laser, stamped, 1, 1_000_000)

    assert [(run.quantity, run.second_is_cheaper) for run in found] == [(1, False), (3637, True)]
    assert stamped.at(3636) - laser.at(3636) == Fraction(400000, 3636) - 110
    assert stamped.at(5000) * 5000 == 600000


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LASER, STAMPED), (BREAKS, STAMPED), (BREAKS, WASTEFUL), (TOOLED, BREAKS), (TOOLED, WASTEFUL), (STAMPED, ABROAD),
        (LASER, ABROAD), (TOOLED, TOOLED.replace("supplier: T", "supplier: U").replace("maker_hub", "fab_network")),
    ],
)  # fmt: skip
def test_the_runs_are_those_that_asking_every_quantity_finds(
    walk: Advisor, order_of: Callable[[str], Order], one: str, other: str
) -> None:
    """Price breaks, tools that wear out, lots, waste and minimum charges: to 600 units, no change of order is missed."""
    decision = weighed(walk, order_of, one, other)
    first, second = [one for one in decision.candidates if one.option.is_quote]
    ends = common(walk.pack, first, second)
    costs = Costs(walk.moving)
    a, b = costs.of(first), costs.of(second)
    assert a is not None
    assert b is not None
    assert ends is not None
    asked, last = [], 0
    for quantity in range(ends[0], 601):
        now = (a.at(quantity) > b.at(quantity)) - (a.at(quantity) < b.at(quantity))
        if now not in (0, last):
            asked.append((quantity, now > 0))
            last = now

    assert [(run.quantity, run.second_is_cheaper) for run in runs(a, b, ends[0], 600)] == asked


@pytest.mark.parametrize("quantity", [1, 19, 20, 21, 149, 150, 151, 333, 400, 1000, 99_999, 1_000_000])
def test_a_curve_is_the_estimate_before_it_is_rounded(
    walk: Advisor, order_of: Callable[[str], Order], quantity: int
) -> None:
    """At any quantity it lies within half a cent, for each of the amounts that are spread, of the pack's own estimate."""
    quotes = (LASER, STAMPED, BREAKS, TOOLED, WASTEFUL, ABROAD)
    known = "quantity: 200\nmaterial: plastic\nstudio_region: germany\ncustomer_region: germany"
    decision = weighed(walk, order_of, *quotes, head=known)
    there = walk.weigh(order_of(f"{known}\nquotes: [{', '.join(quotes)}]"), quantity)
    costs = Costs(walk.moving)
    checked = 0
    for one in there.candidates:
        before = next((other for other in decision.candidates if other.option.id == one.option.id), None)
        curve = costs.of(before) if before is not None else None
        likely = estimate.spread("landed_unit_cost", one.assumed.memory).likely
        if curve is not None and likely is not None:
            assert abs(Fraction(curve.at(quantity)) - likely) <= Fraction(3, 2), one.option.id
            checked += 1

    assert checked >= len(quotes)


def test_the_quantities_that_both_take_bound_the_search(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """From the larger smallest order to the smaller largest one; None where these do not meet."""
    few = LASER.replace("unit_cost", "maximum: 250, unit_cost")
    decision = weighed(walk, order_of, few, ABROAD, STAMPED)
    cut, cast, stamped = (quoted(decision, one) for one in "LAS")

    assert common(walk.pack, cast, stamped) == (300, 2500)
    assert common(walk.pack, cut, stamped) == (1, 250)
    assert common(walk.pack, cut, cast) is None


def test_the_grid_has_every_knot_the_quantity_before_it_and_the_doublings() -> None:
    """It stays within its ends, which belong to it."""
    assert compared_quantities({50, 7, 900}, 10, 100) == [10, 20, 40, 49, 50, 80, 100]
    assert compared_quantities([], 5, 5) == [5]


def test_a_cost_that_is_not_known_has_no_curve(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """Where an unknown fact leaves the likely cost open, nothing is claimed of it: here duty, by where customers are, if nobody guesses that."""
    facts = walk.pack.facts
    open_place = replace(facts["customer_region"], assume=None, usual=None)
    unguessing = Advisor(replace(walk.pack, facts={**facts, "customer_region": open_place}), "walk")
    parcel = ABROAD.replace("supplier: A", "supplier: P").replace("maximum: 2500, ", "")
    decision = weighed(unguessing, order_of, parcel, LASER, head="quantity: 400\nsold_in_parcels: true")
    advice = unguessing.advise(order_of(f"quantity: 400\nsold_in_parcels: true\nquotes: [{parcel}, {LASER}]"))

    assert estimate.spread("landed_unit_cost", quoted(decision, "P").assumed.memory).likely is None
    assert Costs(unguessing.moving).of(quoted(decision, "P")) is None
    assert all(one.option != quoted(decision, "P").option.id for one in advice.break_even)


def test_a_cost_that_hangs_on_the_quantity_through_a_rule_has_no_curve(tmp_path: Path) -> None:
    """A derived fact changes with the quantity in ways that only its rules know, so no break-even is claimed."""
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "rules").mkdir()
    (tmp_path / "knowledge/pack.yaml").write_text(
        "id: m\nversion: 0.1.0\ntitle: M\nextends: builtin\n", encoding="utf-8"
    )
    (tmp_path / "knowledge/facts.yaml").write_text(
        "facts: {pallets: {kind: number, unit: units, bounds: 0..1000000, otherwise: 0}}", encoding="utf-8"
    )
    (tmp_path / "rules/own.yaml").write_text(
        "- {id: pallets-of-it, then: {derive: {pallets: 'ceil_div(order.quantity, 1)'}}, because: So many pallets., source: judgement}",
        encoding="utf-8",
    )
    (tmp_path / "knowledge/estimates.yaml").write_text(
        "estimates: {landed_unit_cost: {formula: option.piece_cost * order.pallets, includes: pallets, source: judgement}}",
        encoding="utf-8",
    )
    own = Advisor(load(tmp_path), "walk")
    reader = OrderReader(pack=own.pack, derived=own.derived)
    held = reader.read(f"quantity: 200\nquotes: [{LASER}, {STAMPED}]".encode(), "o.yaml")
    advice = own.advise(held.orders[0])

    assert advice.pathway is not None
    assert advice.break_even == ()


# --- in the advice ----------------------------------------------------------------------------------------------------
def test_what_is_remembered_of_a_part_by_its_identity_is_of_a_part_that_stays(
    walk: Advisor, order_of: Callable[[str], Order]
) -> None:
    """Every part that a curve asks about is one of the pack's own formulas: another could have the identity of one that is gone."""
    own = {
        id(part)
        for one in walk.pack.estimates.values()
        for _, formula in one.readings.items()
        for part in nodes(formula)
    }
    asked: list[ConditionOrExpression] = []

    class Watched(Moving):
        def reads(self, node: ConditionOrExpression) -> tuple[str, ...]:
            asked.append(node)
            return super().reads(node)

    costs = Costs(Watched(walk.program))
    for head in ("quantity: 2, material: porcelain", "quantity: 200, material: steel, object: lamp", "quantity: 900"):
        for one in walk.weigh(order_of(f"{{{head}}}")).candidates:
            costs.of(one)

    assert any(isinstance(one, Or) for one in asked)
    assert [one for one in asked if id(one) not in own] == []


def test_advice_says_from_which_quantity_each_other_pathway_is_cheaper(
    advisor: Advisor, order_of: Callable[[str], Order]
) -> None:
    """One entry for each other pathway's best option; in words where prices are weighed, in the document by name."""
    known = "quantity: 200\nmaterial: metal\nprocess: any\ndeadline: 8 weeks\ncash_for_tooling: EUR 9000"
    advice = advisor.advise(order_of(f"{known}\nquotes: [{LASER}, {STAMPED}]"))
    renderer = Renderer(advisor.pack, ROOT / "templates")
    document = renderer.document(advice)
    told = " ".join(renderer.text(advice).split())
    stamped = next(one for one in document["break_even"] if one["option"] == "quote-s-stamping")
    best = {row.option.pathway: row.option.id for row in reversed(advice.ranking)}

    assert advice.pathway == "fab_network"
    assert stamped == {
        "option": "quote-s-stamping", "pathway": "small_factory", "quantity": 3637, "up_to": 1_000_000, "already": False
    }  # fmt: skip
    assert "S (Small specialised factory, stamping): from 3,637 units on." in told
    assert {one["option"] for one in document["break_even"]} <= set(best.values()) - {"quote-l-laser_cutting"}


def test_a_pathway_that_is_cheaper_already_says_since_when(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """Where something else than cost decides, the run that the order lies in is told from its beginning."""
    text = f"quantity: 4000\nheritage: core\nquotes: [{LASER.replace('fab_network', 'artisan_workshop')}, {STAMPED}]"
    advice = walk.advise(order_of(text))
    told = " ".join(Renderer(walk.pack, ROOT / "templates").text(advice).split())
    stamped = next(one for one in advice.break_even if one.pathway == "small_factory")

    assert advice.pathway == "artisan_workshop"
    assert (stamped.quantity, stamped.is_cheaper) == (3637, True)
    assert "at this quantity already, and from 3,637 units on" in told


def test_beyond_what_another_takes_it_has_no_break_even(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """A rival that takes 250 units at most says nothing of an order of 400, however cheap it is."""
    few = LASER.replace("unit_cost: EUR 1.50", "maximum: 250, unit_cost: EUR 0.10")
    advice = walk.advise(order_of(f"quantity: 400\nquotes: [{few}, {STAMPED}]"))
    rival = next(one for one in advice.break_even if one.option == "quote-l-laser_cutting")

    assert (rival.quantity, rival.high) == (None, 250)
    assert "no quantity from this one on is taken by both" in " ".join(
        Renderer(walk.pack, ROOT / "templates").text(advice).split()
    )


def test_without_a_winner_or_a_quantity_nothing_breaks(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """Excluded all, there is no one to compare with; of an unknown quantity, the smallest that both take is asked."""
    nobody = walk.advise(order_of("{quantity: 50, deadline: 4 days}"))
    unknown = walk.advise(order_of(f"quotes: [{LASER}, {STAMPED}]"))
    stamped = [one for one in unknown.break_even if one.option == "quote-s-stamping"]

    assert nobody.winner is None
    assert nobody.break_even == ()
    assert [(one.quantity, one.is_cheaper) for one in stamped] in ([], [(3637, False)])
    assert walk.weigh(order_of("{quantity: 50}"), 60).assumed.memory["order.quantity"] == Numbers(60, 60)
