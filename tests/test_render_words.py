"""Values in words: whole numbers with their units, spans, choices, sets, what is unknown; and as one types them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.errors import Place
from advisor.ir import UNLIMITED, FactType, Kind, Numbers, OneOf, Pack, Possible, Subset, Table, Text, Unit
from advisor.order import OrderReader
from advisor.render import words
from advisor.render.as_typed import typed, typed_amount
from advisor.render.names import PackNames
from advisor.render.tender import in_code, pack_tender
from advisor.value.unit import UNITS

EUR = in_code("EUR")

DAYS, MONEY = UNITS["days"], UNITS["money"]
AMOUNTS = [
    ("money", 40000, "EUR 400"),
    ("money", 70, "EUR 0.70"),
    ("money", 120000, "EUR 1,200"),
    ("money", -550, "EUR -5.50"),
    ("days", 28, "4 weeks"),
    ("days", 30, "30 days"),
    ("days", 7, "1 week"),
    ("days", 10, "10 days"),
    ("days", 1, "1 day"),
    ("days", 0, "0 days"),
    ("days", 60, "2 months"),
    ("days", 180, "6 months"),
    ("days", 365, "1 year"),
    ("days", 730, "2 years"),
    ("units", 1, "1 unit"),
    ("units", 120, "120 units"),
    ("units", 2000, "2,000 units"),
    ("work", 90, "90 s"),
    ("work", 720, "12 min"),
    ("work", 7200, "2 h"),
    ("length", 800, "0.8 µm"),
    ("length", 30 * 10**6, "30 mm"),
    ("length", 1, "0.001 µm"),
    ("length", 203_200_000, "8 in"),
    ("length", 88_900_000, "3.5 in"),
    ("length", 127 * 10**6, "127 mm"),
    ("volume", 50000, "50 cm³"),
    ("volume", 800, "800 mm³"),
    ("mass", 3000, "3 g"),
    ("mass", 2500000, "2.5 kg"),
    ("share", 450, "4.5 %"),
    ("share", 3000, "30 %"),
    ("points", 20, "20 points"),
    ("points", 1, "1 point"),
]
SPANS = [
    ("days", 7, 21, "7–21 days"),
    ("days", 14, 28, "2–4 weeks"),
    ("days", 180, 365, "180–365 days"),
    ("units", 80, 150, "80–150 units"),
    ("money", 1500, 7000, "EUR 15–70"),
    ("money", 1800, 9333, "EUR 18.00–93.33"),
    ("money", -500, 500, "EUR -5 to 5"),
    ("units", 5, UNLIMITED, "at least 5 units"),
    ("units", 1, 1, "1 unit"),
]


@pytest.mark.parametrize(("unit", "value", "told"), AMOUNTS)
def test_a_number_is_said_with_its_unit(unit: str, value: int, told: str) -> None:
    """Every number comes in the best whole word for it, exactly."""
    assert words.amount(value, UNITS[unit], EUR) == told


@pytest.mark.parametrize(("unit", "low", "high", "told"), SPANS)
def test_a_span_says_its_unit_once(unit: str, low: int, high: int, told: str) -> None:
    """A span is its two ends and one unit; equal ends are one number."""
    assert words.span(low, high, UNITS[unit], EUR) == told


def test_a_rate_says_what_it_is_per() -> None:
    """Money per minute is said as such."""
    rate = Unit(name="money per min", dimension=(("money", 1), ("per", 1), ("seconds", -1)))

    assert words.amount(62, rate, EUR) == "EUR 0.62 per min"


def test_counts_have_nouns_of_their_own() -> None:
    """One revision, three revisions."""
    unit = Unit(name="revisions", dimension=(), one="revision", many="revisions")

    assert [words.amount(count, unit, EUR) for count in (0, 1, 3)] == ["0 revisions", "1 revision", "3 revisions"]


@pytest.mark.parametrize(
    ("parts", "told"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists_are_prose(parts: list[str], told: str) -> None:
    """The last two of a list are joined by a word."""
    assert words.joined(parts) == told


def fact(kind: Kind, domain: Possible, **more: object) -> FactType:
    """Return a fact type of the order."""
    given: dict[str, object] = {"name": "x", "of": "order", "words": {}, "choice_groups": {}, "label": "x"}
    return FactType(kind=kind, domain=domain, at=Place("test"), **{**given, **more})  # type: ignore[arg-type]  # as given


DEADLINE = fact(Kind.NUMBER, Numbers(1, 3650, or_none=True), unit=DAYS, none_words="no deadline")
HERITAGE = fact(
    Kind.CHOICE, OneOf(("core", "nice", "none")), words={"core": "core to it", "nice": "nice", "none": "no part"}
)
PAPERS = fact(Kind.SET, Subset((), ("step", "bom")), words={"step": "a STEP file", "bom": "a bill"})
FLAG = fact(Kind.FLAG, OneOf((False, True)))
DAY = fact(Kind.DATE, Numbers(1, 10**6))
PRICE = fact(Kind.TABLE, Numbers(0, 10**9), unit=MONEY)
VALUES: list[tuple[FactType, Possible, str, str]] = [
    (DEADLINE, Numbers(28, 28), "4 weeks", "4 weeks"),
    (DEADLINE, Numbers(1, 3650, or_none=True), "unknown", "unknown"),
    (DEADLINE, Numbers(UNLIMITED, UNLIMITED), "no deadline", "none"),
    (DEADLINE, Numbers(56, 3650, or_none=True), "at least 8 weeks or no deadline", "8 weeks.."),
    (DEADLINE, Numbers(1, 28), "at most 4 weeks", "..4 weeks"),
    (DEADLINE, Numbers(7, 21), "7–21 days", "1 week..3 weeks"),
    (HERITAGE, OneOf(("core",)), "core to it", "core"),
    (HERITAGE, OneOf(("core", "nice")), "core to it or nice", "[core, nice]"),
    (HERITAGE, OneOf(("core", "nice", "none")), "unknown", "unknown"),
    (PAPERS, Subset(()), "none", "[]"),
    (PAPERS, Subset(("step",), ("bom",)), "a STEP file, perhaps a bill", "{some: [step], maybe: [bom]}"),
    (PAPERS, Subset(("step", "bom")), "a STEP file and a bill", "[step, bom]"),
    (PAPERS, Subset((), ("bom",)), "perhaps a bill", "{some: [], maybe: [bom]}"),
    (FLAG, OneOf((True,)), "yes", "true"),
    (FLAG, OneOf((False,)), "no", "false"),
    (DAY, Numbers(date(2026, 11, 23).toordinal(), date(2026, 11, 23).toordinal()), "2026-11-23", "2026-11-23"),
    (PRICE, Table(((0, 2100),)), "EUR 21", "{0: EUR 21}"),
    (
        PRICE,
        Table(((10, 2100), (100, 1800))),
        "EUR 21 from 10 units, EUR 18 from 100 units",
        "{10: EUR 21, 100: EUR 18}",
    ),
    (fact(Kind.TEXT, Text()), Text("a\x1b[31mb"), "a\\u001b[31mb", "a\x1b[31mb"),
]


@pytest.mark.parametrize(("one", "value", "told", "_typed"), VALUES)
def test_a_fact_is_said_in_its_own_words(one: FactType, value: Possible, told: str, _typed: str) -> None:
    """What is known, what is vague, `none` and unknown each have words."""
    assert words.told(value, one, EUR) == told


@pytest.mark.parametrize(("one", "value", "_told", "as_typed"), VALUES)
def test_a_fact_is_typed_as_an_order_file_has_it(one: FactType, value: Possible, _told: str, as_typed: str) -> None:
    """The machine's face says values as one could type them."""
    assert typed(value, one, EUR) == as_typed


