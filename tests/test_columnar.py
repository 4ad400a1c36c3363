"""The columnar engine says what the reference says: of random packs, of every case of the built-in pack, of any split."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from msgspec.structs import replace

from advisor import meaning
from advisor.advice import Advisor
from advisor.analysis.case import read_cases
from advisor.columnar import Orders, orders_of
from advisor.columnar.answers import Columnar
from advisor.columnar.column import ORDER
from advisor.columnar.joint import together
from advisor.columnar.told import MOST_TOLD, Told
from advisor.errors import Place
from advisor.ir import Kind, OneOf
from advisor.pack.load import builtin
from advisor.trace import Order
from counts import count, every
from equality import differences, disagreeing, told_by_columns, told_by_walk, unlike
from strategies import Files, advisor_of, make_order, make_pack, read_order, scenes, seeded
from test_check import BASE, with_facts
from test_laws import lawful
from test_promises import random_possible

SHARES = 4
PAIRS = count(2_000, 10_000) // SHARES


# --- equal to the reference -------------------------------------------------------------------------------------------
@lawful
@given(scenes())
def test_engines_agree(scene: tuple[Files, list[str]]) -> None:
    """Columns and the plain walk give the same answer, ranking and verdicts."""
    files, texts = scene
    walk = advisor_of(files)
    orders = [read_order(text, walk) for text in texts]
    told = told_by_columns(Columnar(walk.program), orders)

    assert [disagreeing(one, other) for one, other in zip(told, told_by_walk(walk, orders), strict=True)] == [()] * 3


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_engines_agree_on_thousands_of_pairs(share: int) -> None:
    """Columns answer as `truth` does on 2,000 random pairs of a pack and an order, experta on every fifth of them."""
    assert [str(one) for one in differences(PAIRS, f"suite {share}", experta_each=5, orders_of_a_pack=50)] == []


def test_a_derived_choice_may_be_the_same_of_all_orders() -> None:
    """Its rules ask orders, of which every one says the same: one pack in three thousand, which a long run found."""
    assert [str(one) for one in differences(50, "s44 a", experta_each=50, orders_of_a_pack=50, first=2893)] == []


def test_cases_of_the_built_in_pack(walk: Advisor) -> None:
    """One in six of the built-in pack's cases, quotes among them, in one frame, get the walk's answers."""
    orders = [case.order for case in read_cases(builtin(), "", walk)][:: every(6)]
    told = zip(told_by_walk(walk, orders), told_by_columns(Columnar(walk.program), orders), orders, strict=True)

    assert {order.id: names for one, other, order in told if (names := disagreeing(one, other))} == {}


def test_all_that_waits_is_weighed(walk: Advisor) -> None:
    """Where the options that are asked first are ruled out as it is, the others that wait can still unsettle an order that nothing fits."""
    orders = [read_order("{quantity: 18650, makes_own: false}", walk)]
    (told,) = told_by_columns(Columnar(walk.program), orders)

    assert (told["pathway"], told["settled"]) == (None, False)
    assert disagreeing(told, told_by_walk(walk, orders)[0]) == ()


ORDERS = count(15)
"""How many orders of each kind are asked of the built-in pack."""


@pytest.mark.slow
@pytest.mark.parametrize("known", [15, 30, 60, 90])
def test_random_orders_on_the_built_in_pack(walk: Advisor, known: int) -> None:
    """Orders that say little and orders that say nearly everything, of which many options wait, get the walk's answers together."""
    chance = random.Random(f"built-in {known}")  # noqa: S311  # orders by chance, not secrets
    facts = [fact for fact in walk.pack.facts.values() if fact.of == "order" and fact.kind is not Kind.TEXT]
    orders = [
        Order(
            id=f"{number}", at=Place("random.yaml", 1, 1),
            given={f"order.{one.name}": random_possible(one, chance) for one in facts if chance.randrange(100) < known},
        )
        for number in range(ORDERS)
    ]  # fmt: skip
    told = zip(told_by_walk(walk, orders), told_by_columns(Columnar(walk.program), orders), orders, strict=True)

    assert {order.id: names for one, other, order in told if (names := disagreeing(one, other))} == {}


# --- explained --------------------------------------------------------------------------------------------------------
@lawful
@given(scenes())
def test_a_block_is_advised_as_each_order_is_alone(scene: tuple[Files, list[str]]) -> None:
    """The whole advice, witnesses and least changes and all, is the plain walk's, whatever else is decided together."""
    files, texts = scene
    walk = advisor_of(files)
    orders = [read_order(text, walk) for text in texts]
    alone = [walk.advise(order, trace="all") for order in orders]

    assert [unlike(one, other) for one, other in zip(walk.advise_block(orders, trace="all"), alone, strict=True)] == [
        ()
    ] * 3


@pytest.mark.slow
def test_a_block_of_the_built_in_packs_cases(walk: Advisor) -> None:
    """One in 32 of the built-in pack's cases, quotes among them, get the same advice together as alone."""
    orders = [case.order for case in read_cases(builtin(), "", walk)][:: every(32)]
    told = zip(walk.advise_block(orders), map(walk.advise, orders), orders, strict=True)

    assert {order.id: names for one, other, order in told if (names := unlike(one, other))} == {}


