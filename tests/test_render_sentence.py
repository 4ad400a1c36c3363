"""Sentences of rules: values stand in them with their words, and nothing in them can run or fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.ir import READINGS, Memory, Numbers, OneOf, Pack, Subset, Table, Text
from advisor.pack.because import FILTERS
from advisor.pack.cache import Kept
from advisor.render.names import PackNames
from advisor.render.plain import Plain, beside_each_other, days_about
from advisor.render.rule_sentence import Sentences
from advisor.render.tender import pack_tender

MEMORY: Memory = {
    "order.quantity": Numbers(120, 120),
    "order.deadline": Numbers(28, 28),
    "order.total_cash": Numbers(0, 10**10, or_none=True),
    "order.heritage": OneOf(("core",)),
    "order.oversight": OneOf(("on_site", "photos", "none")),
    "order.limited_edition": OneOf((True,)),
    "order.market_proven": OneOf((False, True)),
    "order.documents": Subset(("step",), ("bom",)),
    "order.after_sale": Subset(("packaging", "spares")),
    "option.name": Text("Press\x1bwerk {{ 7 * 7 }}"),
    "option.tooling.low": Numbers(200000, 200000),
    "option.tooling.likely": Numbers(500000, 500000),
    "option.tooling.high": Numbers(800000, 800000),
    "option.unit_cost.low": Table(((10, 2100), (100, 1800))),
    "option.unit_cost.likely": Table(((10, 2100), (100, 1900))),
    "option.unit_cost.high": Table(((10, 2100), (100, 2000))),
    "option.landed_unit_cost.low": Numbers(1500, 1500),
    "option.landed_unit_cost.likely": Numbers(4250, 4250),
    "option.landed_unit_cost.high": Numbers(7000, 7000),
    "winner.standing": OneOf(("fits",)),
    "advice.close": OneOf((False,)),
    "advice.missing_documents": Numbers(2, 2),
}
TOLD = [
    ("{{ order.quantity }}", "120 units"),
    ("{{ order.deadline | days }}", "4 weeks"),
    ("{{ order.total_cash | money }}", "unknown"),
    ("{{ order.heritage }}", "core to the brand"),
    ("{{ order.oversight }}", "unknown"),
    ("{{ order.documents }}", "a STEP file, perhaps a bill of materials"),
    ("{{ order.after_sale }}", "packaging and spare parts"),
    ("{{ option.tooling }}", "EUR 2,000–8,000"),
    ("{{ option.tooling.low | money }}", "EUR 2,000"),
    ("{{ option.unit_cost }}", "EUR 21 from 10 units, EUR 18–20 from 100 units"),
    ("{{ option.landed_unit_cost }}", "EUR 15–70"),
    ("{{ option.landed_unit_cost.likely }}", "EUR 42.50"),
    ("{{ option.name }}", "Press\\u001bwerk {{ 7 * 7 }}"),
    ("{{ option.making_time }}", "unknown"),
    ("{{ figure.hub_units_table }}", "20–150 units"),
    ("{{ figure.hub_units_table.high | units }}", "150 units"),
    ("{{ figure.fine_surface }}", "0.8 µm"),
    ("{{ winner.standing }}", "fits"),
    ("{{ advice.missing_documents }}", "2 documents"),
    ("{{ order.limited_edition }}", "yes"),
    ("{% if order.quantity > 100 %}many{% else %}few{% endif %}", "many"),
    ("{% if order.quantity > figure.hub_units_table.high %}many{% else %}few{% endif %}", "few"),
    ("{% if 100 < order.quantity <= 120 %}within{% endif %}", "within"),
    ("{% if order.total_cash > 5 or not order.total_cash > 5 %}asked{% endif %}", "asked"),
    ("{% if order.total_cash > 5 %}rich{% else %}who knows{% endif %}", "who knows"),
    ("{% if order.heritage == 'core' %}core{% endif %}", "core"),
    ("{% if order.heritage != 'core' %}other{% else %}core{% endif %}", "core"),
    ("{% if order.oversight == 'photos' %}photos{% else %}open{% endif %}", "open"),
    ("{% if 'step' in order.documents %}has it{% endif %}", "has it"),
    ("{% if 'bom' in order.documents %}has it{% else %}perhaps{% endif %}", "perhaps"),
    ("{% if 'iges' not in order.documents %}lacks it{% endif %}", "lacks it"),
    ("{% if order.limited_edition %}edition{% endif %}", "edition"),
    ("{% if order.market_proven %}proven{% else %}open{% endif %}", "open"),
    ("{% if not advice.close %}apart{% endif %}", "apart"),
    ("{{ 'yes' if order.limited_edition else 'no' }}", "yes"),
    ("a\n  b   {{ order.quantity }}\n", "a b 120 units"),
]
ODD = [
    "{% if order.quantity < 'x' %}a{% endif %}",
    "{% if 1 in 2 %}a{% endif %}",
    "{% if 'a' < 1 %}a{% endif %}",
    "{% if order.heritage > 3 %}a{% endif %}",
    "{% if order.documents == order.quantity %}a{% endif %}",
    "{% if order.quantity in 'core' %}a{% endif %}",
    "{% if option.name < option.tooling %}a{% endif %}",
    "{{ 5 | money }} {{ 'a' | units }} {{ (order.quantity == 3) | words }}",
]


@pytest.fixture(scope="module")
def sentences(pack: Pack) -> Sentences:
    return Sentences(PackNames(pack, pack_tender(pack)))


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_values_are_said_in_their_words(sentences: Sentences, text: str, told: str) -> None:
    """A name prints its value with the unit; what is unknown is said so and compares as not so."""
    assert sentences.render(text, MEMORY) == told


@pytest.mark.parametrize("text", ODD)
def test_a_checked_sentence_never_raises(sentences: Sentences, text: str) -> None:
    """Values of two kinds compare as not so; no comparison can fail."""
    sentences.render(text, MEMORY)


@pytest.mark.parametrize("name", FILTERS)
def test_no_filter_changes_the_unit(sentences: Sentences, name: str) -> None:
    """A value is said in its own unit, whatever the filter is called."""
    assert sentences.render(f"{{{{ order.quantity | {name} }}}}", MEMORY) == "120 units"


@pytest.mark.parametrize(
    ("time", "deadline", "told"),
    [
        ((35, 50, 60), (42, 42), "8 weeks (5–9)"),
        ((14, 50, 95), (84, 91), "8 weeks (2–14)"),
        ((17, 29, 67), (35, 35), "29 days (17–67)"),
        ((36, 66, 100), (35, 35), "66 days (36–100)"),  # 5 weeks would look like the deadline
        ((100, 200, 400), (90, 90), "29 weeks (14–58)"),  # 3 months would look like the deadline
        ((100, 200, 400), None, "7 months (3–14)"),
    ],
)
def test_a_time_is_told_in_one_way_and_looks_like_no_date_it_is_not(
    pack: Pack, time: tuple[int, int, int], deadline: tuple[int, int] | None, told: str
) -> None:
    """Beside a date a time is neither shorter than it is, nor on the date's other side; a table and a sentence say the same."""
    beside = beside_each_other([time[1]], [time], deadline)
    memory: Memory = {f"option.lead_time.{one}": Numbers(end, end) for one, end in zip(READINGS, time, strict=True)}
    said = Sentences(Plain(pack, pack_tender(pack).plainly, beside)).render(
        "{{ option.lead_time.likely | days }}", memory
    )

    assert days_about(time[1], time[0], time[2], beside) == told
    assert said == told.partition(" (")[0]


