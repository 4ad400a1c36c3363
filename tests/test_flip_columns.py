"""Flips of many orders as columns: the same values that each order's own flips name."""

from __future__ import annotations

from collections.abc import Callable

from advisor.advice import Advisor
from advisor.analysis.flip import flips
from advisor.analysis.flip_columns import flip_columns
from advisor.analysis.order_variants import columnar
from advisor.columnar import orders_of
from advisor.ir import Numbers
from advisor.trace import Order

ORDERS = [
    "{quantity: 120, deadline: 4 weeks}",
    "{quantity: 20, deadline: 6 weeks}",
    "{quantity: 400, deadline: 5 weeks, material: wood}",
    "{quantity: 300, deadline: 8 weeks, material: plastic}",
]


def test_columns_are_what_each_orders_flips_name(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """Row for row, each pathway's nearest quantity is the one that its order's flips say."""
    orders = [order_of(text) for text in ORDERS]
    told = flip_columns(walk, orders_of(walk.pack, orders), "quantity", list(range(1, 1200, 7)))
    answers = columnar(walk)
    for row, order in zip(told.iter_rows(named=True), orders, strict=True):
        expected = {
            one.pathway: value.low
            for one in flips(walk, answers, order, most=1300, in_pairs=False).flips
            for (path, value) in one.values
            if path == "order.quantity" and isinstance(value, Numbers) and value.low < 1190
        }

        assert {name.partition(".")[2]: value for name, value in row.items() if value is not None} == expected


def test_a_row_has_no_flip_to_the_pathway_that_wins(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """The winner's own column is null, and each value named makes its pathway win."""
    orders = [order_of(text) for text in ORDERS]
    told = flip_columns(walk, orders_of(walk.pack, orders), "deadline", [3, 10, 20, 40, 80, 160])
    for row, order in zip(told.iter_rows(named=True), orders, strict=True):
        assert row[f"deadline.{walk.weigh(order).pathway}"] is None
