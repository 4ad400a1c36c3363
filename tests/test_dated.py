"""Days in files of orders: from which day they are counted, who says it, and what is refused where nobody does."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.ir import Numbers, Possible, Subset
from advisor.order import OrderFile, OrderReader


@pytest.fixture(scope="session")
def asking(walk: Advisor) -> OrderReader:
    """A reader of orders by the built-in pack that reads sentences, too."""
    return walk.reader()


def told(held: OrderFile) -> str:
    """Return every fault with its place and help."""
    return "\n".join(map(str, held.faults))


UNDATED = (
    "must arrive: 15.01.2027, hard deadline", "Latest delivery date: 2027-02-28", "needed: before christmas", "in shop by: 1 April",
    "opening: 1 April 2027", "when: no rush, next November", "deadline: no rush, next November",
)  # fmt: skip


@pytest.mark.parametrize("line", UNDATED)
def test_a_day_whatever_it_stands_under_is_refused_with_the_cure_where_nobody_can_count_it(
    asking: OrderReader, line: str
) -> None:
    """A date of a file that does not say which day it is of is no remark: it is the deadline, and the cure is `as_of`; with it, it is read."""
    undated = asking.read(f"object: notebook\nquantity: 400\n{line}\n".encode(), "o.yaml")
    dated = asking.read(f"object: notebook\nquantity: 400\n{line}\nas_of: 2026-11-30\n".encode(), "o.yaml")

    assert not undated.orders
    assert "a day to count" in told(undated)
    assert "--as-of today" in told(undated)
    assert isinstance(dated.orders[0].given["order.deadline"], Numbers)


def test_a_day_that_nobody_can_count_does_no_harm_where_the_deadline_is_said(asking: OrderReader) -> None:
    """What else a file dates is told, beside a deadline in weeks; haste and no hurry need no day."""
    both = asking.read(b"object: notebook\nquantity: 400\nopening: 1 April 2027\ndeadline: 6 weeks\n", "o.yaml")
    haste = asking.read(b"object: notebook\nquantity: 400\nwhen: asap\n", "o.yaml")

    assert both.orders[0].given["order.deadline"] == Numbers(42, 42)
    assert both.orders[0].unread == ("opening: 1 April 2027",)
    assert haste.orders
    assert not haste.faults


@pytest.mark.parametrize(
    "line",
    [
        "as of: 30 November 2026",
        "today: 30.11.2026",
        "Order date: 2026-11-30",
        "date: 30 Nov 2026",
        "Datum: 30.11.2026",
    ],
)
def test_the_day_of_an_order_may_be_called_as_people_call_it(asking: OrderReader, line: str) -> None:
    """What says which day an order is of counts the days of the others, whatever people call it."""
    held = asking.read(f"object: notebook\nquantity: 400\nmust arrive: 15.01.2027\n{line}\n".encode(), "o.yaml")

    assert not held.faults
    assert held.orders[0].as_of == date(2026, 11, 30)
    assert held.orders[0].given["order.deadline"] == Numbers(46, 46)
    assert not held.orders[0].unread


def test_a_date_alone_may_be_two_days(asking: OrderReader) -> None:
    """`date` alone may be the day of the order or its deadline: the file is asked which; beside `as_of` it is the deadline, and a time always is."""
    alone = asking.read(b"object: mug\nquantity: 9\ndate: 2027-01-15\n", "o.yaml")
    beside = asking.read(b"object: mug\nquantity: 9\ndate: 2027-01-15\nas_of: 2026-11-30\n", "o.yaml")
    time = asking.read(b"object: mug\nquantity: 9\ndate: 6 weeks\n", "o.yaml")

    assert "write `as_of: 2027-01-15` or `deadline: 2027-01-15`" in told(alone)
    assert beside.orders[0].given["order.deadline"] == Numbers(46, 46)
    assert time.orders[0].given["order.deadline"] == Numbers(42, 42)


def test_today_is_a_day_where_a_person_asks_and_is_refused_where_nobody_does(asking: OrderReader) -> None:
    """`as_of: today` is the day that the reader is told of or tells; a file that is read again and again has to say its own."""
    text = b"object: mug\nquantity: 9\ndeadline: 2027-01-15\nas_of: today\n"
    alone = asking.read(text, "o.yaml")
    told_of = replace(asking, as_of=date(2026, 11, 30)).read(text, "o.yaml")
    asked = replace(asking, today=lambda: date(2026, 12, 1)).read(text, "o.yaml")

    assert "`as_of`: expected the day of the order, got `today`" in told(alone)
    assert "--as-of today" in told(alone)
    assert told_of.orders[0].as_of == date(2026, 11, 30)
    assert asked.orders[0].as_of == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("line", "fact", "value"),
    [
        ("fulfilment: November 2027", "deadline", Numbers(336, 365)),
        ("fulfilment: next spring", "deadline", Numbers(91, 182)),
        ("delivery to backers: 15 March 2027", "deadline", Numbers(105, 105)),
        ("pledge: EUR 45", "selling_price", Numbers(4500, 4500)),
        ("fulfilment: pick and pack", "after_sale", Subset(("drop_ship",))),
    ],
)
def test_a_campaign_says_when_it_ships_and_at_what_pledge(
    asking: OrderReader, line: str, fact: str, value: Possible
) -> None:
    """Of a crowdfunding campaign fulfilment with a month is when the things have to be there, and a pledge the price at which they sell."""
    held = asking.read(f"object: board game\nquantity: 1000\nas_of: 2026-11-30\n{line}\n".encode(), "o.yaml")

    assert held.orders[0].given[f"order.{fact}"] == value
    assert not held.orders[0].unread


@pytest.mark.parametrize("line", ["ready: end of April 2027", "ready: 30.04.2027"])
def test_a_day_under_a_fact_that_it_says_nothing_of_is_the_deadline(asking: OrderReader, line: str) -> None:
    """A day under the pack's own name of what is said in words is the deadline, and refuses nothing; beside a deadline it is told as unread."""
    order = f"object: mug\nquantity: 80\nas_of: 2026-11-30\n{line}\n"
    alone, beside = asking.read(order.encode(), "o.yaml"), asking.read(f"{order}deadline: 9 weeks\n".encode(), "o.yaml")
    due = alone.orders[0].given["order.deadline"]

    assert isinstance(due, Numbers)
    assert due.high == 151
    assert alone.orders[0].readings[0].path == "order.deadline"
    assert line in beside.orders[0].unread
