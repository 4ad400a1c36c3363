"""What a key says with its value: of an order file whose keys are nobody's but its writer's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from advisor.advice import Advisor
from advisor.ir import UNLIMITED, Numbers, OneOf
from advisor.order import OrderFile

Read = Callable[[str], OrderFile]


@pytest.fixture(scope="module")
def read(walk: Advisor) -> Read:
    """Read some lines beside 40 mugs."""
    reader = walk.reader(date(2026, 11, 30))
    return lambda lines: reader.read(f"object: mug\nquantity: 40\n{lines}\n".encode(), "o.yaml")


@pytest.mark.parametrize(
    ("line", "fact", "value"),
    [
        ("price i sell at: 24", "selling_price", Numbers(2400, 2400)),
        ("budget/mug: 3.80", "unit_cost_ceiling", Numbers(380, 380)),
        ("cost per cup: < 25 EUR", "unit_cost_ceiling", Numbers(2500, 2500)),
        ("budget: 5 per cup", "unit_cost_ceiling", Numbers(500, 500)),
        ("budget: 0.22 each", "unit_cost_ceiling", Numbers(22, 22)),
        ("price: 30 tops", "unit_cost_ceiling", Numbers(3000, 3000)),
        ("Preis: max. 14 EUR pro Stück", "unit_cost_ceiling", Numbers(1400, 1400)),
        ("price: 30", "selling_price", Numbers(3000, 3000)),
        ("licence: museum takes 8% royalty", "royalty_collection", OneOf((True,))),
        ("livraison avant: fin juin 2027", "deadline", Numbers(203, 212)),
        ("Holz: Eiche geölt", "material", OneOf(("oak",))),
        ("title: anything\nname: Anna", "object", OneOf(("mug",))),
        ("studio: Florence", "studio_region", OneOf(("italy",))),
    ],
)
def test_a_key_and_its_value_say_one_thing_together(line: str, fact: str, value: object, read: Read) -> None:
    """Where no fact is called so, or it cannot be that; what is said is told."""
    (order,) = read(line).orders

    assert order.given[f"order.{fact}"] == value


@pytest.mark.parametrize(
    "line",
    [
        "date of birth: 3 may 2027",
        "drying time: 3 days",
        "cost of packaging: 2 EUR each",
        "cards per deck: 55",
        "handle: bamboo",
        "spare parts: none",
        "phone: 0123456",
    ],
)
def test_what_is_not_all_understood_or_of_another_thing_is_told_and_not_taken(line: str, read: Read) -> None:
    """A word that nobody reads may make it something else."""
    (order,) = read(line).orders

    assert order.given.keys() == {"order.object", "order.quantity"}
    assert order.unread == (line,)


def test_a_name_that_is_a_word_for_a_choice_says_that(read: Read) -> None:
    """`papier: 350 g` is paper of some kind; what stands there counts where it says more."""
    bare, better = (read(line).orders[0].given["order.material"] for line in ("papier: 350 g", "wood: oak"))

    assert isinstance(bare, OneOf)
    assert "card" in bare.values
    assert better == OneOf(("oak",))


def test_a_denial_that_may_be_0_or_no_limit_is_refused_with_both(read: Read) -> None:
    """The pack's own name has the pack's meaning; of what has no sense at 0, or says `max`, no limit is meant."""
    (fault,) = read("own capacity: none").faults
    limits = [read(line).orders[0].given for line in ("own_capacity_per_week: none", "own capacity: unlimited")]

    assert fault.help == "write 0 for nothing at all, or `no limit`"
    assert [one["order.own_capacity_per_week"] for one in limits] == [Numbers(UNLIMITED, UNLIMITED)] * 2
    assert not read("max price: none").faults
    assert read("own capacity: 0").orders[0].given["order.own_capacity_per_week"] == Numbers(0, 0)


def test_words_without_a_number_leave_it_open_but_a_day_that_is_not_settled_is_asked_for(read: Read) -> None:
    """Told as not understood; what is read as two days, or is one word, is refused as ever."""
    (order,) = read("tolerance: as good as you can").orders

    assert [one.how for one in order.readings] == ["unknown"]
    assert [read(f"deadline: {text}").refused for text in ("next friday", "gestern", "4 wobbles")] == [1, 1, 1]


def test_a_second_word_for_what_is_said_counts_as_what_else_it_may_be(read: Read) -> None:
    """`livraison: Bruxelles` beside `délai` is a place; two times are still said twice."""
    (order,) = read("délai: 10 jours\nlivraison: Bruxelles").orders

    assert order.given["order.customer_region"] == OneOf(("belgium",))
    assert read("délai: 10 jours\nlivraison: 20 jours").refused == 1


def test_a_likeness_to_a_name_is_a_slip_where_the_value_may_be_its(read: Read) -> None:
    """`speed: 12 a week` is no `spend`; `materail: oak` is refused with its cure."""
    (fault,) = read("materail: oak").faults

    assert "material" in fault.help
    assert read("speed: fast").orders[0].unread == ("speed: fast",)


def test_a_title_is_what_is_ordered_where_nothing_else_says_that(walk: Advisor) -> None:
    """In an order as in a table."""
    (order,) = walk.reader().read(b"title: Poster A2\ncopies: 200\n", "o.yaml").orders

    assert order.given["order.object"] == OneOf(("poster",))


@pytest.mark.parametrize(
    ("text", "cure"),
    [("2 prototypes then 40", "write 2 or 40"), ("30 to start, then 100 every quarter", "write 30 or 100")],
)
def test_some_now_and_more_later_are_two_orders(text: str, cure: str, walk: Advisor) -> None:
    """Which of them this one is has to be said."""
    (fault,) = walk.reader().read(f"object: mug\nquantity: {text}\n".encode(), "o.yaml").faults

    assert fault.help == cure


@pytest.mark.parametrize(
    ("header", "fact"),
    [
        ("Price / copy", "unit_cost_ceiling"),
        ("budget per deck", "unit_cost_ceiling"),
        ("Unit price (max.)", "unit_cost_ceiling"),
        ("Budget max", "total_cash"),
        ("price", "selling_price"),
        ("price / kg", ""),
    ],
)
def test_a_header_says_a_limit_or_an_amount_for_one_whatever_the_thing_is(
    header: str, fact: str, walk: Advisor
) -> None:
    """Of a table as of an order; a measure is no thing."""
    found = walk.reader().names.target(header)

    assert (found.name if found else "") == fact
