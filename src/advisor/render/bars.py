"""Charts of spans against a limit, and of money tied up over the days."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from advisor.render.chart import (
    BOTTOM,
    CHART_GAP,
    CHART_HEIGHT,
    CHART_WIDTH,
    LEFT,
    RIGHT,
    TOP,
    Axis,
    Drawing,
    Say,
    numbers_below,
    roomy,
    sums_beside,
    text_width,
)
from advisor.render.reason import View


class Bar(Struct, frozen=True, kw_only=True):
    """A span with its likely number, None while unknown. words: what it is called; said: its numbers."""

    words: str
    said: str
    kind: str
    low: int
    likely: int | None
    high: int


class Box(Struct, frozen=True):
    """A place that lines leave free."""

    left: int
    right: int
    top: int
    bottom: int


_ROW = 400
ASCENT, DESCENT = 110, 40
"""How far words reach above and below the line that they stand on."""


def bars(
    id_: str, title: str, told: str, rows: Sequence[Bar], limit: int | None, limit_words: str, across: str, say: Say
) -> View:
    """Return spans one below the other, against a limit; no line crosses what a span is called."""
    height = 480 + _ROW * len(rows) + 380
    drawing = Drawing(id=id_, title=title, told=told, height=height)
    high = max([one.high for one in rows] + ([limit] if limit is not None else []) + [1])
    x = Axis(0, high, 60, CHART_WIDTH - 120)
    named = [_label(drawing, x, one, 400 + _ROW * place) for place, one in enumerate(rows)]
    drawn = [_bar(drawing, x, one, 400 + _ROW * place) for place, one in enumerate(rows)]
    for tick in x.ticks():
        _upright(drawing, x.at(tick), 380, height - 380, [*named, *drawn], "grid")
    roomy(drawing, x, height - 220, [(tick, say(tick)) for tick in x.ticks()])
    drawing.text((x.start + x.end) // 2, height - 70, across)
    if limit is not None:
        place, half = x.at(limit), text_width(limit_words) // 2
        _upright(drawing, place, 240, height - 380, named, "here")
        drawing.text(max(half, min(place, CHART_WIDTH - half)), 180, limit_words, "strong")
    return drawing.view()


def _label(drawing: Drawing, x: Axis, one: Bar, y: int) -> Box:
    """Write what a span is called, and return where."""
    told, base = f"{one.words}: {one.said}", y + ASCENT
    drawing.text(x.start, base, told, anchor="start")
    return Box(x.start - CHART_GAP, x.start + text_width(told) + CHART_GAP, y, base + DESCENT)


def _bar(drawing: Drawing, x: Axis, one: Bar, y: int) -> Box:
    """Draw a span with its likely number, and return where."""
    box = Box(x.at(one.low), x.at(one.high), y + 160, y + 290)
    drawing.rect(box.left, box.top, box.right - box.left, box.bottom - box.top, f"area {one.kind}")
    if one.likely is not None:
        drawing.line([(x.at(one.likely), box.top - 20), (x.at(one.likely), box.bottom + 20)], "likely")
    return box


def _upright(drawing: Drawing, x: int, top: int, bottom: int, free: Sequence[Box], kind: str) -> None:
    """Draw an upright line in pieces, leaving out every box that it would cross."""
    start = top
    for box in sorted((one for one in free if one.left < x < one.right), key=lambda one: one.top):
        if box.top > start:
            drawing.line([(x, start), (x, box.top)], kind)
        start = max(start, box.bottom)
    if bottom > start:
        drawing.line([(x, start), (x, bottom)], kind)


# --- steps ------------------------------------------------------------------------------------------------------------
class Rise(Struct, frozen=True, kw_only=True):
    """Money tied up from a day on: at least, likely, at most."""

    day: int
    low: int
    likely: int
    high: int


def steps(
    id_: str, title: str, told: str, rises: Sequence[Rise], limit: int | None, limit_words: str, across: str,
    say_x: Say, say_y: Say, cents: int,
) -> View:  # fmt: skip
    """Return money tied up over the days as steps between its ends, against what there is."""
    drawing = Drawing(id=id_, title=title, told=told)
    last = max(one.day for one in rises)
    x = Axis(0, max(1, last + max(1, last // 8)), LEFT + 240, CHART_WIDTH - RIGHT)
    high = max([one.high for one in rises] + ([limit] if limit is not None and limit <= 3 * rises[-1].high else []))
    y = Axis(0, max(1, high), CHART_HEIGHT - BOTTOM, TOP - 300)
    sums_beside(drawing, y, x, cents, say_y)
    numbers_below(drawing, x, across, say_x)
    stretches = list(zip(rises, [*(one.day for one in rises[1:]), x.high], strict=True))
    for one, stop in stretches:
        drawing.rect(
            x.at(one.day), y.at(one.high), x.at(stop) - x.at(one.day), y.at(one.low) - y.at(one.high), "area span"
        )
    drawing.line([(x.at(day), y.at(one.likely)) for one, stop in stretches for day in (one.day, stop)], "curve ink")
    if limit is not None and limit <= high:
        drawing.line([(x.start, y.at(limit)), (x.end, y.at(limit))], "here")
        drawing.text(x.end, y.at(limit) - 50, limit_words, "strong", "end")
    return drawing.view()
