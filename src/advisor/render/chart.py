"""Charts as shapes: where lines, bars and words stand, for a template that writes SVG. Lengths are tenths of a pixel, whole.

A chart is never told by colour alone: each pathway has a letter beside its colour, and a table says the same numbers.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from msgspec import Struct, field

from advisor.render.reason import View

CHART_WIDTH, CHART_HEIGHT = 4400, 2800
LEFT, RIGHT, TOP, BOTTOM = 700, 260, 620, 420
LINE_HEIGHT = 130
CHARACTER = 80
"""About how wide a letter is, in the widest of the fonts that browsers set charts in."""
ENTRY = 190
"""How far apart the entries of a legend stand."""
LOG_FROM = 20
"""An axis whose end is so many times its beginning is logarithmic."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DASH = "–"
"""The letter of where nothing fits."""
MOST_TICKS = 6
CHART_GAP = 60

LowAndHigh = tuple[int, int]
Say = Callable[[int], str]


class Axis(Struct, frozen=True):
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


class Drawing(Struct, kw_only=True):
    """Shapes as they are gathered, in the order they are drawn."""

    id: str
    title: str
    told: str
    height: int = CHART_HEIGHT
    rects: list[View] = field(default_factory=list)
    lines: list[View] = field(default_factory=list)
    texts: list[View] = field(default_factory=list)

    def rect(self, x: int, y: int, width: int, height: int, kind: str) -> None:
        self.rects.append({"x": px(x), "y": px(y), "width": px(max(width, 5)), "height": px(height), "kind": kind})

    def line(self, points: Iterable[LowAndHigh], kind: str) -> None:
        self.lines.append({"points": " ".join(f"{px(x)},{px(y)}" for x, y in points), "kind": kind})

    def text(self, x: int, y: int, words: str, kind: str = "", anchor: str = "middle") -> None:
        self.texts.append({"x": px(x), "y": px(y), "words": words, "kind": kind, "anchor": anchor})

    def view(self) -> View:
        """Return the chart as the template reads it."""
        size = {"width": px(CHART_WIDTH), "height": px(self.height)}
        shapes = {"rects": self.rects, "lines": self.lines, "texts": self.texts}
        return {"id": self.id, "title": self.title, "told": self.told, **size, **shapes}


def framed(chart: View, legend: Sequence[View]) -> View:
    """Return a chart that leaves its page: with its title above it, and its legend, an entry a line, below."""
    lines = textwrap.wrap(chart["title"], CHART_WIDTH // CHARACTER)
    top, height = LINE_HEIGHT * len(lines) + CHART_GAP * 2, tenths(chart["height"])
    below = top + height
    return {
        **chart,
        "title_lines": [{"words": words, "y": px(LINE_HEIGHT * number)} for number, words in enumerate(lines, 1)],
        "top": px(top),
        "entries": [
            {**one, "y": px(below + ENTRY * number), "base": px(below + ENTRY * number + LINE_HEIGHT)}
            for number, one in enumerate(legend)
        ],
        "whole": px(below + ENTRY * len(legend) + CHART_GAP),
    }


def tenths(pixels: str) -> int:
    """Return a length that `px` told."""
    whole, _, rest = pixels.partition(".")
    return int(whole) * 10 + int(rest or 0)


def px(tenths: int) -> str:
    """Return a length in pixels."""
    whole, rest = divmod(abs(tenths), 10)
    return f"{'-' * (tenths < 0)}{whole}" + (f".{rest}" if rest else "")


def roomy(drawing: Drawing, axis: Axis, y: int, told: Sequence[tuple[int, str]]) -> None:
    """Write labels along an axis, leaving out each that would touch the one before it."""
    edge = -(10**6)
    for value, words in told:
        x, half = axis.at(value), text_width(words) // 2
        x = max(half, min(x, CHART_WIDTH - half))
        if x - half >= edge + CHART_GAP:
            drawing.text(x, y, words)
            edge = x + half


def sums_beside(drawing: Drawing, y: Axis, x: Axis, cents: int, say: Say) -> None:
    """Draw a line across at each round sum of an axis that goes up, with the sum beside it."""
    for tick in money_step(y, cents):
        drawing.line([(x.start, y.at(tick)), (x.end, y.at(tick))], "grid")
        drawing.text(x.start - 50, y.at(tick) + 40, say(tick), anchor="end")


def numbers_below(drawing: Drawing, x: Axis, words: str, say: Say) -> None:
    """Write the round numbers of the axis below a chart, and what it is called."""
    roomy(drawing, x, CHART_HEIGHT - BOTTOM + 170, [(tick, say(tick)) for tick in x.ticks()])
    drawing.text((x.start + x.end) // 2, CHART_HEIGHT - 70, words)


def text_width(words: str) -> int:
    """Return about how wide words are."""
    return CHARACTER * len(words)


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
