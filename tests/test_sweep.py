"""Sweeps: the winner in every region is the winner at every value in it, and each region begins where the winner changes."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.analysis.lab import Lab
from advisor.analysis.values_to_try import tries
from advisor.analysis.winners_by_value import sweep, sweep_two
from advisor.cli.session import open_session
from advisor.cli.sweep import spans
from advisor.ir import Numbers
from advisor.pack.load import builtin
from advisor.render.page import Renderer
from advisor.trace import Order
from advisor.variation import Region
from conftest import Run
from counts import every
from walked import walked

QUIZ = "{id: quiz-1, quantity: 120, deadline: 4 weeks}"


def winner(walk: Advisor, order: Order, **values: int) -> tuple[str | None, str | None]:
    """Return who wins at some values, asked one by one."""
    given = {**order.given, **{f"order.{name}": Numbers(value, value) for name, value in values.items()}}
    decision = walk.weigh(replace(order, given=given))
    return decision.pathway, decision.winner.option.id if decision.winner else None


def swept(walk: Advisor, order: Order, path: str, low: int, high: int) -> tuple[Region, ...]:
    """Return the regions of a sweep on the plain walk."""
    return sweep(walk, walked(walk, order), order, path, Numbers(low, high)).regions


@pytest.mark.parametrize(
    "text",
    [
        QUIZ,
        "{quantity: 40, material: plastic, cash_for_tooling: EUR 400}",
        "{deadline: 5 weeks, material: wood, quantity: 60}",
    ],
)
def test_regions_of_the_quantity_equal_brute_force(walk: Advisor, order_of: Callable[[str], Order], text: str) -> None:
    """At both ends of each region of the quantities from 5 to 130, and between, its winner is the one of `advise`, and neighbours differ."""
    order = order_of(text)
    regions = swept(walk, order, "order.quantity", 5, 130)
    won = {value: (one.pathway, one.option) for one in regions for value in range(one.low, one.high + 1)}

    tried = {*range(5, 131, every(8)), *(end for one in regions for end in (one.low, one.high))}

    assert list(won) == [*range(5, 131)]
    assert {value: won[value] for value in tried} == {value: winner(walk, order, quantity=value) for value in tried}
    assert all((a.pathway, a.option) != (b.pathway, b.option) for a, b in itertools.pairwise(regions))


@pytest.mark.parametrize("fact", ["total_cash", "cash_for_tooling", "unit_cost_ceiling", "cash_for_equipment"])
def test_regions_of_money_turn_exactly_at_the_cent(walk: Advisor, order_of: Callable[[str], Order], fact: str) -> None:
    """Money is asked at its thresholds alone, and yet each region begins at the cent and none is missed on a fine grid."""
    order = order_of("{quantity: 120, deadline: 8 weeks, material: plastic}")
    regions = swept(walk, order, f"order.{fact}", 0, 2_000_000)
    for one, other in itertools.pairwise(regions):
        assert winner(walk, order, **{fact: other.low}) == (other.pathway, other.option)
        assert winner(walk, order, **{fact: other.low - 1}) == (one.pathway, one.option)
    for value in range(0, 2_000_000, every(10) * 16_003):
        found = next(one for one in regions if one.low <= value <= one.high)
        assert winner(walk, order, **{fact: value}) == (found.pathway, found.option)


def test_what_goes_no_one_way_is_not_claimed_to_be_proved(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """A unit's cost falls and rises with the quantity: a sweep of more than can be asked says so. What excludes is proved."""
    order = order_of(QUIZ)

    assert not tries(Lab(walk, walked(walk, order), order), "order.quantity", 1, 10**4, most=100).is_proved
    assert tries(Lab(walk, walked(walk, order), order), "order.own_capacity_per_week", 0, 10**4, most=100).is_proved
    assert tries(Lab(walk, walked(walk, order), order), "order.selling_price", 0, 10**6).is_proved
    assert tries(Lab(walk, walked(walk, order), order), "order.total_cash", 0, 10**6).is_proved
    assert tries(Lab(walk, walked(walk, order), order), "order.quantity", 1, 500).is_proved


