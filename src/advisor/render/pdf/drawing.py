"""A chart within a page as an SVG file of its own: every colour and width written where it is used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from advisor.render.pdf.style import StyleSheet
from advisor.render.pdf.tree import Element
from advisor.render.reason import View

FONT = "Libertinus Serif"
"""Comes with the typesetter, so a chart has the same letters wherever it is set."""
_SHAPES = frozenset({"svg", "g", "rect", "line", "polyline", "polygon", "path", "circle", "ellipse", "text", "tspan"})
_PLACES = frozenset("x y width height points x1 y1 x2 y2 cx cy r rx ry d transform text-anchor viewbox".split())  # noqa: SIM905  # as SVG lists them
LOOKS = frozenset(
    {
        "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order", "shape-rendering",
        "font-size", "font-weight",
    }
)  # fmt: skip
CASED = {"viewbox": "viewBox"}
"""Names that HTML reads in lower case and SVG does not."""

_COLOUR = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def figure(path: Sequence[Element], sheet: StyleSheet, title: list[View], legend: Element | None) -> View:
    """Return the chart at the end of a path from the root, with its legend. title: what stands above it."""
    chart = path[-1]
    told = [one.text for one in chart.elements if one.tag in ("title", "desc")]
    svg = _drawn(path, sheet)
    entries = [] if legend is None else _legend([*path[:-1], legend], sheet)
    return {"kind": "figure", "title": title, "svg": svg, "told": ". ".join(told), "legend": entries}


def _drawn(path: Sequence[Element], sheet: StyleSheet) -> str:
    """Return a shape as XML; of what is no shape, nothing."""
    shape = path[-1]
    if shape.tag not in _SHAPES:
        return ""
    looks = {name: value for name, value in (shape.attributes | sheet.of(path)).items() if name in LOOKS}
    places = {CASED.get(name, name): value for name, value in shape.attributes.items() if name in _PLACES}
    if shape.tag == "svg":
        places |= {"xmlns": "http://www.w3.org/2000/svg", "font-family": FONT}
    written = "".join(f" {name}={quoteattr(value)}" for name, value in (places | looks).items())
    held = "".join(escape(one) if isinstance(one, str) else _drawn([*path, one], sheet) for one in shape.children)
    return f"<{shape.tag}{written}>{held}</{shape.tag}>"


def _legend(path: Sequence[Element], sheet: StyleSheet) -> list[View]:
    """Return the entries of a legend: the letter, its colour, the colour behind it, and what it stands for."""
    found = []
    for entry in path[-1].elements:
        key = entry.first("b")
        if key is None:
            continue
        looks = sheet.of([*path, entry, key])
        words = "".join(one if isinstance(one, str) else "" for one in entry.children).strip()
        colours = {"ink": _colour(looks.get("color"), "#000"), "ground": _colour(looks.get("background"), "#fff")}
        found.append({"letter": key.text, "words": words, **colours})
    return found


def _colour(told: str | None, otherwise: str) -> str:
    return told if told and _COLOUR.fullmatch(told) else otherwise
