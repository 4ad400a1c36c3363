"""What a free sentence says of money and of time: in how many ways it is said, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from advisor.from_words import FromWords, order_from
from advisor.ir import Pack
from advisor.order import OrderReader

Hear = Callable[[str], FromWords]
SAID_OF = ("total_cash", "unit_cost_ceiling", "selling_price", "deadline", "deadline_is_hard")


@pytest.fixture(scope="module")
def hear(pack: Pack) -> Hear:
    reader = OrderReader(pack=pack, as_of=date(2026, 12, 1))
    return lambda text: order_from(text, reader, "words")


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("200 brass thumb screws 1/2 in dia, nickel plated, Austin, $4", "unit_cost_ceiling"),
        ("75 aluminum faceplates 6x4 in, $22", "unit_cost_ceiling"),
        ("1000 tealight holders in cast iron, 8 cm, EUR 4", "unit_cost_ceiling"),
        ("60 side tables in oak, 45 cm, studio in Copenhagen, EUR 80", "unit_cost_ceiling"),
        ("250 side tables in bent steel sheet, 650 DKK", "unit_cost_ceiling"),
        ("150 floor lamps, steel tube, DKK 2.900 in shops", "selling_price"),
        ("12 steel coffee tables, 1000 euros", "total_cash"),
        ("500 stickers, 80 euros", "total_cash"),
        ("1000 bricks, 800 euros", "total_cash"),
        ("120 mugs, 900 euros", "total_cash"),
        ("9000 lamps, 40 euros", None),
        ("70 slate paperweights. Sold in the gift shop, say £16", "selling_price"),
        ("60 mugs, last year 40 euros", None),
        ("50 tumblers, I rent time at 45 euros/hr", None),
    ],
)
def test_an_amount_alone_is_of_one_where_no_order_costs_so_little(
    sentence: str, fact: str | None, hear: Callable[[str], FromWords]
) -> None:
    """Less than is paid for any order, or than the things' material is worth, is the price of one; what would come to too much in all is not."""
    money = {"unit_cost_ceiling", "selling_price", "total_cash"} & hear(sentence).said.keys()
    assert money == ({fact} if fact else set())


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("I can sell 250 of the brass bells, budget £900", {"total_cash": "£900"}),
        ("40 benches, total cost should be below 5000 EUR", {"total_cash": "below 5000 EUR"}),
        ("50 trophies, max spend £750", {"total_cash": "£750"}),
        ("25 awards, whole thing needs to come in under $1,500", {"total_cash": "under $1,500"}),
        ("90 cushions, finance signed off 2,700 pounds", {"total_cash": "2,700 pounds"}),
        ("80 trays, our sponsor is giving us 2,000 EUR", {"total_cash": "2,000 EUR"}),
        ("140 candles, we have eight hundred pounds for the whole order", {"total_cash": "eight hundred pounds"}),
        ("we can put 2 lakh into 500 tote bags", {"total_cash": "2 lakh"}),
        ("to make 150 boards I've got two and a half grand", {"total_cash": "two and a half grand"}),
        ("budget of 30,000 kr for 100 stools, we're in Oslo", {"total_cash": "30,000 NOK"}),
        ("60 mugs, budget $1,200, we are in Toronto", {"total_cash": "CAD 1,200"}),
        ("we're in London, 60 mugs, budget 1200", {"total_cash": "1200 GBP"}),
        ("80 lamps and can't go over a tenner each", {"unit_cost_ceiling": "at most a tenner"}),
        ("can you do 500 magnets for a euro each", {"unit_cost_ceiling": "a euro"}),
        ("want 2000 stickers, 10c each max", {"unit_cost_ceiling": "10c each max"}),
        ("hoping for sub-£3 per badge on 400 badges", {"unit_cost_ceiling": "sub-£3"}),
        ("100 aprons, price per apron up to 18 euros", {"unit_cost_ceiling": "up to 18 euros"}),
        ("cost per pin shouldn't go above $1.75, 500 pins", {"unit_cost_ceiling": "at most $1.75"}),
        ("75 trays, per-unit budget $28", {"unit_cost_ceiling": "$28"}),
        ("200 notebooks. happy to pay 5 quid a pop", {"unit_cost_ceiling": "5 quid"}),
        ("the most I'd pay is £6.50 a mug, for 140 mugs", {"unit_cost_ceiling": "£6.50"}),
        ("80 vases, pay up to £28 each", {"unit_cost_ceiling": "up to £28"}),
        ("70 vases, visitors would pay up to £28 each", {"selling_price": "up to £28"}),
        ("250 tote bags, 300 quid for screens", {}),
        ("customers are willing to pay $35 for these, 240 wallets", {"selling_price": "$35"}),
        ("we'd ask 75 EUR for one, 60 lamps", {"selling_price": "75 EUR"}),
        ("500 badges we hope to flog at 3 quid each", {"selling_price": "3 quid"}),
        ("120 cups - 16 EUR trade, 32 EUR retail", {"selling_price": "16 EUR"}),
        ("200 necklaces. Etsy price 34 USD", {"selling_price": "34 USD"}),
        ("200 diyas for Diwali", {"deadline": "for Diwali"}),
        ("50 signs needed the week of January 18", {"deadline": "needed the week of January 18"}),
        ("150 boards, can't be later than 10 May", {"deadline": "later than 10 May"}),
        ("200 totes, on or before June 10", {"deadline": "on or before June 10"}),
        ("looking at a June delivery for 80 benches", {"deadline": "June"}),
        ("wedding is 14/6, 120 favour boxes", {"deadline": "14/6"}),
        ("before the end of the year I need 110 mugs", {"deadline": "before the end of the year"}),
        ("130 aprons for the opening on 5 Feb, firm", {"deadline": "on 5 Feb", "deadline_is_hard": "firm"}),
        ("70 chairs ideally by April", {"deadline_is_hard": "ideally", "deadline": "by April"}),
        (
            "200 tees by 8 May, if they're late they're useless",
            {"deadline": "by 8 May", "deadline_is_hard": "if they're late they're useless"},
        ),
        ("40 signs, whenever you can", {"deadline_is_hard": "whenever you can"}),
        ("we open 1 may, 60 stools", {"deadline": "1 may"}),
        ("the artwork will be ready on 5 January, 150 posters", {}),
        ('"1 May" engraved on each of 60 plaques', {}),
        ("firing takes 2 days, 100 plates", {}),
        ("we tested it for 6 weeks, now 200 units of the lamp", {}),
        ("our designer is on holiday until 12 January, 200 posters", {}),
        ("entry fee is £15 and each of the 300 runners gets a medal", {}),
        ("100 pens, ones in the shop go for 3 quid", {}),
        ("boxes for $100 bills, 50 of them", {}),
        ("courier costs around £12 a box, 150 candles", {}),
        ("Alibaba says $2.30 per unit at 1000, need 300 pouches", {}),
        ("the plating house bills me 2.30 per piece, 300 buckles", {}),
        ("term started in September, 200 ties", {}),
    ],
)
def test_money_and_time_are_told_by_what_governs_them(sentence: str, said: dict[str, str], hear: Hear) -> None:
    """An amount is of all, of one, or what one sells for; a day is the order's; of others, nothing is said."""
    found = hear(sentence)

    assert {fact: " | ".join(texts) for fact, texts in found.said.items() if fact in SAID_OF} == said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("80 lamps, a fiver each", "80 lamps, 5 pounds each"),
        ("80 bags, budget 2 lakh", "80 bags, budget INR 200000"),
        ("we are in Oslo, 80 stools, budget 30,000 kr", "we are in Oslo, 80 stools, budget NOK 30000"),
        ("200 lamps, budget eight hundred euros", "200 lamps, budget 800 EUR"),
    ],
)
def test_an_amount_in_slang_is_the_amount(one: str, other: str, hear: Hear) -> None:
    """What people call notes and thousands, and money by the place they work in, is read as the amount it is."""
    assert hear(one).order.given == hear(other).order.given
