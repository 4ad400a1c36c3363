"""What an order names and could leave open: told where nothing fits, and true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from advisor.advice import Advisor
from advisor.ir import OneOf
from advisor.trace import Order
from conftest import Run

ANY = OneOf(("any",))
NOTHING_FITS = [
    "{quantity: 200, object: poster, process: offset printing}",
    "{quantity: 300, object: handle, material: aluminium, process: extrusion}",
    "{quantity: 200, object: bottle, material: plastic, process: blow moulding}",
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

    assert "if another way of making it will do: an online fabrication network" in done.stdout
    assert "not for a thing like this if it is made by blow moulding" in " ".join(done.stdout.split())
    assert "ask again with process whichever suits" in done.stdout
