"""What a word or a weight says goes by the thing ordered; and of a word that is none of a fact's own, another fact says it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from advisor import meaning
from advisor.advice import Advisor
from advisor.from_words import order_from
from advisor.ir import OneOf, Possible, Subset
from advisor.meaning.possible import is_known
from advisor.order import OrderReader
from advisor.pack.load import load
from advisor.trace import Order
from conftest import Run


@pytest.fixture(scope="module")
def reader(walk: Advisor) -> OrderReader:
    return walk.reader()


def read(reader: OrderReader, text: str) -> Order:
    """Return the order that a line of YAML says."""
    return reader.read(text.encode(), "order.yaml").orders[0]


def kind(order: Order, fact: str = "material") -> Possible | None:
    return order.given.get(f"order.{fact}")


@pytest.mark.parametrize("stuff", ["silver plated brass", "gold plated brass", "plated brass"])
def test_a_metal_said_with_its_plating_is_that_metal_plated(reader: OrderReader, stuff: str) -> None:
    """What lies on a metal is no part of its name: both are said."""
    order = order_from(f"80 {stuff} bowls", reader, "words").order

    assert (kind(order), kind(order, "finish")) == (OneOf(("brass",)), OneOf(("plating",)))


def test_what_is_round_is_as_wide_as_it_is_long(walk: Advisor, reader: OrderReader) -> None:
    """Of a thing with one diameter the second side is no guess that might be otherwise; that of a tray is."""
    orders = [read(reader, f"{{quantity: 60, object: {one}, longest_side: 30 cm}}") for one in ("bowl", "tray")]
    bowl, tray = (meaning.usual_order(walk.program, {**walk._weigher.unknown, **one.given}) for one in orders)

    assert is_known(bowl["order.middle_side"])
    assert bowl["order.middle_side"] == bowl["order.longest_side"]
    assert not is_known(tray["order.middle_side"])


@pytest.mark.parametrize(
    ("word", "thing", "other", "meant", "else_meant"),
    [
        ("acrylic", "scarf", "sign", "acrylic_yarn", "acrylic"),
        ("Acryl", "beanie", "display stand", "acrylic_yarn", "acrylic"),
        ("polyester", "figurine", "lanyard", "polyester_resin", "polyester"),
        ("recycled nylon", "backpack", "bracket", "nylon_fabric", "nylon"),
        ("bamboo", "T-shirt", "cutting board", "viscose", "bamboo"),
        ("polyurethane", "backpack", "figurine", "faux_leather", "polyurethane_resin"),
        ("silk", "catalogue", "hand fan", "coated_paper", "silk"),
        ("silk", "bookmark", "scarf", "coated_paper", "silk"),
        ("lino", "cushion", "figurine", "linen", "linoleum"),
    ],
)
def test_a_word_for_a_material_goes_by_the_thing(
    reader: OrderReader, word: str, thing: str, other: str, meant: str, else_meant: str
) -> None:
    """A word means of two materials the one that the thing ordered sooner is, in an order and in a sentence, in whichever order they stand."""
    assert kind(read(reader, f"{{material: {word}, object: {thing}}}")) == OneOf((meant,))
    assert kind(read(reader, f"{{object: {other}, material: {word}}}")) == OneOf((else_meant,))
    assert kind(order_from(f"100 {word} {thing}s", reader, "words").order) == OneOf((meant,))


@pytest.mark.parametrize("thing", ["", "object: [scarf, sign], ", "object: keyring, "])
def test_a_word_keeps_its_first_meaning(reader: OrderReader, thing: str) -> None:
    """Where nothing is ordered that is sooner of the other material, a word means what it always does."""
    assert kind(read(reader, f"{{{thing}material: acrylic}}")) == OneOf(("acrylic",))


def test_what_cannot_be_misread_is_not_turned(reader: OrderReader) -> None:
    """Only the words that mean two things go by the thing: PMMA is no yarn, whatever is made of it."""
    assert kind(read(reader, "{object: scarf, material: PMMA}")) == OneOf(("acrylic",))
    assert kind(read(reader, "{object: scarf, material: acrylic or wool}")) == OneOf(("wool", "acrylic_yarn"))


def test_what_was_read_by_the_thing_is_said_back(reader: OrderReader) -> None:
    """The yarn that `acrylic` is read as is told, since it is not what stands there."""
    readings = read(reader, "{object: scarf, material: acrylic}").readings
    assert [(one.text, one.value) for one in readings] == [("acrylic", OneOf(("acrylic_yarn",)))]


@pytest.mark.parametrize(
    ("order", "cm3"),
    [
        ("{part_volume: 100 g, object: soap}", 95),
        ("{object: candle, part_volume: 200 g}", 222),
        ("{object: figurine, process: FDM, part_volume: 350 g}", 333),
        ("{process: slip casting, part_volume: 350 g}", 152),
        ("{object: soap, material: beeswax, part_volume: 96 g}", 100),
    ],
)
def test_a_weight_needs_no_material_where_the_thing_tells_it(reader: OrderReader, order: str, cm3: int) -> None:
    """A weight is that of what the thing usually is; of what is said, where that is said."""
    found = kind(read(reader, order), "part_volume")
    assert found is not None
    assert getattr(found, "low", 0) // 1000 == cm3


@pytest.mark.parametrize("thing", ["", "object: tray, ", "object: mug, "])
def test_a_weight_says_no_size_where_it_may_be_of_several_sorts(reader: OrderReader, thing: str) -> None:
    """900 g may be of wood or of metal: it is told that they say nothing, and the order is read."""
    found = reader.read(f"{{{thing}part_volume: 900 g}}".encode(), "order.yaml")
    assert [(one.text, one.how) for one in found.orders[0].readings if one.path == "order.part_volume"] == [
        ("900 g", "unknown")
    ]


@pytest.mark.parametrize(
    ("sentence", "cm3"),
    [("100 bars of soap of 100 g", 95), ("200 candles of 200 g", 222), ("100 notebooks of 90 g", None), ("40 planters 5 kg", None)],
)  # fmt: skip
def test_a_sentence_weighs_what_nothing_goes_into(reader: OrderReader, sentence: str, cm3: int | None) -> None:
    """Grams behind a thing are its own where such a thing is solid and weighs about that; of a notebook they are of its paper."""
    found = kind(order_from(sentence, reader, "words").order, "part_volume")
    assert (None if found is None else getattr(found, "low", 0) // 1000) == cm3


@pytest.mark.parametrize(
    ("finish", "process", "kept"),
    [
        ("turned", "turning", None),
        ("cast", "investment_casting", None),
        ("sewn", "cut_and_sew", None),
        ("letterpress", "hand_printing", None),
        ("die cut", "die_cutting", None),
        ("3D printed", "sls_printing", None),
        ("turned and oiled", "turning", "oil"),
        ("hand thrown, glazed", "throwing", "glaze"),
        ("laser engraved", "", "engraved"),
        ("embroidered", "", "embroidered"),
        ("foil stamped", "", "embossed"),
    ],
)
def test_a_process_said_of_the_finish_is_heard(
    reader: OrderReader, finish: str, process: str, kept: str | None
) -> None:
    """A word that is no finish as it stands, and is a process, says how the thing is made; what is a finish too stays one."""
    order = read(reader, f"{{finish: '{finish}'}}")
    told = kind(order, "process")
    assert kind(order, "finish") == (None if kept is None else OneOf((kept,)))
    assert (process in told.values) if isinstance(told, OneOf) else not process


def test_a_process_said_itself_goes_before_the_finish(reader: OrderReader) -> None:
    """What an order says of the process itself counts, whatever is said of the finish."""
    assert kind(read(reader, "{finish: turned, process: CNC}"), "process") == OneOf(("cnc_machining",))


@pytest.mark.parametrize(
    ("order", "used_for"),
    [
        ("{object: toy car, used_for: for kids}", ("toy",)),
        ("{object: t-shirt, used_for: for kids}", ("children",)),
        ("{object: toy car, used_for: children}", ("children",)),  # its own name stays
        ("{used_for: for kids}", ("children",)),
    ],
)
def test_what_is_for_kids_is_a_toy_where_the_thing_is_one(
    reader: OrderReader, order: str, used_for: tuple[str, ...]
) -> None:
    """The words of a set go by the thing too: a toy for kids is a toy, a shirt for kids is none."""
    assert kind(read(reader, order), "used_for") == Subset(used_for)


def test_a_word_that_means_nothing_else_is_refused(tmp_path: Path) -> None:
    """Words by the thing are such as mean something else: a new one is refused, at its place."""
    root = tmp_path / "pack"
    (root / "knowledge").mkdir(parents=True)
    (root / "knowledge/pack.yaml").write_text("{id: mine, version: 1.0.0, title: Mine, extends: builtin}\n")
    (root / "knowledge/words.yaml").write_text("by_thing: {material: {wool: [blorp]}}\n")

    with pytest.raises(Exception, match=r"words.yaml:1:\d+: `blorp` means nothing else of `material`"):
        load(root)


@pytest.mark.parametrize(
    ("text", "winners"),
    [
        ("material=acrylic", {"a": "weaving", "b": "laser_cutting", "c": "laser_cutting"}),
        ("part_volume=100 g", {"a": "weaving", "b": "laser_cutting", "c": "pouring"}),
    ],
)
def test_what_is_laid_over_a_table_goes_by_each_row(
    cli: Run, tmp_path: Path, text: str, winners: dict[str, str]
) -> None:
    """`--set` over many orders is read by what each says itself, as it is over one; by one that does not tell the material a weight says nothing."""
    (tmp_path / "o.csv").write_text("id,object,quantity\na,scarf,100\nb,sign,100\nc,soap,200\n")
    cli("batch", str(tmp_path / "o.csv"), "--set", text, "--keep", "object", "-o", str(tmp_path / "a.csv"))
    rows = csv.DictReader((tmp_path / "a.csv").open(encoding="utf-8-sig"))

    assert {row["order_id"]: row["option"].split("-")[1] for row in rows} == winners
