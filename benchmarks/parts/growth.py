"""How cost grows with orders, rules and options, as plots."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from math import log
from pathlib import Path

import engine as made_pack
from advisor import meaning
from advisor.columnar.answers import Columnar
from advisor.ir import Pack
from advisor.pack.load import builtin, load
from chart import Chart, Series
from held import everything
from measure import inside, interleaved
from parts.columnar import USUAL, any_orders
from report import Report, Sizes

ALMOST = 1.25
"""An exponent up to here is called at most linear: noise is in it too."""
KNOWN = ("quantity", "deadline", "cash", "process", "material", "heritage", "oversight", "proven", "hard", "limited")


def plots(report: Report, sizes: Sizes, _: Path) -> None:
    report.heading("How cost grows")
    _against_orders(report, sizes)
    at_rules, at_options = sizes.growth_at
    rules = [(count, _seconds(_made(count, at_options), sizes)) for count in sizes.growth_rules]
    options = [(count, _seconds(_made(at_rules, count), sizes)) for count in sizes.growth_options]
    _plot(report, "rules", f"rules, at {at_options} options", sizes, rules)
    _plot(report, "options", f"options, at {at_rules} rules", sizes, options)


def _against_orders(report: Report, sizes: Sizes) -> None:
    pack = load(builtin())
    built_in, small = Columnar(meaning.stratify(pack)), _made(*sizes.growth_at)
    engine = Columnar(meaning.stratify(small))
    lines: dict[str, list[tuple[float, float]]] = {"built-in pack": [], "made pack": []}
    for count in sizes.growth_orders:
        work: dict[str, Callable[[], object]] = {
            "built-in pack": partial(everything, built_in, any_orders(pack, count, USUAL)),
            "made pack": partial(everything, engine, any_orders(small, count, KNOWN)),
        }
        for name, each in work.items():
            lines[name].append((count, interleaved({"": partial(inside, each)}, sizes.runs)[""].cpu_s))
    series = tuple(Series(name, tuple(points)) for name, points in lines.items())
    report.chart(
        "orders",
        Chart(title="Processor time by number of orders", across="orders", up="processor seconds", series=series),
    )
    report.table(
        ("orders", *lines),
        [
            (f"{count:,}", *(f"{points[place][1]:.2f} s" for points in lines.values()))
            for place, count in enumerate(sizes.growth_orders)
        ],
    )
    slope = slope_of(lines["built-in pack"][-2:])
    report.goal(
        "cost against orders, built-in pack", "linear", f"grows as n^{slope:.2f} at the end", met=slope <= ALMOST
    )


def _made(rules: int, options: int) -> Pack:
    with tempfile.TemporaryDirectory() as folder:
        made_pack.made(Path(folder), rules=rules, materials=options // 15)
        return load(Path(folder), label="made")


def _seconds(pack: Pack, sizes: Sizes) -> dict[str, float]:
    """Return what it takes to make the engine ready, and to decide many orders by it."""
    orders, program = any_orders(pack, sizes.growth_table, KNOWN), meaning.stratify(pack)
    columnar = Columnar(program)
    found = interleaved(
        {
            "deciding": lambda: inside(lambda: everything(columnar, orders)),
            "making the engine ready": lambda: inside(lambda: Columnar(program)),
        },
        sizes.runs,
    )
    return {name: runs.cpu_s for name, runs in found.items()}


def _plot(report: Report, name: str, across: str, sizes: Sizes, found: list[tuple[int, dict[str, float]]]) -> None:
    lines = {part: [(float(count), seconds[part]) for count, seconds in found] for part in found[0][1]}
    title = f"Processor time by number of {name}, {sizes.growth_table:,} orders"
    series = tuple(Series(part, tuple(points)) for part, points in lines.items())
    report.chart(name, Chart(title=title, across=across, up="processor seconds", series=series))
    report.table((across, *lines), [(count, *(f"{seconds[part]:.2f} s" for part in lines)) for count, seconds in found])
    slope = slope_of(lines["deciding"])
    report.goal(f"cost against {name}", "at most linear", f"grows as n^{slope:.2f}", met=slope <= ALMOST)


def slope_of(points: list[tuple[float, float]]) -> float:
    """Return the exponent of growth between the first and the last point."""
    (x0, y0), (x1, y1) = points[0], points[-1]
    return log(y1 / y0) / log(x1 / x0)