def test_a_guess_is_taken_though_another_order_says_the_same(walk: Advisor) -> None:
    """Oak is guessed of one of two tries of an order, in columns that hold oak already, since another order of the block says it."""
    orders = [read_order(text, walk) for text in ("quantity: 60", "{quantity: 60, material: oak}")]
    processes = [OneOf(("any",)), OneOf(("joinery",))]
    tried = orders_of(walk.pack, orders).take(np.array([0, 0])).with_fact(walk.pack, "order.process", processes)
    alone = [walk.advise(replace(orders[0], given={**orders[0].given, "order.process": one})) for one in processes]

    assert walk.columnar.decide(tried, ["option"])["option"].to_list() == [
        one.winner.option.id for one in alone if one.winner
    ]


# --- rows are alone ---------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def scene() -> tuple[Columnar, list[Order]]:
    dice = seeded("rows alone")
    walk = advisor_of(make_pack(dice))
    return Columnar(walk.program), [read_order(make_order(dice, walk.pack), walk) for _ in range(60)]


def test_a_row_is_answered_as_it_is_alone(scene: tuple[Columnar, list[Order]]) -> None:
    """What an order is told does not hang on the rows beside it."""
    engine, orders = scene

    assert told_by_columns(engine, orders) == [told_by_columns(engine, [order])[0] for order in orders]


def test_permuted_orders_get_permuted_answers(scene: tuple[Columnar, list[Order]]) -> None:
    """Answers come row for row in the order of the orders."""
    engine, orders = scene

    assert told_by_columns(engine, orders[::-1]) == told_by_columns(engine, orders)[::-1]


def test_slices_are_the_whole(scene: tuple[Columnar, list[Order]], monkeypatch: pytest.MonkeyPatch) -> None:
    """How many rows are decided at a time changes nothing."""
    engine, orders = scene
    whole = told_by_columns(engine, orders)
    monkeypatch.setattr("advisor.columnar.decide._ROWS", 7)

    assert told_by_columns(engine, orders) == whole


def test_no_orders_no_answers(scene: tuple[Columnar, list[Order]]) -> None:
    """An empty frame has an empty answer."""
    engine, _ = scene

    assert engine.decide(orders_of(engine.pack, [])).is_empty()


def test_unsaid_is_unsaid(walk: Advisor) -> None:
    """Orders that say nothing of a fact and orders that allow every value of it are the same."""
    engine = Columnar(walk.program)
    bare = Orders(count=2).with_fact(walk.pack, "order.quantity", np.array([120, 40]))
    wide = bare.with_fact(walk.pack, "order.material", [walk.pack.facts["material"].domain] * 2)

    assert engine.decide(bare).equals(engine.decide(wide))


def test_what_is_not_asked_for_changes_nothing(scene: tuple[Columnar, list[Order]]) -> None:
    """Without the whole ranking, options that are surely excluded are not weighed: who wins, and whether that is settled, is the same."""
    engine, orders = scene
    asked = orders_of(engine.pack, orders)
    columns = [name for name in engine.schema() if name != "ranking"]

    assert engine.decide(asked, columns).equals(engine.decide(asked).select(columns))


def test_a_fact_may_have_hundreds_of_choices() -> None:
    """How many choices a fact has, and how many of them are still possible, is no matter."""
    choices = "{" + ", ".join(f"c{number}: c no. {number}" for number in range(300)) + "}"
    files = with_facts(BASE, f"  many: {{kind: choice, choices: {choices}, question: Which?}}\n")
    walk = advisor_of(files)
    orders = [
        read_order(text, walk) for text in ("quantity: 60\nmany: c299\n", "quantity: 60\nmany: [c0, c77, c298]\n")
    ]
    told = told_by_columns(Columnar(meaning.stratify(walk.pack)), orders)

    assert [disagreeing(one, other) for one, other in zip(told, told_by_walk(walk, orders), strict=True)] == [()] * 2


def test_what_all_rows_share_stays_one_value() -> None:
    """Of several facts that every order has alike one value is made, not one row: else the second order has none."""
    level, codes, made = together([(ORDER, np.asarray(1), ("oak", "ash")), (ORDER, 0, ("lamp",))])

    assert (level, np.ndim(codes), made[int(codes)]) == (ORDER, 0, ("ash", "lamp"))


def test_what_is_told_of_values_is_asked_once_and_may_be_forgotten() -> None:
    """A value is asked about once, until so many others come that the first are let go; then what is told of it is the same."""
    told, asked = Told(np.int64), list[int]()

    def of(*numbers: int) -> list[list[int]]:
        def ask(place: int) -> tuple[int, int]:
            asked.append(numbers[place])
            return 2 * numbers[place], 3 * numbers[place]

        return [ends.tolist() for ends in told.ends(np.array(numbers, np.int64), ask)]

    assert of(7, 5, 9) == [[14, 10, 18], [21, 15, 27]]
    assert of(9, 6) == [[18, 12], [27, 18]]
    assert asked == [7, 5, 9, 6]
    far = 10 + MOST_TOLD
    assert of(far, 6) == [[2 * far, 12], [3 * far, 18]]
    assert of(6, far) == [[12, 2 * far], [18, 3 * far]]