def test_order_text_is_never_a_template(sentences: Sentences) -> None:
    """Braces in a supplier's name are shown as they are."""
    assert "49" not in sentences.render("{{ option.name }}", MEMORY)


def test_every_sentence_of_the_pack_can_be_told_of_nothing(pack: Pack, sentences: Sentences) -> None:
    """With every fact unknown, each rule still has a sentence."""
    told = [sentences.of(rule, {}) for rule in pack.rules.values()]

    assert all(told)
    assert not any("{" in one for one in told)


def test_a_kept_sentence_says_the_same(pack: Pack, tmp_path: Path) -> None:
    """What a sentence compiles to is kept, and says what it said before, comparisons and all."""
    text = "{% if order.quantity > 100 %}{{ order.quantity }}{% else %}few{% endif %}"
    first = Sentences(PackNames(pack, pack_tender(pack)), Kept(tmp_path / "cache" / "version")).render(text, MEMORY)
    kept = list((tmp_path / "cache" / "version").iterdir())
    again = Sentences(PackNames(pack, pack_tender(pack)), Kept(tmp_path / "cache" / "version")).render(text, MEMORY)

    assert first == again == Sentences(PackNames(pack, pack_tender(pack))).render(text, MEMORY) == "120 units"
    assert len(kept) == 1
