"""Many orders at once: a million in memory, ten million Parquet to Parquet, the built-in pack."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl

from advisor import strata
from advisor.columnar import Columnar
from advisor.ir import Derive, Numbers, OneOf, Pack, Subset
from advisor.pack.load import builtin, load
from agreement import PACK
from measure import KIB, Run, inside, interleaved, machine, process
from peers import ENGINES, opener
from report import Report, Sizes
from rule_set import winner_of
from tables import as_bits, drawn, table

WHOLE = Path(__file__).resolve().parents[1] / "whole"
GOALS = {"zen, one expression": 10, "clipspy": 100, "experta": 1_000}
"""What is set against us -> how many times faster we mean to be, by processor time for each order."""
SAMPLE = 50
"""Peers are asked one order in so many, and their time is scaled: a million orders would take experta a quarter of an hour."""
WIDEST_BYTES = 1 << 30


def million_in_memory(report: Report, sizes: Sizes, _: Path) -> None:
    engine, rows = Columnar(strata.stratify(load(PACK, label=PACK.name))), table(sizes.columnar)
    frame = as_bits(rows)
    few = rows.head(max(20, sizes.columnar // SAMPLE))
    scale = rows.height / few.height
    contestants: dict[str, Callable[[], Run]] = {
        "advisor, columns: winner and mask": lambda: inside(lambda: engine.decide(frame, ("option",), trace=True)),
        "advisor, columns: everything, ranking and mask": lambda: inside(lambda: engine.decide(frame, trace=True)),
    }
    for contestant in contestants.values():
        contestant()  # makes the plan
    contestants |= {name: _scaled(name, few, scale) for name in ENGINES}
    found = interleaved(contestants, sizes.runs)
    ours = found["advisor, columns: winner and mask"].cpu_s
    report.heading(f"{rows.height:,} orders in memory, winner and mask of fired rules")
    report.table(
        ("engine", "processor s", "orders a second of processor time", "x ours", "runs lay within"),
        [
            (name, f"{runs.cpu_s:.2f}", f"{rows.height / runs.cpu_s:,.0f}", f"{runs.cpu_s / ours:.1f}", runs.spread)
            for name, runs in sorted(found.items(), key=lambda item: item[1].cpu_s)
        ],
    )
    report.paragraph(f"Peers were asked 1 order in {SAMPLE} of the same table, as Python dicts, and their time scaled.")
    for name, times in GOALS.items():
        if name not in found:
            continue
        ratio = found[name].cpu_s / ours
        report.goal(
            f"{rows.height:,} orders in memory, against {name}", f"≥ {times} x", f"{ratio:,.0f} x", met=ratio >= times
        )


def _scaled(name: str, rows: pl.DataFrame, scale: float) -> Callable[[], Run]:
    fired, asked = opener(name)(), rows.to_dicts()

    def run() -> Run:
        took = inside(lambda: [winner_of(fired(said)) for said in asked])
        return Run(took.wall_s * scale, took.cpu_s * scale)

    return run


# --- tables -----------------------------------------------------------------------------------------------------------
def parquet_to_parquet(report: Report, sizes: Sizes, folder: Path) -> None:
    source = folder / "orders.parquet"
    rows = table(sizes.parquet).with_row_index("id")
    rows.with_columns(pl.col("id").cast(pl.Int64)).write_parquet(source)
    del rows
    names = {"floor": "Polars, read and write only", "rules": "advisor, columns: winner and mask"}
    found = interleaved({name: _parquet(what, source, folder) for what, name in names.items()}, max(1, sizes.runs // 2))
    half = folder / "half.parquet"
    pl.scan_parquet(source).head(sizes.parquet // 2).sink_parquet(half)
    small = _parquet("rules", half, folder)()
    floor, rules = (found[name] for name in names.values())
    report.heading(f"{sizes.parquet:,} orders, Parquet to Parquet, whole process")
    report.table(
        ("", "wall s", "processor s", "peak MB", "runs lay within"),
        [
            (name, f"{runs.wall_s:.1f}", f"{runs.cpu_s:.1f}", runs.peak_bytes >> 20, runs.spread)
            for name, runs in found.items()
        ],
    )
    report.paragraph(
        f"Both read fifteen facts of every order and write id, a word and a whole number. Half of the orders peaked at "
        f"{small.peak_bytes >> 20} MB."
    )
    ratio = rules.cpu_s / floor.cpu_s
    report.goal(
        f"{sizes.parquet:,} orders Parquet to Parquet",
        "≤ 1.8 x the floor in processor time",
        f"{ratio:.2f} x",
        met=ratio <= 1.8,
    )
    peak = rules.peak_bytes
    report.goal("memory of the same", "under 1 GB", f"{peak >> 20} MB", met=peak < WIDEST_BYTES)
    report.goal(
        "memory flat for tables", "twice the orders, at most 1.25 x", f"{peak / small.peak_bytes:.2f} x",
        met=peak <= 1.25 * small.peak_bytes,
    )  # fmt: skip


def _parquet(what: str, source: Path, folder: Path) -> Callable[[], Run]:
    return lambda: process([sys.executable, WHOLE / "parquet.py", what, source, folder / f"{what}.out.parquet"])


# --- the built-in pack ------------------------------------------------------------------------------------------------
USUAL = ("quantity", "deadline", "cash_for_tooling", "material", "process", "heritage", "new_shape", "market_proven")
NARROWED = {"quantity": (10, 2_000), "deadline": (7, 120), "cash_for_tooling": (0, 8_000_00)}


def any_orders(pack: Pack, rows: int, facts: tuple[str, ...] | None = None, seed: int = 7) -> pl.DataFrame:
    """Return random orders of a pack as the columnar engine reads them; every fact known, or only those named."""
    derived = {rule.conclusion.path for rule in pack.rules.values() if isinstance(rule.conclusion, Derive)}
    columns: dict[str, pl.Expr] = {}
    for number, fact in enumerate(pack.facts.values()):
        if fact.of == "option" or f"order.{fact.name}" in derived or (facts is not None and fact.name not in facts):
            continue
        key = seed * 1_000 + number
        match fact.domain:
            case Numbers(low, high):
                low, high = NARROWED.get(fact.name, (low, min(high, low + 500_000)))
                columns[fact.name] = low + drawn(rows, key, high - low + 1).cast(pl.Int64)
            case OneOf(values):
                bits = pl.Series([1 << bit for bit in range(len(values))], dtype=pl.UInt64)
                columns[fact.name] = pl.lit(bits).gather(drawn(rows, key, len(values)))
            case Subset(some, maybe):
                columns[f"{fact.name}.some"] = drawn(rows, key, 1 << len(some + maybe))
                columns[f"{fact.name}.maybe"] = pl.lit(0, pl.UInt64)
            case _:
                pass
    return pl.select(**columns)


def built_in_pack(report: Report, sizes: Sizes, _: Path) -> None:
    pack = load(builtin())
    engine = Columnar(strata.stratify(pack))
    rows = []
    rates = {}
    for name, facts in (("a desk's eight facts known, the rest unknown", USUAL), ("every fact known", None)):
        frame = any_orders(pack, sizes.built_in, facts)
        first = inside(lambda frame=frame: engine.decide(frame, trace=True))  # type: ignore[misc]  # mypy cannot infer a lambda's default
        runs = interleaved({name: lambda frame=frame: inside(lambda: engine.decide(frame, trace=True))}, sizes.runs)[
            name
        ]  # type: ignore[misc]  # as above
        rates[name] = frame.height / runs.wall_s
        rows.append(
            (
                name, f"{frame.height:,}", f"{first.wall_s:.1f}", f"{runs.wall_s:.2f}", f"{rates[name]:,.0f}",
                f"{frame.height / runs.cpu_s:,.0f}", runs.spread,
            )
        )  # fmt: skip
    report.heading(
        f"The built-in pack: {len(pack.rules)} rules, {len(pack.options)} options, full ranking and trace mask"
    )
    report.table(
        (
            "orders",
            "how many",
            "first frame, plans made, s",
            "s",
            "orders a second",
            "of processor time",
            "runs lay within",
        ),
        rows,
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB
    report.paragraph(f"{machine()}. The whole benchmark's process peaked at {peak >> 20} MB.")
    for name, rate in rates.items():
        report.goal(
            f"the built-in pack, {sizes.built_in:,} orders, {name}",
            "≥ 100,000 orders/s",
            f"{rate:,.0f}/s",
            met=rate >= 100_000,
        )
