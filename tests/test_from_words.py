"""A free sentence says exactly its facts; what it says besides is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.errors import Place
from advisor.from_words import FromWords, order_from
from advisor.ir import Pack
from advisor.order import OrderReader
from advisor.yaml.node import MappingNode as Mapping
from advisor.yaml.node import Scalar
from advisor.yaml.node import SequenceNode as Sequence

Hear = Callable[[str], FromWords]
AT = Place("expected")
SENTENCES: list[dict[str, Any]] = yaml.load(
    Path(__file__).with_name("sentences.yaml").read_text("utf-8"), yaml.CSafeLoader
)
NOT_SAID = {
    "60 bibs, two mums have sewing machines": "owns",
    "50/50 cotton polyester t-shirts": "quantity",
    "40/60 cotton polyester t-shirts": "quantity",
    "birch puzzle, 48 pieces": "quantity",
    "5000 was the quote minimum elsewhere, saucers": "quantity",
    "mugs, 40 with a lid, 60 with a handle": "quantity",
    "our choir (38 singers) wants mugs": "quantity",
    "mugs, Portugal supplier offers blanks 3.10 each": "studio_region",
    "60 mugs, the Portugal supplier offers blanks 3.10 each": "selling_price",
    "keyboard, 3x4 keys": "longest_side",
    "keycaps from the usual vendor": "object",
    "100 mugs, reprint in summer": "deadline",
    "100 mugs, 2 samples by mid Feb": "deadline",
    "120 bibs, 250 € max for sewing": "unit_cost_ceiling",
    "90 pouches, budget façon 600€": "total_cash",
    "50 tumblers, I rent time at 45 €/hr": "unit_cost_ceiling",
    "100 lamps with a shade of linen": "material",
    "250 bags with our bookshop's logo": "sold_through",
    "200 bombs in muslin bags": "object",
    "postcards, 350 gsm": "quantity",
    "bottles, UV print + laser": "owns",
    "12 grand pianos": "total_cash",
    "folders, name in silver": "material",
    "300 notebooks, spine in linen": "material",
    "80 lamps with a foot of brass": "material",
    "60 boxes, lid walnut": "material",
    "45 lamps, base of cast concrete": "process",
    "70 books, letterpress cover": "process",
    "600 plastic-free brushes": "material",
    "90 coasters, marble look": "material",
    "60 trays in something other than acrylic": "material",
    "a puzzle with 24 pieces": "quantity",
    "birch puzzle, 24 pieces in the puzzle": "quantity",
    "a print run of 400, board game": "finish",
    "photo books, 38 a copy": "quantity",
    "90 posters, pulled on a 2 arm press": "longest_side",
    "60 mugs, a competitor sells them at 40 dollars": "selling_price",
    "60 mugs. The kiln lady asks 9 dollars a mug": "selling_price",
    "60 mugs. The upholsterer charges $375 to make four cushions": "selling_price",
    "60 mugs, I got 30 dollars for the first": "total_cash",
    "Just printed 200 posters": "quantity",
    "80 mugs? No, that was last year": "quantity",
    "60 mugs, I run a food blog": "used_for",
    "60 mugs, my old supplier in Lyon made 80 for 900 euros": "total_cash",
    "60 stools, my old printer is broken": "owns",
    "mugs, we sell 60 a year": "selling_price",
    "benches, maybe 15 a year": "repeats_per_year",
    "a 1950 chair rebuilt in oak": "quantity",
    "birch dolls, 60W laser": "deadline",
    "candles, 80 of each size": "quantity",
    "60 bells, the 2019 ones were 30 euros each": "unit_cost_ceiling",
    "40 stools, 12 weeks is too late": "deadline",
    "tiles for a chapel hall in Cork": "material",
    "90 lamps, a re-edition of my first": "limited_edition",
    "ein Hocker aus Eiche": "quantity",
    "20 sets of parts for pens": "part_count",
    "60 rugs, a mill in Yorkshire makes them now": "studio_region",
    "kites, season starts in April": "deadline",
    "mugs, about 90 pieces": "unit_cost_ceiling",
    "80 records with printed sleeve": "finish",
    "a board game, 1000 copies, 54 cards and 40 wooden pieces": "material",
    "45 acrylic cases for a weather station circut board": "object",
    "50 porcelain bowls, not glazed": "finish",
    "120 mugs without a handle, no enamel": "finish",
    "mugs, saw 50 for €395 elsewhere": "quantity",
    "four t-shirt designs": "quantity",
    "mugs, 20 cents each for the transfer, was quoted €9 a piece": "total_cash",
    "100 candles in glass jars": "material",
    "send them to us": "studio_region",
    "100 pins, gold plated or hard enamel, 5 colours": "part_count",
    "100 mugs at €12": "total_cash",
    "notebooks, 15 December, 2027": "quantity",
    "christmas baubles": "deadline",
    "80 candles in amber glass jars with a linen label": "material",
    "mugs wrapped in kraft paper, with a cotton ribbon": "material",
    "cufflinks, delivered 3 weeks before the wedding on 24 December": "deadline",
    "1 colour front, 2 colours back, printed": "colours",
    "2000 mugs, supplier in Poland": "studio_region",
    "we are a furniture label": "object",
    "gizmos with a cotton pouch": "object",
    "we sold 3000 mugs in plastic, now in wood": "quantity",
    "oak, no walnut, 20 boards 3000x2000": "longest_side",
    "2 x 40 mugs": "longest_side",
    "gizmos 200x90": "longest_side",
    "budget 1.8k": "material",
    "20 mugs, no deadline stress": "deadline",
    "want 400 in oak": "longest_side",
    "300 cups, 14 each of red, blue and green": "unit_cost_ceiling",
    "mugs, no 2 alike": "quantity",
    "20 stools, a hotel in Bath is paying £90 a stool": "unit_cost_ceiling",
    "20 stools, we're paying £90 a stool": "selling_price",
    "90 plates, a mold made off one thrown plate": "process",
    "50 vases, a mold made off one blown bottle": "moulds_owned",
    "200 wallets, we pay $8 for imported ones": "unit_cost_ceiling",
    "60 mugs, one side blue and red on the other": "studio_region",
    "12 tables, Italy or Spain is fine": "studio_region",
    "60 mugs, Poland would be fine": "studio_region",
    "200 Hefte, Angebote aus Polen": "studio_region",
    "it's a game with 54 cards and 40 wooden pieces": "material",
    "25 steel cases for a small lamp": "object",
    "200 posters, printed in silver": "material",
    "posters, silkscreened gold": "material",
    "80 knives, 7 quid": "total_cash",
    "signs, die alten aus Emaille kommen weg": "finish",
    "mugs, 120 each": "quantity",
    "500 steel signs, numbered 1 to 500": "limited_edition",
    "gizmos w steel hooks": "material",
    "quotes so far ran from 2 to 7000 dollars for the lot": "total_cash",
    "tiles from an old 2d blueprint": "deadline",
    "logo pressed into 40 mugs, sleeves from the pressing plant": "process",
    "1200 gizmos, sleeves in card": "object",
    "finish no varnish, 20 chairs": "cosmetic_class",
    "soy candles, gold glitter brushed on top": "finish",
    "board game, Stülpschachtel": "process",
    "220 badges in bronze off a 3d print i made": "process",
    "220 badges, the bikes sell at 900": "selling_price",
    "90 gizmos, 5 cm, in a wooden box each": "material",
    "60 covers, 3 weeks turnaround every month": "repeat_interval",
    "12 tables, folding legs": "process",
    "500 toy trains, importer in Denmark pays 19,50 a set": "studio_region",
    "clay beads for a necklace kit": "object",
    "zine, last one sold out at 6 quid in two days": "deadline",
    "200 boards, Laser ist da": "process",
    "dollhouse windows 1:12, 60 sets": "object",
    "40 guitar pick guard": "object",
    "bottle neck tag holder": "object",
    "ceramic urns, lid sealed with cork": "studio_region",
    "stickers, got a quote of $310": "total_cash",
    "benches, iroko, brass plaque engraved": "finish",
    "20 planters, a pavilion in Rotterdam": "studio_region",
    "bags, last batch from Pakistan": "studio_region",
    "coasters with pressed flowers": "process",
    "500 chalk bags": "material",
    "500 notepads, copy shop has a guillotine": "process",
    "bowls, food safe glaze not needed": "colour_match",
    "60 cups, what they use now is 6.50 euros a set from Poland": "unit_cost_ceiling",
    "60 cups, what they use now is 6.50 euros a set from Norway": "studio_region",
    "60 hooks, now made at a forge in Leeds": "studio_region",
    "60 rugs, a collective in Lyon knots them": "studio_region",
    "90 pins, paid 1.10 euros each last time": "selling_price",
    "90 bowls, my supplier in Poland wanted 9 euros a bowl": "unit_cost_ceiling",
    "bottle warmer for 6 x 330 ml": "object",
    "36 drawer fronts": "object",
    "greeting cards, envelopes kraft": "material",
    "puppets for a children's theatre": "used_for",
    "urns, wood-fired": "material",
    "60 mirrors with a rim of bent oak": "form",
    "20 rails, 150w": "deadline",
    "invitations, I have an Adana 8x5": "longest_side",
    "game trays, fits box 29x29x7": "longest_side",
    "shelves, 2 m long, 30 deep": "quantity",
    "60 mugs, 4 euros each, 5 euros each": "unit_cost_ceiling",
    "game, campaign ends in 3 weeks": "deadline",
    "hoodies, heavy cotton 400 g": "part_volume",
    "glass jars, 300 g": "part_volume",
    "soap in paper bags, 250 g": "part_volume",
    "brakets for shelves": "object",
    "croquet hoops, turned, leather cups": "object",
    "blorp caddies in tin plate": "object",
    "glass spigots, sets of 4 with brush": "object",
    "200 packs of 10 plant labels": "quantity",
    "backpacks, 3 prints x 120 pcs": "quantity",
    "conference totes, Lisbon, 3 May": "studio_region",
    "baubles, Sternmarkt Nürnberg": "studio_region",
    "we run a small brewery near Leeds": "customer_region",
    "guitar stands, 12mm": "longest_side",
    "someone offered 4.20 euros a piece for our bandanas": "selling_price",
    "we need replacement knobs": "after_sale",
    "We had 200 mugs printed in Bristol in 2023, they charged us 4 euros each": "quantity",
    "last order: 500 pins at 1.10 each from China": "unit_cost_ceiling",
    "Last order was from Portugal, 8 euros each. 90 mugs": "unit_cost_ceiling",
    "60 lamps, the shades are sewn by a friend": "process",
    "60 stools, a workshop in Porto makes the legs": "studio_region",
    "60 stools, the wood comes from a sawmill near Graz": "studio_region",
    "60 stools, leather which I buy in from Italy": "studio_region",
    "300 mugs, the factory wants 50 % in advance": "client_deposit",
    "200 bowls, client's budget 4000": "selling_price",
    "80 plates, opening on 3 June, delivered two weeks before": "deadline",
    "toys for children from 18 months": "deadline",
    "a small Roman lamp": "studio_region",
    "400 medals with ribbon printed two colour": "colours",
    "60 pins, 3 colours plus black, printed": "colours",
    "lamps, turned base (14 cm across)": "longest_side",
    "60 candles in a tin": "material",
    "60 Kerzen im Glas": "material",
    "300 tins of balm": "material",
    "the agency pays 2,400 for 200 puzzles": "selling_price",
}


@pytest.fixture(scope="module")
def reader(pack: Pack) -> OrderReader:
    return OrderReader(pack=pack, as_of=date(2026, 12, 1))


@pytest.fixture(scope="module")
def hear(reader: OrderReader) -> Hear:
    return lambda sentence: order_from(sentence, reader, "words")


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda one: one["text"][:40])
def test_a_sentence_says_exactly_its_facts(sentence: dict[str, Any], hear: Hear, reader: OrderReader) -> None:
    """What a sentence says is what an order file with the same facts says, no more and no less."""
    expected = reader.order(_order(sentence["facts"]), "expected")

    assert hear(sentence["text"]).order.given == expected.given


@pytest.mark.parametrize(("sentence", "fact"), NOT_SAID.items())
def test_what_is_said_of_something_else_is_no_fact(sentence: str, fact: str, hear: Hear) -> None:
    """A word or number that is not the order's, or is said not to be so, is left."""
    assert f"order.{fact}" not in hear(sentence).order.given


