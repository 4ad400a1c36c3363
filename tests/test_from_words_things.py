"""Ways of saying which thing is ordered, of what, by which process and with which finish; and what looks like it and is not."""

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


def said(found: FromWords, fact: str) -> str:
    """Return the words of a fact, several with a stroke between; empty if it is not said."""
    return " | ".join(found.said.get(fact, ()))


@pytest.mark.parametrize(
    ("sentence", "thing"),
    [
        ("Ring me on Monday about 50 bowls in ash", "bowls"),
        ("Please pencil us in for 30 stools in May", "stools"),
        ("can you box them? 40 teapots", "teapots"),
        ("the planner says one each. A bud vase, 8 cm, 85 of them", "bud vase"),
        ("Fountain pen people will get this: my pocket notebook, 4 x 6, 250 of them", "notebook"),
        ("we are a small stationery label in Leipzig", ""),
        ("old kimono fabric, we wish to make tote bags, 300 pieces", "tote bags"),
        ("90 sets of coasters (4 each), slate", "coasters"),
        ("each one has to take 25 little bottles - wooden racks, 40", ""),
        ("box that holds 13 LPs and a book, 300", "box"),
        ("a stand that holds a watch and two rings, walnut, 65", ""),
        ("scrub tops in 10 bags of 20 each", ""),
        ("My oak table needs 8... no wait I want 80 trivets in cork", "trivets"),
        ("We'd rather start with just the backpack, 50 of them", "backpack"),
        ("Got a design for a chess set. 40 sets", "chess set"),
        ("the casing for a sensor, ABS, 2,000 pcs", "casing"),
        ("Injection moulded PP lids, approx 1500", "lids"),
    ],
)
def test_the_thing_is_no_verb_no_person_and_nothing_that_it_holds(sentence: str, thing: str, hear: Hear) -> None:
    """A noun before `me` or `them` is a verb; who says, likes or sells a thing, what one is, and what goes into it, is not ordered."""
    assert said(hear(sentence), "object") == thing


@pytest.mark.parametrize(
    ("sentence", "stuff"),
    [
        ("my dad's a carpenter so I know oak. 60 concrete planters", "concrete"),
        ("we ship in kraft paper. 80 silk scarves", "silk"),
        ("mould is made of silicone already, we need 300 plaster coasters", "plaster"),
        ("glass half full person here :) 100 wooden toys", "wooden"),
        ("I'd plate them in nickel if affordable, 80 brass hooks", "brass"),
        ("Copper & Oak Cafe would like 75 mugs", ""),
        ("40 oak cafe tables", "oak"),
        ("badges out of acrylic, the 0.8 sample felt a bit flimsy, 400", "acrylic"),
        ("a tool to open paint tins, 500 pcs stamped steel", "steel"),
        ("60 lamps, not brass, just steel", "steel"),
        ("Board game, 500 copies, linen finish cards", ""),
        ("Trays, powder-coated aluminium in RAL 7016, 85", "powder-coated aluminium"),
        ("knobs machined from 304, 60", "304"),
        ("40 mugs in 2024", ""),
        ("200 carabiners in 7075 T6", "7075 T6"),
        ("60 trays in ply", "ply"),
        ("40 skateboards, 7 ply maple", "maple"),
    ],
)
def test_a_material_before_the_thing_is_its_own(sentence: str, stuff: str, hear: Hear) -> None:
    """It beats one that was said where nothing is named; a name, a verb and a container are of no material; a grade is, where a cue leads it."""
    assert said(hear(sentence), "material") == stuff


@pytest.mark.parametrize(
    ("sentence", "fact", "words"),
    [
        ("100 coasters - laser cutting is out, scorches the edges", "process", ""),
        ("The tea towels shouldn't be screen printed. 300.", "process", ""),
        ("someone to throw 40 bowls in stoneware", "process", "to throw"),
        ("badges, fiddly to put together, 170", "process", ""),
        ("40 willow baskets woven by hand", "process", "woven"),
        ("I usually knit, but these are 40 woven blankets", "process", "woven"),
        ("wooden puzzles, 350 of them, no paint just oil", "finish", "just oil"),
        ("24 bar stools, powder coated frame, oak seat", "finish", "powder coated"),
        ("butter dishes instead of those foil things, 48, salt glaze", "finish", "salt glaze"),
        ("300 phone stands, bead blasted & anodised", "finish", "bead blasted | anodised"),
    ],
)
def test_a_process_or_finish_is_denied_led_or_listed(sentence: str, fact: str, words: str, hear: Hear) -> None:
    """What is out, or instead of which something is wanted, is not said; what follows `just` is."""
    assert said(hear(sentence), fact) == words


@pytest.mark.parametrize(
    ("sentence", "thing", "size"),
    [
        (
            "100 pendants in opal mouth-blown glass 25 cm, with brass fitting and 3 m textile cord",
            "pendant lamp",
            "25 cm",
        ),
        ("40 pendants, spun aluminium, 40 cm, E27 socket", "pendant lamp", "40 cm"),
        ("100 glass pendants, 25 cm diameter", "pendant lamp", "25 cm diameter"),
        ("60 E27 pendants in brass", "E27 pendants", ""),
        ("60 silver pendants 25 mm on a 45 cm chain", "pendants", "25 mm"),
        ("60 silver pendants on 45 cm chains", "pendants", ""),  # the length of what they hang on
        ("60 glass pendants", "pendants", ""),
    ],
)
def test_a_thing_is_the_one_of_its_name_that_is_so_large(sentence: str, thing: str, size: str, hear: Hear) -> None:
    """Pendants of 25 cm are lamps, those of 25 mm are jewellery, and with no size the word means what it mostly does."""
    found = hear(sentence)

    assert (said(found, "object"), said(found, "longest_side")) == (thing, size)
