"""A sentence that counts several things: each is an order of its own, and what is said for all is said of each."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.from_words import FromWords, orders_from
from advisor.ir import Pack
from advisor.order import OrderReader
from conftest import Run


@pytest.fixture(scope="module")
def reader(pack: Pack) -> OrderReader:
    return OrderReader(pack=pack, as_of=date(2026, 12, 1))


def said(found: FromWords) -> dict[str, str]:
    return {fact: ", ".join(texts) for fact, texts in found.said.items()}


SEVERAL = {
    "120 stoneware mugs and 60 saucers for a cafe in Leeds, by mid May": [
        {"quantity": "120", "material": "stoneware", "object": "mugs", "customer_region": "Leeds", "deadline": "by mid May"},
        {"quantity": "60", "object": "saucers", "customer_region": "Leeds", "deadline": "by mid May"},
    ],
    "wedding favours: 80 soaps and 80 beeswax candles, under 4 euros each": [
        {"quantity": "80", "object": "soaps", "unit_cost_ceiling": "under 4 euros"},
        {"quantity": "80", "material": "beeswax", "object": "candles", "unit_cost_ceiling": "under 4 euros"},
    ],
    "40 oak stools, 10 oak tables, oiled. tables 120x80 cm": [
        {"quantity": "40", "material": "oak", "object": "stools", "finish": "oiled"},
        {"quantity": "10", "material": "oak", "object": "tables", "longest_side": "120x80 cm", "finish": "oiled"},
    ],
    "300 cork coasters and 150 trays, 30 x 20 cm": [
        {"quantity": "300", "material": "cork", "object": "coasters"},
        {"quantity": "150", "object": "trays", "longest_side": "30 x 20 cm"},
    ],
    "300 cork coasters and 150 trays in oak": [
        {"quantity": "300", "material": "cork", "object": "coasters"},
        {"quantity": "150", "object": "trays", "material": "oak"},
    ],
    "50 wallets and 50 belts in leather": [
        {"material": "leather", "quantity": "50", "object": "wallets"},
        {"quantity": "50", "object": "belts", "material": "leather"},
    ],
    "22 banquettes 180 cm upholstered in leather plus 40 wall sconces in brass": [
        {"quantity": "22", "object": "banquettes", "longest_side": "180 cm", "process": "upholstered", "material": "leather"},
        {"quantity": "40", "object": "wall sconces", "material": "brass"},
    ],
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "orders"), SEVERAL.items())
def test_each_thing_that_is_counted_is_an_order(
    sentence: str, orders: list[dict[str, str]], reader: OrderReader
) -> None:
    """What stands beside one thing is said of that; a day, a place and what is wanted of all of each; a size of the last alone."""
    found = orders_from(sentence, reader, "words")

    assert [said(one) for one in found] == orders
    assert [one.order.among.number for one in found if one.order.among] == list(range(1, len(orders) + 1))


@pytest.mark.parametrize(
    "sentence",
    [
        "120 mugs with a wooden spoon",
        "500 games with 110 cards and 40 meeples each",
        "1000 copies of our card game: 54 cards, 12 wooden tokens",
        "60 lamps: steel base, linen shade",
        "80 mugs. We have 12 trays already",
        "we need 12 mugs now and 100 mugs later",
        "480 tiles. I've a slab roller and one plaster mold",
        "30 chairs for a restaurant with 14 tables",
    ],
)
def test_what_comes_with_a_thing_is_no_order(sentence: str, reader: OrderReader) -> None:
    """Contents, parts, what one has, and more of the same stay with the one thing that is ordered."""
    (found,) = orders_from(sentence, reader, "words")

    assert found.order.among is None


def test_money_for_all_is_said_of_each_as_common(reader: OrderReader) -> None:
    """The cash for everything is each order's, and known to be for all; a price beside one thing is that thing's."""
    whole = orders_from("120 mugs and 60 saucers, 2000 pounds in all", reader, "words")
    each = orders_from("120 mugs at most 6 euros each and 60 saucers", reader, "words")

    assert [one.order.among and one.order.among.common for one in whole] == [("total_cash",)] * 2
    assert ["unit_cost_ceiling" in one.said for one in each] == [True, False]


def test_what_stands_beside_another_thing_goes_into_the_command(cli: Run) -> None:
    """Each thing has an answer and a command that keeps it; a place said with the first is set for the second."""
    done = cli("advise", "--words", "80 lamps for a hotel in Lyon and 40 oak stools")

    assert "“80 lamps”, one of 2 things" in " ".join(done.stdout.split())
    assert 'advisor ask --save order.yaml "80 lamps for a hotel in Lyon"' in done.stderr
    assert 'advisor ask --save order-2.yaml "40 oak stools" --set "customer_region=Lyon"' in done.stderr
