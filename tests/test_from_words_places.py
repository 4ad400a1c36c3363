"""Ways of saying where one works, where things go and how they are sold, and what looks like it and is not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from advisor.errors import Place
from advisor.from_words import order_from
from advisor.from_words.heard import order_node
from advisor.ir import Pack, Possible
from advisor.order import OrderReader
from advisor.trace import TYPED


@pytest.fixture(scope="module")
def reader(pack: Pack) -> OrderReader:
    return OrderReader(pack=pack, as_of=date(2026, 12, 1))


def value(reader: OrderReader, fact: str, words: str) -> Possible:
    """Return what an order file says by these words of a fact."""
    return reader.order(order_node({fact: [words]}, Place(TYPED)), "expected").said[f"order.{fact}"]


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        ("75 stools, freight to Auckland", {"customer_region": "New Zealand"}),
        ("200 pins, shipping address is in Toronto", {"customer_region": "Canada"}),
        ("150 notebooks, delivery address: Munich", {"customer_region": "Germany"}),
        ("80 medals that need to end up in Glasgow", {"customer_region": "UK"}),
        ("80 coasters shipped here to Denver", {"customer_region": "US"}),
        ("110 mugs, goes out to our shop in Philadelphia", {"customer_region": "US"}),
        ("our customers are mainly Dutch, 70 vases", {"customer_region": "Netherlands"}),
        ("60 T-shirts, shop in the UK preferred, ship to Texas", {"studio_region": "UK", "customer_region": "US"}),
        ("Small Danish brand, 200 candle holders", {"studio_region": "Denmark"}),
        ("I make jewellery from my flat in Leeds, 200 pendants", {"studio_region": "UK"}),
        ("we're over in Galway, need 40 wooden signs", {"studio_region": "Ireland"}),
        ("40 prints, Sydney inner west", {"studio_region": "Australia"}),
        ("200 mugs, anywhere but China", {"considering_overseas": "no"}),
        ("120 tumblers, I want to keep it domestic", {"considering_overseas": "no"}),
        ("80 candles, UK manufacturer only please", {"considering_overseas": "no"}),
        ("55 lamps, manufacturing abroad isn't an option", {"considering_overseas": "no"}),
        ("60 mugs by a local potter", {"quantity": "60", "considering_overseas": "no"}),
        (
            "90 brass hooks cast by a local foundry",
            {"quantity": "90", "material": "brass", "considering_overseas": "no"},
        ),
        ("60 earrings, made by a Manchester jeweller", {"considering_overseas": "no", "studio_region": "UK"}),
        ("150 tote bags made in Manchester", {"considering_overseas": "no", "studio_region": "UK"}),
        ("60 mugs by a Leeds potter, we are in Bath", {"considering_overseas": "no"}),
        ("200 dolls, we don't mind if it comes from Asia", {"considering_overseas": "yes"}),
        ("80 leather belts, has to say Made in Italy on it", {"made_in_claim": "own country"}),
        ("300 key fobs to give customers for free", {"sold_through": "given away"}),
        ("100 mugs for our members", {"sold_through": "subscriptions"}),
        ("40 vases, stocked by galleries", {"sold_through": "galleries"}),
        ("300 tiles, nobody cares if they're handmade", {"heritage": "none"}),
        ("80 spoons, it's important they're carved by hand", {"heritage": "core"}),
        ("70 spoons to eat with", {"used_for": "food"}),
        ("150 labels, artwork ready", {"documents": "artwork"}),
        ("120 boxes, the CAD is final", {"ready": "dimensions locked"}),
        ("110 caps, probably one more iteration", {"revisions_expected": "1"}),
        ("40 toys, keep it under wraps", {"ip_sensitive": "yes"}),
        ("60 medals, one-time edition, never made again", {"limited_edition": "yes"}),
    ],
)
def test_ways_of_saying_are_read(sentence: str, facts: Mapping[str, str], reader: OrderReader) -> None:
    """Each way of saying a fact says what an order file with its plain word says."""
    said = order_from(sentence, reader, "words").order.said

    assert {fact: said.get(f"order.{fact}") for fact in facts} == {
        fact: value(reader, fact, words) for fact, words in facts.items()
    }


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("60 T-shirts with a map of Berlin", "studio_region"),
        ("100 Paris souvenir magnets", "studio_region"),
        ("120 Delft blue tiles", "studio_region"),
        ("80 mugs, my sister lives in Chicago", "studio_region"),
        ("80 cups, I studied in Kyoto", "studio_region"),
        ("70 bags, we moved away from London", "studio_region"),
        ("75 stools, freight to Auckland", "studio_region"),
        ("50 bags, we shipped the last lot to Berlin", "customer_region"),
        ("100 boxes, files will be ready next week", "documents"),
        ("100 T-shirts, logo 8 cm wide", "longest_side"),
        ("90 totes, print area 20 x 25 cm", "longest_side"),
        ("85 planters for plants 40 cm tall", "longest_side"),
        ("25 shelves for books 30 cm tall", "longest_side"),
        ("80 cards for A5 envelopes", "longest_side"),
        ("60 chairs, we are a Berlin brand, made by a Polish joiner", "considering_overseas"),
        ("60 mugs made in Portugal, we are in Leeds", "considering_overseas"),
        ("60 posters designed by a Leeds artist, we are in Leeds", "considering_overseas"),
        ("60 chairs made in our workshop in Berlin", "considering_overseas"),
    ],
)
def test_what_only_looks_like_a_fact_says_nothing(sentence: str, fact: str, reader: OrderReader) -> None:
    """Somebody else's place, a place that names a thing, a maker's place that is not one's own, and the size of another thing are not the order's."""
    assert f"order.{fact}" not in order_from(sentence, reader, "words").order.said
