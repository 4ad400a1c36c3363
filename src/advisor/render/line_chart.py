"""Charts over a number, with who wins along the top, and over two numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from advisor.render.chart import (
    BOTTOM,
    CHART_HEIGHT,
    CHART_WIDTH,
    DASH,
    LEFT,
    LINE_HEIGHT,
    RIGHT,
    TOP,
    Axis,
    Drawing,
    LowAndHigh,
    Say,
    apart,
    numbers_below,
    roomy,
    sums_beside,
    text_width,
)
from advisor.render.reason import View


# --- lines over a number ----------------------------------------------------------------------------------------------
class DrawnCurve(Struct, frozen=True, kw_only=True):
    """One pathway's numbers, ascending; None where it is excluded or unknown. kind: its colour's class."""

    letter: str
    kind: str
    points: tuple[tuple[int, int | None], ...]


class Stretch(Struct, frozen=True, kw_only=True):
    """A region of the axis below, with the letter of who wins there; kind is empty where nothing fits."""

    low: int
    high: int
    letter: str
    kind: str


class LineChart(Struct, frozen=True, kw_only=True):
    """What is drawn: curves over a number, who wins where, and where the order stands (None: nowhere)."""

    id: str
    title: str
    told: str
    curves: tuple[DrawnCurve, ...]
    stretches: tuple[Stretch, ...]
    low: int
    high: int
    top: int
    here: int | None
    here_words: str
    across: str
    say_x: Say
    say_y: Say
    cents: int = 1


def graph(one: LineChart) -> View:
    """Return curves over a number, with who wins along the top."""
    drawing = Drawing(id=one.id, title=one.title, told=one.told)
    x = Axis(one.low, one.high, LEFT, CHART_WIDTH - RIGHT)
    y = Axis(0, max(1, one.top), CHART_HEIGHT - BOTTOM, TOP)
    sums_beside(drawing, y, x, one.cents, one.say_y)
    numbers_below(drawing, x, one.across, one.say_x)
    strip(drawing, x, one.stretches, one.say_x)
    if one.here is not None and one.low <= one.here <= one.high:
        _here(drawing, x, one.here, one.here_words)
    ends = []
    for curve in one.curves:
        pieces = list(_pieces(curve, x, y, one.top))
        for piece in pieces:
            drawing.line(piece, f"curve {curve.kind}")
        if pieces:
            ends.append((pieces[-1][-1], curve))
    for (end, curve), place in zip(
        ends, apart([end[1] for end, _ in ends], LINE_HEIGHT, TOP, CHART_HEIGHT - BOTTOM), strict=True
    ):
        drawing.text(min(end[0] + 90, CHART_WIDTH - 90), place + 40, curve.letter, f"letter {curve.kind}")
    return drawing.view()


def strip(drawing: Drawing, x: Axis, stretches: Sequence[Stretch], say: Say) -> None:
    """Draw who wins along the top, and the number at which each region begins."""
    for one in stretches:
        start, end = x.at(one.low), x.at(min(one.high + 1, x.high))
        drawing.rect(start, TOP - 240, end - start, 170, f"area {one.kind or 'nothing'}")
        if end - start >= 120:  # noqa: PLR2004  # room for a letter
            drawing.text((start + end) // 2, TOP - 110, one.letter, "over" if one.letter == DASH else "letter on")
    roomy(drawing, x, TOP - 290, [(one.low, say(one.low)) for one in stretches if one.low > x.low])


def _here(drawing: Drawing, x: Axis, value: int, words: str) -> None:
    place = x.at(value)
    drawing.line([(place, TOP - 440), (place, CHART_HEIGHT - BOTTOM)], "here")
    half = text_width(words) // 2
    drawing.text(max(half, min(place, CHART_WIDTH - half)), TOP - 500, words, "strong")


def _pieces(curve: DrawnCurve, x: Axis, y: Axis, top: int) -> Iterable[list[LowAndHigh]]:
    """Yield the runs of a curve that can be seen, cut where it leaves at the top."""
    piece: list[LowAndHigh] = []
    before: tuple[int, int] | None = None
    for value, number in curve.points:
        if number is None:
            before = None
        else:
            if before is not None and (before[1] > top) != (number > top):
                cut = _cut((x.at(before[0]), y.at(before[1])), (x.at(value), y.at(number)), y.at(top))
                piece.append(cut)
            if number <= top:
                piece.append((x.at(value), y.at(number)))
            before = (value, number)
        if (number is None or number > top) and piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _cut(one: LowAndHigh, other: LowAndHigh, height: int) -> LowAndHigh:
    """Return where the line between two places crosses a height."""
    (x1, y1), (x2, y2) = one, other
    return (x1 if y1 == y2 else x1 + (x2 - x1) * (height - y1) // (y2 - y1)), height


# --- two numbers ------------------------------------------------------------------------------------------------------
class Plane(Struct, frozen=True, kw_only=True):
    """Who wins over two numbers: bands of the second, each with its stretches of the first."""

    id: str
    title: str
    told: str
    bands: tuple[tuple[int, int, tuple[Stretch, ...]], ...]
    low: int
    high: int
    here: LowAndHigh | None
    here_words: str
    across: str
    up: str
    say_x: Say
    say_y: Say


def plane(one: Plane) -> View:
    """Return who wins over two numbers, and where the order lies."""
    drawing = Drawing(id=one.id, title=one.title, told=one.told)
    x = Axis(one.low, one.high, LEFT + 140, CHART_WIDTH - RIGHT)
    y = Axis(one.bands[0][0], one.bands[-1][1], CHART_HEIGHT - BOTTOM, TOP - 220)
    lettered: dict[str, tuple[int, int, int]] = {}
    for low, high, stretches in one.bands:
        bottom, top = y.at(low), y.at(min(high + 1, y.high))
        for part in stretches:
            start, end = x.at(part.low), x.at(min(part.high + 1, x.high))
            drawing.rect(start, top, end - start, bottom - top, f"area cell {part.kind or 'nothing'}")
            size = min(end - start, bottom - top)
            if size > lettered.get(part.letter, (0, 0, 0))[0]:
                lettered[part.letter] = (size, (start + end) // 2, (top + bottom) // 2)
    for letter, (size, across, down) in lettered.items():
        if size >= LINE_HEIGHT:
            drawing.text(across, down + 45, letter, "over" if letter == DASH else "letter on")
    for tick in y.ticks():
        drawing.text(x.start - 50, y.at(tick) + 40, one.say_y(tick), anchor="end")
    numbers_below(drawing, x, one.across, one.say_x)
    drawing.text(20, 130, one.up, anchor="start")
    if one.here is not None:
        _cross(drawing, x.at(one.here[0]), y.at(one.here[1]), one.here_words)
    return drawing.view()


def _cross(drawing: Drawing, x: int, y: int, words: str) -> None:
    arms = [[(x - 70, y), (x + 70, y)], [(x, y - 70), (x, y + 70)]]
    for kind in ("halo", "cross"):
        for arm in arms:
            drawing.line(arm, kind)
    half = text_width(words) // 2
    drawing.text(max(half, min(x, CHART_WIDTH - half)), 280, words, "strong")
    drawing.line([(x, 310), (x, y - 70)], "pointer")
