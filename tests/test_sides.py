"""The sides of a thing, by whatever names they are said: the longest is the longest, in a file as in a table."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO

import pytest

from advisor.advice import Advisor
from advisor.ir import Numbers
from advisor.trace import Order
from conftest import Run

MM = 1_000_000
SIDES = ("longest_side", "middle_side", "shortest_side")
SAID = [
    ({"object": "box", "width": "60 cm", "depth": "40 cm", "height": "20 cm"}, (600, 400, 200)),
    ({"object": "box", "width": "15 cm", "depth": "10 cm", "height": "20 cm"}, (200, 150, 100)),
    ({"object": "box", "length": "30 cm", "height": "50 cm", "width": "20 cm"}, (500, 300, 200)),
    ({"object": "vase", "width": "12 cm", "height": "25 cm"}, (250, 120, None)),
    ({"object": "box", "width": "60 cm"}, (600, None, None)),
    ({"object": "box", "width": "60 cm", "depth": "40 cm"}, (600, 400, None)),
    ({"object": "scarf", "width": "17 cm"}, (None, 170, None)),
    ({"object": "coaster", "width": "8 cm"}, (80, None, None)),
    ({"object": "belt", "width": "20 mm"}, (None, 20, None)),
    ({"object": "shelf", "depth": "30 cm"}, (None, None, 300)),
    ({"object": "sign", "width": "120 cm", "thickness": "3 mm"}, (1200, None, 3)),
    ({"width": "60 cm"}, (600, None, None)),
    ({"thickness": "6 mm"}, (None, None, 6)),
    ({"object": "box", "longest_side": "20 cm", "middle_side": "15..30 cm"}, (200, (150, 300), None)),
]


def ends(size: int | tuple[int, int] | None) -> Numbers | None:
    low, high = size if isinstance(size, tuple) else (size, size)
    return None if low is None or high is None else Numbers(low * MM, high * MM)


@pytest.mark.parametrize(("said", "sizes"), SAID)
def test_the_longest_side_is_the_longest(
    said: dict[str, str], sizes: tuple[int | None, ...], order_of: Callable[[str], Order]
) -> None:
    order = order_of("quantity: 40\n" + "".join(f"{name}: {value}\n" for name, value in said.items()))
    assert [order.given.get(f"order.{name}") for name in SIDES] == [ends(size) for size in sizes]
    places = {place for name in SIDES if (place := order.origins.get(f"order.{name}"))}
    assert len(places) == len([size for size in sizes if size])


@pytest.mark.parametrize(
    "names", [("length", "width", "height"), ("width", "depth", "height"), ("Breite", "Höhe", "Dicke")]
)
def test_a_table_says_the_same(cli: Run, names: tuple[str, ...]) -> None:
    """The same orders as rows of a table are answered as each is in a file; one of three sides may be left out."""
    sizes = [("60 cm", "40 cm", "20 cm"), ("15 cm", "10 cm", "20 cm"), ("12 cm", "", "25 cm"), ("", "70 cm", "")]
    said = [{"object": "box"} | {name: size for name, size in zip(names, row, strict=True) if size} for row in sizes]
    said += [{"object": "scarf", names[0]: "17 cm"}, {"object": "", names[1]: "60 cm"}]
    rows = StringIO()
    table = csv.DictWriter(rows, ["quantity", "object", *names])
    table.writeheader()
    table.writerows({"quantity": "40", **one} for one in said)
    entries = "".join(
        f"- {{quantity: 40, {', '.join(f'{name}: {value}' for name, value in one.items() if value)}}}\n" for one in said
    )
    told = cli("batch", "-", "--from", "csv", "--format", "csv", stdin=rows.getvalue())
    as_file = cli("batch", "-", "--from", "yaml", "--format", "csv", stdin=entries)
    asked = ("option", "landed_unit_cost_likely", *(f"given.{name}" for name in SIDES))
    found = [
        [{name: row[name] for name in asked} for row in csv.DictReader(StringIO(one.stdout))] for one in (told, as_file)
    ]
    assert len(found[0]) == len(said), told.stderr
    assert found[0] == found[1]


SHEETS: list[tuple[str, str, float]] = [
    ("front panel", "aluminium 3 mm", 3),
    ("front panel", "aluminium, 3 mm", 3),
    ("coaster", "4mm felt", 4),
    ("sign", "steel 2 mm, powder coated", 2),
    ("sign", "1/4 in birch plywood", 6.35),
    ("bowl", "glass 5 mm", 0),  # its wall
    ("business card", "600 gsm cotton paper", 0),
    ("", "aluminium 3 mm", 0),  # of what it is the side nobody knows
]


def test_a_measure_beside_a_sheet_is_its_thickness(order_of: Callable[[str], Order], cli: Run) -> None:
    """Of what is usually that thin; in a table as in a file."""
    rows = StringIO()
    table = csv.writer(rows)
    table.writerow(["quantity", "object", "material"])
    table.writerows(["40", thing, stuff] for thing, stuff, _ in SHEETS)
    told = [
        row["given.shortest_side"]
        for row in csv.DictReader(
            StringIO(cli("batch", "-", "--from", "csv", "--format", "csv", stdin=rows.getvalue()).stdout)
        )
    ]
    for (thing, stuff, thickness), in_table in zip(SHEETS, told, strict=True):
        order = order_of(f"quantity: 40\nmaterial: {stuff}\n" + (f"object: {thing}\n" if thing else ""))
        expected = "" if thickness == 0 else f"{thickness} mm"

        assert in_table == expected
        said = order_of(f"quantity: 40\nshortest_side: {expected}\n") if expected else None
        assert order.given.get("order.shortest_side") == (said and said.given["order.shortest_side"])


def test_a_thicker_sheet_takes_more_material(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """As many times as much as it is thicker; a vessel with a wall by as much as its skin is larger."""
    told = {
        thing: [
            walk.weigh(order_of(f"quantity: 40\nobject: {thing}\nshortest_side: {size} mm\n")).assumed.memory[
                "order.part_volume"
            ]
            for size in (5, 10)
        ]
        for thing in ("front panel", "vase")
    }
    thin, thick = told["front panel"]
    assert isinstance(thin, Numbers)
    assert isinstance(thick, Numbers)
    assert thick.low == pytest.approx(2 * thin.low, rel=0.01)
    small, large = told["vase"]
    assert isinstance(small, Numbers)
    assert isinstance(large, Numbers)
    assert small.low < large.low < 1.1 * small.low


AMONG_WORDS: list[tuple[dict[str, str], str]] = [
    ({"size": "A6 folded"}, "longest_side: 148 mm\nmiddle_side: 105 mm"),
    ({"size": "20 x 30 cm, when closed"}, "longest_side: 30 cm\nmiddle_side: 20 cm"),
    ({"size": "12 cm (without handle)"}, "longest_side: 12 cm"),
    ({"size": "open about 60 cm"}, "longest_side: about 60 cm"),
    ({"deadline": "6 weeks from approval"}, "deadline: 6 weeks"),
    ({"deadline": "three weeks, not later"}, "deadline: 3 weeks"),
    ({"budget": "2000 dollars incl. shipping"}, "total_cash: 2000 dollars"),
    ({"unit_cost_ceiling": "€12 if possible"}, "unit_cost_ceiling: EUR 12"),
    ({"size": "A4 folded to A5"}, "longest_side: 297 mm\nmiddle_side: 210 mm"),
    ({"size": "A3 wall calendar, 13 sheets"}, "longest_side: 420 mm\nmiddle_side: 297 mm"),
    ({"size": "Ø 30 cm, H 28 cm"}, "longest_side: 30 cm\nmiddle_side: 28 cm"),
    ({"size": "18/12/8 cm"}, "longest_side: 18 cm\nmiddle_side: 12 cm\nshortest_side: 8 cm"),
    ({"pages": "160 + 4 cover"}, "pages: 164"),
    ({"price": "85 + VAT"}, "selling_price: EUR 85"),
    ({"price": "120,00 € zzgl. MwSt."}, "selling_price: EUR 120"),
    ({"price": "49 euro retail, 24 wholesale"}, "selling_price: EUR 24..EUR 49"),
    ({"price": "15 (wholesale 7.50)"}, "selling_price: EUR 7.50..EUR 15"),
    ({"budget": "not sure yet, under 5k"}, "total_cash: under 5k"),
]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("250 (maybe 300)", (250, 300)), ("144 Stück (12 Kartons)", (144, 144)), ("30 + 3 AP", (33, 33)),
        ("50 S, 80 M, 60 L", (190, 190)), ("40 red, 30 blue", (70, 70)), ("200 each of 3 designs", (600, 600)),
        ("80/100/150", (80, 150)), ("30 pcs / 50 pcs", (30, 50)), ("80 - 100 - 150", (80, 150)),
    ],
)  # fmt: skip
def test_a_quantity_may_be_said_by_several_numbers(
    text: str, ends: tuple[int, int], order_of: Callable[[str], Order]
) -> None:
    """A remark in brackets, a sum, a product, alternatives of which any may be meant: told as it was typed."""
    order = order_of(f"object: mug\nquantity: {text!r}\n")

    assert order.given["order.quantity"] == Numbers(*ends)
    assert [one.text for one in order.readings] == [text]


@pytest.mark.parametrize("text", ["100 sets of 4", "300 pcs, 4 colours", "300, in 2 sizes of 10", "12 m2"])
def test_numbers_that_are_no_sum_are_refused(text: str, walk: Advisor) -> None:
    """Which of them is the quantity is not guessed."""
    held = walk.reader().read(f"quantity: {text!r}\n".encode(), "order.yaml")

    assert len(held.faults) == 1


@pytest.mark.parametrize(("said", "plain"), AMONG_WORDS)
def test_a_measure_among_other_words_is_read(
    said: dict[str, str], plain: str, order_of: Callable[[str], Order]
) -> None:
    """It is as if it stood alone, and told as it was typed."""
    ((name, text),) = said.items()
    order = order_of(f"quantity: 40\n{name}: {text!r}\n")

    assert order.given == order_of(f"quantity: 40\n{plain}\n").given
    assert [one.text for one in order.readings] == [text]


@pytest.mark.parametrize(
    "text",
    ["not before 6 weeks", "12 elephants", "about 12 elephants in all", "6 weeks, or 40 elephants", "no 6 weeks"],
)
def test_what_is_denied_or_has_no_unit_is_refused(text: str, walk: Advisor) -> None:
    held = walk.reader().read(f"quantity: 40\ndeadline: {text!r}\n".encode(), "order.yaml")

    assert [one.message for one in held.faults] == [f"`deadline`: expected a time in days, got `{text}`"]


@pytest.mark.parametrize(
    ("said", "path", "low", "high"),
    [
        ("object: bar stool", "order.longest_side", 650 * MM, 800 * MM),
        ("object: knob\nmaterial: brass\nsize: 32 x 32 x 25 mm", "order.part_volume", 11_000, 20_000),  # no hollow one
        ("object: box\nmaterial: steel\nsize: 305 x 254 x 203 mm", "order.part_volume", 250_000, 700_000),
    ],
)
def test_a_thing_is_guessed_as_large_and_heavy_as_such_things_are(
    said: str, path: str, low: int, high: int, walk: Advisor, order_of: Callable[[str], Order]
) -> None:
    found = walk.weigh(order_of(f"quantity: 40\n{said}\n")).assumed.memory[path]

    assert isinstance(found, Numbers)
    assert low <= found.low <= high