def test_a_map_equals_brute_force(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """At pairs of quantity and deadline all over the map, its winner is the one asked alone."""
    order = order_of(QUIZ)
    found = sweep_two(
        walk, walked(walk, order), order, "order.quantity", Numbers(18, 33), "order.deadline", Numbers(6, 16)
    )
    won = {
        (x, y): (part.pathway, part.option)
        for band in found.bands
        for y in range(band.low, band.high + 1)
        for part in band.regions
        for x in range(part.low, part.high + 1)
    }

    whole = [(x, y) for x in range(18, 34) for y in range(6, 17)]
    tried = whole[:: every(5)]

    assert won.keys() == {*whole}
    assert {at: won[at] for at in tried} == {(x, y): winner(walk, order, quantity=x, deadline=y) for x, y in tried}
    assert found.is_proved


def test_the_document_has_inclusive_bounds(cli: Run) -> None:
    """Regions run from the low to the high value asked, each beginning one above the end of the one before."""
    told = json.loads(cli("sweep", "-", "quantity=25..40", "--format", "json", stdin=QUIZ).stdout)
    regions = told["regions"]

    assert told["fact"] == "quantity"
    assert (regions[0]["low"], regions[-1]["high"]) == (25, 40)
    assert all(other["low"] == one["high"] + 1 for one, other in itertools.pairwise(regions))
    assert [one["pathway"] for one in regions] == ["maker_hub", "fab_network"]


def test_the_chart_is_svg_that_is_said_too(cli: Run, tmp_path: Path) -> None:
    """`--chart` writes one SVG with a title and a description, no script and no address outside."""
    done = cli("sweep", "-", "quantity=25..40", "--chart", "out.svg", stdin=QUIZ)
    raw = (tmp_path / "out.svg").read_text(encoding="utf-8")
    root = ET.fromstring(raw)  # noqa: S314  # our own file
    space = "{http://www.w3.org/2000/svg}"

    assert done.returncode == 0, done.stderr
    assert root.findtext(f"{space}title")
    assert "25–29 units: Local maker hub" in (root.findtext(f"{space}desc") or "")
    assert "<script" not in raw
    assert "http" not in raw.replace("http://www.w3.org/2000/svg", "")


def test_a_page_has_each_chart_with_a_table_that_says_the_same(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """The page of a sweep holds both curves, labelled by letter and not by colour alone, and their numbers as a table."""
    order = order_of(QUIZ)
    found = sweep(walk, walked(walk, order), order, "order.quantity", Numbers(25, 40))
    page = Renderer(walk.pack, builtin() / "templates").sweep(found, "html")

    assert page.count("<svg") == 2
    assert page.count('role="img"') == 2
    assert "The curves as a table" in page
    assert page.count("<td>") > 2 * len(found.points)


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        (("material=wood",), 3, "`material` is no number to sweep over"),
        (("quantity=10..20", "quantity=10..20"), 2, "named twice"),
        (("quantity=1..2", "deadline=1..2 days", "total_cash=EUR 1..EUR 2"), 2, "one fact or two"),
        (("quantitty=10..20",), 3, "did you mean `quantity`?"),
        (("quantity=x..y",), 3, "quantity"),
    ],
)
def test_what_cannot_be_swept_is_refused(cli: Run, asked: tuple[str, ...], code: int, told: str) -> None:
    """A fact that is no number, named twice, misspelt or unreadable is refused with what to write."""
    done = cli("sweep", "-", *asked, stdin=QUIZ)

    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_every_word_for_a_number_is_swept_by_as_it_is_set() -> None:
    """Whatever the pack lets people call a number, a sweep takes it for the fact that `--set` takes it for."""
    session = open_session(None)
    pack, reader = session.advisor.pack, session.reader
    numbers = {name for name, fact in pack.facts.items() if fact.of == "order" and isinstance(fact.domain, Numbers)}
    order = reader.read(b"{quantity: 120, material: plastic}", "order.yaml").orders[0]
    words = [word for word, name in pack.lexicon.facts.items() if name in numbers and reader.fact(word)]

    assert len(words) > 100
    for word in words[:: every(10)]:
        fact = reader.fact(word)
        assert fact is not None
        assert [path for path, _ in spans(session, order, [word])] == [f"order.{fact.name}"]


def test_where_nothing_fits_the_nearest_says_why(cli: Run) -> None:
    """The reason stands beside the stretch, as it is where the stretch ends."""
    order = "{id: x, quantity: 120, deadline: 8 days, material: stoneware}"
    done = cli("sweep", "-", "deadline=2..60 days", "--format", "markdown", stdin=order)

    assert done.returncode == 0
    assert "nothing fits: It takes at least 2 weeks; the order is due in 13 days |" in done.stdout
