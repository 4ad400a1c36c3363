"""Charts drawn from characters: what each cell shows is true of the value it stands for, and whoever wins is shown or said."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from advisor.advice import Advisor
from advisor.analysis.winners_by_value import sweep
from advisor.ir import Numbers
from advisor.pack.load import builtin
from advisor.render.chart import Axis
from advisor.render.layout import WIDTH
from advisor.render.line_chart import Plane, Stretch
from advisor.render.page import Renderer
from advisor.render.sketch import SketchBand, SketchSpan, band, cell_at, cells, grid, sketch_columns, spans, stops
from advisor.trace import Order
from conftest import Run
from walked import walked

NAMES = {"A": "In-house", "B": "Local maker hub", "C": "Small factory", "–": "nothing fits"}


def stretches(*told: tuple[int, int, str]) -> tuple[Stretch, ...]:
    return tuple(Stretch(low=low, high=high, letter=letter, kind="") for low, high, letter in told)


def banded(parts: tuple[Stretch, ...], here: int | None) -> SketchBand:
    return SketchBand(stretches=parts, names=NAMES, here=here, across="order quantity", say=str)


def planed(bands: tuple[tuple[int, int, tuple[Stretch, ...]], ...], here: tuple[int, int] | None) -> Plane:
    first = bands[0][2]
    return Plane(
        id="map", title="", told="", bands=bands, low=first[0].low, high=first[-1].high, here=here, here_words="",
        across="order quantity", up="deadline, in days", say_x=str, say_y=str,
    )  # fmt: skip


# --- strategies -------------------------------------------------------------------------------------------------------
@st.composite
def parts(draw: st.DrawFn, low: int, high: int) -> tuple[Stretch, ...]:
    """Return neighbouring stretches from low to high, no two neighbours of one letter."""
    begun = sorted(draw(st.sets(st.integers(low, high), max_size=6)) | {low})
    ends = [*(one - 1 for one in begun[1:]), high]
    letters = draw(st.lists(st.sampled_from(list(NAMES)), min_size=len(begun), max_size=len(begun)))
    assume(all(one != other for one, other in itertools.pairwise(letters)))
    return stretches(*zip(begun, ends, letters, strict=True))


@st.composite
def bands(draw: st.DrawFn) -> SketchBand:
    low = draw(st.integers(0, 1000))
    high = low + draw(st.integers(0, 10**7))
    return banded(draw(parts(low, high)), draw(st.none() | st.integers(low, high)))


@st.composite
def planes(draw: st.DrawFn) -> Plane:
    low, least = draw(st.integers(0, 100)), draw(st.integers(0, 100))
    high = low + draw(st.integers(0, 5000))
    begun = sorted({least, *draw(st.sets(st.integers(least, least + 400), max_size=4))})
    most = begun[-1] + draw(st.integers(0, 100))
    ends = [*(one - 1 for one in begun[1:]), most]
    made = tuple((one, end, draw(parts(low, high))) for one, end in zip(begun, ends, strict=True))
    here = draw(st.none() | st.tuples(st.integers(low, high), st.integers(least, most)))
    return planed(made, here)


# --- where numbers stand ----------------------------------------------------------------------------------------------
def test_cells_stand_for_the_values_at_which_they_begin() -> None:
    """On a logarithmic scale each step multiplies, on a plain one it adds; the order's own value has its own cell."""
    assert stops(1, 99, 4) == [1, 3, 10, 31]
    assert stops(10, 49, 4) == [10, 20, 30, 40]
    assert stops(10, 49, 4, here=33) == [10, 20, 33, 40]


def test_a_few_values_are_equally_wide() -> None:
    """Three values on ten columns have three columns each."""
    assert sketch_columns(25, 27, 10) == [25, 25, 25, 26, 26, 26, 27, 27, 27]


def test_values_without_a_cell_of_their_own_lie_where_less_stands() -> None:
    """A run between two cells has the cell that it begins in."""
    found = [10, 20, 30]

    assert [cell_at(found, value) for value in (10, 19, 20, 99)] == [0, 0, 1, 2]
    assert (cells(found, 12, 18), cells(found, 12, 20)) == (range(1), range(1, 2))


