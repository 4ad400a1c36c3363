"""Kinds of things that a free sentence says: each with neighbours that are unlike one another, and with what it is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from advisor.from_words import FromWords, order_from
from advisor.ir import Pack
from advisor.order import OrderReader

Hear = Callable[[str], FromWords]


@pytest.fixture(scope="module")
def hear(pack: Pack) -> Hear:
    reader = OrderReader(pack=pack, as_of=date(2026, 12, 1))
    return lambda text: order_from(text, reader, "words")


def told(found: FromWords) -> dict[str, str]:
    """Return fact -> its words, several with a stroke between."""
    return {fact: " | ".join(words) for fact, words in found.said.items()}


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("copper earrings, three designs, 50 pairs of each", "150"),
        ("dog collars, 3 sizes, 4 colors, 20 of each combo", "240"),
        ("leather key fobs, 48 rooms, two per room", "96"),
        ("felt slippers, 36 rooms, two pairs per room", "72"),
        ("2 designs of enamel mug, 150 each", "300"),
        ("tote bags, 2 sizes, 75 of each size", "150"),
        ("64 plates, four sizes, 16 of each", "64"),
        ("mugs, two sizes, 24 euros each", ""),
        ("100 postcard sets, 8 motifs each", "100"),
        ("candles, 80 of each size", ""),
    ],
)
def test_so_many_of_each_of_so_many_are_multiplied(sentence: str, count: str, hear: Hear) -> None:
    """A total that is said stands; money for each is no count, and of each without how many kinds says none."""
    assert told(hear(sentence)).get("quantity", "") == count


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("wristbands, woven fabric, 2000, festival in July", "2000"),
        ("a shop in Copenhagen ordered 400 tumblers, I can do 30 a week", "400"),
        ("I painted 12 watercolours and would like a wall calendar, A3, 250 copies", "250 copies"),
        ("plastic housing, 3000 pcs a year, first order 800", "800"),
        ("enclosures in ASA, 60 to start, 400 next year", "60"),
        ("80 kids stools, birch plywood", "80"),
        ("stools, oak, 1962", ""),
    ],
)
def test_the_number_that_is_ordered_is_the_quantity(sentence: str, count: str, hear: Hear) -> None:
    """A round number alone is no year; what one can make, has made, or needs in a year or later is not ordered now."""
    assert told(hear(sentence)).get("quantity", "") == count


@pytest.mark.parametrize(
    ("sentence", "fact", "words"),
    [
        ("1000 playing cards, linen finish", "material", ""),
        ("60 trays, walnut effect", "material", ""),
        ("menu boards, slate look, A4, 60", "material", ""),
        ("40 linen napkins, oak finish", "material", "linen"),
        ("I want glaze test tiles pressed, 1500", "finish", ""),
        ("60 bowls, glaze recipe wanted", "finish", ""),
        ("60 bowls, glazed by hand", "finish", "glazed"),
        ("I painted 12 watercolours, 60 mugs", "finish", ""),
        ("60 mugs painted by hand", "finish", "painted"),
    ],
)
def test_a_word_that_says_what_another_noun_is_like_says_nothing_of_the_thing(
    sentence: str, fact: str, words: str, hear: Hear
) -> None:
    """A material before `finish` is none, a finish before an unknown noun is of that, and what a person painted is no order."""
    assert told(hear(sentence)).get(fact, "") == words


@pytest.mark.parametrize(
    ("sentence", "fact", "words"),
    [
        ("60 candles in concrete vessels", "material", ""),
        ("75 candles in small brass tins", "material", ""),
        ("90 balms in tins", "material", ""),
        ("400 cups in brass", "material", "brass"),
        ("tumblers cut from used wine bottles", "material", "used wine bottles"),
        ("24 bar stools, steel frame, ash seat", "material", "steel"),
        ("bedside lamps, walnut base and linen shade", "material", "walnut"),
        ("15 armchairs with velvet and beech frame", "material", ""),
        ("85 Gläschen Honig mit Etikett und Holzlöffel", "object", "Gläschen"),
        ("60 tins with a label and a spoon", "object", ""),
    ],
)
def test_what_goes_with_or_around_the_thing_is_not_the_thing(sentence: str, fact: str, words: str, hear: Hear) -> None:
    """Its container, and what stands behind `with ... and`, is of its own; the frame or base of a thing is most of it."""
    assert told(hear(sentence)).get(fact, "") == words


@pytest.mark.parametrize(
    ("sentence", "fact", "words"),
    [
        ("300 enclosures, PP oder ASA", "material", "PP | ASA"),
        ("300 enclosures, ABS or PC", "material", "ABS | PC"),
        ("plastic housing, PC, for a bike light", "material", "PC"),
        ("300 enclosures, PC for the display", "material", ""),
        ("copper earrings, 0.5 mm", "shortest_side", ""),
        ("500 guitar picks, 0.73mm, celluloid", "shortest_side", "0.73mm"),
        ("300 signs of 3 mm acrylic", "shortest_side", "3 mm"),
        ("30 ornaments for the tree from 5mm birch ply", "shortest_side", "5mm"),
        ("75 housings, folded 1.5 mm steel", "shortest_side", ""),
    ],
)
def test_acronyms_and_thin_sheets(sentence: str, fact: str, words: str, hear: Hear) -> None:
    """Two capitals are a material beside another or alone; a small length is the thickness only of a flat thing."""
    assert told(hear(sentence)).get(fact, "") == words


@pytest.mark.parametrize(
    ("sentence", "fact", "words"),
    [
        ("20 cajons for music lessons in primary schools", "used_for", "in primary schools"),
        ("a soft toy, it's for under threes", "used_for", "under threes"),
        ("Children's aprons, 45", "used_for", "Children's"),
        ("we print the childrens poems as a little book", "used_for", ""),
        ("60 hats, school in Graz", "used_for", ""),
        ("400 bells, it has to cost me less than 12", "unit_cost_ceiling", "less than 12"),
        ("200 Taschen, Herstellkosten max 18 Euro", "unit_cost_ceiling", "max 18 Euro"),
        ("60 mugs, the last ones cost me 8 euros each", "unit_cost_ceiling", ""),
        ("candles for the bazaar on the first Sunday of Advent next year", "deadline", None),
        ("35 lamps for a co-working space in Rotterdam", "customer_region", "Rotterdam"),
        ("35 lamps for a parish hall in Ghent", "customer_region", "Ghent"),
        ("cookie cutters, sold at the summer fete for 4 each", "repeat_interval", ""),
    ],
)
def test_uses_places_costs_and_days(sentence: str, fact: str, words: str | None, hear: Hear) -> None:
    """For whom and where a thing is, what it may cost, and days that are named by a feast."""
    found = hear(sentence)

    if words is None:
        assert found.order.given[f"order.{fact}"] == hear("candles by 2027-11-28").order.given[f"order.{fact}"]
    else:
        assert told(found).get(fact, "") == words


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "We zoeken 60 houten krukjes van essenhout, 45 cm hoog, gelakt, voor een school in Utrecht",
            {"quantity": "60", "object": "krukjes", "material": "essenhout", "finish": "gelakt"},
        ),
        (
            "Nous cherchons 120 tasses en grès pour un café à Lyon, avant le 15 mars",
            {"quantity": "120", "object": "tasses", "material": "grès", "deadline": "avant le 15 mars"},
        ),
        (
            "500 sous-bocks en carton, livraison fin janvier",
            {"quantity": "500", "object": "sous-bocks", "material": "carton", "deadline": "fin janvier"},
        ),
        (
            "250 broches van porselein, winkelprijs 24,50, uiterlijk 3 mei",
            {"quantity": "250", "object": "broches", "material": "porselein", "selling_price": "24,50"},
        ),
        (
            "20 Holzbänke, Lärche, 150 cm lang, 2. Advent",
            {"quantity": "20", "object": "Holzbänke", "material": "Lärche", "deadline": "2. Advent"},
        ),
        ("Wir haben 2.400 Euro für 80 Kissen aus Filz", {"total_cash": "2.400 Euro", "quantity": "80"}),
    ],
)
def test_the_commonest_words_of_dutch_french_and_german(sentence: str, said: dict[str, str], hear: Hear) -> None:
    """Things, materials, counts and days, with the little words between them."""
    assert said.items() <= told(hear(sentence)).items()


@pytest.mark.parametrize(
    ("sentence", "thing"),
    [
        ("My neighbour had his coat hooks forged by you. Mine are drawer pulls: brass, 80 of them", "drawer pulls"),
        ("You cast her candle holders. Ours is a wall lamp, 70 to start", "wall lamp"),
        ("For the new record we want something other than a poster: a brass bottle opener, 300 pcs", "bottle opener"),
        ("We print the brackets ourselves and need 240 enclosures in ABS", "enclosures"),
        ("We design furniture in Austria. Our shelf bracket sells well, make us another 130", "shelf bracket"),
        ("Bitte die Vase aus der Vitrine nachgießen, 60 Stück", "Vase"),
        ("Please copy the jug from the display case, 60 pieces", "jug"),
        ("The mug on our shelf is from Denmark. We want a plate: porcelain, 140 of them", "plate"),
        ("Instead of pens we'd like bookmarks, brass, 600", "bookmarks"),
        ("65 porcelain birds for a wedding", "birds"),
        ("the bakery wants their mugs in stoneware, 60", "mugs"),
        ("We make mugs and want 200 of them glazed", "mugs"),
        ("Board game prototype, small run. 300 boxes, each with 110 cards", "Board game"),
        ("tumblers cut from used wine bottles", "tumblers"),
        ("60 bird houses in larch", "bird houses"),
        ("feeders for birds, 40", ""),
        ("We bottle our own gin and would like 500 tags", ""),
        ("never sold anything but books. I'd like 55 pairs of bookends in oak", "bookends"),
    ],
)
def test_the_thing_ordered_is_told_from_others_that_are_named(sentence: str, thing: str, hear: Hear) -> None:
    """What is counted, wanted or declared is the thing; another's, one's own other work, a purpose and a place are not."""
    assert told(hear(sentence)).get("object", "") == thing


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("We're a three-piece from Ghent, 300 bottle openers in brass", "300"),
        ("a five-piece band, shirts, 40", "40"),
        ("12-piece cutlery sets in steel, 60", "60"),
        ("a 60-piece run of mugs", "60-piece"),
        ("110 guests, but couples share one, so 65 birds are enough, porcelain", "65"),
        ("Our gym has 340 members, we'd like 50 kettlebells", "50"),
        ("90 people are coming, so 40 lanterns will do", "40"),
        ("Each room has two hooks. We need 44 hooks in bronze", "44"),
        ("85 guests, one candle per guest", "85"),
        ("Nous cherchons un atelier pour 200 porte-couteaux", "200"),
        ("Zoekt: atelier voor 50 keramische plantenpotten", "50"),
        ("Wir suchen jemanden für 80 Dingsbums aus Messing", "80"),
        ("Our tour has 12 dates, mugs wanted", ""),
    ],
)
def test_what_else_is_counted_is_not_the_order(sentence: str, count: str, hear: Hear) -> None:
    """Pieces of one, persons, and what is in each are no count of the order; things per person, and the only count of a noun, are."""
    assert told(hear(sentence)).get("quantity", "") == count


@pytest.mark.parametrize(
    ("sentence", "fact", "words"),
    [
        ("My sister is getting married on 3 July and wants every guest to have a mug, 65", "repeat_interval", ""),
        ("mugs for every guest by 3 July, 65", "deadline", "by 3 July"),
        ("We reorder every 3 months, 65 mugs", "repeat_interval", "3 months"),
        ("On 2 May our library turns 50, 600 bookmarks", "deadline", ""),
        ("I do letterpress and need a type case, 15", "process", ""),
        ("I teach ceramics: 100 thimbles, polished", "material", ""),
        ("I do screen printing, but need 12 racks in steel", "finish", ""),
        ("The prototype was bent by a locksmith. Can you make 220 hooks", "form", ""),
        ("we print 200 tote bags, screen printed in one colour", "process", "screen printed"),
        ("Im Shop kosten sie später 12,90 €. 600 Magnete", "selling_price", "12,90 €"),
        ("Zinnsoldaten, 600 Stück, unbemalt", "finish", "unbemalt"),
        ("16 aluminium handles, sand cast, raw", "finish", "raw"),
        ("60 bowls, raw clay", "finish", ""),
        ("chess sets in boxwood and ebony, 20 sets", "material", "boxwood and ebony"),
        ("10 boards turned from maple and walnut", "material", "maple and walnut"),
        ("shelves in oak and brass fittings, 20", "material", "oak"),
        ("tables in oak or steel, 20", "material", "oak | steel"),
        ("instead of brass we want copper, 60 lamps", "material", "copper"),
        ("20 chairs in steel that stay outside all year", "used_for", "stay outside"),
        ("tins with oil outside, 60", "used_for", ""),
    ],
)
def test_days_crafts_prices_finishes_pairs_and_uses(sentence: str, fact: str, words: str, hear: Hear) -> None:
    """Each kind beside what looks like it and is another."""
    assert told(hear(sentence)).get(fact, "") == words


def test_a_slip_within_a_material_is_asked_back(hear: Hear) -> None:
    """What was read stays as it is; the longer word is only asked for."""
    found = hear("40 boxes, stainles steel")

    assert told(found)["material"] == "steel"
    assert found.told == ("stainles (did you mean stainless steel?)",)
    assert hear("40 boxes, painless steel").told == ("painless",)
