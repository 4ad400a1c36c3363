"""Charts drawn from characters, for a terminal: plain ASCII, so that every terminal and every encoding shows them.

A cell of a band or a grid stands for one value, and shows who wins at that value, exactly. All is whole numbers.
"""

from __future__ import annotations

import textwrap
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec import Struct

from advisor.render.chart import DASH, Axis, LowAndHigh, Say
from advisor.render.inert import inert
from advisor.render.layout import GAP, WIDTH
from advisor.render.line_chart import Plane, Stretch
from advisor.variation import Map, Sweep

if TYPE_CHECKING:
    from advisor.render.reason import View
    from advisor.render.sweep_page import Sweeps


HERE, WINS, LOSES = "@", "#", "."
LIKELY, BETWEEN = "#", "="
ASCII = {DASH: "-"}
"""Letters of the charts that ASCII lacks -> what stands for them."""
MOST_LABEL = 32
MOST_COLUMNS, MOST_ROWS = 60, 16

_Row = tuple[str, Sequence[str]]
"""What stands on the left, and the lines beside it."""


# --- where numbers stand ----------------------------------------------------------------------------------------------
def stops(low: int, high: int, count: int, here: int | None = None) -> list[int]:
    """Return the value that each of `count` cells stands for, ascending; values repeat where there are fewer of them.

    The scale is that of `Axis`. Each cell stands for the last value that is not above its own beginning, the one in which
    `here` lies for `here`.
    """
    if Axis(low, high, 0, count).is_log:
        powers = [low ** (count - place) * (high + 1) ** place for place in range(count)]
        found = [low + bisect_right(range(low, high + 1), one, key=lambda value: value**count) - 1 for one in powers]
    else:
        found = [low + place * (high + 1 - low) // count for place in range(count)]
    if here is not None and low <= here <= high:
        found[cell_at(found, here)] = here
    return found


def cell_at(found: Sequence[int], value: int) -> int:
    """Return the cell in which a value lies: the first that stands for it, else the last that stands for less."""
    place = bisect_left(found, value)
    return place if place < len(found) and found[place] == value else place - 1


def cells(found: Sequence[int], low: int, high: int) -> range:
    """Return the cells of the values from low to high; where none stands for any of them, the one in which low lies."""
    first, after = bisect_left(found, low), bisect_right(found, high)
    return range(first, after) if first < after else range(cell_at(found, low), cell_at(found, low) + 1)


def sketch_columns(low: int, high: int, most: int, here: int | None = None) -> list[int]:
    """Return stops for at most so many columns; few values of a plain scale are equally wide."""
    values = high + 1 - low
    is_even = values < most and not Axis(low, high, 0, most).is_log
    return stops(low, high, values * (most // values) if is_even else most, here)


# --- one number -------------------------------------------------------------------------------------------------------
class SketchBand(Struct, frozen=True, kw_only=True):
    """Who wins along a number, ascending, and where the order stands (None: nowhere). names: letter -> name."""

    stretches: tuple[Stretch, ...]
    names: dict[str, str]
    here: int | None
    across: str
    say: Say

    @property
    def low(self) -> int:
        return self.stretches[0].low

    @property
    def high(self) -> int:
        return self.stretches[-1].high

    @property
    def is_log(self) -> bool:
        return Axis(self.low, self.high, 0, 1).is_log


def band(one: SketchBand) -> list[str]:
    """Return a row of cells for each that wins somewhere, the first to win on top, and an axis with every change."""
    letters = dict.fromkeys(part.letter for part in one.stretches)
    label = _label_width([*(one.names[letter] for letter in letters), one.across])
    found = sketch_columns(one.low, one.high, WIDTH - label - len(GAP), one.here)
    begun = [(cells(found, part.low, part.high)[0], one.say(part.low)) for part in one.stretches[1:]]
    ends = [(cell_at(found, value), one.say(value)) for value in (one.low, one.high)]
    rows: list[_Row] = [(one.names[letter], [_won(one, letter, found)]) for letter in letters]
    return _beside([*rows, (one.across, _axis(len(found), [*ends, *begun], 2))], label)


def _won(one: SketchBand, letter: str, found: Sequence[int]) -> str:
    """Return the row of one that wins."""
    row = [LOSES] * len(found)
    own = [part for part in one.stretches if part.letter == letter]
    for part in own:
        for place in cells(found, part.low, part.high):
            row[place] = ASCII.get(letter, WINS)
    if one.here is not None and any(part.low <= one.here <= part.high for part in own):
        row[cell_at(found, one.here)] = HERE
    return "".join(row)


# --- two numbers ------------------------------------------------------------------------------------------------------
class Grid(Struct, frozen=True):
    """A grid as lines. here: the letter of who wins where the order stands, empty where it does not.

    hidden: the letters of those that win somewhere, yet at no value that has a cell.
    """

    lines: tuple[str, ...]
    here: str
    hidden: frozenset[str]


def grid(one: Plane) -> Grid:
    """Return who wins over two numbers: a letter a cell, the second number upwards."""
    here_x, here_y = one.here or (None, None)
    low, high = one.bands[0][0], one.bands[-1][1]
    upward = stops(low, high, min(high + 1 - low, MOST_ROWS), here_y)
    told = ["" if value == before else one.say_y(value) for value, before in zip(upward, [None, *upward], strict=False)]
    label = max(map(len, told))
    along = sketch_columns(one.low, one.high, min(MOST_COLUMNS, WIDTH - label - 2), here_x)
    letters = [[_letter(one, (x, y)) for x in along] for y in upward]
    seen = {letter for row in letters for letter in row}
    here = ""
    if one.here is not None:
        row, place = letters[cell_at(upward, one.here[1])], cell_at(along, one.here[0])
        here, row[place] = row[place], HERE
    rows = [f"{words:>{label}} |{''.join(row)}" for words, row in zip(told, letters, strict=True)]
    axis = Axis(one.low, one.high, 0, len(along))
    ends = [(cell_at(along, value), one.say_x(value)) for value in (one.low, one.high)]
    ticks = [(cell_at(along, value), one.say_x(value)) for value in axis.ticks() if one.low < value < one.high]
    foot = [f"{'':>{label}}  {line}" for line in (*_axis(len(along), [*ends, *ticks], 1), inert(one.across))]
    won = {ascii_letter(part.letter) for _, _, stretches in one.bands for part in stretches}
    return Grid((inert(one.up), *reversed(rows), *foot), here, frozenset(won - seen))


def _letter(one: Plane, at: LowAndHigh) -> str:
    """Return the letter of who wins at a pair of values."""
    x, y = at
    stretches = next(stretches for low, high, stretches in one.bands if low <= y <= high)
    return ascii_letter(next(part.letter for part in stretches if part.low <= x <= part.high))


def ascii_letter(letter: str) -> str:
    """Return a letter of the charts as a sketch has it."""
    return ASCII.get(letter, letter)


# --- spans ------------------------------------------------------------------------------------------------------------
class SketchSpan(Struct, frozen=True, kw_only=True):
    """A span with its likely number, None while unknown."""

    name: str
    low: int
    likely: int | None
    high: int


def spans(title: str, rows: Sequence[SketchSpan], say: Say) -> list[str]:
    """Return spans one below the other, from zero to the largest number."""
    label = _label_width([title, *(one.name for one in rows)])
    high = max([1, *(one.high for one in rows)])
    found = sketch_columns(0, high, WIDTH - label - len(GAP))
    axis = _axis(len(found), [(0, say(0)), (len(found) - 1, say(high))], 1)
    return _beside([*((one.name, [_span(one, found)]) for one in rows), (title, axis)], label)


def _span(one: SketchSpan, found: Sequence[int]) -> str:
    row = [LOSES] * len(found)
    for place in cells(found, one.low, one.high):
        row[place] = BETWEEN
    if one.likely is not None:
        row[cell_at(found, one.likely)] = LIKELY
    return "".join(row)


# --- on the page ------------------------------------------------------------------------------------------------------
def _label_width(names: Iterable[str]) -> int:
    return max(len(piece) for name in names for piece in _pieces(name))


def _pieces(name: str) -> list[str]:
    return textwrap.wrap(inert(name), MOST_LABEL) or [""]


def _beside(rows: Iterable[_Row], label: int) -> list[str]:
    """Return lines with what each is called on the left, in as many lines as that takes."""
    return [
        f"{piece:<{label}}{GAP}{line}".rstrip()
        for name, lines in rows
        for piece, line in zip_longest(_pieces(name), lines, fillvalue="")
    ]


def _axis(count: int, ticks: Iterable[tuple[int, str]], most: int) -> list[str]:
    """Return an axis and what stands below its ticks in `most` lines, as far as there is room, the first ones before the others."""
    rule, below = ["-"] * count, [[" "] * count for _ in range(most)]
    for place, words in dict.fromkeys(ticks):
        rule[place] = "+"
        middle = place - len(words) // 2
        starts = range(max(0, place - len(words) + 1), min(place, count - len(words)) + 1)
        nearest = sorted(starts, key=lambda start: abs(start - middle))
        rooms = ((line, start) for line in below for start in nearest if _is_free(line, start, len(words)))
        for line, start in list(rooms)[:1]:
            line[start : start + len(words)] = words
    return ["".join(rule), *(text for line in below if (text := "".join(line).rstrip()))]


def _is_free(line: Sequence[str], start: int, width: int) -> bool:
    """Return whether words of a width fit there, apart from those beside them."""
    return not "".join(line[max(0, start - 1) : start + width + 1]).strip()


def sketched(sweeps: Sweeps, one: Sweep | Map) -> View | None:
    """Return the chart that a terminal shows, None where the same pathway wins at every value."""
    return _band(sweeps, one) if isinstance(one, Sweep) else _grid(sweeps, one)


def _band(sweeps: Sweeps, one: Sweep) -> View | None:
    stretches = sweeps.stretches(one.regions)
    if len(stretches) == 1:
        return None
    here = one.here if one.here is not None and one.low <= one.here <= one.high else None
    drawn = SketchBand(
        stretches=stretches,
        names={part["letter"]: part["name"] for part in sweeps.legend([], one.regions)},
        here=here,
        across=sweeps.axis(one.path),
        say=lambda value: sweeps.short(one.path, value),
    )
    words = "" if here is None else f"this order: {sweeps.amount(one.path, here)}"
    return {"lines": band(drawn), "here_words": words, "is_log": drawn.is_log}


def _grid(sweeps: Sweeps, one: Map) -> View | None:
    won = sweeps.won(one)
    if len({part.letter for _, _, stretches in won.bands for part in stretches}) == 1:
        return None
    drawn = grid(won)
    key = [
        {"letter": letter, "name": part["name"], "is_drawn": letter not in drawn.hidden}
        for part in sweeps.legend([], [region for band in one.bands for region in band.regions])
        for letter in [ascii_letter(part["letter"])]
    ]
    return {"lines": drawn.lines, "key": key, "here": drawn.here, "here_words": won.here_words}