@pytest.mark.parametrize(
    ("sentence", "size"),
    [
        ("120 lamps of bent steel, 40 cm, powder coated", "40 cm"),
        ("20 cm plush bears", "20 cm"),
        ("poster 50 cm by next month", "50 cm"),
        ("50 trays with 30 cm handles", None),
        ("300 signs of 3 mm acrylic", None),
        ("lids with 30 mm holes", None),
        ("30 mm oak boards", None),
        ("300 nylon MJF clips 1.5 inch, need in 10 days", "1.5 inch"),
        ("twelve hundred silicone feet half inch, Austin", "half inch"),
        ("60 brass flibbles 12 cm", "12 cm"),
        ("60 brass flibbles for plants 40 cm tall", None),
    ],
)
def test_a_length_beside_the_object_or_alone_is_its_size(sentence: str, size: str | None, hear: Hear) -> None:
    """It is the longest side; that of another thing, or of a sheet of which a flat thing is, is none, and stays with the sheet."""
    found = hear(sentence)
    told = " ".join((*found.left, *found.said.get("shortest_side", ()), *found.said.get("material", ())))

    assert found.said.get("longest_side") == ([size] if size else None)
    assert size is not None or {"mm", "cm"} & set(told.split())


@pytest.mark.parametrize(
    ("sentence", "size"),
    [
        ("100 steel brackets 6 x 4 in zinc plated", "6 x 4 in"),
        ("150 aluminum enclosures 4 x 3 x 1.2 in anodized", "4 x 3 x 1.2 in"),
        ("60 acrylic panels 10 x 4 in laser cut", "10 x 4 in"),
        ("100 aluminum panels 6 x 4 in clear anodized", "6 x 4 in"),
        ("100 knobs 1.25 in brass", "1.25 in"),
        ("20 benches 120 x 40 in oak", "120 x 40 cm"),
        ("200 posters 50 x 70 in full colour", "50 x 70 cm"),
        ("400 in oak, stools", None),
        ("100 steel brackets 6 x 4, Austin", "6 x 4 in"),
        ("100 steel brackets 6 x 4, $5 each", "6 x 4 in"),
        ("100 steel brackets 60 x 40, $5 each", "60 x 40 mm"),
        ("100 steel brackets 6 x 4, 5 euros each", "6 x 4 cm"),
        ("50 aluminum knobs 1.25 diameter, Austin", "1.25 in"),
    ],
)
def test_inches_are_said_behind_sides_and_by_who_measures_so(sentence: str, size: str | None, hear: Hear) -> None:
    """`in` behind sides is inches, unless a material follows and the thing is then far from its usual size; a bare size beside dollars or a place that pays in them is in inches."""
    assert hear(sentence).said.get("longest_side") == ([size] if size else None)


