"""Spans against a limit: no line crosses what a span is called."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from advisor.render.bars import ASCENT, DESCENT, Bar, bars
from advisor.render.chart import text_width
from advisor.render.reason import View

NAMES = ["Distributed fabrication network", "Hub", "Small specialised factory"]


def drawn(days: list[tuple[int, int]], limit: int | None) -> View:
    rows = [
        Bar(words=name, said=f"{low}-{high} days", kind="p0", low=low, likely=(low + high) // 2, high=high)
        for name, (low, high) in zip(NAMES, days, strict=True)
    ]
    return bars("leads", "Lead time", "told", rows, limit, "deadline", "days", str)


def tenths(told: str) -> int:
    """Return a length in pixels as tenths of a pixel."""
    return round(float(told) * 10)


def uprights(view: View, kind: str) -> list[tuple[int, int, int]]:
    """Return place, top and bottom of every upright piece of a kind."""
    found = []
    for line in view["lines"]:
        if line["kind"] == kind:
            (x, top), (_, bottom) = (map(tenths, point.split(",")) for point in line["points"].split())
            found.append((x, top, bottom))
    return found


def crossed(view: View) -> list[str]:
    """Return the names of spans that a line of the limit or of the grid runs through."""
    pieces = [*uprights(view, "here"), *uprights(view, "grid")]
    return [
        one["words"]
        for one in view["texts"]
        if one["anchor"] == "start"
        for x, top, bottom in pieces
        if tenths(one["x"]) <= x <= tenths(one["x"]) + text_width(one["words"])
        and top < tenths(one["y"]) + DESCENT
        and bottom > tenths(one["y"]) - ASCENT
    ]


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(90, 400)), min_size=3, max_size=3), st.integers(0, 400))
def test_no_line_crosses_what_a_span_is_called(days: list[tuple[int, int]], limit: int) -> None:
    """Wherever the deadline lies, its line and those of the grid leave the names free, and the deadline's meets every bar."""
    view = drawn(days, limit)
    bars_ = [(tenths(one["y"]), tenths(one["y"]) + tenths(one["height"])) for one in view["rects"]]
    pieces = uprights(view, "here")

    assert not crossed(view)
    assert len({x for x, _, _ in pieces}) == 1
    assert all(any(above <= top and bottom <= below for _, above, below in pieces) for top, bottom in bars_)


def test_a_line_beside_the_names_is_whole() -> None:
    """Far to the right the deadline is one piece, and without a deadline there is none."""
    days = [(5, 10), (5, 10), (5, 10)]

    assert len(uprights(drawn(days, 400), "here")) == 1
    assert uprights(drawn(days, None), "here") == []
