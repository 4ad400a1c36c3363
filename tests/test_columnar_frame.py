"""What a program hands over that is no frame of facts is refused with its place, and nothing is dropped in silence."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pytest

from advisor.advice import Advisor
from advisor.errors import FaultsError

ONE = pl.DataFrame({"quantity": [100], "client": ["x"]})


@pytest.mark.parametrize(
    ("frame", "place"),
    [
        (pl.DataFrame({"quantity": [100.0, float("nan")]}), "column quantity"),
        (pl.DataFrame({"quantity": [100.5]}), "column quantity"),
        (pd.DataFrame({"quantity": [100, "lots"]}), "column quantity"),
        (pd.DataFrame({"quantity": ["100", 5], "material": ["oak", 3]}), "column material"),
        (pd.DataFrame([[1, 2]], columns=["quantity", "quantity"]), "column quantity"),
        (pl.DataFrame({"quantity": pl.Series([100, 2**63 + 1], dtype=pl.UInt64)}), "row 2, column quantity"),
        (pl.DataFrame({"quantity": pl.Series([2**100, 100], dtype=pl.Int128)}), "row 1, column quantity"),
        (pl.DataFrame({"quantity": pl.Series([-(2**100)], dtype=pl.Int128)}), "row 1, column quantity"),
        (pl.DataFrame({"material": [["oak"], ["oak", None]]}), "row 2, column material"),
        (
            pl.DataFrame({"material": [[None], ["steel"]]}, schema={"material": pl.List(pl.String)}),
            "row 1, column material",
        ),
        ({"quantity": [1, 2], "material": ["oak"]}, "the frame"),
        (pl.LazyFrame({"quantity": [100]}), "the frame"),
        (None, "the frame"),
        (7, "the frame"),
    ],
)
def test_a_frame_that_cannot_be_read_is_refused_at_its_place(
    walk: Advisor, frame: Any, place: str
) -> None:  # whatever is handed over
    """NaN, mixed and doubled columns, numbers beyond every bound, nulls in lists, what is no frame."""
    with pytest.raises(FaultsError) as caught:
        walk.advise_many(frame)

    assert place in [one.at.file for one in caught.value.faults]
    assert all(one.message for one in caught.value.faults)


@pytest.mark.parametrize(
    ("dtype", "value"),
    [(pl.Int32, 2**31 - 1), (pl.UInt32, 2**32 - 1), (pl.Int64, 2**63 - 1), (pl.UInt64, 2**64 - 1), (pl.Int128, 2**70)],
)
def test_a_number_beyond_its_bounds_is_told_as_it_is(walk: Advisor, dtype: type[pl.DataType], value: int) -> None:
    """The fault says the number that was given, however wide."""
    with pytest.raises(FaultsError, match=f"got {value}$"):
        walk.advise_many(pl.DataFrame({"quantity": pl.Series([value], dtype=dtype)}))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"columns": ["pathwy"], "keep": ["client"]}, "did you mean `pathway`"),
        ({"columns": "pathwy", "keep": ["client"]}, "did you mean `pathway`"),
        ({"keep": ["client", "clients"]}, "did you mean `client`"),
        ({"keep": "customer"}, "no column `customer`"),
    ],
)
def test_a_column_that_is_not_there_is_refused(walk: Advisor, asked: dict[str, Any], told: str) -> None:
    """`columns` and `keep` name what there is, one name alone as a text too."""
    with pytest.raises(FaultsError, match=told):
        walk.advise_many(ONE, **asked)


def test_a_kept_column_is_not_called_as_an_answer_is(walk: Advisor) -> None:
    """It would hide the answer; where that answer is not asked for, it may be kept. A name said twice is kept once."""
    frame = ONE.rename({"client": "pathway"})

    with pytest.raises(FaultsError, match="a column of the answers is called `pathway` too"):
        walk.advise_many(frame, keep=["pathway"])

    assert walk.advise_many(frame, keep=["pathway"], columns=["option"]).columns == ["pathway", "option"]
    assert walk.advise_many(ONE, keep=["client", "client"], columns="pathway").columns == ["client", "pathway"]
