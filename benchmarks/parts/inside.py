"""The columnar engine inside one process, the first time and again; with the checkout of another commit, before and after."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from _orders import write
from checkout import Checkout, checkouts, compared, named
from report import Report, Sizes

SCRIPT = Path(__file__).resolve().parents[1] / "whole" / "inside.py"
SEED = 5
Times = Mapping[str, Sequence[float]]
"""A piece of work -> processor milliseconds, the first time and again."""


def inside_one_process(report: Report, sizes: Sizes, folder: Path) -> None:
    """Tell what it takes to be ready, to decide mixed orders, variants of one order, and its flips."""
    sources = checkouts(sizes.base, folder)
    orders = folder / "inside.yaml"
    write(sizes.thousand, orders, SEED)
    found: dict[str, list[Times]] = {one.name: [] for one in sources}
    for _ in range(sizes.runs):
        for one in sources:
            found[one.name].append(_timed(one, orders, sizes.variants, folder))
    report.heading("The columnar engine inside one process, the built-in pack loaded")
    rows = [(work, *_row([found[one.name] for one in sources], work)) for work in found[sources[0].name][0]]
    report.table(("work", *named(sources, "first ms"), *named(sources, "again ms")), rows)
    report.paragraph(
        "Processor milliseconds. First: by an engine that is ready but has answered nothing yet. Of the engine that reads arrays "
        "all compiling is in making it ready, and its rules are those of the winner, by name; an older one compiles for each "
        "kind of order that it meets, and its rules are those of every option, as bits."
    )


def _timed(one: Checkout, orders: Path, variants: int, folder: Path) -> Times:
    out = folder / "inside.json"
    one.python(SCRIPT, orders, str(variants), out=out)
    told: Times = json.loads(out.read_text(encoding="utf-8"))
    return told


def _row(times: Sequence[Sequence[Times]], work: str) -> tuple[str, ...]:
    """Return the medians of the first times and of those after it. times: of each checkout's runs."""
    first = [median(run[work][0] for run in runs) for runs in times]
    again = [median(time for run in runs for time in run[work][1:]) for runs in times]
    return *compared(first, 1), *compared(again, 1)
