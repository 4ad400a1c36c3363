"""Charts: no label is cut off or lies on another, and a drawing that leaves its page has its title and legend."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.pack.load import builtin
from advisor.render.chart import CHARACTER, LINE_HEIGHT, framed, tenths
from advisor.render.page import Renderer
from advisor.render.reason import View
from advisor.variation import Report
from conftest import ROOT, Run

pytestmark = pytest.mark.xdist_group("report")
ORDERS = (
    "{id: quiz-1, quantity: 120, deadline: 4 weeks}",
    "{id: silver, quantity: 300, material: silver, deadline: 11 weeks, total_cash: EUR 6000}",
    "{id: lamp, object: lamp, quantity: 120, material: steel, process: sheet metal, deadline: 6 weeks, total_cash: EUR 9000}",
    (ROOT / "examples/quotes.yaml").read_text(encoding="utf-8"),
)
Box = tuple[int, int, int, int]


@pytest.fixture(scope="module")
def charts_of(walk: Advisor, report_of: Callable[[str], Report]) -> Callable[[str], list[View]]:
    """Return the charts of the report on an order."""
    from advisor.render.report_page import Reports

    renderer = Renderer(walk.pack, builtin() / "templates")

    def made(text: str) -> list[View]:
        found = report_of(text)
        drawn = Reports(renderer._because(), renderer._sweeps()).studio({}, found, ids=False, proof=False)[
            "drawn"
        ]  # as the page makes them
        return [one["chart"] for one in drawn]

    return made


def boxes(chart: View) -> Iterator[tuple[str, Box]]:
    """Yield each label with about the room it takes: left, top, right, bottom, in tenths of a pixel."""
    for one in chart["texts"]:
        width, x, y = CHARACTER * 9 // 10 * len(one["words"]), signed(one["x"]), signed(one["y"])
        left = {"start": x, "middle": x - width // 2, "end": x - width}[one["anchor"]]
        yield one["words"], (left, y - LINE_HEIGHT * 3 // 4, left + width, y)


def signed(pixels: str) -> int:
    return -tenths(pixels[1:]) if pixels.startswith("-") else tenths(pixels)


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("text", ORDERS)
def test_no_label_is_cut_off_or_lies_on_another(charts_of: Callable[[str], list[View]], text: str) -> None:
    for chart in charts_of(text):
        told = [*boxes(chart)]
        width, height = tenths(chart["width"]), tenths(chart["height"])
        assert not [words for words, box in told if box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height]
        assert not [(one, other) for (one, box), (other, near) in combinations(told, 2) if overlap(box, near)]


@pytest.mark.parametrize("asked", [("quantity=10..2000",), ("quantity=10..400", "deadline=1 week..20 weeks")])
def test_a_drawing_that_leaves_its_page_has_its_title_and_legend(
    cli: Run, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    done = cli("sweep", "-", *asked, "--chart", "out.svg", stdin=ORDERS[0])
    drawn = (tmp_path / "out.svg").read_text(encoding="utf-8")

    assert done.returncode == 0, done.stderr
    assert drawn.count('class="strong"') >= 1
    assert "Distributed fabrication network</text>" in drawn


def test_a_framed_chart_is_as_high_as_all_that_is_in_it() -> None:
    chart: View = {"title": "a title " * 12, "height": "280", "width": "440"}
    told = framed(chart, [{"letter": "A", "name": "one", "kind": "p0"}, {"letter": "B", "name": "two", "kind": "p1"}])

    assert len(told["title_lines"]) == 2
    assert (
        tenths(told["top"]) < tenths(told["entries"][0]["y"]) < tenths(told["entries"][1]["y"]) < tenths(told["whole"])
    )
