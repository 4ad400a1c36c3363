"""Published figures: what the sources print, computed by the pack's own formulas; and what the pack derived from them."""

from __future__ import annotations

from math import log2

import pytest
from msgspec.structs import replace

from advisor import estimate, meaning
from advisor.advice import Advisor
from advisor.ir import Memory, Numbers, OneOf, Option, OptionValue, Pack, Span, SpanTable
from advisor.meaning.walk import Walk
from advisor.order import OrderReader
from advisor.trace import Spread

BLANK = "in_house-own"
"""A row whose own numbers are all replaced or left at what they are otherwise."""


def cents(amount: float) -> Span:
    whole = round(amount * 100)
    return Span(low=whole, likely=whole, high=whole)


def flat(amount: float) -> SpanTable:
    return SpanTable(rows=((0, cents(amount)),))


def units(count: int) -> Numbers:
    return Numbers(count, count)


def option(pack: Pack, values: dict[str, OptionValue]) -> Option:
    """Return an option that says only these; all else is as facts.yaml says it is otherwise."""
    own = {path: value for path, value in pack.options[BLANK].values.items() if path in pack.built_in}
    said = {
        f"option.{fact.name}": fact.otherwise for fact in pack.facts.values() if fact.of == "option" and fact.otherwise
    }
    at_once: dict[str, OptionValue] = {"option.making_time": Span(low=0, likely=0, high=0), "option.unit_cost": flat(0)}
    return replace(
        pack.options[BLANK], values={**own, **said, **at_once, **{f"option.{k}": v for k, v in values.items()}}
    )


def spreads(advisor: Advisor, values: dict[str, OptionValue], order: str) -> dict[str, Spread]:
    """Return every estimate of such an option for an order, by the pack's own formulas."""
    pack = advisor.pack
    read = OrderReader(pack=pack, derived=advisor.derived).read(order.encode(), "order.yaml")
    walk = Walk(meaning.stratify(pack))
    given: Memory = {**estimate.unknown_order(pack, advisor.derived), **read.orders[0].given}
    program = meaning.stratify(pack)
    taken = meaning.assumed_order(program, given)
    known = walk.change("order", taken, walk.run("order", taken), program.guessed).memory
    found = walk.run("option", {**known, **estimate.option_memory(option(pack, values))}).memory
    return dict(estimate.Spreads(pack, found))


def landed(advisor: Advisor, values: dict[str, OptionValue], quantity: int) -> float:
    found = spreads(advisor, values, f"quantity: {quantity}")["landed_unit_cost"]

    assert found.low == found.likely == found.high
    return found.high / 100


VACUUM: dict[str, OptionValue] = {"tooling": cents(600), "tool_life": units(20), "unit_cost": flat(18)}
CNC: dict[str, OptionValue] = {"setup": cents(300), "unit_cost": flat(15)}
STAMPED: dict[str, OptionValue] = {"tooling": cents(4000), "unit_cost": flat(0.40)}
LASER: dict[str, OptionValue] = {"unit_cost": flat(1.50)}


@pytest.mark.parametrize(("quantity", "published"), [(5, 138), (20, 48), (40, 48)])
def test_vacuum_casting(walk: Advisor, quantity: int, published: float) -> None:
    """docs.phas.io: a mould of 600 lasts 20 shots of 18; a second mould is counted from the 21st on."""
    assert landed(walk, VACUUM, quantity) == published


@pytest.mark.parametrize(
    ("quantity", "published"), [(1, 315), (10, 45), (50, 21), (100, 18), (500, 15.60), (1000, 15.30)]
)
def test_cnc(walk: Advisor, quantity: int, published: float) -> None:
    """lasercalcpro.com: a setup of 300 and 15 a piece."""
    assert landed(walk, CNC, quantity) == published


def test_laser_against_stamping(walk: Advisor) -> None:
    """griffin-ind.com: 4,000 of tool are back after 3,636 pieces at 1.10 saved on each; 5,000 stamped cost 6,000."""
    costs = {
        n: [spreads(walk, one, f"quantity: {n}")["total_cost"].high for one in (LASER, STAMPED)] for n in (3636, 3637)
    }

    assert costs[3636][0] < costs[3636][1]
    assert costs[3637][0] > costs[3637][1]
    assert spreads(walk, STAMPED, "quantity: 5000")["total_cost"].likely == 6000_00


def test_landed_unit(walk: Advisor) -> None:
    """smartcloudsuites.com: 500 at 8.00 with 2.50 freight, 6 % duty on both, 1.5 % insurance, 150 clearance: 11.55."""
    values: dict[str, OptionValue] = {
        "unit_cost": flat(8), "freight_unit": cents(2.50), "duty_rate": units(600), "insurance": units(150),
        "brokerage": cents(150), "origin": OneOf(("overseas",)),
    }  # fmt: skip

    assert landed(walk, values, 500) == 11.55


