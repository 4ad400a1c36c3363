"""Laws of every price: more of a thing never costs less or comes sooner; and `docs/prices.md`, what things cost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product

import pytest

from advisor import estimate, meaning
from advisor.advice import Advisor
from advisor.advice.applicable import applicable
from advisor.advice.decision import Candidate, Decision
from advisor.errors import Place
from advisor.ir import READINGS, UNLIMITED, Among, Memory, Numbers, OneOf, Option, Pack, Possible
from advisor.meaning import truth
from advisor.render.plain import Plain
from advisor.render.tender import pack_tender
from advisor.render.words import IN_DAYS, choice, grouped
from advisor.trace import Order
from conftest import ROOT, kept_on

BLOCK = 256
"""How many orders are decided at a time."""
ESTIMATES = ("landed_unit_cost", "total_cost", "lead_time", "tooling_cost", "cash_peak")
CM3, MM = 1_000, 1_000_000
"""A cubic centimetre in cubic millimetres, a millimetre in nanometres."""
QUANTITIES = (5, 10, 20, 25, 50, 100, 150, 250, 500, 1000)
MORE = {
    "part_volume": [CM3 * size for size in (2, 4, 20, 40, 80, 400, 800, 4000)],
    "longest_side": [MM * side for side in (20, 40, 100, 200, 400, 1000, 2500)],
    "part_count": [1, 2, 3, 5, 10, 40],
    "pages": [4, 8, 32, 64, 200, 600],
    "seams": [0, 1, 2, 8, 16, 60],
    "colours": [1, 2, 3, 4, 12],
}
"""Fact -> some of its values, ascending."""

Said = str | bool | int
Facts = Mapping[str, Said]
Prices = Mapping[str, int]
Seen = Mapping[str, Prices]
"""Option -> each reading of its estimates, and the fewest and most units that it makes, for one order."""

AT_HOME: Facts = {"studio_region": "germany", "customer_region": "germany"}
ABROAD: Facts = {"studio_region": "switzerland", "customer_region": "france", "sold_in_parcels": True}
SETTINGS: Mapping[str, Facts] = {
    "few": {"quantity": 30, **AT_HOME},
    "many": {"quantity": 600, "own_capacity_per_week": 20, **ABROAD},
}
"""A few, at the pace of one's own hours; and many, at a pace that is said, each in a parcel across a customs border."""


# --- orders that make an option a candidate ---------------------------------------------------------------------------
def possible(said: Said) -> Possible:
    return Numbers(said, said) if isinstance(said, int) and not isinstance(said, bool) else OneOf((said,))


def given(facts: Facts) -> Memory:
    return {f"order.{name}": possible(said) for name, said in facts.items()}


def named(option: Option, fact: str) -> list[str]:
    """Return the choices of a fact that an option's condition names."""
    tests = [one for one in meaning.nodes(option.applies) if isinstance(one, Among) and one.path == f"order.{fact}"]
    return [value for one in tests for value in one.values if isinstance(value, str)]


def scenes_of(option: Option, pack: Pack) -> Iterator[Facts]:
    """Yield what an order says that makes an option apply, the surface as made first."""
    choices: Mapping[str, Sequence[Said]] = {
        "process": ["something_else" if option.generic else option.process, *named(option, "process")],
        "makes_own": [True, False],
        "finish": [*dict.fromkeys(["raw", *named(option, "finish")])],
        "new_shape": [True, False],
        "blanks_supplied": [False, True],
        "material": named(option, "material") or [*pack.facts["material"].words],
        "form": [*pack.facts["form"].words],
        "trade_of_its_own": [*named(option, "trade_of_its_own"), "none"],
    }
    for values in product(*choices.values()):
        facts = dict(zip(choices, values, strict=True))
        if truth.holds(option.applies, given(facts)) is True:
            yield facts


def candidates(facts: Facts, advisor: Advisor) -> set[str]:
    applies = [(one, truth.holds(one.applies, given(facts))) for one in advisor.pack.options.values()]
    found, _ = applicable(applies, (), advisor.program.trades)
    return {option.id for option, _ in found}


@pytest.fixture(scope="module")
def scenes(walk: Advisor) -> list[Facts]:
    """A few orders of which each option of the pack is a candidate of one."""
    chosen: list[Facts] = []
    covered: set[str] = set()
    for option in walk.pack.options.values():
        if option.id not in covered:
            facts = next(one for one in scenes_of(option, walk.pack) if option.id in candidates(one, walk))
            chosen.append(facts)
            covered |= candidates(facts, walk)
    assert covered == set(walk.pack.options)
    return chosen


