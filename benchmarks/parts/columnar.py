"""Many orders at once: a million in memory, ten million Parquet to Parquet, the built-in pack."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import polars as pl

from advisor import meaning
from advisor.advice import Advisor
from advisor.columnar import Orders
from advisor.columnar.answers import Columnar
from advisor.columnar.column import ORDER, Array, ChoiceColumn, NumberColumn, Values
from advisor.columnar.facts_frame import FactsReader
from advisor.ir import Derive, FactType, Numbers, OneOf, Pack, Subset
from advisor.pack.load import builtin, load
from agreement import PACK
from held import everything, winners_and_masks
from measure import KIB, Run, inside, interleaved, machine, process
from peers import ENGINES, opener
from report import Report, Sizes
from rule_set import winner_of
from tables import as_frame, as_orders, drawn, table

WHOLE = Path(__file__).resolve().parents[1] / "whole"
GOALS = {"zen, one expression": 10, "clipspy": 100, "experta": 1_000}
"""What is set against us -> how many times faster we mean to be, by processor time for each order."""
SAMPLE = 50
"""Peers are asked one order in so many, and their time is scaled: a million orders would take experta a quarter of an hour."""
WIDEST_BYTES = 1 << 30
OURS = "advisor, columns: winner and mask"


def million_in_memory(report: Report, sizes: Sizes, _: Path) -> None:
    advisor, rows = Advisor(load(PACK, label=PACK.name), "walk"), table(sizes.columnar)
    columnar, reader = advisor.columnar, FactsReader(advisor.reader())
    orders, told = as_orders(rows), as_frame(rows)
    few = rows.head(max(20, sizes.columnar // SAMPLE))
    scale = rows.height / few.height
    contestants: dict[str, Callable[[], Run]] = {
        OURS: lambda: inside(lambda: winners_and_masks(columnar, orders)),
        f"{OURS}, read from a frame": lambda: inside(lambda: winners_and_masks(columnar, reader.read(told).orders)),
        "advisor, columns: everything": lambda: inside(lambda: everything(columnar, orders)),
    }
    contestants |= {name: _scaled(name, few, scale) for name in ENGINES}
    found = interleaved(contestants, sizes.runs)
    ours = found[OURS].cpu_s
    report.heading(f"{rows.height:,} orders in memory, winner and mask of fired rules")
    report.table(
        ("engine", "processor s", "orders a second of processor time", "x ours", "runs lay within"),
        [
            (name, f"{runs.cpu_s:.2f}", f"{rows.height / runs.cpu_s:,.0f}", f"{runs.cpu_s / ours:.1f}", runs.spread)
            for name, runs in sorted(found.items(), key=lambda item: item[1].cpu_s)
        ],
    )
    report.paragraph(
        f"Peers were asked 1 order in {SAMPLE} of the same table, as Python dicts, and their time scaled; the columns are asked "
        "once they are arrays, and once from the frame of words, numbers and truth values. The mask is of all rules that hold; "
        "everything: all columns of the answer, the winner's rules by name among them."
    )
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
    names = {"floor": "Polars, read and write only", "rules": OURS}
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
MOST_MEMBERS = 8
"""So many members of a set are drawn from: there are two to the power of them."""
NARROWED = {"quantity": (10, 2_000), "deadline": (7, 120), "cash_for_tooling": (0, 8_000_00)}


def any_orders(pack: Pack, rows: int, facts: tuple[str, ...] | None = None, seed: int = 7) -> Orders:
    """Return random orders of a pack; every fact known, or only those named."""
    derived = {rule.conclusion.path for rule in pack.rules.values() if isinstance(rule.conclusion, Derive)}
    columns: dict[str, Values] = {}
    for number, fact in enumerate(pack.facts.values()):
        path = f"order.{fact.name}"
        if fact.of == "order" and path not in derived and (facts is None or fact.name in facts):
            columns[path] = _any_values(fact, rows, seed * 1_000 + number)
    return Orders(count=rows, facts=columns)


def _any_values(fact: FactType, rows: int, key: int) -> Values:
    match fact.domain:
        case Numbers(low, high):
            low, high = NARROWED.get(fact.name, (low, min(high, low + 500_000)))
            values = low + _drawn(rows, key, high - low + 1)
            return NumberColumn(ORDER, values, values)
        case OneOf(values):
            return ChoiceColumn(ORDER, _drawn(rows, key, len(values)), tuple(OneOf((one,)) for one in values))
        case Subset(some, maybe):
            members = (some + maybe)[:MOST_MEMBERS]
            sets = [
                Subset(tuple(one for bit, one in enumerate(members) if mask >> bit & 1))
                for mask in range(1 << len(members))
            ]
            return ChoiceColumn(ORDER, _drawn(rows, key, len(sets)), tuple(sets))
        case _:
            raise TypeError(f"`{fact.name}` is no fact of an order")


def _drawn(rows: int, key: int, below: int) -> Array:
    return pl.select(drawn(rows, key, below).cast(pl.Int64)).to_series().to_numpy()


def built_in_pack(report: Report, sizes: Sizes, _: Path) -> None:
    program = meaning.stratify(load(builtin()))
    ready = interleaved({"": lambda: inside(lambda: Columnar(program))}, sizes.runs)[""]
    columnar, pack = Columnar(program), program.pack
    rates: dict[str, float] = {}
    rows = []
    for name, facts in (("a desk's eight facts known, the rest unknown", USUAL), ("every fact known", None)):
        orders = any_orders(pack, sizes.built_in, facts)
        runs = interleaved({"": partial(inside, partial(everything, columnar, orders))}, sizes.runs)[""]
        rates[name] = orders.count / runs.wall_s
        rows.append(
            (
                name, f"{orders.count:,}", f"{runs.wall_s:.2f}", f"{rates[name]:,.0f}", f"{orders.count / runs.cpu_s:,.0f}",
                runs.spread,
            )
        )  # fmt: skip
    report.heading(f"The built-in pack: {len(pack.rules)} rules, {len(pack.options)} options, everything told")
    report.table(("orders", "how many", "s", "orders a second", "of processor time", "runs lay within"), rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB
    report.paragraph(
        f"Everything: the full ranking, the winner's estimates and its rules by name. Making the engine ready took "
        f"{1000 * ready.cpu_s:.0f} ms of processor time before that. {machine()}. The whole benchmark's process peaked at "
        f"{peak >> 20} MB."
    )
    for name, rate in rates.items():
        report.goal(
            f"the built-in pack, {sizes.built_in:,} orders, {name}",
            "≥ 100,000 orders/s",
            f"{rate:,.0f}/s",
            met=rate >= 100_000,
        )
