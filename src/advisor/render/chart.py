"""Charts as shapes: where lines, bars and words stand, for a template that writes SVG. Lengths are tenths of a pixel, whole.

A chart is never told by colour alone: each pathway has a letter beside its colour, and a table says the same numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from advisor.render.reason import View

WIDTH, HEIGHT = 4400, 2800
LEFT, RIGHT, TOP, BOTTOM = 560, 260, 620, 420
LINE_HEIGHT = 130
LOG_FROM = 20
"""An axis whose end is so many times its beginning is logarithmic."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NOTHING = "–"
"""The letter of where nothing fits."""
MOST_TICKS = 6
GAP = 60

Pair = tuple[int, int]
Say = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Axis:
    """Numbers from low to high laid on lengths from start to end."""

    low: int
    high: int
    start: int
    end: int

    @property
    def is_log(self) -> bool:
        return self.low > 0 and self.high >= LOG_FROM * self.low

    def at(self, value: int) -> int:
        """Return where a number stands."""
        if self.high == self.low:
            return (self.start + self.end) // 2
        if self.is_log:
            share = math.log(max(value, 1) / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.start + round(share * (self.end - self.start))

    def ticks(self) -> list[int]:
        """Return round numbers to label, ascending."""
        if self.is_log:
            decades = range(len(str(self.high)) + 1)
            found = [times * 10**power for power in decades for times in (1, 2, 5)]
            kept = [one for one in found if self.low <= one <= self.high]
            return kept if len(kept) <= MOST_TICKS else [one for one in kept if str(one)[0] == "1"] or kept[:1]
        step = _step(self.high - self.low)
        return list(range(-(-self.low // step) * step, self.high + 1, step))


def _step(width: int) -> int:
    """Return a round distance that divides a width into few parts."""
    rough = max(1, -(-width // MOST_TICKS))
    power = int(10 ** (len(str(rough)) - 1))
    return next(times for times in (power, 2 * power, 5 * power, 10 * power) if times >= rough)


def money_step(axis: Axis, cents: int) -> list[int]:
    """Return ticks at whole units of a currency."""
    whole = Axis(-(-axis.low // cents), axis.high // cents, axis.start, axis.end)
    return [one * cents for one in whole.ticks()]


@dataclass(slots=True, kw_only=True)
class Drawing:
    """Shapes as they are gathered, in the order they are drawn."""

    id: str
    title: str
    told: str
    width: int = WIDTH
    height: int = HEIGHT
    rects: list[View] = field(default_factory=list)
    lines: list[View] = field(default_factory=list)
    texts: list[View] = field(default_factory=list)

    def rect(self, x: int, y: int, width: int, height: int, kind: str) -> None:
        self.rects.append({"x": px(x), "y": px(y), "width": px(max(width, 5)), "height": px(height), "kind": kind})

    def line(self, points: Iterable[Pair], kind: str) -> None:
        self.lines.append({"points": " ".join(f"{px(x)},{px(y)}" for x, y in points), "kind": kind})

    def text(self, x: int, y: int, words: str, kind: str = "", anchor: str = "middle") -> None:
        self.texts.append({"x": px(x), "y": px(y), "words": words, "kind": kind, "anchor": anchor})

    def view(self) -> View:
        """Return the chart as the template reads it."""
        size = {"width": px(self.width), "height": px(self.height)}
        shapes = {"rects": self.rects, "lines": self.lines, "texts": self.texts}
        return {"id": self.id, "title": self.title, "told": self.told, **size, **shapes}


def px(tenths: int) -> str:
    """Return a length in pixels."""
    whole, rest = divmod(abs(tenths), 10)
    return f"{'-' * (tenths < 0)}{whole}" + (f".{rest}" if rest else "")


def roomy(drawing: Drawing, axis: Axis, y: int, told: Sequence[tuple[int, str]], kind: str = "") -> None:
    """Write labels along an axis, leaving out each that would touch the one before it."""
    edge = -(10**6)
    for value, words in told:
        x, half = axis.at(value), text_width(words) // 2
        x = max(half, min(x, drawing.width - half))
        if x - half >= edge + GAP:
            drawing.text(x, y, words, kind)
            edge = x + half


def text_width(words: str) -> int:
    """Return about how wide words are."""
    return 72 * len(words)


def apart(places: Sequence[int], least: int, low: int, high: int) -> list[int]:
    """Return places moved as little as may be so that none is nearer than `least` to the next, between low and high."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = list(places)
    for one, other in pairwise(order):
        moved[other] = max(moved[other], moved[one] + least)
    limit = high
    for index in reversed(order):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - least
    return [max(low, one) for one in moved]


# --- lines over a number ----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One pathway's numbers, ascending; None where it is excluded or unknown. kind: its colour's class."""

    letter: str
    kind: str
    points: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A region of the axis below, with the letter of who wins there; kind is empty where nothing fits."""

    low: int
    high: int
    letter: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """What is drawn: curves over a number, who wins where, and where the order stands (None: nowhere)."""

    id: str
    title: str
    told: str
    curves: tuple[Curve, ...]
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


def graph(one: Graph) -> View:
    """Return curves over a number, with who wins along the top."""
    drawing = Drawing(id=one.id, title=one.title, told=one.told)
    x = Axis(one.low, one.high, LEFT, WIDTH - RIGHT)
    y = Axis(0, max(1, one.top), HEIGHT - BOTTOM, TOP)
    ticks = money_step(y, one.cents)
    for tick in ticks:
        drawing.line([(x.start, y.at(tick)), (x.end, y.at(tick))], "grid")
        drawing.text(x.start - 50, y.at(tick) + 40, one.say_y(tick), anchor="end")
    roomy(drawing, x, HEIGHT - BOTTOM + 170, [(tick, one.say_x(tick)) for tick in x.ticks()])
    drawing.text((x.start + x.end) // 2, HEIGHT - 70, one.across)
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
        ends, apart([end[1] for end, _ in ends], LINE_HEIGHT, TOP, HEIGHT - BOTTOM), strict=True
    ):
        drawing.text(min(end[0] + 90, WIDTH - 90), place + 40, curve.letter, f"letter {curve.kind}")
    return drawing.view()


def strip(drawing: Drawing, x: Axis, stretches: Sequence[Stretch], say: Say) -> None:
    """Draw who wins along the top, and the number at which each region begins."""
    for one in stretches:
        start, end = x.at(one.low), x.at(min(one.high + 1, x.high))
        drawing.rect(start, TOP - 240, end - start, 170, f"area {one.kind or 'nothing'}")
        if end - start >= 120:  # noqa: PLR2004  # room for a letter
            drawing.text((start + end) // 2, TOP - 110, one.letter, "over" if one.letter == NOTHING else "letter on")
    roomy(drawing, x, TOP - 290, [(one.low, say(one.low)) for one in stretches if one.low > x.low])


def _here(drawing: Drawing, x: Axis, value: int, words: str) -> None:
    place = x.at(value)
    drawing.line([(place, TOP - 440), (place, HEIGHT - BOTTOM)], "here")
    half = text_width(words) // 2
    drawing.text(max(half, min(place, WIDTH - half)), TOP - 500, words, "strong")


def _pieces(curve: Curve, x: Axis, y: Axis, top: int) -> Iterable[list[Pair]]:
    """Yield the runs of a curve that can be seen, cut where it leaves at the top."""
    piece: list[Pair] = []
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


def _cut(one: Pair, other: Pair, height: int) -> Pair:
    """Return where the line between two places crosses a height."""
    (x1, y1), (x2, y2) = one, other
    return (x1 if y1 == y2 else x1 + (x2 - x1) * (height - y1) // (y2 - y1)), height


# --- two numbers ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """Who wins over two numbers: bands of the second, each with its stretches of the first."""

    id: str
    title: str
    told: str
    bands: tuple[tuple[int, int, tuple[Stretch, ...]], ...]
    low: int
    high: int
    here: Pair | None
    here_words: str
    across: str
    up: str
    say_x: Say
    say_y: Say


def plane(one: Plane) -> View:
    """Return who wins over two numbers, and where the order lies."""
    drawing = Drawing(id=one.id, title=one.title, told=one.told)
    x = Axis(one.low, one.high, LEFT + 140, WIDTH - RIGHT)
    y = Axis(one.bands[0][0], one.bands[-1][1], HEIGHT - BOTTOM, TOP - 220)
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
            drawing.text(across, down + 45, letter, "over" if letter == NOTHING else "letter on")
    for tick in y.ticks():
        drawing.text(x.start - 50, y.at(tick) + 40, one.say_y(tick), anchor="end")
    roomy(drawing, x, HEIGHT - BOTTOM + 170, [(tick, one.say_x(tick)) for tick in x.ticks()])
    drawing.text((x.start + x.end) // 2, HEIGHT - 70, one.across)
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
    drawing.text(max(half, min(x, WIDTH - half)), 280, words, "strong")
    drawing.line([(x, 310), (x, y - 70)], "pointer")


# --- bars -------------------------------------------------------------------------------------------------------------
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
