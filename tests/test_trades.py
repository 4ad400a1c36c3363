"""What the built-in pack says of things by their trade: who would make them, what they weigh, what can be put on them."""

from __future__ import annotations

import pytest

from advisor.advice import Advisor
from advisor.ir import Numbers, OneOf
from advisor.trace import Advice

MACHINED = ("cnc_machining", "sand_casting", "die_casting", "metal_spinning")
BLOWN = ("glass_blowing", "mould_blowing", "machine_glass")
BOXED = ("box_making", "paper_converting", "digital_printing")
CAST = ("sand_casting", "die_casting", "investment_casting", "metal_spinning")
QUANTITIES = (50, 250, 1000)
DENSITY = {"stoneware": 2300, "porcelain": 2400, "tinplate": 7850}
"""Grams of a litre."""


def advised(walk: Advisor, *orders: str) -> list[Advice]:
    read = [walk.reader().read(text.encode(), "order.yaml").orders[0] for text in orders]
    return list(walk.advise_block(read, tries=False, witnesses=False))


@pytest.mark.parametrize(
    ("thing", "never"),
    [
        ("object: tin box", MACHINED),
        ("object: tea tin\nfinish: print", MACHINED),
        ("object: candle jar\nmaterial: tinplate", MACHINED),
        ("object: honey jar", BLOWN),
        ("object: bottle\nmaterial: glass", BLOWN),
        ("object: perfume bottle", BLOWN),
        ("object: reed diffuser", BLOWN),
        ("object: pendant lamp\nmaterial: paper", BOXED),
        ("object: lampshade\nmaterial: paper", BOXED),
        ("object: lantern\nmaterial: paper", BOXED),
        ("object: lampshade\nmaterial: linen", ("cut_and_sew",)),
        ("object: suitcase\nmaterial: aluminium", CAST),
        ("object: watering can\nmaterial: metal", CAST),
        ("object: hip flask", CAST),
        ("object: podium\nmaterial: metal", CAST),
        ("object: brick\nmaterial: ceramic", ("throwing",)),
        ("object: mirror", ("kiln_forming",)),
        ("object: shoes\nmaterial: leather", ("cut_and_sew",)),
        ("object: silk square", ("cut_and_sew", "weaving")),
    ],
)
def test_nobody_is_asked_who_would_never_make_it(walk: Advisor, thing: str, never: tuple[str, ...]) -> None:
    """By the tens, hundreds and thousand, the first choice is of a trade that makes such things."""
    answers = advised(walk, *(f"{thing}\nquantity: {quantity}" for quantity in QUANTITIES))
    processes = [one.winner.option.process for one in answers if one.winner is not None]

    assert len(processes) == len(QUANTITIES)
    assert not set(processes) & set(never)


@pytest.mark.parametrize(
    ("thing", "grams"),
    [
        ("object: espresso cup\nmaterial: stoneware\nlongest_side: 60 mm", (120, 180)),
        ("object: espresso cup\nmaterial: porcelain", (110, 180)),
        ("object: mug\nmaterial: stoneware", (280, 420)),
        ("object: bowl\nmaterial: stoneware", (400, 650)),
        ("object: plate\nmaterial: stoneware", (600, 900)),
        ("object: tin box", (40, 120)),
        ("object: jar\nmaterial: tinplate", (80, 180)),
    ],
)
def test_small_vessels_weigh_what_such_things_weigh(walk: Advisor, thing: str, grams: tuple[int, int]) -> None:
    """What is guessed of a cup is what one finds on the scales in a shop."""
    (advice,) = advised(walk, f"{thing}\nquantity: 100")
    volume, material = (advice.memory[f"order.{fact}"] for fact in ("part_volume", "material"))

    assert isinstance(volume, Numbers)
    assert isinstance(material, OneOf)
    least, most = (weight * 1_000_000 // DENSITY[str(material.values[0])] for weight in grams)
    assert least <= volume.low <= most


@pytest.mark.parametrize("thing", ["tote bag", "umbrella", "t-shirt", "hoodie", "cap"])
def test_nothing_is_engraved_in_cloth(walk: Advisor, thing: str) -> None:
    """A logo on cloth is printed or stitched: no other is guessed at, and none asked about."""
    order = walk.reader().read(f"object: {thing}\nquantity: 300\nfinish: logo".encode(), "order.yaml").orders[0]
    told = [one.other for one in walk.advise(order).assumed if one.path == "order.finish"]

    assert OneOf(("engraved",)) not in told
