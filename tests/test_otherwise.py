"""What would win otherwise: where nothing fits by another process, else by another value; told by its own name, and true."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.ir import OneOf
from advisor.trace import Order
from conftest import Run

ANY = OneOf(("any",))
NOTHING_FITS = [
    "{quantity: 50, object: poster, process: offset printing}",
    "{quantity: 300, object: handle, material: aluminium, process: rotational moulding}",
    "{quantity: 200, object: bottle, material: plastic, process: blow moulding, new_shape: true}",
]


@pytest.mark.parametrize("text", NOTHING_FITS)
def test_what_would_come_first_by_another_process_is_told(
    walk: Advisor, order_of: Callable[[str], Order], text: str
) -> None:
    """It is what the order with its process left open is advised, by the walk and in columns."""
    order = order_of(text)
    (one,) = walk.advise(order).loosened
    (block,) = walk.advise_block([order])
    open_order = replace(order, given={**order.given, "order.process": ANY})

    assert (one.path, one.value) == ("order.process", ANY)
    assert one.pathway == walk.advise(open_order).pathway
    assert block.loosened == (one,)


def test_what_fits_beyond_a_limit_is_offered_where_nothing_fits(
    walk: Advisor, order_of: Callable[[str], Order], cli: Run
) -> None:
    """Leaving the process open is a cure even where no maker keeps the ceiling then: it is told that the limit breaks."""
    text = (
        "{quantity: 300, object: handle, material: aluminium, process: rotational moulding, unit_cost_ceiling: EUR 5}"
    )
    (one,) = walk.advise(order_of(text)).loosened

    assert (one.value, one.keeps) == (ANY, False)
    assert "though beyond a limit of yours" in " ".join(cli("advise", "-", stdin=text).stdout.split())


def test_where_a_limit_breaks_what_keeps_all_is_told(walk: Advisor, order_of: Callable[[str], Order], cli: Run) -> None:
    """A date that letterpress misses is met by another process, and the maker of both is told by the whole name."""
    text = "{quantity: 100, material: paper, process: letterpress, heritage: core, deadline: 6 days, deadline_is_hard: true}"
    order = order_of(text)
    advice = walk.advise(order)
    (one,) = advice.loosened
    (block,) = walk.advise_block([order])
    again = walk.advise(replace(order, given={**order.given, "order.process": ANY}))

    assert advice.breaches
    assert not again.breaches
    assert again.winner is not None
    assert (again.pathway, again.winner.option.id) == (one.pathway, one.option)
    assert block.loosened == (one,)
    assert walk.pack.options[again.winner.option.id].name in " ".join(cli("advise", "-", stdin=text).stdout.split())


@pytest.mark.parametrize(
    "text",
    [
        "{quantity: 200, object: poster, process: digital printing}",
        "{quantity: 200, object: poster}",
        "{quantity: 5, object: poster, process: any, deadline: 1 day, deadline_is_hard: true}",
    ],
)
def test_nothing_is_left_open_where_something_fits_or_nothing_was_named(
    walk: Advisor, order_of: Callable[[str], Order], text: str
) -> None:
    """Whoever has an answer, or named no process, is not told to name another."""
    assert walk.advise(order_of(text)).loosened == ()


def test_the_first_screen_says_what_to_ask_then(cli: Run) -> None:
    """It names what would come first, why the others were not looked at, and what to ask next."""
    done = cli("advise", "-", stdin=NOTHING_FITS[2])

    assert "if another way of making it will do: Online network" in done.stdout
    assert "not for a thing like this if it is made by blow moulding" in " ".join(done.stdout.split())
    assert "ask again with process whichever suits" in done.stdout


@pytest.mark.parametrize(
    "text",
    [
        "{quantity: 115, material: [metal, wood]}",
        "{quantity: 120, deadline: 4 weeks}",
        "{quantity: 60, object: lamp, material: brass, deadline: 8 weeks}",
        "{quantity: 300, object: bottle}",
    ],
)
def test_who_would_win_otherwise_is_named_by_the_way_it_would_be_made(
    walk: Advisor, order_of: Callable[[str], Order], text: str
) -> None:
    """Of each guess, and of each value that would change the winner, the option is that of the order that says it."""
    order = order_of(text)
    advice = walk.advise(order)
    told = [({one.path: one.other}, one.pathway, one.option) for one in advice.assumed]
    told += [(dict(one.values), one.pathway, one.option) for one in advice.could_change]
    (block,) = walk.advise_block([order])

    assert told
    assert (block.assumed, block.could_change) == (advice.assumed, advice.could_change)
    for values, pathway, option in told:
        winner = walk.weigh(replace(order, given={**order.given, **values})).winner
        found = (None, None) if winner is None else (winner.option.pathway, winner.option.id)

        assert found == (pathway, option)


def test_a_joiner_is_not_called_a_foundry(cli: Run) -> None:
    """Another way of the pathway that stands in the table has its own name."""
    done = cli("advise", "-", stdin="{quantity: 115, material: [metal, wood]}")

    assert "If wood: Joiner's workshop." in " ".join(done.stdout.split())


TWO_LIMITS = [
    "{quantity: 60, object: mug, material: stoneware, total_cash: 300 euro, deadline: 2 weeks}",
    "{quantity: 300, object: badge, unit_cost_ceiling: 0.80 euro, deadline: 10 days}",
    "{quantity: 200, object: tote bag, total_cash: 200 euro, deadline: 3 days, unit_cost_ceiling: 2 euro}",
]


@pytest.mark.parametrize("text", TWO_LIMITS)
def test_what_several_limits_would_have_to_be_is_told_where_none_alone_would_do(
    walk: Advisor, order_of: Callable[[str], Order], cli: Run, text: str
) -> None:
    """With all of them something keeps every limit; without any one of them it does not; the command that is offered says them."""
    order = order_of(text)
    advice = walk.advise(order)
    (block,) = walk.advise_block([order])
    both = advice.together

    assert not any(one.is_cure for one in advice.nearest)
    assert both is not None
    assert block.together == both
    again = walk.advise(replace(order, given={**order.given, **dict(both.values)}))
    assert again.winner is not None
    assert not again.breaches
    for left_out, _ in both.values:
        less = {path: value for path, value in both.values if path != left_out}
        found = walk.advise(replace(order, given={**order.given, **less}))
        assert found.winner is None or found.winner.option.id != both.option or found.breaches
    told = cli("advise", "-", stdin=text).stdout
    assert all(walk.pack.facts[path[len("order.") :]].label in " ".join(told.split()) for path, _ in both.values)


def test_nothing_is_told_of_several_limits_where_one_change_would_do(
    walk: Advisor, order_of: Callable[[str], Order]
) -> None:
    """Nor where there is one limit, or where a date that would have to change is fixed."""
    one = "{quantity: 60, object: mug, material: stoneware, deadline: 5 weeks}"
    fixed = TWO_LIMITS[0].replace("}", ", deadline_is_hard: true}")

    assert walk.advise(order_of(one)).together is None
    assert walk.advise(order_of(fixed)).together is None


def test_what_would_let_another_way_win_and_keep_every_limit_is_a_cure(
    walk: Advisor, order_of: Callable[[str], Order]
) -> None:
    """A little more for each lets the workshop do in time what the factory is late with; it is told with whose it is, and is true."""
    order = order_of(
        "{object: dining chair, material: oak, process: upholstery, quantity: 24, studio_region: denmark, deadline: 12 weeks, unit_cost_ceiling: EUR 469}"
    )
    advice = walk.advise(order)
    (block,) = walk.advise_block([order])
    others = [one for one in advice.nearest if advice.winner and one.option != advice.winner.option.id]

    assert advice.breaches
    assert others
    assert block.nearest == advice.nearest
    for one in others:
        again = walk.advise(replace(order, given={**order.given, one.path: one.value}))
        assert again.winner is not None
        assert (again.winner.option.id, again.breaches) == (one.option, ())


def test_how_far_a_limit_is_off_is_told_of_the_closest(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """Where no small change mends the limit that the closest breaks, it is told what that limit would have to be."""
    advice = walk.advise(order_of("{object: chair, quantity: 40, unit_cost_ceiling: EUR 100, material: wood}"))

    assert advice.winner is not None
    assert advice.breaches
    assert [one.path for one in advice.nearest if one.keeps and not one.is_realistic] == ["order.unit_cost_ceiling"]