# --- what they cost ---------------------------------------------------------------------------------------------------
def decisions(orders: Sequence[Facts], advisor: Advisor) -> Iterator[Decision]:
    """Yield the decision of each order."""
    told = [Order(id="one", given=given(one), at=Place("orders")) for one in orders]
    for first in range(0, len(told), BLOCK):
        yield from advisor.weigh_block(told[first : first + BLOCK])


def seen(orders: Sequence[Facts], advisor: Advisor) -> Iterator[Seen]:
    """Yield what each candidate asks for each order."""
    for decision in decisions(orders, advisor):
        yield {one.option.id: prices(one.assumed.memory) for one in decision.candidates}


def prices(memory: Memory) -> Prices:
    found: dict[str, int] = {}
    for name in ESTIMATES:
        spread = estimate.spread(name, memory)
        assert spread.likely is not None, name
        found |= {f"{name}.low": spread.low, f"{name}.likely": spread.likely, f"{name}.high": spread.high}
    for name in ("moq", "maximum"):
        value = memory[f"option.{name}"]
        assert isinstance(value, Numbers)
        found[name] = value.high
    return found


def falls(less: Seen, more: Seen, estimates: Sequence[str] = ESTIMATES) -> Iterator[str]:
    """Yield each reading that is smaller for more, of the options that are candidates for both."""
    for option in less.keys() & more.keys():
        for path in (f"{name}.{reading}" for name in estimates for reading in READINGS):
            if more[option][path] < less[option][path]:
                yield f"{option}: {path} falls from {less[option][path]} to {more[option][path]}"


# --- the laws ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("fact", [*MORE])
@pytest.mark.parametrize("setting", [*SETTINGS])
def test_more_of_it_costs_and_takes_no_less(fact: str, setting: str, scenes: list[Facts], walk: Advisor) -> None:
    """More material, longer sides, more parts, pages, seams and colours never cost less, tie up less or take less time."""
    steps = [*pairwise(MORE[fact])]
    orders = [{**scene, **SETTINGS[setting], fact: value} for scene in scenes for value in MORE[fact]]
    found = seen(orders, walk)
    wrong = []
    for scene in scenes:
        rungs = [next(found) for _ in MORE[fact]]
        for (less, more), (value, next_value) in zip(pairwise(rungs), steps, strict=True):
            wrong += [f"{one} as {fact} goes from {value} to {next_value}, {scene}" for one in falls(less, more)]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("side", ["longest_side", "middle_side", "shortest_side"])
