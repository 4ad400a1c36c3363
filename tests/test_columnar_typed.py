"""A frame of facts as a program has them is read as an order file is, and answered row for row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from advisor.advice import Advisor
from advisor.errors import FaultsError
from advisor.trace import Order
from equality import disagreeing, told_by_walk

ORDERS: list[dict[str, object]] = [
    {
        "quantity": 120,
        "deadline": "4 weeks",
        "material": "plastic",
        "cash_for_tooling": "EUR 400",
        "market_proven": True,
    },
    {"quantity": "80..150", "deadline": "none", "material": "[wood, metal]", "heritage": "core"},
    {"quantity": 40, "deadline": "2026-12-31", "owns": "[printer, laser_cutter]"},
    {"quantity": "unknown", "own_capacity_per_week": 30, "sold_through": "unknown"},
    {},
]


def as_yaml(order: dict[str, object]) -> str:
    return "".join(
        f"{name}: {str(value).lower() if isinstance(value, bool) else value}\n" for name, value in order.items()
    )


def cell(value: object) -> str | None:
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.fixture(scope="module")
def texts() -> pl.DataFrame:
    """The orders as text, lists aside, which have columns of their own."""
    names = dict.fromkeys(name for order in ORDERS for name in order)
    told = {name: [cell(order.get(name)) for order in ORDERS] for name in names}
    lists = {
        name: [[one.strip() for one in text.strip("[]").split(",")] if text else None for text in told[name]]
        for name in ("owns", "material")
    }
    return pl.DataFrame(told | lists)


def test_text_is_read_as_in_a_file(walk: Advisor, order_of: Callable[[str], Order], texts: pl.DataFrame) -> None:
    """Spans, `none`, lists, units, dates and `unknown` in columns are the orders that YAML would give."""
    orders = [order_of(f"as_of: 2026-11-25\n{as_yaml(order)}") for order in ORDERS]
    answers = walk.advise_many(texts, as_of=date(2026, 11, 25)).to_dicts()
    expected = [{name: told[name] for name in answers[0]} for told in told_by_walk(walk, orders)]

    assert [disagreeing(one, other) for one, other in zip(answers, expected, strict=True)] == [()] * len(ORDERS)


def test_types_are_as_in_a_file(walk: Advisor) -> None:
    """A whole number is what it is in a file, of money in the pack's currency; booleans are flags; null is not said."""
    typed = pl.DataFrame(
        {
            "quantity": [120, None],
            "cash_for_tooling": [400, 400],
            "market_proven": [True, None],
        }
    )
    told = pl.DataFrame(
        {
            "quantity": ["120", None],
            "cash_for_tooling": ["EUR 400"] * 2,
            "market_proven": ["true", None],
        }
    )

    assert walk.advise_many(typed).equals(walk.advise_many(told))


def test_any_frame_will_do(walk: Advisor) -> None:
    """Polars, pandas and Arrow give the same answers."""
    told: dict[str, list[Any]] = {"quantity": [120, 40], "material": ["plastic", "wood"]}
    answers = walk.advise_many(pl.DataFrame(told))

    assert answers.equals(walk.advise_many(pd.DataFrame(told)))
    assert answers.equals(walk.advise_many(pa.table(told)))


def test_columns_are_carried_over(walk: Advisor) -> None:
    """What is kept stands first, row for row."""
    frame = pl.DataFrame({"client": ["a", "b"], "quantity": [10, 700]})

    assert walk.advise_many(frame, keep=["client"])["client"].to_list() == ["a", "b"]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"quantity": [5, 0]}, "row 2, column quantity: `quantity` must be from 1"),
        ({"quantitty": [5]}, "did you mean `quantity`?"),
        ({"material": ["wood", "plasstic"]}, "row 2, column material: unknown choice of `material` `plasstic`"),
        ({"quantity": [1.5]}, "`quantity` is not said by a column of Float64"),
        ({"deadline": ["4 wobbles"]}, "row 1, column deadline"),
        ({"cash_for_tooling": ["AED 2k"]}, "row 1, column cash_for_tooling"),
        ({"deadline": [28]}, "row 1, column deadline: `deadline`: expected a time in days with its unit, got `28`"),
        ({"longest_side": [30]}, "row 1, column longest_side: `longest_side`: expected a length with its unit"),
        ({"material": ["wo\u202eod"]}, "row 1, column material: `material`: expected visible text"),
        ({"client": ["a"]}, "`client` is no fact"),
    ],
)
def test_what_cannot_be_read_is_refused(walk: Advisor, columns: dict[str, list[object]], told: str) -> None:
    """A wrong cell or column is refused with its row, its column and the cure, never passed over."""
    with pytest.raises(FaultsError) as caught:
        walk.advise_many(pl.DataFrame(columns))

    assert told in str(caught.value)