@pytest.mark.parametrize(("moulds", "weeks"), [(1, 50), (2, 25), (4, 12.5), (8, 6.25)])
def test_casting_weeks(walk: Advisor, moulds: int, weeks: float) -> None:
    """unitygifts.co.uk: 500 casts, two a mould a day, five days a week; whole days, rounded up."""
    order = f"{{quantity: 500, moulds_owned: {moulds}, casts_per_day: 2}}"
    found = spreads(walk, {"paced_by_studio": OneOf((True,))}, order)["lead_time"]

    assert found.likely == -(-weeks * 7 // 1)


@pytest.mark.parametrize(("kinds", "euros"), [(1, 3), (2, 6), (3, 9)])
def test_flat_duty(walk: Advisor, kinds: int, euros: int) -> None:
    """EUR 3 for each kind of item: five T-shirts 3, a T-shirt and a watch 6, shoes, dolls and T-shirts 9."""
    order = (
        f"{{quantity: 10, studio_region: china, customer_region: germany, sold_in_parcels: true, item_kinds: {kinds}}}"
    )
    found = spreads(walk, {"unit_cost": flat(30), "origin": OneOf(("overseas",))}, order)["unit_duty"]

    assert found.high == euros * 100


@pytest.mark.parametrize("percent", [95, 90, 85, 80])
def test_learning_tables(walk: Advisor, percent: int) -> None:
    """Each row is the mean of i ** log2(p) for i from 1 to n (unit model), in basis points, rounded half up."""
    power = log2(percent / 100)
    rows = walk.pack.figures[f"learning_{percent}"].rows

    assert rows == tuple((n, int(10000 * sum(i**power for i in range(1, n + 1)) / n + 0.5)) for n, _ in rows)


def test_hub_hour(walk: Advisor) -> None:
    """The dearest published minute of a hub, EUR 0.62 at WOWlab, makes EUR 37.20 an hour: within the pack's span."""
    span = walk.pack.figures["hub_hour"].value

    assert span.low == 10_00
    assert span.high >= 60 * 62


def test_client_deposit_lowers_the_peak(walk: Advisor) -> None:
    """What the client pays first is not tied up; interest and import VAT are cash and no cost."""
    order = "{quantity: 100, selling_price: EUR 50, client_deposit: 30 %}"
    found = spreads(walk, {"unit_cost": flat(20)}, order)

    assert found["total_cost"].likely == 2000_00
    assert found["cash_peak"].likely == 2000_00 - 1500_00


def test_half_of_the_tooling_and_thirty_percent_of_the_goods(walk: Advisor) -> None:
    """Default terms: 50 % of the tooling and 30 % of the goods with the order, the rest of the tooling with the samples."""
    found = spreads(walk, {"unit_cost": flat(10), "tooling": cents(1000)}, "quantity: 100")

    assert found["paid_at_order"].likely == 500_00 + 300_00
    assert found["paid_by_samples"].likely == 1000_00 + 300_00


DOLLAR, POUND = 0.87, 1.16
CONVERTED: dict[str, tuple[float, float]] = {
    "metals_fixture": (500 * DOLLAR, 2000 * DOLLAR),
    "metals_pattern": (200 * DOLLAR, 1000 * DOLLAR),
    "metals_metal_pattern": (1000 * DOLLAR, 2500 * DOLLAR),
    "metals_gravity_die": (2 * 1000 * DOLLAR, 3 * 2500 * DOLLAR),
    "metals_casting_die": (5000 * DOLLAR, 50_000 * DOLLAR),
    "metals_wax_die": (2000 * DOLLAR, 20_000 * DOLLAR),
    "metals_stamping_die": (3000 * DOLLAR, 8000 * DOLLAR),
    "metals_pin_die": (65 * DOLLAR, 120 * DOLLAR),
    "plastics_bridge_tool": (3600 * 0.6 * DOLLAR, 4662.20 * DOLLAR),
    "plastics_hard_tool": (3000 * POUND, 6500 * POUND),
    "plastics_smoothing": ((8.50 - 5) * DOLLAR, (11 - 5) * DOLLAR),
    "plastics_former_tool": (500 * DOLLAR, 2000 * DOLLAR),
    "ceramics_thrown_price": (15 * DOLLAR, 50 * DOLLAR),
}
"""What the sources print in other currencies, or the inputs of what the pack reckoned from them, in euros."""


@pytest.mark.parametrize("name", CONVERTED)
def test_figures_in_other_currencies_are_what_their_sources_give(walk: Advisor, name: str) -> None:
    """Each end, converted at EUR 0.87 a dollar or EUR 1.16 a pound, is met within the two per cent of its rounding."""
    figure = walk.pack.figures[name].value

    assert (figure.low / 100, figure.high / 100) == pytest.approx(CONVERTED[name], rel=0.02)