@pytest.mark.parametrize(
    ("sentence", "count", "thick", "left"),
    [
        ("20 ga stainless brackets x 350, 3 bends, 5x3 in", "350", "0.95 mm", ()),
        ("14 gauge steel enclosures, qty 40, 12 x 10 in", "40", "1.9 mm", ()),
        ("120 brackets in 16ga steel, 6 x 4 in", "120", "1.52 mm", ()),
        ("200 aluminum brackets 5x3 in, 18-gauge", "200", "1.02 mm", ()),
        ("100 steel boxes 12x10x8 in, 14 gauge", "100", "8 in", ("14 gauge",)),
        ("14 gauge mugs, qty 90", "90", None, ("14 gauge",)),
        ("300 brooches of 18 AWG copper wire", "300", "1.02 mm", ()),
    ],
)
def test_a_gauge_counts_nothing_and_says_how_thick_the_sheet_is(
    sentence: str, count: str, thick: str | None, left: tuple[str, ...], hear: Hear
) -> None:
    """By what the thing is made of; where that is not said, or all sides are, it is told as not read."""
    found = hear(sentence)

    assert found.said["quantity"] == [count]
    assert found.said.get("shortest_side", []) == ([] if thick in (None, "8 in") else [thick])
    assert [one for one in found.left if "3 bends" not in one] == list(left)
    assert ("order.shortest_side" in found.order.given) == (thick is not None)


