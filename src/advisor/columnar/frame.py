"""What a program hands over as a frame, as one of Polars, or refused with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import Any

import polars as pl

from advisor.errors import Diagnostic, FaultsError, Place


def _names(frame: Any) -> list[str]:  # noqa: ANN401  # of Polars, pandas or Arrow
    """Return what the columns of a frame are called.

    Raises:
        FaultsError: two are called the same.
    """
    names = getattr(frame, "column_names", None) or getattr(frame, "columns", None)
    told = [
        str(one) for one in (frame if names is None and isinstance(frame, dict) else names if names is not None else ())
    ]
    twins = [name for name, count in Counter(told).items() if count > 1]
    if twins:
        cure = "rename one of them, or leave it out"
        raise FaultsError(Diagnostic(Place(f"column {one}"), f"two columns are called `{one}`", cure) for one in twins)
    return told


def frame_of(frame: Any) -> pl.DataFrame:  # noqa: ANN401  # whatever Polars makes a frame of
    """Return a frame of Polars.

    Raises:
        FaultsError: it is no frame, or has two columns of one name, or one with cells of several types.
    """
    if isinstance(frame, pl.DataFrame):
        return frame
    if isinstance(frame, pl.LazyFrame):
        raise FaultsError(
            [Diagnostic(Place("the frame"), "expected rows, got a query of Polars", "give `.collect()` of it")]
        )
    told = _names(frame)
    try:
        if frame is not None:
            return pl.DataFrame(frame)
    except Exception:  # noqa: BLE001  # of Polars, pandas or Arrow, whichever made it
        raise FaultsError(_mixed(frame, told)) from None
    raise FaultsError([_no_frame()])


def _mixed(frame: Any, names: Iterable[str]) -> list[Diagnostic]:  # noqa: ANN401  # as above
    """Return the faults of the columns that Polars makes nothing of."""
    found = []
    for name in names:
        try:
            pl.DataFrame({name: frame[name]})
        except Exception:  # noqa: BLE001  # as above
            told = f"the cells of `{name}` are of several types, or of none that can be read"
            found.append(Diagnostic(Place(f"column {name}"), told, "make all of them text, or all whole numbers"))
    return found or [_no_frame()]


def _no_frame() -> Diagnostic:
    told = "expected a frame of Polars, pandas or Arrow with columns of one length"
    return Diagnostic(Place("the frame"), told, "give one order a row and one column a fact")


def columns_named(asked: Collection[str], known: Collection[str], what: str) -> tuple[str, ...]:
    """Return the columns asked for, each once; one name alone may be given as a text.

    Raises:
        FaultsError: one of them is not known.
    """
    names = tuple(dict.fromkeys((asked,) if isinstance(asked, str) else asked))
    faults = []
    for one in (one for one in names if one not in known):
        near = get_close_matches(str(one), known, 1)
        cure = f"did you mean `{near[0]}`?" if near else f"leave it out of `{what}`"
        faults.append(Diagnostic(Place(f"{what}, column {one}"), f"there is no column `{one}`", cure))
    if faults:
        raise FaultsError(faults)
    return names


def kept_beside(kept: tuple[str, ...], answers: Collection[str]) -> tuple[str, ...]:
    """Return the columns that are carried over.

    Raises:
        FaultsError: one of them is called as a column of the answers is.
    """
    twins = [one for one in kept if one in answers]
    if twins:
        cure = "rename it, or leave that name out of `columns`"
        raise FaultsError(
            Diagnostic(Place(f"keep, column {one}"), f"a column of the answers is called `{one}` too", cure)
            for one in twins
        )
    return kept
