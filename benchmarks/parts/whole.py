"""Whole processes, start included: a file of a thousand orders, the first answer, and memory by the number of orders."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from agreement import PACK
from measure import Run, interleaved, process
from peers import ENGINES
from report import Report, Sizes
from rule_set import as_yaml, orders

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parent
ADVISOR = (sys.executable, "-m", "advisor")
WHOLE_PEERS = {
    "safe_load + experta": ("experta", "safe", 10),
    "C loader + zen, decision table": ("zen, decision table", "c", 3),
    "C loader + clipspy": ("clipspy", "c", 2),
    "C loader + zen, one expression": ("zen, one expression", "c", None),
    "C loader + CEL (Rust)": ("CEL (Rust), one list", "c", None),
}
"""What is set against us -> engine, loader, how many times faster we mean to be."""
ORDERS = {
    "two facts known": "quantity: 120\ndeadline: 4 weeks\n",
    "most facts known": (HERE / "whole" / "order.yaml").read_text(encoding="utf-8"),
}


def thousand_orders(report: Report, sizes: Sizes, folder: Path) -> None:
    source = folder / "thousand.yaml"
    source.write_text("".join(as_yaml(said, n) for n, said in enumerate(orders(sizes.thousand))), encoding="utf-8")
    peers = {name: peer for name, peer in WHOLE_PEERS.items() if peer[0] in ENGINES}
    contestants = {name: _explain(engine, loader, source) for name, (engine, loader, _) in peers.items()}
    for form in ("md", "jsonl", "csv"):
        contestants[f"advisor batch to {form}"] = _batch(source, folder / f"thousand-out.{form}")
    found = interleaved(contestants, sizes.runs)
    best = min((name for name in found if name.startswith("advisor")), key=lambda name: found[name].wall_s)
    report.heading(f"{sizes.thousand:,} orders in YAML to explanations, whole process")
    report.table(
        ("", "wall s", "processor s", "peak MB", "runs lay within"),
        [
            (name, f"{runs.wall_s:.2f}", f"{runs.cpu_s:.2f}", runs.peak_bytes >> 20, runs.spread)
            for name, runs in sorted(found.items(), key=lambda item: item[1].wall_s)
        ],
    )
    for name, (_, _, times) in peers.items():
        if times is not None:
            ratio = found[name].cpu_s / found[best].cpu_s
            told = f"{ratio:.2f} x ({best})"
            report.goal(
                f"{sizes.thousand:,}-order YAML to explanations, against {name}",
                f"≥ {times} x",
                told,
                met=ratio >= times,
            )


def _explain(engine: str, loader: str, source: Path) -> Callable[[], Run]:
    script, target = HERE / "whole" / "explain.py", source.with_suffix(".peer.md")
    return lambda: process([sys.executable, script, engine, loader, source, target])


def _batch(source: Path, target: Path) -> Callable[[], Run]:
    return lambda: process([*ADVISOR, "batch", source, "-o", target, "--pack", PACK])


def first_answer(report: Report, sizes: Sizes, folder: Path) -> None:
    contestants = {"bare script": lambda: process([sys.executable, HERE / "whole" / "bare.py"])}
    for name, text in ORDERS.items():
        source = folder / f"{name.replace(' ', '-')}.yaml"
        source.write_text(text, encoding="utf-8")
        contestants[f"advise, {name}"] = _advise(source)
        contestants[f"advise, {name}"]()  # a pack is read once, then kept
    contestants["advisor --help"] = lambda: process([*ADVISOR, "--help"])
    found = interleaved(contestants, max(1, sizes.runs * 2))
    bare = found["bare script"]
    report.heading("The first answer, whole process")
    report.table(
        ("", "wall ms", "processor ms", "x bare script", "runs lay within"),
        [
            (name, f"{runs.wall_s * 1e3:.0f}", f"{runs.cpu_s * 1e3:.0f}", f"{runs.cpu_s / bare.cpu_s:.2f}", runs.spread)
            for name, runs in found.items()
        ],
    )
    for name in ORDERS:
        ratio = found[f"advise, {name}"].cpu_s / bare.cpu_s
        report.goal(f"first answer of `advise`, {name}", "≤ 1.5 x a bare script", f"{ratio:.2f} x", met=ratio <= 1.5)
    help_ms = found["advisor --help"].cpu_s * 1e3
    report.goal("`advisor --help`", "under 150 ms of processor time", f"{help_ms:.0f} ms", met=help_ms < 150)


def _advise(source: Path) -> Callable[[], Run]:
    return lambda: process([*ADVISOR, "advise", source])


def memory_of_text(report: Report, sizes: Sizes, folder: Path) -> None:
    rows = []
    for count in (sizes.thousand, 4 * sizes.thousand):
        source = folder / f"text-{count}.yaml"
        source.write_text("".join(as_yaml(said, n) for n, said in enumerate(orders(count))), encoding="utf-8")
        took = process([*ADVISOR, "batch", source, "-o", folder / "text-out.jsonl", "--pack", PACK])
        rows.append((count, took.peak_bytes))
    each = (rows[1][1] - rows[0][1]) / (rows[1][0] - rows[0][0])
    report.heading("Memory for orders in YAML")
    report.table(("orders", "peak MB"), [(f"{count:,}", peak >> 20) for count, peak in rows])
    report.goal("memory for text", "≤ 4 KB an order", f"{each / 1024:.1f} KB", met=each <= 4096)