@given(st.integers(-(10**9), 10**9), st.sampled_from(sorted(UNITS)))
def test_digits_are_never_lost(value: int, unit: str) -> None:
    """Two numbers of one unit that differ are said and typed differently: nothing is rounded."""
    one, other = (words.amount(number, UNITS[unit], EUR) for number in (value, value + 1))

    assert one != other
    assert typed_amount(value, UNITS[unit], EUR) != typed_amount(value + 1, UNITS[unit], EUR)


@given(st.data())
def test_what_is_typed_reads_as_the_same(pack: Pack, data: st.DataObject) -> None:
    """Any value of any fact of the built-in pack, typed into an order file, is read back unchanged; a side beside a longer one."""
    facts = [one for one in pack.facts.values() if one.of == "order" and one.question]
    one = data.draw(st.sampled_from(facts), label="fact")
    value = data.draw(st.one_of(st.just(one.domain), values_of(one)))
    told = PackNames(pack, pack_tender(pack)).typed(f"order.{one.name}", value)
    longer = "".join(f"{fact.name}: 10 m\n" for fact in facts if one.name in fact.sides)
    held = OrderReader(pack=pack).read(f"{longer}{one.name}: {told}\n".encode(), "order.yaml")

    assert not held.faults, (told, held.faults)
    assert held.orders[0].given.get(f"order.{one.name}", one.domain) == value


def values_of(one: FactType) -> st.SearchStrategy[Possible]:
    """Draw values that the fact can have."""
    match one.domain:
        case Numbers(low, high, _):
            ends: Callable[[tuple[int, int]], Possible] = lambda pair: Numbers(min(pair), max(pair))  # noqa: E731  # one line says it
            return st.tuples(st.integers(low, high - 1), st.integers(low, high - 1)).map(ends)
        case OneOf(choices):
            return st.sets(st.sampled_from(choices), min_size=1).map(
                lambda some: OneOf(tuple(c for c in choices if c in some))
            )
        case Subset(_, maybe):
            return st.lists(st.sampled_from((0, 1, 2)), min_size=len(maybe), max_size=len(maybe)).map(
                lambda marks: Subset(
                    tuple(m for m, mark in zip(maybe, marks, strict=True) if mark == 1),
                    tuple(m for m, mark in zip(maybe, marks, strict=True) if mark == 2),
                )
            )
        case _:
            return st.just(Text("some words"))
