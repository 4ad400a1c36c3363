"""What must be true of a pack: all that the built-in pack says of itself is proved, and what is proved is so of orders decided one by one."""

from __future__ import annotations

import numpy as np
import pytest

from advisor.advice import Advisor
from advisor.author.box import Bench, Boxes, whole
from advisor.author.properties import Property, only_loosens, order_that_breaks, profile_over
from advisor.author.property_file import read_properties
from advisor.errors import Place
from advisor.ir import Memory, Numbers, OneOf
from advisor.pack.folder import builtin
from advisor.trace import Order
from counts import count
from strategies import advisor_of
from test_pack_verify import BASE, FACTS, RULES, rule

POINTS = count(200)


@pytest.fixture(scope="module")
def own(walk: Advisor) -> tuple[Property, ...]:
    return read_properties(builtin(), "", walk)


def points_of(property: Property, bench: Bench) -> Boxes:
    """Return orders of a property by chance, the greatest and the least of each number among them."""
    every, dice = whole(bench.profile), np.random.default_rng(len(property.id))
    rows = dice.integers(0, len(every), POINTS)
    values = dice.integers(every.low[rows], every.high[rows] + 1)
    values[::5], values[1::5] = every.low[rows[::5]], every.high[rows[1::5]]
    return Boxes(bench.profile, rows, values, values)


def won(bench: Bench, points: Boxes) -> list[str | None]:
    return list(bench.advisor.columnar.decide(bench.bare(points), ("pathway",))["pathway"].to_list())


def test_all_that_the_pack_says_of_itself_is_proved(walk: Advisor, own: tuple[Property, ...]) -> None:
    """Each of at least eight properties is proved of all its orders, of all three kinds."""
    told = {one.id: order_that_breaks(one, walk, 6_000) for one in own}

    assert len(told) >= 8
    assert {one.mode for one in own} == {"never", "always", "monotone"}
    assert {name: one.told for name, one in told.items() if one.open or one.order is not None} == {}


def test_what_is_proved_is_so_of_orders_one_by_one(walk: Advisor, own: tuple[Property, ...]) -> None:
    """No order by chance breaks what never or always is; whatever grows, what fits before fits after."""
    for one in own:
        bench = Bench(walk, profile_over(walk, one.over))
        points = points_of(one, bench)
        before = won(bench, points)
        if one.mode == "never":
            assert not {name or "none" for name in before} & {*one.pathways}
        elif one.mode == "always":
            assert {name or "none" for name in before} <= {*one.pathways}
        for path, way in one.grows:
            at = [axis.path for axis in bench.profile.axes].index(path)
            end = (bench.profile.axes[at].high + points.low[:, at] + 1) // 2
            low = points.low.copy()
            low[:, at] = end if way == "up" else points.low[:, at]
            after = won(bench, Boxes(bench.profile, points.stratum, low, low))

            assert None in before
            assert not [row for row, name in enumerate(before) if name is not None and after[row] is None]


LATE = next(line for line in BASE[RULES].splitlines(keepends=True) if "too-late" in line)
LOOSE = {
    "nothing reads it": ("", True, True),
    "more of it rules out": (rule("many", "quantity: 50..", "exclude: true"), False, True),
    "less of it rules out": (rule("few", "quantity: ..50", "exclude: true"), True, False),
    "some of it rules out": (rule("some", "quantity: 50..60", "exclude: true"), False, False),
    "not less of it rules out": (rule("many", "none: [{quantity: ..50}]", "exclude: true"), False, True),
    "it only counts against": (rule("dear", "quantity: 50..60", "risk: 5"), True, True),
    "a product of it rules out": (
        "- {id: slow, for: option, if: order.quantity * option.days > order.deadline, then: {exclude: true}, because: So., source: src}\n",
        False,
        True,
    ),
    "a difference of it rules out": (
        "- {id: slow, for: option, if: option.maximum - order.quantity > option.moq, then: {exclude: true}, because: So., source: src}\n",
        True,
        False,
    ),
    "what is derived of it rules out": (
        rule("many", "quantity: 50..", "derive: {trade: glazing}", "") + rule("not-glazed", "trade: glazing", "exclude: true"),
        False,
        False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LOOSE)
def test_more_is_no_harm_where_every_exclusion_says_so(name: str) -> None:
    """More, or less, of a number is proved to be no harm just where no exclusion can come to hold by it."""
    text, up, down = LOOSE[name]
    program = advisor_of({**BASE, RULES: LATE + text}).program

    assert (only_loosens(program, "order.quantity", up=True), only_loosens(program, "order.quantity", up=False)) == (up, down)  # fmt: skip


def made(over: Memory, mode: str, *pathways: str) -> Property:
    return Property(id="made", over=over, mode=mode, pathways=pathways, grows=(), because="So.", at=Place("made"))


def test_a_derived_fact_that_is_said_counts() -> None:
    """What rules derive may be said too: a property over it is of the orders that say it."""
    asked = FACTS.replace("otherwise: joinery}", "assume: joinery, question: Which?, group: all}")
    advisor = advisor_of({**BASE, "knowledge/facts.yaml": asked, RULES: BASE[RULES] + rule("none-glazed", "trade: glazing", "exclude: true")})  # fmt: skip
    over: Memory = {
        "order.trade": OneOf(("glazing",)), "order.quantity": Numbers(1, 300), "order.material": OneOf(("wood", "steel")),
    }  # fmt: skip
    found = order_that_breaks(made(over, "always", "bench", "shop"), advisor, 400)

    assert order_that_breaks(made(over, "always", "none"), advisor, 400).told == "proved"
    assert found.order is not None
    order = Order(id="shown", given=found.order, at=Place("shown"))
    assert advisor.advise(order, witnesses=False).pathway is None


def test_what_wins_need_not_be_known_to_prove_what_does_not() -> None:
    """Where two ways are near, and either may win, it is still proved that the third cannot, and that something fits."""
    advisor = advisor_of({**BASE, RULES: BASE[RULES] + rule("few", "quantity: 100..", "exclude: true", "for: {pathway: [shop]}, ")})  # fmt: skip
    over: Memory = {"order.quantity": Numbers(100, 300), "order.material": OneOf(("wood",))}

    assert order_that_breaks(made(over, "never", "shop"), advisor, 1).told == "proved"
    assert (
        order_that_breaks(made({**over, "order.deadline": Numbers(20, 90)}, "never", "none"), advisor, 1).told
        == "proved"
    )
    assert (
        order_that_breaks(made({**over, "order.deadline": Numbers(1, 90)}, "never", "none"), advisor, 400).order
        is not None
    )


def test_what_is_so_nearly_everywhere_is_not_proved() -> None:
    """An order in three hundred breaks what is said of all, and it is found."""
    away = rule("not-so-many", "quantity: 300..", "exclude: true", "for: {pathway: [bench]}, ")
    advisor = advisor_of({**BASE, RULES: BASE[RULES] + away})
    over: Memory = {"order.quantity": Numbers(1, 300), "order.material": OneOf(("wood",))}
    found = order_that_breaks(made(over, "never", "shop"), advisor, 400)

    assert found.order is not None
    assert found.order["order.quantity"] == Numbers(300, 300)
    assert order_that_breaks(made(over, "always", "bench"), advisor, 400).order is not None