def test_words_not_read_are_told(hear: Hear) -> None:
    """Every word that says nothing known is told as it was written; small words are not."""
    assert hear("I need 50 wobbly mugs, please, with a Gnurk").left == ("wobbly", "Gnurk")


def test_words_not_read_that_stand_together_are_told_together(hear: Hear) -> None:
    """What nothing but a space parts is one thing; a comma, or a word that was read, parts it."""
    assert hear("60 oak stools with gnurk legs, wobbly").left == ("gnurk legs", "wobbly")


@pytest.mark.parametrize("sentence", ["", "   ", "...", "gnurk wobble frobnicate"])
def test_a_sentence_may_say_nothing(sentence: str, hear: Hear) -> None:
    """An empty sentence, or one of unknown words alone, says no fact; its words are told."""
    found = hear(sentence)

    assert not found.order.given
    assert not found.faults
    assert " ".join(found.left) == sentence.strip(" .")


@pytest.mark.parametrize("sentence", ["0 mugs", "99999999999 mugs"])
def test_a_number_that_cannot_be_is_told_and_not_taken(sentence: str, hear: Hear) -> None:
    """A quantity out of bounds is a fault, and what else is said is taken."""
    found = hear(sentence)

    assert "order.quantity" not in found.order.given
    assert "order.object" in found.order.given
    assert [fault for fault in found.faults if "`quantity`" in fault.message]