@given(st.integers(0, 10**6), st.integers(0, 10**11), st.integers(2, 60))
def test_the_scale_is_that_of_the_charts(low: int, width: int, count: int) -> None:
    """Cells ascend from the low end within the ends, and each begins where the axis of the drawn charts has it, but for one cell."""
    high = low + width
    found, axis = stops(low, high, count), Axis(low, high, 0, count)

    assert found[0] == low
    assert found == sorted(found)
    assert found[-1] <= high
    if width >= count:
        assert all(abs(cell_at(found, value) - axis.at(value)) <= 1 for value in {low, high, *axis.ticks()})


# --- one number -------------------------------------------------------------------------------------------------------
def test_a_band_is_drawn_to_the_character() -> None:
    """A row for each that wins, the first to win on top, the order's mark in the row that wins there, every change on the axis."""
    parts_ = stretches((10, 19, "A"), (20, 29, "B"), (30, 300, "C"), (301, 2000, "–"))

    assert band(banded(parts_, 120)) == [
        "In-house         #########......................................................",
        "Local maker hub  .........#####.................................................",
        "Small factory    ..............###############@###########......................",
        "nothing fits     .........................................----------------------",
        "order quantity   +--------+----+--------------------------+--------------------+",
        "                 10      20   30                         301                2000",
    ]


def test_a_run_of_one_value_among_many_is_still_drawn() -> None:
    """A region too small for the scale has the cell in which it lies; a label without room goes to the next line."""
    told = band(banded(stretches((0, 499, "A"), (500, 500, "B"), (501, 999, "A")), None))

    assert told == [
        "In-house         ###############################################################",
        "Local maker hub  ...............................#...............................",
        "order quantity   +------------------------------++-----------------------------+",
        "                 0                             500                           999",
        "                                                501",
    ]


@given(bands())
def test_every_winner_of_a_band_is_drawn_and_the_order_lies_in_its_row(one: SketchBand) -> None:
    """Each cell is filled in the row of who wins there, no region is left out, and one mark stands where the order does."""
    lines = band(one)
    letters = list(dict.fromkeys(part.letter for part in one.stretches))
    offset = len(lines[0]) - len(lines[0].split()[-1])
    rows = {letter: line[offset:] for letter, line in zip(letters, lines, strict=False)}
    found = sketch_columns(one.low, one.high, WIDTH - offset, one.here)
    won = next(
        (part.letter for part in one.stretches if one.here is not None and part.low <= one.here <= part.high), ""
    )

    assert all(line.isascii() and len(line) <= WIDTH for line in lines)
    assert all(rows[part.letter][place] != "." for part in one.stretches for place in cells(found, part.low, part.high))
    for place, value in enumerate(found):
        winner = next(part.letter for part in one.stretches if part.low <= value <= part.high)
        assert rows[winner][place] != "."
    assert [letter for letter in letters if "@" in rows[letter]] == [won] * (one.here is not None)
    if one.here is not None:
        assert rows[won].index("@") == cell_at(found, one.here)


# --- two numbers ------------------------------------------------------------------------------------------------------
def test_a_grid_is_drawn_to_the_character() -> None:
    """Letters upwards by the second number, the order's place marked, the axes labelled; who has no cell is named as hidden."""
    one = planed(
        (
            (1, 2, stretches((10, 39, "–"))),
            (3, 4, stretches((10, 19, "A"), (20, 39, "B"))),
            (5, 5, stretches((10, 24, "A"), (25, 39, "C"))),
        ),
        (24, 4),
    )
    found = grid(one)

    assert found.lines == (
        "deadline, in days",
        "5 |" + "A" * 30 + "C" * 30,
        "4 |" + "A" * 20 + "B" * 8 + "@" + "B" * 31,
        "3 |" + "A" * 20 + "B" * 40,
        "2 |" + "-" * 60,
        "1 |" + "-" * 60,
        "   +---------+---------+---------+---------+---------+-------+-",
        "   10       15        20        25        30        35      39",
        "   order quantity",
    )
    assert (found.here, found.hidden) == ("B", frozenset())


