"""Several orders in one block of a file: things, parts of one thing, and ways of which one is chosen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from advisor.advice import Advisor
from advisor.ir import Numbers, OneOf
from advisor.meaning.path import name_in
from advisor.trace import Order

LAMP = """
object: lamp
quantity: 80
deadline: 2 months
total_cash: 900
selling_price: 120
size: 45 cm
parts:
  pulley: {material: brass, process: turned, diameter: 40 mm, per lamp: 2}
  wall plate: {material: steel, process: laser cut}
  cord: textile cable, bought in
"""
PLANS = """
id: case
object: enclosure
size: 140 x 80 x 32 mm
plan_a: {quantity: 100, material: nylon, process: SLS, budget: 3000 EUR}
plan_b: {quantity: 1000, material: ABS, process: injection moulding, budget: 14000 EUR}
"""
SEVERAL = [
    ("items:\n  - {object: mug, quantity: 120}\n  - {object: saucer, quantity: 60}", {"mug": 120, "saucer": 60}),
    ("order:\n  key fob: {quantity: 120, material: brass}\n  door sign: {quantity: 40, material: brass}", {"keyring": 120, "sign": 40}),
    ("order: [120 x mug, 40 x teapot]\nmaterial: stoneware", {"mug": 120, "teapot": 40}),
    ("mugs: 120\nsaucers: 60\nmaterial: stoneware", {"mug": 120, "saucer": 60}),
    ("pieces: {dinner plate: 200, mug: 250}\nmaterial: stoneware", {"plate": 200, "mug": 250}),
    ("Order 1: {thing: tote bag, number: 300}\nOrder 2: {thing: apron, number: 80}", {"tote_bag": 300, "apron": 80}),
]  # fmt: skip
SORTS = [
    "sizes: {S: 30, M: 60, L: 60, XL: 25}", "scents: {fig: 100, cedar & smoke: 75}", "colours: [green 100, navy 75]",
    "colours:\n  - {name: forest, qty: 100}\n  - {name: bone, qty: 75}", "sizes:\n  - 37/38: 100\n  - 39/40: 75",
]  # fmt: skip


@pytest.fixture
def orders_of(walk: Advisor) -> Callable[[str], tuple[Order, ...]]:
    """Return what reads the orders of a text, which has no fault."""

    def orders(text: str) -> tuple[Order, ...]:
        held = walk.reader().read(f"{text}\n".encode(), "order.yaml")
        assert held.faults == ()
        return held.orders

    return orders


def _many(order: Order) -> object:
    said = order.given["order.quantity"]
    return said.low if isinstance(said, Numbers) and said.low == said.high else said


def _one(order: Order, fact: str) -> object:
    said = order.given.get(f"order.{fact}")
    return said.values[0] if isinstance(said, OneOf) and len(said.values) == 1 else said


@pytest.mark.parametrize(("text", "things"), SEVERAL)
def test_several_things_are_orders_of_their_own(
    text: str, things: dict[str, int], orders_of: Callable[[str], tuple[Order, ...]]
) -> None:
    """However they are laid out: each has what is said for all, money for all of them is told to be that."""
    orders = orders_of(f"{text}\ndeadline: 10 weeks\ntotal_cash: EUR 3000")

    assert {_one(order, "object"): _many(order) for order in orders} == things
    assert all({"order.deadline", "order.total_cash"} <= set(order.given) for order in orders)
    assert {order.among and (order.among.how, order.among.common) for order in orders} == {("things", ("total_cash",))}


@pytest.mark.parametrize("text", SORTS)
def test_sorts_of_one_thing_are_one_order(text: str, orders_of: Callable[[str], tuple[Order, ...]]) -> None:
    """Their counts add up, and what they are called is kept."""
    (order,) = orders_of(f"object: T-shirt\n{text}")

    assert _many(order) == int("175")
    assert order.among is None
    assert any("39/40" in one or "M 60" in one or "fig" in one for one in order.remarks) or "colours" in text


@pytest.mark.parametrize("text", SORTS)
def test_sorts_beside_how_many_there_are_change_nothing(
    text: str, orders_of: Callable[[str], tuple[Order, ...]]
) -> None:
    (order,) = orders_of(f"object: T-shirt\nquantity: 175\n{text}")

    assert _many(order) == int("175")


def test_parts_of_one_thing_have_an_answer_each(orders_of: Callable[[str], tuple[Order, ...]]) -> None:
    """As many of each as the whole has; what is said of the whole alone, its price and size, is not asked of a part."""
    pulley, plate = orders_of(LAMP)

    assert (_many(pulley), _one(pulley, "material"), _one(pulley, "process")) == (160, "brass", "turning")
    assert (_many(plate), _one(plate, "material"), _one(plate, "object")) == (80, "steel", None)
    for order in (pulley, plate):
        assert {"order.deadline", "order.total_cash"} <= set(order.given)
        assert "order.selling_price" not in order.given
        assert order.remarks == ("cord: textile cable, bought in",)
        assert order.among is not None
        assert order.among.how == "parts"
    assert plate.given.get("order.longest_side") is None


def test_plans_are_ways_of_which_one_is_chosen(orders_of: Callable[[str], tuple[Order, ...]]) -> None:
    """Each has money of its own, and the id of the order with its name behind."""
    first, second = orders_of(PLANS)

    assert (first.id, second.id) == ("case-plan_a", "case-plan_b")
    assert [(_many(one), _one(one, "material")) for one in (first, second)] == [(100, "nylon"), (1000, "abs")]
    assert [one.among and (one.among.how, one.among.common) for one in (first, second)] == [("ways", ())] * 2


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("[150, 300]", [150, 300]), ("50 or 200 or 500", [50, 200, 500]), ("500/1000/2000", [500, 1000, 2000]),
        ("2 prototypes then 40", [2, 40]), ("first 50, later 200 if they sell", [50, 200]), ("{first: 50, later: 200}", [50, 200]),
        ("80 or 100", [Numbers(80, 100)]),
    ],
)  # fmt: skip
def test_runs_to_choose_from_have_an_answer_each(
    text: str, counts: list[object], orders_of: Callable[[str], tuple[Order, ...]]
) -> None:
    """Where the greatest is twice the least; nearer ones are a doubt of one number."""
    assert [_many(order) for order in orders_of(f"object: notebook\nquantity: {text}")] == counts


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("material: {either: slate, or: bronze}", "material", OneOf(("bronze", "slate"))),
        ("budget: {grant: 3000 EUR, own: 1500 EUR}", "total_cash", Numbers(450000, 450000)),
        ("price: {small: 38, tall: 110}", "selling_price", Numbers(3800, 11000)),
        ("price: {shop: 11, us: 22}", "selling_price", Numbers(1100, 2200)),
        ("deadline: {must: 8 weeks, ideal: 5 weeks}", "deadline", Numbers(56, 56)),
    ],
)
def test_what_stands_under_one_fact_is_one_value(
    text: str, fact: str, value: object, orders_of: Callable[[str], tuple[Order, ...]]
) -> None:
    """Ways of which one is meant, money that adds up or spans, the last of several times."""
    (order,) = orders_of(f"object: bookend\nquantity: 80\n{text}")

    assert order.given[f"order.{fact}"] == value


def test_a_currency_that_is_said_once_is_that_of_bare_numbers(
    orders_of: Callable[[str], tuple[Order, ...]],
) -> None:
    (order,) = orders_of(
        "object: mug\nquantity: 100\ncurrency: GBP\nmax cost each: 9\nprice: {retail: 28, wholesale: 14}"
    )
    (other,) = orders_of("object: mug\nquantity: 100\nmax cost each: £9\nprice: {retail: £28, wholesale: £14}")

    assert {name_in(path): value for path, value in order.given.items()} == {
        name_in(path): value for path, value in other.given.items()
    }


def test_a_strict_reader_takes_nothing_apart(walk: Advisor) -> None:
    """It takes the pack's own names alone."""
    from msgspec.structs import replace

    held = replace(walk.reader(), strict=True).read(PLANS.encode(), "order.yaml")

    assert held.orders == ()