@pytest.mark.parametrize(
    "sides",
    ["5 x 99999999999", "99999999999 x 5", "99999999999 x 99999999999 x 5", "0 x 5", "5 x 0 x 7", "5 by 99999999999"],
)
def test_sides_that_cannot_be_are_no_size(sides: str, hear: Hear) -> None:
    """Two lengths of which one is beyond what is counted, or none at all, say nothing of the size, and end no reading."""
    found = hear(f"40 mugs, {sides}")

    assert "order.longest_side" not in found.order.given
    assert "order.object" in found.order.given


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("pewter figurines, 80 g, 200", {"part_volume": ["80 g"]}),
        ("a brass bell that weighs about 7 lb", {"part_volume": ["about 7 lb"]}),
        ("pots 14 cm across, 25 high", {"longest_side": ["25 cm"]}),
        ("pots 40 cm across, 25 high", {"longest_side": ["40 cm across"]}),
        ("14 shelves, 150w x 160h cm", {"longest_side": ["150w x 160h cm"]}),
        ("I'm a potter in Leeds", {"studio_region": ["Leeds"]}),
        ("our shop in Leeds sells them", {"studio_region": ["Leeds"]}),
        ("60 handcarved spoons", {"process": ["hand carved"]}),
        ("lamps w/ machined alu body", {"material": ["alu"]}),
        ("60 towels, before summer, on 20 May", {"deadline": ["on 20 May"]}),
    ],
)
def test_a_measure_is_that_of_the_whole_thing(sentence: str, said: dict[str, list[str]], hear: Hear) -> None:
    """A weight of a thing that holds nothing, the longest of several sides, the surest of several days."""
    assert said.items() <= hear(sentence).said.items()


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("earings", "earring"),
        ("brakets", "bracket"),
        ("acryllic", "acrylic"),
        ("lapmshades", "lampshade"),
        ("porclain", "porcelain"),
        ("stonewear", ""),
        ("curved", ""),
        ("gnurks", ""),
    ],
)
def test_a_slip_of_the_finger_is_asked_back_and_not_read(word: str, meant: str, hear: Hear) -> None:
    """A word with letters missing, doubled or swapped is asked about; another letter may make another word."""
    found = hear(f"60 {word}, please")

    assert "order.object" not in found.order.given
    assert "order.material" not in found.order.given
    assert (f"(did you mean {meant}?)" in " ".join(found.told)) is bool(meant)
    assert found.order.unread == found.left


