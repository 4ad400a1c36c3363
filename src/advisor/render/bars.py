"""Charts of spans against a limit, and of money tied up over the days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.render.chart import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Axis,
    Drawing,
    Say,
    money_step,
    roomy,
    text_width,
)
from advisor.render.reason import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A span with its likely number, None while unknown. words: what it is called; said: its numbers."""

    words: str
    said: str
    kind: str
    low: int
    likely: int | None
    high: int


ROW = 400


def bars(
    id_: str, title: str, told: str, rows: Sequence[Bar], limit: int | None, limit_words: str, across: str, say: Say
) -> View:
    """Return spans one below the other, against a limit."""
    height = 480 + ROW * len(rows) + 380
    drawing = Drawing(id=id_, title=title, told=told, height=height)
    high = max([one.high for one in rows] + ([limit] if limit is not None else []) + [1])
    x = Axis(0, high, 60, WIDTH - 120)
    for tick in x.ticks():
        drawing.line([(x.at(tick), 380), (x.at(tick), height - 380)], "grid")
    roomy(drawing, x, height - 220, [(tick, say(tick)) for tick in x.ticks()])
    drawing.text((x.start + x.end) // 2, height - 70, across)
    for place, one in enumerate(rows):
        y = 400 + ROW * place
        drawing.text(x.start, y + 110, f"{one.words}: {one.said}", anchor="start")
        drawing.rect(x.at(one.low), y + 160, x.at(one.high) - x.at(one.low), 130, f"area {one.kind}")
        if one.likely is not None:
            drawing.line([(x.at(one.likely), y + 140), (x.at(one.likely), y + 310)], "likely")
    if limit is not None:
        place, half = x.at(limit), text_width(limit_words) // 2
        drawing.line([(place, 240), (place, height - 380)], "here")
        drawing.text(max(half, min(place, WIDTH - half)), 180, limit_words, "strong")
    return drawing.view()


# --- steps ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
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
    x = Axis(0, max(1, last + max(1, last // 8)), LEFT + 200, WIDTH - RIGHT)
    high = max([one.high for one in rises] + ([limit] if limit is not None and limit <= 3 * rises[-1].high else []))
    y = Axis(0, max(1, high), HEIGHT - BOTTOM, TOP - 300)
    for tick in money_step(y, cents):
        drawing.line([(x.start, y.at(tick)), (x.end, y.at(tick))], "grid")
        drawing.text(x.start - 50, y.at(tick) + 40, say_y(tick), anchor="end")
    roomy(drawing, x, HEIGHT - BOTTOM + 170, [(tick, say_x(tick)) for tick in x.ticks()])
    drawing.text((x.start + x.end) // 2, HEIGHT - 70, across)
    stops = [*(one.day for one in rises[1:]), x.high]
    for one, stop in zip(rises, stops, strict=True):
        drawing.rect(
            x.at(one.day), y.at(one.high), x.at(stop) - x.at(one.day), y.at(one.low) - y.at(one.high), "area span"
        )
    path = [
        place
        for one, stop in zip(rises, stops, strict=True)
        for place in ((x.at(one.day), y.at(one.likely)), (x.at(stop), y.at(one.likely)))
    ]
    drawing.line(path, "curve ink")
    if limit is not None and limit <= high:
        drawing.line([(x.start, y.at(limit)), (x.end, y.at(limit))], "here")
        drawing.text(x.end, y.at(limit) - 50, limit_words, "strong", "end")
    return drawing.view()
