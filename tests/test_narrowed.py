"""What a finish says of the material: what is silver-plated is of metal, whatever such a thing usually is of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.errors import PackError
from advisor.from_words import order_from
from advisor.interview import Interview
from advisor.ir import OneOf
from advisor.order import OrderReader
from advisor.order.narrowed import narrowed
from advisor.pack.load import load
from advisor.render.names import PackNames
from advisor.render.said_back import said_back
from advisor.render.tender import pack_tender
from advisor.trace import Order
from conftest import Run


@pytest.fixture(scope="module")
def reader(walk: Advisor) -> OrderReader:
    return walk.reader()


def read(reader: OrderReader, text: str) -> Order:
    """Return the order that a line of YAML says."""
    return reader.read(text.encode(), "order.yaml").orders[0]


def material(order: Order) -> tuple[bool | str, ...]:
    value = order.given.get("order.material")
    return value.values if isinstance(value, OneOf) else ()


def metals(reader: OrderReader) -> set[str]:
    groups = reader.pack.facts["material"].choice_groups
    return {*groups["metal"], *groups["precious_metal"]}


def test_a_finish_narrows_the_material(reader: OrderReader, walk: Advisor) -> None:
    """A sentence and a file that say a finish alone leave the materials that take it, and that is told; nobody said them."""
    for order in (
        order_from("100 silver-plated bookmarks", reader, "words").order,
        read(reader, "{quantity: 100, object: bookmark, finish: silver-plated}"),
    ):
        told = [
            said_back(one, PackNames(walk.pack, pack_tender(walk.pack))) for one in order.readings if one.how == "since"
        ]
        assert {*material(order)} == metals(reader)
        assert told == ["took material to be metal or precious metal, since the finish is plating"]
        assert "order.material" not in order.origins
        assert "order.material" not in order.said


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("{object: badge, finish: anodised}", ("aluminium", "titanium")),
        ("{object: badge, material: metal, finish: anodised}", ("aluminium", "titanium")),
        ("{object: badge, material: brass, finish: anodised}", ("brass",)),
        ("{object: badge, finish: [anodised, printed]}", ()),
        ("{object: badge, finish: engraved}", ()),
        ("{studio: {material: titanium}, object: badge, finish: anodised}", ("titanium",)),
        ("{request: 100 anodised badges, material: titanium}", ("titanium",)),
    ],
)
def test_what_is_said_stands(reader: OrderReader, text: str, left: tuple[str, ...]) -> None:
    """A material that is said so narrowly, or takes no such finish, is as it was said; a finish that may be on all says nothing."""
    assert material(read(reader, text)) == left


def test_a_table_is_read_so_too(cli: Run, tmp_path: Path) -> None:
    """The rows of a table, with a column of materials and without, are narrowed as an order alone is, `--set` and all."""
    table = tmp_path / "orders.csv"
    table.write_text(
        "id,quantity,object,finish,material\na,100,bookmark,silver-plated,\nb,100,bookmark,,\nc,100,bookmark,silver-plated,leather\n"
    )
    bare = tmp_path / "bare.csv"
    bare.write_text("id,quantity,object\na,100,bookmark\n")
    for file, more, winners in (
        (table, (), {"a": "laser_cutting", "b": "digital_printing"}),
        (bare, ("--set", "finish=silver-plated"), {"a": "laser_cutting"}),
    ):
        out = tmp_path / "out.jsonl"
        assert cli("batch", str(file), "-o", str(out), *more).returncode == 0
        found = {one["order_id"]: one["option"] or "" for one in map(json.loads, out.read_text().splitlines())}
        assert {name: process in found[name] for name, process in winners.items()} == dict.fromkeys(winners, True)


def test_makers_are_guessed_near_the_customers_that_are_spoken_of(walk: Advisor, reader: OrderReader, cli: Run) -> None:
    """Of a studio that is not said: where the customers are said to be; it is a guess, not told as read; and a studio that is said stays."""
    near, alone, said = (
        walk.advise(read(reader, text))
        for text in (
            "{quantity: 60, object: stool, material: oak, customer_region: US}",
            "{quantity: 60, object: stool, material: oak}",
            "{quantity: 60, object: stool, material: oak, customer_region: US, studio_region: Portugal}",
        )
    )

    regions = [one.advice_memory["order.studio_region"] for one in (near, alone, said)]
    assert [one.values for one in regions if isinstance(one, OneOf)] == [
        ("united_states",),
        ("germany",),
        ("portugal",),
    ]
    assert "order.studio_region" in {one.path for one in near.assumed}
    assert "order.customers_said" not in near.order.said
    assert "said to be" not in cli("advise", "--words", "60 oak stools, customers in the US", "--full").stdout


def test_an_answer_narrows_and_takes_back(walk: Advisor, reader: OrderReader) -> None:
    """In an interview the material goes by the finish as answered last; said itself, it is as said."""
    interview = Interview(walk, reader, read(reader, "{quantity: 100, object: badge, finish: anodised}"))
    assert material(interview.order) == ("aluminium", "titanium")

    interview.answer("order.finish", "embroidered")
    assert "felt" in material(interview.order)

    interview.answer("order.finish", "engraved")
    assert material(interview.order) == ()

    interview.answer("order.material", "oak")
    assert material(interview.order) == ("oak",)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("narrowed_by: {sheen: {gloss: oak}}", "unknown flag or choice of an order `sheen`"),
        ("narrowed_by: {finish: {gloss: oak}}", "unknown choice of `finish` `gloss`"),
        ("narrowed_by: {finish: {paint: okk}}", "okk"),
    ],
)
def test_what_narrows_is_known(tmp_path: Path, said: str, told: str) -> None:
    """A fact, a choice or a value that there is not is refused, at its place."""
    root = tmp_path / "pack"
    (root / "knowledge").mkdir(parents=True)
    (root / "knowledge/pack.yaml").write_text("{id: mine, version: 1.0.0, title: Mine, extends: builtin}\n")
    (root / "knowledge/facts.yaml").write_text(f"facts:\n  material:\n    {said}\n")

    with pytest.raises(PackError, match=told):
        load(root)


def test_what_two_facts_leave_is_what_both_do(walk: Advisor) -> None:
    """Each takes from what the one before left, so that the last says what is left of all."""
    facts = walk.pack.facts
    by = {"finish": {"oil": OneOf(("oak", "steel"))}, "process": {"turning": OneOf(("steel", "brass"))}}
    named = [replace(facts["material"], narrowed_by=by), facts["finish"], facts["process"]]
    said = {"order.finish": OneOf(("oil",)), "order.process": OneOf(("turning",))}

    assert [set(one.value.values) for one in narrowed(said, named) if isinstance(one.value, OneOf)] == [
        {"oak", "steel"}, {"steel"},
    ]  # fmt: skip
