"""Growth plots as SVG: both axes logarithmic, a line a series named at its end, readable in light and dark."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 78, 190, 46, 52
COLOURS = ("#0b6bcb", "#c2410c", "#15803d", "#7c3aed", "#b45309", "#0f766e", "#be185d")
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #222 } .title { font-weight: 600; font-size: 15px } .tick { font-size: 12px }
.grid { stroke: #ddd } .page { fill: #fff } .ideal { stroke: #888; stroke-dasharray: 3 4; fill: none }
@media (prefers-color-scheme: dark) { text { fill: #eee } .grid { stroke: #444 } .page { fill: #181818 } .ideal { stroke: #999 } }
"""


@dataclass(frozen=True, slots=True)
class Series:
    """One line: (x, y), both above 0."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    title: str
    across: str
    up: str
    series: tuple[Series, ...]

    def svg(self) -> str:
        """Return the chart as one SVG file, described for those who do not see it; a dotted line shows linear growth."""
        x_ends, y_ends = (_ends([point[axis] for one in self.series for point in one.points]) for axis in (0, 1))
        scale = _Scale(x_ends, y_ends)
        told = "; ".join(
            f"{one.name}: " + ", ".join(f"{short(x)} {short(y)}" for x, y in one.points) for one in self.series
        )
        middle = (TOP + HEIGHT - BOTTOM) // 2
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d">',
            f'<title id="t">{escape(self.title)}</title>',
            f'<desc id="d">{escape(f"{self.up} against {self.across}. {told}")}</desc>',
            f'<style>{STYLE}</style><rect class="page" width="{WIDTH}" height="{HEIGHT}"/>',
            f'<text class="title" x="{LEFT}" y="24">{escape(self.title)}</text>',
            *_grid(scale),
            f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 12}" text-anchor="middle">{escape(self.across)}</text>',
            f'<g transform="rotate(-90 18 {middle})"><text x="18" y="{middle}" text-anchor="middle">{escape(self.up)}</text></g>',
            _linear(self.series[0], scale),
            *_lines(self.series, scale),
            "</svg>\n",
        ]
        return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class _Scale:
    x_ends: tuple[int, int]
    y_ends: tuple[int, int]

    def x(self, value: float) -> float:
        low, high = self.x_ends
        return LEFT + (math.log10(value) - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        low, high = self.y_ends
        return HEIGHT - BOTTOM - (math.log10(value) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)


def _ends(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _grid(scale: _Scale) -> list[str]:
    found = []
    for power in range(scale.x_ends[0], scale.x_ends[1] + 1):
        x = scale.x(10**power)
        found.append(f'<path class="grid" d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}"/>')
        found.append(
            f'<text class="tick" x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{short(10**power)}</text>'
        )
    for power in range(scale.y_ends[0], scale.y_ends[1] + 1):
        y = scale.y(10**power)
        found.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>')
        found.append(f'<text class="tick" x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{short(10**power)}</text>')
    return found


def _linear(one: Series, scale: _Scale) -> str:
    """Return the dotted line of linear growth that ends where a series does."""
    x, y = one.points[-1]
    first = max(one.points[0][0], x * 10.0 ** scale.y_ends[0] / y)
    return f'<path class="ideal" d="M{scale.x(first):.1f} {scale.y(y * first / x):.1f}L{scale.x(x):.1f} {scale.y(y):.1f}"/>'


def _lines(series: Sequence[Series], scale: _Scale) -> list[str]:
    """Return the lines, their dots and names; names that would overlap are moved apart."""
    found: list[str] = []
    taken: list[float] = []
    for one, colour in sorted(zip(series, COLOURS, strict=False), key=lambda pair: scale.y(pair[0].points[-1][1])):
        dots = [(scale.x(x), scale.y(y)) for x, y in one.points]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in dots)
        found.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        found += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in dots]
        y = max([dots[-1][1] + 4, *(other + 16 for other in taken)])
        taken.append(y)
        found.append(f'<text x="{dots[-1][0] + 9:.1f}" y="{y:.1f}" style="fill:{colour}">{escape(one.name)}</text>')
    return found


def short(value: float) -> str:
    """Return a number in few characters: `3`, `20k`, `1.5M`, `0.02`."""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:.3g}{letter}"
    return f"{value:.3g}"
