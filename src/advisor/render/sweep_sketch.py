"""A sweep as a terminal draws it: who wins along one fact as a band, over two as a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.render.sketch import SketchBand, ascii_letter, band, grid
from advisor.variation import Map, Sweep

if TYPE_CHECKING:
    from advisor.render.reason import View
    from advisor.render.sweep_page import Sweeps


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