def test_no_thing_is_lighter_for_a_longer_side(side: str, walk: Advisor) -> None:
    """Of every thing, whichever of its three sides is longer than is usual of it: of hollow ones, solid ones and sheets."""
    unknown = {f"order.{fact.name}": fact.domain for fact in walk.pack.facts.values() if fact.of == "order"}
    most = walk.pack.facts[side].domain
    for thing in walk.pack.facts["object"].words:
        told = {**unknown, "order.object": OneOf((thing,))}
        usual = meaning.assumed_order(walk.program, told)[f"order.{side}"]
        assert isinstance(usual, Numbers)
        assert isinstance(most, Numbers)
        sides = [size for part in (4, 5, 8, 16) if (size := usual.low * part // 4) <= most.high]
        sizes = [
            meaning.assumed_order(walk.program, {**told, f"order.{side}": Numbers(size, size)})["order.part_volume"]
            for size in sides
        ]
        volumes = [one.low for one in sizes if isinstance(one, Numbers)]

        assert volumes == sorted(volumes), thing


def test_a_finish_costs_and_takes_no_less_than_none(scenes: list[Facts], walk: Advisor) -> None:
    """A finish is never cheaper or sooner than the surface as made."""
    finishes = [*walk.pack.facts["finish"].words]
    orders: list[Facts] = [{**scene, **AT_HOME, "quantity": 80} for scene in scenes]
    bare = seen([{**one, "finish": "raw"} for one in orders], walk)
    done = seen([{**one, "finish": finish} for one in orders for finish in finishes], walk)
    wrong = [
        f"{one} with {finish}, {scene}"
        for scene, raw in zip(scenes, bare, strict=True)
        for finish in finishes
        for one in falls(raw, next(done))
    ]

    assert not wrong, "\n".join(wrong)


def test_twice_as_many_cost_no_less_in_all(scenes: list[Facts], walk: Advisor) -> None:
    """Twice the quantity costs at least as much in all, wherever an option makes both."""
    orders = [
        {**scene, **AT_HOME, "quantity": count * times} for scene in scenes for count in QUANTITIES for times in (1, 2)
    ]
    found = seen(orders, walk)
    wrong = []
    for _ in scenes:
        for count in QUANTITIES:
            one, two = next(found), next(found)
            makes = {name: told for name, told in one.items() if told["moq"] <= count and 2 * count <= told["maximum"]}
            wrong += [f"{told}, {count} units" for told in falls(makes, two, ["total_cost"])]

    assert not wrong, "\n".join(wrong)


def test_a_price_is_a_price(scenes: list[Facts], walk: Advisor) -> None:
    """No price or time is nothing or less, and the readings of each ascend."""
    extremes = [{"quantity": count, "part_volume": CM3 * size} for count in (1, 90, 50_000) for size in (1, 40, 20_000)]
    orders = [{**scene, **AT_HOME, **one} for scene in scenes for one in extremes]
    wrong = []
    for order, told in zip(orders, seen(orders, walk), strict=True):
        for option, price in told.items():
            for name in ESTIMATES:
                low, likely, high = (price[f"{name}.{reading}"] for reading in READINGS)
                least = 0 if name in ("tooling_cost", "cash_peak") else 1
                if not least <= low <= likely <= high < UNLIMITED:
                    wrong.append(f"{option}: {name} is {low}, {likely}, {high} for {order}")

    assert not wrong, "\n".join(wrong)


# --- the page ---------------------------------------------------------------------------------------------------------
PAGE = ROOT / "docs" / "prices.md"
COUNTS = (20, 200, 2000)


def listed(advisor: Advisor) -> str:
    """Return the tables of what is advised for each object, a table for each kind of them."""
    fact = advisor.pack.facts["object"]
    names = [*fact.words]
    decided = decisions([{"object": one, "quantity": count} for one in names for count in COUNTS], advisor)
    rows = {name: row(name, [next(decided) for _ in COUNTS], advisor.pack) for name in names}
    kinds = {choice(kind, fact): fact.choice_groups[kind] for kind in fact.group_words}
    rest = rows.keys() - {one for members in kinds.values() for one in members}
    kinds |= {"others": tuple(one for one in names if one in rest)}
    return "\n".join(told for kind, members in kinds.items() if members for told in table(kind, members, rows))


def table(kind: str, members: Iterable[str], rows: Mapping[str, str]) -> Iterator[str]:
    yield f"### {kind[:1].upper()}{kind[1:]}\n"
    yield f"| object | usually of | {' | '.join(grouped(count) for count in COUNTS)} |"
    yield "|---|---|" + "---|" * len(COUNTS)
    yield from (rows[one] for one in members)
    yield ""


def row(name: str, decided: Sequence[Decision], pack: Pack) -> str:
    material = decided[0].assumed.memory["order.material"]
    assert isinstance(material, OneOf)
    cells = [choice(name, pack.facts["object"]), choice(material.values[0], pack.facts["material"])]
    cells += [cell(one.winner, pack) if one.winner else "none fits" for one in decided]
    return f"| {' | '.join(cells)} |"


def cell(one: Candidate, pack: Pack) -> str:
    """Return who makes it and how, what a unit costs and how long it takes: `workshop, joinery: €13–59, 2–9 weeks`."""
    plain, memory = Plain(pack, pack_tender(pack).plainly), one.assumed.memory
    cost, time = (estimate.spread(name, memory) for name in ("landed_unit_cost", "lead_time"))
    who = re.sub("^(an?|your) ", "", pack.pathways[one.option.pathway].short)
    how = choice(one.option.process, pack.facts["process"])
    money = plain.roughly(cost.low, cost.high, pack.estimates["landed_unit_cost"].unit)
    return f"{who}, {how}: {money}, {plain.roughly(time.low, time.high, IN_DAYS)}"


def test_the_page_lists_what_things_cost(walk: Advisor) -> None:
    """The tables are what is advised; GOLDEN=write writes them anew."""
    kept_on(PAGE, "prices", listed(walk))


def test_the_odd_ones_of_the_page_are_on_it() -> None:
    """Each object that is argued as odd stands in a table above."""
    tables, _, odd = PAGE.read_text(encoding="utf-8").partition("## Odd ones")
    argued = [name for line in odd.splitlines() if line.startswith("- ") for name in re.findall(r"\*\*(.+?)\*\*", line)]

    assert argued
    assert [name for name in argued if f"\n| {name.lower()} |" not in tables.lower()] == []