def test_things_of_one_name_have_ids_of_their_own(orders_of: Callable[[str], tuple[Order, ...]]) -> None:
    """Two kinds of mugs in one list are two orders."""
    two = orders_of(
        "items:\n  - {thing: mug, number: 50, material: stoneware}\n  - {thing: mug, number: 60, material: porcelain}"
    )

    assert [one.id for one in two] == ["order-mug-1", "order-mug-2"]


@pytest.mark.parametrize("number", [" {}", "{}", "_{}"])
def test_numbered_keys_of_one_thing_say_one_value(number: str, orders_of: Callable[[str], tuple[Order, ...]]) -> None:
    """`material 1`, `material 2` are of one thing; `object1`, `object2` are two."""
    first, second = (number.format(one) for one in (1, 2))
    (table,) = orders_of(f"object: table\nquantity: 20\nmaterial{first}: oak\nmaterial{second}: steel")
    bowl, spoon = orders_of(f"object{first}: bowl\nquantity{first}: 60\nobject{second}: spoon\nquantity{second}: 90")

    assert table.given["order.material"] == OneOf(("steel", "oak"))
    assert [_many(one) for one in (bowl, spoon)] == [60, 90]


@pytest.mark.parametrize(
    "text",
    [
        "items:\n  - {thing: , number: }\n  - {thing: mug, number: 5}\n  -", "items: []\nparts: {}\nplan a:\nplan b:\nquantity: 3",
        "object:\nquantity: 5", "quantity: ''\nparts:\n  a: {material: oak}\n  b: {material: steel}", "items: {a: {b: {c: {quantity: 3}}}, d: 4}",
    ],
)  # fmt: skip
def test_what_is_left_empty_harms_nothing(text: str, walk: Advisor) -> None:
    held = walk.reader().read(f"{text}\n".encode(), "order.yaml")

    assert not [one for one in held.faults if "fault of the program" in one.help]


def test_a_long_list_of_texts_is_not_read_as_sentences(orders_of: Callable[[str], tuple[Order, ...]]) -> None:
    """What is in a box may be listed by the thousand; each would take as long as an order."""
    (order,) = orders_of("object: game\nquantity: 50\ncontents:\n" + "".join(f"  - {n} oak pegs\n" for n in range(500)))

    assert order.among is None