def test_alternatives_are_kept_and_a_second_thing_is_left(hear: Hear) -> None:
    """`or` and a list leave each as a choice; one of a part is left."""
    either, both = hear("20 boards in oak or walnut"), hear("20 boards in oak and walnut")
    listed, apart = hear("20 boards in oak, walnut"), hear("20 boards in oak, walnut handle")

    assert either.said["material"] == ["oak", "walnut"]
    assert both.said["material"] == ["oak", "walnut"]
    assert listed.said["material"] == ["oak", "walnut"]
    assert apart.said["material"] == ["oak"]
    assert apart.left == ("walnut",)


def test_advise_says_what_it_read(cli: Callable[..., Any]) -> None:
    """`advise --words` tells on standard error what was read, what was not, and what could not be."""
    done = cli("advise", "--words", "120 enamel mugs with a gnurk, made in Germany")

    assert done.returncode == 0, done.stderr
    assert "From your words:" in done.stderr
    assert "120" in done.stderr
    assert "not read: gnurk" in done.stderr
    assert "NOT READ     gnurk" in done.stdout


def test_ask_says_what_it_read(cli: Callable[..., Any]) -> None:
    """`ask WORDS` begins with what it read."""
    done = cli("ask", "0 stools", stdin="\n" * 80)

    assert "From your words:" in done.stderr
    assert "not taken: `quantity`" in done.stderr


def _order(facts: dict[str, Any]) -> Mapping:
    """Return the node of an order file that says these facts."""

    def node(said: Any) -> Scalar | Sequence:
        if isinstance(said, list):
            return Sequence(tuple(Scalar(one, plain=True, at=AT) for one in said), flow=True, at=AT)
        return Scalar(said, plain=True, at=AT)

    return Mapping(
        tuple((Scalar(name, plain=True, at=AT), node(said)) for name, said in facts.items()), flow=False, at=AT
    )


@pytest.mark.parametrize(("sentence", "unread"), [("hello", "hello"), ("a gnurk", "gnurk"), ("", "")])
def test_a_sentence_of_which_nothing_is_read_is_told_as_such(sentence: str, unread: str, hear: Hear) -> None:
    """What was not read, a greeting too where it is all there is, and an example of what to type; not so where a word says something."""
    (told,) = hear(sentence).nothing

    assert told.message.removeprefix("nothing of an order was read").lstrip(": ") == unread
    assert hear(told.help.split("`")[1]).said
    assert not hear(f"{sentence} 40 mugs").nothing


def test_another_thing_that_is_counted_is_an_order_of_its_own(hear: Callable[[str], FromWords]) -> None:
    """It is told to be that, and not to be unknown."""
    found = hear("120 stoneware mugs and 60 saucers, wobbly, 10 weeks")

    assert (found.others, found.told) == (("60 saucers",), ("wobbly",))


def test_money_in_its_own_code_is_never_how_many(hear: Callable[[str], FromWords]) -> None:
    """Three capitals beside a number are money, whatever the currency; what comes with a thing is no other order."""
    for text in ("MXN 12000 in all", "BRL 12000 total", "HUF 12000 total", "12000 złoty"):
        assert hear(f"25 canvas aprons, {text}").said["quantity"] == ["25"], text
    assert hear("500 games with 110 cards, 40 meeples").others == ()


def test_a_sentence_may_be_one_word(hear: Callable[[str], FromWords]) -> None:
    """A value of an order file is read as one: nothing before it or behind it is looked for."""
    for text in (
        "12",
        "12 May 2027",
        "next spring",
        "5 weeks",
        "mugs",
        "EUR 5",
        "30 cm",
        "each",
        "and",
        "2027-05-12",
        "12 weeks later",
    ):
        assert hear(text) is not None


@pytest.mark.parametrize(
    ("text", "stuff"),
    [
        ("90 lamps, spun aluminium powder coated in moss green", ["aluminium"]), ("60 walnut brown leather wallets", ["brown leather"]),
        ("40 oak benches, black", ["oak"]), ("20 lamps in brass gold plated", ["brass"]), ("50 canvas navy bags", ["canvas"]),
    ],
)  # fmt: skip
def test_what_a_colour_is_called_by_is_no_material(
    text: str, stuff: list[str], hear: Callable[[str], FromWords]
) -> None:
    assert hear(text).said["material"] == stuff