@given(planes())
def test_every_cell_of_a_grid_is_true_and_who_has_none_is_named(one: Plane) -> None:
    """A cell shows who wins at the pair it stands for; whoever wins somewhere has a cell or is hidden; the mark is in place."""
    found, plain = grid(one), grid(replace(one, here=None))
    letters = {part.letter.replace("–", "-") for _, _, row in one.bands for part in row}
    rows = [line.partition("|")[2] for line in reversed(plain.lines) if "|" in line]
    least, most = one.bands[0][0], one.bands[-1][1]
    upward = stops(least, most, len(rows))
    along = sketch_columns(one.low, one.high, 60)

    assert all(line.isascii() and len(line) <= WIDTH for line in found.lines)
    assert set("".join(rows)) | plain.hidden == letters
    for y, row in zip(upward, rows, strict=True):
        for x, letter in zip(along, row, strict=True):
            assert letter == winner(one, x, y)
    assert sum(line.count("@") for line in found.lines) == (one.here is not None)
    assert found.here == ("" if one.here is None else winner(one, *one.here))


def winner(one: Plane, x: int, y: int) -> str:
    row = next(parts_ for low, high, parts_ in one.bands if low <= y <= high)
    return next(part.letter for part in row if part.low <= x <= part.high).replace("–", "-")


# --- spans ------------------------------------------------------------------------------------------------------------
def test_spans_are_drawn_to_the_character() -> None:
    """From zero to the largest: each from its lowest to its highest, its likely number marked; no rows, no fault."""
    rows = [SketchSpan(name="Hub", low=10, likely=20, high=30), SketchSpan(name="Works", low=70, likely=None, high=70)]

    assert spans("lead time", rows, lambda days: f"{days} days") == [
        "Hub        ..........==========#==========......................................",
        "Works      ....................................................................=",
        "lead time  +-------------------------------------------------------------------+",
        "           0 days                                                        70 days",
    ]
    assert spans("lead time", [], str)


def test_a_long_name_is_wrapped_and_not_cut() -> None:
    """The band keeps its width, and no letter of a name is lost."""
    name = "A pathway whose name goes on and on, " + "x" * 40
    one = replace(banded(stretches((1, 5, "A"), (6, 9, "B")), None), names=NAMES | {"A": name})
    lines = band(one)

    assert all(len(line) <= WIDTH for line in lines)
    assert "".join(line[:32] for line in lines[:3]).replace(" ", "") == name.replace(" ", "")


# --- on the page ------------------------------------------------------------------------------------------------------
def test_only_the_text_draws_with_characters(walk: Advisor, order_of: Callable[[str], Order]) -> None:
    """Markdown and HTML have no sketch; the text has it after all that it shows; nothing is drawn where one wins all over."""
    order = order_of("{id: quiz-1, quantity: 120, deadline: 4 weeks}")
    answers, renderer = walked(walk, order), Renderer(walk.pack, builtin() / "templates")
    found = sweep(walk, answers, order, "order.quantity", Numbers(25, 40))
    same = sweep(walk, answers, order, "order.quantity", Numbers(31, 40))
    text = renderer.sweep(found, "text")

    assert text.endswith(
        "Drawn\n-----\n\n"
        "Local maker hub                  ##########......................\n"
        "Distributed fabrication network  ..........######################\n"
        "order quantity                   +---------+-------------------+-\n"
        "                                 25       30                  40\n\n"
        "# where it comes first.\n"
    )
    assert "####" not in renderer.sweep(found, "markdown") + renderer.sweep(found, "html")
    assert "Drawn" not in renderer.sweep(same, "text")


@pytest.mark.parametrize("environment", [{"PYTHONIOENCODING": "ascii"}, {}])
def test_a_sketch_is_the_same_in_every_encoding(cli: Run, environment: dict[str, str]) -> None:
    """The grid of two facts is plain ASCII, its key tells every letter, and the order's own place."""
    asked = ("sweep", "-", "quantity=10..2000", "deadline=5..90 days")
    text = cli(*asked, stdin="{quantity: 120, deadline: 4 weeks}", **environment).stdout
    drawn = text[text.index("Drawn\n") :]

    assert drawn.isascii()
    assert "?" not in drawn
    assert "28 |AAAAAAAABBBBBCCCCCCCCCCCCCCC@CCCCCCCCCCEEEEEEEEEEEEEEEEEEEEE\n" in drawn
    assert "C  Distributed fabrication network\n" in drawn
    assert drawn.endswith("@  this order: 120 units, 4 weeks; C comes first there\n")
